"""What was understood of a query, under the search field: parts that can be taken back with a click, and, calmly, what
was not understood with ways to put it right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.domain import Answer, Chip, QueryProblem
from app.search.query.editing import choices, parted, without
from app.ui import look, wording
from app.ui.flow import FlowLayout
from app.ui.hovering import pop_up
from app.ui.photo.labels import ElidedLabel
from app.ui.search.history import SimilarPlace, TextPlace
from app.ui.translation import in_words

# Logical pixels.
WIDEST = 300  # of a chip's words
ICON_SIDE = 14
PICTURE_SIDE = 19
PICTURE_LEFT = 4
GAP = 6

MOST_OF_IT = 100  # a stretch that leaves the other one what is over

MOST_CHIPS = 12
MOST_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A chip as it is shown: its words, what a click does in words, and the same for the menu and screen readers."""

    words: str
    tip: str
    act: Callable[[], None]
    doing: str
    also: tuple[tuple[str, Callable[[], None]], ...] = ()  # further choices of its menu
    kind: str = ""
    picture: Path | None = None


class ChipStrip(QWidget):
    """The chips of one answer and its problems. Once there was something to say, the first line keeps its place until
    the field is empty: nothing below moves to and fro while one types.

    Plain words are no chips: they stand in the field. Only beside a picture they are one, to show that both are asked.
    """

    removed = Signal(object)  # Chip: to be taken out of the text
    literal_wanted = Signal(str)  # words that were read as something else are to be plain words
    reading_wanted = Signal(str)  # words that were taken back may be read again
    picture_removed = Signal()
    emptied = Signal()  # the photo is gone that all of it was about
    text_wanted = Signal(str)  # the whole text, put right
    left = Signal()  # the last chip is gone, and with it the keyboard's place

    def __init__(self, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._after = after  # Tab leads here from there
        self.setAccessibleName(self.tr("How your search was understood"))
        self._row = QWidget()
        self._flow = FlowLayout(self._row, GAP)
        self._more = QLabel()
        self._more.setObjectName("chipNote")
        self.chips: list[QueryChip] = []
        self.lines = [ProblemLine() for _ in range(MOST_PROBLEMS)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._row)
        for line in self.lines:
            line.text_wanted.connect(self.text_wanted)
            column.addWidget(line)
        # As high as any chip, and never seen.
        self._sample = QueryChip(Part(self.accessibleName(), "", lambda: None, ""))
        self._shown: tuple[tuple[str, str], ...] = ()
        self._thumbnail = QImage()
        self._keeps_place = False
        self.clear()

    @property
    def problems(self) -> list[str]:
        """What is shown of what was not understood."""
        return [line.words.text() for line in self.lines if not line.isHidden()]

    def tell(
        self, place: TextPlace, answer: Answer, picture: Path | None, *, quiet: Callable[[QueryProblem], bool]
    ) -> None:
        """Shows how a search was understood, but for problems that are better kept `quiet` just now. `picture` stands
        at the end of the text but not in the field."""
        parts = [self._picture(picture)] if picture is not None else []
        at_end = len(parted(place.text)[0]) if picture is not None else len(place.text)
        parts += self._beside(
            place.text, [chip for chip in answer.chips if chip.kind == "words" and chip.start < at_end]
        )
        parts += [self._part(chip) for chip in answer.chips if chip.kind != "words" and chip.start < at_end]
        parts += [self._taken_back(source) for source in sorted(place.literal)]
        self._show(parts)
        told = [problem for problem in answer.problems if not quiet(problem)]
        for line, problem in zip(self.lines, [*told, *[None] * MOST_PROBLEMS], strict=False):
            line.tell(place.text, problem)
        self.lines[-1].setToolTip("\n".join(in_words(problem.text) for problem in told[MOST_PROBLEMS:]))
        self._fit()
        self._put_in_tab_order()

    def tell_similar(self, place: SimilarPlace) -> None:
        """Shows the photo whose like, or whose other forms, are looked for."""
        words = self.tr("like {0}") if place.mode == "subject" else self.tr("same picture as {0}")
        tip = self.tr("{0}. Click to take it out.").format(place.title)
        part = Part(words.format(place.name), tip, self.emptied.emit, self.tr("Take it out of the search"))
        self._show([replace(part, kind="picture", picture=Path(place.file) if place.file else None)])
        self._fit()
        self._put_in_tab_order()

    def let_go(self) -> None:
        """Nothing is asked any more: the place goes, too."""
        self._keeps_place = False
        self.clear()

    def clear(self) -> None:
        self._show([])
        for line in self.lines:
            line.tell("", None)
        self._fit()

    def show_thumbnail(self, image: QImage) -> None:
        """The small picture of the chip that stands for a picture."""
        self._thumbnail = image
        for chip in self.chips:
            if chip.part.picture is not None:
                chip.show_picture(image)

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        for chip in self.chips:
            chip.draw_icon()
        for line in self.lines:
            line.draw_icon()

    def _part(self, chip: Chip) -> Part:
        def remove() -> None:
            self.removed.emit(chip)

        def as_words() -> None:
            self.literal_wanted.emit(chip.source)

        out = self.tr("Take it out of the search")
        if chip.typed:
            tip = self.tr("{0}. Click to take it out.").format(chip.text)
            return Part(in_words(chip.label), tip, remove, out, kind=chip.kind)
        if chip.kind == "spelling":  # what is taken out is the correction
            doing = self.tr("Search for “{0}” as typed").format(chip.source)
            tip = self.tr("You typed “{0}”. Click to search for just that.").format(chip.source)
            return Part(in_words(chip.label), tip, as_words, doing, ((out, remove),), chip.kind)
        words = self.tr("Search for “{0}” as plain words").format(chip.source)
        tip = self.tr("Read from “{0}”. Click to take it out; a right click offers to search for the words instead.")
        return Part(in_words(chip.label), tip.format(chip.source), remove, out, ((words, as_words),), chip.kind)

    def _taken_back(self, source: str) -> Part:
        chip = Chip("words", source, source, source, 0, 0)
        again = self.tr("Have “{0}” understood again").format(source)
        return Part(
            self.tr("“{0}” as words").format(source),
            self.tr("Searched for as plain words. Click to take them out; a right click has them understood again."),
            lambda: self.removed.emit(chip),
            self.tr("Take it out of the search"),
            ((again, lambda: self.reading_wanted.emit(source)),),
            "words",
        )

    def _beside(self, text: str, words: Sequence[Chip]) -> list[Part]:
        """The words that are asked for beside a picture."""
        if parted(text)[1] is None or not words:
            return []
        alone = text
        for chip in reversed(words):
            alone = without(alone, chip)
        said = " ".join(chip.source for chip in words)
        return [
            Part(
                self.tr("and “{0}”").format(said),
                self.tr("Both are looked for: photos like the picture, and “{0}”. Click to take the words out.").format(
                    said
                ),
                lambda: self.text_wanted.emit(alone),
                self.tr("Take it out of the search"),
                kind="words",
            )
        ]

    def _picture(self, path: Path) -> Part:
        name = wording.path(path.name)
        return Part(
            self.tr("like {0}").format(name),
            self.tr("Photos that look like {0}. Click to take it out.").format(wording.path(str(path))),
            self.picture_removed.emit,
            self.tr("Take it out of the search"),
            kind="picture",
            picture=path,
        )

    def _show(self, parts: Sequence[Part]) -> None:
        """Shows these parts. What is shown already stays as it is, and with it the keyboard's place."""
        shown = tuple((part.kind, part.words + part.tip) for part in parts)
        if shown == self._shown:
            for chip, part in zip(self.chips, parts, strict=False):
                chip.part = part
            return
        focused = next((at for at, chip in enumerate(self.chips) if chip.hasFocus()), None)
        self._shown = shown
        while item := self._flow.takeAt(0):
            item.widget().hide()
        for chip in self.chips:
            chip.deleteLater()
        self.chips = [QueryChip(part) for part in parts[:MOST_CHIPS]]
        for chip in self.chips:
            if chip.part.picture is not None:
                chip.show_picture(self._thumbnail)
            self._flow.addWidget(chip)
        if rest := parts[MOST_CHIPS:]:
            self._more.setText(self.tr("and {0} more").format(len(rest)))
            self._more.setToolTip("\n".join(part.words for part in rest))
            self._flow.addWidget(self._more)
            self._more.show()
        if focused is not None and self.chips:
            self.chips[min(focused, len(self.chips) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif focused is not None:
            self.left.emit()

    def _put_in_tab_order(self) -> None:
        """Widgets that came later would be the last of the whole window."""
        before = self._after
        for widget in (*self.chips, *(link for line in self.lines for link in line.links)):
            QWidget.setTabOrder(before, widget)
            before = widget

    def _fit(self) -> None:
        self._keeps_place = self._keeps_place or bool(self._shown) or bool(self.problems)
        self._row.setVisible(bool(self._shown))
        self.setVisible(self._keeps_place)
        self.setMinimumHeight(self._sample.sizeHint().height())
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


class QueryChip(QPushButton):
    """One part of a query as it was understood; a click, Enter, Delete or Backspace takes it back."""

    def __init__(self, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self._picture = QImage()
        self.setObjectName("queryChip")
        self.setProperty("kind", part.kind)
        self.setText(self.fontMetrics().elidedText(part.words, Qt.TextElideMode.ElideMiddle, WIDEST).replace("&", "&&"))
        self.setToolTip(part.tip)
        self.setAccessibleName(part.words)
        self.setAccessibleDescription(part.doing)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # The cross stands behind the words: Qt puts icons where a line begins.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
        self.clicked.connect(lambda: self.part.act())
        self.draw_icon()

    def draw_icon(self) -> None:
        self.setIcon(look.icon("clear", look.muted()))

    def show_picture(self, image: QImage) -> None:
        self._picture = image
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        pop_up(self.menu_of(), event.globalPos())

    def menu_of(self) -> QMenu:
        """Everything that can be done with this part. The menu deletes itself when closed."""
        menu = QMenu(self)
        menu.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, act in ((self.part.doing, self.part.act), *self.part.also):
            menu.addAction(words.replace("&", "&&"), act)
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._picture.isNull() or self.part.picture is None:
            return
        box = QRect(QPoint(PICTURE_LEFT, 0), QSize(PICTURE_SIDE, PICTURE_SIDE))
        box.moveTop((self.height() - PICTURE_SIDE) // 2)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        round_ = QPainterPath()
        round_.addEllipse(QRectF(box))
        painter.setClipPath(round_)
        side = min(self._picture.width(), self._picture.height())
        middle = QRect(0, 0, side, side)
        middle.moveCenter(self._picture.rect().center())
        painter.drawImage(box, self._picture, middle)


class ProblemLine(QWidget):
    """What was not understood, in one quiet line, with ways to put it right."""

    text_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self.words = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.words.setObjectName("chipNote")
        self.links: list[QPushButton] = []  # ways to put it right
        self._links = QHBoxLayout()
        self._links.setSpacing(GAP)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self._sign)
        line.addWidget(self.words, MOST_OF_IT)
        line.addLayout(self._links)
        line.addStretch(1)
        self.draw_icon()

    def tell(self, text: str, problem: QueryProblem | None) -> None:
        """Shows a problem of `text`, or nothing."""
        while item := self._links.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        self.links = []
        self.setVisible(problem is not None)
        if problem is None:
            return
        words = in_words(problem.text)
        self.words.setText(words)
        self.words.setMaximumWidth(self.words.fontMetrics().horizontalAdvance(words) + GAP)
        for choice, whole in choices(text, problem):
            link = QPushButton(choice)
            link.setObjectName("link")
            link.setFlat(True)
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.setAccessibleName(self.tr("Use {0} instead").format(choice))
            link.clicked.connect(lambda _=False, whole=whole: self.text_wanted.emit(whole))
            self._links.addWidget(link)
            link.show()  # at once, so that Tab leads there
            self.links.append(link)

    def draw_icon(self) -> None:
        icon = look.icon("problem", look.muted())
        self._sign.setPixmap(icon.pixmap(QSize(ICON_SIDE + 2, ICON_SIDE + 2), self.devicePixelRatioF()))
