"""One's own account: signing in and out, the password, the sessions."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from units.domain.accounts import people
from units.forms.accounts.account import PasswordForm, SignInForm
from units.forms.accounts.kept import KeptEntry
from units.models import Session, User
from units.models.session import BROWSER, ORIGIN, STARTED
from units.views.accounts.browsers import browser_name
from units.views.gates import for_people
from units.views.requests import PersonRequest, is_of_person, posted


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for name and password; then go on to where one wanted to be, or to what was kept meanwhile."""
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(_next(request))
        return _ask(request, SignInForm(request))
    form = SignInForm(request, data=request.POST)
    kept = KeptEntry.opened(request.POST.get("kept", ""))
    if not form.is_valid():
        return _ask(request, form, kept=kept)
    _enter(request, form.get_user())
    return send_again(request, kept) if kept else redirect(_next(request))


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """A form was sent without being signed in, most often by a session that has ended: sign in on this
    page, then send it again.
    """
    kept = KeptEntry.of(request)
    context = {"was_lost": kept is None}
    return _ask(request, SignInForm(request), kept=kept, status=HTTPStatus.FORBIDDEN, **context)


def send_again(request: HttpRequest, kept: KeptEntry, status: int = HTTPStatus.OK) -> HttpResponse:
    """Show what was typed; it is sent only when the person says so."""
    return render(request, "account/send_again.html", {"kept": kept}, status=status)


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """Too many failures: the password is not looked at before this time. What was kept stays kept."""
    lasts: timedelta = settings.AXES_COOLOFF_TIME
    context = {"until": timezone.localtime(timezone.now() + lasts), "minutes": lasts // timedelta(minutes=1)}
    kept = KeptEntry.opened(request.POST.get("kept", ""))
    context |= {"kept": kept, "next": _wanted(request)}
    page = render(request, "account/locked_out.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    page["Retry-After"] = str(int(lasts.total_seconds()))
    return page


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if is_of_person(request):
        people.note_sign_out(request.user)
    logout(request)
    messages.success(request, "Bạn đã đăng xuất.")
    response = redirect("home")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_safe
@for_people
def account(request: PersonRequest) -> HttpResponse:
    """Who one is here, and where one is signed in."""
    sessions = Session.objects.filter(user=request.user).alive()
    context = {"sessions": sessions, "current_key": request.session.session_key}
    return render(request, "account/show.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def change_password(request: PersonRequest) -> HttpResponse:
    """Choose another password; all other sessions end, this one goes on."""
    user = request.user
    form = PasswordForm(request, user, posted(request))
    if not form.is_valid():
        return render(request, "account/change_password.html", {"form": form})
    was_first = user.must_change_password
    request.user = people.change_password(form.cleaned_data["new_password"], by=user)
    update_session_auth_hash(request, request.user)
    messages.success(request, "Đã đổi mật khẩu. Các phiên đăng nhập khác của bạn đã kết thúc.")
    return redirect("home" if was_first else "account")


@require_POST
@for_people
def end_other_sessions(request: PersonRequest) -> HttpResponse:
    user = request.user
    ended = people.end_sessions(user, by=user, but=request.session.session_key)
    said = f"Đã kết thúc {ended} phiên đăng nhập khác." if ended else "Bạn không có phiên đăng nhập nào khác."
    messages.success(request, said)
    return redirect("account")


def _ask(
    request: HttpRequest, form: SignInForm, *, kept: KeptEntry | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "kept": kept, "next": _wanted(request), **more}
    return render(request, "account/sign_in.html", context, status=status)


def _enter(request: HttpRequest, user: User) -> None:
    people.note_sign_in(user)
    login(request, user)
    request.session[STARTED] = timezone.now().timestamp()
    request.session[ORIGIN] = request.META.get("REMOTE_ADDR") or None
    request.session[BROWSER] = browser_name(request.META.get("HTTP_USER_AGENT", ""))


def _wanted(request: HttpRequest) -> str:
    return request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")


def _next(request: HttpRequest) -> str:
    """Where to go after sign-in: a place of ours, else the front page."""
    wanted = _wanted(request)
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)
