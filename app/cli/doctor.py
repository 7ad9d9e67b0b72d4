"""`doctor`: whether the library is sound, and putting it right; files that were left out, tried again or kept out."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.index import stopping_cleanly
from app.cli.stream import FAILED, STOPPED, Caller, common, emit, printable, put, say, visible

if TYPE_CHECKING:
    from app.domain import CancelToken, Finding


@click.command(short_help="Check the library and repair it; files left out or kept out.")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--repair", is_flag=True, help="Put right what is found.")
@click.option("--skipped", is_flag=True, help="List the files that were left out, with the reason.")
@click.option("--retry", is_flag=True, help="Try files that were left out again: those at PATH, or all.")
@click.option("--exclude", is_flag=True, help="Keep PATH, a file or folder, out of the library from now on.")
@click.option("--include", is_flag=True, help="Let an excluded PATH in again.")
@click.option("--excluded", is_flag=True, help="List what is kept out.")
@common
def doctor(caller: Caller, paths: tuple[Path, ...], **chosen: bool) -> None:
    """Check whether the library is sound: catalogue, vectors, index and thumbnails. Changes nothing without --repair.

    --repair never removes anything that you added. What cannot be mended is kept beside the library under another
    name, and photos whose description was lost are described anew when their folders are next indexed.

    Exit code: 0 the library is sound or everything was mended, 1 problems are left.

    \b
    Examples:
      python3 main.py doctor
      python3 main.py doctor --repair
      python3 main.py doctor --skipped
      python3 main.py doctor --retry ~/Pictures/2019
      python3 main.py doctor --exclude ~/Pictures/screenshots
    """
    wanted = [name for name, is_wanted in chosen.items() if is_wanted]
    if len(wanted) > 1:
        raise click.UsageError(f"One at a time, please: --{' or --'.join(wanted)}.")
    what = wanted[0] if wanted else "check"
    if paths and what not in {"retry", "exclude", "include"}:
        raise click.UsageError("A PATH goes with --retry, --exclude or --include.")
    if not paths and what in {"exclude", "include"}:
        raise click.UsageError(f"--{what} needs a PATH.")
    if what in {"check", "repair"}:
        _check(caller, repair=what == "repair")
    elif what in {"skipped", "excluded"}:
        _list(caller, what)
    else:
        _change(caller, what, paths)


def _check(caller: Caller, *, repair: bool) -> None:
    from app.domain import Cancelled, CancelToken

    token = CancelToken()
    began = time.monotonic()
    try:
        with stopping_cleanly(token):
            found = _examined(caller.folder, repair, token)
    except Cancelled:
        say("Stopped.")
        click.get_current_context().exit(STOPPED)
    left = [one for one in found if one.serious and not one.mended]
    if caller.as_json:
        emit(
            {
                "library": printable(caller.folder),
                "healthy": not left,
                "problems": [_as_json(one) for one in left],
                "mended": [_as_json(one) for one in found if one.mended],
                "notes": [_as_json(one) for one in found if not one.serious and not one.mended],
                "seconds": round(time.monotonic() - began, 3),
            }
        )
    else:
        put(_in_words(found, repair))
    if left:
        click.get_current_context().exit(FAILED)


def _examined(folder: Path, repair: bool, token: CancelToken) -> list[Finding]:
    from app.cli.progress import ProgressShown
    from app.indexing.doctor import examine

    with ProgressShown() as shown:
        steps = examine(folder, repair=repair, cancel=token)
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                found: list[Finding] = end.value
                return found
            shown.show(step, stopping=token.cancelled)


def _as_json(finding: Finding) -> dict[str, Any]:
    return {"part": finding.part, "text": printable(finding.text)}


def _in_words(found: list[Finding], repair: bool) -> str:
    lines = []
    for one in found:
        kind = "mended" if one.mended else "problem" if one.serious else "note"
        lines.append(f"{kind:<8} {one.part}: {visible(one.text)}.")
    left = sum(one.serious and not one.mended for one in found)
    if left and not repair:
        lines.append("To put this right: python3 main.py doctor --repair")
    elif left:
        lines.append("Not everything could be mended.")
    else:
        lines.append("Everything was mended." if any(one.mended for one in found) else "The library is sound.")
    return "\n".join(lines)


def _list(caller: Caller, what: str) -> None:
    from app.library import Library

    with Library.open_current(caller.folder) as library:
        if what == "skipped":
            rows = [{"path": printable(path), "reason": printable(why)} for path, why in library.skipped_files()]
            lines = [f"{visible(row['path'])}: {visible(row['reason'])}" for row in rows]
        else:
            rows = [{"path": printable(os.fsdecode(path))} for path in library.excluded()]
            lines = [visible(row["path"]) for row in rows]
    if caller.as_json:
        emit({what: rows})
    else:
        put("\n".join(lines) if lines else f"Nothing is {'left' if what == 'skipped' else 'kept'} out.")


def _change(caller: Caller, what: str, paths: tuple[Path, ...]) -> None:
    from app.library import Library

    with Library.open_current(caller.folder) as present:  # there must be one: none is made for this
        present.file_count()
    with Library.open(caller.folder, write=True) as library:
        if what == "retry":
            count = library.retry_skipped(paths)
            told = f"{count:,} file{'' if count == 1 else 's'} will be tried again when their folders are next indexed."
            answer: dict[str, Any] = {"retried": count}
        elif what == "exclude":
            entry = library.exclude(paths)
            told = f"{visible(entry.summary)}. To take it back: python3 main.py undo, or doctor --include."
            answer = {"excluded": [printable(path) for path in paths], "entry": entry.entry_id}
        else:
            count = library.include(paths)
            told = f"Let in again; {count:,} file{'' if count == 1 else 's'} came back at once. Index to find new ones."
            answer = {"included": [printable(path) for path in paths], "files": count}
    if caller.as_json:
        emit(answer)
    else:
        put(told)
