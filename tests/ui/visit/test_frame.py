"""The frame of a visit: steps, save state, undo."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from intake.app import exam_room, safety
from intake.app.changes import AnswerBefore, Change, DecisionBefore, DogBefore, ToldBefore, VisitBefore
from intake.app.exam_room import Entry, Given
from intake.domain.decisions import Decision, FlagTold, Verdict, gates_in_force
from intake.domain.ids import ExamId
from intake.domain.staff import Role
from intake.domain.visits import VisitStatus
from intake.settings import Settings
from intake.ui.visit.frame import VisitFrame
from intake.ui.visit.header import needed_at_intake
from intake.ui.visit.undo import Step, UndoStack, step_of, step_words
from intake.ui.workplace import Workplace
from tests.builders import MORNING
from tests.ui.at_work import at_work
from tests.ui.real_clinic import PIN, engine


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


@pytest.fixture
def frame(work):
    shown = VisitFrame(work.desk)
    work.show(shown)
    shown.show_visit(work.real.visit, "intake")
    work.wait(lambda: shown.header.name.text() == "Maple" and shown._screens["intake"].keeper.file is not None)
    work.wait(lambda: not shown._screens["intake"]._building.isActive())
    return shown


def record(work, frame, *given):
    exam = work.file().record.exam.id
    entry = Entry(work.real.technician.id)
    work.desk.hub.perform(frame, lambda: exam_room.record_all(work.real.clinic, exam, given, entry))
    work.settle()
    work.settle()


def test_header_says_whose_visit_this_is(work, frame):
    record(work, frame, Given("pe_weight_kg", None, 9.4))
    work.wait(lambda: "kg" in frame.header.line.text())
    assert frame.header.line.text() == "Dachshund · F spayed · 9.4 kg · Visit 1"
    assert frame.header.steps.buttons["intake"].isChecked()


def test_steps_open_in_any_order(work, frame):
    frame.header.steps.buttons["exam"].click()
    assert frame.header.steps.buttons["exam"].isChecked()
    assert frame.stack.currentWidget() is frame._screens["exam"]
    frame.show_step("intake")
    assert frame.stack.currentWidget() is frame._screens["intake"]
    work.settle()


def test_new_intake_has_only_the_first_step(work, frame):
    frame.show_new()
    assert frame.header.name.text() == "New intake"
    enabled = [step for step, button in frame.header.steps.buttons.items() if button.isEnabled()]
    assert enabled == ["intake"]
    frame.show_step("exam")
    assert "exam" not in frame._screens


def test_save_state_tells_the_truth(work, frame):
    screen = frame._screens["intake"]
    screen.urgent.signs.none.click()
    work.wait(lambda: frame.header.save_state.text().startswith("Saved "))
    assert frame.header.save_state.text() == "Saved 10:30:00"
    screen.not_saved.emit("The disk is full. Free some space, then try again.")
    assert frame.header.save_state.text() == "Not saved"
    assert frame.trouble.text() == "The disk is full. Free some space, then try again."
    screen.saved.emit(MORNING)
    assert frame.trouble.text() == ""


def test_undo_takes_back_and_redo_gives_again_by_name(work, frame):
    record(work, frame, Given("hx_onset", None, "acute"))
    record(work, frame, Given("hx_onset", None, "chronic"))
    frame.undo()
    work.wait(lambda: work.answers()["hx_onset"] == "acute")
    work.wait(frame.toast.isVisible)
    assert frame.toast.words.text() == "Taken back: How it started"
    frame.undo()
    work.wait(lambda: "hx_onset" not in work.answers())
    work.settle()
    frame.redo()
    work.wait(lambda: work.answers().get("hx_onset") == "acute")
    work.wait(lambda: frame.toast.words.text() == "Given again: How it started")
    work.settle()
    frame.redo()
    work.wait(lambda: work.answers().get("hx_onset") == "chronic")


def test_new_answer_forgets_what_could_be_given_again(work, frame):
    record(work, frame, Given("hx_onset", None, "acute"))
    frame.undo()
    work.wait(lambda: bool(frame.undo_stack.forward))
    record(work, frame, Given("hx_video", None, "yes"))
    assert not frame.undo_stack.forward


def test_nothing_to_take_back_is_said(work, frame):
    frame.undo()
    work.wait(lambda: frame.toast.words.text() == "Nothing to take back.")
    frame.redo()
    work.wait(lambda: frame.toast.words.text() == "Nothing to give again.")
    assert (frame.undo_words(), frame.redo_words()) == ("", "")


def test_another_visit_starts_with_nothing_to_take_back(work, frame):
    record(work, frame, Given("hx_onset", None, "acute"))
    assert frame.undo_stack.back
    frame.show_visit(work.dog("Otis").id, "intake")
    assert not frame.undo_stack.back
    work.wait(lambda: frame.header.name.text() == "Otis")
    work.settle()


def test_act_with_words_is_told_with_undo(work, frame):
    exam = work.file().record.exam.id
    before = (AnswerBefore("hx_onset", None, None),)
    work.desk.hub.tell(
        Change(MORNING, visit=work.real.visit, exam=exam, undo=before, says="2 checks set to normal. 4 answers kept.")
    )
    assert frame.toast.words.text() == "2 checks set to normal. 4 answers kept."
    assert frame.toast.undo_button.isVisible()
    work.settle()


def test_panes_are_gone_around_with_f6(work, theme, qtbot):
    place = Workplace(work.desk, Settings())
    work.show(place)
    place.show_visit(work.real.visit, "intake")
    screen = place.visit._screens["intake"]
    work.wait(lambda: screen.keeper.file is not None and not screen._building.isActive())
    seen = []
    for _ in range(6):
        qtbot.keyClick(place, Qt.Key.Key_F6)
        focused = place.window().focusWidget()
        seen += [pane for pane in (place.visit.header, *screen.panes()) if pane.isAncestorOf(focused)]
    assert [*screen.panes()] == seen[: len(screen.panes())] or place.visit.header in seen
    assert len(set(seen)) == 6
    qtbot.keyClick(place, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert place.window().focusWidget() is not None
    place.leave()
    work.settle()


def test_steps_are_reached_by_key(work, theme, qtbot):
    place = Workplace(work.desk, Settings())
    work.show(place)
    place.show_visit(work.real.visit, "intake")
    for key, step in ((Qt.Key.Key_2, "exam"), (Qt.Key.Key_4, "sheets"), (Qt.Key.Key_1, "intake")):
        qtbot.keyClick(place, key, Qt.KeyboardModifier.ControlModifier)
        assert place.visit.header.steps.buttons[step].isChecked()
    work.settle()


def test_front_desk_cannot_undo_what_it_may_not_record_elsewhere(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot, role=Role.FRONT_DESK) as work:
        frame = VisitFrame(work.desk)
        work.show(frame)
        frame.show_visit(work.real.visit, "intake")
        work.wait(lambda: frame.header.name.text() == "Maple")
        work.settle()
        assert not frame.undo_stack.back


# The stack alone


def change(*items):
    before = tuple(AnswerBefore(item, "LH" if item.startswith("rl_") else None, None) for item in items)
    return Change(MORNING, exam=ExamId("exam"), undo=before)


def test_stack_remembers_only_what_can_be_put_back():
    stack = UndoStack()
    stack.remember(Change(MORNING))
    assert step_of(Change(MORNING, exam=ExamId("exam"))) is None
    assert not stack.remember(Change(MORNING))
    assert stack.back == []
    for _ in range(300):
        stack.remember(change("hx_onset"))
    assert len(stack.back) == 200


def test_step_is_named_by_its_check_and_side():
    knowledge = engine().knowledge
    assert step_words(step_of(change("hx_onset")), knowledge) == "How it started"
    assert step_words(step_of(change("rl_patellar")), knowledge).endswith(", left hind")
    assert step_words(step_of(change("hx_onset", "hx_video")), knowledge) == "2 answers"


def test_intake_is_ticked_only_when_reason_and_emergency_questions_are_answered(work, frame):
    frame.show_step("exam")
    said = frame.header.steps.buttons["intake"].accessibleDescription
    record(work, frame, Given("hx_emergency_now", None, ("none",)))
    work.wait(lambda: said() == "in part")
    file = work.file()
    needed = needed_at_intake(engine().knowledge)
    for item in sorted(needed - set(file.record.case.answers)):
        record(work, frame, Given(item, None, _first(item)))
    work.wait(lambda: said() == "finished")


def _first(item):
    asked = engine().items[item]
    if not asked.options:
        return "Shakes"
    value = asked.options[0].value
    return (value,) if asked.kind == "multi" else value


def test_esc_in_the_finder_goes_back_to_the_visit_as_it_was(work, qtbot):
    place = Workplace(work.desk, Settings())
    work.show(place)
    place.show_visit(work.real.visit, "intake")
    work.wait(lambda: place.visit.header.name.text() == "Maple")
    screen = place.visit._screens["intake"]
    work.wait(lambda: screen.keeper.file is not None and not screen._building.isActive())
    screen.urgent.take_focus()
    place.show_patients()
    assert not place.visit.isVisible()
    qtbot.keyClick(place._patients._find.field, Qt.Key.Key_Escape)
    assert place.visit.isVisible()
    assert place.visit.header.steps.buttons["intake"].isChecked()
    assert screen.urgent.signs.none.hasFocus()
    work.settle()


def test_focus_is_back_where_it_was_once_a_vet_was_named(work, frame, qtbot):
    record(work, frame, Given("hx_emergency_now", None, ("overheated",)))
    screen = frame._screens["intake"]
    screen.keeper.read_again()
    work.wait(lambda: bool(screen.banners.banners) and bool(screen._vets))
    screen.urgent.take_focus()
    screen.banners.tell_first()
    qtbot.keyClick(screen._who.buttons[0], Qt.Key.Key_1)
    assert screen.urgent.signs.none.hasFocus()
    work.wait(lambda: not screen.banners.banners)
    assert screen.urgent.signs.none.hasFocus()


# Undo of everything, by name


def noted(work, frame, text, item="hx_onset"):
    exam, by = work.file().record.exam.id, work.real.technician.id
    work.desk.hub.perform(frame, lambda: exam_room.note(work.real.clinic, exam, item, text, by=by))
    work.settle()
    work.settle()


def notes(work):
    return dict(work.file().record.case.notes)


def test_undo_and_redo_say_beforehand_what_they_do(work, frame):
    assert frame.undo_words() == ""
    record(work, frame, Given("hx_onset", None, "acute"))
    noted(work, frame, "since Monday")
    assert frame.undo_words() == "Undo: note on How it started"
    frame.undo()
    work.wait(lambda: frame.toast.words.text() == "Taken back: note on How it started")
    assert notes(work) == {}
    assert (frame.undo_words(), frame.redo_words()) == ("Undo: How it started", "Redo: note on How it started")
    frame.redo()
    work.wait(lambda: notes(work) == {"hx_onset": "since Monday"})


def test_pauses_while_one_note_is_written_are_one_act(work, frame):
    for text in ("since", "since Mon", "since Monday"):
        noted(work, frame, text)
    assert len(frame.undo_stack.back) == 1
    frame.undo()
    work.wait(lambda: notes(work) == {})
    frame.redo()
    work.wait(lambda: notes(work) == {"hx_onset": "since Monday"})


def test_undo_at_once_after_an_answer_takes_that_answer_back(work, frame):
    record(work, frame, Given("hx_onset", None, "acute"))
    exam, entry = work.file().record.exam.id, Entry(work.real.technician.id)
    work.desk.hub.perform(
        frame, lambda: exam_room.record_all(work.real.clinic, exam, (Given("hx_video", None, "yes"),), entry)
    )
    frame.undo()
    work.wait(lambda: frame.toast.words.text().startswith("Taken back: "))
    assert "hx_video" not in work.answers()
    assert work.answers()["hx_onset"] == "acute"


def test_undo_pressed_twice_quickly_takes_two_acts_back(work, frame):
    record(work, frame, Given("hx_onset", None, "acute"))
    record(work, frame, Given("hx_video", None, "yes"))
    frame.undo()
    frame.undo()
    work.wait(lambda: len(frame.undo_stack.forward) == 2)
    assert {"hx_onset", "hx_video"}.isdisjoint(work.answers())


def test_undo_of_a_message_takes_back_what_it_was_about(work, frame):
    exam, by = work.file().record.exam.id, work.real.technician.id
    work.desk.hub.perform(frame, lambda: safety.answer_gate(work.real.clinic, exam, "safe_spine", is_safe=True, by=by))
    work.settle()
    noted(work, frame, "since Monday")
    assert frame.toast.undo_button.isVisible()
    assert "(Ctrl Z)" in frame.toast.undo_button.toolTip()
    frame.toast.undo_button.click()
    work.wait(lambda: frame.toast.words.text().startswith("Taken back: safety question: "))
    assert notes(work) == {"hx_onset": "since Monday"}
    assert gates_in_force(work.file().record.gates) == {}


def test_undo_outlives_the_steps_of_a_visit(work, frame):
    record(work, frame, Given("hx_onset", None, "acute"))
    for step in ("exam", "review", "intake"):
        frame.show_step(step)
    frame.undo()
    work.wait(lambda: "hx_onset" not in work.answers())
    work.settle()


def test_clearance_taken_back_offers_no_way_forward(work, frame):
    real = work.real
    work.desk.hub.perform(frame, lambda: safety.clear_vet_first(real.clinic, real.visit, real.vet.id, PIN))
    work.settle()
    assert frame.undo_words() == "Undo: the vet's clearance of “Vet first” checks"
    frame.undo()
    work.wait(lambda: frame.toast.words.text().startswith("Taken back: the vet's clearance"))
    assert (work.file().record.clearance, frame.redo_words()) == (None, "")


def test_every_kind_has_a_name(work):
    knowledge, exam, at = engine().knowledge, ExamId("exam"), MORNING
    vet, flag, test = work.real.vet.id, knowledge.red_flags[0], knowledge.workups[0]
    told = FlagTold(exam, flag.id, "Dr Robin Sample", vet, at)
    visit, short = work.visit(), flag.message.split(":")[0].split(",")[0]
    for before, name in (
        (ToldBefore(None, told), f"vet told, {short}"),
        (ToldBefore(told, replace(told, withdrawn=True)), f"“not told yet”, {short}"),
        (DecisionBefore(None, Decision(exam, test.id, Verdict.ACCEPTED, "", vet, at)), f"{test.name}: accepted"),
        (DecisionBefore(None, Decision(exam, "Own", Verdict.ADDED, "", vet, at)), "Own: added"),
        (VisitBefore(visit, VisitStatus.FOR_VET), "the move to “For the vet”"),
        (DogBefore(work.file().record.patient, work.file().record.patient), "the dog's details"),
    ):
        assert step_words(Step(exam, (before, *change("hx_onset").undo)), knowledge) == name
