"""The status line: one calm line about the work on the library, and the way to the panel with its switches."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from app.domain import IndexSummary, Progress
from app.ui import look, wording
from app.ui.progress_line import ProgressLine
from app.ui.session import Coverage
from app.ui.translation import in_words
from app.ui.words import link_button
from app.ui.work import work_words
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.watching import Watching

BAR_WIDTH = 110
MARGIN = 5
ICON_SIDE = 16
# How long a message stands before the line tells again how the library is kept up to date.
MESSAGE_MS, OUTCOME_MS, FAILURE_MS = 5_000, 15_000, 60_000


class StatusLine(QWidget):
    """Shows an `IndexingRun` and lets a person pause and stop it; between runs, how the library is kept up to date."""

    work_wanted = Signal()  # the panel with the switches
    skipped_wanted = Signal()  # the page of files that could not be used
    told = Signal()  # something that the panel shows has changed

    def __init__(self, run: IndexingRun, watching: Watching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("indexingPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._run, self._watching = run, watching
        self._message = QTimer(self, singleShot=True)
        self._message.timeout.connect(self._rest)
        self._step: Progress | None = None
        self._stopping = False
        self.skipped_files = 0  # of the last run
        self.last_run = ""  # what the last run did, in words
        self.problem = ""  # why the last run ended before its time
        self._coverage = Coverage(0)
        self.bar = ProgressLine()
        self.bar.setFixedWidth(BAR_WIDTH)
        self.bar.setAccessibleName(self.tr("Indexing progress"))
        self.words = FittingLabel()
        self.words.setObjectName("statusWords")
        self.coverage = QLabel()
        self.coverage.setObjectName("coverage")
        self.pause = _icon_button(self.tr("Pause"))
        self.pause.clicked.connect(self.toggle_pause)
        self.stop = _icon_button(self.tr("Stop"))
        self.stop.setToolTip(self.tr("Stop; what is indexed stays"))
        self.stop.clicked.connect(self._stop)
        self.anyway = link_button(self.tr("Continue anyway"))
        self.anyway.clicked.connect(self.go_on_anyway)
        self.again = link_button(self.tr("Try again"))
        self.again.clicked.connect(self._try_again)
        self.skipped = link_button(self.tr("Show skipped files"))
        self.skipped.clicked.connect(self.skipped_wanted)
        self.work = _icon_button(self.tr("Background work"))
        self.work.clicked.connect(self.work_wanted)

        line = QHBoxLayout(self)
        line.setContentsMargins(12, MARGIN, 8, MARGIN)
        line.setSpacing(8)
        for widget in (self.bar, self.pause, self.stop, self.words, self.anyway, self.again, self.skipped):
            line.addWidget(widget, 1 if widget is self.words else 0)
        line.addWidget(self.coverage)
        line.addWidget(self.work)

        run.started.connect(self._started)
        run.progressed.connect(self._progressed)
        run.finished.connect(self._finished)
        run.failed.connect(self._failed)
        run.pause_wanted.connect(self._pause)
        watching.told.connect(self._watched)
        self._show_running(False)
        for link in (self.anyway, self.again, self.skipped):
            link.setVisible(False)
        self.draw_icons()
        # As high with buttons as without, so that the pages above do not jump.
        self.setFixedHeight(self.stop.sizeHint().height() + 2 * MARGIN)

    # What others tell

    def say(self, words: str) -> None:
        """A short message, where no progress is shown."""
        if not self._run.active:
            self._hold(in_words(words), MESSAGE_MS)

    def set_coverage(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self.coverage.setText(work_words.covered(coverage))
        whole = wording.why_folded() if coverage.folded else ""
        self.coverage.setToolTip(work_words.covered_in_full(coverage) if coverage.waiting else whole)
        self.told.emit()

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        self.pause.setIcon(look.icon("resume" if self.paused else "pause"))
        self.stop.setIcon(look.icon("stop"))
        self.work.setIcon(look.icon("work"))

    @property
    def paused(self) -> bool:
        return self._run.paused if self._run.active else self._watching.paused

    @property
    def may_pause(self) -> bool:
        """Whether there is anything to pause."""
        return self._run.active or self._watching.busy

    @property
    def on_battery(self) -> bool:
        """Whether photos wait for mains power."""
        if self._run.active:
            return self._step is not None and self._step.held == work_words.ON_BATTERY
        return self._watching.held == work_words.ON_BATTERY

    @property
    def now(self) -> str:
        """What happens now, in full."""
        return self.words.longest

    # What a person wants

    def toggle_pause(self) -> None:
        if self._run.active:
            self._pause(not self._run.paused)
        else:
            self._message.stop()
            self._watching.pause(not self._watching.paused)

    def go_on_anyway(self) -> None:
        """Photos need not wait for mains power this once."""
        self._run.go_on_anyway()
        self._watching.go_on_anyway()
        self.anyway.setVisible(False)

    def _try_again(self) -> None:
        self._run.try_again()

    def _stop(self) -> None:
        self._stopping = True
        self.stop.setEnabled(False)
        self.words.say(self.tr("Stopping; what is indexed stays"))
        self._run.stop()

    def _pause(self, wanted: bool) -> None:
        if wanted != self._run.paused:
            self._run.pause(wanted)
        self._show_progress()
        self._name_pause()

    # What happens

    def _started(self) -> None:
        self._message.stop()
        self._step, self._stopping = None, False
        self.skipped_files, self.last_run, self.problem = 0, "", ""
        for link in (self.anyway, self.again, self.skipped):
            link.setVisible(False)
        self.bar.setRange(0, 0)
        self.words.say(self.tr("Looking for photos"))
        self._pause(False)
        self.stop.setEnabled(True)
        self._show_running(True)

    def _progressed(self, step: Progress) -> None:
        self._step = step
        self.bar.setRange(0, step.total or 0)
        self.bar.setValue(step.done)
        self._show_progress()
        self.words.setToolTip(wording.path(step.current))
        self.anyway.setVisible(self.on_battery)

    def _show_progress(self) -> None:
        if self._stopping:
            return
        step = self._step
        if step is None:
            if self._run.active:
                looking = self.tr("Looking for photos")
                paused = self.tr("Paused · {0}").format(looking)
                self.words.say(paused if self._run.paused else looking)
            return
        why = work_words.PAUSED if self._run.paused else step.held if step.held != work_words.PAUSED else ""
        shown = Progress(step.stage, step.done, step.total, step.rate, step.seconds_left, step.current, why)
        self.words.say(*work_words.running(shown, self._run.waiting))
        self.told.emit()

    def _finished(self, result: IndexSummary) -> None:
        self._show_running(False)
        self.skipped_files = len(result.skipped)
        self.last_run = work_words.outcome(result)
        self.skipped.setVisible(bool(result.skipped))
        self._hold(self.last_run, OUTCOME_MS)

    def _failed(self, message: str) -> None:
        self._show_running(False)
        self.problem = in_words(message)
        self.skipped.setVisible(False)
        self.again.setVisible(True)
        self._hold(self.problem, FAILURE_MS)

    def _hold(self, words: str, milliseconds: int) -> None:
        """Shows words that the next news of the watching do not replace."""
        self.words.say(words)
        self.words.setToolTip(words)
        self._message.start(milliseconds)
        self.told.emit()

    def _rest(self) -> None:
        self.again.setVisible(False)
        self._watched()

    def _watched(self) -> None:
        if self._run.active:
            return
        self.pause.setVisible(self._watching.busy)
        self.anyway.setVisible(self.on_battery)
        self._name_pause()
        if not self._message.isActive():
            self.words.say(self._watching.words)
            self.words.setToolTip(self._watching.details)
        self.told.emit()

    def _name_pause(self) -> None:
        name = self.tr("Resume") if self.paused else self.tr("Pause")
        if name != self.pause.text():
            self.pause.setText(name)
            self.pause.setToolTip(name)
            self.pause.setAccessibleName(name)
            self.draw_icons()

    def _show_running(self, running: bool) -> None:
        for widget in (self.bar, self.pause, self.stop):
            widget.setVisible(running)


class FittingLabel(QLabel):
    """One line in the longest of several forms that fits; where none does, the shortest loses its end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms: tuple[str, ...] = ("",)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def longest(self) -> str:
        return self._forms[0]

    def say(self, *forms: str) -> None:
        """The forms of one line, the longest first."""
        self._forms = forms or ("",)
        self.setAccessibleName(self._forms[0])
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _choose(self) -> None:
        metrics = self.fontMetrics()
        fitting = (form for form in self._forms if metrics.horizontalAdvance(form) <= self.width())
        chosen = next(fitting, self._forms[-1])
        if chosen != self.text():
            self.setText(chosen)


def _icon_button(text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
    return button
