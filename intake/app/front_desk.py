"""Registering owners, dogs and visits, and moving visits along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from intake.app.changes import Change, DogBefore, VisitBefore
from intake.app.clinic import Clinic
from intake.domain.audit import AuditEntry
from intake.domain.cases import LONGEST_TEXT
from intake.domain.errors import BadInput, Problem
from intake.domain.ids import OwnerId, PatientId, StaffId, VisitId
from intake.domain.patients import Owner, Patient, check_owner, check_patient
from intake.domain.visits import Visit, VisitStatus, move, next_statuses


@dataclass(frozen=True, slots=True)
class NewDog:
    """A dog as typed at the desk; `owner` names an owner already known, else `owner_name` makes one."""

    name: str
    owner: OwnerId | None = None
    owner_name: str = ""
    phone: str = ""
    details: Patient | None = None  # breed, sex, birth date, chip, handling; ids and name are ignored


def register(clinic: Clinic, dog: NewDog, *, by: StaffId | None) -> Patient:
    """A new dog, with its owner unless that one is known.

    Raises:
        BadInput: details that cannot be stored or cannot be true; all problems listed.
        NotFound: no such owner.
    """
    now = clinic.now()
    owner = Owner(OwnerId(clinic.new_id()), dog.owner_name.strip(), dog.phone.strip())
    patient = _patient(clinic, dog, owner.id if dog.owner is None else dog.owner)
    _check_all(owner if dog.owner is None else None, patient, clinic)
    with clinic.store.work() as work:
        if dog.owner is None:
            work.add(owner)
        else:
            work.owner(dog.owner)
        work.add(patient)
        work.audit(AuditEntry(now, by, "register dog", f"patient:{patient.id}"))
        work.commit()
    return patient


def _patient(clinic: Clinic, dog: NewDog, owner: OwnerId) -> Patient:
    base = dog.details or Patient(PatientId(""), owner)
    return replace(base, id=PatientId(clinic.new_id()), owner_id=owner, name=dog.name.strip(), version=1)


def _check_all(owner: Owner | None, patient: Patient, clinic: Clinic) -> None:
    problems: list[Problem] = []
    checks: list[Callable[[], None]] = [partial(check_patient, patient, clinic.calendar.today())]
    if owner is not None:
        checks.insert(0, partial(check_owner, owner))
    for check in checks:
        try:
            check()
        except BadInput as refusal:
            problems += refusal.problems
    if problems:
        raise BadInput(tuple(problems))


def change_patient(clinic: Clinic, patient: Patient, *, by: StaffId) -> Change:
    """Save a dog's corrected details over the version the person saw.

    Raises:
        BadInput: details that cannot be true.
        ChangedElsewhere: somebody saved first.
    """
    now = clinic.now()
    check_patient(patient, clinic.calendar.today())
    with clinic.store.work() as work:
        stood = work.patient(patient.id)
        work.save(patient)
        work.audit(AuditEntry(now, by, "change dog", f"patient:{patient.id}"))
        undo = (DogBefore(stood, work.patient(patient.id)),)
        work.commit()
    return Change(now, patient=patient.id, undo=undo)


def change_owner(clinic: Clinic, owner: Owner, *, by: StaffId) -> Change:
    """Save an owner's corrected name and phone over the version the person saw.

    Raises:
        BadInput: details that cannot be stored.
        ChangedElsewhere: somebody saved first.
    """
    now = clinic.now()
    check_owner(owner)
    with clinic.store.work() as work:
        work.save(owner)
        work.audit(AuditEntry(now, by, "change owner", f"owner:{owner.id}"))
        work.commit()
    return Change(now)


def open_visit(
    clinic: Clinic,
    patient: PatientId,
    *,
    by: StaffId | None,
    complaint: str = "",
    expected_at: datetime | None = None,
) -> Visit:
    """A new visit: expected when a time is given, else waiting from now.

    Raises:
        BadInput: the complaint is too long.
        NotFound: no such dog.
    """
    now = clinic.now()
    if len(complaint) > LONGEST_TEXT:
        raise BadInput(
            (Problem("complaint", f"{len(complaint)} characters are too many; {LONGEST_TEXT} is the most."),)
        )
    with clinic.store.work() as work:
        work.patient(patient)
        visit = Visit(
            id=VisitId(clinic.new_id()),
            patient_id=patient,
            status=VisitStatus.EXPECTED if expected_at else VisitStatus.WAITING,
            opened_at=now,
            opened_by=by,
            complaint=complaint.strip(),
            expected_at=expected_at,
            waiting_since=None if expected_at else now,
        )
        work.add(visit)
        work.audit(AuditEntry(now, by, "open visit", f"visit:{visit.id}"))
        stored = work.visit(visit.id)
        work.commit()
    return stored


def move_visit(clinic: Clinic, visit: Visit, to: VisitStatus, *, by: StaffId, because: str = "") -> Change:
    """Move the visit the person saw to its next status.

    Raises:
        NotAllowed: there is no such step, or a cancellation without a reason.
        ChangedElsewhere: somebody moved it first.
    """
    now = clinic.now()
    with clinic.store.work() as work:
        work.save(move(visit, to, now, because))
        work.audit(AuditEntry(now, by, "move visit", f"visit:{visit.id}", to.value))
        work.commit()
    undo = (VisitBefore(visit, to),) if visit.status in next_statuses(to) else ()
    return Change(now, visit=visit.id, patient=visit.patient_id, undo=undo)
