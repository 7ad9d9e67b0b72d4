"""The same picture is found in any form, first and alone; of what is not there, nothing is found."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from described import describe_into
from PIL import Image, ImageEnhance, ImageOps

from app.domain import Unreadable
from app.library import Library
from app.media.decode import decode
from app.paths import sample_photos
from app.search.same import Same, looks_of_photo, looks_of_picture, same_picture
from app.search.searcher import Searcher
from app.search.snapshot import Snapshot, take_snapshot

if TYPE_CHECKING:
    from app.vision.pack import Pack

SAMPLES = sorted(sample_photos().glob("sample-*.jpg"))[:36]
OTHERS = sorted(sample_photos().glob("sample-*.jpg"))[36:44]
CHANGED = (0, 6, 11, 17, 30)
FORMS: dict[str, tuple[Callable[[Image.Image], Image.Image], str]] = {
    "smaller": (lambda image: image.resize((image.width // 2, image.height // 2)), "the same picture, larger"),
    "rotated": (lambda image: image.transpose(Image.Transpose.ROTATE_90), "the same picture, rotated"),
    "upside down": (lambda image: image.transpose(Image.Transpose.ROTATE_180), "the same picture, rotated"),
    "mirrored": (ImageOps.mirror, "the same picture, mirrored"),
    "grey": (lambda image: image.convert("L"), "the same picture"),
    "darker": (lambda image: ImageEnhance.Brightness(image).enhance(0.75), "the same picture"),
    "framed": (lambda image: ImageOps.expand(image, image.width // 16, "black"), "the same picture, a part of it"),
    "turned": (lambda image: image.rotate(12, Image.Resampling.BICUBIC), "the same picture, turned by 1"),
    "cut": (
        lambda image: image.crop((image.width // 12, 0, image.width, image.height - image.height // 16)),
        "the same picture, more of it",
    ),
    "half of it lost": (
        lambda image: ImageOps.pad(
            image.crop((0, 0, image.width, image.height * 4 // 5)), image.size, centering=(0, 0)
        ),
        "the same picture",
    ),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, pack: Pack) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("same") / "library", write=True) as opened:
        describe_into(opened, pack, SAMPLES, captions=False)
        yield opened


@pytest.fixture(scope="module")
def snapshot(library: Library, pack: Pack) -> Snapshot:
    return take_snapshot(library, pack)


def found(path: Path, snapshot: Snapshot, pack: Pack) -> Same:
    picture = decode(path, max_pixels=50_000_000, thumbnail_side=320)
    vector = pack.describe(picture.pixels[None], captions=False)[0].vector
    return same_picture(looks_of_picture(picture, vector), snapshot)


@pytest.mark.parametrize("form", FORMS)
def test_any_form_of_a_picture_finds_it_alone(form: str, snapshot: Snapshot, pack: Pack, tmp_path: Path) -> None:
    change, words = FORMS[form]
    said = []
    for number in CHANGED:
        with Image.open(SAMPLES[number]) as image:
            change(image.convert("RGB")).save(tmp_path / "changed.jpg", quality=80)
        same = found(tmp_path / "changed.jpg", snapshot, pack)
        assert same.slots.tolist() == [number]
        assert 0.35 <= same.likeness[0] <= 1
        said += same.reasons
    assert sum(one.startswith(words) for one in said) >= len(said) - 1


def test_of_other_pictures_nothing_is_found(snapshot: Snapshot, pack: Pack, photos: Path) -> None:
    for path in [*OTHERS, photos / "beach.png", photos / "flower.gif"]:
        same = found(path, snapshot, pack)
        assert same.slots.tolist() == []
        assert same.reasons == ()


def test_a_photo_of_the_library_is_not_found_itself(library: Library, snapshot: Snapshot) -> None:
    for row in library.photos_by_slots(range(6)):
        looks = looks_of_photo(library, row, snapshot.image_vector(row.slot))
        assert looks.print is not None and looks.detail is not None
        assert same_picture(looks, snapshot).slots.tolist() == []


def test_without_thumbnails_only_what_is_nearly_the_same_to_the_bit(pack: Pack, tmp_path: Path) -> None:
    for number in (1, 2):
        with Image.open(SAMPLES[number]) as image:
            image.convert("RGB").save(tmp_path / f"{number}.jpg", quality=75)
            ImageOps.mirror(image.convert("RGB")).save(tmp_path / f"{number} mirrored.jpg", quality=85)
    with Library.open(tmp_path / "library", write=True) as library:
        describe_into(library, pack, SAMPLES[:4], captions=False)
        shutil.rmtree(library.thumbnails)
        snapshot = take_snapshot(library, pack)
        for number in (1, 2):
            for form in ("", " mirrored"):
                assert found(tmp_path / f"{number}{form}.jpg", snapshot, pack).slots.tolist() == [number]


def test_similar_by_picture(library: Library, pack: Pack, tmp_path: Path) -> None:
    searcher = Searcher(library, pack, image_side=lambda: pack)
    with Image.open(SAMPLES[3]) as image:
        ImageOps.mirror(image.convert("RGB")).save(tmp_path / "mirrored.jpg", quality=70)
    answer = searcher.similar(tmp_path / "mirrored.jpg", mode="picture")
    assert [Path(hit.path).name for hit in answer.hits] == [SAMPLES[3].name]
    assert answer.hits[0].why == ("the same picture, mirrored",)
    assert searcher.similar(OTHERS[0], mode="picture").hits == ()
    (tmp_path / "text.jpg").write_text("no picture")
    with pytest.raises(Unreadable):
        searcher.similar(tmp_path / "text.jpg", mode="picture")
