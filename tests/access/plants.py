"""Dossiers with words planted in every place that not everybody may read, and who may read which."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.factories import accept, make_initiative, make_participation, make_phase, make_programme, make_user
from units.choices import AttachmentKind, AttachmentPurpose, Role
from units.models import Attachment, Initiative, Participation
from units.models.initiative_places import PLACES
from units.models.text_places import texts_naming

MARKED = "outstanding_reason"
CONTENT = [name for name in texts_naming(Initiative) if PLACES[name].closed and name != MARKED]
PEOPLE = ("name", "job")
FILES = ("file-name", "file-text")
REVIEWERS = ("reviewer", "staff", "administrator")
SIGNED_IN = ("officer", "sister", "parent", "viewer", *REVIEWERS)
EVERYBODY = ("anonymous", *SIGNED_IN)


@dataclass
class Plants:
    """`readers`: who may come across a planted word, by the word. `nominated`: words that reviewers may
    also meet where people are proposed for awards, and nowhere else.
    """

    readers: dict[str, frozenset[str]] = field(default_factory=dict)
    nominated: set[str] = field(default_factory=set)
    initiatives: list[Initiative] = field(default_factory=list)

    def plant(self, word: str, *readers: str) -> str:
        self.readers[word] = frozenset(readers)
        return word


def plant_dossiers(own: Participation, foreign: Participation) -> Plants:
    """Of one's own and of a foreign unit a draft, an open and a confidential dossier; two in the showcase."""
    plants = Plants()
    for which, place in (("nha", own), ("la", foreign)):
        inside = ("officer", "parent") if which == "nha" else ()
        closed = _dossier(plants, f"kin{which}", place, titles=_readers(inside, "viewer", *REVIEWERS))
        _protect(plants, closed, f"kin{which}", inside)
        _mark(plants, accept(closed), f"kin{which}", inside)
        plants.nominated.add(f"kin{which}name")
        opened = _dossier(plants, f"mo{which}", place, titles=_readers(inside, "viewer", *REVIEWERS))
        _fill(
            plants, opened, f"mo{which}", _readers(inside, "viewer", *REVIEWERS), _readers(inside, *REVIEWERS)
        )
        _mark(plants, accept(opened), f"mo{which}", _readers(inside, "viewer", *REVIEWERS))
        draft = _dossier(plants, f"nhap{which}", place, titles=_readers(inside, "staff", "administrator"))
        readers = _readers(inside, "staff", "administrator")
        _fill(plants, draft, f"nhap{which}", readers, readers)
    _plant_showcase(plants)
    return plants


def _readers(inside: tuple[str, ...], *others: str) -> tuple[str, ...]:
    return (*inside, *others)


def _dossier(plants: Plants, mark: str, place: Participation, titles: tuple[str, ...]) -> Initiative:
    title = plants.plant(f"{mark}title", *titles)
    initiative = make_initiative(participation=place, title=f"Cải tiến {title}", authors=0)
    plants.initiatives.append(initiative)
    return initiative


def _protect(plants: Plants, initiative: Initiative, mark: str, inside: tuple[str, ...]) -> None:
    initiative.is_confidential = True
    _fill(plants, initiative, mark, inside, inside)


def _fill(
    plants: Plants, initiative: Initiative, mark: str, content: tuple[str, ...], people: tuple[str, ...]
) -> None:
    for name in CONTENT:
        word = plants.plant(f"{mark}{name.replace('_', '')}", *content)
        setattr(initiative, name, f"Làm thử tại phân xưởng, kết quả tốt, {word}.")
    initiative.save()
    name, job = (plants.plant(f"{mark}{part}", *people) for part in PEOPLE)
    initiative.authors.create(
        position=1, name=f"Lò Thị {name}", birth_year=1990, job=f"Thợ {job}", share=100,
        holds_leadership=False, qualification="college",
    )  # fmt: skip
    file_name, text = (plants.plant(f"{mark}{part}", *people) for part in FILES)
    content_file = ContentFile(f"%PDF-1.4 {text} %%EOF".encode(), name="x")
    Attachment.objects.create(
        initiative=initiative,
        purpose=AttachmentPurpose.EFFECT,
        kind=AttachmentKind.PDF,
        name=f"{file_name}.pdf",
        size=content_file.size,
        sha256=text.rjust(64, "0")[:64],
        file=content_file,
        attached_by=make_user(role=Role.OFFICER),
    )


def _mark(plants: Plants, initiative: Initiative, mark: str, readers: tuple[str, ...]) -> None:
    word = plants.plant(f"{mark}reason", *readers)
    initiative.outstanding_at, initiative.outstanding_by = timezone.now(), make_user(role=Role.REVIEWER)
    initiative.outstanding_reason = f"Dễ nhân rộng, {word}."
    initiative.save()


def _plant_showcase(plants: Plants) -> None:
    programme = make_programme(slug="trung-bay-cong-khai", is_public=True)
    make_phase(programme=programme, starts_on=timezone.localdate())
    place = make_participation(programme=programme)
    for mark, shown in (("baymo", EVERYBODY), ("baykin", ())):
        initiative = _dossier(plants, mark, place, titles=EVERYBODY)
        initiative.is_confidential = not shown
        _fill(plants, initiative, mark, shown, ())
        if shown:
            # Who consents is named; what they work as, and the files, are not for everybody.
            plants.plant(f"{mark}name", *EVERYBODY)
            for part in ("job", *FILES):
                plants.plant(f"{mark}{part}", *REVIEWERS)
            for name in ("benefitreasoning", "portalreference"):
                plants.plant(f"{mark}{name}", "viewer", *REVIEWERS)
        else:
            plants.nominated.add(f"{mark}name")
        clerk = make_user(role=Role.STAFF)
        initiative.authors.update(
            consented_on=timezone.localdate(), consent_note="Đơn ký tay", consent_recorded_by=clerk
        )
        accept(initiative)
        Initiative.objects.filter(pk=initiative.pk).update(published_at=timezone.now(), published_by=clerk)


def words_in(plants: Plants, text: str) -> Iterator[str]:
    """The planted words that a text has."""
    lowered = text.lower()
    return (word for word in plants.readers if word in lowered)
