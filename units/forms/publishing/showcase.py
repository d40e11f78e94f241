"""Marks of a dossier as typed: why it is outstanding, how an author consented, what the showcase is asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from units.choices import AuthorGroup, SolutionField
from units.forms.addresses import AddressForm, SearchField
from units.forms.fields import DayField, LineField, ListedField
from units.forms.refusable import Refusable
from units.forms.sending import VersionField
from units.models import Author, Initiative
from units.vietnamese import fold

FIRST_GROUP = AuthorGroup.ENTERPRISE
GROUP_NAMES = {
    AuthorGroup.ENTERPRISE: "Công nhân, lao động doanh nghiệp",
    AuthorGroup.PUBLIC: "Cán bộ, công chức, viên chức",
    AuthorGroup.UNION: "Cán bộ công đoàn",
    AuthorGroup.OTHER: "Đối tượng khác",
}
"""The groups as visitors of the showcase look for them, the workers of enterprises first."""


class VersionForm(Refusable, forms.Form):
    """`version`: the one that the page showed."""

    version = VersionField()


class MarkForm(VersionForm):
    reason = LineField(
        label="Lý do",
        max_length=500,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        error_messages={"required": "Hãy ghi lý do."},
    )


class ConsentForm(Refusable, forms.Form):
    """How one author consented. Nothing of it is filled in beforehand."""

    given_on = DayField(
        label="Đồng ý ngày",
        widget=forms.TextInput(
            attrs={"class": "form-control", "inputmode": "numeric", "autocomplete": "off", "maxlength": 10}
        ),
        error_messages={"required": "Hãy ghi ngày tác giả đồng ý."},
    )
    how = LineField(
        label="Bằng cách nào",
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        help_text="Ví dụ: giấy đồng ý có chữ ký, lưu tại văn phòng công đoàn cơ sở.",
        error_messages={"required": "Hãy ghi tác giả đã đồng ý bằng cách nào."},
    )
    confirmed = forms.BooleanField(
        label="Chính tác giả đã đồng ý công bố họ tên và nội dung sáng kiến, và biết có thể rút lại bất cứ "
        "lúc nào",
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        error_messages={"required": "Chỉ ghi khi chính tác giả đã đồng ý."},
    )

    def __init__(self, data: Any = None, *, author: Author) -> None:
        super().__init__(data, prefix=f"tac-gia-{author.pk}")
        self.author = author


class ShowcaseQuery(AddressForm):
    """Which initiatives of the showcase. What the address says wrongly finds nothing."""

    tim = SearchField("Tìm theo tên sáng kiến")
    linh_vuc = ListedField(
        label="Lĩnh vực",
        required=False,
        choices=[("", "Mọi lĩnh vực"), *SolutionField.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    khoi = ListedField(
        label="Khối",
        required=False,
        choices=[("", "Mọi khối"), *GROUP_NAMES.items()],
        widget=forms.HiddenInput,
    )

    def matching(self, shown: QuerySet[Initiative]) -> QuerySet[Initiative]:
        """Those of them that are asked for, what was put there last first; of a valid query."""
        said = self.cleaned_data
        if said["tim"]:
            shown = shown.filter(title_key__contains=fold(said["tim"]))
        if said["linh_vuc"]:
            shown = shown.filter(field=said["linh_vuc"])
        if said["khoi"]:
            shown = shown.filter(author_group=said["khoi"])
        return shown.order_by("-published_at", "-pk")
