"""The board never loses what an earlier exam of the visit found."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.app import boards, exam_room, front_desk, rechecks, safety, staff, standing
from intake.app.exam_room import Entry, Given
from intake.app.front_desk import NewDog
from intake.app.rechecks import NewPlan
from intake.app.whole_visit import newest_answers
from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.domain.exams import standing_rows
from intake.domain.staff import Role
from intake.domain.visits import UrgencyLevel
from intake.knowledge.model import Kind
from tests.builders import PIN, Clock, a_clinic, an_answer, engine, knowledge

LEFT_OUT = NoValue(Missing.UNABLE, WhyMissing.PAIN)
LOUD = (
    "pe_temp_c", "pe_resp_effort", "pe_mm_colour", "head_mentation", "gait_ambulation", "gait_paresis_hind", "mov_class",
    "anus_bladder", "rl_pain_deep", "pe_femoral_pulse", "cn_pupil_size", "torso_spinal_step", "pe_hr", "cn_swallow",
)  # fmt: skip
ITEMS = [item for item in knowledge().items if item.id in LOUD]


def _places(item):
    return item.sites or (None,)


def _values(item):
    if item.kind is Kind.NUM:
        return st.sampled_from((35.0, 38.5, 41.6)) if item.id == "pe_temp_c" else st.sampled_from((40.0, 100.0, 240.0))
    return st.sampled_from([option.value for option in item.options])


@st.composite
def exams(draw):
    """Answers of a first exam, and which of its checks a recheck asks again without a value."""
    asked = draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=6, unique_by=lambda item: item.id))
    given = [Given(item.id, site, draw(_values(item))) for item in asked for site in _places(item)]
    again = draw(st.lists(st.sampled_from(given), max_size=4, unique_by=lambda one: (one.item, one.site)))
    kept = {(one.item, one.site): draw(st.sampled_from((one.answer, LEFT_OUT, None))) for one in again}
    return given, [Given(item, site, answer) for (item, site), answer in kept.items()]


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(exams())
def test_a_recheck_that_finds_nothing_new_takes_no_flag_off_and_never_lowers_the_urgency(both):
    first, again = both
    with TemporaryDirectory() as folder, ExitStack() as open_things:
        clock = Clock()
        clinic = open_things.enter_context(a_clinic(Path(folder), clock))
        vet = staff.add(clinic, "Robin Sample", Role.VETERINARIAN, PIN, by=None)
        dog = front_desk.register(clinic, NewDog("Maple", owner_name="P. Sampleton"), by=vet.id)
        visit = front_desk.open_visit(clinic, dog.id, by=vet.id).id
        _record(clinic, exam_room.open_exam(clinic, visit, by=vet.id).id, first, vet)
        before = _board(clinic, visit)
        plan = NewPlan("Check", 60, tuple(dict.fromkeys(one.item for one in first)), clock() + timedelta(hours=1))
        rechecks.plan(clinic, visit, plan, by=vet.id)
        clock.pass_by(minutes=5)
        exam = rechecks.start(clinic, visit, by=vet.id).exam

        assert _board(clinic, visit) == before
        _record(clinic, exam, again, vet)
        assert _board(clinic, visit) == before


def _record(clinic, exam, given, vet):
    guards = {rule for one in given for rule in engine().items[one.item].safety_rules}
    for rule in (rule for rule in knowledge().safety_rules if rule.id in guards):
        safety.answer_gate(clinic, exam, rule.id, is_safe=True, by=vet.id)
    if given:
        exam_room.record_all(clinic, exam, tuple(given), Entry(vet.id))


def _board(clinic, visit):
    file = standing.refresh(clinic, visit)
    shown = file.record.visit
    flags = {flag.id for flag in (*file.assessment.red_flags, *file.visit_flags)}
    return list(UrgencyLevel).index(shown.urgency), shown.untold_flags, flags


def _newest(*exams_of_rows):
    standings = [standing_rows(an_answer(*row) for row in rows) for rows in exams_of_rows]
    return {(row.item, row.site): row.answer for row in newest_answers(engine(), standings)}


def test_a_later_value_replaces_the_one_before_at_its_side_only():
    first = [("rl_patellar", "r3", "LH"), ("rl_patellar", "r4", "RH")]

    assert _newest(first, [("rl_patellar", "r2", "LH")]) == {("rl_patellar", "LH"): "r2", ("rl_patellar", "RH"): "r4"}


def test_no_value_for_all_sides_keeps_what_each_side_had():
    assert _newest([("rl_patellar", "r3", "LH")], [("rl_patellar", LEFT_OUT)]) == {
        ("rl_patellar", "LH"): "r3",
        ("rl_patellar", "RH"): LEFT_OUT,
    }


def test_a_value_replaces_no_value_and_no_value_the_reason_before():
    other = NoValue(Missing.NOT_DONE, WhyMissing.UNSAFE)

    assert _newest([("tail_tone", LEFT_OUT)], [("tail_tone", "flaccid")]) == {("tail_tone", None): "flaccid"}
    assert _newest([("tail_tone", LEFT_OUT)], [("tail_tone", other)]) == {("tail_tone", None): other}


def test_what_the_rules_no_longer_ask_is_left_out():
    assert _newest([("tail_gone", "yes")]) == {}


def test_one_exam_says_it_all_by_itself(tmp_path):
    with a_clinic(tmp_path) as clinic:
        vet = staff.add(clinic, "Robin Sample", Role.VETERINARIAN, PIN, by=None)
        dog = front_desk.register(clinic, NewDog("Maple", owner_name="P. Sampleton"), by=vet.id)
        visit = front_desk.open_visit(clinic, dog.id, by=vet.id).id
        exam_room.open_exam(clinic, visit, by=vet.id)
        file = boards.exam_file(clinic, visit)

        assert (file.whole, file.visit_flags) == (None, ())
