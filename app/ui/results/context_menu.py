"""What can be done with the chosen photos: actions with their keys, and the menu that a right click opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.domain import Grouping, Hit
from app.ui import wording
from app.ui.results.changes import OWN
from app.ui.results.marks import STARS
from app.ui.results.results_model import HEADINGS, Column, ResultsModel

REJECTED = -1
# In the order of the menu, with what each is sorted by first: the best, the newest and the largest lead.
SORTS = (
    (Column.MATCH, Qt.SortOrder.DescendingOrder),
    (Column.NAME, Qt.SortOrder.AscendingOrder),
    (Column.DATE, Qt.SortOrder.DescendingOrder),
    (Column.SIZE, Qt.SortOrder.DescendingOrder),
    (Column.RATING, Qt.SortOrder.DescendingOrder),
    (Column.TYPE, Qt.SortOrder.AscendingOrder),
    (Column.DRIVE, Qt.SortOrder.AscendingOrder),
)


class PhotoActions(QObject):
    """The actions live on `widget`, whose keys they take; `current` and `chosen` name the photos they are for.
    What a wish means is decided elsewhere."""

    similar_wanted = Signal(object)  # Hit
    same_wanted = Signal(object)
    open_wanted = Signal(object)
    folder_wanted = Signal(object)
    unfold_wanted = Signal(object)
    files_wanted = Signal(list)  # of Hits, to the clipboard
    copy_wanted = Signal(list)  # their paths
    rate_wanted = Signal(list, object)  # -1 to 5, or None
    favourite_wanted = Signal(list, bool)
    tag_wanted = Signal(list)
    untag_wanted = Signal(list, str)
    trash_wanted = Signal(list)
    sort_wanted = Signal(int, object)  # Column, Qt.SortOrder
    group_wanted = Signal(object)  # Grouping or None

    def __init__(self, widget: QWidget, current: Callable[[], Hit | None], chosen: Callable[[], list[Hit]]) -> None:
        super().__init__(widget)
        self._widget, self._current, self._chosen = widget, current, chosen
        one, many, known = self._of_one, self._of_all, self._of_known
        self.open = self._action(self.tr("&Open"), "", one(self.open_wanted.emit))
        # Enter reaches the views themselves (`activated`); here it only stands in the menu.
        self.open.setText(f"{self.open.text()}\t{QKeySequence(Qt.Key.Key_Return).toString(_NATIVE)}")
        self.similar = self._action(self.tr("Find &similar: same subject"), "Ctrl+G", one(self.similar_wanted.emit))
        self.same = self._action(self.tr("Find similar: same &picture"), "Ctrl+Shift+G", one(self.same_wanted.emit))
        self.unfold = self._action(self.tr("Show the ones &like this"), "Ctrl+U", one(self._unfold))
        self.folder = self._action(self.tr("Show in file &manager"), "Ctrl+E", one(self.folder_wanted.emit))
        self.copy_files = self._action(self.tr("&Copy"), "Ctrl+C", many(self.files_wanted.emit))
        self.copy_paths = self._action(self.tr("Copy p&ath"), "Ctrl+Shift+C", many(self.copy_wanted.emit))
        self.favourite = self._action(self.tr("&Favourite"), "Ctrl+D", known(self._favour))
        self.tag = self._action(self.tr("Add a &tag…"), "Ctrl+T", known(self.tag_wanted.emit))
        self.trash = self._action(self.tr("Move to t&rash"), "Del", many(self.trash_wanted.emit))
        self.ratings = {
            rating: self._action(words, key, known(self._rater(rating))) for rating, words, key in self._rating_words()
        }
        self.favourite.setCheckable(True)
        for action in self.ratings.values():
            action.setCheckable(True)

    def menu(self) -> QMenu:
        """The menu for the chosen photos. It deletes itself when closed."""
        menu = QMenu(self._widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hit, hits = self._current(), self._chosen()
        menu.addAction(self.open)
        menu.setDefaultAction(self.open)
        menu.addSeparator()
        if hit is not None and hit.waiting:
            menu.addAction(self.tr("Find similar, once it is described")).setEnabled(False)
        else:
            menu.addActions([self.similar, self.same])
        if hit is not None and hit.copies:
            self.unfold.setText(self.tr("Show or hide {0}").format(wording.folded(hit.copies).replace("like", "&like")))
            menu.addAction(self.unfold)
        menu.addSeparator()
        menu.addActions([self.folder, self.copy_files, self.copy_paths])
        menu.addSeparator()
        known = [one for one in hits if not one.waiting]
        rating = self._rating_menu(menu, known)
        if known:
            self.favourite.setChecked(all(one.favourite for one in known))
            menu.addAction(self.favourite)
        tags = self._tag_menu(menu, known)
        for part in (rating, tags):
            part.setEnabled(bool(known))
        menu.addSeparator()
        menu.addAction(self.trash)
        return menu

    def view_menu(self, model: ResultsModel) -> QMenu:
        """The menu beside the photos: how they are sorted and grouped. It deletes itself when closed."""
        menu = QMenu(self._widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_view_menus(menu, model)
        return menu

    def add_view_menus(self, menu: QMenu, model: ResultsModel) -> None:
        sort = menu.addMenu(self.tr("Sort b&y"))
        kinds = QActionGroup(sort)
        for column, order in SORTS:
            action = kinds.addAction(HEADINGS[column])
            action.setCheckable(True)
            action.setChecked(model.sorted_by is column)
            action.triggered.connect(lambda _=False, c=column, o=order: self.sort_wanted.emit(int(c), o))
        sort.addActions(kinds.actions())
        group = menu.addMenu(self.tr("&Group by"))
        groups = QActionGroup(group)
        choices: tuple[tuple[Grouping | None, str], ...] = (
            (None, self.tr("Nothing")),
            ("day", self.tr("Day")),
            ("drive", self.tr("Drive")),
        )
        for grouping, words in choices:
            action = groups.addAction(words)
            action.setCheckable(True)
            action.setChecked(model.group == grouping)
            action.triggered.connect(lambda _=False, g=grouping: self.group_wanted.emit(g))
        group.addActions(groups.actions())

    def _rating_words(self) -> Sequence[tuple[int | None, str, str]]:
        stars = [(number, wording.stars(number), str(number)) for number in range(STARS, 0, -1)]
        return [*stars, (None, self.tr("No rating"), "0"), (REJECTED, self.tr("Rejected"), "")]

    def _rating_menu(self, menu: QMenu, hits: Sequence[Hit]) -> QMenu:
        rating = menu.addMenu(self.tr("Rat&ing"))
        common = {hit.rating or None if hit.rating != REJECTED else REJECTED for hit in hits}
        for number, action in self.ratings.items():
            action.setChecked(common == {number})
            rating.addAction(action)
        return rating

    def _tag_menu(self, menu: QMenu, hits: Sequence[Hit]) -> QMenu:
        tags = menu.addMenu(self.tr("&Tags"))
        tags.addAction(self.tag)
        own = dict.fromkeys(tag.name for hit in hits for tag in hit.tags if tag.p >= OWN)
        if own:
            tags.addSeparator()
        for name in own:
            shown = name.replace("&", "&&")
            action = tags.addAction(self.tr('Remove "{0}"').format(shown))
            action.triggered.connect(lambda _=False, gone=name: self.untag_wanted.emit(self._known(), gone))
        return tags

    def _action(self, text: str, key: str, do: Callable[[], None]) -> QAction:
        made = QAction(text, self._widget)
        made.setShortcut(QKeySequence(key))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(lambda _=False: do())
        self._widget.addAction(made)
        return made

    def _of_one(self, wish: Callable[[Hit], object]) -> Callable[[], None]:
        def ask() -> None:
            if (hit := self._current()) is not None:
                wish(hit)

        return ask

    def _of_all(self, wish: Callable[[list[Hit]], object]) -> Callable[[], None]:
        def ask() -> None:
            if hits := self._chosen():
                wish(hits)

        return ask

    def _of_known(self, wish: Callable[[list[Hit]], object]) -> Callable[[], None]:
        """The same for what is noted of photos: a file that nobody opened yet has none."""

        def ask() -> None:
            if hits := self._known():
                wish(hits)

        return ask

    def _rater(self, rating: int | None) -> Callable[[list[Hit]], None]:
        return lambda hits: self.rate_wanted.emit(hits, rating)

    def _known(self) -> list[Hit]:
        return [hit for hit in self._chosen() if not hit.waiting]

    def _favour(self, hits: list[Hit]) -> None:
        self.favourite_wanted.emit(hits, not all(hit.favourite for hit in hits))

    def _unfold(self, hit: Hit) -> None:
        if hit.copies:
            self.unfold_wanted.emit(hit)


_NATIVE = QKeySequence.SequenceFormat.NativeText
