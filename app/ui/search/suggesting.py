"""How a half-typed search may go on: searches that were meant before, filters, and values that the library has. Asked
off the GUI thread after a short pause; what is not the newest question is dropped. No widgets here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain import Completion
from app.search.query.editing import parted
from app.search.query.keys import KEYS
from app.ui import wording
from app.ui.session import PhotoLibrary
from app.ui.tasks import Tasks
from app.ui.translation import in_words, translate

# The answer to the same letter comes first: asked at once, suggestions would hold it up.
PAUSE_MS = 150
MOST_RECENT = 3  # while typing; alone there may be more
MOST_RECENT_ALONE = 8
MOST_ROWS, MOST_ROWS_ASKED_FOR = 5, 14
# What an empty line can be begun with, besides words.
BEGINNINGS = ("date", "place", "type", "rating")
# Other names of filters ("datetaken:") are offered once so much of them is typed.
OTHER_NAMES_FROM = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to go on: what the whole line is then, where the cursor stands, and how the row reads.

    `whole` tells that it is a search; after the others, such as "type:", something is to follow.
    """

    text: str
    cursor: int
    label: str
    hint: str = ""
    count: str = ""
    kind: Literal["recent", "filter"] = "filter"
    whole: bool = True

    @property
    def spoken(self) -> str:
        """The row in one sentence, for a screen reader."""
        return ", ".join(part for part in (self.label, self.hint, self.count) if part)


class Suggesting(QObject):
    """Asks the library, and tells what came of the newest question only."""

    # The text that was asked about, Suggestions, and whether somebody asked for them.
    offered = Signal(str, list, bool)

    def __init__(self, library: PhotoLibrary, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._recent: tuple[str, ...] | None = None
        self._asked: tuple[str, int, bool] = ("", 0, False)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def ask(self, text: str, cursor: int, *, at_once: bool = False) -> None:
        """Wants rows for `text`. With `at_once`, because somebody asked for them, there are rows for no word too."""
        self._tasks.drop("complete")
        self._asked = (text, cursor, at_once)
        if at_once:
            self._pause.stop()
            self._ask()
        else:
            self._pause.start()

    def drop(self) -> None:
        """Nobody waits for an answer any more."""
        self._pause.stop()
        self._tasks.drop("complete")

    def forget_recent(self) -> None:
        """There are other recent searches now."""
        self._recent = None

    def _ask(self) -> None:
        text, cursor, wanted = self._asked

        def work() -> tuple[tuple[str, ...], tuple[Completion, ...]]:
            recent = self._library.recent() if self._recent is None else self._recent
            at_word = bool(text[:cursor]) and not text[cursor - 1].isspace()
            return recent, self._library.complete(text, cursor) if at_word or wanted else ()

        def done(found: tuple[tuple[str, ...], tuple[Completion, ...]]) -> None:
            self._recent = found[0]
            found_rows = rows(text, *found, most=MOST_ROWS_ASKED_FOR if wanted else MOST_ROWS)
            self.offered.emit(text, found_rows, wanted)

        def failed(_: Exception) -> None:
            self.offered.emit(text, [], wanted)

        self._tasks.run(self._tasks.library, work, done, failed, lane="complete")


def rows(text: str, recent: Sequence[str], completions: Sequence[Completion], *, most: int) -> list[Suggestion]:
    """At most so many rows for a text: a few recent searches that begin like it, then completions; where there is no
    text, few of these and in plain words."""
    typed = " ".join(text.split()).casefold()
    begun = [one for one in recent if one.casefold().startswith(typed) and one.casefold() != typed]
    found = [_again(one) for one in begun[: MOST_RECENT if typed else MOST_RECENT_ALONE]]
    if not typed:
        return [*found, *_beginnings(completions)][:most]
    completed = (_completed(text, completion) for completion in completions)
    found += [row for row in completed if row is not None and row.text.strip() != text.strip()]
    return found[:most]


def steady(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """Searches of `now` as they are listed while somebody looks: those that stood there `before` stay in their order
    under the mouse, and others come first."""
    kept = [text for text in before if text in now]
    return [*(text for text in now if text not in kept), *kept]


def label_of(text: str) -> str:
    """A search as it is shown where one is chosen: a picture by its name only."""
    words, picture = parted(text)
    if picture is None:
        return text
    like = translate("suggesting", "like {0}").format(wording.path(picture.name))
    return f"{words} {like}".lstrip()


def _again(text: str) -> Suggestion:
    return Suggestion(text, len(text), label_of(text), kind="recent")


def _beginnings(completions: Sequence[Completion]) -> list[Suggestion]:
    """The filters that most people look for, said in words."""
    rows = {completion.text: _completed("", completion) for completion in completions}
    found = [row for key in BEGINNINGS if (row := rows.get(f"{key}:")) is not None]
    return [replace(row, label=row.hint[:1].upper() + row.hint[1:], hint=row.label) for row in found]


def _completed(text: str, completion: Completion) -> Suggestion | None:
    """A completion as a row; None for another name of a filter of which too little is typed."""
    is_key = completion.text.endswith(":") and completion.count is None
    short = completion.end - completion.start < OTHER_NAMES_FROM
    if is_key and short and completion.text[:-1] not in KEYS:
        return None
    before, after = text[: completion.start] + completion.text, text[completion.end :]
    if not is_key and not after:
        before += " "
    count = "" if completion.count is None else wording.count(completion.count, "photo")
    label = in_words(completion.label)
    name, _, hint = label.partition(": ") if is_key else (label, "", "")
    return Suggestion(before + after, len(before), f"{name}:" if is_key else name, hint, count, whole=not is_key)
