"""Follow-up questions are asked when the answers call for them."""

import pytest

from intake.app.questions import questions_of
from intake.domain.cases import Case, CasePatient
from tests import builders


@pytest.fixture(scope="module")
def questions():
    return questions_of(builders.engine())


def test_every_follow_up_is_hidden_or_asked_by_what_was_answered(questions):
    nothing = questions.relevant(Case())
    assert nothing < set(questions.conditions)
    toxin = questions.relevant(Case(answers={"hx_toxin_exposure": "suspected"}))
    assert "hx_toxin_type" in toxin - nothing


def test_questions_without_a_condition_are_not_listed(questions):
    assert "hx_complaint" not in questions.conditions
    assert set(questions.conditions) == {item.id for item in builders.knowledge().items if item.asked_when}


def test_sex_given_at_registration_counts_until_somebody_answers(questions):
    registered = CasePatient(sex="female_intact")
    assert "sig_repro" in questions.relevant(Case(patient=registered))
    answered = Case(patient=registered, answers={"sig_sex": "male_intact"})
    assert "sig_repro" not in questions.relevant(answered)
