"""Everybody can use the window: names for screen readers, the keyboard alone, large fonts, few colours, no motion."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QImage, QPalette
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
    QSizePolicy,
    QSplitterHandle,
    QWidget,
    QWidgetAction,
)
from pytestqt.qtbot import QtBot
from ui_stand_ins import make_hit

import app.ui
from app.ui import look
from app.ui.photo.labels import ElidedLabel
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
    settle()
    return window


def settle() -> None:
    """Lets layouts take their place."""
    for _ in range(6):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


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
    return isinstance(widget, QAbstractButton) and not widget.isVisible() and widget.icon().isNull()


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


def test_every_control_of_the_settings_has_a_name(window: Window, qtbot: QtBot) -> None:
    window.open_settings()
    settings = window.settings.window
    assert settings is not None
    qtbot.waitUntil(lambda: settings.whole)
    assert len(controls_of(settings)) > 30
    assert not nameless(settings)


# ---- everything else that can be on the screen


def made_alone(window: Window, folder: Path) -> dict[str, Callable[[], QWidget]]:
    """Dialogs and pages that the window does not have from its start."""
    from app.indexing.exchange import Preview
    from app.ui.photo.tag_editor import TagEditor
    from app.ui.photo.viewer import Viewer
    from app.ui.results.rename_dialog import RenameDialog
    from app.ui.results.tag_dialog import TagDialog
    from app.ui.search.chips import Part, QueryChip
    from app.ui.search.name_dialog import NameDialog
    from app.ui.settings.asking import Question
    from app.ui.settings.house import PackCard
    from app.ui.settings.models_page import CardDialog
    from app.ui.settings.table_preview import TablePreview
    from app.ui.shell.close_question import CloseQuestion
    from app.ui.shell.repair_page import RepairPage
    from app.ui.work.cost_preview import CostPreview

    table = Preview(lines=9, found=4, same=1, new=1, differing=2, unknown=3, faulty=2, strangers=["/a.jpg"])
    return {
        "tags": lambda: TagDialog(2),
        "tag editor": TagEditor,
        "renaming": lambda: RenameDialog(make_hit(1, folder / "snow.jpg")),
        "naming": lambda: NameDialog("dogs last summer", ["Snow"]),
        "closing": lambda: CloseQuestion(True),
        "repair": RepairPage,
        "cost": lambda: CostPreview([folder], "normal"),
        "viewer": lambda: Viewer(window.tasks, window.thumbnails),
        "question": lambda: Question("Clear all?", "It goes.", "Clear", window, sure="Yes", extra="Settings, too"),
        "card": lambda: CardDialog(PackCard("compact", None, 9, "Apache-2.0", "# A card"), window),
        "table": lambda: TablePreview("photos.csv", table, window),
        "chip": lambda: QueryChip(Part("since 2010", "Read from 2010", lambda: None, "Take it out")),
    }


def test_every_control_of_a_dialog_has_a_name(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    for name, make in made_alone(window, tmp_path).items():
        made = make()
        qtbot.addWidget(made)
        assert controls_of(made), name
        assert not nameless(made), name


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


class Opened(QObject):
    """Notes every window that comes to the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(type(watched).__name__)
        return False


