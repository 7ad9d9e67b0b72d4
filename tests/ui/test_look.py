"""Colours that can be read, and icons that can be drawn."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from pytestqt.qtbot import QtBot

from app.ui import look

Role = QPalette.ColorRole
READABLE = 4.5  # WCAG 2.1, success criterion 1.4.3
VISIBLE = 3.0  # 1.4.11: what a control is known by


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        (Role.WindowText, Role.Window, READABLE),
        (Role.Text, Role.Base, READABLE),
        (Role.Text, Role.AlternateBase, READABLE),
        (Role.PlaceholderText, Role.Base, READABLE),
        (Role.PlaceholderText, Role.Window, READABLE),
        (Role.PlaceholderText, Role.Midlight, READABLE),
        (Role.ButtonText, Role.Button, READABLE),
        (Role.ButtonText, Role.Midlight, READABLE),
        (Role.HighlightedText, Role.Highlight, READABLE),
        (Role.Base, Role.Accent, READABLE),
        (Role.Link, Role.Base, READABLE),
        (Role.ToolTipText, Role.ToolTipBase, READABLE),
        (Role.Link, Role.Window, READABLE),
        (Role.Accent, Role.Base, READABLE),
        (Role.Accent, Role.Window, VISIBLE),
        (Role.Accent, Role.Highlight, VISIBLE),
        (Role.Accent, Role.Midlight, VISIBLE),
        (Role.Dark, Role.Base, VISIBLE),
        (Role.Dark, Role.Window, VISIBLE),
        (Role.PlaceholderText, Role.AlternateBase, READABLE),
        (Role.PlaceholderText, Role.Highlight, VISIBLE),
    ],
)
def test_text_stands_out_from_its_ground(dark: bool, text: Role, ground: Role, least: float) -> None:
    colours = look.palette(dark)
    assert contrast(colours.color(text), colours.color(ground)) >= least


def test_dark_is_darker_than_light() -> None:
    light, dark = (look.palette(scheme).color(Role.Window) for scheme in (False, True))
    assert luminance(dark) < 0.1 < 0.7 < luminance(light)


@pytest.mark.parametrize("name", sorted(path.stem for path in look.ICONS.glob("*.svg")))
def test_every_icon_draws_something_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    image = look.icon(name, QColor("#ff0000")).pixmap(QSize(24, 24), 2.0, QIcon.Mode.Normal).toImage()
    assert image.width() == 48
    colours = {image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha()}
    assert colours
    if "currentColor" in (look.ICONS / f"{name}.svg").read_text():
        assert "#ff0000" in colours


def roles_of(rule: str, name: str) -> list[Role]:
    """The roles that a rule of the style sheet gives a property."""
    named = {role.name.lower(): role for role in Role}
    found = re.findall(rf"(?<![-\w]){name}\s*:\s*[^;]*?palette\(([a-z-]+)\)", rule)
    return [named[one.replace("-", "")] for one in found]


def rules_of_the_sheet() -> list[tuple[str, str]]:
    sheet = re.sub(r"/\*.*?\*/", "", look.STYLE_SHEET.read_text(), flags=re.DOTALL)
    return re.findall(r"([^{}]+)\{([^{}]*)\}", sheet)


@pytest.mark.parametrize("dark", [False, True])
def test_every_rule_of_the_style_sheet_can_be_read(dark: bool) -> None:
    """Text on the ground of its own rule; where there is none, on those on which widgets lie."""
    colours = look.palette(dark)
    pairs = 0
    for selector, rule in rules_of_the_sheet():
        for prefix in ("", "selection-"):
            grounds = roles_of(rule, f"{prefix}background(?:-color)?") or [Role.Base, Role.Window]
            for text in roles_of(rule, f"{prefix}color"):
                for ground in grounds:
                    pairs += 1
                    found = contrast(colours.color(text), colours.color(ground))
                    # What is chosen has its ground from another rule.
                    if text is not Role.HighlightedText or grounds[0] is not Role.Base:
                        assert found >= READABLE, (selector.strip(), text, ground)
    assert pairs > 30


def test_the_style_sheet_names_no_colour() -> None:
    sheet = re.sub(r"/\*.*?\*/", "", look.STYLE_SHEET.read_text(), flags=re.DOTALL)
    assert not re.search(r"#[0-9a-fA-F]{3,8}\s*;|rgb\(|:\s*(white|black|gray|red|blue)\b", sheet)
