"""Words as the word network knows them, and the file of free association norms that a person may import.

Norms are what people said first when they were given a word. The layout is that of the University of South Florida's
lists: a row for each pair of cue and target, with the share of people who answered the cue with the target (forward
strength, `FSG`) and the target with the cue (backward strength, `BSG`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.domain import SnowlineError
from app.language.lexicon import NUMBERS
from app.language.words import base_form, content_words, singular, tokens

LONGEST_NAME = 5  # words in one node: "bride and groom on steps"
# Verbs and words of composition that stand in captions of everything and lead from everything to everything.
_EMPTY: frozenset[str] = NUMBERS | frozenset(
    "to do get take try look make go come put use let keep view front back top bottom side next middle area object "
    "background foreground together several various other something thing life kind".split()
)
_CUES, _TARGETS = frozenset({"cue"}), frozenset({"target", "response", "associate"})
_FORWARD = frozenset({"fsg", "forward", "forward strength", "strength"})
_BACKWARD = frozenset({"bsg", "backward", "backward strength"})
_UNKNOWN = frozenset({"", "?", "-", "na", "n/a"})


class Norm(NamedTuple):
    """The share of people, 0 to 1, who name `target` first when they hear `cue`."""

    cue: str
    target: str
    strength: float


def node_of(name: str) -> str:
    """The node that a tag or a word is: base form of a single word, singular words of a name; "" where none is."""
    words = [word.removesuffix("'s") for word in tokens(name)]
    if len(words) == 1:
        word = base_form(words[0])
        return "" if word in _EMPTY else word
    return " ".join(singular(word) for word in words)


def nodes(text: str, *, name: bool = False) -> list[str]:
    """The nodes that a sentence speaks of, each once; of the `name` of a tag, the one that it is."""
    if name:
        return [node] if (node := node_of(text)) else []
    return [word for word in content_words(text) if word not in _EMPTY]


def in_context(word: str) -> str:
    """How a node is shown to a text encoder that is asked what belongs with it, rather than what reads like it.

    Alone, a word lies near those that are spelled like it ("cat", "catamaran"). Of the frames that were tried this one
    found the most of what people name (docs/associations.md).
    """
    return f"{word} and more"


def remainder(word: str, whole: str) -> str | None:
    """What is left of the name `whole` without the words it shares with `word`: "sea slug" without "sea" is "slug".

    None where they share nothing, or nothing is left.
    """
    shared = frozenset(word.split())
    parts = whole.split()
    left = [part for part in parts if part not in shared]
    return " ".join(left) if left and len(left) < len(parts) else None


def read_norms(lines: Iterable[str], *, source: str) -> list[Norm]:
    """Association norms from the lines of a table, separated by tabs, commas or semicolons, with a row of names.

    A strength that is unknown ("?", empty) is left out; a pair that comes twice keeps the larger one. Both directions
    of a row become norms. Raises SnowlineError with the number of the line that cannot be understood.
    """
    rows = _rows(lines, source)
    _, names = next(rows, (0, []))
    columns = _columns([name.strip().lower() for name in names], source)
    found: dict[tuple[str, str], float] = {}
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        where = f"Line {number} of {source}"
        if len(row) <= max(place for place in columns if place is not None):
            raise SnowlineError(f"{where} has {len(row)} columns, fewer than its first line. Check the file.")
        if not row[columns[0]].strip() or not row[columns[1]].strip():
            raise SnowlineError(f"{where} names no word where a cue and a target should be. Check the file.")
        cue, target = (node_of(row[place]) for place in columns[:2])
        for one, other, place in ((cue, target, columns[2]), (target, cue, columns[3])):
            strength = None if place is None else _strength(row[place], where)
            if strength and one and other and one != other:
                found[one, other] = max(found.get((one, other), 0.0), strength)
    if not found:
        raise SnowlineError(f"{source} holds no association. It should have columns cue, target, FSG and BSG.")
    return [Norm(cue, target, strength) for (cue, target), strength in found.items()]


def write_norms(norms: Sequence[Norm]) -> Iterator[str]:
    """The lines of a table that `read_norms` understands."""
    yield "cue\ttarget\tforward\n"
    for norm in norms:
        yield f"{norm.cue}\t{norm.target}\t{norm.strength:.6g}\n"


def _rows(lines: Iterable[str], source: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the line, cells) of each row."""
    numbered = iter(lines)
    first = next(numbered, "").removeprefix("\ufeff")
    separator = max("\t,;", key=first.count)

    def again() -> Iterator[str]:
        yield first
        yield from numbered

    reader = csv.reader(again(), delimiter=separator)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise SnowlineError(f"Line {reader.line_num} of {source} cannot be read ({error}).") from error
        yield reader.line_num, row


def _columns(names: list[str], source: str) -> tuple[int, int, int, int | None]:
    """Where cue, target, forward and backward strength stand."""

    def place(wanted: frozenset[str]) -> int | None:
        return next((at for at, name in enumerate(names) if name in wanted), None)

    cue, target, forward = place(_CUES), place(_TARGETS), place(_FORWARD)
    if cue is None or target is None or forward is None:
        raise SnowlineError(
            f'Line 1 of {source} must name the columns: "cue", "target", "FSG" (forward strength) and, where there is '
            'one, "BSG" (backward strength), separated by tabs or commas.'
        )
    return cue, target, forward, place(_BACKWARD)


def _strength(cell: str, where: str) -> float | None:
    cell = cell.strip()
    if cell.lower() in _UNKNOWN:
        return None
    try:
        strength = float(cell)
    except ValueError:
        strength = -1.0
    if not 0 <= strength <= 1:
        raise SnowlineError(f'{where}: "{cell}" is no strength; one is a number from 0 to 1. Check the file.')
    return strength
