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

    base: float = -5.55
    size: float = -0.48
    image: float = 18.4
    weakest: float = 6.48
    caption: float = 4.25
    tag: float = 0.38
    told: float = 1.5
    relation: float = 0.8
    named: float = 8.0


@dataclass(frozen=True, slots=True)
class PresenceWeights:
    """Does any photo of the library show the phrase? A logistic regression over what `evidence.Presence` says."""

    base: float = -4.53
    text: float = 2.95
    told: float = 1.02
    nearest_tag: float = -2.33
    known: float = 1.16
    spelt: float = 2.38
    image: float = 16.36


WEIGHTS = Weights()
PRESENCE = PresenceWeights()
