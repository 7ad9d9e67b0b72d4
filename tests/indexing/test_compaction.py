"""Compaction gives room back and moves no vector away from its photo or text, wherever it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import FAKE

from app.domain import VECTOR_DIMS, Caption, Metadata, Vector
from app.index.generation import Generation
from app.indexing.compaction import compact
from app.library import Library, NewPhoto, NewText, SeenFile

HERE = Path(__file__).resolve().parent
KILLED = """
import os, signal, sys
from pathlib import Path
from app.index.vectors import VectorFile
from app.indexing.compaction import compact
from app.library import Library
owner, name = {"copy": (VectorFile, "copy_over"), "flush": (VectorFile, "flush"), "move": (Library, "move_slots"),
               "shrink": (VectorFile, "shrink"), "replace": (os, "replace")}[sys.argv[2]]
original = getattr(owner, name)
def killed(*values, **named):
    if sys.argv[3] == "after":
        original(*values, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, name, killed)
with Library.open(Path(sys.argv[1]), write=True) as library:
    compact(library, "fake-1")
"""


@pytest.fixture
def worn(tmp_path: Path) -> Path:
    """A library of 30 photos, of which ten were described anew, and of which some texts are said no more."""
    folder = tmp_path / "library"
    random = np.random.default_rng(3)
    with (
        Library.open(folder, write=True) as library,
        Generation(folder, FAKE, VECTOR_DIMS, writable=True) as generation,
    ):
        library.use_pack(FAKE)
        facts = tmp_path.stat()
        files = [SeenFile(os.fsencode(tmp_path / f"{n}.png"), n, n, facts.st_dev) for n in range(30)]
        ids = [id_ for id_, _ in library.upsert_files(files)]
        for numbers, said in ((range(30), "first"), (range(10), "then")):
            texts = sorted({f"{said} {n % 12}" for n in numbers})
            slots = generation.images.append(random.standard_normal((len(numbers), VECTOR_DIMS)).astype(np.float32))
            text_slots = generation.texts.append(random.standard_normal((len(texts), VECTOR_DIMS)).astype(np.float32))
            generation.flush()
            library.add_photos(
                [
                    NewPhoto(
                        f"1-{n}",
                        Metadata("PNG", 16, 16),
                        int(slot),
                        (),
                        Caption(f"{said} {n % 12}", 0.5, FAKE),
                        (),
                        (ids[n],),
                    )
                    for n, slot in zip(numbers, slots, strict=True)
                ],
                [NewText(text, "caption", int(slot)) for text, slot in zip(texts, text_slots, strict=True)],
            )
        unsaid = generation.texts.append(np.ones((4, VECTOR_DIMS), np.float32))
        generation.flush()
        library.add_texts([NewText(f"unsaid {slot}", "caption", int(slot)) for slot in unsaid])
    return folder


def vectors(folder: Path) -> dict[str, Vector]:
    """Content key → image vector, and text → text vector, as the catalogue points at them."""
    with Library.open(folder) as library, Generation(folder, FAKE, VECTOR_DIMS) as generation:
        slots = library.live_slots()
        found = {row.key: generation.images.read(np.array([row.slot]))[0] for row in library.photos_by_slots(slots)}
        texts = library.slot_texts(range(len(generation.texts)))
        found.update((text, generation.texts.read(np.array([slot]))[0]) for slot, text in texts.items())
        return found


def check(folder: Path, before: dict[str, Vector]) -> None:
    after = vectors(folder)
    assert {text for text in before if not text.startswith("unsaid")} <= after.keys() <= before.keys()
    for name, vector in after.items():
        np.testing.assert_array_equal(vector, before[name])


def test_room_is_given_back_and_every_vector_stays_with_its_owner(worn: Path) -> None:
    before = vectors(worn)
    with Library.open(worn, write=True) as library:
        freed = compact(library, FAKE)
        assert (freed.images, freed.texts) == (10, 4)
        assert freed.size == 14 * (4 + VECTOR_DIMS)
        assert sum(library.slot_ends()) == len(vectors(worn))  # no row that nobody needs
        assert library.live_slots().tolist() == list(range(30))
    check(worn, before)
    assert (worn / "vectors" / FAKE / "images.vec").stat().st_size == 64 + 30 * (4 + VECTOR_DIMS)


def test_who_reads_meanwhile_is_not_harmed(worn: Path) -> None:
    with Library.open(worn) as reader, Generation(worn, FAKE, VECTOR_DIMS) as generation:
        generation.refresh(*reader.slot_ends())
        last = generation.images.read(np.array([39]))
        with Library.open(worn, write=True) as library:
            compact(library, FAKE)
        np.testing.assert_array_equal(generation.images.read(np.array([39])), last)  # beyond the file's present end
        generation.refresh(*reader.slot_ends())
        assert len(generation.images) == 30


@pytest.mark.parametrize(
    ("where", "when"),
    [
        ("flush", "after"),
        ("move", "before"),
        ("move", "after"),
        ("replace", "before"),
        ("replace", "after"),
    ],
)
def test_killed_on_the_way_nothing_is_mixed_up(worn: Path, where: str, when: str) -> None:
    before = vectors(worn)
    environment = os.environ | {"PYTHONPATH": str(HERE.parent.parent)}
    killed = subprocess.run([sys.executable, "-c", KILLED, str(worn), where, when], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    check(worn, before)
    with Library.open(worn, write=True) as library:
        compact(library, FAKE)
        assert sum(library.slot_ends()) == len(vectors(worn))  # no row that nobody needs
        assert not library.shrinking
    check(worn, before)
    assert sorted(path.name for path in (worn / "vectors" / FAKE).iterdir()) == ["images.vec", "texts.vec"]
