"""Why the listed photos are in an answer: the evidence for the words, how like a picture they are, and the filters."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import Reason
from app.library import PhotoRow
from app.search.evaluating import Part, Verdict
from app.search.reasons import percent, reasons
from app.search.relevance import MAYBE
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
        if best is None:
            told.append(())
            continue
        part, at = best
        evidence = part.judgement.evidence
        said = reasons(evidence, at, row, texts) if evidence is not None else ()
        told.append((*_by_picture(part, at), *said))
    return told


def _by_picture(part: Part, at: int) -> tuple[Reason, ...]:
    alike = part.judgement.alike
    if alike is None or part.branch.wanted and alike[at] < MAYBE:
        return ()
    p = float(alike[at])
    return (Reason("look", f"looks {percent(p)} % alike", p, p),)
