"""What happens when a dog arrives: found or registered, with a visit to record in."""

from __future__ import annotations

from dataclasses import dataclass

from intake.app import boards, exam_room, front_desk, signalment
from intake.app.changes import Change
from intake.app.clinic import Clinic
from intake.app.exam_room import Entry, Given
from intake.app.front_desk import NewDog
from intake.domain.ids import PatientId, StaffId, VisitId
from intake.domain.visits import VisitStatus

ENDED = (VisitStatus.DONE, VisitStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Arrival:
    """The visit to go on with; `is_known` when the dog had an open one already."""

    visit: VisitId
    change: Change
    is_known: bool = False


def found(clinic: Clinic, patient: PatientId, by: StaffId) -> Arrival:
    """The dog's open visit, or a new one from now."""
    open_visits = [visit for visit in boards.visits_of(clinic, patient) if visit.status not in ENDED]
    if open_visits:
        visit = open_visits[-1]
        return Arrival(visit.id, Change(clinic.now(), visit=visit.id, patient=patient), is_known=True)
    return _new_visit(clinic, patient, by)


def registered(clinic: Clinic, dog: NewDog, weight_kg: float | None, by: StaffId) -> Arrival:
    """A new dog with a visit from now; what was typed of breed and sex stands as answers too.

    Raises:
        BadInput: details that cannot be stored or cannot be true; all problems listed, nothing stored.
    """
    patient = front_desk.register(clinic, dog, by=by)
    arrival = _new_visit(clinic, patient.id, by)
    given = signalment.answers(patient)
    if weight_kg is not None:
        given = (*given, Given("pe_weight_kg", None, weight_kg))
    if given:
        exam = exam_room.open_exam(clinic, arrival.visit, by=by)
        exam_room.record_all(clinic, exam.id, given, Entry(by))
    return arrival


def _new_visit(clinic: Clinic, patient: PatientId, by: StaffId) -> Arrival:
    visit = front_desk.open_visit(clinic, patient, by=by)
    return Arrival(visit.id, Change(clinic.now(), visit=visit.id, patient=patient))
