"""A table of photos and what people say of them, as CSV after RFC 4180: how its cells are written and read.

Spreadsheets take a cell that begins with =, +, - or @ for a formula. Such a text gets an apostrophe in front, and loses
it when it is read again; so does one that has an apostrophe there itself.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from app.domain import SnowlineError
from app.library.exchange import UNRATED, Marks, checked

COLUMNS = (
    "path", "key", "rating", "favourite", "tags", "caption",
    "description", "taken", "type", "size", "width", "height", "camera", "place", "drive",
)  # fmt: skip
READ = ("path", "key", "rating", "favourite", "tags", "caption")
"""The columns that are read again; the others only tell."""

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
_QUOTED_FORMULA = re.compile(r"'+\s*[=+\-@＝＋－＠\t\r\n]")
_REJECTED, _NONE = "rejected", "none"
_YES = frozenset(("yes", "y", "true", "1", "x", "ja", "j", "wahr"))
_NO = frozenset(("no", "n", "false", "0", "nein", "falsch"))
_DELIMITERS = ",;\t"
_LONGEST_CELL = 1 << 20  # characters


class Line(NamedTuple):
    """One line of a table. `problem` says why it cannot be taken in; then `marks` say nothing."""

    number: int
    path: str
    key: str
    marks: Marks
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    """How a file is written."""

    encoding: str
    delimiter: str


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unsafe(cell: str) -> str:
    """The text that `safe` was given."""
    return cell[1:] if _QUOTED_FORMULA.match(cell) else cell


def join_tags(tags: Sequence[str]) -> str:
    """Tags in one cell, with a semicolon between; one in a tag has a backslash before it."""
    return "; ".join(tag.replace("\\", "\\\\").replace(";", "\\;") for tag in tags)


def split_tags(cell: str) -> tuple[str, ...]:
    """The tags that `join_tags` was given, without spaces at their ends."""
    tags, tag, rest = [], "", iter(cell)
    for letter in rest:
        if letter == "\\":
            tag += next(rest, "\\")
        elif letter == ";":
            tags.append(tag)
            tag = ""
        else:
            tag += letter
    return tuple(name.strip() for name in (*tags, tag) if name.strip())


def marks_as_cells(rating: int | None, favourite: bool, tags: Sequence[str], caption: str | None) -> list[str]:
    """The cells `rating`, `favourite`, `tags` and `caption`."""
    stars = "" if rating is None else _REJECTED if rating < 0 else str(rating)
    return [stars, "yes" if favourite else "no", safe(join_tags(tags)), safe(caption or "")]


def cells_as_marks(rating: str, favourite: str, tags: str, caption: str) -> Marks:
    """What these cells say; an empty one says nothing. Raises `SnowlineError` for what they cannot say."""
    return checked(Marks(_rating(rating), _favourite(favourite), split_tags(unsafe(tags)), unsafe(caption)))


def write_lines(file: IO[str], lines: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> None:
    csv.writer(file, lineterminator="\r\n").writerows(lines)


def read_table(path: Path) -> Iterator[Line]:
    """The lines of a table, one after the other. Raises `SnowlineError` for a file that is none."""
    form = _form(path)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with open(path, encoding=form.encoding, newline="") as file:
            rows = csv.reader(file, delimiter=form.delimiter)
            try:
                places = _places(path, next(rows, []))
                for row in rows:
                    if row:
                        yield _line(
                            rows.line_num, [row[at] if at is not None and at < len(row) else "" for at in places]
                        )
            except csv.Error as error:
                raise SnowlineError(f"{path}, line {rows.line_num}: this is no CSV ({error}).") from error
    except UnicodeError as error:
        raise SnowlineError(f"{path} is not in UTF-8. Save it as “CSV UTF-8” and try again.") from error
    except OSError as error:
        raise SnowlineError(f"{path} cannot be read: {error.strerror}.") from error


def _form(path: Path) -> _Form:
    try:
        with open(path, "rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise SnowlineError(f"{path} cannot be read: {error.strerror}.") from error
    encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    head = io.StringIO(start.decode(encoding, "ignore")).readline()
    return _Form(encoding, max(_DELIMITERS, key=head.count))


def _places(path: Path, head: Sequence[str]) -> list[int | None]:
    """Where each column of `READ` stands."""
    names = [name.strip().strip(_BOM).casefold() for name in head]
    places = [names.index(name) if name in names else None for name in READ]
    if places[0] is None and places[1] is None:
        raise SnowlineError(
            f"{path} names no photos: its first line must name the columns, “path” or “key” among them."
        )
    return places


def _line(number: int, cells: Sequence[str]) -> Line:
    path, key, *said = cells
    try:
        return Line(number, unsafe(path), key.strip(), cells_as_marks(*said))
    except SnowlineError as error:
        return Line(number, unsafe(path), key.strip(), Marks(), str(error))


def _rating(cell: str) -> int | None:
    text = cell.strip().casefold()
    if not text:
        return None
    if text == _NONE:
        return UNRATED
    if text in (_REJECTED, "-1"):
        return -1
    if text.isascii() and text.isdigit() and len(text) < 3:
        return int(text)
    raise SnowlineError(f"“{cell.strip()[:20]}” is no rating: say 0 to 5, “{_REJECTED}” or “{_NONE}”")


def _favourite(cell: str) -> bool | None:
    text = cell.strip().casefold()
    if not text:
        return None
    if text in _YES | _NO:
        return text in _YES
    raise SnowlineError(f"“{cell.strip()[:20]}” is neither yes nor no")
