"""The pack: everything the models can do, loaded from one verified folder."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain import Caption, Description, Pixels, Vector
from app.paths import builtin_pack
from app.vision import captioner as captions
from app.vision import tagger as tagging
from app.vision import text_encoder as texts
from app.vision.captioner import Captioner, Sentence
from app.vision.manifest import Manifest, read_manifest, verify
from app.vision.sessions import open_session
from app.vision.tagger import Tagger
from app.vision.text_encoder import TextEncoder, normalised

IMAGE_FILE = "image.onnx"
BACKGROUNDS_FILE = "backgrounds.npy"
SHOWN_TAGS = 4
BEAM = 5
# The captioner learned from photos of people and sees some everywhere. On the tuning photos this probability keeps 95 %
# of the sentences that speak of people who are there, and 10 % of those on scenes, flowers and pets.
PERSON_TAG, LEAST_PERSON = "person", 0.2
PEOPLE = frozenset(
    "man men woman women boy boys girl girls person people child children kid kids baby babies player players couple "
    "lady ladies crowd someone he she surfer skier climber rider biker skateboarder swimmer runner".split()
)
# One at a time: the int8 heads take their scale from the batch, and no photo may depend on its neighbours. Nothing is
# lost, the convolutions fill a core alone.
IMAGE_BATCH = 1


class TextSide:
    """What a search needs: the text encoder, the tag vocabulary and the background queries."""

    def __init__(self, folder: Path, manifest: Manifest, *, threads: int, low_memory: bool) -> None:
        files = texts.TABLE_FILES if low_memory else texts.TRANSFORMER_FILES
        verify(folder, manifest, [*files, *tagging.FILES, BACKGROUNDS_FILE])
        self.folder, self.manifest = folder, manifest
        self.name, self.version, self.dims = manifest.name, manifest.version, manifest.dims
        self._texts: TextEncoder = (
            texts.StaticEncoder(folder) if low_memory else texts.TransformerEncoder(folder, threads=threads)
        )
        self._tagger = Tagger(folder)
        self.backgrounds: Vector = np.load(folder / BACKGROUNDS_FILE).astype(np.float32)

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1, low_memory: bool = False) -> TextSide:
        """The text side of the pack in `folder` (built-in when None); `PackError` when damaged or foreign."""
        folder = folder or builtin_pack()
        return cls(folder, read_manifest(folder), threads=threads, low_memory=low_memory)

    @property
    def generation(self) -> str:
        """The name under which vectors of this pack are kept."""
        return self.manifest.generation

    @property
    def tag_names(self) -> tuple[str, ...]:
        return self._tagger.names

    @property
    def tag_aliases(self) -> dict[str, str]:
        """Lower-case name or other name to the tag's name."""
        return self._tagger.aliases

    @property
    def tag_vectors(self) -> Vector:
        """float32 [tags, 384]: text vectors of the tag names."""
        return self._tagger.vectors

    @property
    def sure_tag(self) -> float:
        """The probability from which a tag is shown to a person."""
        return self._tagger.sure

    def encode_texts(self, queries: Sequence[str]) -> Vector:
        """float32 [n, 384], unit rows."""
        return self._texts.encode(queries)

    def knows_word(self, word: str) -> bool:
        """True for a word, lower case, that the text encoder knows as such, and not only by its pieces."""
        return texts.knows(self._texts.tokenizer, word)

    def known_words(self) -> list[str]:
        """All such words, commonest first."""
        return texts.whole_words(self._texts.tokenizer)


