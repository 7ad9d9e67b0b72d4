"""From what a person wishes with photos in the results to what does it: search, desktop, or a change to the library."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.domain import Hit
from app.ui import desktop, wording
from app.ui.photo.about import About
from app.ui.photo.preview import Preview
from app.ui.results.changing import Changing
from app.ui.results.results_view import ResultsView
from app.ui.results.tag_dialog import TagDialog
from app.ui.search.searching import Searching
from app.ui.tasks import Tasks


class PhotoWishes(QObject):
    """Connects the actions of the results. `say` shows a person a line of words."""

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
        self._tasks, self._say, self._window = tasks, say, window
        wishes = results.photo_actions
        wishes.open_wanted.connect(lambda hit: say(desktop.open_photo(hit)))
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
        wishes.trash_wanted.connect(changing.trash)
        changing.said.connect(say)
        changing.marked.connect(self._marked)
        changing.moved.connect(self._moved)

    def serve(self, preview: Preview) -> None:
        """Also does what is wished for in the preview."""
        self.serve_about(preview.about)

    def serve_about(self, about: About) -> None:
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
        model = self._results.model
        if model.is_unfolded(hit.photo_id):
            model.fold(hit.photo_id)
        else:
            self._searching.copies(hit, lambda copies: model.unfold(hit.photo_id, copies))

    def ask_for_tags(self, hits: list[Hit]) -> None:
        dialog = TagDialog(len(hits), self._window)
        dialog.chosen.connect(lambda names: self._changing.tag(hits, names))
        # It may be closed again before they are known.
        self._changing.tag_names(lambda names: dialog.offer(names) if isValid(dialog) else None)
        dialog.open()

    def _find(self, hit: Hit, *, same: bool) -> None:
        if hit.waiting:
            self._say(wording.not_yet_similar(hit))
        else:
            self._searching.similar(hit, wording.file_name(hit), "picture" if same else "subject")

    def _copy_files(self, hits: list[Hit]) -> None:
        desktop.copy_files(hits)
        self._say(self.tr("File copied") if len(hits) == 1 else self.tr("{0} files copied").format(len(hits)))

    def _copy_paths(self, hits: list[Hit]) -> None:
        desktop.copy_paths(hits)
        self._say(self.tr("Path copied") if len(hits) == 1 else self.tr("{0} paths copied").format(len(hits)))

    def _marked(self, hits: Mapping[int, Hit]) -> None:
        self._results.replace(hits)
        self._searching.refresh(at_once=True)

    def _moved(self) -> None:
        self._searching.refresh(at_once=True)
        self._searching.again()
