"""Beam search over a small decoder whose every word probability the test decides."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.vision.captioner import BEGIN, END, MAX_WORDS, Captioner

WORDS = ["<pad>", "<begin>", "<end>", "<unknown>", "dog", "snow", "runs"]
LAYERS, HEADS, WIDTH = 1, 1, 2


class Step:
    """Stands for the ONNX step: the next word depends on the last one and the position, per photo."""

    def __init__(self, tables: NDArray[np.float32]) -> None:
        self.tables = tables  # [photos, positions, last word, next word] log-probabilities

    def run(self, _names: None, feeds: dict[str, NDArray[np.float32]]) -> list[NDArray[np.float32]]:
        photos, rows = len(self.tables), len(feeds["word"])
        at = min(int(feeds["position"][0]), self.tables.shape[1] - 1)
        log_p = np.stack([self.tables[r * photos // rows, at, int(feeds["word"][r, 0])] for r in range(rows)])
        log_p[:, [0, 1, 3]] = -1e9
        order = np.argsort(-log_p, axis=1)[:, :5]
        grown = np.zeros((LAYERS, rows, HEADS, feeds["past_k"].shape[3] + 1, WIDTH), np.float32)
        return [np.take_along_axis(log_p, order, 1), order, log_p[:, END], grown, grown]


def captioner(tables: NDArray[np.float32]) -> Captioner:
    made = object.__new__(Captioner)
    empty = np.zeros((LAYERS, len(tables), HEADS, 53, WIDTH), np.float32)
    made._memory = SimpleNamespace(run=lambda *_: [empty, empty])
    made._step = Step(tables)
    made._words = WORDS
    return made


def random_tables(photos: int, seed: int) -> NDArray[np.float32]:
    raw = np.random.default_rng(seed).normal(size=(photos, 4, len(WORDS), len(WORDS))).astype(np.float32) * 2
    return raw - np.log(np.exp(raw).sum(-1, keepdims=True))


def best_by_hand(table: NDArray[np.float32], longest: int) -> tuple[float, tuple[int, ...]]:
    """The best sentence of at most `longest` words, over all there are."""
    best = (-np.inf, ())
    for length in range(longest + 1):
        for said in itertools.product(range(4, len(WORDS)), repeat=length):
            pairs = list(itertools.pairwise((BEGIN, *said)))
            if any(a == b for a, b in pairs) or len(set(pairs)) < len(pairs):
                continue
            chain = [BEGIN, *said, END]
            score = sum(float(table[min(i, 3), a, b]) for i, (a, b) in enumerate(itertools.pairwise(chain)))
            best = max(best, (score / (length + 1) ** 0.85, said))
    return best


@pytest.mark.parametrize("seed", range(8))
def test_a_wide_beam_finds_the_best_sentence(seed: int) -> None:
    tables = random_tables(1, seed)
    tables[:, 3:, :, :] = -50.0  # after three words only the end is left
    tables[:, 3:, :, END] = 0.0
    said = captioner(tables).sentences(np.zeros((1, 384), np.float32), np.zeros((1, 49, 320), np.float32), beam=27)
    _, expected = best_by_hand(tables[0], 3)
    assert said[0].text == " ".join(WORDS[w] for w in expected)


def test_greedy_takes_the_likeliest_word_each_time() -> None:
    table = np.full((1, 4, len(WORDS), len(WORDS)), -9.0, np.float32)
    for at, (last, word) in enumerate([(BEGIN, 4), (4, 6), (6, 5), (5, END)]):
        table[0, at, last, word] = -0.1
    (said,) = captioner(table).sentences(np.zeros((1, 384), np.float32), np.zeros((1, 49, 320), np.float32), beam=1)
    assert said.text == "dog runs snow"
    assert said.mean_log_p == pytest.approx(-0.1, abs=1e-5)


def test_photos_of_a_batch_do_not_mix() -> None:
    tables = random_tables(5, 3)
    together = captioner(tables).sentences(np.zeros((5, 384), np.float32), np.zeros((5, 49, 320), np.float32))
    for i, one in enumerate(together):
        alone = captioner(tables[i : i + 1])
        assert alone.sentences(np.zeros((1, 384), np.float32), np.zeros((1, 49, 320), np.float32)) == [one]


def test_a_decoder_that_never_stops_is_stopped() -> None:
    table = random_tables(1, 1)
    table[..., END] = -30.0
    (said,) = captioner(table).sentences(np.zeros((1, 384), np.float32), np.zeros((1, 49, 320), np.float32))
    assert len(said.text.split()) <= MAX_WORDS
