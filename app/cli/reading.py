"""`read-text`: reads the text in pictures now, where else it is read while nothing else is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from app.cli.index import NAMED_SKIPS, stopping_cleanly
from app.cli.stream import FAILED, STOPPED, Caller, common, emit, printable, put, say, visible

if TYPE_CHECKING:
    from app.indexing.reading import Reading
    from app.library.seen_text import ReadCounts
    from app.settings import Throttle


@click.command(short_help="Read the text in pictures, so that it can be searched.")
@click.option("--probable", is_flag=True, help="Only photos that probably show text: screenshots, signs, pages.")
@click.option("--retry", is_flag=True, help="Try photos again in which reading failed before.")
@click.option("--throttle", type=click.Choice(("gentle", "normal", "fast")), help="How much of the machine to take.")
@common
def read_text(caller: Caller, probable: bool, retry: bool, throttle: Throttle | None) -> None:
    """Read the text in the pictures of the library that nobody looked at for text yet, the newest first.

    Needs an optional part: pip install 'snowline[ocr]', or in Snowline's folder .venv/bin/python -m pip install
    '.[ocr]'. A photo takes about a second. Ctrl-C stops; the next run goes on where this one stopped. While `watch` or
    the window keep the library up to date they do the same by themselves, as the setting read_text says: auto (what
    probably shows text soon, the rest at leisure), all, or off.

    \b
    Examples:
      python3 main.py read-text --probable
      python3 main.py read-text --throttle fast
      python3 main.py search 'text:"no parking"'
    """
    from app.cli.progress import ProgressShown
    from app.domain import Cancelled, CancelToken
    from app.indexing.control import Control
    from app.indexing.reading import Reading
    from app.indexing.wishes import Following
    from app.library import Library

    settings = caller.settings()
    token = CancelToken()
    control = Control.by(settings, token)
    if throttle is not None:
        control.set_throttle(throttle)
    reading = Reading(caller.folder, settings, control, probable=probable)
    Library.open_current(caller.folder).close()
    if retry:
        with Library.open(caller.folder, write=True, purpose="reading text in pictures") as library:
            library.read_again()
    stopped = False
    try:
        with stopping_cleanly(token), ProgressShown() as shown, Following(caller.folder, control):
            for step in reading.run():
                shown.show(step, stopping=token.cancelled)
    except Cancelled:
        stopped = True
    with Library.open(caller.folder) as library:
        counts = library.read_counts()
    if caller.as_json:
        emit(as_json(reading, counts, stopped))
    else:
        put(in_words(reading, counts))
    if stopped:
        say("Stopped. What was read is kept; run the same command again to go on.")
        click.get_current_context().exit(STOPPED)
    if reading.failed:
        click.get_current_context().exit(FAILED)


def as_json(reading: Reading, counts: ReadCounts, stopped: bool) -> dict[str, Any]:
    """What was done, as other programs read it."""
    return {
        "read": reading.read,
        "with_text": reading.with_text,
        "failed": [{"path": printable(path), "reason": printable(reason)} for path, reason in reading.failed],
        "cancelled": stopped,
        "coverage": coverage_as_json(counts),
    }


def coverage_as_json(counts: ReadCounts) -> dict[str, int]:
    """How far the reading has come, as other programs read it."""
    return counts._asdict()


def coverage_in_words(counts: ReadCounts) -> str:
    """The same for a person: read in 3,120 of 20,356 photos, 411 of them show any."""
    from app.cli.show import count

    told = f"read in {counts.read:,} of {count(counts.photos, 'photo')}"
    if counts.read:
        told += f", {counts.with_text:,} of them {'shows' if counts.with_text == 1 else 'show'} any"
    return told + (f"; it failed in {counts.failed:,}" if counts.failed else "")


def in_words(reading: Reading, counts: ReadCounts) -> str:
    """The same as `as_json` for a person."""
    from app.cli.show import count

    lines = [
        f"{count(reading.read, 'photo')} read now, {reading.with_text:,} of them with text. "
        f"Text {coverage_in_words(counts)}."
    ]
    lines += [f"  {visible(path)}: {visible(reason)}" for path, reason in reading.failed[:NAMED_SKIPS]]
    if len(reading.failed) > NAMED_SKIPS:
        lines.append(f"  and {len(reading.failed) - NAMED_SKIPS:,} more; --json names them all")
    return "\n".join(lines)
