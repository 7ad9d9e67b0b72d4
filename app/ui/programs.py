"""Programs that can open a photo, as the desktop knows them, and starting one. No Qt here.

On Linux these are the desktop files that say so for a type of file (freedesktop.org: desktop entries 1.5, associations
between types and applications 1.0). Windows and macOS have choosers of their own.
"""

from __future__ import annotations

import configparser
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain import SnowlineError

_ENTRY = "Desktop Entry"
_MOST = 20  # listed; more are no help
_FILE_CODES = frozenset(("%f", "%F"))
_URL_CODES = frozenset(("%u", "%U"))
_CHOOSE_ON_MAC = (
    "on run argv\n"
    "set chosen to choose application with prompt (item 2 of argv) as alias\n"
    'do shell script "open -a " & quoted form of POSIX path of chosen & " " & quoted form of (item 1 of argv)\n'
    "end run"
)

_started: list[subprocess.Popen[bytes]] = []  # held until they end, as the system wants to be asked how they did


@dataclass(frozen=True, slots=True)
class Program:
    """A program as its desktop file describes it. `icon` is a theme's name for it or a path; `command` is its `Exec`
    line, taken apart."""

    identity: str
    name: str
    icon: str
    command: tuple[str, ...]
    source: str


def programs_for(types: Sequence[str], language: str = "") -> list[Program]:
    """The programs that open one of these types of file ("image/jpeg", the most exact first): what the person or the
    system prefers first. `language` ("de_AT", "de") is that of their names. Reads small files."""
    found: dict[str, Program] = {}
    for identity in _identities(types):
        if identity not in found and (program := _program(identity, language)) is not None:
            found[identity] = program
        if len(found) == _MOST:
            break
    return list(found.values())


def open_with(program: Program, paths: Sequence[str]) -> None:
    """Starts a program with files. Raises `SnowlineError` where it cannot be started."""
    _started[:] = [one for one in _started if one.poll() is None]
    for command in commands(program, paths):
        try:
            _started.append(
                subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
        except OSError as error:
            raise SnowlineError(f"{program.name} could not be started: {error.strerror or error}.") from error


def commands(program: Program, paths: Sequence[str]) -> list[list[str]]:
    """What to run: once for all files where the program takes several, else once for each."""
    codes = {code for part in program.command for code in (*_FILE_CODES, *_URL_CODES) if part == code}
    if codes & {"%f", "%u"}:
        return [_filled(program, [path]) for path in paths]
    return [_filled(program, list(paths))]


def has_chooser() -> bool:
    """The system asks itself which program is meant."""
    return sys.platform in {"win32", "darwin"}


def choose_program(path: str, prompt: str) -> None:
    """Lets the system ask with which program to open a file, and open it."""
    if sys.platform == "win32":
        subprocess.Popen(["rundll32.exe", "shell32.dll,OpenAs_RunDLL", path])
    elif sys.platform == "darwin":
        subprocess.Popen(["osascript", "-e", _CHOOSE_ON_MAC, path, prompt])


def _filled(program: Program, paths: list[str]) -> list[str]:
    command: list[str] = []
    given = False
    for part in program.command:
        if part in _FILE_CODES or part in _URL_CODES:
            urls = [Path(path).absolute().as_uri() for path in paths] if part in _URL_CODES else paths
            command += urls
            given = True
        elif part == "%i":
            command += ["--icon", program.icon] if program.icon else []
        elif part == "%c":
            command.append(program.name)
        elif part == "%k":
            command.append(program.source)
        elif not (len(part) == 2 and part.startswith("%") and part != "%%"):
            command.append(part.replace("%%", "%"))
    return command if given else [*command, *paths]


def _data_folders() -> list[Path]:
    """Where desktop files lie, the person's own before the system's."""
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    system = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return [home, *(Path(folder) for folder in system.split(":") if folder)]


def _config_folders() -> list[Path]:
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    system = os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    return [home, *(Path(folder) for folder in system.split(":") if folder)]


def _identities(types: Sequence[str]) -> Iterator[str]:
    """The names of desktop files for these types, the preferred ones first; some more than once."""
    lists = [_read(folder / "mimeapps.list") for folder in _config_folders()]
    lists += [_read(folder / "applications" / "mimeapps.list") for folder in _data_folders()]
    caches = [_read(folder / "applications" / "mimeinfo.cache") for folder in _data_folders()]
    removed = {(kind, name) for one in lists for kind in types for name in _names(one, "Removed Associations", kind)}
    for kind in types:
        for section, files in (("Default Applications", lists), ("Added Associations", lists), ("MIME Cache", caches)):
            for one in files:
                for name in _names(one, section, kind):
                    if (kind, name) not in removed:
                        yield name


def _names(file: configparser.RawConfigParser, section: str, kind: str) -> list[str]:
    listed = file.get(section, kind, fallback="")
    return [name for name in listed.split(";") if name]


def _program(identity: str, language: str) -> Program | None:
    """The program of a desktop file; None for one that is not there, hidden, or for a terminal."""
    place = next((found for folder in _data_folders() if (found := _place(folder, identity)) is not None), None)
    if place is None:
        return None
    entry = _read(place)
    if not entry.has_section(_ENTRY):
        return None

    def value(key: str) -> str:
        return entry.get(_ENTRY, key, fallback="").strip()

    if "true" in (value("Hidden").lower(), value("Terminal").lower()) or value("Type") not in ("", "Application"):
        return None
    if value("TryExec") and shutil.which(value("TryExec")) is None:
        return None
    try:
        command = tuple(shlex.split(value("Exec")))
    except ValueError:
        return None
    if not command or shutil.which(command[0]) is None:
        return None
    short = language.partition("_")[0]
    name = value(f"Name[{language}]") or value(f"Name[{short}]") or value("Name") or identity
    return Program(identity, name, value("Icon"), command, str(place))


def _place(folder: Path, identity: str) -> Path | None:
    """`kde-gwenview.desktop` may also lie in a folder `kde`."""
    applications = folder / "applications"
    names = [identity]
    at = identity.find("-")
    while at > 0:
        names.append(f"{identity[:at]}/{identity[at + 1 :]}")
        at = identity.find("-", at + 1)
    return next((applications / name for name in names if (applications / name).is_file()), None)


def _read(path: Path) -> configparser.RawConfigParser:
    """A file of groups and keys; an empty one where it cannot be read."""
    file = configparser.RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=("#",), interpolation=None)
    file.optionxform = str  # type: ignore[assignment,method-assign]  # keys differ by case
    try:
        file.read_string(path.read_text("utf-8", "replace"))
    except (OSError, configparser.Error):
        return configparser.RawConfigParser()
    return file
