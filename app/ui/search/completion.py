"""The list under the search field with ways to go on. It never takes the keyboard: the field passes keys on to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QIcon, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui import look
from app.ui.search.suggesting import Suggestion

Index = QModelIndex | QPersistentModelIndex

# Logical pixels.
WIDEST = 520
NARROWEST = 300
ROW_HEIGHT = 30
ICON_SIDE = 16
MARGIN = 10
FRAME = 5

# Long enough to choose, and then the results are not in the shade any more.
IDLE_MS = 4_000

ICONS = {"recent": "recent", "filter": "filters"}
SUGGESTION_ROLE = Qt.ItemDataRole.UserRole
_NO_PARENT = QModelIndex()


class SuggestionModel(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Suggestion] = ()

    def show(self, rows: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == SUGGESTION_ROLE else None


class SuggestionDelegate(QStyledItemDelegate):
    """A sign for where it comes from, the words, what they mean, and at the right how many photos there are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icons: dict[str, QIcon] = {}
        self.draw_icons()

    def draw_icons(self) -> None:
        self._icons = {kind: look.icon(name, look.muted()) for kind, name in ICONS.items()}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(ROW_HEIGHT, option.fontMetrics.height() + MARGIN))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Suggestion = index.data(SUGGESTION_ROLE)
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        bare.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        chosen = bool(bare.state & QStyle.StateFlag.State_Selected)
        inner = bare.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        sign = QRect(inner.left(), inner.center().y() - ICON_SIDE // 2 + 1, ICON_SIDE, ICON_SIDE)
        self._icons[row.kind].paint(painter, sign)
        words = inner.adjusted(ICON_SIDE + MARGIN, 0, 0, 0)
        strong = bare.palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
        quiet = strong if chosen else look.muted()
        metrics, middle = bare.fontMetrics, Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setPen(quiet)
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignRight, row.count)
        words.setRight(words.right() - metrics.horizontalAdvance(row.count) - (MARGIN if row.count else 0))
        painter.setPen(strong)
        label = metrics.elidedText(row.label, Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, label)
        words.setLeft(words.left() + metrics.horizontalAdvance(label) + MARGIN)
        painter.setPen(quiet)
        painter.drawText(words, middle, metrics.elidedText(row.hint, Qt.TextElideMode.ElideRight, words.width()))
        painter.restore()


class SuggestionList(QFrame):
    """Lies over the window, right under the field; the person goes there with Down and takes a row with Enter."""

    taken = Signal(object)  # Suggestion
    passed = Signal()  # Down from the last row: on to what lies below

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field.window())
        self.setObjectName("suggestions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._field = field
        self.model = SuggestionModel(self)
        self._delegate = SuggestionDelegate(self)
        self.view = QListView()
        self.view.setObjectName("suggestionRows")
        self.view.setAccessibleName(self.tr("Suggestions"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.entered.connect(self.view.setCurrentIndex)
        self.view.clicked.connect(lambda index: self.taken.emit(index.data(SUGGESTION_ROLE)))
        inside = QVBoxLayout(self)
        inside.setContentsMargins(FRAME, FRAME, FRAME, FRAME)
        inside.addWidget(self.view)
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._leave_room)
        self.hide()

    @property
    def chosen(self) -> Suggestion | None:
        """The row the person is at, None while none is chosen."""
        index = self.view.currentIndex()
        return index.data(SUGGESTION_ROLE) if index.isValid() else None

    def offer(self, rows: Sequence[Suggestion], *, aside: bool = False) -> None:
        """Shows other rows, none of them chosen; hides where there are none. `aside` is at the end of the field, where
        they lie over neither the chips nor the heading of the answer, which nobody asked to cover."""
        self.model.show(rows)
        if not rows:
            self.close_up()
            return
        if self.parentWidget() is not self._field.window():
            self.setParent(self._field.window())
        self._place(aside=aside)
        self.raise_()
        if not self.isVisible():
            self.show()
            QApplication.instance().installEventFilter(self)
        self._idle.start()

    def close_up(self) -> None:
        """Goes away until something else is offered."""
        if self.isVisible():
            QApplication.instance().removeEventFilter(self)
            self._idle.stop()
            self.hide()

    def key(self, key: int) -> bool:
        """A key that was pressed in the field; False where the field itself is to have it."""
        if not self.isVisible():
            return False
        if key == Qt.Key.Key_Escape:
            self.close_up()
        elif key == Qt.Key.Key_Down:
            self._move(1)
        elif key == Qt.Key.Key_Up:
            self._move(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and self.chosen is not None:
            self.taken.emit(self.chosen)
        else:
            return False
        return True

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        self._delegate.draw_icons()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A press anywhere else closes the list, as a menu would; it does what it is meant for all the same.
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            at = event.globalPosition().toPoint()
            if not self._has(self, at) and not self._has(self._field, at):
                self.close_up()
        elif watched is self.window() and event.type() in (QEvent.Type.Resize, QEvent.Type.WindowDeactivate):
            self.close_up()
        return False

    def _leave_room(self) -> None:
        """Nobody goes on typing or choosing: what lies below is looked at."""
        if self.chosen is None:
            self.close_up()

    def _has(self, widget: QWidget, at: QPoint) -> bool:
        return widget.rect().contains(widget.mapFromGlobal(at))

    def _move(self, step: int) -> None:
        """On to another row; from the first one back to the field, from the last one on to the results."""
        at = self.view.currentIndex().row() + step
        if at >= self.model.rowCount():
            self.close_up()
            self.passed.emit()
        elif at < 0:
            self.view.setCurrentIndex(QModelIndex())
            self.view.clearSelection()
        else:
            self.view.setCurrentIndex(self.model.index(at))
            if QAccessible.isActive():
                said = QAccessibleAnnouncementEvent(self._field, self.model.rows[at].spoken)
                QAccessible.updateAccessibility(said)

    def _place(self, *, aside: bool) -> None:
        """Under the field, as wide as its rows need."""
        window = self.window()
        metrics = self.view.fontMetrics()
        needed = max(
            metrics.horizontalAdvance(row.label + row.hint + row.count) + 2 * ICON_SIDE + 6 * MARGIN
            for row in self.model.rows
        )
        width = min(max(needed, NARROWEST), WIDEST, self._field.width())
        left = self._field.width() - width if aside else 0
        under = self._field.mapTo(window, QPoint(left, self._field.height() + 2))
        height = self.model.rowCount() * self.view.sizeHintForRow(0) + 2 * FRAME
        room = window.height() - under.y() - FRAME
        off, needed_only = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.view.setVerticalScrollBarPolicy(off if height <= room else needed_only)
        self.setGeometry(QRect(under, QSize(width, min(height, room))))
