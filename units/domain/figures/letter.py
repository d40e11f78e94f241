"""The text of a directive as blocks: paragraphs and numbered items."""

import re
from dataclasses import dataclass

NUMBERED = re.compile(r"(\d{1,2})\.\s+(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a numbered item when `number` is given."""

    text: str
    number: int | None = None


def blocks(body: str) -> list[Block]:
    """Split a body at its blank lines; lines inside a paragraph are joined."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()):
        text = " ".join(part.split())
        item = NUMBERED.fullmatch(text)
        if item:
            found.append(Block(text=item[2], number=int(item[1])))
        elif text:
            found.append(Block(text=text))
    return found
