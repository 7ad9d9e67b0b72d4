"""Which photos a query asks for, as far as people said what is in them; docs/search-evaluation.md tells the rules.

A grade is 2 (certainly), 1 (shown), 0 (not shown) or NaN: nobody can tell. A labelled photo shows its label and what
that is an instance of. A photo of Flickr8k shows what two of its five human captions name, and a phrase where one
caption holds all of it while a second one names the main thing. Silence means absence only for things that people
mention when they see them (a dog, not the sky or a hat), and where no caption names anything of their kin. What else a
labelled photo may show is unknown as far as `perhaps` says so; photos without label and caption are always unknown.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.bench._photosets import Sample
from app.domain import Triplet
from app.language.triplets import triplets
from app.language.words import VERB_FORMS, base_form, tokens

Grades = NDArray[np.float64]
Half = Literal["tuning", "reporting"]

FOLDER = Path(__file__).parent
# Kinds to which nothing in the library is an answer.
EMPTY_KINDS = ("absent", "nonsense")
LEAST_RELEVANT = 3  # a query with fewer relevant photos says too little; a name has as many as bear it
_KIB = 1.024  # between 10 kB and 10 KiB lies what people mean by either
_EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and how its answer is known: `shows` concepts, the main one first, all in one picture, joined by the
    predicates `relation` where there are such; `any_of` these suffices; none of `without`; only photos that `only`
    names."""

    text: str
    kind: str
    shows: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()
    only: tuple[tuple[str, Any], ...] = ()
    never: str = ""  # words of an absent thing that stand in no caption and no label
    half: Half = "reporting"

    @property
    def words(self) -> str:
        """The text without its filters, as far as those stand in the grammar of keys."""
        return " ".join(word for word in self.text.split() if ":" not in word) if self.only else self.text


def load_queries(path: Path = FOLDER / "search_queries.json") -> list[Asked]:
    """The query set. The queries of each kind, in the order of their texts' SHA-1, go to the halves by turns."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    order = sorted(rows, key=lambda row: (row["kind"], hashlib.sha1(row["text"].encode()).digest()))
    before: dict[str, int] = {}
    halves: dict[str, Half] = {}
    for row in order:
        turn = before[row["kind"]] = before.get(row["kind"], 0) + 1
        halves[row["text"]] = "tuning" if turn % 2 else "reporting"
    return [
        Asked(
            row["text"],
            row["kind"],
            tuple(row.get("shows", ())),
            tuple(row.get("any", ())),
            tuple(row.get("without", ())),
            tuple(row.get("relation", ())),
            tuple(sorted(row.get("filter", {}).items())),
            row.get("never", ""),
            halves[row["text"]],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Concept:
    """How a thing is known. Captions name it by `words`, unless by `besides`; photos with one of `labels` show it,
    those with one of `perhaps` may; where a caption holds `kin` its silence tells nothing, and nowhere if `hidden`."""

    words: frozenset[str]
    labels: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    besides: frozenset[str] = frozenset()
    hidden: bool = False


def load_concepts(path: Path = FOLDER / "search_concepts.json") -> dict[str, Concept]:
    """The concepts by name, each with what it is made of."""
    rows: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))

    def made(name: str) -> Concept:
        row = rows[name]
        parts = [made(part) for part in row.get("of", "").split("; ") if part]
        own = Concept(
            _phrases(row.get("words", "")),
            frozenset(row.get("labels", "").split()),
            frozenset(row.get("perhaps", "").split()),
            _phrases(row.get("kin", "")),
            _phrases(row.get("not", "")),
            bool(row.get("hidden", False)),
        )
        return joined([own, *parts])

    return {name: made(name) for name in rows}


def joined(concepts: Sequence[Concept]) -> Concept:
    """The concept of any of these."""
    labels = frozenset().union(*(one.labels for one in concepts))
    return Concept(
        frozenset().union(*(one.words for one in concepts)),
        labels,
        frozenset().union(*(one.perhaps for one in concepts)) - labels,
        frozenset().union(*(one.kin for one in concepts)),
        frozenset().union(*(one.besides for one in concepts)),
        any(one.hidden for one in concepts),
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file of a photo says; `folder` is the photo set's."""

    folder: str
    name: str
    size: int
    type: str
    width: int
    height: int
    day: date


