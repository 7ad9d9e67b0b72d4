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

    base: float = -4.9
    size: float = -0.57
    image: float = 20.6
    weakest: float = 13.4
    caption: float = 3.4
    tag: float = 0.54
    told: float = 3.4
    relation: float = 1.2
    named: float = 8.0


@dataclass(frozen=True, slots=True)
class PresenceWeights:
    """Does any photo of the library show the phrase? A logistic regression over what `evidence.Presence` says."""

    base: float = -1.9
    text: float = 2.1
    told: float = 0.85
    nearest_tag: float = -3.9
    known: float = 2.65
    image: float = 12.0


WEIGHTS = Weights()
PRESENCE = PresenceWeights()
