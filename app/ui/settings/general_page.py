"""How the window looks, speaks and behaves."""

from __future__ import annotations

from app.ui.settings.keeping import Keeping
from app.ui.settings.parts import Page
from app.ui.translation import LANGUAGES


class GeneralPage(Page):
    """Language and theme, what happens on closing, notifications."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__("general", "settings", keeping)
        self.name_page(self.tr("General"))
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
