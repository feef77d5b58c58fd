import pytest

from intake.knowledge.conditions import AllOf, AnyOf, Compare, Finding, Name, Not, StateIs
from intake.knowledge.model import SignName
from intake.reasoning.assessment import Evidence
from intake.reasoning.matching import Compiler, findings, read

SLOW = Finding("rl_paw_replacement", ("delayed", "absent"))
FAST = Compare("pe_hr", ">", 140)


@pytest.fixture
def ask(engine):
    """Compiles a condition and asks it of facts: whether it holds, and the findings."""

    def asked(condition, facts):
        compiler = Compiler(engine.items)
        compiler.name(SignName(id="slow", means="", when=SLOW))
        test = compiler.compile(condition)
        reading = read(compiler.reader, facts)
        holds = test.holds(reading.truths)
        if holds and test.needs:
            assert not test.needs.isdisjoint(reading.truths)
        return holds, findings(compiler.reader, reading, test) if holds else ()

    return asked


def paws(**sides):
    return {"rl_paw_replacement": sides}


@pytest.mark.parametrize(
    ("site", "sides", "holds"),
    [
        (None, {"LH": "delayed", "RH": "normal"}, True),
        (None, {"LH": "normal", "RH": "normal"}, False),
        ("both", {"LH": "delayed", "RH": "absent"}, True),
        ("both", {"LH": "delayed", "RH": "normal"}, False),
        ("both", {"LH": "delayed"}, True),  # judged on the recorded side alone
        ("asym", {"LH": "delayed", "RH": "normal"}, True),
        ("asym", {"LH": "delayed", "RH": "absent"}, False),
        ("asym", {"LH": "delayed"}, False),
        ("LH", {"LH": "delayed", "RH": "normal"}, True),
        ("LH", {"RH": "delayed"}, False),
    ],
)
def test_a_bracket_asks_for_sides(ask, site, sides, holds):
    found, _ = ask(Finding("rl_paw_replacement", ("delayed", "absent"), site), paws(**sides))
    assert found == holds


@pytest.mark.parametrize(("op", "holds"), [(">", False), (">=", True), ("<", False), ("<=", True)])
def test_numbers_compare(ask, op, holds):
    assert ask(Compare("pe_hr", op, 140), {"pe_hr": {None: 140}})[0] == holds


def test_nothing_recorded_matches_nothing(ask):
    for condition in (SLOW, FAST, Name("slow"), AllOf((SLOW, FAST)), AnyOf((SLOW, FAST)), StateIs("limbs", "four")):
        assert ask(condition, {}) == (False, ())


def test_not_is_true_of_what_is_not_recorded_and_names_no_finding(ask):
    assert ask(Not(SLOW), {}) == (True, ())
    assert ask(Not(SLOW), paws(LH="delayed")) == (False, ())
    assert ask(AllOf((FAST, Not(SLOW))), {"pe_hr": {None: 200}}) == (True, (Evidence("pe_hr", None, 200),))


def test_findings_are_those_of_every_matching_part_in_exam_order_and_once(ask):
    facts = {"pe_hr": {None: 200}} | paws(RH="absent", LH="delayed")
    holds, found = ask(AnyOf((SLOW, Name("slow"), FAST, Finding("head_tilt", ("left",)))), facts)
    assert holds
    assert found == (
        Evidence("pe_hr", None, 200),
        Evidence("rl_paw_replacement", "LH", "delayed"),
        Evidence("rl_paw_replacement", "RH", "absent"),
    )


def test_of_ticked_options_only_the_matching_ones_are_findings(ask):
    facts = {"hx_urination": {None: ("straining", "blood", "increased")}}
    _, found = ask(Finding("hx_urination", ("blood", "straining")), facts)
    assert found == (Evidence("hx_urination", None, "straining"), Evidence("hx_urination", None, "blood"))


def test_one_alternative_without_findings_needs_nothing(engine):
    compiler = Compiler(engine.items)
    assert compiler.compile(AnyOf((SLOW, Not(FAST)))).needs == frozenset()
    assert compiler.compile(AllOf((Not(FAST), SLOW))).needs == compiler.compile(SLOW).needs


def test_no_rule_speaks_without_a_recorded_finding(engine):
    rules = engine.rules
    tests = [state.test for state in rules.texts.signs.states]
    tests += [flag.test for flag in rules.flags] + [trap.test for trap in rules.traps]
    tests += [test for _, test in rules.urgency.when] + [driver.test for driver in rules.workups.wants.drivers]
    tests += [test for pattern in rules.patterns for row in pattern.rows for test in row.alternatives]
    assert len(tests) > 600
    assert all(test.needs for test in tests)
