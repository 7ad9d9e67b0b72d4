"""Snowline in the applications menu of a freedesktop desktop: the entry and its icons, in the user's own folders.

Only Linux and its like have such folders. On Windows and macOS there is nothing of the kind yet; start main.py there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

NAME = "snowline"  # as the window calls itself, so that the desktop knows which entry it belongs to
PICTURES = ("jpeg", "png", "gif", "webp", "tiff", "bmp", "heic", "heif", "avif")
TYPES = ("inode/directory", *(f"image/{kind}" for kind in PICTURES))
ICON_SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ENTRY = """\
[Desktop Entry]
Type=Application
Version=1.0
Name=Snowline
GenericName=Photo Search
GenericName[de]=Fotosuche
Comment=Find your photos by what is in them, on your own machine
Comment[de]=Fotos nach dem finden, was darauf ist, auf dem eigenen Rechner
Keywords=photo;picture;image;search;find;organise;caption;tag;similar;duplicates;
Keywords[de]=Foto;Bild;Suche;finden;ordnen;Bildbeschreibung;Schlagwort;ähnlich;Duplikate;
Exec={command} %F
Icon=snowline
Terminal=false
Categories=Graphics;Photography;Qt;
MimeType={types};
StartupNotify=true
StartupWMClass=snowline
"""
# Kept from becoming the default program; a desktop that knows no other takes what was installed last.
_GUARDED = ("inode/directory", "image/jpeg", "image/png")
_TOOL_SECONDS = 20


class NoDesktopEntries(Exception):
    """This system has no applications menu that we can write to; the message says what to do instead."""


@dataclass(slots=True)
class Outcome:
    """Files that were written or removed, and what a validator found wrong with the entry, a line each."""

    files: list[Path] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def install(project: str | os.PathLike[str], python: str = sys.executable) -> Outcome:
    """Writes the entry and the icons, and tells the desktop. Raises NoDesktopEntries, and OSError where they cannot be
    written."""
    icons = Path(project) / "resources" / "icons"
    outcome = Outcome()
    before = {kind: _default_program(kind) for kind in _GUARDED}
    for target, source in _icons(icons).items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        outcome.files.append(target)
    entry = entry_path()
    entry.parent.mkdir(parents=True, exist_ok=True)
    new = entry.with_name(entry.name + ".new")
    new.write_text(entry_text([python, str(Path(project).resolve() / "main.py")]), encoding="utf-8")
    os.replace(new, entry)
    outcome.files.append(entry)
    outcome.complaints = validate(entry)
    _tell_desktop()
    for kind, program in before.items():
        if program not in ("", entry.name) and _default_program(kind) == entry.name:
            _run("xdg-mime", "default", program, kind)
    return outcome


def remove() -> Outcome:
    """Takes the entry and the icons away again; what is not there is no error. Raises NoDesktopEntries and OSError."""
    outcome = Outcome()
    for path in (entry_path(), *_icons(Path())):
        if path.exists():
            path.unlink()
            outcome.files.append(path)
    _tell_desktop()
    return outcome


def is_installed() -> bool:
    """True where an entry of ours is in the user's menu."""
    try:
        return entry_path().exists()
    except NoDesktopEntries:
        return False


def entry_path() -> Path:
    """Where the entry lies. Raises NoDesktopEntries."""
    return _data_home() / "applications" / f"{NAME}.desktop"


def entry_text(command: list[str]) -> str:
    """The entry that starts `command`."""
    return _ENTRY.format(command=" ".join(_quoted(word) for word in command), types=";".join(TYPES))


def validate(entry: Path) -> list[str]:
    """What desktop-file-validate finds wrong; empty where it finds nothing or is not there."""
    told = _run("desktop-file-validate", str(entry))
    return [line for line in told.splitlines() if line.strip()]


def _data_home() -> Path:
    if sys.platform in ("win32", "darwin"):
        raise NoDesktopEntries(
            "There is no entry for the Start menu or the Applications folder yet. Start Snowline with: python main.py"
        )
    kept = os.environ.get("XDG_DATA_HOME", "")
    return Path(kept) if os.path.isabs(kept) else Path.home() / ".local" / "share"


def _icons(source: Path) -> dict[Path, Path]:
    """Each icon's place in the user's theme folder, and the file it is copied from."""
    theme = _data_home() / "icons" / "hicolor"
    found = {theme / "scalable" / "apps" / f"{NAME}.svg": source / f"{NAME}.svg"}
    for side in ICON_SIDES:
        found[theme / f"{side}x{side}" / "apps" / f"{NAME}.png"] = source / "app" / f"{NAME}-{side}.png"
    return found


def _quoted(word: str) -> str:
    """A word of Exec, as the Desktop Entry Specification wants it: quoted, then escaped once more as a string."""
    word = word.replace("%", "%%")
    if any(character in word for character in " \t\n\"'\\><~|&;$*?#()`"):
        for character in ("\\", '"', "`", "$"):
            word = word.replace(character, "\\" + character)
        word = f'"{word}"'
    return word.replace("\\", "\\\\")


def _tell_desktop() -> None:
    _run("update-desktop-database", str(_data_home() / "applications"))
    theme = _data_home() / "icons" / "hicolor"
    if (theme / "icon-theme.cache").exists():  # without one the icons themselves are looked at
        _run("gtk-update-icon-cache", "--ignore-theme-index", "--quiet", str(theme))


def _default_program(kind: str) -> str:
    return _run("xdg-mime", "query", "default", kind).strip()


def _run(program: str, *arguments: str) -> str:
    """What a tool of the desktop says; empty where it is not there or does not end."""
    found = shutil.which(program)
    if found is None:
        return ""
    try:
        done = subprocess.run(
            [found, *arguments], capture_output=True, text=True, errors="replace", timeout=_TOOL_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
