"""What it means that a rule of a clinic fires, kind by kind; and none of them silences a flag of the program."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.domain.cases import Case
from intake.knowledge.case_format import read_case
from intake.reasoning.assess import assess_core
from intake.reasoning.engine import Engine
from tests.builders import engine
from tests.clinic_rules import A_PATTERN, A_SIGN, SIGNED, a_flag, a_row, cases_for, ours, settled_with, the_example

CASES = Path(__file__).resolve().parents[1] / "cases"
ABSENT, NORMAL = '{ rl_placing = { LH = "absent" } }', '{ rl_placing = "normal" }'
A_WORKUP = a_row("workup", id='"clinic_wu"', name='"A test"', group='"other"', kind='"other"', level="0", **SIGNED)
A_DRIVER = a_row("driver", id='"clinic_dr"', when='"rl_placing:absent"', workups='["clinic_wu"]', **SIGNED)
A_NUMBER = a_row(
    "item",
    id='"clinic_steps"',
    section='"d3"',
    region='"gait"',
    label='"Steps on the ramp"',
    short_label='"Steps"',
    how_to='"Count"',
    kind='"num"',
    minimum="0",
    maximum="100",
    who='"T"',
    **SIGNED,
)
A_NOTE = A_NUMBER.replace('"num"', '"text"').replace("minimum = 0\nmaximum = 100\n", "")
A_BAND = a_row(
    "band", id='"clinic_band"', item='"clinic_steps"', normal="{ from = 10 }", borderline="[{ from = 8, to = 10 }]", **SIGNED
)  # fmt: skip
FIRED = {
    "red_flag": ("clinic_rf", a_flag(), ABSENT, NORMAL),
    "trap": (
        "clinic_trap",
        a_row("trap", id='"clinic_trap"', when='"rl_placing:absent"', says='"Look again"', **SIGNED),
        ABSENT,
        NORMAL,
    ),
    "name": (
        "clinic_name",
        a_row("name", id='"clinic_name"', means='"lost"', when='"rl_placing:absent"', **SIGNED),
        ABSENT,
        NORMAL,
    ),
    "urgency_rule": (
        "u100",
        a_row("urgency_rule", id='"u100"', level='"soon"', says='"lost"', when='"rl_placing:absent"', **SIGNED),
        ABSENT,
        NORMAL,
    ),
    "pattern": ("clinic_zebra", A_PATTERN, ABSENT, NORMAL),
    "item": ("clinic_mat", "", '{ clinic_mat = "slips" }', '{ clinic_mat = { not_done = "unsafe" } }'),
    "sign": ("clinic_sign.slips", "", '{ clinic_mat = "slips" }', '{ clinic_mat = "even" }'),
    "number": ("clinic_steps", A_NUMBER, "{ clinic_steps = 0 }", '{ clinic_steps = "unable" }'),
    "text": ("clinic_steps", A_NOTE, '{ clinic_steps = "ten" }', "{}"),
}


@pytest.mark.parametrize(("rule", "rows", "fired_by", "not_by"), FIRED.values(), ids=FIRED.keys())
def test_a_rule_fires_in_one_case_and_not_in_the_other(rule, rows, fired_by, not_by):
    more = "" if rows else A_SIGN
    assert settled_with(more + rows + cases_for(rule, fired_by, not_by)).problems == ()
    (first, second) = settled_with(more + rows + cases_for(rule, not_by, fired_by)).problems
    assert "should fire, and does not" in first.message
    assert "should not fire, and does" in second.message


def test_a_test_and_its_caution_fire_when_a_driver_calls_for_it():
    caution = a_row("caution", id='"clinic_care"', when='"rl_placing:absent"', says='"With care"', **SIGNED)
    workup = A_WORKUP.replace("level = 0", 'level = 0\ncautions = ["clinic_care"]')
    rules = ("clinic_wu", "clinic_dr", "clinic_care")
    content = caution + workup + A_DRIVER
    assert settled_with(content + "".join(cases_for(rule, ABSENT, NORMAL) for rule in rules)).problems == ()
    wrong = settled_with(content + "".join(cases_for(rule, NORMAL, ABSENT) for rule in rules)).problems
    assert [problem.path.split(": ")[1] for problem in wrong] == [rule for rule in rules for _ in (1, 2)]


def test_a_band_fires_beside_its_item():
    both = A_NUMBER + A_BAND
    cases = "".join(
        cases_for(rule, "{ clinic_steps = 9 }", "{ clinic_steps = 10 }") for rule in ("clinic_steps", "clinic_band")
    )
    assert settled_with(both + cases).problems == ()


# No flag of the program is silenced


@cache
def shared_cases() -> tuple[Case, ...]:
    lines = (line for path in sorted(CASES.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(read_case(json.dumps(json.loads(line)["case"]).encode(), ours().knowledge) for line in lines)


@cache
def flags_of_ours() -> tuple[frozenset[str], ...]:
    return tuple(flags_in(engine(), case) for case in shared_cases())


def flags_in(engine: Engine, case: Case) -> frozenset[str]:
    return frozenset(flag.id for flag in assess_core(engine, case).red_flags)


FINDINGS = sorted(
    f"{item.id}:{option.value}" for item in ours().knowledge.items for option in item.options if option.cls.value == "A"
)
CONDITIONS = st.lists(st.sampled_from(FINDINGS), min_size=1, max_size=3).map(" OR ".join)


@st.composite
def clinic_files(draw) -> str:
    """Files that may do whatever a clinic may: strong patterns, traps that cap every place, lines, tests, flags."""
    pattern, trap, line, flag = (draw(CONDITIONS) for _ in range(4))
    strength = draw(st.sampled_from(["pathognomonic", "strong"]))
    flag_id = draw(st.sampled_from(["clinic_rf", "rf_door", "rf_seizure_ongoing"]))
    rows = [
        A_PATTERN.replace('["rl_placing:absent"]', f'["{pattern}"]').replace('"strong"', f'"{strength}"'),
        a_row("trap", id='"clinic_trap"', when=f'"{trap}"', says='"Look again"', caps='["*"]', **SIGNED),
        a_row("urgency_rule", id='"u100"', level='"soon"', says='"x"', when=f'"{line}"', **SIGNED),
        a_flag(flag_id, when=flag),
    ]
    fired = {"clinic_zebra": pattern, "clinic_trap": trap, "u100": line, flag_id: flag}
    return "".join(rows) + "".join(cases_for(rule, _answers(when), "{}") for rule, when in fired.items())


def _answers(condition: str) -> str:
    item_id, value = condition.split(" OR ")[0].split(":")
    item = next(item for item in ours().knowledge.items if item.id == item_id)
    return f'{{ {item_id} = ["{value}"] }}' if item.kind.value == "multi" else f'{{ {item_id} = "{value}" }}'


@settings(max_examples=settings.default.max_examples // 30)  # each is a whole clinic, tried on every shared dog
@given(clinic_files())
def test_no_file_of_a_clinic_silences_a_flag_of_the_program(content):
    found = settled_with(content)
    assert bool(found.problems) == (found.files == ())
    with_theirs = Engine(found.knowledge)
    for case, flags in zip(shared_cases(), flags_of_ours(), strict=True):
        assessed = assess_core(with_theirs, case)
        assert flags <= {flag.id for flag in assessed.red_flags}
        levels = {flag.level for flag in assessed.red_flags}
        assert assessed.urgency == "emergency" or "red" not in levels
        assert assessed.urgency in ("urgent", "emergency") or "amber" not in levels


def test_rules_of_the_example_change_nothing_for_dogs_they_do_not_speak_of():
    with_theirs = Engine(settled_with(the_example() + A_SIGN).knowledge)
    for case in shared_cases():
        one, other = assess_core(engine(), case), assess_core(with_theirs, case)
        assert (one.red_flags, one.urgency, one.localisation) == (other.red_flags, other.urgency, other.localisation)
        assert [workup.id for workup in one.workups] == [workup.id for workup in other.workups]
