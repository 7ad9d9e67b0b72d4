"""Days, months, seasons and years as people write them, in English: "last summer", "in may 2020", "two years ago".

Everything is counted from a given day. Only clear forms are read: "may", "march", "fall" or "spring" alone are words.
`foreign.py` turns other languages into the words that are read here.
"""

from __future__ import annotations

import calendar
import datetime
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.language import feasts
from app.language.dates import date_of, following, preceding, written

Day = datetime.date
_Part: TypeAlias = "re.Match[str]"

OTHER = "\0"  # stands for a word that has nothing to do with dates


MONTHS = tuple("january february march april may june july august september october november december".split())
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 1
    )
} | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "twenty": 20, "thirty": 30}
_OWNING = frozenset("spring summer autumn fall winter year month week weekend yesterday christmas easter".split())
_DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, in the north


@dataclass(frozen=True, slots=True)
class Found:
    """Words `first` up to `last`, that one left out, mean these days; both ends included, None where open."""

    first: int
    last: int
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class _Period:
    since: str
    until: str


# ---- expressions -----------------------------------------------------------------------------------------------------

_YEAR = r"(?:1[89]\d\d|20\d\d)"
_LONG_MONTH = "|".join(MONTHS)
_MONTH = f"(?:{_LONG_MONTH}|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)"
_SURE_MONTH = "|".join(name for name in MONTHS if name not in ("march", "may"))
_SEASON = f"(?:{'|'.join(_SEASONS)})"
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_FEAST = (
    r"(?:christmas eve|christmas day|christmas|xmas|new year's eve|new years eve|new year's day|new year's|new years|"
    r"new year|halloween|easter|thanksgiving|valentine's day|valentines day)"
)
_NAME = f"(?:{_SEASON}|{_MONTH}|{_FEAST}|{'|'.join(WEEKDAYS)}|weekend)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_TH = r"(?:st|nd|rd|th)"

