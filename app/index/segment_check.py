"""Looks over what lies beside a vector file to answer faster; takes away what is not fit to answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.index.manifest import ManifestError, What, index_folder, leftovers, manifest_path, read_manifest, sweep
from app.index.vectors import VectorFile


@dataclass(frozen=True, slots=True)
class IndexState:
    """What was found: `rows` the live set covers (0 where there is none), `fault` why it cannot be used, if so, and
    how many files a build that was killed left."""

    rows: int = 0
    fault: str = ""
    leftovers: int = 0


def check_index(library_folder: Path, vectors: VectorFile, generation: str, what: What) -> IndexState:
    """Reads every file of the live set of one generation, whole, and compares it with its manifest."""
    folder = index_folder(library_folder, generation)
    try:
        manifest = read_manifest(folder, what)
    except ManifestError as error:
        return IndexState(fault=str(error), leftovers=len(leftovers(folder, what, None)))
    left = len(leftovers(folder, what, manifest))
    if manifest is None:
        return IndexState(leftovers=left)
    fault = manifest.foreign(vectors, generation)
    for file in manifest.files:
        fault = fault or file.fault(folder, deep=True)
    return IndexState(manifest.count, fault or "", left)


def tidy_index(library_folder: Path, generation: str, what: What, *, faulty: bool) -> None:
    """Deletes what a killed build left; with `faulty` the live set too: the exact scan answers until the next build."""
    folder = index_folder(library_folder, generation)
    if faulty:
        manifest_path(folder, what).unlink(missing_ok=True)
        sweep(folder, what, None)
    else:
        sweep(folder, what, read_manifest(folder, what))