def test_nothing_is_a_window_for_a_moment(
    request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    """What is shown before it has its place flashes, and takes the keyboard away."""
    opened = Opened()
    qapp.installEventFilter(opened)
    try:
        window = request.getfixturevalue("answered")
        window.open_settings()
        qtbot.waitUntil(lambda: window.settings.window.whole)
        for make in made_alone(window, tmp_path).values():
            qtbot.addWidget(make())
    finally:
        qapp.removeEventFilter(opened)
    assert opened.kinds == ["Window", "SettingsWindow"]


ONLY_BASES = ["Page"]  # of which nobody makes one


def test_nothing_on_the_screen_is_left_out(answered: Window, qtbot: QtBot, tmp_path: Path) -> None:
    """Whoever adds a widget finds it here, and adds where it is looked at."""
    answered.open_settings()
    settings = answered.settings.window
    assert settings is not None
    qtbot.waitUntil(lambda: settings.whole)
    made = [make() for make in made_alone(answered, tmp_path).values()]
    for widget in made:
        qtbot.addWidget(widget)
    seen = {type(widget).__name__ for widget in QApplication.allWidgets()}
    every = {
        kind.__name__
        for kind in kinds_of(QWidget)
        if kind.__module__.startswith("app.ui") and "measuring" not in kind.__module__
    }
    assert sorted(every - seen) == ONLY_BASES


def kinds_of(kind: type) -> Iterator[type]:
    for module in pkgutil.walk_packages(app.ui.__path__, "app.ui."):
        if "measuring" not in module.name:
            importlib.import_module(module.name)
    for one in kind.__subclasses__():
        yield one
        yield from kinds_of_kind(one)


def kinds_of_kind(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from kinds_of_kind(one)


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


def luminances(image: QImage) -> NDArray[np.float64]:
    """The relative luminance of each pixel (WCAG 2.1)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    parts = pixels[:, : plain.width() * 4].reshape(plain.height(), plain.width(), 4)[:, :, :3] / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ (0.0722, 0.7152, 0.2126))  # blue, green, red


def seen_change(before: QImage, after: QImage) -> int:
    """How many pixels changed by 3:1 or more, as WCAG 2.1 (1.4.11) asks of what a state is known by."""
    one, other = luminances(before) + 0.05, luminances(after) + 0.05
    return int((np.maximum(one, other) / np.minimum(one, other) >= 3).sum())


LEAST_CHANGED = 24  # pixels: less than the ring around the smallest button


def without_ring(top: QWidget, elsewhere: QWidget) -> list[str]:
    """Controls that look the same with the keyboard on them as without."""
    found = []
    for widget in controls_of(top):
        if not (widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
            continue
        if widget is elsewhere:
            continue
        around = widget.parentWidget()
        area = widget.geometry().adjusted(-3, -3, 3, 3).intersected(around.rect())
        elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
        before = around.grab(area).toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        after = around.grab(area).toImage()
        if seen_change(before, after) < LEAST_CHANGED:
            found.append(" < ".join(f"{type(one).__name__} {one.objectName()}".strip() for one in up_from(widget)[:3]))
    return found


@pytest.fixture(params=["light", "dark", "high contrast"])
def theme(request: pytest.FixtureRequest, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "high contrast":
        monkeypatch.setattr(look, "high_contrast", lambda: True)
        monkeypatch.setattr(look, "system_palette", contrasting)
    look.dress(qapp, request.param)
    yield request.param
    monkeypatch.undo()
    look.dress(qapp)


def contrasting() -> QPalette:
    """White and yellow on black, like a system's colours for people who see little."""
    colours = QPalette(QColor("black"), QColor("black"))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        colours.setColor(role, QColor("white"))
    colours.setColor(QPalette.ColorRole.Base, QColor("black"))
    for role in (QPalette.ColorRole.Highlight, QPalette.ColorRole.Accent):
        colours.setColor(role, QColor("yellow"))
    colours.setColor(QPalette.ColorRole.HighlightedText, QColor("black"))
    return colours


def test_one_sees_where_the_keyboard_is(theme: str, answered: Window) -> None:
    assert not without_ring(answered, answered.bar.field)


def test_one_sees_where_the_keyboard_is_in_the_settings(theme: str, window: Window, qtbot: QtBot) -> None:
    window.open_settings()
    settings = window.settings.window
    assert settings is not None
    settings.activateWindow()
    qtbot.waitUntil(settings.isActiveWindow)
    for page in range(settings.list.count()):
        settings.list.setCurrentRow(page)
        assert not without_ring(settings, settings.field), settings.list.item(page).text()


def test_high_contrast_keeps_the_colours_of_the_system(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "high_contrast", lambda: True)
    monkeypatch.setattr(look, "system_palette", contrasting)
    look.dress(qapp, "light")
    try:
        assert qapp.palette().color(QPalette.ColorRole.Base) == QColor("black")
        assert qapp.palette().color(QPalette.ColorRole.Accent) == QColor("yellow")
    finally:
        monkeypatch.undo()
        look.dress(qapp)
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor("white")


# ---- large fonts


@pytest.fixture(params=[1.5, 2.0])
def larger(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    before = qapp.font()
    font = QFont(before)
    font.setPointSizeF(before.pointSizeF() * request.param)
    qapp.setFont(font)
    look.dress(qapp)
    yield request.param
    qapp.setFont(before)
    look.dress(qapp)


@pytest.fixture
def largest(qapp: QApplication) -> Iterator[float]:
    before = qapp.font()
    qapp.setFont(QFont(before.family(), round(before.pointSizeF() * 2)))
    yield 2.0
    qapp.setFont(before)


def clipped(top: QWidget) -> list[str]:
    """Labels and buttons that can be seen, but not all of their words. What shortens itself says the whole in a tip."""
    found = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisible() or any(isinstance(above, WITH_INNER) for above in up_from(widget)):
            continue
        if isinstance(widget, QLabel) and widget.text() and widget.sizePolicy().horizontalPolicy() is not IGNORED:
            wide = widget.width() + 1
            fits = widget.sizeHint().width() <= wide and widget.sizeHint().height() <= widget.height() + 1
            if widget.wordWrap():
                fits = widget.heightForWidth(widget.width()) <= widget.height() + 1
            fits = fits or isinstance(widget, ElidedLabel) and bool(widget.toolTip())
        elif isinstance(widget, QAbstractButton) and widget.text():
            # A chip of the preview may be as narrow as the pane; it has its words as a tip then.
            fits = widget.height() + 1 >= widget.fontMetrics().height() and (
                widget.width() + 1 >= widget.minimumSizeHint().width() or bool(widget.toolTip())
            )
        else:
            continue
        if not fits:
            words = widget.text()[:30]
            found.append(f"{type(widget).__name__} {widget.objectName()} “{words}” {widget.size().toTuple()}")
    return found


IGNORED = QSizePolicy.Policy.Ignored
WITH_INNER = (QCalendarWidget, QAbstractSpinBox, QLineEdit)  # in which Qt lays out buttons itself


def test_nothing_is_clipped_in_large_letters(larger: float, answered: Window) -> None:
    assert not clipped(answered)


def test_nothing_of_the_settings_is_clipped_in_large_letters(larger: float, window: Window, qtbot: QtBot) -> None:
    window.open_settings()
    settings = window.settings.window
    assert settings is not None
    qtbot.waitExposed(settings)
    for page in range(settings.list.count()):
        settings.list.setCurrentRow(page)
        settle()
        assert not clipped(settings), settings.list.item(page).text()


def test_nothing_of_a_dialog_is_clipped_in_large_letters(
    largest: float, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    for name, make in made_alone(window, tmp_path).items():
        if name in ("viewer", "chip", "tag editor"):
            continue  # as large as the screen, or a part of something else
        made = make()
        qtbot.addWidget(made)
        made.show()
        settle()
        assert not clipped(made), name
        made.close()


# ---- motion


def test_nothing_moves_by_itself(qapp: QApplication) -> None:
    for effect in Qt.UIEffect:
        if effect is not Qt.UIEffect.UI_General:
            assert not qapp.isEffectEnabled(effect)
    moving = re.compile("QPropertyAnimation|QVariantAnimation|QTimeLine|QMovie|QScroller")
    sources = Path(look.__file__).parent.rglob("*.py")
    assert not [path.name for path in sources if moving.search(path.read_text("utf-8"))]
