"""`index --estimate`: what folders would cost, before anything is indexed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.stream import STOPPED, Caller, Failure, emit, put, say

if TYPE_CHECKING:
    from app.indexing.estimate import Estimate
    from app.settings import Throttle

_POLL_SECONDS = 0.05
_LINE_SECONDS = 2.0  # between two lines of counting


def show_estimate(caller: Caller, paths: tuple[Path, ...], throttle: Throttle | None) -> None:
    """Prints what indexing `paths` would cost, as a sentence or as JSON."""
    if not paths:
        raise click.UsageError("Name a folder or a file: python3 main.py index --estimate ~/Pictures")
    settings = caller.settings()
    found = find_out(caller, paths)
    level = throttle or settings.throttle
    if caller.as_json:
        emit(as_json(found, level))
    else:
        put(in_words(found, level))


def find_out(caller: Caller, paths: tuple[Path, ...]) -> Estimate:
    """The complete estimate. Raises `Failure` where there is none."""
    from app.indexing.probe import Probe

    probe = Probe(caller.folder, paths, caller.settings())
    newest: Estimate | None = None
    said = time.monotonic()
    try:
        while probe.running:
            for news in probe.poll():
                if isinstance(news, str):
                    raise Failure(news, as_json=caller.as_json)
                newest = news
            if newest is not None and not newest.counted and time.monotonic() - said > _LINE_SECONDS:
                said = time.monotonic()
                say(f"More than {newest.photos:,} photos so far")
            time.sleep(_POLL_SECONDS)
    except KeyboardInterrupt:
        click.get_current_context().exit(STOPPED)
    finally:
        probe.abandon()
    assert newest is not None
    return newest


def as_json(found: Estimate, level: Throttle) -> dict[str, Any]:
    """The estimate as other programs read it: counts, seconds by level, bytes. `seconds` and `disk` are null where
    nobody can tell."""
    return {
        "photos": found.photos,
        "known": found.known,
        "known_sampled": found.known_sampled,
        "new": found.new,
        "online_only": found.online_only,
        "octets": found.octets,
        "throttle": level,
        "seconds": None if found.seconds is None else round(found.seconds_at(level) or 0.0, 1),
        "seconds_at": None if found.seconds is None else {name: round(value, 1) for name, value in found.seconds},
        "disk": found.disk,
        "free": found.free,
        "enough_room": found.enough_room,
        "sampled": found.sampled,
    }


def in_words(found: Estimate, level: Throttle) -> str:
    """The same in a sentence or two."""
    from app.cli.show import count, duration, size

    parts = [count(found.photos, "photo")]
    if found.known:
        parts.append(f"{'about ' if found.known_sampled else ''}{found.known:,} already known")
    seconds = found.seconds_at(level)
    if found.new and seconds is not None:
        parts.append(f"about {duration(seconds)}")
    if found.new and found.disk is not None:
        parts.append(size(found.disk))
    lines = [", ".join(parts) + "."]
    if found.online_only:
        lines.append(f"{count(found.online_only, 'photo')} more kept online only; those are left alone.")
    if found.disk is not None and not found.enough_room:
        lines.append(f"The disk of the library has {size(found.free)} left, which is not enough. Make room first.")
    return "\n".join(lines)
