"""The filters pane: what the answer can be narrowed to, with live counts.

It shows what the query asks for and says what a person wants instead; the query itself is changed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QDate, QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.search.query.tree import ITSELF, Days, Range
from app.ui import look, wording
from app.ui.filters.facet_rows import FacetSection, TickRow
from app.ui.filters.fields import DayField, PeriodButton, SizeField, SizeSlider, same_width
from app.ui.sidebar.shelf import Choosing

if TYPE_CHECKING:
    from app.search.narrowing import Choice, Narrowing, Section

MARGIN = 10
LEAST_WIDTH = 190


class AdvancedPanel(QWidget):
    """`wanted` carries a list of `Choosing`."""

    wanted = Signal(object)
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filtersPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(LEAST_WIDTH)
        self._told: Narrowing | None = None
        title = QLabel(self.tr("Filters"))
        title.setObjectName("paneTitle")
        self.clear = QPushButton(self.tr("Clear"))
        self.clear.setObjectName("link")
        self.clear.setFlat(True)
        self.clear.setAccessibleName(self.tr("Clear all filters"))
        self.clear.clicked.connect(self._clear)
        self.close_button = QToolButton()
        self.close_button.setObjectName("paneButton")
        self.close_button.setAccessibleName(self.tr("Hide the filters"))
        self.close_button.setToolTip(self.tr("Hide the filters (Ctrl+Shift+F)"))
        self.close_button.clicked.connect(self.close_wanted)
        top = QHBoxLayout()
        top.setContentsMargins(MARGIN, 6, 6, 6)
        top.addWidget(title, 1)
        top.addWidget(self.clear)
        top.addWidget(self.close_button)

        self.since, self.until = DayField(self.tr("From")), DayField(self.tr("To"))
        self.least, self.most = SizeField(self.tr("At least")), SizeField(self.tr("At most"))
        self.since.day_chosen.connect(lambda day: self._want_days(since=day))
        self.until.day_chosen.connect(lambda day: self._want_days(until=day))
        self.period = PeriodButton()
        self.period.chosen.connect(lambda query: self.wanted.emit([Choosing("date", instead=query)]))
        self.slider = SizeSlider()
        self.slider.moved.connect(lambda low, high: self.wanted.emit([Choosing("size", sizes=Range(low, high))]))
        self.subfolders = TickRow(self.tr("With subfolders"))
        self.subfolders.setAccessibleDescription(self.tr("Whether photos in folders below the chosen one count too"))
        self.subfolders.clicked.connect(lambda below: self.wanted.emit([Choosing("folder", below=below)]))
        self.least.size_chosen.connect(lambda octets: self._want_sizes(low=octets))
        self.most.size_chosen.connect(lambda octets: self._want_sizes(high=octets))
        self.sections: dict[Section, FacetSection] = {
            "favourite": FacetSection(""),
            "type": FacetSection(self.tr("Type")),
            "date": FacetSection(self.tr("Date"), _below(self.since, self.until, self.period)),
            "folder": FacetSection(self.tr("Folder"), _below(self.subfolders)),
            "drive": FacetSection(self.tr("Drive")),
            "place": FacetSection(self.tr("Place")),
            "camera": FacetSection(self.tr("Camera")),
            "rating": FacetSection(self.tr("Rating")),
            "size": FacetSection(self.tr("Size"), _below(self.least, self.most, self.slider)),
            "orientation": FacetSection(self.tr("Orientation")),
        }
        self.note = QLabel()
        self.note.setObjectName("previewNote")
        self.note.setWordWrap(True)
        inside = QWidget()
        inside.setObjectName("filtersInside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        column.setSpacing(2)
        column.addWidget(self.note)
        column.addSpacing(4)
        for name, section in self.sections.items():
            section.clicked.connect(lambda query, name=name: self.wanted.emit([Choosing(name, query)]))
            column.addWidget(section)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setObjectName("filtersArea")
        self.area.setAccessibleName(self.tr("Filters"))
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.area, 1)
        self._inside = inside
        self.draw_icons()
        self.show_narrowing(None)

    def show_narrowing(self, told: Narrowing | None) -> None:
        """None where there is nothing to narrow."""
        self.setUpdatesEnabled(False)  # drawn once, when all of it is right
        self._show(told)
        self.setUpdatesEnabled(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_room()

    def _keep_room(self) -> None:
        """Never narrower than what is in it: in some languages, and with large letters, that is wider."""
        bar = self.area.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(LEAST_WIDTH, self._inside.minimumSizeHint().width() + bar))

    def _show(self, told: Narrowing | None) -> None:
        self._told = told
        self.note.setText(
            self.tr("There is nothing to narrow here.") if told is None else wording.count(told.total, "photo")
        )
        self.clear.setVisible(told is not None and told.active)
        for name, section in self.sections.items():
            if told is None:
                section.hide()
            else:
                section.show_choices(told.choices.get(name, ()))
        if told is None:
            return
        hint = next((_first(choice.query[5:]) for choice in told.choices.get("date", ())), None)
        self.since.show_day(_first(told.days.since), hint)
        self.until.show_day(_last(told.days.until), hint)
        self.least.show_size(told.sizes.low)
        self.most.show_size(told.sizes.high)
        self.slider.show_sizes(told.sizes.low, told.sizes.high)
        self.period.any_time.setEnabled(told.days != Days() or _any_chosen(told.choices.get("date", ())))
        self._show_folders(told.choices.get("folder", ()))
        self._keep_room()

    def _show_folders(self, choices: Sequence[Choice]) -> None:
        """Whether subfolders count is asked once a folder is chosen by its path."""
        chosen = [choice.query for choice in choices if choice.chosen and choice.hint]
        self.subfolders.setVisible(bool(chosen))
        self.subfolders.setChecked(not any(query.rstrip('"”»').endswith(ITSELF) for query in chosen))
        self.sections["folder"].setVisible(bool(choices))

    def folded(self) -> list[str]:
        """The sections that are folded, to be remembered."""
        return [name for name, section in self.sections.items() if not section.heading.isChecked()]

    def fold(self, names: list[str]) -> None:
        for name, section in self.sections.items():
            section.heading.setChecked(name not in names)

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        self.close_button.setIcon(look.icon("clear", look.muted()))

    def _clear(self) -> None:
        told = self._told
        if told is None:
            return
        chosen = [name for name in self.sections if any(choice.chosen for choice in told.choices.get(name, ()))]
        named = [name for name, span in (("date", told.days), ("size", told.sizes)) if span not in (Days(), Range())]
        self.wanted.emit([Choosing(cast("Section", name)) for name in dict.fromkeys([*chosen, *named])])

    def _want_days(self, *, since: str | None = None, until: str | None = None) -> None:
        """None for the end that stays, "" for any day."""
        days = self._told.days if self._told is not None else Days()
        chosen = Days(days.since if since is None else since or None, days.until if until is None else until or None)
        if self._told is not None:  # the other end may be chosen before the counts are there
            self._told = replace(self._told, days=chosen)
        self.wanted.emit([Choosing("date", days=chosen)])

    def _want_sizes(self, *, low: int | None = None, high: int | None = None) -> None:
        """None for the end that stays, -1 for any size."""
        sizes = self._told.sizes if self._told is not None else Range()
        least = sizes.low if low is None else None if low < 0 else low
        chosen = Range(least, sizes.high if high is None else None if high < 0 else high)
        if self._told is not None:
            self._told = replace(self._told, sizes=chosen)
        self.wanted.emit([Choosing("size", sizes=chosen)])


def _any_chosen(choices: Sequence[Choice]) -> bool:
    return any(choice.chosen for choice in choices)


def _below(*fields: QWidget) -> QWidget:
    """Fields below each other, lined up."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(4)
    for field in fields:
        column.addWidget(field)
    labels = [field.label for field in fields if isinstance(field, DayField | SizeField)]
    if labels:
        same_width(labels)
    return box


def _first(iso: str | None) -> QDate | None:
    """The first day of an ISO 8601 date or the beginning of one."""
    if not iso:
        return None
    parts = [int(part) for part in iso[:10].split("-") if part.isdigit()]
    day = QDate(*[*parts, 1, 1][:3])
    return day if day.isValid() else None


def _last(iso: str | None) -> QDate | None:
    """The last day of it."""
    day = _first(iso)
    if day is None or iso is None or len(iso) >= len("2023-06-15"):
        return day
    return (day.addYears(1) if len(iso) == len("2023") else day.addMonths(1)).addDays(-1)
