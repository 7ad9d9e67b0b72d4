"""The library pane: favourites, saved searches with what is new in them, recent searches, drives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QContextMenuEvent, QIcon, QKeyEvent, QKeySequence, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain import day_in_words
from app.ui import look, wording
from app.ui.search.suggesting import label_of
from app.ui.sidebar.shelf import DriveEntry, Overview, SavedCount, SavedEntry
from app.ui.translation import in_words, translate

Role = Qt.ItemDataRole
ENTRY = Role.UserRole  # SavedEntry, DriveEntry, or the text of a search; None of a heading or a hint
COUNT = Role.UserRole + 1  # int, or None
NEW = Role.UserRole + 2  # int
ICON_SIDE = 16
MARGIN, GAP, ROW_GAP = 12, 8, 7
RECENT_SHOWN = 8
LEAST_WIDTH = 150
FAVOURITES = "is:favourite"
LONGEST_NAME = 100  # characters


class Sidebar(QWidget):
    """What was chosen in it is to be searched for: `text_wanted`, with the words in it that are no filters."""

    text_wanted = Signal(str, object)  # frozenset[str]
    saved_opened = Signal(int)
    save_wanted = Signal()
    rename_wanted = Signal(object, str)  # SavedEntry, the new name
    remove_wanted = Signal(object)  # SavedEntry
    forget_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(LEAST_WIDTH)
        title = QLabel(self.tr("Library"))
        title.setObjectName("paneTitle")
        self.save = QToolButton()
        self.save.setObjectName("paneButton")
        self.save.setAccessibleName(self.tr("Save this search"))
        self.save.setToolTip(self.tr("Save this search (Ctrl+S)"))
        self.save.setEnabled(False)
        self.save.clicked.connect(self.save_wanted)
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 6, 6)
        top.addWidget(title, 1)
        top.addWidget(self.save)
        self.tree = EntryTree()
        self.tree.setAccessibleName(self.tr("Library"))
        self.tree.opened.connect(self._open)
        self.tree.menu_wanted.connect(self._show_menu)
        self.tree.rename_wanted.connect(self._ask_name)
        self.tree.remove_wanted.connect(self.remove_wanted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.tree, 1)

        self._favourites = self.tree.add(None, self.tr("Favourites"), FAVOURITES)
        self._saved = self.tree.add_group(self.tr("Saved searches"))
        self._recent = self.tree.add_group(self.tr("Recent"))
        self._drives = self.tree.add_group(self.tr("Drives"))
        self._overview = Overview()
        self._counts: dict[int, SavedCount] = {}
        self._text = ""
        self.draw_icons()
        self.show_overview(self._overview)

    def show_overview(self, told: Overview) -> None:
        """Lists what there is; counts of saved searches stay until there are new ones."""
        self._overview = told
        self._favourites.setData(0, COUNT, told.favourites or None)
        self.tree.fill(self._saved, [(one.name, one, one.text) for one in told.saved])
        if not told.saved:
            hint = self.tree.add(self._saved, self.tr("None yet"), None)
            hint.setToolTip(0, self.tr("Search for something, then save it with the button above."))
            hint.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.tree.fill(self._recent, [(label_of(text), text, text) for text in told.recent[:RECENT_SHOWN]])
        self.tree.fill(self._drives, [(one.label, one, _whereabouts(one)) for one in told.drives])
        for at, drive in enumerate(told.drives):
            self._drives.child(at).setData(0, COUNT, drive.photos)
        self._recent.setHidden(not told.recent)
        self._drives.setHidden(not told.drives)
        self._counts = {
            one.search_id: self._counts[one.search_id] for one in told.saved if one.search_id in self._counts
        }
        for search_id, count in self._counts.items():
            self.show_count(search_id, count)
        self._dress_entries()
        self.show_text(self._text)

    def show_count(self, search_id: int, count: SavedCount) -> None:
        """How many photos a saved search finds, and how many are new."""
        self._counts[search_id] = count
        for item in self.tree.below(self._saved):
            entry = item.data(0, ENTRY)
            if isinstance(entry, SavedEntry) and entry.search_id == search_id:
                item.setData(0, COUNT, count.photos)
                item.setData(0, NEW, count.new)
                new = self.tr("{0} new").format(QLocale().toString(count.new)) if count.new else ""
                said = [entry.name, wording.count(count.photos, "photo"), new]
                item.setData(0, Role.AccessibleTextRole, ", ".join(part for part in said if part))

    def show_text(self, text: str) -> None:
        """Marks what is being searched for, where it stands here."""
        self._text = " ".join(text.split())
        self.save.setEnabled(bool(self._text))
        self.tree.mark(next((item for item in self.tree.entries() if _text_of(item) == self._text), None))

    def ask_to_save(self, then: Any) -> None:
        """Asks for a name for the present search, and hands it to `then`."""
        self._ask(self.tr("Save this search"), self.tr("Name:"), self._text[:LONGEST_NAME], then)

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        quiet = look.muted()
        self.save.setIcon(look.icon("saved"))
        self._favourites.setIcon(0, look.icon("favourite", quiet))
        groups = {"saved": self._saved, "recent": self._recent, "drive": self._drives}
        self._icons = [(group, look.icon(name, quiet)) for name, group in groups.items()]
        self._dress_entries()

    def _dress_entries(self) -> None:
        """Gives every entry its icon and its colour."""
        for group, icon in self._icons:
            for item in self.tree.below(group):
                item.setIcon(0, icon if item.data(0, ENTRY) is not None else QIcon())
        self.tree.draw_colours()

    # What a person does with an entry

    def _open(self, item: QTreeWidgetItem) -> None:
        entry = item.data(0, ENTRY)
        literal = entry.literal if isinstance(entry, SavedEntry) else frozenset()
        self.text_wanted.emit(_text_of(item), literal)
        if isinstance(entry, SavedEntry):
            self.saved_opened.emit(entry.search_id)

    def _show_menu(self, item: QTreeWidgetItem, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Search"), lambda: self._open(item))
        entry = item.data(0, ENTRY)
        if isinstance(entry, SavedEntry):
            menu.addSeparator()
            menu.addAction(_with_key(self.tr("Rename…"), "F2"), lambda: self._ask_name(entry))
            menu.addAction(_with_key(self.tr("Remove"), "Del"), lambda: self.remove_wanted.emit(entry))
        elif item.parent() is self._recent:
            menu.addSeparator()
            menu.addAction(self.tr("Forget recent searches"), self.forget_wanted.emit)
        menu.popup(at)

    def _ask_name(self, entry: SavedEntry) -> None:
        self._ask(
            self.tr("Rename saved search"),
            self.tr("Name:"),
            entry.name,
            lambda name: self.rename_wanted.emit(entry, name),
        )

    def _ask(self, title: str, label: str, proposed: str, then: Any) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(proposed)
        dialog.textValueSelected.connect(lambda name: then(name) if name.strip() else None)
        dialog.open()


class EntryTree(QTreeWidget):
    """Entries below headings that fold. A click or Enter opens an entry."""

    opened = Signal(object)  # QTreeWidgetItem
    menu_wanted = Signal(object, QPoint)
    rename_wanted = Signal(object)  # SavedEntry
    remove_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entries")
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setItemDelegate(EntryDelegate(self))
        self.itemClicked.connect(self._clicked)

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
        """Puts (text, entry, tool tip) into a group; nothing moves where nothing is new."""
        rows = list(wanted)
        if [(text, entry) for text, entry, _ in rows] == [(i.text(0), i.data(0, ENTRY)) for i in self.below(group)]:
            return
        group.takeChildren()
        for text, entry, tip in rows:
            self.add(group, text, entry).setToolTip(0, tip)

    def below(self, group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
        found = (group.child(at) for at in range(group.childCount()))
        return [item for item in found if item is not None]

    def entries(self) -> list[QTreeWidgetItem]:
        """Everything that can be searched for."""
        tops = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        found = [item for top in tops if top is not None for item in (top, *self.below(top))]
        return [item for item in found if item.data(0, ENTRY) is not None]

    def mark(self, item: QTreeWidgetItem | None) -> None:
        """Shows one entry as the present one, or none."""
        self.clearSelection()
        if item is not None:
            self.setCurrentItem(item)

    def draw_colours(self) -> None:
        """Headings and drives that are away are quiet."""
        for at in range(self.topLevelItemCount()):
            top = self.topLevelItem(at)
            if top is None:
                continue
            for item in (top, *self.below(top)):
                entry = item.data(0, ENTRY)
                quiet = entry is None or (isinstance(entry, DriveEntry) and not entry.online)
                item.setForeground(0, QBrush(look.muted()) if quiet else QBrush())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        entry = item.data(0, ENTRY) if item is not None else None
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and item is not None:
            self._clicked(item)
        elif key == Qt.Key.Key_F2 and isinstance(entry, SavedEntry):
            self.rename_wanted.emit(entry)
        elif key == Qt.Key.Key_Delete and isinstance(entry, SavedEntry):
            self.remove_wanted.emit(entry)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        item = self.itemAt(event.pos()) if by_mouse else self.currentItem()
        if item is not None and item.data(0, ENTRY) is not None:
            at = self.visualItemRect(item).center()
            self.menu_wanted.emit(item, event.globalPos() if by_mouse else self.viewport().mapToGlobal(at))

    def _clicked(self, item: QTreeWidgetItem) -> None:
        if item.data(0, ENTRY) is not None:
            self.opened.emit(item)
        elif item.childCount():
            item.setExpanded(not item.isExpanded())


class EntryDelegate(QStyledItemDelegate):
    """An entry with its count at the right, and how much is new in a coloured pill; headings in bold."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, option.fontMetrics.height() + 2 * ROW_GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        heading = index.data(ENTRY) is None and not index.parent().isValid()
        if heading:
            option.font.setBold(True)
            option.font.setPointSizeF(option.font.pointSizeF() * 0.9)
        text, icon = option.text, QIcon(option.icon)
        option.text, option.icon = "", QIcon()
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        colours = option.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6)
        room = QRect(option.rect).adjusted(MARGIN, 0, -MARGIN, 0)
        if not icon.isNull():
            icon.paint(painter, QRect(room.left(), room.center().y() - ICON_SIDE // 2 + 1, ICON_SIDE, ICON_SIDE))
        if not heading:
            room.setLeft(room.left() + ICON_SIDE + GAP)
        strong = colours.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        room.setRight(self._draw_count(painter, room, index, strong if selected else look.muted(), colours))
        brush = index.data(Role.ForegroundRole)
        own = isinstance(brush, QBrush) and brush.style() != Qt.BrushStyle.NoBrush and not selected
        painter.setPen(brush.color() if own else strong)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def _draw_count(
        self,
        painter: QPainter,
        room: QRect,
        index: QModelIndex | QPersistentModelIndex,
        quiet: QColor,
        colours: QPalette,
    ) -> int:
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


def _text_of(item: QTreeWidgetItem) -> str:
    """What an entry searches for."""
    entry = item.data(0, ENTRY)
    if isinstance(entry, SavedEntry):
        return entry.text
    return entry.query if isinstance(entry, DriveEntry) else str(entry or "")


def _whereabouts(drive: DriveEntry) -> str:
    """Whether a drive is there, in words."""
    photos = f"{drive.label}: {wording.count(drive.photos, 'photo')}"
    if drive.online:
        return photos
    if not drive.last_seen:
        return translate("sidebar", "{0}, not connected").format(photos)
    seen = in_words(day_in_words(drive.last_seen))
    return translate("sidebar", "{0}, not connected, last seen {1}").format(photos, seen)


def _with_key(words: str, key: str) -> str:
    """A menu's entry, with the key that does the same."""
    return f"{words}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}"
