"""Raw pairs and bursts: found when photos come, in whatever order, and given up when they no longer hold."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.domain import VECTOR_DIMS, CancelToken, Metadata
from app.index.generation import Generation
from app.indexing.pairs import link_photos
from app.library import Library, NewPhoto, SeenFile

START = datetime(2024, 5, 1, 12, 0, 0)
PACK = "test-1"
Groups = set[tuple[str, tuple[str, ...]]]


@dataclass
class Album:
    """A library whose photos are made up: name, time, camera and what they look like."""

    library: Library
    generation: Generation
    folder: Path
    ids: dict[str, int] = field(default_factory=dict)

    def add(
        self, name: str, seconds: float | None, look: int = 0, kind: str = "JPEG", camera: str | None = "Canon EOS R5"
    ) -> int:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(name.encode())
        facts = os.stat(path)
        files = self.library.upsert_files([SeenFile(os.fsencode(path), facts.st_size, facts.st_mtime_ns, facts.st_dev)])
        when = None if seconds is None else START + timedelta(seconds=seconds)
        said = Metadata(
            kind,
            640,
            480,
            taken=when.isoformat(timespec="seconds") if when else None,
            taken_ms=when.microsecond // 1000 if when else None,
            camera=camera,
        )
        slot = int(self.generation.images.append(_vector(look, name))[0])
        self.generation.flush()
        key = f"{len(name):x}-{zlib.crc32(name.encode()):032x}"[:35]
        photo = NewPhoto(key, said, slot, (), None, (), tuple(id_ for id_, _ in files))
        self.ids[name] = self.library.add_photos([photo])[0]
        return self.ids[name]

    def link(self) -> int:
        return link_photos(self.library, self.generation, CancelToken())

    def groups(self) -> Groups:
        names = {id_: name for name, id_ in self.ids.items()}
        return {
            (links.kind, tuple(sorted(names[id_] for id_ in links.photo_ids)))
            for id_ in self.ids.values()
            for links in self.library.linked(id_)
        }


def _vector(look: int, name: str) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Of photos with one look, the cosine is about 0.9; of others, about 0."""
    own = np.random.default_rng(zlib.crc32(name.encode())).normal(size=VECTOR_DIMS)
    shared = np.random.default_rng(look).normal(size=VECTOR_DIMS)
    vector = 3 * shared / np.linalg.norm(shared) + own / np.linalg.norm(own)
    unit: np.ndarray[tuple[int, int], np.dtype[np.float32]] = (vector / np.linalg.norm(vector))[None].astype(np.float32)
    return unit


@contextmanager
def album(place: Path) -> Iterator[Album]:
    with (
        Library.open(place / "library", write=True) as library,
        Generation(place / "library", PACK, writable=True) as generation,
    ):
        library.use_pack(PACK)
        yield Album(library, generation, place / "photos")


def test_raw_and_jpeg_of_one_shot(tmp_path: Path) -> None:
    with album(tmp_path) as photos:
        photos.add("a/IMG_1.CR3", 0, kind="CR3")
        photos.add("a/IMG_1.JPG", 0.4)
        photos.add("b/IMG_1.JPG", 0.4, look=2)  # another folder
        photos.add("a/IMG_2.NEF", 60, kind="NEF")
        photos.add("a/IMG_2.heic", 61.5, kind="HEIF")
        photos.add("a/IMG_2.jpg", 60)
        photos.add("a/IMG_3.dng", 120, kind="DNG")
        photos.add("a/IMG_3.jpg", 125)  # developed anew, with another time
        photos.add("a/IMG_4.dng", None, kind="DNG")
        photos.add("a/IMG_4.jpg", None)
        photos.add("a/IMG_5.png", 200, kind="PNG")
        photos.add("a/IMG_5.jpg", 200)
        assert photos.link() == 10
        assert photos.groups() == {
            ("raw_pair", ("a/IMG_1.CR3", "a/IMG_1.JPG")),
            ("raw_pair", ("a/IMG_2.NEF", "a/IMG_2.heic", "a/IMG_2.jpg")),
        }
        assert photos.library.link_counts() == {"raw_pair": 2, "burst": 0, "copy": 0}
        assert photos.link() == 0


