"""What stands for the text side of a pack that is not there: photos are found by names, dates, tags and captions, which
the catalogue knows, and not by what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from app.domain import VECTOR_DIMS
from app.index.base import Floats


class Wordless:
    """A `sides.TextSide` to which all texts are alike."""

    sure_tag = 0.5
    tag_names: tuple[str, ...] = ()
    tag_aliases: Mapping[str, str] = {}

    def __init__(self, generation: str) -> None:
        """`generation` is whose photos are listed."""
        self.name, _, self.version = generation.rpartition("-")
        self.tag_vectors: Floats = np.zeros((0, VECTOR_DIMS), np.float32)
        self.backgrounds: Floats = np.zeros((1, VECTOR_DIMS), np.float32)

    def encode_texts(self, texts: list[str], /) -> Floats:
        """float32 [n, dims]: nothing is like them."""
        return np.zeros((len(texts), VECTOR_DIMS), np.float32)

    def knows_word(self, _: str, /) -> bool:
        """True: nobody can tell that it is misspelt."""
        return True

    def known_words(self) -> Sequence[str]:
        """None."""
        return ()
