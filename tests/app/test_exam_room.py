"""Recording: every answer is one commit, and nothing is read as normal that nobody said."""

from dataclasses import replace

import pytest

from intake.app import boards, exam_room, front_desk, gates, review, safety, standing
from intake.app.exam_room import Entry, Given
from intake.domain.cases import Missing, NoValue, SidedAnswer, WhyMissing
from intake.domain.errors import BadInput, ChangedElsewhere, NotAllowed, NotFound
from intake.domain.exams import AnswerSource
from intake.domain.visits import VisitStatus
from tests import builders
from tests.builders import PIN

NOT_STILL = NoValue(Missing.UNABLE, WhyMissing.NOT_STILL)
UNSAFE = NoValue(Missing.NOT_DONE, WhyMissing.UNSAFE)


def answers(room, ordinal=None):
    return dict(boards.exam_file(room.clinic, room.visit.id, ordinal).record.case.answers)


def rows(room, item):
    return boards.exam_file(room.clinic, room.visit.id).record.rows[item]


def test_the_first_exam_starts_with_the_complaint_told_at_booking(room):
    exam = room.exam()
    assert room.exam() == exam
    assert answers(room) == {"hx_complaint": "trembles at her bowl"}
    assert rows(room, "hx_complaint")[None].by == room.desk.id
    assert exam.knowledge_digest == builders.knowledge().digest
    assert exam.examined_on == room.clinic.calendar.today()


def test_an_exam_without_a_complaint_starts_empty(room):
    with room.clinic.store.work() as work:
        work.save(replace(room.visit, complaint=""))
        work.commit()
    room.exam()
    assert answers(room) == {}


def test_no_exam_of_a_visit_that_is_not_there(room):
    with pytest.raises(NotFound):
        exam_room.open_exam(room.clinic, "ghost", by=None)
    with pytest.raises(NotFound):
        exam_room.another_exam(room.clinic, "ghost", by=room.technician.id)
    with pytest.raises(NotFound):
        safety.clear_vet_first(room.clinic, "ghost", room.vet.id, PIN)


def test_an_answer_is_there_when_recording_returns(room):
    change = room.record("cn_menace", "present", "L")
    assert (change.items, change.visit, change.exam) == (("cn_menace",), room.visit.id, room.exam().id)
    assert answers(room)["cn_menace"] == SidedAnswer({"L": "present"})
    room.record("cn_menace", NOT_STILL, "R")
    assert answers(room)["cn_menace"] == SidedAnswer({"L": "present", "R": NOT_STILL})
    assert "answer" in room.audit(f"exam:{room.exam().id}")


def test_who_made_it_when_and_who_said_it_are_kept(room):
    made_at = room.clock.time
    room.record("pe_temp_c", 38.6, made_at=made_at, said_by=room.vet.id)
    row = rows(room, "pe_temp_c")[None]
    assert (row.by, row.said_by, row.made_at, row.source) == (room.technician.id, room.vet.id, made_at, "person")
    assert row.entered_at > made_at


def test_ticked_options_stand_in_the_items_own_order(room):
    room.record("hx_urination", ("none_12h", "reduced"))
    assert answers(room)["hx_urination"] == ("reduced", "none_12h")


@pytest.mark.parametrize(
    ("item", "site", "answer", "words"),
    [
        ("no_such", None, "x", "no such check"),
        ("cn_menace", "L", "sometimes", "is not one of"),
        ("cn_menace", "LH", "present", "is not a side of cn_menace; expected L R"),
        ("cn_menace", None, "present", "say which side"),
        ("pe_temp_c", None, 20.0, "outside the plausible range, 30 to 44"),
        ("pe_temp_c", None, "warm", "expected a number"),
        ("hx_urination", None, ("normal", "blood"), "excludes every other"),
        ("hx_complaint", None, " ", "says nothing"),
    ],
)
def test_an_answer_that_the_item_does_not_take_is_refused(room, item, site, answer, words):
    before = answers(room) if room.exam() else {}
    with pytest.raises(BadInput, match=words):
        room.record(item, answer, site)
    assert answers(room) == before


