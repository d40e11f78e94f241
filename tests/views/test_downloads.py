"""Files as answers: what they are said to be, and under which name they are saved."""

import io

from units.choices import AttachmentKind
from units.views.downloads import CONTENT_TYPES, file_response, stored_file_response


def test_every_kind_of_attachment_has_its_content_type() -> None:
    assert CONTENT_TYPES.keys() >= set(AttachmentKind.values)


def test_made_file_is_saved_under_its_name() -> None:
    response = file_response(b"{}", "bieu.json")
    assert response.content == b"{}"
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="bieu.json"'


def test_stored_file_is_what_its_kind_says_whatever_it_is_called() -> None:
    response = stored_file_response(io.BytesIO(b"%PDF"), "Quyết định.html", "pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Quy%E1%BA%BFt")
