"""The window's language: which one it is, and texts in it. Widgets say `self.tr(...)`; modules without QObject, and
what core rooms say to people, come here. Where the words are kept: resources/translations."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from string import Formatter
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTranslator

from app.messages import Day, Message, message_again
from app.paths import PROJECT

TRANSLATIONS = PROJECT / "resources" / "translations"
CORE = "core"  # the context under which the catalogues keep what other rooms say
LANGUAGES: Mapping[str, str] = {"en": "English", "de": "Deutsch"}  # as each calls itself
# Where the system speaks another language than the window, dates and numbers are written as here.
_LOCALES = {"en": "en_GB", "de": "de_DE"}
# What fills templates under these names is words of ours as well, not of the person's.
_MAY_BE_OURS = frozenset(("why", "reason", "error", "problem", "cause", "fault", "summary"))
_SHORTEST = -128  # QLocale's FloatingPointShortest: as many digits as tell the number
_LONGEST_TO_MATCH = 2_000  # characters; no template fits a longer text

Language = Literal["auto", "en", "de"]


def install(application: QCoreApplication, language: str = "auto") -> str:
    """Lets the window speak `language`, and gives its code; "auto" is the system's, or English where we lack that.

    To be called before widgets are made: those that are there keep their words until the next start.
    """
    spoken = language if language in LANGUAGES else system_language()
    for former in application.findChildren(QTranslator):
        application.removeTranslator(former)
        former.setParent(None)
    system = QLocale.system()
    ours = QLocale(_LOCALES[spoken])
    QLocale.setDefault(system if system.language() == ours.language() else ours)
    qts_own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{spoken}", qts_own), (f"snowline_{spoken}", str(TRANSLATIONS))):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
    return spoken


def system_language() -> str:
    """The first of the system's languages that we speak."""
    wanted = (name.replace("_", "-").partition("-")[0] for name in QLocale.system().uiLanguages())
    return next((language for language in wanted if language in LANGUAGES), "en")


def translate(context: str, text: str, n: int | None = None) -> str:
    """`text` in the window's language. With `n` the form for that many; "%Ln" in it becomes the number."""
    return QCoreApplication.translate(context, text, None, -1 if n is None else n)


def marked(_context: str, text: str) -> str:
    """Says that `text` is translated later on, with `translate` and the same context: for constants of a module."""
    return text


def joined(parts: list[str]) -> str:
    """ "one, two and three" """
    return QLocale().createSeparatedList(parts)


def in_words(text: str) -> str:
    """What a core room says to people, in the window's language; text that nobody knows stays as it is.

    A `Message` brings its template along. Of plain text, such as a reason read from the catalogue, the template is
    found again.
    """
    if isinstance(text, Day):
        return _day(text)
    if not isinstance(text, Message):
        text = _found_again(text)
    if not isinstance(text, Message):
        return text
    spoken = translate(CORE, text.template, text.number)
    if spoken == text.template and text.number == 1:
        return str(text)  # nobody translates, and the template is the plural
    filling = {name: in_words(str(text.arguments[name])) for name in _MAY_BE_OURS & text.arguments.keys()}
    return _Words().vformat(spoken, (), {**text.arguments, **filling})


class _Words(Formatter):
    """Fills templates as people of the window's language write numbers and dates."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Message | Day):
            return in_words(value)
        if isinstance(value, str):
            return value  # a number, too, where the template was found again
        if isinstance(value, int) and format_spec in ("", ",", "g"):
            return QLocale().toString(value)
        if isinstance(value, float) and (digits := re.fullmatch(r",?\.(\d)f", format_spec)):
            return QLocale().toString(value, "f", int(digits[1]))
        if isinstance(value, float) and format_spec in ("", "g"):
            return QLocale().toString(value, "g", _SHORTEST)
        return format(value, format_spec)


def _day(day: Day) -> str:
    year, month, number = (*map(int, day.iso.split("-")), 1, 1)[:3]
    return QLocale().toString(QDate(year, month, number), translate(CORE, day.pattern))


class _Known(NamedTuple):
    """A template of stored text: the words between what fills it, itself, its name in the catalogues, and whether it
    has plurals."""

    words: tuple[str, ...]
    form: str
    source: str
    plural: bool


@cache
def _templates() -> tuple[_Known, ...]:
    """Core's stored texts, the most telling first."""
    known: dict[str, str] = json.loads((TRANSLATIONS / "core.json").read_text("utf-8"))
    plurals = set(known.values())
    return tuple(
        _Known(
            tuple(words for words, *_ in Formatter().parse(form) if words),
            form,
            plural or form,
            bool(plural) or form in plurals,
        )
        for form, plural in known.items()
    )


def _may_be(text: str, words: tuple[str, ...]) -> bool:
    """Whether the words of a template stand in a text one after the other: quicker than to ask for more."""
    at = 0
    for part in words:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


@cache
def _filled(template: str) -> re.Pattern[str]:
    """What a template looks like when it is filled."""
    seen: set[str] = set()
    parts = []
    for words, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(words))
        if name is not None:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
            seen.add(name)
    return re.compile("".join(parts), re.DOTALL)


@lru_cache(4096)
def _found_again(text: str) -> str:
    if len(text) > _LONGEST_TO_MATCH:
        return text
    for known in _templates():
        if _may_be(text, known.words) and (found := _filled(known.form).fullmatch(text)):
            filling: dict[str, object] = found.groupdict()
            number = None
            if known.plural:
                digits = str(filling.get("n", "1")).replace(",", "")
                if not digits.isdecimal():
                    continue
                number = filling["n"] = int(digits)
            return message_again(text, known.source, filling, number)
    return text
