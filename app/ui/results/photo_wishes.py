"""From what a person wishes with photos in the results to what does it: search, desktop, or a change to the library."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from app.domain import Hit
from app.ui import desktop, wording
from app.ui.photo.about import About
from app.ui.photo.dimming import dim
from app.ui.photo.preview import Preview
from app.ui.photo.viewer import Viewer
from app.ui.photo.viewing import Viewing
from app.ui.programs import Program
from app.ui.results.changing import Changing
from app.ui.results.context_menu import PhotoActions
from app.ui.results.rename_dialog import RenameDialog
from app.ui.results.results_view import ResultsView
from app.ui.results.tag_dialog import TagDialog
from app.ui.search.searching import Searching
from app.ui.tasks import Tasks


class PhotoWishes(QObject):
    """Connects the actions of the results, and of the viewer. `say` shows a person a line of words."""

    index_wanted = Signal(list)  # of paths that wait to be indexed
    preview_wanted = Signal()  # something is to be done in it

    def __init__(
        self,
        results: ResultsView,
        searching: Searching,
        changing: Changing,
        tasks: Tasks,
        say: Callable[[str], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._results, self._searching, self._changing = results, searching, changing
        self._tasks, self._say_there, self._window = tasks, say, window
        self._preview: Preview | None = None
        self._viewing: Viewing | None = None
        self._obey(results.photo_actions)
        changing.said.connect(self._say)
        changing.failed.connect(self._show_truth)
        changing.marked.connect(self._marked)
        changing.moved.connect(self._moved)
        changing.waiting.connect(self.index_wanted)

    def _obey(self, wishes: PhotoActions) -> None:
        """Does what these actions ask for."""
        tasks, say, changing = self._tasks, self._say, self._changing
        wishes.open_wanted.connect(lambda hit: desktop.open_photo(hit, tasks, say))
        wishes.programs_wanted.connect(lambda hit, then: desktop.find_programs(hit, tasks, then))
        wishes.open_with_wanted.connect(self._open_with)
        wishes.folder_wanted.connect(lambda hit: desktop.show_in_folder(hit, tasks, say))
        wishes.similar_wanted.connect(lambda hit: self._find(hit, same=False))
        wishes.same_wanted.connect(lambda hit: self._find(hit, same=True))
        wishes.unfold_wanted.connect(self.unfold)
        wishes.files_wanted.connect(self._copy_files)
        wishes.copy_wanted.connect(self._copy_paths)
        wishes.rate_wanted.connect(changing.rate)
        wishes.favourite_wanted.connect(changing.favour)
        wishes.tag_wanted.connect(self.ask_for_tags)
        wishes.untag_wanted.connect(changing.untag)
        wishes.caption_wanted.connect(self._correct_caption)
        wishes.rename_wanted.connect(self.ask_for_name)
        wishes.exclude_wanted.connect(self._exclude)
        wishes.reindex_wanted.connect(changing.reindex)
        wishes.trash_wanted.connect(changing.trash)
        wishes.refused.connect(say)

    def serve(self, preview: Preview) -> None:
        """Also does what is wished for in the preview."""
        self._preview = preview
        self._serve_about(preview.about)

    def watch(self, viewing: Viewing) -> None:
        """Also does what is wished for in the viewer, and speaks there while it is open."""
        self._viewing = viewing
        viewing.opened.connect(self._serve_viewer)

    def _serve_viewer(self, viewer: Viewer) -> None:
        viewer.rate_wanted.connect(self._changing.rate)
        viewer.favourite_wanted.connect(self._changing.favour)
        viewer.undo_wanted.connect(self.undo)
        viewer.redo_wanted.connect(self.redo)
        self._serve_about(viewer.about)
        self._obey(viewer.photo_actions)

    def _serve_about(self, about: About) -> None:
        """Does what is wished for beside a photo."""
        about.rate_wanted.connect(self._changing.rate)
        about.favourite_wanted.connect(self._changing.favour)
        about.unfold_wanted.connect(self.unfold)
        about.caption_wanted.connect(self._changing.caption)
        about.tags_wanted.connect(self._changing.tag)
        about.untag_wanted.connect(self._changing.untag)
        about.said.connect(self._say)
        about.tags.known = self._changing.tag_names

    def undo(self) -> None:
        self._changing.undo(self._results.model.hits)

    def redo(self) -> None:
        self._changing.redo(self._results.model.hits)

    def unfold(self, hit: Hit) -> None:
        """Shows the photos that are folded into a hit, or hides them again."""
        self._leave_viewer()
        model = self._results.model
        if model.is_unfolded(hit.photo_id):
            model.fold(hit.photo_id)
        else:
            self._searching.copies(hit, lambda copies: model.unfold(hit.photo_id, copies))

    def ask_for_tags(self, hits: list[Hit]) -> None:
        dialog = TagDialog(len(hits), self._here())
        dialog.chosen.connect(lambda names: self._changing.tag(hits, names))
        # It may be closed again before they are known.
        self._changing.tag_names(lambda names: dialog.offer(names) if isValid(dialog) else None)
        self._open(dialog)

    def ask_for_name(self, hit: Hit) -> None:
        dialog = RenameDialog(hit, self._here())
        dialog.chosen.connect(lambda name: self._changing.rename(hit, name))
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        if (here := self._here()) is not self._window:
            dim(here)
        dialog.open()

    def _here(self) -> QWidget:
        """The window that the person looks at."""
        viewer = self._viewing.viewer if self._viewing is not None and self._viewing.active else None
        return viewer or self._window

    def _say(self, words: str) -> None:
        self._say_there(words)
        if self._viewing is not None:
            self._viewing.say(words)

    def _leave_viewer(self) -> None:
        if self._viewing is not None and self._viewing.viewer is not None and self._viewing.active:
            self._viewing.viewer.close()

    def _open_with(self, hits: list[Hit], program: Program | None) -> None:
        if program is None:
            desktop.choose_program(hits[0], self._tasks, self._say)
        else:
            desktop.open_with(program, hits, self._tasks, self._say)

    def _correct_caption(self, _: Hit) -> None:
        """Where the photo is looked at, its caption is edited in place."""
        if self._viewing is not None and self._viewing.viewer is not None and self._viewing.active:
            self._viewing.viewer.edit_caption()
        elif self._preview is not None:
            self.preview_wanted.emit()
            self._preview.edit_caption()

    def _exclude(self, hits: list[Hit]) -> None:
        self._changing.exclude([Path(folder) for folder in dict.fromkeys(os.path.dirname(hit.path) for hit in hits)])

    def _find(self, hit: Hit, *, same: bool) -> None:
        if hit.waiting:
            self._say(wording.not_yet_similar(hit))
        else:
            self._leave_viewer()
            self._searching.similar(hit, wording.file_name(hit), "picture" if same else "subject")

    def _copy_files(self, hits: list[Hit]) -> None:
        desktop.copy_files(hits, self._tasks)
        self._say(self.tr("File copied") if len(hits) == 1 else self.tr("{0} files copied").format(len(hits)))

    def _copy_paths(self, hits: list[Hit]) -> None:
        desktop.copy_paths(hits)
        self._say(self.tr("Path copied") if len(hits) == 1 else self.tr("{0} paths copied").format(len(hits)))

    def _show_truth(self) -> None:
        """What was asked for was not done: what is shown of the current photo is as it was."""
        hit = self._results.current_hit()
        if hit is not None:
            self._results.replace({hit.photo_id: hit})

    def _marked(self, hits: Mapping[int, Hit]) -> None:
        self._results.replace(hits)
        self._searching.refresh(at_once=True)

    def _moved(self, back: Sequence[int]) -> None:
        """Files went or came back: the first that did is shown."""
        if back:
            self._results.list.clearSelection()
            self._searching.history.choose(back[0])
        self._searching.refresh(at_once=True)
        self._searching.again()