# What names a period whatever stands around it. The order of two parts may be turned round for other languages.
_CLEAR: tuple[tuple[str, str], ...] = (
    ("iso", rf"(?P<iso>{_YEAR}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR})"),
    ("day", rf"(?P<dm_month>{_MONTH}) (?:the )?(?P<dm_day>{_DAY}){_TH}?(?: of)? (?P<dm_year>{_YEAR})"),
    ("day", rf"(?:the )?(?P<md_day>{_DAY})(?:{_TH}|\.)? (?:of )?(?P<md_month>{_MONTH})(?: of)? (?P<md_year>{_YEAR})"),
    ("day", rf"(?P<od_month>{_LONG_MONTH}) (?:the )?(?P<od_day>{_DAY}){_TH}"),
    ("day", rf"(?:the )?(?P<do_day>{_DAY}){_TH} (?:of )?(?P<do_month>{_LONG_MONTH})"),
    ("months", rf"(?P<m_from>{_MONTH})(?: ?- ?| to | until | through )(?P<m_to>{_MONTH})(?: of)? (?P<m_year>{_YEAR})"),
    ("years", rf"(?P<y_from>{_YEAR})(?:-| to | until | through )(?P<y_to>{_YEAR})"),
    ("month", rf"(?P<my_month>{_MONTH})(?: of)? (?P<my_year>{_YEAR})"),
    ("month", rf"(?P<ym_year>{_YEAR}) (?P<ym_month>{_LONG_MONTH})"),
    ("season", rf"(?:the )?(?P<s_name>{_SEASON})(?: of)? (?P<s_year>{_YEAR})(?:/(?:20)?\d\d)?"),
    ("feast", rf"(?P<f_name>{_FEAST})(?: of| in)? (?P<f_year>{_YEAR})"),
    ("last", rf"(?:the )?(?:last|past|previous) (?P<l_name>{_NAME})"),
    ("last", rf"(?:the )?(?P<p_name>{_NAME}) (?:last|past)(?! {_YEAR})"),
    ("last_unit", r"(?:the )?(?:last|past|previous) (?P<lu>week|month|year|decade)"),
    ("last_unit", r"(?:the )?(?P<pu>week|month|year) last"),
    ("this", rf"this (?!may )(?P<t_name>{_NAME})"),
    ("this_unit", r"(?:this|the current) (?P<tu>week|month|year|decade)"),
    ("days", r"(?P<days>the day before yesterday|yesterday|today|last night|tonight|this morning|this afternoon|"
             r"this evening)"),
    ("ago", rf"(?P<a_count>{_COUNT}) (?P<a_unit>day|week|month|year)s? ago"),
    ("ago", rf"ago (?P<g_count>{_COUNT}) (?P<g_unit>day|week|month|year)s?"),
    ("recent", rf"(?:the )?(?:last|past|previous) (?P<r_count>{_COUNT}) (?P<r_unit>day|week|month|year)s?"),
    ("recent", rf"(?:the )?(?P<q_count>{_COUNT}) (?:last|past) (?P<q_unit>day|week|month|year)s?"),
    ("day", rf"(?P<kd_month>{_SURE_MONTH}) (?P<kd_day>{_DAY})"),
    ("day", rf"(?P<dk_day>{_DAY}) (?P<dk_month>{_SURE_MONTH})"),
    ("part", rf"(?:the )?(?P<z_part>early|mid|late|beginning|middle|end)(?: of)? (?P<z_year>{_YEAR})"),
    ("season_of", rf"(?:the )?(?P<so_name>{_SEASON}) of '?(?P<so_year>[0-9]{{2}})"),
    ("decade", rf"(?:the )?(?P<d_part>early|mid|late)?[ -]?(?:the )?(?P<d_year>(?:1[89]|20)\d0)'?s(?= {OTHER}| $|$)"),
    ("decade", rf"the (?P<w_part>early |mid |late |mid-)?(?P<w_name>{'|'.join(_DECADES)}|'?[2-9]0'?s)"),
)  # fmt: skip
# What is a period after a word such as "in" or "since", or as the value of a filter, but not by itself.
_LOOSE: tuple[tuple[str, str], ...] = (
    ("one_month", rf"(?P<om_name>{_LONG_MONTH}|jan|feb|apr|jun|jul|aug|sept|sep|oct|nov|dec)"),
    ("day", rf"(?P<nd_month>{_LONG_MONTH}) (?P<nd_day>{_DAY})"),
    ("day", rf"(?P<dn_day>{_DAY})\.? (?P<dn_month>{_LONG_MONTH})"),
    ("decade", rf"(?P<v_part>early |mid |late |mid-)?(?P<v_name>{'|'.join(_DECADES)}|'?[2-9]0'?s)"),
    ("decade", r"(?P<u_part>early |mid |late |mid-)?(?P<u_year>(?:1[89]|20)\d0)'?s"),
    ("one_year", rf"(?:(?:the )?year )?(?P<oy>{_YEAR})"),
)
# And these only as the value of a filter.
_VALUES: tuple[tuple[str, str], ...] = (
    ("last", rf"(?P<x_name>{_SEASON}|{_FEAST}|{'|'.join(WEEKDAYS)}|weekend)"),
    ("one_month", r"(?P<mar>mar)"),
    ("this_unit", r"(?P<xu>week|month|year)"),
    ("decade", r"(?P<xd>[2-9]0s)"),
)
_END = r"(?= |$)"


def _alternatives(parts: Sequence[tuple[str, str]]) -> list[tuple[str, re.Pattern[str]]]:
    return [(kind, re.compile(pattern + _END)) for kind, pattern in parts]


_CLEAR_PATTERNS = _alternatives(_CLEAR)
_LOOSE_PATTERNS = _alternatives((*_CLEAR, *_LOOSE))
_VALUE_PATTERNS = _alternatives((*_CLEAR, *_LOOSE, *_VALUES))

# Words that may stand before a period and belong to it, and that make a lone month or year one.
_BEFORE_CLEAR = re.compile(r"(?:(?:taken|shot|made|photographed|dated|from|in|during|on|of|over|at|by) )*(?:the )?")
_BEFORE_LOOSE = re.compile(r"(?:(?:taken|shot|made|photographed|dated) )?(?:from|in|during|on|dated) (?:the )?")
_SINCE = re.compile(r"(?:(?:taken|shot|made|photographed|from) )?(?P<sign>since|after|later than|newer than) (?:the )?")
_UNTIL = re.compile(
    r"(?:(?:taken|shot|made|photographed|from) )?(?P<sign>before|prior to|earlier than|older than|until|till|up to) "
    r"(?:the )?"
)
_FROM = re.compile(r"from (?:the )?")
_ONWARDS = re.compile(rf" (?:on|onwards?|till now|until now|until today){_END}")
_BETWEEN = re.compile(r"(?:(?:taken|shot|made|photographed) )?(?:between|from) (?:the )?")
_JOINING = re.compile(r" (?:and|to|until|till|through|up to) (?:the )?")
_AGE = re.compile(
    rf"(?P<sign>older than|newer than|younger than) (?P<count>{_COUNT}) (?P<unit>day|week|month|year)s?{_END}"
)
_BARE_YEAR = re.compile(rf"(?:of |of the year |the year |year )?(?P<year>{_YEAR})(?P<after> [^ ]+|$)?{_END}")
_COUNTED = frozenset(
    "people persons men women children m meters metres km miles feet ft steps stairs euros euro dollars dollar eur usd "
    "pounds pieces piece photos pictures pixels px dpi rpm kg tons hp watts w kcal years".split()
)
_NUMBERED = frozenset("number no nr room route model flight gate bus line street page top level unit lot".split())
_TRIGGER = re.compile(
    rf"\b(?:{_YEAR}|\d{{1,2}}[./]\d{{1,2}}[./]|{_LONG_MONTH}|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec|last|past|"
    rf"previous|this|{_SEASON} of|yesterday|today|tonight|ago|older|newer|younger|{'|'.join(_DECADES)})|\b'?[2-9]0'?s\b"
)

