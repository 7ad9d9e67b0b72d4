"""How the numbers of `search.weights` were fitted; docs/relevance.md tells the method in words.

The relevance of a photo is the product of two logistic regressions, so both are fitted at once, by their joint
likelihood, over two kinds of libraries: all photos together, and thousands of small ones drawn out of them, some
without what is asked for, some with nothing else.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.bench._photosets import Sample
from app.bench._relevance_questions import WORDS, Knowledge, absent_and_nonsense, short_query
from app.bench._search_truth import load_queries
from app.index.base import Slots
from app.language.words import content_words
from app.search.evidence import TEXT_FLOOR, Evidence, Gatherer, weigh
from app.search.presence import LARGE, Presence, best_look, best_text, log_size, told_of_all
from app.search.relevance import features, presence_features
from app.search.sides import TextSide
from app.search.snapshot import Snapshot
from app.search.tags import TagNames
from app.search.weights import WEIGHTS, PresenceWeights, Weights

Array = NDArray[np.float64]

SIZES = (1, 3, 6, 12, 24, 60, 200, 700)
SMALL_LIBRARIES = 6_000
KINDS = {"label": 0.2, "word": 0.25, "phrase": 0.25, "absent": 0.2, "nonsense": 0.1}
HARDEST, POSITIVES, OTHERS = 600, 600, 200  # photos of the whole library that enter the fit for one question
LEAST_RIGHT = 3
MOST_WEIGHT = 400.0  # photos of one question beyond which more of them count no more
BIG, PRESENT = 10.0, 10.0  # how much the whole library counts against a small one, and presence against photos
TYPED = 3.0  # how much a question that a person wrote counts against a generated one
# A photo of which nobody knows what it shows.
_UNKNOWN = Sample("", "", "background_google", "", ())
# Likelihood asks how probable each photo is, not in which order they come: what captions and tags add to the looks is
# chosen by nDCG instead (docs/relevance.md).
CHOSEN_BY_ORDER = ("weakest", "caption", "tag", "told", "relation")
SET_BY_HAND = (*CHOSEN_BY_ORDER, "named")
# After the fit the bases are moved: in the fit right photos weigh as the root of their number, which is far more than
# they are among all; and presence, which hides all there is where it errs, may let one in twenty absent things pass.
MOVED = {"shown": -2.9, "present": 0.3}


@dataclass(frozen=True)
class Asked:
    """A question with its evidence on all photos: `truth` is 1, 0 or NaN for each."""

    text: str
    kind: str
    truth: Array
    evidence: Evidence
    told: Sequence[Slots]  # the photos that name each of its things
    tag_knows: Sequence[bool]


@dataclass(frozen=True)
class Case:
    """One question in one library: features and truth of some of its photos, what each counts, and of the whole."""

    text: str
    shown: Array
    truth: NDArray[np.bool_]
    weight: Array
    present: Array
    whole: float


def fitted(
    samples: Sequence[Sample],
    numbers: Slots,
    snapshot: Snapshot,
    side: TextSide,
    typed: Sequence[tuple[str, str, Array]],
    seed: int,
) -> dict[str, dict[str, float]]:
    """The weights for a library; `numbers` says which of the samples the photo at each slot is, or -1 for none. `typed`
    are further questions to fit to: text, kind, and truth for each sample (above 0, 0, or NaN)."""
    rng = np.random.default_rng(seed)
    by_slot = [samples[number] if number >= 0 else _UNKNOWN for number in numbers.tolist()]
    asked, gatherer, tags = ask(by_slot, snapshot, side, seed), Gatherer(side), TagNames(side.tag_aliases)
    more = []
    for text, kind, grades in typed:
        truth = np.append(grades, np.nan)[numbers]
        truth = np.where(np.isnan(truth), np.nan, truth > 0)
        more.append(_asked(text, kind, truth, snapshot, gatherer, tags, side))
    allowed = np.array([sample.split in ("dev", "tune") for sample in by_slot])
    cases = [whole_library(one, rng, BIG) for one in asked if _enough(one)]
    cases += [whole_library(one, rng, BIG * TYPED) for one in more if _enough(one)]
    weights, presence = fit([*cases, *small_libraries(asked, allowed, rng)])
    return {name: _rounded(found) for name, found in (("weights", weights), ("presence", presence))}


def ask(samples: Sequence[Sample], snapshot: Snapshot, side: TextSide, seed: int) -> list[Asked]:
    """Labels, words and phrases from captions, absent things and nonsense, asked of all photos, but for what the
    reporting half asks. `samples` are those of the photos at each slot; only those that may be used for fitting tell
    what they show."""
    rng = random.Random(seed)
    knowledge, gatherer, tags = Knowledge(samples, side), Gatherer(side), TagNames(side.tag_aliases)
    may_tell = np.array([sample.split in ("dev", "tune") for sample in samples])
    fitting = [sample for sample in samples if sample.split in ("dev", "tune")]
    names = sorted({sample.name for sample in samples if sample.name})
    absent, nonsense = absent_and_nonsense()
    phrases = [short_query(rng.choice(one.captions), rng) for one in fitting if one.captions and rng.random() < 0.28]
    texts = [
        *((text, "label") for text in names),
        *((text, "word") for text in dict.fromkeys([*WORDS, *_frequent(fitting)]) if text not in names),
        *((text, "phrase") for text in dict.fromkeys(phrases) if len(content_words(text)) > 1),
        *((text, "absent") for text in absent),
        *((text, "nonsense") for text in nonsense),
    ]
    found = []
    reported = {one.text.casefold() for one in load_queries() if one.half == "reporting"}
    for text, kind in texts:
        if text.casefold() in reported:
            continue
        if kind in ("absent", "nonsense"):
            truth = np.where(knowledge.nameless, np.nan, 0.0)
        else:
            truth = np.where(may_tell, knowledge.shows(text), np.nan)
        found.append(_asked(text, kind, truth, snapshot, gatherer, tags, side))
    return found


def whole_library(asked: Asked, rng: np.random.Generator, counts: float) -> Case:
    """A question asked of all photos, which `counts` so much: its right photos, the hardest wrong ones, and some of
    the others."""
    columns = _columns(asked.evidence)
    known = np.flatnonzero(~np.isnan(asked.truth))
    right, wrong = known[asked.truth[known] == 1], known[asked.truth[known] == 0]
    names = [field.name for field in fields(Weights)]
    hardness = columns[wrong] @ np.array([getattr(WEIGHTS, name) for name in names])
    wrong = wrong[np.argsort(-hardness, kind="stable")]
    parts = [(_some(right, POSITIVES, rng), len(right)), (wrong[:HARDEST], len(wrong[:HARDEST]))]
    parts.append((_some(wrong[HARDEST:], OTHERS, rng), len(wrong[HARDEST:])))
    at = np.concatenate([chosen for chosen, _ in parts])
    weight = np.concatenate([np.full(len(chosen), total / max(len(chosen), 1)) for chosen, total in parts])
    present = np.array(list(presence_features(asked.evidence.presence).values()))
    return _case(asked, columns[at], at, weight, present, counts)


def small_libraries(asked: Sequence[Asked], allowed: NDArray[np.bool_], rng: np.random.Generator) -> list[Case]:
    """Libraries of up to 700 of the `allowed` photos, bool [n]."""
    by_kind = {kind: [one for one in asked if one.kind == kind] for kind in KINDS}
    cases: list[Case] = []
    while len(cases) < SMALL_LIBRARIES:
        of_kind = by_kind[str(rng.choice(list(KINDS), p=list(KINDS.values())))]
        one = of_kind[int(rng.integers(len(of_kind)))]
        right = np.flatnonzero((one.truth == 1) & allowed)
        wrong = np.flatnonzero((one.truth == 0) & allowed)
        size, mode = int(rng.choice(SIZES)), rng.random()
        share = (
            0 if mode < 0.25 else size if mode < 0.4 else max(1, round(size * float(rng.choice([0.02, 0.1, 0.3, 0.6]))))
        )
        share = min(share, len(right))
        others = 0 if share and mode < 0.4 else min(size - share, len(wrong))
        at = np.sort(np.concatenate([_some(right, share, rng), _some(wrong, others, rng)]))
        if len(at):
            columns = _columns(one.evidence)[at]
            columns[:, [field.name for field in fields(Weights)].index("size")] = log_size(len(at)) - log_size(LARGE)
            cases.append(_case(one, columns, at, np.ones(len(at)), _present_among(one, at), 1.0))
    return cases


def fit(cases: Sequence[Case]) -> tuple[Weights, PresenceWeights]:
    """The weights of greatest likelihood. None of a photo's evidence may speak against it."""
    from scipy.optimize import minimize

    names, of_presence = [f.name for f in fields(Weights)], [f.name for f in fields(PresenceWeights)]
    shown = np.concatenate([case.shown for case in cases])
    truth = np.concatenate([case.truth for case in cases]).astype(np.float64)
    weight = np.concatenate([case.weight for case in cases])
    whose = np.repeat(np.arange(len(cases)), [len(case.truth) for case in cases])
    present = np.stack([case.present for case in cases])
    there = np.array([case.truth.any() for case in cases], np.float64)
    whole = np.array([case.whole for case in cases]) * PRESENT
    scale = np.concatenate([_spread(shown, names), _spread(present, of_presence)])
    split = len(names)
    free = np.array([name != "base" for name in (*names, *of_presence)], np.float64)

    def loss(b: Array) -> tuple[float, Array]:
        each, odds = shown @ (b[:split] / scale[:split]), present @ (b[split:] / scale[split:])
        p_shown, p_there = _logistic(each), _logistic(odds)
        p = np.clip(p_shown * p_there[whose], 1e-9, 1 - 1e-9)
        value = -(weight * (truth * np.log(p) + (1 - truth) * np.log(1 - p))).sum()
        value += (whole * (np.logaddexp(0, odds) - there * odds)).sum() + 0.5 * (free * b * b).sum()
        slope = -weight * (truth / p - (1 - truth) / (1 - p)) * p_shown * p_there[whose]
        by_case = np.bincount(whose, slope * (1 - p_there[whose]), minlength=len(cases)) + whole * (p_there - there)
        gradient = np.concatenate([shown.T @ (slope * (1 - p_shown)), present.T @ by_case]) / scale + free * b
        return float(value), gradient

    now = [getattr(WEIGHTS, name) for name in names]
    bounds: list[tuple[float | None, float | None]] = [
        (value * one, value * one) if name in SET_BY_HAND else (None if name in ("base", "size") else 0.0, None)
        for name, value, one in zip(names, now, scale[:split], strict=True)
    ]
    bounds += [(None, None)] * len(of_presence)
    start = np.zeros(len(scale))
    start[:split] = [low if name in SET_BY_HAND and low else 0.0 for name, (low, _) in zip(names, bounds, strict=False)]
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 400}).x / scale
    found: dict[str, Any] = dict(zip(names, best[:split].tolist(), strict=True))
    found["base"] += MOVED["shown"]
    of_all: dict[str, Any] = dict(zip(of_presence, best[split:].tolist(), strict=True))
    of_all["base"] += MOVED["present"]
    return Weights(**found), PresenceWeights(**of_all)


