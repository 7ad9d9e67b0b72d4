"""How numbers, dates and paths are put into words for the window, in the person's own locale. No widgets here."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt

from app.domain import Hit, IndexSummary, Match, Progress, Reason

if TYPE_CHECKING:
    from app.indexing.watch_state import WatchedFolder, WatchState

MATCH_WORDS = {Match.LIKELY: "Likely", Match.MAYBE: "Maybe", Match.UNLIKELY: "Unlikely"}
# Over the hits that follow the surer ones.
MATCH_HEADINGS = {
    Match.LIKELY: "Likely matches",
    Match.MAYBE: "Maybe: less sure from here on",
    Match.UNLIKELY: "Unlikely: below the relevance line",
}
SECONDS_A_MINUTE = 60
MINUTES_AN_HOUR = 60
# A rate of the first few photos says nothing yet.
RATE_IS_WORTH_SAYING = 0.05


def count(number: int, thing: str) -> str:
    """ "1 photo", "7,086 photos"."""
    return f"{QLocale().toString(number)} {thing}{'' if number == 1 else 's'}"


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
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def day(iso: str) -> str:
    """A day, ISO 8601, in full: "Friday, 3 October 2025"."""
    found = QDate.fromString(iso, Qt.DateFormat.ISODate)
    return QLocale().toString(found, QLocale.FormatType.LongFormat) if found.isValid() else "Unknown date"


def duration(seconds: float) -> str:
    """ "40 seconds", "3 minutes", "2 h 10 min": as exact as a person wants it."""
    whole = round(seconds)
    if whole < SECONDS_A_MINUTE:
        return count(max(whole, 1), "second")
    minutes = round(whole / SECONDS_A_MINUTE)
    if minutes < MINUTES_AN_HOUR:
        return count(minutes, "minute")
    return f"{minutes // MINUTES_AN_HOUR} h {minutes % MINUTES_AN_HOUR} min"


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
        return "Not rated"
    return count(rating, "star") if rating >= 0 else "Rejected"


def marks(hit: Hit) -> str:
    """What a person marked a photo with: "4 stars, favourite"; empty for neither."""
    rated = stars(hit.rating) if hit.rating is not None else ""
    whole = ", ".join(part for part in (rated, "favourite" if hit.favourite else "") if part)
    return whole[:1].upper() + whole[1:]


def strength(reason: Reason) -> str:
    """How much a reason says: "61 % of what speaks for this photo, 98 % sure by itself"."""
    if not reason.strength:
        return "Every photo in this answer fulfils it"
    share = f"{round(100 * reason.strength)} % of what speaks for this photo"
    return share if reason.sure is None else f"{share}, {round(100 * reason.sure)} % sure by itself"


def folded(copies: int) -> str:
    """How many photos are folded into a hit."""
    return f"{count(copies, 'more photo')} like this"


def row(hit: Hit) -> str:
    """One result in one sentence, for a screen reader."""
    parts = [file_name(hit), f"{MATCH_WORDS[hit.match].lower()} match", hit.caption, date(hit.date), marks(hit)]
    if hit.copies:
        parts.append(folded(hit.copies))
    if hit.waiting:
        parts.append("not described yet")
    if not hit.online:
        parts.append(hit.away)
    return ", ".join(part for part in parts if part)


def not_yet_similar(hit: Hit) -> str:
    """Why no photos like this one can be looked for."""
    return f"{file_name(hit)} is not described yet. Similar photos can be found once it is."


def matches(hits: Sequence[Hit]) -> str:
    """ "9 likely, 15 maybe": what is listed, by how sure it is."""
    found = {match: sum(hit.match is match for hit in hits) for match in Match}
    return ", ".join(f"{QLocale().toString(number)} {match}" for match, number in found.items() if number)


def progress(step: Progress) -> str:
    """The progress line: what happens, how fast, and how long it will take."""
    if step.stage == "scan":
        return f"Looking for photos: {count(step.done, 'file')} found"
    if step.stage == "finish":
        return "Finishing"
    parts = [f"{'Reading text in' if step.stage == 'read' else 'Indexing'} {QLocale().toString(step.done)}"]
    if step.total:
        parts[0] += f" of {count(step.total, 'photo')} ({100 * step.done // step.total} %)"
    if step.rate >= RATE_IS_WORTH_SAYING:
        parts.append(f"{step.rate:.0f} photos/s" if step.rate >= 1 else f"{step.rate:.1f} photos/s")
    if step.seconds_left is not None:
        parts.append(f"{duration(step.seconds_left)} left")
    return " · ".join(parts)


def summary(result: IndexSummary) -> str:
    """What an index run did, in one line."""
    if not result.found:
        return "Stopped" if result.cancelled else "No photos found there"
    new = f"{count(result.indexed, 'photo')} indexed in {duration(result.seconds)}" if result.indexed else "Nothing new"
    parts = [f"Stopped: {new}" if result.cancelled else new]
    if result.unchanged:
        parts.append(f"{QLocale().toString(result.unchanged)} unchanged")
    if result.skipped:
        parts.append(f"{count(len(result.skipped), 'file')} skipped")
    return " · ".join(parts)


def watching(state: WatchState, held: str, step: Progress | None, described: int, waiting: int) -> str:
    """How the library is kept up to date now; `step` is the newest of a run that describes photos."""
    covered = f"{QLocale().toString(described)} of {count(described + waiting, 'photo')} described" if waiting else ""
    folders = count(len(state.folders), "folder")
    if held:
        why = "Paused" if held == "paused" else "Waiting for mains power"
        return f"{why} · {covered or f'changes in {folders} wait'}"
    if step is not None and step.stage == "index":
        parts = [covered or progress(Progress("index", step.done, step.total))]
        if step.seconds_left is not None:
            parts.append(f"{duration(step.seconds_left)} left")
        return " · ".join(parts)
    if state.doing == "finish":
        return "Finishing"
    if state.doing == "scan":
        return " · ".join(part for part in (f"Looking for changes in {folders}", covered) if part)
    return " · ".join(part for part in (_kept(state.folders), covered) if part)


def watched_folders(folders: Sequence[WatchedFolder]) -> str:
    """How each folder is kept up to date, a line each."""
    words = {"watching": "watched", "polling": "looked at every few minutes", "offline": "not connected"}
    return "\n".join(
        f"{path(folder.path)}: {words[folder.how]}" + (f", as {folder.why}" if folder.how == "polling" else "")
        for folder in folders
    )


def _kept(folders: Sequence[WatchedFolder]) -> str:
    """ "Watching 2 folders", and what is to be said of those that are not watched."""
    by_how = {how: [folder for folder in folders if folder.how == how] for how in ("watching", "polling", "offline")}
    parts = []
    if watched := by_how["watching"]:
        parts.append(f"Watching {count(len(watched), 'folder')}")
    if polled := by_how["polling"]:
        what = f"looking at {count(len(polled), 'folder')} every few minutes"
        whys = list(dict.fromkeys(folder.why for folder in polled))
        parts.append(f"{what}: {whys[0]}" if len(whys) == 1 else what)
    if away := by_how["offline"]:
        parts.append(f"{count(len(away), 'folder')} not connected")
    whole = " · ".join(parts)
    return whole[:1].upper() + whole[1:]