Hemisphere: TypeAlias = Literal["north", "south"]


def find(
    words: Sequence[str], today: Day, hemisphere: Hemisphere = "north", *, month_first: bool = False
) -> list[Found]:
    """The stretches of `words` (lower case) that name days, in order, none within another; `month_first` as for
    `dates.written`."""
    words = [_without_possessive(words, at) for at in range(len(words))]
    text = " ".join(words)
    if _TRIGGER.search(text) is None:
        return []
    counted = _Counted(today, hemisphere, month_first)
    places = [0, *itertools.accumulate(len(word) + 1 for word in words)]
    starts = {place: index for index, place in enumerate(places)}
    found: list[Found] = []
    at = 0
    while at < len(words):
        best = counted.at(text, places[at])
        if best is None:
            at += 1
            continue
        end, since, until = best
        last = starts[end + 1]
        found.append(Found(at, last, since, until))
        at = last
    return found


def _without_possessive(words: Sequence[str], at: int) -> str:
    """ "last summer's" is "last summer", but "new year's" is a feast."""
    word = words[at]
    if not word.endswith("'s") or word[:-2] not in _OWNING or (at and words[at - 1] == "new"):
        return word
    return word[:-2]


def value(text: str, today: Day, hemisphere: Hemisphere = "north") -> tuple[str | None, str | None] | None:
    """What the value of a filter says, all of it: "last week", "june 2019", "summer"; first and last day, month or
    year. None where it names no period."""
    return _Counted(today, hemisphere).whole(" ".join(text.lower().replace("’", "'").replace(",", " ").split()))


