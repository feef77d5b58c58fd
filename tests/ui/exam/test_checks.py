"""Each check as it stands, worked out from the record."""

import msgspec
import pytest

from intake.app.boards import ExamFile
from intake.domain.cases import Case, SidedAnswer
from intake.domain.staff import Role
from intake.knowledge.conditions import parse
from intake.reasoning.assess import assess_core
from intake.reasoning.engine import Engine
from intake.ui.exam.body import body_states
from intake.ui.exam.checks import checks_of, pages_of
from intake.ui.widgets.states import State
from tests.reports.records import in_the_clinic
from tests.ui.real_clinic import engine


def state_of_temperature(rules: Engine, degrees: float) -> State:
    case = Case({"pe_temp_c": degrees})
    file = ExamFile(in_the_clinic(case), rules, assess_core(rules, case))
    return checks_of(file, Role.TECHNICIAN, [rules.items["pe_temp_c"]])["pe_temp_c"].state


@pytest.mark.parametrize(("degrees", "state"), [(38.5, State.NORMAL), (39.4, State.TO_JUDGE), (41.5, State.ABNORMAL)])
def test_a_number_is_shown_as_the_rules_class_it(degrees, state):
    assert state_of_temperature(engine(), degrees) is state


def test_a_number_without_a_usual_range_for_this_dog_is_noted_and_never_normal():
    knowledge = engine().knowledge
    puppies_only = tuple(
        msgspec.structs.replace(band, applies=parse("sig_age_months<1")) if band.item == "pe_temp_c" else band
        for band in knowledge.bands
    )
    rules = Engine(msgspec.structs.replace(knowledge, bands=puppies_only))
    assert state_of_temperature(rules, 41.5) is State.NOTED


def body(answers: dict[str, object]) -> dict[str, State]:
    rules, case = engine(), Case(answers)
    file = ExamFile(in_the_clinic(case), rules, assess_core(rules, case))
    pages = pages_of(rules.knowledge)
    checks = checks_of(file, Role.TECHNICIAN, [item for page in pages for item in page.items])
    return {part: state for part, state in body_states(pages, checks).items() if state is not State.TO_DO}


def test_findings_about_the_whole_dog_colour_no_part():
    assert body({"pe_temp_c": 41.5, "pe_mm_colour": "pale", "gait_ambulation": "ambulatory_falls"}) == {}


def test_gait_colours_the_legs_its_answers_name():
    hind = {"rear_left": State.ABNORMAL, "rear_right": State.ABNORMAL}
    assert body({"gait_limbs": "both_hind", "gait_ataxia": "proprioceptive"}) == hind
    assert body({"gait_knuckling": SidedAnswer({"LF": "frequent"})}) == {"front_left": State.ABNORMAL}


def test_shaking_colours_where_it_was_seen():
    assert body({"mov_distribution": ("hind_left", "trunk")}) == {
        "rear_left": State.ABNORMAL,
        "torso": State.ABNORMAL,
    }


def test_a_part_is_normal_only_by_the_checks_of_its_own_page():
    assert body({"gait_limbs": "none", "pe_paw_temp": SidedAnswer({"LH": "warm"}), "pe_abdomen": ("normal",)}) == {}
    assert body({"rl_hopping": SidedAnswer({"LH": "normal"})}) == {"rear_left": State.PART}
    tail = {item.id: item.normal for item in engine().knowledge.items if item.region == "tail"}
    assert body(tail) == {"tail": State.NORMAL}
