"""The line to type in. What keys, drops and the clipboard mean for it leaves as signals."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import look
from app.ui.drops import only_address, picture_data, single_picture, take_copy, written_picture
from app.ui.hovering import pop_up

LONGEST_QUERY = 1_000  # characters


class SearchField(QLineEdit):
    """Esc clears it, Down leads to the results, one picture dropped or pasted here searches by it; whatever is selected
    gives way to it."""

    cleared = Signal()
    down_pressed = Signal()
    suggestions_wanted = Signal()
    picture_given = Signal(Path)
    image_given = Signal(QImage)  # a picture without a file
    address_given = Signal()  # of something in the web, which cannot be searched by
    backspace_at_start = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setAccessibleName(self.tr("Search your photos"))
        self.setMaxLength(LONGEST_QUERY)
        self.can_clear = False  # there is more to clear than the text
        self._lens = QAction(self.tr("Search your photos"), self)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(self.tr("Clear"), self)
        self._clear.setToolTip(self.tr("Clear (Esc)"))
        self._clear.triggered.connect(self._empty)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda _: self.show_clear())
        self.show_clear()

    def show_clear(self) -> None:
        self._clear.setVisible(bool(self.text()) or self.can_clear)

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        quiet = look.muted()
        self._lens.setIcon(look.icon("search", quiet))
        self._clear.setIcon(look.icon("clear", quiet))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self._clear.isVisible():
            self._empty()
        elif key == Qt.Key.Key_Up or (key == Qt.Key.Key_Down and not self.text().strip()):
            self.suggestions_wanted.emit()
        elif key == Qt.Key.Key_Down:
            self.down_pressed.emit()
        elif key == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.suggestions_wanted.emit()
        elif key == Qt.Key.Key_Backspace and not self.cursorPosition() and not self.hasSelectedText():
            self.backspace_at_start.emit()
        elif not (event.matches(QKeySequence.StandardKey.Paste) and self._paste_picture()):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        had_focus = self.hasFocus()
        super().mousePressEvent(event)
        if had_focus and not self.text() and event.button() == Qt.MouseButton.LeftButton:
            self.suggestions_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mime = QGuiApplication.clipboard().mimeData()
        if single_picture(mime) is not None or picture_data(mime):
            menu.addSeparator()
            menu.addAction(self.tr("Search by the copied picture"), self._paste_picture)
        pop_up(menu, event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # Files other than one picture are for the window, which indexes them; text is for the line itself.
        mime = event.mimeData()
        if single_picture(mime) is not None or picture_data(mime) or only_address(mime):
            self._expect(take_copy(event))
        elif mime.hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._expect(False)
        super().dragLeaveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        # A line of text asks at every place whether text may be dropped there; a picture may be everywhere.
        mime = event.mimeData()
        if single_picture(mime) is not None or picture_data(mime) or only_address(mime):
            take_copy(event)
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._expect(False)
        mime = event.mimeData()
        picture = single_picture(mime)
        if picture is not None or picture_data(mime):
            if take_copy(event):
                self._give(picture, _image(mime) if picture is None else None)
        elif only_address(mime):
            if take_copy(event):
                self.address_given.emit()
        elif mime.hasUrls():
            event.ignore()
        else:
            super().dropEvent(event)

    def _expect(self, picture: bool) -> None:
        """Looks as if a picture could be dropped here, or as always."""
        self.setProperty("expecting", picture)
        self.style().unpolish(self)
        self.style().polish(self)

    def event(self, event: QEvent) -> bool:
        # Esc would otherwise be taken by a shortcut of the window before it reaches the field.
        if event.type() == QEvent.Type.ShortcutOverride and _is_escape(event) and self._clear.isVisible():
            event.accept()
            return True
        return super().event(event)

    def _paste_picture(self) -> bool:
        """Searches by what was copied, if that is a picture."""
        mime = QGuiApplication.clipboard().mimeData()
        picture = single_picture(mime)
        if picture is None and not picture_data(mime):
            return False
        self._give(picture, _image(mime) if picture is None else None)
        return True

    def _give(self, picture: Path | None, image: object) -> None:
        """A picture takes the place of what is selected, as text would."""
        is_image = isinstance(image, QImage) and not image.isNull()
        if (picture is not None or is_image) and self.hasSelectedText():
            self.setText(self.text()[: self.selectionStart()] + self.text()[self.selectionEnd() :])
        if picture is not None:
            self.picture_given.emit(picture)
        elif is_image:
            self.image_given.emit(image)

    def _empty(self) -> None:
        self.clear()
        self.cleared.emit()


def _image(mime: QMimeData) -> object:
    """The picture itself, where it comes without a file."""
    written = written_picture(mime)
    return QImage.fromData(written) if written is not None else mime.imageData()


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
