"""A rate from taps: what is said, what is forgiven, and when nothing is said."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.rhythm import (
    FASTEST_TAPS_HZ,
    LEAST_SECONDS,
    LEAST_TAPS,
    MOST_VARIATION,
    PAUSE_SECONDS,
    SLOWED,
    Rhythm,
    Verdict,
    last_train,
    rhythm_of,
)

RATES = st.floats(0.7, 5.5)
SEEDS = st.integers(0, 10**6)


def train(hz: float, jitter: float = 0.0, seed: int = 0, taps: int = 0) -> list[float]:
    """Taps on a steady beat, each early or late by at most `jitter` of the beat."""
    chance = random.Random(seed)
    count = taps or max(LEAST_TAPS + 2, int(6 * hz) + 2)
    return [100 + (beat + chance.uniform(-jitter, jitter)) / hz for beat in range(count)]


@given(RATES, SEEDS)
def test_a_steady_train_with_a_tenth_of_jitter_gives_its_rate_within_3_percent(hz, seed):
    said = rhythm_of(train(hz, 0.1, seed))
    assert said.verdict is Verdict.STEADY
    assert said.hz == pytest.approx(hz, rel=0.03)
    assert said.low_hz <= said.hz <= said.high_hz
    assert not said.is_forgiven


@given(RATES, SEEDS, st.data())
def test_one_missed_tap_changes_neither_verdict_nor_rate(hz, seed, data):
    taps = train(hz, 0.05, seed)
    taps.pop(data.draw(st.integers(1, len(taps) - 2)))
    taps.append(taps[-1] + 1 / hz)
    said = rhythm_of(taps)
    assert said.verdict is Verdict.STEADY
    assert said.hz == pytest.approx(hz, rel=0.03)
    assert said.is_forgiven


@given(RATES, SEEDS, st.floats(0.05, 0.3), st.data())
def test_one_doubled_tap_changes_neither_verdict_nor_rate(hz, seed, after, data):
    taps = train(hz, 0.05, seed)
    place = data.draw(st.integers(0, len(taps) - 1))
    taps.insert(place + 1, taps[place] + after / hz)
    said = rhythm_of(taps)
    assert said.verdict is Verdict.STEADY
    assert said.hz == pytest.approx(hz, rel=0.05)
    assert said.is_forgiven


@given(st.floats(1.0, 4.0), SEEDS)
def test_taps_at_random_are_too_irregular_to_say(hz, seed):
    chance, now, taps = random.Random(seed), 0.0, []
    while len(taps) < 40:
        now += min(chance.expovariate(hz), PAUSE_SECONDS - 0.1)
        taps.append(now)
    said = rhythm_of(taps)
    assert said.variation > MOST_VARIATION
    assert said.verdict is Verdict.IRREGULAR


@given(RATES, SEEDS, st.floats(-0.6, 0.6), st.data())
def test_one_late_tap_adds_and_takes_no_beat(hz, seed, late, data):
    taps = train(hz, 0.02, seed)
    taps[data.draw(st.integers(1, len(taps) - 2))] += late / hz
    said = rhythm_of(taps)
    assert said.verdict is Verdict.STEADY
    assert said.hz == pytest.approx(hz, rel=0.015)


def test_two_missed_taps_are_not_forgiven():
    taps = train(2.0, taps=14)
    for place in (9, 4):
        taps.pop(place)
    assert rhythm_of(taps).verdict is Verdict.IRREGULAR


@pytest.mark.parametrize("count", [0, 1, 2, LEAST_TAPS - 1])
def test_few_taps_say_keep_tapping(count):
    said = rhythm_of([tap * 1.0 for tap in range(count)])
    assert (said.verdict, said.taps) == (Verdict.KEEP_TAPPING, count)


def test_many_taps_in_a_short_time_say_keep_tapping():
    taps = train(5.0, taps=24)
    assert rhythm_of(taps).seconds < LEAST_SECONDS
    assert rhythm_of(taps).verdict is Verdict.KEEP_TAPPING
    assert rhythm_of(taps).hz == pytest.approx(5.0)  # said while tapping, not offered


@given(RATES, SEEDS, st.sampled_from(SLOWED))
def test_a_slowed_video_multiplies_every_rate_and_nothing_else(hz, seed, slowed):
    plain, scaled = rhythm_of(train(hz, 0.1, seed)), rhythm_of(train(hz, 0.1, seed), slowed)
    assert (scaled.verdict, scaled.taps, scaled.variation) == (plain.verdict, plain.taps, plain.variation)
    assert [scaled.hz, scaled.low_hz, scaled.high_hz] == pytest.approx(
        [slowed * rate for rate in (plain.hz, plain.low_hz, plain.high_hz)]
    )


def test_a_fast_tremor_is_measured_on_a_slowed_video():
    said = rhythm_of(train(14 / 4, 0.05, 3), slowed=4)
    assert said.verdict is Verdict.STEADY
    assert said.hz == pytest.approx(14, rel=0.03)


@given(st.floats(FASTEST_TAPS_HZ + 0.5, 12), SEEDS)
def test_a_finger_is_not_believed_above_6_a_second(hz, seed):
    assert rhythm_of(train(hz, 0.1, seed)).verdict is Verdict.TOO_FAST


def test_a_long_pause_starts_a_new_count():
    taps = [*train(2.0, taps=30), *(200 + beat / 4 for beat in range(24))]
    assert len(last_train(taps)) == 24
    assert rhythm_of(taps).hz == pytest.approx(4.0)


@given(st.lists(st.floats(0, 1000, allow_nan=False), max_size=60))
def test_whatever_is_tapped_gets_an_answer(times):
    said = rhythm_of(sorted(times))
    assert isinstance(said, Rhythm)
    assert said.low_hz <= said.hz <= said.high_hz or said.high_hz == 0