def test_of_several_answers_all_are_stored_or_none(room):
    exam = room.exam().id
    entry = Entry(room.technician.id)
    wrong = (Given("pe_hr", None, 90), Given("pe_rr", None, "fast"), Given("nothing", None, 1))
    with pytest.raises(BadInput) as refusal:
        exam_room.record_all(room.clinic, exam, wrong, entry)
    assert [problem.path for problem in refusal.value.problems] == ["answers.pe_rr", "answers.nothing"]
    assert "pe_hr" not in answers(room)
    exam_room.record_all(room.clinic, exam, (wrong[0], Given("pe_rr", None, 22)), entry)
    assert (answers(room)["pe_hr"], answers(room)["pe_rr"]) == (90, 22)


def test_an_answer_is_taken_back_and_is_to_do_again(room):
    room.record("pe_hr", 90)
    room.record("pe_hr", None)
    assert "pe_hr" not in answers(room)


# Undo and redo


def test_undo_puts_back_what_stood_and_redo_the_answer(room):
    room.record("pe_hr", 90)
    change = room.record("pe_hr", 140)
    undone = exam_room.put_back(room.clinic, room.exam().id, change.undo, by=room.technician.id)
    assert answers(room)["pe_hr"] == 90
    assert rows(room, "pe_hr")[None].source is AnswerSource.UNDO
    room.clock.pass_by(seconds=5)
    exam_room.put_back(room.clinic, room.exam().id, undone.undo, by=room.technician.id)
    assert answers(room)["pe_hr"] == 140


def test_undo_of_a_first_answer_is_to_do_again(room):
    change = room.record("cn_menace", "present", "L")
    exam_room.put_back(room.clinic, room.exam().id, change.undo, by=room.technician.id)
    assert "cn_menace" not in answers(room)


def test_undo_of_not_examined_brings_every_side_back(room):
    room.record("cn_menace", "present", "L")
    room.record("cn_menace", "absent", "R")
    change = room.record("cn_menace", UNSAFE)
    assert answers(room)["cn_menace"] == UNSAFE
    exam_room.put_back(room.clinic, room.exam().id, change.undo, by=room.technician.id)
    assert answers(room)["cn_menace"] == SidedAnswer({"L": "present", "R": "absent"})


def test_a_side_answered_later_leaves_the_other_side_not_examined(room):
    room.record("cn_menace", UNSAFE, by=room.vet.id)
    whole = rows(room, "cn_menace")[None]
    room.record("cn_menace", "present", "L")
    assert answers(room)["cn_menace"] == SidedAnswer({"R": UNSAFE, "L": "present"})
    kept = rows(room, "cn_menace")["R"]
    assert (kept.made_at, kept.said_by, kept.by) == (whole.made_at, room.vet.id, room.technician.id)


def test_both_sides_answered_at_once_replace_the_whole_not_examined(room):
    room.record("cn_menace", UNSAFE)
    both = (Given("cn_menace", "L", "present"), Given("cn_menace", "R", "absent"))
    exam_room.record_all(room.clinic, room.exam().id, both, Entry(room.technician.id))
    assert answers(room)["cn_menace"] == SidedAnswer({"L": "present", "R": "absent"})


def test_undo_of_a_side_brings_the_whole_not_examined_back(room):
    room.record("cn_menace", UNSAFE)
    change = room.record("cn_menace", "present", "L")
    redo = exam_room.put_back(room.clinic, room.exam().id, change.undo, by=room.technician.id)
    assert answers(room)["cn_menace"] == UNSAFE
    exam_room.put_back(room.clinic, room.exam().id, redo.undo, by=room.technician.id)
    assert answers(room)["cn_menace"] == SidedAnswer({"R": UNSAFE, "L": "present"})


def test_undo_in_a_further_exam_knows_nothing_of_the_first_exams_checks(room):
    room.record("pe_hr", 90)
    room.exam()
    second = exam_room.another_exam(room.clinic, room.visit.id, by=room.technician.id)
    both = (Given("hx_onset", None, "acute"), Given("pe_hr", None, 120))
    change = exam_room.record_all(room.clinic, second.id, both, Entry(room.technician.id))
    undo(room, change)
    assert answers(room) == {"hx_complaint": "trembles at her bowl"}


def undo(room, change, by=None):
    room.clock.pass_by(seconds=5)
    return exam_room.put_back(room.clinic, room.exam().id, change.undo, by=by or room.technician.id)


