"""The front door: what opens, and what a person reads where nothing can."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import main as front_door

PROJECT = Path(__file__).resolve().parent.parent
COMMANDS = ("index", "search", "similar", "describe", "status", "bench", "test")


def start(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, str(PROJECT / "main.py"), *arguments],
        capture_output=True,
        text=True,
        env={**environment, **variables},
        cwd=cwd,
        timeout=60,
        check=False,
    )


def test_help_lists_the_commands_from_any_folder(tmp_path: Path) -> None:
    shown = start("--help", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    for command in COMMANDS:
        assert f"\n  {command} " in shown.stdout


@pytest.mark.parametrize("arguments", [(), ("--library", "some library"), ("--library=some library",)])
def test_without_a_display_the_commands_are_listed(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    shown = start(*arguments, cwd=tmp_path)
    assert shown.returncode == 0
    assert "no display" in shown.stderr
    assert "\n  search " in shown.stdout


def test_wrong_usage_ends_with_2(tmp_path: Path) -> None:
    shown = start("no-such-command", cwd=tmp_path)
    assert shown.returncode == 2
    assert "no-such-command" in shown.stderr
    assert shown.stdout == ""


def test_help_imports_neither_the_window_nor_the_models(tmp_path: Path) -> None:
    code = (
        "import sys, json; sys.argv = ['main.py', '--help']\n"
        "import main\n"
        "try: main.main()\n"
        "except SystemExit: pass\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, timeout=60, check=True
    )
    imported = set(json.loads(shown.stderr))
    assert "click" in imported
    assert not imported & {"PySide6", "onnxruntime", "numpy", "PIL", "annoy", "sqlite_utils", "tokenizers", "rich"}


def test_a_python_that_is_too_old_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse((PROJECT / "main.py").read_text(), feature_version=(3, 6))  # it can read the file at all
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    assert front_door.main() == 1
    assert "needs Python 3.11 or newer; this is Python 3.10" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], (None, [])),
        (["--library", "x"], ("x", [])),
        (["--library=x"], ("x", [])),
        (["--library"], None),
        (["search", "snow"], None),
        (["--library", "x", "status"], None),
        (["--help"], None),
        (["./trip"], (None, ["./trip"])),
        (["/no/such/folder", "two"], (None, ["/no/such/folder", "two"])),
        (["~/Pictures"], (None, ["~/Pictures"])),
        (["--library", "x", "trip"], ("x", ["trip"])),
        (["photo.jpg"], (None, ["photo.jpg"])),
        (["index"], None),  # a command, though a folder of that name is here
        (["nowhere"], None),
    ],
)
def test_a_library_and_paths_open_the_window(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    expected: tuple[str | None, list[str]] | None,
) -> None:
    for name in ("trip", "index"):
        (tmp_path / name).mkdir()
    (tmp_path / "photo.jpg").touch()
    monkeypatch.chdir(tmp_path)
    assert front_door.wants_window(arguments) == expected


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    shown = start(str(tmp_path), "./nowhere", "~/no such folder", cwd=tmp_path)
    assert shown.returncode == 2
    assert shown.stderr == "There is no folder or file ./nowhere.\nThere is no folder or file ~/no such folder.\n"


def test_a_name_that_is_neither_command_nor_folder_is_said_to_be_neither(tmp_path: Path) -> None:
    shown = start("Picturs", cwd=tmp_path)
    assert shown.returncode == 2
    assert "no command 'Picturs', and no folder or file of that name" in shown.stderr


def test_without_a_display_a_folder_is_not_added_in_silence(tmp_path: Path) -> None:
    (tmp_path / "my trip").mkdir()
    shown = start("my trip", cwd=tmp_path)
    assert shown.returncode == 1
    assert "python3 main.py index 'my trip'" in shown.stderr


def test_a_display_that_cannot_be_reached_is_said_instead_of_an_abort(tmp_path: Path) -> None:
    shown = start(cwd=tmp_path, DISPLAY=":4711", QT_QPA_PLATFORM="", XDG_RUNTIME_DIR=str(tmp_path))
    assert shown.returncode == 1
    assert "display cannot be reached (DISPLAY=:4711)" in shown.stderr


@pytest.mark.parametrize(
    ("arguments", "runs_pytest"),
    [
        (["test"], True),
        (["test", "tests/test_main.py", "-q"], True),
        (["test", "--help"], False),
        (["test", "--json"], False),
        (["--library", "x", "test"], False),
        ([], False),
    ],
)
def test_the_word_test_runs_the_suite(arguments: list[str], runs_pytest: bool) -> None:
    assert front_door.wants_tests(arguments) is runs_pytest


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_where_a_window_can_open(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], expected: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert front_door.has_display() is expected


def test_a_window_without_its_system_libraries_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("installer.system_packages.QT_LIBRARIES", {"libno-such-thing.so.9": "libnothing9"})
    monkeypatch.setattr("installer.system_packages.tell_on_desktop", lambda text: False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert front_door.open_window(None) == 1
    said = capsys.readouterr().err
    assert "libno-such-thing.so.9" in said
    assert "--help" in said
