"""Rules for passwords: long, and not easy to guess. No rule demands certain kinds of characters."""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from units.models import Programme, Unit, User
from units.vietnamese import fold

LEAST = 12
MOST = 128
LEAST_DIFFERENT = 5  # different signs
LEAST_REST = 4  # letters beside the predictable words
LEAST_NAME = 3  # letters that a word of a name needs to count as one

WORDS = Path(__file__).with_name("predictable_words.txt")
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "azertyuiop",
)
LOOKALIKES = str.maketrans("@4310$57!", "aaeiossti")

ONE_TIME_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
ONE_TIME_GROUPS = 4
ONE_TIME_GROUP = 4

EDGES = re.compile(r"^[^a-z]+|[^a-z]+$")
START = re.compile(r"^[^a-z]+")
END = re.compile(r"[^a-z]+$")
SEPARATORS = re.compile(r"[\s._\-+/,;:*#&]+")


class LengthValidator:
    """At least 12 letters, at most 128."""

    def validate(self, password: str, user: User | None = None) -> None:
        length = len(unicodedata.normalize("NFC", password))
        if length < LEAST:
            raise ValidationError(
                f"Mật khẩu mới có {length} ký tự; cần ít nhất {LEAST}. Một câu ngắn vài từ là dễ nhớ nhất.",
                code="short",
            )
        if length > MOST:
            raise ValidationError(f"Mật khẩu mới có {length} ký tự; nhiều nhất là {MOST}.", code="long")

    def get_help_text(self) -> str:
        return f"Từ {LEAST} đến {MOST} ký tự, gõ được cả dấu cách và tiếng Việt có dấu."


class PredictableValidator:
    """Refuses common passwords, Vietnamese ones too, and the names of the person, of units and of programmes,
    also with digits and signs added.
    """

    def __init__(self) -> None:
        # Shorter names occur in any password; LEAST_REST refuses those passwords instead.
        self.common = {word for word in CommonPasswordValidator().passwords if len(word) >= LEAST_REST}
        lines = WORDS.read_text(encoding="utf-8").splitlines()
        self.words = {line.strip() for line in lines if line.strip() and not line.startswith("#")}

    def validate(self, password: str, user: User | None = None) -> None:
        folded = fold(password)
        if len(set(folded)) < LEAST_DIFFERENT:
            raise ValidationError(
                "Mật khẩu này chỉ lặp lại vài ký tự nên rất dễ đoán. Hãy dùng nhiều ký tự khác nhau.",
                code="repeated",
            )
        core = bare(folded)
        if not core:
            raise ValidationError(
                "Mật khẩu này chỉ gồm chữ số và dấu nên dễ đoán. Hãy thêm vài từ.", code="numeric"
            )
        if self.common & variants(folded):
            raise ValidationError(
                "Mật khẩu này nằm trong danh sách hay gặp nên bị đoán trước tiên. Hãy chọn mật khẩu khác.",
                code="common",
            )
        rest = without(core, self.words | own_words(user))
        is_name = any(rest in name or core in name for name in known_names())
        if len(rest) < LEAST_REST or rest in self.common or is_name:
            raise ValidationError(
                "Mật khẩu này chỉ gồm từ dễ đoán (như tên của bạn, tên đơn vị, tên chương trình, “congdoan”, "
                "“matkhau”) và số. Hãy thêm vài từ mà người khác không đoán được.",
                code="predictable",
            )

    def get_help_text(self) -> str:
        return "Không phải mật khẩu hay gặp, không chỉ gồm tên người, tên đơn vị và năm."


def bare(folded: str) -> str:
    """The password without digits and signs at its ends, without separators, and with look-alikes read as
    letters.
    """
    return SEPARATORS.sub("", EDGES.sub("", folded).translate(LOOKALIKES))


def variants(folded: str) -> set[str]:
    """The ways in which a common password may hide in this one."""
    joined = SEPARATORS.sub("", folded)
    cut = (pattern.sub("", text) for text in (folded, joined) for pattern in (START, END, EDGES))
    return {folded, joined, bare(folded), *cut}


def without(core: str, words: Iterable[str]) -> str:
    """What is left of the core when the words are removed from it, the longest first."""
    for word in sorted(words, key=lambda word: (-len(word), word)):
        core = core.replace(word, " ")
    return core.replace(" ", "")


def own_words(user: User | None) -> set[str]:
    """The words that a person is known by: username, full name and each word of the name."""
    if user is None:
        return set()
    name = fold(user.full_name).split()
    words = {bare(fold(user.username)), "".join(name), *name}
    return {word for word in words if len(word) >= LEAST_NAME}


def known_names() -> set[str]:
    """The names of all units and programmes, and the rows of keyboards, without spaces."""
    texts = [
        *Unit.objects.values_list("name", flat=True),
        *Programme.objects.values_list("name", flat=True),
        *Programme.objects.values_list("short_name", flat=True),
    ]
    return {*(re.sub(r"[^a-z]", "", fold(text)) for text in texts), *ROWS, *(row[::-1] for row in ROWS)}


def one_time() -> str:
    """A random password of 79 bits that can be read out on the telephone."""
    groups = (
        "".join(secrets.choice(ONE_TIME_SIGNS) for _ in range(ONE_TIME_GROUP)) for _ in range(ONE_TIME_GROUPS)
    )
    return "-".join(groups)
