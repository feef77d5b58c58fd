"""What every next check and every change promises, over records made at random."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.knowledge.loader import load
from intake.knowledge.model import Who
from intake.reasoning.assess import assess, assess_core, next_checks, reckon
from intake.reasoning.engine import Engine
from intake.reasoning.facts import recorded, with_answer
from intake.reasoning.next_check import best_checks
from intake.reasoning.would_change import change_of
from tests.reasoning.conftest import KNOWLEDGE
from tests.reasoning.dogs import a_case, workups_in
from tests.reasoning.records import Records

ENGINE = Engine(load(KNOWLEDGE))
RULES = ENGINE.rules
RECORDS = Records(ENGINE.knowledge)
NAMES = {region.id: region.name for region in ENGINE.knowledge.regions}
FEW = settings(max_examples=settings.default.max_examples // 4)


def case_of(answers):
    return a_case(ENGINE.knowledge, answers)


def reckoned(answers):
    told = recorded(RULES.facts, case_of(answers))
    return told, reckon(RULES, told)


def given_again(change) -> dict:
    """The answers of a change as a case file has them."""
    found: dict = {}
    for answer in change.answers:
        value = [answer.value] if ENGINE.items[answer.item].kind == "multi" else answer.value
        if answer.site is None:
            found[answer.item] = value
        else:
            found.setdefault(answer.item, {})[answer.site] = value
    return json.loads(json.dumps(found))


@FEW
@given(RECORDS.any(), st.booleans())
def test_a_check_is_open_allowed_for_the_person_and_behind_no_closed_gate(answers, for_veterinarian):
    _, case = reckoned(answers)
    found = next_checks(ENGINE, case_of(answers), for_veterinarian=for_veterinarian)
    assert len(found) <= RULES.constants.check_shown_most
    for check in found:
        rule = RULES.texts.checks[check.item]
        assert check.item not in answers
        assert for_veterinarian or rule.item.who is not Who.VETERINARIAN, check.item
        assert not any(gate.holds(case.reading.truths) for gate in rule.gates), check.item
        assert check.value_of >= 0.03 or check.item in {item for trap in case.threats for item in trap.trap.next_checks}


@FEW
@given(RECORDS.any())
def test_a_check_says_which_place_each_answer_would_put_first(answers):
    told, case = reckoned(answers)
    shown = {check.item: check for check in next_checks(ENGINE, case_of(answers))}
    for check in best_checks(RULES.next, told, case, 10, for_veterinarian=False):
        says = [one.says for one in shown[check.rule.item.id].outcomes] if check.rule.item.id in shown else []
        if not says:  # not among the first, or asked for by a trap, which says why
            continue
        assert len(says) >= len(check.outcomes)
        for outcome in check.outcomes:
            then = reckon(RULES, with_answer(told, check.rule.item.id, outcome.sites))
            if then.stand.parts == case.stand.parts:  # a pattern's part is only known once the answer is recorded
                first = NAMES[then.listed[0].id] + " would come first" if then.listed else "no place could be named yet"
                assert first in says


@FEW
@given(RECORDS.any())
def test_checks_stand_by_worth_for_their_cost_and_none_repeats_what_better_ones_tell(answers):
    told, case = reckoned(answers)
    asked = {item for trap in case.threats for item in trap.trap.next_checks}
    checks = best_checks(RULES.next, told, case, 400, for_veterinarian=False)
    worth = [check.value / check.rule.cost for check in checks]
    assert worth == sorted(worth, reverse=True)
    seen: set[int] = set()
    for check in checks:
        assert check.rule.item.id in asked or not check.changes <= seen
        seen |= check.changes


@settings(max_examples=settings.default.max_examples // 10)
@given(RECORDS.dogs())
def test_every_change_comes_true_and_pairs_come_only_where_single_answers_do_nothing(answers):
    assessment = assess(ENGINE, case_of(answers))
    now = tuple(workups_in(assessment))
    first = [change for workup in assessment.workups[:3] for change in workup.would_change]
    has_single = any(len({one.item for one in change.answers}) == 1 for change in first)
    for workup in assessment.workups:
        assert len(workup.would_change) <= RULES.constants.change_each_most
        for change in workup.would_change:
            assert len({one.item for one in change.answers}) == 1 or not has_single
            then = tuple(workups_in(assess_core(ENGINE, case_of(answers | given_again(change)))))
            assert change_of(workup.id, now, then) == (change.effect, change.other)
