"""The grammar of queries: how words, "exact words", filters, minus signs, OR, parentheses and weights fit together.

lark cuts the text into tokens and builds the tree. Between the two, `_mended` leaves out what cannot stand where it is
(a closing parenthesis without an opening one, an OR at the end) and says so, so that any text at all can be parsed, in
time that grows with its length only. What the pieces mean is the matter of `reading.py`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from app.domain import QueryProblem
from app.messages import message
from app.search.query.keys import COMPARED, NAMES

if TYPE_CHECKING:
    from lark import Lark, Token

MOST_TERMS = 250  # words and values; nobody types more, and the text encoder reads 48 tokens
MOST_TOKENS = 4 * MOST_TERMS  # with all that stands between them
DEEPEST = 12  # parentheses within each other

# What parts words: blanks, control characters, and marks that nobody sees, such as those for the direction of text.
SPACE = r"\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff"
QUOTES = '"“”„«»'
_QUOTED = r'"[^"]*"|“[^“”]*”|„[^“”„]*[“”]|«[^«»]*»'
HALF_QUOTED = r'"[^"]*"?|“[^“”]*”?|„[^“”„]*[“”]?|«[^«»]*»?'
_WEIGHT = r"\^\d{1,9}(?:[.,]\d{1,9})?(?=[" + SPACE + r"()]|$)"
_NAMES = "|".join(sorted(NAMES, key=lambda name: (-len(name), name)))
_COMPARED_NAMES = "|".join(sorted(COMPARED, key=lambda name: (-len(name), name)))
_SIGN = "(?:[<>]=?|=[<>]?|[≥≤])"
# "size:", "size: " before a sign, "size" before a sign and a number
_KEY = rf"(?:{_NAMES}):(?: {{1,2}}(?={_SIGN}))?|(?:{_COMPARED_NAMES}) {{0,2}}(?={_SIGN} {{0,2}}[\d★])(?:{_SIGN} )?"

GRAMMAR = rf"""
start: alternatives?
left_out: AND | NOT | QUOTE | HAT
alternatives: sequence (OR sequence)*
sequence: (negated | weighted | _atom)+
negated: MINUS (weighted | _atom)
weighted: _atom WEIGHT
_atom: WORD | QUOTED | FILTER | group
group: OPEN alternatives CLOSE

