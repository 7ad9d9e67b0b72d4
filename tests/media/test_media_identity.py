"""One photo keeps one key, wherever it is moved and whatever it is called."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from blake3 import blake3
from hypothesis import given
from hypothesis import strategies as st

from app.domain import Unreadable
from app.media.identity import content_key, content_keys, full_key, is_whole

PART = 64 * 1024


def reference(data: bytes) -> str:
    """The key as its definition says it, word by word."""
    sampled = data
    if len(data) > 3 * PART:
        middle = (len(data) - PART) // 2
        sampled = data[:PART] + data[middle : middle + PART] + data[-PART:]
    return f"b3-{len(data):x}-{blake3(sampled).hexdigest(length=16)}"


def former_reference(data: bytes) -> str:
    """The key of version 0.1."""
    sampled = data
    if len(data) > 3 * PART:
        middle = (len(data) - PART) // 2
        sampled = data[:PART] + data[middle : middle + PART] + data[-PART:]
    return f"{len(data):x}-{hashlib.blake2b(sampled, digest_size=16).hexdigest()}"


@pytest.mark.parametrize("size", [0, 1, PART, 3 * PART - 1, 3 * PART, 3 * PART + 1, 5 * PART, 1_000_003])
def test_key_follows_its_definition(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    assert content_key(path) == reference(data)
    assert content_keys(path) == (reference(data), former_reference(data))
    assert is_whole(content_key(path)) == (size <= 3 * PART)
    assert full_key(path) == blake3(data).hexdigest(length=16)


@given(st.binary(max_size=2000))
def test_key_of_any_small_content(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(data)
    assert content_key(path) == reference(data)


def test_moved_and_renamed_file_keeps_its_key_and_bytes_paths_work(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(os.urandom(300_000))
    key = content_key(path)
    moved = tmp_path / "elsewhere" / "b \u00fc.png"
    moved.parent.mkdir()
    shutil.move(path, moved)
    assert content_key(moved) == content_key(str(moved)) == content_key(os.fsencode(moved)) == key


@pytest.mark.parametrize("at", [0, PART - 1, 250_000, 500_000 - PART, 499_999])
def test_a_changed_byte_in_head_middle_or_tail_changes_the_key(tmp_path: Path, at: int) -> None:
    path = tmp_path / "photo.jpg"
    data = bytearray(500_000)
    path.write_bytes(data)
    before = content_key(path)
    data[at] = 1
    path.write_bytes(data)
    assert content_key(path) != before


@given(st.integers(3 * PART + 1, 6 * PART), st.data())
def test_what_differs_where_nothing_was_read_ties_and_the_full_key_tells_it_apart(
    tmp_path_factory: pytest.TempPathFactory, size: int, data: st.DataObject
) -> None:
    middle = (size - PART) // 2
    unread = [*range(PART, middle), *range(middle + PART, size - PART)]
    at = data.draw(st.sampled_from(unread))
    one, other = tmp_path_factory.getbasetemp() / "one.bin", tmp_path_factory.getbasetemp() / "other.bin"
    content = bytearray(size)
    one.write_bytes(content)
    content[at] = 1
    other.write_bytes(content)
    assert content_key(one) == content_key(other)
    assert full_key(one) != full_key(other)


def test_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    try:
        with open(path, "wb") as file:
            file.write(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert content_key(path) == reference(b"x")


def test_what_is_no_file_is_unreadable_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no longer there"):
        content_key(tmp_path / "gone.jpg")
    with pytest.raises(Unreadable, match="a folder"):
        content_key(tmp_path)
    with pytest.raises(Unreadable, match="not a possible file name"):
        content_key("a\0b.jpg")
    with pytest.raises(Unreadable, match="name of the file is too long"):
        content_key(tmp_path / ("a" * 5000))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(Unreadable, match="not an ordinary file"):
        content_key(tmp_path / "pipe.jpg")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.jpg"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(Unreadable, match="permission"):
        content_key(path)
