"""Every folder Snowline writes to, and where the built-in pack lies. The only importer of appdirs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from appdirs import AppDirs

_DIRS = AppDirs("snowline", appauthor=False)
PROJECT = Path(__file__).resolve().parent.parent


def default_library() -> Path:
    """The library used when no `--library DIR` is given (XDG data folder on Linux)."""
    return Path(_DIRS.user_data_dir) / "library"


def settings_file() -> Path:
    return Path(_DIRS.user_config_dir) / "settings.json"


def known_libraries_file() -> Path:
    """Where the libraries stand that had photos when they were last open."""
    return settings_file().with_name("libraries")


def log_file() -> Path:
    """Where the window writes down what went wrong."""
    return Path(_DIRS.user_log_dir) / "window.log"


def cache_folder() -> Path:
    """Where things lie that can be made again, and that the system or the user may delete at any time."""
    return Path(_DIRS.user_cache_dir)


def desktop_thumbnails() -> Path | None:
    """Where the desktop's programs share thumbnails (freedesktop standard); None on systems that do not."""
    if not sys.platform.startswith(("linux", "freebsd", "openbsd", "netbsd")):
        return None
    cache = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(cache) if os.path.isabs(cache) else Path.home() / ".cache") / "thumbnails"


def builtin_pack() -> Path:
    return PROJECT / "models" / "compact"


def sample_photos() -> Path:
    """The pictures of `demo`, which we may ship."""
    return PROJECT / "resources" / "sample"


def place_names() -> Path:
    """The names and coordinates of places (GeoNames)."""
    return PROJECT / "resources" / "places"
