"""Puts the settings window together; imported when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.settings.general_page import GeneralPage
from app.ui.settings.keeping import Keeping
from app.ui.settings.settings_window import SettingsWindow

if TYPE_CHECKING:
    from app.ui.settings.door import SettingsDoor
    from app.ui.window import Window


def make_window(main: Window, door: SettingsDoor) -> SettingsWindow:
    """The settings of a main window, with all pages."""
    keeping = Keeping(main.tasks)
    window = SettingsWindow(keeping, [GeneralPage(keeping)], main)
    keeping.setParent(window)
    return window
