"""What every address must answer. An address without a line here fails the suite; a line is all it needs.

address        the name in the URLconf; `admin:*` stands for all names that begin so and have no closer row
object         what the address names (tests/access/cast.py); "-" when it names nothing
GET, POST      the status of whoever may; "-" when there is no such method: it is answered with 405;
               "any" of pages that are not our own: anything but an error of the server, by every method
then one word for each kind of person:

    open       answered for every object that there is; one that is missing is not found (404)
    onward     as open, but GET leads on to another page (302)
    own        answered for one's own; a foreign object is not found, as if it were missing
    none       never found
    seen       may see it but not do this: 403 for every object that there is, 404 for a missing one
    mine       may see one's own but not do this: 403; a foreign object is not found, as if it were missing
    refused    403 whatever is named, so that nothing can be told from it
    led        a stranger at an open door: public objects are answered, for all others sign-in is asked (302)
    sign-in    a stranger at a closed door: 302 to sign-in; a form that was sent is kept on the page (403)

Where only a part is missing (the phase of a programme that there is), those who may not go on get what they
get for the whole. A disabled person is a stranger. HEAD is answered as GET, PUT and DELETE nowhere. What is
malformed is not found, by nobody.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

ROWS = """
# address          object        GET POST stranger officer sister parent  staff reviewer viewer admin.

health             -             200 -    open    open    open    open    open    open    open    open
home               -             302 -    open    open    open    open    open    open    open    open

# the table, and its files
summary            programme     200 -    led     open    open    open    open    open    open    open
summary-excel      programme     200 -    led     open    open    open    open    open    open    open
summary-csv        programme     200 -    led     open    open    open    open    open    open    open
summary-json       programme     200 -    led     open    open    open    open    open    open    open

# stating a count, and where a number comes from
counts             -             200 -    sign-in onward  onward  open    open    open    open    open
count              participation 200 -    sign-in own     none    own     open    seen    seen    open
count-check        participation 302 400  sign-in own     none    own     open    seen    seen    open
count-save         participation 302 400  sign-in own     none    own     open    seen    seen    open
correction         participation 200 400  sign-in own     none    own     open    seen    seen    open
histories          participation 200 -    sign-in own     none    own     open    open    open    open
history            participation 200 -    sign-in own     none    own     open    open    open    open
grid               programme     200 302  sign-in seen    seen    seen    open    seen    seen    open

# locks, requests, reopenings
locks              programme     200 -    sign-in open    open    open    open    open    open    open
closing-day        phase         302 400  sign-in seen    seen    seen    open    seen    seen    open
reopen             programme     302 400  sign-in seen    seen    seen    open    seen    seen    open
grant-correction   request       302 400  sign-in mine    none    mine    open    seen    seen    open
decline-correction request       302 400  sign-in mine    none    mine    open    seen    seen    open

# dossiers: writing, reading, files
dossiers           -             200 -    sign-in open    open    open    open    open    open    open
add-dossier        programme     200 400  sign-in open    open    open    open    seen    seen    open
dossier            initiative    200 -    sign-in own     none    own     open    open    open    open
dossier-part       draft-part    200 400  sign-in own     none    own     open    none    none    open
dossier-files      draft         200 400  sign-in own     none    own     open    none    none    open
submit-dossier     draft         200 409  sign-in own     none    own     open    none    none    open
withdraw-dossier   initiative    200 409  sign-in own     none    own     open    seen    seen    open
resume-dossier     initiative    -   302  sign-in own     none    own     open    seen    seen    open
attachment         file          200 -    sign-in own     none    own     open    open    seen    open
remove-attachment  draft-file    200 302  sign-in own     none    own     open    none    none    open

# one's own account
sign-in            -             200 200  open    onward  onward  onward  onward  onward  onward  onward
sign-out           -             -   302  open    open    open    open    open    open    open    open
account            -             200 -    sign-in open    open    open    open    open    open    open
change-password    -             200 200  sign-in open    open    open    open    open    open    open
end-other-sessions -             -   302  sign-in open    open    open    open    open    open    open

# people
people             -             200 -    sign-in refused refused refused refused refused refused open
add-person         -             200 200  sign-in refused refused refused refused refused refused open
person             person        200 200  sign-in refused refused refused refused refused refused open
first-password     person        -   200  sign-in refused refused refused refused refused refused open
end-sessions       person        -   302  sign-in refused refused refused refused refused refused open

