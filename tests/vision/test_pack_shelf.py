"""A library keeps the pack that made its vectors: whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.domain import PackError
from app.paths import builtin_pack
from app.vision.manifest import read_manifest
from app.vision.pack import TextSide
from app.vision.shelf import find_pack, keep_pack


def test_a_copy_answers_like_the_pack_itself(tmp_path: Path) -> None:
    name = read_manifest(builtin_pack()).generation
    copy = tmp_path / "vectors" / name / "pack"
    assert find_pack(name, [tmp_path / "none", copy]) is None
    assert keep_pack(builtin_pack(), copy)
    assert find_pack(name, [tmp_path / "none", copy]) == copy
    assert find_pack("compact-0.0.0", [copy]) is None
    vector = TextSide.load(copy).encode_texts(["snow"])
    assert (vector == TextSide.load().encode_texts(["snow"])).all()
    stamp = (copy / "text.onnx").stat().st_mtime_ns
    assert keep_pack(builtin_pack(), copy)
    assert keep_pack(copy, copy)
    assert (copy / "text.onnx").stat().st_mtime_ns == stamp  # nothing is copied twice
    (copy / "text.onnx").write_bytes(b"torn")
    assert keep_pack(builtin_pack(), copy)
    assert TextSide.load(copy).sure_tag > 0
    assert [path.name for path in copy.parent.iterdir()] == ["pack"]


def test_without_room_nothing_half_done_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    assert not keep_pack(builtin_pack(), tmp_path / "pack")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(PackError):
        keep_pack(tmp_path, tmp_path / "pack")
