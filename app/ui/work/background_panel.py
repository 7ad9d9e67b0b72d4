"""The panel of background work: what happens, how fast it may be, when it waits, and the memory it takes."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.settings import THROTTLES, Settings, Throttle
from app.ui import look
from app.ui.hovering import look_again
from app.ui.session import Coverage
from app.ui.tasks import Tasks
from app.ui.words import say, wrapping_label
from app.ui.work import work_words
from app.ui.work.idling import Idling
from app.ui.work.memory_meter import MemoryMeter
from app.ui.work.status_line import StatusLine
from app.ui.work.switches import Switches
from app.ui.work.watching import Watching

WIDTH = 34  # in widths of a wide letter
EDGE = 8  # pixels that stay free around it


class BackgroundPanel(QFrame):
    """Lies over the window while it is open; Esc or a click elsewhere closes it."""

    describe_wanted = Signal()  # what was put off until nobody is there is wanted now

    def __init__(
        self, line: StatusLine, switches: Switches, watching: Watching, idling: Idling, tasks: Tasks, window: QWidget
    ) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setObjectName("workPanel")
        self.setAccessibleName(self.tr("Background work"))
        self._line, self._switches, self._watching, self._idling = line, switches, watching, idling
        self._coverage = Coverage(0)
        self._opener: QWidget | None = None
        self.title = wrapping_label("workTitle", self.tr("Background work"))
        self.now, self.covered = wrapping_label("workNow"), wrapping_label("workNote")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Photos described"))
        self.pause, self.stop = QPushButton(), QPushButton(self.tr("Stop"))
        self.pause.clicked.connect(self._toggle)
        self.stop.clicked.connect(line.stop.click)
        self.describe = QPushButton(self.tr("Describe them now"))
        self.describe.clicked.connect(self.describe_wanted)
        self.how_idle = wrapping_label("workNote")
        self.last = wrapping_label("workNote")
        self.skipped = QPushButton(self.tr("Show skipped files"))
        self.skipped.setObjectName("link")
        self.skipped.clicked.connect(self._show_skipped)
        self.again = QPushButton(self.tr("Try again"))
        self.again.clicked.connect(line.again.click)
        self.meaning = wrapping_label("workNote")
        self.levels: dict[Throttle, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.battery = QCheckBox(self.tr("Wait while the computer runs on battery"))
        self.battery.toggled.connect(lambda on: switches.set(pause_on_battery=on))
        self.anyway = QPushButton(self.tr("Continue anyway"))
        self.anyway.clicked.connect(line.go_on_anyway)
        self.low_memory = QCheckBox(self.tr("Use less memory"))
        self.low_memory.setToolTip(self.tr("Searching and describing become slower; at once, without a restart."))
        self.low_memory.toggled.connect(lambda on: switches.set(low_memory=on))
        self.meter = MemoryMeter(tasks)
        self.meter.told.connect(self._fit)
        self.watched = wrapping_label("workNote")
        self._lay_out()
        line.told.connect(self._tell)
        watching.told.connect(self._tell)
        switches.shown.connect(self.show_settings)
        self.show_settings(switches.settings)
        self._tell()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(6)
        for part in (self.title, self.now, self.bar, self.covered):
            column.addWidget(part)
        column.addLayout(_row(self.pause, self.stop, self.again))
        column.addLayout(_row(self.describe))
        column.addWidget(self.how_idle)
        column.addWidget(self.last)
        column.addLayout(_row(self.skipped))
        column.addWidget(_line())
        column.addWidget(wrapping_label("workHeading", self.tr("How fast")))
        levels = QHBoxLayout()
        levels.setSpacing(16)
        for level in THROTTLES:
            button = QRadioButton(work_words.throttle_name(level))
            button.setAccessibleDescription(work_words.throttle_meaning(level))
            button.toggled.connect(lambda on, level=level: self._switches.set(throttle=level) if on else None)
            self._group.addButton(button)
            self.levels[level] = button
            levels.addWidget(button)
        levels.addStretch(1)
        column.addLayout(levels)
        column.addWidget(self.meaning)
        column.addWidget(self.battery)
        column.addLayout(_row(self.anyway))
        column.addWidget(_line())
        column.addWidget(wrapping_label("workHeading", self.tr("Memory")))
        column.addWidget(self.meter)
        column.addWidget(self.low_memory)
        column.addWidget(_line())
        column.addWidget(wrapping_label("workHeading", self.tr("Kept up to date")))
        column.addWidget(self.watched)

    def open_over(self, button: QWidget) -> None:
        """Shows it above the button that asked for it, within the screen."""
        self._opener = button
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("M") * WIDTH)
        self._fit()
        corner = button.mapToGlobal(QPoint(button.width(), -EDGE))
        screen = button.screen().availableGeometry() if button.screen() else None
        place = QPoint(corner.x() - self.width(), corner.y() - self.height())
        if screen is not None:
            place.setX(max(screen.left() + EDGE, min(place.x(), screen.right() - self.width() - EDGE)))
            place.setY(max(screen.top() + EDGE, place.y()))
        self.move(place)
        self.show()
        self._first().setFocus(Qt.FocusReason.PopupFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._opener is not None:
            look_again(self._opener)

    def set_coverage(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._idling.want(bool(coverage.idle))
        self._tell()

    def show_settings(self, settings: Settings) -> None:
        """The switches as they are now."""
        self.levels[settings.throttle].setChecked(True)
        self.meaning.setText(work_words.throttle_meaning(settings.throttle))
        for box, on in ((self.battery, settings.pause_on_battery), (self.low_memory, settings.low_memory)):
            was = box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(was)

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        self.pause.setIcon(look.icon("resume" if self._line.paused else "pause"))
        self.stop.setIcon(look.icon("stop"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.draw_icons()
        self._tell()

    def _first(self) -> QWidget:
        found = (button for button in (self.pause, self.again, self.describe) if not button.isHidden())
        return next(found, self.levels[self._switches.settings.throttle])

    def _toggle(self) -> None:
        self._line.toggle_pause()
        self.draw_icons()
        self._tell()

    def _show_skipped(self) -> None:
        self.hide()
        self._line.skipped_wanted.emit()

    def _tell(self) -> None:
        line, coverage = self._line, self._coverage
        running, whole = line.stop.isVisibleTo(line), coverage.photos + coverage.waiting
        self.now.setText(line.now or self.tr("Nothing to do just now."))
        self.bar.setVisible(bool(whole))
        self.bar.setRange(0, max(whole, 1))
        self.bar.setValue(coverage.photos)
        say(self.covered, work_words.covered_in_full(coverage) if whole else "")
        self.pause.setVisible(line.may_pause)
        self.pause.setText(self.tr("Resume") if line.paused else self.tr("Pause"))
        self.stop.setVisible(running)
        self.again.setVisible(bool(line.problem) and not running)
        self.describe.setVisible(bool(coverage.idle or coverage.named))
        say(self.how_idle, self._idling.how if coverage.idle else "")
        past = line.last_run if not running and line.last_run != line.now else ""
        say(self.last, self.tr("Last time: {0}").format(past) if past else "")
        self.skipped.setVisible(bool(line.skipped_files))
        self.anyway.setVisible(line.on_battery)
        self.watched.setText(self._watching.details or self.tr("Folders are not watched just now."))
        if self.isVisible():
            self._fit()

    def _fit(self) -> None:
        """As high as its words need; grows upwards, where its foot stands."""
        foot = self.geometry().bottom()
        self.meter.layout().activate()
        self.layout().invalidate()
        self.layout().activate()
        height = self.layout().totalHeightForWidth(self.width())
        if height != self.height():
            self.setFixedHeight(height)
            if self.isVisible():
                self.move(self.x(), max(foot - height + 1, EDGE))


def _row(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("workRule")
    line.setFixedHeight(1)
    return line
