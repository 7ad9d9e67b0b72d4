"""The window of settings: pages at the left, a search field over them, and everything applies at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui import look
from app.ui.naming import name_clear_button
from app.ui.settings.finding import find
from app.ui.settings.keeping import Keeping
from app.ui.settings.long_work import LongWork
from app.ui.settings.parts import GAP, Page, Setting

FIRST_SIZE = QSize(880, 640)
SMALLEST_SIZE = QSize(560, 400)
LIST_LETTERS = 26  # how wide the list of pages is, in letters of its font
ICON_SIDE = 18
SAID_MS = 8_000
_ENTRY = Qt.ItemDataRole.UserRole


class SettingsWindow(QWidget):
    """One window beside the main one. `changed` carries the settings once they are kept."""

    changed = Signal(object)  # Settings

    def __init__(self, keeping: Keeping, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("settingsWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Settings – Snowline"))
        self.setMinimumSize(SMALLEST_SIZE)
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize()))
        self.keeping, self.pages = keeping, tuple(pages)
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
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self.line = QLabel()
        self.line.setObjectName("settingsLine")
        self.line.setTextFormat(Qt.TextFormat.PlainText)
        self.line.setWordWrap(True)
        self.line.hide()
        self._said = QTimer(self, singleShot=True, interval=SAID_MS)
        self._said.timeout.connect(self.line.hide)
        self._lay_out()  # before the pages are in it: the style sheet is gone through for all that is given to another
        for page in self.pages:
            page.said.connect(self.say)
        self._page = self.pages[0]
        self._outside = list(self.pages)  # taken in one after the other, so that the window does not stand still
        self._take_in(self._page)
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

    def _take_in(self, page: Page) -> None:
        if page in self._outside:
            self._outside.remove(page)
            self.stack.addWidget(page)
            if self._outside:
                QTimer.singleShot(0, self, lambda: self._take_in(self._outside[0]) if self._outside else None)

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
            self._choose(next(one for one in self.pages if one.key == page))
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        (self.list if page else self.field).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def page(self) -> Page:
        """The page that is seen."""
        return self._page

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
                entry.setIcon(look.icon(page.icon_name))
        for page in self.pages:
            page.draw_icons()

    # The list: pages, or what was found

    def _list_pages(self) -> None:
        self._fill([(page, None) for page in self.pages])
        self._choose(self._page)
        self.draw_icons()

    def _fill(self, entries: Sequence[tuple[Page, Setting | None]]) -> None:
        blocked = self.list.blockSignals(True)
        self.list.clear()
        for page, setting in entries:
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
        known = [(page, setting) for page in self.pages for setting in page.settings if not setting.isHidden()]
        found = [known[n] for n in find(text, [setting.described for _, setting in known])]
        self._fill(found)
        if found:
            self.list.setCurrentRow(0)
        else:
            nothing = QListWidgetItem(self.tr("No setting is called that."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            nothing.setData(_ENTRY, (self._page, self._page.settings[0] if self._page.settings else None))
            self.list.addItem(nothing)

    def _choose(self, page: Page) -> None:
        self.list.setCurrentRow(self.pages.index(page))
        self._show(page)

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        page, setting = item.data(_ENTRY)
        self._show(page)
        if setting is not None:
            page.show_setting(setting)

    def _show(self, page: Page) -> None:
        if page is not self._page or self.stack.currentWidget() is not page:
            if self.isVisible():
                self._page.closed()
            self._page = page
            self._take_in(page)
            self.stack.setCurrentWidget(page)
            if self.isVisible():
                page.opened()

    def _enter(self, item: QListWidgetItem) -> None:
        """Enter in the list leads to the control of what is chosen."""
        page, setting = item.data(_ENTRY)
        chosen = setting or (page.settings[0] if page.settings else None)
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
        if event.type() == QEvent.Type.PaletteChange:
            self.draw_icons()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.keeping.look_again()
            self._page.opened()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._page.closed()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.field.clear()
        event.accept()
