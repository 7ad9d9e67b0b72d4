"""Calibration finds what was hidden in the data; the tag vocabulary is one word for one thing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from models.training import calibrate, labels


@pytest.mark.parametrize("hidden", [0.6, 1.0, 1.8])
def test_a_hidden_temperature_is_found(hidden: float) -> None:
    rng = np.random.default_rng(5)
    true_logits = rng.normal(size=(4000, 8)) * 2
    p = calibrate.softmax(true_logits)
    truth = np.eye(8)[[rng.choice(8, p=row) for row in p]]
    assert calibrate.softmax_temperature(true_logits * hidden, truth) == pytest.approx(hidden, rel=0.1)


@pytest.mark.parametrize("hidden", [0.7, 1.5])
def test_a_hidden_temperature_of_independent_tags_is_found(hidden: float) -> None:
    rng = np.random.default_rng(6)
    true_logits = rng.normal(size=(3000, 5)) * 2
    truth = (rng.random((3000, 5)) < calibrate.sigmoid(true_logits)).astype(float)
    found = calibrate.sigmoid_temperature(true_logits * hidden, truth, np.ones_like(truth))
    assert found == pytest.approx(hidden, rel=0.1)


def test_the_reliability_table_counts_what_was_right() -> None:
    p = np.array([0.05, 0.05, 0.95, 0.95, 0.95, 1.0])
    truth = np.array([0, 0, 1, 1, 0, 1])
    rows = calibrate.reliability(p, truth)
    assert [(r["from"], r["count"], r["right"]) for r in rows] == [(0.0, 2, 0.0), (0.9, 4, 0.75)]


def test_a_logistic_regression_finds_its_weights() -> None:
    rng = np.random.default_rng(7)
    x = rng.normal(size=(20000, 2))
    truth = (rng.random(20000) < calibrate.sigmoid(-0.5 + 2 * x[:, 0] - x[:, 1])).astype(float)
    assert calibrate.logistic(x, truth) == pytest.approx([-0.5, 2, -1], abs=0.12)


def test_every_teacher_gets_its_columns(shared: Path) -> None:
    imagenet, places = labels.imagenet_tags(shared), labels.places_tags(shared)
    assert (len(imagenet), len(places), len(labels.coco_tags(shared))) == (1000, 365, 80)
    assert max(Counter(t.name.lower() for t in imagenet).values()) == 1
    assert imagenet[134].name == "crane bird"
    assert imagenet[517].name == "construction crane"
    assert places[0].name == "airfield"
    assert "snowy mountain" in {t.name for t in places}


def test_every_override_names_a_real_class(shared: Path) -> None:
    lines = (shared / "weights" / "mobilenet_v2" / "imagenet_labels.txt").read_text("utf-8").splitlines()[1:]
    first = {line.split(",")[0].strip() for line in lines} | set(labels.IMAGENET_BY_INDEX.values())
    assert set(labels.IMAGENET_NAMES) <= first
