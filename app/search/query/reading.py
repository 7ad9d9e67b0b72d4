"""Reads what a person typed: text in; the tree of words and filters, chips that show how it was read, and problems out.

There is no wrong query. What cannot be understood is read as words or left out, and a problem says where and why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast

from app.domain import Chip, Grouping, QueryProblem, SortOrder
from app.language import foreign
from app.messages import message
from app.search.query import grammar, negation, plain, spelling, values
from app.search.query.canon import literal_words, node_text
from app.search.query.context import Context
from app.search.query.grammar import Group, Item, Leaf, Negated, Weighted
from app.search.query.keys import GROUPS, KEYS, NAMES, SORTS, Key
from app.search.query.labels import ORDER_NAMES, label
from app.search.query.tree import And, Exact, Like, Node, Not, Or, Query, Words

REMEMBERED = 512  # readings with one context
_CONTEXTS = 2  # a context holds much of its library: one that was renewed is let go with all that was read with it
MOST_PROBLEMS = 10
LIGHTEST, HEAVIEST = 0.1, 10.0

_NOISE = re.compile(rf"[{grammar.SPACE}]+")
_PART = re.compile(rf"[^{grammar.SPACE}(){grammar.QUOTES}]+")
_WEIGHT_AT_END = re.compile(r"\^(\d{1,9}(?:[.,]\d{1,9})?)$")
_KEY = re.compile(r"([^\W\d_]+)\s*:?\s*")
_UNKNOWN_KEY = re.compile(r"([^\W\d_]{2,20}):[^\s:/\\]")
_ADDRESS = frozenset({"http", "https", "mailto", "www"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as it was understood; `chips` stand in the order of the text."""

    query: Query
    chips: tuple[Chip, ...] = ()
    problems: tuple[QueryProblem, ...] = ()


def read(text: str, context: Context, *, literal: frozenset[str] = frozenset()) -> Reading:
    """Reads any text. What is in `literal` (words as a chip's `source` has them) stays plain words. Never raises."""
    return _readings(context)(text, frozenset(_folded(words) for words in literal))


@lru_cache(maxsize=_CONTEXTS)
def _readings(context: Context) -> Callable[[str, frozenset[str]], Reading]:
    """Reads texts with one context, and remembers what was read."""

    @lru_cache(maxsize=REMEMBERED)
    def reading(text: str, literal: frozenset[str]) -> Reading:
        return _Reader(text, context, literal).reading()

    return reading


def _folded(text: str) -> str:
    """Words as they are compared: without punctuation around them, in lower case."""
    return " ".join(word.low for word in _all_words(text, 0, len(text)))


def _all_words(text: str, start: int, end: int) -> list[plain.Word]:
    """The words between two characters of `text`, whatever they are to the grammar: an AND is one, in quotes or not."""
    found = (plain.word(part[0], part.start()) for part in _PART.finditer(text, start, end))
    return [word for word in found if word is not None]


