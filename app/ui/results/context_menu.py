"""What can be done with the chosen photos: actions with their keys, and the menu that a right click opens."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from app.domain import Hit
from app.ui import programs, wording
from app.ui.programs import Program
from app.ui.results.arranging import add_groups, add_orders
from app.ui.results.changes import OWN
from app.ui.results.marks import STARS
from app.ui.results.results_model import ResultsModel

REJECTED = -1
# Gives its argument hits: all chosen ones, which may have to be read first.
WithChosen = Callable[[Callable[[list[Hit]], object]], object]


class PhotoActions(QObject):
    """The actions live on `widget`, whose keys they take; `current` and `chosen` name the photos they are for, as far
    as they are loaded, `with_chosen` all of them. What a wish means is decided elsewhere.

    What makes no sense for a photo is not done: the menu says why beside it, and `refused` where it was a key.
    """

    view_wanted = Signal(object)  # Hit
    similar_wanted = Signal(object)
    same_wanted = Signal(object)
    open_wanted = Signal(object)
    programs_wanted = Signal(object, object)  # Hit, what takes a list of Programs
    open_with_wanted = Signal(list, object)  # of Hits, Program; None where the system is to ask for it
    folder_wanted = Signal(object)
    unfold_wanted = Signal(object)
    files_wanted = Signal(list)  # of Hits, to the clipboard
    copy_wanted = Signal(list)  # their paths
    rate_wanted = Signal(list, object)  # -1 to 5, or None
    favourite_wanted = Signal(list, bool)
    tag_wanted = Signal(list)
    untag_wanted = Signal(list, str)
    caption_wanted = Signal(object)  # Hit
    rename_wanted = Signal(object)
    exclude_wanted = Signal(list)  # of Hits, whose folders are meant
    reindex_wanted = Signal(list)
    trash_wanted = Signal(list)
    refused = Signal(str)
    sort_wanted = Signal(str, bool)  # SortOrder, whether the highest come first
    group_wanted = Signal(object)  # Grouping or None

    def __init__(
        self,
        widget: QWidget,
        current: Callable[[], Hit | None],
        chosen: Callable[[], list[Hit]],
        with_chosen: WithChosen | None = None,
    ) -> None:
        super().__init__(widget)
        self._widget, self._current, self._chosen = widget, current, chosen
        self._with_chosen: WithChosen = with_chosen or (lambda then: then(chosen()))
        self._words: dict[QAction, str] = {}
        self._why_not: dict[QAction, Callable[[Sequence[Hit]], str]] = {}
        one, many, known = self._of_one, self._of_all, self._of_known
        self.view = self._action(self.tr("&View on the whole screen"), ("Space", "F11"), one(self.view_wanted.emit))
        # Enter reaches the views themselves (`activated`); here it only stands in the menu.
        enter = QKeySequence(Qt.Key.Key_Return).toString(_NATIVE)
        self.view_words = f"{self.view.text()}\t{enter}"
        self.open = self._action(
            self.tr("&Open"), ("Ctrl+Return", "Ctrl+Enter"), one(self.open_wanted.emit), self._away
        )
        self.similar = self._action(
            self.tr("Find &similar: same subject"), ("Ctrl+G",), one(self.similar_wanted.emit), self._undescribed
        )
        self.same = self._action(
            self.tr("Find similar: same &picture"), ("Ctrl+Shift+G",), one(self.same_wanted.emit), self._undescribed
        )
        self.unfold = self._action(self.tr("Show the ones &like this"), ("Ctrl+U",), one(self._unfold))
        self.folder = self._action(
            self.tr("Show in file &manager"), ("Ctrl+E",), one(self.folder_wanted.emit), self._away
        )
        self.copy_files = self._action(self.tr("&Copy"), ("Ctrl+C",), many(self.files_wanted.emit), self._all_away)
        self.copy_paths = self._action(self.tr("Copy p&ath"), ("Ctrl+Shift+C",), many(self.copy_wanted.emit))
        self.favourite = self._action(self.tr("&Favourite"), ("Ctrl+D",), known(self._favour), self._undescribed)
        self.tag = self._action(self.tr("Add a &tag…"), ("Ctrl+T",), known(self.tag_wanted.emit), self._undescribed)
        self.caption = self._action(
            self.tr("Corr&ect the caption…"), ("Ctrl+K",), one(self.caption_wanted.emit), self._not_one_described
        )
        self.rename = self._action(self.tr("Re&name…"), ("F2",), one(self.rename_wanted.emit), self._not_one_there)
        self.exclude = self._action(self.tr("E&xclude its folder"), (), many(self.exclude_wanted.emit))
        self.reindex = self._action(self.tr("&Describe again"), (), many(self.reindex_wanted.emit), self._all_away)
        self.trash = self._action(self.tr("Move to t&rash"), ("Del",), many(self.trash_wanted.emit), self._all_away)
        self.ratings = {
            rating: self._action(words, (key,) if key else (), known(self._rater(rating)), self._undescribed)
            for rating, words, key in self._rating_words()
        }
        self.favourite.setCheckable(True)
        for action in self.ratings.values():
            action.setCheckable(True)

    def named(self) -> dict[str, QAction]:
        """The actions by the names under which a person's own keys for them are kept."""
        marks = {None: "none", REJECTED: "rejected"}
        return {
            "photo view": self.view,
            "photo open": self.open,
            "photo similar": self.similar,
            "photo same": self.same,
            "photo unfold": self.unfold,
            "photo folder": self.folder,
            "photo copy": self.copy_files,
            "photo copy path": self.copy_paths,
            "photo favourite": self.favourite,
            "photo tag": self.tag,
            "photo caption": self.caption,
            "photo rename": self.rename,
            "photo exclude": self.exclude,
            "photo describe": self.reindex,
            "photo trash": self.trash,
            **{f"photo rating {marks.get(rating, rating)}": action for rating, action in self.ratings.items()},
        }

    def menu(self, *, view: bool = True) -> QMenu:
        """The menu for the chosen photos; without `view`, they are looked at already. It deletes itself when closed."""
        menu = QMenu(self._widget)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        hit, hits = self._current(), self._chosen()
        if view:
            entry = menu.addAction(self.view_words)
            entry.triggered.connect(self.view.trigger)
            menu.setDefaultAction(entry)
        self._add(menu, self.open, hits)
        self._add_programs(menu, hit, hits)
        menu.addSeparator()
        self._add(menu, self.similar, hits)
        self._add(menu, self.same, hits)
        if hit is not None and hit.copies and view:
            words = self.tr("Show or &hide {0}").format(wording.folded(hit.copies))
            self._add(menu, self.unfold, hits, words)
        menu.addSeparator()
        for action in (self.folder, self.copy_files, self.copy_paths):
            self._add(menu, action, hits)
        menu.addSeparator()
        known = [one for one in hits if not one.waiting]
        self._add_ratings(menu, known, self._undescribed(hits))
        favourite = self._add(menu, self.favourite, hits)
        favourite.setCheckable(True)
        favourite.setChecked(bool(known) and all(one.favourite for one in known))
        self._add_tags(menu, known, self._undescribed(hits))
        self._add(menu, self.caption, hits)
        menu.addSeparator()
        self._add(menu, self.rename, hits)
        self._add(menu, self.reindex, hits, self.tr("&Describe now") if _all_wait(hits) else "")
        self._add(menu, self.exclude, hits, self._exclude_words(hits))
        self._add(menu, self.trash, hits)
        return menu

    def add_view_menus(self, menu: QMenu, model: ResultsModel) -> None:
        """How the photos are sorted and grouped, as entries of a menu."""
        add_orders(menu.addMenu(self.tr("Sort b&y")), *model.order, self.sort_wanted.emit)
        add_groups(menu.addMenu(self.tr("&Group by")), model.group, self.group_wanted.emit)

    # Entries of the menu

    def _add(self, menu: QMenu, action: QAction, hits: Sequence[Hit], words: str = "") -> QAction:
        """An entry that does what the action does, or says why it cannot."""
        words = words or self._words[action]
        why_not = self._why_not.get(action)
        reason = why_not(hits) if why_not is not None else ""
        entry = menu.addAction(self._with_reason(words, reason))
        entry.setShortcut(action.shortcut())
        entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # the action has the key; here it is only shown
        entry.setEnabled(not reason)
        entry.triggered.connect(lambda _=False: action.trigger())
        return entry

    def _with_reason(self, words: str, reason: str) -> str:
        return self.tr("{0} ({1})").format(words, reason) if reason else words

    def _add_programs(self, menu: QMenu, hit: Hit | None, hits: Sequence[Hit]) -> None:
        if programs.has_chooser():
            entry = menu.addAction(self.tr("Open &with…"))
            entry.triggered.connect(lambda _=False: self.open_with_wanted.emit(list(hits[:1]), None))
            entry.setEnabled(not self._away(hits))
            return
        found = menu.addMenu(self.tr("Open &with"))
        found.setEnabled(hit is not None and not self._away(hits))
        looking = found.addAction(self.tr("Looking for programs…"))
        looking.setEnabled(False)

        def fill(known: list[Program]) -> None:
            if not isValid(found):
                return  # the menu was closed meanwhile
            found.removeAction(looking)
            for program in known:
                entry = found.addAction(_icon_of(program), program.name.replace("&", "&&"))
                entry.triggered.connect(lambda _=False, one=program: self.open_with_wanted.emit(list(hits), one))
            if not known:
                found.addAction(self.tr("No program for this type is known")).setEnabled(False)

        if hit is not None:
            self.programs_wanted.emit(hit, fill)

    def _add_ratings(self, menu: QMenu, hits: Sequence[Hit], reason: str) -> None:
        rating = menu.addMenu(self._with_reason(self.tr("Rat&ing"), reason))
        rating.setEnabled(bool(hits))
        common = {hit.rating or None if hit.rating != REJECTED else REJECTED for hit in hits}
        for number, action in self.ratings.items():
            action.setChecked(common == {number})
            rating.addAction(action)

    def _add_tags(self, menu: QMenu, hits: Sequence[Hit], reason: str) -> None:
        tags = menu.addMenu(self._with_reason(self.tr("&Tags"), reason))
        tags.setEnabled(bool(hits))
        tags.addAction(self.tag)
        own = dict.fromkeys(tag.name for hit in hits for tag in hit.tags if tag.p >= OWN)
        if own:
            tags.addSeparator()
        for name in own:
            action = tags.addAction(self.tr("Remove “{0}”").format(name.replace("&", "&&")))
            action.triggered.connect(
                lambda _=False, gone=name: self._with_known(lambda hits: self.untag_wanted.emit(hits, gone))
            )

    def _exclude_words(self, hits: Sequence[Hit]) -> str:
        folders = {os.path.dirname(hit.path) for hit in hits}
        if len(folders) == 1:
            name = wording.path(os.path.basename(next(iter(folders)))).replace("&", "&&")
            return self.tr("E&xclude the folder “{0}”").format(name)
        return self.tr("E&xclude these {0} folders").format(wording.number(len(folders)))

    def _rating_words(self) -> Sequence[tuple[int | None, str, str]]:
        stars = [(number, wording.stars(number), str(number)) for number in range(STARS, 0, -1)]
        return [*stars, (None, self.tr("No rating"), "0"), (REJECTED, self.tr("Rejected"), "")]

    # Why not

    def _away(self, hits: Sequence[Hit]) -> str:
        hit = self._current() or next(iter(hits), None)
        return self.tr("its drive is not connected") if hit is not None and not hit.online else ""

    def _all_away(self, hits: Sequence[Hit]) -> str:
        return self.tr("not connected now") if hits and not any(hit.online for hit in hits) else ""

    def _undescribed(self, hits: Sequence[Hit]) -> str:
        if not _all_wait(hits):
            return ""
        if all(hit.named for hit in hits):
            return self.tr("only its name is known; choose “Describe now” first")
        return self.tr("once it is described")

    def _not_one_described(self, hits: Sequence[Hit]) -> str:
        return self._not_one(hits) or self._undescribed(hits)

    def _not_one_there(self, hits: Sequence[Hit]) -> str:
        return self._not_one(hits) or self._all_away(hits)

    def _not_one(self, hits: Sequence[Hit]) -> str:
        return self.tr("one photo at a time") if len(hits) > 1 else ""

    # Actions

    def _action(
        self,
        text: str,
        keys: Sequence[str],
        do: Callable[[], None],
        why_not: Callable[[Sequence[Hit]], str] | None = None,
    ) -> QAction:
        made = QAction(text, self._widget)
        made.setShortcuts([QKeySequence(key) for key in keys])
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._words[made] = text
        if why_not is not None:
            self._why_not[made] = why_not

        def ask() -> None:
            reason = why_not(self._chosen()) if why_not is not None else ""
            if reason:
                plain = text.replace("&", "").rstrip("…")
                self.refused.emit(self.tr("{0}: {1}").format(plain, reason))
            else:
                do()

        made.triggered.connect(lambda _=False: ask())
        self._widget.addAction(made)
        return made

    def _of_one(self, wish: Callable[[Hit], object]) -> Callable[[], None]:
        def ask() -> None:
            if (hit := self._current()) is not None:
                wish(hit)

        return ask

    def _of_all(self, wish: Callable[[list[Hit]], object]) -> Callable[[], None]:
        def ask() -> None:
            self._with_chosen(lambda hits: wish(hits) if hits else None)

        return ask

    def _of_known(self, wish: Callable[[list[Hit]], object]) -> Callable[[], None]:
        """The same for what is noted of photos: a file that nobody opened yet has none."""
        return lambda: self._with_known(wish)

    def _with_known(self, wish: Callable[[list[Hit]], object]) -> None:
        def ask(hits: list[Hit]) -> None:
            if known := [hit for hit in hits if not hit.waiting]:
                wish(known)

        self._with_chosen(ask)

    def _rater(self, rating: int | None) -> Callable[[list[Hit]], None]:
        return lambda hits: self.rate_wanted.emit(hits, rating)

    def _favour(self, hits: list[Hit]) -> None:
        self.favourite_wanted.emit(hits, not all(hit.favourite for hit in hits))

    def _unfold(self, hit: Hit) -> None:
        if hit.copies:
            self.unfold_wanted.emit(hit)


def _all_wait(hits: Sequence[Hit]) -> bool:
    """Nobody has opened any of them yet."""
    return bool(hits) and all(hit.waiting for hit in hits)


def _icon_of(program: Program) -> QIcon:
    return QIcon(program.icon) if os.path.isabs(program.icon) else QIcon.fromTheme(program.icon)


_NATIVE = QKeySequence.SequenceFormat.NativeText
