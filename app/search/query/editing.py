"""Changes to the text of a query that a person makes by other means than typing: taking a part out, putting one right,
and keeping a picture beside the words. Nothing here asks the library."""

from __future__ import annotations

import re
from pathlib import Path

from app.domain import Chip, QueryProblem
from app.search.query import grammar
from app.search.query.canon import node_text
from app.search.query.keys import NAMES
from app.search.query.tree import Like

_CHOSEN_AT_ONCE = 4  # ways to put a problem right; a longer list is no help

_EMPTY = re.compile(rf"[-−–]*\((?:[{grammar.SPACE}]|\b(?:OR|AND|NOT)\b|&&|\|)*\)(?:\^[\d.,]+)?")
_OR = r"(?:OR|\|\|?)"
_LOOSE = (
    (re.compile(rf"{_OR}\s+(?={_OR}(?:\s|$))"), ""),  # of two in a row
    (re.compile(rf"(^|\()\s*{_OR}(?=[\s)])"), r"\1"),
    (re.compile(rf"\s{_OR}\s*(?=\)|$)"), ""),
)
_ARRANGES = "|".join(name for name, (key, _) in NAMES.items() if key in ("sort", "group"))
_ARRANGING = re.compile(rf"\b(?:{_ARRANGES}):[^{grammar.SPACE}()]*", re.IGNORECASE)
_PICTURE = re.compile(rf'(?:^|(?<=[{grammar.SPACE}]))like:("[^"]+"|“[^“”]+”|«[^«»]+»|[^{grammar.SPACE}()"“„«]+)$')


def without(text: str, chip: Chip) -> str:
    """`text` without what `chip` stands for, and without an OR or parentheses that this leaves empty. The words are
    looked for where the chip has them, or wherever else they stand now; `text` itself where they are gone."""
    start = chip.start if text[chip.start : chip.end] == chip.source else text.find(chip.source)
    if start < 0 or not chip.source:
        return text
    return _tidy(f"{text[:start]} {text[start + len(chip.source) :]}")


def choices(text: str, problem: QueryProblem) -> tuple[tuple[str, str], ...]:
    """Ways to put `problem` right: what is to stand there, and the whole text with it. () where nothing can be put in
    the place of what is wrong, or too much."""
    named = text[problem.start : problem.end].endswith(":")
    valued = text[problem.start - 1 : problem.start] in (":", ",")
    given = text[: problem.start].rpartition(":")[2].split(",")
    valid = [choice for choice in problem.valid if choice not in given and (valued or (named and choice[-1:] == ":"))]
    if named and len(valid) > _CHOSEN_AT_ONCE:
        return ()
    return tuple((choice, text[: problem.start] + choice + text[problem.end :]) for choice in valid[:_CHOSEN_AT_ONCE])


def with_picture(text: str, picture: Path | None) -> str:
    """`text` and, at its end, a picture to search by."""
    return text if picture is None else f"{text} {node_text(Like(str(picture)))}".lstrip()


def parted(text: str) -> tuple[str, Path | None]:
    """What `with_picture` joined: the words, and the picture at their end if there is one."""
    found = _PICTURE.search(text)
    if found is None:
        return text, None
    given = found[1]
    path = given[1:-1] if given[:1] in grammar.QUOTES else given
    return (text[: found.start()].rstrip(), Path(path)) if Path(path).is_absolute() else (text, None)


def tidied(text: str) -> str:
    """The same query without needless blanks; those in the name of the picture at its end stay."""
    words, picture = parted(text.strip())
    return with_picture(" ".join(words.split()), picture)


def _tidy(text: str) -> str:
    before = ""
    while text != before:
        before = text
        text = _EMPTY.sub(" ", text)
        for loose, left in _LOOSE:
            text = loose.sub(left, text)
    return re.sub(r"\(\s+", "(", re.sub(r"\s+\)", ")", " ".join(text.split())))


def arranged(text: str) -> tuple[str, ...]:
    """What a text itself says of the order and the groups of its answer, as it is written."""
    return tuple(found.group().casefold() for found in _ARRANGING.finditer(text))
