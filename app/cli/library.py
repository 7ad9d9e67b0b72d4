"""Opens the library and what searches it, for the commands that read."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from app.cli.stream import Caller, printable
from app.domain import Answer, Coverage, Hit, SnowlineError
from app.library import Library
from app.search.packs import pack_of
from app.search.searcher import Searcher
from app.vision.pack import Pack, TextSide


@contextlib.contextmanager
def open_searcher(caller: Caller) -> Iterator[Searcher]:
    """A searcher for the caller's library. Raises SnowlineError where there is nothing to search."""
    settings = caller.settings()
    with Library.open_current(caller.folder) as library:
        if not library.file_count():
            raise SnowlineError(
                f"The library in {printable(caller.folder)} holds no photos yet. "
                "Add a folder of photos: python3 main.py index FOLDER"
            )
        yield Searcher(
            library,
            TextSide.load(pack_of(library), low_memory=settings.low_memory),
            image_side=lambda: Pack.load(pack_of(library), low_memory=settings.low_memory),
            shift=settings.relevance_shift,
            low_memory=settings.low_memory,
            language=settings.language,
            hemisphere=settings.hemisphere,
            policy=settings.relevance_policy,
        )


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """The answer as other programs read it."""
    return {
        "query": printable(answer.query),
        "total": answer.total,
        "photos": answer.photos,
        "at_least": answer.at_least,
        "coverage": coverage_as_json(answer.coverage),
        "chips": [
            {
                "kind": chip.kind,
                "text": printable(chip.text),
                "label": printable(chip.label),
                "source": printable(chip.source),
                "start": chip.start,
                "end": chip.end,
                "typed": chip.typed,
            }
            for chip in answer.chips
        ],
        "problems": [
            {
                "start": problem.start,
                "end": problem.end,
                "text": printable(problem.text),
                "valid": [printable(value) for value in problem.valid],
            }
            for problem in answer.problems
        ],
        "group": answer.group,
        "results": [hit_as_json(hit) for hit in answer.hits],
        "related": [hit_as_json(hit) for hit in answer.related],
        "facets": None
        if answer.facets is None
        else {
            name: [
                {"label": printable(value.label), "count": value.count, "query": printable(value.query)}
                for value in values
            ]
            for name, values in answer.facets.items()
        },
    }


def hit_as_json(hit: Hit) -> dict[str, Any]:
    """One photo of an answer."""
    return {
        "path": printable(hit.path),
        "score": hit.score,
        "match": str(hit.match),
        "caption": printable(hit.caption),
        "why": [printable(reason) for reason in hit.why],
        "reasons": [
            {
                "kind": reason.kind,
                "text": printable(reason.text),
                "strength": round(reason.strength, 4),
                "sure": None if reason.sure is None else round(reason.sure, 4),
            }
            for reason in hit.reasons
        ],
        "date": hit.date,
        "place": None if hit.place is None else printable(hit.place),
        "size": hit.size,
        "type": hit.type,
        "drive": hit.drive,
        "online": hit.online,
        "last_seen": hit.last_seen,
        "rating": hit.rating,
        "favourite": hit.favourite,
        "copies": hit.copies,
    }


def coverage_as_json(coverage: Coverage | None) -> dict[str, Any] | None:
    """How much of the library can be found by what is in it."""
    if coverage is None:
        return None
    return {"described": coverage.described, "waiting": coverage.waiting, "share": round(coverage.share, 4)}
