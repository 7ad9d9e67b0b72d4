"""Connects what is shown of an answer with what is asked, and remembers how it is shown."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from app.ui.results.results_view import ResultsView
from app.ui.search.answer_header import AnswerHeader
from app.ui.search.searching import Searching


def connect(header: AnswerHeader, results: ResultsView, searching: Searching) -> None:
    """Orders, groups, the relevance line and the size of pictures, from wherever a person wishes for them."""
    for part in (header, results):
        part.sort_wanted.connect(searching.sort)
        part.group_wanted.connect(searching.group)
        part.line_wanted.connect(searching.move_line)
    for opened in (results.photo_actions.view_wanted, results.photo_actions.open_wanted):
        opened.connect(lambda _: searching.keep())
    header.everything_wanted.connect(searching.show_everything)
    header.line.clicked.connect(lambda: results.currentWidget().setFocus())  # the link goes away with what it undoes
    header.size_wanted.connect(results.grid.set_side)
    results.grid.size_changed.connect(header.show_size)
    results.chosen_changed.connect(header.show_chosen)
    searching.related_found.connect(results.model.show_related)
    results.arranged.connect(lambda: header.show_grid(results.currentWidget() is results.grid))


def keep(results: ResultsView, remembered: QSettings) -> None:
    """Remembers the columns and the size of pictures."""
    remembered.setValue("columns", results.list.keep_columns())
    remembered.setValue("pictures", results.grid.side)


def recall(results: ResultsView, remembered: QSettings) -> None:
    """Shows columns and pictures as they were remembered."""
    results.list.recall_columns(str(remembered.value("columns", "")))
    side = str(remembered.value("pictures", ""))
    if side.isdigit():
        results.grid.set_side(int(side))
