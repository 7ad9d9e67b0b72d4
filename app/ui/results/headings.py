"""What stands on the lines between hits."""

from __future__ import annotations

from app.domain import Match
from app.ui import wording
from app.ui.results.layout import Heading
from app.ui.translation import in_words, translate


def words(heading: Heading) -> str:
    """What a heading says; over a group a day in full, or the name of a drive."""
    if heading.group == "day":
        return wording.day(heading.text)
    if heading.group == "drive":
        return in_words(heading.text) or translate("headings", "Unknown drive")
    return heading.text


def related() -> str:
    return translate("headings", "Related photos")


def relevance_line() -> str:
    return translate("headings", "Relevance line")


def counted(heading: Heading) -> str:
    """How many photos a heading speaks of."""
    if heading.line is Match.UNLIKELY:
        return translate("headings", "%Ln photo(s) above", heading.count)
    return wording.count(heading.count, "photo")


def hint(heading: Heading) -> str:
    """How a line is moved; empty for other headings."""
    if heading.line is None:
        return ""
    return translate("headings", "Drag it, or press Alt+Down for more photos and Alt+Up for fewer")


def whole(heading: Heading) -> str:
    """A heading in one sentence, for a screen reader."""
    said = f"{words(heading)}, {counted(heading)}"
    return f"{said}. {hint(heading)}" if heading.line is not None else said
