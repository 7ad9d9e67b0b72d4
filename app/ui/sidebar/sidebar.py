"""The library pane: all photos, favourites, this day in earlier years, searches, drives and folders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QToolButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui import look, wording
from app.ui.hovering import pop_up
from app.ui.search.name_dialog import NameDialog
from app.ui.search.suggesting import label_of, steady
from app.ui.search.well_known import EVERYTHING, FAVOURITES, is_place
from app.ui.sidebar import folder_words
from app.ui.sidebar.entry_tree import AWAY, COUNT, ENTRY, NEW, NOTE, SHARE, EntryTree, Role, below
from app.ui.sidebar.shelf import (
    DriveEntry,
    FolderEntry,
    Overview,
    Places,
    RootEntry,
    RootState,
    SavedCount,
    SavedEntry,
    Standing,
)
from app.ui.translation import in_words

RECENT_SHOWN = 8
LEAST_WIDTH = 150
UNKNOWN = RootState()


class Shown(Enum):
    """What is shown as a page instead of being searched for."""

    SKIPPED = "skipped"
    EXCLUDED = "excluded"


class Sidebar(QWidget):
    """What was chosen in it is to be searched for: `text_wanted`, with the words in it that are no filters."""

    text_wanted = Signal(str, object)  # frozenset[str]
    page_wanted = Signal(object)  # Shown
    saved_opened = Signal(int)
    save_wanted = Signal()
    rename_wanted = Signal(object, str)  # SavedEntry, the new name
    remove_wanted = Signal(object)  # SavedEntry
    forget_wanted = Signal()
    add_folder_wanted = Signal()
    index_wanted = Signal(object)  # list of Path
    describe_wanted = Signal(object)  # Path
    pause_wanted = Signal(bool)
    show_wanted = Signal(object)  # Path: in the file manager
    exclude_wanted = Signal(object)  # Path
    forget_folder_wanted = Signal(object)  # Path
    forget_drive_wanted = Signal(object)  # DriveEntry

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(LEAST_WIDTH)
        title = QLabel(self.tr("Library"))
        title.setObjectName("paneTitle")
        self.save = QToolButton()
        self.save.setObjectName("paneButton")
        self.save.setAccessibleName(self.tr("Save this search"))
        self.save.setToolTip(self.tr("Save this search (Ctrl+S)"))
        self.save.setEnabled(False)
        self.save.clicked.connect(self.save_wanted)
        top = QHBoxLayout()
        top.setContentsMargins(12, 6, 6, 6)
        top.addWidget(title, 1)
        top.addWidget(self.save)
        self.tree = EntryTree()
        self.tree.setAccessibleName(self.tr("Library"))
        self.tree.opened.connect(self._open)
        self.tree.menu_wanted.connect(self._show_menu)
        self.tree.rename_wanted.connect(self._ask_name)
        self.tree.remove_wanted.connect(self._remove)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.tree, 1)

        tree = self.tree
        self._everything = tree.add(None, self.tr("All photos"), EVERYTHING)
        self._favourites = tree.add(None, self.tr("Favourites"), FAVOURITES)
        self._this_day = tree.add(None, self.tr("On this day"), "")
        self._saved = tree.add_group(self.tr("Saved searches"))
        self._recent = tree.add_group(self.tr("Recent"))
        self._searched: list[str] = []  # as they stand there
        self._drives = tree.add_group(self.tr("Drives and folders"))
        self._skipped = tree.add(None, self.tr("Skipped files"), Shown.SKIPPED)
        self._excluded = tree.add(None, self.tr("Excluded"), Shown.EXCLUDED)
        for item in (self._everything, self._favourites, self._skipped, self._excluded):
            item.setToolTip(0, item.text(0))
        self._overview, self._places, self._standing = Overview(), Places(), Standing()
        self._counts: dict[int, SavedCount] = {}
        self._text = ""
        self._working = self._paused = False
        self._icons: dict[str, QIcon] = {}
        self.draw_icons()
        self.show_overview(self._overview)
        self.show_places(self._places)

    # What there is

    def show_overview(self, told: Overview) -> None:
        """Lists what there is; counts of saved searches stay until there are new ones."""
        self._overview = told
        self.tree.fill(self._saved, [(one.name, one, one.text) for one in told.saved])
        if not told.saved:
            hint = self.tree.add(self._saved, self.tr("None yet"), None)
            hint.setToolTip(0, self.tr("Search for something, then save it with the button above."))
            hint.setFlags(Qt.ItemFlag.ItemIsEnabled)
        latest = [text for text in told.recent if not is_place(text)][:RECENT_SHOWN]
        self._searched = recent = steady(self._searched, latest)
        self.tree.fill(self._recent, [(label_of(text), text, text) for text in recent])
        self._recent.setHidden(not recent)
        self._counts = {
            one.search_id: self._counts[one.search_id] for one in told.saved if one.search_id in self._counts
        }
        for search_id, count in self._counts.items():
            self.show_count(search_id, count)
        self._dress_entries()
        self.show_text(self._text)

    def show_places(self, told: Places) -> None:
        """Lists drives and folders, and counts them."""
        self._places = told
        self._favourites.setData(0, COUNT, told.favourites or None)
        self._this_day.setData(0, ENTRY, told.day_query)
        self._this_day.setData(0, COUNT, told.this_day or None)
        self._this_day.setHidden(not told.this_day)
        self._this_day.setToolTip(0, self.tr("Photos of this day in earlier years"))
        for item, count in (
            (self._everything, told.photos),
            (self._favourites, told.favourites),
            (self._this_day, told.this_day),
        ):
            item.setData(0, Role.AccessibleTextRole, folder_words.spoken(item.text(0), count, ""))
        self._everything.setData(0, COUNT, told.photos or None)
        all_of_them = f"{wording.photos_folded(told.photos, told.folded)}\n{wording.why_folded()}"
        self._everything.setToolTip(0, all_of_them if told.folded else "")
        self.tree.fill(self._drives, [(in_words(drive.label), drive, "") for drive in told.drives])
        for item, drive in zip(below(self._drives), told.drives, strict=False):
            new = not item.childCount()
            self.tree.fill(item, [(root.label, root, "") for root in drive.roots])
            if new and item.childCount():
                item.setExpanded(True)
        self._drives.setHidden(not told.drives)
        for item in self.tree.entries():  # what lies open is counted anew too
            if isinstance(item.data(0, ENTRY), FolderEntry) and item.isExpanded():
                self.tree.folders_wanted.emit(item.data(0, ENTRY).path)
        self._tell_states()
        self.show_text(self._text)

    def show_folders(self, path: str, folders: Sequence[FolderEntry]) -> None:
        """The folders right inside one."""
        for item in self.tree.entries():
            entry = item.data(0, ENTRY)
            if isinstance(entry, FolderEntry) and entry.path == path:
                self.tree.fill(item, [(one.label, one, wording.path(one.path)) for one in folders])
                for inside, one in zip(below(item), folders, strict=False):
                    inside.setData(0, COUNT, one.photos)
                    inside.setData(0, AWAY, item.data(0, AWAY))
                    inside.setData(0, Role.AccessibleTextRole, folder_words.spoken(one.label, one.photos, ""))
        self._dress_entries()
        self.show_text(self._text)

    def show_standing(self, told: Standing) -> None:
        """How far folders are described, and how many files were left out."""
        self._standing = told
        self._tell_states()

    def show_work(self, working: bool, paused: bool) -> None:
        """Whether photos are being described, and whether that is paused."""
        if (working, paused) != (self._working, self._paused):
            self._working, self._paused = working, paused
            self._tell_states()

    def show_count(self, search_id: int, count: SavedCount) -> None:
        """How many photos a saved search finds, and how many are new."""
        self._counts[search_id] = count
        for item in below(self._saved):
            entry = item.data(0, ENTRY)
            if isinstance(entry, SavedEntry) and entry.search_id == search_id:
                item.setData(0, COUNT, count.photos)
                item.setData(0, NEW, count.new)
                new = self.tr("{0} new").format(QLocale().toString(count.new)) if count.new else ""
                item.setData(0, Role.AccessibleTextRole, folder_words.spoken(entry.name, count.photos, new))

    def show_text(self, text: str) -> None:
        """Marks what is being searched for, where it stands here."""
        self._text = " ".join(text.split())
        self.save.setEnabled(bool(self._text))
        found = [item for item in self.tree.entries() if self._text and _text_of(item) == self._text]
        found.sort(key=lambda item: item.parent() is self._recent)  # where it stands for good comes first
        self.tree.mark(found[0] if found else None)

    def show_page(self, shown: Shown) -> None:
        """Marks a page that is shown instead of photos."""
        self.tree.mark(self._skipped if shown is Shown.SKIPPED else self._excluded)

    def ask_to_save(self, proposed: str, then: Callable[[str], None]) -> None:
        """Asks for a name for the present search, and hands it to `then`."""
        self._ask(NameDialog(proposed, self._names(), parent=self), then)

    def draw_icons(self) -> None:
        """Draws the icons in the colours of now."""
        names = ("photos", "favourite", "day", "saved", "recent", "drive", "drive-away", "folder", "problem", "skipped")
        self._icons = {name: look.icon(name, look.muted()) for name in names}
        self.save.setIcon(look.icon("saved"))
        self._dress_entries()

    def _tell_states(self) -> None:
        """Puts counts, coverage and words beside drives and folders."""
        states = self._standing.roots
        for item in below(self._drives):
            drive = item.data(0, ENTRY)
            if not isinstance(drive, DriveEntry):
                continue
            for inside in below(item):
                root = inside.data(0, ENTRY)
                state = states.get(root.path, UNKNOWN)
                note = folder_words.root_note(
                    root, state, there=drive.online, working=self._working, paused=self._paused
                )
                _set(inside, root.photos, note, away=not root.online)
                if state.waiting:  # said in full to those who do not see the bar
                    said = folder_words.root_tip(root, state, note).replace("\n", ", ")
                    inside.setData(0, Role.AccessibleTextRole, f"{root.label}, {said}")
                inside.setData(0, SHARE, state.share if state.waiting and root.online else None)
                inside.setToolTip(0, folder_words.root_tip(root, state, note))
            _set(item, drive.photos, folder_words.drive_note(drive), away=not drive.online)
            item.setToolTip(0, folder_words.drive_tip(drive))
        for item, count in ((self._skipped, self._standing.skipped), (self._excluded, self._standing.excluded)):
            item.setData(0, COUNT, count or None)
            item.setHidden(not count)
        skipped = wording.count(self._standing.skipped, "file")
        self._skipped.setData(0, Role.AccessibleTextRole, f"{self._skipped.text(0)}, {skipped}")
        self._dress_entries()
        self.tree.scheduleDelayedItemsLayout()

    def _dress_entries(self) -> None:
        """Gives every entry its icon."""
        named = {
            self._everything: "photos", self._favourites: "favourite", self._this_day: "day",
            self._skipped: "problem", self._excluded: "skipped",
        }  # fmt: skip
        for item, name in named.items():
            item.setIcon(0, self._icons[name])
        for group, name in ((self._saved, "saved"), (self._recent, "recent")):
            for item in below(group):
                item.setIcon(0, self._icons[name] if item.data(0, ENTRY) is not None else QIcon())
        waiting = below(self._drives)
        while waiting:
            item = waiting.pop()
            waiting += below(item)
            drive = item.data(0, ENTRY)
            name = "folder" if not isinstance(drive, DriveEntry) else "drive" if drive.online else "drive-away"
            item.setIcon(0, self._icons[name])

    # What a person does with an entry

    def _open(self, item: QTreeWidgetItem) -> None:
        entry = item.data(0, ENTRY)
        if isinstance(entry, Shown):
            self.page_wanted.emit(entry)
            return
        literal = entry.literal if isinstance(entry, SavedEntry) else frozenset()
        self.text_wanted.emit(_text_of(item), literal)
        if isinstance(entry, SavedEntry):
            self.saved_opened.emit(entry.search_id)

    def _remove(self, item: QTreeWidgetItem) -> None:
        """Del on an entry: what its menu calls Remove or Forget."""
        entry = item.data(0, ENTRY)
        if isinstance(entry, SavedEntry):
            self.remove_wanted.emit(entry)
        elif isinstance(entry, RootEntry):
            self._ask_to_forget(entry)

    def _show_menu(self, item: QTreeWidgetItem, at: QPoint) -> None:
        entry = item.data(0, ENTRY)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if item is self._drives:
            menu.addAction(_with_key(self.tr("Add folder…"), "Ctrl+O"), self.add_folder_wanted.emit)
        elif entry is not None:
            words = self.tr("Show") if isinstance(entry, Shown) else self.tr("Search")
            menu.addAction(words, lambda: self._open(item))
            menu.addSeparator()
        if isinstance(entry, SavedEntry):
            menu.addAction(_with_key(self.tr("Rename…"), "F2"), lambda: self._ask_name(entry))
            menu.addAction(_with_key(self.tr("Remove"), "Del"), lambda: self.remove_wanted.emit(entry))
        elif item.parent() is self._recent:
            menu.addAction(self.tr("Forget recent searches"), self.forget_wanted.emit)
        elif isinstance(entry, FolderEntry):
            self._add_folder_actions(menu, entry, there=not item.data(0, AWAY))
        elif isinstance(entry, DriveEntry):
            self._add_drive_actions(menu, entry)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            pop_up(menu, at)

    def _add_folder_actions(self, menu: QMenu, entry: FolderEntry, *, there: bool) -> None:
        path = Path(entry.path)
        state = self._standing.roots.get(entry.path, UNKNOWN)
        if state.waiting and state.describing != "now":
            menu.addAction(self.tr("Describe now"), lambda: self.describe_wanted.emit(path)).setEnabled(there)
        again = menu.addAction(self.tr("Index again"), lambda: self.index_wanted.emit([path]))
        again.setEnabled(there)
        if self._working or self._paused:
            pause = self.tr("Go on indexing") if self._paused else self.tr("Pause indexing")
            menu.addAction(pause, lambda: self.pause_wanted.emit(not self._paused))
        menu.addAction(self.tr("Show in file manager"), lambda: self.show_wanted.emit(path)).setEnabled(there)
        menu.addSeparator()
        menu.addAction(self.tr("Exclude this folder"), lambda: self.exclude_wanted.emit(path))
        if isinstance(entry, RootEntry):
            menu.addAction(_with_key(self.tr("Forget this folder…"), "Del"), lambda: self._ask_to_forget(entry))
            menu.addSeparator()
            menu.addAction(_with_key(self.tr("Add folder…"), "Ctrl+O"), self.add_folder_wanted.emit)

    def _add_drive_actions(self, menu: QMenu, drive: DriveEntry) -> None:
        if drive.online and drive.roots:
            paths = [Path(root.path) for root in drive.roots if root.online]
            menu.addAction(self.tr("Index again"), lambda: self.index_wanted.emit(paths)).setEnabled(bool(paths))
        menu.addAction(self.tr("Forget this drive…"), lambda: self._ask_to_forget(drive))
        menu.addSeparator()
        menu.addAction(_with_key(self.tr("Add folder…"), "Ctrl+O"), self.add_folder_wanted.emit)

    def _ask_to_forget(self, entry: RootEntry | DriveEntry) -> None:
        box = QMessageBox(self.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Forget a folder") if isinstance(entry, RootEntry) else self.tr("Forget a drive"))
        name = wording.path(entry.path) if isinstance(entry, RootEntry) else entry.label
        box.setText(self.tr("Forget {0}?").format(name))
        box.setInformativeText(
            self.tr(
                "Its photos are no longer found here. The files stay where they are, and nothing in them changes. "
                "Ratings, tags and descriptions are kept: they come back when you add it again, or with Ctrl+Z."
            )
        )
        forget = box.addButton(self.tr("Forget"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        if isinstance(entry, RootEntry):
            forget.clicked.connect(lambda: self.forget_folder_wanted.emit(Path(entry.path)))
        else:
            forget.clicked.connect(lambda: self.forget_drive_wanted.emit(entry))
        box.open()

    def _ask_name(self, entry: SavedEntry) -> None:
        dialog = NameDialog(entry.name, self._names(), former=entry.name, parent=self)
        self._ask(dialog, lambda name: self.rename_wanted.emit(entry, name))

    def _names(self) -> list[str]:
        return [one.name for one in self._overview.saved]

    def _ask(self, dialog: NameDialog, then: Callable[[str], None]) -> None:
        dialog.chosen.connect(then)
        dialog.open()


def _text_of(item: QTreeWidgetItem) -> str:
    """What an entry searches for."""
    entry = item.data(0, ENTRY)
    if isinstance(entry, SavedEntry):
        return entry.text
    if isinstance(entry, DriveEntry | FolderEntry):
        return entry.query
    return entry if isinstance(entry, str) else ""


def _with_key(words: str, key: str) -> str:
    """A menu's entry, with the key that does the same."""
    return f"{words}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}"


def _set(item: QTreeWidgetItem, photos: int, note: str, *, away: bool) -> None:
    entry = item.data(0, ENTRY)
    item.setData(0, COUNT, photos)
    item.setData(0, NOTE, note)
    item.setData(0, AWAY, away)
    item.setData(0, Role.AccessibleTextRole, folder_words.spoken(entry.label, photos, note))
