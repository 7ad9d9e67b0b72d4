"""What a person reads while the program sets itself up, and when that fails."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from installer import environment, system_packages
from installer.environment import Reporter
from installer.first_run import SetupError, requirements, unsatisfied
from installer.pip_output import PASSING, cause, step

PROJECT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Collecting annoy>=1.17.3", f"{PASSING} annoy"),
        ("Collecting sqlite-utils>=4.1.1 (from -r x)", f"{PASSING} sqlite-utils"),
        ("  Downloading annoy-1.17.3.tar.gz (647 kB)", "downloading annoy 1.17.3 (647 kB)"),
        (
            "  Downloading pillow-13.0.0-cp311-cp311-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl (7.1 MB)",
            "downloading pillow 13.0.0 (7.1 MB)",
        ),
        (
            "Downloading https://example.org/packages/ab/PySide6_Essentials-6.12.0-cp310-abi3-win_amd64.whl (84.3 MB)",
            "downloading PySide6_Essentials 6.12.0 (84.3 MB)",
        ),
        ("  Using cached rich-15.0.0-py3-none-any.whl (243 kB)", "rich 15.0.0 was downloaded before"),
        ("  Using cached annoy-1.17.3-cp311-cp311-linux_x86_64.whl", "annoy 1.17.3 was downloaded before"),
        ("Processing /srv/files/numpy-2.4.6-cp311-cp311-linux_x86_64.whl", "numpy 2.4.6 is on this machine"),
        ("  Installing build dependencies: started", "fetching what is needed to build it"),
        ("  Building wheel for annoy (pyproject.toml): started", "building annoy with the C++ compiler"),
        ("  Attempting uninstall: click", "replacing click"),
        ("Installing collected packages: annoy", "unpacking 1 package"),
        ("Installing collected packages: annoy, numpy, rich", "unpacking 3 packages"),
        ("  Downloading rich-15.0.0-py3-none-any.whl.metadata (18 kB)", None),
        ("  Building wheel for annoy (pyproject.toml): finished with status 'done'", None),
        ("Requirement already satisfied: numpy in ./lib", None),
        ("WARNING: Location 'file:///srv/simple/h11/' is ignored: it is neither a file nor a directory.", None),
        ("Successfully installed annoy-1.17.3", None),
        ("", None),
    ],
)
def test_each_line_of_pip_becomes_a_short_sentence_or_nothing(line: str, words: str | None) -> None:
    assert step(line + "\n") == words


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("  error: [Errno 2] No such file or directory: 'g++'\n  ERROR: Failed building wheel for annoy", "compiler"),
        ("error: command 'x86_64-linux-gnu-g++' failed: No such file or directory", "compiler"),
        ("error: command '/usr/bin/clang' failed: No such file or directory", "compiler"),
        ("unable to execute 'gcc': No such file or directory", "compiler"),
        ('error: Microsoft Visual C++ 14.0 or greater is required. Get it with "Build Tools"', "compiler"),
        ("src/annoymodule.cc:16:10: fatal error: Python.h: No such file or directory", "header files"),
        ("xcrun: error: invalid active developer path (/Library/Developer/CommandLineTools)", "compiler"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "1234 MB"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/o'",
            "folder of your own",
        ),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3>: "
            "Failed to establish a new connection: [Errno 111] Connection refused')': /simple/appdirs/\n"
            "ERROR: Could not find a version that satisfies the requirement appdirs (from versions: none)\n"
            "ERROR: No matching distribution found for appdirs",
            "could not be reached",
        ),
        (
            "ERROR: Could not find a version that satisfies the requirement appdirs (from versions: none)\n"
            "ERROR: No matching distribution found for appdirs",
            "could not be reached",
        ),
        (
            "ERROR: Could not find a version that satisfies the requirement onnxruntime>=99 (from versions: 1.0, 1.1)\n"
            "ERROR: No matching distribution found for onnxruntime>=99",
            "not offered for this machine and this Python (3.11)",
        ),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "not trusted"),
        ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407'))", "HTTPS_PROXY"),
        ("c++: fatal error: Killed signal terminated program cc1plus", "memory"),
        ("working\nERROR: something new\nERROR: and more", "ERROR: something new\nERROR: and more"),
        ("the last words\n", "the last words"),
        ("", "without saying why"),
    ],
)
def test_a_failure_of_pip_says_what_to_do(output: str, words: str) -> None:
    assert words in cause(output, needed_mb=1234, temp="/tmp", python="3.11")


def test_a_log_gets_one_line_for_each_step_and_a_sign_of_life() -> None:
    out = io.StringIO()
    reporter = Reporter(out)
    reporter.say("Snowline sets itself up")
    reporter.step(f"{PASSING} numpy", passing=True)
    reporter.step("downloading numpy 2.4.6 (16 MB)")
    reporter.tick()
    reporter._spoken -= environment.STILL_AT_IT_SECONDS
    reporter.tick()
    assert out.getvalue().splitlines() == [
        "Snowline sets itself up",
        "  [ 0:00] downloading numpy 2.4.6 (16 MB)",
        "  [ 0:00] still downloading numpy 2.4.6 (16 MB)",
    ]


def test_a_terminal_sees_the_last_line_keep_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", "50")
    out = Terminal()
    reporter = Reporter(out)
    reporter.step("making an environment for it")
    reporter._start -= 65
    reporter.tick()
    reporter.step(f"{PASSING} numpy", passing=True)
    reporter.step("ready")
    reporter.say("")
    shown = [line.split("\r")[-1].rstrip() for line in out.getvalue().split("\n")]
    assert shown == [f"  [ 1:05] {PASSING} numpy", "  [ 1:05] ready", "", ""]
    assert "\r  [ 1:05] making an environment for it" in out.getvalue()


def test_a_closed_terminal_does_not_stop_the_set_up() -> None:
    out = io.StringIO()
    reporter = Reporter(out)
    out.close()
    reporter.say("Snowline sets itself up")
    reporter.step("ready")
    reporter.tick()


def test_every_requirement_of_the_project_can_be_compared() -> None:
    wanted = requirements(str(PROJECT), ["test", "train", "bench"])
    assert len(wanted) == len(set(wanted))
    assert any(requirement.startswith("annoy") for requirement in wanted)
    unsatisfied(wanted)


@pytest.mark.parametrize(
    ("requirement", "is_met"),
    [
        ("pytest", True),
        ("pytest>=1", True),
        ("PyTest >= 1.0", True),
        ("pytest>=999", False),
        ("pytest==0.1", False),
        ("pytest>=1,<999", True),
        ("pytest >= 1, < 2", False),
        ("no-such-distribution-of-ours", False),
    ],
)
def test_versions_are_compared_without_importing_the_package(requirement: str, is_met: bool) -> None:
    assert unsatisfied([requirement]) == ([] if is_met else [requirement])


def test_a_version_with_more_zeros_is_the_same_version() -> None:
    import importlib.metadata

    assert unsatisfied([f"pytest=={importlib.metadata.version('pytest')}.0.0"]) == []


def test_a_requirement_that_cannot_be_compared_is_refused() -> None:
    with pytest.raises(SetupError, match="numpy~=2"):
        unsatisfied(["numpy~=2.0"])


@pytest.mark.parametrize("family", ["darwin", "win32", "debian", "fedora", "suse", "arch", "", "unheard of"])
def test_every_system_gets_advice(family: str) -> None:
    assert len(system_packages.compiler_advice(family)) > 20
    assert "python" in system_packages.venv_advice(family).lower()


def test_the_advice_for_the_window_names_library_and_package() -> None:
    missing = {"libEGL.so.1": "libegl1", "libGL.so.1": "libgl1"}
    assert "libEGL.so.1, libGL.so.1" in system_packages.window_advice(missing, "debian")
    assert "sudo apt install libegl1 libgl1" in system_packages.window_advice(missing, "debian")
    assert "sudo dnf install libglvnd-egl libglvnd-glx" in system_packages.window_advice(missing, "fedora")
    assert "package tool" in system_packages.window_advice(missing, "arch")


def test_a_library_that_cannot_be_loaded_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_packages.sys, "platform", "linux")
    monkeypatch.setattr(system_packages, "QT_LIBRARIES", {"libno-such-thing.so.9": "libnothing9"})
    monkeypatch.setattr(system_packages, "X11_LIBRARIES", {"libnor-this.so.1": "libnor1"})
    assert system_packages.missing_window_libraries(on_x11=False) == {"libno-such-thing.so.9": "libnothing9"}
    assert list(system_packages.missing_window_libraries(on_x11=True).values()) == ["libnothing9", "libnor1"]
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert list(system_packages.missing_window_libraries().values()) == ["libnothing9"]
    monkeypatch.setattr(system_packages.sys, "platform", "darwin")
    assert system_packages.missing_window_libraries() == {}


def test_a_python_without_ensurepip_is_told_what_it_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name))
    with pytest.raises(SetupError, match="cannot make virtual environments"):
        environment.set_up(str(PROJECT), str(tmp_path / ".venv"), (), io.StringIO())
    assert not (tmp_path / ".venv").exists()


def test_a_nearly_full_disk_is_noticed_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "NEEDED_MB", 10**9)
    with pytest.raises(SetupError, match="1000000000 MB"):
        environment.set_up(str(PROJECT), str(tmp_path / ".venv"), (), io.StringIO())
    assert not (tmp_path / ".venv" / "pyvenv.cfg").exists()


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / ".venv"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear reader")
    with pytest.raises(SetupError, match="Move it away"):
        environment.set_up(str(PROJECT), str(folder), (), io.StringIO())
    assert (folder / "letter.txt").read_text() == "dear reader"


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="could not be set up"):
        environment.set_up(str(PROJECT), str(tmp_path / "file" / ".venv"), (), io.StringIO())
