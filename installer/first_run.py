"""Is everything there? Decides, on every start and in milliseconds, in which environment the program runs.

Nothing slow may be imported here: making an environment is `installer.environment`, imported only when one is needed.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

ENVIRONMENT = ".venv"
STAMP = "snowline-setup.json"  # in the environment; without a finished one the environment is not trusted
STAMP_FORMAT = 1


class SetupError(Exception):
    """The program cannot be set up; the message says why and what to do."""


def platform_tag() -> str:
    """The kind of machine an environment is good for, such as `linux-x86_64`."""
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    return f"{sys.platform}-{machine}".lower()


def environment_python(environment: str) -> str:
    """The interpreter inside an environment."""
    return os.path.join(environment, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def runs_inside(environment: str) -> bool:
    """True where this very process runs in `environment`."""
    return os.path.isdir(environment) and os.path.realpath(sys.prefix) == os.path.realpath(environment)


def pyproject_hash(project: str) -> str:
    """The fingerprint of the project's pyproject.toml, which names what must be installed."""
    with open(os.path.join(project, "pyproject.toml"), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def requirements(project: str, extras: Sequence[str]) -> list[str]:
    """The requirement strings of pyproject.toml: the program's own, then those of the `extras`, each once."""
    import tomllib

    with open(os.path.join(project, "pyproject.toml"), "rb") as file:
        declared = tomllib.load(file)["project"]
    wanted = list(declared["dependencies"])
    for extra in extras:
        wanted += declared["optional-dependencies"][extra]
    return list(dict.fromkeys(wanted))


def read_stamp(environment: str) -> dict[str, Any]:
    """What set-up wrote about an environment; empty where there is nothing that can be read."""
    try:
        with open(os.path.join(environment, STAMP), encoding="utf-8") as file:
            stamp = json.load(file)
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and stamp.get("format") == STAMP_FORMAT else {}


def write_stamp(environment: str, stamp: dict[str, Any]) -> None:
    """Replaces the stamp in one step."""
    target = os.path.join(environment, STAMP)
    with open(target + ".new", "w", encoding="utf-8") as file:
        json.dump({"format": STAMP_FORMAT, **stamp}, file, indent=2)
    os.replace(target + ".new", target)


def is_ready(project: str, environment: str, extras: Sequence[str]) -> bool:
    """True where set-up finished `environment` for this machine, this pyproject.toml and these `extras`."""
    stamp = read_stamp(environment)
    if not stamp.get("finished") or stamp.get("platform") != platform_tag():
        return False
    if not os.path.exists(environment_python(environment)):  # also where it links to a Python that is gone
        return False
    if runs_inside(environment) and stamp.get("python") != sys.implementation.cache_tag:
        return False  # the Python it links to was replaced by another version
    had = stamp.get("extras", [])
    if not set(extras) <= set(had):
        return False
    fingerprint = pyproject_hash(project)
    if stamp.get("pyproject") == fingerprint:
        return True
    if stamp.get("requirements") != requirements(project, had):
        return False
    write_stamp(environment, {**stamp, "pyproject": fingerprint})  # something else in the file changed
    return True


def unsatisfied(wanted: Sequence[str]) -> list[str]:
    """Those of the requirement strings that the running environment does not meet. Imports none of the packages."""
    import importlib.metadata
    import re

    def release(version: str) -> tuple[int, ...]:
        found = re.match(r"\d+(?:\.\d+)*", version)
        numbers = [int(part) for part in found.group().split(".")] if found else []
        while numbers and numbers[-1] == 0:
            numbers.pop()
        return tuple(numbers)

    missing = []
    for requirement in wanted:
        parsed = re.fullmatch(r"([A-Za-z0-9._-]+)((?:,?(?:>=|==|<)[0-9][0-9.]*)*)", requirement.replace(" ", ""))
        if parsed is None:
            raise SetupError(f"pyproject.toml asks for {requirement!r}; write a name with >=, == or < bounds")
        name, bounds = parsed.groups()
        try:
            present = release(importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            missing.append(requirement)
            continue
        for comparison, bound in re.findall(r"(>=|==|<)([0-9.]+)", bounds):
            known = release(bound)
            if not {">=": present >= known, "==": present == known, "<": present < known}[comparison]:
                missing.append(requirement)
                break
    return missing


def continue_in(environment: str, script: str, arguments: Sequence[str]) -> NoReturn:
    """Starts `script` anew with the environment's Python; this process does not come back from it."""
    python = environment_python(environment)
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(python, [python, script, *arguments])
    import subprocess  # Windows has no exec that a console waits for

    process = subprocess.Popen([python, script, *arguments])
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:
            continue  # the child got it too, and says what becomes of it


def prepare(script: str, arguments: Sequence[str], extras: Sequence[str] = ()) -> None:
    """Returns once the running Python has everything; sets up `.venv` and starts `script` anew in it where needed.

    A virtual environment that is active already and has everything (a developer's own) is used as it is; so is the
    system's Python if it has everything and there is no `.venv`. Raises SetupError.
    """
    project = os.path.dirname(os.path.abspath(script))
    if not os.path.exists(os.path.join(project, "pyproject.toml")):
        return  # installed as a package: whoever installed it brought the dependencies
    environment = os.path.join(project, ENVIRONMENT)
    if runs_inside(environment):
        if is_ready(project, environment, extras):
            return
    else:
        in_another = sys.prefix != sys.base_prefix
        if in_another and not unsatisfied(requirements(project, extras)):
            return
        if is_ready(project, environment, extras):
            continue_in(environment, script, arguments)
        if not in_another and not os.path.exists(environment) and not unsatisfied(requirements(project, extras)):
            return
    from installer.environment import set_up

    set_up(project, environment, extras)
    continue_in(environment, script, arguments)


def distrust(script: str) -> bool:
    """Called when a package turned out to be missing: the next start sets `.venv` up afresh. False if not in it."""
    environment = os.path.join(os.path.dirname(os.path.abspath(script)), ENVIRONMENT)
    stamp = read_stamp(environment)
    if not stamp or not runs_inside(environment):
        return False
    write_stamp(environment, {**stamp, "finished": False})
    return True
