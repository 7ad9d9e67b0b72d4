"""Which words a file's name and folders offer to the literal search."""

from __future__ import annotations

import os
import re

# "IMG20230415Beach" → "IMG 20230415 Beach": where small meets capital, and where letters meet digits.
_SEAMS = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


def file_words(name: str) -> str:
    """The words of a file name without its suffix; run-together parts also stand apart."""
    stem = os.path.splitext(name)[0]
    apart = _SEAMS.sub(" ", stem)
    return stem if apart == stem else f"{stem} {apart}"


def folder_words(folder: str, roots: list[str]) -> str:
    """The folder names from the nearest root down, both included: what lies above it is not about the photo.

    `folder` and `roots` are paths inside one drive. Without a root above it, only the innermost folder counts.
    """
    above = [root for root in roots if root == "" or folder == root or folder.startswith(root + os.sep)]
    outer = os.path.dirname(max(above, key=len)) if above else os.path.dirname(folder)
    below = folder[len(outer) :].strip(os.sep) if outer else folder
    return " ".join(file_words(part + ".") for part in below.split(os.sep) if part)
