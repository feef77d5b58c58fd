import pytest

from intake.reasoning.assess import assess, assess_core, if_this_were_wrong, with_would_change
from intake.reasoning.would_change import change_of
from tests.reasoning.dogs import BACK, workups_in


@pytest.mark.parametrize(
    ("then", "effect"),
    [
        (("a", "b", "c"), None),
        (("a", "c"), ("drops", None)),
        (("b", "a", "c"), None),
        (("a", "c", "b"), ("is overtaken by", "c")),
        (("a", "x", "b", "c"), ("is overtaken by", "x")),
        (("b", "c", "a"), None),
    ],
)
def test_a_test_drops_or_is_overtaken(then, effect):
    assert change_of("b", ("a", "b", "c"), then) == effect


def test_every_change_comes_true_when_the_answer_is_recorded(vet):
    dog = {key: value for key, value in BACK.items() if key not in ("torso_ctr", "rl_patellar")}
    assessment = vet.sees_all(dog)
    now = tuple(workups_in(assessment))
    found = 0
    for workup in assessment.workups:
        assert len(workup.would_change) <= 3
        for change in workup.would_change:
            found += 1
            answered: dict = {}
            for answer in change.answers:
                is_multi = vet.engine.items[answer.item].kind == "multi"
                value = [answer.value] if is_multi else answer.value
                if answer.site is None:
                    answered[answer.item] = value
                else:
                    answered.setdefault(answer.item, {})[answer.site] = value
            then = tuple(workups_in(vet.sees(dog, answered)))
            assert change_of(workup.id, now, then) == (change.effect, change.other)
    assert found


def test_pairs_are_tried_only_when_no_single_answer_moves_the_first_tests(vet):
    for dog in (BACK, {"head_tilt": "left"}, {"hx_vomiting": "repeated"}):
        assessment = vet.sees_all(dog)
        items = {
            len({answer.item for answer in change.answers})
            for workup in assessment.workups
            for change in workup.would_change
        }
        first = [change for workup in assessment.workups[:3] for change in workup.would_change]
        if 2 in items:
            assert all(len({answer.item for answer in change.answers}) == 2 for change in first)


def test_the_whole_assessment_is_the_core_with_checks_and_changes(vet):
    case = vet.case(BACK)
    core, whole = assess_core(vet.engine, case), assess(vet.engine, case)
    assert core.next_checks == ()
    assert all(workup.would_change == () for workup in core.workups)
    assert with_would_change(vet.engine, case, core).workups == whole.workups
    assert whole.localisation == core.localisation


def test_taking_an_answer_back_shows_what_hangs_on_it(vet):
    found = if_this_were_wrong(vet.engine, vet.case(BACK))
    assert set(found) <= set(BACK)
    for item, then in found.items():
        rest = {key: value for key, value in BACK.items() if key != item}
        assert list(then) == workups_in(vet.sees(rest))
