"""The bar on top: back, the search field, add folder, and how the results are shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from app.ui import look
from app.ui.drops import single_picture

# Long enough to finish a word, short enough to feel like no wait.
TYPING_PAUSE_MS = 250
ICON_SIDE = 20
LONGEST_QUERY = 1_000  # characters


class SearchBar(QWidget):
    """`typed` comes after a pause in typing, `entered` with Enter; both carry the text."""

    typed = Signal(str)
    entered = Signal(str)
    down_pressed = Signal()
    picture_dropped = Signal(Path)
    back_wanted = Signal()
    add_folder_wanted = Signal()
    grid_wanted = Signal(bool)
    preview_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back = _tool("Back", "Back (Alt+Left)")
        self.back.setEnabled(False)
        self.field = SearchField()
        self.add_folder = QPushButton("Add folder…")
        self.add_folder.setToolTip("Add a folder with photos (Ctrl+O)")
        self.add_folder.setObjectName("addFolder")
        self.list_button = _tool("List", "List (Ctrl+1)", checkable=True)
        self.grid_button = _tool("Thumbnails", "Thumbnails (Ctrl+2)", checkable=True)
        self.preview_button = _tool("Preview", "Preview pane (Alt+P)", checkable=True)
        kinds = QButtonGroup(self)
        for button in (self.list_button, self.grid_button):
            kinds.addButton(button)
        self.list_button.setChecked(True)
        self.preview_button.setChecked(True)

        line = QHBoxLayout(self)
        line.setContentsMargins(12, 10, 12, 10)
        line.setSpacing(6)
        line.addWidget(self.back)
        line.addWidget(self.field, 1)
        line.addSpacing(4)
        line.addWidget(self.add_folder)
        line.addSpacing(4)
        for button in (self.list_button, self.grid_button, self.preview_button):
            line.addWidget(button)

        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.typed.emit(self.field.text()))
        self.field.textEdited.connect(lambda _: self._pause.start())
        self.field.returnPressed.connect(self._enter)
        self.field.cleared.connect(self._enter)
        self.field.down_pressed.connect(self.down_pressed)
        self.field.picture_dropped.connect(self.picture_dropped)
        self.back.clicked.connect(self.back_wanted)
        self.add_folder.clicked.connect(self.add_folder_wanted)
        self.grid_button.toggled.connect(self.grid_wanted)
        self.preview_button.toggled.connect(self.preview_wanted)
        self.draw_icons()

    def set_text(self, text: str) -> None:
        """Shows what is searched for, without searching for it."""
        self._pause.stop()
        if self.field.text() != text:
            self.field.setText(text)

    def focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        self.back.setIcon(look.icon("back"))
        self.add_folder.setIcon(look.icon("add-folder"))
        self.list_button.setIcon(look.icon("list"))
        self.grid_button.setIcon(look.icon("grid"))
        self.preview_button.setIcon(look.icon("preview"))
        self.field.draw_icons()

    def _enter(self) -> None:
        self._pause.stop()
        self.entered.emit(self.field.text())


class SearchField(QLineEdit):
    """A line to type in; Esc clears it, Down leads to the results, one picture dropped here searches by it."""

    cleared = Signal()
    down_pressed = Signal()
    picture_dropped = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setPlaceholderText("Search your photos: snow on mountains")
        self.setAccessibleName("Search your photos")
        self.setMaxLength(LONGEST_QUERY)
        self._lens = QAction(self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction("Clear", self)
        self._clear.setToolTip("Clear (Esc)")
        self._clear.triggered.connect(self._empty)
        self._clear.setVisible(False)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def draw_icons(self) -> None:
        quiet = look.muted()
        self._lens.setIcon(look.icon("search", quiet))
        self._clear.setIcon(look.icon("clear", quiet))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self._empty()
        elif event.key() == Qt.Key.Key_Down:
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Files other than one picture are for the window, which indexes them; text is for the line itself.
        if not event.mimeData().hasUrls():
            super().dragEnterEvent(event)
        elif single_picture(event.mimeData()) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        picture = single_picture(event.mimeData())
        if picture is not None:
            event.acceptProposedAction()
            self.picture_dropped.emit(picture)
        elif not event.mimeData().hasUrls():
            super().dropEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        # Esc would otherwise be taken by a shortcut of the window before it reaches the field.
        if event.type() == QEvent.Type.ShortcutOverride and _is_escape(event) and self.text():
            event.accept()
            return True
        return super().event(event)

    def _empty(self) -> None:
        self.clear()
        self.cleared.emit()


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape


def _tool(name: str, tip: str, *, checkable: bool = False) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(tip)
    button.setCheckable(checkable)
    button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
    button.setAutoRaise(True)
    return button
