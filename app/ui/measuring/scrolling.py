"""Scrolling a very long answer: by wheel, by page and by dragging the scroll bar, in the list and in the grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollBar, QStyle, QStyleOptionSlider

from app.ui.measuring.frames import Frames
from app.ui.measuring.stage import Painted, Script, Until, play, spread
from app.ui.window import Window

FRAME = 0.016  # seconds from one input to the next
FRAMES = 300  # of each kind
SETTLED = 0.5  # seconds in which what was asked for arrives
WHEEL_STEP = 240  # two notches: a quick hand
ALL_PHOTOS = "date:1990-01-01..2099-12-31 OR -date:1990-01-01..2099-12-31"


def run(library: Path, options: dict[str, Any]) -> dict[str, Any]:
    """`options`: `query`, whose answer is scrolled; `frames` of each kind."""
    return play(library, lambda window, _: _scroll(window, options))


def _scroll(window: Window, options: dict[str, Any]) -> Script:
    found: dict[str, Any] = {}
    yield from ready(window)
    found["rows"] = yield from show_all(window, options.get("query", ALL_PHOTOS))
    for name, view in (("list", window.results.list), ("grid", window.results.grid)):
        window.results.show_grid(name == "grid")
        yield SETTLED
        for kind, inputs in kinds(view, options.get("frames", FRAMES)).items():
            frames = Frames()
            painted = Painted([view.viewport()])
            for act in inputs:
                frames.begin()
                act()
                yield FRAME
                frames.end()
            frames.stop()
            found[f"{name}_{kind}"] = {
                "wall_ms": spread(frames.wall),
                "cpu_ms": spread(frames.cpu),
                "paintings": painted.count,
                "at": round(view.verticalScrollBar().value() / max(view.verticalScrollBar().maximum(), 1), 3),
            }
            yield SETTLED
    return found


def ready(window: Window) -> Script:
    """Waits until the library is open and what a first search takes is loaded."""
    covered: list[object] = []
    window.searching.covered.connect(covered.append)
    window.searching.not_covered.connect(covered.append)
    window.searching.refresh(at_once=True)
    yield Until("the library to be opened", lambda: covered)
    if isinstance(covered[0], Exception):
        raise covered[0]
    done: list[object] = []
    window.tasks.run(window.tasks.library, lambda: None, done.append, done.append)
    yield Until("the library to be warm", lambda: done)
    return {}


def show_all(window: Window, query: str) -> Any:
    """Searches for what finds everything, and has all of it listed; returns how many rows there are."""
    answered: list[Any] = []
    window.searching.answered.connect(lambda place, answer: answered.append(answer))
    window.searching.text(query)
    yield Until("an answer with everything", lambda: answered)
    yield SETTLED
    return window.results.model.rowCount()


def shown(window: Window) -> QAbstractItemView:
    """The list or the grid, whichever is on top."""
    view = window.results.currentWidget()
    assert isinstance(view, QAbstractItemView)
    return view


def kinds(view: QAbstractItemView, frames: int) -> dict[str, Iterator[Callable[[], None]]]:
    """The inputs of each kind of scrolling, one for each frame."""
    return {"wheel": _wheel(view, frames), "page": _pages(view, frames), "drag": _drag(view, frames)}


def _wheel(view: QAbstractItemView, frames: int) -> Iterator[Callable[[], None]]:
    for number in range(frames):
        turn = -WHEEL_STEP if number < frames * 3 // 4 else WHEEL_STEP
        yield lambda turn=turn: wheel(view, turn)  # type: ignore[misc]


def wheel(view: QAbstractItemView, turn: int) -> None:
    """Turns the wheel over a view by so many eighths of a degree; negative is down."""
    viewport = view.viewport()
    middle = QPointF(viewport.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(viewport.mapToGlobal(middle.toPoint())),
        QPoint(0, 0),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def _pages(view: QAbstractItemView, frames: int) -> Iterator[Callable[[], None]]:
    for number in range(frames):
        key = Qt.Key.Key_PageDown if number < frames * 3 // 4 else Qt.Key.Key_PageUp
        yield lambda key=key: QTest.keyClick(view, key)  # type: ignore[misc]


def _drag(view: QAbstractItemView, frames: int) -> Iterator[Callable[[], None]]:
    """From the top of the scroll bar to its end with the button held, a few pixels with each frame."""
    bar = view.verticalScrollBar()
    bar.setValue(0)
    knob, groove = slider(bar)
    start = knob.center()
    yield lambda: _mouse(bar, QEvent.Type.MouseButtonPress, start)
    way = groove.height() - knob.height()
    for number in range(1, frames):
        there = QPoint(start.x(), start.y() + way * number // (frames - 1))
        yield lambda there=there: _mouse(bar, QEvent.Type.MouseMove, there)  # type: ignore[misc]
    end = QPoint(start.x(), start.y() + way)
    yield lambda: _mouse(bar, QEvent.Type.MouseButtonRelease, end)


def slider(bar: QScrollBar) -> tuple[Any, Any]:
    """Where the knob of a scroll bar lies, and the groove that it runs in."""
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    style = bar.style()
    return tuple(
        style.subControlRect(QStyle.ComplexControl.CC_ScrollBar, option, part, bar)
        for part in (QStyle.SubControl.SC_ScrollBarSlider, QStyle.SubControl.SC_ScrollBarGroove)
    )  # type: ignore[return-value]


def _mouse(widget: QScrollBar, kind: QEvent.Type, place: QPoint) -> None:
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind, QPointF(place), QPointF(widget.mapToGlobal(place)), button, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)
