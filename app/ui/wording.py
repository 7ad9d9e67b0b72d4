"""How numbers, dates and paths are put into words for the window, in the person's own locale. No widgets here."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt

from app.domain import Hit, IndexSummary, Match, Progress, Reason
from app.ui.translation import in_words, marked, translate

if TYPE_CHECKING:
    from app.indexing.watch_state import WatchedFolder, WatchState

Thing = Literal["photo", "file", "folder", "drive", "search", "star", "second", "minute"]

_MATCH = {
    Match.LIKELY: marked("wording", "Likely"),
    Match.MAYBE: marked("wording", "Maybe"),
    Match.UNLIKELY: marked("wording", "Unlikely"),
}
_MATCH_IN_ROW = {
    Match.LIKELY: marked("wording", "likely match"),
    Match.MAYBE: marked("wording", "maybe a match"),
    Match.UNLIKELY: marked("wording", "unlikely match"),
}
_MATCHES = {
    Match.LIKELY: marked("wording", "{0} likely"),
    Match.MAYBE: marked("wording", "{0} maybe"),
    Match.UNLIKELY: marked("wording", "{0} unlikely"),
}
# Over the hits that follow the surer ones.
_HEADINGS = {
    Match.LIKELY: marked("wording", "Likely matches"),
    Match.MAYBE: marked("wording", "Maybe: less sure from here on"),
    Match.UNLIKELY: marked("wording", "Unlikely: below the relevance line"),
}
_HELD = {
    "paused": marked("wording", "Paused"),
    "on battery": marked("wording", "Waiting for mains power"),
    "in use": marked("wording", "Waiting until nobody uses the computer"),
}
_WATCHED = {
    "watching": marked("wording", "{0}: watched"),
    "polling": marked("wording", "{0}: looked at every few minutes, as {1}"),
    "offline": marked("wording", "{0}: not connected"),
}
SECONDS_A_MINUTE = 60
MINUTES_AN_HOUR = 60
# A rate of the first few photos says nothing yet.
RATE_IS_WORTH_SAYING = 0.05


def match(sure: Match) -> str:
    """ "Likely" """
    return translate("wording", _MATCH[sure])


def match_heading(sure: Match) -> str:
    """What stands over hits that are so sure."""
    return translate("wording", _HEADINGS[sure])


def number(value: int) -> str:
    return QLocale().toString(value)


def count(number: int, thing: Thing) -> str:
    """ "1 photo", "7,086 photos"."""
    match thing:
        case "photo":
            return translate("wording", "%Ln photo(s)", number)
        case "file":
            return translate("wording", "%Ln file(s)", number)
        case "folder":
            return translate("wording", "%Ln folder(s)", number)
        case "drive":
            return translate("wording", "%Ln drive(s)", number)
        case "search":
            return translate("wording", "%Ln search(es)", number)
        case "star":
            return translate("wording", "%Ln star(s)", number)
        case "second":
            return translate("wording", "%Ln second(s)", number)
        case "minute":
            return translate("wording", "%Ln minute(s)", number)


def size(octets: int) -> str:
    return QLocale().formattedDataSize(octets, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def date(iso: str | None) -> str:
    """A camera's ISO 8601 time as a short local date and time; empty when there is none that can be read."""
    if not iso:
        return ""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    local = QDateTime(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    return QLocale().toString(local, _whole_years(QLocale().dateTimeFormat(QLocale.FormatType.ShortFormat)))


def short_day(found: QDate) -> str:
    """ "03/10/2025" """
    return QLocale().toString(found, _whole_years(QLocale().dateFormat(QLocale.FormatType.ShortFormat)))


def _whole_years(pattern: str) -> str:
    """Photos are older than a century of two digits."""
    return re.sub(r"(?<!y)yy(?!y)", "yyyy", pattern)


def day(iso: str) -> str:
    """A day, ISO 8601, in full: "Friday, 3 October 2025"."""
    found = QDate.fromString(iso, Qt.DateFormat.ISODate)
    return (
        QLocale().toString(found, QLocale.FormatType.LongFormat)
        if found.isValid()
        else translate("wording", "Unknown date")
    )


def duration(seconds: float) -> str:
    """ "40 seconds", "3 minutes", "2 h 10 min": as exact as a person wants it."""
    whole = round(seconds)
    if whole < SECONDS_A_MINUTE:
        return count(max(whole, 1), "second")
    minutes = round(whole / SECONDS_A_MINUTE)
    if minutes < MINUTES_AN_HOUR:
        return count(minutes, "minute")
    return translate("wording", "{0} h {1} min").format(minutes // MINUTES_AN_HOUR, minutes % MINUTES_AN_HOUR)


def path(text: str) -> str:
    """A path that can be drawn: bytes that are no UTF-8 become replacement characters."""
    return os.fsencode(text).decode("utf-8", "replace")


def file_name(hit: Hit) -> str:
    return path(os.path.basename(hit.path)) or path(hit.path)


def folder(hit: Hit) -> str:
    return path(os.path.dirname(hit.path))


def stars(rating: int | None) -> str:
    """ "4 stars", "Rejected", "Not rated"."""
    if rating is None:
        return translate("wording", "Not rated")
    return count(rating, "star") if rating >= 0 else translate("wording", "Rejected")


def marks(hit: Hit) -> str:
    """What a person marked a photo with: "4 stars, favourite"; empty for neither."""
    parts = [stars(hit.rating)] if hit.rating is not None else []
    if hit.favourite:
        parts.append(translate("wording", "favourite"))
    return _sentence(", ".join(parts))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def strength(reason: Reason) -> str:
    """How much a reason says: "61 % of what speaks for this photo, 98 % sure by itself"."""
    if not reason.strength:
        return translate("wording", "Every photo in this answer fulfils it")
    share = round(100 * reason.strength)
    if reason.sure is None:
        return translate("wording", "{0} % of what speaks for this photo").format(share)
    words = translate("wording", "{0} % of what speaks for this photo, {1} % sure by itself")
    return words.format(share, round(100 * reason.sure))


def folded(copies: int) -> str:
    """How many photos are folded into a hit."""
    return translate("wording", "%Ln more photo(s) like this", copies)


def row(hit: Hit) -> str:
    """One result in one sentence, for a screen reader."""
    parts = [file_name(hit), translate("wording", _MATCH_IN_ROW[hit.match]), hit.caption, date(hit.date), marks(hit)]
    if hit.copies:
        parts.append(folded(hit.copies))
    if hit.waiting:
        named = translate("wording", "found by its name only") if hit.named else ""
        parts.append(named or translate("wording", "not described yet"))
    if not hit.online:
        parts.append(in_words(hit.away))
    return ", ".join(part for part in parts if part)


def not_yet_similar(hit: Hit) -> str:
    """Why no photos like this one can be looked for."""
    words = translate("wording", "{0} is not described yet. Similar photos can be found once it is.")
    if hit.named:
        words = translate("wording", "Only the name of {0} is known. Choose “Describe now” in its menu first.")
    return words.format(file_name(hit))


def matches_of(found: Mapping[Match, int]) -> str:
    """ "9 likely, 15 maybe": what is listed, by how sure it is."""
    return ", ".join(
        translate("wording", words).format(number(found[sure])) for sure, words in _MATCHES.items() if found.get(sure)
    )


def photos_folded(photos: int, folded: int) -> str:
    """How many photos are listed, and how many more stand behind these: "1,276 photos · 36 copies folded"."""
    counted = count(photos, "photo")
    return f"{counted} · {folded_copies(folded)}" if folded else counted


def why_folded() -> str:
    return translate("wording", "Copies of a picture, bursts and RAW+JPEG pairs are counted and listed as one photo.")


def folded_copies(copies: int) -> str:
    """How many photos of an answer are folded into others."""
    return translate("wording", "%Ln copies folded", copies)


def progress(step: Progress) -> str:
    """The progress line: what happens, how fast, and how long it will take."""
    if step.stage == "scan":
        return translate("wording", "Looking for photos: %Ln file(s) found", step.done)
    if step.stage == "finish":
        return translate("wording", "Finishing")
    parts = [_done(step)]
    if step.rate >= RATE_IS_WORTH_SAYING:
        parts.append(rate(step.rate))
    if step.seconds_left is not None:
        parts.append(left(step.seconds_left))
    return " · ".join(parts)


def _done(step: Progress) -> str:
    done = number(step.done)
    if not step.total:
        return translate("wording", "Reading text in {0}" if step.stage == "read" else "Indexing {0}").format(done)
    if step.stage == "read":
        words = translate("wording", "Reading text in {0} of %Ln photo(s) ({1} %)", step.total)
    else:
        words = translate("wording", "Indexing {0} of %Ln photo(s) ({1} %)", step.total)
    return words.format(done, 100 * step.done // step.total)


def rate(photos_a_second: float) -> str:
    """ "58 photos/s" """
    digits = 0 if photos_a_second >= 1 else 1
    return translate("wording", "{0} photos/s").format(QLocale().toString(photos_a_second, "f", digits))


def left(seconds: float) -> str:
    """ "3 minutes left" """
    return translate("wording", "{0} left").format(duration(seconds))


def summary(result: IndexSummary) -> str:
    """What an index run did, in one line."""
    if not result.found:
        return translate("wording", "Stopped" if result.cancelled else "No photos found there")
    new = translate("wording", "Nothing new")
    if result.indexed:
        words = translate("wording", "%Ln photo(s) indexed in {0}", result.indexed)
        new = words.format(duration(result.seconds))
    parts = [translate("wording", "Stopped: {0}").format(new) if result.cancelled else new]
    if result.unchanged:
        parts.append(translate("wording", "{0} unchanged").format(number(result.unchanged)))
    if result.skipped:
        parts.append(translate("wording", "%Ln file(s) skipped", len(result.skipped)))
    return " · ".join(parts)


def described(photos: int, of: int) -> str:
    """ "1,203 of 5,000 photos described" """
    return translate("wording", "{0} of %Ln photo(s) described", of).format(number(photos))


def watching(state: WatchState, held: str, step: Progress | None, photos: int, waiting: int) -> str:
    """How the library is kept up to date now, `photos` of it being described; `step` is the newest of a run that
    describes more."""
    covered = described(photos, photos + waiting) if waiting else ""
    folders = len(state.folders)
    if held:
        why = translate("wording", _HELD.get(held, _HELD["paused"]))
        return f"{why} · {covered or translate('wording', 'changes in %Ln folder(s) wait', folders)}"
    if step is not None and step.stage == "index":
        parts = [covered or progress(Progress("index", step.done, step.total))]
        if step.seconds_left is not None:
            parts.append(left(step.seconds_left))
        return " · ".join(parts)
    if state.doing == "finish":
        return translate("wording", "Finishing")
    doing = _kept(state.folders)
    if state.doing == "scan":
        doing = translate("wording", "Looking for changes in %Ln folder(s)", folders)
    reading = ""
    if step is not None and step.stage == "read":
        reading = translate("wording", "reading text in photos: {0} of {1}").format(
            number(step.done), number(step.total or step.done)
        )
    return " · ".join(part for part in (doing, covered, reading) if part)


def watched_folders(folders: Sequence[WatchedFolder]) -> str:
    """How each folder is kept up to date, a line each."""
    return "\n".join(
        translate("wording", _WATCHED[folder.how]).format(path(folder.path), in_words(folder.why)) for folder in folders
    )


def _kept(folders: Sequence[WatchedFolder]) -> str:
    """ "Watching 2 folders", and what is to be said of those that are not watched."""
    by_how = {how: [folder for folder in folders if folder.how == how] for how in ("watching", "polling", "offline")}
    parts = []
    if watched := by_how["watching"]:
        parts.append(translate("wording", "watching %Ln folder(s)", len(watched)))
    if polled := by_how["polling"]:
        what = translate("wording", "looking at %Ln folder(s) every few minutes", len(polled))
        whys = list(dict.fromkeys(folder.why for folder in polled))
        parts.append(f"{what}: {in_words(whys[0])}" if len(whys) == 1 else what)
    if away := by_how["offline"]:
        parts.append(translate("wording", "%Ln folder(s) not connected", len(away)))
    return _sentence(" · ".join(parts))
