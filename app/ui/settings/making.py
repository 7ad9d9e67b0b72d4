"""Puts the settings window together; imported when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.settings.clearing import Clearing
from app.ui.settings.drives_page import DrivesPage
from app.ui.settings.exchange_page import ExchangePage
from app.ui.settings.folders_page import FoldersPage
from app.ui.settings.general_page import GeneralPage
from app.ui.settings.house import House
from app.ui.settings.housework import Housework
from app.ui.settings.keeping import Keeping
from app.ui.settings.models_page import ModelsPage
from app.ui.settings.parts import Page, PageEntry
from app.ui.settings.performance_page import PerformancePage
from app.ui.settings.privacy_page import PrivacyPage
from app.ui.settings.search_page import SearchPage
from app.ui.settings.settings_window import SettingsWindow
from app.ui.settings.shortcuts_page import ShortcutsPage
from app.ui.translation import translate

if TYPE_CHECKING:
    from app.ui.settings.door import SettingsDoor
    from app.ui.window import Window


def make_window(main: Window, door: SettingsDoor) -> SettingsWindow:
    """The settings of a main window, with all pages."""
    keeping, house = Keeping(main.tasks, main.work.switches.settings), House(door.library.folder)
    work = Housework(main.tasks, door.library, door.run, main.watching)

    def folders() -> Page:
        page = FoldersPage(keeping, house, work, main.choose_folder)
        page.follow(door.run.finished)
        return page

    def privacy() -> Page:
        page = PrivacyPage(keeping, house, work, door.searches_forgotten)
        page.folders_wanted.connect(lambda: window.open("folders"))
        page.clear_wanted.connect(clearing.begin)
        return page

    def shortcuts() -> Page:
        return ShortcutsPage(keeping, main.shortcuts)

    window = SettingsWindow(
        keeping,
        [
            PageEntry("general", "settings", translate("settings", "General"), lambda: GeneralPage(keeping, work)),
            PageEntry("folders", "folder", translate("settings", "Folders"), folders),
            PageEntry("drives", "drive", translate("settings", "Drives"), lambda: DrivesPage(keeping, house, work)),
            PageEntry("search", "search", translate("settings", "Search"), lambda: SearchPage(keeping)),
            PageEntry("models", "models", translate("settings", "Models"), lambda: ModelsPage(keeping, house, work)),
            PageEntry(
                "performance",
                "speed",
                translate("settings", "Performance"),
                lambda: PerformancePage(keeping, house, work),
            ),
            PageEntry("privacy", "private", translate("settings", "Privacy"), privacy),
            PageEntry(
                "exchange",
                "exchange",
                translate("settings", "Export and import"),
                lambda: ExchangePage(keeping, house, work),
            ),
            PageEntry("shortcuts", "keyboard", translate("settings", "Shortcuts"), shortcuts),
        ],
        main,
    )
    clearing = Clearing(main, door, house, window)
    for part in (keeping, work):
        part.setParent(window)
    work.said.connect(window.say)
    work.changed.connect(door.library_changed)
    clearing.said.connect(window.say)
    clearing.ended.connect(keeping.start_anew)
    return window
