"""How much memory the program takes, in two parts: what is its own, and what the system can take back at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui import look
from app.ui.tasks import Tasks
from app.ui.work import work_words

if TYPE_CHECKING:
    from app.index.memory import Memory

LOOK_MS = 2_000
BAR_HEIGHT = 10
GAP = 2
# The whole bar is at least as long as this many bytes, so that a small program looks small.
LEAST_SCALE = 256 * 1024 * 1024


def read_memory() -> Memory:
    """This process and its children."""
    from app.index.memory import family_memory

    return family_memory()


class MemoryMeter(QWidget):
    """A bar with its legend; reads while it is shown."""

    told = Signal()  # the words may need another height

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.bar = TwoPartBar()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setObjectName("workNote")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.bar)
        column.addWidget(self.words)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def show_memory(self, memory: Memory) -> None:
        """What was read last."""
        words = work_words.memory(memory)
        self.words.setText(words)
        self.bar.set_parts(memory.private, memory.reclaimable)
        self.bar.setAccessibleDescription(words)
        explained = work_words.memory_explained(memory)
        self.setToolTip(explained)
        self.told.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _look(self) -> None:
        self._tasks.run(self._tasks.files, read_memory, self.show_memory, lambda _: None, lane="memory")


class TwoPartBar(QWidget):
    """Full for the first part, outlined for the second, so that the two differ without their colours, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Memory"))
        self.setMinimumHeight(BAR_HEIGHT)
        self._own = self._other = 0

    def set_parts(self, own: int, other: int) -> None:
        """Bytes of the two parts."""
        self._own, self._other = own, other
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, BAR_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self.palette()
        accent = colours.color(QPalette.ColorRole.Accent)
        whole = QRectF(0.5, (self.height() - BAR_HEIGHT) / 2 + 0.5, self.width() - 1, BAR_HEIGHT - 1)
        outline = QPainterPath()
        outline.addRoundedRect(whole, 4, 4)
        painter.fillPath(outline, colours.color(QPalette.ColorRole.Midlight))
        scale = whole.width() / max(self._own + self._other, LEAST_SCALE)
        own, other = self._own * scale, self._other * scale
        painter.setClipPath(outline)
        painter.fillRect(QRectF(whole.left(), whole.top(), own, whole.height()), accent)
        if other > GAP:
            second = QRectF(whole.left() + own + GAP, whole.top() + 0.5, other - GAP - 0.5, whole.height() - 1)
            painter.setPen(accent)
            painter.fillRect(second, colours.color(QPalette.ColorRole.Highlight))
            painter.drawRect(second)
        painter.setClipping(False)
        painter.setPen(look.muted())
        painter.drawPath(outline)
