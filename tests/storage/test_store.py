"""What goes into the store comes out again, whole or not at all."""

import contextlib
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.audit import seal
from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.domain.decisions import Amendment, Clearance, Decision, FlagTold, GateAnswer, Signature, Verdict
from intake.domain.errors import BadInput, ChangedElsewhere, NotFound
from intake.domain.exams import AnswerSource, ExamKind, RecordedNote
from intake.domain.media import Media, MediaKind, MediaMark, MediaNote, marks_in_force, notes_in_force
from intake.domain.patients import Sex
from intake.domain.rechecks import RecheckPlan, plan_in_force
from intake.domain.staff import Role
from intake.domain.visits import UrgencyLevel, VisitStatus
from intake.storage.mapping import answer_from, answer_text
from intake.storage.tables import JOURNALS
from tests import builders

NOW = builders.MORNING


def test_people_dogs_visits_and_exams_come_back_as_they_were(store):
    person = builders.a_person(wrong_tries=3, wait_until=NOW, is_active=False)
    owner = builders.an_owner(name='<b>&"Ärger" Анна', phone="+49 171 2345")
    dog = builders.a_dog(
        breed="Dachshund cross",
        sex=Sex.FEMALE_SPAYED,
        birth_date=date(2019, 9, 14),
        is_birth_estimated=True,
        microchip="985 1",
        handling="May bite when lifted",
    )
    visit = builders.a_visit(
        status=VisitStatus.CANCELLED,
        complaint="trembles",
        expected_at=NOW,
        waiting_since=NOW,
        cancelled_because="gone home",
        urgency=UrgencyLevel.URGENT,
        untold_flags=2,
        signed_at=NOW,
    )
    exam = builders.an_exam(given=frozenset({"patient", "patient.name"}), started_by="tess")
    with store.work() as work:
        work.keep_knowledge(builders.KNOWLEDGE, "test", lambda: b"-")
        work.add(person, owner, dog, visit, exam)
        work.commit()
    with store.look() as look:
        assert look.staff() == (person,)
        assert look.staff_member("tess") == person
        assert look.owner("owner") == owner
        assert look.patient("maple") == dog
        assert look.visit("visit") == replace(visit, number=1)
        assert look.exam("exam") == exam
        assert look.exams_of("visit") == (exam,)
        assert look.visits_of("maple") == (replace(visit, number=1),)


def test_what_is_not_there_is_said_to_be_missing(store):
    with store.look() as look:
        for ask in (look.staff_member, look.owner, look.patient, look.visit, look.exam, look.knowledge_snapshot):
            with pytest.raises(NotFound, match="nowhere"):
                ask("nowhere")
        with pytest.raises(NotFound, match="no exam nowhere"):
            look.recording_state("nowhere", "tess")


@pytest.mark.parametrize(
    "answer",
    [
        "r3",
        5,
        5.0,
        38.6,
        -0.1,
        ("reduced", "none_12h"),
        NoValue(Missing.UNABLE),
        NoValue(Missing.UNABLE, WhyMissing.NOT_STILL),
        NoValue(Missing.NOT_DONE, WhyMissing.OTHER, "lamp broken"),
        None,
        'Sie zittert – "sehr"\nund wie',
    ],
)
def test_every_kind_of_answer_comes_back_as_it_was(one_exam, answer):
    with one_exam.work() as work:
        work.add(builders.an_answer("item", answer, by="tess", said_by="vera", source=AnswerSource.BULK))
        work.commit()
    with one_exam.look() as look:
        (row,) = look.answers_of("exam")
    assert row.answer == answer
    assert type(row.answer) is type(answer)
    assert (row.by, row.said_by, row.source, row.seq) == ("tess", "vera", AnswerSource.BULK, 1)


no_values = st.builds(NoValue, st.sampled_from(Missing), st.sampled_from(WhyMissing) | st.none(), st.text())
numbers = st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False)


@given(st.text() | numbers | st.lists(st.text(), min_size=1).map(tuple) | no_values)
def test_any_answer_survives_its_text(answer):
    assert answer_from(answer_text(answer)) == answer


def test_journals_keep_their_order_and_every_row(one_exam):
    rows = {
        "decisions_of": Decision("exam", "wu_mri", Verdict.DECLINED, "cost", "vera", NOW),
        "told_of": FlagTold("exam", "rf1", "Dr Example", "tess", NOW, withdrawn=True),
        "gates_of": GateAnswer("exam", "s1", True, "tess", NOW),
        "amendments_of": Amendment("exam", "seen again", "vera", NOW),
        "notes_of": RecordedNote("exam", "rl_patellar", "brisk", "tess", NOW),
    }
    for row in rows.values():
        with one_exam.work() as work:
            work.add(row, row)
            work.commit()
    with one_exam.look() as look:
        for ask, row in rows.items():
            assert getattr(look, ask)("exam") == (replace(row, seq=1), replace(row, seq=2))