FILTER.9: /(?:{_KEY})(?:{HALF_QUOTED}|\((?:[^{SPACE}()"“„«]| (?:OR|\|) )*\)|[^{SPACE}()"“„«])*/i
OR.8: /(?:OR|\|\|?)(?=[{SPACE}()]|$)/
AND.8: /(?:AND|&&)(?=[{SPACE}()]|$)/
NOT.8: /NOT(?=[{SPACE}()]|$)/
WEIGHT.7: /{_WEIGHT}/
QUOTED.6: /{_QUOTED}/
QUOTE.5: /[{QUOTES}]/
MINUS.4: /[-−–]+(?=[^{SPACE}])/
OPEN.3: "("
CLOSE.3: ")"
WORD.2: /(?:[^{SPACE}(){QUOTES}^]|\^(?!\d{{1,9}}(?:[.,]\d{{1,9}})?(?:[{SPACE}()]|$)))+/
HAT.1: "^"
SPACE.1: /[{SPACE}]+/
%ignore SPACE
"""

_SPECIAL = re.compile(rf"[:()^|<>=≥≤{QUOTES}]|(?:^|[{SPACE}])[-−–]+[^{SPACE}]|\b(?:OR|AND|NOT|&&)\b")
_PLAIN = re.compile(rf"[^{SPACE}]+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One word, one quoted phrase, or one filter with its value, just as it stands in the text."""

    kind: Literal["word", "quoted", "filter"]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Negated:
    item: Item
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Weighted:
    item: Leaf | Group
    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """One of these sequences, each of which is to be fulfilled as a whole."""

    choices: tuple[tuple[Item, ...], ...]
    start: int
    end: int


Item: TypeAlias = Leaf | Negated | Weighted | Group


def parse(text: str) -> tuple[Group, list[QueryProblem]]:
    """The structure of any text, and what had to be left out of it. Never raises."""
    if _SPECIAL.search(text) is None:  # words only: there is nothing that a grammar could tell
        words = [Leaf("word", found.group(), *found.span()) for found in _PLAIN.finditer(text)]
        problems = [] if len(words) <= MOST_TERMS else [_too_long(words[MOST_TERMS].start, len(text))]
        kept = tuple(words[:MOST_TERMS])
        return Group((kept,) if kept else (), 0, len(text)), problems
    problems = []
    parser: Any = _parser().parse_interactive("", start="start")
    for token in _mended(_parser().lex(text), len(text), problems):
        parser.feed_token(token)
    tree: Group | None = parser.feed_eof()
    return tree or Group((), 0, len(text)), problems


@lru_cache(maxsize=1)
def _parser() -> Lark:
    from lark import Lark, Transformer

    class Build(Transformer[Any, Any]):
        """Turns what the parser has read into the classes above, as it reads."""

        def start(self, children: list[Any]) -> Any:
            return children[0] if children else None

        def alternatives(self, children: list[Any]) -> Group:
            choices = tuple(child for child in children if isinstance(child, tuple))
            return Group(choices, choices[0][0].start, choices[-1][-1].end)

        def sequence(self, children: list[Any]) -> tuple[Item, ...]:
            return tuple(children)

        def negated(self, children: list[Any]) -> Negated:
            return Negated(children[1], children[0].start_pos, children[1].end)

        def weighted(self, children: list[Any]) -> Weighted:
            weight = float(children[1][1:].replace(",", "."))
            return Weighted(children[0], weight, children[0].start, children[1].end_pos)

        def group(self, children: list[Any]) -> Group:
            return Group(children[1].choices, children[0].start_pos, children[2].end_pos)

        def WORD(self, token: Token) -> Leaf:  # noqa: N802
            return Leaf("word", str(token), token.start_pos or 0, token.end_pos or 0)

        def QUOTED(self, token: Token) -> Leaf:  # noqa: N802
            return Leaf("quoted", str(token), token.start_pos or 0, token.end_pos or 0)

        def FILTER(self, token: Token) -> Leaf:  # noqa: N802
            return Leaf("filter", str(token), token.start_pos or 0, token.end_pos or 0)

    return Lark(GRAMMAR, parser="lalr", lexer="basic", transformer=Build(), start=["start", "left_out"])


def _mended(tokens: Iterator[Token], length: int, problems: list[QueryProblem]) -> list[Token]:
    """The tokens in an order that the grammar allows, whatever they were; closes what was left open."""
    from lark import Token

    kept: list[Token] = []
    opened: list[Token] = []
    minus: Token | None = None
    too_deep = terms = 0

    def fresh() -> bool:
        return not kept or kept[-1].type in ("OPEN", "OR")

    def drop_loose_or() -> None:
        if kept and kept[-1].type == "OR":
            token = kept.pop()
            problems.append(_problem(token, message("After OR something else is missing."), ("cats OR dogs",)))

    def close(token: Token) -> None:
        drop_loose_or()
        if kept[-1].type == "OPEN":  # nothing was in it
            kept.pop()
            if kept and kept[-1].type == "MINUS":
                kept.pop()
        else:
            kept.append(token)
        opened.pop()

    waiting = list(itertools.islice(tokens, MOST_TOKENS + 1))
    for place, token in enumerate(waiting):
        if place == MOST_TOKENS:
            problems.append(_too_long(token.start_pos or 0, length))
            break
        kind, before = token.type, minus
        minus = None
        if kind == "NOT":
            following = waiting[place + 1].type if place + 1 < len(waiting) else ""
            if following in ("FILTER", "QUOTED", "OPEN"):
                minus = Token("MINUS", "-", token.start_pos, end_pos=token.end_pos)
                continue
            kind = "WORD"
            token = Token.new_borrow_pos("WORD", str(token), token)
        if kind == "WEIGHT" and (
            fresh() or kept[-1].type not in ("WORD", "QUOTED", "FILTER", "CLOSE") or kept[-1].end_pos != token.start_pos
        ):
            kind = "WORD"
            token = Token.new_borrow_pos("WORD", str(token), token)
        if kind in ("WORD", "QUOTED", "FILTER"):
            terms += 1 + (token.count(",") if kind == "FILTER" else 0)
            if terms > MOST_TERMS:
                problems.append(_too_long(token.start_pos or 0, length))
                break
            if before is not None:
                kept.append(before)
            kept.append(token)
        elif kind == "MINUS":
            minus = token
        elif kind == "OPEN":
            if len(opened) == DEEPEST:
                too_deep += 1
                if too_deep == 1:
                    problems.append(
                        _problem(token, message("Parentheses more than {deepest} deep are ignored.", deepest=DEEPEST))
                    )
                continue
            if before is not None:
                kept.append(before)
            kept.append(token)
            opened.append(token)
        elif kind == "CLOSE":
            if too_deep:
                too_deep -= 1
            elif opened:
                close(token)
            else:
                problems.append(_problem(token, message("There is no parenthesis that this one could close.")))
        elif kind == "OR":
            if fresh():
                problems.append(_problem(token, message("Before OR something is missing."), ("cats OR dogs",)))
            else:
                kept.append(token)
        elif kind == "WEIGHT":
            kept.append(token)
        elif kind == "QUOTE":
            problems.append(_problem(token, message("This quotation mark has no partner."), ('"exact words"',)))
    for token in reversed(list(opened)):
        problems.append(_problem(token, message("This parenthesis is not closed."), (")",)))
        close(Token("CLOSE", ")", start_pos=length, end_pos=length))
    drop_loose_or()
    return kept


def _problem(token: Token, text: str, valid: tuple[str, ...] = ()) -> QueryProblem:
    return QueryProblem(token.start_pos or 0, token.end_pos or 0, text, valid)


def _too_long(start: int, end: int) -> QueryProblem:
    return QueryProblem(start, end, message("Only the first {most} words are read.", most=MOST_TERMS))
