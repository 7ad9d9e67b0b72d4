"""The text side of a pack that encodes each text once, so that the time of a search can be told from the encoder's."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import numpy as np

from app.index.base import Floats
from app.search.sides import TextSide


class RememberingSide:
    """A `TextSide`. `seconds` are what encoding took so far, `encoded` how many texts that were."""

    def __init__(self, side: TextSide) -> None:
        self._side = side
        self._vectors: dict[str, Floats] = {}
        self.seconds = 0.0
        self.encoded = 0

    @property
    def name(self) -> str:
        return self._side.name

    @property
    def version(self) -> str:
        return self._side.version

    @property
    def tag_names(self) -> tuple[str, ...]:
        return self._side.tag_names

    @property
    def tag_aliases(self) -> Mapping[str, str]:
        return self._side.tag_aliases

    @property
    def tag_vectors(self) -> Floats:
        return self._side.tag_vectors

    @property
    def backgrounds(self) -> Floats:
        return self._side.backgrounds

    @property
    def sure_tag(self) -> float:
        return self._side.sure_tag

    def knows_word(self, word: str, /) -> bool:
        return self._side.knows_word(word)

    def known_words(self) -> Sequence[str]:
        return self._side.known_words()

    def encode_texts(self, texts: list[str], /) -> Floats:
        """float32 [n, dims], unit rows."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if missing:
            began = time.perf_counter()
            self._vectors.update(zip(missing, self._side.encode_texts(missing), strict=True))
            self.seconds += time.perf_counter() - began
            self.encoded += len(missing)
        return np.stack([self._vectors[text] for text in texts])