class _Counted:
    """Reads periods counted from one day."""

    def __init__(self, today: Day, hemisphere: Hemisphere, month_first: bool = False) -> None:
        self.today = today
        self.month_first = month_first
        self.south = hemisphere == "south"

    def at(self, text: str, place: int) -> tuple[int, str | None, str | None] | None:
        """The longest expression that begins at `place`: where it ends, and its first and last days."""
        best: tuple[int, str | None, str | None] | None = None
        for read in (self.older, self.between, self.open_ended, self.alone, self.bare_year):
            found = read(text, place)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
        return best

    def whole(self, text: str) -> tuple[str | None, str | None] | None:
        for read in (self.older, self.between, self.open_ended):
            said = read(text, 0)
            if said is not None and said[0] == len(text):
                return said[1], said[2]
        for prefix in (_BEFORE_CLEAR.match(text), None):
            place = prefix.end() if prefix is not None else 0
            found = self.period(text, place, _VALUE_PATTERNS)
            if found is not None and found[0] == len(text):
                return found[1].since, found[1].until
        return None

    def older(self, text: str, place: int) -> tuple[int, str | None, str | None] | None:
        found = _AGE.match(text, place)
        if found is None:
            return None
        day = self.moved(-_count(found["count"]), found["unit"])
        older = found["sign"] == "older than"
        return found.end(), None if older else day.isoformat(), day.isoformat() if older else None

    def between(self, text: str, place: int) -> tuple[int, str | None, str | None] | None:
        opening = _BETWEEN.match(text, place)
        if opening is None:
            return None
        first = self.period(text, opening.end(), _LOOSE_PATTERNS)
        joining = _JOINING.match(text, first[0]) if first is not None else None
        second = self.period(text, joining.end(), _LOOSE_PATTERNS) if joining is not None else None
        if first is None or second is None:
            return None
        since, until = first[1].since, second[1].until
        if len(since) > 4 and not re.search(_YEAR, text[opening.end() : first[0]]):
            since = _before(since, until)
        if since > until and not since.startswith(until):
            since, until = second[1].since, first[1].until
        return second[0], since, until

    def open_ended(self, text: str, place: int) -> tuple[int, str | None, str | None] | None:
        onwards = _FROM.match(text, place)
        found = self.period(text, onwards.end(), _LOOSE_PATTERNS) if onwards is not None else None
        ending = _ONWARDS.match(text, found[0]) if found is not None else None
        if found is not None and ending is not None:
            return ending.end(), found[1].since, None
        for opening in (_SINCE.match(text, place), _UNTIL.match(text, place)):
            found = self.period(text, opening.end(), _LOOSE_PATTERNS) if opening is not None else None
            if opening is None or found is None:
                continue
            sign, period = opening["sign"], found[1]
            if sign == "since":
                return found[0], period.since, None
            if sign in ("after", "later than", "newer than"):
                return found[0], following(period.until), None
            if sign in ("until", "till", "up to"):
                return found[0], None, period.until
            return found[0], None, preceding(period.since)
        return None

    def alone(self, text: str, place: int) -> tuple[int, str | None, str | None] | None:
        loose, clear = _BEFORE_LOOSE.match(text, place), _BEFORE_CLEAR.match(text, place)
        tries = [(loose.end(), _LOOSE_PATTERNS)] if loose is not None else []
        tries += [(clear.end(), _CLEAR_PATTERNS)] if clear is not None else []
        for start, patterns in (*tries, (place, _CLEAR_PATTERNS)):
            found = self.period(text, start, patterns)
            if found is not None:
                return found[0], found[1].since, found[1].until
        return None

    def bare_year(self, text: str, place: int) -> tuple[int, str | None, str | None] | None:
        """A year without any word that says so: not one to come, nor a number of things."""
        found = _BARE_YEAR.match(text, place)
        if found is None:
            return None
        before = text[:place].split()
        if int(found["year"]) > self.today.year + 1 or (found["after"] or "").strip() in _COUNTED:
            return None
        if before and before[-1] in _NUMBERED:
            return None
        return found.end("year"), found["year"], found["year"]

    # ---- one period

    def period(self, text: str, place: int, patterns: list[tuple[str, re.Pattern[str]]]) -> tuple[int, _Period] | None:
        best: tuple[int, _Period] | None = None
        for kind, pattern in patterns:
            found = pattern.match(text, place)
            if found is None or (best is not None and found.end() <= best[0]):
                continue
            if kind == "decade":
                period = self.of_decade(found)
            else:
                read: Callable[..., _Period | None] = getattr(self, f"of_{kind}")
                period = read(*(part for part in found.groups() if part is not None))
            if period is not None:
                best = found.end(), period
        return best

    def of_iso(self, text: str) -> _Period | None:
        date = written(text, month_first=self.month_first)
        return _Period(date, date) if date is not None else None

    def of_day(self, first: str, second: str, year: str | None = None) -> _Period | None:
        month, day = (first, second) if first in _MONTH_NUMBERS else (second, first)
        number = _MONTH_NUMBERS[month]
        if year is None:
            year = str(self.today.year - ((number, int(day)) > (self.today.month, self.today.day)))
        date = date_of(year, str(number), day)
        return _Period(date, date) if date is not None else None

    def of_months(self, first: str, last: str, year: str) -> _Period:
        start, end = _MONTH_NUMBERS[first], _MONTH_NUMBERS[last]
        return _Period(f"{int(year) - (start > end):04}-{start:02}", f"{year}-{end:02}")

    def of_years(self, first: str, last: str) -> _Period:
        return _Period(min(first, last), max(first, last))

    def of_month(self, first: str, second: str) -> _Period:
        month, year = (first, second) if first in _MONTH_NUMBERS else (second, first)
        date = f"{year}-{_MONTH_NUMBERS[month]:02}"
        return _Period(date, date)

    def of_one_month(self, name: str) -> _Period:
        """The last one of that name that has begun."""
        number = _MONTH_NUMBERS[name]
        return self.of_month(name, str(self.today.year - (number > self.today.month)))

    def of_one_year(self, year: str) -> _Period:
        return _Period(year, year)

    def of_season_of(self, name: str, year: str) -> _Period:
        return self.of_season(name, str(1900 + int(year) + 100 * (int(year) <= self.today.year % 100)))

    def of_part(self, part: str, year: str) -> _Period:
        first = {"early": 1, "beginning": 1, "mid": 5, "middle": 5}.get(part, 9)
        return _Period(f"{year}-{first:02}", f"{year}-{first + 3:02}")

    def of_season(self, name: str, year: str) -> _Period:
        first = _SEASONS[name]
        if self.south:
            first = (first + 5) % 12 + 1
        month = f"{int(year):04}-{first:02}"
        return _Period(month, following(following(month)))

    def of_feast(self, name: str, year: str) -> _Period:
        first, last = feasts.feast(name, int(year))
        return _Period(first.isoformat(), last.isoformat())

    def of_last(self, name: str) -> _Period:
        """The last one that is over."""
        if name in WEEKDAYS:
            back = (self.today.weekday() - WEEKDAYS.index(name)) % 7 or 7
            return _days(self.today - datetime.timedelta(back))
        if name == "weekend":
            sunday = self.today - datetime.timedelta(self.today.weekday() + 1)
            return _days(sunday - datetime.timedelta(1), sunday)
        for year in range(self.today.year, self.today.year - 3, -1):
            period = self.named(name, str(year))
            if period.until < self.today.isoformat()[: len(period.until)]:
                return period
        return self.named(name, str(self.today.year - 1))

    def of_this(self, name: str) -> _Period:
        """The one that goes on now, or the latest that has begun; of this week for days of the week."""
        if name in WEEKDAYS or name == "weekend":
            monday = self.today - datetime.timedelta(self.today.weekday())
            if name == "weekend":
                return _days(monday + datetime.timedelta(5), monday + datetime.timedelta(6))
            return _days(monday + datetime.timedelta(WEEKDAYS.index(name)))
        before = self.named(name, str(self.today.year - 1))
        if before.until >= self.today.isoformat()[: len(before.until)]:
            return before
        period = self.named(name, str(self.today.year))
        return period if period.since <= self.today.isoformat()[: len(period.since)] else before

    def named(self, name: str, year: str) -> _Period:
        if name in _SEASONS:
            return self.of_season(name, year)
        return self.of_month(name, year) if name in _MONTH_NUMBERS else self.of_feast(name, year)

    def of_last_unit(self, unit: str) -> _Period:
        return self.of_ago("1", unit)

    def of_this_unit(self, unit: str) -> _Period:
        return self.of_ago("0", unit)

    def of_days(self, name: str) -> _Period:
        back = {"the day before yesterday": 2, "yesterday": 1, "last night": 1}.get(name, 0)
        return _days(self.today - datetime.timedelta(back))

    def of_ago(self, count: str, unit: str) -> _Period:
        number = _count(count)
        if unit == "decade":
            year = self.today.year // 10 * 10 - 10 * number
            return _Period(str(year), str(year + 9))
        day = self.moved(-number, unit)
        if unit == "week":
            monday = day - datetime.timedelta(day.weekday())
            return _days(monday, monday + datetime.timedelta(6))
        return _days(day) if unit == "day" else _Period(*[day.isoformat()[: 4 if unit == "year" else 7]] * 2)

    def of_recent(self, count: str, unit: str) -> _Period:
        return _days(self.moved(-_count(count), unit), self.today)

    def moved(self, by: int, unit: str) -> Day:
        """The day so many days, weeks, months or years from today."""
        if unit in ("day", "week"):
            return self.today + datetime.timedelta(by * (7 if unit == "week" else 1))
        years, months = divmod(self.today.year * 12 + self.today.month - 1 + by * (12 if unit == "year" else 1), 12)
        return Day(years, months + 1, min(self.today.day, calendar.monthrange(years, months + 1)[1]))

    def of_decade(self, found: _Part) -> _Period | None:
        groups = {name[2:] or name: text for name, text in found.groupdict().items() if text is not None}
        part, name = (groups.get("part") or "").strip(" -"), groups.get("name") or groups.get("xd") or ""
        if "year" in groups:
            year = int(groups["year"])
        else:
            tens = _DECADES.get(name) or int(name.strip("'s"))
            year = 2000 + tens if 2000 + tens <= self.today.year and tens < 30 else 1900 + tens
        first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(part, (0, 9))
        return _Period(str(year + first), str(year + last))


def _before(since: str, until: str) -> str:
    """The month or day of `since` in the last year that is not after `until`: "between june and august 2019"."""
    year = until[:4] if since[5:] <= (until + "-12-31")[5 : len(since)] else f"{int(until[:4]) - 1:04}"
    return date_of(year, since[5:7], since[8:10] or None) or since


def _days(first: Day, last: Day | None = None) -> _Period:
    return _Period(first.isoformat(), (last or first).isoformat())


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]
