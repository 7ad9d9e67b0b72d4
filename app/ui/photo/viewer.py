"""One photo on the whole screen: zoomed, panned, walked through, with what is known of it beside it when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from app.domain import Hit
from app.settings import load_settings
from app.ui import wording
from app.ui.hovering import pop_up
from app.ui.photo.about import About, away
from app.ui.photo.canvas import Canvas
from app.ui.photo.dimming import dim
from app.ui.photo.facts import FULL
from app.ui.photo.frames import Frame, Frames
from app.ui.photo.overlay import Note, Overlay
from app.ui.photo.zooming import STEP
from app.ui.results.context_menu import PhotoActions
from app.ui.results.thumbnails import Thumbnails
from app.ui.tasks import Tasks
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.media.details import Details

IDLE_MS = 2_500  # until what lies over the picture goes
SAID_MS = 4_000  # for which a line about what was done stays
STAND_IN_SIDE = 1024
INFO_WIDTH = 26  # of the panel, in times the width of a letter
MARGIN = 16
PAN = 0.15  # of the view, for an arrow key


class Viewer(QWidget):
    """A window of its own. What is shown is told to it by `show_hit`; where to go, and what to do, it asks for."""

    step_wanted = Signal(int)  # photos further, or back
    end_wanted = Signal(bool)  # the last photo, or the first
    rate_wanted = Signal(list, object)
    favourite_wanted = Signal(list, bool)
    undo_wanted = Signal()
    redo_wanted = Signal()
    closed = Signal()

    def __init__(self, tasks: Tasks, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("viewer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks, self._thumbnails = tasks, thumbnails
        self._hit: Hit | None = None
        self._position = ""
        self._beside: list[Hit] = []
        self._frame: Frame | None = None
        self._state = ""  # what is to be said of the file, for as long as it is shown
        self._thumbnail_side = load_settings().thumbnail_side
        self.canvas = Canvas()
        self.canvas.setAccessibleName(self.tr("Photo"))
        self.about = About(FULL)
        self.about.rate_wanted.connect(self.rate_wanted)
        self.about.favourite_wanted.connect(self.favourite_wanted)
        self.panel = QScrollArea()
        self.panel.setObjectName("viewerInfo")
        self.panel.setAccessibleName(self.tr("About this photo"))
        self.panel.setFrameShape(QFrame.Shape.NoFrame)
        self.panel.setWidgetResizable(True)
        self.panel.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("viewerInside")
        margin = QHBoxLayout(inside)
        margin.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        margin.addWidget(self.about)
        self.panel.setWidget(inside)
        self.panel.setVisible(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.canvas, 1)
        line.addWidget(self.panel)
        self.overlay = Overlay(self.canvas)
        self.note = Note(self.canvas)
        self.frames = Frames(tasks, self)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._rest)
        self._said = QTimer(self, singleShot=True, interval=SAID_MS)
        self._said.timeout.connect(lambda: self.note.say(self._state))
        self.photo_actions = PhotoActions(self, lambda: self._hit, lambda: [] if self._hit is None else [self._hit])
        self.photo_actions.view.setShortcuts([])  # it is looked at already
        for keys, signal in (
            ("Ctrl+Z", self.undo_wanted),
            ("Ctrl+Shift+Z", self.redo_wanted),
            ("Ctrl+Y", self.redo_wanted),
        ):
            QShortcut(QKeySequence(keys), self, signal.emit)
        self._connect()

    def _connect(self) -> None:
        overlay = self.overlay
        overlay.close_wanted.connect(self.close)
        overlay.previous_wanted.connect(lambda: self.step_wanted.emit(-1))
        overlay.next_wanted.connect(lambda: self.step_wanted.emit(1))
        overlay.info_wanted.connect(self._show_info)
        overlay.fit_wanted.connect(self.canvas.toggle)
        overlay.zoom_wanted.connect(lambda way: self.canvas.zoom_by(STEP**way))
        overlay.rate_wanted.connect(lambda rating: self.rate_wanted.emit([self._hit], rating))
        overlay.favourite_wanted.connect(lambda wanted: self.favourite_wanted.emit([self._hit], wanted))
        for wish in (self.step_wanted, self.end_wanted):
            wish.connect(self._hush)
        self.canvas.zoomed.connect(self._zoomed)
        self.canvas.sharper_wanted.connect(self._sharpen)
        self.canvas.installEventFilter(self)
        self.frames.arrived.connect(self._arrived)
        self.frames.failed.connect(self._failed)
        self._thumbnails.arrived.connect(self._stand_in)

    @property
    def hit(self) -> Hit | None:
        return self._hit

    def open(self) -> None:
        """Takes the whole screen, the one that the results are on."""
        over = self.parentWidget()
        self.setGeometry((over or self).screen().geometry())  # where no window manager does it
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        self.canvas.setFocus()
        dim(self)
        self._wake()

    def show_hit(self, hit: Hit, position: str, beside: Iterable[Hit], *, first: bool, last: bool) -> None:
        """Shows a photo; the same one again, about which something else is known now, stays as it lies. `beside` are
        those that may come next, `position` tells which of how many it is."""
        shown = self._hit
        same = shown is not None and (shown.photo_id, shown.path, shown.online) == (hit.photo_id, hit.path, hit.online)
        if not same:
            self.about.settle()
        self._hit, self._position, self._beside = hit, position, list(beside)
        self.setWindowTitle(f"{wording.file_name(hit)} – Snowline")
        self.canvas.setAccessibleDescription(wording.row(hit))
        self.overlay.show_hit(hit, position)
        self.overlay.show_ends(first=first, last=last)
        if not self.panel.isHidden():
            self._tell_all()
        if same:
            return
        self._tell(away(hit) if not hit.online else "")
        self.canvas.show_image(None, QSizeF())
        self._look()
        if not self.canvas.has_image:
            self._stand_in()
        if not self.panel.isHidden():
            self._ask_details()

    def _tell_all(self) -> None:
        """Fills the panel; what nobody sees is not made for each photo that goes by."""
        if self._hit is not None:
            self.about.show_hit(self._hit)
            dim(self)

    def edit_caption(self) -> None:
        """Opens the panel beside the photo, and in it the field for the caption."""
        self.overlay.info.setChecked(True)
        self.about.caption.edit()

    def say(self, text: str) -> None:
        """Tells for a moment what was done."""
        if text:
            self.note.say(text)
            self._said.start()

    # The picture

    def _look(self) -> None:
        if self._hit is None:
            return
        found = self.frames.look(self._hit, self._beside, self._side())
        if found is not None:
            self._arrived(self._hit, found)

    def _side(self) -> int:
        """Device pixels that fill the screen."""
        return round(max(self.canvas.width(), self.canvas.height(), 1) * self.canvas.devicePixelRatioF())

    def _arrived(self, hit: Hit, frame: Frame) -> None:
        if self._is_here(hit):
            keep = self.canvas.has_image and not self.canvas.zoom.fitted
            self.canvas.show_image(frame.image, frame.natural, keep=keep)
            self._frame = frame  # holds the memory that is drawn from

    def _failed(self, hit: Hit, error: Exception) -> None:
        if self._is_here(hit):
            self._tell(self.tr("The file cannot be read now: {0}").format(in_words(str(error))))
            self._stand_in()

    def _stand_in(self) -> None:
        """The stored thumbnail, while there is nothing better, or for good."""
        if self._hit is None or self.canvas.has_image or not self.isVisible():
            return
        image = self._thumbnails.get(self._hit, STAND_IN_SIDE)
        if image is not None and not image.isNull():
            smaller = max(image.width(), image.height()) >= self._thumbnail_side  # than the photo, or as large
            self.canvas.show_image(image, QSizeF(image.size()), stands_in=smaller)
            self.overlay.percent.clear()  # of the thumbnail, it would say nothing

    def _sharpen(self) -> None:
        if self._hit is not None and self._hit.online:
            self.frames.sharpen(self._hit)

    def _zoomed(self) -> None:
        self.overlay.show_percent(self.canvas.zoom.scale)

    def _is_here(self, hit: Hit) -> bool:
        return self._hit is not None and (self._hit.photo_id, self._hit.path) == (hit.photo_id, hit.path)

    def _tell(self, state: str) -> None:
        """Says something of the file, once what was done last is no longer told."""
        self._state = state
        if not self._said.isActive():
            self.note.say(state)

    def _hush(self) -> None:
        """What was done is not told beside another photo that is asked for."""
        self._said.stop()
        self.note.say(self._state)

    # What is known of it

    def _show_info(self, wanted: bool) -> None:
        self.about.settle()
        self.panel.setFixedWidth(self.fontMetrics().averageCharWidth() * 2 * INFO_WIDTH)
        self.panel.setVisible(wanted)
        if wanted:
            self._tell_all()
            self._ask_details()
        else:
            self.canvas.setFocus()

    def _ask_details(self) -> None:
        hit = self._hit
        if hit is None or not hit.online:
            return
        path = Path(hit.path)

        def read() -> Details:
            from app.media.details import read_details

            return read_details(path, max_pixels=load_settings().max_pixels)

        def done(details: Details | None) -> None:
            if self._is_here(hit):
                self.about.show_details(details)

        self._tasks.run(
            self._tasks.files,
            read,
            done,
            lambda _: done(None),
            lane="details",
        )

    # Keys and the pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._wake()
        do = self._keys().get((event.key(), _held(event)))
        if do is None:
            super().keyPressEvent(event)
        else:
            do()

    def _keys(self) -> dict[tuple[int, Qt.KeyboardModifier], Callable[[], object]]:
        key, none, ctrl = Qt.Key, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
        canvas = self.canvas
        return {
            (key.Key_Escape, none): self._escape,
            (key.Key_Space, none): self.close,
            (key.Key_F11, none): self.close,
            (key.Key_Left, none): lambda: self._arrow(-1, 0),
            (key.Key_Right, none): lambda: self._arrow(1, 0),
            (key.Key_Up, none): lambda: self._arrow(0, -1),
            (key.Key_Down, none): lambda: self._arrow(0, 1),
            (key.Key_PageUp, none): lambda: self.step_wanted.emit(-1),
            (key.Key_PageDown, none): lambda: self.step_wanted.emit(1),
            (key.Key_Home, none): lambda: self.end_wanted.emit(False),
            (key.Key_End, none): lambda: self.end_wanted.emit(True),
            (key.Key_Plus, none): lambda: canvas.zoom_by(STEP),
            (key.Key_Equal, none): lambda: canvas.zoom_by(STEP),
            (key.Key_Minus, none): lambda: canvas.zoom_by(1 / STEP),
            (key.Key_Plus, ctrl): lambda: canvas.zoom_by(STEP),
            (key.Key_Equal, ctrl): lambda: canvas.zoom_by(STEP),
            (key.Key_Minus, ctrl): lambda: canvas.zoom_by(1 / STEP),
            (key.Key_0, ctrl): canvas.fit,
            (key.Key_1, ctrl): lambda: canvas.zoom_to(1.0),
            (key.Key_Z, none): canvas.toggle,
            (key.Key_I, none): self.overlay.info.toggle,
        }

    def _arrow(self, x: int, y: int) -> None:
        """Moves over a picture that is larger than the view; else to the photo before or after."""
        if self.canvas.zoom.overflows:
            self.canvas.pan_by(PAN * x, PAN * y)
        elif x:
            self.step_wanted.emit(x)

    def _escape(self) -> None:
        """One thing at a time: out of what is typed or chosen, then back to the results."""
        if self.panel.isAncestorOf(self.focusWidget() or self):
            self.canvas.setFocus()
        else:
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self._wake()
        elif event.type() == QEvent.Type.Resize:
            self.overlay.lay_out()
            self.note.lay_out()
            if self._hit is not None:
                self._look()
        return False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._wake()
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.panel.isVisible() and self.panel.geometry().contains(event.pos()):
            return
        pop_up(self.photo_actions.menu(view=False), event.globalPos())

    def _wake(self) -> None:
        """What lies over the picture comes back, and so does the pointer."""
        if not self.overlay.is_shown:
            self.overlay.set_shown(True)
            self.overlay.lay_out()
            self.canvas.unsetCursor()
        self._idle.start()

    def _rest(self) -> None:
        if self.overlay.is_used or self.panel.isVisible():
            self._idle.start()
            return
        self.overlay.set_shown(False)
        if self.canvas.underMouse():
            self.canvas.setCursor(Qt.CursorShape.BlankCursor)

    # The window itself

    def closeEvent(self, event: QCloseEvent) -> None:
        self.about.settle()
        self._idle.stop()
        self._said.stop()
        self.frames.forget()
        self._tasks.drop("details")
        self._hit = None
        self.canvas.show_image(None, QSizeF())
        self._frame = None
        super().closeEvent(event)
        self.closed.emit()


def _held(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The keys held down; where a digit or a sign comes from does not matter, and "+" needs Shift on many keyboards."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return held
