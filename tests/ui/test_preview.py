"""The preview pane: what it tells of a photo, and of one that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from ui_stand_ins import make_hit

from app.domain import Reason, Tag
from app.ui.photo.preview import Preview
from app.ui.results.thumbnails import Thumbnails
from app.ui.tasks import Tasks


@pytest.fixture
def preview(qtbot: QtBot, tmp_path: Path) -> Iterator[Preview]:
    tasks, thumbnails = Tasks(), Thumbnails(tmp_path / "library")
    pane = Preview(tasks, thumbnails)
    pane.resize(320, 700)
    qtbot.addWidget(pane)
    pane.show()
    yield pane
    thumbnails.shut_down(5_000)
    tasks.shut_down(lambda: None)


def test_without_a_photo_it_says_how_to_get_one(preview: Preview) -> None:
    assert preview.empty.text() == "Choose a photo to see it here." and preview.empty.isVisible()
    assert not preview.picture.isVisible()


def test_a_photo_is_shown_larger_with_what_is_known_of_it(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    tags = (Tag("beach", 0.93), Tag("sea", 0.5))
    preview.show_hit(make_hit(1, photos / "beach large.jpg", caption="a sunny beach", tags=tags))
    assert preview.about.name.text() == "beach large.jpg"
    assert preview.about.caption.label.text() == "a sunny beach"
    assert [line.words.text() for line in preview.about.why.lines()] == ['caption: "a sunny beach"']
    chips = preview.findChildren(QPushButton, "chipWord")
    assert [chip.text() for chip in chips] == ["beach  93 %", "sea  50 %"]
    qtbot.waitUntil(lambda: preview.picture._image is not None and preview.picture._image.width() == 640)
    with qtbot.waitSignal(preview.about.tag_wanted) as wanted:
        qtbot.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    assert wanted.args == ["tag:sea"]


def test_a_photo_that_cannot_be_read_any_more_says_why(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    (photos / "beach.png").write_bytes(b"no longer a picture")
    preview.show_hit(make_hit(1, photos / "beach.png"))
    qtbot.waitUntil(lambda: preview.about.note.text().startswith("The file cannot be read now: "))


def test_a_photo_on_a_drive_that_is_away_says_so(preview: Preview) -> None:
    preview.show_hit(make_hit(1, "/away/a.jpg", online=False, drive="Blue stick"))
    assert preview.about.note.text() == "On Blue stick, which is not connected."


def test_only_the_last_of_many_photos_is_read(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    for number in range(20):
        preview.show_hit(make_hit(number, photos / "beach.png"))
    preview.show_hit(make_hit(99, photos / "winter trip" / "city at night.webp"))
    qtbot.waitUntil(lambda: preview.picture._image is not None and preview.picture._image.height() == 320)
    assert preview.about.name.text() == "city at night.webp"


def test_markup_in_a_caption_is_text(preview: Preview) -> None:
    preview.show_hit(make_hit(1, "/a.jpg", caption="<b>bold</b> &amp;"))
    assert preview.about.caption.label.textFormat() == Qt.TextFormat.PlainText


def test_no_size_of_the_pane_makes_its_scroll_bar_come_and_go_forever(
    preview: Preview, photos: Path, qtbot: QtBot
) -> None:
    tags = tuple(Tag(f"tag {number}", 0.9) for number in range(6))
    preview.show_hit(make_hit(1, photos / "beach large.jpg", caption="a long caption " * 6, tags=tags))
    qtbot.waitUntil(lambda: preview.picture.has_image)
    for height in range(560, 760):
        preview.resize(300, height)
        QApplication.processEvents()
    assert preview.picture.width() >= 200


def test_reasons_show_how_much_they_count(preview: Preview, qtbot: QtBot) -> None:
    reasons = (
        Reason("look", 'looks like "beach"', 0.62, 0.98),
        Reason("name", 'name contains "beach"', 0.38),
        Reason("filter", "at least 4 stars", 0.0),
    )
    hit = make_hit(1, "/a.jpg", reasons=reasons, why=tuple(reason.text for reason in reasons))
    preview.show_hit(hit)
    lines = preview.about.why.lines()
    assert [line.words.text() for line in lines] == [reason.text for reason in reasons]
    assert [round(line.bar.part, 2) for line in lines if not line.bar.isHidden()] == [0.62, 0.38]
    assert lines[0].words.accessibleDescription() == "62 % of what speaks for this photo, 98 % sure by itself"
    assert lines[1].toolTip() == "38 % of what speaks for this photo"
    preview.show_hit(make_hit(2, "/b.jpg"))
    qtbot.waitUntil(lambda: preview.about.why.lines() == [])
    assert not preview.about.why.isVisible()


def test_stars_and_the_heart_are_clicked(preview: Preview, qtbot: QtBot) -> None:
    hit = make_hit(1, "/a.jpg", rating=2, place="Lisbon, Portugal", copies=3)
    preview.show_hit(hit)
    assert [star.filled for star in preview.about.rating.stars] == [True, True, False, False, False]
    for number, expected in ((4, 4), (2, None)):
        with qtbot.waitSignal(preview.about.rate_wanted) as wanted:
            qtbot.mouseClick(preview.about.rating.stars[number - 1], Qt.MouseButton.LeftButton)
        assert wanted.args == [[hit], expected]
    with qtbot.waitSignal(preview.about.favourite_wanted) as loved:
        qtbot.mouseClick(preview.about.rating.heart, Qt.MouseButton.LeftButton)
    assert loved.args == [[hit], True]
    assert all(star.accessibleName() for star in (*preview.about.rating.stars, preview.about.rating.heart))
    assert "Lisbon, Portugal" in [label.text() for label in preview.findChildren(QLabel)]
    with qtbot.waitSignal(preview.about.unfold_wanted) as unfolded:
        qtbot.mouseClick(preview.about.copies, Qt.MouseButton.LeftButton)
    assert unfolded.args == [hit]


def test_new_marks_do_not_read_the_picture_again(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    hit = make_hit(1, photos / "beach large.jpg")
    preview.show_hit(hit)
    qtbot.waitUntil(lambda: preview.picture._image is not None and preview.picture._image.width() == 640)
    image = preview.picture._image
    preview.show_hit(replace(hit, rating=5))
    assert preview.picture._image is image
    assert all(star.filled for star in preview.about.rating.stars)


def test_a_caption_is_corrected_where_it_stands(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    hit = make_hit(1, photos / "beach.png", caption="a sunny beach")
    preview.show_hit(hit)
    editor = preview.about.caption
    qtbot.mouseClick(editor.pencil, Qt.MouseButton.LeftButton)
    assert editor.editing and editor.field.toPlainText() == "a sunny beach"
    qtbot.keyClicks(editor.field, "Oma 1")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(editor.field, "am Strand")
    with qtbot.waitSignal(preview.about.caption_wanted) as wanted:
        qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert wanted.args == [hit, "Oma 1\nam Strand"]
    assert not editor.editing and editor.label.text() == "Oma 1\nam Strand"


def test_a_caption_that_was_given_up_or_left_alone_is_not_asked_for(
    preview: Preview, photos: Path, qtbot: QtBot
) -> None:
    preview.show_hit(make_hit(1, photos / "beach.png", caption="a sunny beach"))
    editor = preview.about.caption
    with qtbot.assertNotEmitted(preview.about.caption_wanted):
        editor.edit()
        qtbot.keyClicks(editor.field, "nonsense")
        qtbot.keyClick(editor.field, Qt.Key.Key_Escape)
        editor.edit()
        qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert editor.label.text() == "a sunny beach"


def test_a_caption_done_leads_back_to_where_the_person_was(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    preview.show_hit(make_hit(1, photos / "beach.png", caption="a sunny beach"))
    editor = preview.about.caption
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        preview.setFocus()
        qtbot.waitUntil(preview.hasFocus)
        preview.edit_caption()
        qtbot.waitUntil(editor.field.hasFocus)
        qtbot.keyClick(editor.field, key)
        assert preview.hasFocus()


def test_what_was_written_is_saved_when_another_photo_comes(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    hit = make_hit(1, photos / "beach.png", caption="a sunny beach")
    preview.show_hit(hit)
    preview.about.caption.edit()
    preview.about.caption.field.setPlainText("")
    with qtbot.waitSignal(preview.about.caption_wanted) as wanted:
        preview.show_hit(make_hit(2, photos / "flower.gif", caption="a flower"))
    assert wanted.args == [hit, ""]
    assert preview.about.caption.label.text() == "a flower"


def test_tab_comes_to_the_tags_where_they_stand(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    preview.show_hit(make_hit(1, photos / "beach.png", caption="a beach", tags=(Tag("Oma", 1.0), Tag("sea", 0.9))))
    (oma, sea), add = preview.about.tags.chips(), preview.about.tags.add
    qtbot.waitUntil(sea.off.isVisible)
    preview.about.caption.pencil.setFocus()
    for expected in (oma.word, oma.off, sea.word, sea.confirm, sea.off, add):
        qtbot.keyClick(preview.window().focusWidget(), Qt.Key.Key_Tab)
        assert preview.window().focusWidget() is expected


def test_a_photo_without_tags_can_be_given_one(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    preview.show_hit(make_hit(1, photos / "beach.png"))
    add = preview.about.tags.add
    qtbot.waitUntil(add.isVisible)
    assert add.window() is preview.window()


def test_tags_are_confirmed_taken_off_and_added(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    tags = (Tag("Oma", 1.0), Tag("beach", 0.93), Tag("oma", 0.9))
    hit = make_hit(1, photos / "beach.png", tags=tags)
    preview.show_hit(hit)
    editor = preview.about.tags
    own, models = editor.chips()
    assert (own.word.text(), models.word.text()) == ("Oma", "beach  93 %")
    assert all(part.accessibleName() and part.toolTip() for chip in (own, models) for part in chip.parts)
    assert own.confirm.isHidden()
    with qtbot.waitSignal(preview.about.untag_wanted) as gone:
        qtbot.mouseClick(own.off, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(preview.about.untag_wanted) as wrong:
        qtbot.mouseClick(models.off, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(preview.about.tags_wanted) as confirmed:
        qtbot.mouseClick(models.confirm, Qt.MouseButton.LeftButton)
    assert (gone.args, wrong.args, confirmed.args) == ([[hit], "Oma"], [[hit], "beach"], [[hit], ["beach"]])
    editor.known = lambda then: then(["Holiday", "House"])
    qtbot.mouseClick(editor.add, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(editor.field, "holiday 2, sea ,")
    with qtbot.waitSignal(preview.about.tags_wanted) as added:
        qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert added.args == [[hit], ["holiday 2", "sea"]]
    assert editor.field.isHidden()


def test_each_tag_is_asked_for_once_as_its_field_goes(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    preview.show_hit(make_hit(1, photos / "beach.png"))
    editor, asked = preview.about.tags, []
    preview.about.tags_wanted.connect(lambda _, names: asked.append(names))
    qtbot.mouseClick(editor.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(editor.field.hasFocus)
    qtbot.keyClicks(editor.field, "sea")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return)
    assert asked == [["sea"]]


def test_chips_and_reasons_are_kept_for_the_photos_that_follow(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    many = tuple(Tag(name, 0.9 - at / 10) for at, name in enumerate(("sea", "sand", "sky")))
    preview.show_hit(make_hit(1, photos / "beach.png", tags=many, why=("tag “sea”", "tag “sand”")))
    kept, lines = preview.about.tags.chips(), preview.about.why.lines()
    preview.show_hit(make_hit(2, photos / "beach.png", tags=(Tag("Oma", 1.0),), why=("tag “Oma”",)))
    qtbot.waitUntil(lambda: len(preview.about.tags.chips()) == 1)
    chip = preview.about.tags.chips()[0]
    assert chip is kept[0] and preview.about.why.lines() == lines[:1]
    assert chip.confirm.isHidden() and chip.word.text() == "Oma"
    with qtbot.waitSignal(preview.about.untag_wanted) as gone:
        qtbot.mouseClick(chip.off, Qt.MouseButton.LeftButton)
    assert gone.args[1] == "Oma"


def test_while_photos_go_by_only_the_last_is_described(preview: Preview, photos: Path, qtbot: QtBot) -> None:
    shown: list[str] = []
    describe = preview.about.show_hit
    preview.about.show_hit = lambda hit: (shown.append(hit.caption), describe(hit))  # type: ignore[method-assign]
    for number in range(20):
        preview.show_hit(make_hit(number, photos / "beach.png", caption=str(number)))
    qtbot.waitUntil(lambda: preview.about.caption.label.text() == "19")
    assert shown == ["0", "19"]
