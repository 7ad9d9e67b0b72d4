"""Why a photo is in an answer, in a few short words that a person can check against the picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from app.domain import Reason
from app.index.base import Slots
from app.library import PhotoRow
from app.messages import message
from app.search.evidence import UNSEEN, Evidence, log_odds_of
from app.search.relevance import alone
from app.search.seen import line_with
from app.search.weights import WEIGHTS

MOST_REASONS = 3
_LEAST_TAG = 0.3  # a less probable tag convinces nobody
_LEAST_CAPTION = 0.15  # centred cosine above the floor at which a caption plainly speaks of the phrase
_LEAST_LOOK = 0.15  # centred cosine at which the picture itself does


def reasons(
    evidence: Evidence, at: Slots, rows: Sequence[PhotoRow], texts: Mapping[int, str]
) -> list[tuple[Reason, ...]]:
    """The strongest reasons for each of `rows`, which stand at these positions of the evidence, int64 [n]: strongest
    first, at least one where anything speaks for the photo.

    `texts` names the text slots in `evidence.text_slots` as far as they were looked up. `strength` is a reason's share
    of what speaks for the photo in log odds, `sure` the probability that it is right by itself.
    """
    image = evidence.image[at].astype(np.float64)
    looks = np.maximum(WEIGHTS.image * image + WEIGHTS.weakest * evidence.weakest[at], 0.0).tolist()
    phrase = message('looks like "{phrase}"', phrase=evidence.phrase)
    told = zip(
        at.tolist(), rows, standing(evidence, at), image.tolist(), looks, alone(evidence, at).tolist(), strict=True
    )
    return [
        _strongest(
            [*_names(evidence, row, literal), *_tags(evidence, place, row, literal)],
            _caption(evidence, place, row, literal, texts),
            Reason("look", phrase, look, sure),
            plainly=cosine >= _LEAST_LOOK,
        )
        for place, row, literal, cosine, look, sure in told
    ]


def _strongest(found: list[Reason], caption: Reason | None, looks: Reason, *, plainly: bool) -> tuple[Reason, ...]:
    """The first few of a photo's reasons; how it looks is one where that speaks `plainly`, or nothing else does."""
    if caption is not None:
        found.append(caption)
    if plainly or not found and looks.strength > 0:
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


def contains(field: str, word: str) -> str:
    """'name contains "snow"'; the field may also be "folder", or "facts": the type or the date."""
    if field == "name":
        return message('name contains "{word}"', word=word)
    if field == "folder":
        return message('folder contains "{word}"', word=word)
    return message('type or date contains "{word}"', word=word)


def standing(evidence: Evidence, at: Slots) -> list[dict[str, list[str]]]:
    """The words of the phrase that stand in each field, for each of the photos at these positions, int64 [n]."""
    literal: list[dict[str, list[str]]] = [{} for _ in at]
    slots = evidence.slots[at]
    for (field, word), theirs in evidence.words.items():
        if len(theirs):
            place = np.minimum(np.searchsorted(theirs, slots), len(theirs) - 1)
            for number in np.flatnonzero(theirs[place] == slots).tolist():
                literal[number].setdefault(field, []).append(word)
    return literal


def _names(evidence: Evidence, row: PhotoRow, literal: Mapping[str, list[str]]) -> list[Reason]:
    """What stands in names and in the picture, where it was taken, and what a person said in tags: nobody doubts
    these."""
    if not (literal or row.own_tags):
        return []
    words = max(len({word for _, word in evidence.words}), 1)
    fields: tuple[Literal["name", "folder"], ...] = ("name", "folder")
    found = [
        Reason(field, contains(field, word), WEIGHTS.named / words)
        for field in fields
        for word in literal.get(field, ())
    ]
    if row.place and "place" in literal:
        found.append(
            Reason("place", message("taken in {place}", place=row.place), WEIGHTS.named * len(literal["place"]) / words)
        )
    if row.seen_text and "text" in literal:
        line = line_with(row.seen_text, literal["text"])
        found.append(Reason("text", message('text in the picture: "{line}"', line=line), WEIGHTS.named))
    found += [
        Reason("own tag", message('your tag "{tag}"', tag=name), WEIGHTS.named) for name in _said_in_tags(row, literal)
    ]
    return found


def _said_in_tags(row: PhotoRow, literal: Mapping[str, list[str]]) -> list[str]:
    """A person's own tags in which words of the phrase stand."""
    words = [word.casefold() for word in literal.get("tag", ())]
    return [name for name in row.own_tags if any(word in name.casefold() for word in words)]


def _tags(evidence: Evidence, at: int, row: PhotoRow, literal: Mapping[str, list[str]]) -> list[Reason]:
    """The tags that the phrase names, or the photo's best where it means nearly the same; none that a person's own tag
    says already."""
    probable = {tag.name: tag.p for tag in row.tags}
    shares = {tag.name: tag.share for tag in evidence.tags if probable.get(tag.name, 0.0) >= _LEAST_TAG}
    if not shares and evidence.kindred[at] >= _LEAST_TAG:
        shares = {tag.name: 0.0 for tag in row.tags[:1] if tag.p >= _LEAST_TAG}
    told = WEIGHTS.told * float(evidence.told[at]) ** 2
    if "caption" in literal:
        told /= 2  # the caption tells it too
    found: list[Reason] = []
    said = {name.casefold() for name in _said_in_tags(row, literal)}
    for name, share in shares.items():
        if name.casefold() in said:
            continue
        odds = log_odds_of(probable[name]) - UNSEEN
        strength = WEIGHTS.tag * share * odds + told / len(shares)
        text = message('tag "{tag}", {percent} % sure', tag=name, percent=percent(probable[name]))
        found.append(Reason("tag", text, strength, probable[name]))
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
    kind: Literal["triplet", "caption"] = "triplet" if composed else "caption"
    if spoken and (text or composed or "caption" in literal):
        return Reason(kind, message('caption: "{text}"', text=spoken), strength, sure)
    return Reason(kind, message('caption says "{text}"', text=text), strength, sure) if text else None
