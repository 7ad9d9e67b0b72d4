"""Why the listed photos are in an answer: the evidence for the words, how like a picture they are, and the filters."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import Reason, day_in_words
from app.library import PhotoRow
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
    found = [verdict.best_part(row.slot) for row in rows]
    wanted = {
        int(part.judgement.evidence.text_slots[at])
        for part, at in filter(None, found)
        if part.judgement.evidence is not None
    }
    texts = snapshot.library.slot_texts(wanted - {-1})
    told: list[tuple[Reason, ...]] = []
    for row, best in zip(rows, found, strict=True):
        left = _left_over(verdict, row.slot)
        if left is not None or best is None:
            told.append((*_by_absence(left), *_by_filters(left, row)) if left is not None else ())
            continue
        part, at = best
        evidence = part.judgement.evidence
        said = reasons(evidence, at, row, texts) if evidence is not None else ()
        if part.judgement.published:
            said = (policies.reason(row, float(part.judgement.scores[at])),)
        told.append((*_by_picture(part, at), *said, *_by_absence(part.branch), *_by_filters(part.branch, row)))
    return told


def _by_picture(part: Part, at: int) -> tuple[Reason, ...]:
    alike = part.judgement.alike
    if alike is None or part.branch.wanted and alike[at] < MAYBE:
        return ()
    p = float(alike[at])
    return (Reason("look", f"looks {percent(p)} % alike", p, p),)


def _by_filters(branch: Branch, row: PhotoRow) -> tuple[Reason, ...]:
    """The filters that the photo fulfils. They say nothing of relevance, unless they are all that was asked."""
    only = branch.only
    nodes = () if only is None else only.nodes if isinstance(only, And) else (only,)
    strength = 0.0 if branch.asks else 1 / max(len(nodes), 1)
    return tuple(_fulfilled(node, row, strength) for node in nodes)


def _left_over(verdict: Verdict, slot: int) -> Branch | None:
    """The alternative for which a photo is listed that nobody had to judge."""
    for part in verdict.parts:
        if part.judgement.rest is not None and part.judgement.rest[slot]:
            return part.branch
    return None


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
        return Reason("date", f"dated {day_in_words(row.date)}", strength)
    if node.key in ("near", "place") and row.place:
        return Reason("place", f"taken in {row.place}", strength)
    if node.key == "text" and row.seen_text and isinstance(node.value, Names):
        line = line_with(row.seen_text, " ".join(node.value.values).split())
        return Reason("text", f'text in the picture: "{line}"', strength)
    return Reason("filter", label(node), strength)
