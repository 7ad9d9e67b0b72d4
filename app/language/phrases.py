"""From tagged tokens to phrases: noun phrases, verb groups, prepositions and joints. No meaning is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache

from app.language import lexicon as lex
from app.language import lexicon_nouns as nouns
from app.language.tagging import Token
from app.language.tokens import Tag
from app.language.words import CACHED_WORDS, VERB_FORMS, singular, verb_base


class Kind(Enum):
    """What a noun names, as far as a rule asks."""

    PERSON = auto()
    ANIMAL = auto()
    THING = auto()


class Form(Enum):
    """How a verb group stands in its sentence."""

    FINITE = auto()
    GERUND = auto()
    PARTICIPLE = auto()
    INFINITIVE = auto()


@dataclass(slots=True)
class NounPhrase:
    """One or more things named together. `heads` are base forms; none where a pronoun stands ("it", "another")."""

    heads: list[str]
    kind: Kind = Kind.THING
    article: bool = False  # a, an: one thing
    possessive: bool = False  # his, its
    bare: bool = True  # no determiner
    negated: bool = False  # "no shirt"
    pronoun: str = ""

    @property
    def animate(self) -> bool:
        return self.kind is not Kind.THING

    @property
    def worn(self) -> bool:
        return self.last_word in nouns.CLOTHES

    @property
    def last_word(self) -> str:
        """The noun that says what it is: "ball" of "tennis ball"."""
        return self.heads[-1].rpartition(" ")[2] if self.heads else ""


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries. A copula ("is on") has the base "be"."""

    base: str
    form: Form
    passive: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Preposition:
    """One preposition, or several in a row ("up to"), as they go into a predicate."""

    word: str


@dataclass(frozen=True, slots=True)
class Predicative:
    """An adjective outside a noun phrase: "is ready", "a bowl full"."""

    word: str


class Joint(Enum):
    """What holds phrases together."""

    AND = auto()
    COMMA = auto()
    CLAUSE = auto()  # while, as, but: a new clause
    WHO = auto()
    THAT = auto()  # that, which


Item = NounPhrase | VerbGroup | Preposition | Predicative | Joint

_PERSON_ENDINGS = ("man", "woman", "boy", "girl", "ist", "person", "child", "mother", "father")
_JOINTS = {
    Tag.CONJUNCTION: Joint.AND,
    Tag.COMMA: Joint.COMMA,
    Tag.SUBORDINATOR: Joint.CLAUSE,
    Tag.RELATIVE: Joint.THAT,
}
_AUXILIARY = frozenset({Tag.BE, Tag.HAVE, Tag.MODAL})
_FORMS = {
    Tag.FINITE: Form.FINITE,
    Tag.INFINITIVE: Form.INFINITIVE,
    Tag.GERUND: Form.GERUND,
    Tag.PARTICIPLE: Form.PARTICIPLE,
}
_NOUN_PHRASE = frozenset({Tag.DETERMINER, Tag.ADJECTIVE, Tag.NOUN})
_SKIPPED_IN_VERB = frozenset({Tag.ADVERB, Tag.NOT})


@lru_cache(maxsize=CACHED_WORDS)
def kind_of(noun: str) -> Kind:
    """The kind of a noun in base form; of a compound, the last word counts."""
    last = noun.rpartition(" ")[2]
    if last in nouns.PEOPLE:
        return Kind.PERSON
    if last in nouns.ANIMALS or last.endswith("fish"):
        return Kind.ANIMAL
    if last in nouns.NOT_PEOPLE or last in nouns.CLOTHES or last in nouns.BODY:
        return Kind.THING
    if (
        last.endswith(_PERSON_ENDINGS)
        and len(last) > 4
        and not last.endswith(("mist", "wrist", "twist", "fist", "list"))
    ):
        return Kind.PERSON
    if last.endswith("er") and len(last) > 4:
        stem = last[:-2]
        if any(root in VERB_FORMS for root in (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem)):
            return Kind.PERSON
    return Kind.THING