def test_the_newest_clearance_and_signature_are_in_force(one_exam):
    signature = Signature("exam", 1, "vera", "Vera Example", NOW, "", "sha256:x", "{}", "{}")
    with one_exam.work() as work:
        assert work.clearance_of("visit") is None
        assert work.signature_of("exam") is None
        work.add(Clearance("visit", "vera", NOW), signature, replace(signature, number=2, note="again"))
        work.commit()
    with one_exam.look() as look:
        assert look.clearance_of("visit") == Clearance("visit", "vera", NOW, seq=1)
        assert look.signature_of("exam") == replace(signature, number=2, note="again", seq=2)


def test_a_withdrawn_clearance_clears_nothing_until_the_next(one_exam):
    for row, is_cleared in (
        (Clearance("visit", "vera", NOW), True),
        (Clearance("visit", "vera", NOW, withdrawn=True), False),
        (Clearance("visit", "vera", NOW), True),
    ):
        with one_exam.work() as work:
            work.add(row)
            work.commit()
        with one_exam.look() as look:
            assert (look.clearance_of("visit") is not None) == is_cleared
            assert look.recording_state("exam", "tess").is_cleared == is_cleared
    with one_exam.look() as look:
        assert [row.withdrawn for row in look.clearances_of("visit")] == [False, True, False]


def test_plans_of_rechecks_come_back_in_order(one_exam):
    plan = RecheckPlan("visit", "Neuro check", 240, ("rl_tone", "gait_ataxia"), NOW, "vera", NOW)
    stopped = replace(plan, is_stopped=True, until=NOW + timedelta(hours=8))
    with one_exam.work() as work:
        work.add(plan, stopped)
        work.commit()
    with one_exam.look() as look:
        assert look.plans_of("visit") == (replace(plan, seq=1), replace(stopped, seq=2))
        assert look.plans_of("other") == ()
    assert plan_in_force((plan,)) == plan
    assert plan_in_force((plan, stopped)) is None


def test_an_exam_of_chosen_checks_comes_back_as_it_was(one_exam):
    exam = builders.an_exam(
        "later", ordinal=2, kind=ExamKind.RECHECK, checks=("rl_tone",), compared_to="exam", finished_at=NOW
    )
    with one_exam.work() as work:
        work.add(exam)
        work.commit()
    with one_exam.look() as look:
        assert look.exam("later") == exam


def a_clip(**fields):
    return Media("clip", "visit", MediaKind.VIDEO, "sha256:ab", "gait.mp4", 10, 640, 480, "vera", NOW, **fields)


def test_photos_clips_captions_and_marks_come_back_in_order(one_exam):
    clip = a_clip(exam_id="exam", item="gait_ataxia", seconds=4.5, taken_at=NOW)
    notes = [MediaNote("clip", "gait", "vera", NOW), MediaNote("clip", "", "vera", NOW, is_removed=True)]
    marks = [MediaMark("clip", "b", 2.0, "stumble", "vera", NOW), MediaMark("clip", "a", 1.0, "start", "vera", NOW)]
    with one_exam.work() as work:
        work.add(clip, *notes, *marks)
        work.commit()
    with one_exam.look() as look:
        assert look.media_of("visit") == (replace(clip, seq=1),)
        assert notes_in_force(look.media_notes_of("visit"))["clip"].is_removed
        kept = look.media_marks_of("clip")
    assert [mark.text for mark in marks_in_force(kept)] == ["start", "stumble"]
    assert marks_in_force((*kept, replace(kept[0], is_removed=True))) == (kept[1],)


def test_recording_state_is_what_the_journals_say(one_exam):
    with one_exam.look() as look:
        state = look.recording_state("exam", "tess")
    assert (state.exam, state.first_exam, state.role) == (builders.an_exam(), "exam", Role.TECHNICIAN)
    assert (state.is_signed, state.is_cleared, state.safe_gates) == (False, False, frozenset())
    with one_exam.work() as work:
        work.add(builders.an_exam("second", ordinal=2))
        for rule, is_safe in (("s1", True), ("s2", True), ("s2", False), ("s3", False), ("s3", True)):
            work.add(GateAnswer("second", rule, is_safe, "tess", NOW))
        work.add(GateAnswer("second", "s4", False, "tess", NOW), GateAnswer("second", "s4", False, "tess", NOW, True))
        work.add(Clearance("visit", "vera", NOW))
        work.add(Signature("exam", 1, "vera", "Vera Example", NOW, "", "sha256:x", "{}", "{}"))
        work.commit()
    with one_exam.look() as look:
        second, first = look.recording_state("second", "vera"), look.recording_state("exam", "vera")
    assert (second.safe_gates, second.unsafe_gates) == ({"s1", "s3"}, {"s2"})
    assert (second.first_exam, second.role, second.is_cleared) == ("exam", Role.VETERINARIAN, True)
    assert (second.is_signed, first.is_signed, first.safe_gates) == (False, True, frozenset())


