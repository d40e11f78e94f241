"""Rows that break what the database guarantees of initiatives and what belongs to them."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db import models
from django.utils import timezone

from tests.factories import (
    make_author,
    make_initiative,
    make_participation,
    make_phase,
    make_programme,
    make_user,
)
from tests.models.breach import AT_LEAST, AT_MOST, BLANK, NO_CHOICE, Breach, altered
from units.choices import AttachmentKind, AttachmentPurpose, InitiativeState, ReviewVerb
from units.models import (
    AcceptedTotal,
    Attachment,
    Author,
    AwardRule,
    AwardThreshold,
    DossierRules,
    Initiative,
    NoteTemplate,
    PortalCount,
    ReviewStep,
    TitleTerm,
)
from units.models.attachment import MAX_FILE_BYTES
from units.models.fact import MAX_AMOUNT
from units.models.initiative_constraints import CLOSED_LISTS, MAX_BENEFIT

KEY = UUID(int=8)
DAY = date(2022, 6, 1)


def draft(**values: object) -> Initiative:
    return altered(make_initiative(), **values)


def unknown(name: str) -> Callable[[], Initiative]:
    return lambda: draft(**{"benefit_value": None, name: "?"})


def started_twice() -> Initiative:
    make_initiative(idempotency_key=KEY)
    return draft(idempotency_key=KEY)


def merged_into_itself() -> Initiative:
    initiative = make_initiative()
    return altered(
        initiative,
        merged_into=initiative,
        state=InitiativeState.REJECTED,
        decided_at=timezone.now(),
        submitted_at=timezone.now(),
        submitted_on=DAY,
        submitted_by=make_user(password="-"),
    )


def author(**values: object) -> Author:
    return altered(make_author(initiative=make_initiative(authors=0)), **values)


def author_place_taken() -> Author:
    first = make_author(initiative=make_initiative(authors=0))
    return Author(initiative=first.initiative, position=1, name="Lò Văn Hai", share=50)


def attachment(**values: object) -> Attachment:
    complete: dict[str, object] = {
        "initiative": make_initiative(),
        "purpose": AttachmentPurpose.DECISION,
        "kind": AttachmentKind.PDF,
        "name": "quyet-dinh.pdf",
        "size": 1,
        "sha256": "a" * 64,
        "file": "ab/abcdef",
        "attached_by": make_user(password="-"),
    }
    return Attachment(**complete | values)


def attached_twice() -> Attachment:
    first = attachment()
    first.save()
    return attachment(initiative=first.initiative)


def step(**values: object) -> ReviewStep:
    complete: dict[str, object] = {
        "initiative": make_initiative(),
        "verb": ReviewVerb.SUBMIT,
        "state_before": InitiativeState.DRAFT,
        "state_after": InitiativeState.SUBMITTED,
        "by": make_user(password="-"),
    }
    return ReviewStep(**complete | values)


def day_totalled_twice() -> AcceptedTotal:
    phase = make_phase()
    place = make_participation(programme=phase.programme)
    AcceptedTotal.objects.create(participation=place, phase=phase, counted_on=DAY, total=1)
    return AcceptedTotal(participation=place, phase=phase, counted_on=DAY, total=2)


def note(**values: object) -> NoteTemplate:
    complete: dict[str, object] = {"verb": ReviewVerb.REJECT, "title": "Trùng", "text": "Trùng nội dung."}
    return NoteTemplate(**complete | values)


def note_title_taken() -> NoteTemplate:
    note().save()
    return note(text="Khác.")


def rules(**values: object) -> DossierRules:
    return DossierRules(programme=make_programme(), **values)


def award(**values: object) -> AwardRule:
    complete: dict[str, object] = {
        "name": "Bằng Lao động sáng tạo",
        "source": "QĐ 2014",
        "effective_from": DAY,
    }
    return AwardRule(**complete | values)


def award_taken() -> AwardRule:
    award().save()
    return award()


def threshold(**values: object) -> AwardThreshold:
    rule = award()
    rule.save()
    return AwardThreshold(**{"rule": rule, "amount": 80_000_000, **values})


def term_twice() -> TitleTerm:
    initiative = make_initiative()
    TitleTerm.objects.filter(initiative=initiative).delete()
    TitleTerm.objects.create(initiative=initiative, term="may xuc")
    return TitleTerm(initiative=initiative, term="may xuc")


def portal_count(amount: int) -> PortalCount:
    phase = make_phase()
    place = make_participation(programme=phase.programme)
    return PortalCount(participation=place, phase=phase, counted_on=phase.starts_on, amount=amount)


def in_state(state: str, **values: object) -> Callable[[], models.Model]:
    return lambda: draft(state=state, **values)


INITIATIVE_BREACHES = [
    *(Breach(f"initiative_{name}_known", unknown(name), name, NO_CHOICE) for name in CLOSED_LISTS),
    Breach("initiative_key_unique", started_twice),
    Breach("initiative_state_known", unknown("state")),
    Breach("initiative_title_given", lambda: draft(title=""), "title", BLANK),
    Breach(
        "initiative_benefit_in_range", lambda: draft(benefit_value=-1), "benefit_value", AT_LEAST.format(0)
    ),
    Breach(
        "initiative_benefit_in_range",
        lambda: draft(benefit_value=MAX_BENEFIT + 1),
        "benefit_value",
        AT_MOST.format(MAX_BENEFIT),
    ),
    Breach("initiative_benefit_in_range", lambda: draft(benefit_basis="not_in_money")),
    Breach("initiative_submission_whole", in_state("submitted")),
    Breach("initiative_submission_whole", in_state("returned", submitted_on=DAY)),
    Breach("initiative_decision_whole", lambda: draft(decided_at=timezone.now())),
    Breach("initiative_counted_when_accepted", lambda: draft(counted_on=DAY)),
    Breach("initiative_due_when_returned", lambda: draft(due_on=DAY)),
    Breach("initiative_merged_when_rejected", lambda: draft(merged_into=make_initiative())),
    Breach("initiative_merged_when_rejected", merged_into_itself),
    Breach("initiative_outstanding_whole", lambda: draft(outstanding_reason="Hiệu quả cao")),
    Breach("initiative_published_when_accepted", lambda: draft(published_at=timezone.now())),
    Breach("author_position_unique", author_place_taken),
    Breach("author_position_positive", lambda: author(position=0), "position", AT_LEAST.format(1)),
    Breach("author_share_in_range", lambda: author(share=0), "share", AT_LEAST.format(1)),
    Breach("author_share_in_range", lambda: author(share=101), "share", AT_MOST.format(100)),
    Breach(
        "author_birth_year_in_range", lambda: author(birth_year=1899), "birth_year", AT_LEAST.format(1900)
    ),
    Breach("author_qualification_known", lambda: author(qualification="?"), "qualification", NO_CHOICE),
    Breach("author_named_unless_erased", lambda: author(name="")),
    Breach("author_named_unless_erased", lambda: author(erased_at=timezone.now())),
    Breach("author_consent_whole", lambda: author(consent_note="Bằng giấy")),
    Breach("attachment_once", attached_twice),
    Breach("attachment_size_in_range", lambda: attachment(size=0)),
    Breach("attachment_size_in_range", lambda: attachment(size=MAX_FILE_BYTES + 1)),
    Breach("attachment_kind_known", lambda: attachment(kind="?"), "kind", NO_CHOICE),
    Breach("attachment_purpose_known", lambda: attachment(purpose="?"), "purpose", NO_CHOICE),
    Breach("review_step_verb_known", lambda: step(verb="?"), "verb", NO_CHOICE),
    Breach("review_step_counting_whole", lambda: step(weight=1)),
    Breach("review_step_counting_whole", lambda: step(counted_on=DAY)),
    Breach("accepted_total_day_unique", day_totalled_twice),
    Breach("note_template_title_unique", note_title_taken),
    Breach("note_template_verb_known", lambda: note(verb="?"), "verb", NO_CHOICE),
    Breach("note_template_complete", lambda: note(text=""), "text", BLANK),
    Breach("dossier_rules_counting_day_known", lambda: rules(counting_day="?"), "counting_day", NO_CHOICE),
    Breach("dossier_rules_days_in_order", lambda: rules(applied_from=DAY, applied_until=date(2022, 5, 31))),
    Breach(
        "dossier_rules_return_days_in_range", lambda: rules(return_days=0), "return_days", AT_LEAST.format(1)
    ),
    Breach("award_rule_unique", award_taken),
    Breach("award_rule_days_in_order", lambda: award(effective_until=date(2022, 5, 31))),
    Breach("award_rule_complete", lambda: award(source=""), "source", BLANK),
    Breach("award_threshold_amount_in_range", lambda: threshold(amount=-1), "amount", AT_LEAST.format(0)),
    Breach("award_threshold_years_whole", lambda: threshold(several_years=3)),
    Breach("title_term_once", term_twice),
    Breach(
        "portal_count_amount_in_range",
        lambda: portal_count(MAX_AMOUNT + 1),
        "amount",
        AT_MOST.format(MAX_AMOUNT),
    ),
]
