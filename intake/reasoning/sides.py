"""The side of the lesion, voted by the sided findings that speak for a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from intake.reasoning.assessment import Evidence, Side

Vote: TypeAlias = tuple[Literal["same", "other"], int]
"""Whether a finding lies on the side of the lesion, and how many half votes it has."""

_SAME: Vote = ("same", 2)
_OTHER: Vote = ("other", 2)
_HALF: Vote = ("same", 1)
_TWICE: Vote = ("same", 4)

_POSTURAL = tuple(
    f"{leg}_{test}" for leg in ("fl", "rl") for test in ("paw_replacement", "hopping", "placing", "paper_slide")
) + ("rl_hemiwalk",)
_WEAK = ("gait_paresis_limb", "gait_worse_side", "rl_voluntary")
_CRANIAL = (
    "cn_facial_sensation",
    "cn_facial_symmetry",
    "cn_palpebral",
    "cn_corneal",
    "cn_masticatory",
    "cn_strabismus_rest",
    "cn_trapezius",
    "cn_tongue",
    "cn_vor",
)
_REFLEXES = (
    "fl_withdrawal",
    "fl_ecr",
    "fl_biceps",
    "fl_triceps",
    "rl_patellar",
    "rl_withdrawal",
    "rl_hock_flexion",
    "anus_reflex",
)
_MUSCLE = ("fl_tone", "rl_tone", "fl_atrophy", "rl_atrophy", "rl_atrophy_group")
_SIDED_TREMOR = ("mov_distribution",)


def _votes(vote: Vote, *groups: Iterable[str]) -> dict[str, Vote]:
    return {item: vote for group in groups for item in group}


# method.md section 6: [C:PO], [VETKEY125], [BPPARA], [NPVVEST], [VESTDVM].
_FOREBRAIN = _votes(_OTHER, _POSTURAL, ("cn_menace", "cn_facial_sensation", "cn_tracking")) | _votes(
    _HALF, ("gait_circling", "head_turn")
)
_BRAINSTEM = _votes(_SAME, _CRANIAL, _WEAK, _POSTURAL)
_CEREBELLUM = _votes(_SAME, ("gait_hypermetria", "cn_menace"), _SIDED_TREMOR)
_VEST_PERIPHERAL = _votes(
    _SAME, ("head_tilt", "gait_falling", "gait_circling", "cn_facial_symmetry", "cn_horner", "pe_ears")
) | _votes(_OTHER, ("cn_nystagmus_fast",))
_VEST_LIMBS = _votes(_TWICE, _POSTURAL, _WEAK, ("gait_hypermetria",), _CRANIAL)
_VEST_CENTRAL = _VEST_LIMBS | _votes(_SAME, ("head_tilt", "gait_falling"))
_CORD = _votes(_SAME, _WEAK, _POSTURAL, _REFLEXES, _MUSCLE, ("cn_horner", "torso_ctr"))
_CORD_PLACES = ("c1_c5", "c6_t2", "t3_l3", "l4_l6", "l6_s1", "s1_s3_cauda", "l4_s3", "peripheral_nerve")

_TABLE: Mapping[str, Mapping[str, Vote]] = {
    "forebrain": _FOREBRAIN,
    "brainstem": _BRAINSTEM,
    "cerebellum": _CEREBELLUM,
    "vest_peripheral": _VEST_PERIPHERAL,
    "vest_central": _VEST_CENTRAL,
    **dict.fromkeys(_CORD_PLACES, _CORD),
}

# Asked even where no sign reads them: they say which side, not which place.
SIDE_ONLY = ("gait_worse_side", "pe_ears")

_LEFT_VALUES = frozenset(
    {"left", "left_wide", "left_tight", "left_width_unknown", "left_worse", "deviates_left", "hind_left", "fore_left"}
)
_RIGHT_VALUES = frozenset(value.replace("left", "right") for value in _LEFT_VALUES)
# r0 beats r1 although it comes first on the scale.
_SEVERITY = {"r0": 9, "r1": 8}
_LEVEL_NEEDS = 4


@dataclass(frozen=True, slots=True)
class _Sides:
    """How bad each side is, and whether the two are alike."""

    left: int
    right: int


def side_of(region: str, found: Iterable[Evidence], severity: Mapping[tuple[str, str], int]) -> Side:
    """Left, right, both or none, from the findings that count for the region.

    `severity` ranks the values of an item: absent beats delayed, severe beats mild.
    """
    table = _TABLE.get(region)
    if table is None:
        return "none"
    ballots = [(item, sides) for item, sides in _by_item(found, severity).items() if item in table]
    if region == "vest_central" and any(_is_decided(sides) for item, sides in ballots if item in _VEST_LIMBS):
        # Placing is believed before the tilt (trap_paradox).
        ballots = [(item, sides) for item, sides in ballots if item in _VEST_LIMBS]
    return _counted([(table[item], sides) for item, sides in ballots])


def _is_decided(sides: _Sides) -> bool:
    return sides.left != sides.right


def _counted(ballots: list[tuple[Vote, _Sides]]) -> Side:
    left = right = 0
    is_alike = False
    for (relation, weight), sides in ballots:
        here, there = (sides.left, sides.right) if relation == "same" else (sides.right, sides.left)
        left += weight * (here >= there and here > 0)
        right += weight * (there >= here and there > 0)
        is_alike = is_alike or here == there
    if left != right:
        return "left" if left > right else "right"
    return "both" if left and (is_alike or left >= _LEVEL_NEEDS) else "none"


def _by_item(found: Iterable[Evidence], severity: Mapping[tuple[str, str], int]) -> dict[str, _Sides]:
    sides: dict[str, _Sides] = {}
    for one in found:
        value = str(one.value)
        is_left, is_right = _is_on(one.site, value, "L", _LEFT_VALUES), _is_on(one.site, value, "R", _RIGHT_VALUES)
        rank = _rank(one, value, severity)
        if rank and (is_left or is_right):
            before = sides.get(one.item, _Sides(0, 0))
            sides[one.item] = _Sides(max(before.left, rank * is_left), max(before.right, rank * is_right))
    return sides


def _rank(one: Evidence, value: str, severity: Mapping[tuple[str, str], int]) -> int:
    """How bad the finding is; 0 for a normal one, which votes for no side."""
    if one.site is None:
        return 1
    return _SEVERITY.get(value, severity.get((one.item, value), 0))


def _is_on(site: str | None, value: str, letter: str, values: frozenset[str]) -> bool:
    return site.startswith(letter) if site is not None else value in values or value == "equal"
