"""`watch` for real: a process that keeps a library up to date, is steered by other commands, and ends with Ctrl-C."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import START

from app.paths import PROJECT, sample_photos
from app.settings import Settings, save_settings


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_watch_keeps_up_and_is_steered_from_outside(call: Callable[..., Result], tmp_path: Path) -> None:
    folder, library = tmp_path / "photos", tmp_path / "library"
    folder.mkdir()
    shutil.copy(sample_photos() / "sample-02.jpg", folder)
    save_settings(Settings(read_text="off"))
    command = [sys.executable, "-c", START, "--library", library, "watch", "--json", "--throttle", "fast", folder]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as watching:
        assert watching.stdout is not None
        said: Iterator[dict[str, Any]] = map(json.loads, watching.stdout)
        assert next(one for one in said if "run" in one)["run"]["indexed"] == 1
        shutil.copy(sample_photos() / "sample-09.jpg", folder / "a kitten.jpg")
        assert next(one for one in said if "run" in one)["run"]["indexed"] == 1
        watched = json.loads(call("--library", library, "status", "--json").stdout)["watch"]
        assert watched["pid"] == watching.pid
        assert watched["folders"] == [{"path": str(folder), "how": "watching", "why": ""}]
        assert call("--library", library, "watch", "--pause").exit_code == 0
        assert next(one for one in said if one.get("state", {}).get("held"))["state"]["held"] == "paused"
        assert call("--library", library, "watch", "--resume", "--json").stdout == '{"paused": false}\n'
        next(one for one in said if "state" in one and not one["state"]["held"])
        second = call("--library", library, "watch", folder)
        assert second.exit_code == 1
        assert "kept up to date by another Snowline" in second.stderr
        watching.send_signal(signal.SIGINT)
        assert watching.wait(60) == 0
    assert json.loads(call("--library", library, "status", "--json").stdout)["watch"] is None


def test_without_a_folder_watch_says_what_to_do(call: Callable[..., Result], tmp_path: Path) -> None:
    told = call("--library", tmp_path / "library", "watch")
    assert told.exit_code == 1
    assert "Index a folder" in told.stderr


def test_index_wants_a_path_or_something_to_retry(call: Callable[..., Result], tmp_path: Path) -> None:
    assert call("--library", tmp_path / "library", "index").exit_code == 2
