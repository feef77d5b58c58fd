"""Registering owners, dogs and visits, and moving visits along."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intake.app import boards, front_desk
from intake.app.front_desk import NewDog
from intake.domain.errors import BadInput, ChangedElsewhere, NotAllowed, NotFound
from intake.domain.ids import OwnerId, PatientId
from intake.domain.patients import Patient
from intake.domain.visits import VisitStatus


def test_a_dog_of_a_known_owner(room):
    with room.clinic.store.look() as look:
        owner = look.owner(look.patient(room.visit.patient_id).owner_id)
    details = Patient(PatientId(""), OwnerId(""), breed="Boxer", birth_date=date(2020, 1, 1))
    second = front_desk.register(room.clinic, NewDog(" Nox ", owner=owner.id, details=details), by=None)
    assert (second.name, second.breed, second.owner_id) == ("Nox", "Boxer", owner.id)
    hits = boards.find_patients(room.clinic, "sampleton")
    assert {hit.patient.name for hit in hits} == {"Maple", "Nox"}
    assert {hit.owner for hit in hits} == {owner}


def test_every_problem_of_a_new_dog_is_told_and_nothing_stored(room):
    details = Patient(PatientId(""), OwnerId(""), birth_date=date(2030, 1, 1))
    with pytest.raises(BadInput) as refusal:
        front_desk.register(room.clinic, NewDog("x" * 201, owner_name=" ", details=details), by=None)
    assert [problem.path for problem in refusal.value.problems] == ["owner.name", "patient.name", "patient.birth_date"]
    assert boards.find_patients(room.clinic, "xxx") == ()


def test_an_owner_nobody_knows(room):
    with pytest.raises(NotFound):
        front_desk.register(room.clinic, NewDog("Nox", owner=OwnerId("ghost")), by=None)


def test_a_corrected_dog_is_saved_over_the_version_the_person_saw(room):
    with room.clinic.store.look() as look:
        seen = look.patient(room.visit.patient_id)
    front_desk.change_patient(room.clinic, replace(seen, breed="Beagle"), by=room.desk.id)
    with pytest.raises(ChangedElsewhere):
        front_desk.change_patient(room.clinic, replace(seen, breed="Boxer"), by=room.desk.id)
    with pytest.raises(BadInput):
        front_desk.change_patient(room.clinic, replace(seen, birth_date=date(1990, 1, 1)), by=room.desk.id)
    with room.clinic.store.look() as look:
        assert look.patient(seen.id).breed == "Beagle"


def test_a_corrected_owner_is_saved_over_the_version_the_person_saw(room):
    with room.clinic.store.look() as look:
        seen = look.owner(look.patient(room.visit.patient_id).owner_id)
    front_desk.change_owner(room.clinic, replace(seen, name="Q. Corrected", phone="0151 23"), by=room.desk.id)
    with pytest.raises(ChangedElsewhere):
        front_desk.change_owner(room.clinic, replace(seen, name="R. Late"), by=room.desk.id)
    with pytest.raises(BadInput):
        front_desk.change_owner(room.clinic, replace(seen, name=" "), by=room.desk.id)
    (hit,) = boards.find_patients(room.clinic, "corrected")
    assert (hit.owner.name, hit.owner.phone) == ("Q. Corrected", "0151 23")
    with room.clinic.store.look() as look:
        assert [entry.act for entry in look.audit_of(f"owner:{seen.id}")] == ["change owner"]


def test_a_visit_waits_from_now_or_is_expected(room):
    assert (room.visit.status, room.visit.number, room.visit.complaint) == ("waiting", 1, "trembles at her bowl")
    assert room.visit.waiting_since == room.clock.time
    at = room.clock.time + timedelta(hours=2)
    booked = front_desk.open_visit(room.clinic, room.visit.patient_id, by=None, expected_at=at)
    assert (booked.status, booked.number, booked.waiting_since) == ("expected", 2, None)


def test_a_visit_of_no_dog_is_refused(room):
    with pytest.raises(NotFound):
        front_desk.open_visit(room.clinic, PatientId("ghost"), by=None)


def test_a_late_second_move_is_told(room):
    change = front_desk.move_visit(room.clinic, room.visit, VisitStatus.IN_EXAM, by=room.desk.id)
    assert (change.visit, change.at) == (room.visit.id, room.clock.time)
    with pytest.raises(ChangedElsewhere):
        front_desk.move_visit(room.clinic, room.visit, VisitStatus.IN_EXAM, by=room.technician.id)
    assert room.audit(f"visit:{room.visit.id}") == ["open visit", "move visit"]


def test_steps_that_are_not_legal_are_refused(room):
    with pytest.raises(NotAllowed, match="cannot go to done today from there"):
        front_desk.move_visit(room.clinic, room.visit, VisitStatus.DONE, by=None)
    with pytest.raises(NotAllowed, match="Say why"):
        front_desk.move_visit(room.clinic, room.visit, VisitStatus.CANCELLED, by=None)
    front_desk.move_visit(room.clinic, room.visit, VisitStatus.CANCELLED, by=None, because="gone home")
    assert boards.visits(room.clinic, status=VisitStatus.CANCELLED)[0].visit.cancelled_because == "gone home"


def test_a_complaint_at_booking_is_no_longer_than_an_answer(room):
    with pytest.raises(BadInput, match="10001 characters"):
        front_desk.open_visit(room.clinic, room.visit.patient_id, by=None, complaint="x" * 10_001)
    assert len(boards.visits(room.clinic)) == 1
