"""One window per library, shown by processes that are really started; and what a later start hands over."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot
from started import Program

from app.ui.shell import handover
from app.ui.shell.handover import Claim, NotAnswering, Request, asked_for, claim_or_hand_over, meeting_point
from app.ui.shell.serving import Serving

GONE_WITHIN_SECONDS = 60  # a moment, but on a very busy machine a child that is just starting takes long


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where running programs of this test meet; with a short name, as sockets want it."""
    folder = Path(tempfile.mkdtemp(prefix="sl-"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def program(tmp_path: Path, runtime: Path) -> Iterator[Program]:
    started = Program(tmp_path / "library", runtime)
    yield started
    started.end()


@given(st.lists(st.binary(min_size=1).filter(lambda name: b"\0" not in name)), st.text(st.characters(codec="ascii")))
def test_a_request_survives_the_way_also_with_names_that_are_no_text(names: list[bytes], token: str) -> None:
    request = Request(tuple(map(os.fsdecode, names)), token)
    assert request.line().count(b"\n") == 1
    assert Request.of(request.line()) == request


@pytest.mark.parametrize("line", [b"", b"\n", b"{}", b"[]", b"\xff", b'{"paths": "x", "token": ""}', b'{"paths": [1]}'])
def test_what_is_no_request_is_none(line: bytes) -> None:
    assert Request.of(line) is None


def test_paths_are_made_absolute_where_they_were_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "come")
    request = asked_for(["trip", "~/x", "/y"])
    assert request == Request((str(tmp_path / "trip"), os.path.expanduser("~/x"), "/y"), "come")


def test_only_this_user_can_reach_the_window(qtbot: QtBot, runtime: Path, tmp_path: Path) -> None:
    claim = claim_or_hand_over(tmp_path, Request())
    assert claim is not None
    serving = Serving(claim.address)
    assert serving.listens
    for path in (runtime / "snowline", Path(claim.address)):
        assert stat.S_IMODE(path.lstat().st_mode) & 0o077 == 0
    serving.close()
    claim.release()
    assert not Path(claim.address).exists()


def test_a_folder_of_somebody_else_is_not_used(runtime: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (runtime / "snowline").symlink_to(tmp_path)
    other = runtime / "t"  # addresses of sockets have few characters
    other.mkdir()
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(other))
    lock, address = meeting_point(tmp_path / "library")
    assert lock.parent == Path(address).parent == other / f"snowline-{os.getuid()}"


def test_libraries_have_windows_of_their_own_under_every_name(runtime: Path, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "one")
    assert meeting_point(tmp_path / "one") == meeting_point(tmp_path / "link")
    assert meeting_point(tmp_path / "one") != meeting_point(tmp_path / "two")


def test_who_does_not_answer_is_waited_for_and_then_said(runtime: Path, tmp_path: Path) -> None:
    claim = claim_or_hand_over(tmp_path, Request())
    assert isinstance(claim, Claim)
    with pytest.raises(NotAnswering, match="does not answer"):
        claim_or_hand_over(tmp_path, Request(), within=0.1)
    claim.release()
    claim.release()
    again = claim_or_hand_over(tmp_path, Request(), within=0.1)
    assert again is not None
    again.release()


def test_rubbish_on_the_socket_is_borne(qtbot: QtBot, runtime: Path, tmp_path: Path) -> None:
    claim = claim_or_hand_over(tmp_path, Request())
    assert claim is not None
    serving = Serving(claim.address)
    heard: list[Request] = []
    serving.asked.connect(heard.append)
    for said in (b"rubbish\n", Request(("/x",)).line()):
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(claim.address)
            connection.sendall(said)
    qtbot.waitUntil(lambda: bool(heard))  # each in its turn: the rubbish came first
    assert heard == [Request(("/x",))]
    serving.close()
    claim.release()


def test_no_start_brings_anything_slow_along() -> None:
    code = "import sys; import app.ui.shell.handover, app.paths; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"PySide6", "numpy", "PIL", "click"} & set(loaded)
    assert handover.TAKEN.endswith(b"\n")


def test_the_window_brings_neither_models_nor_library_along() -> None:
    code = "import sys; import app.ui.application; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    slow = {"onnxruntime", "tokenizers", "sqlite3", "scipy", "lark", "dateparser", "psutil", "PySide6.QtNetwork"}
    assert not slow & set(loaded)
    assert not [
        name for name in loaded if name.startswith(("app.vision", "app.library.", "app.index.", "app.indexing."))
    ]


def one_of_two(program: Program) -> subprocess.Popen[str]:
    """Of two starts at once the one whose window stays; the other hands over to it."""
    racing = [program.start(), program.start()]
    program.wait_for(lambda: any(process.poll() is not None for process in racing))
    stays, other = sorted(racing, key=lambda process: process.poll() is not None)
    assert other.wait() == 0
    assert stays.poll() is None
    return stays


def test_two_starts_at_once_a_third_and_one_after_a_crash(program: Program, tmp_path: Path) -> None:
    first = one_of_two(program)
    assert program.start().wait(GONE_WITHIN_SECONDS) == 0
    first.kill()
    first.wait()
    assert program.listens  # what a crash leaves is not taken for a window
    after = one_of_two(program)
    after.send_signal(signal.SIGTERM)
    _, said = after.communicate(timeout=GONE_WITHIN_SECONDS)
    assert after.returncode == 0
    assert "QThread" not in said and "Traceback" not in said
    assert not program.listens


def test_the_end_while_photos_are_indexed_leaves_no_process(program: Program, photos: Path) -> None:
    program.library.mkdir()
    left = {"paused": False, "throttle": "gentle", "unfinished": [str(photos)]}
    (program.library / "indexing.json").write_text(json.dumps(left))
    window = program.start()
    family: list[psutil.Process] = []

    def works() -> bool:
        family[:] = psutil.Process(window.pid).children(recursive=True)
        return any("spawn_main" in " ".join(child.cmdline()) for child in family)

    program.wait_for(works)
    window.send_signal(signal.SIGTERM)
    _, said = window.communicate(timeout=GONE_WITHIN_SECONDS)
    assert window.returncode == 0
    assert "QThread" not in said and "Traceback" not in said
    _, alive = psutil.wait_procs(family, timeout=GONE_WITHIN_SECONDS)
    assert not alive
