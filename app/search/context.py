"""What the reading of a query may know of a library and of the present day; words are fetched when they are needed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Literal

from app.language import gazetteer
from app.language.hemisphere import here, month_first
from app.language.words import tokens
from app.search.placed import words_of_places
from app.search.query.context import Context, Hemisphere, Language
from app.search.query.spelling import Vocabulary, Words
from app.search.query.tree import Area
from app.search.query.values import NEAR_KM
from app.search.sides import TextSide
from app.search.snapshot import Snapshot

_LARGE = 100_000  # people in a town that is meant without a capital letter too


class SideWords:
    """What the text side of a pack knows of words: the same for every context, and made once, when it is needed."""

    def __init__(self, side: TextSide) -> None:
        self._side = side

    def knows(self, word: str) -> bool:
        """True for a word that the text encoder knows as such."""
        return self._side.knows_word(word)

    @cached_property
    def aliases(self) -> frozenset[str]:
        """The words of its tags' names."""
        return frozenset(word for alias in self._side.tag_aliases for word in tokens(alias))

    @cached_property
    def all_(self) -> Words:
        return Words([*sorted(self.aliases), *self._side.known_words()])


class LazyVocabulary(Vocabulary):
    """A vocabulary whose words are fetched when a word is met that neither `known` nor anybody else knows."""

    def __init__(self, words: Callable[[], Iterable[str] | Words], known: Callable[[str], bool]) -> None:
        super().__init__(())
        self._fetch, self._right = words, known
        self._whole: Vocabulary | None = None

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (self._right(word) or word in self._fetched())

    def __len__(self) -> int:
        return len(self._fetched())

    def nearest(self, word: str) -> str | None:
        """See `Vocabulary.nearest`."""
        return None if self._right(word) else self._fetched().nearest(word)

    def _fetched(self) -> Vocabulary:
        if self._whole is None:
            self._whole = Vocabulary(self._fetch(), self._right)
        return self._whole


def context_of(
    snapshot: Snapshot,
    words: SideWords,
    today: datetime.date,
    *,
    language: Language,
    hemisphere: Hemisphere | Literal["auto"],
) -> Context:
    """What queries about this library are read with."""
    library = snapshot.library  # the reading of a text outlives the snapshot, which must be let go

    @lru_cache(1)
    def places() -> frozenset[str]:
        return words_of_places(library)

    @lru_cache(4_096)
    def known(word: str) -> bool:
        if words.knows(word) or library.stands_anywhere(word) or word in words.aliases:
            return True
        if len(library.showing_all([word], most=1)):
            return True
        return gazetteer.fold(word) in places()

    @lru_cache(1)
    def labels() -> list[str]:
        return list(library.place_labels().values())

    @lru_cache(1_024)
    def taken_in(name: str) -> bool:
        return bool(labels()) and bool(gazetteer.meant(name, labels()).any())

    return Context(
        today=today,
        language=language,
        hemisphere=here() if hemisphere == "auto" else hemisphere,
        month_first=month_first(),
        drives=tuple(sorted({row.label for row in library.drives() if row.label})),
        cameras=tuple(sorted(filter(None, map(str, snapshot.facts.columns.names("camera"))))),
        places=_circle,
        large_town=_large_town,
        taken_in=taken_in,
        vocabulary=LazyVocabulary(lambda: words.all_, known),
    )


@lru_cache(1_024)
def _circle(name: str) -> Area | None:
    place = gazetteer.circle_of(name)
    return None if place is None else Area(name, place.latitude, place.longitude, NEAR_KM)


@lru_cache(1_024)
def _large_town(name: str) -> bool:
    place = gazetteer.circle_of(name)
    return place is not None and place.population >= _LARGE