def test_undo_never_replaces_what_somebody_else_answered_since(room):
    room.record("pe_hr", 90)
    change = room.record("pe_hr", 140)
    room.record("pe_hr", 140, by=room.vet.id)
    with pytest.raises(ChangedElsewhere, match="Somebody has answered this since"):
        undo(room, change)
    assert rows(room, "pe_hr")[None].by == room.vet.id


def test_undo_of_a_whole_answer_never_replaces_a_side_given_since(room):
    change = room.record("cn_menace", UNSAFE)
    room.record("cn_menace", "absent", "R", by=room.vet.id)
    with pytest.raises(ChangedElsewhere):
        undo(room, change)
    assert answers(room)["cn_menace"] == SidedAnswer({"L": UNSAFE, "R": "absent"})


def test_undo_of_one_side_leaves_the_other_side_given_since(room):
    change = room.record("cn_menace", "present", "L")
    room.record("cn_menace", "absent", "R", by=room.vet.id)
    undo(room, change)
    assert answers(room)["cn_menace"] == SidedAnswer({"R": "absent"})


def test_several_steps_are_taken_back_and_given_again_in_turn(room):
    steps = [
        room.record("cn_menace", "present", "L"),
        room.record("cn_menace", "absent", "R"),
        room.record("cn_menace", UNSAFE),
        room.record("cn_menace", "present", "R"),
        room.record("cn_menace", None, "R"),
        room.record("cn_menace", "absent", "L"),
    ]
    last = answers(room)
    for _ in range(2):
        again = [undo(room, step) for step in reversed(steps)]
        assert "cn_menace" not in answers(room)
        steps = [undo(room, step) for step in reversed(again)]
        assert answers(room) == last


def test_what_is_put_back_still_says_whose_it_is_and_when_it_was_found(room):
    safety.answer_gate(room.clinic, room.exam().id, "safe_spine", is_safe=True, by=room.vet.id)
    room.record("torso_lordosis_test", "pain", said_by=room.vet.id)
    room.record("pe_hr", 90, by=room.vet.id)
    stood = {item: rows(room, item)[None] for item in ("torso_lordosis_test", "pe_hr")}
    for item, other in (("torso_lordosis_test", None), ("pe_hr", 140)):
        undo(room, room.record(item, other))
        row = rows(room, item)[None]
        assert (row.answer, row.made_at) == (stood[item].answer, stood[item].made_at)
        assert (row.by, row.said_by, row.source) == (room.technician.id, room.vet.id, AnswerSource.UNDO)
        assert row.entered_at > row.made_at


def test_a_bulk_set_normal_is_put_back_as_set_in_bulk(room):
    exam_room.rest_normal(room.clinic, room.exam().id, shown("tail"), by=room.technician.id)
    item = next(item for item in builders.knowledge().items if item.id in answers(room) and item.region == "tail")
    site = item.sites[0] if item.sites else None
    undo(room, room.record(item.id, None, site))
    assert rows(room, item.id)[site].source is AnswerSource.BULK


def test_the_front_desk_takes_back_the_history_only(room):
    told = room.record("hx_onset", "acute", by=room.desk.id)
    found = room.record("pe_hr", 90)
    with pytest.raises(NotAllowed, match="for the exam room"):
        undo(room, found, by=room.desk.id)
    with pytest.raises(NotAllowed, match="for the exam room"):
        room.record("pe_hr", None, by=room.desk.id)
    undo(room, told, by=room.desk.id)
    assert "hx_onset" not in answers(room)
    assert answers(room)["pe_hr"] == 90


# Rest normal


def shown(region):
    return tuple(item.id for item in builders.knowledge().items if item.region == region)


def test_the_rest_of_a_region_is_set_to_normal_and_marked_so(room):
    room.record("cn_strabismus_rest", "medial", "L")
    change = exam_room.rest_normal(room.clinic, room.exam().id, shown("cranial"), by=room.technician.id)
    recorded = answers(room)
    assert recorded["cn_strabismus_rest"] == SidedAnswer({"L": "medial", "R": "none"})
    assert "cn_menace" not in recorded
    assert rows(room, "cn_horner")["L"].source is AnswerSource.BULK
    assert "set to normal. 1 answer kept." in change.says
    exam_room.put_back(room.clinic, room.exam().id, change.undo, by=room.technician.id)
    assert answers(room)["cn_strabismus_rest"] == SidedAnswer({"L": "medial"})
    assert "cn_horner" not in answers(room)


