"""Award rules, for administrators: the list, and one rule with its thresholds in one form."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from units.domain.awards import rules
from units.domain.versions import EditedMeanwhileError
from units.forms.awards.candidates import is_in_force
from units.forms.awards.rule import AwardRuleForm, ThresholdLines, threshold_lines
from units.models import AwardRule
from units.views.gates import for_administrators
from units.views.requests import PersonRequest, posted


@require_safe
@for_administrators
def show_rules(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    listed = [
        (
            rule,
            is_in_force(rule, today),
            [(rules.who(each), rules.in_words(each)) for each in rule.thresholds.all()],
        )
        for rule in AwardRule.objects.prefetch_related("thresholds")
    ]
    return render(request, "award/rules.html", {"rules": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add_rule(request: PersonRequest) -> HttpResponse:
    return _edit(request, AwardRule(), "Thêm tiêu chuẩn khen thưởng")


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def edit_rule(request: PersonRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(AwardRule, pk=pk)
    return _edit(request, rule, rule.name)


def _edit(request: PersonRequest, rule: AwardRule, title: str) -> HttpResponse:
    """The rule saved, or shown with what is wrong."""
    sent = posted(request)
    form, lines = AwardRuleForm(sent, instance=rule), threshold_lines(rule, sent)
    context: dict[str, Any] = {"form": form, "lines": lines, "title": title}
    if sent is None:
        return render(request, "award/edit_rule.html", context)
    # Both are asked, so that everything that is wrong is said at once.
    if not all([form.is_valid(), lines.is_valid()]):
        return render(request, "award/edit_rule.html", context, status=400)
    try:
        rules.save(form.instance, lines.thresholds(), seen=form.seen, by=request.user)
    except EditedMeanwhileError as error:
        current = cast(AwardRule, error.current)
        context |= {"now": current, "differences": _differences(form, lines, current)}
        return render(request, "award/edit_rule.html", context, status=409)
    except ValidationError as error:
        form.refuse(error)
        return render(request, "award/edit_rule.html", context, status=400)
    messages.success(request, f"Đã lưu {form.instance.name}.")
    return redirect("award-rules")


def _differences(
    form: AwardRuleForm, lines: ThresholdLines, current: AwardRule
) -> list[tuple[str, str, str]]:
    """With the thresholds as one text: what is typed here, what is stored."""
    typed = rules.told(form.instance, lines.thresholds())["thresholds"]
    stored = rules.told(current, current.thresholds.all())["thresholds"]
    found = form.compared_with(current)
    return found if typed == stored else [*found, ("Các ngưỡng", typed, stored)]
