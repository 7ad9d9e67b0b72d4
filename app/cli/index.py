"""`index`: adds folders to the library, with progress, a clean stop and a summary."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from app.cli.stream import FAILED, STOPPED, Caller, common, emit, printable, put, say, visible

if TYPE_CHECKING:
    from app.domain import CancelToken, IndexSummary, Progress, Skipped
    from app.indexing.wishes import Describing
    from app.settings import Settings, Throttle

NAMED_SKIPS = 20  # skipped files listed for a person; --json has all of them


@click.command(short_help="Add folders of photos to the library, or bring them up to date.")
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--pack",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Describe photos with the model pack in DIR. What the present one says stays and answers until all are done.",
)
@click.option(
    "--throttle",
    type=click.Choice(("gentle", "normal", "fast")),
    help="How much of the machine to take: one process with rests, a few with low priority, or all there is. "
    "The default is in the settings.",
)
@click.option("--estimate", is_flag=True, help="Only tell how many photos are new, and the time and room they take.")
@click.option(
    "--describe",
    type=click.Choice(("now", "idle", "names")),
    help="When the photos of each PATH are described: now; while nobody uses the machine (by the window or `watch`); "
    "or not yet, so that they are found by names, dates and places alone. Kept for later runs.",
)
@click.option("--retry-skipped", is_flag=True, help="Try all files again that were left out before.")
@common
def index(
    caller: Caller,
    paths: tuple[Path, ...],
    pack: Path | None,
    throttle: Throttle | None,
    estimate: bool,
    describe: Describing | None,
    retry_skipped: bool,
) -> None:
    """Add the photos in each PATH, a folder or a file, to the library.

    A folder that is already there is brought up to date, which is quick when little has changed. Ctrl-C stops after
    the photos in flight; the next run goes on where this one stopped. Photos are never changed or moved.

    Names, sizes and dates can be searched at once; then the photos are described, the newest first, and can be found by
    what is in them. Photos that were indexed while captions were switched off in the settings get theirs in the first
    run after they are switched on. Files that failed on a limit are tried again when that limit is raised.

    With --estimate, nothing is indexed: the photos are counted, held against the library, and a few of them described
    to see how long that takes here.

    \b
    Examples:
      python3 main.py index ~/Pictures
      python3 main.py index /media/usb/DCIM ~/Downloads
      python3 main.py --library /tmp/try index --json photos
      python3 main.py index --estimate ~/Pictures
      python3 main.py index --describe idle /media/archive
      python3 main.py index --retry-skipped
    """
    from app.domain import CancelToken, IndexSummary

    if not paths and not retry_skipped:
        raise click.UsageError("Name a folder or a file: python3 main.py index ~/Pictures")
    if estimate:
        from app.cli.estimate import show_estimate

        show_estimate(caller, paths, throttle)
        return
    away = away_with_their_drive(caller.folder, paths)
    wanted = tuple(path for path in paths if path not in away) if paths else roots_at_hand(caller.folder)
    token = CancelToken()
    summary = IndexSummary()
    if describe is not None and wanted:
        from app.indexing.choices import choose

        choose(caller.folder, wanted, describe)
    if wanted or not away:
        with stopping_cleanly(token):
            summary = run_index(
                caller.folder,
                wanted,
                token,
                pack=pack,
                throttle=throttle,
                retry_skipped=retry_skipped,
                settings=caller.settings(),
            )
    summary.away += away.values()
    if caller.as_json:
        emit(as_json(summary))
    else:
        put(in_words(summary))
    if summary.cancelled:
        say("Stopped. What was finished is in the library; run the same command again to go on.")
        click.get_current_context().exit(STOPPED)
    if summary.skipped:
        click.get_current_context().exit(FAILED)


def away_with_their_drive(folder: Path, paths: tuple[Path, ...]) -> dict[Path, Skipped]:
    """Those of `paths` that are not there now although the library knows them, with the reason, as when a drive was
    unplugged. Raises a usage error for a path that nobody knows."""
    missing = [path for path in paths if not os.path.exists(path)]
    if not missing:
        return {}
    from app.domain import Skipped
    from app.library import Library
    from app.library.connection import DATABASE_NAME

    away: dict[Path, Skipped] = {}
    known: list[Path] = []
    if (folder / DATABASE_NAME).exists():
        with Library.open(folder) as library:
            known = [Path(os.fsdecode(root)) for root in library.roots()]
    for path in missing:
        there = Path(os.path.realpath(path))
        if not any(there in (root, *root.parents) or (root in there.parents and not root.exists()) for root in known):
            raise click.BadParameter(f"Path '{printable(path)}' does not exist.", param_hint="'PATH...'")
        away[path] = Skipped(printable(there), "it is not there now; what is known of it is kept")
    return away


def roots_at_hand(folder: Path) -> tuple[Path, ...]:
    """The folders of the library that are there now."""
    from app.library import Library

    with Library.open(folder) as library:
        return tuple(path for root in library.roots() if (path := Path(os.fsdecode(root))).is_dir())


def run_index(
    folder: Path,
    paths: tuple[Path, ...],
    token: CancelToken,
    *,
    pack: Path | None = None,
    throttle: Throttle | None = None,
    retry_skipped: bool = False,
    settings: Settings | None = None,
) -> IndexSummary:
    """Indexes `paths` into the library in `folder` with progress on stderr; `pack` names another model pack."""
    from app.cli.progress import ProgressShown
    from app.indexing.control import Control
    from app.indexing.pipeline import index_paths
    from app.indexing.wishes import Following
    from app.settings import load_settings

    settings = settings or load_settings()
    control = Control.by(settings, token)
    if throttle is not None:
        control.set_throttle(throttle)
    with ProgressShown() as shown, Following(folder, control):
        steps: Generator[Progress, None, IndexSummary] = index_paths(
            folder, paths, settings, pack_folder=pack, cancel=token, control=control, retry_skipped=retry_skipped
        )
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                summary: IndexSummary = end.value
                return summary
            shown.show(step, stopping=token.cancelled)


@contextlib.contextmanager
def stopping_cleanly(token: CancelToken) -> Iterator[None]:
    """The first Ctrl-C sets the token, so that what is finished is kept; a second one stops at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        if token.cancelled:
            raise KeyboardInterrupt
        token.cancel()

    signals = [signal.SIGINT, *([signal.SIGTERM] if sys.platform != "win32" else [])]
    before = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def as_json(summary: IndexSummary) -> dict[str, Any]:
    """The summary as other programs read it."""
    return {
        "found": summary.found,
        "indexed": summary.indexed,
        "unchanged": summary.unchanged,
        "skipped": [{"path": printable(s.path), "reason": printable(s.reason)} for s in summary.skipped],
        "seconds": round(summary.seconds, 3),
        "cancelled": summary.cancelled,
        "away": [{"path": printable(s.path), "reason": printable(s.reason)} for s in summary.away],
        "problems": [printable(problem) for problem in summary.problems],
        "described_again": summary.described_again,
        "switched_to": summary.switched_to,
        "missing": summary.missing,
        "named": summary.named,
    }


