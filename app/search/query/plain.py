"""Plain words that mean filters: "last summer", "on drive D", "bigger than 5 MB", "my favourites", "near Lisbon".

Only clear forms are read; what may as well be part of a picture ("portrait of a woman", "five star hotel", "in Nice
weather") stays words. Of two readings that overlap, the one that begins first counts, then the longer one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.language import foreign, sizes, when
from app.search.query import places, values
from app.search.query.context import Context
from app.search.query.keys import TYPE_NAMES
from app.search.query.tree import Days, Filter, FilterKey, Names, Node, Or, Range

EDGES = ".,;:!?()[]{}<>'\"“”„«»‘’`"
LOOSE_WEIGHT = re.compile(r"\^[-+]?[\d.,]*$")  # of a word: a weight that is none, or not yet
_BEFORE = EDGES + "-−–"
_BYTES = r"\d{1,9}(?:[.,]\d{1,3})?[kmgt]i?b"
_DATE = r"(?:18|19|20)\d\d(?:-\d\d(?:-\d\d)?)?"
_EITHER = frozenset("and or & und oder et ou y o".split())
_THROUGH = frozenset("to until till through bis a à hasta".split())
PAUSES = (",", ";", ".", "!", "?", ":")


@dataclass(frozen=True, slots=True)
class Word:
    """One word without the punctuation around it. `low` is for comparing; `pause` tells that a comma or the like
    follows; `taken_back` that a person wants it as a plain word."""

    text: str
    low: str
    start: int
    end: int
    pause: bool = False
    taken_back: bool = False
    raw: str = ""  # with the punctuation


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` up to `last`, that one left out, mean `node`."""

    first: int
    last: int
    node: Node


def word(raw: str, start: int) -> Word | None:
    """A word as it stands in the text; None for punctuation alone. What is left of it reads as itself."""
    text = raw.rstrip(EDGES)
    while (hat := text.rfind("^")) >= 0 and LOOSE_WEIGHT.match(text, hat) is not None:
        text = text[:hat].rstrip(EDGES)
    text = text.lstrip(_BEFORE)
    if not any(letter.isalnum() for letter in text) and text != "&":
        return None
    at = start + raw.index(text)
    return Word(text, text.lower().replace("’", "'"), at, at + len(text), raw.endswith(PAUSES), raw=raw)


def spans(words: Sequence[Word], context: Context) -> list[Span]:
    """The stretches of `words` that mean filters, in order, none within another."""
    found = [span for span in _all_spans(words, context) if not _crosses_taken_back(words, span)]
    found.sort(key=lambda span: (span.first, -span.last))
    kept: list[Span] = []
    for span in found:
        if not kept or span.first >= kept[-1].last:
            kept.append(span)
    return _joined_dates(words, kept)


def _joined_dates(words: Sequence[Word], spans: Sequence[Span]) -> list[Span]:
    """ "2019 and 2020" is either of them, "june 2019 to august 2019" all that lies between."""
    kept: list[Span] = []
    for span in spans:
        before = kept[-1] if kept else None
        between = tuple(word.low for word in words[before.last : span.first]) if before is not None else ("",)
        if before is None or len(between) > 1 or any(word.taken_back for word in words[before.last : span.first]):
            kept.append(span)
            continue
        first, last = _dates_of(before.node), _dates_of(span.node)
        if not first or not last or not (between == () or between[0] in _EITHER | _THROUGH):
            kept.append(span)
        elif between and between[0] in _THROUGH and len(first) == len(last) == 1:
            since, until = sorted((first[0].since or "", last[0].until or ""))
            kept[-1] = Span(before.first, span.last, Filter("date", Days(since, until)))
        else:
            either = tuple(dict.fromkeys(Filter("date", days) for days in (*first, *last)))
            kept[-1] = Span(before.first, span.last, Or(either) if len(either) > 1 else either[0])
    return kept


def _dates_of(node: Node) -> list[Days]:
    """The closed periods that a node asks for; none where it asks for anything else."""
    nodes = node.nodes if isinstance(node, Or) else (node,)
    days = [part.value for part in nodes if isinstance(part, Filter) and isinstance(part.value, Days)]
    closed = [part for part in days if part.since is not None and part.until is not None]
    return closed if len(closed) == len(nodes) else []


def _crosses_taken_back(words: Sequence[Word], span: Span) -> bool:
    return any(word.taken_back for word in words[span.first : span.last])


