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
    name = library.pack
    if name is None:
        return builtin_pack()
    folder = find_pack(name, (builtin_pack(), library.pack_copy(name)))
    if folder is None:
        raise PackError(
            f"The photos in {library.folder} were described by the model pack {name}, which is not on this computer "
            "any more. Run index: it describes them with the pack in use now. Nothing that you added is lost."
        )
    return folder
