"""A window that is dark whatever the theme is: a photo is seen best with little light around it."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from app.ui import look

_ROLE = re.compile(r"palette\(([a-z-]+)\)")
_ROLES = {re.sub(r"(?<!^)(?=[A-Z])", "-", role.name).lower(): role for role in QPalette.ColorRole}


def dim(window: QWidget) -> None:
    """Gives a window, and all that is in it by now, our dark colours; where high contrast is asked for, the system's
    stay. To be called again after something was added.

    A style sheet keeps palettes from reaching what lies inside, and means the application's by `palette(...)`.
    """
    if look.high_contrast():
        return
    dark = look.palette(dark=True)
    if not window.styleSheet():
        window.setStyleSheet(_in_colours(look.STYLE_SHEET.read_text("utf-8"), dark))
    for widget in (window, *window.findChildren(QWidget)):
        # One that only inherits it would lose it when it is shown.
        if not widget.testAttribute(Qt.WidgetAttribute.WA_SetPalette) or not _is_like(widget.palette(), dark):
            widget.setPalette(dark)


def _is_like(one: QPalette, other: QPalette) -> bool:
    return one.color(QPalette.ColorRole.Base) == other.color(QPalette.ColorRole.Base)


def _in_colours(sheet: str, palette: QPalette) -> str:
    """A style sheet with the colours themselves in place of their roles."""
    return _ROLE.sub(lambda found: palette.color(_ROLES[found[1]]).name(), sheet)
