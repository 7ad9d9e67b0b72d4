"""Lays one picture over others, however it was turned, mirrored, cut or framed, and tells how well they agree.

Pictures are drawn small from their fingerprints. First every turn in steps of 15 degrees and the usual ways to cut and
frame are tried; the best of them is then adjusted in all six parameters of an affine map and in brightness and contrast
(Lucas and Kanade 1981; Baker and Matthews 2004, forwards additive).

A place in a picture is (across, down), -1 to 1 from edge to edge. A map is float32 [2, 3] and leads from the places of
the other picture to those of the one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.media.fingerprint import Prints, cosines, unpacked

Numbers = NDArray[np.float32]

_FINE, _COARSE = 32, 16  # points along each side
_TURNS = 24
_ZOOMS = (0.8, 1.0, 1.25)
_SAME_SHAPE = 0.17  # of width by height, as a logarithm
_SHAPES = 4.0  # shapes told apart in a factor of two, while looking coarsely
_ROUNDS, _FINE_ROUNDS = 6, 3
_LONGEST_STEP = 0.25
_CONTRAST = (0.05, 20.0)
_LEAST_COMMON = 0.35  # part of either picture that the other must show
_LEAST_SPREAD = 0.05  # part of a picture's contrast that what both show must have: a flat corner says nothing
_ROBUST = 1.5  # residuals above so many typical ones count less


@dataclass(frozen=True, slots=True)
class Laid:
    """How pictures lie over one, one entry each: `agree` is the correlation of what both show, -1 to 1; `common` the
    part of the two that both show; `map` leads from the other to the one, float32 [n, 2, 3]."""

    agree: Numbers
    common: Numbers
    map: Numbers


def drawn(kept: Numbers, points: int) -> Numbers:
    """Small pictures of these frequencies, [n, SIDE, SIDE]: float32 [n, points, points], mean 0."""
    waves = cosines(points)
    pictures: Numbers = np.einsum("nuv,uy,vx->nyx", kept, waves, waves, optimize=True)
    return pictures


def lay_over(one: bytes, others: Prints, best: int) -> tuple[NDArray[np.int64], Laid]:
    """Lays the picture with fingerprint `one` over those of `others`, int8 [n, LENGTH]. Returns which `best` of them
    looked likeliest at first, and how those lie."""
    mine, shape = unpacked(np.frombuffer(one, np.int8)[None])
    theirs, shapes = unpacked(others)
    agree, maps = _coarse(drawn(mine, _COARSE)[0], float(shape[0]), drawn(theirs, _COARSE), shapes)
    chosen = np.argsort(-agree, kind="stable")[:best]
    maps, theirs = maps[chosen], theirs[chosen]
    nearer = adjusted(drawn(mine, _COARSE)[0], drawn(theirs, _COARSE), maps, _ROUNDS)
    picture, others_drawn = drawn(mine, _FINE)[0], drawn(theirs, _FINE)
    nearest = adjusted(picture, others_drawn, nearer, _FINE_ROUNDS)
    return chosen, _better(_judged(picture, others_drawn, maps), _judged(picture, others_drawn, nearest))


def _coarse(one: Numbers, shape: float, others: Numbers, shapes: Numbers) -> tuple[Numbers, Numbers]:
    """The best of the usual ways to lie over each other: its correlation [n] and its map [n, 2, 3]."""
    agree = np.full(len(others), -1.0, np.float32)
    maps = np.zeros((len(others), 2, 3), np.float32)
    kinds = np.rint(np.log2(shapes) * _SHAPES)
    grid = _grid(_COARSE)
    for kind in np.unique(kinds):
        among = np.flatnonzero(kinds == kind)
        ways = _ways(round(np.log2(shape) * 12), round(float(kind) / _SHAPES * 12))
        at = ways @ grid
        inside = _inside(at)
        seen = _sampled(one[None], at)[0] * inside
        found = _correlations(seen, inside, others[among].reshape(len(among), -1))
        best = found.argmax(axis=0)
        agree[among] = found[best, np.arange(len(among))]
        maps[among] = ways[best]
    return agree, maps


def _correlations(seen: Numbers, inside: Numbers, others: Numbers) -> Numbers:
    """Correlations of each of [h, p] with each of [n, p], where `inside` is 1: float32 [h, n]."""
    count = np.maximum(inside.sum(axis=1, keepdims=True), 1.0)
    own = seen.sum(axis=1, keepdims=True)
    own_spread = (seen**2).sum(axis=1, keepdims=True) - own**2 / count
    total = inside @ others.T
    spread = inside @ (others**2).T - total**2 / count
    both = seen @ others.T - own * total / count
    least = _LEAST_SPREAD * (others**2).sum(axis=1) * count / others.shape[1]
    good = (own_spread > 0) & (spread > least) & (count >= _LEAST_COMMON * others.shape[1])
    found: Numbers = np.where(good, both / np.sqrt(np.maximum(own_spread * spread, 1e-12)), -1.0).astype(np.float32)
    return found


@cache
def _grid(points: int) -> Numbers:
    """The places of the points, with a third row of ones: float32 [3, points * points]."""
    along = ((np.arange(points) + 0.5) / points * 2 - 1).astype(np.float32)
    down, across = np.meshgrid(along, along, indexing="ij")
    return np.stack([across.ravel(), down.ravel(), np.ones(points * points, np.float32)])


@cache
def _ways(shape_steps: int, other_steps: int) -> Numbers:
    """The maps that are tried for pictures of these shapes (logarithms of width by height, in twelfths of a factor of
    two): float32 [h, 2, 3]."""
    shape, other = 2 ** (shape_steps / 12), 2 ** (other_steps / 12)
    maps = []
    for mirrored in (1.0, -1.0):
        for number in range(_TURNS):
            angle = 2 * np.pi * number / _TURNS
            cos, sin = np.cos(angle), np.sin(angle)
            turn = np.array([[cos, -sin], [sin, cos]]) @ np.diag([mirrored, 1.0])
            if number % (_TURNS // 4) == 0:  # also where the shape was changed
                maps += [turn * zoom for zoom in _ZOOMS]
                continue
            # Heights of the one, for a height of 1 of the other.
            steep, wide = abs(cos) + other * abs(sin), other * abs(cos) + abs(sin)
            back, back_wide = abs(cos) + shape * abs(sin), shape * abs(cos) + abs(sin)
            cut = abs(cos) + max(other, 1 / other) * abs(sin)
            for height, fits in (
                (1.0, _alike(shape, other)),  # turned within its frame
                (steep, _alike(shape, wide / steep)),  # in a frame that holds all of it
                (1 / back, _alike(other, back_wide / back)),
                (1 / cut, _alike(shape, other)),  # cut so that no corner is empty
                (cut, _alike(shape, other)),
            ):
                if fits:
                    maps.append(np.diag([1 / (shape * height), 1 / height]) @ turn @ np.diag([other, 1.0]))
    found = np.zeros((len(maps), 2, 3), np.float32)
    found[:, :, :2] = maps
    return found


def _alike(shape: float, other: float) -> bool:
    return abs(np.log(shape / other)) < _SAME_SHAPE


def _sampled(pictures: Numbers, at: Numbers) -> Numbers:
    """Pictures of one size, [k, side, side], at these places, [n, 2, p], between their points: float32 [k, n, p]."""
    side = pictures.shape[-1]
    x = np.clip((at[:, 0] + 1) * (side / 2) - 0.5, 0, side - 1.001)
    y = np.clip((at[:, 1] + 1) * (side / 2) - 0.5, 0, side - 1.001)
    left, top = x.astype(np.int32), y.astype(np.int32)
    right, low = x - left, y - top
    first = top * side + left
    flat = pictures.reshape(len(pictures), -1)
    upper = flat[:, first]
    upper += (flat[:, first + 1] - upper) * right
    lower = flat[:, first + side]
    lower += (flat[:, first + side + 1] - lower) * right
    upper += (lower - upper) * low
    return upper


def adjusted(one: Numbers, others: Numbers, maps: Numbers, rounds: int) -> Numbers:
    """Adjusts the maps, [n, 2, 3], in so many rounds until the one, [side, side], fits the others, [n, side, side]."""
    count, side = len(others), one.shape[-1]
    grid = _grid(side)
    slope = np.gradient(one, 2 / side)
    stack = np.stack([one, slope[1], slope[0]])
    wanted = others.reshape(count, -1)
    for _ in range(rounds):
        at = maps @ grid
        inside = _inside(at)
        value, across, down = _sampled(stack, at)
        gain, offset = _brightness(value, wanted, inside)
        rest = wanted - gain[:, None] * value - offset[:, None]
        rest *= inside
        typical = np.sqrt((rest**2).sum(axis=1) / np.maximum(inside.sum(axis=1), 1))[:, None]
        weight = inside * np.minimum(1.0, _ROBUST * typical / np.maximum(np.abs(rest), 1e-9))
        # What the picture changes by when each of the six numbers of the map, the contrast or the brightness does.
        change = np.empty((count, 8, wanted.shape[1]), np.float32)
        np.multiply((across * gain[:, None])[:, None], grid, out=change[:, 0:3])
        np.multiply((down * gain[:, None])[:, None], grid, out=change[:, 3:6])
        change[:, 6], change[:, 7] = value, 1.0
        weighted = change * weight[:, None]
        normal = weighted @ np.swapaxes(change, 1, 2)
        normal += np.eye(8, dtype=np.float32) * (1e-4 * np.trace(normal, axis1=1, axis2=2)[:, None, None] / 8 + 1e-12)
        step = np.linalg.solve(normal, weighted @ rest[:, :, None])[:, :6, 0]
        maps = maps + np.clip(step, -_LONGEST_STEP, _LONGEST_STEP).reshape(count, 2, 3).astype(np.float32)
    return maps


def seen_through(one: Numbers, maps: Numbers) -> tuple[Numbers, Numbers]:
    """The one, [side, side], at the points of the others, and 1 where it shows them, else 0: both float32 [n, points].
    `maps` are [n, 2, 3]."""
    at = maps @ _grid(one.shape[-1])
    return _sampled(one[None], at)[0], _inside(at)


def _inside(at: Numbers) -> Numbers:
    """1 where places, [n, 2, p], lie in the picture, else 0: float32 [n, p]."""
    inside: Numbers = ((np.abs(at[:, 0]) <= 1.0) & (np.abs(at[:, 1]) <= 1.0)).astype(np.float32)
    return inside


def _brightness(value: Numbers, wanted: Numbers, inside: Numbers) -> tuple[Numbers, Numbers]:
    """The factor and the offset that bring `value` nearest to `wanted`, both [n]; the factor is always positive."""
    count = np.maximum(inside.sum(axis=1), 1)
    mean, goal = (value * inside).sum(axis=1) / count, (wanted * inside).sum(axis=1) / count
    spread = (value**2 * inside).sum(axis=1) - count * mean**2
    gain = ((value * wanted * inside).sum(axis=1) - count * mean * goal) / np.maximum(spread, 1e-12)
    gain = np.clip(gain, *_CONTRAST)
    return gain, goal - gain * mean


def _judged(one: Numbers, others: Numbers, maps: Numbers) -> Laid:
    wanted = others.reshape(len(others), -1)
    value, inside = seen_through(one, maps)
    count = np.maximum(inside.sum(axis=1), 1)
    mine = (value - ((value * inside).sum(axis=1) / count)[:, None]) * inside
    theirs = (wanted - ((wanted * inside).sum(axis=1) / count)[:, None]) * inside
    spread, goal = (mine**2).sum(axis=1), (theirs**2).sum(axis=1)
    shown = inside.mean(axis=1)
    common = np.minimum(shown, shown * np.abs(np.linalg.det(maps[:, :, :2])))
    enough = (common >= _LEAST_COMMON) & (goal > _LEAST_SPREAD * (wanted**2).sum(axis=1) * shown)
    agree = np.where(enough, (mine * theirs).sum(axis=1) / np.sqrt(np.maximum(spread * goal, 1e-12)), -1.0)
    return Laid(agree.astype(np.float32), common.astype(np.float32), maps)


def _better(one: Laid, other: Laid) -> Laid:
    """Entry by entry, the one that agrees better."""
    second = other.agree > one.agree
    return Laid(
        np.where(second, other.agree, one.agree),
        np.where(second, other.common, one.common),
        np.where(second[:, None, None], other.map, one.map),
    )
