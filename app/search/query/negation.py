"""Plain English for what must not be there: "beach without people or dogs", "no cars", "a crowd-free beach"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.search.query.plain import Span, Word

_LONGEST = 4  # words: "without people walking around"
STARTS = frozenset({"without", "no", "not", "neither", "except", "excluding"})
_SKIPPED = frozenset("a an the any some in on at with from".split())  # between a negation and its thing
_CONTINUED = frozenset({"and", "or", "nor", "&"})  # "without people or cars"
_ENDS = frozenset(
    "with without no not in on at near by from to of under over behind before after inside outside but while that "
    "which who where when during".split()
)
# Signs and sayings that begin with a negation and are seen as such.
_SIGNS = frozenset("parking smoking entry exit entrance trespassing swimming stopping one".split())
# Words before "-free" that make it another word.
_NOT_FREE = frozenset("duty hands care toll tax rent risk royalty scot post lead sugar gluten".split())


# What a person says around a wish: no words to look for.
_FILLERS = frozenset(
    "and or photo photos files picture pictures image images pic pics shot shots snap snaps photograph photographs "
    "everything all any some my our the a an show me find get search for give please only just of from in on with at "
    "and taken made that are were was is which i we have "
    "foto fotos bild bilder aufnahmen alle meine zeige mir aus von vom im in am mit und die das der "
    "toutes tous mes les des de du en prises prise "
    "imagen imagenes imágenes todas todos mis las los del tomadas".split()
)


_KINDS = r"(?:photos?|pictures?|images?|pics?|shots?|snaps?|photographs?)"
_ASKING = re.compile(
    rf"(?:please )?"
    rf"(?:(?:show|find|get|give) me|(?:show|find|get|search for) (?=(?:all |my |the |some |any )*{_KINDS} ))?"
    rf"(?: ?(?:all |some |any )?(?:of )?(?:the |my |our |an? )?{_KINDS} (?:of|with|showing) )?"
)


@dataclass(slots=True)
class Piece:
    """A stretch of words, as indices `first` up to `last`: free words, a filter, or what must not be there (the
    things, each as a list of indices, or the filter that is turned round)."""

    first: int
    last: int
    span: Span | None = None
    negated: bool = False
    things: list[list[int]] = field(default_factory=list)


def pieces(words: Sequence[Word], spans: Sequence[Span]) -> tuple[list[Piece], bool]:
    """Cuts a run of words into pieces. The second value tells that the run ends with a negation whose thing has yet
    to come, as a quoted phrase may."""
    found: list[Piece] = []
    starts = {span.first: span for span in spans}
    open_: Piece | None = None  # the negation that goes on
    phrase: list[int] = []
    at = 0

    def end_phrase() -> None:
        if open_ is not None and phrase:
            open_.things.append(list(phrase))
            open_.last = phrase[-1] + 1
            phrase.clear()

    def end_negation() -> None:
        nonlocal open_
        end_phrase()
        if open_ is not None and open_.things:
            found.append(open_)
        open_ = None

    def wanted(index: int) -> None:
        if found and found[-1].span is None and not found[-1].negated and found[-1].last == index:
            found[-1].last += 1
        else:
            found.append(Piece(index, index + 1))

    while at < len(words):
        word, span = words[at], starts.get(at)
        if span is not None:
            if open_ is not None and not phrase and not open_.things:
                found.append(Piece(open_.first, span.last, span, negated=True))
                open_ = None
            else:
                end_negation()
                found.append(Piece(at, span.last, span))
            at = span.last
            if words[at - 1].pause:
                end_negation()
            continue
        if word.taken_back and open_ is None:
            wanted(at)
        elif word.taken_back:
            phrase.append(at)
        elif word.low == "but" and at + 1 < len(words) and words[at + 1].low in STARTS:
            end_negation()
        elif _free_of(word) is not None:
            end_negation()
            found.append(Piece(at, at + 1, negated=True, things=[[at]]))
        elif word.low in STARTS and not _is_sign(words, at):
            end_negation()
            if found and _goes_on(found[-1], words):  # "dogs and not cats"
                found[-1].last -= 1
            open_ = Piece(at, at + 1, negated=True)
        elif open_ is None:
            wanted(at)
        elif not phrase and (word.low in _SKIPPED or word.low in _CONTINUED):
            pass
        elif word.low in _CONTINUED:
            end_phrase()
        elif word.low in _ENDS or len(phrase) == _LONGEST:
            end_negation()
            if word.low != "but":  # "not dogs but cats"
                wanted(at)
        else:
            phrase.append(at)
        if word.pause:
            end_negation()
        at += 1
    pending = open_ is not None and not phrase and not open_.things
    end_negation()
    return found, pending


def without_fillers(words: Sequence[Word], found: Sequence[Piece]) -> list[Piece]:
    """The pieces of a run; "photos of", "and", "show me all" and the like that stand beside filters and what must not
    be there belong to these, and are not searched for."""
    kept: list[Piece] = []
    waiting: Piece | None = None
    for piece in found:
        special = piece.negated or piece.span is not None
        if not special:
            _leave_out_asking(words, piece, first=not kept and waiting is None, after=bool(kept))
        if not special and all(_is_filler(word) for word in words[piece.first : piece.last]):
            if kept and (kept[-1].negated or kept[-1].span is not None):
                kept[-1].last = piece.last
            else:
                waiting = piece
            continue
        if waiting is not None:
            piece.first = waiting.first
            waiting = None
        kept.append(piece)
    return [*kept, waiting] if waiting is not None else kept


def _leave_out_asking(words: Sequence[Word], piece: Piece, *, first: bool, after: bool) -> None:
    """Cuts "show me all photos of" and "please" off free words, and the "of" that is left behind a filter."""
    lows = ["" if word.taken_back else word.low for word in words[piece.first : piece.last]]
    asking = _ASKING.match(" ".join(lows) + " ") if first else None
    count = len(asking[0].split()) if asking is not None else int(after and lows[0] in ("of", "from"))
    if count < len(lows):
        piece.first += count
    if lows[-1] == "please" and piece.last - piece.first > 1:
        piece.last -= 1


def _goes_on(piece: Piece, words: Sequence[Word]) -> bool:
    """Whether free words end with one that only leads on to what must not be there."""
    last = words[piece.last - 1]
    free = piece.span is None and not piece.negated and piece.last - piece.first > 1
    return free and last.low in ("and", "&") and not last.taken_back


def _is_filler(word: Word) -> bool:
    return word.low in _FILLERS and not word.taken_back


def _is_sign(words: Sequence[Word], at: int) -> bool:
    return words[at].low == "no" and at + 1 < len(words) and words[at + 1].low in _SIGNS and not words[at].pause


def _free_of(word: Word) -> str | None:
    """What a word such as "person-free" does not want; None for any other word."""
    thing, hyphen, end = word.text.rpartition("-")
    if not hyphen or end.lower() != "free" or not thing.replace("-", "").isalpha() or thing.lower() in _NOT_FREE:
        return None
    return thing


def thing_text(words: Sequence[Word], thing: Sequence[int]) -> str:
    """The words of one thing that must not be there."""
    if len(thing) == 1:
        return _free_of(words[thing[0]]) or words[thing[0]].text
    return " ".join(words[index].text for index in thing)
