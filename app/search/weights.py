"""The numbers by which evidence becomes relevance, fitted by `bench search --fit`; docs/relevance.md tells how."""

from __future__ import annotations

from dataclasses import dataclass

LIKELY, MAYBE = 0.5, 0.15  # probabilities
SHIFT = 2.0  # log odds by which the setting moves both lines at its ends


@dataclass(frozen=True, slots=True)
class Weights:
    """Does this photo show the phrase, given that some photos do? A logistic regression over one photo's evidence.

    Set by hand is `named`: a photo whose name holds all of the words is likely in any library, whatever it shows.
    `weakest`, `caption`, `tag`, `told` and `relation` are chosen by the order that they give, the others are fitted.
    """

    base: float = -5.7
    size: float = -0.47
    image: float = 17.7
    weakest: float = 4.0
    caption: float = 3.0
    tag: float = 0.2
    told: float = 0.8
    relation: float = 0.8
    named: float = 8.0


@dataclass(frozen=True, slots=True)
class PresenceWeights:
    """Does any photo of the library show the phrase? A logistic regression over what `evidence.Presence` says."""

    base: float = -4.22
    text: float = 2.13
    told: float = 1.13
    nearest_tag: float = -2.53
    known: float = 1.45
    spelt: float = 2.64
    image: float = 17.9


WEIGHTS = Weights()
PRESENCE = PresenceWeights()