def _frequent(samples: Sequence[Sample]) -> list[str]:
    """The words that two captions of one photo hold, for at least five photos; most frequent first."""
    counts: Counter[str] = Counter()
    for sample in samples:
        said = Counter(word for caption in sample.captions for word in content_words(caption))
        counts.update(word for word, captions in said.items() if captions > 1 and len(word) > 2)
    return [word for word, photos in counts.most_common() if photos >= 5]


def _asked(
    text: str, kind: str, truth: Array, snapshot: Snapshot, gatherer: Gatherer, tags: TagNames, side: TextSide
) -> Asked:
    clues = gatherer.clues(text, side.encode_texts([text])[0], snapshot)
    evidence = weigh(clues, snapshot, snapshot.live)
    return Asked(text, kind, truth, evidence, list(clues.told.values()), [tags.knows(part) for part in clues.told])


def _enough(asked: Asked) -> bool:
    """Whether a question tells something of all photos together."""
    return asked.kind in ("absent", "nonsense") or int(np.count_nonzero(asked.truth == 1)) >= LEAST_RIGHT


def _rounded(weights: Weights | PresenceWeights) -> dict[str, float]:
    return {field.name: round(float(getattr(weights, field.name)), 2) for field in fields(weights)}


def _case(asked: Asked, columns: Array, at: Slots, weight: Array, present: Array, whole: float) -> Case:
    truth = asked.truth[at] == 1
    counts = np.zeros(len(at))
    for value in (True, False):  # right and wrong ones weigh as the root of their number
        of = truth == value
        if of.any():
            counts[of] = weight[of] / weight[of].sum() * np.sqrt(min(weight[of].sum(), MOST_WEIGHT))
    return Case(asked.text, columns, truth, counts * whole, present, whole if whole == 1 else 3 * whole)


