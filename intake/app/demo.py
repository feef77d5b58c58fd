"""A made-up clinic, entered as people would enter it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from intake.app import boards, case_files, exam_room, front_desk, permissions, review, safety, staff, standing
from intake.app.calendar import ClinicCalendar
from intake.app.clinic import Clinic
from intake.app.exam_room import Entry, Given
from intake.app.front_desk import NewDog
from intake.app.review import Choice, SignOff
from intake.domain.cases import Case, SidedAnswer
from intake.domain.decisions import Verdict
from intake.domain.errors import NotAllowed
from intake.domain.exams import Exam
from intake.domain.ids import OwnerId, PatientId, StaffId, VisitId
from intake.domain.patients import Patient, Sex
from intake.domain.staff import Role, StaffMember
from intake.domain.visits import Visit, VisitStatus
from intake.knowledge.model import Item, Kind, Who

Told = Mapping[str, Any]
"""A table of the made-up content."""

READING_UP = timedelta(minutes=4)
EXAMINING = timedelta(minutes=6)


@dataclass(frozen=True, slots=True)
class DemoClinic:
    """What was made: the people with their PINs, and how much of the rest."""

    people: tuple[tuple[StaffMember, str], ...]
    dogs: int
    visits: int


@dataclass(frozen=True, slots=True)
class _Crew:
    """Who does what in the made-up clinic."""

    desk: StaffId
    technician: StaffId
    vet: StaffId
    vet_pin: str


@dataclass(frozen=True, slots=True)
class _Coming:
    """A visit of the content with its dog and its moment."""

    at: datetime
    patient: PatientId
    told: Told


def fill(clinic: Clinic, content: Told) -> DemoClinic:
    """The clinic with people, dogs, a day's board and signed visits.

    Raises:
        NotAllowed: somebody works here already.
    """
    if staff.everybody(clinic):
        raise NotAllowed("A made-up clinic needs an empty home, and people work here already. Nothing was changed.")
    people = _people(clinic, content["person"])
    crew = _crew(people)
    coming = [visit for dog in content["dog"] for visit in _registered(clinic, dog, crew)]
    for one in sorted(coming, key=lambda visit: visit.at):
        _visit(clinic, one, crew)
    return DemoClinic(people, len(content["dog"]), len(coming))


def _people(clinic: Clinic, told: list[Told]) -> tuple[tuple[StaffMember, str], ...]:
    people: list[tuple[StaffMember, str]] = []
    for one in told:
        by = people[0][0].id if people else None
        people.append((staff.add(clinic, one["name"], Role(one["role"]), one["pin"], by=by), one["pin"]))
    return tuple(people)


def _crew(people: tuple[tuple[StaffMember, str], ...]) -> _Crew:
    first = {person.role: (person.id, pin) for person, pin in reversed(people)}
    vet, vet_pin = first[Role.VETERINARIAN]
    return _Crew(first[Role.FRONT_DESK][0], first[Role.TECHNICIAN][0], vet, vet_pin)


def _registered(clinic: Clinic, dog: Told, crew: _Crew) -> Iterator[_Coming]:
    now = clinic.now()
    first = min(_opening(clinic, visit) for visit in dog["visit"])
    patient = front_desk.register(_at(clinic, first), _new_dog(clinic, dog), by=crew.desk)
    for visit in dog["visit"]:
        yield _Coming(min(_opening(clinic, visit), now), patient.id, visit)


def _opening(clinic: Clinic, visit: Told) -> datetime:
    """When a visit was opened; what is of today stays in today."""
    now = clinic.now()
    if "in_minutes" in visit:
        return now - timedelta(days=1)
    if "minutes_ago" in visit:
        return max(now - timedelta(minutes=visit["minutes_ago"]), clinic.calendar.bounds(clinic.calendar.today())[0])
    return now - timedelta(days=visit["days_ago"])


def _at(clinic: Clinic, moment: datetime) -> Clinic:
    """The clinic as it was at that moment."""
    return replace(clinic, now=lambda: moment, calendar=ClinicCalendar(clinic.zone, lambda: moment))


def _new_dog(clinic: Clinic, dog: Told) -> NewDog:
    born = clinic.calendar.today() - timedelta(days=round(dog["age_years"] * 365.25) + 20)
    details = Patient(
        id=PatientId(""),
        owner_id=OwnerId(""),
        breed=dog["breed"],
        sex=Sex(dog["sex"]),
        birth_date=born,
        microchip=dog.get("microchip", ""),
        handling=dog.get("handling", ""),
    )
    return NewDog(dog["name"], owner_name=dog["owner"], phone=dog["phone"], details=details)


def _visit(clinic: Clinic, coming: _Coming, crew: _Crew) -> None:
    then, told = _at(clinic, coming.at), coming.told
    expected = clinic.now() + timedelta(minutes=told["in_minutes"]) if "in_minutes" in told else None
    visit = front_desk.open_visit(then, coming.patient, by=crew.desk, complaint=told["complaint"], expected_at=expected)
    if told["status"] == VisitStatus.CANCELLED:
        front_desk.move_visit(then, visit, VisitStatus.CANCELLED, by=crew.desk, because=told["because"])
    moment = coming.at
    for number, exam in enumerate(told.get("exam", ()), 1):
        moment = min(moment + timedelta(minutes=exam.get("minutes_later", 0)) + READING_UP, clinic.now())
        _exam(_at(clinic, moment), visit, exam, number, crew)
    if told["status"] in (VisitStatus.IN_EXAM, VisitStatus.FOR_VET):
        exam_room.start(then, visit.id, by=crew.technician)
    if told["status"] == VisitStatus.FOR_VET:
        exam_room.hand_to_vet(_at(clinic, min(moment + EXAMINING, clinic.now())), visit.id, by=crew.technician)


def _exam(clinic: Clinic, visit: Visit, told: Told, number: int, crew: _Crew) -> None:
    if number == 1:
        exam = exam_room.open_exam(clinic, visit.id, by=crew.technician)
    else:
        exam_room.start(clinic, visit.id, by=crew.technician)  # it was done once the first was signed
        exam = exam_room.another_exam(clinic, visit.id, by=crew.technician)
    _open_everything(clinic, visit.id, exam, crew)
    _record(clinic, exam, told, crew)
    for item, text in told.get("notes", {}).items():
        exam_room.note(clinic, exam.id, item, text, by=crew.technician)
    file = standing.refresh(clinic, visit.id, number)
    if "told" in told or "sign" in told:
        for flag in file.assessment.red_flags:
            safety.tell_vet(clinic, exam.id, flag.id, told.get("told", "Dr Robin Sample"), by=crew.technician)
    _decide(clinic, exam, file, told, crew)


def _open_everything(clinic: Clinic, visit: VisitId, exam: Exam, crew: _Crew) -> None:
    """The vet has cleared the visit and settled every safety question."""
    if exam.ordinal == 1:
        safety.clear_vet_first(clinic, visit, crew.vet, crew.vet_pin)
    for rule in clinic.rulebooks.current.knowledge.safety_rules:
        if rule.question:
            safety.answer_gate(clinic, exam.id, rule.id, is_safe=True, by=crew.vet)


def _record(clinic: Clinic, exam: Exam, told: Told, crew: _Crew) -> None:
    engine = clinic.rulebooks.current
    items = permissions.items_by_id(engine.knowledge)
    document = {"format": "intake-case/1", "answers": dict(told["answers"])}
    case = case_files.case_from(engine, json.dumps(document, ensure_ascii=False).encode())
    given = [*_given(case), *_normals(engine.knowledge.items, told.get("examined", ()), case)]
    for is_vets in (False, True):
        part = tuple(one for one in given if (items[one.item].who is Who.VETERINARIAN) is is_vets)
        if part:
            entry = Entry(crew.technician, said_by=crew.vet if is_vets else None)
            exam_room.record_all(clinic, exam.id, part, entry)
    for region in told.get("bulk", ()):
        shown = tuple(item.id for item in engine.knowledge.items if item.region == region and item.core)
        exam_room.rest_normal(clinic, exam.id, shown, by=crew.technician)


def _given(case: Case) -> Iterator[Given]:
    for item, answer in case.answers.items():
        if isinstance(answer, SidedAnswer):
            yield from (Given(item, site, part) for site, part in answer.sites.items())
        else:
            yield Given(item, None, answer)


def _normals(items: tuple[Item, ...], regions: list[str], case: Case) -> Iterator[Given]:
    """What was found normal on the pages that were gone through."""
    for item in items:
        if item.region not in regions or not item.core or not item.normal or item.id in case.answers:
            continue
        answer = (item.normal,) if item.kind is Kind.MULTI else item.normal
        yield from (Given(item.id, site, answer) for site in item.sites or (None,))


def _decide(clinic: Clinic, exam: Exam, file: boards.ExamFile, told: Told, crew: _Crew) -> None:
    for place, workup in enumerate(file.assessment.workups[: told.get("decide", 0)], 1):
        is_last = place == told["decide"] and place > 1
        choice = (
            Choice(workup.id, Verdict.DECLINED, "The owner wants to wait for the first results.")
            if is_last
            else Choice(workup.id, Verdict.ACCEPTED)
        )
        review.decide(clinic, exam.id, choice, by=crew.vet)
    if "sign" in told:
        review.sign(clinic, exam.id, SignOff(crew.vet, crew.vet_pin, told["sign"]))
    if "amend" in told:
        review.amend(clinic, exam.id, told["amend"], by=crew.vet)
