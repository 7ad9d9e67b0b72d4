"""Words of English: tokens, base forms, and which words carry content. Used by search and by the triplet reader.

Everything works by rules and the lists in `lexicon.py`; nothing here may need a model, a file or the network.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.language.lexicon import (
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    DO,
    HAVE,
    ING_NOUNS,
    ING_NOUNS_OR_VERBS,
    NEGATION_WORDS,
    NUMBERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
)
from app.language.lexicon_nouns import IRREGULAR_PLURALS, NO_SINGULAR
from app.language.lexicon_verbs import IRREGULAR_VERBS, NOUN_VERBS, PAST_NOUNS, VERB_SYNONYMS, VERBS

__all__ = [
    "NEGATION_WORDS",
    "STOP_WORDS",
    "VERB_FORMS",
    "base_form",
    "content_words",
    "singular",
    "tokens",
    "verb_base",
]

# Captions repeat their words, but the words of a library are open-ended: caches keep this many and forget the rest.
CACHED_WORDS = 50_000

# Words that say nothing about what is in a photo. Prepositions are stop words too: "on" alone finds nothing.
# Numbers are kept ("two dogs"), and so are the negation words, which change what is asked for.
STOP_WORDS: frozenset[str] = (
    DETERMINERS
    | PREPOSITIONS
    | SUBORDINATORS
    | RELATIVES
    | PRONOUNS
    | BE
    | HAVE
    | DO
    | CONJUNCTIONS
    | frozenset(
        "there here very too also just then so as than please me find show photo photos picture pictures".split()
    )
) - (NEGATION_WORDS | NUMBERS)

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_VOWELS = frozenset("aeiou")


def tokens(text: str) -> list[str]:
    """The words of `text`, lower case, without punctuation; hyphens and apostrophes inside a word stay."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def content_words(text: str) -> list[str]:
    """The base forms of the words that carry meaning, each once, in the order of the text.

    Stop words and negation words are left out; a possessive "'s" is cut off.
    """
    found: dict[str, None] = {}
    for word in tokens(text):
        word = word.removesuffix("'s")
        if word not in STOP_WORDS and word not in NEGATION_WORDS:
            found[base_form(word)] = None
    return list(found)


@lru_cache(maxsize=CACHED_WORDS)
def singular(word: str) -> str:
    """The singular of a lower-case noun: "men" is "man", "dishes" is "dish".

    "people" stays "people", and what only comes in pairs stays as it is ("pants", "glasses").
    """
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if word.endswith("men"):
        return word[:-2] + "an" if word not in NO_SINGULAR else word
    if word.endswith("children"):
        return word.removesuffix("ren")
    head, hyphen, last = word.rpartition("-")
    if hyphen:
        return f"{head}-{singular(last)}" if last else word
    if word in NO_SINGULAR or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def _doubles(base: str) -> bool:
    """True where the last consonant doubles before -ing: a short verb that ends in one vowel and one consonant."""
    if len(base) < 3 or base[-1] in "wxy" or base[-1] in _VOWELS or base[-2] not in _VOWELS:
        return False
    return base[-3] not in _VOWELS


def _regular_forms(base: str) -> dict[str, set[str]]:
    """The -s, -ing and -ed forms of a verb, by kind Z, G, N; both spellings where both are in use ("travelling")."""
    if base.endswith("e"):
        going = {base + "ing"} if base.endswith(("ee", "oe", "ye")) else {base[:-1] + "ing"}
        if base.endswith("ie"):
            going = {base[:-2] + "ying"}
        return {"Z": {base + "s"}, "G": going, "N": {base + "d"}}
    if base.endswith("y") and base[-2] not in _VOWELS:
        return {"Z": {base[:-1] + "ies"}, "G": {base + "ing"}, "N": {base[:-1] + "ied"}}
    third = {base + "es"} if base.endswith(("s", "x", "z", "ch", "sh", "o")) else {base + "s"}
    stems = {base + base[-1]} if _doubles(base) else {base}
    if _doubles(base) and sum(letter in _VOWELS for letter in base) > 1:
        stems.add(base)
    return {"Z": third, "G": {stem + "ing" for stem in stems}, "N": {stem + "ed" for stem in stems}}


