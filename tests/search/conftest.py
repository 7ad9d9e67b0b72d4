"""A small world to search in: a text side made of words, and libraries of real files described by hand.

The text side stands in for a model whose answers would change with every pack: each word has a random direction, and
a text or a picture points where its words point, with something all texts have in common, as real encoders have.
Everything else is real: files, SQLite, vector files. `test_real_pack.py` asks the same questions of the real models.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from app.domain import Caption, Metadata, Tag
from app.index.generation import Generation, generation_name
from app.language.words import content_words
from app.library import Library, NewPhoto, NewText, SeenFile

DIMS = 384
BACKGROUND_WORDS = (
    "tree car house man woman child water food table sky street sport ball music plant horse flower room book light "
    "bird boat bridge clock door engine farm glass hat ice jacket kitchen lake market night office phone"
).split()


def direction(word: str) -> np.ndarray:
    rng = np.random.default_rng(zlib.crc32(word.encode()))
    vector = rng.standard_normal(DIMS)
    return vector / np.linalg.norm(vector)


def point(words: Sequence[str], noise: float = 0.0, seed: int = 0) -> np.ndarray:
    vector = sum((direction(word) for word in words), np.zeros(DIMS)) / max(len(words), 1) ** 0.5
    vector = vector + 0.4 * direction("what all texts share")
    if noise:
        rng = np.random.default_rng(seed)
        vector = vector + noise * rng.standard_normal(DIMS) / DIMS**0.5
    return (vector / np.linalg.norm(vector)).astype(np.float32)


@dataclass
class WordSide:
    """A text side for which a text means its content words."""

    name: str = "words"
    version: str = "1"
    tag_names: tuple[str, ...] = ("dog", "cat", "snow", "beach", "person", "car", "submarine")
    tag_aliases: Mapping[str, str] = field(
        default_factory=lambda: {
            **{name: name for name in ("dog", "cat", "snow", "beach", "person", "car", "submarine")},
            "puppy": "dog",
            "people": "person",
        }
    )
    sure_tag: float = 0.5
    encoded: list[str] = field(default_factory=list)

    @property
    def tag_vectors(self) -> np.ndarray:
        return np.stack([point([name]) for name in self.tag_names])

    @property
    def backgrounds(self) -> np.ndarray:
        rng = np.random.default_rng(3)
        return np.stack([point(rng.choice(BACKGROUND_WORDS, rng.integers(1, 4))) for _ in range(128)])

    def encode_texts(self, texts: list[str], /) -> np.ndarray:
        self.encoded += texts
        synonyms = {"puppy": "dog", "people": "person"}
        return np.stack([point([synonyms.get(w, w) for w in content_words(text)] or [text]) for text in texts])

    def knows_word(self, word: str, /) -> bool:
        return word in BACKGROUND_WORDS or word == "castle"  # which no tag, caption or background names

    def known_words(self) -> Sequence[str]:
        return BACKGROUND_WORDS


@dataclass
class Shot:
    """A photo described by hand. `shows` is what its pixels show; tags and caption are what the models said of it."""

    name: str
    shows: str = ""
    tags: Mapping[str, float] = field(default_factory=dict)
    caption: str = ""
    taken: str | None = None
    size: int = 100


def add_shots(library: Library, folder: Path, shots: Sequence[Shot]) -> list[int]:
    """Real files with made-up contents, their rows and their vectors; returns the photo ids."""
    side = WordSide()
    library.use_pack(generation_name(side.name, side.version))
    ids: list[int] = []
    with Generation(library.folder, generation_name(side.name, side.version), DIMS, writable=True) as generation:
        for shot in shots:
            path = folder / shot.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(os.fsencode(shot.name).ljust(shot.size, b"."))
            stat = path.stat()
            seen = SeenFile(os.fsencode(path), stat.st_size, stat.st_mtime_ns, stat.st_dev)
            [(file_id, _)] = library.upsert_files([seen])
            noise = zlib.crc32(os.fsencode(shot.name))
            [slot] = generation.images.append(point(content_words(shot.shows), 0.6, noise)[None])
            texts = []
            if shot.caption and library.new_texts([shot.caption]):
                [text_slot] = generation.texts.append(point(content_words(shot.caption))[None])
                texts = [NewText(shot.caption, "caption", int(text_slot))]
            generation.flush()
            photo = NewPhoto(
                key=f"{shot.size:x}-{noise:032x}",
                metadata=Metadata(format="JPEG", width=640, height=480, taken=shot.taken),
                slot=int(slot),
                tags=tuple(Tag(name, p) for name, p in sorted(shot.tags.items(), key=lambda item: -item[1])),
                caption=Caption(shot.caption, 0.8, "words-1") if shot.caption else None,
                triplets=(),
                file_ids=(file_id,),
            )
            ids += library.add_photos([photo], texts)
    return ids


@pytest.fixture
def side() -> WordSide:
    return WordSide()


@pytest.fixture(scope="session")
def shot() -> type[Shot]:
    return Shot


@pytest.fixture(scope="session")
def fill() -> Callable[[Library, Path, Sequence[Shot]], list[int]]:
    """`add_shots`, for libraries that several tests share."""
    return add_shots


@pytest.fixture
def make_library(tmp_path: Path) -> Iterator[Callable[[Sequence[Shot]], Library]]:
    """Makes a library of shots, open for writing; more shots can be added with `library.add(shots)`."""
    made: list[Library] = []

    def make(shots: Sequence[Shot]) -> Library:
        if not made:
            made.append(Library.open(tmp_path / "library", write=True))
            (tmp_path / "shots").mkdir()
            made[0].add_root(tmp_path / "shots")
        add_shots(made[0], tmp_path / "shots", shots)
        return made[0]

    yield make
    for library in made:
        library.close()
