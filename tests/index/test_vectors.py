"""Vector files: what was appended comes back, whatever happens in between."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from app.domain import SnowlineError
from app.index.check import check_vectors
from app.index.generation import Generation
from app.index.vectors import VectorFile, quantise

HEADER = 64


def unit_rows(n: int, dims: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((n, dims)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


values = st.floats(-1e6, 1e6, width=32)


@given(hnp.arrays(np.float32, st.tuples(st.integers(0, 20), st.integers(1, 13)), elements=values))
def test_quantising_moves_no_component_by_more_than_half_a_step(vectors: np.ndarray) -> None:
    components, scales = quantise(vectors)
    back = components.astype(np.float64) * scales[:, None].astype(np.float64)
    # Magnitudes near the smallest float32 have too few bits left for a scale of full precision.
    allowed = scales[:, None].astype(np.float64) * 0.5001 + 127 * np.finfo(np.float32).smallest_subnormal
    assert (np.abs(back - vectors) <= allowed).all()
    assert (components >= -127).all()


@settings(max_examples=40, deadline=None)
@given(
    batches=st.lists(st.integers(0, 7), max_size=6),
    dims=st.integers(1, 9),
    reopen=st.booleans(),
)
def test_appended_rows_come_back_at_their_slots(batches: list[int], dims: int, reopen: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "images.vec"
        file = VectorFile(path, dims, writable=True)
        everything = np.zeros((0, dims), np.float32)
        for number, size in enumerate(batches):
            rows = unit_rows(size, dims, seed=number)
            slots = file.append(rows)
            assert slots.tolist() == list(range(len(everything), len(everything) + size))
            everything = np.concatenate([everything, rows])
            if reopen:
                file.flush()
                file.close()
                file = VectorFile(path, dims, writable=True)
        backwards = np.arange(len(everything) - 1, -1, -1)
        assert np.abs(file.read(backwards) - everything[backwards]).max(initial=0) <= 0.5 / 127 + 1e-6
        file.close()
        with VectorFile(path, dims) as reader:
            assert len(reader) == len(everything)
            assert np.abs(reader.read(backwards) - everything[backwards]).max(initial=0) <= 0.5 / 127 + 1e-6


def test_quantisation_error_of_a_dot_product_is_small() -> None:
    rows, queries = unit_rows(500, 384), unit_rows(20, 384, seed=1)
    components, scales = quantise(rows)
    error = queries @ (components * scales[:, None]).T - queries @ rows.T
    assert np.abs(error).max() < 0.003


def test_reader_sees_rows_that_another_process_appends(tmp_path: Path) -> None:
    path = tmp_path / "images.vec"
    reader = VectorFile(path, 8)
    assert len(reader) == 0
    program = (
        "import sys, numpy as np; from pathlib import Path; from app.index.vectors import VectorFile\n"
        "with VectorFile(Path(sys.argv[1]), 8, writable=True) as f:\n"
        "    f.append(np.eye(8, dtype=np.float32)[:5]); f.flush()"
    )
    project = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, cwd=project, timeout=60)
    assert len(reader) == 0, "rows appear only when asked for"
    assert reader.refresh() == 5
    assert reader.refresh(limit=3) == 3
    assert reader.read(np.array([2])).tolist() == [[0, 0, 1, 0, 0, 0, 0, 0]]
    with pytest.raises(IndexError):
        reader.read(np.array([3]))
    with pytest.raises(SnowlineError, match="reading only"):
        reader.append(np.eye(8, dtype=np.float32))
    reader.close()


@pytest.mark.parametrize("lost", [1, 4, 11, 12])
def test_torn_last_row_is_ignored_and_cut(tmp_path: Path, lost: int) -> None:
    path = tmp_path / "images.vec"
    with VectorFile(path, 8, writable=True) as file:
        file.append(unit_rows(3, 8))
    os.truncate(path, HEADER + 3 * 12 - lost)
    with VectorFile(path, 8) as reader:
        assert len(reader) == 2
    size = path.stat().st_size
    with VectorFile(path, 8) as reader:
        assert path.stat().st_size == size, "a reader changes nothing"
    with VectorFile(path, 8, writable=True) as file:
        assert path.stat().st_size == HEADER + 2 * 12
        assert file.append(unit_rows(1, 8, seed=5)).tolist() == [2]
        assert np.allclose(file.read(np.array([2])), unit_rows(1, 8, seed=5), atol=0.005)


def test_truncate_forgets_the_rows_behind(tmp_path: Path) -> None:
    with VectorFile(tmp_path / "v.vec", 8, writable=True) as file:
        file.append(unit_rows(10, 8))
        file.truncate(4)
        assert len(file) == 4
        assert file.append(unit_rows(2, 8, seed=3)).tolist() == [4, 5]
        with pytest.raises(ValueError, match="cannot be cut"):
            file.truncate(7)
        file.truncate(0)
        assert len(file) == 0


def test_rows_handed_out_stay_valid_after_the_file_grew_and_closed(tmp_path: Path) -> None:
    file = VectorFile(tmp_path / "v.vec", 8, writable=True)
    file.append(np.eye(8, dtype=np.float32))
    rows = file.rows
    file.append(unit_rows(1000, 8))
    file.close()
    assert rows[3, 4:].tolist() == [0, 0, 0, 127, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"GIF89a" + b"x" * 100, "not a vector file"),
        (b"\0" * 200, "not a vector file"),
        (b"SNOWVEC\0\x01\0\0\0\x08\0\0\0" + b"\1" * 100, "not a vector file"),
    ],
)
@pytest.mark.parametrize("writable", [False, True])
def test_foreign_and_damaged_files_are_refused(tmp_path: Path, content: bytes, message: str, writable: bool) -> None:
    path = tmp_path / "v.vec"
    path.write_bytes(content)
    with pytest.raises(SnowlineError, match=message):
        VectorFile(path, 8, writable=writable)
    assert path.read_bytes() == content


def test_short_foreign_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "v.vec"
    path.write_bytes(b"my notes")
    with pytest.raises(SnowlineError, match="not a vector file"):
        VectorFile(path, 8, writable=True)
    assert path.read_bytes() == b"my notes"


@pytest.mark.parametrize("kept", [0, 7, 40])
def test_crash_while_creating_is_mended(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "v.vec"
    VectorFile(path, 8, writable=True).close()
    os.truncate(path, kept)
    with VectorFile(path, 8) as reader:
        assert len(reader) == 0
    with VectorFile(path, 8, writable=True) as file:
        assert file.append(np.eye(8, dtype=np.float32)).tolist() == list(range(8))


def test_other_dims_are_refused_with_both_numbers(tmp_path: Path) -> None:
    VectorFile(tmp_path / "v.vec", 8, writable=True).close()
    with pytest.raises(SnowlineError, match="vectors of 8 numbers, but the model pack makes 384"):
        VectorFile(tmp_path / "v.vec", 384)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_values_that_are_not_numbers_are_refused_and_nothing_is_written(tmp_path: Path, bad: float) -> None:
    with VectorFile(tmp_path / "v.vec", 8, writable=True) as file:
        rows = unit_rows(3, 8)
        rows[1, 1] = bad
        with pytest.raises(ValueError, match="finite"):
            file.append(rows)
        with pytest.raises(ValueError, match="shape"):
            file.append(rows[0])
        assert len(file) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the /dev/full device of Linux")
def test_full_disk_says_so(tmp_path: Path) -> None:
    with VectorFile(tmp_path / "v.vec", 8, writable=True) as file:
        full = os.open("/dev/full", os.O_RDWR)
        real, file._file = file._file, full
        try:
            with pytest.raises((SnowlineError, OSError)):
                file.append(unit_rows(1, 8))
        finally:
            file._file = real
            os.close(full)
        assert file.append(unit_rows(1, 8)).tolist() == [0]


def test_generation_lays_its_files_in_the_library(tmp_path: Path) -> None:
    with Generation(tmp_path, "compact-1", 8, writable=True) as writer:
        writer.images.append(unit_rows(3, 8))
        writer.texts.append(unit_rows(5, 8))
        writer.flush()
        with Generation(tmp_path, "compact-1", 8) as reader:
            assert (len(reader.images), len(reader.texts)) == (3, 5)
            reader.refresh(images=2, texts=5)
            assert (len(reader.images), len(reader.texts)) == (2, 5)
        writer.truncate(images=2, texts=4)
        assert (len(writer.images), len(writer.texts)) == (2, 4)
    assert sorted(p.name for p in (tmp_path / "vectors" / "compact-1").iterdir()) == ["images.vec", "texts.vec"]
    with Generation(tmp_path, "compact-2", 8) as other:
        assert len(other.images) == 0


@pytest.mark.parametrize("dims", [64, 384])
def test_sound_rows_are_never_taken_for_damaged(tmp_path: Path, dims: int) -> None:
    with VectorFile(tmp_path / "v.vec", dims, writable=True) as file:
        file.append(unit_rows(20_000, dims))
        file.append(np.eye(3, dims, dtype=np.float32))
    assert not len(check_vectors(tmp_path / "v.vec", dims, np.arange(20_003)).bad)


def test_one_changed_byte_is_found(tmp_path: Path) -> None:
    path = tmp_path / "v.vec"
    with VectorFile(path, 384, writable=True) as file:
        file.append(unit_rows(10, 384))
    content = bytearray(path.read_bytes())
    content[HEADER + 7 * 388 + 4 + 100] ^= 0x40
    path.write_bytes(content)
    assert check_vectors(path, 384, np.arange(10)).bad.tolist() == [7]
