"""Each check as it stands, worked out from the record."""

import msgspec
import pytest

from intake.app.boards import ExamFile
from intake.domain.cases import Case
from intake.domain.staff import Role
from intake.knowledge.conditions import parse
from intake.reasoning.assess import assess_core
from intake.reasoning.engine import Engine
from intake.ui.exam.checks import checks_of
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
