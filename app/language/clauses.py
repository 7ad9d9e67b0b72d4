"""Who governs what: the state of a clause while it is read, and the rules that attach a phrase to a noun or a verb."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.language import lexicon_nouns as nouns
from app.language import lexicon_verbs as verbs
from app.language.phrases import Joint, Kind, NounPhrase, VerbGroup


@dataclass(slots=True)
class Link:
    """A noun phrase in its place: who governs it and by which predicate, so that "and ..." can repeat it."""

    phrase: NounPhrase
    governors: list[str] = field(default_factory=list)
    predicates: list[str] = field(default_factory=list)
    inverted: bool = False  # the phrase is the agent: "held by a man"
    how: str = ""  # the preposition, "" for a subject or a direct object
    last: NounPhrase | None = None  # of several joined by "and", the one named last
    apart: bool = False  # the others have a phrase of their own: "a girl with a ponytail and a boy ..."

    def governed_by(self, words: frozenset[str]) -> bool:
        return any(governor.rpartition(" ")[2] in words for governor in self.governors)

    def owner(self, phrase: NounPhrase) -> NounPhrase:
        """Who has `phrase`: "two women and a man in a hat" says it of the man, "... in hats" of all."""
        return self.last if self.last is not None and (phrase.article or self.apart) else self.phrase


@dataclass(slots=True)
class Clause:
    """Where the reader stands: `links` from the subject to the nearest noun phrase, `verbs` that wait for objects."""

    subject: NounPhrase | None = None
    acting: NounPhrase | None = None  # the subject of the current verb; another one after "a man watching a dog run"
    links: list[Link] = field(default_factory=list)
    verbs: list[VerbGroup] = field(default_factory=list)
    first_after_verb: int = 0  # links from here on belong to the verb
    direct_object: bool = False
    outer: NounPhrase | None = None  # the subject that an aside interrupts: "two men, one in a hat, sit ..."

    @property
    def resumed(self) -> NounPhrase | None:
        """Whose verb it is after an aside."""
        return self.outer or self.subject

    def antecedent(self, verb: VerbGroup, relative: Joint) -> NounPhrase | None:
        """Whose verb follows "who" or "that": the nearest one who can do it, and for "that" the nearest noun."""
        links = self.links
        for link in reversed(links if relative is Joint.WHO else []):
            if link.phrase.kind is Kind.PERSON or (link.phrase.animate and verb.base not in verbs.HUMAN_VERBS):
                return link.phrase
        return links[-1].phrase if links else self.subject

    def participant(self, verb: VerbGroup) -> NounPhrase | None:
        """Who does what an "-ing" or "-ed" form says: the noun before it, or the one that noun belongs to."""
        if not self.links:
            return self.subject
        nearest = self.links[-1]
        if verb.passive and verb.base not in ("dress", "sit", "bear", "costume", "clothe"):
            return nearest.phrase
        if nearest.how == "with" and verb.base in verbs.THING_VERBS:
            return nearest.phrase  # "with its tongue hanging out"
        perceived = bool(self.verbs) and self.verbs[-1].base in verbs.PERCEPTION
        if perceived and len(self.links) > self.first_after_verb and verb.base in verbs.THING_VERBS:
            return nearest.phrase
        for link in reversed(self.links):
            kind = link.phrase.kind
            if kind is Kind.PERSON or (kind is Kind.ANIMAL and verb.base not in verbs.HUMAN_VERBS):
                return link.phrase
        if any(link.phrase.animate for link in self.links):
            return next(link.phrase for link in self.links if link.phrase.animate)
        if nearest.how == "with" or (nearest.how == "of" and self.links[0].phrase.last_word in nouns.PICTURES):
            return nearest.phrase
        return self.acting or self.subject

    def holder(self, word: str, phrase: NounPhrase) -> NounPhrase | None:
        """The nearest noun phrase, where the preposition belongs to it and not to the verb or the subject."""
        link = self.links[-1]
        nearest = link.phrase
        has_verb = bool(self.verbs)
        after_verb = has_verb and len(self.links) > self.first_after_verb
        if word in ("of", "full of") or phrase.last_word in nouns.STATES:
            return nearest
        if link.how == "with" and self.belongs_to_with(link, phrase):
            return nearest
        if link.how == "of" and (after_verb or nearest.animate) and link.governed_by(nouns.PICTURES):
            return nearest
        dressed = word == "in" and nearest.animate and phrase.last_word in nouns.CLOTHES
        if dressed and (after_verb or not has_verb):
            return link.owner(phrase)
        if has_verb and not after_verb:
            return None
        base = self.verbs[-1].base if has_verb else ""
        if base == "have":
            return None if nearest.last_word in verbs.HAD_ACTIONS else nearest
        if base == "wear" and phrase.last_word in nouns.BODY:
            return nearest
        if word == "with":
            return self.holder_of_with(link, phrase)
        return nearest if base in verbs.PERCEPTION and nearest.animate and self.direct_object else None

    def belongs_to_with(self, link: Link, phrase: NounPhrase) -> bool:
        """ "with mountains in the background", "with a ball in its mouth", "with a dog on a leash"."""
        if phrase.last_word in nouns.BACKDROPS or phrase.last_word in nouns.BODY or link.phrase.last_word in nouns.BODY:
            return True
        if phrase.last_word == "leash" or any(
            governor.rpartition(" ")[2] in nouns.ROOMS for governor in link.governors
        ):
            return True
        return not self.verbs and not self.links[0].phrase.animate

    def holder_of_with(self, link: Link, phrase: NounPhrase) -> NounPhrase | None:
        nearest = link.phrase
        limb = nearest.last_word in nouns.BODY and bool(self.verbs)  # "shakes hands with"
        if phrase.possessive or limb or phrase.last_word in nouns.BODY and not nearest.animate:
            return None  # "with his mouth open"
        if nearest.last_word in nouns.CLOTHES and phrase.last_word in nouns.CLOTHES:
            return None  # "in a uniform with a helmet": both are worn
        holds = nearest.last_word in nouns.HOLDERS or phrase.last_word in nouns.SCENERY
        if nearest.animate or holds or (nearest.last_word in nouns.ROOMS and not phrase.animate and not phrase.article):
            return link.owner(phrase)
        if self.verbs and self.direct_object and len(self.links) == self.first_after_verb + 1:
            return None if self.verbs[-1].base in verbs.WITH_TOOL else nearest
        return None
