"""The journal opens whatever its events hold: one that cannot be told well must not hide all others."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.journal.any_event import SAID, SUBJECTS
from units.choices import EventVerb
from units.domain.journal.events import PAGE
from units.models import Event, User

ADDRESS = "/nhat-ky/"


def append(verb: EventVerb, before: Any, after: Any) -> list[Event]:
    """An event of this content on a row of each kind."""
    return Event.objects.bulk_create(
        Event(
            sequence=number,
            recorded_at=datetime(2026, 3, 1, tzinfo=UTC),
            verb=verb,
            subject=f"{subject}:1",
            subject_name="Đối tượng",
            before=before,
            after=after,
        )
        for number, subject in enumerate(SUBJECTS, start=1)
    )


@settings(max_examples=20)
@given(verb=st.sampled_from(EventVerb), before=SAID, after=SAID)
def test_any_event_gives_a_page(
    verb: EventVerb, before: Any, after: Any, client: Client, admin: User
) -> None:
    client.force_login(admin)
    with transaction.atomic():
        events = append(verb, before, after)
        response = client.get(ADDRESS)
        transaction.set_rollback(True)
    assert response.status_code == 200
    assert response.content.count(b'<li class="event"') == len(events) <= PAGE


def test_hidden_value_gives_a_page(client: Client, admin: User) -> None:
    """As the writer of a confidential dossier tells a day that it hides."""
    client.force_login(admin)
    append(EventVerb.INITIATIVE_SAVED, {}, {"first_applied_on": "đã sửa"})
    assert "đã sửa" in client.get(ADDRESS).content.decode()
