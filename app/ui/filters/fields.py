"""The fields of the filters pane: a day from a calendar, a period by name, sizes by number or by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QDate, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from app.ui import look, wording
from app.ui.hovering import look_after
from app.ui.translation import marked, translate

GAP = 8
UNITS = {"kB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}  # as sizes in queries are counted
MOST = 999_999.0  # of any unit
# Holding an arrow of a field down must not search for every number on the way.
SETTLE_MS = 400
# The ends of the slider, in bytes, and how fine it is.
SMALLEST, LARGEST = 10_000, 1_000_000_000
STEPS = 100
KNOB, GROOVE = 14, 4

# What a period is called, and the filter for it.
PERIODS = (
    (marked("fields", "Today"), "date:today"),
    (marked("fields", "Yesterday"), "date:yesterday"),
    (marked("fields", "This week"), 'date:"this week"'),
    (marked("fields", "Last week"), 'date:"last week"'),
    (marked("fields", "This month"), 'date:"this month"'),
    (marked("fields", "Last month"), 'date:"last month"'),
    (marked("fields", "Last summer"), 'date:"last summer"'),
    (marked("fields", "Last winter"), 'date:"last winter"'),
    (marked("fields", "This year"), 'date:"this year"'),
    (marked("fields", "Last year"), 'date:"last year"'),
)


class PeriodButton(QPushButton):
    """A menu of periods by name. `chosen` carries the filter for one, "" for any time."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dayField")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(self.tr("Choose a period"))
        self.setAccessibleName(self.tr("Choose a period"))
        menu = QMenu(self)
        for name, query in PERIODS:
            menu.addAction(translate("fields", name)).setData(query)
        menu.addSeparator()
        self.any_time = menu.addAction(self.tr("Any time"))
        self.any_time.setData("")
        menu.triggered.connect(lambda action: self.chosen.emit(action.data()))
        look_after(menu)
        self.setMenu(menu)


class DayField(QWidget):
    """A day, chosen from a calendar or none. `day_chosen` carries an ISO 8601 date, or "" for any day."""

    day_chosen = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.button = QPushButton()
        self.button.setObjectName("dayField")
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.setMinimumWidth(self.button.fontMetrics().horizontalAdvance("00/00/0000") + 4 * GAP)
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(title)
        menu = QMenu(self.button)
        self.any_day = menu.addAction(self.tr("Any day"))
        action = QWidgetAction(menu)
        action.setDefaultWidget(self.calendar)
        menu.addAction(action)
        look_after(menu)
        self.button.setMenu(menu)
        menu.aboutToShow.connect(self._prepare)
        self.any_day.triggered.connect(lambda: self.day_chosen.emit(""))
        self.calendar.activated.connect(self._choose)
        self.calendar.clicked.connect(self._choose)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self.label = QLabel(title)
        self.label.setBuddy(self.button)
        line.addWidget(self.label)
        line.addWidget(self.button, 1)
        self.show_day(None)

    def show_day(self, day: QDate | None, hint: QDate | None = None) -> None:
        """`hint` is a day near which to begin looking where none is chosen."""
        words = self.tr("Any day") if day is None else wording.short_day(day)
        self.button.setText(words)
        self.button.setAccessibleName(f"{self._title}: {words}")
        self.any_day.setEnabled(day is not None)
        at = day or hint
        if at is not None and at.isValid():
            self.calendar.setSelectedDate(at)

    def _prepare(self) -> None:
        """The colours of now: Qt's own arrows are black, and its red weekends hard to read, in the dark."""
        for name, icon in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "forward")):
            button = self.calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(look.icon(icon))
        plain = QTextCharFormat()
        plain.setForeground(self.palette().color(QPalette.ColorRole.Text))
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekend, plain)
        QTimer.singleShot(0, self.calendar.setFocus)

    def _choose(self, day: QDate) -> None:
        menu = self.button.menu()
        if menu.isVisible():
            menu.close()
            self.day_chosen.emit(day.toString(Qt.DateFormat.ISODate))