def test_recording_state_wants_somebody_who_exists(one_exam):
    with one_exam.look() as look, pytest.raises(NotFound, match="nobody with the id ghost"):
        look.recording_state("exam", "ghost")


def test_answers_at_some_items_leave_the_others_out(one_exam):
    with one_exam.work() as work:
        work.add(*(builders.an_answer(item, "x") for item in ("a", "b", "c", "a")))
        work.commit()
    with one_exam.look() as look:
        assert [row.seq for row in look.answers_at("exam", ("a",))] == [1, 4]
        assert [row.seq for row in look.answers_at("exam", ("a", "c"))] == [1, 3, 4]
        assert look.answers_at("exam", ()) == ()


def test_times_go_in_with_any_zone_and_come_out_in_utc(one_exam):
    summer = timezone(timedelta(hours=2))
    made = datetime(2026, 7, 1, 1, 30, tzinfo=summer)
    with one_exam.work() as work:
        work.add(builders.an_answer("a", "x", made_at=made))
        work.commit()
    with one_exam.look() as look:
        (row,) = look.answers_of("exam")
    assert row.made_at == made
    assert row.made_at.tzinfo is UTC


def test_a_time_without_a_zone_is_a_bug(one_exam):
    from sqlalchemy.exc import StatementError

    with pytest.raises(StatementError, match="without a zone"), one_exam.work() as work:
        work.add(builders.an_answer("a", "x", made_at=datetime(2026, 7, 1)))


def test_visits_are_numbered_by_the_database(store):
    with store.work() as work:
        work.add(builders.an_owner(), builders.a_dog())
        work.add(builders.a_visit("v1"), builders.a_visit("v2"))
        work.add(builders.a_visit("v3", number=99))
        work.commit()
    with store.look() as look:
        assert [visit.number for visit in look.visits_of("maple")] == [1, 2, 3]


def test_visits_by_status_and_day(store):
    day = timedelta(days=1)
    with store.work() as work:
        work.add(builders.an_owner(), builders.a_dog())
        work.add(
            builders.a_visit("old", opened_at=NOW - day, status=VisitStatus.DONE),
            builders.a_visit("booked", opened_at=NOW - day, expected_at=NOW, status=VisitStatus.EXPECTED),
            builders.a_visit("now"),
        )
        work.commit()

    def ids(rows):
        return [visit.id for visit, dog, owner in rows if (dog.id, owner.id) == ("maple", "owner")]

    with store.look() as look:
        assert ids(look.visits()) == ["old", "booked", "now"]
        assert ids(look.visits(since=NOW)) == ["booked", "now"]
        assert ids(look.visits(until=NOW)) == ["old", "booked"]
        assert ids(look.visits(since=NOW, until=NOW + day, status=VisitStatus.WAITING)) == ["now"]
        assert ids(look.visits(status=VisitStatus.DONE)) == ["old"]
        assert ids(look.open_visits()) == ["booked", "now"]


def test_a_unit_of_work_without_commit_changes_nothing(one_exam):
    with one_exam.work() as work:
        work.add(builders.an_answer("a", "x"))
    with contextlib.suppress(RuntimeError), one_exam.work() as work:
        work.add(builders.an_answer("a", "x"))
        raise RuntimeError("no power")
    with one_exam.look() as look:
        assert look.answers_of("exam") == ()


def test_after_its_commit_a_unit_of_work_still_answers_and_keeps_nobody_waiting(one_exam):
    with one_exam.work() as work:
        work.add(builders.an_answer("a", "x"))
        work.commit()
        with one_exam.work() as other:
            other.add(builders.an_answer("a", "y"))
            other.commit()
        assert [row.answer for row in work.answers_of("exam")] == ["x", "y"]


