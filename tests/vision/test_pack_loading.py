"""A pack is used only when it is whole and made for this Snowline; otherwise the error says what to do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.domain import PackError
from app.paths import builtin_pack
from app.vision.manifest import MANIFEST_NAME, read_manifest, verify
from app.vision.pack import Pack, TextSide


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the built-in pack that a test may spoil."""
    return Path(shutil.copytree(builtin_pack(), tmp_path / "pack"))


def edit_manifest(folder: Path, **changes: object) -> None:
    path = folder / MANIFEST_NAME
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")


def test_the_manifest_names_every_model_file_with_its_checksum() -> None:
    folder = builtin_pack()
    manifest = read_manifest(folder)
    verify(folder, manifest, list(manifest.files))
    models = {p.name for p in folder.iterdir() if p.suffix in {".onnx", ".npy"}}
    assert models <= set(manifest.files)
    assert manifest.dims == 384
    assert manifest.licence.startswith("Apache-2.0")


def test_the_whole_pack_stays_within_its_size() -> None:
    assert sum(p.stat().st_size for p in builtin_pack().iterdir()) <= 45_000_000


@pytest.mark.parametrize("name", ["image.onnx", "text.onnx", "tags.json", "caption_step.onnx", "backgrounds.npy"])
def test_an_altered_file_is_named(copy: Path, name: str) -> None:
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (copy / name).write_bytes(data)
    with pytest.raises(PackError, match=rf"{name} has other contents.*Reinstall"):
        Pack.load(copy)


def test_a_truncated_file_is_named_with_its_sizes(copy: Path) -> None:
    data = (copy / "text.onnx").read_bytes()
    (copy / "text.onnx").write_bytes(data[:1000])
    with pytest.raises(PackError, match=rf"text\.onnx has 1000 bytes instead of {len(data)}"):
        TextSide.load(copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "image.onnx").unlink()
    with pytest.raises(PackError, match=r"image\.onnx cannot be read"):
        Pack.load(copy)


def test_the_text_side_does_not_read_the_image_model(copy: Path) -> None:
    (copy / "image.onnx").unlink()
    assert TextSide.load(copy).encode_texts(["snow"]).shape == (1, 384)


def test_no_pack_at_all(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"No model pack in .*manifest\.json is missing"):
        Pack.load(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1}', '"pack"'])
def test_a_damaged_manifest(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST_NAME).write_text(text, "utf-8")
    with pytest.raises(PackError, match="damaged"):
        Pack.load(tmp_path)


def test_a_pack_of_a_later_format_asks_for_an_update(copy: Path) -> None:
    edit_manifest(copy, format=99)
    with pytest.raises(PackError, match=r"has format 99.*Update Snowline"):
        Pack.load(copy)


def test_a_foreign_pack_with_other_dimensions(copy: Path) -> None:
    edit_manifest(copy, dims=512)
    with pytest.raises(PackError, match="makes vectors of 512 numbers"):
        Pack.load(copy)


def test_words_that_the_text_encoder_knows(pack: Pack) -> None:
    words = pack.known_words()
    assert len(words) > 5_000
    assert {"mountain", "beach", "dog"} <= set(words)
    assert all(pack.knows_word(word) for word in words[:50])
    assert not pack.knows_word("moutain")
