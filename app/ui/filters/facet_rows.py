"""The rows of the filters pane: a heading that folds what is below it, and choices to tick with a count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.ui import look, wording
from app.ui.naming import name_clear_button
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.search.narrowing import Choice

ROWS_AT_FIRST = 6
PART_INDENT = 18  # logical pixels, of months below their year and folders in others
BOX, INSET, GAP = 14, 4, 8
TICK = ((3.0, 6.8), (5.4, 9.2), (10.0, 4.0))  # within the box
LEAST_ROW = 80
_DEEPEST = 32  # folders in folders that are told apart
MOST_ROWS = 100  # of a long list; what is looked for in it is found beyond that


class TickRow(QCheckBox):
    """A box to tick, words, and a count at the right; the whole row is clicked."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._count, self._words, self._tip, self._inset = "", words, "", INSET
        self.setAccessibleName(words)

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
        box = QRectF(self._inset, (self.height() - BOX) / 2, BOX, BOX).adjusted(0.5, 0.5, -0.5, -0.5)
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
        inside = self.rect().adjusted(self._inset + BOX + GAP, 0, -INSET, 0)
        painter.setPen(look.muted())
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._count)
        painter.setPen(colours.color(role.WindowText))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._elided())

    def _elided(self) -> str:
        room = self.width() - self._inset - BOX - INSET - 2 * GAP - self.fontMetrics().horizontalAdvance(self._count)
        return self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 0))

    def _tell_cut(self) -> None:
        """Its own tool tip, or all of the words where they do not fit."""
        self.setToolTip(self._tip or (self._words if self._elided() != self._words else ""))


class FacetRow(TickRow):
    """A choice with its count."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.show_choice(choice)

    def show_choice(self, choice: Choice) -> None:
        self.choice = choice
        label = in_words(choice.label)
        if not choice.hint:  # a folder is called as it is
            label = label[:1].upper() + label[1:]
        month = choice.part and not choice.depth
        self._words = label.rpartition(" ")[0] if month else label  # its year stands above a month
        self._count = "" if choice.count is None else QLocale().toString(choice.count)
        self._tip = wording.path(choice.hint)
        self._inset = INSET + PART_INDENT * (choice.depth or int(choice.part))
        counted = "" if choice.count is None else f", {wording.count(choice.count, 'photo')}"
        self.setAccessibleName(f"{label}{counted}")
        self.setAccessibleDescription(self._tip)
        self.setChecked(choice.chosen)
        self._tell_cut()
        self.update()


class FacetSection(QWidget):
    """A heading that folds what is below it: fields, then rows. Without a title the rows stand alone. `clicked` carries
    the query of a row."""

    clicked = Signal(str)

    def __init__(self, title: str, fields: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QToolButton(self)  # shown without a parent it would be a window
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
        self._find = QLineEdit()
        self._find.setObjectName("findField")
        self._find.setPlaceholderText(self.tr("Find in this list"))
        self._find.setAccessibleName(self.tr("Find in {0}").format(title))
        self._find.setClearButtonEnabled(True)
        name_clear_button(self._find)
        self._find.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._find.hide()
        self._rest = QLabel()
        self._rest.setObjectName("previewNote")
        self._rest.setWordWrap(True)
        self._rest.hide()
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 6)
        inside.setSpacing(2)
        if fields is not None:
            inside.addWidget(fields)
        inside.addWidget(self._find)
        inside.addLayout(self._rows_box)
        inside.addWidget(self._rest)
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
        self._find.textChanged.connect(lambda _: self.show_choices(self._choices))
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
        QWidget.setTabOrder(before, self._find)
        before = self._find
        for at, choice in enumerate(shown):
            row = self.rows.get(choice.query) or self._new_row(choice)
            row.show_choice(choice)
            if self._rows_box.indexOf(row) != at:
                self._rows_box.removeWidget(row)
                self._rows_box.insertWidget(at, row)
            QWidget.setTabOrder(before, row)
            before = row
        QWidget.setTabOrder(before, self._more)
        hidden = 0 if self._all else len(choices) - len(shown)
        many = len(choices) > ROWS_AT_FIRST
        self._more.setVisible(bool(hidden) or (self._all and many))
        number = QLocale().toString(hidden)
        self._more.setText(self.tr("Show {0} more").format(number) if hidden else self.tr("Show fewer"))
        self._find.setVisible(self._all and many)
        self._tell_rest(len(shown))
        self.setVisible(bool(choices) or self._fields is not None)

    def _tell_rest(self, shown: int) -> None:
        """Says what of a long list is not there."""
        wanted = self._find.text().strip() if self._all else ""
        left = len(self._fitting()) - shown if self._all else 0
        if left > 0:
            self._rest.setText(self.tr("and {0} more: find them above").format(QLocale().toString(left)))
        elif wanted and not shown:
            self._rest.setText(self.tr("Nothing here is called so."))
        self._rest.setVisible(left > 0 or bool(wanted and not shown))

    def _fitting(self) -> list[Choice]:
        """The choices whose name has what is looked for in it."""
        wanted = self._find.text().strip().casefold()
        return [one for one in self._choices if wanted in in_words(one.label).casefold()]

    def _shown(self) -> list[Choice]:
        """All, or the first; what is chosen in any case, with a year its months, with a folder the first in it."""
        if self._all:
            return self._fitting()[:MOST_ROWS]
        kept: list[Choice] = []
        beside = dict.fromkeys(range(_DEEPEST), 0)  # by depth, how many stand in one folder
        for choice in self._choices:
            depth = min(choice.depth, _DEEPEST - 1)
            beside |= dict.fromkeys(range(depth + 1, _DEEPEST), 0)
            month = choice.part and not choice.depth
            if choice.chosen or month or beside[depth] < ROWS_AT_FIRST:
                kept.append(choice)
            beside[depth] += not month
        return kept

    def _new_row(self, choice: Choice) -> FacetRow:
        row = self.rows[choice.query] = FacetRow(choice, self._body)
        row.clicked.connect(lambda _=False, query=choice.query: self.clicked.emit(query))
        return row

    def _show_more(self) -> None:
        self._all = not self._all
        self._find.clear()
        self.show_choices(self._choices)

    def _fold(self, open_: bool) -> None:
        self._body.setVisible(open_)
        self.heading.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)
