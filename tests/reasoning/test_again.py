"""Working out only what an answer touches gives what working out everything gives."""

from hypothesis import given
from hypothesis import strategies as st

from intake.knowledge.loader import load
from intake.reasoning.again import Known, again
from intake.reasoning.assess import assess_core, reckon
from intake.reasoning.classes import noted_signs
from intake.reasoning.engine import Engine
from intake.reasoning.facts import recorded
from intake.reasoning.red_flags import firing
from tests.reasoning.conftest import KNOWLEDGE
from tests.reasoning.dogs import a_case, places_in, workups_in
from tests.reasoning.records import Records

ENGINE = Engine(load(KNOWLEDGE))
RECORDS = Records(ENGINE.knowledge)


def known(told):
    rules, case = ENGINE.rules, reckon(ENGINE.rules, told)
    return Known(told, case, firing(rules.flags, case.reading), noted_signs(rules.classes, case.reading))


@given(RECORDS.any(), RECORDS.some(3), st.randoms(use_true_random=False))
def test_other_answers_rank_the_tests_as_a_new_record_with_them_does(answers, others, random):
    left = {item: answer for item, answer in answers.items() if random.random() < 0.9}
    before = a_case(ENGINE.knowledge, answers)
    after = a_case(ENGINE.knowledge, left | others)
    told = recorded(ENGINE.rules.facts, after)
    found = again(ENGINE.rules.again, known(recorded(ENGINE.rules.facts, before)), told)
    whole = assess_core(ENGINE, after)
    assert [*found.workups] == workups_in(whole)
    assert [*found.places] == places_in(whole)
