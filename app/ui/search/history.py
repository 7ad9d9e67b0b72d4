"""Where the person has been, so that Back leads there. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from app.search.query.editing import parted
from app.search.query.tree import AS_ASKED, Arrangement
from app.ui.search.well_known import title_of
from app.ui.translation import translate

Likeness = Literal["subject", "picture"]


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A typed search. `everything` also shows what lies under the relevance line; the words in `literal` were read as
    something else, and the person took that back. `wanted` is how the answer is sorted and grouped, `shift` where its
    relevance line was moved to, None where it was not."""

    text: str
    everything: bool = False
    literal: frozenset[str] = frozenset()
    wanted: Arrangement = AS_ASKED
    shift: float | None = None

    @property
    def title(self) -> str:
        words, picture = parted(self.text)
        if picture is None:
            return title_of(self.text) or translate("history", 'Search Results for "{0}"').format(self.text)
        if not words:
            return translate("history", 'Photos similar to "{0}"').format(_name(picture))
        return translate("history", 'Photos similar to "{0}" for "{1}"').format(_name(picture), words)

    @property
    def subject(self) -> str:
        """What is looked for, in the middle of a sentence."""
        words, picture = parted(self.text)
        if picture is None:
            return translate("history", '"{0}"').format(self.text)
        if not words:
            return translate("history", '"{0}"').format(_name(picture))
        return translate("history", '"{0}" and "{1}"').format(_name(picture), words)


@dataclass(frozen=True, slots=True)
class SimilarPlace:
    """Photos similar to one photo of the library (by id), or to a picture file anywhere: of the same subject, or the
    very same picture in another form."""

    photo: int | Path
    name: str
    everything: bool = False
    mode: Likeness = "subject"
    file: str = ""  # where the photo of the library lies, so that it can be shown
    wanted: Arrangement = AS_ASKED
    shift: float | None = None

    @property
    def title(self) -> str:
        if self.mode == "subject":
            return translate("history", 'Photos similar to "{0}"').format(self.name)
        return translate("history", 'The same picture as "{0}"').format(self.name)


Place = TextPlace | SimilarPlace


def question(place: Place) -> Place:
    """What is asked there, in whatever order it is answered and wherever the line lies."""
    return replace(place, wanted=AS_ASKED, shift=None)


# Nobody walks back further, and a bound keeps a week-long session small.
REMEMBERED = 100


@dataclass(slots=True)
class History:
    """The places behind the present one. `here` is None at the start page."""

    here: Place | None = None
    _behind: list[Place] = field(default_factory=list)
    _half_typed: bool = False
    _chosen: dict[Place, int] = field(default_factory=dict)

    def visit(self, place: Place, *, typing: bool = False) -> None:
        """Goes to `place`. While `typing`, half-typed searches replace each other instead of piling up."""
        if place != self.here and not (typing and self._half_typed):
            self._leave()
        self.here = place
        self._half_typed = typing

    def amend(self, place: Place) -> None:
        """The present place in another form: sorted in another way, say. Back does not lead to the former one."""
        former, self.here = self.here, place
        if former is not None and (chosen := self._chosen.pop(former, None)) is not None:
            self._chosen[place] = chosen

    def settle(self) -> None:
        """The person means what is typed, so it is a place to come back to, even if more is typed now."""
        self._half_typed = False

    def choose(self, photo_id: int) -> None:
        """The person looks at this photo, here: Back will find it chosen again."""
        self.settle()
        if self.here is not None:
            self._chosen.pop(self.here, None)
            self._chosen[self.here] = photo_id
            if len(self._chosen) > REMEMBERED:
                del self._chosen[next(iter(self._chosen))]

    def chosen(self, place: Place) -> int | None:
        """The id of the photo that was last looked at in `place`."""
        return self._chosen.get(place)

    def home(self) -> None:
        """Goes to the start page; Back leads to where we were."""
        self._leave()
        self.here = None
        self._half_typed = False

    @property
    def can_go_back(self) -> bool:
        return bool(self._behind)

    def back(self) -> Place | None:
        """The place before this one, now present; None when there is none."""
        if not self._behind:
            return None
        self.here = self._behind.pop()
        self._half_typed = False
        return self.here

    def _leave(self) -> None:
        if self.here is not None:
            self._behind.append(self.here)
            del self._behind[:-REMEMBERED]


def _name(picture: Path) -> str:
    """A file's name as it can be drawn: bytes that are no UTF-8 become question marks."""
    return picture.name.encode("utf-8", "replace").decode("utf-8")
