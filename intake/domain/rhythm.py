"""A rate read from taps given along with the shaking, or that they are too irregular to say one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean, median, quantiles

LEAST_TAPS = 8
"""Seven intervals: with fewer, the quarters of the spread are single taps, and one forgiven tap is a large part."""
LEAST_SECONDS = 5.0
"""So long the exam counts cycles; a finger 30 ms early at one end and late at the other is then off by about 1 %."""
FASTEST_TAPS_HZ = 6.0
"""The exam calls naked-eye counts above 6 Hz unreliable; a finger does not follow them either."""
MOST_VARIATION = 0.25
"""Standard deviation over mean of the intervals up to which a rate is said (a choice of this design).

A hand that follows a steady beat stays well under 0.15; intervals spread evenly between half and one and a half times
their mean reach 0.29, and taps given at random about 1.
"""
PAUSE_SECONDS = 5.0
"""A gap as long starts a new count: the slowest rate of the exam, 0.5 Hz, leaves 4 s when one tap is missed."""
SLOWED = (1, 2, 4, 8)
"""How much slower than life a phone plays its slow motion."""

_MISSED = (1.6, 2.4)  # of the usual interval: a beat without its tap
_DOUBLED = (0.6, 1.4)  # of the usual interval: two intervals that are one beat with a tap too many
_SHORT = 0.5
_FEWEST = 3  # intervals from which something can be forgiven at all


class Verdict(StrEnum):
    """What the taps allow to be said."""

    KEEP_TAPPING = "keep_tapping"
    TOO_FAST = "too_fast"
    IRREGULAR = "irregular"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a train of taps says; rates are those of the dog, so many times faster than the video shown."""

    taps: int
    seconds: float  # from the first tap to the last
    verdict: Verdict
    hz: float = 0.0
    low_hz: float = 0.0  # half of the intervals lie between these two
    high_hz: float = 0.0
    variation: float = 0.0  # standard deviation of the intervals over their mean, one slip forgiven
    is_forgiven: bool = False  # a missed, a doubled or a late tap was put right
    slowed: int = 1


def last_train(taps: Sequence[float]) -> tuple[float, ...]:
    """The taps since the last long pause; times are seconds of one clock, in order."""
    train: list[float] = []
    for tap in taps:
        if train and tap - train[-1] > PAUSE_SECONDS:
            train.clear()
        train.append(tap)
    return tuple(train)


def rhythm_of(taps: Sequence[float], slowed: int = 1) -> Rhythm:
    """The rate of the last train of taps with its spread, or why there is none yet."""
    train = last_train(taps)
    seconds = train[-1] - train[0] if train else 0.0
    given = [later - earlier for earlier, later in pairwise(train)]
    if not given or seconds <= 0:
        return Rhythm(len(train), seconds, Verdict.KEEP_TAPPING, slowed=slowed)
    beats = _forgiven(given)
    variation, rate = _Sums.of(beats).variation, 1 / fmean(beats)
    low, high = _spread(beats)
    return Rhythm(
        taps=len(train),
        seconds=seconds,
        verdict=_verdict(len(train), seconds, rate, variation),
        hz=rate * slowed,
        low_hz=min(low, rate) * slowed,
        high_hz=max(high, rate) * slowed,
        variation=variation,
        is_forgiven=beats != given,
        slowed=slowed,
    )


def _verdict(taps: int, seconds: float, tapped_hz: float, variation: float) -> Verdict:
    if taps < LEAST_TAPS or seconds < LEAST_SECONDS:
        return Verdict.KEEP_TAPPING
    if tapped_hz > FASTEST_TAPS_HZ:
        return Verdict.TOO_FAST
    return Verdict.IRREGULAR if variation > MOST_VARIATION else Verdict.STEADY


def _forgiven(intervals: list[float]) -> list[float]:
    """The intervals with one missed, doubled or late tap put right, where that makes them more even."""
    if len(intervals) < _FEWEST:
        return intervals
    whole = _Sums.of(intervals)
    best, least = _NOTHING, whole.variation
    for repair in _repairs(intervals):
        changed = whole.instead_of(intervals[repair.first : repair.last], repair.instead)
        if changed.variation < least:
            best, least = repair, changed.variation
    return [*intervals[: best.first], *best.instead, *intervals[best.last :]]


@dataclass(frozen=True, slots=True)
class _Repair:
    """Intervals of the train, from `first` up to `last`, and what may stand there instead."""

    first: int
    last: int
    instead: tuple[float, ...] = ()


_NOTHING = _Repair(0, 0)


def _repairs(intervals: list[float]) -> Iterator[_Repair]:
    usual, end = median(intervals), len(intervals) - 1
    for place, one in enumerate(intervals):
        is_long = _within(one, usual, _MISSED)
        if is_long:
            yield _Repair(place, place + 1, (one / 2, one / 2))
        if not is_long and one >= _SHORT * usual:
            continue
        if not is_long and place in (0, end):
            yield _Repair(place, place + 1)  # the first or the last tap came twice
        for first in (place - 1, place):  # this interval with the one before, and with the one behind
            if 0 <= first < end:
                yield from _of_two(first, sum(intervals[first : first + 2]), usual)


def _of_two(first: int, both: float, usual: float) -> Iterator[_Repair]:
    if _within(both, usual, _DOUBLED):
        yield _Repair(first, first + 2, (both,))
    elif _within(both, usual, _MISSED):  # the tap between them came late or early; no beat is missing
        yield _Repair(first, first + 2, (both / 2, both / 2))


@dataclass(frozen=True, slots=True)
class _Sums:
    """Number, sum and sum of squares: each repair is judged without walking the whole train again."""

    count: int
    total: float
    squares: float

    @staticmethod
    def of(intervals: Sequence[float]) -> _Sums:
        """The sums of these intervals."""
        return _Sums(len(intervals), sum(intervals), sum(one * one for one in intervals))

    def instead_of(self, out: Sequence[float], into: Sequence[float]) -> _Sums:
        """The sums with some intervals replaced by others."""
        less, more = _Sums.of(out), _Sums.of(into)
        return _Sums(
            self.count - less.count + more.count,
            self.total - less.total + more.total,
            self.squares - less.squares + more.squares,
        )

    @property
    def variation(self) -> float:
        """Standard deviation over mean."""
        if self.count == 0 or self.total <= 0:
            return 0.0
        mean = self.total / self.count
        return math.sqrt(max(self.squares / self.count - mean * mean, 0.0)) / mean


def _within(length: float, usual: float, limits: tuple[float, float]) -> bool:
    return limits[0] * usual <= length <= limits[1] * usual


def _spread(intervals: Sequence[float]) -> tuple[float, float]:
    """The rates between which half of the intervals lie."""
    if len(intervals) == 1:
        return 1 / intervals[0], 1 / intervals[0]
    shortest, _, longest = quantiles(intervals, n=4, method="inclusive")
    return _rate(longest), _rate(shortest)


def _rate(interval: float) -> float:
    return 1 / interval if interval > 0 else 0.0
