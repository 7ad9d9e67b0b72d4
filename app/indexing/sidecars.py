"""What files say of their photos, read while a library is brought up to date: sidecars that changed, and the words
inside files that an earlier version of the program described without asking for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from app.domain import FileWords, Skipped, Unreadable
from app.library import Library, SeenFile, shown
from app.library.own import Heard
from app.library.sidecars import Sidecar, SidecarRead
from app.media.embedded import embedded_words
from app.media.sidecar import read_with_digest

# Sidecars read and files asked in one transaction.
_AT_ONCE = 500


def heed_sidecars(
    library: Library, seen: Iterable[SeenFile], check: Callable[[], None] = lambda: None, *, again: bool = False
) -> list[Skipped]:
    """Reads the sidecars among these that changed since they were read (all of them with `again`), and takes down what
    they say. Returns those that cannot be read. `check` may raise to stop between two parts."""
    skipped: list[Skipped] = []
    for part in _parts(list(seen)):
        check()
        wanted, problems = library.sidecars_to_read(part, again=again)
        skipped += [Skipped(path, reason) for path, reason in problems]
        read = [_read(sidecar) for sidecar in wanted]
        if read:
            library.heed_sidecars(read)
        skipped += [
            Skipped(shown(one.sidecar.seen.path), one.words.problem) for one in read if one.words and one.words.problem
        ]
    return skipped


def _read(sidecar: Sidecar) -> SidecarRead:
    try:
        return SidecarRead(sidecar, *read_with_digest(sidecar.seen.path))
    except Unreadable as error:
        return SidecarRead(sidecar, FileWords(problem=f"the sidecar cannot be read: {error}"))


def ask_older_files(library: Library, check: Callable[[], None] = lambda: None) -> int:
    """Reads the keywords, captions and ratings inside files that were described before the program asked for them.
    Returns how many files were asked. Goes on where it stopped; `check` may raise to stop between two parts."""
    asked = 0
    while files := library.unasked_files(_AT_ONCE):
        check()
        heard = [Heard(photo, file, "embedded", embedded_words(path)) for photo, file, path in files]
        library.heed_files(heard, read_to=files[-1][0])
        asked += len(files)
    return asked


def _parts(seen: Sequence[SeenFile]) -> Iterable[Sequence[SeenFile]]:
    for start in range(0, len(seen), _AT_ONCE):
        yield seen[start : start + _AT_ONCE]
