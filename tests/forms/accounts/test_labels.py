"""What was typed is shown by the words of its page, whichever form it came from."""

from collections.abc import Iterator

import pytest
from django.forms import BaseForm
from django.test import Client

from tests.access.addresses import addresses
from tests.access.cast import Cast, make_cast
from tests.access.expected import row_of
from tests.views.html import parse
from units.forms.accounts.kept import NEVER_KEPT, KeptEntry
from units.forms.accounts.labels import OTHER, UNTYPED, Sent
from units.forms.awards.rule import AwardRuleForm

SENT = {
    "a ready sentence": (
        {"title": "Thiếu", "text": "Bổ sung.", "verb": "send_back", "version": "3"},
        [("Tên mẫu", "Thiếu"), ("Nội dung", "Bổ sung."), ("Dùng khi", "Trả lại")],
    ),
    "a dossier": ({"title": "Sao chè", "exclusion": ""}, [("Tên sáng kiến", "Sao chè")]),
    "an erasure": (
        {"reason": "Theo đơn", "rows": "7", "with_files": "on"},
        [
            ("Lý do xoá", "Theo đơn"),
            ("Xoá cả tệp của những hồ sơ không còn tác giả nào khác", "có"),
        ],
    ),
    "a reason by itself": ({"reason": "Theo đơn"}, [("Lý do", "Theo đơn")]),
    "cells": (
        {"so-12-1": "3", "ly-do-12": "Sót", "den-ngay": "10/11/2022", "giai-doan": "1", "seen": "so-12-1:0"},
        [
            ("Số sáng kiến ở một ô", "3"),
            ("Lý do ở một dòng", "Sót"),
            ("Số liệu tính đến hết ngày", "10/11/2022"),
            ("Giai đoạn", "1"),
        ],
    ),
    "a decision on quotas": (
        {"q-12-1": "30", "ngay": "10/11/2022", "so": "12/QĐ"},
        [("Chỉ tiêu ở một ô", "30"), ("Hiệu lực từ ngày", "10/11/2022"), ("Số quyết định", "12/QĐ")],
    ),
    "figures of the portal": (
        {"c-12-1": "30", "c-12-1-thay": "29"},
        [("Số trên cổng ở một ô", "30")],
    ),
    "lines of authors": (
        {"author_name-2": "Lò Thị Mai", "holds_leadership-2": "no", "share-2": "", "pk-2": "5", "lines": "2"},
        [("Họ và tên, dòng 2", "Lò Thị Mai"), ("Giữ chức vụ lãnh đạo, quản lý, dòng 2", "Không")],
    ),
    "thresholds": (
        {"name": "Bằng khen", "source": "", "nguong-TOTAL_FORMS": "1"}
        | {"nguong-0-amount": "10 triệu", "nguong-0-qualification": "", "nguong-0-DELETE": "on"},
        [
            ("Hình thức khen thưởng", "Bằng khen"),
            ("Làm lợi một năm từ (đồng), dòng 1", "10 triệu"),
            ("Bỏ dòng này", "on"),
        ],
    ),
    "a consent": (
        {"tac-gia-77-given_on": "10/11/2022", "tac-gia-77-how": "Giấy"},
        [("Đồng ý ngày", "10/11/2022"), ("Bằng cách nào", "Giấy")],
    ),
    "what no form has": ({"la-9": "?", f"so-{'9' * 5000}": "1"}, [(OTHER, "?"), (OTHER, "1")]),
}  # fmt: skip


@pytest.mark.parametrize("kind", SENT)
def test_what_was_sent_is_shown_as_its_page_called_it(kind: str) -> None:
    sent, shown = SENT[kind]
    assert KeptEntry("/", tuple(sent.items())).shown == shown


def forms_of_ours() -> list[type[BaseForm]]:
    return [each for each in _below(BaseForm) if each.__module__.startswith("units.")]


def _below(form: type[BaseForm]) -> Iterator[type[BaseForm]]:
    for each in form.__subclasses__():
        yield each
        yield from _below(each)


def test_every_field_of_every_form_that_is_typed_has_a_label() -> None:
    """One that says only its name would be shown to people by it."""
    assert AwardRuleForm in forms_of_ours()
    unlabelled = {
        f"{form.__name__}.{name}"
        for form in forms_of_ours()
        for name, field in getattr(form, "base_fields", {}).items()
        if not field.label and not field.widget.is_hidden and name not in UNTYPED
    }
    # The address of SignInForm is never kept: it has a password.
    assert unlabelled == {"SignInForm.username"}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def posted(client: Client, path: str) -> Iterator[set[str]]:
    """The names of the fields of each form on a page that is sent."""
    response = client.get(path)
    content: bytes = response.getvalue()  # a file is closed once it is read
    if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
        for form in parse(content).all("form", method="post"):
            fields = [each for tag in ("input", "select", "textarea", "button") for each in form.all(tag)]
            yield {each.attributes["name"] for each in fields if "name" in each.attributes}


@pytest.mark.parametrize("person", ["administrator", "officer"])
def test_nothing_that_a_page_sends_is_without_a_label(person: str, cast: Cast) -> None:
    paths = {
        path
        for address in addresses()
        if (row := row_of(address.name)) and "GET" in row.answered and not address.name.startswith("admin:")
        for which, path in cast.named_by(address, row.kind)
        if which == "own"
    }
    forms = {frozenset(names) for path in sorted(paths) for names in posted(cast.clients[person], path)}
    assert len(forms) >= 8
    assert {
        name
        for names in forms
        if not any("password" in name for name in names)
        for name in names - set(NEVER_KEPT)
        if (read := Sent(names).read(name, "?")) and read[0] == OTHER
    } == set()
