"""From a photo's vector and feature grid to a sentence: greedy and beam search around an ONNX step.

The step keeps its keys and values between words, so that each word costs one small pass. Beam search after
Graves (2012), with the length normalisation of Wu et al. (2016).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain import Vector
from app.vision.sessions import open_session

FILES = ("caption_memory.onnx", "caption_step.onnx", "caption_words.json")
BEGIN, END = 1, 2
SPECIAL = 4
MAX_WORDS = 20
LENGTH_POWER = 0.85
NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of one caption and the mean log-probability of its words."""

    text: str
    mean_log_p: float


def _repeats(words: NDArray[np.int64], following: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which next words [rows, k] would say a word twice in a row, or a pair of words twice in one caption [rows, t]."""
    last = words[:, -1:]
    again = following == last
    if words.shape[1] > 2:
        pairs = (words[:, :-1] == last)[:, :, None] & (words[:, 1:, None] == following[:, None, :])
        again |= pairs.any(axis=1)
    out: NDArray[np.bool_] = again
    return out


class Captioner:
    """`sentences(vectors, grids)` for a batch of photos."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._memory = open_session(folder / "caption_memory.onnx", threads=threads)
        self._step = open_session(folder / "caption_step.onnx", threads=threads)
        self._words: list[str] = json.loads((folder / "caption_words.json").read_text(encoding="utf-8"))

    def sentences(self, vectors: Vector, grids: NDArray[np.float32], *, beam: int = 3) -> list[Sentence]:
        """One sentence per photo. vectors float32 [n, 384], grids float32 [n, 49, 320]; beam 1 is greedy."""
        n = len(vectors)
        if n == 0:
            return []
        keys, values = self._memory.run(None, {"vector": vectors, "grid": grids})
        layers, heads, width = keys.shape[0], keys.shape[2], keys.shape[4]
        past_k = np.zeros((layers, n * beam, heads, 0, width), np.float32)
        past_v = past_k
        words = np.full((n * beam, 1), BEGIN, np.int64)
        totals = np.full((n, beam), NEVER)
        totals[:, 0] = 0.0
        finished: list[list[tuple[float, float, list[int]]]] = [[] for _ in range(n)]
        first_of = np.arange(n)[:, None] * beam
        for length in range(1, MAX_WORDS + 2):
            feeds: dict[str, Any] = {
                "word": words[:, -1:], "position": np.array([length - 1], np.int64),
                "memory_k": keys, "memory_v": values, "past_k": past_k, "past_v": past_v,
            }  # fmt: skip
            log_p, following, end_log_p, past_k, past_v = self._step.run(None, feeds)
            if length == MAX_WORDS + 1:
                log_p, following = end_log_p[:, None], np.full((n * beam, 1), END)
            scores = totals.reshape(-1, 1) + np.where(_repeats(words, following), NEVER, log_p)
            offered = scores.shape[1]
            flat, words_of = scores.reshape(n, -1), following.reshape(n, -1)
            order = np.argsort(-flat, axis=1, kind="stable")[:, : 2 * beam]
            parents = np.zeros((n, beam), np.int64)
            chosen = np.full((n, beam), END, np.int64)
            totals = np.full((n, beam), NEVER)
            for photo in range(n):
                slot = 0
                for rank, candidate in enumerate(order[photo]):
                    score, parent = float(flat[photo, candidate]), int(candidate // offered)
                    word = int(words_of[photo, candidate])
                    if score <= NEVER / 2:
                        break
                    if word == END:
                        if rank < beam:  # an end that lost against going on is no end
                            said = words[photo * beam + parent, 1:].tolist()
                            finished[photo].append((score / length**LENGTH_POWER, score / length, said))
                    elif slot < beam:
                        parents[photo, slot], chosen[photo, slot], totals[photo, slot] = parent, word, score
                        slot += 1
                if len(finished[photo]) >= beam:
                    totals[photo] = NEVER  # done: what the other photos of the batch still need changes nothing here
            if not (totals > NEVER / 2).any():
                break
            rows = (first_of + parents).reshape(-1)
            words = np.concatenate([words[rows], chosen.reshape(-1, 1)], axis=1)
            past_k, past_v = past_k[:, rows], past_v[:, rows]
        return [self._sentence(options) for options in finished]

    def _sentence(self, options: list[tuple[float, float, list[int]]]) -> Sentence:
        if not options:
            return Sentence("", float("-inf"))
        _, mean_log_p, said = max(options, key=lambda o: o[0])
        return Sentence(" ".join(self._words[w] for w in said if w >= SPECIAL), mean_log_p)
