"""Everybody can use the window: names for screen readers, the keyboard alone, large fonts, few colours, no motion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollBar,
    QSplitterHandle,
    QWidget,
    QWidgetAction,
)
from pytestqt.qtbot import QtBot

from app.ui import look
from app.ui.window import Window

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
)
# Parts of Qt's own widgets, which speak for themselves through those.
INNER = (QScrollBar, QHeaderView, QSplitterHandle)


@pytest.fixture
def answered(window: Window, qtbot: QtBot) -> Window:
    """A window with an answer, and the panes beside it."""
    window.searching.text("snow")
    qtbot.waitUntil(lambda: window.results.list.model().rowCount() > 0)
    window.panes.show_filters(True)
    window.results.enter()
    qtbot.waitUntil(lambda: any(widget.isVisible() for widget in controls_of(window.preview)))
    return window


def controls_of(top: QWidget) -> list[QWidget]:
    """What a person works with in a widget, visible or not."""
    found = [top, *top.findChildren(QWidget)]
    return [widget for widget in found if is_control(widget)]


def is_control(widget: QWidget) -> bool:
    if isinstance(widget, INNER) or widget.objectName().startswith("qt_"):
        return False
    if any(isinstance(above, QAbstractSpinBox | QComboBox | QCalendarWidget) for above in up_from(widget)[1:]):
        return False
    takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QAbstractItemView):
        return takes_keys
    if isinstance(widget, QLabel):
        return False
    return takes_keys or isinstance(widget, CONTROLS)


def spoken(widget: QWidget) -> str:
    """What a screen reader says of it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name)) if interface is not None else ""


def up_from(widget: QWidget) -> list[QWidget]:
    """It, what it lies in, and so on."""
    found = [widget]
    while (above := found[-1].parentWidget()) is not None:
        found.append(above)
    return found


def is_blank(widget: QWidget) -> bool:
    """A button that is hidden until there are words for it."""
    return isinstance(widget, QAbstractButton) and widget.isHidden() and widget.icon().isNull()


def nameless(top: QWidget) -> list[str]:
    return [
        " < ".join(f"{type(one).__name__} {one.objectName()}".strip() for one in up_from(widget)[:4])
        for widget in controls_of(top)
        if not spoken(widget).strip() and not is_blank(widget)
    ]


def open_menus(top: QWidget) -> list[QMenu]:
    return top.findChildren(QMenu)


# ---- names


def test_every_control_of_the_window_has_a_name(answered: Window) -> None:
    assert len(controls_of(answered)) > 40
    assert not nameless(answered)


def settings_pages() -> list[str]:
    return ["general", "folders", "drives", "search", "performance", "models", "privacy", "shortcuts"]


def test_every_control_of_the_settings_has_a_name(window: Window) -> None:
    window.open_settings()
    assert window.settings.window is not None
    assert len(controls_of(window.settings.window)) > 30
    assert not nameless(window.settings.window)


# ---- everything else that can be on the screen


def made_alone(qtbot: QtBot, tmp_path: Path) -> dict[str, Callable[[], QWidget]]:
    """Dialogs and pages that the window does not have from its start."""
    from app.ui.photo.tag_editor import TagEditor
    from app.ui.results.tag_dialog import TagDialog
    from app.ui.shell.close_question import CloseQuestion
    from app.ui.shell.repair_page import RepairPage
    from app.ui.work.cost_preview import CostPreview

    return {
        "tags": lambda: TagDialog(2),
        "tag editor": TagEditor,
        "closing": lambda: CloseQuestion(True),
        "repair": RepairPage,
        "cost": lambda: CostPreview([tmp_path], "normal"),
    }


@pytest.mark.parametrize("name", ["tags", "tag editor", "closing", "repair", "cost"])
def test_every_control_of_a_dialog_has_a_name(name: str, qtbot: QtBot, tmp_path: Path) -> None:
    made = made_alone(qtbot, tmp_path)[name]()
    qtbot.addWidget(made)
    assert controls_of(made)
    assert not nameless(made)


