"""Puts the settings window together; imported when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from app.ui.settings.clearing import Clearing
from app.ui.settings.drives_page import DrivesPage
from app.ui.settings.exchange_page import ExchangePage
from app.ui.settings.folders_page import FoldersPage
from app.ui.settings.general_page import GeneralPage
from app.ui.settings.house import House
from app.ui.settings.housework import Housework
from app.ui.settings.keeping import Keeping
from app.ui.settings.models_page import ModelsPage
from app.ui.settings.performance_page import PerformancePage
from app.ui.settings.privacy_page import PrivacyPage
from app.ui.settings.search_page import SearchPage
from app.ui.settings.settings_window import SettingsWindow
from app.ui.settings.shortcuts_page import ShortcutsPage

if TYPE_CHECKING:
    from app.ui.settings.door import SettingsDoor
    from app.ui.window import Window


def make_window(main: Window, door: SettingsDoor) -> SettingsWindow:
    """The settings of a main window, with all pages."""
    keeping, house = Keeping(main.tasks, main.work.switches.settings), House(door.library.folder)
    work = Housework(main.tasks, door.library, door.run, main.watching)
    privacy = PrivacyPage(keeping, house, work, door.searches_forgotten)
    folders = FoldersPage(keeping, house, work, main.choose_folder)
    window = SettingsWindow(
        keeping,
        [
            GeneralPage(keeping, work),
            folders,
            DrivesPage(keeping, house, work),
            SearchPage(keeping),
            ModelsPage(keeping, house, work),
            PerformancePage(keeping, house, work),
            privacy,
            ExchangePage(keeping, house, work),
            ShortcutsPage(keeping, main.shortcuts, main.results.findChildren(QAction)),
        ],
        main,
    )
    clearing = Clearing(main, door, house, window)
    for part in (keeping, work):
        part.setParent(window)
    work.said.connect(window.say)
    work.changed.connect(door.library_changed)
    folders.follow(door.run.finished)
    privacy.folders_wanted.connect(lambda: window.open(folders.key))
    privacy.clear_wanted.connect(clearing.begin)
    clearing.said.connect(window.say)
    clearing.ended.connect(keeping.start_anew)
    return window
