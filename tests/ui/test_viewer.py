"""The viewer: zoom and pan as arithmetic, and a window that walks along the results by key and mouse."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from ui_stand_ins import CaptionLibrary, make_hit

from app.domain import Metadata
from app.media.details import Details
from app.ui.photo import taken
from app.ui.photo.frames import Frames, read_frame
from app.ui.photo.viewer import Viewer
from app.ui.photo.zooming import LARGEST, STAND_IN_ENLARGED, Zoom
from app.ui.tasks import Tasks
from app.ui.window import Window

Key, Mod = Qt.Key, Qt.KeyboardModifier


# ---- arithmetic ----


def zoom_of(picture: tuple[int, int], view: tuple[int, int]) -> Zoom:
    zoom = Zoom()
    zoom.resize(QSizeF(*view))
    zoom.show(QSizeF(*picture))
    return zoom


def test_a_picture_is_fitted_and_stands_in_the_middle() -> None:
    zoom = zoom_of((4000, 2000), (1000, 1000))
    assert zoom.scale == 0.25 and not zoom.overflows
    place = zoom.place()
    assert (place.x(), place.y(), place.width(), place.height()) == (0, 250, 1000, 500)


def test_a_small_picture_is_shown_as_large_as_it_is_until_somebody_zooms() -> None:
    zoom = zoom_of((200, 100), (1000, 1000))
    assert zoom.scale == 1.0 and not zoom.overflows
    place = zoom.place()
    assert (place.x(), place.y(), place.width(), place.height()) == (400, 450, 200, 100)
    zoom.zoom(3.0)
    assert zoom.scale == 3.0
    zoom.fit()
    assert zoom.scale == 1.0
    zoom.show(QSizeF(320, 200), stands_in=True)  # a thumbnail, before the picture is there
    assert zoom.scale == 3.125
    zoom.show(QSizeF(100, 100), stands_in=True)
    assert zoom.scale == STAND_IN_ENLARGED
    zoom.show(QSizeF(100, 100))
    assert zoom.scale == 1.0


SIDES = st.integers(1, 12_000)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("zoom"), st.floats(0.01, 40), st.floats(-100, 3000), st.floats(-100, 3000)),
        st.tuples(st.just("pan"), st.floats(-5000, 5000), st.floats(-5000, 5000), st.just(0.0)),
        st.tuples(st.just("resize"), st.floats(1, 4000), st.floats(1, 4000), st.just(0.0)),
        st.tuples(st.just("fit"), st.just(0.0), st.just(0.0), st.just(0.0)),
    ),
    max_size=12,
)


@given(SIDES, SIDES, STEPS)
def test_however_it_is_moved_no_gap_opens_beside_a_picture(width: int, height: int, steps: list[tuple]) -> None:
    zoom = zoom_of((width, height), (1600, 900))
    for what, one, two, three in steps:
        if what == "zoom":
            zoom.zoom(one, QPointF(two, three))
        elif what == "pan":
            zoom.pan(QPointF(one, two))
        elif what == "resize":
            zoom.resize(QSizeF(one, two))
        else:
            zoom.fit()
        place, view = zoom.place(), zoom.view
        assert 0 < zoom.scale <= max(LARGEST, zoom.fit_scale)
        for start, size, room in ((place.x(), place.width(), view.width()), (place.y(), place.height(), view.height())):
            slack = 1e-6 * max(size, room, 1)
            if size > room + slack:
                assert start <= slack and start + size >= room - slack
            else:
                assert abs(start - (room - size) / 2) <= slack


@given(st.floats(0.2, 8), st.floats(700, 900), st.floats(400, 500))
def test_what_lies_under_the_pointer_stays_there(scale: float, x: float, y: float) -> None:
    zoom = zoom_of((6000, 4000), (1600, 900))
    zoom.zoom(1.0)
    before = (QPointF(x, y) - zoom.place().topLeft()) / zoom.scale
    zoom.zoom(max(scale, 0.9), QPointF(x, y))
    after = (QPointF(x, y) - zoom.place().topLeft()) / zoom.scale
    assert abs(before.x() - after.x()) < 1e-6 * 6000 and abs(before.y() - after.y()) < 1e-6 * 6000


def test_a_sharper_frame_takes_the_place_of_a_smaller_one() -> None:
    zoom = zoom_of((320, 200), (1600, 900))
    zoom.zoom(12.0, QPointF(1500, 800))
    before = zoom.place()
    zoom.show(QSizeF(6400, 4000), keep=True)
    after = zoom.place()
    assert zoom.scale == pytest.approx(0.6)
    for one, other in ((before.x(), after.x()), (before.y(), after.y()), (before.width(), after.width())):
        assert one == pytest.approx(other)


def test_facts_of_a_photo_in_words_and_links() -> None:
    metadata = Metadata("JPEG", 6000, 4000, latitude=-33.8568, longitude=151.2153)
    told = Details(metadata, 1, exposure=0.004, aperture=2.8, iso=400, focal=35.0, focal_35=52, bias=-0.667)
    assert taken.settings(told) == "1/250 s · f/2.8 · ISO 400 · −0.7 EV"
    assert taken.focal(told) == "35 mm (like 52 mm on film)"
    assert taken.dimensions(metadata) == "6,000 × 4,000 (24 megapixels)"
    small = {(1600, 900): " (1.4 megapixels)", (1250, 800): " (1 megapixel)", (2000, 1000): " (2 megapixels)"}
    for (width, height), words in small.items():
        assert taken.dimensions(Metadata("JPEG", width, height)) == f"{width:,} × {height:,}{words}"
    assert taken.dimensions(Metadata("JPEG", 640, 480)) == "640 × 480"
    assert taken.position(metadata) == "33.85680° S, 151.21530° E"
    assert taken.geo_uri(metadata) == "geo:-33.8568,151.2153"
    assert taken.map_link(metadata) == (
        "https://www.openstreetmap.org/?mlat=-33.8568&mlon=151.2153#map=15/-33.8568/151.2153"
    )
    nothing = Details(Metadata("JPEG", 0, 0), 1)
    assert not any(
        (taken.settings(nothing), taken.focal(nothing), taken.dimensions(nothing.metadata), taken.geo_uri(metadata)[:0])
    )


# ---- frames ----


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A photo larger than any screen, stored lying on its side, with a place and an exposure."""
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.Exif).update({Base.ExposureTime: IFDRational(1, 250), Base.FNumber: IFDRational(28, 10)})
    exif.get_ifd(IFD.GPSInfo).update(
        {
            GPS.GPSLatitudeRef: "N",
            GPS.GPSLatitude: (38.0, 43.0, 0.0),
            GPS.GPSLongitudeRef: "W",
            GPS.GPSLongitude: (9.0, 8.0, 0.0),
        }
    )
    rows = np.linspace(0, 255, 4000, dtype=np.uint8)
    Image.fromarray(np.broadcast_to(rows[None, :, None], (3000, 4000, 3)).copy()).save(
        tmp_path / "large.jpg", exif=exif, quality=60
    )
    return tmp_path / "large.jpg"