# what was done
events             -             200 -    sign-in refused refused refused refused refused refused open

# setting up: units, programmes and what they are made of
administration     -             200 -    sign-in refused refused refused refused refused refused open
units              -             200 -    sign-in refused refused refused refused refused refused open
add-unit           -             200 200  sign-in refused refused refused refused refused refused open
unit               unit          200 200  sign-in refused refused refused refused refused refused open
successor          unit          200 302  sign-in refused refused refused refused refused refused open
add-programme      -             200 200  sign-in refused refused refused refused refused refused open
programme-setup    programme     200 -    sign-in refused refused refused refused refused refused open
edit-programme     programme     200 200  sign-in refused refused refused refused refused refused open
add-phase          programme     200 200  sign-in refused refused refused refused refused refused open
edit-phase         phase-row     200 200  sign-in refused refused refused refused refused refused open
add-bloc           programme     200 200  sign-in refused refused refused refused refused refused open
edit-bloc          bloc          200 200  sign-in refused refused refused refused refused refused open
participations     programme     200 -    sign-in refused refused refused refused refused refused open
find-unit          programme     200 -    sign-in refused refused refused refused refused refused open
add-participation  unit-to-add   200 200  sign-in refused refused refused refused refused refused open
copy-participations programme    -   302  sign-in refused refused refused refused refused refused open
participation      place         200 200  sign-in refused refused refused refused refused refused open
move-participation place         -   302  sign-in refused refused refused refused refused refused open
quotas             programme     200 400  sign-in refused refused refused refused refused refused open
quota-revisions    place         200 -    sign-in refused refused refused refused refused refused open

# reviewing: the queue, decisions on many and on one
reviews            -             302 -    sign-in refused refused refused open    open    refused open
review-queue       programme     200 -    sign-in seen    seen    seen    open    open    seen    open
review-assign      programme     302 400  sign-in seen    seen    seen    open    open    seen    open
review-check       programme     302 400  sign-in seen    seen    seen    open    open    seen    open
review-decide      programme     302 400  sign-in seen    seen    seen    open    open    seen    open
decide-accept      initiative    200 400  sign-in mine    none    mine    open    open    seen    open
decide-send-back   initiative    200 400  sign-in mine    none    mine    open    open    seen    open
decide-reject      initiative    200 400  sign-in mine    none    mine    open    open    seen    open
decide-reopen      accepted      200 400  sign-in mine    none    mine    open    open    seen    open
compare-dossiers   pair          200 400  sign-in mine    none    mine    open    open    seen    open

# what a programme asks of a dossier, ready sentences
dossier-rules      programme     200 400  sign-in refused refused refused refused refused refused open
note-templates     -             200 -    sign-in refused refused refused refused refused refused open
add-note-template  -             200 400  sign-in refused refused refused refused refused refused open
add-usual-note-templates -       -   302  sign-in refused refused refused refused refused refused open
note-template      note-template 200 400  sign-in refused refused refused refused refused refused open

# value, outstanding ones, candidates for awards and their table
value              programme     200 -    sign-in open    open    open    open    open    open    open
value-excel        programme     200 -    sign-in open    open    open    open    open    open    open
outstanding        programme     200 -    sign-in open    open    open    open    open    open    open
candidates         programme     200 -    sign-in seen    seen    seen    open    open    seen    open
nomination-excel   programme     200 -    sign-in seen    seen    seen    open    open    seen    open
nomination-word    programme     200 -    sign-in seen    seen    seen    open    open    seen    open
award-rules        -             200 -    sign-in refused refused refused refused refused refused open
add-award-rule     -             200 400  sign-in refused refused refused refused refused refused open
award-rule         award-rule    200 400  sign-in refused refused refused refused refused refused open

# marks of a dossier; the showcase, which is everybody's
mark               accepted      200 400  sign-in mine    none    mine    open    open    seen    open
consents           accepted      200 302  sign-in own     none    own     open    seen    seen    open
end-consent        accepted      -   302  sign-in own     none    own     open    seen    seen    open
publish            accepted      -   302  sign-in mine    none    mine    open    seen    seen    open
showcase           -             200 -    open    open    open    open    open    open    open    open
showcase-page      shown         200 -    open    open    open    open    open    open    open    open

