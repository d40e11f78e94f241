"""Likely duplicates: which are found, in what order, why, and what nobody may learn from them."""

from datetime import date
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import dossier_words
from benchmarks.labelled_titles import Stage, pairs, tally
from tests.factories import (
    accept,
    make_author,
    make_initiative,
    make_participation,
    make_programme,
    make_user,
    submit,
)
from units.choices import ReviewVerb, Role
from units.domain.dossiers import writing
from units.domain.likeness.similarity import (
    Asked,
    Likeness,
    index_title,
    likely_duplicates,
    rebuild_terms,
    wrong_titles,
)
from units.domain.likeness.words import terms_of
from units.domain.review import stepping
from units.domain.review.comparing import MergeTraces, merge_traces_of
from units.domain.review.stepping import Step
from units.models import Initiative, Participation, Programme, TitleTerm, User

pytestmark = pytest.mark.django_db

TITLE = "Chế tạo xe đẩy thu gom lá chè tươi trên sườn dốc"
LIKE = "Chế tạo xe đẩy thu gom lá chè tươi trên sườn dốc năm 2022"
PRECISION_FLOOR = 0.95
RECALL_FLOOR = 0.87


@pytest.fixture
def programme() -> Programme:
    return make_programme()


@pytest.fixture
def place(programme: Programme) -> Participation:
    return make_participation(programme=programme, name="Đơn vị Một")


@pytest.fixture
def elsewhere(programme: Programme) -> Participation:
    return make_participation(programme=programme, name="Đơn vị Hai")


@pytest.fixture
def officer(place: Participation) -> User:
    return make_user(role=Role.OFFICER, home_unit=place.unit)


@pytest.fixture
def reviewer() -> User:
    return make_user(role=Role.REVIEWER)


def written(place: Participation, title: str = TITLE, **values: object) -> Initiative:
    initiative = make_initiative(participation=place, title=title, **values)  # type: ignore[arg-type]
    index_title(initiative)
    return initiative


def found(asked: Initiative | Asked, user: User) -> list[Initiative | None]:
    return [each.initiative for each in likely_duplicates(asked, user)]


def test_terms_follow_the_title(place: Participation, officer: User) -> None:
    key = make_initiative(participation=place).idempotency_key
    assert key is None
    started = writing.start(
        participation=place, title=TITLE, key="5f0c6a0e-0b0e-4f6e-9d1c-1f1f1f1f1f1f", by=officer  # type: ignore[arg-type]
    )  # fmt: skip
    terms = TitleTerm.objects.filter(initiative=started).values_list("term", flat=True)
    assert set(terms) == terms_of(TITLE)

    started.title = "Máy sấy chè"
    writing.save(started, ["title"], seen=started.version, by=officer)
    assert set(terms.all()) == terms_of("Máy sấy chè")


def test_wrong_terms_are_named_and_mended(place: Participation) -> None:
    right, wrong, none = written(place), written(place), make_initiative(participation=place)
    Initiative.objects.filter(pk=wrong.pk).update(title="Máy sấy chè")
    assert list(wrong_titles()) == [wrong.pk, none.pk]
    assert rebuild_terms() == 2
    assert list(wrong_titles()) == []
    assert set(TitleTerm.objects.filter(initiative=right).values_list("term", flat=True)) == terms_of(TITLE)


def test_finds_the_other_one_and_never_itself(place: Participation, officer: User) -> None:
    first, second = written(place), written(place, LIKE)
    assert found(first, officer) == [second]
    assert found(second, officer) == [first]
    assert found(Asked(title=TITLE, participation=place), officer) == [first, second]


def test_unlike_titles_are_not_mentioned(place: Participation, officer: User) -> None:
    written(place, "Chế tạo xe lăn điện cho người khuyết tật")
    assert found(written(place), officer) == []
    assert found(Asked(title="!?", participation=place), officer) == []


def test_same_title_in_the_own_unit_comes_first_and_says_so(
    place: Participation, elsewhere: Participation, reviewer: User
) -> None:
    other = submit(written(elsewhere))
    own = submit(written(place))
    near = submit(written(place, LIKE))
    asked = submit(written(place))
    likely = likely_duplicates(asked, reviewer)
    assert [each.initiative for each in likely] == [own, near, other]
    assert [(each.same_title, each.same_unit) for each in likely] == [
        (True, True),
        (False, True),
        (True, False),
    ]
    assert likely[2].why == ("Tên giống 100%; cùng ngày áp dụng lần đầu; khác đơn vị nên có thể đều hợp lệ.")


def test_author_makes_a_looser_title_likely(place: Participation, reviewer: User) -> None:
    first = written(place, "Thiết kế máy băm cỏ voi đẩy tay mini cho hộ chăn nuôi", authors=0)
    second = written(
        place, "Thiết kế máy băm cỏ voi đẩy tay mini", authors=0, first_applied_on=date(2020, 1, 1)
    )
    alone = likely_duplicates(second, reviewer)
    for each in (first, second):
        make_author(initiative=each, name="Lò Thị Mai", birth_year=1990)
        submit(each)
    [together] = likely_duplicates(Initiative.objects.get(pk=second.pk), reviewer)
    assert alone == ()  # still a draft then
    assert together.strength > together.percent / 100
    assert "cùng tác giả" in together.reasons