def test_the_words_of_the_bulk_say_only_what_is_true(room):
    exam, by = room.exam().id, room.technician.id
    room.record("rl_tone", "normal", "LH")
    said = exam_room.rest_normal(room.clinic, exam, ("rl_atrophy", "rl_tone", "cn_gag"), by=by).says
    assert said == "1 check set to normal. 1 answer kept. Vet-only checks left open."
    assert exam_room.rest_normal(room.clinic, exam, ("fl_atrophy",), by=by).says == "1 check set to normal."


def test_bulk_never_sets_what_is_shut_or_answered_with_no_value(room):
    room.record("cn_horner", UNSAFE)
    exam_room.rest_normal(room.clinic, room.exam().id, shown("cranial"), by=room.technician.id)
    assert answers(room)["cn_horner"] == UNSAFE
    assert "cn_tongue" not in answers(room)  # its gate is still shut
    bulk = {item.id for item in builders.knowledge().items if item.bulk_ok}
    assert set(answers(room)) <= bulk | {"hx_complaint", "cn_horner"}


def test_when_nothing_is_left_for_bulk_it_says_so(room):
    exam_room.rest_normal(room.clinic, room.exam().id, shown("tail"), by=room.technician.id)
    with pytest.raises(NotAllowed, match="Nothing here is left"):
        exam_room.rest_normal(room.clinic, room.exam().id, shown("tail"), by=room.technician.id)


def while_writing(room, act):
    """The clinic in which somebody else records just before the next unit of work begins."""
    waiting = iter([act])

    class Busy:
        look = room.clinic.store.look

        def work(self):
            next(waiting, lambda: None)()
            return room.clinic.store.work()

    return replace(room.clinic, store=Busy())


def test_bulk_never_sets_normal_over_what_came_in_just_then(room):
    exam = room.exam().id
    busy = while_writing(room, lambda: room.record("cn_strabismus_rest", "medial", "L", by=room.vet.id))
    exam_room.rest_normal(busy, exam, shown("cranial"), by=room.technician.id)
    assert answers(room)["cn_strabismus_rest"] == SidedAnswer({"L": "medial", "R": "none"})


def test_the_rest_without_a_value_is_only_what_is_still_to_do(room):
    exam, tech = room.exam().id, room.technician.id
    room.record("cn_menace", "present", "L")
    busy = while_writing(room, lambda: room.record("cn_horner", "absent", "L", by=room.vet.id))
    items = ("cn_menace", "cn_horner", "cn_tongue")
    change = exam_room.rest_without_value(busy, exam, items, UNSAFE, by=tech)
    recorded = answers(room)
    assert recorded["cn_menace"] == SidedAnswer({"L": "present", "R": UNSAFE})
    assert recorded["cn_horner"] == SidedAnswer({"L": "absent", "R": UNSAFE})
    assert recorded["cn_tongue"] == UNSAFE
    assert set(change.items) == set(items)
    with pytest.raises(NotAllowed, match="answered meanwhile"):
        exam_room.rest_without_value(room.clinic, exam, items, UNSAFE, by=tech)
    undo(room, change)
    assert set(answers(room)) == {"hx_complaint", "cn_menace", "cn_horner"}


# Who may, and what is shut


def test_the_front_desk_records_the_history_only(room):
    room.record("hx_onset", "acute", by=room.desk.id)
    with pytest.raises(NotAllowed, match="for the exam room"):
        room.record("pe_temp_c", 38.6, by=room.desk.id)
    with pytest.raises(NotAllowed, match="for the exam room"):
        room.record("torso_lordosis_test", "pain", by=room.desk.id, said_by=room.vet.id)


def test_a_shut_safety_gate_takes_only_no_value(room):
    with pytest.raises(NotAllowed, match="Has a vet ruled out an unstable spine"):
        room.record("rl_hopping", "normal", "LH")
    room.record("rl_hopping", UNSAFE)
    assert answers(room)["rl_hopping"] == UNSAFE


def test_an_open_gate_takes_values_and_closes_again(room):
    exam = room.exam().id
    safety.answer_gate(room.clinic, exam, "safe_spine", is_safe=True, by=room.vet.id)
    room.record("rl_hopping", "normal", "LH")
    safety.answer_gate(room.clinic, exam, "safe_spine", is_safe=False, by=room.technician.id)
    with pytest.raises(NotAllowed):
        room.record("rl_hopping", "normal", "RH")
    assert [gate.is_safe for gate in boards.exam_file(room.clinic, room.visit.id).record.gates] == [True, False]


