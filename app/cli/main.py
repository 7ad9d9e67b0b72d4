"""The command group `main`: finds a command, imports only that one, and turns errors into messages and exit codes.

Exit codes: 0 done; 1 done with failures that the summary names, or not done and a message says why; 2 wrong usage;
130 stopped with Ctrl-C.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from app.cli.stream import STOPPED, Caller, Failure, prepare_streams, say

# name: (module with a command of that name, what it does). The list is here so that `--help` imports no command.
COMMANDS: dict[str, tuple[str, str]] = {
    "index": ("app.cli.index", "Add folders of photos to the library, or bring them up to date."),
    "watch": ("app.cli.watch", "Keep the library up to date while it runs."),
    "search": ("app.cli.search", "Find photos by what is in them."),
    "similar": ("app.cli.search", "Find photos that look like one you have."),
    "complete": ("app.cli.complete", "Say how a query may go on."),
    "duplicates": ("app.cli.duplicates", "Pictures that you have in several files."),
    "describe": ("app.cli.describe", "Say what is in a picture, without adding it to the library."),
    "rate": ("app.cli.person", "Give photos stars, or take them away."),
    "favourite": ("app.cli.person", "Make photos favourites."),
    "tag": ("app.cli.person", "Give photos tags of your own."),
    "caption": ("app.cli.person", "Write a caption by hand."),
    "rename": ("app.cli.away", "Give a photo's file another name."),
    "trash": ("app.cli.away", "Move photo files to the trash of the desktop."),
    "forget": ("app.cli.away", "Take a folder or a drive out of the library."),
    "saved": ("app.cli.saved", "Searches kept under a name, and what is new in them."),
    "undo": ("app.cli.history", "Take back what you did last."),
    "redo": ("app.cli.history", "Do again what you took back."),
    "history": ("app.cli.history", "What you did, and what can be undone."),
    "export-xmp": ("app.cli.export", "Write ratings, tags and captions into sidecars beside the photos."),
    "import-xmp": ("app.cli.exchange", "Read the sidecars beside the photos anew."),
    "export-csv": ("app.cli.exchange", "Write a table of photos with ratings, tags and captions."),
    "import-csv": ("app.cli.exchange", "Take ratings, tags and captions from a table."),
    "read-text": ("app.cli.reading", "Read the text in pictures, so that it can be searched."),
    "associations": ("app.cli.associations", "What leads to what: the word network behind related photos."),
    "generations": ("app.cli.generations", "Versions of the models side by side: list, compare, switch, drop."),
    "status": ("app.cli.status", "What the library holds, and on which drives."),
    "doctor": ("app.cli.doctor", "Check the library and repair it; files left out or kept out."),
    "desktop-entry": ("app.cli.desktop_entry", "Put Snowline into the applications menu."),
    "demo": ("app.cli.demo", "Try the program on its sample pictures."),
    "bench": ("app.cli.bench", "Measure the program on this machine."),
    "test": ("app.cli.test", "Run the test suite."),
}

EPILOG = """\b
Examples:
  python3 main.py                                  open the window
  python3 main.py ~/Pictures                       open it and add a folder
  python3 main.py index ~/Pictures
  python3 main.py search snow on mountains
  python3 main.py similar holiday.jpg --limit 5
"""


class Commands(click.Group):
    """A click group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name][0]), cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"There is no command {args[0]!r}, and no folder or file of that name.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command. Errors a person can act on become one message; output that nobody reads any more is no
        error."""

        def failure(message: str) -> Failure:
            return Failure(message, as_json=isinstance(ctx.obj, Caller) and ctx.obj.as_json)

        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # a closed pipe shows here, not as noise when Python exits
            return result
        except KeyboardInterrupt:
            say("Stopped.")
            ctx.exit(STOPPED)
        except BrokenPipeError:
            # What is still buffered must go somewhere when Python exits.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except MemoryError as error:
            raise failure("There is not enough memory for this. Close other programs and try again.") from error
        except OSError as error:
            if error.errno in {None, errno.EPIPE}:
                raise
            where = f" ({error.filename})" if error.filename else ""
            raise failure(f"{error.strerror}{where}.") from error
        except Exception as error:
            # `app.domain` brings numpy along. If nobody has imported it, this cannot be one of its errors.
            domain = sys.modules.get("app.domain")
            if domain is None or not isinstance(error, domain.SnowlineError):
                raise
            raise failure(str(error) + _way_out(error, domain)) from error

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        prepare_streams()
        return super().make_context(info_name, args, parent, **extra)


def _way_out(error: Exception, domain: ModuleType) -> str:
    """What a person at a command line can do about an error, besides what it says."""
    if isinstance(error, domain.LibraryDamaged):
        return " To repair it: python3 main.py doctor --repair"
    if isinstance(error, domain.LibraryForbidden):
        return " Another library is chosen with --library."
    return ""


@click.command(
    cls=Commands,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--library",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The library to use, in place of your own.",
)
@click.option("--low-memory", is_flag=True, help="Take as little memory as possible; slower, and coarser in words.")
@click.pass_context
def main(ctx: click.Context, library: Path | None, low_memory: bool) -> None:
    """Find photos by what is in them, on your own machine.

    Results go to stdout, progress and messages to stderr. Every command takes --json, and then prints one JSON object
    and nothing else to stdout. Exit code: 0 done, 1 not done or done with failures, 2 wrong usage.
    """
    ctx.obj = Caller(library, low_memory=low_memory)
