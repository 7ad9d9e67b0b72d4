"""Which word of a caption is a noun here, which a verb: rules over neighbours, one pass from left to right."""

from __future__ import annotations

from dataclasses import dataclass

from app.language import lexicon as lex
from app.language import lexicon_nouns as nouns
from app.language import lexicon_verbs as verbs
from app.language.tokens import Lexeme, Tag, lexeme, split
from app.language.words import singular, verb_base


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the caption, in lower case, with its tag. Words of one preposition are joined by spaces."""

    word: str
    tag: Tag


_NOMINAL_LEFT = frozenset({Tag.DETERMINER, Tag.ADJECTIVE, Tag.POSSESSIVE})
_VERBAL = frozenset({Tag.FINITE, Tag.INFINITIVE, Tag.GERUND, Tag.PARTICIPLE})
_OPENS_OBJECT = frozenset({Tag.DETERMINER, Tag.PREPOSITION, Tag.ADVERB, Tag.PRONOUN, Tag.TO, Tag.COMMA})
_BEFORE_VERB = frozenset({Tag.BE, Tag.NOUN, Tag.COMMA, Tag.TO, Tag.PRONOUN, Tag.RELATIVE, Tag.ADVERB})
_AFTER_VERB = frozenset({Tag.DETERMINER, Tag.PREPOSITION, Tag.ADVERB, Tag.PRONOUN})
_END = Lexeme("", Tag.COMMA, False, False, False, "")


class _Tagger:
    """One pass over one caption. `budget` counts finite verbs still owed: one per clause, one per relative pronoun."""

    def __init__(self, words: list[str]) -> None:
        self.lexemes = [lexeme(word) for word in words]
        self.tags: list[Tag] = []
        self.budget = 1
        self.coordinated = False  # two subjects were joined by "and" before any verb: the verb is plural
        self.last_verb: Tag | None = None
        self.last_base = ""

    def run(self) -> list[Tag]:
        lexemes, tags = self.lexemes, self.tags
        count = len(lexemes)
        for index, current in enumerate(lexemes):
            following = lexemes[index + 1] if index + 1 < count else _END
            tag = self._closed(index, current, following) if current.fixed is not None else None
            if tag is None:
                tag = self._open(index, current, following)
            self._remember(tag, current, following)
            tags.append(tag)
        return tags

    def _remember(self, tag: Tag, current: Lexeme, following: Lexeme) -> None:
        if tag in _VERBAL:
            self.last_verb = tag
            self.last_base = verb_base(current.word)
            self.coordinated = False
            if tag is Tag.FINITE:
                self.budget -= 1
        elif tag is Tag.BE or tag is Tag.HAVE or tag is Tag.MODAL:
            if current.word not in ("being", "been", "having"):
                self.budget -= 1
                self.last_verb = None
            self.coordinated = False
        elif tag is Tag.SUBORDINATOR:
            self.budget = 1
            self.last_verb = None
        elif tag is Tag.RELATIVE:
            self.budget = max(self.budget, 0) + 1
        elif tag is Tag.CONJUNCTION or tag is Tag.COMMA:
            if self.tags and self.tags[-1] is Tag.NOUN and self.last_verb is None and tag is Tag.CONJUNCTION:
                self.coordinated = True
            if following.fixed is Tag.DETERMINER and self.budget <= 0:
                self.budget = 1

    def _closed(self, index: int, current: Lexeme, following: Lexeme) -> Tag | None:
        """The tag of a closed-class word; None sends it on to the open classes."""
        word, tag = current.word, current.fixed
        previous = self.tags[-1] if self.tags else None
        if word == "her":
            return Tag.DETERMINER if following.nominal or following.verb else Tag.PRONOUN
        if word == "that" or word == "which":
            if previous in (Tag.NOUN, Tag.PREPOSITION, Tag.COMMA) and not (
                word == "that" and following.noun and not following.verb
            ):
                return Tag.RELATIVE
            return Tag.DETERMINER if following.nominal else Tag.RELATIVE
        if word == "there":
            return Tag.EXISTENTIAL if following.fixed is Tag.BE else Tag.ADVERB
        if word == "to":
            after = self.lexemes[index + 2] if index + 2 < len(self.lexemes) else _END
            if "B" in following.verb and following.fixed is None or following.word in ("be", "have", "do"):
                only_verb = not following.noun
                return (
                    Tag.TO
                    if only_verb or not (after.fixed is None and after.verb and not after.nominal)
                    else Tag.PREPOSITION
                )
            return Tag.PREPOSITION
        if word == "as":
            return self._as(index)
        if word in ("can", "will") and previous in (Tag.NOUN, Tag.DETERMINER, Tag.ADJECTIVE):
            after_noun = following.fixed in (Tag.BE, Tag.NOT) or "B" in following.verb
            return Tag.MODAL if previous is Tag.NOUN and after_noun else Tag.NOUN
        if word in ("do", "does", "did", "done"):
            if word == "done":
                return Tag.PARTICIPLE
            return Tag.MODAL if following.fixed is Tag.NOT else Tag.FINITE if previous is not Tag.TO else Tag.INFINITIVE
        if tag is Tag.ADVERB and current.noun and previous in _NOMINAL_LEFT and not following.nominal:
            return Tag.NOUN  # "on his back", "the right"
        if tag is Tag.ADVERB and current.adjective and following.noun and previous in _NOMINAL_LEFT:
            return Tag.ADJECTIVE
        if word in ("past", "inside", "outside", "opposite") and previous is Tag.DETERMINER:
            return Tag.ADJECTIVE if following.nominal else Tag.NOUN
        if tag is Tag.PRONOUN and previous is Tag.DETERMINER:
            return Tag.ADJECTIVE  # "a US flag"
        return tag

    def _as(self, index: int) -> Tag:
        """ "dressed as a clown" is a preposition; "as he jumps" opens a clause: it has a verb before its end."""
        if self.last_verb is Tag.PARTICIPLE and self.tags and self.tags[-1] is Tag.PARTICIPLE:
            return Tag.PREPOSITION
        before, joined = _END, False
        for later in self.lexemes[index + 1 :]:
            if later.fixed is Tag.BE or later.fixed is Tag.HAVE or later.fixed is Tag.MODAL:
                return Tag.SUBORDINATOR
            many = before.plural or joined
            joined = joined or later.fixed is Tag.CONJUNCTION
            if later.verb and not later.adjective and (not later.noun or "Z" in later.verb or many):
                return Tag.SUBORDINATOR
            before = later
            if later.fixed is Tag.COMMA:
                break
        return Tag.PREPOSITION

    def _open(self, index: int, current: Lexeme, following: Lexeme) -> Tag:
        verb = current.verb
        if current.adjective:
            tag = self._adjective(current, following)
            if tag is not None:
                return tag
        if not verb:
            return Tag.NOUN
        if "G" in verb:
            return self._gerund(current, following)
        if "Z" in verb:
            return self._third_person(current, following)
        if "B" in verb:
            tag = self._base(current, following)
            if tag is not Tag.NOUN or "N" not in verb:
                return tag
            if self.tags and (self.tags[-1] in _NOMINAL_LEFT or current.noun and self.tags[-1] is not Tag.NOUN):
                return Tag.NOUN
        if verb == "D" and not current.noun:
            return Tag.FINITE
        previous = self.tags[-1] if self.tags else None
        if current.noun and "B" not in verb and (previous in _NOMINAL_LEFT or previous is Tag.PREPOSITION):
            return Tag.NOUN  # "the ground", "a saw"
        return self._past(current, following)

    def _adjective(self, current: Lexeme, following: Lexeme) -> Tag | None:
        """An adjective before a noun, or alone; None where the word is rather a verb or a noun here."""
        previous = self.tags[-1] if self.tags else None
        if current.verb and not current.noun and previous in _BEFORE_VERB:
            if "N" in current.verb and (previous is not Tag.COMMA or not following.nominal):
                return None if following.fixed in (Tag.PREPOSITION, Tag.DETERMINER) else Tag.ADJECTIVE
            if previous is not Tag.COMMA and not following.noun:
                return None
        if current.verb and previous is Tag.TO:
            return None
        if following.nominal and not (
            "Z" in following.verb and current.noun and following.word not in nouns.NO_SINGULAR
        ):
            if (
                current.noun
                and following.verb
                and not following.adjective
                and previous in _NOMINAL_LEFT
                and "B" not in following.verb
            ):
                return Tag.NOUN
            return Tag.ADJECTIVE
        if "G" in following.verb and previous in _NOMINAL_LEFT and not current.noun:
            return Tag.ADJECTIVE
        if current.noun and previous is not Tag.BE:
            listed = previous is not Tag.DETERMINER or following.fixed is Tag.CONJUNCTION or following.word == ","
            if (
                listed
                and current.word in nouns.CLOTHES
                and current.word not in ("top", "fur", "leather", "gold", "silver")
            ):
                return Tag.ADJECTIVE
            if current.word in lex.NOUN_ADJECTIVES or previous in _NOMINAL_LEFT or previous is Tag.PREPOSITION:
                return Tag.NOUN
        return Tag.ADJECTIVE

    def _gerund(self, current: Lexeme, following: Lexeme) -> Tag:
        previous = self.tags[-1] if self.tags else None
        if following.word in lex.ING_NAMES.get(current.word, ()):
            return Tag.NOUN
        if (
            following.word in lex.MADE_FOR
            and previous is not Tag.NOUN
            and previous not in (Tag.BE, Tag.CONJUNCTION, Tag.ADVERB)
        ):
            return Tag.NOUN
        if current.noun:  # "building", "painting"
            if previous is Tag.BE or following.fixed in (Tag.DETERMINER, Tag.PRONOUN):
                return Tag.GERUND
            if previous in _NOMINAL_LEFT or previous is Tag.NOUN and following.fixed is not None:
                doer = previous is Tag.NOUN and singular(self.lexemes[len(self.tags) - 1].word) in nouns.PEOPLE
                return Tag.GERUND if doer else Tag.NOUN
            if previous is Tag.PREPOSITION:
                return Tag.NOUN
            return (
                Tag.GERUND
                if previous is Tag.NOUN or previous is Tag.ADVERB or previous is Tag.CONJUNCTION
                else Tag.NOUN
            )
        if previous is Tag.NOUN and following.word in lex.EVENTS:
            return Tag.NOUN  # "a speed skating competition"
        if previous in _NOMINAL_LEFT:
            if (
                following.nominal
                and "Z" not in following.verb
                or following.noun
                and "Z" in following.verb
                and following.plural
            ):
                lone = len(self.tags) > 0 and self.lexemes[len(self.tags) - 1].word in lex.LONE_DETERMINERS
                colour = previous is Tag.ADJECTIVE and self.lexemes[len(self.tags) - 1].noun
                return Tag.GERUND if lone or colour else Tag.ADJECTIVE
            if self.tags[-2:] == [Tag.DETERMINER, Tag.ADJECTIVE]:
                return Tag.NOUN  # "a rocky outcropping"
            if previous is Tag.DETERMINER and self.lexemes[len(self.tags) - 1].word in ("a", "an", "the"):
                return Tag.NOUN
        if previous is None and following.nominal and verb_base(current.word) in verbs.DESCRIBING:
            return Tag.ADJECTIVE
        return Tag.GERUND

    def _third_person(self, current: Lexeme, following: Lexeme) -> Tag:
        """ "plays", "waves": the verb of a clause that still owes one, else a plural noun."""
        previous = self.tags[-1] if self.tags else None
        if not current.noun:
            return Tag.NOUN if previous in (Tag.DETERMINER, Tag.POSSESSIVE) and not self._lone() else Tag.FINITE
        if previous is None or previous is Tag.POSSESSIVE:
            return Tag.NOUN
        if previous is Tag.DETERMINER:
            return Tag.FINITE if self._lone() and self.budget > 0 and following.fixed in _OPENS_OBJECT else Tag.NOUN
        if previous in (Tag.ADJECTIVE, Tag.PREPOSITION):
            alone = previous is Tag.ADJECTIVE and len(self.tags) > 1 and self.tags[-2] is Tag.PREPOSITION
            worn = self.lexemes[len(self.tags) - 1].word in nouns.CLOTHES
            opens = following.fixed in _OPENS_OBJECT and following.fixed is not Tag.COMMA
            if alone and worn and self.budget > 0 and opens and verb_base(current.word) not in verbs.MOSTLY_NOUNS:
                return Tag.FINITE  # "a woman in red walks by"
            particle = self.lexemes[len(self.tags) - 1].word in lex.PARTICLES and self.tags[-2:-1] == [Tag.GERUND]
            if particle and self.budget > 0 and opens and verb_base(current.word) not in verbs.MOSTLY_NOUNS:
                return Tag.FINITE  # "its tongue hanging out runs through"
            return Tag.NOUN
        if previous is Tag.NOUN:
            if self.budget <= 0 or self._owes_plural() or "G" in following.verb:
                return Tag.NOUN
            if verb_base(current.word) in verbs.MOSTLY_NOUNS and not (
                following.nominal or following.fixed in _AFTER_VERB
            ):
                return Tag.NOUN
            if current.word in lex.ING_NAMES.get(self.lexemes[len(self.tags) - 1].word, ()):
                return Tag.NOUN
            finite_next = following.fixed in (Tag.BE, Tag.HAVE) or (
                following.fixed is None and following.verb in ("Z", "B") and not following.noun
            )
            return Tag.NOUN if finite_next else Tag.FINITE
        if previous in (Tag.PRONOUN, Tag.RELATIVE):
            return Tag.FINITE
        if previous is Tag.CONJUNCTION or previous is Tag.COMMA:
            return self._listed(current, following)
        if previous is Tag.ADVERB:
            return Tag.FINITE if self.budget > 0 or self._after_conjunction() else Tag.NOUN
        return Tag.NOUN

    def _owes_plural(self) -> bool:
        """Did the noun phrase begin with "two" or "several" and has not come to its plural yet?"""
        for position in range(len(self.tags) - 1, -1, -1):
            tag = self.tags[position]
            if tag is Tag.DETERMINER:
                return self.lexemes[position].word in lex.PLURAL_DETERMINERS
            if tag is Tag.NOUN and self.lexemes[position].plural or tag not in (Tag.NOUN, Tag.ADJECTIVE):
                return False
        return False

    def _lone(self) -> bool:
        """Does the last word, a determiner, stand for a person or thing by itself ("another", "both")?"""
        return self.lexemes[len(self.tags) - 1].word in lex.LONE_DETERMINERS

    def _after_conjunction(self) -> bool:
        return len(self.tags) > 1 and self.tags[-2] in (Tag.CONJUNCTION, Tag.COMMA) and self.last_verb is Tag.FINITE

    def _listed(self, current: Lexeme, following: Lexeme) -> Tag:
        """After "and" or a comma: a verb like the verb before it, or another noun of a list."""
        if self.last_verb is None and self.budget > 0 and self.tags[-1] is Tag.COMMA:
            return Tag.NOUN
        if following.fixed in (Tag.BE, Tag.HAVE):
            return Tag.NOUN
        mostly_noun = verb_base(current.word) in verbs.MOSTLY_NOUNS
        if self.budget > 0 and self.last_verb is not None and self.tags[-1] is Tag.COMMA:
            return Tag.NOUN if mostly_noun else Tag.FINITE
        if self.last_verb is Tag.FINITE:
            before = self.tags[-2] if len(self.tags) > 1 else None
            if before is Tag.NOUN and mostly_noun:
                return Tag.NOUN
            if before is Tag.NOUN and following.fixed not in _OPENS_OBJECT and not following.nominal:
                return Tag.NOUN
            return Tag.FINITE
        return Tag.NOUN

    def _base(self, current: Lexeme, following: Lexeme) -> Tag:
        """ "walk", "play": an infinitive, the verb of a plural subject, or a noun."""
        previous = self.tags[-1] if self.tags else None
        only_verb = not current.noun
        if previous is Tag.TO:
            return Tag.INFINITIVE
        if previous is Tag.MODAL or previous is Tag.NOT:
            return Tag.FINITE
        if previous in (Tag.DETERMINER, Tag.POSSESSIVE):
            lone = previous is Tag.DETERMINER and self._lone() and following.fixed in _OPENS_OBJECT and self.budget > 0
            return Tag.FINITE if lone else Tag.NOUN
        if previous is Tag.ADJECTIVE:
            bare = len(self.tags) < 2 or self.tags[-2] not in _NOMINAL_LEFT
            return Tag.FINITE if only_verb and bare and self.budget > 0 else Tag.NOUN
        if previous in (Tag.PRONOUN, Tag.RELATIVE):
            return Tag.FINITE
        if previous is Tag.NOUN:
            return self._base_after_noun(current, following, only_verb)
        if previous is Tag.ADVERB:
            return (
                Tag.FINITE
                if only_verb or self.budget > 0 and (self._plural_subject() or self.coordinated)
                else Tag.NOUN
            )
        if previous is Tag.CONJUNCTION or previous is Tag.COMMA:
            like_before = self._last_finite_is_base() or self.last_verb is Tag.INFINITIVE
            if like_before and not (current.word in verbs.MOSTLY_NOUNS and following.fixed not in _OPENS_OBJECT):
                return Tag.INFINITIVE if self.last_verb is Tag.INFINITIVE else Tag.FINITE
            resumed = (
                previous is Tag.COMMA and self.budget > 0 and self._first_is_many() and following.fixed in _AFTER_VERB
            )
            if resumed and current.word not in verbs.MOSTLY_NOUNS:
                return Tag.FINITE  # "two dogs, one with a ball, play in"
            return Tag.FINITE if only_verb and previous is Tag.CONJUNCTION else Tag.NOUN
        if previous is None:
            return Tag.NOUN
        return Tag.FINITE if only_verb and previous is not Tag.PREPOSITION else Tag.NOUN

    def _base_after_noun(self, current: Lexeme, following: Lexeme, only_verb: bool) -> Tag:
        before = self.lexemes[len(self.tags) - 1]
        many = before.plural or self.coordinated or before.word in nouns.GROUPS
        permitted = self.budget > 0 or self.last_base in verbs.CAUSATIVE
        if only_verb:
            if many or permitted and (following.fixed in _AFTER_VERB or self._first_is_many()):
                return Tag.FINITE
            return Tag.ADJECTIVE if current.adjective else Tag.NOUN
        if (
            not many
            and permitted
            and following.fixed in _AFTER_VERB
            and self._plural_first()
            and not self._verb_later()
        ):
            return Tag.FINITE  # "two men in a boat ride across the water"
        owed = self.budget > 0 or self.last_base in verbs.CAUSATIVE
        if owed and following.fixed is Tag.DETERMINER and current.word not in verbs.MOSTLY_NOUNS:
            return Tag.FINITE  # "bicyclist ride the course": no noun ends before "the"
        if not many or not permitted:
            return Tag.NOUN
        opens = following.fixed in (Tag.DETERMINER, Tag.PREPOSITION) or following.noun and following.plural
        if current.word in verbs.MOSTLY_NOUNS and not opens:
            return Tag.NOUN
        if not before.plural and (following.fixed is Tag.COMMA or following.verb and not following.noun):
            return Tag.NOUN  # "a man and a dog show"
        if following.fixed is Tag.BE or following.verb in ("Z", "B") and not following.noun:
            return Tag.NOUN
        return Tag.FINITE

    def _plural_first(self) -> bool:
        """Is the first noun phrase of the caption plural, with nothing but what belongs to it so far?"""
        if self.last_verb not in (None, Tag.GERUND):
            return False
        for position, tag in enumerate(self.tags):
            if tag in (Tag.PREPOSITION, Tag.COMMA, Tag.GERUND):
                return position > 0 and self.lexemes[position - 1].plural
        return False

    def _first_is_many(self) -> bool:
        """Does the first noun of the caption name several?"""
        for position, tag in enumerate(self.tags):
            if tag is Tag.NOUN and (position + 1 == len(self.tags) or self.tags[position + 1] is not Tag.NOUN):
                return self.lexemes[position].plural or self.lexemes[position].word in nouns.GROUPS
        return False

    def _verb_later(self) -> bool:
        for later in self.lexemes[len(self.tags) + 1 :]:
            if later.fixed in (Tag.SUBORDINATOR, Tag.COMMA, Tag.CONJUNCTION):
                return False
            if later.fixed in (Tag.BE, Tag.HAVE) or later.verb in ("Z", "B") and not later.noun:
                return True
        return False

    def _plural_subject(self) -> bool:
        for position in range(len(self.tags) - 1, -1, -1):
            if self.tags[position] is Tag.NOUN:
                return self.lexemes[position].plural
        return False

    def _last_finite_is_base(self) -> bool:
        for position in range(len(self.tags) - 1, -1, -1):
            if self.tags[position] is Tag.FINITE:
                return "B" in self.lexemes[position].verb
        return False

    def _past(self, current: Lexeme, following: Lexeme) -> Tag:
        """ "parked", "chased": past tense before an object, else a participle; an adjective before a noun."""
        previous = self.tags[-1] if self.tags else None
        if previous is Tag.BE:
            return Tag.PARTICIPLE
        if previous in _NOMINAL_LEFT or previous is Tag.PREPOSITION:
            return (
                Tag.ADJECTIVE
                if following.nominal or "G" in following.verb or previous is Tag.PREPOSITION
                else Tag.PARTICIPLE
            )
        if previous in (Tag.CONJUNCTION, Tag.COMMA, None) and following.noun:
            return Tag.ADJECTIVE
        if following.fixed in (Tag.DETERMINER, Tag.PRONOUN) and self.budget > 0 and previous is not None:
            return Tag.FINITE
        if self.budget > 0 and previous in (Tag.NOUN, Tag.ADVERB, Tag.RELATIVE) and self.last_verb is None:
            base = verb_base(current.word)
            if base in verbs.INTRANSITIVE and (base != "finish" or "G" in following.verb):
                return Tag.FINITE
        if previous is Tag.NOUN and following.noun and "Z" not in following.verb:
            return Tag.ADJECTIVE  # "a snow covered hill"
        if previous is Tag.ADVERB and following.noun and len(self.tags) > 1 and self.tags[-2] in _NOMINAL_LEFT:
            return Tag.ADJECTIVE
        if previous in _VERBAL and following.noun:
            return Tag.ADJECTIVE
        return Tag.PARTICIPLE


def tag(caption: str) -> list[Token]:
    """The tokens of a caption with their tags. Any text will do; nothing is raised."""
    words = split(caption)
    return [Token(word.replace("_", " "), found) for word, found in zip(words, _Tagger(words).run(), strict=True)]
