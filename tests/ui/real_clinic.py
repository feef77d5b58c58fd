"""A clinic on a real database file, with the real knowledge, for tests of screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from intake.app import front_desk, staff
from intake.app.calendar import ClinicCalendar
from intake.app.clinic import Clinic
from intake.app.front_desk import NewDog
from intake.app.ports import Look, SheetMaker
from intake.domain.errors import Problem
from intake.domain.ids import OwnerId, PatientId, VisitId
from intake.domain.patients import Patient, Sex
from intake.domain.staff import Role, StaffMember
from intake.knowledge import loader
from intake.knowledge.model import Knowledge
from intake.reasoning.engine import Engine
from intake.storage.pin_hashing import Argon2Pins
from intake.storage.store import SqlStore, open_store
from tests.builders import Clock, Ids

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PIN = "2468"


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The engine over the real knowledge, made once for all tests."""
    return Engine(loader.load(RESOURCES / "knowledge"))


class OneRulebook:
    """Today's knowledge for every exam."""

    @property
    def current(self) -> Engine:
        return engine()

    @property
    def refused(self) -> tuple[Problem, ...]:
        return ()

    def of(self, digest: str, look: Look) -> Engine:
        return engine()

    def encoded(self, knowledge: Knowledge) -> bytes:
        return loader.encode(knowledge)


@dataclass
class RealClinic:
    """The parts of a clinic, one visit of Maple, a technician and a vet."""

    clinic: Clinic
    store: SqlStore
    clock: Clock
    technician: StaffMember
    vet: StaffMember
    visit: VisitId
    close: Callable[[], None] = field(default=lambda: None)


def sheets() -> SheetMaker:
    from intake.reports.sheet_maker import ReportLabSheets

    return ReportLabSheets(RESOURCES)


def real_clinic(home: Path, maker: SheetMaker | None = None) -> RealClinic:
    """A new clinic in a folder."""
    clock, ids = Clock(datetime(2026, 11, 24, 9, 30, tzinfo=UTC)), Ids()
    store = open_store(home / "intake.db", backups=home / "backups", now=clock)
    clinic = Clinic(
        store=store,
        rulebooks=OneRulebook(),
        sheets=maker or sheets(),
        pins=Argon2Pins(rounds=1, memory_kib=8, lanes=1),  # a guess need not cost anything here
        calendar=ClinicCalendar("Europe/Berlin", clock),
        now=clock,
        new_id=ids,
        name="Sample Clinic",
        zone="Europe/Berlin",
        app_version="0.1.0",
    )
    admin = staff.add(clinic, "Ada Example", Role.ADMIN, PIN, by=None)
    vet = staff.add(clinic, "Dr Casey Sample", Role.VETERINARIAN, PIN, by=admin.id)
    technician = staff.add(clinic, "Pat Example", Role.TECHNICIAN, PIN, by=admin.id)
    details = Patient(PatientId(""), OwnerId(""), breed="Dachshund", sex=Sex.FEMALE_SPAYED)
    dog = front_desk.register(
        clinic, NewDog("Maple", owner_name="P. Sampleton", phone="0000 000 000", details=details), by=technician.id
    )
    visit = front_desk.open_visit(clinic, dog.id, by=technician.id, complaint="Back legs shake when standing")
    return RealClinic(clinic, store, clock, technician, vet, visit.id, store.close)
