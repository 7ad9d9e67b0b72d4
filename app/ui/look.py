"""Colours, icons and the style sheet, for light and dark. Widgets ask here and name no colour themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QByteArray, QDir, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from app.paths import PROJECT

ICONS = PROJECT / "resources" / "icons"
STYLE_SHEET = PROJECT / "resources" / "style" / "snowline.qss"

# Pixel sizes drawn for each icon: those of buttons and rows at 1x and 2x. A larger one is a `picture`.
ICON_SIZES = (16, 20, 24, 32, 40, 48)
# Of the program's own icon, as files: what task bars and trays take.
PROGRAM_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)

_Role = QPalette.ColorRole
# Every pair of text and ground below holds at least 4.5:1, and what a control is known by 3:1 (WCAG 2.1 AA);
# tests/ui/test_look.py measures it.
_LIGHT = {
    _Role.Window: "#f3f5f7",
    _Role.WindowText: "#1b2329",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#f7f9fa",
    _Role.Text: "#1b2329",
    _Role.PlaceholderText: "#5d6a74",
    _Role.Button: "#ffffff",
    _Role.ButtonText: "#1b2329",
    _Role.ToolTipBase: "#1b2329",
    _Role.ToolTipText: "#ffffff",
    _Role.Highlight: "#d3e7f5",
    _Role.HighlightedText: "#10212d",
    _Role.Accent: "#0b6aa8",
    _Role.Link: "#0b6aa8",
    _Role.LinkVisited: "#0b6aa8",
    _Role.BrightText: "#b3261e",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#e6eaed",
    _Role.Mid: "#cdd5da",
    _Role.Dark: "#7f8b95",
    _Role.Shadow: "#5d6a74",
}
_DARK = {
    _Role.Window: "#1a1f24",
    _Role.WindowText: "#e6ebef",
    _Role.Base: "#12161a",
    _Role.AlternateBase: "#171c20",
    _Role.Text: "#e6ebef",
    _Role.PlaceholderText: "#98a5af",
    _Role.Button: "#262d33",
    _Role.ButtonText: "#e6ebef",
    _Role.ToolTipBase: "#e6ebef",
    _Role.ToolTipText: "#12161a",
    _Role.Highlight: "#1f4560",
    _Role.HighlightedText: "#f2f7fb",
    _Role.Accent: "#6fbdf0",
    _Role.Link: "#6fbdf0",
    _Role.LinkVisited: "#6fbdf0",
    _Role.BrightText: "#ff8a80",
    _Role.Light: "#39434b",
    _Role.Midlight: "#2a3238",
    _Role.Mid: "#39434b",
    _Role.Dark: "#5f6c76",
    _Role.Shadow: "#000000",
}
# Systems with high contrast often have one colour for what is chosen and for the accent.
_FOR_CONTRAST = "QListWidget#settingsList::item:focus { border-color: palette(highlighted-text); }"
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
# Disabled text may be fainter than the rule for text asks (WCAG exempts it), but must still be seen.
_DISABLED = {False: "#87929b", True: "#6f7b85"}


def palette(dark: bool) -> QPalette:
    """Our colours for one of the two schemes."""
    colours = QPalette()
    for role, name in (_DARK if dark else _LIGHT).items():
        colours.setColor(role, QColor(name))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DISABLED[dark]))
    return colours


def system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


class _Dresser(QObject):
    """Keeps the application in our style: in the theme that the person chose, or the system's, also when that changes.

    Where the system asks for high contrast, its own colours stay.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.theme = "system"
        self.with_sheet = True
        self._worn: tuple[bool | None, float] | None = None  # dark or not, None for the system's colours; size
        application.setStyle("Fusion")
        # Nothing slides or fades, whatever the system says of motion: nobody has to ask for calm.
        for effect in _EFFECTS:
            application.setEffectEnabled(effect, False)
        self._hints = application.styleHints()
        self._hints.colorSchemeChanged.connect(self.follow)
        application.fontChanged.connect(self.follow)
        # Held: PySide takes what is connected to for dead once nobody in Python holds it.
        self._wishes = self._hints.accessibility()
        self._wishes.contrastPreferenceChanged.connect(self.follow)

    def follow(self) -> None:
        """Puts palette and style sheet on, as they are to be now."""
        contrast, dark = high_contrast(), system_is_dark() if self.theme == "system" else self.theme == "dark"
        wanted = None if contrast else dark
        size = self._application.font().pointSizeF()
        if (wanted, size) == self._worn and not contrast:
            return
        self._worn = (wanted, size)
        self._application.setPalette(system_palette() if contrast else palette(dark))
        if not self.with_sheet:
            self._worn = None
            return
        # Set anew, because palette(...) in a style sheet is read when it is applied.
        sheet = _in_points(STYLE_SHEET.read_text("utf-8"), self._application.font())
        self._application.setStyleSheet(sheet + _FOR_CONTRAST if contrast else sheet)


