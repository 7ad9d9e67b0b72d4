"""Every key of the window, and keys of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit

from app.domain import SnowlineError
from app.ui.naming import name_clear_button
from app.ui.settings.keeping import Keeping
from app.ui.settings.parts import Page, Setting, button
from app.ui.settings.tables import Row, Table, TableBox
from app.ui.shortcuts import Action, Shortcuts, native, portable

_AT_ONCE = 8  # editors that are made in one go


class ShortcutsPage(Page):
    """An editor for each action: what is pressed there is its key from then on."""

    def __init__(self, keeping: Keeping, shortcuts: Shortcuts) -> None:
        super().__init__(keeping)
        self._shortcuts = shortcuts
        self.add_words(self.tr("Click into a field and press the keys that you want."))
        self.editors: dict[str, KeyEditor] = {}
        self._rows: dict[str, Setting] = {}
        self._fixed = self._others()
        shortcuts.reserve(self._fixed)
        shortcuts.changed.connect(self._tell)
        self.complete = False
        self._parts = self._make_parts()
        self.make_more()

    def make_more(self) -> None:
        self.complete = next(self._parts, None) is None

    def _make_parts(self) -> Iterator[int]:
        """Makes the page, some editors at a time; tells how many of a kind there are by then."""
        actions = self._shortcuts.actions.values()
        yield from self._add_editors([action for action in actions if not action.of_photos])
        self.add_heading(self.tr("For the chosen photos"))
        yield from self._add_editors([action for action in actions if action.of_photos])
        self._add_fixed()

    def _add_fixed(self) -> None:
        self.add_heading(self.tr("All keys"))
        table = Table(self.tr("Keys that stay as they are"), [self.tr("What it does"), self.tr("Key")])
        table.show_rows(Row(words, [words, ", ".join(map(native, keys))]) for words, keys in self._fixed)
        self.add(
            Setting(
                self.tr("Keys that stay as they are"),
                self.tr("In the results, and in the view on the whole screen."),
                TableBox(table, []),
                words=" ".join(words for words, _ in self._fixed),
                below=True,
            )
        )
        self.all_back = button(self.tr("Set all keys back"), self._shortcuts.reset_all)
        self.add(
            Setting(
                self.tr("Set back"),
                self.tr("Gives every action the key that Snowline came with."),
                self.all_back,
                words=self.tr("reset defaults shortcut key keyboard"),
            )
        )

    def _add_editors(self, actions: Sequence[Action]) -> Iterator[int]:
        for number, action in enumerate(actions):
            if number and number % _AT_ONCE == 0:
                yield number
            name, editor = action.name, KeyEditor()
            editor.setAccessibleName(self.tr("Key for: {0}").format(action.text))
            row = Setting(action.text, "", editor, words=self.tr("shortcut key keyboard hotkey accelerator"))
            self.editors[name], self._rows[name] = editor, row
            self.add(row)
            editor.chosen.connect(lambda key, name=name: self._set(name, key))
            row.reset_wanted.connect(lambda name=name: self._reset(name))
            self._tell(name)
        yield len(actions)

    def _others(self) -> list[tuple[str, tuple[str, ...]]]:
        """Keys that are no entry of a menu."""
        return [
            (self.tr("Out of what is typed, chosen or opened"), ("Esc",)),
            (self.tr("Move the relevance line"), ("Alt+Up", "Alt+Down")),
            (self.tr("Relevance line as in the settings"), ("Alt+Home",)),
            (self.tr("Larger and smaller"), ("Ctrl++", "Ctrl+-")),
            (self.tr("Next and previous photo, on the whole screen"), ("Right", "Left")),
            (self.tr("What is known of a photo, on the whole screen"), ("I",)),
        ]

    def _tell(self, name: str) -> None:
        if name not in self.editors:  # which will tell what holds then
            return
        keys = self._shortcuts.keys(name)
        editor, row = self.editors[name], self._rows[name]
        editor.show_key(keys[0] if keys else "")
        also = ", ".join(native(key) for key in keys[1:])
        row.say(self.tr("Also {0}").format(also) if also else "" if keys else self.tr("No key"))
        row.back.setVisible(not self._shortcuts.is_default(name))

    def _set(self, name: str, key: str) -> None:
        rest = [other for other in self._shortcuts.keys(name)[1:] if other != key]
        try:
            self._shortcuts.set_keys(name, [key, *rest] if key else [])
        except SnowlineError as error:
            self.said.emit(str(error))
            self._tell(name)

    def _reset(self, name: str) -> None:
        try:
            self._shortcuts.reset(name)
        except SnowlineError as error:
            self.said.emit(str(error))


class KeyEditor(QKeySequenceEdit):
    """`chosen` tells a key that a person pressed, in Qt's portable form, or "" where it was taken away."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)
        self.setClearButtonEnabled(True)
        name_clear_button(self)
        self._shown = ""
        self.keySequenceChanged.connect(self._changed)

    def show_key(self, key: str) -> None:
        self._shown = key
        blocked = self.blockSignals(True)
        self.setKeySequence(QKeySequence(key))
        self.blockSignals(blocked)

    def _changed(self, sequence: QKeySequence) -> None:
        key = portable(sequence)
        if key != self._shown:
            self.chosen.emit(key)
