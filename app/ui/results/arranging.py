"""Menus in which a person chooses how an answer is sorted and grouped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from app.domain import Grouping, SortOrder
from app.ui.results.columns import COLUMN_OF, DESCENDING, direction_of, name_of
from app.ui.translation import marked, translate

_GROUPS: tuple[tuple[Grouping | None, str], ...] = (
    (None, marked("arranging", "Nothing")),
    ("day", marked("arranging", "Day")),
    ("drive", marked("arranging", "Drive")),
)


def add_orders(menu: QMenu, order: SortOrder, descending: bool, wanted: Callable[[SortOrder, bool], object]) -> None:
    """What an answer can be sorted by, and both directions of the present order."""
    kinds, directions = QActionGroup(menu), QActionGroup(menu)
    for each, column in COLUMN_OF.items():
        action = kinds.addAction(name_of(column))
        action.setCheckable(True)
        action.setChecked(each == order)
        action.triggered.connect(lambda _=False, chosen=each: wanted(chosen, chosen in DESCENDING))
    for down in (True, False):
        action = directions.addAction(_sentence(direction_of(order, descending=down)))
        action.setCheckable(True)
        action.setChecked(descending == down)
        action.triggered.connect(lambda _=False, chosen=down: wanted(order, chosen))
    menu.addActions(kinds.actions())
    menu.addSeparator()
    menu.addActions(directions.actions())


def add_groups(menu: QMenu, group: Grouping | None, wanted: Callable[[Grouping | None], object]) -> None:
    """What an answer can be grouped by."""
    choices = QActionGroup(menu)
    for each, words in _GROUPS:
        action = choices.addAction(translate("arranging", words))
        action.setCheckable(True)
        action.setChecked(each == group)
        action.triggered.connect(lambda _=False, chosen=each: wanted(chosen))
    menu.addActions(choices.actions())


def order_in_words(order: SortOrder, *, descending: bool) -> str:
    """ "Date, newest first"."""
    words = translate("arranging", "{0}, {1}")
    return words.format(name_of(COLUMN_OF[order]), direction_of(order, descending=descending))


def group_in_words(group: Grouping | None, *, short: bool = False) -> str:
    """ "Grouped by day"; "By day" where there is little room."""
    if group == "day":
        return translate("arranging", "By day") if short else translate("arranging", "Grouped by day")
    if group == "drive":
        return translate("arranging", "By drive") if short else translate("arranging", "Grouped by drive")
    return translate("arranging", "No groups") if short else translate("arranging", "Not grouped")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