def test_the_front_desk_settles_no_safety_question(room):
    with pytest.raises(NotAllowed, match="exam room"):
        safety.answer_gate(room.clinic, room.exam().id, "safe_spine", is_safe=True, by=room.desk.id)
    assert boards.exam_file(room.clinic, room.visit.id).record.gates == ()


def test_a_safety_question_or_flag_that_nobody_knows_is_refused(room):
    exam, tech = room.exam().id, room.technician.id
    with pytest.raises(BadInput, match="no such safety question"):
        safety.answer_gate(room.clinic, exam, "safe_nothing", is_safe=True, by=tech)
    for act in (
        lambda: safety.tell_vet(room.clinic, exam, "rf_nothing", "Robin Sample", by=tech),
        lambda: safety.take_back_told(room.clinic, exam, "rf_nothing", by=tech),
    ):
        with pytest.raises(BadInput, match="no such flag"):
            act()
    record = boards.exam_file(room.clinic, room.visit.id).record
    assert (record.gates, record.told) == ((), ())


def test_findings_open_a_gate_and_shut_it_again(room):
    room.record("hx_trauma", "none")
    room.record("rl_hopping", "normal", "LH")
    room.record("hx_emergency_now", ("cannot_stand_suddenly",))
    with pytest.raises(NotAllowed, match="unstable spine"):
        room.record("rl_hopping", "normal", "RH")
    file = boards.exam_file(room.clinic, room.visit.id)
    assert "safe_spine" not in gates.safe_gates(file)


def test_not_safe_stays_shut_whatever_is_found(room):
    room.record("hx_trauma", "none")
    safety.answer_gate(room.clinic, room.exam().id, "safe_spine", is_safe=False, by=room.technician.id)
    with pytest.raises(NotAllowed, match="unstable spine"):
        room.record("rl_hopping", "normal", "LH")
    file = boards.exam_file(room.clinic, room.visit.id)
    assert "safe_spine" not in gates.safe_gates(file)
    safety.answer_gate(room.clinic, room.exam().id, "safe_spine", is_safe=True, by=room.vet.id)
    file = boards.exam_file(room.clinic, room.visit.id)
    assert "safe_spine" in gates.safe_gates(file)


def test_vet_first_checks_open_with_a_vets_pin(room):
    for rule in ("safe_spine", "safe_neck_toy", "safe_breathing"):
        safety.answer_gate(room.clinic, room.exam().id, rule, is_safe=True, by=room.vet.id)
    with pytest.raises(NotAllowed, match="Vet first"):
        room.record("rl_patellar", "r2", "LH")
    with pytest.raises(NotAllowed, match="Only a vet can clear"):
        safety.clear_vet_first(room.clinic, room.visit.id, room.technician.id, PIN)
    with pytest.raises(NotAllowed, match="was not right"):
        safety.clear_vet_first(room.clinic, room.visit.id, room.vet.id, "0000")
    safety.clear_vet_first(room.clinic, room.visit.id, room.vet.id, PIN)
    room.record("rl_patellar", "r2", "LH")
    assert boards.exam_file(room.clinic, room.visit.id).record.clearance.vet == room.vet.id


def test_a_vet_needs_no_clearance_of_their_own(room):
    safety.answer_gate(room.clinic, room.exam().id, "safe_breathing", is_safe=True, by=room.vet.id)
    room.record("rl_patellar", "r2", "LH", by=room.vet.id)


def test_vet_only_checks_are_the_vets_or_typed_for_the_vet(room):
    safety.answer_gate(room.clinic, room.exam().id, "safe_spine", is_safe=True, by=room.vet.id)
    with pytest.raises(NotAllowed, match="Vet only"):
        room.record("torso_lordosis_test", "pain")
    room.record("torso_lordosis_test", "pain", said_by=room.vet.id)
    room.record("torso_lordosis_test", "no_pain", by=room.vet.id)


def test_a_vets_word_does_not_open_a_shut_gate(room):
    with pytest.raises(NotAllowed, match="Shut until"):
        room.record("torso_lordosis_test", "pain", said_by=room.vet.id)


