from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.bench import _enlarged, index
from app.bench._enlarged import BLOCK, HELD_OUT, enlarge, near_neighbours
from app.domain import SnowlineError


def unit_rows(n: int, dims: int = 384, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rows = rng.standard_normal((80, dims))[rng.integers(80, size=n)] + 0.7 * rng.standard_normal((n, dims))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made-up embeddings in place of those of the shared photos and captions."""
    rows = {"texts": unit_rows(HELD_OUT["texts"] + 2_000), "images": unit_rows(HELD_OUT["images"] + 2_000)}
    monkeypatch.setattr(_enlarged, "embeddings", lambda what, shared: rows[what])


def test_enlarged_rows_begin_with_the_real_ones_and_are_repeatable() -> None:
    real = unit_rows(500, 16)
    many = np.concatenate(list(enlarge(real, BLOCK + 1_700, seed=3)))
    assert many.shape == (BLOCK + 1_700, 16)
    assert (many[:500] == real).all()
    assert np.allclose(np.linalg.norm(many, axis=1), 1, atol=1e-5)
    assert len(np.unique(many, axis=0)) == len(many)
    fewer = np.concatenate(list(enlarge(real, 900, seed=3)))
    assert (fewer == many[:900]).all()
    assert (np.concatenate(list(enlarge(real, 900, seed=4)))[500:] != fewer[500:]).any()
    assert (np.concatenate(list(enlarge(real, 300, seed=3))) == real[:300]).all()


def test_near_neighbours_are_near() -> None:
    rows = unit_rows(600, 16)
    near = near_neighbours(rows, 5, seed=1)
    cosines = rows @ rows.T
    np.fill_diagonal(cosines, -1)
    assert near.shape == (600, 5)
    assert (near != np.arange(600)[:, None]).all()
    assert (np.take_along_axis(cosines, near, axis=1).mean(axis=1) > np.quantile(cosines, 0.9, axis=1)).all()


def test_held_out_queries_are_no_rows(embedded: None) -> None:
    asked = _enlarged.queries("images", 50, 7, None)
    rows = _enlarged.real_rows("images", 7, None)
    assert len(rows) == 2_000
    assert (asked @ rows.T).max() < 0.9999


def test_without_the_shared_folder_it_says_what_it_needs(tmp_path: Path) -> None:
    for shared in (None, tmp_path):
        with pytest.raises(SnowlineError, match="shared"):
            _enlarged.embeddings("texts", shared)


def test_the_bench_measures_itself_beside_plain_annoy(embedded: None) -> None:
    measured = index.run(None, 7, vectors=3_000, asked=40, no_images=True)
    texts = measured["texts"]
    assert isinstance(texts, dict)
    assert texts["asked_by"]["text"]["recall"] >= 0.95
    assert texts["plain_annoy"]["recall"] >= 0.9
    assert texts["mb_on_disk"]["everything"] < texts["plain_annoy"]["mb_on_disk"]
    assert texts["private_mb_of_a_fresh_process"]["opening_adds"]["own"] < 1
    assert set(texts["ratios"]) == {
        "disk_to_plain",
        "median_time_to_plain_at_the_same_recall",
        "build_time_to_plain",
    }


def test_the_grid_has_a_page_and_plots(embedded: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.bench._index_grid.TREES", (2, 5))
    pytest.importorskip("matplotlib", reason="plots need the extra “bench”")
    measured = index.run(None, 7, vectors=1_500, asked=30, grid=True, plots=tmp_path)
    table = measured["grid"]
    assert isinstance(table, list)
    assert len(table) == 10
    for metric in ("angular", "euclidean", "dot", "hamming", "manhattan"):
        two, five = (row for row in table if row["metric"] == metric)
        assert two["recall"] <= five["recall"] + 0.05
        assert two["mb"] <= five["mb"]
    page = (tmp_path / "index-evaluation.md").read_text(encoding="utf-8")
    assert page.count("\n| ") == 2 + 10
    assert sorted(path.name for path in tmp_path.glob("*.svg")) == [
        "index-build_seconds.svg", "index-mb.svg", "index-ms_median.svg", "index-recall.svg",
    ]  # fmt: skip