def _all_spans(words: Sequence[Word], context: Context) -> Iterator[Span]:
    if not words:
        return
    lows = [word.low if not word.taken_back else when.OTHER for word in words]
    yield from _values(words, context)
    dates = when.find(lows, context.today, context.hemisphere, month_first=context.month_first)
    others = foreign.find(lows, context.today, context.hemisphere, context.other_languages)
    for found in (*dates, *others):
        yield Span(found.first, found.last, Filter("date", Days(found.since, found.until)))
    for size in sizes.find(lows):
        yield Span(size.first, size.last, Filter("size", Range(size.low, size.high)))
    text = " ".join(lows)
    if _TRIGGER.search(text) is not None:
        yield from _phrases(text, lows)
    yield from _folders(words, lows)
    yield from _drives(words, lows, context)
    yield from _cameras(words, lows, context)
    yield from places.spans(words, lows, context, Span)


_BARE_VALUES: tuple[tuple[FilterKey, re.Pattern[str]], ...] = (
    ("size", re.compile(rf"(?:[<>]=?{_BYTES}|{_BYTES}\.\.<?{_BYTES})", re.IGNORECASE)),
    ("date", re.compile(rf"(?:[<>]=?{_DATE}|{_DATE}\.\.(?:{_DATE})?|\.\.{_DATE})")),
)


def _values(words: Sequence[Word], context: Context) -> Iterator[Span]:
    """What can only be the value of a filter: ">5MB", "2023-06..2023-08"."""
    for index, word in enumerate(words):
        if word.raw[:1] not in "<>" and ".." not in word.raw:
            continue
        raw = word.raw.rstrip(",;!?")
        for key, pattern in _BARE_VALUES:
            node = values.node(key, "", raw, 0, context, []) if pattern.fullmatch(raw) else None
            if node is not None:
                yield Span(index, index + 1, node)


# ---- types, ratings, favourites, orientation, folders ----------------------------------------------------------------

_PHOTOS = r"(?:files?|photos?|photographs?|pictures?|images?|pics?|shots?|snaps?)"
_TYPE = (
    r"(?:jpe?gs?|jpgs?|pngs?|heics?|heifs?|tiffs?|tifs?|webps?|avifs?|gifs?|bmps?|psds?|dngs?|nefs?|cr2s?|cr3s?|arws?|"
    r"rafs?|orfs?|rw2s?|raws?)"
)
_SURE_TYPE = (
    r"(?:jpe?gs?|jpgs?|pngs?|heics?|heifs?|tiffs?|tifs?|webps?|avifs?|gifs|bmps|dngs?|nefs|cr2s?|cr3s?|arws|raws)"
)
_STARS = r"(?P<{0}>[1-5]|one|two|three|four|five)"
_STAR_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_MORE = r"(?: or (?:more|better|higher|above|up)| and (?:more|above|up|better|higher)|\+)"
_LESS = r"(?: or (?:less|fewer|lower|worse|below)| and (?:less|below))"
_END = r"(?= |$)"


def _types(found: re.Match[str]) -> Node | None:
    names: dict[str, None] = {}
    for name in re.findall(_TYPE, found["types"]):
        single = name.removesuffix("s") if name != "raws" else "raw"
        names[TYPE_NAMES.get(single, single)] = None
    return Filter("type", Names(tuple(names)))


def _stars(found: re.Match[str]) -> Node | None:
    groups = {name.rstrip("0123456789"): text for name, text in found.groupdict().items() if text is not None}
    count = _STAR_NUMBERS.get(groups["n"]) or int(groups["n"])
    if "more" in groups or "least" in groups:
        return Filter("rating", Range(count, None))
    if "over" in groups:
        return Filter("rating", Range(count + 1, None)) if count < 5 else None
    if "less" in groups or "most" in groups:
        return Filter("rating", Range(None, count))
    return Filter("rating", Range(count, count))


def _named(key: str, value: str) -> Callable[[re.Match[str]], Node | None]:
    node = Filter(key, Names((value,)))  # type: ignore[arg-type]
    return lambda _found: node


def _rated(found: re.Match[str]) -> Node | None:
    if found["state"] == "rated":
        return Filter("is", Names(("rated",)))
    return Filter("rating", Names(("rejected" if found["state"] == "rejected" else "none",)))


def _state(found: re.Match[str]) -> Node | None:
    state = found["state"]
    return Filter("is", Names(({"duplicate": "copy", "duplicated": "copy"}.get(state, state),)))


def _shape(found: re.Match[str]) -> Node | None:
    shape = {"upright": "portrait", "vertical": "portrait", "horizontal": "landscape"}
    return Filter("orientation", Names((shape.get(found["shape"], found["shape"]),)))


