"""The first start on a bare Python, told with a small project of its own whose packages lie on this machine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
BARE_PYTHON = getattr(sys, "_base_executable", sys.executable)
PATIENCE_SECONDS = 120

pytestmark = pytest.mark.skipif(os.name == "nt", reason="tells the story with POSIX signals and paths")

PYPROJECT = """
[project]
name = "house"
dependencies = ["{requirement}"]
[project.optional-dependencies]
test = ["flake-for-tests>=1.0"]
"""
COMMANDS = """
import json, sys
import flake
def main(args, prog_name):
    print(json.dumps({"prefix": sys.prefix, "flake": flake.VERSION, "arguments": args}))
    sys.exit(3 if "fail" in args else 0)
"""


def write_wheel(folder: Path, module: str, version: str) -> None:
    """A wheel of one module; a wheel is a zip file with three files of metadata."""
    name = module.replace("-", "_")
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {module}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = f"{info}/RECORD"
    files[record] = "".join(f"{path},,\n" for path in [*files, record])
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)


@dataclass
class House:
    """A project of its own with our front door and a package or two to install, and no network."""

    folder: Path
    wheels: Path

    @property
    def environment(self) -> Path:
        return self.folder / ".venv"

    @property
    def variables(self) -> dict[str, str]:
        pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}
        away = ("PYTHONPATH", "VIRTUAL_ENV", "PIP_EXTRA_INDEX_URL", "PIP_INDEX_URL")
        return {**{name: value for name, value in os.environ.items() if name not in away}, **pip}

    def require(self, requirement: str) -> None:
        (self.folder / "pyproject.toml").write_text(PYPROJECT.format(requirement=requirement))

    def start(self, *arguments: str, python: str = BARE_PYTHON) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [python, str(self.folder / "main.py"), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.variables,
            cwd=self.folder.parent,
            preexec_fn=_hear_interrupts,
        )

    def run(self, *arguments: str, python: str = BARE_PYTHON) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments, python=python)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def stamp(self) -> dict[str, object]:
        kept: dict[str, object] = json.loads((self.environment / "snowline-setup.json").read_text())
        return kept


@pytest.fixture
def house(tmp_path: Path) -> House:
    folder = tmp_path / "a house with spaces"
    folder.mkdir()
    shutil.copy(PROJECT / "main.py", folder)
    shutil.copytree(PROJECT / "installer", folder / "installer", ignore=shutil.ignore_patterns("__pycache__"))
    commands = folder / "app" / "cli"
    commands.mkdir(parents=True)
    (commands / "main.py").write_text(COMMANDS)
    built = House(folder, tmp_path / "wheels")
    write_wheel(built.wheels, "flake", "1.0")
    built.require("flake>=1.0")
    return built


def test_the_first_start_sets_up_and_later_ones_only_when_something_changed(house: House) -> None:
    first = house.run("search", "snow on mountains", "--json")
    assert first.returncode == 0, first.stderr
    answer = json.loads(first.stdout)  # nothing but the command's own answer on stdout
    assert answer == {
        "prefix": str(house.environment),
        "flake": "1.0",
        "arguments": ["search", "snow on mountains", "--json"],
    }
    assert "sets itself up" in first.stderr
    assert "making an environment" in first.stderr
    assert "flake 1.0 is on this machine" in first.stderr
    assert "ready" in first.stderr

    second = house.run("fail")
    assert (second.returncode, second.stderr) == (3, "")  # exit codes pass through

    inside = house.run("status", python=str(house.environment / "bin" / "python"))
    assert (inside.returncode, inside.stderr) == (0, "")

    pyproject = house.folder / "pyproject.toml"
    pyproject.write_text(pyproject.read_text() + "[tool.other]\nx = 1\n")
    before = house.stamp()
    third = house.run("status")
    assert (third.returncode, third.stderr) == (0, "")
    assert {**before, "pyproject": ""} == {**house.stamp(), "pyproject": ""}
    assert before["pyproject"] != house.stamp()["pyproject"]

    write_wheel(house.wheels, "flake", "2.0")
    house.require("flake>=2.0")
    fourth = house.run("status")
    assert "updates what it needs" in fourth.stderr
    assert "making an environment" not in fourth.stderr
    assert json.loads(fourth.stdout)["flake"] == "2.0"

    (house.environment / "bin" / "python").unlink()  # as when the system's Python went away under it
    fifth = house.run("status")
    assert "making an environment" in fifth.stderr
    assert json.loads(fifth.stdout)["flake"] == "2.0"


def test_a_start_that_was_stopped_or_killed_heals(house: House) -> None:
    stopped = house.start("status")
    assert stopped.stderr is not None
    _read_until(stopped, "making an environment")
    stopped.send_signal(signal.SIGINT)
    _, err = stopped.communicate(timeout=PATIENCE_SECONDS)
    assert stopped.returncode == 1
    assert "Stopped. Start Snowline again" in err
    assert "Traceback" not in err

    killed = house.start("status")
    _read_until(killed, "making an environment")
    time.sleep(0.5)  # some way into it
    killed.kill()
    killed.communicate(timeout=PATIENCE_SECONDS)
    assert house.stamp()["finished"] is False

    (house.environment / "left-over").mkdir(exist_ok=True)
    healed = house.run("status")
    assert healed.returncode == 0, healed.stderr
    assert house.stamp()["finished"] is True
    assert not (house.environment / "left-over").exists()


def test_two_starts_at_once_set_up_once(house: House) -> None:
    both = [house.start("one"), house.start("two")]
    results = [process.communicate(timeout=PATIENCE_SECONDS) for process in both]
    assert [process.returncode for process in both] == [0, 0], results
    assert sorted(json.loads(out)["arguments"][0] for out, _ in results) == ["one", "two"]
    assert sum("making an environment" in err for _, err in results) == 1


def test_a_package_that_cannot_be_had_is_explained_and_the_next_start_goes_on(house: House) -> None:
    house.require("snow-crystal>=1.0")
    failed = house.run("status")
    assert failed.returncode == 1
    assert failed.stdout == ""
    assert "could not install what it needs" in failed.stderr
    assert "package server could not be reached" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert "No matching distribution" in (house.environment / "snowline-setup.log").read_text()

    house.require("flake>=1.0")
    assert house.run("status").returncode == 0

    (next(house.environment.glob("lib/*/site-packages")) / "flake.py").unlink()
    damaged = house.run("status")
    assert damaged.returncode == 1
    assert "damaged" in damaged.stderr
    assert house.run("status").returncode == 0


def test_an_environment_that_has_everything_is_used_and_another_is_added_to(house: House) -> None:
    own = house.folder / ".venv"
    venv.create(own, with_pip=True, symlinks=True)
    (own / "mine.txt").write_text("keep me")
    adopted = house.run("status")
    assert adopted.returncode == 0, adopted.stderr
    assert "making an environment" not in adopted.stderr
    assert house.stamp()["adopted"] is True
    assert (own / "mine.txt").exists()

    # The developer's environment, active elsewhere, is used as it is.
    elsewhere = house.folder.parent / "dev"
    own.rename(elsewhere)
    used = house.run("status", python=str(elsewhere / "bin" / "python"))
    assert (used.returncode, used.stderr) == (0, "")
    assert json.loads(used.stdout)["prefix"] == str(elsewhere)
    assert not own.exists()


def _hear_interrupts() -> None:
    """A test run in the background ignores Ctrl-C, and its children would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _read_until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return
    pytest.fail(f"ended without saying {words!r}")
