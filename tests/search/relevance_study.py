"""How good the relevance line is, and how its weights were chosen: real photos, and what is known to be in them.

    python tests/search/relevance_study.py ../shared                 measures on photos the pack never learned from
    python tests/search/relevance_study.py ../shared --fit           fits the weights on the tuning photos, prints them

What is known: labelled photos show their label; a photo of Flickr8k shows what two of its five human captions name
(for several words: what one caption names together). It does not show a thing when some word of the query is in no
caption and near none in meaning. Between the two lies what nobody can tell, and that is never counted.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from described import describe_into

from app.bench._photosets import Sample, list_samples
from app.language.words import content_words
from app.library import Library
from app.search.evidence import Evidence, Gatherer
from app.search.relevance import LIKELY, MAYBE, WEIGHTS, Weights, features, relevance
from app.search.similar import LIKENESS_WEIGHTS, LikenessWeights, likeness_features, resemblance
from app.search.snapshot import take_snapshot

if TYPE_CHECKING:
    from app.vision.pack import Pack

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
ABSENT = (
    "submarine; x-ray of a hand; spreadsheet; passport; wedding cake; space shuttle launch; chess tournament; "
    "tax return; volcano eruption; northern lights; medieval manuscript; circuit board; birthday cake; "
    "screenshot of a website; handwritten letter; fireworks; santa claus; solar eclipse; sushi; pizza; microscope; "
    "washing machine; toothbrush; traffic light; giraffe; zebra; polar bear; typewriter; espresso; broccoli; "
    "banana; perfume; bathtub; refrigerator; hourglass; parking meter; cash machine; stethoscope; mosque; igloo"
).split("; ")
NONSENSE = (
    "asdf qwerty; xkcd zzt; lorem ipsum dolor; qqqq; blorptang; foo bar baz; hjkl; 1234567; zxcvbnm; jjjj kkk; "
    "gribble frotz; the; of; DSC00012.JPG; untitled; v2 final final; blah; ok; abc; wxyz 99; aaa; why; democracy; "
    "inflation rate; tomorrow; justice; because; seventeen; philosophy of mind; algorithm; interest rate; grammar"
).split("; ")
TEXT_SHARES, EXAMPLE_SHARES = {"word": 0.55, "phrase": 0.35, "nonsense": 0.1}, {"example": 1.0}
EXAMPLES = 300
MAIN = 2  # the feature by which the hardest photos are picked: after base and size, the cosine
SET_BY_HAND = ("size", "named")  # see `Weights`
LIBRARY_SIZES = (1, 3, 6, 12, 24, 60, 200, 700)
LIBRARIES = 6_000
HARDEST, OTHERS = 15, 15  # photos of one library that enter the fit


class Knowledge:
    """What is known to be, and not to be, in each photo."""

    def __init__(self, samples: Sequence[Sample], pack: Pack) -> None:
        self._pack = pack
        self._words = [[set(content_words(c)) for c in s.captions] or [set(content_words(s.name))] for s in samples]
        self._labelled = np.array([bool(s.label) for s in samples])
        self._nameless = np.array([bool(s.label) and not s.name for s in samples])
        texts = [text for s in samples for text in (s.captions or (s.name or "picture",))]
        unique = sorted(set(texts))
        row = {text: i for i, text in enumerate(unique)}
        self._rows = np.array([row[text] for text in texts])
        self._starts = np.concatenate([[0], np.cumsum([max(len(s.captions), 1) for s in samples])])[:-1]
        self._vectors = pack.encode_texts(unique)
        self._states: dict[str, np.ndarray] = {}

    def shows(self, query: str, certainly: int | None = None) -> np.ndarray:
        """1 where a photo shows the query, 0 where it does not, NaN where nobody knows: float [n]."""
        words = content_words(query)
        found = np.full(len(self._words), np.nan)
        if not words:
            return found
        states = np.stack([self._state(word) for word in words])
        found[(states == 0).any(0)] = 0
        together = np.array([any(set(words) <= said for said in texts) for texts in self._words])
        found[(states == 1).all(0) & (together if len(words) > 1 else True)] = 1
        found[self._nameless] = np.nan
        if certainly is not None:
            found[certainly] = 1
        return found

    def _state(self, word: str) -> np.ndarray:
        """1 where a photo shows the word, 0 where not, 0.5 where one caption names it, NaN where unknown."""
        if word not in self._states:
            nearness = np.maximum.reduceat(
                (self._vectors @ self._pack.encode_texts([word])[0])[self._rows], self._starts
            )
            named = np.array([sum(word in said for said in texts) for texts in self._words])
            unrelated = np.where(self._labelled, UNRELATED_LABEL, UNRELATED_CAPTION)
            state = np.where(nearness < unrelated, 0.0, np.nan)
            if word in ANYWHERE:
                state[self._labelled] = np.nan
            state[named >= 1] = np.where(self._labelled, 1.0, 0.5)[named >= 1]
            state[named >= 2] = 1.0
            self._states[word] = state
        return self._states[word]

    def alike(self, example: int) -> np.ndarray:
        """1 where a photo shows the same kind of thing as the example, 0 where not, NaN where unknown: float [n]."""
        middles = np.add.reduceat(self._vectors[self._rows], self._starts)
        middles /= np.linalg.norm(middles, axis=1, keepdims=True)
        nearness = middles @ middles[example]
        found = np.where(nearness < UNALIKE, 0.0, np.nan)
        found[nearness > ALIKE] = 1.0
        found[self._nameless] = np.nan
        return found


@dataclass
class Question:
    """Something asked of the library of all photos: what is known of the answer, and the answer given today.

    `scores` are probabilities, float [n]. `look` gives the features, [m, k], that the photos at m positions have in a
    library of their own.
    """

    text: str
    kind: str
    truth: np.ndarray
    scores: np.ndarray
    look: Callable[[np.ndarray], np.ndarray]


def questions(samples: Sequence[Sample], library: Library, pack: Pack, seed: int = 5) -> list[Question]:
    """Words, phrases from human captions, absent things, nonsense and examples, asked of a library of these photos."""
    rng = random.Random(seed)
    knowledge, gatherer, snapshot = Knowledge(samples, pack), Gatherer(pack), take_snapshot(library, pack)
    asked: list[tuple[str, str, np.ndarray]] = []
    names = sorted({s.name for s in samples if s.name})
    others = rng.sample(sorted(set(pack.tag_names) - set(names)), 120)
    asked += [(text, "word", knowledge.shows(text)) for text in dict.fromkeys([*names, *WORDS, *ABSENT, *others])]
    for i, sample in enumerate(samples):
        for caption in rng.sample(sample.captions, min(2, len(sample.captions))):
            phrase = short_query(caption, rng)
            if len(content_words(phrase)) > 1:
                asked.append((phrase, "phrase", knowledge.shows(phrase, certainly=i)))
    asked += [(text, "nonsense", np.zeros(len(samples))) for text in NONSENSE]
    found = []
    for text, kind, truth in asked:
        evidence = gatherer.gather(text, pack.encode_texts([text])[0], snapshot)
        found.append(Question(text, kind, truth, relevance(evidence), partial(_evidence_columns, evidence)))
    for i in rng.sample(range(len(samples)), min(EXAMPLES, len(samples))):
        cosines = snapshot.image_scores(snapshot.image_vector(i))
        truth = knowledge.alike(i)
        truth[i] = np.nan
        look = partial(_cosine_columns, cosines)
        found.append(Question(samples[i].path, "example", truth, resemblance(cosines, len(cosines)), look))
    return found


def _evidence_columns(evidence: Evidence, at: np.ndarray) -> np.ndarray:
    return np.stack([np.broadcast_to(column, len(at)) for column in features(evidence.at(at)).values()], axis=1)


def _cosine_columns(cosines: np.ndarray, at: np.ndarray) -> np.ndarray:
    return np.stack(
        [np.broadcast_to(column, len(at)) for column in likeness_features(cosines[at], len(at)).values()], axis=1
    )


def short_query(caption: str, rng: random.Random) -> str:
    """Up to five words in a row of a caption, as somebody would type them; mostly without the little words."""
    words = caption.lower().replace(".", "").replace(",", "").split()
    if rng.random() < 0.7:
        words = [word for word in words if content_words(word)] or words
    size = min(len(words), rng.choice((2, 3, 3, 4, 5)))
    start = rng.randrange(len(words) - size + 1)
    return " ".join(words[start : start + size])


@dataclass
class Shelf:
    """A small library taken out of the large one: a question, what is known, and the features of each photo."""

    question: Question
    truth: np.ndarray
    features: np.ndarray


def shelves(asked: Sequence[Question], shares: Mapping[str, float], seed: int = 0) -> list[Shelf]:
    """Libraries of 1 to 700 photos: without the thing asked for, with nothing else, and with some of it.

    `shares` says how many of the questions are of which kind.
    """
    rng = np.random.default_rng(seed)
    by_kind = {kind: [q for q in asked if q.kind == kind] for kind in shares}
    made = []
    while len(made) < LIBRARIES:
        kind = rng.choice(list(shares), p=list(shares.values()))
        question = by_kind[kind][rng.integers(len(by_kind[kind]))]
        shown, missing = np.flatnonzero(question.truth == 1), np.flatnonzero(question.truth == 0)
        size, mode = int(rng.choice(LIBRARY_SIZES)), rng.random()
        if mode < 0.25 or len(shown) == 0:
            share = 0
        else:
            share = size if mode < 0.4 else max(1, round(size * float(rng.choice([0.02, 0.1, 0.3, 0.6]))))
        share = min(share, len(shown))
        chosen = np.concatenate(
            [
                rng.choice(shown, share, replace=False),
                rng.choice(missing, min(max(size - share, 0) if mode >= 0.4 or share == 0 else 0, len(missing)), False),
            ]
        ).astype(int)
        if len(chosen):
            made.append(Shelf(question, question.truth[chosen], question.look(chosen)))
    return made


def fit(made: Sequence[Shelf], weights: Weights | LikenessWeights, seed: int = 0) -> list[str]:
    """Logistic regression over shelves: each shelf's shown and missing photos weigh as the root of their number.

    A weight that comes out below zero is set to zero: more evidence may never make a photo less likely.
    """
    rng = np.random.default_rng(seed)
    names = [f.name for f in fields(weights)]
    rows, truths, shares = [], [], []
    for shelf in made:
        for value in (0, 1):
            at = np.flatnonzero(shelf.truth == value)
            weight = np.ones(len(at))
            if len(at) > HARDEST + OTHERS:
                at = at[np.argsort(-shelf.features[at, MAIN])]
                at = np.concatenate([at[:HARDEST], rng.choice(at[HARDEST:], OTHERS, replace=False)])
                total = (shelf.truth == value).sum()
                weight = np.concatenate([np.ones(HARDEST), np.full(OTHERS, (total - HARDEST) / OTHERS)])
            rows.append(shelf.features[at])
            truths.append(shelf.truth[at])
            shares.append(weight / max((shelf.truth == value).sum(), 1) ** 0.5)
    x, y, w = np.concatenate(rows).astype(np.float64), np.concatenate(truths), np.concatenate(shares)
    free = [i for i, name in enumerate(names) if name not in SET_BY_HAND]
    given = sum(getattr(weights, name) * x[:, i] for i, name in enumerate(names) if name in SET_BY_HAND)
    while True:
        b = np.zeros(len(free))
        for _ in range(40):
            p = 1 / (1 + np.exp(-x[:, free] @ b - given))
            hessian = (x[:, free] * (w * p * (1 - p))[:, None]).T @ x[:, free] + 1e-3 * np.eye(len(free))
            b += np.linalg.solve(hessian, x[:, free].T @ (w * (y - p)) - 1e-3 * b)
        negative = [i for i, value in zip(free, b, strict=True) if value < 0 and names[i] != "base"]
        if not negative:
            loss = -np.average(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9), weights=w)
            return [f"log loss {loss:.4f}", *(f"    {names[i]} = {v:.2f}" for i, v in zip(free, b, strict=True))]
        free = [i for i in free if i not in negative]


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


def small_report(made: Sequence[Shelf], weights: Weights | LikenessWeights) -> list[str]:
    """Figures for libraries of up to 24 photos."""
    values = np.array([getattr(weights, f.name) for f in fields(weights)])
    rows: dict[str, list[tuple[float, float]]] = {}
    for shelf in made:
        if len(shelf.truth) > 24:
            continue
        likely = shelf.features @ values >= np.log(LIKELY / (1 - LIKELY))
        shown = shelf.truth == 1
        with_some = "mixed" if shown.any() and (~shown).any() else "all show it" if shown.any() else "none shows it"
        right = likely[shown].mean() if shown.any() else np.nan
        rows.setdefault(f"{shelf.question.kind}, {with_some}", []).append(
            (likely[~shown].any() if (~shown).any() else np.nan, right)
        )
    lines = []
    for name, pairs in sorted(rows.items()):
        wrong, right = [a for a, _ in pairs if a == a], [b for _, b in pairs if b == b]
        lines.append(
            f"{name}: {len(pairs)} libraries of 1 to 24"
            + (f", a wrong photo likely in {np.mean(wrong):.3f}" if wrong else "")
            + (f", right photos likely {np.mean(right):.3f}" if right else "")
        )
    return lines


def samples_of(shared: Path, split: str, photos: int, seed: int = 1) -> list[Sample]:
    """The photos to study. Measuring takes Flickr8k's `dev` along with the labelled sets' `held`."""
    splits = {"dev", "held"} if split == "held" else {split}
    samples = [s for s in list_samples(shared) if s.split in splits]
    return sorted(random.Random(seed).sample(samples, min(photos, len(samples))), key=lambda s: s.path)


def main() -> None:
    from app.vision.pack import Pack

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--photos", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    samples = samples_of(options.shared, "tune" if options.fit else "held", options.photos)
    pack = Pack.load()
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library", write=True) as library:
        paths = [options.shared / "data" / s.path for s in samples]
        # The photos are entered under numbers: their real names would give the labels away.
        names = [str(Path(folder) / "photos" / f"{i:05}.jpg") for i in range(len(paths))]
        (Path(folder) / "photos").mkdir()
        describe_into(library, pack, paths, names=names)
        asked = questions(samples, library, pack)
    lines = [f"{len(samples)} photos, {len(asked)} queries"]
    lines += [f"{name}: {value:.3f}" for name, value in figures(asked).items()]
    for weights, shares in ((WEIGHTS, TEXT_SHARES), (LIKENESS_WEIGHTS, EXAMPLE_SHARES)):
        made = shelves(asked, shares, options.seed)
        lines += small_report(made, weights)
        if options.fit:
            lines += fit(made, weights, options.seed)
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
