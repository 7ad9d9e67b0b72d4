"""File sizes in a sentence, in English, German, French and Spanish: "bigger than 5 MB", "plus de 5 Mo"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.language import amounts
from app.language.foreign import fold


@dataclass(frozen=True, slots=True)
class Found:
    """Words `first` up to `last`, that one left out, ask for these sizes in bytes, both included, None where open."""

    first: int
    last: int
    low: int | None
    high: int | None


_NUMBER = r"\d{1,9}(?:[.,]\d{1,3})?"
_UNIT = r"(?:[kmgt]i?b|(?:kilo|mega|giga|tera)(?:bytes?|octets?))"
_ANY_UNIT = rf"(?:{_UNIT}|[kmgt]o|bytes?|octets?)"
_SIZE = rf"{_NUMBER} ?{_UNIT}"
_ANY_SIZE = rf"{_NUMBER} ?{_ANY_UNIT}"
_OVER = (
    r"(?:bigger|larger|greater|more|heavier) than|over|above|upwards of|"
    r"grosser als|mehr als|uber|schwerer als|"
    r"plus (?:grande?s? |lourde?s? )?(?:de|que)|superieure?s? a|au-dessus de|"
    r"mas (?:grandes? |pesad[oa]s? )?(?:de|que)|mayor(?:es)? (?:de|que|a)|superior(?:es)? a"
)
_UNDER = (
    r"(?:smaller|less|lighter) than|under|below|"
    r"kleiner als|weniger als|unter|leichter als|"
    r"moins (?:grande?s? |lourde?s? )?(?:de|que)|plus petite?s? que|inferieure?s? a|"
    r"menos (?:de|que)|mas pequen[oa]s? (?:de|que)|menor(?:es)? (?:de|que|a)|inferior(?:es)? a"
)
_LEAST = r"at least|min|minimum|mindestens|wenigstens|ab|au moins|al menos|por lo menos|como minimo"
_MOST = (
    r"at most|no more than|not more than|up to|max|maximum|hochstens|maximal|bis zu|bis|au plus|au maximum|"
    r"como maximo|a lo sumo|hasta"
)
_ABOUT = r"about|around|roughly|approximately|circa|ca|etwa|ungefahr|environ|aproximadamente"
_END = r"(?= |$)"
_SENTENCE = re.compile(
    rf"(?:(?:that are|which are|die|qui font|que) )?(?:"
    rf"(?P<over>{_OVER}) (?P<over_size>{_ANY_SIZE})|(?P<under>{_UNDER}) (?P<under_size>{_ANY_SIZE})|"
    rf"(?P<least>{_LEAST}) (?P<least_size>{_ANY_SIZE})|(?P<most>{_MOST}) (?P<most_size>{_ANY_SIZE})|"
    rf"(?:between|from|zwischen|von|entre|de) (?P<from>{_NUMBER})(?P<from_unit> ?{_ANY_UNIT})? "
    rf"(?:and|to|und|bis|et|a|y) (?P<to>{_ANY_SIZE})|(?P<dash_from>{_NUMBER})-(?P<dash_to>{_SIZE})|"
    rf"(?P<range_from>{_SIZE}) (?:to|bis|a) (?P<range_to>{_SIZE})|"
    rf"(?P<more_size>{_SIZE})(?: (?:or|and) (?:more|larger|bigger|up|above)|\+)|"
    rf"(?P<less_size>{_SIZE}) (?:or|and) (?:less|smaller|under|below)|"
    rf"(?:(?:{_ABOUT}) )?(?P<about>{_SIZE})){_END}"
)
_PLURAL = r"(?:files|photos|images|pictures)"
_NAMED = re.compile(
    rf"(?P<size>large|big|huge|small|tiny)(?: file size| files|(?: {_PLURAL})(?= of | from | on drive|$)){_END}"
)
_NAMED_SIZES: dict[str, tuple[int | None, int | None]] = {
    "large": (5_000_000, None), "big": (5_000_000, None), "huge": (20_000_000, None), "small": (None, 999_999),
    "tiny": (None, 99_999),
}  # fmt: skip
_TRIGGER = re.compile(rf"\d ?{_ANY_UNIT}\b|\b(?:large|big|huge|small|tiny) (?:file|{_PLURAL})")


def find(words: Sequence[str]) -> list[Found]:
    """The stretches of `words` (lower case) that ask for a file size, in order, none within another."""
    folded = [fold(word) for word in words]
    text = " ".join(folded)
    if _TRIGGER.search(text) is None:
        return []
    starts: dict[int, int] = {}
    place = 0
    for index, word in enumerate(folded):
        starts[place] = index
        place += len(word) + 1
    ends = {place - 1: index for place, index in starts.items()} | {len(text): len(folded)}
    found: list[Found] = []
    free = 0
    for place, index in starts.items():
        sizes = _read(text, place) if index >= free else None
        if sizes is not None and sizes[0] in ends:
            free = ends[sizes[0]]
            found.append(Found(index, free, sizes[1], sizes[2]))
    return found


def _read(text: str, place: int) -> tuple[int, int | None, int | None] | None:
    named = _NAMED.match(text, place)
    if named is not None:
        return named.end(), *_NAMED_SIZES[named["size"]]
    found = _SENTENCE.match(text, place)
    if found is None:
        return None
    groups = {name: amounts.size(said) for name, said in found.groupdict().items() if said and "size" in name}
    if any(size is None for size in groups.values()):
        return None
    low, high = groups.get("least_size") or groups.get("more_size"), groups.get("most_size") or groups.get("less_size")
    if found["dash_to"] is not None:
        unit = found["dash_to"][len(re.match(_NUMBER, found["dash_to"])[0]) :]  # type: ignore[index]
        low, high = amounts.size(found["dash_from"] + unit), amounts.size(found["dash_to"])
    if found["range_to"] is not None:
        low, high = amounts.size(found["range_from"]), amounts.size(found["range_to"])
    over, under, to = groups.get("over_size"), groups.get("under_size"), found["to"]
    if over is not None:
        low = over + 1
    if under is not None:
        high = max(under - 1, 0)
    if found["about"] is not None:
        count = amounts.size(found["about"])
        if count is None:
            return None
        low, high = amounts.about(found["about"], count)
    if to is not None:
        unit = found["from_unit"] or to[len(re.match(_NUMBER, to)[0]) :]  # type: ignore[index]
        low, high = amounts.size(found["from"] + unit), amounts.size(to)
        if low is None or high is None:
            return None
        low, high = min(low, high), max(low, high)
    return (found.end(), low, high) if low is not None or high is not None else None
