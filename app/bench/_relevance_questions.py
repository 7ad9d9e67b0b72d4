"""Questions to which the answer is known, asked of photos that people labelled or captioned: what the relevance line
is measured and fitted with.

What is known: labelled photos show their label; a photo of Flickr8k shows what two of its five human captions name
(for several words: what one caption names together). It does not show a thing when some word of the query is in no
caption and near none in meaning. Between the two lies what nobody can tell, and that is never counted.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.bench._photosets import Sample, list_samples
from app.index.base import Floats
from app.language.words import content_words
from app.library import Library
from app.search.evidence import Gatherer
from app.search.relevance import LIKELY, MAYBE, Scores, relevance
from app.search.sides import TextSide
from app.search.similar import resemblance
from app.search.snapshot import take_snapshot

UNRELATED_CAPTION, UNRELATED_LABEL = 0.3, 0.36  # cosines below which a word and a text mean different things
UNALIKE, ALIKE = 0.3, 0.7  # cosines between the mean caption vectors of two photos, or their labels
# Things that may be in any photo whose label is something else.
ANYWHERE = frozenset(
    "man woman child boy girl person people water grass tree field sand rock street car bench fence forest boat hat "
    "sunset mountain crowd ocean river bridge face baby sky camera hand building buildings plant flower".split()
)
WORDS = (
    "dog man woman child boy girl snow beach water grass bike bicycle street people ball skateboard horse mountain "
    "motorcycle pool river crowd football tree hat baby swing swimming ocean climbing rock running jumping cat bird "
    "car field sand skiing guitar camera fence forest surfing kayak boat bench fountain bridge sunset"
).split()
WORDS_FILE = Path(__file__).with_name("relevance_words.json")  # absent things, and what means nothing to see
EXAMPLES = 300

Truth = NDArray[np.float64]


class Encoder(Protocol):
    """What turns texts into vectors."""

    def encode_texts(self, texts: list[str], /) -> Floats: ...


class Knowledge:
    """What is known to be, and not to be, in each photo."""

    def __init__(self, samples: Sequence[Sample], encoder: Encoder) -> None:
        self._encoder = encoder
        self._words = [[set(content_words(c)) for c in s.captions] or [set(content_words(s.name))] for s in samples]
        self._labelled = np.array([bool(s.label) for s in samples])
        self.nameless = np.array([bool(s.label) and not s.name for s in samples])
        texts = [text for s in samples for text in (s.captions or (s.name or "picture",))]
        unique = sorted(set(texts))
        row = {text: i for i, text in enumerate(unique)}
        self._rows = np.array([row[text] for text in texts])
        self._starts = np.concatenate([[0], np.cumsum([max(len(s.captions), 1) for s in samples])])[:-1]
        self._vectors = encoder.encode_texts(unique)
        self._states: dict[str, Truth] = {}
        self._saying: dict[str, dict[int, int]] = {}  # word → photo → captions that have it
        for photo, said in enumerate(self._words):
            for words in said:
                for word in words:
                    naming = self._saying.setdefault(word, {})
                    naming[photo] = naming.get(photo, 0) + 1

    def shows(self, query: str, certainly: int | None = None) -> Truth:
        """1 where a photo shows the query, 0 where it does not, NaN where nobody knows: float [n]."""
        words = content_words(query)
        found = np.full(len(self._words), np.nan)
        if not words:
            return found
        states = np.stack([self.state(word) for word in words])
        found[(states == 0).any(0)] = 0
        sure = np.flatnonzero((states == 1).all(0))
        together = [len(words) == 1 or any(set(words) <= said for said in self._words[photo]) for photo in sure]
        found[sure[np.array(together, np.bool_)]] = 1
        found[self.nameless] = np.nan
        if certainly is not None:
            found[certainly] = 1
        return found

    def state(self, word: str) -> Truth:
        """1 where a photo shows the word, 0 where not, 0.5 where one caption names it, NaN where unknown."""
        if word not in self._states:
            nearness = np.maximum.reduceat(
                (self._vectors @ self._encoder.encode_texts([word])[0])[self._rows], self._starts
            )
            named = np.zeros(len(self._words), np.int64)
            for photo, count in self._saying.get(word, {}).items():
                named[photo] = count
            unrelated = np.where(self._labelled, UNRELATED_LABEL, UNRELATED_CAPTION)
            state = np.where(nearness < unrelated, 0.0, np.nan)
            if word in ANYWHERE:
                state[self._labelled] = np.nan
            state[named >= 1] = np.where(self._labelled, 1.0, 0.5)[named >= 1]
            state[named >= 2] = 1.0
            self._states[word] = state
        return self._states[word]

    def alike(self, example: int) -> Truth:
        """1 where a photo shows the same kind of thing as the example, 0 where not, NaN where unknown: float [n]."""
        middles = np.add.reduceat(self._vectors[self._rows], self._starts)
        middles /= np.linalg.norm(middles, axis=1, keepdims=True)
        nearness = middles @ middles[example]
        found = np.where(nearness < UNALIKE, 0.0, np.nan)
        found[nearness > ALIKE] = 1.0
        found[self.nameless] = np.nan
        return found


@dataclass(frozen=True)
class Question:
    """Something asked of a library: what is known of the answer, and the answer given today, probabilities [n]."""

    text: str
    kind: str
    truth: Truth
    scores: Scores


def absent_and_nonsense() -> tuple[list[str], list[str]]:
    """Things that none of the photo sets shows, and texts that mean nothing to be seen; never in `bench search`."""
    words = json.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return words["absent"], words["nonsense"]


def questions(samples: Sequence[Sample], library: Library, pack: TextSide, seed: int = 5) -> list[Question]:
    """Words, phrases from human captions, absent things, nonsense and examples, asked of a library of these photos."""
    rng = random.Random(seed)
    knowledge, gatherer, snapshot = Knowledge(samples, pack), Gatherer(pack), take_snapshot(library, pack)
    asked: list[tuple[str, str, Truth]] = []
    absent, nonsense = absent_and_nonsense()
    names = sorted({s.name for s in samples if s.name})
    others = rng.sample(sorted(set(pack.tag_names) - set(names)), 120)
    asked += [(text, "word", knowledge.shows(text)) for text in dict.fromkeys([*names, *WORDS, *absent, *others])]
    for i, sample in enumerate(samples):
        for caption in rng.sample(sample.captions, min(2, len(sample.captions))):
            phrase = short_query(caption, rng)
            if len(content_words(phrase)) > 1:
                asked.append((phrase, "phrase", knowledge.shows(phrase, certainly=i)))
    asked += [(text, "nonsense", np.zeros(len(samples))) for text in nonsense]
    found = []
    for text, kind, truth in asked:
        evidence = gatherer.gather(text, pack.encode_texts([text])[0], snapshot)
        found.append(Question(text, kind, truth, relevance(evidence)))
    for i in rng.sample(range(len(samples)), min(EXAMPLES, len(samples))):
        cosines = snapshot.image_scores(snapshot.image_vector(i))
        truth = knowledge.alike(i)
        truth[i] = np.nan
        found.append(Question(samples[i].path, "example", truth, resemblance(cosines, len(cosines))))
    return found


def short_query(caption: str, rng: random.Random) -> str:
    """Up to five words in a row of a caption, as somebody would type them; mostly without the little words."""
    words = caption.lower().replace(".", "").replace(",", "").split()
    if rng.random() < 0.7:
        words = [word for word in words if content_words(word)] or words
    size = min(len(words), rng.choice((2, 3, 3, 4, 5)))
    start = rng.randrange(len(words) - size + 1)
    return " ".join(words[start : start + size])


def figures(asked: Sequence[Question]) -> dict[str, float]:
    """How good today's answers are in the library of all photos; NaN where nothing was asked that could tell."""
    rows: dict[str, list[float]] = {
        name: []
        for name in (
            "words: right among the first 10",
            "words: some right photo likely",
            "words: share of the right photos likely",
            "absent things: no photo likely",
            "absent things: photos likely each",
            "nonsense: no photo likely",
            "examples: right among the first 10 likely",
            "examples: share of the right photos likely",
        )
    }
    for question in asked:
        likely, known, shown = question.scores >= LIKELY, ~np.isnan(question.truth), question.truth == 1
        order = np.argsort(-question.scores, kind="stable")
        if question.kind == "word" and shown.sum() >= 10:
            listed = [i for i in order if known[i] and question.scores[i] >= MAYBE][:10]
            rows["words: right among the first 10"].append(question.truth[listed].mean() if listed else 0.0)
        if question.kind == "word" and shown.sum() >= 3:
            rows["words: some right photo likely"].append(float((likely & shown).any()))
            rows["words: share of the right photos likely"].append(likely[shown].mean())
        if question.kind == "word" and not shown.any():
            rows["absent things: no photo likely"].append(float(not (likely & known).any()))
            rows["absent things: photos likely each"].append(float((likely & known).sum()))
        if question.kind == "nonsense":
            rows["nonsense: no photo likely"].append(float(not likely.any()))
        if question.kind == "example" and shown.sum() >= 5:
            listed = [i for i in order if known[i] and likely[i]][:10]
            rows["examples: right among the first 10 likely"] += [question.truth[listed].mean()] if listed else []
            rows["examples: share of the right photos likely"].append(likely[shown].mean())
    return {name: float(np.mean(values)) if values else float("nan") for name, values in rows.items()}


def samples_of(shared: Path, split: str, photos: int, seed: int = 1) -> list[Sample]:
    """The photos to study. Measuring takes Flickr8k's `dev` along with the labelled sets' `held`."""
    splits = {"dev", "held"} if split == "held" else {split}
    samples = [s for s in list_samples(shared) if s.split in splits]
    return sorted(random.Random(seed).sample(samples, min(photos, len(samples))), key=lambda s: s.path)