_FAVOURITE = r"favou?rites?"
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Node | None]], ...] = tuple(
    (re.compile(pattern + _END), read)
    for pattern, read in (
        (rf"(?:all |only |just )?(?P<types>{_TYPE}(?: (?:and|or|&) {_TYPE})*) {_PHOTOS}", _types),
        (rf"(?:in |as )?(?P<types>{_TYPE}) format", _types),
        (rf"(?:as )?(?P<types>{_SURE_TYPE}(?: (?:and|or|&) {_SURE_TYPE})*)", _types),
        (rf"(?:with |rated )?(?P<least>at least |min |minimum ){_STARS.format('n')}[ -]stars?(?: {_PHOTOS})?", _stars),
        (rf"(?:with |rated )?(?P<most>at most |up to |max ){_STARS.format('n')}[ -]stars?(?: {_PHOTOS})?", _stars),
        (rf"(?:with |rated )?(?P<over>more than |over |above ){_STARS.format('n')}[ -]stars(?: {_PHOTOS})?", _stars),
        (rf"(?:with |rated )?{_STARS.format('n')}[ -]stars?(?P<more>{_MORE})(?: {_PHOTOS})?", _stars),
        (rf"(?:with |rated )?{_STARS.format('n')}(?P<more> or more| and more|\+) stars?(?: {_PHOTOS})?", _stars),
        (rf"(?:with |rated )?{_STARS.format('n')}[ -]stars?(?P<less>{_LESS})(?: {_PHOTOS})?", _stars),
        (rf"(?:with |rated )?{_STARS.format('n')}[ -]stars? {_PHOTOS}", _stars),
        (rf"(?:rated|with a rating of|rating) {_STARS.format('n')}(?:[ -]stars?)?(?P<more>{_MORE})?", _stars),
        (r"(?:with )?(?P<n>[1-5])[ -]stars(?=$)", _stars),
        (rf"(?P<state>rated|unrated|rejected) {_PHOTOS}", _rated),
        (rf"(?:of |from |in |among )?(?:all )?my (?:{_FAVOURITE} {_PHOTOS}|favou?rites)", _named("is", "favourite")),
        (rf"{_FAVOURITE} {_PHOTOS}", _named("is", "favourite")),
        (r"(?:marked |only )?favou?rites", _named("is", "favourite")),
        (rf"(?P<state>offline|online|edited|burst|duplicated?) {_PHOTOS}", _state),
        (rf"(?P<shape>portrait|upright|vertical|horizontal|square) {_PHOTOS}", _shape),
        (
            r"(?:in )?(?P<shape>portrait|landscape|upright|vertical|horizontal|square) (?:orientation|format|mode)",
            _shape,
        ),
    )
)
_TRIGGER = re.compile(
    rf"\b(?:{_SURE_TYPE}|{_FAVOURITE}|stars?|\w+-stars?|rated|unrated|rejected|rating)\b|"
    rf"\b(?:{_TYPE}|\w+) (?:{_PHOTOS}|orientation|format|mode){_END}"
)


def _phrases(text: str, lows: Sequence[str]) -> Iterator[Span]:
    starts, place = {}, 0
    for index, low in enumerate(lows):
        starts[place] = index
        place += len(low) + 1
    ends = {place - 1: index for place, index in starts.items() if index} | {len(text): len(lows)}
    for place, index in starts.items():
        for pattern, read in _PATTERNS:
            found = pattern.match(text, place)
            node = read(found) if found is not None else None
            if found is not None and node is not None and found.end() in ends:
                yield Span(index, ends[found.end()], node)


def _folders(words: Sequence[Word], lows: Sequence[str]) -> Iterator[Span]:
    for index in range(len(lows) - 2):
        if lows[index] not in ("in", "from", "inside"):
            continue
        at = index + 1 + (lows[index + 1] in ("the", "my"))
        if at + 1 < len(lows) and lows[at] in ("folder", "directory"):
            at += 1 + (at + 2 < len(lows) and lows[at + 1] in ("called", "named"))
            last = at + 1
            yield Span(index, last, Filter("in", Names((words[at].text,))))


# ---- drives and cameras ----------------------------------------------------------------------------------------------

_ON = frozenset({"on", "from"})
_DRIVE_WORDS = frozenset("drive disk volume stick".split())
_DRIVE_NAMES = [[name] for name in sorted(_DRIVE_WORDS)]
_DRIVE_KINDS = frozenset("the my external hard usb backup ssd portable".split())