def test_only_a_vet_can_be_named_as_the_one_who_found_it(room):
    room.open_gates()
    for nobody in (room.admin.id, room.desk.id, room.technician.id):
        for item, site, answer in (("torso_lordosis_test", None, "pain"), ("pe_hr", None, 90), ("pe_hr", None, None)):
            with pytest.raises(NotAllowed, match="not a vet"):
                room.record(item, answer, site, said_by=nobody)
    with pytest.raises(NotFound, match="ghost"):
        room.record("torso_lordosis_test", "pain", said_by="ghost")
    assert answers(room) == {"hx_complaint": "trembles at her bowl"}


def test_nobody_records_who_is_not_there(room):
    with pytest.raises(NotFound, match="nobody with the id ghost"):
        room.record("pe_hr", 90, by="ghost")


# Notes


def test_a_note_is_kept_and_taken_away(room):
    exam = room.exam().id
    exam_room.note(room.clinic, exam, "rl_patellar", " brisk ", by=room.technician.id)
    assert boards.exam_file(room.clinic, room.visit.id).record.case.notes == {"rl_patellar": "brisk"}
    exam_room.note(room.clinic, exam, "rl_patellar", "", by=room.technician.id)
    assert boards.exam_file(room.clinic, room.visit.id).record.case.notes == {}
    with room.clinic.store.look() as look:
        assert [note.text for note in look.notes_of(exam)] == ["brisk", ""]


def test_a_note_on_nothing_or_without_end_is_refused(room):
    with pytest.raises(BadInput, match="no such check"):
        exam_room.note(room.clinic, room.exam().id, "nothing", "x", by=room.technician.id)
    with pytest.raises(BadInput, match="10001 characters"):
        exam_room.note(room.clinic, room.exam().id, "rl_patellar", "x" * 10_001, by=room.technician.id)


def test_the_front_desk_notes_on_the_history_only(room):
    exam = room.exam().id
    exam_room.note(room.clinic, exam, "hx_onset", "since Monday", by=room.desk.id)
    with pytest.raises(NotAllowed, match="for the exam room"):
        exam_room.note(room.clinic, exam, "rl_patellar", "brisk", by=room.desk.id)
    assert boards.exam_file(room.clinic, room.visit.id).record.case.notes == {"hx_onset": "since Monday"}


# Several exams


def test_a_further_exam_shares_the_history_and_starts_its_own_checks(room):
    first = room.exam()
    room.record("hx_onset", "acute")
    room.record("pe_hr", 90)
    exam_room.note(room.clinic, first.id, "hx_onset", "since Monday", by=room.technician.id)
    second = exam_room.another_exam(room.clinic, room.visit.id, by=room.technician.id)
    assert (second.ordinal, room.exam()) == (2, second)
    assert answers(room) == {"hx_complaint": "trembles at her bowl", "hx_onset": "acute"}
    room.record("hx_onset", "chronic")
    room.record("pe_hr", 100)
    assert (answers(room, 1)["pe_hr"], answers(room, 2)["pe_hr"]) == (90, 100)
    assert answers(room, 1)["hx_onset"] == answers(room, 2)["hx_onset"] == "chronic"
    assert boards.exam_file(room.clinic, room.visit.id).record.case.notes == {"hx_onset": "since Monday"}


def test_history_that_was_signed_stays_as_it_was_signed(room):
    room.record("hx_onset", "acute")
    first = room.exam()
    second = exam_room.another_exam(room.clinic, room.visit.id, by=room.technician.id)
    review.sign(room.clinic, first.id, review.SignOff(room.vet.id, PIN))
    with pytest.raises(NotAllowed, match="history is signed"):
        room.record("hx_onset", "chronic")
    with pytest.raises(NotAllowed, match="history is signed"):
        exam_room.note(room.clinic, second.id, "hx_onset", "x", by=room.technician.id)
    room.record("pe_hr", 90)
    assert answers(room, 1)["hx_onset"] == "acute"


def move(room, to, because=""):
    visit = boards.exam_file(room.clinic, room.visit.id).record.visit
    front_desk.move_visit(room.clinic, visit, to, by=room.desk.id, because=because)


