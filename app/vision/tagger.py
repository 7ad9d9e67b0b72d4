"""From the network's raw tag columns to words with calibrated probabilities.

Several columns may mean one thing (ImageNet's and the flower set's "daisy"): a word has the best of its columns.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.domain import Tag, Vector
from app.vision.text_encoder import normalised

FILES = ("tags.json", "tag_vectors.npy")
KEPT_TAGS = 12
LEAST_P = 0.02


class Tagger:
    """The tag vocabulary of a pack and the step from columns to tags."""

    def __init__(self, folder: Path) -> None:
        data = json.loads((folder / "tags.json").read_text(encoding="utf-8"))
        self.names: tuple[str, ...] = tuple(data["names"])
        self.sure: float = float(data["sure"])
        self._tag_of_column = np.asarray(data["columns"], np.int64)
        self.aliases: dict[str, str] = {}
        for name, aliases in zip(self.names, data["aliases"], strict=True):
            for alias in aliases:
                self.aliases.setdefault(alias.lower(), name)
        self.aliases.update({name.lower(): name for name in self.names})
        self.vectors: Vector = normalised(np.load(folder / "tag_vectors.npy").astype(np.float32))

    def probabilities(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        """float32 [n, tags] from the raw columns [n, columns]."""
        out = np.zeros((len(columns), len(self.names)), np.float32)
        np.maximum.at(out.T, self._tag_of_column, columns.T)
        return out

    def tags(self, probabilities: NDArray[np.float32]) -> tuple[Tag, ...]:
        """The best tags of one photo, best first: at most 12, none below p = 0.02."""
        best = np.argsort(-probabilities, kind="stable")[:KEPT_TAGS]
        return tuple(Tag(self.names[i], round(float(probabilities[i]), 4)) for i in best if probabilities[i] >= LEAST_P)

    def sure_names(self, probabilities: NDArray[np.float32]) -> list[str]:
        """Names that may be shown without a caption, best first."""
        return [tag.name for tag in self.tags(probabilities) if tag.p >= self.sure]
