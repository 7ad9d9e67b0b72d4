"""How the window looks, speaks and behaves."""

from __future__ import annotations

import sys

from app.paths import PROJECT
from app.ui.settings.housework import Housework
from app.ui.settings.keeping import Keeping
from app.ui.settings.parts import Page, Setting, button
from app.ui.translation import LANGUAGES


class GeneralPage(Page):
    """Language and theme, what happens on closing, notifications."""

    def __init__(self, keeping: Keeping, work: Housework) -> None:
        super().__init__(keeping)
        self._work = work
        self.add_choice(
            "theme",
            self.tr("Theme"),
            self.tr("Light or dark colours. High contrast of the system always wins."),
            [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))],
            self.tr("appearance colour scheme dark mode night bright black white looks contrast"),
        )
        self.add_choice(
            "interface_language",
            self.tr("Language of the window"),
            self.tr("Takes effect when Snowline is opened the next time."),
            [("auto", self.tr("As the system")), *LANGUAGES.items()],
            self.tr("interface language English German Deutsch translation words locale"),
        )
        self.add_choice(
            "on_close",
            self.tr("When the window is closed while photos are indexed"),
            self.tr("Indexing can go on in the background, with an icon in the task bar, or stop and go on next time."),
            [
                ("ask", self.tr("Ask me")),
                ("tray", self.tr("Go on in the background")),
                ("stop", self.tr("Stop until next time")),
            ],
            self.tr("quit exit tray minimise background keep running close"),
        )
        self.add_switch(
            "notify",
            self.tr("Notifications"),
            self.tr("Tell me when a long run of indexing has ended and the window is out of sight."),
            self.tr("message alert popup tell desktop finished done"),
        )
        self.in_menu = button(self.tr("Add to the menu"), self._change_menu)
        self.in_menu.setEnabled(False)  # until it is known whether it is there
        self.menu = self.add(
            Setting(
                self.tr("Applications menu"),
                self.tr("So that Snowline is started like other programs, and offered for folders."),
                self.in_menu,
                words=self.tr("desktop entry icon start launcher shortcut install"),
            )
        )
        self.menu.setVisible(sys.platform == "linux")
        self._installed = False

    def opened(self) -> None:
        if sys.platform == "linux":
            self._work.ask(_in_menu, self._tell_menu, "applications menu")

    def _tell_menu(self, installed: bool) -> None:
        self._installed = installed
        self.in_menu.setEnabled(True)
        self.in_menu.setText(self.tr("Remove from the menu") if installed else self.tr("Add to the menu"))
        self.in_menu.setAccessibleName(self.in_menu.text())

    def _change_menu(self) -> None:
        self._work.ask(_take_out_of_menu if self._installed else _put_into_menu, self._tell_menu, "applications menu")


def _in_menu() -> bool:
    from installer.desktop_entry import is_installed

    return is_installed()


def _put_into_menu() -> bool:
    from installer.desktop_entry import install

    install(PROJECT)
    return _in_menu()


def _take_out_of_menu() -> bool:
    from installer.desktop_entry import remove

    remove()
    return _in_menu()
