"""What the status line, the cost preview and the panel of background work say. No widgets here.

Where a line may be too narrow there are several forms of one sentence, the longest first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from app.domain import IndexSummary, Progress
from app.ui import wording
from app.ui.session import Coverage
from app.ui.translation import translate

if TYPE_CHECKING:
    from app.index.memory import Memory
    from app.indexing.estimate import Estimate
    from app.settings import Throttle

PAUSED, ON_BATTERY, IN_USE = "paused", "on battery", "in use"  # as `Progress.held` says it
MINUTE, HOUR = 60, 3600
# Rates of the first few photos say nothing yet.
RATE_IS_WORTH_SAYING = 0.05


def held(why: str) -> str:
    """Why nothing goes on: "Paused"; empty while it does."""
    if why == PAUSED:
        return translate("work", "Paused")
    if why == ON_BATTERY:
        return translate("work", "On battery: waiting")
    return translate("work", "Waits until nobody uses the computer") if why == IN_USE else ""


def running(step: Progress, more: int = 0) -> tuple[str, ...]:
    """How far a run is, in forms of falling length; `more` folders and files wait for its end."""
    if step.stage == "scan":
        lines = [translate("work", "Looking for photos: %Ln found", step.done)]
    elif step.stage == "finish":
        lines = [translate("work", "Finishing: bringing the search up to date"), translate("work", "Finishing")]
    else:
        lines = _describing(step)
    if why := held(step.held):
        return (*(f"{why} · {line}" for line in _how_far(step, lines)), why)
    if more:
        lines.insert(0, " · ".join((lines[0], translate("work", "%Ln more to come", more))))
    return tuple(dict.fromkeys(lines))


def _how_far(step: Progress, lines: list[str]) -> list[str]:
    """Without what says nothing while nothing goes on: how fast, and when it ends."""
    if step.stage in ("scan", "finish"):
        return lines[-1:]
    return _describing(Progress(step.stage, step.done, step.total))[1:]


def _describing(step: Progress) -> list[str]:
    done, total = wording.number(step.done), wording.number(step.total or step.done)
    whole = translate("work", "Indexing {0} of {1}").format(done, total)
    if step.stage == "read":
        whole = translate("work", "Reading text in {0} of {1}").format(done, total)
    rate = ""
    if step.rate >= RATE_IS_WORTH_SAYING:
        amount = QLocale().toString(step.rate, "f", 0 if step.rate >= 2 else 1)
        rate = translate("work", "{0}/s").format(amount)
    left = "" if step.seconds_left is None else translate("work", "{0} left").format(short_time(step.seconds_left))
    newest = translate("work", "newest first")
    short = translate("work", "{0} of {1}").format(done, total)
    forms = [(whole, newest, rate, left), (whole, rate, left), (whole, left), (short, left), (short,)]
    return list(dict.fromkeys(" · ".join(part for part in form if part) for form in forms))


def short_time(seconds: float) -> str:
    """ "40 s", "15 min", "2 h 10 min", "3 days": as exact as anybody can tell."""
    if seconds < MINUTE:
        return translate("work", "{0} s").format(wording.number(max(round(seconds), 1)))
    minutes = round(seconds / MINUTE)
    if minutes < MINUTE:
        return translate("work", "{0} min").format(wording.number(minutes))
    hours = minutes / MINUTE
    if hours < 10 and minutes % MINUTE:
        return translate("work", "{0} h {1} min").format(minutes // MINUTE, minutes % MINUTE)
    if hours < 48:
        return translate("work", "{0} h").format(wording.number(round(hours)))
    return translate("work", "%Ln day(s)", round(hours / 24))


def about(seconds: float) -> str:
    """A time that was estimated, no more exact than it is: "a few seconds", "about 20 min", "about 2 h"."""
    if seconds < 10:
        return translate("work", "a few seconds")
    return translate("work", "about {0}").format(short_time(_rounded(seconds)))


def _rounded(seconds: float) -> float:
    """To what can be said honestly: 5 s up to a minute, minutes, 5 minutes from a quarter, half hours from three."""
    for until, step in ((MINUTE, 5), (15 * MINUTE, MINUTE), (3 * HOUR, 5 * MINUTE), (10 * HOUR, 30 * MINUTE)):
        if seconds < until:
            return max(step * math.floor(seconds / step + 0.5), step)
    return max(HOUR * math.floor(seconds / HOUR + 0.5), HOUR)


def counted(found: Estimate) -> str:
    """How many photos there are: "48,210 photos", or "More than 12,000 photos so far" while they are counted."""
    if found.counted:
        return wording.count(found.photos, "photo")
    round_number = found.photos // 1000 * 1000 if found.photos > 1000 else found.photos
    return translate("work", "More than %Ln photo(s) so far", round_number)


def known(found: Estimate) -> str:
    """How many of them the library has; empty for none."""
    if not found.known:
        return ""
    if found.known_sampled:
        return translate("work", "about %Ln of them already in your library", found.known)
    return translate("work", "%Ln of them already in your library", found.known)


def costs(found: Estimate, throttle: Throttle) -> str:
    """Time and room that the new ones take: "about 2 h, about 190 MB of disk space"; empty while nobody can tell."""
    seconds = found.seconds_at(throttle)
    if not found.new or seconds is None or found.disk is None:
        return ""
    if not found.counted:
        return translate("work", "so far {0} of work and {1} on disk").format(about(seconds), room(found.disk))
    return translate("work", "{0} of work and {1} on disk").format(about(seconds), room(found.disk))


def room(octets: int) -> str:
    """Bytes that were estimated, in two digits: "190 MB"."""
    amount = float(max(octets, 1024))
    unit = 1024.0 ** int(math.log(amount, 1024))
    digits = 0 if amount / unit >= 2.95 else 1
    if amount / unit >= 100:
        amount = round(amount / unit, -1) * unit
    return QLocale().formattedDataSize(int(amount), digits, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def no_room(found: Estimate) -> str:
    """What is wrong with the disk; empty while it has room."""
    if found.enough_room or found.disk is None:
        return ""
    words = translate(
        "work",
        "There is not enough room: {0} are needed, and the disk that holds your library has {1} left. "
        "Make room first, or take only the names for now.",
    )
    return words.format(room(found.disk), room(found.free))


def online_only(found: Estimate) -> str:
    if not found.online_only:
        return ""
    return translate("work", "%Ln more are kept online only; they are not downloaded.", found.online_only)


def covered(coverage: Coverage) -> str:
    """How much of the library can be found by what is in it: "62 % described"; when all is, the number of photos as
    answers and the sidebar count them."""
    whole = coverage.photos + coverage.waiting
    if not whole:
        return ""
    if not coverage.waiting:
        return wording.photos_folded(coverage.photos - coverage.folded, coverage.folded)
    # Never 100 % while something is missing, nor 0 % when something is there.
    share = min(max(100 * coverage.photos // whole, 1 if coverage.photos else 0), 99)
    return translate("work", "{0} % described").format(wording.number(share))


def covered_in_full(coverage: Coverage) -> str:
    """The same with numbers, and why the others wait."""
    lines = [wording.described(coverage.photos, coverage.photos + coverage.waiting)]
    if coverage.idle:
        lines.append(translate("work", "%Ln wait until nobody uses the computer", coverage.idle))
    if coverage.named:
        lines.append(translate("work", "%Ln are found by their names only, as you chose", coverage.named))
    return "\n".join(lines)


def outcome(result: IndexSummary) -> str:
    """What a run did, in one line."""
    if result.named and not result.indexed:
        return translate("work", "%Ln photo(s) can be found by name now", result.named)
    return wording.summary(result)


def throttle_name(throttle: Throttle) -> str:
    match throttle:
        case "gentle":
            return translate("work", "Gentle")
        case "normal":
            return translate("work", "Normal")
        case _:
            return translate("work", "Fast")


def throttle_meaning(throttle: Throttle) -> str:
    match throttle:
        case "gentle":
            return translate("work", "Half of one processor. You will not notice it.")
        case "normal":
            return translate("work", "Several processors, but your other programs go first.")
        case _:
            return translate("work", "All there is. Other programs may become slow.")


def memory(parts: Memory) -> str:
    """How much memory the program takes: its own, and what the system can take back."""
    return translate("work", "{0} of its own · {1} that can be given back at any time").format(
        room(parts.private), room(parts.reclaimable)
    )


def memory_explained(parts: Memory) -> str:
    words = translate(
        "work",
        "The first part belongs to Snowline alone. The second are parts of its files that happen to be in memory: the "
        "system takes them back whenever another program needs the room. {0} are free for everybody.",
    )
    return words.format(room(parts.free))


def places(names: Sequence[str]) -> str:
    """What is to be added: the name of the one, or how many."""
    return names[0] if len(names) == 1 else translate("work", "%Ln folders and files", len(names))
