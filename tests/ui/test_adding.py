"""New photos are added after a question that says what they cost."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from ui_stand_ins import ScriptedIndexing

from app.indexing.choices import Choices, choose
from app.indexing.estimate import Estimate
from app.ui.tasks import Tasks
from app.ui.work.adding import Adding, must_ask
from app.ui.work.cost_preview import CostPreview
from app.ui.work.indexing_run import IndexingRun
from app.ui.work.switches import Switches

Runs = list[tuple[list[Path], ScriptedIndexing]]
MIB = 1024 * 1024
WHOLE = Estimate(
    214, 0, 14, counted=True, complete=True, seconds=(("normal", 61.0),), disk=9 * MIB, free=1 << 40, sampled=9
)


@dataclass
class ScriptedCosts:
    """Says what a test writes down for it, a list for every poll."""

    news: list[list[Estimate | str]] = field(default_factory=list)
    running: bool = True
    abandoned: bool = False

    def poll(self) -> list[Estimate | str]:
        return self.news.pop(0) if self.news else []

    def abandon(self) -> None:
        self.abandoned = True


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def costs() -> list[ScriptedCosts]:
    return []


@pytest.fixture
def adding(
    qtbot: QtBot, tmp_path: Path, start_run: object, costs: list[ScriptedCosts], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Adding]:
    monkeypatch.setattr("app.ui.work.adding.POLL_MS", 10)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    tasks = Tasks(window)

    def find_out(library: Path, paths: Sequence[Path]) -> ScriptedCosts:
        costs.append(ScriptedCosts())
        return costs[-1]

    run = IndexingRun(tmp_path / "library", start_run, window)  # type: ignore[arg-type]
    made = Adding(tmp_path / "library", run, tasks, Switches(tasks), window, costs=find_out)
    yield made
    made.shut_down()
    tasks.shut_down(lambda: None)


def asked(adding: Adding, qtbot: QtBot) -> CostPreview:
    qtbot.waitUntil(lambda: adding.preview is not None and adding.preview.isVisible())
    assert adding.preview is not None
    return adding.preview


def test_a_new_folder_is_asked_about_and_indexed_now(
    adding: Adding, runs: Runs, costs: list[ScriptedCosts], qtbot: QtBot, tmp_path: Path
) -> None:
    adding.add([tmp_path])
    preview = asked(adding, qtbot)
    assert tmp_path.name in preview.title.text()
    qtbot.waitUntil(lambda: len(costs) == 1)
    costs[0].news = [[Estimate(12_480)]]
    qtbot.waitUntil(lambda: preview.photos.text() == "More than 12,000 photos so far")
    assert preview.busy.isVisible()
    costs[0].news = [[WHOLE]]
    costs[0].running = False
    qtbot.waitUntil(lambda: preview.photos.text() == "214 photos")
    assert preview.known.text() == "14 of them already in your library"
    assert preview.costs.text() == "About 1 min of work and 9 MB on disk"
    assert not preview.busy.isVisible()
    assert not preview.problem.isVisible()
    assert runs == []
    qtbot.keyClick(preview.now, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [paths for paths, _ in runs] == [[tmp_path]])
    assert adding.preview is None
    assert not Choices.of(tmp_path / "library")


@pytest.mark.parametrize("choice", ["idle", "names"])
def test_describing_can_be_put_off(adding: Adding, runs: Runs, qtbot: QtBot, tmp_path: Path, choice: str) -> None:
    adding.add([tmp_path])
    preview = asked(adding, qtbot)
    qtbot.mouseClick(getattr(preview, choice), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(runs) == 1)  # names are taken in
    assert Choices.of(tmp_path / "library").folders(choice)  # type: ignore[arg-type]
    adding.describe_now([tmp_path])
    qtbot.waitUntil(lambda: not Choices.of(tmp_path / "library"))


def test_nothing_happens_when_it_is_cancelled(
    adding: Adding, runs: Runs, costs: list[ScriptedCosts], qtbot: QtBot, tmp_path: Path
) -> None:
    adding.add([tmp_path])
    preview = asked(adding, qtbot)
    qtbot.waitUntil(lambda: len(costs) == 1)
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: costs[0].abandoned)
    assert adding.preview is None
    assert runs == []
    assert not (tmp_path / "library").exists()


def test_one_question_at_a_time(adding: Adding, runs: Runs, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        adding.add([tmp_path / name])
    first = asked(adding, qtbot)
    assert "first" in first.title.text()
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: adding.preview is not None and adding.preview is not first)
    assert "second" in asked(adding, qtbot).title.text()


def test_what_the_library_has_is_indexed_without_a_question(
    adding: Adding, runs: Runs, qtbot: QtBot, tmp_path: Path
) -> None:
    adding.asks = lambda library, paths: False
    adding.add([tmp_path])
    qtbot.waitUntil(lambda: [paths for paths, _ in runs] == [[tmp_path]])
    assert adding.preview is None
    adding.add([tmp_path / "again"])
    qtbot.waitUntil(lambda: runs[0][1] is not None and adding._run.waiting == 1)


def test_a_disk_without_room_is_warned_of(
    adding: Adding, costs: list[ScriptedCosts], qtbot: QtBot, tmp_path: Path
) -> None:
    adding.add([tmp_path])
    preview = asked(adding, qtbot)
    qtbot.waitUntil(lambda: len(costs) == 1)
    costs[0].news = [[Estimate(9, counted=True, complete=True, seconds=(), disk=MIB, free=2 * MIB, sampled=3)]]
    qtbot.waitUntil(preview.problem.isVisible)
    assert "not enough room" in preview.warning.text()
    assert preview.height() >= preview.layout().totalHeightForWidth(preview.width())


def test_what_cannot_be_found_out_is_said_and_the_choice_stays(
    adding: Adding, runs: Runs, costs: list[ScriptedCosts], qtbot: QtBot, tmp_path: Path
) -> None:
    adding.add([tmp_path])
    preview = asked(adding, qtbot)
    qtbot.waitUntil(lambda: len(costs) == 1)
    costs[0].news = [["The library is damaged."]]
    qtbot.waitUntil(lambda: preview.warning.text() == "The library is damaged.")
    assert preview.now.isEnabled()


def test_every_choice_can_be_reached_and_is_named(adding: Adding, qtbot: QtBot, tmp_path: Path) -> None:
    adding.add([tmp_path])
    preview = asked(adding, qtbot)
    reached = []
    for _ in range(4):
        reached.append(preview.focusWidget())
        qtbot.keyClick(preview.focusWidget(), Qt.Key.Key_Tab)
    assert reached == [preview.now, preview.idle, preview.names, preview.cancel]
    assert all(button.accessibleName() and button.accessibleDescription() for button in reached[:3])


def test_photos_that_were_put_off_are_asked_about_again(tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert must_ask(library, [tmp_path])
    choose(library, [tmp_path], "names")
    assert must_ask(library, [tmp_path / "inside"])


def test_what_another_folder_costs_is_not_shown(
    adding: Adding, costs: list[ScriptedCosts], qtbot: QtBot, tmp_path: Path
) -> None:
    held = threading.Event()
    made = adding.find_out

    def slow(library: Path, paths: Sequence[Path]) -> object:
        found = made(library, paths)
        if paths[0].name == "one":
            held.wait(10)
        return found

    adding.find_out = slow  # type: ignore[assignment]
    adding.add([tmp_path / "one"])
    adding.add([tmp_path / "two"])
    asked(adding, qtbot).reject()
    qtbot.waitUntil(lambda: len(costs) == 2)
    second = asked(adding, qtbot)
    held.set()
    qtbot.waitUntil(lambda: costs[0].abandoned)
    costs[1].news, costs[1].running = [[WHOLE]], False
    qtbot.waitUntil(lambda: second.photos.text() == "214 photos")
    assert not costs[1].abandoned
