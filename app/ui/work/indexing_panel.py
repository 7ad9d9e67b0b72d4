"""The status line: how far indexing is, pause and stop, and afterwards what was done and what was skipped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain import IndexSummary, Progress, Skipped
from app.ui import look, wording
from app.ui.photo.labels import ElidedLabel
from app.ui.session import Coverage
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching

BAR_WIDTH = 160
MARGIN = 5
DIALOG_SIZE = QSize(720, 420)
ICON_SIDE = 16
ROW_HEIGHT = 28
# How long a message stands before the line tells again how the library is kept up to date.
MESSAGE_MS, OUTCOME_MS, FAILURE_MS = 5_000, 15_000, 60_000


class IndexingPanel(QWidget):
    """Shows an `IndexingRun` and lets a person pause and stop it; between runs, how the library is kept up to date."""

    def __init__(self, run: IndexingRun, watching: Watching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("indexingPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._run, self._watching = run, watching
        self._message = QTimer(self, singleShot=True)
        self._message.timeout.connect(self._watched)
        self._skipped: list[Skipped] = []
        self.bar = QProgressBar()
        self.bar.setFixedWidth(BAR_WIDTH)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Indexing progress")
        self.words = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.words.setObjectName("statusWords")
        self.coverage = QLabel()
        self.coverage.setObjectName("coverage")
        self.pause = _button("Pause")
        self.pause.clicked.connect(self._toggle_pause)
        self.stop = _button("Stop")
        self.stop.clicked.connect(self._stop)
        self.skipped = _button("Show skipped files…")
        self.skipped.clicked.connect(self.show_skipped)

        line = QHBoxLayout(self)
        line.setContentsMargins(12, MARGIN, 12, MARGIN)
        line.setSpacing(8)
        for widget in (self.bar, self.pause, self.stop, self.words, self.skipped):
            line.addWidget(widget, 1 if widget is self.words else 0)
        line.addWidget(self.coverage)

        run.started.connect(self._started)
        run.progressed.connect(self._progressed)
        run.finished.connect(self._finished)
        run.failed.connect(self._failed)
        run.pause_wanted.connect(self._pause)
        watching.told.connect(self._watched)
        # As high with buttons as without, so that the pages above do not jump.
        self.setFixedHeight(self.stop.sizeHint().height() + 2 * MARGIN)
        self._show_running(False)
        self.skipped.setVisible(False)
        self.draw_icons()

    def say(self, words: str) -> None:
        """A short message, where no progress is shown."""
        if not self._run.active:
            self._hold(words, MESSAGE_MS)

    def set_coverage(self, coverage: Coverage) -> None:
        self.coverage.setText(f"{wording.count(coverage.photos, 'photo')} searchable" if coverage.photos else "")

    def show_skipped(self) -> None:
        dialog = SkippedDialog(self._skipped, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        self.pause.setIcon(look.icon("resume" if self._paused else "pause"))
        self.stop.setIcon(look.icon("stop"))

    @property
    def _paused(self) -> bool:
        return self._run.paused if self._run.active else self._watching.paused

    def _hold(self, words: str, milliseconds: int) -> None:
        """Shows words that the next news of the watching do not replace."""
        self.words.setText(words)
        self._message.start(milliseconds)

    def _watched(self) -> None:
        if self._run.active:
            return
        self.pause.setVisible(self._watching.busy)
        self._name_pause()
        if self._watching.words and not self._message.isActive():
            self.words.setText(self._watching.words)
            self.words.setToolTip(self._watching.details)

    def _started(self) -> None:
        self._message.stop()
        self._skipped = []
        self.skipped.setVisible(False)
        self.bar.setRange(0, 0)
        self.words.setText("Looking for photos")
        self._pause(False)
        self.stop.setEnabled(True)
        self._show_running(True)

    def _progressed(self, step: Progress) -> None:
        self.bar.setRange(0, step.total or 0)
        self.bar.setValue(step.done)
        line = "Paused · " + wording.progress(step) if self._run.paused else wording.progress(step)
        if self._run.waiting:
            line += f" · {self._run.waiting} more to come"
        self.words.setText(line)
        self.words.setToolTip(wording.path(step.current))

    def _finished(self, result: IndexSummary) -> None:
        self._show_running(False)
        self._skipped = result.skipped
        self._hold(wording.summary(result), OUTCOME_MS)
        self.skipped.setVisible(bool(result.skipped))

    def _failed(self, message: str) -> None:
        self._show_running(False)
        self._hold(message, FAILURE_MS)

    def _toggle_pause(self) -> None:
        if self._run.active:
            self._pause(not self._run.paused)
        else:
            self._message.stop()
            self._watching.pause(not self._watching.paused)

    def _name_pause(self) -> None:
        name = "Resume" if self._paused else "Pause"
        if name != self.pause.text():
            self.pause.setText(name)
            self.pause.setAccessibleName(name)
            self.draw_icons()

    def _pause(self, wanted: bool) -> None:
        if wanted != self._run.paused:
            self._run.pause(wanted)
        if wanted:
            self.words.setText("Paused · " + self.words.text())
        else:
            self.words.setText(self.words.text().removeprefix("Paused · "))
        self._name_pause()

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.words.setText("Stopping; what is indexed stays")
        self._run.stop()

    def _show_running(self, running: bool) -> None:
        for widget in (self.bar, self.pause, self.stop):
            widget.setVisible(running)


class SkippedDialog(QDialog):
    """Every file that was not indexed, and why."""

    def __init__(self, skipped: Sequence[Skipped], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Skipped files")
        self.resize(DIALOG_SIZE)
        heading = QLabel(f"{wording.count(len(skipped), 'file')} could not be indexed. Everything else is searchable.")
        heading.setWordWrap(True)
        self.table = QTreeWidget()
        self.table.setAccessibleName("Skipped files")
        self.table.setHeaderLabels(["File", "Reason"])
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.addTopLevelItems([_skipped_row(one) for one in skipped])
        self.table.header().setStretchLastSection(False)
        for column in (0, 1):
            self.table.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy list", QDialogButtonBox.ButtonRole.ActionRole)
        text = "\n".join(f"{wording.path(one.path)}\t{one.reason}" for one in skipped)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        buttons.rejected.connect(self.reject)
        lines = QVBoxLayout(self)
        lines.setSpacing(10)
        for widget in (heading, self.table, buttons):
            lines.addWidget(widget)


def _skipped_row(one: Skipped) -> QTreeWidgetItem:
    row = QTreeWidgetItem([wording.path(one.path), one.reason])
    row.setSizeHint(0, QSize(0, ROW_HEIGHT))
    for column in (0, 1):
        row.setToolTip(column, row.text(column))
    return row


def _button(text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
    return button
