"""Why a photo is in an answer, in a few short words that a person can check against the picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from app.domain import Tag
from app.library import PhotoRow
from app.search.evidence import Evidence

MOST_REASONS = 3
_LEAST_TAG = 0.3  # a less probable tag convinces nobody
_LEAST_CAPTION = 0.15  # centred cosine above the floor at which a caption plainly speaks of the phrase
_LEAST_LOOK = 0.15  # centred cosine at which the picture itself does


def reasons(evidence: Evidence, at: int, row: PhotoRow, texts: Mapping[int, str]) -> tuple[str, ...]:
    """The strongest reasons for the photo at position `at`, literal ones first; may be empty for an unlikely hit.

    `texts` names the text slots in `evidence.text_slots` as far as they were looked up.
    """
    literal: dict[str, list[str]] = {}
    for (field, word), slots in evidence.words.items():
        place = int(np.searchsorted(slots, row.slot))
        if place < len(slots) and slots[place] == row.slot:
            literal.setdefault(field, []).append(word)
    found = [f'{field} contains "{word}"' for field in ("name", "folder") for word in literal.get(field, ())]
    said = [word.casefold() for word in literal.get("tag", ())]
    found += [f'your tag "{name}"' for name in row.own_tags if any(word in name.casefold() for word in said)]
    spoken = row.caption.text if row.caption is not None and row.caption.sentence else ""
    probable = {tag.name: tag.p for tag in row.tags}
    named = [tag.name for tag in evidence.tags if probable.get(tag.name, 0.0) >= _LEAST_TAG]
    if not named and evidence.kindred[at] >= _LEAST_TAG:
        named = _kindred_names(row.tags)
    found += [f'tag "{name}" {percent(probable[name])} %' for name in named]
    text = texts.get(int(evidence.text_slots[at]), "") if evidence.caption[at] >= _LEAST_CAPTION else ""
    if spoken and (text or "caption" in literal):
        found.append(f'caption: "{spoken}"')
    elif text:
        found.append(f'caption says "{text}"')
    if evidence.image[at] >= _LEAST_LOOK:
        found.append(f'looks like "{evidence.phrase}"')
    return tuple(dict.fromkeys(found))[:MOST_REASONS]


def percent(p: float) -> int:
    """A probability in whole per cent; certainty is never claimed."""
    return min(max(round(100 * p), 1), 99)


def _kindred_names(tags: Sequence[Tag]) -> list[str]:
    return [tag.name for tag in tags[:1] if tag.p >= _LEAST_TAG]
