"""Texts to unit vectors: a small transformer for normal use, a static token table for low-memory mode."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from app.domain import VECTOR_DIMS, Vector
from app.vision.sessions import open_session

MAX_TOKENS = 48
BATCH = 64
TRANSFORMER_FILES = ("text.onnx", "tokenizer.json")
TABLE_FILES = ("table.npy", "table_scale.npy", "table_matrix.npy", "tokenizer.json")


class TextEncoder(Protocol):
    """Anything that turns texts into unit vectors of the pack's space."""

    def encode(self, texts: Sequence[str]) -> Vector:
        """float32 [len(texts), 384], each row of length 1."""
        ...

    @property
    def tokenizer(self) -> Tokenizer: ...


def load_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def knows(tokenizer: Tokenizer, word: str) -> bool:
    """True for a word that the tokenizer takes as a whole, lower case: it is a common one, rightly spelt."""
    return tokenizer.token_to_id(word) is not None


def whole_words(tokenizer: Tokenizer) -> list[str]:
    """All words that the tokenizer takes as a whole, commonest first."""
    ids = tokenizer.get_vocab(with_added_tokens=False)
    return [word for word in sorted(ids, key=ids.__getitem__) if len(word) > 2 and word.isalpha()]


def normalised(rows: NDArray[np.float32]) -> Vector:
    """Rows scaled to length 1; an all-zero row stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.maximum(lengths, 1e-12)).astype(np.float32)


class TransformerEncoder:
    """The distilled transformer (ONNX, int8)."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.tokenizer = load_tokenizer(folder)
        self._session = open_session(folder / "text.onnx", threads=threads)

    def encode(self, texts: Sequence[str]) -> Vector:
        """float32 [n, 384]; texts of similar length share a batch, so that little is padded."""
        encodings = self.tokenizer.encode_batch([str(t) for t in texts])
        order = sorted(range(len(encodings)), key=lambda i: len(encodings[i].ids))
        out = np.zeros((len(encodings), VECTOR_DIMS), np.float32)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            longest = len(encodings[chosen[-1]].ids)
            ids = np.zeros((len(chosen), longest), np.int64)
            mask = np.zeros((len(chosen), longest), np.int64)
            for row, i in enumerate(chosen):
                ids[row, : len(encodings[i].ids)] = encodings[i].ids
                mask[row, : len(encodings[i].ids)] = 1
            (out[chosen],) = self._session.run(None, {"ids": ids, "mask": mask})
        return normalised(out)


class StaticEncoder:
    """A sum over token vectors and one matrix. The table is memory-mapped: only the rows in use are read."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = load_tokenizer(folder)
        self._table = np.load(folder / "table.npy", mmap_mode="r")
        self._scale = np.load(folder / "table_scale.npy", mmap_mode="r")
        self._matrix = np.load(folder / "table_matrix.npy")

    def encode(self, texts: Sequence[str]) -> Vector:
        sums = np.zeros((len(texts), self._matrix.shape[0]), np.float32)
        for row, encoding in enumerate(self.tokenizer.encode_batch([str(t) for t in texts])):
            ids = np.asarray(encoding.ids)
            sums[row] = self._scale[ids].astype(np.float32) @ self._table[ids].astype(np.float32)
        return normalised(sums @ self._matrix)