@dataclass(slots=True)
class _Chunker:
    tokens: Sequence[Token]
    items: list[Item] = field(default_factory=list)
    at: int = 0

    def run(self) -> list[Item]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            tag = token.tag
            if tag in _NOUN_PHRASE:
                self._noun_phrase()
            elif tag in _FORMS:
                self.items.append(VerbGroup(verb_base(token.word), _FORMS[tag], passive=tag is Tag.PARTICIPLE))
                self.at += 1
            elif tag in _AUXILIARY:
                self._auxiliary()
            elif tag is Tag.PREPOSITION:
                self._preposition()
            elif tag is Tag.PRONOUN:
                self.items.append(NounPhrase([], pronoun=token.word))
                self.at += 1
            elif tag is Tag.EXISTENTIAL:
                self.at += 2  # "there is": only what follows counts
            else:
                joint = _JOINTS.get(tag)
                if joint is not None:
                    self.items.append(Joint.WHO if token.word == "who" else joint)
                self.at += 1
        return self.items

    def _tag(self, at: int) -> Tag | None:
        return self.tokens[at].tag if at < len(self.tokens) else None

    def _noun_phrase(self) -> None:
        start = self.at
        phrase = NounPhrase([])
        nouns: list[str] = []
        adjective = ""
        lone = ""
        while (tag := self._tag(self.at)) is not None:
            word = self.tokens[self.at].word
            if tag is Tag.NOUN:
                nouns.append(word)
            elif tag is Tag.POSSESSIVE and nouns:
                nouns.clear()
                phrase.possessive = True
            elif tag is Tag.ADJECTIVE:
                if nouns and self._tag(self.at + 1) not in (Tag.NOUN, Tag.ADJECTIVE):
                    break
                if nouns and adjective == "" and kind_of(singular(nouns[-1])) is not Kind.THING:
                    break  # "a man barefoot": not before its noun
                nouns.clear()
                adjective = word
            elif tag is Tag.DETERMINER:
                if nouns or adjective:
                    break
                phrase.article = word in ("a", "an", "one")
                phrase.negated = phrase.negated or word == "no"
                phrase.possessive = phrase.possessive or word in ("his", "her", "its", "their")
                phrase.bare = False
                lone = word
            elif tag is Tag.ADVERB:
                if nouns or self._tag(self.at + 1) not in (Tag.ADJECTIVE, Tag.NOUN):
                    break
            elif tag in (Tag.COMMA, Tag.CONJUNCTION) and adjective and not nouns:
                if not self._adjectives_go_on():
                    break
            else:
                break
            self.at += 1
        if len(nouns) > 1 and nouns[-1] in lex.SPORT_WORDS and self._tag(self.at) is Tag.GERUND:
            nouns.pop()
        if nouns:
            nouns[-1] = singular(nouns[-1])
            phrase.heads.append(" ".join(nouns))
            phrase.kind = kind_of(phrase.heads[0])
            self.items.append(phrase)
        elif adjective and lone and self._ellipsis():
            pass  # "a black and a white dog": the noun comes later
        elif adjective:
            after = self.items[-1] if self.items else None
            if lone or isinstance(after, Preposition) or (after is Joint.AND and self._joins_adjectives()):
                phrase.heads.append(adjective)
                self.items.append(phrase)
            else:
                self.items.append(Predicative(adjective))
        elif lone in lex.LONE_DETERMINERS:
            phrase.pronoun = lone
            self.items.append(phrase)
        if self.at == start:
            self.at += 1

    def _adjectives_go_on(self) -> bool:
        """After "red": do ", white and blue shirt" or "and white dog" follow, up to a noun?"""
        at = self.at + 1
        while self._tag(at) in (Tag.COMMA, Tag.CONJUNCTION, Tag.ADJECTIVE, Tag.ADVERB):
            at += 1
        return self._tag(at) is Tag.NOUN and self._tag(at - 1) is Tag.ADJECTIVE

    def _ellipsis(self) -> bool:
        tags = [self._tag(self.at + ahead) for ahead in range(4)]
        return tags == [Tag.CONJUNCTION, Tag.DETERMINER, Tag.ADJECTIVE, Tag.NOUN]

    def _joins_adjectives(self) -> bool:
        """ "dressed in black and white": the second colour is named like the first."""
        before = self.items[-2] if len(self.items) > 1 else None
        return isinstance(before, NounPhrase) and before.last_word in lex.ADJECTIVES

    def _auxiliary(self) -> None:
        """be / have / can and what they help; the copula where no verb follows."""
        first = self.tokens[self.at]
        at = self.at + 1
        negated = False
        kind = first.tag
        being = first.word == "being"
        while (tag := self._tag(at)) in _SKIPPED_IN_VERB or tag is Tag.BE or (tag is Tag.HAVE and kind is Tag.MODAL):
            negated = negated or tag is Tag.NOT
            being = being or self.tokens[at].word == "being"
            kind = tag if tag in _AUXILIARY else kind
            at += 1
        form = Form.GERUND if first.word in ("being", "having") else Form.FINITE
        if tag in _FORMS and not (kind is Tag.HAVE and tag is Tag.GERUND):
            passive = tag is Tag.PARTICIPLE and kind is Tag.BE
            self.items.append(VerbGroup(verb_base(self.tokens[at].word), form, passive, negated))
            self.at = at + 1
            return
        base = {Tag.BE: "be", Tag.HAVE: "have"}.get(kind, "")
        if base:
            self.items.append(VerbGroup(base, form, negated=negated))
        self.at = self.at + 1 if kind is Tag.HAVE else at

    def _preposition(self) -> None:
        words: list[str] = []
        while True:
            tag = self._tag(self.at)
            if tag is Tag.PREPOSITION:
                words.append(self.tokens[self.at].word)
            elif not (tag is Tag.ADVERB and words and self._tag(self.at + 1) is Tag.PREPOSITION):
                break
            self.at += 1
        while len(words) > 1 and words[0] in lex.PLACE_ADVERBS:
            words.pop(0)
        self.items.append(Preposition(" ".join(words)))


def phrases(tokens: Sequence[Token]) -> list[Item]:
    """The phrases of a tagged caption, in order."""
    return _Chunker(tokens).run()
