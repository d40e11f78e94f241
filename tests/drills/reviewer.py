"""A reviewer at a browser without a screen: decides on one dossier or on many, and takes work."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.drills.officer import Officer, Reply
from tests.drills.review_stage import SLUG

Dossier = tuple[int, int]
"""Number and version, as the page showed them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is sent: a verb on these dossiers, in this order."""

    verb: str
    dossiers: tuple[Dossier, ...]

    @property
    def numbers(self) -> list[int]:
        return sorted(number for number, _ in self.dossiers)


class Reviewer(Officer):
    def decide_one(self, verb: str, dossier: Dossier) -> Reply:
        """As the button on the dossier's page does."""
        number, version = dossier
        said = [("version", str(version)), ("note", "Diễn tập")]
        return self._send(f"/tham-dinh/ho-so/{number}/{verb}/", said)

    def decide_many(self, decision: Decision) -> Reply:
        """As the button of the check page does."""
        ticked = [("ho-so", f"{number}:{version}") for number, version in decision.dossiers]
        said = [("viec", decision.verb), ("note", "Diễn tập")]
        return self._send(f"/tham-dinh/{SLUG}/quyet-dinh/", [*ticked, *said])

    def take_work(self, dossiers: Sequence[Dossier], person: int) -> Reply:
        """As “Nhận việc” does."""
        ticked = [("ho-so", f"{number}:{version}") for number, version in dossiers]
        return self._send(f"/tham-dinh/{SLUG}/phan-cong/", [*ticked, ("nguoi", str(person))])

    def _send(self, path: str, fields: list[tuple[str, str]]) -> Reply:
        token = next(cookie.value or "" for cookie in self._cookies if cookie.name == "csrftoken")
        return self._open(path, [*fields, ("csrfmiddlewaretoken", token)])
