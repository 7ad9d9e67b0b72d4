"""What the pages of settings are made of: a setting with its words and its control, and the page that holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.settings import BOUNDS
from app.ui.settings.finding import Described
from app.ui.settings.keeping import Keeping

FOUND_MS = 2_500  # how long a setting that was looked for stands out
MARGIN, GAP = 16, 8
_PAGE_MARGIN = 20
_LAST_ROW = 5  # of a setting: room, title, text, way back, control, room
_LEAST_CHOICE = 10  # letters of a list that are seen however small the window is
_LEAST_LETTERS = 26  # of the words beside a control


class Setting(QFrame):
    """One setting: title and explanation, its control beside them or `below`, and a way back to the default."""

    reset_wanted = Signal()

    def __init__(
        self, title: str, text: str, control: QWidget | None = None, *, words: str = "", below: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("setting")
        self.words, self._below = words, below
        self.title, self.text = _words(title, "settingTitle"), _words(text, "settingText")
        if not text:  # shown without a parent it would be a window
            self.text.hide()
        self.control = control
        self.back = QPushButton(self.tr("Back to default"))
        self.back.setObjectName("link")
        self.back.setAccessibleName(self.tr("Back to default: {0}").format(title))
        self.back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.back.hide()
        self.back.clicked.connect(self.reset_wanted)
        rows = QGridLayout(self)
        rows.setContentsMargins(MARGIN, MARGIN * 3 // 4, MARGIN, MARGIN * 3 // 4)
        rows.setHorizontalSpacing(2 * GAP)
        rows.setVerticalSpacing(GAP // 2)
        rows.setColumnStretch(0, 1)
        # Words and control are in the middle of each other, whichever is higher.
        rows.setRowStretch(0, 1)
        rows.setRowStretch(_LAST_ROW, 1)
        rows.addWidget(self.title, 1, 0)
        rows.addWidget(self.text, 2, 0, 1, 2 if below else 1)
        if below:
            rows.addWidget(self.back, 1, 1, Qt.AlignmentFlag.AlignRight)
        else:
            rows.addWidget(self.back, 3, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows, self._beside = rows, control is not None and not below
        if control is not None:
            if below:
                control.setContentsMargins(0, GAP * 3 // 4, 0, 0)
            self._place()
            if not control.accessibleName():
                control.setAccessibleName(title)
            control.setAccessibleDescription(text)
        self._found = QTimer(self, singleShot=True, interval=FOUND_MS)
        self._found.timeout.connect(lambda: self._stand_out(False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.control is not None and not self._below:
            room = self.width() - 2 * MARGIN - self.control.sizeHint().width() - 2 * GAP
            beside = room >= self.fontMetrics().averageCharWidth() * _LEAST_LETTERS
            if beside != self._beside:
                self._beside = beside
                self._place()

    def _place(self) -> None:
        """The control stands beside the words where there is room for both, and else below them."""
        assert self.control is not None
        if self._beside:
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            self._rows.addWidget(self.control, 0, 1, _LAST_ROW + 1, 1, middle)
        elif self._below:
            self._rows.addWidget(self.control, _LAST_ROW - 1, 0, 1, 2)
        else:
            self._rows.addWidget(self.control, _LAST_ROW - 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

    @property
    def described(self) -> Described:
        return Described(self.title.text(), self.text.text(), self.words)

    def say(self, text: str) -> None:
        """Another explanation."""
        self.text.setText(text)
        self.text.setVisible(bool(text))

    def stand_out(self) -> None:
        """Draws the eye for a moment."""
        self._stand_out(True)
        self._found.start()

    def enter(self) -> None:
        """Gives the keyboard to the control, or to the first one in it."""
        if self.control is None:
            return
        for widget in (self.control, *self.control.findChildren(QWidget)):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and not widget.isHidden():
                widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _stand_out(self, found: bool) -> None:
        self.setProperty("found", found)
        self.style().unpolish(self)
        self.style().polish(self)


class Page(QScrollArea):
    """A page of settings. `key` is its name for `open_settings`, as its `PageEntry` says. A long one is not `complete`
    at first, and made further by `make_more`."""

    said = Signal(str)
    complete = True

    def __init__(self, keeping: Keeping) -> None:
        super().__init__()
        self.setObjectName("settingsPage")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.key, self.keeping = "", keeping
        self.settings: list[Setting] = []
        inside = QWidget()
        inside.setObjectName("settingsInside")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(_PAGE_MARGIN, _PAGE_MARGIN, _PAGE_MARGIN, _PAGE_MARGIN)
        self.column.setSpacing(GAP)
        self._heading = _words("", "settingsHeading")
        self.column.addWidget(self._heading)
        self.column.addStretch(1)
        self.setWidget(inside)

    @property
    def title(self) -> str:
        return self._heading.text()

    def name_page(self, key: str, title: str) -> None:
        """How the page is called: for `open_settings`, and by people."""
        self.key = key
        self._heading.setText(title)

    def add(self, setting: Setting) -> Setting:
        self.settings.append(setting)
        self.put(setting)
        return setting

    def add_words(self, text: str) -> QLabel:
        """A sentence between the settings."""
        label = _words(text, "settingText")
        self.put(label)
        return label

    def add_heading(self, text: str) -> QLabel:
        label = _words(text, "settingsPart")
        self.put(label)
        return label

    def put(self, widget: QWidget) -> None:
        """Something that is no setting, below what is there."""
        self.column.insertWidget(self.column.count() - 1, widget)

    def make_more(self) -> None:
        """Makes the next part of a page that is too long to be made at once."""

    def opened(self) -> None:
        """The page is seen: what it tells of the library is read now."""

    def follow(self, signal: SignalInstance) -> None:
        """While the page is seen, it is read anew whenever `signal` comes; else only when it is opened."""
        signal.connect(self._read_anew)

    def _read_anew(self) -> None:
        if self.isVisible():
            self.opened()

    def closed(self) -> None:
        """The page is seen no longer."""

    def draw_icons(self) -> None:
        """Draws icons in the colours of now."""

    def show_setting(self, setting: Setting) -> None:
        """Scrolls to a setting and lets it stand out."""
        self.column.activate()
        top = setting.pos().y()
        self.verticalScrollBar().setValue(max(0, top - MARGIN))
        setting.stand_out()

    # Settings with one value

    def add_switch(self, name: str, title: str, text: str, words: str = "") -> Setting:
        """A setting that is on or off."""
        box = QCheckBox()
        setting = self.add(Setting(title, text, box, words=words))
        box.toggled.connect(lambda on: self.keeping.set(name, on))
        return self._bind(setting, name, box.setChecked)

    def add_choice(
        self, name: str, title: str, text: str, choices: Sequence[tuple[Any, str]], words: str = ""
    ) -> Setting:
        """A setting with one of a few values, (value, in words)."""
        box = Choices()
        for value, label in choices:
            box.addItem(label, value)
        setting = self.add(Setting(title, text, box, words=" ".join((words, *(label for _, label in choices)))))
        box.activated.connect(lambda _: self.keeping.set(name, box.currentData()))
        return self._bind(setting, name, lambda value: box.setCurrentIndex(box.findData(value)))

    def add_number(
        self,
        name: str,
        title: str,
        text: str,
        suffix: str = "",
        step: int = 1,
        words: str = "",
        most: int | None = None,
    ) -> Setting:
        """A setting that is a whole number within the bounds of `app.settings`, or up to `most` where that is less."""
        box = Number()
        low, high = BOUNDS[name]
        box.setRange(int(low), max(most, int(self.keeping.value(name))) if most else int(high))
        box.setSingleStep(step)
        box.setGroupSeparatorShown(True)
        box.setSuffix(suffix)
        box.setKeyboardTracking(False)
        setting = self.add(Setting(title, text, box, words=words))
        box.valueChanged.connect(lambda value: self.keeping.set(name, value))
        return self._bind(setting, name, box.setValue)

    def add_control(
        self, name: str, title: str, text: str, control: QWidget, show: Callable[[Any], object], *, words: str = ""
    ) -> Setting:
        """A setting under its words, whose control `show` tells the value."""
        return self._bind(self.add(Setting(title, text, control, words=words, below=True)), name, show)

    def _bind(self, setting: Setting, name: str, show: Callable[[Any], object]) -> Setting:
        """Keeps a control in step with the setting `name`."""

        def tell(_: object = None) -> None:
            control = setting.control
            assert control is not None
            blocked = control.blockSignals(True)
            show(self.keeping.value(name))
            control.blockSignals(blocked)
            setting.back.setVisible(self.keeping.value(name) != self.keeping.default(name))

        setting.reset_wanted.connect(lambda: self.keeping.reset(name))
        self.keeping.shown.connect(tell)
        tell()
        return setting


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page in the list of pages, which is made when somebody looks at it, or soon after the window has opened."""

    key: str
    icon: str
    title: str
    make: Callable[[], Page]


class Choices(QComboBox):
    """A list that the mouse wheel does not change while the page is scrolled with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumContentsLength(_LEAST_CHOICE)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LEAST_CHOICE)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Number(QSpinBox):
    """A number that the mouse wheel does not change while the page is scrolled with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def row_of(*widgets: QWidget, end: bool = False) -> QWidget:
    """Widgets side by side, at the beginning of the line or at its `end`."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(GAP)
    if end:
        line.addStretch(1)
    for widget in widgets:
        line.addWidget(widget)
    if not end:
        line.addStretch(1)
    return row


def button(text: str, clicked: Callable[[], object], *, name: str = "", parent: QObject | None = None) -> QPushButton:
    """A button that says `text`; `name` is how it looks (style sheet)."""
    made = QPushButton(text)
    if name:
        made.setObjectName(name)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _=False: clicked())
    return made


def _words(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setIndent(0)
    return label
