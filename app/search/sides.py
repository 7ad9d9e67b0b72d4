"""What search asks of a model pack. `TextSide` and `Pack` of the vision room both answer the first; only a search
by picture needs the second, so that a search by words loads no vision model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from app.domain import Description, Pixels
from app.index.base import Floats


class TextSide(Protocol):
    """The text side of a pack."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def tag_names(self) -> tuple[str, ...]:
        """The tags, in the order of `tag_vectors`."""

    @property
    def tag_aliases(self) -> Mapping[str, str]:
        """Lower-case name or other name of a tag → the tag's name."""

    @property
    def tag_vectors(self) -> Floats:
        """float32 [tags, dims], unit rows."""

    @property
    def backgrounds(self) -> Floats:
        """Vectors of all kinds of queries, float32 [b, dims], unit rows."""

    @property
    def sure_tag(self) -> float:
        """The probability from which a tag is shown to people."""

    def encode_texts(self, texts: list[str], /) -> Floats:
        """float32 [n, dims], unit rows."""

    def knows_word(self, word: str, /) -> bool:
        """True for a word, lower case, that the text encoder knows as such: it is rightly spelt."""

    def known_words(self) -> Sequence[str]:
        """All such words, commonest first."""


class ImageSide(Protocol):
    """The whole pack, as far as a search by picture needs it."""

    def describe(self, pixels: Pixels, /, *, captions: bool = True) -> Sequence[Description]:
        """One description for each picture in uint8 [n, 224, 224, 3]."""