class _Reader:
    """One text on its way to a tree."""

    def __init__(self, text: str, context: Context, literal: frozenset[str]) -> None:
        self.text = text
        self.context = context
        self.literal = literal
        self.chips: list[Chip] = []
        self.problems: list[QueryProblem] = []
        self.taken_back: set[str] = set()
        self.all_plain = False  # while something is read that was taken back as a whole
        self.sort: SortOrder | None = None
        self.group: Grouping | None = None

    def reading(self) -> Reading:
        structure, self.problems = grammar.parse(self.text)
        root = self.choices(structure)
        query = Query(self.text, root, self.sort, self.group, frozenset(self.taken_back))
        chips = tuple(sorted(self.chips, key=lambda chip: (chip.start, chip.end)))
        problems = sorted(self.problems, key=lambda problem: (problem.start, problem.end))
        return Reading(query, chips, tuple(problems[:MOST_PROBLEMS]))

    # ---- structure

    def choices(self, group: Group) -> Node | None:
        """Any of the sequences of a group."""
        nodes: dict[Node, None] = {}
        for sequence in group.choices:
            node = self.sequence(sequence)
            if isinstance(node, Or):
                nodes.update(dict.fromkeys(node.nodes))
            elif node is not None:
                nodes[node] = None
        return joined_or(tuple(nodes))

    def sequence(self, items: Sequence[Item]) -> Node | None:
        """All of a sequence: free words are read together, however many filters stand between them."""
        nodes: list[Node] = []
        at = 0
        leaves: Sequence[Leaf] = ()  # the words before what is read
        pending: int | None = None  # where a negation begins whose thing comes next: 'without "red car"'
        while at < len(items):
            item = items[at]
            if isinstance(item, Leaf) and item.kind == "word":
                last = at
                while last < len(items) and _is_word(items[last]):
                    last += 1
                leaves = cast("Sequence[Leaf]", items[at:last])
                pending = self.words(leaves, nodes)
                at = last
                continue
            taken = 1
            if isinstance(item, Leaf) and item.kind == "filter":
                taken += self.more_of_value(item, items[at + 1 :])
                if taken > 1:
                    end = items[at + taken - 1].end
                    item = Leaf("filter", self.text[item.start : end], item.start, end)
            if pending is not None and _folded(self.text[pending : item.end]) in self.literal:
                self.take_back_negation(pending, item, leaves, nodes)
                before, self.all_plain = self.all_plain, True
                node = self.item(item)
                self.all_plain = before
            elif pending is not None:
                item = Negated(item.item if isinstance(item, Negated) else item, pending, item.end)
                node = self.negated(item, typed=False)
            else:
                node = self.item(item)
            pending = None
            if node is not None:
                nodes.append(node)
            at += taken
        return joined_and(nodes)

    def item(self, item: Item, weight: float = 1.0) -> Node | None:
        if isinstance(item, Negated):
            return self.negated(item, typed=True)
        if isinstance(item, Weighted):
            return self.heavier(item, weight)
        if isinstance(item, Group):
            node = self.choices(item)
            return node if node is None or weight == 1 else self.weighted(node, weight)
        if item.kind == "filter":
            return self.filter(item)
        if item.kind == "quoted":
            return self.exact(item, weight)
        nodes: list[Node] = []
        self.words([item], nodes)
        node = joined_and(nodes)
        return node if node is None or weight == 1 else self.weighted(node, weight)

    def heavier(self, item: Weighted, weight: float) -> Node | None:
        """Something with a weight, which its chips show."""
        before = len(self.chips)
        weight = self.weight(item.weight * weight, item.end)
        node = self.item(item.item, weight)
        if weight != 1:
            for index in range(before, len(self.chips)):
                chip = self.chips[index]
                if chip.kind not in ("words", "exact", "like"):
                    continue
                end = item.end if isinstance(item.item, Leaf) else chip.end
                text = chip.text.rpartition("^")[0] or chip.text if chip.kind == "exact" else chip.text
                text = f"({text})" if chip.kind == "words" and " " in text and '"' not in text else text
                self.chips[index] = replace(
                    chip,
                    text=f"{text}^{weight:g}",
                    label=message("{label} ×{weight:g}", label=chip.label, weight=weight),
                    source=self.text[chip.start : end],
                    end=end,
                )
        return node

    def weight(self, weight: float, end: int) -> float:
        """A weight within its bounds."""
        kept = round(min(max(weight, LIGHTEST), HEAVIEST), 3)
        if not LIGHTEST <= weight <= HEAVIEST:
            text = message("Weights go from {lightest:g} to {heaviest:g}.", lightest=LIGHTEST, heaviest=HEAVIEST)
            self.problems.append(QueryProblem(max(end - 2, 0), end, text, ("beach^2", "beach^0.5")))
        return kept

    def weighted(self, node: Node, weight: float) -> Node:
        """`node` with the weight of all its words multiplied."""
        if isinstance(node, And):
            return joined_and([self.weighted(part, weight) for part in node.nodes]) or node
        if isinstance(node, Or):
            return joined_or(tuple(dict.fromkeys(self.weighted(part, weight) for part in node.nodes))) or node
        if isinstance(node, Words | Exact | Like):
            return replace(node, weight=round(min(max(node.weight * weight, LIGHTEST), HEAVIEST), 3))
        return node

    def negated(self, item: Negated, *, typed: bool) -> Node | None:
        """What must not be; one chip for all of it."""
        before = len(self.chips)
        inner = item.item.item if isinstance(item.item, Weighted) else item.item
        node = self.item(inner) if not isinstance(inner, Leaf) or inner.kind != "word" else self.bare_word(inner)
        orders = [chip for chip in self.chips[before:] if chip.kind == "order"]
        del self.chips[before:]
        self.chips.extend(orders)
        if node is None:
            return None
        turned = values.negated(self.weighted_alike(node))
        self.chip("without", node_text(turned), label(turned), item.start, item.end, typed=typed)
        return turned

    def weighted_alike(self, node: Node) -> Node:
        """`node` without weights: what must not be there cannot be there more or less."""
        if isinstance(node, And):
            return joined_and([self.weighted_alike(part) for part in node.nodes]) or node
        if isinstance(node, Or):
            return joined_or(tuple(dict.fromkeys(self.weighted_alike(part) for part in node.nodes))) or node
        return replace(node, weight=1.0) if isinstance(node, Words | Exact | Like) else node

    def bare_word(self, leaf: Leaf) -> Node | None:
        """The thing after a minus sign: what would be a filter by itself, such as a year, is one here too."""
        word = plain.word(leaf.text, leaf.start)
        if word is None:
            return None
        meant = plain.spans(self.take_back([word]), self.context)
        return meant[0].node if meant else Words(word.text)

    # ---- leaves

    def chip(self, kind: str, text: str, label: str, start: int, end: int, *, typed: bool = True) -> None:
        self.chips.append(Chip(cast("Any", kind), text, label, self.text[start:end], start, end, typed))

    def exact(self, leaf: Leaf, weight: float) -> Node | None:
        text = " ".join(_NOISE.sub(" ", leaf.text[1:-1]).split())
        if not any(letter.isalnum() for letter in text):
            return None
        node = Exact(text, weight)
        self.chip("exact", node_text(node), label(node), leaf.start, leaf.end)
        return node

    def filter(self, leaf: Leaf) -> Node | None:
        name, raw = key_and_value(leaf.text)
        key, comparison = NAMES[name.lower()]
        start = leaf.end - len(raw)
        if key in ("sort", "group"):
            self.order(key, raw, leaf)
            return None
        if key in ("like", "words"):
            return self.like_or_words(key, raw, leaf)
        node = values.node(key, comparison, raw, start, self.context, self.problems)
        if node is not None:
            self.chip("filter", node_text(node), label(node), leaf.start, leaf.end)
        return node

    def order(self, key: Key, raw: str, leaf: Leaf) -> None:
        given = " ".join(value.text for value in values.split(raw, 0, commas=False, ranges=False)).lower()
        choices = SORTS if key == "sort" else GROUPS
        chosen = choices.get(given)
        if chosen is None:
            text = values.missing(key)
            if given and key == "sort":
                text = message("“{value}” is no order to sort photos by.", value=given)
            elif given:
                text = message("“{value}” is no order to group photos by.", value=given)
            self.problems.append(QueryProblem(leaf.end - len(raw), leaf.end, text, KEYS[key].examples))
            return
        if key == "sort":
            self.sort = cast("SortOrder", chosen)
            words = message("sorted by {order}", order=ORDER_NAMES[chosen])
        else:
            self.group = cast("Grouping", chosen)
            words = message("grouped by {order}", order=ORDER_NAMES[chosen])
        self.chips = [chip for chip in self.chips if not chip.text.startswith(f"{key}:")]
        self.chip("order", f"{key}:{chosen}", words, leaf.start, leaf.end)

    def like_or_words(self, key: Key, raw: str, leaf: Leaf) -> Node | None:
        weight = 1.0
        found = _WEIGHT_AT_END.search(raw)
        if found is not None:
            weight = self.weight(float(found[1].replace(",", ".")), leaf.end)
            raw = raw[: found.start()]
        start = leaf.end - len(leaf.text.partition(":")[2])
        given = " ".join(value.text for value in values.split(raw, start, commas=False, ranges=False))
        node: Node
        if key == "like" and given:
            node = Like(values.absolute(given), weight)
            self.chip("like", node_text(node), label(node), leaf.start, leaf.end)
            return node
        found_words = [plain.word(part, 0) for part in _NOISE.split(given) if part]
        text = " ".join(word.text for word in found_words if word is not None)
        if key == "words" and text:
            self.taken_back.add(text)
            node = Words(text, weight)
            self.chip("words", f'words:"{text}"', text, leaf.start, leaf.end)
            return node
        text = values.missing(key)
        self.problems.append(QueryProblem(start, leaf.end, text, KEYS[key].examples))
        return None

    def more_of_value(self, leaf: Leaf, following: Sequence[Item]) -> int:
        """How many of the words that follow belong to the value of a filter: "datetaken:last week", "size:> 5 MB"."""
        name, raw = key_and_value(leaf.text)
        key = NAMES[name.lower()][0]
        if key not in ("date", "size", "drive", "rating") or not raw or raw[-1] in '"”»,':
            return 0
        words: list[Leaf] = []
        for item in following[:3]:
            if not isinstance(item, Leaf) or item.kind != "word":
                break
            words.append(item)
        for count in range(len(words), 0, -1):
            whole = self.text[leaf.end - len(raw) : words[count - 1].end]
            if key == "drive":
                fits = whole.casefold() in {label.casefold() for label in self.context.drives}
            elif key == "size":
                fits = not words[0].text[:1].isalpha() or raw[-1:].isdigit()
                fits = fits and values.readable(key, whole, self.context)
            else:
                fits = key == "date" or words[0].text.lower() in ("star", "stars")
                fits = fits and values.readable(key, whole, self.context)
            if fits:
                return count
        return 0

    # ---- plain words

    def words(self, leaves: Sequence[Leaf], nodes: list[Node]) -> int | None:
        """Reads a run of words into `nodes`. Returns where a negation begins that has yet to find its thing."""
        words = []
        for leaf in leaves:
            word = plain.word(leaf.text, leaf.start)
            if word is not None:
                words.append(word)
                self.unknown_key(leaf)
                self.loose_weight(leaf)
            elif words and leaf.text.endswith(plain.PAUSES):
                words[-1] = replace(words[-1], pause=True)
        words = self.take_back(words)
        spans = plain.spans(words, self.context)
        pieces, pending = negation.pieces(words, spans)
        for piece in negation.without_fillers(words, pieces):
            start, end = words[piece.first].start, words[piece.last - 1].end
            if piece.span is not None:
                node = values.negated(piece.span.node) if piece.negated else piece.span.node
                nodes.append(node)
                kind = "without" if piece.negated else "filter"
                self.chip(kind, node_text(node), label(node), start, end, typed=False)
            elif piece.negated:
                right = self.put_right(words)
                unwanted = [Not(Words(negation.thing_text(right, thing))) for thing in piece.things]
                nodes.extend(unwanted)
                texts = " ".join(node_text(node) for node in unwanted)
                things = ", ".join(label(node.node) for node in unwanted)
                words_for = message("without {thing}", thing=things)
                wrong = [words[at].text for thing in piece.things for at in thing if words[at].text != right[at].text]
                if wrong:
                    words_for = message("{words} (typed: {typed})", words=words_for, typed=", ".join(wrong))
                self.chip("without", texts, words_for, start, end, typed=False)
            else:
                self.free_words(words, piece, nodes)
        if not pending:
            return None
        return next(word.start for word in reversed(words) if word.low in negation.STARTS)

    def free_words(self, words: Sequence[plain.Word], piece: negation.Piece, nodes: list[Node]) -> None:
        """Words for the text encoder, misspelt ones put right; a chip for each stretch of them and each correction."""
        right = self.put_right(words)
        first = piece.first  # of the stretch that has no chip yet

        def end_stretch(last: int) -> None:
            if last > first:
                text = " ".join(word.text for word in words[first:last])
                self.chip("words", text, text, words[first].start, words[last - 1].end)

        for index in range(piece.first, piece.last):
            word, meant = words[index], right[index].text
            if meant != word.text:
                end_stretch(index)
                first = index + 1
                self.chip(
                    "spelling",
                    meant,
                    message("{words} (typed: {typed})", words=meant, typed=word.text),
                    word.start,
                    word.end,
                    typed=False,
                )
        end_stretch(piece.last)
        nodes.append(Words(" ".join(word.text for word in right[piece.first : piece.last])))

    def put_right(self, words: Sequence[plain.Word]) -> list[plain.Word]:
        """The words as they are meant, in texts that are not in another language."""
        if self.context.vocabulary is None or foreign.is_likely([word.low for word in words]):
            return list(words)
        meant = [
            None if word.taken_back else spelling.corrected(word.text, word.start == 0, self.context) for word in words
        ]
        return [word if text is None else replace(word, text=text) for word, text in zip(words, meant, strict=True)]

    def take_back(self, words: list[plain.Word]) -> list[plain.Word]:
        """Marks the words that a person wants as plain words."""
        if self.all_plain:
            return [replace(word, taken_back=True) for word in words]
        if not words or not self.literal:
            return words
        read = _all_words(self.text, words[0].start, words[-1].end)
        lows = [word.low for word in read]
        for wanted in (words.split() for words in self.literal if words):
            for at in range(len(lows) - len(wanted) + 1):
                if lows[at : at + len(wanted)] == wanted:
                    start, end = read[at].start, read[at + len(wanted) - 1].end
                    inside = [index for index, word in enumerate(words) if start <= word.start and word.end <= end]
                    if inside:
                        self.taken_back.add(" ".join(words[index].text for index in inside))
                    for index in inside:
                        words[index] = replace(words[index], taken_back=True)
        return words

    def take_back_negation(self, start: int, item: Item, leaves: Sequence[Leaf], nodes: list[Node]) -> None:
        """Makes `leaves` plain words from character `start` on: the "without" of an `item` that was taken back."""
        self.taken_back.add(" ".join(word.text for word in _all_words(self.text, start, item.end)))
        found = [plain.word(leaf.text, leaf.start) for leaf in leaves]
        words = [word for word in found if word is not None and word.start >= start]
        text = " ".join(word.text for word in words)
        nodes.append(Words(text))
        self.chip("words", literal_words(text), text, start, words[-1].end)

    def unknown_key(self, leaf: Leaf) -> None:
        """Says so where a word looks like a filter that does not exist."""
        found = _UNKNOWN_KEY.match(leaf.text)
        if found is None or found[1].lower() in _ADDRESS:
            return
        end = leaf.start + found.end(1) + 1
        text = message("There is no filter “{name}:”, so it is searched for as a word.", name=found[1])
        self.problems.append(QueryProblem(leaf.start, end, text, nearest_keys(found[1].lower())))

    def loose_weight(self, leaf: Leaf) -> None:
        """Says so where a word looks as if it had a weight."""
        found = plain.LOOSE_WEIGHT.search(leaf.text.rstrip(plain.EDGES))
        if found is not None:
            text = message(
                "A weight from {lightest:g} to {heaviest:g} can stand behind ^.", lightest=LIGHTEST, heaviest=HEAVIEST
            )
            self.problems.append(QueryProblem(leaf.start + found.start(), leaf.end, text, ("beach^2", "beach^0.5")))


