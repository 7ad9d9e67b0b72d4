"""Small pictures arrive off the GUI thread, newest wish first, in a bounded cache."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from ui_stand_ins import make_hit

from app.domain import Hit
from app.media.thumbnails import ThumbnailStore
from app.ui.results import thumbnails as module
from app.ui.results.thumbnails import Thumbnails


@pytest.fixture
def thumbnails(qtbot: QtBot, tmp_path: Path) -> Iterator[Thumbnails]:
    made = Thumbnails(tmp_path / "library")
    yield made
    made.shut_down(5_000)


def arrived(thumbnails: Thumbnails, qtbot: QtBot, hit: Hit, side: int) -> QImage:
    qtbot.waitUntil(lambda: thumbnails.get(hit, side) is not None)
    image = thumbnails.get(hit, side)
    assert image is not None
    return image


def test_a_picture_is_read_from_its_file_upright(thumbnails: Thumbnails, qtbot: QtBot, photos: Path) -> None:
    image = arrived(thumbnails, qtbot, make_hit(1, photos / "winter trip" / "forest.jpg"), 112)
    assert (image.width(), image.height()) == (112, 84)


def test_a_stored_thumbnail_serves_where_the_file_is_away(thumbnails: Thumbnails, qtbot: QtBot, tmp_path: Path) -> None:
    jpeg = BytesIO()
    Image.new("RGB", (320, 160), (200, 10, 10)).save(jpeg, "JPEG")
    ThumbnailStore(tmp_path / "library" / "thumbnails").put("5-" + "ab" * 16, jpeg.getvalue())
    image = arrived(thumbnails, qtbot, make_hit(1, "/away/a.jpg", online=False, key="5-" + "ab" * 16), 100)
    assert (image.width(), image.height()) == (100, 50)
    assert image.pixelColor(50, 25).red() > 180


@pytest.mark.parametrize("online", [True, False])
def test_no_picture_is_an_answer_too(thumbnails: Thumbnails, qtbot: QtBot, online: bool, tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("not a picture")
    assert arrived(thumbnails, qtbot, make_hit(1, tmp_path / "text.jpg", online=online), 100).isNull()


def test_arrivals_are_announced(thumbnails: Thumbnails, qtbot: QtBot, photos: Path) -> None:
    with qtbot.waitSignal(thumbnails.arrived):
        assert thumbnails.get(make_hit(1, photos / "beach.png"), 64) is None


def test_the_newest_wish_is_served_first_and_the_oldest_are_dropped(
    qtbot: QtBot, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "THREADS", 1)
    monkeypatch.setattr(module, "WAITING_AT_MOST", 3)
    begun, gate = threading.Event(), threading.Event()
    order: list[int] = []

    class Watched(Thumbnails):
        def _read(self, hit: Hit, side: int, corner: int) -> QImage:
            begun.set()
            gate.wait(5)
            order.append(hit.photo_id)
            return super()._read(hit, side, corner)

    thumbnails = Watched(tmp_path / "library")
    thumbnails.get(make_hit(0, photos / "beach.png"), 64)
    assert begun.wait(5)
    for number in range(1, 7):
        thumbnails.get(make_hit(number, photos / "beach.png"), 64)
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 4)
    thumbnails.shut_down(5_000)
    assert order == [0, 6, 5, 4]


def test_the_cache_is_bounded(thumbnails: Thumbnails, qtbot: QtBot, photos: Path) -> None:
    one = 64 * 48 * 4
    thumbnails._most_bytes = 3 * one
    for number in range(8):
        arrived(thumbnails, qtbot, make_hit(number, photos / "beach.png"), 64)
    assert thumbnails._cache_bytes <= 3 * one
    assert (7, 64, 0) in thumbnails._cache
    assert (0, 64, 0) not in thumbnails._cache


def test_what_is_looked_at_stays_however_small_the_cache(thumbnails: Thumbnails, qtbot: QtBot, photos: Path) -> None:
    thumbnails._most_bytes = 1
    thumbnails.look_at({0, 1})
    for number in range(4):
        arrived(thumbnails, qtbot, make_hit(number, photos / "beach.png"), 64)
    assert [wanted[0] for wanted in thumbnails._cache] == [0, 1, 3]


def test_pictures_that_were_scrolled_away_are_not_read(qtbot: QtBot, photos: Path, tmp_path: Path) -> None:
    begun, gate = threading.Event(), threading.Event()
    read: list[int] = []

    class Watched(Thumbnails):
        def _read(self, hit: Hit, side: int, corner: int) -> QImage:
            begun.set()
            gate.wait(5)
            read.append(hit.photo_id)
            return super()._read(hit, side, corner)

    thumbnails = Watched(tmp_path / "library")
    for number in range(8):
        thumbnails.get(make_hit(number, photos / "beach.png"), 64)
    assert begun.wait(5)
    thumbnails.look_at({2})
    gate.set()
    qtbot.waitUntil(lambda: 2 in read)
    thumbnails.shut_down(5_000)
    assert len(read) <= 3  # those that were being read already, and the one that is looked at


def test_corners_are_rounded_before_they_are_drawn(thumbnails: Thumbnails, qtbot: QtBot, photos: Path) -> None:
    hit = make_hit(1, photos / "beach.png")
    qtbot.waitUntil(lambda: thumbnails.get(hit, 64, 8) is not None)
    image = thumbnails.get(hit, 64, 8)
    assert image is not None
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(image.width() // 2, 0).alpha() == 255


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_only_what_is_kept_is_tried(photos: Path, kind: str) -> None:
    written = BytesIO()
    Image.open(photos / "beach.png").convert("RGB").save(written, kind)
    assert module.kept_picture(written.getvalue(), 320).size().toTuple() == (320, 240)
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    assert not QImage.fromData(drawing).isNull()
    assert module.kept_picture(drawing, 320).isNull()
    assert module.kept_picture(b"", 320).isNull()


def test_wishes_that_change_while_pictures_come_are_all_answered(
    thumbnails: Thumbnails, qtbot: QtBot, photos: Path
) -> None:
    chance = random.Random(7)
    for turn in range(300):
        thumbnails.get(make_hit(chance.randrange(12), photos / "beach.png"), chance.choice((32, 64)))
        if turn % 17 == 0:
            thumbnails.look_at(set(range(chance.randrange(12))))
        if turn % 41 == 0:
            thumbnails.start_anew()
        if turn % 5 == 0:
            qtbot.wait(1)
    for number in range(12):
        for side in (32, 64):
            picture = arrived(thumbnails, qtbot, make_hit(number, photos / "beach.png"), side)
            assert picture is not None and picture.width() == side
    assert thumbnails._cache_bytes == sum(image.sizeInBytes() for image in thumbnails._cache.values())
