"""The bar on top: back, the search field with what was understood under it, add folder, and how results are shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QHBoxLayout, QPushButton, QToolButton, QWidget

from app.domain import Answer, Chip, QueryProblem
from app.search.query.editing import parted, tidied, with_picture, without
from app.ui import look
from app.ui.search.chips import ChipStrip
from app.ui.search.completion import SuggestionList
from app.ui.search.history import Place, SimilarPlace, TextPlace
from app.ui.search.query_picture import QueryPicture
from app.ui.search.search_field import SearchField
from app.ui.search.suggesting import Suggesting, Suggestion
from app.ui.session import PhotoLibrary
from app.ui.tasks import Tasks

# Every key that is typed searches. Two that fall together search once; while an answer is on its way, only the newest
# text waits for its turn.
TYPING_PAUSE_MS = 10
# What looks wrong at the cursor may only be half typed: it is told of after so long.
UNFINISHED_MS = 1_500
ICON_SIDE = 20
ROOMY = 900  # logical pixels


class SearchBar(QWidget):
    """`typed` comes with what is typed, `entered` with Enter; both carry the whole query, its picture included."""

    typed = Signal(str)
    entered = Signal(str)
    literal_wanted = Signal(str)  # words that were read as something else are to be plain words
    reading_wanted = Signal(str)  # words that were taken back may be read again
    down_pressed = Signal()
    back_wanted = Signal()
    add_folder_wanted = Signal()
    grid_wanted = Signal(bool)
    preview_wanted = Signal(bool)
    sidebar_wanted = Signal(bool)
    filters_wanted = Signal(bool)
    settings_wanted = Signal()
    failed = Signal(str)  # what went wrong, in words

    def __init__(self, library: PhotoLibrary, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sidebar_button = _tool(self.tr("Library"), self.tr("Library (Ctrl+B)"), checkable=True)
        self.back = _tool(self.tr("Back"), self.tr("Back (Alt+Left)"))
        self.back.setEnabled(False)
        self.field = SearchField()
        self.chips = ChipStrip(self.field)
        self.picture = QueryPicture(tasks, self)
        self.suggesting = Suggesting(library, tasks, self)
        self.suggestions = SuggestionList(self.field)
        self.add_folder = QPushButton(self.tr("Add folder…"))
        self.add_folder.setAccessibleName(self.tr("Add folder"))
        self.add_folder.setToolTip(self.tr("Add a folder with photos (Ctrl+O)"))
        self.add_folder.setObjectName("addFolder")
        self.filters_button = _tool(self.tr("Filters"), self.tr("Filters (Ctrl+Shift+F)"), checkable=True)
        self.list_button = _tool(self.tr("List"), self.tr("List (Ctrl+1)"), checkable=True)
        self.grid_button = _tool(self.tr("Thumbnails"), self.tr("Thumbnails (Ctrl+2)"), checkable=True)
        self.preview_button = _tool(self.tr("Preview"), self.tr("Preview pane (Alt+P)"), checkable=True)
        self.settings_button = _tool(self.tr("Settings"), self.tr("Settings (Ctrl+,)"))
        kinds = QButtonGroup(self)
        for button in (self.list_button, self.grid_button):
            kinds.addButton(button)
        self.list_button.setChecked(True)
        self.preview_button.setChecked(True)
        self._lay_out()

        self._shown: tuple[TextPlace, Answer] | None = None
        self._typing = False
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.typed.emit(self.text()))
        self._unfinished = QTimer(self, singleShot=True, interval=UNFINISHED_MS)
        self._unfinished.timeout.connect(self._finished_typing)
        self._connect()
        self._invite()
        self.draw_icons()

    def text(self) -> str:
        """The whole query: what stands in the field, and the picture."""
        return with_picture(" ".join(self.field.text().split()), self.picture.path)

    @property
    def typing(self) -> bool:
        """More is likely to be typed in a moment."""
        return self._typing

    def show_place(self, place: Place | None) -> None:
        """Shows what is searched for, without searching for it. What is being typed stays as it is."""
        text = place.text if isinstance(place, TextPlace) else ""
        if text != tidied(self.text()):
            self.set_text(text)
        if not isinstance(place, TextPlace):
            self.stop()
        if isinstance(place, SimilarPlace):
            self.chips.tell_similar(place)
            self.picture.draw(Path(place.file) if place.file else None)

    def stop(self) -> None:
        """There will be no answer that tells how the search was understood."""
        self._shown = None
        if self.text():
            self.chips.clear()
        else:
            self.chips.let_go()

    def set_text(self, text: str) -> None:
        """Shows a query, without searching for it."""
        self._pause.stop()
        self._stop_suggesting()
        words, picture = parted(text)
        self.picture.show(picture)
        self.field.setText(words)
        self._invite()

    def tell(self, place: Place, answer: Answer) -> None:
        """Shows how the search was understood."""
        if isinstance(place, TextPlace):
            self._shown = (place, answer)
            self._tell()

    def ask_now(self) -> None:
        """Searches for what is typed so far, without waiting for more."""
        if self._pause.isActive():
            self._pause.stop()
            self.typed.emit(self.text())

    def focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def buttons_by_action(self) -> dict[str, QAbstractButton]:
        """The buttons that do what a key does too, by the name of the action in `app.ui.shortcuts`."""
        return {
            "sidebar": self.sidebar_button,
            "back": self.back,
            "add folder": self.add_folder,
            "filters": self.filters_button,
            "list": self.list_button,
            "grid": self.grid_button,
            "preview": self.preview_button,
            "settings": self.settings_button,
        }

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        self.sidebar_button.setIcon(look.icon("sidebar"))
        self.filters_button.setIcon(look.icon("filters"))
        self.back.setIcon(look.icon("back"))
        self.add_folder.setIcon(look.icon("add-folder"))
        self.list_button.setIcon(look.icon("list"))
        self.grid_button.setIcon(look.icon("grid"))
        self.preview_button.setIcon(look.icon("preview"))
        self.settings_button.setIcon(look.icon("settings"))
        for part in (self.field, self.chips, self.suggestions):
            part.draw_icons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The field is worth more than a word on a button.
        self.add_folder.setText(self.tr("Add folder…") if self.width() >= ROOMY else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list of suggestions has a say in every key before the field, and before the window's shortcuts.
        if isinstance(event, QKeyEvent) and self.suggestions.isVisible():
            if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and not event.modifiers() & _COMMANDS:
                return self.suggestions.key(event.key())
        if event.type() == QEvent.Type.FocusOut:
            self._stop_suggesting()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.filters_button)
        buttons.addWidget(self.add_folder)
        buttons.addSpacing(4)
        for button in (self.list_button, self.grid_button, self.preview_button, self.settings_button):
            buttons.addWidget(button)
        lines = QGridLayout(self)
        lines.setContentsMargins(12, 10, 12, 10)
        lines.setHorizontalSpacing(8)
        lines.setVerticalSpacing(8)
        lines.setColumnStretch(1, 1)
        first = QHBoxLayout()
        first.setSpacing(2)
        first.addWidget(self.sidebar_button)
        first.addWidget(self.back)
        lines.addLayout(first, 0, 0)
        lines.addWidget(self.field, 0, 1)
        lines.addLayout(buttons, 0, 2)
        lines.addWidget(self.chips, 1, 1, 1, 2)

    def _connect(self) -> None:
        field, chips = self.field, self.chips
        field.installEventFilter(self)
        field.textEdited.connect(self._edited)
        field.returnPressed.connect(self._enter)
        field.cleared.connect(self._empty)
        field.down_pressed.connect(self.down_pressed)
        field.suggestions_wanted.connect(self._want_suggestions)
        field.backspace_at_start.connect(self._remove_picture)
        field.picture_given.connect(self.picture.take)
        field.image_given.connect(self.picture.take_image)
        field.address_given.connect(self._refuse_address)
        self.picture.changed.connect(self._enter)
        self.picture.drawn.connect(chips.show_thumbnail)
        self.picture.failed.connect(self.failed)
        self.suggesting.offered.connect(self._offer)
        self.suggestions.taken.connect(self._take)
        self.suggestions.passed.connect(self.down_pressed)
        chips.removed.connect(self._remove)
        chips.literal_wanted.connect(self.literal_wanted)
        chips.reading_wanted.connect(self.reading_wanted)
        chips.picture_removed.connect(self._remove_picture)
        chips.emptied.connect(self._empty)
        chips.text_wanted.connect(self._put_right)
        chips.left.connect(lambda: field.setFocus(Qt.FocusReason.OtherFocusReason))
        self.back.clicked.connect(self.back_wanted)
        self.add_folder.clicked.connect(self.add_folder_wanted)
        self.grid_button.toggled.connect(self.grid_wanted)
        self.preview_button.toggled.connect(self.preview_wanted)
        self.sidebar_button.toggled.connect(self.sidebar_wanted)
        self.filters_button.toggled.connect(self.filters_wanted)
        self.settings_button.clicked.connect(lambda _: self.settings_wanted.emit())

    # What is typed

    def _edited(self, text: str) -> None:
        self._typing = True
        self._unfinished.start()
        self._pause.start()
        if text.strip():
            self.suggesting.ask(text, self.field.cursorPosition())
        else:
            self._stop_suggesting()

    def _enter(self) -> None:
        self._pause.stop()
        if self.picture.path is None:
            self.set_text(self.text())  # a picture that was typed is shown as one
        self._stop_suggesting()
        self._invite()
        self._finished_typing()
        self.entered.emit(self.text())

    def _empty(self) -> None:
        self.picture.show(None)
        self._enter()

    def _finished_typing(self) -> None:
        if self.suggestions.isVisible():
            self._unfinished.start()
            return
        self._typing = False
        self._unfinished.stop()
        if self._shown is not None and self._shown[0].text == tidied(self.text()):
            self._tell()

    # Suggestions

    def _want_suggestions(self) -> None:
        self.suggesting.ask(self.field.text(), self.field.cursorPosition(), at_once=True)

    def _stop_suggesting(self) -> None:
        self.suggesting.drop()
        self.suggestions.close_up()

    def _offer(self, text: str, rows: list[Suggestion], wanted: bool) -> None:
        if text == self.field.text() and self.field.hasFocus():
            self.suggestions.offer(rows, aside=not wanted)

    def _take(self, row: Suggestion) -> None:
        """A row was taken: a search is searched for, and after the others the list goes on."""
        if row.kind == "recent":
            self.set_text(row.text)
            self._enter()
            return
        self.field.setText(row.text)
        self.field.setCursorPosition(row.cursor)
        self._edited(row.text)
        if row.whole:
            self._stop_suggesting()
        else:
            self._want_suggestions()

    # Chips

    def _tell(self) -> None:
        assert self._shown is not None
        self.chips.tell(*self._shown, self.picture.path, quiet=self._is_half_typed)

    def _is_half_typed(self, problem: QueryProblem) -> bool:
        at = self.field.cursorPosition()
        return self._typing and problem.start <= at <= problem.end + 1

    def _remove(self, chip: Chip) -> None:
        words = without(" ".join(self.field.text().split()), chip)
        self._put_right(with_picture(words, self.picture.path))

    def _remove_picture(self) -> None:
        if self.picture.path is not None:
            self.picture.take(None)

    def _refuse_address(self) -> None:
        self.failed.emit(
            self.tr(
                "Snowline fetches nothing from the web. Copy the picture itself there, and paste it here with Ctrl+V."
            )
        )

    def _put_right(self, text: str) -> None:
        self.set_text(text)
        self._enter()

    def _invite(self) -> None:
        """What an empty field asks for."""
        self.field.can_clear = self.picture.path is not None
        self.field.show_clear()
        if self.picture.path is None:
            self.field.setPlaceholderText(self.tr("Search your photos: snow on mountains"))
        else:
            self.field.setPlaceholderText(self.tr("Add words: at night, in the snow"))


_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def _tool(name: str, tip: str, *, checkable: bool = False) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(tip)
    button.setCheckable(checkable)
    button.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
    button.setAutoRaise(True)
    return button