def test_a_frame_is_upright_small_first_and_whole_when_wanted(large: Path) -> None:
    small = read_frame(large, 800, 100_000_000)
    assert (small.image.width(), small.image.height()) == (600, 800)
    assert (small.natural.width(), small.natural.height()) == (3000, 4000) and not small.is_full
    full = read_frame(large, 4000, 100_000_000, screen=False)
    assert full.is_full and full.image.pixelColor(10, 3990).lightness() > 240


def test_only_the_photo_and_its_neighbours_are_kept(photos: Path, qtbot: QtBot) -> None:
    tasks = Tasks()
    frames = Frames(tasks)
    file = next(photos.rglob("*.jpg"))
    hits = [make_hit(number, file) for number in range(4)]
    assert frames.look(hits[0], [hits[1]], 500) is None
    qtbot.waitUntil(lambda: len(frames._kept) == 2)
    assert frames.look(hits[1], [hits[2], hits[0]], 500) is not None
    qtbot.waitUntil(lambda: len(frames._kept) == 3)
    frames.look(hits[3], [], 500)
    qtbot.waitUntil(lambda: [key[0] for key in frames._kept] == [3])
    frames.forget()
    assert frames._kept == {}
    tasks.shut_down(lambda: None)


# ---- the window ----


@pytest.fixture
def viewing(window: Window, qtbot: QtBot) -> Callable[[], Viewer]:
    """Searches for snow and opens the viewer at the first photo."""

    def open_viewer() -> Viewer:
        window.searching.text("snow")
        qtbot.waitUntil(lambda: window.results.model.rowCount() > 0)
        window.results.enter()
        qtbot.keyClick(window.results.list, Key.Key_Return)
        viewer = window.viewing.viewer
        assert viewer is not None
        qtbot.waitUntil(lambda: viewer.canvas.has_image)
        return viewer

    return open_viewer


