"""How the commands start: quickly, with nothing heavy imported, and with help for each."""

from __future__ import annotations

import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from app import bench
from app.cli.main import COMMANDS, main
from app.paths import PROJECT

HEAVY = ("PySide6", "onnxruntime", "numpy", "PIL", "sqlite_utils", "rich", "tokenizers", "app.domain")
HELP_SECONDS = 0.15  # of processor time, the interpreter's own start not counted


def _python(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_nothing_heavy_is_imported_for_help() -> None:
    loaded = _python(
        "import sys, app.cli.main\n"
        "try: app.cli.main.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(' '.join(sys.modules))"
    ).split()
    assert not [name for name in HEAVY if name in loaded]
    assert not [
        name for name in loaded if name.startswith("app.cli.") and name not in {"app.cli.main", "app.cli.stream"}
    ]


def test_help_is_quick() -> None:
    code = (
        "import time; began = time.process_time()\n"
        "from app.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(time.process_time() - began)"
    )
    assert min(float(_python(code).split()[-1]) for _ in range(3)) < HELP_SECONDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples_and_takes_json(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert f"python3 main.py {name}" in result.stdout
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.short_help == COMMANDS[name][1]
    if name != "bench":  # there it is an option of each bench
        assert "--json" in result.stdout


@pytest.mark.parametrize("name", bench.names())
def test_every_bench_is_a_command(name: str) -> None:
    result = CliRunner().invoke(main, ["bench", name, "--help"])
    assert result.exit_code == 0
    assert bench.load(name).HELP in " ".join(result.stdout.split())
    for wanted in (
        "--json",
        "--seed",
        *(f"--{option.name.replace('_', '-')}" for option in bench.options(bench.load(name))),
    ):
        assert wanted in result.stdout


def test_help_lists_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for name, (_, text) in COMMANDS.items():
        assert name in result.stdout
        assert text in " ".join(result.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme(name: str) -> None:
    table = [line for line in (PROJECT / "README.md").read_text("utf-8").splitlines() if line.startswith("| `python3")]
    assert any(re.search(rf"`(python3 main\.py )?{name}[` ]", line) for line in table)
