"""Derived files: what is written comes back, and a damaged or half-written one is never used."""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import SnowlineError
from app.index.memory import memory_meter
from app.index.postings import PostingsFile, PostingsWriter, Strings, findings, newest, usable, word_key
from app.library.columns import place_key

ARRAYS = {"dates": ("int64", [20230415103000, 0, -5]), "small": ("uint8", [0, 255]), "none": ("uint32", [])}


def write(folder: Path, lists: Sequence[Sequence[int]] = ((3, 9), (), (1,)), **facts: object) -> Path:
    with PostingsWriter(folder) as writer:
        for name, (kind, values) in ARRAYS.items():
            writer.array(name, kind, [np.array(values, np.int64)])
        writer.lists(
            "tag",
            {"photos": "uint32", "p": "uint16"},
            [(np.array(one, np.int64), np.array(one, np.int64) * 10) for one in lists],
        )
        writer.strings("term", [b"ant", b"bee", b"bee\x00", b"cat"])
        return writer.finish({"generation": "p-1", "texts_moved": 0, **facts})


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    file = PostingsFile(write(tmp_path, photos=7))
    for name, (_, values) in ARRAYS.items():
        assert file.array(name).tolist() == values
    assert file.facts["photos"] == 7
    assert "dates" in file and "missing" not in file
    assert file.part("tag_photos", 0, "tag_starts").tolist() == [3, 9]
    assert file.part("tag_p", 2, "tag_starts").tolist() == [10]
    together, lengths = file.parts("tag_photos", np.array([2, 1, 0]), "tag_starts")
    assert (together.tolist(), lengths.tolist()) == ([1, 3, 9], [1, 0, 2])
    none, lengths = file.parts("tag_photos", np.empty(0, np.int64), "tag_starts")
    assert (len(none), len(lengths)) == (0, 0)


def test_numbers_that_do_not_fit_are_no_silent_wrap(tmp_path: Path) -> None:
    with pytest.raises(OverflowError, match="small"), PostingsWriter(tmp_path) as writer:
        writer.array("small", "uint8", [np.array([256])])
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.binary(max_size=6)).map(lambda some: sorted(set(some))), st.binary(max_size=6))
def test_strings_are_found_as_in_a_sorted_list(
    tmp_path_factory: pytest.TempPathFactory, some: list[bytes], key: bytes
) -> None:
    folder = tmp_path_factory.mktemp("strings")
    with PostingsWriter(folder) as writer:
        writer.strings("s", some)
        strings = Strings(PostingsFile(writer.finish({})), "s")
    assert len(strings) == len(some)
    assert [strings[i] for i in range(len(some))] == some
    assert strings.first(key) == sum(one < key for one in some)
    assert strings.find(key) == (some.index(key) if key in some else None)


def test_a_new_version_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    first = PostingsFile(write(tmp_path, number=1))
    write(tmp_path, number=2)
    assert newest(tmp_path).facts["number"] == 2  # type: ignore[union-attr]
    assert first.array("dates")[0] == 20230415103000, "who has it mapped may go on"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("damage", ["flipped byte", "cut short", "manifest cut", "manifest changed", "data gone"])
def test_damage_is_seen_and_said(tmp_path: Path, damage: str) -> None:
    manifest = write(tmp_path)
    data = manifest.with_suffix(".bin")
    if damage == "flipped byte":
        content = bytearray(data.read_bytes())
        content[3] ^= 1
        data.write_bytes(content)
    elif damage == "cut short":
        data.write_bytes(data.read_bytes()[:-1])
    elif damage == "manifest cut":
        manifest.write_bytes(manifest.read_bytes()[:-20])
    elif damage == "manifest changed":
        said: Mapping[str, object] = json.loads(manifest.read_text())
        manifest.write_text(json.dumps({**said, "facts": {"generation": "other"}}))
    else:
        data.unlink()
    with pytest.raises(SnowlineError, match="built again"):
        PostingsFile(manifest)
    assert newest(tmp_path) is None
    assert len(findings(tmp_path)) == 1
    write(tmp_path)
    assert findings(tmp_path) == []


def test_a_file_of_another_generation_or_of_moved_texts_is_not_used(tmp_path: Path) -> None:
    write(tmp_path)
    assert usable(tmp_path, "p-1", 0) is not None
    assert usable(tmp_path, "p-2", 0) is None
    assert usable(tmp_path, "p-1", 1) is None
    assert usable(tmp_path / "nowhere", "p-1", 0) is None


def test_what_an_interrupted_build_left_is_swept_by_the_next(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "facts-000009.bin").write_bytes(b"half")
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"facts-000002.bin", "facts-000002.json"}


def test_a_build_that_fails_leaves_the_old_version(tmp_path: Path) -> None:
    write(tmp_path, number=1)

    def fail() -> None:
        with PostingsWriter(tmp_path) as writer:
            writer.array("dates", "int64", [np.arange(5)])
            raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        fail()
    assert newest(tmp_path).facts["number"] == 1  # type: ignore[union-attr]
    assert len(list(tmp_path.iterdir())) == 2


def test_keys_keep_together_what_belongs_together() -> None:
    folders = [place_key(1, b"a/b"), place_key(1, b"a/b c"), place_key(1, b"a/b/c"), place_key(2, b"")]
    below = [key for key in sorted(folders) if place_key(1, b"a/b") <= key < place_key(1, b"")[:4] + b"a/b0"]
    assert below == [place_key(1, b"a/b"), place_key(1, b"a/b/c")]
    assert word_key(b"dog", 0) < word_key(b"dog", 3) < word_key(b"dogs", 0)


def test_mapped_pages_are_reclaimable_and_own_memory_is_private(tmp_path: Path) -> None:
    with PostingsWriter(tmp_path) as writer:
        writer.array("large", "int64", [np.arange(4_000_000)])
        file = PostingsFile(writer.finish({}))
    before = memory_meter()
    assert int(file.array("large").sum()) == 4_000_000 * 3_999_999 // 2
    mapped = memory_meter()
    assert mapped.reclaimable - before.reclaimable > 20_000_000
    assert mapped.private - before.private < 8_000_000
    with mmap.mmap(-1, 32_000_000) as own:  # not numpy's: that may reuse what earlier tests left on the heap
        own.write(b"x" * 32_000_000)
        assert memory_meter().private - mapped.private > 25_000_000
    file.release()
    assert memory_meter().reclaimable < mapped.reclaimable
    assert memory_meter().free > 0
    with pytest.raises(ProcessLookupError):
        memory_meter(2**22 + 1)
