"""Reads the text in pictures with rapidocr-onnxruntime, whose models lie in its wheel: nothing is ever fetched.

Needs the extra `ocr`. The models know Latin letters and Chinese; accents that they lack are no loss to a search, which
does not look at accents either.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from app.domain import PackError, Pixels
from app.messages import message

if TYPE_CHECKING:
    from rapidocr_onnxruntime import RapidOCR

# A picture is looked at with its long side at most this many pixels ...
LONG_SIDE = 1_280
# ... and a small one is enlarged until its short side has as many, for small letters.
SHORT_SIDE = 736
# Lines that are less sure are mostly no text: of seven found in 170 photos without any, one was surer; what is read
# rightly on signs and banknotes nearly always is.
SURE = 0.75
# A space that the model holds this likely between two letters stands there: it is careful with spaces in Latin text.
_SPACE = 0.05
_LEAST_LETTERS = 2  # of a line; single ones are mostly edges of things
NEEDS_EXTRA = message(
    "Reading the text in pictures needs an optional part: pip install 'snowline[ocr]', or in Snowline's folder "
    ".venv/bin/python -m pip install '.[ocr]' (for Python up to 3.12)."
)


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of text in a picture, and how sure its letters are, 0..1."""

    text: str
    confidence: float


def can_read() -> bool:
    """Whether the optional part is installed."""
    return importlib.util.find_spec("rapidocr_onnxruntime") is not None


def reader_version() -> str:
    """Which reader reads now: what it read is kept under this name."""
    return f"rapidocr-onnxruntime {importlib.metadata.version('rapidocr-onnxruntime')}, 1"


class TextReader:
    """The models, on one thread. Raises `PackError` where the optional part is missing or cannot be loaded."""

    def __init__(self) -> None:
        if not can_read():
            raise PackError(NEEDS_EXTRA)
        try:
            import cv2
            from rapidocr_onnxruntime import RapidOCR

            cv2.setNumThreads(1)
            # The detector takes pictures in the size in which it gets them.
            self._engine: RapidOCR = RapidOCR(
                intra_op_num_threads=1, inter_op_num_threads=1, det_limit_type="max", use_cls=False
            )
        except Exception as error:  # also for lack of a system library that OpenCV needs
            raise PackError(f"The part that reads text in pictures cannot be loaded: {error}") from error
        self._resize = cv2.resize
        recogniser = self._engine.text_rec
        recogniser.postprocess_op = _WithSpaces(recogniser.postprocess_op)

    def read(self, pixels: Pixels) -> tuple[SeenLine, ...]:
        """The lines in a picture, uint8 [height, width, 3] RGB, from top to bottom, without those that are no text."""
        found, _ = self._engine(np.ascontiguousarray(self._sized(pixels)[:, :, ::-1]))
        lines = [SeenLine(" ".join(text.split()), float(confidence)) for _, text, confidence in found or ()]
        return tuple(line for line in lines if is_text(line))

    def _sized(self, pixels: Pixels) -> Pixels:
        height, width = pixels.shape[:2]
        scale = min(LONG_SIDE / max(height, width), max(SHORT_SIDE / min(height, width), 1.0))
        if math.isclose(scale, 1.0, abs_tol=0.01):
            return pixels
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        return np.asarray(self._resize(pixels, size), np.uint8)


def is_text(line: SeenLine) -> bool:
    """Whether a line is worth keeping."""
    return line.confidence >= SURE and sum(letter.isalnum() for letter in line.text) >= _LEAST_LETTERS


class _WithSpaces:
    """Decodes what the recogniser says, with the spaces that it thought of but found a little less likely than none."""

    def __init__(self, decoder: Any) -> None:
        self._letters: list[str] = decoder.character
        self._space = self._letters.index(" ")

    def __call__(self, predicted: NDArray[np.float32], *_: object, **__: object) -> list[tuple[str, float]]:
        """(text, mean confidence) of each of float32 [lines, columns, letters]; letter 0 stands for none."""
        return [self._decoded(line) for line in predicted]

    def _decoded(self, line: NDArray[np.float32]) -> tuple[str, float]:
        best = line.argmax(axis=1)
        new = np.concatenate([[True], best[1:] != best[:-1]]) & (best != 0)
        columns = np.flatnonzero(new)
        if not len(columns):
            return "", 0.0
        said = [self._letters[best[columns[0]]]]
        for before, at in itertools.pairwise(columns):
            between = line[before + 1 : at, self._space]
            if len(between) and best[before] != self._space != best[at] and between.max() >= _SPACE:
                said.append(" ")
            said.append(self._letters[best[at]])
        return "".join(said), float(line[columns, best[columns]].mean())