class Captions:
    """The human captions of all photos, word by word in base forms."""

    def __init__(self, captions: Sequence[Sequence[str]]) -> None:
        self.owner = np.repeat(np.arange(len(captions)), [len(some) for some in captions])
        self.texts = [text for some in captions for text in some]
        self._plain = [_plain(text) for text in self.texts]
        places: dict[str, list[int]] = {}
        for at, text in enumerate(self._plain):
            for word in set(text.split()):
                places.setdefault(word, []).append(at)
        self._places = {word: frozenset(found) for word, found in places.items()}

    def holding(self, phrases: frozenset[str]) -> NDArray[np.bool_]:
        """Which captions hold one of these phrases: bool [captions]."""
        found = np.zeros(len(self.texts), np.bool_)
        for phrase in phrases:
            words = phrase.split()
            among = [self._places.get(word, frozenset()) for word in words]
            some = frozenset.intersection(*among) if among else frozenset()
            if len(words) > 1:
                some = frozenset(at for at in some if f" {phrase} " in self._plain[at])
            found[list(some)] = True
        return found


class Truth:
    """What is known of these photos. `facts` are their files', None for a photo that the library does not have."""

    def __init__(
        self, samples: Sequence[Sample], facts: Sequence[Facts | None], concepts: dict[str, Concept] | None = None
    ) -> None:
        self._samples, self._facts = samples, facts
        self._concepts = load_concepts() if concepts is None else concepts
        self._captions = Captions([sample.captions for sample in samples])
        self._labels = np.array([sample.label for sample in samples], dtype=object)
        self._told = np.array([bool(sample.captions) for sample in samples], np.bool_)
        self._mute = ~self._told & np.array([not sample.name for sample in samples], np.bool_)
        self._known: dict[Concept, tuple[Grades, NDArray[np.bool_]]] = {}

    def grades(self, asked: Asked) -> Grades:
        """How well each photo answers, float64 [n]; 0 everywhere for what nothing answers."""
        if asked.kind in EMPTY_KINDS:
            return np.zeros(len(self._samples))
        if asked.relation:
            found = self._related(asked)
        elif asked.any_of:
            found = self._shown(joined([self._concepts[name] for name in asked.any_of]))[0].copy()
        elif asked.shows:
            found = self._together(asked.shows)
        else:
            found = np.full(len(self._samples), 2.0)
        for name in asked.without:
            # What five people do not mention, nor anything of its kind, is taken for absent, even a hat.
            unwanted = self._shown(replace(self._concepts[name], hidden=False))[0]
            found[unwanted > 0] = 0
            found[np.isnan(unwanted) & (found != 0)] = np.nan
        if asked.only:
            fits = np.array([np.nan if one is None else fitting(one, dict(asked.only)) for one in self._facts])
            found[np.isnan(fits) & (found != 0)] = np.nan
            found[fits == 0] = 0
        return found

    def _shown(self, concept: Concept) -> tuple[Grades, NDArray[np.bool_]]:
        """The grades of one thing, and which captions name it."""
        if concept not in self._known:
            named = self._captions.holding(concept.words) & ~self._captions.holding(concept.besides)
            count = self._count(named)
            grades = np.zeros(len(self._samples))
            grades[self._count(self._captions.holding(concept.kin)) > 0] = np.nan
            if concept.hidden:
                grades[:] = np.nan
            grades[count == 1], grades[count == 2], grades[count > 2] = np.nan, 1.0, 2.0
            labelled = ~self._told
            grades[labelled] = np.nan if _EVERYWHERE in concept.perhaps else 0.0
            grades[labelled & np.isin(self._labels, list(concept.perhaps))] = np.nan
            grades[labelled & np.isin(self._labels, list(concept.labels))] = 2.0
            grades[self._mute] = np.nan
            self._known[concept] = grades, named
        return self._known[concept]

    def _together(self, names: Sequence[str]) -> Grades:
        """All of several things in one picture, the main one first."""
        known = [self._shown(self._concepts[name]) for name in names]
        if len(known) == 1:
            return known[0][0].copy()
        return self._joined(known, np.logical_and.reduce([named for _, named in known]))

    def _joined(self, known: Sequence[tuple[Grades, NDArray[np.bool_]]], whole: NDArray[np.bool_]) -> Grades:
        """Grades from those of the parts, and from the captions that hold the whole."""
        parts = np.stack([grades for grades, _ in known])
        found = np.where((parts == 0).any(axis=0), 0.0, np.nan)
        held, main = self._count(whole), self._count(known[0][1])
        found[(held == 1) & (main >= 2)] = 1.0
        found[held >= 2] = 2.0
        certain = ~self._told & (parts > 0).all(axis=0)
        found[certain] = parts.min(axis=0)[certain]
        return found

    def _related(self, asked: Asked) -> Grades:
        """Two things in a relation that the language room reads from a caption."""
        subject, thing = (self._shown(self._concepts[name]) for name in asked.shows)
        subject_words, thing_words = (self._concepts[name].words for name in asked.shows)
        predicates = {_plain(predicate).strip() for predicate in asked.relation}
        both = subject[1] & thing[1]
        whole = np.zeros(len(both), np.bool_)
        for at in np.flatnonzero(both):
            whole[at] = any(
                _names(one.subject, subject_words)
                and _plain(one.predicate).strip() in predicates
                and _names(one.object, thing_words)
                for one in _triplets(self._captions.texts[at])
            )
        found = self._joined([subject, thing], whole)
        found[~self._told & (found > 0)] = np.nan  # a label tells nothing of what anybody does
        verbs = frozenset(word for one in predicates for word in one.split()[:1] if word in VERB_FORMS)
        if verbs and all(one.split()[0] in VERB_FORMS or one in {"on", "in", "with"} for one in predicates):
            unsaid = self._count(self._captions.holding(verbs)) == 0
            apart = (subject[0] > 0) & (thing[0] > 0) & unsaid & (self._count(whole) == 0) & self._told
            if not predicates & {"on", "in", "with"}:
                found[apart] = 0.0
        return found

    def _count(self, captions: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many of each photo's captions: int64 [n]."""
        return np.bincount(self._captions.owner[captions], minlength=len(self._samples))


def fitting(facts: Facts, only: dict[str, Any]) -> float:
    """1 where a file fulfils all conditions, 0 where not one, NaN where that depends on how many bytes a kB has."""
    sure = [
        only.get("in", facts.folder) == facts.folder,
        only.get("not_in") != facts.folder,
        only.get("type", facts.type) == facts.type,
        str(only.get("name", "")).lower() in facts.name.lower(),
        only.get("since", "") <= facts.day.isoformat(),
        facts.day.isoformat() <= only.get("until", "9999"),
        only.get("orientation") in (None, _orientation(facts.width, facts.height)),
        facts.size > only.get("min_bytes", -1),
        facts.size < only.get("max_bytes", float("inf")) * _KIB,
    ]
    if not all(sure):
        return 0.0
    doubtful = facts.size <= only.get("min_bytes", -1) * _KIB or facts.size >= only.get("max_bytes", float("inf"))
    return float("nan") if doubtful and not {"min_bytes", "max_bytes"}.isdisjoint(only) else 1.0


def _orientation(width: int, height: int) -> str:
    return "landscape" if width > height else "portrait" if height > width else "square"


def _names(thing: str, phrases: frozenset[str]) -> bool:
    """Whether a triplet's noun is one of these, or has one of these as its last words: "tennis ball" is a ball."""
    plain = _plain(thing)
    return any(plain.endswith(f" {phrase} ") for phrase in phrases)


@lru_cache(maxsize=20_000)
def _triplets(caption: str) -> tuple[Triplet, ...]:
    return tuple(triplets(caption))


def _plain(text: str) -> str:
    return f" {' '.join(base_form(word) for word in tokens(text))} "


def _phrases(text: str) -> frozenset[str]:
    return frozenset(_plain(phrase).strip() for phrase in re.split(", *", text) if phrase)
