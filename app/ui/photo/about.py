"""What is known of one photo, and what a person may correct of it: beside the results, and in the viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain import Hit
from app.messages import day_in_words
from app.ui import wording
from app.ui.photo.caption_editor import CaptionEditor
from app.ui.photo.facts import Facts
from app.ui.photo.labels import plain_label
from app.ui.photo.rating_bar import RatingBar
from app.ui.photo.reasons import Reasons
from app.ui.photo.tag_editor import TagEditor
from app.ui.translation import in_words, marked, translate

if TYPE_CHECKING:
    from app.media.details import Details

GAP = 6
WAITING_NOTE = marked("about", "Not described yet; found by its name and place.")


class About(QWidget):
    """Name, stars, caption, why it was found, tags and facts. Wishes leave as signals."""

    tag_wanted = Signal(str)  # to be searched for
    rate_wanted = Signal(list, object)  # the Hit in a list; 1 to 5, or None
    favourite_wanted = Signal(list, bool)
    unfold_wanted = Signal(object)  # Hit
    caption_wanted = Signal(object, str)  # Hit; empty for the caption of before
    tags_wanted = Signal(list, list)  # the Hit in a list, names to add
    untag_wanted = Signal(list, str)
    said = Signal(str)

    def __init__(self, facts: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hit: Hit | None = None
        self.name = plain_label("previewName")
        self.rating = RatingBar()
        self.rating.rate_wanted.connect(lambda rating: self.rate_wanted.emit([self._hit], rating))
        self.rating.favourite_wanted.connect(lambda wanted: self.favourite_wanted.emit([self._hit], wanted))
        self.caption = CaptionEditor()
        self.caption.caption_wanted.connect(self.caption_wanted)
        self.copies = QPushButton()
        self.copies.setObjectName("link")
        self.copies.setFlat(True)
        self.copies.setCursor(Qt.CursorShape.PointingHandCursor)
        self.copies.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.copies.clicked.connect(lambda: self.unfold_wanted.emit(self._hit))
        self.note = plain_label("previewNote")
        self._why_title, self.why = plain_label("previewHeading", self.tr("Why it was found")), Reasons()
        self._tags_title, self.tags = plain_label("previewHeading", self.tr("Tags")), TagEditor()
        self.tags.search_wanted.connect(self.tag_wanted)
        self.tags.tag_wanted.connect(self.tags_wanted)
        self.tags.untag_wanted.connect(self.untag_wanted)
        self._facts_title, self.facts = plain_label("previewHeading", self.tr("File")), Facts(facts)
        self.facts.said.connect(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part in (self.name, self.rating, self.caption, self.copies, self.note):
            column.addWidget(part)
        titled: tuple[tuple[QWidget, QWidget], ...] = (
            (self._why_title, self.why),
            (self._tags_title, self.tags),
            (self._facts_title, self.facts),
        )
        for title, widget in titled:
            column.addSpacing(GAP)
            column.addWidget(title)
            column.addWidget(widget)
        column.addStretch(1)

    def buttons_by_action(self) -> dict[str, QAbstractButton]:
        """The buttons that do the same as an action with a key."""
        stars = {f"photo rating {number}": star for number, star in enumerate(self.rating.stars, 1)}
        return {"photo favourite": self.rating.heart, "photo caption": self.caption.pencil, **stars}

    def show_hit(self, hit: Hit) -> None:
        self._hit = hit
        self.name.setText(wording.file_name(hit))
        self.rating.show_marks(hit)
        self.rating.setVisible(not hit.waiting)
        self.caption.show_hit(hit)
        self.copies.setText(wording.folded(hit.copies))
        self.copies.setVisible(bool(hit.copies))
        notes = [] if hit.online else [away(hit)]
        if hit.waiting:
            notes.append(translate("about", WAITING_NOTE))
        self.say(" ".join(notes))
        self.why.show_reasons(hit)
        for part in (self._why_title, self.why):
            part.setVisible(bool(hit.why))
        self.tags.show_hit(hit)
        self._tags_title.setVisible(not hit.waiting)
        self.facts.show_hit(hit)

    def show_details(self, details: Details | None) -> None:
        """What the file says of itself, once it is read."""
        self.facts.show_details(details)

    def say(self, note: str) -> None:
        """One line about the file's state; none where it is empty."""
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def settle(self) -> None:
        """Saves what is being written."""
        if self.caption.editing:
            self.caption.save()


def away(hit: Hit) -> str:
    """Where the file of an offline photo is."""
    drive = in_words(hit.drive) or translate("about", "a drive")
    if hit.last_seen is None:
        return translate("about", "On {0}, which is not connected.").format(drive)
    words = translate("about", "On {0}, which is not connected, last seen {1}.")
    return words.format(drive, in_words(day_in_words(hit.last_seen)))
