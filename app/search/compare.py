"""Two generations of one library, asked the same: what each finds, and how far they agree."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import Answer, Hit
from app.search.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answers of two generations to one query. `overlap` is the share of the photos listed first by either, that
    both list: 1 where they agree, or where both find nothing. `only_left` and `only_right` are the others."""

    query: str
    left: Answer
    right: Answer
    overlap: float
    only_left: tuple[Hit, ...]
    only_right: tuple[Hit, ...]


def compare(left: Searcher, right: Searcher, query: str, *, limit: int = 10) -> Comparison:
    """Asks both for their best `limit` photos above the relevance line. Waiting files count for neither."""
    answers = left.search(query, limit=limit, fold=False), right.search(query, limit=limit, fold=False)
    listed = tuple({hit.photo_id: hit for hit in answer.hits if hit.photo_id > 0} for answer in answers)
    longest = max(len(listed[0]), len(listed[1]))
    return Comparison(
        query,
        *answers,
        overlap=len(listed[0].keys() & listed[1].keys()) / longest if longest else 1.0,
        only_left=tuple(hit for photo, hit in listed[0].items() if photo not in listed[1]),
        only_right=tuple(hit for photo, hit in listed[1].items() if photo not in listed[0]),
    )
