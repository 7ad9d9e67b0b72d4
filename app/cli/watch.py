"""`watch`: keeps the library up to date until it is stopped, and steers what works on it."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.stream import Caller, common, emit, printable, put, say, visible

if TYPE_CHECKING:
    from app.indexing.keeper import KeeperNews
    from app.indexing.watch_state import WatchState
    from app.settings import Throttle

LINE_SECONDS = 10.0  # between two lines of progress


@click.command(short_help="Keep the library up to date while it runs.")
@click.argument(
    "folders", metavar="[FOLDER]...", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--throttle",
    type=click.Choice(("gentle", "normal", "fast")),
    help="How much of the machine to take; kept for this library, and obeyed by what runs already.",
)
@click.option("--pause", "wish", flag_value="pause", help="Pause what works on this library, now and later; then end.")
@click.option("--resume", "wish", flag_value="resume", help="Let it go on; then end.")
@click.option(
    "--poll",
    "poll_seconds",
    type=click.FloatRange(min=1),
    metavar="SECONDS",
    help="How often to look at folders of which the system does not tell changes.",
)
@common
def watch(
    caller: Caller,
    folders: tuple[Path, ...],
    throttle: Throttle | None,
    wish: str | None,
    poll_seconds: float | None,
) -> None:
    """Keep the library up to date: what is added, changed, moved or deleted in its folders is noticed in seconds.

    Each FOLDER is added to the library first. Everything is looked at when it starts and once an hour. Runs until
    Ctrl-C; other commands can change the library meanwhile. `status` tells which folders are watched, which are only
    looked at every few minutes, and why. With --json, each news is a JSON object on a line.

    \b
    Examples:
      python3 main.py watch
      python3 main.py watch ~/Pictures --throttle gentle
      python3 main.py watch --pause
    """
    from app.indexing.wishes import change_wishes

    if throttle is not None:
        caller.folder.mkdir(parents=True, exist_ok=True)
        change_wishes(caller.folder, throttle=throttle)
    if wish is not None:
        caller.folder.mkdir(parents=True, exist_ok=True)
        change_wishes(caller.folder, paused=wish == "pause")
        said = "Paused until it is resumed." if wish == "pause" else "Goes on."
        if caller.as_json:
            emit({"paused": wish == "pause"})
        else:
            put(said)
        return
    keep(caller, folders, poll_seconds)


def keep(caller: Caller, folders: tuple[Path, ...], poll_seconds: float | None) -> None:
    """Watches until Ctrl-C."""
    from app.cli.index import stopping_cleanly
    from app.domain import CancelToken
    from app.indexing.control import Control
    from app.indexing.keeper import POLL_SECONDS, Keeper
    from app.indexing.wishes import Following, read_wishes

    token = CancelToken()
    settings = caller.settings()
    control = Control.by(settings, token)
    wishes = read_wishes(caller.folder)
    if wishes.throttle is not None:
        control.set_throttle(wishes.throttle)
    if wishes.paused:
        control.pause()
    keeper = Keeper(
        caller.folder, settings, folders=folders, control=control, poll_seconds=poll_seconds or POLL_SECONDS
    )
    shown = Shown(as_json=caller.as_json)
    with stopping_cleanly(token), Following(caller.folder, control):
        for news in keeper.run():
            shown.show(news)
    if not caller.as_json:
        say("Stopped. The library is as up to date as it was a moment ago.")


class Shown:
    """Tells news: lines for a person on stderr, or JSON objects on stdout."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._said_at = 0.0

    def show(self, news: KeeperNews) -> None:
        """Progress only now and then; everything else at once."""
        from app.domain import IndexSummary, Progress
        from app.indexing.watch_state import WatchState

        if isinstance(news, Progress):
            if time.monotonic() - self._said_at < LINE_SECONDS:
                return
            self._said_at = time.monotonic()
            if self._as_json:
                emit({"progress": asdict(news) | {"current": printable(news.current)}})
            else:
                from app.cli.progress import STAGES, facts

                say(f"{STAGES[news.stage]}: {news.done:,}, {facts(news)}")
        elif isinstance(news, WatchState):
            self._show_state(news)
        elif isinstance(news, IndexSummary):
            from app.cli.index import as_json, in_words

            if self._as_json:
                emit({"run": as_json(news)})
            else:
                say(in_words(news))
        elif self._as_json:
            emit({"message": printable(news)})
        else:
            say(visible(news))

    def _show_state(self, state: WatchState) -> None:
        if self._as_json:
            emit({"state": state_as_json(state)})
            return
        if not state.doing:
            held = f", {state.held}" if state.held else ""
            say(
                "; ".join(
                    f"{visible(folder.path)}: {how_in_words(folder.how, folder.why)}{held}" for folder in state.folders
                )
            )


def state_as_json(state: WatchState) -> dict[str, Any]:
    """The watcher's state as other programs read it."""
    return {
        "pid": state.pid,
        "since": state.since,
        "doing": state.doing,
        "held": state.held,
        "dirty": state.dirty,
        "folders": [{"path": printable(folder.path), "how": folder.how, "why": folder.why} for folder in state.folders],
    }


def how_in_words(how: str, why: str) -> str:
    """How a folder is kept up to date: watched; looked at every few minutes, because ..."""
    words = {"watching": "watched", "polling": "looked at every few minutes", "offline": "not there"}[how]
    return f"{words} ({why})" if why and how == "polling" else words