def _columns(evidence: Evidence) -> Array:
    """The features of all photos, float64 [n, features]."""
    n = len(evidence.slots)
    return np.stack(
        [np.broadcast_to(np.asarray(column, np.float64), n) for column in features(evidence).values()], axis=1
    )


def _present_among(asked: Asked, at: Slots) -> Array:
    """What `evidence.Presence` would say if the library held only the photos at these slots, ascending."""
    evidence = asked.evidence
    standing = [np.flatnonzero(np.isin(at, slots, assume_unique=True)) for slots in asked.told]
    texts = evidence.caption[at] + np.float32(TEXT_FLOOR)
    known = [knows or len(slots) > 0 for knows, slots in zip(asked.tag_knows, standing, strict=True)]
    presence = Presence(
        text=best_text(texts, max(len(at) // 2, 1)),
        image=best_look(evidence.image[at], len(at)),
        told=told_of_all(standing, len(at), len(at)),
        nearest_tag=evidence.presence.nearest_tag,
        known=sum(known) / max(len(known), 1),
        spelt=evidence.presence.spelt,
    )
    return np.array(list(presence_features(presence).values()))


def _some(slots: Slots, count: int, rng: np.random.Generator) -> Slots:
    return slots if len(slots) <= count else rng.choice(slots, count, replace=False)


def _spread(columns: Array, names: Sequence[str]) -> Array:
    spread = columns.std(axis=0)
    spread[[name == "base" for name in names] | (spread == 0)] = 1.0
    return spread


def _logistic(odds: Array) -> Array:
    p: Array = 1 / (1 + np.exp(-odds))
    return p
