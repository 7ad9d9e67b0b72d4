"""The tags of a photo: searched for with a click, confirmed, taken off, and added where they stand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.domain import Hit, Tag
from app.search.query.canon import value
from app.ui import look
from app.ui.flow import FlowLayout
from app.ui.results.changes import OWN
from app.ui.results.tag_dialog import SEPARATOR, TagField
from app.ui.translation import translate

MODEL_TAGS = 8  # of the model's tags, the surest
SUREST = 99  # per cent: a model is never certain, nor are its reasons
ICON = 14  # logical pixels


class TagEditor(QWidget):
    """One's own tags with a cross; the model's with how sure it is, a tick that makes them one's own, and a cross."""

    search_wanted = Signal(str)  # what finds all photos with this tag
    tag_wanted = Signal(list, list)  # of Hits, of names
    untag_wanted = Signal(list, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hit: Hit | None = None
        self._shown: tuple[object, ...] = ()
        self._icons = MarkIcons()
        self._kept: list[TagChip] = []  # from the first to the last; those that are not needed are hidden
        # Gives its argument the names of the tags that there are.
        self.known: Callable[[Callable[[list[str]], None]], None] | None = None
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self.add = QPushButton(self.tr("Add a tag…"))
        self.add.setObjectName("chipAdd")
        self.add.setToolTip(self.tr("Add tags to this photo"))
        self.add.clicked.connect(self.edit)
        self._flow.addWidget(self.add)  # from the first on, for a photo without tags too: else it would be a window
        self.field = _Field()
        self.field.setPlaceholderText(self.tr("Tags, with a comma between several"))
        self.field.setAccessibleName(self.tr("Tags to add, with a comma between several"))
        self.field.setVisible(False)
        self.field.saved.connect(self._save)
        self.field.given_up.connect(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._chips)
        column.addWidget(self.field)

    def show_hit(self, hit: Hit) -> None:
        if self._hit is not None and self._hit.photo_id != hit.photo_id:
            self._close()
        self._hit = hit
        self.setVisible(not hit.waiting)
        if (hit.photo_id, hit.tags) == self._shown:
            return
        self._shown = (hit.photo_id, hit.tags)
        self._fill(hit)

    def edit(self) -> None:
        """Opens the field for new tags."""
        if self._hit is None or self._hit.waiting:
            return
        self.field.clear()
        self.field.setVisible(True)
        self.add.setVisible(False)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.known is not None:
            self.known(self.field.offer)

    def prepare(self) -> None:
        """Makes the chips that most photos need, while nobody waits for them."""
        self._make_chips(MODEL_TAGS)
        for chip in self._kept:
            for part in (chip, *chip.parts):
                part.ensurePolished()

    def chips(self) -> list[TagChip]:
        """The chips in their order."""
        return [chip for chip in self._kept if not chip.isHidden()]

    def _fill(self, hit: Hit) -> None:
        own = [tag for tag in hit.tags if tag.p >= OWN]
        mine = {tag.name.casefold() for tag in own}
        models = [tag for tag in hit.tags if tag.p < OWN and tag.name.casefold() not in mine][:MODEL_TAGS]
        tags = [*own, *models]
        self._make_chips(len(tags))
        for chip, tag in zip(self._kept, tags, strict=False):
            chip.show_tag(tag)
            chip.show()
        for chip in self._kept[len(tags) :]:
            chip.hide()
        self.add.setVisible(not self.field.isVisible())
        self._chips.updateGeometry()

    def _make_chips(self, count: int) -> None:
        """Sees to it that there are so many chips. They are kept for the photos that follow: making them, and giving
        them their looks, takes longer than all else that is shown of a photo."""
        if count <= len(self._kept):
            return
        self._flow.removeWidget(self.add)
        # Qt would come to new widgets last of all.
        before: QWidget = self._kept[-1].off if self._kept else self.field
        while len(self._kept) < count:
            chip = TagChip(self._icons, self._chips)
            chip.hide()
            chip.search_wanted.connect(self.search_wanted)
            chip.confirmed.connect(self._confirm)
            chip.taken_off.connect(self._take_off)
            self._flow.addWidget(chip)
            self._kept.append(chip)
            for part in chip.parts:
                QWidget.setTabOrder(before, part)
                before = part
        self._flow.addWidget(self.add)
        QWidget.setTabOrder(before, self.add)

    def _confirm(self, name: str) -> None:
        if self._hit is not None:
            self.tag_wanted.emit([self._hit], [name])

    def _take_off(self, name: str) -> None:
        if self._hit is not None:
            self.untag_wanted.emit([self._hit], name)

    def _save(self) -> None:
        names = [name.strip() for name in self.field.text().split(SEPARATOR) if name.strip()]
        hit = self._hit
        self.field.clear()  # losing the keyboard saves, too: each tag is asked for once
        self._close()
        if names and hit is not None:
            self.tag_wanted.emit([hit], names)

    def _close(self) -> None:
        if self.field.isHidden():
            return
        focused = self.field.hasFocus()
        self.field.setVisible(False)
        self.add.setVisible(True)
        if focused:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)