def test_officer_learns_of_others_only_that_there_are_some(
    place: Participation, elsewhere: Participation, officer: User
) -> None:
    for _ in range(2):
        submit(written(elsewhere, LIKE))
    written(elsewhere, TITLE)  # a draft: nobody else may know of it
    own = written(place, LIKE)
    likely = likely_duplicates(written(place), officer)
    assert [each.initiative for each in likely] == [own, None]
    hidden = likely[1]
    assert hidden.why == "Có hồ sơ tương tự ở đơn vị khác; hai đơn vị có thể cùng có sáng kiến này."
    assert hidden.percent == likely[0].percent  # of the submitted ones; the draft would be 100


def test_drafts_of_others_leave_no_trace(
    place: Participation, elsewhere: Participation, officer: User, reviewer: User
) -> None:
    written(elsewhere)
    asked = written(place)
    assert likely_duplicates(asked, officer) == ()
    assert likely_duplicates(submit(asked, by=officer), reviewer) == ()


def test_author_and_date_of_a_confidential_dossier_are_no_signal(
    place: Participation, elsewhere: Participation, reviewer: User
) -> None:
    closed = written(elsewhere, is_confidential=True, authors=0)
    asked = written(place, LIKE, authors=0)
    for each in (closed, asked):
        make_author(initiative=each, name="Lò Thị Mai", birth_year=1990)
        submit(each)
    for subject in (asked, closed):
        [said] = likely_duplicates(subject, reviewer)
        assert len(said.reasons) == 2
        assert said.reasons[1] == "khác đơn vị nên có thể đều hợp lệ"
        assert said.strength * 100 == pytest.approx(said.percent, abs=1)


def test_merged_dossiers_are_named_once_and_never_for_their_own_kept_one(
    place: Participation, reviewer: User
) -> None:
    kept, merged, asked = (submit(written(place)) for _ in range(3))
    stepping.take(Step(merged, ReviewVerb.MERGE, note="Trùng", into=kept), by=reviewer)
    merged.refresh_from_db()
    assert found(asked, reviewer) == [merged]  # the newest of the two stands for both
    assert likely_duplicates(asked, reviewer)[0].reasons[-1] == "đã nhập vào hồ sơ khác"
    assert found(kept, reviewer) == [asked]
    assert found(merged, reviewer) == [asked]


def test_traces_of_merging_as_far_as_they_may_be_known(
    place: Participation, elsewhere: Participation, officer: User, reviewer: User
) -> None:
    kept, merged = submit(written(elsewhere)), submit(written(place))
    merged = stepping.take(Step(merged, ReviewVerb.MERGE, note="Trùng", into=kept), by=reviewer)
    assert merge_traces_of(kept, reviewer) == MergeTraces(kept=None, is_hidden=False, merged=[merged])
    assert merge_traces_of(merged, reviewer) == MergeTraces(kept=kept, is_hidden=False, merged=[])
    assert merge_traces_of(merged, officer) == MergeTraces(kept=None, is_hidden=True, merged=[])


def test_recognised_in_an_earlier_programme_is_said(place: Participation, reviewer: User) -> None:
    earlier = make_participation(programme=make_programme(short_name="Đợt trước"), unit=place.unit)
    accept(written(earlier))
    [said] = likely_duplicates(submit(written(place)), reviewer)
    assert said.reasons == (
        "Tên giống 100%",
        "cùng đơn vị",
        "cùng ngày áp dụng lần đầu",
        "thuộc Đợt trước",
        "đã được công nhận",
    )


def test_at_most_five(place: Participation, officer: User) -> None:
    for _ in range(8):
        written(place)
    likely: tuple[Likeness, ...] = likely_duplicates(written(place), officer)
    assert len(likely) == 5


def test_number_of_queries_does_not_grow(place: Participation, officer: User) -> None:
    asked = written(place)
    written(place, LIKE)
    random, counted = Random(1), []  # noqa: S311  # the same titles every time
    for number in (8, 990):
        titles = (dossier_words.title(random) for _ in range(number))
        Initiative.objects.bulk_create(Initiative(participation=place, title=title) for title in titles)
        rebuild_terms()
        with CaptureQueriesContext(connection) as queries:
            assert len(likely_duplicates(asked, officer)) == 1
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 16


def test_measured_half_of_the_labelled_set_stays_above_the_floors() -> None:
    labelled = [pair for pair in pairs() if not pair.is_for_tuning]
    result = tally(Stage(labelled, others=300).judge(labelled))
    assert result.precision >= PRECISION_FLOOR
    assert result.recall >= RECALL_FLOOR
