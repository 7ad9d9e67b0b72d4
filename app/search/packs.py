"""Which pack a library is searched with: the one that made its live generation, wherever it is kept."""

from __future__ import annotations

from pathlib import Path

from app.domain import PackError
from app.library import Library
from app.paths import builtin_pack
from app.vision.shelf import find_pack


def pack_of(library: Library) -> Path:
    """The folder of the pack of the library's generation: the built-in one, or the copy that the library keeps.

    Raises PackError where neither is that pack: no text can be asked of its vectors then.
    """
    return packs_of(library)[0]


def packs_of(library: Library) -> list[Path]:
    """The same, and the other one after it where both are that pack: one of them may be damaged. Raises PackError where
    neither is."""
    name = library.pack
    if name is None:
        return [builtin_pack()]
    places = (builtin_pack(), library.pack_copy(name))
    folders = [folder for folder in places if find_pack(name, (folder,)) is not None]
    if not folders:
        raise PackError(
            f"The photos in {library.folder} were described by the model pack {name}, which is not on this computer "
            "any more. Run index: it describes them with the pack in use now. Nothing that you added is lost."
        )
    return folders