def test_bursts(tmp_path: Path) -> None:
    with album(tmp_path) as photos:
        for number in range(5):
            photos.add(f"burst {number}.jpg", 0.3 * number)
        for number in range(2):
            photos.add(f"two {number}.jpg", 100 + number)
        for number in range(4):
            photos.add(f"slow {number}.jpg", 200 + 2.5 * number)
        for number in range(6):
            photos.add(f"turned round {number}.jpg", 300 + number, look=number // 3)
        for number in range(3):
            photos.add(f"other camera {number}.jpg", 0.3 * number, camera=f"Nikon {number}")
            photos.add(f"no camera {number}.jpg", 0.3 * number, camera=None)
        photos.link()
        assert photos.groups() == {
            ("burst", tuple(f"burst {number}.jpg" for number in range(5))),
            ("burst", tuple(f"turned round {number}.jpg" for number in range(3))),
            ("burst", tuple(f"turned round {number}.jpg" for number in range(3, 6))),
        }


def test_a_raw_file_and_its_jpeg_are_one_shot_of_a_burst(tmp_path: Path) -> None:
    with album(tmp_path) as photos:
        for number in range(2):
            photos.add(f"{number}.dng", number, kind="DNG")
            photos.add(f"{number}.jpg", number)
        photos.link()
        assert {kind for kind, _ in photos.groups()} == {"raw_pair"}
        photos.add("2.dng", 2, kind="DNG")
        photos.add("2.jpg", 2)
        photos.link()
        assert ("burst", ("0.dng", "0.jpg", "1.dng", "1.jpg", "2.dng", "2.jpg")) in photos.groups()
        assert photos.library.link_counts() == {"raw_pair": 3, "burst": 1, "copy": 0}


def test_a_shot_between_two_bursts_joins_them(tmp_path: Path) -> None:
    with album(tmp_path) as photos:
        for number in (0, 1, 2, 5, 6, 7):
            photos.add(f"{number}.jpg", number)
        photos.link()
        assert len(photos.groups()) == 2
        photos.add("4.jpg", 3.6)
        photos.link()
        assert photos.groups() == {("burst", ("0.jpg", "1.jpg", "2.jpg", "4.jpg", "5.jpg", "6.jpg", "7.jpg"))}


def test_a_time_that_changes_breaks_the_link(tmp_path: Path) -> None:
    with album(tmp_path) as photos:
        for number in range(4):
            photos.add(f"{number}.jpg", 1.5 * number)
        photos.add("0.cr2", 0, kind="CR2")
        photos.link()
        assert len(photos.groups()) == 2
        photos.add("0.cr2", 5000, kind="CR2")
        photos.add("1.jpg", 9000)
        photos.link()
        assert photos.groups() == set()


Shots = list[tuple[int, float, int, str]]


@hypothesis_settings(max_examples=15)
@given(
    shots=st.lists(
        st.tuples(
            st.integers(0, 5),
            st.integers(0, 24).map(lambda half: half / 2),
            st.integers(0, 1),
            st.sampled_from(["JPEG", "NEF"]),
        ),
        max_size=14,
    ),
    steps=st.sets(st.integers(0, 13)),
)
def test_bit_by_bit_ends_as_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, shots: Shots, steps: set[int]
) -> None:
    place = tmp_path_factory.mktemp("albums")
    with album(place) as photos:
        for number, (name, seconds, look, kind) in enumerate(shots):
            photos.add(f"{name}.{kind.lower()}", seconds, look, kind)
            if number in steps:
                photos.link()
        photos.link()
        bit_by_bit, counts = photos.groups(), photos.library.link_counts()
        assert photos.library.to_be_linked(10) == []
        everything = sorted(photos.ids.values())
        photos.library.put_links([], [], {"raw_pair": everything, "burst": everything})
        assert photos.groups() == set()
        photos.library.wait_for_links(everything)
        photos.link()
        assert photos.groups() == bit_by_bit
        assert photos.library.link_counts() == counts
