"""A file to be attached, let in by the gate of exchange/attachment_in.py."""

from __future__ import annotations

from typing import Any

from django import forms

from units.choices import AttachmentPurpose
from units.domain.dossiers.attaching import IncomingFile
from units.exchange.attachment_in import read_attachment, require_size
from units.forms.refusable import Refusable


class AttachmentForm(Refusable, forms.Form):
    purpose = forms.ChoiceField(
        label="Tệp này là",
        choices=[("", "Chọn…"), *AttachmentPurpose.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": "Hãy cho biết tệp này chứng minh điều gì.",
            "invalid_choice": "Lựa chọn này không có trong danh sách.",
        },
    )
    file = forms.FileField(
        label="Tệp",
        allow_empty_file=True,  # the gate says so itself
        widget=forms.FileInput(
            attrs={"class": "form-control", "accept": ".pdf,.docx,.jpg,.jpeg,.png"},
        ),
        error_messages={
            "required": "Hãy chọn một tệp.",
            "invalid": "Trình duyệt không gửi được tệp. Hãy chọn lại tệp.",
            "missing": "Trình duyệt không gửi được tệp. Hãy chọn lại tệp.",
        },
        help_text="PDF, Word (.docx), ảnh JPEG hoặc PNG; nhiều nhất 5 MB.",
    )
    use_required_attribute = False

    incoming: IncomingFile

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        require_size(sent.size or 0)
        self.incoming = read_attachment(sent.name or "", sent.read())
        return sent
