"""Which part of the body a finding is about, and the state of every part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from intake.domain.cases import Answer, NoValue
from intake.ui.exam.checks import Check, Page
from intake.ui.widgets.states import State

_WORST_FIRST = (State.ABNORMAL, State.TO_JUDGE, State.UNABLE, State.NOT_DONE, State.PART, State.NOTED, State.NORMAL)
_FRONT, _HIND = ("front_left", "front_right"), ("rear_left", "rear_right")
_LIMBS = MappingProxyType({"LF": "front_left", "RF": "front_right", "LH": "rear_left", "RH": "rear_right"})
_SIDES = MappingProxyType({"L": "left", "R": "right"})
_REGION_PARTS = 2  # a page about more parts than a pair of legs is about the whole dog
_BY_ANSWER: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "mov_distribution": {
            "hind_left": ("rear_left",), "hind_right": ("rear_right",), "fore_left": ("front_left",),
            "fore_right": ("front_right",), "head": ("head",), "face_jaw": ("head",), "trunk": ("torso",),
            "tail": ("tail",),
        },
        "gait_limbs": {"both_hind": _HIND, "both_front": _FRONT, "all_four": _FRONT + _HIND},
        "gait_stiffness": {"hind": _HIND, "front": _FRONT, "all": _FRONT + _HIND},
    }
)  # fmt: skip
"""Findings whose answer says where they are; one that does not say which leg colours none."""
_BY_CHECK: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "gait_paresis_hind": _HIND, "gait_stride_hind": _HIND, "gait_paresis_fore": _FRONT, "gait_stride_fore": _FRONT,
        "pe_hip_extension": _HIND, "pe_hip_abduction": _HIND, "pe_ortolani": _HIND, "pe_stifle": _HIND,
        "pe_cranial_drawer": _HIND, "pe_tibial_thrust": _HIND, "pe_hock": _HIND, "pe_iliopsoas": _HIND,
        "pe_femoral_pulse": _HIND, "pe_fore_joints": _FRONT, "pe_abdomen": ("torso",), "pe_rectal": ("anus",),
        "pe_eyes": ("head",), "pe_fundus": ("head",), "pe_nose": ("head",), "pe_ears": ("head",), "pe_oral": ("head",),
    }
)  # fmt: skip
"""Checks of pages about the whole dog that are about one part of it."""


def body_states(pages: Sequence[Page], checks: Mapping[str, Check]) -> dict[str, State]:
    """The state of every part of the drawing; what is about the whole dog colours none."""
    seen: dict[str, list[State]] = {}
    for page in pages:
        for item in page.items:
            for part, state in _of_check(page, checks[item.id]):
                seen.setdefault(part, []).append(state)
    return {part: _of_part(states) for part, states in seen.items()}


def _of_check(page: Page, check: Check) -> Iterator[tuple[str, State]]:
    """A part is normal by the checks of its own page only; elsewhere only what was found counts for it."""
    is_region = len(page.body) <= _REGION_PARTS
    for site, state in check.states.items():
        is_found = state in (State.ABNORMAL, State.TO_JUDGE)
        if is_found or (is_region and (check.item.core or state is not State.TO_DO)):
            yield from ((part, state) for part in _parts(page, check, site))


def _parts(page: Page, check: Check, site: str | None) -> tuple[str, ...]:
    item = check.item
    if item.id in _BY_ANSWER:
        return tuple(part for value in _chosen(check.answer(site)) for part in _BY_ANSWER[item.id].get(value, ()))
    if site is not None and site in _LIMBS:
        return (_LIMBS[site],)
    body = _BY_CHECK.get(item.id, page.body if len(page.body) <= _REGION_PARTS else ())
    if site is not None and site in _SIDES and len(body) > 1:
        return tuple(part for part in body if part.endswith(_SIDES[site]))
    return body


def _chosen(answer: Answer | None) -> tuple[str, ...]:
    if answer is None or isinstance(answer, NoValue | int | float):
        return ()
    return answer if isinstance(answer, tuple) else (answer,)


def _of_part(states: list[State]) -> State:
    known = [state for state in states if state is not State.TO_DO]
    if not known:
        return State.TO_DO
    worst = next(state for state in _WORST_FIRST if state in known)
    if worst in (State.NORMAL, State.NOTED) and len(known) < len(states):
        return State.PART
    return worst
