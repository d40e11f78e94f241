"""How a form saves a registry row, and what its page shows when that is refused."""

from typing import Any, Protocol

from django.core.exceptions import ValidationError

from units.domain.versions import EditedMeanwhileError
from units.forms.editing import RegistryForm
from units.models import User


class Save(Protocol):
    def __call__(self, row: Any, /, *, seen: int | None, by: User) -> object: ...


def refused(form: RegistryForm, save: Save, *, by: User) -> dict[str, Any] | None:
    """Try to save. None when that is done; else what the page shows besides the form."""
    if not form.is_valid():
        return {}
    try:
        save(form.instance, seen=form.seen, by=by)
    except EditedMeanwhileError as error:
        return {"now": error.current, "differences": form.compared_with(error.current)}
    except ValidationError as error:
        form.refuse(error)
        return {}
    return None