def _in_points(sheet: str, font: QFont) -> str:
    """A style sheet whose sizes of letters, in em, are those of the system's font: Qt knows points and pixels only."""
    return re.sub(r"([\d.]+)em\b", lambda found: f"{float(found[1]) * font.pointSizeF():.1f}pt", sheet)


def high_contrast() -> bool:
    """The system asks for high contrast."""
    return QGuiApplication.styleHints().accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def ring() -> QColor:
    """For the line around what the keyboard is on where that is chosen too: seen on the colour of what is chosen."""
    colours = QGuiApplication.palette()
    accent = colours.color(_Role.Accent)
    return accent if accent != colours.color(_Role.Highlight) else colours.color(_Role.HighlightedText)


def system_palette() -> QPalette:
    """The system's own colours: a palette that sets nothing."""
    return QPalette()


def dress(application: QApplication, theme: str = "system", *, with_sheet: bool = True) -> None:
    """Puts our style on the application: "light", "dark", or as the "system" is; called again, it switches.

    Without the style sheet, widgets are put together in half the time: Qt looks through it anew each time that one is
    given to another. It is put on once, by a second call, before they are shown.
    """
    dresser = application.findChild(_Dresser) or _Dresser(application)
    dresser.theme, dresser.with_sheet = theme, with_sheet
    QDir.setSearchPaths("icons", [str(ICONS)])  # for url(icons:...) in the style sheet
    # For what the system draws itself: title bars and its own dialogs.
    application.styleHints().setColorScheme(_SCHEMES.get(theme, Qt.ColorScheme.Unknown))
    dresser.follow()


def muted() -> QColor:
    """For second lines and counts. From the application's palette, because a style sheet thins out a widget's own."""
    return QGuiApplication.palette().color(_Role.PlaceholderText)


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """`resources/icons/NAME.svg`, its currentColor drawn in `colour` (button text when None)."""
    normal = colour or QGuiApplication.palette().color(_Role.ButtonText)
    disabled = QGuiApplication.palette().color(QPalette.ColorGroup.Disabled, _Role.ButtonText)
    return _icon(name, normal.name(), disabled.name())


@lru_cache(512)
def _icon(name: str, normal: str, disabled: str) -> QIcon:
    """Drawn once for each pair of colours: many buttons share an icon."""
    drawn = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, normal), (QIcon.Mode.Disabled, disabled)):
        for pixmap in _pixmaps(name, QColor(tint)):
            drawn.addPixmap(pixmap, mode)
    return drawn


def picture(name: str, side: int, colour: QColor | None = None, ratio: float = 1.0) -> QPixmap:
    """The drawing of an icon for a label: `side` logical pixels, drawn for a screen of that pixel `ratio`."""
    tint = colour or QGuiApplication.palette().color(_Role.ButtonText)
    drawn = _drawn(_renderer(name, tint), round(side * ratio))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def program_icon() -> QIcon:
    """The program's own icon, for the window and the tray; each size is read when it is wanted."""
    found = QIcon()
    for side in PROGRAM_SIZES:
        found.addFile(str(ICONS / "app" / f"snowline-{side}.png"), QSize(side, side))
    return found


def _pixmaps(name: str, tint: QColor) -> Sequence[QPixmap]:
    renderer = _renderer(name, tint)
    return [_drawn(renderer, side) for side in ICON_SIZES]


def _renderer(name: str, tint: QColor) -> QSvgRenderer:
    drawing = (ICONS / f"{name}.svg").read_bytes().replace(b"currentColor", tint.name().encode())
    return QSvgRenderer(QByteArray(drawing))


def _drawn(renderer: QSvgRenderer, side: int) -> QPixmap:
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap
