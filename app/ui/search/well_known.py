"""Searches that stand for a place in the library, and the words for them: a click in the sidebar asks for one, and
nobody wants to read the filters that it is made of. No Qt here."""

from __future__ import annotations

import re

from app.ui.translation import in_words, marked, translate

EVERYTHING = "sort:date"  # finds every photo, the newest first
FAVOURITES = "is:favourite"
_THIS_DAY = re.compile(r"date:\d\d-\d\d date:<\d{4} group:day")
_NARROWED = re.compile(r'(in|drive):(?:"([^"]*)"|(\S+))(?: drive:(?:"[^"]*"|\S+))?')

_ALONE = {EVERYTHING: marked("well known", "All photos"), FAVOURITES: marked("well known", "Favourites")}
_NONE = {
    EVERYTHING: (
        marked("well known", "There are no photos here yet"),
        marked("well known", "Add a folder, and its photos appear here."),
    ),
    FAVOURITES: (
        marked("well known", "There are no favourites yet"),
        marked("well known", "Choose a photo and click the heart in its preview."),
    ),
}


def is_place(text: str) -> bool:
    """Whether this search is a place of the library, and none of a person's own."""
    return text in _ALONE or bool(_THIS_DAY.fullmatch(text) or _NARROWED.fullmatch(text))


def title_of(text: str) -> str | None:
    """What such a place is called over its photos; None for any other search."""
    if text in _ALONE:
        return translate("well known", _ALONE[text])
    if _THIS_DAY.fullmatch(text):
        return translate("well known", "On this day in other years")
    narrowed = _NARROWED.fullmatch(text)
    if narrowed is None:
        return None
    name = narrowed[2] or narrowed[3] or ""
    if narrowed[1] == "drive":
        return translate("well known", "Photos on “{0}”").format(in_words(name))
    return translate("well known", "Photos in “{0}”").format(re.split(r"[/\\]", name.rstrip("/\\"))[-1] or name)


def nothing_there(text: str) -> tuple[str, str]:
    """What is said, and what to do, where such a place, or any search by filters alone, has no photo."""
    if text in _NONE:
        title, hint = _NONE[text]
        return translate("well known", title), translate("well known", hint)
    if _THIS_DAY.fullmatch(text):
        title = translate("well known", "No photo was taken on this day in other years")
        return title, translate("well known", "Come back tomorrow.")
    if is_place(text):
        return translate("well known", "There are no photos here"), ""
    title = translate("well known", "No photo has all of this")
    return title, translate("well known", "Take a filter away with its cross, or in the filters pane.")
