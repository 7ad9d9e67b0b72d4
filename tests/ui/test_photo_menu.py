"""The menu of a photo and its keys: what is offered, what is refused and why, and what dragging takes along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QDrag, QImage
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot
from ui_stand_ins import make_hit

from app.domain import Hit, Tag
from app.ui import desktop
from app.ui.programs import Program
from app.ui.results import context_menu, dragging
from app.ui.results.context_menu import PhotoActions
from app.ui.results.delegates import waiting_words
from app.ui.results.dragging import PICTURE, pile_of
from app.ui.results.rename_dialog import RenameDialog
from app.ui.results.thumbnails import Thumbnails

Key, Mod = Qt.Key, Qt.KeyboardModifier
Make = Callable[[Sequence[Hit]], PhotoActions]


@pytest.fixture
def make(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Make:
    monkeypatch.setattr(context_menu.programs, "has_chooser", lambda: False)

    def made(hits: Sequence[Hit]) -> PhotoActions:
        widget = QWidget()
        qtbot.addWidget(widget)
        return PhotoActions(widget, lambda: hits[0] if hits else None, lambda: list(hits))

    return made


def entry(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text().replace("&", "").startswith(words))


def test_all_is_offered_for_one_photo_that_is_there(make: Make) -> None:
    menu = make([make_hit(1, "/photos/trip/a.jpg", copies=2)]).menu()
    words = [action.text().replace("&", "").split("\t")[0] for action in menu.actions() if action.text()]
    assert words == [
        "View on the whole screen", "Open", "Open with", "Find similar: same subject", "Find similar: same picture",
        "Show or hide 2 more photos like this", "Show in file manager", "Copy", "Copy path", "Rating", "Favourite",
        "Tags", "Correct the caption…", "Rename…", "Describe again", "Exclude the folder “trip”", "Move to trash",
    ]  # fmt: skip
    assert all(action.isEnabled() for action in menu.actions() if action.menu() is None)
    menu.close()


def test_what_makes_no_sense_says_why(make: Make) -> None:
    two = [make_hit(1, "/p/a.jpg"), make_hit(2, "/q/b.jpg")]
    menu = make(two).menu()
    assert entry(menu, "Rename").text().endswith("(one photo at a time)") and not entry(menu, "Rename").isEnabled()
    assert entry(menu, "Exclude these 2 folders").isEnabled()
    away = make([make_hit(1, "/p/a.jpg", online=False, drive="Blue stick")]).menu()
    for words in ("Open", "Rename", "Move to trash", "Describe again", "Show in file manager"):
        assert not entry(away, words).isEnabled(), words
    assert entry(away, "Open (").text().endswith("(its drive is not connected)")
    assert entry(away, "Favourite").isEnabled() and entry(away, "View").isEnabled()
    waiting = make([make_hit(-1, "/p/a.jpg", waiting=True)]).menu()
    assert not entry(waiting, "Find similar: same subject").isEnabled()
    assert not entry(waiting, "Correct").isEnabled() and entry(waiting, "Rename").isEnabled()


def test_a_photo_of_which_only_the_name_is_known_can_be_described_now(make: Make, qtbot: QtBot) -> None:
    named = make_hit(-1, "/p/a.jpg", waiting=True, named=True)
    assert waiting_words(named) == "Found by name only"
    assert waiting_words(make_hit(-1, "/p/a.jpg", waiting=True)) == "Waits to be described"
    actions = make([named])
    menu = actions.menu()
    for words in ("Rating", "Favourite", "Tags", "Find similar: same subject"):
        assert entry(menu, words).text().endswith("(only its name is known; choose “Describe now” first)")
        assert not entry(menu, words).isEnabled()
    with qtbot.waitSignal(actions.reindex_wanted) as asked:
        entry(menu, "Describe now").trigger()
    assert asked.args == [[named]]
    with qtbot.waitSignal(actions.refused) as refused:
        actions.ratings[3].trigger()
    assert refused.args == ["3 stars: only its name is known; choose “Describe now” first"]


def test_a_key_that_makes_no_sense_is_answered_in_words(make: Make, qtbot: QtBot) -> None:
    actions = make([make_hit(1, "/p/a.jpg"), make_hit(2, "/q/b.jpg")])
    with qtbot.waitSignal(actions.refused) as refused:
        actions.rename.trigger()
    assert refused.args == ["Rename: one photo at a time"]


def test_entries_ask_for_the_chosen_photos(make: Make, qtbot: QtBot) -> None:
    hits = [make_hit(1, "/p/a.jpg", tags=(Tag("Oma", 1.0),), favourite=True), make_hit(2, "/p/b.jpg")]
    actions = make(hits)
    for words, signal in (
        ("Describe again", actions.reindex_wanted),
        ("Exclude the folder “p”", actions.exclude_wanted),
        ("Move to trash", actions.trash_wanted),
    ):
        with qtbot.waitSignal(signal) as asked:
            entry(actions.menu(), words).trigger()
        assert asked.args[0] == hits
    menu = actions.menu()
    assert not entry(menu, "Favourite").isChecked()
    with qtbot.waitSignal(actions.favourite_wanted) as loved:
        entry(menu, "Favourite").trigger()
    assert loved.args == [hits, True]
    remove = next(one for one in entry(menu, "Tags").menu().actions() if one.text() == "Remove “Oma”")
    with qtbot.waitSignal(actions.untag_wanted) as gone:
        remove.trigger()
    assert gone.args == [hits, "Oma"]


def test_programs_fill_the_menu_when_they_are_known(make: Make, qtbot: QtBot) -> None:
    hits = [make_hit(1, "/p/a.jpg")]
    actions = make(hits)
    waiting: list[Callable[[list[Program]], None]] = []
    actions.programs_wanted.connect(lambda _, then: waiting.append(then))
    menu = actions.menu()
    shown = entry(menu, "Open with").menu()
    assert [action.text() for action in shown.actions()] == ["Looking for programs…"]
    program = Program("e.desktop", "Eye & Ear", "", ("true",), "")
    waiting[0]([program])
    assert [action.text() for action in shown.actions()] == ["Eye && Ear"]
    with qtbot.waitSignal(actions.open_with_wanted) as asked:
        shown.actions()[0].trigger()
    assert asked.args == [hits, program]
    other = actions.menu()
    waiting[1]([])
    assert not entry(other, "Open with").menu().actions()[0].isEnabled()
    menu.deleteLater()
    qtbot.waitUntil(lambda: not context_menu.isValid(menu))
    waiting[0]([program])  # the menu is gone: nothing happens


def test_a_new_name_is_checked_while_it_is_typed(qtbot: QtBot) -> None:
    dialog = RenameDialog(make_hit(1, "/p/IMG_1.jpg"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.field.selectedText() == "IMG_1" and not dialog.rename.isEnabled()
    qtbot.keyClicks(dialog.field, "a/b")
    assert "cannot hold" in dialog.note.text() and not dialog.rename.isEnabled()
    dialog.field.clear()
    qtbot.keyClicks(dialog.field, "Oma")
    assert dialog.rename.isEnabled()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.field, Key.Key_Return)
    assert chosen.args == ["Oma.jpg"]


def test_files_go_to_other_programs_as_addresses_and_paths() -> None:
    hits = [make_hit(1, "/p/caf\udce9 a.jpg"), make_hit(2, "/p/b.jpg")]
    mime = desktop.files_mime(hits)
    assert bytes(mime.urls()[0].toEncoded().data()) == b"file:///p/caf%E9%20a.jpg"
    assert len(mime.urls()) == 2 and mime.text().endswith("/p/b.jpg")


@pytest.mark.parametrize(("pictures", "count"), [(0, 1), (1, 1), (3, 12_345)])
def test_what_is_dragged_is_a_pile_with_a_count(qtbot: QtBot, pictures: int, count: int) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    pile = pile_of([image] * pictures, count, widget, 2.0)
    assert pile.devicePixelRatio() == 2.0 and pile.width() >= 2 * PICTURE
    drawn = pile.toImage()
    middle = drawn.pixelColor(PICTURE, PICTURE // 2 + 24)
    assert middle.alpha() == 255
    assert (middle.red() > 200 and middle.blue() < 50) == (pictures > 0)
    badge = drawn.pixelColor(drawn.width() - 12, 22)
    assert (badge.alpha() > 0) == (count > 1)


def test_a_drag_begins_with_what_is_loaded_and_takes_the_rest_along(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget, thumbnails = QWidget(), Thumbnails(tmp_path / "library")
    qtbot.addWidget(widget)
    loaded = [make_hit(1, "/p/a.jpg"), make_hit(2, "/away/b.jpg", online=False)]
    waiting: list[Callable[[list[Hit]], object]] = []
    seen: list[tuple[int, Qt.DropAction]] = []

    class Drag(QDrag):
        def exec(self, actions: Qt.DropAction, default: Qt.DropAction) -> Qt.DropAction:  # type: ignore[override]
            seen.append((len(self.mimeData().urls()), actions))
            waiting[0]([*loaded, make_hit(3, "/p/c.jpg"), make_hit(4, "/p/d.jpg")])
            seen.append((len(self.mimeData().urls()), default))
            assert not self.pixmap().isNull()
            return default

    monkeypatch.setattr(dragging, "QDrag", Drag)
    dragging.start_drag(widget, loaded, thumbnails, waiting.append)
    assert seen == [(1, Qt.DropAction.CopyAction), (3, Qt.DropAction.CopyAction)]
    seen.clear()
    dragging.start_drag(widget, loaded[1:], thumbnails)
    assert seen == []  # nothing of it is there
    thumbnails.shut_down(5_000)
