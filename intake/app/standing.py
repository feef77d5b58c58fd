"""Keeping a visit's urgency, flags and complaint on the board in step with its answers."""

from __future__ import annotations

from dataclasses import replace

from intake.app.boards import ExamFile, read_file, untold
from intake.app.clinic import Clinic
from intake.app.ports import Work
from intake.domain.ids import VisitId
from intake.domain.visits import UrgencyLevel, Visit


def refresh(clinic: Clinic, visit: VisitId, ordinal: int | None = None) -> ExamFile:
    """The exam with its assessment, after bringing the board's urgency, flags and complaint up to date.

    Call it after every answer: the answer is durable by then, and the board follows at once. With several exams the
    board shows the visit as a whole: a recheck of three checks takes nothing off it that it did not ask.
    """
    with clinic.store.look() as look:
        file = read_file(clinic, look, visit, ordinal)
    if _board_visit(file) == file.record.visit:
        return file
    with clinic.store.work() as work:
        file = read_file(clinic, work, visit, ordinal)
        keep_board_facts(work, file)
        work.commit()
        return read_file(clinic, work, visit, ordinal)


def refresh_open_visits(clinic: Clinic) -> int:
    """Brings every open visit's board facts up to date, for the start of the program; says how many."""
    with clinic.store.look() as look:
        visits = [visit.id for visit, _, _ in look.open_visits()]
    for visit in visits:
        refresh(clinic, visit)
    return len(visits)


def keep_board_facts(work: Work, file: ExamFile) -> None:
    """Save the visit with the urgency, flags and complaint its answers give, when they differ."""
    visit = _board_visit(file)
    if visit is not None and visit != file.record.visit:
        work.save(visit)


def _board_visit(file: ExamFile) -> Visit | None:
    visit = file.record.visit
    if visit is None or file.record.exam is None:
        return visit
    complaint, whole = file.record.case.answers.get("hx_complaint"), file.whole
    return replace(
        visit,
        urgency=whole.urgency if whole is not None else UrgencyLevel(file.assessment.urgency),
        untold_flags=len(whole.untold if whole is not None else untold(file)),
        complaint=complaint if isinstance(complaint, str) else visit.complaint,
    )