class MarkIcons:
    """The icons of all chips, drawn once for each colour."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, str], QIcon] = {}

    def of(self, name: str, colour: QColor) -> QIcon:
        key = (name, colour.name())
        if key not in self._drawn:
            self._drawn[key] = look.icon(name, colour)
        return self._drawn[key]


class TagChip(QWidget):
    """A tag as a button that searches for it, and smaller ones that take it off and, of a model's, confirm it."""

    search_wanted = Signal(str)
    confirmed = Signal(str)
    taken_off = Signal(str)

    def __init__(self, icons: MarkIcons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons, self._tag = icons, Tag("", 0.0)
        self.word = QPushButton()
        self.word.setObjectName("chipWord")
        self.word.setCursor(Qt.CursorShape.PointingHandCursor)
        self.confirm, self.off = _mark("chipConfirm"), _mark("chipMark")
        self.parts = (self.word, self.confirm, self.off)
        self.word.clicked.connect(lambda: self.search_wanted.emit(f"tag:{value(self._tag.name)}"))
        self.confirm.clicked.connect(lambda: self.confirmed.emit(self._tag.name))
        self.off.clicked.connect(lambda: self.taken_off.emit(self._tag.name))
        self._draw()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for part in self.parts:  # as high as each other, else the border of the pill has a step
            part.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
            line.addWidget(part)

    def show_tag(self, tag: Tag) -> None:
        """Stands for this tag from now on."""
        self._tag = tag
        own = tag.p >= OWN
        sure = "" if own else translate("tag editor", "{0} %").format(min(round(100 * tag.p), SUREST))
        self.word.setText(f"{tag.name}  {sure}".strip().replace("&", "&&"))
        self.word.setToolTip(translate("tag editor", "Search for “{0}”").format(tag.name))
        spoken = translate("tag editor", "{0}, {1}: search for it")
        self.word.setAccessibleName(spoken.format(tag.name, sure or translate("tag editor", "your tag")))
        self.confirm.setVisible(not own)
        _say(self.confirm, translate("tag editor", "“{0}” is right: make it a tag of yours").format(tag.name))
        words = (
            translate("tag editor", "Take “{0}” off this photo")
            if own
            else translate("tag editor", "“{0}” is wrong: take it off this photo")
        )
        _say(self.off, words.format(tag.name))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        colour = self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
        self.off.setIcon(self._icons.of("clear", colour))
        self.confirm.setIcon(self._icons.of("confirm", colour))


def _mark(name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setIconSize(QSize(ICON, ICON))
    return button


def _say(button: QToolButton, words: str) -> None:
    button.setToolTip(words)
    button.setAccessibleName(words)


class _Field(TagField):
    saved = Signal()
    given_up = Signal()

    def event(self, event: QEvent) -> bool:
        # Else digits, Esc and Ctrl+Z would go to the window.
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # The list of completions takes the keyboard for a moment.
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.saved.emit()
