"""The window of settings: pages at the left, a search field over them, and everything applies at once.

A page is made when it is first seen. Once the window is painted the others follow, one at a time, so that the search
finds what is on them and nobody waits for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QHideEvent, QIcon, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui import look
from app.ui.naming import name_clear_button
from app.ui.settings.finding import find
from app.ui.settings.keeping import Keeping
from app.ui.settings.long_work import LongWork
from app.ui.settings.parts import GAP, Page, PageEntry, Setting
from app.ui.shell.first_paint import FirstPaint

FIRST_SIZE = QSize(880, 640)
SMALLEST_SIZE = QSize(560, 400)
LIST_LETTERS = 26  # how wide the list of pages is, in letters of its font
ICON_SIDE = 18
SAID_MS = 8_000
ENTRY_SIDES = 16  # left and right of the words of an entry: padding and border, as in the style sheet
REST_MS = 10  # between two pages that are made while nobody looks at them: whatever else there is to do comes first
_ENTRY = Qt.ItemDataRole.UserRole


class SettingsWindow(QWidget):
    """One window beside the main one. `changed` carries the settings once they are kept."""

    changed = Signal(object)  # Settings

    def __init__(self, keeping: Keeping, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("settingsWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Settings – Snowline"))
        self.setMinimumSize(SMALLEST_SIZE)
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()))
        self.keeping, self.entries = keeping, tuple(entries)
        self._made: dict[str, Page] = {}  # by key
        self.field = QLineEdit()
        self.field.setObjectName("settingsField")
        self.field.setPlaceholderText(self.tr("Find a setting"))
        self.field.setAccessibleName(self.tr("Find a setting"))
        self.field.setToolTip(self.tr("Find a setting (Ctrl+F)"))
        self.field.setClearButtonEnabled(True)
        name_clear_button(self.field)
        self.list = QListWidget()
        self.list.setObjectName("settingsList")
        self.list.setAccessibleName(self.tr("Pages of settings"))
        self.list.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.list.setWordWrap(True)
        self.list.setItemDelegate(_WholeEntries(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self.line = QLabel()
        self.line.setObjectName("settingsLine")
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.line.setWordWrap(True)
        self.line.hide()
        self._said = QTimer(self, singleShot=True, interval=SAID_MS)
        self._said.timeout.connect(self.line.hide)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._make_on)
        FirstPaint(self).painted.connect(self._rest.start)
        self._lay_out()  # before the pages are in it: the style sheet is gone through for all that is given to another
        self._entry = self.entries[0]
        self._list_pages()
        self.field.textChanged.connect(self._look_for)
        self.field.installEventFilter(self)
        self.list.currentItemChanged.connect(self._go)
        self.list.itemActivated.connect(self._enter)
        keeping.changed.connect(self.changed)
        keeping.failed.connect(self.say)
        QShortcut(QKeySequence.StandardKey.Find, self, self._focus_field)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Those that are made by now, in the order of the list."""
        return tuple(self._made[entry.key] for entry in self.entries if entry.key in self._made)

    @property
    def whole(self) -> bool:
        """Every page is made, and in its place."""
        return self.stack.count() == len(self.entries) and all(page.complete for page in self.pages)

    def _page_of(self, entry: PageEntry) -> Page:
        page = self._made.get(entry.key)
        if page is None:
            page = self._made[entry.key] = entry.make()
            page.name_page(entry.key, entry.title)
            page.said.connect(self.say)
        return page

    def _make_on(self) -> None:
        """Makes the next page that nobody has looked at yet, puts it into its place, or makes it further: one of these
        at a time."""
        outside = next((page for page in self.pages if self.stack.indexOf(page) < 0), None)
        growing = next((page for page in self.pages if not page.complete), None)
        missing = next((entry for entry in self.entries if entry.key not in self._made), None)
        if outside is not None:
            self.stack.addWidget(outside)
        elif growing is not None:
            growing.make_more()
        elif missing is not None:
            self._page_of(missing)
        if not self.whole:
            self._rest.start()
        elif self.field.text().strip():  # what was typed meanwhile may be on any of them
            self._look_for(self.field.text())

    def _lay_out(self) -> None:
        left = QWidget()
        left.setObjectName("settingsLeft")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(GAP, GAP + GAP // 2, GAP, GAP)
        column.setSpacing(GAP)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        left.setFixedWidth(self.fontMetrics().averageCharWidth() * LIST_LETTERS + 2 * GAP + ICON_SIDE)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.line)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addLayout(right, 1)

    def open(self, page: str = "") -> None:
        """Shows the window in front, at the page of this key, or where it was left."""
        if page:
            self.field.clear()
            self._choose(next(entry for entry in self.entries if entry.key == page))
        else:
            self._show(self._entry)
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        (self.list if page else self.field).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def page(self) -> Page:
        """The page that is seen."""
        return self._made[self._entry.key]

    def shut_down(self) -> None:
        """At exit: an export or import that is under way ends; what was done stays."""
        for page in self.pages:
            for work in page.findChildren(LongWork):
                work.cancel()
        self.close()

    def say(self, words: str) -> None:
        """One line at the bottom, for a while."""
        self.line.setText(words)
        self.line.setVisible(bool(words))
        self._said.start()

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        for row in range(self.list.count()):
            entry = self.list.item(row)
            page, setting = entry.data(_ENTRY)
            if setting is None:
                # Of this size alone: icons for buttons have many, and nine of them would hold the window up.
                entry.setIcon(QIcon(look.picture(page.icon, ICON_SIDE, ratio=self.devicePixelRatioF())))
        for page in self.pages:
            page.draw_icons()

    # The list: pages, or what was found

    def _list_pages(self) -> None:
        self._fill([(entry, None) for entry in self.entries])
        self._mark(self._entry)
        self.draw_icons()

    def _fill(self, found: Sequence[tuple[PageEntry, Setting | None]]) -> None:
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for page, setting in found:
            item = QListWidgetItem(page.title if setting is None else f"{setting.title.text()}\n{page.title}")
            item.setData(_ENTRY, (page, setting))
            if setting is not None:
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole,
                    self.tr("{0}, on the page {1}").format(setting.title.text(), page.title),
                )
            self.list.addItem(item)
        self.list.blockSignals(blocked)

    def _look_for(self, text: str) -> None:
        if not text.strip():
            self._list_pages()
            return
        known = [
            (entry, setting)
            for entry in self.entries
            if (page := self._made.get(entry.key)) is not None
            for setting in page.settings
            if not setting.isHidden()
        ]
        found = [known[n] for n in find(text, [setting.described for _, setting in known])]
        self._fill(found)
        if found:
            self.list.setCurrentRow(0)
        else:
            nothing = QListWidgetItem(self.tr("No setting is called that."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            nothing.setData(_ENTRY, (self._entry, next(iter(self.page.settings), None)))
            self.list.addItem(nothing)

    def _choose(self, entry: PageEntry) -> None:
        self._mark(entry)
        self._show(entry)

    def _mark(self, entry: PageEntry) -> None:
        blocked = self.list.blockSignals(True)
        self.list.setCurrentRow(self.entries.index(entry))
        self.list.blockSignals(blocked)

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        entry, setting = item.data(_ENTRY)
        self._show(entry)
        if setting is not None:
            self.page.show_setting(setting)

    def _show(self, entry: PageEntry) -> None:
        page = self._page_of(entry)
        while not page.complete:  # nobody should see it grow
            page.make_more()
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        if self.stack.currentWidget() is not page or entry is not self._entry:
            if self.isVisible():
                self.page.closed()
            self._entry = entry
            self.stack.setCurrentWidget(page)
            if self.isVisible():
                page.opened()

    def _enter(self, item: QListWidgetItem) -> None:
        """Enter in the list leads to the control of what is chosen."""
        entry, setting = item.data(_ENTRY)
        chosen = setting or next(iter(self._page_of(entry).settings), None)
        if chosen is not None:
            chosen.enter()

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                row = max(0, min(self.list.currentRow() + step, self.list.count() - 1))
                self.list.setCurrentRow(row)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.currentItem() is not None:
                self._enter(self.list.currentItem())
                return True
        return False

    def _focus_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _escape(self) -> None:
        if self.field.text():
            self.field.clear()
            self._focus_field()
        else:
            self.close()

    # Coming and going

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange):
            self.draw_icons()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.keeping.look_again()
            self.page.opened()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.page.closed()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.field.clear()
        event.accept()


class _WholeEntries(QStyledItemDelegate):
    """Entries no wider than the list, and as high as their words; by itself the list does not reckon with padding."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        narrower = QStyleOptionViewItem(option)
        narrower.rect = QRect(option.rect.topLeft(), QSize(option.rect.width() - ENTRY_SIDES, option.rect.height()))
        return super().sizeHint(narrower, index)
