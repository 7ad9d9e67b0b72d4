"""What the reading of a query may know besides its text: the present day, the language, and what is in the library."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from app.language.foreign import LANGUAGES
from app.search.query.spelling import Vocabulary
from app.search.query.tree import Area

Hemisphere = Literal["north", "south"]
Language = Literal["auto", "en", "de", "fr", "es"]


@dataclass(frozen=True, slots=True)
class Context:
    """`today` is what "last summer" is counted from. `language` "auto" reads all languages, English first. With
    `month_first` 6/3/2019 is the 3rd of June.

    `drives` and `cameras` are the labels and names in the library. `places` finds a place by its name, as a circle;
    `large_town` tells whether it is one that is meant without a capital letter too; `taken_in` whether photos of this
    library were taken in a town or country of that name. `vocabulary` holds the words that may be meant by a misspelt
    one. Without them nothing of the kind is read. Two contexts with the same content should be the same object or have
    the same members: what was read is kept under it.
    """

    today: datetime.date = field(default_factory=datetime.date.today)
    language: Language = "auto"
    hemisphere: Hemisphere = "north"
    month_first: bool = False
    drives: tuple[str, ...] = ()
    cameras: tuple[str, ...] = ()
    places: Callable[[str], Area | None] | None = None
    large_town: Callable[[str], bool] | None = None
    taken_in: Callable[[str], bool] | None = None
    vocabulary: Vocabulary | None = None

    @property
    def other_languages(self) -> tuple[str, ...]:
        """The languages besides English that a query may be in."""
        if self.language == "auto":
            return LANGUAGES
        return (self.language,) if self.language in LANGUAGES else ()