@pytest.fixture(autouse=True)
def closed(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Viewer) and widget.isVisible():
            widget.close()


def test_enter_shows_the_photo_and_esc_leads_back_to_the_last_one(
    viewing: Callable[[], Viewer], window: Window, qtbot: QtBot
) -> None:
    viewer = viewing()
    assert viewer.overlay.name.text() == "snow on mountain.jpg"
    assert viewer.overlay.position.text() == "1 of 4"
    assert not viewer.overlay.previous.isEnabled() and viewer.overlay.next.isEnabled()
    qtbot.keyClick(viewer.canvas, Key.Key_Right)
    assert viewer.overlay.name.text() == "forest.jpg"
    assert viewer.overlay.position.text() == "2 of 4"
    qtbot.keyClick(viewer.canvas, Key.Key_Escape)
    assert not viewer.isVisible()
    hit = window.results.current_hit()
    assert hit is not None and hit.photo_id == 2
    qtbot.waitUntil(lambda: window.preview.about.name.text() == "forest.jpg")
    assert viewer.frames._kept == {} and viewer.hit is None


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_F11])
def test_the_keys_that_open_it_also_close_it(
    viewing: Callable[[], Viewer], window: Window, qtbot: QtBot, key: Key
) -> None:
    viewer = viewing()
    qtbot.keyClick(viewer.canvas, key)
    assert not viewer.isVisible()
    window.activateWindow()  # offscreen, nobody else does it
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.results.list, key)
    assert viewer.isVisible()
    qtbot.mouseDClick(viewer.canvas, Qt.MouseButton.LeftButton)
    assert viewer.isVisible()


def test_the_ends_are_one_key_away_past_headings(viewing: Callable[[], Viewer], qtbot: QtBot) -> None:
    viewer = viewing()
    qtbot.keyClick(viewer.canvas, Key.Key_End)
    assert viewer.overlay.position.text() == "4 of 4" and not viewer.overlay.next.isEnabled()
    qtbot.keyClick(viewer.canvas, Key.Key_PageDown)
    assert viewer.overlay.position.text() == "4 of 4"
    qtbot.keyClick(viewer.canvas, Key.Key_Home)
    assert viewer.overlay.position.text() == "1 of 4"


def test_an_offline_photo_says_so_once_and_calmly(viewing: Callable[[], Viewer], qtbot: QtBot) -> None:
    viewer = viewing()
    qtbot.keyClick(viewer.canvas, Key.Key_End)
    assert viewer.note.text() == "On Blue stick, which is not connected." and viewer.note.isVisible()
    qtbot.keyClick(viewer.canvas, Key.Key_Home)
    assert not viewer.note.isVisible()


def test_a_file_that_cannot_be_read_says_why(
    viewing: Callable[[], Viewer], library: CaptionLibrary, qtbot: QtBot
) -> None:
    Path(library.hits[1].path).write_bytes(b"no longer a picture")
    viewer = viewing()
    qtbot.keyClick(viewer.canvas, Key.Key_Right)
    qtbot.waitUntil(lambda: viewer.note.text().startswith("The file cannot be read now"))


