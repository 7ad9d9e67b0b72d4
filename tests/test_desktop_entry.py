"""The entry of the applications menu, in a home of its own."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from installer import desktop_entry

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("PATH", str(tmp_path / "tools"))
    return tmp_path / "share"


def test_it_is_written_with_its_icons_and_taken_away_again(home: Path) -> None:
    written = desktop_entry.install(PROJECT, "/usr/bin/python3")
    assert desktop_entry.is_installed()
    assert set(written.files) == {path for path in home.rglob("*") if path.is_file()}
    assert (home / "icons/hicolor/48x48/apps/snowline.png").read_bytes().startswith(b"\x89PNG")
    lines = (home / "applications/snowline.desktop").read_text(encoding="utf-8").splitlines()
    assert f"Exec=/usr/bin/python3 {shlex.quote(str(PROJECT / 'main.py'))} %F" in lines
    assert any(line.startswith("MimeType=inode/directory;image/jpeg;") for line in lines)
    assert sum(line.startswith(("GenericName[de]=", "Comment[de]=", "Keywords[de]=")) for line in lines) == 3
    assert set(desktop_entry.remove().files) == set(written.files)
    assert not [path for path in home.rglob("*") if path.is_file()]
    assert desktop_entry.remove().files == []


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("/opt/snowline/main.py", "/opt/snowline/main.py"),
        ("/home/Zoë/my photos", '"/home/Zoë/my photos"'),
        ('/a"b', '"/a\\\\"b"'),
        ("/$HOME", '"/\\\\$HOME"'),
        ("/100%", "/100%%"),
    ],
)
def test_names_are_quoted_as_the_specification_wants_it(word: str, written: str) -> None:
    assert f"Exec={written} %F\n" in desktop_entry.entry_text([word])


def test_what_folders_are_opened_with_stays(home: Path, tmp_path: Path) -> None:
    tools, chosen = tmp_path / "tools", tmp_path / "chosen"
    tools.mkdir()
    chosen.write_text("files.desktop\n")
    tool = tools / "xdg-mime"
    entry = home / "applications/snowline.desktop"
    # Says what was chosen, or whichever program came last.
    tool.write_text(
        f"#!/bin/sh\nif [ $1 = query ]; then if [ -e {entry} ] && ! [ -e {chosen}.kept ]; then echo snowline.desktop; "
        f"else read -r line < {chosen}; echo $line; fi; else echo $2 > {chosen}; : > {chosen}.kept; fi\n"
    )
    tool.chmod(0o755)
    desktop_entry.install(PROJECT)
    asked = subprocess.run([tool, "query", "default", "inode/directory"], capture_output=True, text=True, check=True)
    assert asked.stdout == "files.desktop\n"


def test_there_is_none_on_other_systems(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(desktop_entry.NoDesktopEntries, match=r"python main\.py"):
        desktop_entry.install(PROJECT)
    assert not desktop_entry.is_installed()
