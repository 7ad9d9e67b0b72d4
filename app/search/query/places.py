"""Places in plain words: "near Lisbon", "within 25 km of Lisbon", "in Portugal"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from app.language import amounts
from app.search.query.context import Context
from app.search.query.tree import Area, Filter, Names, Node

if TYPE_CHECKING:
    from app.search.query.plain import Word

LONGEST = 4  # words of a name: "Rio de Janeiro, Brazil"
FARTHEST_KM = 2_000.0

# Places that are everyday words too: only with a capital letter, and with nothing after them that they could describe.
_EVERYDAY = frozenset(
    "nice reading bath mobile orange cork split turkey china chad jordan georgia male van batman tours angers nancy "
    "essen best most pau lens brest vienna sale hull rugby deal sandwich hope bend salem aurora phoenix buffalo "
    "paradise surprise independence bay beach lake water river mountain house tree park garden table home bed street "
    "city town village forest island valley field school church castle bridge station market kitchen room boat car "
    "dog cat people winter summer spring autumn fall snow rain sun sea sand grass night day love black white red green "
    "blue brown pink purple yellow gold silver front center centre middle back public motion action".split()
)
_AFTER = frozenset(
    "with without and or at on in by from during near for of to last this since before after between taken".split()
)
_IN = frozenset({"in", "at", "from"})

_Span = TypeVar("_Span")


def spans(
    words: Sequence[Word], lows: Sequence[str], context: Context, span: Callable[[int, int, Node], _Span]
) -> Iterator[_Span]:
    """Every stretch that names a place and how near it is."""
    for first, low in enumerate(lows):
        if low == "near" or (low == "close" and lows[first + 1 : first + 2] == ["to"]):
            yield from _near(words, lows, first, first + 1 + (low == "close"), None, context, span)
        elif low == "within" or low[:1].isdigit():
            far = _distance(lows, first + (low == "within"))
            if far is not None and far[0] < len(lows) and lows[far[0]] in ("of", "from", "around"):
                yield from _near(words, lows, first, far[0] + 1, far[1], context, span)
        elif low == "around" and context.places is not None:
            yield from _near(words, lows, first, first + 1, None, context, span, capital=True)
        elif low in _IN and context.taken_in is not None:
            yield from _inside(words, lows, first, context, span)


def _distance(lows: Sequence[str], at: int) -> tuple[int, float] | None:
    """Where a distance ends that begins at `at`, and its kilometres."""
    for size in (2, 1):
        if at + size <= len(lows):
            text = " ".join(lows[at : at + size])
            km = amounts.distance(text) if not text[-1:].isdigit() else None
            if km is not None and 0 < km <= FARTHEST_KM:
                return at + size, round(km, 3)
    return None


def _near(
    words: Sequence[Word],
    lows: Sequence[str],
    first: int,
    at: int,
    km: float | None,
    context: Context,
    span: Callable[[int, int, Node], _Span],
    *,
    capital: bool = False,
) -> Iterator[_Span]:
    if context.places is None:
        return
    for last in range(min(at + LONGEST, len(lows)), at, -1):
        if not _may_be_name(words, lows, at, last) or (capital and not words[at].text[:1].isupper()):
            continue
        name = " ".join(word.text for word in words[at:last])
        found = context.places(name)
        if found is not None and (km is not None or _is_meant(words, at, last, context)):
            area = Area(name, found.latitude, found.longitude, km if km is not None else found.km)
            yield span(first, last, Filter("near", area))
            return


def _inside(
    words: Sequence[Word], lows: Sequence[str], first: int, context: Context, span: Callable[[int, int, Node], _Span]
) -> Iterator[_Span]:
    for last in range(min(first + 1 + LONGEST, len(lows)), first + 1, -1):
        if not _may_be_name(words, lows, first + 1, last):
            continue
        name = " ".join(word.text for word in words[first + 1 : last])
        if context.taken_in is not None and context.taken_in(name):
            start = first - (first > 0 and lows[first - 1] in ("taken", "shot", "made", "photographed"))
            yield span(start, last, Filter("place", Names((name,))))
            return


def _may_be_name(words: Sequence[Word], lows: Sequence[str], first: int, last: int) -> bool:
    """Whether words could name a place: not across a comma but before the last, and no everyday word unless it is
    written as a name and stands by itself."""
    if any(word.taken_back for word in words[first:last]) or not lows[first][:1].isalpha():
        return False
    if any(word.pause for word in words[first : last - 2]) or lows[last - 1] in _AFTER:
        return False
    if last - first > 1 or lows[first] not in _EVERYDAY:
        return True
    alone = last == len(lows) or words[last - 1].pause or lows[last] in _AFTER
    return words[first].text[:1].isupper() and alone


def _is_meant(words: Sequence[Word], first: int, last: int, context: Context) -> bool:
    """A name with a capital letter is; one without must be that of a large town."""
    if words[first].text[:1].isupper() or last - first > 1:
        return True
    return context.large_town is None or context.large_town(words[first].low)
