"""Thumbnails on disk: found again, never half written, never outside their folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import SnowlineError
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


def test_two_levels_of_folders_spread_the_files(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    keys = [f"{number:x}-" + f"{number:032x}" for number in range(2000)]
    paths = [store.path(key) for key in keys]
    assert len(set(paths)) == len(keys)
    assert all(len(path.relative_to(tmp_path).parts) == 3 for path in paths)
    assert len({path.parent.parent for path in paths}) == 256


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
