"""A band at the top of the window that says what does not work as it should, as long as that is so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.ui import look
from app.ui.shell.health import Fault
from app.ui.words import link_button, wrapping_label

ICON_SIDE = 18


class Notice(QFrame):
    """Hidden while all is well. A person may put it away; it comes back when something else is wrong."""

    look_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._keys: frozenset[str] = frozenset()
        self._icon = QLabel()
        self.words = wrapping_label("noticeWords")
        self.again = link_button(self.tr("Look again"))
        self.again.clicked.connect(self.look_wanted)
        self.close_button = QToolButton()
        self.close_button.setObjectName("paneButton")
        self.close_button.setIconSize(QSize(ICON_SIDE - 4, ICON_SIDE - 4))
        self.close_button.setAccessibleName(self.tr("Put this message away"))
        self.close_button.setToolTip(self.tr("Put this message away"))
        self.close_button.clicked.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 7, 8, 7)
        line.setSpacing(10)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        middle = QVBoxLayout()
        middle.addWidget(self.words)
        line.addLayout(middle, 1)
        line.addWidget(self.again)
        line.addWidget(self.close_button)
        self.hide()
        self.draw_icons()

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """What is wrong now, if anything."""
        keys = frozenset(fault.key for fault in faults)
        new, self._keys = keys - self._keys, keys
        words = "\n".join(fault.text for fault in faults)
        self.words.setText(words)
        self.setAccessibleName(words)
        if new or not faults:
            self.setVisible(bool(faults))

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        colour = self.palette().color(QPalette.ColorRole.HighlightedText)
        self._icon.setPixmap(look.picture("problem", ICON_SIDE, colour, self.devicePixelRatioF()))
        self.close_button.setIcon(look.icon("clear"))
