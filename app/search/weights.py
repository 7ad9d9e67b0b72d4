"""The numbers by which evidence becomes relevance, fitted by `bench search --fit`; docs/relevance.md tells how."""

from __future__ import annotations

from dataclasses import dataclass

LIKELY, MAYBE = 0.5, 0.15  # probabilities
SHIFT = 2.0  # log odds by which the setting moves both lines at its ends


@dataclass(frozen=True, slots=True)
class Weights:
    """Does this photo show the phrase, given that some photos do? A logistic regression over one photo's evidence.

    Two are set by hand. `named`: a photo whose name holds all of the words is likely in any library, whatever it shows.
    `relation`: captions seldom state the relation that is asked for, so that data says little of it.
    """

    base: float = -6.1
    size: float = -0.47
    image: float = 21.8
    weakest: float = 9.7
    caption: float = 3.2
    tag: float = 0.48
    told: float = 3.1
    relation: float = 0.8
    named: float = 8.0


@dataclass(frozen=True, slots=True)
class PresenceWeights:
    """Does any photo of the library show the phrase? A logistic regression over what `evidence.Presence` says."""

    base: float = -4.4
    text: float = 3.3
    told: float = 0.94
    nearest_tag: float = -2.8
    known: float = 1.5
    spelt: float = 2.3
    image: float = 16.0


WEIGHTS = Weights()
PRESENCE = PresenceWeights()
