"""The same picture is known again in every form that a home photo comes back in; others are not taken for it."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageOps

from app.media.alignment import lay_over
from app.media.closer import agreement, detail_of_jpeg, detail_of_pixels
from app.media.decode import decode
from app.media.fingerprint import LENGTH, fingerprint, fingerprint_of_jpeg
from app.media.likeness import BITS, distances, plain_way, words
from app.paths import sample_photos

SAMPLES = sorted(sample_photos().glob("sample-*.jpg"))
Change = Callable[[Image.Image], Image.Image]


def opened(number: int) -> Image.Image:
    with Image.open(SAMPLES[number]) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def print_of(image: Image.Image) -> bytes:
    found = fingerprint(image, image.width / image.height)
    assert found is not None
    return found


def jpeg(image: Image.Image, quality: int) -> bytes:
    data = io.BytesIO()
    image.save(data, "JPEG", quality=quality)
    return data.getvalue()


def saved(image: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(jpeg(image, quality))).convert("RGB")


def cut(image: Image.Image, part: float) -> Image.Image:
    across, down = round(image.width * part), round(image.height * part)
    return image.crop((across, down, image.width - across, image.height - down))


PLAIN: dict[str, Change] = {
    "saved anew": lambda image: saved(image, 30),
    "by a messenger": lambda image: saved(image.resize((image.width // 3, image.height // 3)), 50),
    "squeezed": lambda image: image.resize((300, 300)),
    "grey": lambda image: image.convert("L").convert("RGB"),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.2),
    "more contrast": lambda image: ImageEnhance.Contrast(image).enhance(1.3),
    **{turn.name.lower(): lambda image, turn=turn: saved(image.transpose(turn), 80) for turn in Image.Transpose},
}
ANY_WAY: dict[str, Change] = {
    **PLAIN,
    "slightly cut": lambda image: cut(image, 0.05),
    "framed": lambda image: ImageOps.expand(image, image.width // 20, "white"),
    "straightened": lambda image: image.rotate(4, Image.Resampling.BICUBIC),
    "turned": lambda image: saved(image.rotate(30, Image.Resampling.BICUBIC), 85),
    "turned and mirrored": lambda image: ImageOps.mirror(image).rotate(115, Image.Resampling.BICUBIC),
}


@pytest.fixture(scope="module")
def stored() -> np.ndarray:
    return np.stack([np.frombuffer(print_of(opened(number)), np.int8) for number in range(len(SAMPLES))])


@pytest.mark.parametrize("name", PLAIN)
def test_signs_hardly_differ_between_forms_of_one_picture(stored: np.ndarray, name: str) -> None:
    every = words(stored)
    for number in range(0, len(SAMPLES), 4):
        differ = distances(print_of(PLAIN[name](opened(number))), every)
        assert differ.argmin() == number
        assert differ[number] <= BITS // 8
        assert np.delete(differ, number).min() > BITS // 8


@pytest.mark.parametrize("name", ANY_WAY)
def test_laid_over_each_other_forms_of_one_picture_agree_in_detail(stored: np.ndarray, name: str) -> None:
    for number in range(1, len(SAMPLES), 6):
        changed = ANY_WAY[name](opened(number))
        chosen, laid = lay_over(print_of(changed), stored, 3)
        shares = {}
        for which, way in zip(chosen.tolist(), laid.map, strict=True):
            theirs = detail_of_pixels(np.asarray(opened(which)))
            shares[which] = agreement(detail_of_pixels(np.asarray(changed)), theirs, [way])[0].share
        assert shares.pop(number) >= 0.45  # in one of them hardly anything but sky is left of it
        assert max(shares.values()) < 0.4


@pytest.mark.parametrize("turn", [None, *Image.Transpose])
def test_the_way_that_a_picture_was_turned_is_known(turn: Image.Transpose | None) -> None:
    image = opened(2)
    changed = image if turn is None else image.transpose(turn)
    way = plain_way(print_of(changed), print_of(image))
    where = agreement(detail_of_pixels(np.asarray(changed)), detail_of_pixels(np.asarray(image)), [way])
    assert where[0].share > 0.95


def test_a_worker_and_a_thumbnail_give_nearly_the_same() -> None:
    for path in SAMPLES[:6]:
        picture = decode(path, max_pixels=100_000_000, thumbnail_side=320)
        assert picture.fingerprint is not None and len(picture.fingerprint) == LENGTH
        late = fingerprint_of_jpeg(picture.thumbnail)
        assert late is not None
        assert distances(late, words(np.frombuffer(picture.fingerprint, np.int8)[None]))[0] <= BITS // 12


def test_a_picture_that_shows_nothing_has_none() -> None:
    assert fingerprint(Image.new("RGB", (640, 480), (30, 90, 200)), 640 / 480) is None
    assert fingerprint_of_jpeg(jpeg(Image.new("RGB", (320, 240)), 80)) is None


@given(st.binary(max_size=200), st.integers(0, 400))
def test_what_is_no_jpeg_has_none(data: bytes, kept: int) -> None:
    half = jpeg(Image.effect_noise((64, 48), 90), 80)[:kept]
    for damaged in (data, half):
        assert fingerprint_of_jpeg(damaged) is None
        assert detail_of_jpeg(damaged) is None