def test_zoomed_arrows_move_over_the_photo_and_the_wheel_zooms_at_the_pointer(
    viewing: Callable[[], Viewer], library: CaptionLibrary, large: Path, qtbot: QtBot
) -> None:
    library.hits[0] = replace(library.hits[0], path=str(large))
    viewer = viewing()
    qtbot.waitUntil(lambda: viewer.canvas.zoom.picture.width() == 3000)
    fitted = viewer.canvas.zoom.scale
    place = QPointF(viewer.canvas.rect().center())
    QApplication.sendEvent(
        viewer.canvas,
        QWheelEvent(
            place,
            viewer.canvas.mapToGlobal(place),
            place.toPoint() * 0,
            place.toPoint() * 0 + QPointF(0, 120).toPoint(),
            Qt.MouseButton.NoButton,
            Mod.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )
    assert viewer.canvas.zoom.scale > fitted
    qtbot.keyClick(viewer.canvas, Key.Key_1, Mod.ControlModifier)
    assert viewer.canvas.zoom.scale == 1.0
    qtbot.waitUntil(lambda: viewer.canvas.is_sharp)
    before = viewer.canvas.zoom.place()
    qtbot.keyClick(viewer.canvas, Key.Key_Down)
    assert viewer.canvas.zoom.place().y() < before.y()
    assert viewer.overlay.position.text() == "1 of 4"
    qtbot.keyClick(viewer.canvas, Key.Key_0, Mod.ControlModifier)
    assert viewer.canvas.zoom.fitted
    qtbot.mouseDClick(viewer.canvas, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert viewer.canvas.zoom.scale == 1.0


def test_the_panel_tells_how_it_was_taken_and_copies_a_link(
    viewing: Callable[[], Viewer], library: CaptionLibrary, large: Path, qtbot: QtBot
) -> None:
    library.hits[0] = replace(library.hits[0], path=str(large))
    viewer = viewing()
    qtbot.keyClick(viewer.canvas, Key.Key_I)
    facts = viewer.about.facts
    qtbot.waitUntil(lambda: facts.values["settings"].text() == "1/250 s · f/2.8")
    assert facts.values["pixels"].text() == "3,000 × 4,000 (12 megapixels)"
    links = facts.links.findChildren(QPushButton)
    qtbot.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("https://www.openstreetmap.org/?mlat=38.71667&mlon=-9.13333")
    assert "Map link copied" in viewer.note.text()
    qtbot.mouseClick(links[1], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "geo:38.71667,-9.13333"
    qtbot.keyClick(viewer.canvas, Key.Key_Right)
    assert not facts.values["settings"].text()


def test_stars_heart_and_digits_ask_for_this_photo_alone(
    viewing: Callable[[], Viewer], window: Window, qtbot: QtBot
) -> None:
    viewer = viewing()
    window.results.list.selectAll()
    with qtbot.waitSignal(viewer.photo_actions.rate_wanted) as rated:
        qtbot.keyClick(viewer.canvas, Key.Key_4)
    assert ([hit.photo_id for hit in rated.args[0]], rated.args[1]) == ([1], 4)
    with qtbot.waitSignal(viewer.favourite_wanted) as loved:
        qtbot.mouseClick(viewer.overlay.rating.heart, Qt.MouseButton.LeftButton)
    assert [hit.photo_id for hit in loved.args[0]] == [1]
    with qtbot.waitSignal(viewer.undo_wanted):
        qtbot.keyClick(viewer.canvas, Key.Key_Z, Mod.ControlModifier)


def test_what_lies_over_the_photo_goes_when_nobody_moves(
    viewing: Callable[[], Viewer], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = viewing()
    assert viewer.overlay.is_shown
    monkeypatch.setattr(type(viewer.overlay), "is_used", False)
    viewer._idle.setInterval(30)
    qtbot.keyClick(viewer.canvas, Key.Key_Plus)
    qtbot.waitUntil(lambda: not viewer.overlay.is_shown)
    qtbot.keyClick(viewer.canvas, Key.Key_Minus)
    assert viewer.overlay.is_shown


def test_every_button_has_a_name_and_the_keyboard_reaches_it(viewing: Callable[[], Viewer]) -> None:
    viewer = viewing()
    overlay = viewer.overlay
    for button in (overlay.info, overlay.close_button, overlay.further, overlay.closer, overlay.fit, overlay.next):
        assert button.accessibleName() and button.toolTip()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert os.path.basename(viewer.hit.path if viewer.hit else "") in viewer.canvas.accessibleDescription()