def in_words(summary: IndexSummary) -> str:
    """What was done, and which files were left out and why."""
    from app.cli.show import count, duration

    counts = [f"{summary.indexed:,} indexed", f"{summary.unchanged:,} unchanged", f"{len(summary.skipped):,} skipped"]
    lines = [f"{count(summary.found, 'photo')} found: {', '.join(counts)} in {duration(summary.seconds)}."]
    if summary.missing:
        one = summary.missing == 1
        where = "is no longer where it was" if one else "are no longer where they were"
        lines.append(f"{count(summary.missing, 'file')} {where}; what is known of {'it' if one else 'them'} is kept.")
    if summary.named:
        lines.append(
            f"{count(summary.named, 'file')} are found by name for now, as you chose (--describe now ends it)."
        )
    lines += [f"  {visible(away.path)}: {visible(away.reason)}" for away in summary.away]
    lines += [visible(problem) for problem in summary.problems]
    if summary.described_again:
        lines.append(f"{count(summary.described_again, 'photo')} described again by the new models.")
    if summary.switched_to is not None:
        lines.append(f"{visible(summary.switched_to)} answers from now on; the generation before it is kept.")
    lines += [f"  {visible(skip.path)}: {visible(skip.reason)}" for skip in summary.skipped[:NAMED_SKIPS]]
    if len(summary.skipped) > NAMED_SKIPS:
        lines.append(f"  and {len(summary.skipped) - NAMED_SKIPS:,} more; --json names them all")
    return "\n".join(lines)
