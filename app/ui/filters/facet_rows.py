"""What the filters pane is made of: a heading that folds, rows to tick with a count, a day from a calendar, a size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from app.ui import look, wording
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.search.narrowing import Choice

ROWS_AT_FIRST = 6
PART_INDENT = 18  # logical pixels, of months below their year
BOX, INSET, GAP = 14, 4, 8
TICK = ((3.0, 6.8), (5.4, 9.2), (10.0, 4.0))  # within the box
LEAST_ROW = 80
MB = 1_000_000  # as sizes in queries are counted
MOST_MB = 100_000.0
# Holding an arrow of a field down must not search for every number on the way.
SETTLE_MS = 400


class FacetRow(QCheckBox):
    """A choice with its count at the right; the whole row is clicked."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._count = ""
        self.show_choice(choice)

    def show_choice(self, choice: Choice) -> None:
        self.choice = choice
        label = in_words(choice.label)
        label = label[:1].upper() + label[1:]
        self._label = label.rpartition(" ")[0] if choice.part else label  # its year stands above a month
        self._count = "" if choice.count is None else QLocale().toString(choice.count)
        counted = "" if choice.count is None else f", {wording.count(choice.count, 'photo')}"
        self.setAccessibleName(f"{label}{counted}")
        self.setChecked(choice.chosen)
        self._tell_cut()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(LEAST_ROW, self.fontMetrics().height() + GAP)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_cut()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, role = self.palette(), QPalette.ColorRole
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(colours.color(role.Accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(role.Midlight))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        box = QRectF(self._indent, (self.height() - BOX) / 2, BOX, BOX).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(role.Accent))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QPen(colours.color(role.Base), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline([box.topLeft() + QPointF(x, y) for x, y in TICK])
        else:
            painter.setPen(QPen(look.muted(), 1))
            painter.setBrush(colours.color(role.Base))
            painter.drawRoundedRect(box, 3, 3)
        inside = self.rect().adjusted(self._indent + BOX + GAP, 0, -INSET, 0)
        painter.setPen(look.muted())
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._count)
        painter.setPen(colours.color(role.WindowText))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._elided())

    @property
    def _indent(self) -> int:
        return INSET + (PART_INDENT if self.choice.part else 0)

    def _elided(self) -> str:
        room = self.width() - self._indent - BOX - INSET - 2 * GAP - self.fontMetrics().horizontalAdvance(self._count)
        return self.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, max(room, 0))

    def _tell_cut(self) -> None:
        """The whole label as a tool tip where it does not fit."""
        self.setToolTip(self._label if self._elided() != self._label else "")


class FacetSection(QWidget):
    """A heading that folds what is below it: fields, then rows. Without a title the rows stand alone. `clicked` carries
    the query of a row."""

    clicked = Signal(str)

    def __init__(self, title: str, fields: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QToolButton()
        self.heading.setObjectName("facetHeading")
        self.heading.setText(title)
        self.heading.setVisible(bool(title))
        self.heading.setAccessibleName(title)
        self.heading.setCheckable(True)
        self.heading.setChecked(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._body = QWidget()
        self._rows_box = QVBoxLayout()
        self._rows_box.setContentsMargins(0, 0, 0, 0)
        self._rows_box.setSpacing(0)
        self._more = QPushButton()
        self._more.setObjectName("link")
        self._more.setFlat(True)
        self._more.setCursor(Qt.CursorShape.PointingHandCursor)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 6)
        inside.setSpacing(2)
        if fields is not None:
            inside.addWidget(fields)
        inside.addLayout(self._rows_box)
        inside.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading)
        column.addWidget(self._body)
        self._fields = fields
        self._all = False
        self._choices: Sequence[Choice] = ()
        self.rows: dict[str, FacetRow] = {}
        self.heading.toggled.connect(self._fold)
        self._more.clicked.connect(self._show_more)
        self._fold(True)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Rows that stay keep their place on the screen and the keyboard's focus where they can."""
        self._choices = choices
        shown = self._shown()
        for query in self.rows.keys() - {choice.query for choice in shown}:
            row = self.rows.pop(query)
            self._rows_box.removeWidget(row)
            row.hide()
            row.deleteLater()
        before: QWidget = self._fields or self.heading
        for at, choice in enumerate(shown):
            row = self.rows.get(choice.query) or self._new_row(choice)
            row.show_choice(choice)
            if self._rows_box.indexOf(row) != at:
                self._rows_box.removeWidget(row)
                self._rows_box.insertWidget(at, row)
            QWidget.setTabOrder(before, row)
            before = row
        QWidget.setTabOrder(before, self._more)
        hidden = len(choices) - len(shown)
        self._more.setVisible(bool(hidden) or (self._all and len(choices) > ROWS_AT_FIRST))
        self._more.setText(self.tr("Show {0} more").format(hidden) if hidden else self.tr("Show fewer"))
        self.setVisible(bool(choices) or self._fields is not None)

    def _shown(self) -> list[Choice]:
        """All, or the first; what is chosen in any case, and with a year its months."""
        if self._all:
            return list(self._choices)
        kept: list[Choice] = []
        for choice in self._choices:
            if choice.chosen or choice.part or sum(not one.part for one in kept) < ROWS_AT_FIRST:
                kept.append(choice)
        return kept

    def _new_row(self, choice: Choice) -> FacetRow:
        row = self.rows[choice.query] = FacetRow(choice, self._body)
        row.clicked.connect(lambda _=False, query=choice.query: self.clicked.emit(query))
        return row

    def _show_more(self) -> None:
        self._all = not self._all
        self.show_choices(self._choices)

    def _fold(self, open_: bool) -> None:
        self._body.setVisible(open_)
        self.heading.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)


class DayField(QWidget):
    """A day, chosen from a calendar or none. `day_chosen` carries an ISO 8601 date, or "" for any day."""

    day_chosen = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.button = QPushButton()
        self.button.setObjectName("dayField")
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(title)
        menu = QMenu(self.button)
        self.any_day = menu.addAction(self.tr("Any day"))
        action = QWidgetAction(menu)
        action.setDefaultWidget(self.calendar)
        menu.addAction(action)
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
        words = self.tr("Any day") if day is None else QLocale().toString(day, QLocale.FormatType.ShortFormat)
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
    """A size in MB, or none. `size_chosen` carries bytes, -1 for any size, once the person has come to rest."""

    size_chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spin = QDoubleSpinBox()
        self.spin.setRange(0.0, MOST_MB)
        self.spin.setDecimals(1)
        self.spin.setSuffix(" MB")
        self.spin.setSpecialValueText(self.tr("any"))
        self.spin.setKeyboardTracking(False)
        self.spin.lineEdit().setTextMargins(GAP, 0, GAP, 0)
        self.spin.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.spin.setAccessibleName(title)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._choose)
        self.spin.valueChanged.connect(lambda _: self._settle.start())
        self.spin.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self.label = QLabel(title)
        self.label.setBuddy(self.spin)
        line.addWidget(self.label)
        line.addWidget(self.spin, 1)

    def show_size(self, octets: int | None) -> None:
        if self._settle.isActive():
            return  # the person is at it
        self.spin.blockSignals(True)
        self.spin.setValue(0.0 if octets is None else octets / MB)
        self.spin.blockSignals(False)

    def _choose(self) -> None:
        self.size_chosen.emit(round(self.spin.value() * MB) if self.spin.value() else -1)


def same_width(labels: Sequence[QLabel]) -> None:
    """Lines up fields whose labels stand below each other."""
    width = max(label.sizeHint().width() for label in labels)
    for label in labels:
        label.setFixedWidth(width)
