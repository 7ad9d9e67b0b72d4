"""Thumbnails on disk: found again, never half written, never outside their folder."""

from __future__ import annotations

import hashlib
import itertools
import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import SnowlineError
from app.media.thumbnail_check import ThumbnailsState, check_thumbnails
from app.media.thumbnails import ThumbnailStore

JPEG = b"\xff\xd8 small picture \xff\xd9"
KEY = "1f4a-" + "0123456789abcdef" * 2


def test_put_and_get(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path / "thumbnails")
    assert store.get(KEY) is None
    path = store.put(KEY, JPEG)
    assert path == store.path(KEY)
    assert store.get(KEY) == JPEG
    assert ThumbnailStore(tmp_path / "thumbnails").get(KEY) == JPEG


def test_keys_of_every_kind_keep_their_name(tmp_path: Path) -> None:
    plain = "0123456789abcdef" * 2
    for key in (KEY, f"b3-1f4a-{plain}", f"b3-1f4a-{plain}-{plain}"):
        assert ThumbnailStore(tmp_path).path(key).name == f"{key}.jpg"


def test_256_folders_share_the_files_evenly(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    keys = [f"{number:x}-" + f"{number:032x}" for number in range(2000)]
    paths = [store.path(key) for key in keys]
    assert len(set(paths)) == len(keys)
    assert all(len(path.relative_to(tmp_path).parts) == 2 for path in paths)
    assert len({path.parent for path in paths}) == 256


def _in_the_former_layout(store: ThumbnailStore, key: str) -> Path:
    path = store.put(key, JPEG)
    digest = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
    former = store.folder / digest[:2] / digest[2:4] / path.name
    former.parent.mkdir(parents=True)
    path.rename(former)
    return former


def test_the_former_layout_is_read_and_left_behind(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    former = _in_the_former_layout(store, KEY)
    assert store.get(KEY) == JPEG
    assert not former.exists()
    assert store.path(KEY).is_file()
    other = "77-" + "ab" * 16
    _in_the_former_layout(store, other)
    assert store.trim(10**9, everything=True) == 0
    assert store.path(other).is_file()
    assert not [path for path in tmp_path.rglob("*") if path.is_dir() and path.parent != tmp_path]


def _keys_of_one_folder(store: ThumbnailStore, count: int) -> list[str]:
    folder = store.path(KEY).parent
    keys = (f"{number:x}-" + "0" * 32 for number in itertools.count())
    return list(itertools.islice((key for key in keys if store.path(key).parent == folder), count))


def _aged(store: ThumbnailStore, keys: list[str]) -> None:
    """The first of these was used longest ago."""
    for age, key in enumerate(reversed(keys)):
        path = store.put(key, JPEG[:2] + bytes(996) + JPEG[-2:])
        os.utime(path, (time.time() - 200_000 - 1000 * age,) * 2)


def test_the_ones_used_longest_ago_go_first(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    keys = _keys_of_one_folder(store, 10)
    _aged(store, keys)
    assert store.get(keys[0]) is not None  # used just now
    removed = store.trim(256 * 5_200)
    left = [key for key in keys if store.path(key).exists()]
    assert removed == 6
    assert left == [keys[0], *keys[7:]]
    assert store.trim(256 * 5_200) == 0


def test_what_is_out_of_reach_goes_last(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    keys = _keys_of_one_folder(store, 10)
    _aged(store, keys)
    assert store.trim(256 * 4_500, lambda asked: set(keys[:3]) & set(asked)) == 6
    assert [key for key in keys if store.path(key).exists()] == [*keys[:3], keys[9]]


def test_only_folders_with_something_new_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ThumbnailStore(tmp_path)
    for number in range(300):
        store.put(f"{number:x}-" + "0" * 32, JPEG)
    long_ago = time.time() - 1000
    for folder in store.folders():
        os.utime(folder, (long_ago, long_ago))
    store.trim(10**9)
    looked_at: list[Path] = []
    kept_in = ThumbnailStore.kept_in
    monkeypatch.setattr(ThumbnailStore, "kept_in", lambda self, at: looked_at.append(at) or kept_in(self, at))
    store.trim(10**9)
    assert looked_at == []
    new = store.put("fff-" + "1" * 32, JPEG)
    store.trim(10**9)
    assert looked_at == [new.parent]


def test_check_finds_and_mends(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    keys = [f"{number:x}-" + f"{number:032x}" for number in range(50)]
    for key in keys:
        store.put(key, JPEG)
    store.path(keys[0]).write_bytes(JPEG[:5])
    (tmp_path / ".new-left").write_bytes(JPEG)
    former = "77-" + "ab" * 16
    _in_the_former_layout(store, former)

    def known(asked: Sequence[str]) -> set[str]:
        return {key for key in asked if key not in keys[1:4]}

    found = check_thumbnails(tmp_path, known, 10**9)
    assert (found.kept, found.damaged, found.orphaned, found.former, found.unfinished) == (51, 1, 3, 1, 1)
    assert check_thumbnails(tmp_path, known, 10**9, repair=True) == found
    assert check_thumbnails(tmp_path, known, 10**9) == ThumbnailsState(kept=47, size=47 * len(JPEG))
    assert store.get(former) == JPEG
    assert check_thumbnails(tmp_path, known, 100).over == 47 * len(JPEG) - 100
    check_thumbnails(tmp_path, known, 0, repair=True)
    assert check_thumbnails(tmp_path, known, 0).kept == 0


def test_a_second_put_replaces_and_leaves_nothing_else_behind(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    store.put(KEY, JPEG)
    store.put(KEY, JPEG[:2] + b"newer" + JPEG[-2:])
    assert store.get(KEY) == JPEG[:2] + b"newer" + JPEG[-2:]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [store.path(KEY)]


@pytest.mark.parametrize("left", [b"", b"\xff\xd8 cut off", b"garbage"])
def test_what_a_power_cut_left_counts_as_missing(tmp_path: Path, left: bytes) -> None:
    store = ThumbnailStore(tmp_path)
    store.put(KEY, JPEG).write_bytes(left)
    assert store.get(KEY) is None


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(SnowlineError, match="blocked"):
        ThumbnailStore(blocked).put(KEY, JPEG)


def test_failed_put_keeps_the_old_thumbnail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ThumbnailStore(tmp_path)
    store.put(KEY, JPEG)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full_disk)
    with pytest.raises(SnowlineError, match="No space left"):
        store.put(KEY, JPEG[:2] + b"newer" + JPEG[-2:])
    assert store.get(KEY) == JPEG
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [store.path(KEY)]


def test_what_a_killed_process_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ThumbnailStore(tmp_path)
    store.put(KEY, JPEG)
    with monkeypatch.context() as killed:
        killed.setattr("os.unlink", lambda _: None)
        killed.setattr("os.replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            store.put(KEY, JPEG)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2
    store.sweep()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [store.path(KEY)]
    ThumbnailStore(tmp_path / "not there").sweep()


@given(st.text(max_size=300))
def test_no_key_leads_out_of_the_folder_or_to_an_impossible_name(key: str) -> None:
    folder = Path("/somewhere/thumbnails")
    path = ThumbnailStore(folder).path(key)
    assert path.relative_to(folder).parts[-1].endswith(".jpg")
    assert ".." not in path.parts
    assert len(path.name) < 100
    assert "\0" not in str(path)


def test_strange_keys_stay_apart(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    keys = ["../../etc/passwd", "a/b", "a\\b", "A", "a", "", "CON", KEY.upper(), KEY, "\udcff"]
    for number, key in enumerate(keys):
        store.put(key, JPEG[:2] + str(number).encode() + JPEG[-2:])
    for number, key in enumerate(keys):
        assert store.get(key) == JPEG[:2] + str(number).encode() + JPEG[-2:]
    assert len({str(store.path(key)).lower() for key in keys}) == len(keys)
