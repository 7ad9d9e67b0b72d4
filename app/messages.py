"""Words for a person that can be put into another language where they are shown, and text as it can be stored.

Core rooms speak English; the window finds the template of what they say again. Imports no other room.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Mapping

_JOINER = "\u200d"  # holds the parts of an emoji together; Python does not call it printable


def plain_text(text: str, *, lines: bool = False) -> str:
    """Text as it can be stored, shown, and written into XML: composed, without control characters, ends trimmed.

    Line breaks stay where `lines` are wanted; lone surrogates go.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(
        character
        if character.isprintable() or character == _JOINER or (lines and character == "\n")
        else ""
        if unicodedata.category(character) in {"Cs", "Cn", "Co"}
        else " "
        for character in text
    )
    rows = kept.split("\n") if lines else [kept]
    return "\n".join(" ".join(row.split()) for row in rows).strip()


class Message(str):
    """Words for a person, in English, that can still be put into another language: the template and what fills it.

    It equals the plain text and is stored as such. `number` is what singular and plural of the template hang on.
    """

    template: str
    arguments: Mapping[str, object]
    number: int | None

    __slots__ = ("arguments", "number", "template")

    def __new__(
        cls, template: str, arguments: Mapping[str, object], number: int | None = None, singular: str | None = None
    ) -> Message:
        english = template if singular is None or number != 1 else singular
        text = super().__new__(cls, english.format(**arguments))
        text.template, text.arguments, text.number = template, dict(arguments), number
        return text

    def __reduce__(self) -> tuple[object, ...]:
        return message_again, (str(self), self.template, self.arguments, self.number)


def message_again(text: str, template: str, arguments: Mapping[str, object], number: int | None) -> Message:
    """A message of which the text is known already."""
    made: Message = str.__new__(Message, text)
    made.template, made.arguments, made.number = template, arguments, number
    return made


def message(template: str, /, **arguments: object) -> Message:
    """Words for a person: `message("taken in {place}", place=row.place)`. The template must be a literal string, since
    the translations are collected from the source."""
    return Message(template, arguments)


def template(text: str) -> str:
    """Words for a person that are filled later on, with `str.format`; as for `message`, a literal string."""
    return text


def numbered(singular: str, plural: str, /, n: int, **arguments: object) -> Message:
    """`message` with a number: `numbered("{n} star", "{n} stars", n=stars)`; the plural form is the template."""
    return Message(plural, {"n": n, **arguments}, n, singular)


_MONTHS = "January February March April May June July August September October November December".split()


class Day(str):
    """A day, a month or a year in English words that can still be put into another language.

    `iso` is "2026-10-03", "2026-10" or "2026"; `pattern` how it is written: "d MMM yyyy", "MMMM yyyy" and so on.
    """

    iso: str
    pattern: str

    __slots__ = ("iso", "pattern")

    def __new__(cls, iso: str, pattern: str) -> Day:
        year, month, day = (*iso.split("-"), "1", "1")[:3]
        name = _MONTHS[int(month) - 1]
        parts = {"d": str(int(day)), "MMM": name[:3], "MMMM": name, "yyyy": year}
        text = super().__new__(cls, " ".join(parts[part] for part in pattern.split()))
        text.iso, text.pattern = iso, pattern
        return text

    def __reduce__(self) -> tuple[object, ...]:
        return Day, (self.iso, self.pattern)


def day_in_words(iso: str, today: str | None = None) -> Day:
    """The day of an ISO 8601 time: "3 Oct", with the year unless it is the one of `today` (the present day)."""
    this_year = (today or datetime.date.today().isoformat())[:4]
    return Day(iso[:10], "d MMM" if iso[:4] == this_year else "d MMM yyyy")