# what is kept of people without an account
personal           -             200 400  sign-in refused refused refused open    refused refused open
export-personal    -             -   400  sign-in refused refused refused open    refused refused open
erase-personal     -             -   400  sign-in refused refused refused open    refused refused open
correct-personal   author        200 400  sign-in refused refused refused open    refused refused open

# figures side by side, figures of the national portal, reports
reconciliation     programme     200 -    sign-in open    open    open    open    open    open    open
reconciliation-excel programme   200 -    sign-in open    open    open    open    open    open    open
portal-counts      programme     200 302  sign-in seen    seen    seen    open    seen    seen    open
portal-lines       programme     302 400  sign-in seen    seen    seen    open    seen    seen    open
report             programme     200 -    sign-in open    open    open    open    open    open    open
report-excel       programme     200 -    sign-in open    open    open    open    open    open    open

# finding initiatives: the list shows each person what they may know of
initiatives-home   -             302 -    sign-in open    open    open    open    open    open    open
initiatives        programme     200 -    sign-in open    open    open    open    open    open    open
initiatives-excel  programme     200 -    sign-in open    open    open    open    open    open    open

# Django's own administration, the fallback; its sign-in leads to ours
admin:login        anything      any any  sign-in open    open    open    open    open    open    open
admin:units_*      anything      any any  sign-in refused refused refused refused refused refused open
admin:*/units/*    anything      any any  sign-in refused refused refused refused refused refused open
admin:*            anything      any any  led     refused refused refused refused refused refused open
"""

PEOPLE = ("anonymous", "officer", "sister", "parent", "staff", "reviewer", "viewer", "administrator")
WORDS = ("open", "onward", "own", "none", "seen", "mine", "refused", "led", "sign-in")
READING = ("GET", "HEAD")
METHODS = (*READING, "POST", "PUT", "DELETE")
NO_METHOD = 405
ANSWERED = 200
ANY = 0
THERE = ("own", "foreign", "public")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: the status of an answer by method, the word for each kind of person."""

    name: str
    kind: str
    answered: dict[str, int]
    words: dict[str, str]

    def status(self, person: str, method: str, which: str) -> int:
        """What this person gets who sends this method to such an object."""
        if which == "malformed":
            return 404
        word = self.words[person]
        if word == "sign-in":
            return 403 if method == "POST" else 302
        if method not in self.answered:
            return NO_METHOD
        answered = 302 if word == "onward" and method in READING else self.answered[method]
        if which == "part":
            whole = _status(word, "own", answered)
            return 404 if whole == answered else whole
        return _status(word, which, answered)

    def may(self, person: str, which: str) -> bool:
        """Whether this person gets an answer for such an object."""
        return _status(self.words[person], which, ANSWERED) == ANSWERED

    def hides(self, person: str) -> bool:
        """Whether this person must not be able to tell a foreign object from a missing one."""
        word = self.words[person]
        return _status(word, "foreign", ANSWERED) == _status(word, "missing", ANSWERED)


def _status(word: str, which: str, answered: int) -> int:
    match word:
        case "refused":
            return 403
        case "none":
            return 404
        case "sign-in":
            return 302
        case "led":
            return answered if which == "public" else 302
        case "own":
            return answered if which == "own" else 404
        case "seen":
            return 403 if which in THERE else 404
        case "mine":
            return 403 if which == "own" else 404
        case _:
            return answered if which in THERE else 404


def row(line: str) -> Row:
    name, kind, get, post, *cells = line.split()
    if get == "any":
        answered = dict.fromkeys(METHODS, ANY)
    else:
        answered = {} if get == "-" else dict.fromkeys(READING, int(get))
        answered |= {} if post == "-" else {"POST": int(post)}
    unknown = set(cells) - set(WORDS)
    if unknown:
        raise ValueError(f"{name}: what is {sorted(unknown)}?")
    words = dict(zip(PEOPLE, cells, strict=True))
    words["disabled"] = words["anonymous"]
    return Row(name, kind, answered, words)


def read(text: str) -> dict[str, Row]:
    """The rows by address; an address that stands twice is refused."""
    rows = [row(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found = {each.name: each for each in rows}
    if len(found) != len(rows):
        raise ValueError("An address stands twice.")
    return found


TABLE = read(ROWS)


@cache
def row_of(name: str) -> Row | None:
    """The row that fits the name of an address most closely."""
    fitting = [row for row in TABLE.values() if fnmatchcase(name, row.name)]
    return max(fitting, key=lambda row: len(row.name), default=None)
