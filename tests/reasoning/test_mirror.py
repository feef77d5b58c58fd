"""Left is to the engine what right is."""

import json
import re

from hypothesis import given, settings

from intake.knowledge.conditions import unparse
from intake.knowledge.loader import load
from intake.reasoning.as_json import as_json
from intake.reasoning.assess import assess, assess_core
from intake.reasoning.engine import Engine
from tests.reasoning.conftest import KNOWLEDGE
from tests.reasoning.dogs import a_case, shared_rows
from tests.reasoning.mirror import SITES, Mirror, conditions_in
from tests.reasoning.records import Records

ENGINE = Engine(load(KNOWLEDGE))
MIRROR = Mirror(ENGINE.knowledge)
RECORDS = Records(ENGINE.knowledge)
A_SIDE = re.compile(r"(?<![a-z])(left|right|[lr][fh]?)(?![a-z])", re.IGNORECASE)
NOT_A_SIDE = {"L", "R"}


def seen(answers, look=assess_core):
    return json.loads(json.dumps(as_json(look(ENGINE, a_case(ENGINE.knowledge, answers)))))


def test_every_answer_that_names_a_side_has_its_mirror_and_no_other_has():
    for item in ENGINE.knowledge.items:
        assert {SITES[site] for site in item.sites} == set(item.sites)
        for option in item.options:
            sides = A_SIDE.findall(f"{option.value.replace('_', ' ')} {option.label}")
            names = [side for side in sides if len(side) > 2]
            assert bool(option.mirror) == bool(names), (item.id, option.value)


def test_every_condition_of_the_knowledge_treats_both_sides_alike():
    found = conditions_in(ENGINE.knowledge)
    assert len(found) > 800
    uneven = []
    for path, conditions in found:
        together = conditions if isinstance(conditions, tuple) else (conditions,)
        here, there = ({MIRROR.condition(one, mirrored=way) for one in together} for way in (False, True))
        if here != there:
            uneven.append((path, [unparse(one) for one in together]))
    assert uneven == []


def is_mirrored(answers, look=assess_core):
    here, there = seen(answers, look), seen(MIRROR.answers(answers), look)
    for part, found in MIRROR.assessment(here, mirrored=True).items():
        assert MIRROR.assessment(there, mirrored=False)[part] == found, part


@given(RECORDS.any())
def test_a_dog_in_the_mirror_has_the_mirrored_assessment(answers):
    is_mirrored(answers)


@settings(max_examples=settings.default.max_examples // 10)
@given(RECORDS.any(25))
def test_so_have_its_checks_and_what_would_change_its_tests(answers):
    is_mirrored(answers, assess)


def test_the_dogs_we_know_are_mirrored(rounds):
    rows = shared_rows()
    for _, row in rows[:: rounds(4, 1)]:
        is_mirrored(row["case"]["answers"])
