"""Drives that come and go, with real mounts: in memory, and in disk images with a file system of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STORIES = Path(__file__).with_name("mount_stories.py")
_WITH_IMAGES = {"elsewhere", "swapped"}


def why_not(folder: Path, story: str) -> str | None:
    """Why a story cannot be told on this machine."""
    if sys.platform != "linux" or not all(shutil.which(tool) for tool in ("unshare", "mount", "umount")):
        return "needs Linux with unshare and mount"
    tried = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if tried.returncode:
        return f"mounting is not permitted here: {tried.stderr.strip()}"
    if story in _WITH_IMAGES:
        if shutil.which("mkfs.ext4") is None:
            return "needs mkfs.ext4"
        image = folder / "tried.img"
        with open(image, "wb") as file:
            file.truncate(4 << 20)
        subprocess.run(["mkfs.ext4", "-q", str(image)], check=True, capture_output=True)
        tried = subprocess.run(
            ["unshare", "--mount", "mount", "-o", "loop", str(image), str(folder)], capture_output=True, text=True
        )
        if tried.returncode:
            return f"loop mounts are not permitted here: {tried.stderr.strip()}"
    return None


@pytest.mark.parametrize("story", ["unplugged", "elsewhere", "swapped", "bound", "moved", "vanished_root"])
def test_drives_that_come_and_go(tmp_path: Path, story: str) -> None:
    (tmp_path / "tried").mkdir()
    reason = why_not(tmp_path / "tried", story)
    if reason is not None:
        pytest.skip(reason)
    (tmp_path / "stage").mkdir()
    told = subprocess.run(
        [
            "unshare",
            "--mount",
            "--propagation",
            "private",
            sys.executable,
            str(STORIES),
            story,
            str(tmp_path / "stage"),
        ],
        capture_output=True,
        text=True,
        timeout=150,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert str(tmp_path) not in Path("/proc/self/mounts").read_text()
