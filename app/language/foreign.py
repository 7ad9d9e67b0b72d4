"""Dates in German, French and Spanish, word for word in the English that `when.py` reads.

The names of months, weekdays and units and the relative words ("gestern", "la semaine dernière") are those of CLDR, as
dateparser carries them; only words that CLDR does not have, such as seasons and prepositions, stand here. dateparser is
loaded when a text looks as if it spoke of dates in one of these languages, never for English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.language import when

LANGUAGES = ("de", "fr", "es")

_OWN: dict[str, dict[str, str]] = {
    "de": {
        "fruhling": "spring", "fruhjahr": "spring", "sommer": "summer", "sommers": "summer", "herbst": "autumn",
        "winter": "winter", "letzte": "last", "letzten": "last", "letzter": "last", "letztes": "last",
        "letztem": "last", "vergangene": "last", "vergangenen": "last", "vergangenes": "last", "vorige": "last",
        "vorigen": "last", "voriges": "last", "vorigem": "last", "diese": "this", "diesen": "this", "dieser": "this",
        "dieses": "this", "diesem": "this", "im": "in", "in": "in", "am": "on", "an": "on", "aus": "from",
        "vom": "from", "von": "from", "zu": "at", "seit": "since", "ab": "since", "nach": "after", "bis": "until",
        "zwischen": "between", "und": "and", "der": "the", "die": "the", "das": "the", "den": "the", "dem": "the",
        "des": "the", "vor": "before", "wochenende": "weekend", "weihnachten": "christmas", "ostern": "easter",
        "silvester": "new year's eve", "heiligabend": "christmas eve", "zwanziger": "twenties",
        "dreissiger": "thirties", "vierziger": "forties", "funfziger": "fifties", "sechziger": "sixties",
        "siebziger": "seventies", "achtziger": "eighties", "neunziger": "nineties", "einer": "1", "einem": "1",
        "zwei": "2", "jahres": "year", "monats": "month", "anfang": "early", "mitte": "mid", "ende": "late",
    },
    "fr": {
        "printemps": "spring", "ete": "summer", "automne": "autumn", "hiver": "winter", "dernier": "last",
        "derniere": "last", "derniers": "last", "dernieres": "last", "passe": "last", "passee": "last", "ce": "this",
        "cet": "this", "cette": "this", "en": "in", "au": "in", "a": "at", "de": "of", "du": "of", "des": "of",
        "depuis": "since", "apres": "after", "avant": "before", "jusqu'en": "until", "jusqu'a": "until",
        "jusque": "until", "entre": "between", "et": "and", "le": "the", "la": "the", "les": "the", "l": "the",
        "week-end": "weekend", "weekend": "weekend", "noel": "christmas", "paques": "easter", "1er": "1",
        "pendant": "during", "durant": "during", "un": "1", "une": "1", "sept": "7",
        "debut": "early", "mi": "mid", "fin": "late",
    },
    "es": {
        "primavera": "spring", "verano": "summer", "otono": "autumn", "invierno": "winter", "pasado": "last",
        "pasada": "last", "pasados": "last", "pasadas": "last", "ultimo": "last", "ultima": "last", "ultimos": "last",
        "ultimas": "last", "este": "this", "esta": "this", "en": "in", "de": "of", "del": "of", "desde": "since",
        "despues": "after", "antes": "before", "hasta": "until", "entre": "between", "y": "and", "el": "the",
        "la": "the", "los": "the", "las": "the", "navidad": "christmas", "nochebuena": "christmas eve",
        "nochevieja": "new year's eve", "veinte": "twenties", "treinta": "thirties", "cuarenta": "forties",
        "cincuenta": "fifties", "sesenta": "sixties", "setenta": "seventies", "ochenta": "eighties",
        "noventa": "nineties", "durante": "during", "un": "1", "una": "1", "dos": "2", "tres": "3", "cuatro": "4",
        "principios": "early", "mediados": "mid", "finales": "late", "anoche": "yesterday",
        "cinco": "5", "seis": "6", "siete": "7", "ocho": "8", "nueve": "9", "diez": "10", "once": "11", "doce": "12",
    },
}  # fmt: skip
_PHRASES: dict[str, dict[tuple[str, ...], str]] = {
    "de": {("gestern", "abend"): "last night"},
    "fr": {
        ("hier", "soir"): "last night", ("il", "y", "a"): "ago",
        ("jour", "de", "l'an"): "new year's day", ("fin", "de", "semaine"): "weekend",
    },
    "es": {
        ("fin", "de", "semana"): "weekend", ("antes", "de"): "before", ("despues", "de"): "after",
        ("ano", "nuevo"): "new year", ("semana", "santa"): "easter", ("antes", "del"): "before the",
    },
}  # fmt: skip
_AGO = {"de": "vor", "es": "hace"}
_CONFIRMING = {  # little words that show which language a text is in
    "de": frozenset("der die das ein eine einen und ist mit im am auf von vom dem den".split()),
    "fr": frozenset("le la les un une des du et est avec sur au dans".split()),
    "es": frozenset("el la los las un una y es con en del por".split()),
}
_ENGLISH_TOO = frozenset("a an am die den dos en fin in l la mi once sept weekend week-end winter 1er".split())
_SHOWING = frozenset(word for words in _OWN.values() for word in words) - _ENGLISH_TOO | frozenset(
    "als grosser kleiner mehr weniger unter uber moins mas menos mayor menor pequena pequeno petit petite".split()
)  # words, without accents, that show that a text is in one of these languages
_UNITS = ("day", "week", "month", "year")
_DECADE = re.compile(r"((?:19|20)?\d0)er[n]?(?:-?jahren?)?")
_LIKELY = re.compile(
    r"\b(?:fruhling|fruhjahr|sommers?|herbst|printemps|ete|automne|hiver|primavera|verano|otono|invierno|letzte[nmrs]?|"
    r"vergangene[nsr]?|vorige[nsm]?|diese[nmrs]|derni[e]res?|derniers?|passee?|pasad[oa]s?|ultim[oa]s?|gestern|"
    r"vorgestern|heute|hier|avant-hier|aujourd'hui|ayer|anteayer|hoy|jahr(?:e|en|es)?|wochen?|monat(?:e|en|s)?|tagen?|"
    r"semaines?|mois|annees?|ans?|jours?|semanas?|mes(?:es)?|anos?|dias?|hace|seit|zwischen|depuis|desde|entre|hasta|"
    r"jusqu'(?:en|a)|wochenende|week-end|weihnachten|ostern|silvester|heiligabend|noel|paques|navidad|nochebuena|"
    r"nochevieja|\d0ern?|\w+zigern?|[vzn]or (?:19|20)\d\d|nach (?:19|20)\d\d|bis (?:19|20)\d\d|ab (?:19|20)\d\d|"
    r"avant (?:19|20)\d\d|apres (?:19|20)\d\d|(?:antes|despues) del? |jan(?:uar|ner|v|vier)|enero|febr(?:uar|ero)|"
    r"fevr(?:ier)?|marz|mrz|mars|marzo|avril|abril|mai|mayo|jun[io]o?|juin|jul[io]o?|juillet|aout|agosto|"
    r"sept?(?:iembre|embre)|setiembre|okt(?:ober)?|oct(?:obre|ubre)|nov(?:iembre|embre)|dez(?:ember)?|decembre|"
    r"diciembre|im|en|anfang|mitte|ende|debut|principios|mediados|finales|anoche)\b"
)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """One language: words and phrases (without accents) to English."""

    words: dict[str, str]
    phrases: dict[tuple[str, ...], str]
    alone: frozenset[tuple[str, ...]]  # relative words that say a day by themselves


def fold(word: str) -> str:
    """A word in lower case without accents: "été" is "ete", "größer" is "grosser"."""
    plain = unicodedata.normalize("NFKD", word.lower().replace("ß", "ss").replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def find(
    words: Sequence[str], today: when.Day, hemisphere: when.Hemisphere, languages: Sequence[str]
) -> list[when.Found]:
    """As `when.find`, for text in one of these `languages`; the language that explains most of it is believed."""
    folded = [fold(word) for word in words]
    if _LIKELY.search(" ".join(folded)) is None:
        return []
    best: list[when.Found] = []
    for language in languages:
        found = _in_language(folded, language, today, hemisphere)
        if _length(found) > _length(best):
            best = found
    return best


def value(
    text: str, today: when.Day, hemisphere: when.Hemisphere, languages: Sequence[str]
) -> tuple[str | None, str | None] | None:
    """As `when.value`, in one of these `languages`."""
    folded = [fold(word) for word in text.replace(",", " ").split()]
    if not folded or _LIKELY.search(" ".join(folded)) is None:
        return None
    for language in languages:
        english = " ".join(word for word, _, _ in _translated(folded, _lexicon(language), language))
        found = when.value(english, today, hemisphere) if when.OTHER not in english else None
        if found is not None:
            return found
    return None


def is_likely(words: Sequence[str]) -> bool:
    """Whether little words, or those of dates and sizes, show that a text is in a language that is read here."""
    little = any(word in little for little in _CONFIRMING.values() for word in words)
    return little or any(fold(word) in _SHOWING for word in words)


def _length(found: Sequence[when.Found]) -> int:
    return sum(one.last - one.first for one in found)


def _in_language(
    folded: Sequence[str], language: str, today: when.Day, hemisphere: when.Hemisphere
) -> list[when.Found]:
    lexicon = _lexicon(language)
    translated = _translated(folded, lexicon, language)
    found = []
    for one in when.find([word for word, _, _ in translated], today, hemisphere):
        first, last = translated[one.first][1], translated[one.last - 1][2]
        if tuple(folded[first:last]) in lexicon.alone and not _is_in(folded, language):
            continue
        if all(_is_number(word) for word in folded[first:last]):
            continue
        found.append(when.Found(first, last, one.since, one.until))
    return found


def _is_number(word: str) -> bool:
    return word.replace("-", "").isdigit()


def _is_in(folded: Sequence[str], language: str) -> bool:
    """Whether no other language has more of its little words in this text."""
    counts = {name: sum(word in little for word in folded) for name, little in _CONFIRMING.items()}
    return counts[language] == max(counts.values())


def _translated(folded: Sequence[str], lexicon: _Lexicon, language: str) -> list[tuple[str, int, int]]:
    """English words, each with the words it stands for (the last one left out)."""
    result: list[tuple[str, int, int]] = []
    at = 0
    while at < len(folded):
        for size in (3, 2):
            english = lexicon.phrases.get(tuple(folded[at : at + size]))
            if english is not None and at + size <= len(folded):
                break
        else:
            size, english = 1, _word(folded, at, lexicon, language)
        parts = english.split(" ")
        result.extend((part, at, at + size) for part in parts)
        at += size
    return result


def _word(folded: Sequence[str], at: int, lexicon: _Lexicon, language: str) -> str:
    word = folded[at]
    if word == _AGO.get(language) and at + 2 < len(folded):
        count = lexicon.words.get(folded[at + 1], folded[at + 1])
        if count.isdigit() and len(count) <= 3 and lexicon.words.get(folded[at + 2]) in _UNITS:
            return "ago"
    if word in ("annees", "anos") and at + 1 < len(folded):
        following = folded[at + 1]
        if re.fullmatch(r"(?:19|20)?\d0", following) or lexicon.words.get(following, "").endswith("ties"):
            return "the"
    if at and folded[at - 1] in ("annees", "anos") and re.fullmatch(r"(?:19|20)?\d0", word):
        return f"{word}s"
    decade = _DECADE.fullmatch(word) if language == "de" else None
    if decade is not None:
        return f"{decade[1]}s"
    if word[:2] in ("l'", "d'") and len(word) > 2:
        inner = lexicon.words.get(word[2:])
        return inner if inner is not None else when.OTHER
    english = lexicon.words.get(word.removesuffix("-ci"))
    if english is None and language == "de" and re.fullmatch(r"\w+zigern|zwanzigern", word):
        english = lexicon.words.get(word[:-1])
    if english is not None:
        return english
    return word if _is_number(word) or re.fullmatch(r"[\d./-]+", word) else when.OTHER


@lru_cache(maxsize=len(LANGUAGES))
def _lexicon(language: str) -> _Lexicon:
    from dateparser.languages.loader import default_loader

    info = default_loader.get_locale(language).info
    words: dict[str, str] = {}
    phrases: dict[tuple[str, ...], str] = {}
    alone: set[tuple[str, ...]] = set()
    for name in (*when.MONTHS, *when.WEEKDAYS, *_UNITS):
        for own in info.get(name, ()):
            if len(own) > 2 or name in _UNITS:
                words.setdefault(fold(own), name)
    for single in [word for word in words if len(word) < 2]:
        del words[single]
    for pair in info.get("simplifications", ()):
        for own, number in pair.items():
            if own.isalpha() and number.isdigit():
                words[fold(own)] = number
    for relative, forms in info.get("relative-type", {}).items():
        english = _RELATIVE.get(relative)
        for own in forms if english is not None else ():
            parts = tuple(fold(own).split())
            if len(parts) == 1:
                words[parts[0]] = english or ""
                alone.add(parts)
            elif len(parts) <= 3:
                phrases[parts] = english or ""
    return _Lexicon(words | _OWN[language], phrases | _PHRASES[language], frozenset(alone))


_RELATIVE = {
    "0 day ago": "today", "1 day ago": "yesterday", "2 day ago": "the day before yesterday",
    "0 week ago": "this week", "1 week ago": "last week", "0 month ago": "this month", "1 month ago": "last month",
    "0 year ago": "this year", "1 year ago": "last year",
}  # fmt: skip
