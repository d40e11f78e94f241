"""Ready sentences: which are offered, and the usual ones to begin with."""

import pytest
from django.core.exceptions import PermissionDenied

from units.choices import EventVerb, ReviewVerb
from units.domain.review import note_templates
from units.models import Event, NoteTemplate, User

pytestmark = pytest.mark.django_db


def test_usual_ones_are_added_once_and_own_words_are_kept(admin: User) -> None:
    mine = NoteTemplate.objects.create(verb=ReviewVerb.ACCEPT, title="Đủ điều kiện", text="Lời của tỉnh.")
    assert note_templates.add_usual(by=admin) == 8
    assert note_templates.add_usual(by=admin) == 0

    mine.refresh_from_db()
    assert mine.text == "Lời của tỉnh."
    assert NoteTemplate.objects.count() == 9
    assert set(Event.objects.values_list("verb", flat=True)) == {EventVerb.NOTE_TEMPLATE_SAVED}


def test_three_for_each_decision_and_each_can_be_sent() -> None:
    assert {verb: len(texts) for verb, texts in note_templates.USUAL.items()} == {
        ReviewVerb.ACCEPT: 3,
        ReviewVerb.SEND_BACK: 3,
        ReviewVerb.REJECT: 3,
    }
    for template in note_templates.lacking():
        template.full_clean()


def test_only_administrators_add_them(lan: User) -> None:
    with pytest.raises(PermissionDenied):
        note_templates.add_usual(by=lan)
    assert not NoteTemplate.objects.exists()


def test_those_in_use_are_offered_for_their_step() -> None:
    made = [
        NoteTemplate.objects.create(verb=verb, title=f"Mẫu {place}", text="Lời", is_active=place != 1)
        for place, verb in enumerate((ReviewVerb.REJECT, ReviewVerb.REJECT, ReviewVerb.ACCEPT))
    ]
    assert note_templates.active(ReviewVerb.REJECT) == [made[0]]
    assert note_templates.active(ReviewVerb.REJECT, ReviewVerb.ACCEPT) == [made[2], made[0]]
