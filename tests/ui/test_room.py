"""Panes give way where the window is narrow, and come back as the person left them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.room import LEAST_RESULTS, Need, share
from app.ui.window import SMALLEST_SIZE, Window

NEEDS = (Need("filters", 220, 240), Need("preview", 226, 340), Need("sidebar", 150, 230))


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1300, {"filters": 240, "preview": 340, "sidebar": 230}),
        (956, {"filters": 220, "preview": 226, "sidebar": 150}),
        (955, {"filters": 240, "preview": 340}),
        (805, {"filters": 240}),
        (640, {"filters": 240}),
        (590, {"filters": 230}),
        (570, {}),
    ],
)
def test_panes_grow_narrower_then_give_way(width: int, expected: dict[str, int]) -> None:
    assert share(width, NEEDS) == expected


@given(st.integers(0, 3000), st.lists(st.tuples(st.integers(0, 500), st.integers(0, 900)), max_size=3))
def test_results_keep_their_width(width: int, sizes: list[tuple[int, int]]) -> None:
    needs = [Need(str(at), least, wished) for at, (least, wished) in enumerate(sizes)]
    widths = share(width, needs)
    assert not widths or width - sum(widths.values()) >= LEAST_RESULTS
    assert all(widths[need.name] >= need.least for need in needs if need.name in widths)


def there(window: Window) -> list[str]:
    """The panes that can be seen; their buttons say the same."""
    bar = window.bar
    panes = {
        "sidebar": (window.panes.sidebar, bar.sidebar_button),
        "filters": (window.panes.filters, bar.filters_button),
        "preview": (window.preview, bar.preview_button),
    }
    assert all(button.isChecked() != pane.isHidden() for pane, button in panes.values())
    return [name for name, (pane, _) in panes.items() if not pane.isHidden()]


def test_a_narrow_window_keeps_room_for_results(window: Window, qtbot: QtBot) -> None:
    window.resize(1300, 700)
    with qtbot.waitSignal(window.searching.answered):
        window.searching.text("snow")
    window.panes.show_filters(True)
    assert there(window) == ["sidebar", "filters", "preview"]
    wide = window.panes.sizes(), window.splitter.sizes()
    window.resize(SMALLEST_SIZE.width(), 700)
    assert there(window) == ["filters"]  # opened last
    assert window.results.width() >= LEAST_RESULTS
    window.bar.preview_button.click()
    assert there(window) == ["preview"]
    assert window.results.width() >= LEAST_RESULTS
    window.resize(1300, 700)
    assert (window.panes.sizes(), window.splitter.sizes()) == wide
    window.bar.preview_button.click()
    window.resize(1000, 700)
    assert there(window) == ["sidebar", "filters"]  # what was closed stays closed


def test_what_gave_way_is_remembered_with_its_width(open_window: Callable[[], Window], remembered: QSettings) -> None:
    first = open_window()
    first.resize(1300, 700)
    handle = first.panes.handle(1)
    start = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(handle, start + QPoint(30, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    width = first.panes.sidebar.width()
    first.resize(SMALLEST_SIZE.width(), 700)
    assert there(first) == ["preview"]
    first.close()
    again = open_window()
    again.resize(1300, 700)
    assert there(again) == ["sidebar", "preview"]
    assert again.panes.sidebar.width() == width