def key_and_value(text: str) -> tuple[str, str]:
    """The name of a filter's key and its value, as they stand: "size:>5MB", "size: >5MB", "size > 5MB"."""
    found = cast("re.Match[str]", _KEY.match(text))
    return found[1], text[found.end() :]


def nearest_keys(name: str) -> tuple[str, ...]:
    """The keys that may be meant by `name`, as they are typed; all of them where none is near."""
    from difflib import get_close_matches

    near = dict.fromkeys(NAMES[match][0] for match in get_close_matches(name, NAMES, n=3, cutoff=0.6))
    return tuple(f"{key}:" for key in (near or KEYS))


def _is_word(item: Item) -> bool:
    return isinstance(item, Leaf) and item.kind == "word"


def joined_or(nodes: tuple[Node, ...]) -> Node | None:
    """Any of these, as simply as it can be said."""
    return nodes[0] if len(nodes) == 1 else Or(nodes) if nodes else None


def joined_and(nodes: Sequence[Node]) -> Node | None:
    """All of these: words that only filters and negations part are one text, and nothing is said twice."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, And) else (node,))
    kept: list[Node] = []
    run: int | None = None  # where the words are that further ones are added to
    for node in flat:
        if node in kept and not isinstance(node, Words):
            continue
        if isinstance(node, Words) and node.weight == 1:
            if run is not None:
                kept[run] = Words(f"{cast('Words', kept[run]).text} {node.text}")
                continue
            run = len(kept)
        elif not isinstance(node, Not) and (isinstance(node, Words | Exact | Like | Or)) and not _only_filters(node):
            run = None
        kept.append(node)
    return kept[0] if len(kept) == 1 else And(tuple(kept)) if kept else None


def _only_filters(node: Node) -> bool:
    if isinstance(node, And | Or):
        return all(_only_filters(part) for part in node.nodes)
    return _only_filters(node.node) if isinstance(node, Not) else not isinstance(node, Words | Exact | Like)
