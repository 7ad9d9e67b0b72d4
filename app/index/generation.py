"""A generation: all vectors that one version of a pack made for one library. Two may lie side by side while
one replaces the other; neither knows of the other.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from app.domain import VECTOR_DIMS
from app.index.vectors import VectorFile


def generation_name(pack: str, version: str) -> str:
    """What the catalogue and the folders call the generation that this version of a pack makes."""
    return f"{pack}-{version}"


class Generation:
    """The files `vectors/<pack>-<version>/images.vec` and `texts.vec` of the library in `folder`.

    `name` is what `generation_name` says. Raises SnowlineError where a file is damaged or made for other dims.
    """

    def __init__(self, folder: Path, name: str, dims: int = VECTOR_DIMS, *, writable: bool = False) -> None:
        self.name = name
        self.folder = folder / "vectors" / name
        self.images = VectorFile(self.folder / "images.vec", dims, writable=writable)
        try:
            self.texts = VectorFile(self.folder / "texts.vec", dims, writable=writable)
        except BaseException:
            self.images.close()
            raise

    def __enter__(self) -> Generation:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def flush(self) -> None:
        """Returns once all appended rows are on the disk; call it before the catalogue is told their slots."""
        self.images.flush()
        self.texts.flush()

    def refresh(self, images: int | None = None, texts: int | None = None) -> None:
        """Sees new rows, up to the counts that the catalogue vouches for (see `VectorFile.refresh`)."""
        self.images.refresh(images)
        self.texts.refresh(texts)

    def truncate(self, images: int, texts: int) -> None:
        """Forgets the rows after these counts, which no catalogue row points at."""
        self.images.truncate(images)
        self.texts.truncate(texts)

    def shrink(self, images: int, texts: int) -> bool:
        """Gives the room of the rows after these counts back to the disk; False where the system forbids it now."""
        return self.images.shrink(images) & self.texts.shrink(texts)

    def close(self) -> None:
        self.images.close()
        self.texts.close()
