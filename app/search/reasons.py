"""Why a photo is in an answer, in a few short words that a person can check against the picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from app.domain import Reason
from app.library import PhotoRow
from app.search.evidence import UNSEEN, Evidence, log_odds
from app.search.relevance import alone
from app.search.seen import line_with
from app.search.weights import WEIGHTS

MOST_REASONS = 3
_LEAST_TAG = 0.3  # a less probable tag convinces nobody
_LEAST_CAPTION = 0.15  # centred cosine above the floor at which a caption plainly speaks of the phrase
_LEAST_LOOK = 0.15  # centred cosine at which the picture itself does


def reasons(evidence: Evidence, at: int, row: PhotoRow, texts: Mapping[int, str]) -> tuple[Reason, ...]:
    """The strongest reasons for the photo at position `at`, strongest first; at least one where anything speaks for it.

    `texts` names the text slots in `evidence.text_slots` as far as they were looked up. `strength` is a reason's share
    of what speaks for the photo in log odds, `sure` the probability that it is right by itself.
    """
    literal = _standing(evidence, row.slot)
    found = [*_names(evidence, row, literal), *_tags(evidence, row, literal)]
    caption = _caption(evidence, at, row, literal, texts)
    look = max(WEIGHTS.image * float(evidence.image[at]) + WEIGHTS.weakest * float(evidence.weakest[at]), 0.0)
    looks = Reason("look", f'looks like "{evidence.phrase}"', look, alone(evidence, at))
    found += [caption] if caption is not None else []
    if evidence.image[at] >= _LEAST_LOOK or not found and look > 0:
        found.append(looks)
    total = sum(reason.strength for reason in found) or 1.0
    shared = {
        reason.text: Reason(reason.kind, reason.text, round(reason.strength / total, 4), reason.sure)
        for reason in found
    }
    return tuple(sorted(shared.values(), key=lambda reason: -reason.strength))[:MOST_REASONS]


def percent(p: float) -> int:
    """A probability in whole per cent; certainty is never claimed."""
    return min(max(round(100 * p), 1), 99)


def _standing(evidence: Evidence, slot: int) -> dict[str, list[str]]:
    """The words of the phrase that stand in each field of a photo."""
    literal: dict[str, list[str]] = {}
    for (field, word), slots in evidence.words.items():
        place = int(np.searchsorted(slots, slot))
        if place < len(slots) and slots[place] == slot:
            literal.setdefault(field, []).append(word)
    return literal


def _names(evidence: Evidence, row: PhotoRow, literal: Mapping[str, list[str]]) -> list[Reason]:
    """What stands in names and in the picture, where it was taken, and what a person said in tags: nobody doubts
    these."""
    words = max(len({word for _, word in evidence.words}), 1)
    fields: tuple[Literal["name", "folder"], ...] = ("name", "folder")
    found = [
        Reason(field, f'{field} contains "{word}"', WEIGHTS.named / words)
        for field in fields
        for word in literal.get(field, ())
    ]
    if row.place and "place" in literal:
        found.append(Reason("place", f"taken in {row.place}", WEIGHTS.named * len(literal["place"]) / words))
    if row.seen_text and "text" in literal:
        line = line_with(row.seen_text, literal["text"])
        found.append(Reason("text", f'text in the picture: "{line}"', WEIGHTS.named))
    said = [word.casefold() for word in literal.get("tag", ())]
    found += [
        Reason("own tag", f'your tag "{name}"', WEIGHTS.named)
        for name in row.own_tags
        if any(word in name.casefold() for word in said)
    ]
    return found


def _tags(evidence: Evidence, row: PhotoRow, literal: Mapping[str, list[str]]) -> list[Reason]:
    """The tags that the phrase names, or the photo's best where it means nearly the same."""
    probable = {tag.name: tag.p for tag in row.tags}
    shares = {tag.name: tag.share for tag in evidence.tags if probable.get(tag.name, 0.0) >= _LEAST_TAG}
    at = int(np.searchsorted(evidence.slots, row.slot))
    if not shares and evidence.kindred[at] >= _LEAST_TAG:
        shares = {tag.name: 0.0 for tag in row.tags[:1] if tag.p >= _LEAST_TAG}
    told = WEIGHTS.told * float(evidence.told[at]) ** 2
    if "caption" in literal:
        told /= 2  # the caption tells it too
    found = []
    for name, share in shares.items():
        odds = float(log_odds(np.array([probable[name]], np.float32))[0]) - UNSEEN
        strength = WEIGHTS.tag * share * odds + told / len(shares)
        found.append(Reason("tag", f'tag "{name}" {percent(probable[name])} %', strength, probable[name]))
    return found


def _caption(
    evidence: Evidence, at: int, row: PhotoRow, literal: Mapping[str, list[str]], texts: Mapping[int, str]
) -> Reason | None:
    """The sentence that speaks of the phrase, and says of its things what the phrase says."""
    spoken = row.caption.text if row.caption is not None and row.caption.sentence else ""
    text = texts.get(int(evidence.text_slots[at]), "") if evidence.caption[at] >= _LEAST_CAPTION else ""
    strength = WEIGHTS.caption * float(evidence.caption[at])
    if "caption" in literal:
        strength += WEIGHTS.told * float(evidence.told[at]) ** 2 / (2 if "tag" in literal else 1)
    composed = evidence.relation[at] > 0
    strength += WEIGHTS.relation if composed else 0.0
    sure = row.caption.confidence if row.caption is not None else None
    if spoken and (text or composed or "caption" in literal):
        return Reason("triplet" if composed else "caption", f'caption: "{spoken}"', strength, sure)
    return Reason("triplet" if composed else "caption", f'caption says "{text}"', strength, sure) if text else None
