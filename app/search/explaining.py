"""Why the listed photos are in an answer: the evidence for the words, how like a picture they are, and the filters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.domain import Reason
from app.index.base import Slots
from app.library import PhotoRow
from app.messages import day_in_words, message
from app.search import policies
from app.search.evaluating import Part, Verdict
from app.search.planning import Branch
from app.search.query.labels import label
from app.search.query.tree import And, Filter, Names, Node, Not, Or, Words
from app.search.reasons import percent, reasons
from app.search.relevance import MAYBE
from app.search.seen import line_with
from app.search.snapshot import Snapshot


def explained(verdict: Verdict, snapshot: Snapshot, rows: Sequence[PhotoRow]) -> list[tuple[Reason, ...]]:
    """The reasons for each of these photos, strongest first; costs nothing for those that are not listed."""
    slots = np.array([row.slot for row in rows], np.int64)
    number, place = verdict.best_parts(slots)
    left = _left_over(verdict, slots)
    number[left >= 0] = -1
    told: list[tuple[Reason, ...]] = [()] * len(rows)
    for this, part in enumerate(verdict.parts):
        for at in np.flatnonzero(left == this).tolist():
            told[at] = (*_by_absence(part.branch), *_by_filters(part.branch, rows[at]))
        mine = np.flatnonzero(number == this)
        theirs = _by_part(part, snapshot, place[mine], [rows[at] for at in mine.tolist()])
        for at, reasons_ in zip(mine.tolist(), theirs, strict=True):
            told[at] = reasons_
    return told


def _by_part(part: Part, snapshot: Snapshot, at: Slots, rows: Sequence[PhotoRow]) -> list[tuple[Reason, ...]]:
    """The reasons for photos that stand at these positions of one alternative, int64 [n]."""
    evidence = part.judgement.evidence
    said: list[tuple[Reason, ...]] = [()] * len(rows)
    if part.judgement.published:
        scores = part.judgement.scores[at].tolist()
        said = [(policies.reason(row, score),) for row, score in zip(rows, scores, strict=True)]
    elif evidence is not None and len(rows):
        wanted = set(evidence.text_slots[at].tolist())
        said = reasons(evidence, at, rows, snapshot.library.slot_texts(wanted - {-1}))
    absent = _by_absence(part.branch)
    return [
        (*_by_picture(part, place), *words, *absent, *_by_filters(part.branch, row))
        for place, words, row in zip(at.tolist(), said, rows, strict=True)
    ]


def _by_picture(part: Part, at: int) -> tuple[Reason, ...]:
    alike = part.judgement.alike
    if alike is None or part.branch.wanted and alike[at] < MAYBE:
        return ()
    p = float(alike[at])
    return (Reason("look", message("looks {percent} % alike", percent=percent(p)), p, p),)


def _by_filters(branch: Branch, row: PhotoRow) -> tuple[Reason, ...]:
    """The filters that the photo fulfils. They say nothing of relevance, unless they are all that was asked."""
    only = branch.only
    nodes = () if only is None else only.nodes if isinstance(only, And) else (only,)
    strength = 0.0 if branch.asks else 1 / max(len(nodes), 1)
    return tuple(_fulfilled(node, row, strength) for node in nodes)


def _left_over(verdict: Verdict, slots: Slots) -> Slots:
    """The alternatives, by number, for which these photos, int64 [n], are listed that nobody had to judge; -1 for those
    that somebody judged."""
    found = np.full(len(slots), -1, np.int64)
    for number, part in reversed(tuple(enumerate(verdict.parts))):
        if part.judgement.rest is not None:
            found[part.judgement.rest[slots]] = number
    return found


def _by_absence(branch: Branch) -> tuple[Reason, ...]:
    """What the photo does not show, where nothing else was asked."""
    if branch.wanted or branch.likes:
        return ()
    missing = [*(label(Not(Words(text))) for text in branch.without), *(label(Not(like)) for like in branch.unlike)]
    return tuple(Reason("filter", text, 1 / len(missing)) for text in missing)


def _fulfilled(node: Node, row: PhotoRow, strength: float) -> Reason:
    """One filter, or several that are joined, as a reason."""
    if isinstance(node, Or) and all(isinstance(part, Filter) for part in node.nodes):
        keys = {part.key for part in node.nodes if isinstance(part, Filter)}
        if keys <= {"date"} or keys <= {"near", "place"}:
            node = node.nodes[0]
    if not isinstance(node, Filter):
        return Reason("filter", label(node), strength)
    if node.key == "date" and row.date:
        return Reason("date", message("dated {day}", day=day_in_words(row.date)), strength)
    if node.key in ("near", "place") and row.place:
        return Reason("place", message("taken in {place}", place=row.place), strength)
    if node.key == "text" and row.seen_text and isinstance(node.value, Names):
        line = line_with(row.seen_text, " ".join(node.value.values).split())
        return Reason("text", message('text in the picture: "{line}"', line=line), strength)
    return Reason("filter", label(node), strength)
