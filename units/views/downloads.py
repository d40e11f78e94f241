"""Answers that are files to be saved: one content type for each kind of file, and always a download."""

from typing import IO

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpeg": "image/jpeg",
    "json": "application/json; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""By the ending of its name."""


def file_response(content: bytes, name: str) -> HttpResponse:
    """A file that was made in memory; its ending says what it is."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[name.rpartition(".")[2]],
        headers={"Content-Disposition": disposition or "attachment"},
    )


def stored_file_response(file: IO[bytes], name: str, kind: str) -> FileResponse:
    """A file that lies on disk, read while it is sent and closed then; `kind`: as in CONTENT_TYPES, since a
    name that people gave says nothing.
    """
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind])
