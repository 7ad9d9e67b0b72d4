"""The numbers by which evidence becomes relevance, fitted by `bench search --fit`; docs/relevance.md tells how."""

from __future__ import annotations

from dataclasses import dataclass

LIKELY, MAYBE = 0.5, 0.15  # probabilities
SHIFT = 2.0  # log odds by which the setting moves both lines at its ends


@dataclass(frozen=True, slots=True)
class Weights:
    """Does this photo show the phrase, given that some photos do? A logistic regression over one photo's evidence.

    Two are set by hand. `named`: a photo whose name holds all of the words is likely in any library, whatever it shows.
    `size`: in a library of few photos fewer come near by chance.
    """

    base: float = -5.0
    size: float = -0.5
    image: float = 21.4
    weakest: float = 10.1
    caption: float = 3.4
    tag: float = 0.48
    told: float = 3.2
    relation: float = 0.8
    named: float = 8.0


@dataclass(frozen=True, slots=True)
class PresenceWeights:
    """Does any photo of the library show the phrase? A logistic regression over what `evidence.Presence` says."""

    base: float = -2.2
    text: float = 2.65
    told: float = 0.92
    nearest_tag: float = -3.7
    known: float = 2.1
    image: float = 19.5


WEIGHTS = Weights()
PRESENCE = PresenceWeights()