def test_saving_compares_the_version_the_user_saw(one_exam):
    with one_exam.look() as look:
        seen = look.visit("visit")
    with one_exam.work() as work:
        work.save(replace(seen, complaint="first"))
        work.commit()
    with pytest.raises(ChangedElsewhere, match="Somebody else changed visit 1 first"), one_exam.work() as work:
        work.save(replace(seen, complaint="second"))
    with one_exam.look() as look:
        assert (look.visit("visit").complaint, look.visit("visit").version) == ("first", seen.version + 1)


def test_saving_what_was_never_stored_is_refused(store):
    with pytest.raises(NotFound, match="no longer such a dog"), store.work() as work:
        work.save(builders.a_dog())


def test_two_writers_take_turns_and_nothing_is_lost(one_exam):
    def write(name):
        for _ in range(20):
            with one_exam.work() as work:
                number = len(work.answers_of("exam"))
                work.add(builders.an_answer(name, number))
                work.audit(builders.an_act())
                work.commit()

    writers = [threading.Thread(target=write, args=(name,)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with one_exam.look() as look:
        assert [row.answer for row in look.answers_of("exam")] == list(range(40))


def test_a_view_is_consistent_while_others_write(one_exam):
    with one_exam.look() as look:
        assert look.answers_of("exam") == ()
        with one_exam.work() as work:
            work.add(builders.an_answer("a", "x"))
            work.commit()
        assert look.answers_of("exam") == ()


@pytest.mark.parametrize("journal", [table.name for table in JOURNALS])
@pytest.mark.parametrize("act", ["update {} set seq = seq", "delete from {}"])
def test_the_database_refuses_to_change_a_journal(one_exam, database, journal, act):
    with one_exam.work() as work:
        work.add(builders.an_answer("a", "x"), RecordedNote("exam", "a", "n", None, NOW))
        work.add(Decision("exam", "w", Verdict.ACCEPTED, "", "vera", NOW), FlagTold("exam", "f", "x", "vera", NOW))
        work.add(GateAnswer("exam", "s", True, "vera", NOW), Clearance("visit", "vera", NOW))
        work.add(Signature("exam", 1, "vera", "", NOW, "", "", "", ""), Amendment("exam", "t", "vera", NOW))
        work.add(RecheckPlan("visit", "Neuro check", 240, ("a",), NOW, "vera", NOW), a_clip())
        work.add(MediaNote("clip", "gait", "vera", NOW), MediaMark("clip", "m", 1.5, "start", "vera", NOW))
        work.commit()
    with closing(sqlite3.connect(database)) as raw:
        with pytest.raises(sqlite3.IntegrityError, match=f"{journal} are only ever added to"):
            raw.execute(act.format(journal))
        assert raw.execute(f"select count(*) from {journal}").fetchone()[0] >= 1


def test_every_audit_row_is_sealed_with_the_one_before(one_exam):
    with one_exam.work() as work:
        work.audit(builders.an_act(at=NOW.astimezone(timezone(timedelta(hours=-7))), by="tess", detail="rl_patellar"))
        work.commit()
    with one_exam.look() as look:
        first, second = look.audit_of("exam:exam")
    assert first.seal == seal(first, "")
    assert second.seal == seal(second, first.seal)
    assert second.by == "tess"


def test_knowledge_is_kept_once_for_good(store):
    with store.work() as work:
        work.keep_knowledge("sha256:a", "1", lambda: b"first")
        work.commit()
    with store.work() as work:
        work.keep_knowledge("sha256:a", "1", lambda: pytest.fail("encoded a second time"))
        assert work.knowledge_snapshot("sha256:a") == b"first"


def test_a_sheet_keeps_its_code(one_exam):
    with one_exam.work() as work:
        assert work.sheet_code_of("exam", "exam") is None
        work.keep_sheet_code("exam", "exam", "ABC")
        work.commit()
    with one_exam.look() as look:
        assert look.sheet_code_of("exam", "exam") == "ABC"
        assert look.sheet_code_of("exam", "label") is None


def test_a_text_that_no_database_stores_is_refused_in_words(one_exam):
    with pytest.raises(BadInput, match="cannot be stored"), one_exam.work() as work:
        work.add(RecordedNote("exam", "a", "broken \ud800 half", None, NOW))


def test_everything_is_there_after_closing(one_exam, opened):
    with one_exam.work() as work:
        work.add(builders.an_answer("a", "x"))
        work.commit()
    one_exam.close()
    with opened().look() as look:
        assert [row.answer for row in look.answers_of("exam")] == ["x"]


def test_a_database_in_memory_works_too(opened):
    store = opened("sqlite://")
    with store.work() as work:
        work.add(builders.an_owner())
        work.commit()
    with store.look() as look:
        assert look.owner("owner") == builders.an_owner()
