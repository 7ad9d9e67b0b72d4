"""The tree of the library pane: entries below headings that fold, with counts, what is new, and how far described."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.ui import look
from app.ui.sidebar.shelf import FolderEntry, SavedEntry

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ENTRY = Role.UserRole  # an entry of `shelf`, the text of a search, or an `Action`; None of a heading or a hint
COUNT = Role.UserRole + 1  # int, or None
NEW = Role.UserRole + 2  # int
NOTE = Role.UserRole + 3  # a second line, quieter
SHARE = Role.UserRole + 4  # float: the part that is described; None where that is all
AWAY = Role.UserRole + 5  # not there now

# Logical pixels.
ICON_SIDE = 16
MARGIN, GAP, ROW_GAP = 12, 8, 6
ARROW, INDENT = 12, 14
BAR_HEIGHT, BAR_GAP = 3, 4
SMALLER = 0.88  # of the font, for second lines and headings


class EntryTree(QTreeWidget):
    """Entries below headings that fold. A click or Enter opens one; the arrow before a folder shows those in it."""

    opened = Signal(object)  # QTreeWidgetItem
    menu_wanted = Signal(object, QPoint)
    rename_wanted = Signal(object)  # SavedEntry
    remove_wanted = Signal(object)  # QTreeWidgetItem
    folders_wanted = Signal(str)  # path of a folder whose folders are to be shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entries")
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setAnimated(False)  # some systems let branches slide
        self.setItemDelegate(EntryDelegate(self))
        self._pressed = QPoint()
        self.itemClicked.connect(self._clicked)
        self.itemExpanded.connect(self._expanded)

    def add_group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title])
        self.addTopLevelItem(item)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setExpanded(True)
        return item

    def add(self, group: QTreeWidgetItem | None, text: str, entry: object) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text])
        item.setData(0, ENTRY, entry)
        if group is None:
            self.addTopLevelItem(item)
        else:
            group.addChild(item)
        return item

    def fill(self, group: QTreeWidgetItem, wanted: Iterable[tuple[str, object, str]]) -> None:
        """Puts (text, entry, tool tip) into a group. What is there already stays where it is, open or not."""
        rows = list(wanted)
        former = {_key(item.data(0, ENTRY)): item for item in below(group)}
        keys = [_key(entry) for _, entry, _ in rows]
        if keys != list(former):
            for key in former.keys() - set(keys):
                group.removeChild(former[key])
            for at, (key, (text, *_)) in enumerate(zip(keys, rows, strict=True)):
                known = former.get(key)
                if known is None:
                    group.insertChild(at, QTreeWidgetItem([text]))
                elif group.indexOfChild(known) != at:
                    was_open = known.isExpanded()
                    group.removeChild(known)
                    group.insertChild(at, known)
                    known.setExpanded(was_open)
        for item, (text, entry, tip) in zip(below(group), rows, strict=True):
            if item.data(0, ENTRY) != entry:
                item.setData(0, ENTRY, entry)
            item.setText(0, text)
            item.setToolTip(0, tip)
            inner = isinstance(entry, FolderEntry) and entry.inner
            policy = QTreeWidgetItem.ChildIndicatorPolicy
            item.setChildIndicatorPolicy(policy.ShowIndicator if inner else policy.DontShowIndicatorWhenChildless)
            if isinstance(entry, FolderEntry) and not inner and item.childCount():
                item.takeChildren()

    def entries(self) -> list[QTreeWidgetItem]:
        """Everything that can be chosen, from top to bottom."""
        return [item for item in self.items() if item.data(0, ENTRY) is not None]

    def items(self) -> Iterator[QTreeWidgetItem]:
        """All items, from top to bottom, folded ones included."""
        waiting = [item for at in range(self.topLevelItemCount()) if (item := self.topLevelItem(at)) is not None]
        while waiting:
            item = waiting.pop(0)
            yield item
            waiting[:0] = below(item)

    def mark(self, item: QTreeWidgetItem | None) -> None:
        """Shows one entry as the present one, or none."""
        self.clearSelection()
        if item is not None:
            self.setCurrentItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None:
            self._open(item)
        elif key == Qt.Key.Key_F2 and item is not None and isinstance(item.data(0, ENTRY), SavedEntry):
            self.rename_wanted.emit(item.data(0, ENTRY))
        elif key == Qt.Key.Key_Delete and item is not None and item.data(0, ENTRY) is not None:
            self.remove_wanted.emit(item)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        item = self.itemAt(event.pos()) if by_mouse else self.currentItem()
        if item is not None:
            at = self.visualItemRect(item).center()
            self.menu_wanted.emit(item, event.globalPos() if by_mouse else self.viewport().mapToGlobal(at))

    def _clicked(self, item: QTreeWidgetItem) -> None:
        on_arrow = self._pressed.x() < indent_of(self.indexFromItem(item)) + ARROW + GAP // 2
        if item.data(0, ENTRY) is not None and has_inside(item) and on_arrow:
            item.setExpanded(not item.isExpanded())
        else:
            self._open(item)

    def _open(self, item: QTreeWidgetItem) -> None:
        if item.data(0, ENTRY) is not None:
            self.opened.emit(item)
        elif item.childCount():
            item.setExpanded(not item.isExpanded())

    def _expanded(self, item: QTreeWidgetItem) -> None:
        entry = item.data(0, ENTRY)
        if isinstance(entry, FolderEntry):
            self.folders_wanted.emit(entry.path)


class EntryDelegate(QStyledItemDelegate):
    """An entry with its count at the right, and how much is new in a coloured pill; below it, where there is something
    to say, a quieter line and a bar for the part that is described; headings in bold."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        high = option.fontMetrics.height() + 2 * ROW_GAP
        if index.data(NOTE):
            high += QFontMetrics(_smaller(option.font)).height()
        if index.data(SHARE) is not None:
            high += BAR_HEIGHT + BAR_GAP
        return QSize(0, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        heading = index.data(ENTRY) is None and not index.parent().isValid()
        if heading:
            option.font = _smaller(option.font)
            option.font.setBold(True)
        text, icon = option.text, QIcon(option.icon)
        option.text, option.icon = "", QIcon()
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        colours = option.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.ring(), 2))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6)
        strong = colours.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        quiet = strong if selected else look.muted()
        left = option.rect.left() + indent_of(index)
        high = painter.fontMetrics().height() + 2 * ROW_GAP
        line = QRect(left, option.rect.top(), option.rect.right() - MARGIN - left, high)
        if index.model().hasChildren(index) and not heading:
            opened = bool(option.state & QStyle.StateFlag.State_Open)
            _draw_arrow(painter, QPoint(line.left() + ARROW // 2, line.center().y() + 1), quiet, opened=opened)
        line.setLeft(line.left() + ARROW)
        if not icon.isNull():
            icon.paint(painter, QRect(line.left(), line.center().y() - ICON_SIDE // 2 + 1, ICON_SIDE, ICON_SIDE))
        if not heading:
            line.setLeft(line.left() + ICON_SIDE + GAP)
        text_left, right = line.left(), line.right()
        line.setRight(self._draw_count(painter, line, index, quiet, colours))
        painter.setPen(quiet if heading or index.data(ENTRY) is None or index.data(AWAY) else strong)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        self._draw_below(
            painter, QRect(text_left, line.bottom() - ROW_GAP + 2, right - text_left, 0), index, quiet, colours
        )
        painter.restore()

    def _draw_count(self, painter: QPainter, room: QRect, index: Index, quiet: QColor, colours: QPalette) -> int:
        """Draws what stands at the right; returns where the text must end."""
        count, new = index.data(COUNT), index.data(NEW)
        words = self.tr("{0} new").format(QLocale().toString(new)) if new else ""
        words = words or ("" if count is None else QLocale().toString(count))
        if not words:
            return room.right()
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance(words) + (2 * GAP if new else 0)
        right = QRect(room.right() - wide + 1, room.top(), wide, room.height())
        if new:
            high = metrics.height() + 2
            pill = QRect(right.left(), right.center().y() - high // 2 + 1, wide, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(QPalette.ColorRole.Accent))
            painter.drawRoundedRect(pill, high / 2, high / 2)
            painter.setPen(colours.color(QPalette.ColorRole.Base))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        else:
            painter.setPen(quiet)
            painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        return right.left() - GAP

    def _draw_below(self, painter: QPainter, room: QRect, index: Index, quiet: QColor, colours: QPalette) -> None:
        """The quieter line and the bar, from the top of `room` on."""
        top = room.top()
        if note := index.data(NOTE):
            painter.setFont(_smaller(painter.font()))
            metrics = painter.fontMetrics()
            line = QRect(room.left(), top, room.width(), metrics.height())
            painter.setPen(quiet)
            painter.drawText(
                line,
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                metrics.elidedText(note, Qt.TextElideMode.ElideRight, line.width()),
            )
            top = line.bottom() + 1
        if (share := index.data(SHARE)) is not None:
            groove = QRectF(room.left(), top + BAR_GAP / 2, room.width(), BAR_HEIGHT)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(QPalette.ColorRole.Mid))
            painter.drawRoundedRect(groove, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
            painter.setBrush(colours.color(QPalette.ColorRole.Accent))
            groove.setWidth(groove.width() * min(max(share, 0.0), 1.0))
            painter.drawRoundedRect(groove, BAR_HEIGHT / 2, BAR_HEIGHT / 2)


def below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """The items right inside one."""
    found = (item.child(at) for at in range(item.childCount()))
    return [inside for inside in found if inside is not None]


def has_inside(item: QTreeWidgetItem) -> bool:
    """Whether an item can be opened to show others."""
    shown = item.childIndicatorPolicy() == QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
    return shown or item.childCount() > 0


def indent_of(index: Index) -> int:
    """Where an item begins, in pixels from the left: entries stand under their heading, what is in them further in."""
    depth, parent = 0, index.parent()
    while parent.isValid() and parent.data(ENTRY) is not None:
        depth, parent = depth + 1, parent.parent()
    return MARGIN // 2 + depth * INDENT


def _key(entry: object) -> object:
    """What an entry is known by while its counts change."""
    if isinstance(entry, FolderEntry):
        return type(entry), entry.path, entry.query
    return getattr(entry, "query", entry)


def _smaller(font: QFont) -> QFont:
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * SMALLER)
    return made


def _draw_arrow(painter: QPainter, middle: QPoint, colour: QColor, *, opened: bool) -> None:
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QBrush())
    x, y = middle.x(), middle.y()
    corners = (
        [(x - 3, y - 2), (x, y + 1), (x + 3, y - 2)] if opened else [(x - 1, y - 4), (x + 2, y - 1), (x - 1, y + 2)]
    )
    painter.drawPolyline([QPoint(*corner) for corner in corners])
