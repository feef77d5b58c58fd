from dataclasses import dataclass

import pytest

from intake.app import exam_room, front_desk, safety, staff
from intake.app.clinic import Clinic
from intake.app.exam_room import Entry, Given
from intake.app.front_desk import NewDog
from intake.domain.exams import Exam
from intake.domain.staff import Role, StaffMember
from intake.domain.visits import Visit
from tests import builders
from tests.builders import PIN, Clock


@dataclass
class Room:
    """A clinic with a technician, a vet, and one visit of Maple."""

    clinic: Clinic
    clock: Clock
    admin: StaffMember
    vet: StaffMember
    technician: StaffMember
    desk: StaffMember
    visit: Visit

    def exam(self) -> Exam:
        return exam_room.open_exam(self.clinic, self.visit.id, by=self.technician.id)

    def record(self, item, answer, site=None, by=None, **how):
        self.clock.pass_by(seconds=5)
        entry = Entry(by or self.technician.id, **how)
        return exam_room.record(self.clinic, self.exam().id, Given(item, site, answer), entry)

    def open_gates(self, exam=None):
        """Every safety question settled and the vet's clearance given."""
        safety.clear_vet_first(self.clinic, self.visit.id, self.vet.id, PIN)
        for rule in builders.knowledge().safety_rules:
            safety.answer_gate(self.clinic, exam or self.exam().id, rule.id, is_safe=True, by=self.vet.id)

    def audit(self, subject):
        with self.clinic.store.look() as look:
            return [entry.act for entry in look.audit_of(subject)]


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def clinic(tmp_path, clock):
    with builders.a_clinic(tmp_path, clock, name="Sample Clinic") as made:
        yield made


@pytest.fixture
def room(clinic, clock):
    admin = staff.add(clinic, "Ada Example", Role.ADMIN, PIN, by=None)
    vet = staff.add(clinic, "Robin Sample", Role.VETERINARIAN, PIN, by=admin.id)
    technician = staff.add(clinic, "Pat Example", Role.TECHNICIAN, PIN, by=admin.id)
    desk = staff.add(clinic, "Kim Front", Role.FRONT_DESK, PIN, by=admin.id)
    dog = front_desk.register(clinic, NewDog("Maple", owner_name="P. Sampleton", phone="0000 000 000"), by=desk.id)
    visit = front_desk.open_visit(clinic, dog.id, by=desk.id, complaint="trembles at her bowl")
    return Room(clinic, clock, admin, vet, technician, desk, visit)
