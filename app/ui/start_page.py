"""Before anything is searched for: an invitation to bring photos, or, once there are some, to search."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from app.ui import look, wording
from app.ui.pages import EXAMPLES, Page, row_of_chips
from app.ui.session import Coverage
from app.ui.tasks import Tasks
from app.ui.translation import translate

DRAWING = QSize(200, 140)
FRAME_MARGIN, FRAME_RADIUS = 20, 16
NARROW, NARROW_MARGIN = 560, 8  # logical pixels
NOTE_ICON = 18


def pictures_folder() -> Path | None:
    """The person's own folder for pictures, where the system names one that is there."""
    name = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return Path(name) if name and Path(name).is_dir() and Path(name) != Path.home() else None


class StartPage(Page):
    """What it says depends on what the library holds; see `set_coverage`."""

    add_folder_wanted = Signal()
    add_wanted = Signal(list)  # of Path
    example_wanted = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("snowline", parent)
        self._tasks = tasks
        self._coverage: Coverage | None = None  # until the library is open
        self._indexing = False
        self._counted = False
        self._drawn_inviting: bool | None = None  # how the icon is drawn; other colours draw it anew
        self._pictures: Path | None = None
        self.pictures = self.add_button(self.tr("Use my Pictures"), "primary")
        self.pictures.clicked.connect(self._use_pictures)
        self.add_folder = self.add_button(self.tr("Choose a folder…"))
        self.add_folder.clicked.connect(self.add_folder_wanted)
        self._examples = row_of_chips(EXAMPLES, self.example_wanted)
        self.rest.addWidget(self._examples)
        self.note = QWidget()
        line = QHBoxLayout(self.note)
        line.setSpacing(8)
        self._lock, self._promise = QLabel(), QLabel(self.tr("Nothing leaves this computer."))
        self._promise.setObjectName("pageNote")
        line.addStretch(1)
        line.addWidget(self._lock)
        line.addWidget(self._promise)
        line.addStretch(1)
        self.rest.addSpacing(10)
        self.rest.addWidget(self.note)
        self._tell()

    def set_coverage(self, coverage: Coverage) -> None:
        if coverage != self._coverage:
            self._coverage = coverage
            self._tell()

    def set_indexing(self, indexing: bool) -> None:
        if indexing != self._indexing:
            self._indexing = indexing
            self._tell()

    @property
    def inviting(self) -> bool:
        """Whether there is nothing yet."""
        coverage = self._coverage
        empty = coverage is not None and not coverage.photos and not coverage.waiting
        return empty and not self._indexing

    def draw_icons(self) -> None:
        if self._icon_name == "snowline" and getattr(self, "_coverage", None) is not None and self.inviting:
            self._icon.setPixmap(_drawing(self.devicePixelRatioF()))
        else:
            super().draw_icons()
        if hasattr(self, "_lock"):
            lock = look.picture("private", NOTE_ICON, look.muted(), self.devicePixelRatioF())
            self._lock.setPixmap(lock)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.inviting:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), 1.5, Qt.PenStyle.DashLine))
        margin = NARROW_MARGIN if self.width() < NARROW else FRAME_MARGIN
        frame = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter.drawRoundedRect(frame, FRAME_RADIUS, FRAME_RADIUS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def _place_buttons(self) -> None:
        """One below the other, where they do not fit side by side."""
        shown = [button for button in (self.pictures, self.add_folder) if not button.isHidden()]
        wide = sum(button.sizeHint().width() for button in shown) + self.buttons.spacing() * (len(shown) - 1)
        beside = wide <= self.width() - 2 * FRAME_MARGIN - 2 * NARROW_MARGIN
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self.buttons.direction() != direction:
            self.buttons.setDirection(direction)
        self.make_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count_pictures()

    def _count_pictures(self) -> None:
        """How many pictures there are is found out once, while the invitation stands."""
        if self._counted or not self.inviting or not self.isVisible():
            return
        self._counted = True
        folder = pictures_folder()
        if folder is not None:
            self._tasks.run(self._tasks.files, partial(_count, folder), self._found, lambda _: None)

    def _found(self, found: tuple[Path, int, bool]) -> None:
        folder, photos, all_of_them = found
        self._pictures = folder if photos else None
        if all_of_them:
            words = translate("start", "Use my Pictures (%Ln photo(s))", photos)
        else:
            words = translate("start", "Use my Pictures (more than %Ln photo(s))", photos)
        self.pictures.setText(words)
        self.pictures.setToolTip(wording.path(str(folder)))
        self._tell()

    def _use_pictures(self) -> None:
        if self._pictures is not None:
            self.add_wanted.emit([self._pictures])

    def _tell(self) -> None:
        coverage = self._coverage
        if coverage is None and not self._indexing:
            self.say(self.tr("Opening your library"), "")
        elif coverage is not None and coverage.photos:
            found = translate(
                "start",
                "%Ln photo(s) can be found by what is in them. Say it in your own words.",
                coverage.photos - coverage.folded,
            )
            self.say(self.tr("What are you looking for?"), found)
        elif self._indexing:
            self.say(
                self.tr("Looking at your photos"), self.tr("You can search as soon as the first ones are indexed.")
            )
        elif coverage is not None and coverage.waiting:
            found = translate("start", "%Ln photo(s) can be found by name, folder and date.", coverage.waiting)
            self.say(self.tr("What are you looking for?"), found)
        else:
            self.say(
                self.tr("Drop your photos here"),
                self.tr(
                    "Snowline looks at every photo once. Then you find each of them by saying what is in it. "
                    "Your files stay where they are."
                ),
            )
        inviting = self.inviting
        self.pictures.setVisible(inviting and self._pictures is not None)
        self.add_folder.setVisible(inviting)
        self._name_first()
        self.note.setVisible(inviting)
        self._examples.setVisible(coverage is not None and bool(coverage.photos))
        if inviting != self._drawn_inviting:
            self._drawn_inviting = inviting
            self.draw_icons()
        self._place_buttons()
        self._count_pictures()
        self.update()

    def _name_first(self) -> None:
        """The way that is nearest is the one that stands out."""
        first = "" if self._pictures is not None else "primary"
        if self.add_folder.objectName() != first:
            self.add_folder.setObjectName(first)
            _polish(self.add_folder)


def _polish(button: QPushButton) -> None:
    button.style().unpolish(button)
    button.style().polish(button)


def _count(folder: Path) -> tuple[Path, int, bool]:
    from app.indexing.estimate import quick_count

    return (folder, *quick_count(folder))


def _drawing(ratio: float) -> QPixmap:
    pixmap = QPixmap(DRAWING * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(look.ICONS / "welcome.svg")).render(painter, QRectF(0, 0, DRAWING.width(), DRAWING.height()))
    painter.end()
    return pixmap