def _verb_forms() -> dict[str, tuple[str, str]]:
    """Every form of every known verb, as form to (base, kinds); the kinds are
    B(ase) Z(-s) G(-ing) N(past and participle) D(past only)."""
    forms: dict[str, tuple[str, str]] = {}

    def put(form: str, base: str, kind: str) -> None:
        known = forms.get(form)
        if known is None:
            forms[form] = (base, kind)
        elif known[0] == base and kind not in known[1]:
            forms[form] = (base, known[1] + kind)

    irregular = {line.split()[0]: line.split()[1:] for line in IRREGULAR_VERBS.replace("\n", "").split("|")}
    for base in sorted(VERBS | NOUN_VERBS | irregular.keys()):
        put(base, base, "B")
    for base in sorted(VERBS | NOUN_VERBS | irregular.keys()):
        regular = _regular_forms(base)
        for kind in "ZG":
            for form in sorted(regular[kind]):
                put(form, base, kind)
        past = irregular.get(base) or sorted(regular["N"])
        if base in irregular and len(past) == 2:  # "ran": a past tense that is no participle
            put(past.pop(0), base, "D")
        for form in past:
            put(form, base, "N")
    # Regular past forms that live beside the irregular ones, and two spellings no rule makes.
    for form, base in (("leaned", "lean"), ("leaped", "leap"), ("lighted", "light"), ("burned", "burn")):
        put(form, base, "N")
    put("beginning", "begin", "G")
    put("has", "have", "Z")
    # Not the past of a present in use: "found", "ground", "left", "saw" and "felt" are read by context.
    forms["lay"] = ("lie", "BD")
    forms["lays"] = ("lie", "Z")
    forms["laying"] = ("lie", "G")
    forms["wound"] = ("wind", "N")
    return forms


VERB_FORMS: dict[str, tuple[str, str]] = _verb_forms()


def _strip_ing(word: str, ending: str) -> str:
    """The likely infinitive of an unknown verb form in -ing or -ed."""
    stem = word.removesuffix(ending)
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    if stem.endswith("i") and ending == "ed":
        return stem[:-1] + "y"
    if len(stem) > 1 and (stem.endswith(("v", "c", "u", "dg", "rg", "at", "iz", "as", "bl", "tl", "gl", "kl", "ur"))):
        return stem + "e"
    return stem


@lru_cache(maxsize=CACHED_WORDS)
def verb_base(word: str) -> str:
    """The infinitive of a lower-case verb form: "sits", "sat" and "sitting" are "sit"."""
    known = VERB_FORMS.get(word)
    if known is not None:
        base = known[0]
    elif len(word) > 5 and word.endswith("ing"):
        base = _strip_ing(word, "ing")
    elif len(word) > 4 and word.endswith("ed"):
        base = _strip_ing(word, "ed")
    else:
        base = word
    return VERB_SYNONYMS.get(base, base)


@lru_cache(maxsize=CACHED_WORDS)
def base_form(word: str) -> str:
    """One base form for a word without context: the infinitive where it can only be a verb, else the singular.

    "running" and "ran" are "run", "dogs" is "dog"; "building" stays, because it is a noun first.
    """
    if word in ING_NOUNS or word in ING_NOUNS_OR_VERBS or word in IRREGULAR_PLURALS or word in NO_SINGULAR:
        return singular(word)
    known = VERB_FORMS.get(word)
    if known is not None and known[1] != "B" and known[1] != "Z" and word not in PAST_NOUNS:
        return verb_base(word)
    if known is not None and "Z" in known[1]:
        return known[0]
    return singular(word)