def test_nothing_is_recorded_in_a_cancelled_visit(room):
    change = room.record("pe_hr", 90)
    exam, tech = room.exam().id, room.technician.id
    move(room, VisitStatus.CANCELLED, "gone home")
    for act in (
        lambda: room.record("pe_hr", 100),
        lambda: exam_room.put_back(room.clinic, exam, change.undo, by=tech),
        lambda: exam_room.note(room.clinic, exam, "pe_hr", "x", by=tech),
        lambda: exam_room.rest_normal(room.clinic, exam, shown("tail"), by=tech),
        lambda: safety.answer_gate(room.clinic, exam, "safe_spine", is_safe=True, by=tech),
        lambda: exam_room.another_exam(room.clinic, room.visit.id, by=tech),
    ):
        with pytest.raises(NotAllowed, match="is cancelled, so nothing can be recorded"):
            act()
    assert room.exam().id == exam
    move(room, VisitStatus.WAITING)
    room.record("pe_hr", 100)
    assert answers(room)["pe_hr"] == 100


def test_no_exam_is_started_in_a_cancelled_visit(room):
    move(room, VisitStatus.CANCELLED, "gone home")
    with pytest.raises(NotAllowed, match="is cancelled"):
        room.exam()
    assert boards.exam_file(room.clinic, room.visit.id).record.exam is None


def test_no_further_exam_is_started_in_a_visit_that_is_done(room):
    room.record("pe_hr", 90)
    review.sign(room.clinic, room.exam().id, review.SignOff(room.vet.id, PIN))
    with pytest.raises(NotAllowed, match="is done"):
        exam_room.another_exam(room.clinic, room.visit.id, by=room.technician.id)
    move(room, VisitStatus.IN_EXAM)
    assert exam_room.another_exam(room.clinic, room.visit.id, by=room.technician.id).ordinal == 2


# Moving on


def test_into_the_exam_room_and_on_to_the_vet(room):
    exam_room.start(room.clinic, room.visit.id, by=room.technician.id)
    exam_room.start(room.clinic, room.visit.id, by=room.technician.id)
    assert boards.visits(room.clinic)[0].visit.status == "in_exam"
    exam_room.hand_to_vet(room.clinic, room.visit.id, by=room.technician.id)
    assert boards.visits(room.clinic)[0].visit.status == "for_vet"
    assert room.audit(f"visit:{room.visit.id}") == ["open visit", "move visit", "move visit"]


# The board follows


def test_the_board_follows_the_answers(room):
    room.record("hx_complaint", "cannot get up")
    room.record("hx_emergency_now", ("hard_to_breathe",))
    file = standing.refresh(room.clinic, room.visit.id)
    visit = boards.visits(room.clinic)[0].visit
    assert file.record.visit == visit
    assert (visit.complaint, visit.urgency) == ("cannot get up", "emergency")
    assert visit.untold_flags == len([flag for flag in file.assessment.red_flags if flag.level == "red"])
    assert standing.refresh(room.clinic, room.visit.id).record.visit.version == visit.version


def test_open_visits_are_brought_up_to_date_at_the_start(room):
    room.record("hx_emergency_now", ("hard_to_breathe",))
    assert standing.refresh_open_visits(room.clinic) == 1
    assert boards.visits(room.clinic)[0].visit.urgency == "emergency"


def test_a_visit_without_an_exam_keeps_what_the_desk_wrote(room):
    assert standing.refresh(room.clinic, room.visit.id).record.visit == boards.visits(room.clinic)[0].visit


def test_told_is_counted_and_taken_back(room):
    room.record("hx_emergency_now", ("hard_to_breathe",))
    file = standing.refresh(room.clinic, room.visit.id)
    flag = next(flag.id for flag in file.assessment.red_flags if flag.level == "red")
    before = file.record.visit.untold_flags
    with pytest.raises(BadInput, match="which vet"):
        safety.tell_vet(room.clinic, room.exam().id, flag, " ", by=room.technician.id)
    safety.tell_vet(room.clinic, room.exam().id, flag, "Robin Sample", by=room.technician.id)
    assert boards.visits(room.clinic)[0].visit.untold_flags == before - 1
    safety.take_back_told(room.clinic, room.exam().id, flag, by=room.technician.id)
    assert boards.visits(room.clinic)[0].visit.untold_flags == before
    told = boards.exam_file(room.clinic, room.visit.id).record.told
    assert [(row.told_to, row.withdrawn) for row in told] == [("Robin Sample", False), ("", True)]
