"""The status line: how far indexing is, pause and stop, and afterwards what was done and what was skipped."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain import IndexSummary, Progress, Skipped
from app.ui import look, wording
from app.ui.indexing_run import IndexingRun
from app.ui.session import Coverage

BAR_WIDTH = 160
MARGIN = 5
DIALOG_SIZE = QSize(720, 420)
ICON_SIDE = 16
ROW_HEIGHT = 28


class IndexingPanel(QWidget):
    """Shows an `IndexingRun` and lets a person pause and stop it."""

    def __init__(self, run: IndexingRun, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("indexingPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._run = run
        self._skipped: list[Skipped] = []
        self.bar = QProgressBar()
        self.bar.setFixedWidth(BAR_WIDTH)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Indexing progress")
        self.words = QLabel()
        self.words.setObjectName("statusWords")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.coverage = QLabel()
        self.coverage.setObjectName("coverage")
        self.pause = _button("Pause")
        self.pause.clicked.connect(lambda: self._pause(not run.paused))
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
        # As high with buttons as without, so that the pages above do not jump.
        self.setFixedHeight(self.stop.sizeHint().height() + 2 * MARGIN)
        self._show_running(False)
        self.skipped.setVisible(False)
        self.draw_icons()

    def say(self, words: str) -> None:
        """A short message, where no progress is shown."""
        if not self._run.active:
            self.words.setText(words)

    def set_coverage(self, coverage: Coverage) -> None:
        self.coverage.setText(f"{wording.count(coverage.photos, 'photo')} searchable" if coverage.photos else "")

    def show_skipped(self) -> None:
        dialog = SkippedDialog(self._skipped, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        self.pause.setIcon(look.icon("resume" if self._run.paused else "pause"))
        self.stop.setIcon(look.icon("stop"))

    def _started(self) -> None:
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
        self.words.setText(wording.summary(result))
        self.words.setToolTip("")
        self.skipped.setVisible(bool(result.skipped))

    def _failed(self, message: str) -> None:
        self._show_running(False)
        self.words.setText(message)
        self.words.setToolTip(message)

    def _pause(self, wanted: bool) -> None:
        if wanted != self._run.paused:
            self._run.pause(wanted)
        self.pause.setText("Resume" if self._run.paused else "Pause")
        if wanted:
            self.words.setText("Paused · " + self.words.text())
        else:
            self.words.setText(self.words.text().removeprefix("Paused · "))
        self.draw_icons()

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
