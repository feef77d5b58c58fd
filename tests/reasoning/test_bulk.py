"""What is set to normal in bulk cannot hide anything that has to be called for."""

import pytest

from intake.domain.cases import Case, SidedAnswer
from intake.knowledge.checks.items import raising_items
from intake.knowledge.model import AnswerClass, Item, Kind
from intake.reasoning.assess import assess_core
from tests.ui.real_clinic import engine

KNOWLEDGE = engine().knowledge
IN_BULK = [item for item in KNOWLEDGE.items if item.bulk_ok]


def answered(item: Item, value: str) -> Case:
    """A dog of which only this is known, on every side."""
    answer = (value,) if item.kind is Kind.MULTI else value
    return Case({item.id: SidedAnswer(dict.fromkeys(item.sites, answer)) if item.sites else answer})


def test_no_check_set_in_bulk_stands_in_the_conditions_of_a_flag():
    raising = raising_items(KNOWLEDGE.red_flags, KNOWLEDGE.names)
    assert len(raising) > 20
    assert not raising & {item.id for item in IN_BULK}


@pytest.mark.parametrize("item", IN_BULK, ids=lambda item: item.id)
def test_no_finding_of_a_check_set_in_bulk_raises_a_flag_or_an_emergency_by_itself(item):
    for option in item.options:
        assessment = assess_core(engine(), answered(item, option.value))
        assert not assessment.red_flags
        assert assessment.urgency != "emergency", option.value


def test_what_is_set_in_bulk_is_a_technicians_check_with_one_normal_value():
    for item in IN_BULK:
        normal = next(option for option in item.options if option.value == item.normal)
        assert normal.cls is AnswerClass.NORMAL
        assert item.who in ("C", "T")
