"""Shares the width of the window between the results and the panes around them, so that the results are never squeezed.

Where there is too little for all, panes grow narrower down to their least, then those that were opened longest ago give
way. They come back when there is room again: what the person opened, and how wide, is known all the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QSplitter, QWidget

LEAST_RESULTS = 360  # logical pixels


class Need(NamedTuple):
    """What a pane needs in logical pixels, at least and as the person left it."""

    name: str
    least: int
    wished: int


def share(width: int, needs: Sequence[Need]) -> dict[str, int]:
    """The widths of the first panes, by how much they are wanted, for which there is room beside the results."""
    rest = width - LEAST_RESULTS
    fitting: list[Need] = []
    for need in needs:
        if need.least > rest - sum(other.least for other in fitting):
            break
        fitting.append(need)
    least = sum(need.least for need in fitting)
    more = sum(max(need.wished - need.least, 0) for need in fitting)
    part = min(1.0, (rest - least) / more) if more else 1.0
    return {need.name: need.least + int(max(need.wished - need.least, 0) * part) for need in fitting}


class _Pane:
    def __init__(self, widget: QWidget, splitter: QSplitter, wished: int, wanted: bool) -> None:
        self.widget, self.splitter, self.wished, self.wanted = widget, splitter, wished, wanted


class Room(QObject):
    """Arranges the panes of `outer`, and those of splitters inside its last part, `pages`."""

    shown = Signal(str, bool)  # which pane is there now, or is not

    def __init__(self, outer: QSplitter, pages: QWidget) -> None:
        super().__init__(outer)
        self._outer, self._pages = outer, pages
        self._panes: dict[str, _Pane] = {}
        self._latest: list[str] = []  # opened last comes first
        outer.splitterMoved.connect(self._dragged)
        pages.setMinimumWidth(LEAST_RESULTS)

    def add(self, name: str, widget: QWidget, splitter: QSplitter, width: int, *, wanted: bool) -> None:
        """A pane in one of the splitters; of those added later it is thought that they were opened later."""
        self._panes[name] = _Pane(widget, splitter, width, wanted)
        self._latest.insert(0, name)
        widget.setVisible(wanted)
        if splitter is not self._outer:
            splitter.splitterMoved.connect(self._dragged)

    def choose(self, name: str, wanted: bool) -> None:
        """The person opens or closes a pane. The one that is opened is there, whichever gives way to it."""
        pane = self._panes[name]
        if wanted == pane.widget.isHidden():
            pane.wanted = wanted
            if wanted:
                self._latest.remove(name)
                self._latest.insert(0, name)
            self.arrange()

    def arrange(self) -> None:
        """Gives every pane its width, as wide as the window is now."""
        if not self._outer.isVisible():  # there is no width yet
            for name, pane in self._panes.items():
                self._show(name, pane.wanted)
            return
        wanted = [name for name in self._latest if self._panes[name].wanted]
        width = self._outer.width() - len(wanted) * self._outer.handleWidth()
        needs = [Need(name, self._least(name), self._panes[name].wished) for name in wanted]
        widths = share(width, needs)
        inside = sum(widths.get(name, 0) for name, pane in self._panes.items() if pane.splitter is not self._outer)
        self._pages.setMinimumWidth(LEAST_RESULTS + inside)
        for name in self._panes:
            self._show(name, name in widths)
        for splitter in dict.fromkeys([self._outer, *(pane.splitter for pane in self._panes.values())]):
            of = {id(pane.widget): widths.get(name, 0) for name, pane in self._panes.items()}
            sizes = [of.get(id(splitter.widget(at)), 0) for at in range(splitter.count())]
            results = next(at for at in range(splitter.count()) if id(splitter.widget(at)) not in of)
            sizes[results] = splitter.width() - sum(sizes)
            splitter.setSizes(sizes)

    def recall(self, remembered: QSettings) -> None:
        """As the person left them."""
        for name, pane in self._panes.items():
            pane.wanted = bool(remembered.value(name, pane.wanted, bool))
            wished = remembered.value(f"{name} width", 0, int)
            if isinstance(wished, int) and wished > 0:
                pane.wished = wished
        self.arrange()

    def keep(self, remembered: QSettings) -> None:
        for name, pane in self._panes.items():
            remembered.setValue(name, pane.wanted)
            remembered.setValue(f"{name} width", pane.wished)

    def _least(self, name: str) -> int:
        return self._panes[name].widget.minimumWidth()

    def _show(self, name: str, shown: bool) -> None:
        widget = self._panes[name].widget
        if shown == widget.isHidden():
            widget.setVisible(shown)
            self.shown.emit(name, shown)

    def _dragged(self) -> None:
        for pane in self._panes.values():
            if not pane.widget.isHidden() and pane.widget.isVisible():
                pane.wished = pane.widget.width()