class Pack(TextSide):
    """The whole pack. In low-memory mode the captioner is there only while it speaks, and texts go through the static
    table."""

    def __init__(self, folder: Path, manifest: Manifest, *, threads: int, low_memory: bool) -> None:
        super().__init__(folder, manifest, threads=threads, low_memory=low_memory)
        verify(folder, manifest, [IMAGE_FILE, *captions.FILES])
        self._image = open_session(folder / IMAGE_FILE, threads=threads)
        self._threads = threads
        self._captioner = None if low_memory else Captioner(folder, threads=threads)
        self._confidence: dict[str, float] = manifest.settings["caption_confidence"]

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 1, low_memory: bool = False) -> Pack:
        """The pack in `folder` (built-in when None); `PackError` when it is damaged or foreign."""
        folder = folder or builtin_pack()
        return cls(folder, read_manifest(folder), threads=threads, low_memory=low_memory)

    def see(self, pixels: Pixels) -> tuple[Vector, NDArray[np.float32], NDArray[np.float32]]:
        """One pass over uint8 [n, 224, 224, 3]: vectors [n, 384], tag probabilities [n, tags], grids [n, 49, 320]."""
        parts: list[list[Any]] = [
            self._image.run(None, {"pixels": pixels[i : i + IMAGE_BATCH]}) for i in range(0, len(pixels), IMAGE_BATCH)
        ]
        vectors, columns, grids = (np.concatenate(outputs) for outputs in zip(*parts, strict=True))
        return normalised(vectors), self._tagger.probabilities(columns), grids

    def describe(self, pixels: Pixels, *, captions: bool = True) -> list[Description]:
        """Vector, tags and (unless switched off) caption of every picture [n, 224, 224, 3]."""
        if len(pixels) == 0:
            return []
        vectors, probabilities, grids = self.see(pixels)
        spoken: list[Caption | None] = [None] * len(pixels)
        if captions:
            sentences = self.sentences(vectors, grids)
            spoken = list(self._judge(sentences, vectors, probabilities))
        return [
            Description(vector, self._tagger.tags(p), caption)
            for vector, p, caption in zip(vectors, probabilities, spoken, strict=True)
        ]

    def sentences(self, vectors: Vector, grids: NDArray[np.float32], *, beam: int = BEAM) -> list[Sentence]:
        """What the captioner says, before it is judged; of each photo alone (see `IMAGE_BATCH`)."""
        captioner = self._captioner or Captioner(self.folder, threads=self._threads)
        return [
            sentence
            for at in range(len(vectors))
            for sentence in captioner.sentences(vectors[at : at + 1], grids[at : at + 1], beam=beam)
        ]

    @property
    def least_confidence(self) -> float:
        """The confidence below which a sentence gives way to a list of sure tags."""
        return self._confidence["least"]

    def confidence(
        self, sentences: Sequence[Sentence], vectors: Vector, probabilities: NDArray[np.float32]
    ) -> list[float]:
        """Probability that each sentence is right: logistic in its word probability and its fit to the picture.

        A sentence about people where the tagger [n, tags] sees no person is no surer than that person is.
        """
        if not sentences:
            return []
        person = probabilities[:, self.tag_names.index(PERSON_TAG)]
        fit = (np.concatenate([self.encode_texts([s.text]) for s in sentences]) * vectors).sum(axis=1)
        c = self._confidence
        sure = [
            1 / (1 + math.exp(-(c["bias"] + c["fit"] * float(f) + c["log_p"] * max(s.mean_log_p, -20.0))))
            for s, f in zip(sentences, fit, strict=True)
        ]
        return [
            min(one, float(p)) if p < LEAST_PERSON and not PEOPLE.isdisjoint(s.text.split()) else one
            for one, s, p in zip(sure, sentences, person, strict=True)
        ]

    def _judge(self, sentences: list[Sentence], vectors: Vector, probabilities: NDArray[np.float32]) -> list[Caption]:
        """Keep what is likely right; say only the sure tags where the sentence is not."""
        out = []
        believed = self.confidence(sentences, vectors, probabilities)
        for sentence, sure, p in zip(sentences, believed, probabilities, strict=True):
            if sentence.text and sure >= self.least_confidence:
                out.append(Caption(sentence.text, round(sure, 4), self.generation))
            else:
                names = self._tagger.sure_names(p)[:SHOWN_TAGS]
                out.append(Caption(", ".join(names), round(sure, 4), self.generation, sentence=False))
        return out
