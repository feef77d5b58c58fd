"""What the registration says of a dog, and the same as answers of a visit."""

from __future__ import annotations

from dataclasses import replace

from intake.app.changes import Change, DogBefore
from intake.app.clinic import Clinic
from intake.app.ports import Work
from intake.app.recording import Entry, Given, Room, checked, enter, journal_of, keep, row_of
from intake.domain.audit import AuditEntry
from intake.domain.cases import Answer
from intake.domain.exams import standing_rows
from intake.domain.ids import ExamId, StaffId
from intake.domain.patients import Patient, check_patient
from intake.domain.visits import VisitStatus

SEX, BREED = "sig_sex", "sig_breed"


def answers(patient: Patient) -> tuple[Given, ...]:
    """What the registration says, as answers; only what somebody said."""
    return tuple(Given(item, None, answer) for item, answer in _said(patient).items() if answer is not None)


def _said(patient: Patient) -> dict[str, Answer | None]:
    return {SEX: patient.sex.value if patient.sex else None, BREED: patient.breed.strip() or None}


def change_dog(clinic: Clinic, exam: ExamId, patient: Patient, *, by: StaffId) -> Change:
    """Corrected details of a dog and the same answers of its visit, in one commit; a signed exam stays as it is.

    An emptied field takes its answer away.

    Raises:
        BadInput: details that cannot be true.
        ChangedElsewhere: somebody saved first.
    """
    now = clinic.now()
    check_patient(patient, clinic.calendar.today())
    with clinic.store.work() as work:
        before = work.patient(patient.id)
        work.save(patient)
        work.audit(AuditEntry(now, by, "change dog", f"patient:{patient.id}"))
        change = _answered(clinic, work, exam, (before, patient), by)
        stands = DogBefore(before, work.patient(patient.id))
        work.commit()
    return replace(change, undo=(stands, *change.undo))


def _answered(clinic: Clinic, work: Work, exam: ExamId, dogs: tuple[Patient, Patient], by: StaffId) -> Change:
    before, after = dogs
    state = work.recording_state(exam, by)
    only_the_dog = Change(clinic.now(), visit=state.exam.visit_id, patient=after.id, exam=exam)
    if state.is_signed or state.is_first_signed or state.visit_status is VisitStatus.CANCELLED:
        return only_the_dog
    room = enter(clinic, work, exam, by, (SEX, BREED))
    given = checked(room, _differing(room, before, after))
    if not given:
        return only_the_dog
    change = keep(room, [row_of(room, one, Entry(by)) for one in given])
    return Change(change.at, visit=change.visit, patient=after.id, exam=exam, items=change.items, undo=change.undo)


def _differing(room: Room, before: Patient, after: Patient) -> list[Given]:
    """Answers that say something else than the registration; one is taken away only where a field was emptied."""
    standing = standing_rows(journal_of(room, (SEX, BREED)))
    said_before, said = _said(before), _said(after)
    given: list[Given] = []
    for item, answer in said.items():
        row = standing.get(item, {}).get(None)
        stands = row.answer if row is not None else None
        was_emptied = answer is None and said_before[item] is not None
        if (answer is not None or was_emptied) and answer != stands:
            given.append(Given(item, None, answer))
    return given
