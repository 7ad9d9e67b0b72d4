"""A photo's caption, and the way to put a better one in its place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.domain import Hit
from app.ui import look
from app.ui.photo.labels import plain_label

LEAST_LINES, MOST_LINES = 2, 8
_FRAME = 14  # logical pixels of border and padding, above and below


class CaptionEditor(QWidget):
    """Shows the caption with a pencil beside it; in its place, while it is edited, a field of several lines.

    Enter saves, Shift+Enter begins a line, Esc leaves the caption as it was, and both lead back to where a person came
    from; who goes elsewhere saves what was written.
    An empty field asks for the caption that was there before a person wrote one.
    """

    caption_wanted = Signal(object, str)  # Hit, text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hit: Hit | None = None
        self._edited: Hit | None = None  # whose caption is in the field
        self._from: QWidget | None = None  # where a person was before
        self.label = plain_label("previewCaption")
        self.pencil = QToolButton()
        self.pencil.setObjectName("paneButton")
        self.pencil.setAccessibleName(self.tr("Correct the caption"))
        self.pencil.setToolTip(self.tr("Correct the caption (Ctrl+K)"))
        self.pencil.clicked.connect(self.edit)
        self.field = _Field()
        self.field.setAccessibleName(self.tr("Caption"))
        self.field.setPlaceholderText(self.tr("Describe this photo. Leave it empty to get the caption of before."))
        self.field.saved.connect(self.save)
        self.field.given_up.connect(self.give_up)
        self.hint = QLabel(self.tr("Enter saves, Shift+Enter starts a new line, Esc cancels."))
        self.hint.setObjectName("previewNote")
        self.hint.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.label, 1)
        line.addWidget(self.pencil, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.field)
        column.addWidget(self.hint)
        self.draw_icons()
        self._show_editing(False)

    @property
    def editing(self) -> bool:
        return self._edited is not None

    def show_hit(self, hit: Hit) -> None:
        """Another photo saves what was being written of the one before."""
        if self._edited is not None and self._edited.photo_id != hit.photo_id:
            self.save()
        self._hit = hit
        self.label.setText(hit.caption or ("" if hit.waiting else self.tr("No caption yet")))
        self.label.setEnabled(bool(hit.caption))
        self.pencil.setVisible(not hit.waiting and not self.editing)
        self.setVisible(not hit.waiting)

    def edit(self) -> None:
        """Opens the field with the whole caption selected."""
        if self._hit is None or self._hit.waiting:
            return
        if not self.editing:
            self._from = QApplication.focusWidget()
        self._edited = self._hit
        self.field.setPlainText(self._hit.caption)
        self._show_editing(True)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Asks for the caption in the field, unless it is the one that is there."""
        hit, self._edited = self._edited, None
        if hit is None:
            return
        text = self.field.toPlainText().strip()
        self._close()
        if text != hit.caption.strip():
            self.label.setText(text or hit.caption)
            self.caption_wanted.emit(hit, text)

    def give_up(self) -> None:
        self._edited = None
        self._close()

    def draw_icons(self) -> None:
        self.pencil.setIcon(
            look.icon("pencil", self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText))
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.draw_icons()

    def _close(self) -> None:
        focused = self.field.hasFocus()
        self._show_editing(False)
        former, self._from = self._from, None
        if focused:
            back = former if former is not None and isValid(former) and former.isVisible() else self.pencil
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_editing(self, editing: bool) -> None:
        self.field.setVisible(editing)
        self.hint.setVisible(editing)
        self.label.setVisible(not editing)
        self.pencil.setVisible(not editing)


class _Field(QPlainTextEdit):
    """As high as what is written in it."""

    saved = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        lines = min(max(round(self.document().size().height()), LEAST_LINES), MOST_LINES)
        return QSize(160, lines * self.fontMetrics().lineSpacing() + _FRAME)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        # Else the window's own shortcuts would take Esc, the digits and Ctrl+Z before they are written.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu or another window for a moment is no leaving.
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.saved.emit()
