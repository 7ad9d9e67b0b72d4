"""The reader of text in pictures, on pictures with text drawn by code and on pictures without any."""

from __future__ import annotations

import glob
import io
import os
import re
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from app.domain import PackError
from app.media.readable import readable
from app.vision import reading
from app.vision.reading import LONG_SIDE, SeenLine, TextReader, can_read, is_text, reader_version

needs_reader = pytest.mark.skipif(not can_read(), reason="needs the optional part rapidocr-onnxruntime")

LINES = (
    ("Invoice 2023-118", "Total amount due", "EUR 1,249.00"),
    ("Frische Brötchen", "Öffnungszeiten täglich", "7 bis 18 Uhr"),
    ("Menu du jour", "Crème brûlée 7,50"),
    ("Mañana cerrado", "El niño pequeño"),
    ("Boarding pass", "Gate B42 Seat 17F"),
    ("NO PARKING", "Monday to Friday"),
)
COLOURS = (("white", "black"), ("navy", "white"), ("firebrick", "ivory"), ("lightyellow", "darkgreen"))


@pytest.fixture(scope="module")
def reader() -> TextReader:
    return TextReader()


def fonts() -> list[str | None]:
    """Fonts of this machine, and None for Pillow's own."""
    wanted = ("DejaVuSans.ttf", "DejaVuSerif-Italic.ttf", "DejaVuSansMono-Bold.ttf", "LiberationSans-Regular.ttf")
    there = glob.glob("/usr/share/fonts/**/*.ttf", recursive=True)
    return [None, *(path for path in sorted(there) if os.path.basename(path) in wanted)]


def drawn(number: int) -> Image.Image:
    """A page, 960 x 720, with the lines of that number, its font and its colours."""
    there = fonts()
    name = there[number % len(there)]
    font = ImageFont.truetype(name, 44) if name else ImageFont.load_default(44)
    paper, ink = COLOURS[number % len(COLOURS)]
    page = Image.new("RGB", (960, 720), paper)
    for at, line in enumerate(LINES[number]):
        ImageDraw.Draw(page).text((60, 120 + 100 * at), line, fill=ink, font=font)
    return page


def words(text: str) -> list[str]:
    """Words as a search compares them: without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(letter for letter in plain if not unicodedata.combining(letter)))


@needs_reader
def test_text_in_several_fonts_and_languages_is_read(reader: TextReader) -> None:
    wanted = rightly = 0
    for number, lines in enumerate(LINES):
        found = reader.read(np.asarray(drawn(number)))
        seen = words(" ".join(line.text for line in found))
        assert words(found[0].text)[0] == words(lines[0])[0]  # from top to bottom
        wanted += len(words(" ".join(lines)))
        rightly += sum(word in seen for word in words(" ".join(lines)))
    assert rightly / wanted >= 0.9


@needs_reader
def test_pictures_without_text_show_none(reader: TextReader, photos: Path) -> None:
    for path in sorted(photos.iterdir())[:2]:
        assert reader.read(readable(path, side=LONG_SIDE, max_pixels=50_000_000)) == ()
    noise = np.random.default_rng(1).integers(0, 256, (300, 400, 3), np.uint8)
    assert reader.read(noise) == ()
    assert reader.read(np.zeros((1, 2000, 3), np.uint8)) == ()


@needs_reader
def test_a_small_or_turned_photo_of_text_is_read(reader: TextReader, tmp_path: Path) -> None:
    page = drawn(5)
    small = np.asarray(page.resize((320, 240)))
    assert "parking" in words(" ".join(line.text for line in reader.read(small)))
    turned = page.rotate(90, expand=True)  # as a camera held upright stores it
    exif = Image.Exif()
    exif[0x0112] = 6
    turned.save(tmp_path / "turned.jpg", exif=exif)
    pixels = readable(tmp_path / "turned.jpg", side=LONG_SIDE, max_pixels=50_000_000)
    assert pixels.shape == (720, 960, 3)
    assert "parking" in words(" ".join(line.text for line in reader.read(pixels)))


@needs_reader
def test_the_reader_says_who_it_is() -> None:
    assert reader_version().startswith("rapidocr-onnxruntime 1.")


def test_a_photo_comes_no_larger_than_it_is_looked_at(tmp_path: Path) -> None:
    large = io.BytesIO()
    Image.new("RGB", (3000, 1500), "white").save(large, "PNG")
    (tmp_path / "large.png").write_bytes(large.getvalue())
    pixels = readable(tmp_path / "large.png", side=LONG_SIDE, max_pixels=50_000_000)
    assert pixels.shape == (640, 1280, 3) and pixels.dtype == np.uint8


@pytest.mark.parametrize(
    ("text", "confidence", "kept"),
    [("STOP", 0.9, True), ("STOP", 0.5, False), ("e", 0.99, False), ("- .", 0.99, False), ("7 a", 0.8, True)],
)
def test_what_is_hardly_text_is_left_out(text: str, confidence: float, kept: bool) -> None:
    assert is_text(SeenLine(text, confidence)) is kept


def test_without_the_optional_part_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "can_read", lambda: False)
    with pytest.raises(PackError, match=r"pip install 'snowline\[ocr\]'"):
        TextReader()
