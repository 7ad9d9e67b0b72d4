"""Measurements that anyone can repeat. Reads the rooms; no room but `cli` imports it.

One module is one measurement: `python3 main.py bench NAME` runs `app/bench/NAME.py` (a dash in NAME is an underscore
in the module). There is nothing to register. A module offers

    HELP: str                                                    # one line: what is measured
    def run(shared: Path | None, seed: int) -> dict[str, object]

and, where it can be told more, further keyword parameters with defaults, which the command offers as options of the
same name (`photos: int = 2000` becomes `--photos N`, `folder: Path | None = None` becomes `--folder DIR`). A parameter
`library: Path | None = None` gets what the option `--library` of all commands says.

`shared` is a folder of test photos laid out like this project's (`data/flickr8k`, ...), or None where there is none:
a bench then measures on pictures it draws itself, or raises `SnowlineError` saying what it needs. `seed` decides
everything random. What is returned must be plain JSON values and say what was measured, on what. The command adds
`bench`, `seed`, `shared` and `machine`. Progress goes to stderr through `say`; nothing is printed to stdout.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import pkgutil
import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from app.domain import SnowlineError
from app.paths import PROJECT

BUSY_LOAD = 0.5  # of all cores: above that, others take so much that the figures mislead


@dataclass(frozen=True, slots=True)
class Option:
    """A keyword parameter of a bench's `run` beyond `shared` and `seed`."""

    name: str
    type: type
    default: object


def names() -> tuple[str, ...]:
    """Every bench there is, as typed on the command line, sorted. Imports none of them."""
    found = (module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(sorted(name.replace("_", "-") for name in found))


def load(name: str) -> ModuleType:
    """The module of bench `name`. Raises `SnowlineError` that lists the known names."""
    if name not in names():
        raise SnowlineError(f"There is no bench called “{name}”. Known: {', '.join(names())}.")
    return importlib.import_module(f"{__name__}.{name.replace('-', '_')}")


def help_line(name: str) -> str:
    """HELP of bench `name`, read without importing it: some benches bring a lot along."""
    source = Path(__path__[0], f"{name.replace('-', '_')}.py").read_text(encoding="utf-8")
    for statement in ast.parse(source).body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == "HELP" for target in targets):
            return str(ast.literal_eval(statement.value))  # type: ignore[attr-defined]
    return ""


def options(module: ModuleType) -> tuple[Option, ...]:
    """What `run` of this bench takes besides `shared` and `seed`, in its own order."""
    found = []
    for parameter in inspect.signature(module.run, eval_str=True).parameters.values():
        if parameter.name in {"shared", "seed"}:
            continue
        kinds = getattr(parameter.annotation, "__args__", (parameter.annotation,))  # `Path | None` → Path
        kind = next(kind for kind in kinds if kind is not type(None))
        found.append(Option(parameter.name, kind, parameter.default))
    return tuple(found)


def shared_photos() -> Path | None:
    """The folder of test photos next to the project, if there is one."""
    folder = PROJECT.parent / "shared"
    return folder if (folder / "data").is_dir() else None


def machine() -> dict[str, object]:
    """What the figures were taken on: processor, cores, memory in MB, system and Python."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_mb": _memory_mb(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_before": _load(),
    }


def measure(name: str, *, shared: Path | None, seed: int, **more: object) -> dict[str, object]:
    """Runs bench `name` and adds what it was taken on. `more` are the bench's own options."""
    module = load(name)
    before = machine()
    wanted, cores = before["load_before"], before["cores"]
    if isinstance(wanted, float) and isinstance(cores, int) and wanted > cores * BUSY_LOAD:
        say(f"This machine is busy (load {wanted} on {cores} cores): the figures will not be what it can do.")
    measured: dict[str, object] = module.run(shared, seed, **more)
    before["load_after"] = _load()
    return {"bench": name, "seed": seed, "shared": shared is not None, "machine": before, **measured}


def say(text: str) -> None:
    """One line of progress for whoever waits."""
    print(text, file=sys.stderr, flush=True)


def _load() -> float | None:
    """Processes that wanted a core in the last minute, on average."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def _memory_mb() -> int | None:
    if not hasattr(os, "sysconf"):
        return None
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass  # not Linux
    return platform.processor() or platform.machine()
