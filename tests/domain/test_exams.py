"""The answers in force follow from a journal that is only added to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from intake.domain.cases import Answer, Missing, NoValue, SidedAnswer, WhyMissing
from intake.domain.exams import RecordedAnswer, RecordedNote, standing_answers, standing_notes, standing_rows
from intake.domain.ids import ExamId, StaffId

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
EXAM, WHO = ExamId("e1"), StaffId("s1")
UNSAFE = NoValue(Missing.NOT_DONE, WhyMissing.UNSAFE)


def row(site: str | None, answer: Answer | None, item: str = "rl_hopping") -> RecordedAnswer:
    return RecordedAnswer(EXAM, item, site, answer, WHO, NOW, NOW)


def test_the_newest_answer_of_a_side_is_in_force() -> None:
    journal = [row("LH", "normal"), row("RH", "absent"), row("LH", "delayed")]
    assert standing_answers(journal) == {"rl_hopping": SidedAnswer({"LH": "delayed", "RH": "absent"})}


def test_no_value_for_the_whole_item_replaces_its_sides() -> None:
    assert standing_answers([row("LH", "normal"), row(None, UNSAFE)]) == {"rl_hopping": UNSAFE}


def test_an_answer_for_a_side_replaces_no_value_for_the_whole() -> None:
    journal = [row(None, UNSAFE), row("RH", "normal")]
    assert standing_answers(journal) == {"rl_hopping": SidedAnswer({"RH": "normal"})}


def test_a_cleared_answer_is_to_do_again_and_never_normal() -> None:
    assert standing_answers([row("LH", "normal"), row("LH", None)]) == {}
    assert standing_rows([row(None, UNSAFE), row(None, None)]) == {}


@given(st.lists(st.tuples(st.sampled_from(["LH", "RH", None]), st.sampled_from(["normal", "absent", None]))))
def test_what_is_in_force_was_said_last(steps: list[tuple[str | None, str | None]]) -> None:
    journal = [replace(row(site, answer), seq=seq) for seq, (site, answer) in enumerate(steps)]
    for sides in standing_rows(journal).values():
        for site, standing in sides.items():
            later = journal[standing.seq + 1 :]
            assert standing.answer is not None
            assert all(newer.site not in (site, None) for newer in later)
            assert site is not None or not later


def test_the_newest_note_counts_and_an_empty_one_takes_it_away() -> None:
    notes = [
        RecordedNote(EXAM, "rl_hopping", "two tries", WHO, NOW),
        RecordedNote(EXAM, "rl_tone", "tense", WHO, NOW),
        RecordedNote(EXAM, "rl_hopping", "", WHO, NOW),
    ]
    assert standing_notes(notes) == {"rl_tone": "tense"}