def _drives(words: Sequence[Word], lows: Sequence[str], context: Context) -> Iterator[Span]:
    """ "on drive D", "on the external drive Backup 2", "on Backup 2" for a drive of that name."""
    if not _ON & set(lows) and not _DRIVE_WORDS & set(lows):
        return
    labels = {tuple(label.lower().split()): label for label in context.drives if label.strip()}
    longest = max(map(len, labels), default=0)
    for first, low in enumerate(lows):
        if low not in _ON and low not in _DRIVE_WORDS:
            continue
        at, said = first + (low in _ON), False
        while at < len(lows):
            size = next(
                (n for n in range(min(longest, len(lows) - at), 0, -1) if tuple(lows[at : at + n]) in labels), 0
            )
            typed = " ".join(word.text for word in words[at : at + size])
            label = labels.get(tuple(lows[at : at + size]), "")
            if size and at > first and (said or typed == label or (size > 1 and low in _ON)):
                last = at + size + (lows[at + size : at + size + 1] in _DRIVE_NAMES)
                yield Span(first, last, Filter("drive", Names((label,))))
                break
            if low in _ON and len(lows[at]) == 1 and lows[at + 1 : at + 2] in _DRIVE_NAMES and lows[at].isalpha():
                yield Span(first, at + 2, Filter("drive", Names((words[at].text.upper(),))))
                break
            if said:
                if _may_be_drive(words[at], low in _ON):
                    yield Span(first, at + 1, Filter("drive", Names((words[at].text.upper(),))))
                break
            if lows[at] in _DRIVE_WORDS:
                said = True
            elif lows[at] not in _DRIVE_KINDS:
                break
            at += 1


def _may_be_drive(word: Word, after_on: bool) -> bool:
    return len(word.text) == 1 and word.text.isalpha() and (after_on or word.text.isupper()) and not word.taken_back


_BRANDS = frozenset(
    "canon nikon sony fujifilm fuji olympus panasonic lumix leica pentax ricoh hasselblad samsung iphone ipad apple "
    "gopro dji huawei xiaomi pixel kodak casio minolta konica oneplus motorola nokia sigma".split()
)
_BRANDS_WITH_PHOTOS = _BRANDS - frozenset("apple pixel sigma samsung".split())
_PHOTO_WORDS = frozenset("photo photos picture pictures image images shots pics".split())
_TAKEN = frozenset("taken shot made photographed captured".split())
_CAMERA_KINDS = frozenset("a an the my our his her".split())


def _cameras(words: Sequence[Word], lows: Sequence[str], context: Context) -> Iterator[Span]:
    """ "taken with canon", "with my Nikon D750", "iphone photos"."""
    names = [camera.lower() for camera in context.cameras]
    for first, low in enumerate(lows):
        at = first
        if low in _TAKEN and first + 1 < len(lows) and lows[first + 1] in ("with", "on", "by"):
            at, clear = first + 2, True
        elif low in ("with", "on") and first + 1 < len(lows) and lows[first + 1] in ("my", "our"):
            at, clear = first + 1, True
        elif low in ("with", "from") and names:
            at, clear = first + 1, False
        else:
            if low in _BRANDS_WITH_PHOTOS and first + 1 < len(lows) and lows[first + 1] in _PHOTO_WORDS:
                yield Span(first, first + 2, Filter("camera", Names((words[first].text,))))
            continue
        while at < len(lows) and lows[at] in _CAMERA_KINDS:
            at += 1
        last = _end_of_camera(lows, at, names, clear=clear)
        if last > at:
            name = " ".join(word.text for word in words[at:last])
            last += last < len(lows) and lows[last] in ("camera", "phone")
            yield Span(first, last, Filter("camera", Names((name,))))


def _end_of_camera(lows: Sequence[str], at: int, names: Sequence[str], *, clear: bool) -> int:
    """Where the name of a camera ends that begins at `at`; `at` where there is none. A name that no photo here has
    counts when it begins with a maker's name and the words before it are `clear`."""
    for last in range(min(at + 4, len(lows)), at, -1):
        name = " ".join(lows[at:last])
        if len(name) > 2 and any(re.search(rf"\b{re.escape(name)}\b", known) for known in names):
            sure = clear or any(letter.isdigit() for letter in name) or lows[at] in _BRANDS_WITH_PHOTOS
            return last if sure else at
    if not clear or at >= len(lows) or lows[at] not in _BRANDS:
        return at
    last = at + 1
    while last < min(at + 4, len(lows)) and any(letter.isdigit() for letter in lows[last]):
        last += 1
    return last
