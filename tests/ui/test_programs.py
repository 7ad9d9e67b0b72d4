"""Programs that open a photo: found as freedesktop.org says, started with files, and offered in the menu."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import SnowlineError
from app.ui import programs
from app.ui.programs import Program, commands, open_with, programs_for

pytestmark = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these ask the system itself")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system with nothing but what a test puts there."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "system"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "no"))
    return tmp_path


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def entry(name: str, command: str, more: str = "") -> str:
    return f"[Desktop Entry]\nType=Application\nName={name}\nName[de]={name} auf Deutsch\nExec={command}\n{more}"


def test_programs_come_in_the_order_of_preference(data: Path) -> None:
    applications = data / "system" / "applications"
    put(
        applications / "mimeinfo.cache",
        "[MIME Cache]\n"
        "image/jpeg=viewer.desktop;editor.desktop;gone.desktop;term.desktop;hidden.desktop;kde-gwen.desktop;\n"
        "image/png=other.desktop;\n",
    )
    put(applications / "viewer.desktop", entry("Viewer", "true %f", "Icon=eye"))
    put(applications / "editor.desktop", entry("Editor", "true %F"))
    put(applications / "kde" / "gwen.desktop", entry("Gwen", "true %U"))
    put(applications / "term.desktop", entry("Term", "true %f", "Terminal=true"))
    put(applications / "hidden.desktop", entry("Hidden", "true %f", "Hidden=true"))
    put(applications / "other.desktop", entry("Other", "no-such-program-here %f"))
    put(data / "config" / "mimeapps.list", "[Default Applications]\nimage/jpeg=editor.desktop;\n")
    found = programs_for(["image/jpeg", "image/png"], "de_AT")
    assert [program.name for program in found] == ["Editor auf Deutsch", "Viewer auf Deutsch", "Gwen auf Deutsch"]
    assert found[1].icon == "eye"
    put(data / "config" / "mimeapps.list", "[Removed Associations]\nimage/jpeg=viewer.desktop;\n")
    assert [program.name for program in programs_for(["image/jpeg"])] == ["Editor", "Gwen"]


def test_a_system_without_any_has_none(data: Path) -> None:
    assert programs_for(["image/jpeg"]) == []


def test_files_take_the_place_of_their_codes() -> None:
    def made(*command: str) -> Program:
        return Program("x.desktop", "X", "pic", command, "/x.desktop")

    paths = ["/a b.jpg", "/c.jpg"]
    assert commands(made("gimp", "%F"), paths) == [["gimp", "/a b.jpg", "/c.jpg"]]
    assert commands(made("eog", "-n", "%f"), paths) == [["eog", "-n", "/a b.jpg"], ["eog", "-n", "/c.jpg"]]
    assert commands(made("web", "%u"), paths[:1]) == [["web", "file:///a%20b.jpg"]]
    assert commands(made("old", "%i", "%c", "100%%", "%v"), paths) == [["old", "--icon", "pic", "X", "100%", *paths]]


def test_a_program_is_started_with_the_file(tmp_path: Path) -> None:
    script = tmp_path / "program"
    script.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/opened"\n')
    script.chmod(0o755)
    open_with(Program("p.desktop", "P", "", (str(script), "%f"), ""), ["/photos/caf é.jpg"])
    for _ in range(200):
        if (tmp_path / "opened").exists() and (tmp_path / "opened").read_text().strip():
            break
        time.sleep(0.02)
    assert (tmp_path / "opened").read_text().strip() == "/photos/caf é.jpg"
    with pytest.raises(SnowlineError, match="Gone could not be started"):
        open_with(Program("g.desktop", "Gone", "", (str(tmp_path / "none"), "%f"), ""), ["/a.jpg"])


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_desktop_file_is_read_or_passed_by(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("data")
    put(folder / "applications" / "mimeinfo.cache", "[MIME Cache]\nimage/jpeg=x.desktop;\n")
    (folder / "applications" / "x.desktop").write_text(f"[Desktop Entry]\nExec={text}", errors="replace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(programs, "_data_folders", lambda: [folder])
        patch.setattr(programs, "_config_folders", list)
        assert len(programs_for(["image/jpeg"])) <= 1
