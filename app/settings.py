"""What a person may change about the program: typed settings with a default and bounds each, kept in one JSON file.

Reading never fails: a value that is missing, of the wrong kind or out of bounds becomes its default, because a
damaged settings file must not keep anybody from their photos. Writing replaces the file in one step.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from app.paths import settings_file

MAX_DEFAULT_WORKERS = 4  # processes; each holds its own models, and four already keep a disk busy
MAX_WORKERS = 16

Throttle = Literal["gentle", "normal", "fast"]
QueryLanguage = Literal["auto", "en", "de", "fr", "es"]
QUERY_LANGUAGES: tuple[QueryLanguage, ...] = get_args(QueryLanguage)
HemisphereSetting = Literal["auto", "north", "south"]
HEMISPHERES: tuple[HemisphereSetting, ...] = get_args(HemisphereSetting)
RelevancePolicy = Literal["line", "published"]
RELEVANCE_POLICIES: tuple[RelevancePolicy, ...] = get_args(RelevancePolicy)
ReadText = Literal["auto", "off", "all"]
READ_TEXT: tuple[ReadText, ...] = get_args(ReadText)
THROTTLES: tuple[Throttle, ...] = get_args(Throttle)
Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = get_args(Theme)
InterfaceLanguage = Literal["auto", "en", "de"]
INTERFACE_LANGUAGES: tuple[InterfaceLanguage, ...] = get_args(InterfaceLanguage)
OnClose = Literal["ask", "tray", "stop"]
ON_CLOSE: tuple[OnClose, ...] = get_args(OnClose)


def available_cpus() -> int:
    """The processors this process may run on, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _default_workers() -> int:
    return min(available_cpus(), MAX_DEFAULT_WORKERS)


def _within(low: float, high: float) -> dict[str, float]:
    return {"low": low, "high": high}


def _one_of(choices: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {"choices": choices}


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Raises ValueError, naming the field, for a value of the wrong kind or out of bounds."""

    worker_processes: int = field(default_factory=_default_workers, metadata=_within(1, MAX_WORKERS))
    thumbnail_side: int = field(default=320, metadata=_within(64, 2048))  # pixels, the longer side
    max_pixels: int = field(default=120_000_000, metadata=_within(1_000_000, 2_000_000_000))  # refused above, undecoded
    seconds_per_file: int = field(default=30, metadata=_within(1, 3600))  # a decoder that takes longer hangs
    worker_memory_mb: int = field(default=1000, metadata=_within(300, 65_536))  # a worker above it starts afresh
    captions: bool = True
    low_memory: bool = False
    relevance_shift: float = field(default=0.0, metadata=_within(-1.0, 1.0))  # negative shows more, positive less
    relevance_policy: RelevancePolicy = field(default="line", metadata=_one_of(RELEVANCE_POLICIES))  # as domain.Policy
    throttle: Throttle = field(default="normal", metadata=_one_of(THROTTLES))  # how much of the machine indexing takes
    pause_on_battery: bool = False  # photos are only opened while the machine is on mains
    watch: bool = True  # whether a library is to be kept up to date by itself while the program is open
    remember_queries: bool = True  # for comparing two packs on the person's own queries
    thumbnail_cache_mb: int = field(default=2_000, metadata=_within(50, 1_000_000))  # the oldest go first
    language: QueryLanguage = field(default="auto", metadata=_one_of(QUERY_LANGUAGES))  # of dates and sizes in queries
    hemisphere: HemisphereSetting = field(default="auto", metadata=_one_of(HEMISPHERES))  # says when summer is
    read_text: ReadText = field(default="auto", metadata=_one_of(READ_TEXT))  # in pictures, while nothing else is done
    share_thumbnails: bool = True  # with the file manager, where the desktop has a folder for that
    theme: Theme = field(default="system", metadata=_one_of(THEMES))
    interface_language: InterfaceLanguage = field(default="auto", metadata=_one_of(INTERFACE_LANGUAGES))
    on_close: OnClose = field(default="ask", metadata=_one_of(ON_CLOSE))  # the window, while photos are being indexed
    notify: bool = True  # by the desktop, when a long run of indexing has ended and the window is out of sight

    def __post_init__(self) -> None:
        for name in _DEFAULTS:
            value = getattr(self, name)
            if not _is_allowed(name, value):
                raise ValueError(f"{name} must be {_wanted(name)}, not {value!r}")


def _wanted(name: str) -> str:
    kind = type(_DEFAULTS[name])
    if kind is str:
        return f"one of {', '.join(CHOICES[name])}"
    low, high = BOUNDS[name]
    return "true or false" if kind is bool else f"a {'whole ' if kind is int else ''}number from {low:g} to {high:g}"


def _is_allowed(name: str, value: object) -> bool:
    """True where `value` is of the setting's kind (a whole number passes for a float, a bool never for a number) and
    within its bounds, or one of its choices."""
    kind = type(_DEFAULTS[name])
    if kind is str:
        return isinstance(value, str) and value in CHOICES[name]
    low, high = BOUNDS[name]
    if kind is bool or isinstance(value, bool):
        return kind is bool and isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and low <= value <= high
    return isinstance(value, int | float) and low <= value <= high  # false for NaN as well


def _bounds() -> dict[str, tuple[float, float]]:
    numbers = (f for f in fields(Settings) if "choices" not in f.metadata)
    return {f.name: (f.metadata.get("low", 0), f.metadata.get("high", 1)) for f in numbers}


def _choices() -> dict[str, tuple[str, ...]]:
    return {f.name: f.metadata["choices"] for f in fields(Settings) if "choices" in f.metadata}


def _defaults() -> dict[str, Any]:
    return {f.name: f.default_factory() if callable(f.default_factory) else f.default for f in fields(Settings)}


BOUNDS: dict[str, tuple[float, float]] = _bounds()
CHOICES: dict[str, tuple[str, ...]] = _choices()
_DEFAULTS: dict[str, Any] = _defaults()


def load_settings(path: Path | None = None) -> Settings:
    """The settings kept at `path` (default: the user's own file); defaults wherever that holds nothing usable."""
    try:
        kept = json.loads((path or settings_file()).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        kept = {}
    if not isinstance(kept, dict):
        kept = {}
    usable = {name: kept[name] for name in _DEFAULTS if name in kept and _is_allowed(name, kept[name])}
    return Settings(**usable)


def change_settings(**changes: Any) -> Settings:
    """Keeps other values for a few of the user's settings, and returns all of them. Raises OSError where the file
    cannot be written, and ValueError for a value that a setting cannot have."""
    settings = replace(load_settings(), **changes)
    save_settings(settings)
    return settings


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Keeps `settings` at `path` (default: the user's own file). Raises OSError where that cannot be written."""
    target = path or settings_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(settings), indent=2) + "\n"
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
