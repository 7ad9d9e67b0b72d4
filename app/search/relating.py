"""Photos that the words of a query call to mind: offered below the hits, or as an order of their own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.domain import Reason
from app.language.associations import node_of
from app.language.words import tokens
from app.search.asking import Asked
from app.search.association import Associated, associate
from app.search.evaluating import Evaluator
from app.search.evidence import literal_words
from app.search.facts import Mask
from app.search.judging import Judge
from app.search.planning import Branch
from app.search.relevance import MAYBE
from app.search.snapshot import Snapshot

MOST_RANKED = 5_000  # photos that are ranked by association
_EACH = 3  # related photos that one word may bring: a choice, not the same thing again
_SPARE = 4  # times as many are looked at where some may show what they must not


def related(
    asked: Asked, snapshot: Snapshot, judge: Judge, evaluator: Evaluator, hits: Mask, limit: int
) -> list[Associated]:
    """At most `limit` photos that are not among the `hits`, bool [slots], strongest first."""
    return _associated(asked, snapshot, judge, evaluator, hits, limit, direct=False, each=_EACH)


def ranked(asked: Asked, snapshot: Snapshot, judge: Judge, evaluator: Evaluator) -> list[Associated]:
    """All photos that the words lead to, strongest first, at most `MOST_RANKED`."""
    return _associated(asked, snapshot, judge, evaluator, None, MOST_RANKED, direct=True, each=None)


def path_reasons(found: Associated) -> tuple[Reason, ...]:
    """The way from the query's word to the photo: "sea — beach — palm"; none where the photo carries the word itself,
    as other reasons say."""
    return (Reason("path", " — ".join(found.path), found.strength),) if len(found.path) > 1 else ()


def _associated(
    asked: Asked,
    snapshot: Snapshot,
    judge: Judge,
    evaluator: Evaluator,
    leave_out: Mask | None,
    limit: int,
    *,
    direct: bool,
    each: int | None,
) -> list[Associated]:
    best: dict[int, Associated] = {}
    for branch in asked.branches:
        if not branch.wanted:
            continue
        barred = leave_out
        if branch.only is not None:
            others = ~evaluator.mask(branch.only, snapshot, asked.nonsense)
            barred = others if barred is None else others | barred
        denies = bool(branch.without or branch.unlike)
        found = associate(
            [word for word in literal_words(branch.phrase) if _leads_on(word, snapshot, judge)],
            snapshot,
            limit=_SPARE * limit if denies else limit,
            leave_out=barred,
            encode=judge.vectors,
            direct=direct,
            each=each,
        )
        for one in _allowed(found, branch, asked, snapshot, judge) if denies else found:
            if one.slot not in best or one.strength > best[one.slot].strength:
                best[one.slot] = one
    return sorted(best.values(), key=lambda one: (-one.strength, one.slot))[:limit]


def _leads_on(word: str, snapshot: Snapshot, judge: Judge) -> bool:
    """Whether a word can call anything to mind: the network has it, or the text encoder knows it."""
    parts = tokens(word)
    reach = snapshot.network
    return any(
        judge.knows(part) or (reach is not None and reach.network.find(node_of(part)) is not None) for part in parts
    )


def _allowed(
    found: Sequence[Associated], branch: Branch, asked: Asked, snapshot: Snapshot, judge: Judge
) -> list[Associated]:
    """Those that do not show what the alternative denies."""
    slots = np.unique(np.array([one.slot for one in found], np.int64))
    denied = Branch(without=branch.without, unlike=branch.unlike)
    scores = judge.at(denied, snapshot, slots, asked.pictures).scores
    clean = set(slots[scores >= MAYBE].tolist())
    return [one for one in found if one.slot in clean]