class SizeField(QWidget):
    """A size in a unit, or none. `size_chosen` carries bytes, -1 for any size, once the person has come to rest."""

    size_chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spin = QDoubleSpinBox()
        self.spin.setRange(0.0, MOST)
        self.spin.setDecimals(1)
        self.spin.setSpecialValueText(self.tr("any"))
        self.spin.setKeyboardTracking(False)
        self.spin.lineEdit().setTextMargins(GAP, 0, 0, 0)
        self.spin.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.spin.setAccessibleName(title)
        # As narrow as the pane is: the steps of a size are as wide as its largest number otherwise.
        self.spin.setMinimumWidth(self.spin.fontMetrics().horizontalAdvance("0,000.0") + 3 * GAP)
        self.spin.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.unit = QComboBox()
        self.unit.addItems(list(UNITS))
        self.unit.setCurrentText("MB")
        self.unit.setAccessibleName(self.tr("{0}: unit").format(title))
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._choose)
        self.spin.valueChanged.connect(lambda _: self._settle.start())
        self.unit.activated.connect(lambda _: self._choose())
        for field in (self.spin, self.unit):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self.label = QLabel(title)
        self.label.setBuddy(self.spin)
        line.addWidget(self.label)
        line.addWidget(self.spin, 1)
        line.addWidget(self.unit)

    def show_size(self, octets: int | None) -> None:
        if self._settle.isActive():
            return  # the person is at it
        if octets is not None and self._octets() != octets:
            self.unit.setCurrentText(_unit_of(octets))
        self.spin.blockSignals(True)
        self.spin.setValue(0.0 if octets is None else octets / UNITS[self.unit.currentText()])
        self.spin.blockSignals(False)

    def _octets(self) -> int:
        return round(self.spin.value() * UNITS[self.unit.currentText()])

    def _choose(self) -> None:
        self.size_chosen.emit(self._octets() or -1)


class SizeSlider(QWidget):
    """Two knobs on one line, from small to large. For the mouse: the fields beside it are for the keyboard. `moved`
    carries the least and the greatest size in bytes, None where a knob stands at its end, once a knob is let go."""

    moved = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Size"))
        self.setToolTip(self.tr("Drag the ends to choose from which size to which"))
        self._knobs = [0, STEPS]
        self._held: int | None = None

    def show_sizes(self, least: int | None, most: int | None) -> None:
        if self._held is None:
            self._knobs = [0 if least is None else _step_of(least), STEPS if most is None else _step_of(most)]
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, KNOB + 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        step = self._step_at(event.position().x())
        low, high = self._knobs
        self._held = int(abs(step - high) < abs(step - low) or (low == high and step > low))
        self._move_to(step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._move_to(self._step_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._held = None
            low, high = self._knobs
            self.moved.emit(_size_of(low) if low else None, _size_of(high) if high < STEPS else None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, role = self.palette(), QPalette.ColorRole
        middle = self.height() / 2
        low, high = (self._place(step) for step in self._knobs)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color(role.Mid))
        whole = QRectF(KNOB / 2, middle - GROOVE / 2, self.width() - KNOB, GROOVE)
        painter.drawRoundedRect(whole, GROOVE / 2, GROOVE / 2)
        painter.setBrush(colours.color(role.Accent))
        painter.drawRoundedRect(QRectF(low, whole.top(), high - low, GROOVE), GROOVE / 2, GROOVE / 2)
        painter.setPen(QPen(colours.color(role.Accent), 2))
        painter.setBrush(colours.color(role.Base))
        for place in (low, high):
            painter.drawEllipse(QPointF(place, middle), KNOB / 2 - 1, KNOB / 2 - 1)

    def _place(self, step: int) -> float:
        return KNOB / 2 + (self.width() - KNOB) * step / STEPS

    def _step_at(self, x: float) -> int:
        return min(max(round((x - KNOB / 2) / max(self.width() - KNOB, 1) * STEPS), 0), STEPS)

    def _move_to(self, step: int) -> None:
        assert self._held is not None
        other = self._knobs[1 - self._held]
        self._knobs[self._held] = max(step, other) if self._held else min(step, other)
        self.update()


def same_width(labels: Sequence[QLabel]) -> None:
    """Lines up fields whose labels stand below each other."""
    width = max(label.sizeHint().width() for label in labels)
    for label in labels:
        label.setMinimumWidth(width)


def _unit_of(octets: int) -> str:
    """The largest unit in which a size is at least one."""
    return next((name for name, size in reversed(UNITS.items()) if octets >= size), "kB")


def _step_of(octets: int) -> int:
    """Where a size lies on the slider."""
    along = math.log(max(octets, 1) / SMALLEST) / math.log(LARGEST / SMALLEST)
    return min(max(round(STEPS * along), 0), STEPS)


def _size_of(step: int) -> int:
    """The size at a step, to two digits: 1,500,000 bytes and not 1,483,921."""
    octets = SMALLEST * (LARGEST / SMALLEST) ** (step / STEPS)
    digits = 10 ** (int(math.log10(octets)) - 1)
    return round(octets / digits) * digits
