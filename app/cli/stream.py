"""What all commands share: where they write, the options each takes, JSON, failures. Imports only click."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from app.settings import Settings

FAILED = 1  # exit code: done with failures the summary names, or a message says why not
STOPPED = 130  # exit code: Ctrl-C, as shells count it
# A file's name may hold anything, also what would steer the terminal. Nothing of the kind is ever printed.
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_NO_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in _CONTROLS if chr(code) != "\n"}


@dataclass(slots=True)
class Caller:
    """What was said before the command's name."""

    library: Path | None = None
    as_json: bool = False
    low_memory: bool = False

    @property
    def folder(self) -> Path:
        """The library's folder."""
        if self.library is not None:
            return self.library
        from app.paths import default_library

        return default_library()

    def settings(self) -> Settings:
        """The person's settings, with what was asked for on the command line."""
        from dataclasses import replace

        from app.settings import load_settings

        kept = load_settings()
        return replace(kept, low_memory=True) if self.low_memory else kept


class Failure(click.ClickException):
    """A message for a person, on stderr; with --json also `{"error": ...}` on stdout. Exit code 1."""

    exit_code = FAILED

    def __init__(self, message: str, *, as_json: bool = False) -> None:
        super().__init__(printable(message))
        self._as_json = as_json

    def show(self, file: IO[Any] | None = None) -> None:
        if self._as_json:
            emit({"error": self.message})
        say(self.message)


def prepare_streams() -> None:
    """Lets any file name be printed: what the terminal's encoding lacks is replaced, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say(text: str) -> None:
    """A message on stderr."""
    sys.stderr.write(f"{text.translate(_NO_CONTROLS)}\n")
    sys.stderr.flush()


def put(text: str) -> None:
    """A result on stdout. Not `click.echo`, which takes an ASCII terminal for a UTF-8 one."""
    sys.stdout.write(f"{text.translate(_NO_CONTROLS)}\n")


def emit(answer: dict[str, Any]) -> None:
    """One JSON object on one line of stdout. Pure ASCII, so that it survives every locale and pipe."""
    put(json.dumps(answer, ensure_ascii=True, allow_nan=False))
    sys.stdout.flush()


def printable(text: str | os.PathLike[str]) -> str:
    """A path or text that can be printed and put into JSON: bytes of a name that are not UTF-8 become U+FFFD."""
    return os.fspath(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def visible(text: str | os.PathLike[str]) -> str:
    """The same for one line in a terminal: line breaks and control characters become U+FFFD too."""
    return printable(text).replace("\n", "\N{REPLACEMENT CHARACTER}").translate(_NO_CONTROLS)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options every command takes: --json, and --library and --low-memory also behind the command's name.

    The command gets a `Caller` as its first argument.
    """

    def set_json(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            ctx.ensure_object(Caller).as_json = True

    def set_library(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
        if value is not None:
            ctx.ensure_object(Caller).library = value

    def set_low_memory(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            ctx.ensure_object(Caller).low_memory = True

    @click.option("--low-memory", hidden=True, is_flag=True, expose_value=False, callback=set_low_memory)
    @click.option("--json", is_flag=True, expose_value=False, callback=set_json, help="Print one JSON object.")
    @click.option(
        "--library",
        hidden=True,
        expose_value=False,
        callback=set_library,
        type=click.Path(file_okay=False, path_type=Path),
    )
    @functools.wraps(command)
    def with_common(*args: Any, **kwargs: Any) -> Any:
        return command(click.get_current_context().ensure_object(Caller), *args, **kwargs)

    return with_common


def lines_of_stdin() -> Iterator[str]:
    """The lines of stdin as soon as each is there, decoded like file names, so that any path survives."""
    source = sys.stdin.buffer
    for line in iter(source.readline, b""):
        yield os.fsdecode(line.rstrip(b"\r\n"))
