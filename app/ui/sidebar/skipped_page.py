"""The page of files that were left out, by reason, with ways to have them tried again or kept out; and of what is kept
out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.ui import look, wording
from app.ui.flow import FlowLayout
from app.ui.hovering import pop_up
from app.ui.sidebar.caring import Caring
from app.ui.sidebar.sidebar import Shown
from app.ui.sidebar.skipped_model import FILE_ROLE, FOLDER, NAME, REASON, WHEN, SkippedModel
from app.ui.translation import in_words

if TYPE_CHECKING:
    from app.library.skipped import SkippedFile, SkippedGroup

MARGIN, GAP = 16, 8
REASONS_WIDTH = 250
NAME_WIDTH, REASON_WIDTH = 190, 250
ROW_GAP = 8
EMPTY_ICON = 72
MOST_COPIED = 50_000  # files whose list is copied
GROUP = Qt.ItemDataRole.UserRole
NUMBERS = re.compile(r"\d[\d.,\u202f\u00a0]*(?<![.,\u202f\u00a0])")


class SkippedPage(QWidget):
    """Two lists: files that could not be used, and paths that a person keeps out."""

    show_wanted = Signal(object)  # Path: in the file manager
    close_wanted = Signal()

    def __init__(self, caring: Caring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._caring = caring
        self._groups: Sequence[SkippedGroup] = ()
        self._shown = Shown.SKIPPED
        self.title = QLabel()
        self.title.setObjectName("answerTitle")
        self.note = QLabel()
        self.note.setObjectName("pageNote")
        self.note.setWordWrap(True)
        self.skipped_tab, self.excluded_tab = QPushButton(self.tr("Skipped")), QPushButton(self.tr("Excluded"))
        tabs = QButtonGroup(self)
        for tab, shown in ((self.skipped_tab, Shown.SKIPPED), (self.excluded_tab, Shown.EXCLUDED)):
            tab.setCheckable(True)
            tabs.addButton(tab)
            tab.clicked.connect(lambda _=False, shown=shown: self.open(shown))
        self.close_button = QPushButton(self.tr("Back to the photos"))
        self.close_button.clicked.connect(self.close_wanted)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.title, 1)
        for button in (self.skipped_tab, self.excluded_tab, self.close_button):
            top.addWidget(button)

        self.lists = QStackedWidget()
        self.empty = QWidget()
        self._empty_icon, self._empty_words = QLabel(), QLabel()
        self._lay_out_empty()
        self.lists.addWidget(self._make_skipped())
        self.lists.addWidget(self._make_excluded())
        self.lists.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        whole.setSpacing(GAP)
        whole.addLayout(top)
        whole.addWidget(self.note)
        whole.addWidget(self.lists, 1)
        caring.changed.connect(self.refresh)
        self.draw_icons()
        self._enable()

    def open(self, shown: Shown) -> None:
        """Shows one of the two lists as it is now."""
        self._shown = shown
        (self.skipped_tab if shown is Shown.SKIPPED else self.excluded_tab).setChecked(True)
        self.refresh()

    def refresh(self) -> None:
        """Asks anew, as long as somebody looks."""
        if self._shown is Shown.SKIPPED:
            self._caring.groups(self._show_groups)
        else:
            self._caring.excluded(self._show_excluded)

    def follow(self) -> None:
        """The library has changed: asks anew, unless nobody looks, or somebody has chosen files just now."""
        if self.isVisible() and not self.table.selectionModel().hasSelection():
            self.refresh()

    def draw_icons(self) -> None:
        """Draws the icon in the colours of now."""
        pixmap = look.picture("skipped", EMPTY_ICON, look.muted(), self.devicePixelRatioF())
        self._empty_icon.setPixmap(pixmap)

    # What it is made of

    def _lay_out_empty(self) -> None:
        self._empty_words.setObjectName("pageTitle")
        column = QVBoxLayout(self.empty)
        column.addStretch(2)
        for label in (self._empty_icon, self._empty_words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(3)

    def _make_skipped(self) -> QWidget:
        self.reasons = QListWidget()
        self.reasons.setObjectName("reasons")
        self.reasons.setAccessibleName(self.tr("Reasons"))
        self.reasons.setWordWrap(True)
        self.reasons.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.reasons.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.reasons.currentItemChanged.connect(lambda *_: self._show_files())
        self.model = SkippedModel(self)
        self.table = FilesTable()
        self.table.setAccessibleName(self.tr("Skipped files"))
        self.table.setModel(self.model)
        for column, width in ((NAME, NAME_WIDTH), (REASON, REASON_WIDTH)):
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(FOLDER, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setResizeContentsPrecision(
            0
        )  # by the rows that are seen: others would be fetched
        self.table.horizontalHeader().setSectionResizeMode(WHEN, QHeaderView.ResizeMode.ResizeToContents)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.table.menu_wanted.connect(self._show_menu)
        self.retry = _button(self.tr("Try again"), lambda: self._caring.retry(self.chosen()))
        self.retry_all = _button(self.tr("Try all of this reason again"), self._retry_all)
        self.exclude = _button(self.tr("Exclude file"), self._exclude_files)
        self.exclude_folder = _button(self.tr("Exclude folder"), self._exclude_folders)
        self.show_file = _button(self.tr("Show in file manager"), self._show_file)
        self.copy = _button(self.tr("Copy list"), self.copy_list)
        QShortcut(QKeySequence.StandardKey.Copy, self.table, self.copy_list, context=Qt.ShortcutContext.WidgetShortcut)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(self.reasons)
        split.addWidget(self.table)
        split.setStretchFactor(1, 1)
        split.setSizes([REASONS_WIDTH, 3 * REASONS_WIDTH])
        buttons = (self.retry, self.retry_all, self.exclude, self.exclude_folder, self.show_file, self.copy)
        return _with_buttons(split, buttons)

    def _make_excluded(self) -> QWidget:
        self.kept_out = QListWidget()
        self.kept_out.setAccessibleName(self.tr("Excluded"))
        self.kept_out.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.kept_out.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.kept_out.itemSelectionChanged.connect(self._enable)
        self.include = _button(self.tr("Let in again"), self._include)
        return _with_buttons(self.kept_out, (self.include,))

    # What there is

    def _show_groups(self, groups: Sequence[SkippedGroup]) -> None:
        if self._shown is not Shown.SKIPPED or (groups and groups == self._groups and self.lists.currentIndex() == 0):
            return
        total = sum(group.count for group in groups)
        self.title.setText(self.tr("Skipped files"))
        words = self.tr("{0} could not be used. Everything else can be found.").format(wording.count(total, "file"))
        self._show_list(0, words if groups else "", self.tr("Nothing was skipped"))
        before = self._group()
        self._groups = groups
        self.reasons.blockSignals(True)
        self.reasons.clear()
        for group in groups:
            reason = _reason(group)
            item = QListWidgetItem(f"{reason[:1].upper()}{reason[1:]}\n{wording.count(group.count, 'file')}")
            item.setData(GROUP, group)
            item.setToolTip(reason)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{reason}, {wording.count(group.count, 'file')}")
            self.reasons.addItem(item)
        texts = [group.text for group in groups]
        self.reasons.setCurrentRow(texts.index(before.text) if before is not None and before.text in texts else 0)
        self.reasons.blockSignals(False)
        self._show_files()

    def _show_excluded(self, paths: Sequence[Path]) -> None:
        if self._shown is not Shown.EXCLUDED:
            return
        self.title.setText(self.tr("Excluded"))
        words = self.tr("Snowline leaves these files and folders alone, because you said so.")
        self._show_list(1, words if paths else "", self.tr("Nothing is excluded"))
        self.kept_out.clear()
        for path in paths:
            item = QListWidgetItem(wording.path(str(path)))
            item.setData(GROUP, path)
            item.setToolTip(item.text())
            self.kept_out.addItem(item)
        self._enable()

    def _show_list(self, at: int, words: str, nothing: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self._empty_words.setText(nothing)
        self.lists.setCurrentIndex(at if words else self.lists.indexOf(self.empty))

    def _group(self) -> SkippedGroup | None:
        row = self.reasons.currentRow()
        return None if row < 0 else self.reasons.item(row).data(GROUP)

    def _show_files(self) -> None:
        group = self._group()
        if group is None:
            self.model.show(0, None)
        else:
            reasons = group.reasons
            self.table.setColumnHidden(REASON, len(reasons) == 1)  # the list beside says it
            self.model.show(group.count, lambda start, limit, then: self._caring.page(reasons, start, limit, then))
        self._enable()

    # What a person does

    def chosen(self) -> list[SkippedFile]:
        """The files that are selected, as far as they have come."""
        rows = self.table.selectionModel().selectedRows()
        return [file for row in rows if (file := row.data(FILE_ROLE)) is not None]

    def copy_list(self) -> None:
        """Copies the selected files, or all of this reason, as lines of path and reason."""
        chosen = self.chosen()
        group = self._group()
        if chosen:
            _copy(chosen)
        elif group is not None:
            self._caring.page(group.reasons, 0, MOST_COPIED, _copy)

    def _retry_all(self) -> None:
        group = self._group()
        if group is not None:
            self._caring.retry_reasons(group.reasons)

    def _exclude_files(self) -> None:
        self._caring.exclude([_path(file) for file in self.chosen()])

    def _exclude_folders(self) -> None:
        self._caring.exclude(list(dict.fromkeys(_path(file).parent for file in self.chosen())))

    def _show_file(self) -> None:
        chosen = self.chosen()
        if chosen:
            self.show_wanted.emit(_path(chosen[0]))

    def _include(self) -> None:
        self._caring.include([item.data(GROUP) for item in self.kept_out.selectedItems()])

    def _show_menu(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.retry, self.retry_all, self.exclude, self.exclude_folder, self.show_file, self.copy):
            menu.addAction(button.text(), button.click).setEnabled(button.isEnabled())
        pop_up(menu, event.globalPos())

    def _enable(self) -> None:
        some = self.table.selectionModel().hasSelection()
        for button in (self.retry, self.exclude, self.exclude_folder, self.show_file):
            button.setEnabled(some)
        for button in (self.retry_all, self.copy):
            button.setEnabled(self._group() is not None)
        self.include.setEnabled(bool(self.kept_out.selectedItems()))


class FilesTable(QTableView):
    """Whole rows, as a list."""

    menu_wanted = Signal(object)  # QContextMenuEvent

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("files")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._fit()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event)

    def _fit(self) -> None:
        """Rows as high as the letters need."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_GAP)


def _button(text: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(lambda: act())
    return button


def _with_buttons(widget: QWidget, buttons: Sequence[QPushButton]) -> QWidget:
    """A widget with a line of buttons below it, which breaks where it is narrow."""
    box, row = QWidget(), QWidget()
    flow = FlowLayout(row, GAP)
    for button in buttons:
        flow.addWidget(button)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GAP)
    column.addWidget(widget, 1)
    column.addWidget(row)
    return box


def _path(file: SkippedFile) -> Path:
    return Path(os.fsdecode(file.raw_path))


def _reason(group: SkippedGroup) -> str:
    """The reason of a group in words, with a gap for numbers in which its files differ."""
    words = in_words(group.reasons[0])
    return words if len(group.reasons) == 1 else NUMBERS.sub("…", words)


def _copy(files: Sequence[SkippedFile]) -> None:
    lines = (f"{wording.path(file.path)}\t{in_words(file.reason)}" for file in files)
    QGuiApplication.clipboard().setText("\n".join(lines))
