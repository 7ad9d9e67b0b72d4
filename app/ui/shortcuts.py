"""The keys of the window: what can be done by key, with which one, and keys of a person's own choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.domain import SnowlineError
from app.ui.translation import translate

_GROUP = "shortcuts"
_SEVERAL = " | "  # between the keys of one action where they are kept; "," and ";" are keys themselves
_PLAIN = re.compile(r"&(?=.)|…$")  # what a menu's text has besides its words
# "Library (Ctrl+B)": what stands in brackets at the end of a tooltip is the key.
_KEY_IN_TOOLTIP = re.compile(r"\s*\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a key does. `keys` are those of the program, in Qt's portable form. What is done with the chosen
    photos is `of_photos`."""

    name: str
    text: str
    keys: tuple[str, ...]
    of_photos: bool = False


def actions() -> tuple[Action, ...]:
    """What the window itself does by key, in the order in which it is listed."""
    return (
        Action("search", translate("shortcuts", "Go to the search field"), ("Ctrl+F", "Ctrl+L")),
        Action("back", translate("shortcuts", "Go back"), ("Alt+Left",)),
        Action("again", translate("shortcuts", "Search again"), ("F5",)),
        Action("save search", translate("shortcuts", "Save this search"), ("Ctrl+S",)),
        Action("add folder", translate("shortcuts", "Add a folder"), ("Ctrl+O",)),
        Action("list", translate("shortcuts", "Show results as a list"), ("Ctrl+1",)),
        Action("grid", translate("shortcuts", "Show results as thumbnails"), ("Ctrl+2",)),
        Action("preview", translate("shortcuts", "Show or hide the preview"), ("Alt+P",)),
        Action("sidebar", translate("shortcuts", "Show or hide the library"), ("Ctrl+B",)),
        Action("filters", translate("shortcuts", "Show or hide the filters"), ("Ctrl+Shift+F",)),
        Action("work", translate("shortcuts", "Show the work in the background"), ("Ctrl+Shift+B",)),
        Action("undo", translate("shortcuts", "Undo"), ("Ctrl+Z",)),
        Action("redo", translate("shortcuts", "Do again what was undone"), ("Ctrl+Shift+Z", "Ctrl+Y")),
        Action("settings", translate("shortcuts", "Open the settings"), ("Ctrl+,",)),
        Action("quit", translate("shortcuts", "Close the window"), ("Ctrl+Q",)),
    )


class Shortcuts(QObject):
    """The keys in force, kept in `remembered`. `changed` names the action whose keys are others now."""

    changed = Signal(str)

    def __init__(self, remembered: QSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self.remembered = parent, remembered
        self.actions = {action.name: action for action in actions()}
        self._does: dict[str, Callable[[], object]] = {}
        self._buttons: dict[str, list[QAbstractButton]] = {}
        self._lent: dict[str, list[QAction]] = {}
        self._bound: dict[str, list[QShortcut]] = {}
        self._reserved: dict[QKeySequence, str] = {}

    def bind(
        self, does: Mapping[str, Callable[[], object]], buttons: Mapping[str, QAbstractButton] | None = None
    ) -> None:
        """What each action does, by its name, and the button that does the same, whose tooltip tells the key."""
        for name in does:
            if name not in self.actions:
                raise ValueError(f"there is no action {name}")
        self._does.update(does)
        for name, button in (buttons or {}).items():
            self._buttons.setdefault(name, []).append(button)
        for name in does:
            self._apply(name)

    def lend(self, named: Mapping[str, QAction], buttons: Mapping[str, QAbstractButton] | None = None) -> None:
        """Gives the actions of photos their keys from now on; those they have are the program's. In several places
        actions of one name have the same keys."""
        for name, action in named.items():
            if name not in self.actions:
                keys = tuple(portable(key) for key in action.shortcuts() if not key.isEmpty())
                self.actions[name] = Action(name, _PLAIN.sub("", action.text()), keys, of_photos=True)
            self._lent.setdefault(name, []).append(action)
            if buttons is not None and name in buttons:
                self._buttons.setdefault(name, []).append(buttons[name])
            self._apply(name)

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys of an action, in Qt's portable form; () where a person took them all away."""
        kept = self.remembered.value(f"{_GROUP}/{name}")
        if kept is None:
            return self.actions[name].keys
        return tuple(key for key in str(kept).split(_SEVERAL) if key)

    def is_default(self, name: str) -> bool:
        return self.keys(name) == self.actions[name].keys

    def holder(self, key: str, but: str = "") -> str | None:
        """The name of the action, other than `but`, that has this key, or one that begins like it."""
        wanted = QKeySequence(key)
        for name in self.actions:
            if name != but and any(_meet(wanted, QKeySequence(other)) for other in self.keys(name)):
                return name
        return None

    def reserve(self, fixed: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """Keys that do something else and cannot be changed: (what they do, the keys)."""
        self._reserved = {QKeySequence(key): words for words, keys in fixed for key in keys}

    def set_keys(self, name: str, keys: Sequence[str]) -> None:
        """Gives an action other keys. Raises `SnowlineError` where one of them does something else already."""
        for key in keys:
            other = self.holder(key, name)
            taken = self.actions[other].text if other is not None else self._reserved.get(QKeySequence(key))
            if taken is not None:
                words = translate(
                    "shortcuts", "{0} is the key for “{1}” already. Choose another, or change that first."
                )
                raise SnowlineError(words.format(native(key), taken))
        if tuple(keys) == self.actions[name].keys:
            self.remembered.remove(f"{_GROUP}/{name}")
        else:
            self.remembered.setValue(f"{_GROUP}/{name}", _SEVERAL.join(keys))
        self.remembered.sync()
        self._apply(name)
        self.changed.emit(name)

    def reset(self, name: str) -> None:
        """Gives an action the program's keys again. Raises `SnowlineError` where another has one of them by now."""
        self.set_keys(name, self.actions[name].keys)

    def reset_all(self) -> None:
        self.remembered.remove(_GROUP)
        self.remembered.sync()
        for name in self.actions:
            self._apply(name)
            self.changed.emit(name)

    def _apply(self, name: str) -> None:
        for shortcut in self._bound.pop(name, ()):
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        keys = self.keys(name)
        if name in self._does:
            self._bound[name] = [QShortcut(QKeySequence(key), self._window, self._does[name]) for key in keys]
        for action in self._lent.get(name, ()):
            action.setShortcuts([QKeySequence(key) for key in keys])
        for button in self._buttons.get(name, ()):
            words = _KEY_IN_TOOLTIP.sub("", button.toolTip())
            button.setToolTip(f"{words} ({native(keys[0])})" if keys else words)


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def portable(sequence: QKeySequence) -> str:
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def _meet(one: QKeySequence, other: QKeySequence) -> bool:
    """Whether pressing one of them could mean the other: they are the same, or one is how the other begins."""
    return any(
        a.matches(b) is not QKeySequence.SequenceMatch.NoMatch
        for a, b in ((one, other), (other, one))
        if not a.isEmpty()
    )
