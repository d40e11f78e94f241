"""A unit's place in a programme; from which programme all places are copied."""

from __future__ import annotations

from typing import Any

from django import forms

from units.domain import access
from units.domain.programmes import enrolling
from units.forms.editing import RegistryForm
from units.forms.fields import LineField
from units.models import Bloc, Participation, Programme

NOT_ABOVE = (
    "Đơn vị này không đứng trên được: nó thuộc chương trình khác, hoặc là chính đơn vị đang sửa "
    "hay cấp dưới của đơn vị đang sửa."
)


class ParticipationForm(RegistryForm):
    name = LineField(label="Tên in trên biểu", max_length=200)
    parent = forms.ModelChoiceField(
        label="Đơn vị cấp trên",
        queryset=Participation.objects.none(),
        required=False,
        empty_label="Không có: là một dòng của biểu",
        error_messages={"invalid_choice": NOT_ABOVE},
    )
    bloc = forms.ModelChoiceField(
        label="Khối thi đua",
        queryset=Bloc.objects.none(),
        required=False,
        empty_label="Không thuộc khối nào",
        error_messages={"invalid_choice": "Khối này thuộc chương trình khác hoặc không có."},
    )

    class Meta:
        model = Participation
        fields = enrolling.FIELDS
        help_texts = {
            "basis": "Mỗi đơn vị có đúng một cách tính, nên không số nào bị tính hai lần. Đơn vị có cấp dưới "
            "tự báo cáo thì chọn “Cộng các đơn vị trực thuộc”.",
        }

    def __init__(self, data: Any = None, *, instance: Participation) -> None:
        super().__init__(data, instance=instance)
        everything = instance.programme.participations.all()
        below = access.subtree(everything, instance.unit_id) if instance.pk else []
        others = everything.exclude(pk__in=below)
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["bloc"].queryset = instance.programme.blocs.all()  # type: ignore[attr-defined]


class CopyForm(forms.Form):
    """Which programme's participations are copied."""

    source = forms.ModelChoiceField(
        label="Chép từ chương trình",
        queryset=Programme.objects.none(),
        empty_label="Chọn chương trình",
        error_messages={
            "required": "Hãy chọn chương trình để chép.",
            "invalid_choice": "Chương trình này không chép được.",
        },
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data: Any = None, *, target: Programme) -> None:
        super().__init__(data)
        others = Programme.objects.exclude(pk=target.pk).filter(participations__isnull=False).distinct()
        self.fields["source"].queryset = others.order_by("-pk")  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Where the page showed the participation, and which way it is to go."""

    way = forms.ChoiceField(choices=[("len", "Lên"), ("xuong", "Xuống")])
    stood_at = forms.IntegerField()