def test_every_entry_of_the_menus_has_words(answered: Window) -> None:
    for menu in answered.findChildren(QMenu):
        for action in menu.actions():
            assert action.isSeparator() or isinstance(action, QWidgetAction) or action.text().strip(), menu.title()


def test_a_photo_is_spoken_with_its_caption(answered: Window, qtbot: QtBot) -> None:
    def said(view: QAbstractItemView) -> list[str]:
        interface = QAccessible.queryAccessibleInterface(view)
        children = (interface.child(number) for number in range(interface.childCount()))
        return [str(child.text(QAccessible.Text.Name)) for child in children if child is not None]

    assert any("snow on a mountain" in words for words in said(answered.results.list))
    answered.results.show_grid(True)
    assert any("snow on a mountain" in words for words in said(answered.results.grid))
    photo = next(words for words in said(answered.results.grid) if "snow on a mountain" in words)
    assert "snow on mountain.jpg" in photo
    assert "likely match" in photo


# ---- the keyboard


def test_tab_goes_through_the_window_as_one_reads(answered: Window, qtbot: QtBot) -> None:
    """From the search bar down, each part from its left to its right, and back to the start; nothing holds the focus
    for good."""
    start = answered.bar.field
    start.setFocus()
    walked: list[QWidget] = []
    for _ in range(200):
        widget = QApplication.focusWidget()
        if widget is None or walked and widget is walked[0]:
            break
        assert widget not in walked, f"the focus goes round below {widget.objectName()}"
        walked.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    else:
        pytest.fail("Tab never comes back to the search field")
    parts = [part for part in (part_of(widget, answered) for widget in walked) if part is not None]
    kept = [part for at, part in enumerate(parts) if not at or part != parts[at - 1]]
    order = ["bar", "sidebar", "filters", "header", "results", "preview", "panel"]
    first = kept.index("bar")
    assert [part for part in order if part in kept] == sorted(set(kept), key=kept.index), kept
    assert first == 0
    for part in ("bar", "sidebar", "filters", "results", "preview"):
        assert part in kept


def part_of(widget: QWidget, window: Window) -> str | None:
    parts = {
        "bar": window.bar,
        "sidebar": window.panes.sidebar,
        "filters": window.panes.filters,
        "header": window.header,
        "results": window.results,
        "preview": window.preview,
        "panel": window.panel,
    }
    return next((name for name, part in parts.items() if part is widget or part.isAncestorOf(widget)), None)


# ---- where the keyboard is


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def seen_change(before: QImage, after: QImage) -> int:
    """How many pixels changed by 3:1 or more, as WCAG 2.1 (1.4.11) asks of what a state is known by."""
    changed = 0
    for y in range(before.height()):
        for x in range(before.width()):
            one, other = before.pixel(x, y), after.pixel(x, y)
            if one != other:
                darker, lighter = sorted((luminance(QColor(one)), luminance(QColor(other))))
                changed += (lighter + 0.05) / (darker + 0.05) >= 3
    return changed


LEAST_CHANGED = 24  # pixels: less than the ring around the smallest button


def without_ring(top: QWidget, elsewhere: QWidget) -> list[str]:
    """Controls that look the same with the keyboard on them as without."""
    found = []
    for widget in controls_of(top):
        if not (widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
            continue
        if widget is elsewhere:
            continue
        area = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size()).adjusted(-3, -3, 3, 3).intersected(top.rect())
        elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
        before = top.grab(area).toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        after = top.grab(area).toImage()
        if seen_change(before, after) < LEAST_CHANGED:
            found.append(" < ".join(f"{type(one).__name__} {one.objectName()}".strip() for one in up_from(widget)[:3]))
    return found


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_one_sees_where_the_keyboard_is(theme: str, answered: Window, qapp: QApplication) -> None:
    look.dress(qapp, theme)
    try:
        assert not without_ring(answered, answered.bar.field)
    finally:
        look.dress(qapp)
