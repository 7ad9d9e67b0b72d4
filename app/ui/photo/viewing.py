"""From the results into the viewer and back: it walks along them as they are shown, and leaves the photo chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain import Hit
from app.ui import wording
from app.ui.photo.preview import Preview
from app.ui.results.results_model import HIT_ROLE
from app.ui.results.results_view import ResultsView
from app.ui.results.thumbnails import Thumbnails
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.ui.photo.viewer import Viewer

_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Viewing(QObject):
    """The viewer shows the current photo of the results, whatever makes it the current one; walking changes that.
    `opened` tells that there is a viewer, once."""

    opened = Signal(object)  # Viewer
    unreadable = Signal()  # a photo that should be there cannot be read

    def __init__(
        self, results: ResultsView, preview: Preview, tasks: Tasks, thumbnails: Thumbnails, window: QWidget
    ) -> None:
        super().__init__(window)
        self._results, self._preview, self._window = results, preview, window
        self._tasks, self._thumbnails = tasks, thumbnails
        self.viewer: Viewer | None = None
        results.photo_actions.view_wanted.connect(self.view)
        preview.view_wanted.connect(self.view)
        results.current_changed.connect(lambda _: self._follow())
        results.model.dataChanged.connect(self._loaded)

    @property
    def active(self) -> bool:
        return self.viewer is not None and self.viewer.isVisible()

    def view(self, _: Hit | None = None) -> None:
        """Opens the viewer at the current photo of the results."""
        if self._current() is None:
            return
        if self.viewer is None:
            from app.ui.photo.viewer import Viewer

            self.viewer = Viewer(self._tasks, self._thumbnails, self._window)
            self.viewer.step_wanted.connect(self._step)
            self.viewer.end_wanted.connect(self._to_end)
            self.viewer.closed.connect(self._closed)
            self.viewer.frames.failed.connect(lambda *_: self.unreadable.emit())
            self.opened.emit(self.viewer)
        self._preview.rest(True)
        self.viewer.open()
        self._follow()

    def say(self, text: str) -> None:
        """Tells in the viewer what was done, while it is open."""
        if self.viewer is not None and self.active:
            self.viewer.say(text)

    def shut_down(self) -> None:
        """At exit: what is being written there is kept."""
        if self.viewer is not None:
            self.viewer.close()

    def _follow(self) -> None:
        """Shows what is the current photo now; without one there is nothing to look at."""
        if not self.active or self.viewer is None:
            return
        row, hit = self._row(), self._current()
        if hit is None:
            if row < 0:
                QTimer.singleShot(0, self._close_if_empty)  # another answer may be on its way into the view
            return
        steps = [self._next(row, step) for step in (1, -1)]
        beside = [other for one in steps if one is not None and (other := self._hit_at(one)) is not None]
        self.viewer.show_hit(hit, self._position(row), beside, first=steps[1] is None, last=steps[0] is None)

    def _close_if_empty(self) -> None:
        if self.viewer is not None and self._row() < 0:
            self.viewer.close()

    def _position(self, row: int) -> str:
        """ "12 of 340"."""
        model = self._results.model
        position = model.position_at(row)
        if position is None:
            return ""  # a copy or a related photo is none of those that were found
        return self.tr("{0} of {1}").format(wording.number(position + 1), wording.number(model.count))

    def _loaded(self, first: QModelIndex, last: QModelIndex) -> None:
        """Rows came that were not there yet: the one that is waited for may be among them, or those beside it."""
        if self.active and first.row() - 1 <= self._row() <= last.row() + 1:
            self._follow()

    def _step(self, by: int) -> None:
        row = self._next(self._row(), by)
        if row is not None:
            self._go(row)

    def _to_end(self, last: bool) -> None:
        rows = self._results.model.rowCount()
        row = self._next(rows, -1) if last else self._next(-1, 1)
        if row is not None:
            self._go(row)

    def _next(self, row: int, by: int) -> int | None:
        """The row of the next photo in a direction, past headings."""
        return next(iter(self._photos_from(row, by)), None)

    def _photos_from(self, row: int, by: int) -> Iterator[int]:
        model = self._results.model
        row += by
        while 0 <= row < model.rowCount():
            if not model.is_heading(row):
                yield row
            row += by

    def _go(self, row: int) -> None:
        index = self._results.model.index(row, 0)
        self._results.list.selectionModel().setCurrentIndex(index, _SELECT)
        self._results.currentWidget().scrollTo(index)

    def _row(self) -> int:
        return self._results.list.currentIndex().row()

    def _current(self) -> Hit | None:
        return self._results.current_hit()

    def _hit_at(self, row: int) -> Hit | None:
        hit = self._results.model.index(row, 0).data(HIT_ROLE)
        return hit if isinstance(hit, Hit) else None

    def _closed(self) -> None:
        self._preview.rest(False)
        self._window.activateWindow()
        self._results.currentWidget().setFocus()
