"""From a caption to words, and what each word *can* be, wherever it stands. Which it *is* here, `tagging.py` decides.

Unknown words are nouns, unless they end like an adverb, an adjective or a verb form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, auto
from functools import lru_cache

from app.language import lexicon as lex
from app.language import lexicon_nouns as nouns
from app.language import lexicon_verbs as verbs
from app.language.words import CACHED_WORDS, VERB_FORMS, singular, verb_base


class Tag(IntEnum):
    """What a word is in its caption."""

    DETERMINER = auto()
    ADJECTIVE = auto()
    NOUN = auto()
    FINITE = auto()  # "sits", "sit", "chased": has a subject of its own
    INFINITIVE = auto()  # the verb after "to"
    GERUND = auto()  # "-ing"
    PARTICIPLE = auto()  # "parked", "held"
    BE = auto()
    HAVE = auto()
    MODAL = auto()  # can, will, do
    PREPOSITION = auto()
    TO = auto()  # before an infinitive
    ADVERB = auto()
    NOT = auto()
    CONJUNCTION = auto()  # and, or
    SUBORDINATOR = auto()  # while, as, when, but
    RELATIVE = auto()  # who, which, that
    PRONOUN = auto()
    EXISTENTIAL = auto()  # there
    POSSESSIVE = auto()  # 's
    COMMA = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """What a word can be, wherever it stands. `verb` holds kinds as in `words.VERB_FORMS` (B Z G N), or nothing."""

    word: str
    fixed: Tag | None
    noun: bool
    plural: bool
    adjective: bool
    verb: str

    @property
    def nominal(self) -> bool:
        """Can this word stand inside a noun phrase, after its determiner?"""
        return self.noun or self.adjective


_CLOSED: dict[str, Tag] = {
    **dict.fromkeys(lex.PREPOSITIONS, Tag.PREPOSITION),
    **dict.fromkeys(lex.DETERMINERS, Tag.DETERMINER),
    **dict.fromkeys(lex.PRONOUNS, Tag.PRONOUN),
    **dict.fromkeys(lex.SUBORDINATORS, Tag.SUBORDINATOR),
    **dict.fromkeys(lex.RELATIVES, Tag.RELATIVE),
    **dict.fromkeys(lex.BE, Tag.BE),
    **dict.fromkeys(lex.HAVE, Tag.HAVE),
    **dict.fromkeys(lex.DO, Tag.MODAL),
    **dict.fromkeys(lex.CONJUNCTIONS, Tag.CONJUNCTION),
    "to": Tag.PREPOSITION,
    "not": Tag.NOT,
    "never": Tag.NOT,
    "'s": Tag.POSSESSIVE,
    ",": Tag.COMMA,
}

_ADJECTIVE_ENDINGS = ("ful", "ous", "ish", "less", "able", "ible", "ical", "ic", "like", "iest")
# Their ending lies.
_NOT_ADJECTIVES = frozenset(
    {
        "vegetable",
        "handful",
        "mouthful",
        "armful",
        "spoonful",
        "extinguish",
        "radish",
        "music",
        "traffic",
        "plastic",
        "fabric",
        "picnic",
        "comic",
        "ceramic",
        "graphic",
        "mosaic",
        "clinic",
        "topic",
        "attic",
        "garlic",
        "mechanic",
        "critic",
        "tunic",
    }
)
_HYPHENED_ADJECTIVE = re.compile(
    r"-(?:\w+ed|\w+ing|old|size|style|free|like|up|down|length|tall|high|long|year|color|colour|aged|foot|clad|shaped|wheel|red|blue|green|white|black|brown|gray|grey|pink|purple|yellow|orange)$"
)
_PUNCTUATION = frozenset(",;:.!?()")


def _alternatives(phrases: tuple[str, ...] | frozenset[str]) -> str:
    return "|".join(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


_EACH_OTHER = re.compile(r"\b(?:each other|one another)\b")
_EMPTY = re.compile(rf"\b(?:{_alternatives(lex.EMPTY_PHRASES)})\b")
# "a group of", "a pair of": the amount goes, what it is an amount of stays. "the body of water" too.
_QUANTITY = re.compile(rf"\b(?:{_alternatives(lex.QUANTITIES)}) of (?:(?:the|a|an|his|her|its|their) )?(?=\w)")
_SOME_OF = re.compile(
    r"\b(one|two|three|four|some|many|several|all|both|each|most|none) of (?:the|his|her|its|their|these|those) "
)
# "in the middle of", "on the other side of", "at the edge of": one preposition, spoken without articles.
_PLACE = re.compile(
    r"\b(in|on|at|by|to|near|from|along|around|over|down|into|off|onto|through|toward|towards|out|up)"
    r" (?:(?:the|a|an|his|her|its|their|one|either|each|both) )?"
    r"(?:(?:very|far|other|outer|inner|opposite|left|right) )?"
    rf"({_alternatives(lex.PLACE_NOUNS)}) of\b"
)
_COMPLEX = re.compile(rf"(?<!\bthe )\b(?:{_alternatives(lex.COMPLEX_PREPOSITIONS)})\b")
_NAMES = re.compile(rf"\b(?:{_alternatives(lex.FIXED_NAMES)})\b")
_SHORT_IS = re.compile(r"\b(he|she|it|there|that|who|what|here)'s\b")
_NOT = re.compile(r"\b(is|are|was|were|has|have|had)n't\b")
_TOKEN = re.compile(r"'s\b|[^\W_]+(?:[-'_][^\W_]+)*|[,;:.!?()]")


def split(caption: str) -> list[str]:
    """The words and punctuation marks of a caption in lower case; fixed phrases are one token joined by "_"."""
    text = " ".join(caption.lower().replace("’", "'").replace("_", " ").split())
    if "'" in text:
        text = _NOT.sub(r"\1 not", _SHORT_IS.sub(r"\1 is", text))
        text = re.sub(r"(?<=\w)'s\b", " 's", text).replace("s' ", "s 's ")
    text = _EACH_OTHER.sub("themselves", _EMPTY.sub(" ", text))
    if " of" in text:
        text = _SOME_OF.sub(r"\1 ", _QUANTITY.sub("", text))
        text = _PLACE.sub(r"\1_\2_of", text)
    text = _COMPLEX.sub(lambda found: found[0].replace(" ", "_"), text)
    text = _NAMES.sub(lambda found: found[0].replace(" ", "_"), text)
    return _TOKEN.findall(text)


@lru_cache(maxsize=CACHED_WORDS)
def lexeme(word: str) -> Lexeme:
    """What `word` (lower case, a token of `split`) can be."""
    if "_" in word:
        if word.replace("_", " ") in lex.FIXED_NAMES:
            return Lexeme(word, Tag.NOUN, True, singular(word) != word, False, "")
        return Lexeme(word, Tag.PREPOSITION, False, False, False, "")
    if word in _PUNCTUATION:
        return Lexeme(word, Tag.COMMA, False, False, False, "")
    if word.isdigit():
        return Lexeme(word, Tag.DETERMINER, False, False, False, "")
    fixed = _CLOSED.get(word)
    if fixed is not None:
        return Lexeme(word, fixed, False, False, False, VERB_FORMS[word][1] if word in VERB_FORMS else "")
    if word in lex.ADVERBS or (
        word.endswith("ly") and len(word) > 4 and word not in lex.NOT_ADVERBS and word not in lex.ADJECTIVES
    ):
        return Lexeme(
            word, Tag.ADVERB, word in lex.NOUN_ADJECTIVES or word == "back", False, word in lex.ADJECTIVES, ""
        )
    verb = VERB_FORMS.get(word, ("", ""))[1]
    adjective = (
        word in lex.ADJECTIVES
        or bool(_HYPHENED_ADJECTIVE.search(word))
        or (
            word.endswith(_ADJECTIVE_ENDINGS)
            and len(word) > 5
            and not verb
            and word not in _NOT_ADJECTIVES
            and not word.endswith(("fish", "dish"))
        )
    )
    plural = singular(word) != word or word in nouns.PLURALS
    if not verb and not adjective and len(word) > 4 and word not in lex.ING_NOUNS and word not in nouns.PEOPLE:
        if word.endswith("ing"):
            verb = "G"
        elif word.endswith("ed") and not word.endswith(("eed", "bed", "shed", "sled", "shred", "moped")):
            verb = "N"
    base = verb_base(word)
    if word in lex.ING_NOUNS:
        noun, verb = True, ""
    elif "G" in verb:
        noun = word in lex.ING_NOUNS_OR_VERBS
    elif "N" in verb:
        noun = "B" in verb and base in verbs.NOUN_VERBS or word in verbs.PAST_NOUNS
    elif verb:
        noun = base in verbs.NOUN_VERBS
    else:
        noun = not adjective or word in lex.NOUN_ADJECTIVES
    return Lexeme(word, None, noun, plural, adjective, verb)
