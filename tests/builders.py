"""Domain values and a clinic with defaults, so that a test says only what matters to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from intake.app.calendar import ClinicCalendar
from intake.app.clinic import Clinic
from intake.app.rulebooks import KeptRulebooks
from intake.bootstrap import LateSheets, new_id
from intake.domain.audit import AuditEntry
from intake.domain.cases import Answer
from intake.domain.exams import Exam, RecordedAnswer
from intake.domain.ids import ExamId, MediaId, OwnerId, PatientId, StaffId, VisitId
from intake.domain.media import Media, MediaKind
from intake.domain.patients import Owner, Patient
from intake.domain.staff import Role, StaffMember
from intake.domain.visits import Visit, VisitStatus
from intake.knowledge.clinic_rules import InForce
from intake.knowledge.loader import decode, encode, load
from intake.knowledge.model import Knowledge
from intake.reasoning.engine import Engine
from intake.storage.pin_hashing import Argon2Pins
from intake.storage.store import open_store

MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
KNOWLEDGE = "sha256:test"


@dataclass
class Clock:
    """A clock that stands until a test moves it."""

    time: datetime = MORNING

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **duration: float) -> None:
        self.time += timedelta(**duration)


@dataclass
class Ids:
    """Ids that follow from their order: id1, id2, ..."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __call__(self) -> str:
        return f"id{next(self.numbers)}"


def a_person(key: str = "tess", role: Role = Role.TECHNICIAN, **changed) -> StaffMember:
    given = {"name": f"{key.title()} Example", "initials": key[:2].upper(), "pin_hash": "-"} | changed
    return StaffMember(id=StaffId(key), role=role, **given)


def an_owner(key: str = "owner", **changed) -> Owner:
    return Owner(**({"id": OwnerId(key), "name": "P. Sampleton", "phone": "0000 000 000"} | changed))


def a_dog(key: str = "maple", owner: str = "owner", **changed) -> Patient:
    return Patient(**({"id": PatientId(key), "owner_id": OwnerId(owner), "name": key.title()} | changed))


def a_visit(key: str = "visit", patient: str = "maple", **changed) -> Visit:
    given = {"status": VisitStatus.WAITING, "opened_at": MORNING, "opened_by": None} | changed
    return Visit(id=VisitId(key), patient_id=PatientId(patient), **given)


def an_exam(key: str = "exam", visit: str = "visit", ordinal: int = 1, **changed) -> Exam:
    given = {
        "started_at": MORNING,
        "started_by": None,
        "knowledge_version": "test",
        "knowledge_digest": KNOWLEDGE,
        "examined_on": date(2026, 11, 24),
    } | changed
    return Exam(id=ExamId(key), visit_id=VisitId(visit), ordinal=ordinal, **given)


def an_answer(item: str, answer: Answer | None, site: str | None = None, **changed) -> RecordedAnswer:
    given = {"exam_id": ExamId("exam"), "by": None, "made_at": MORNING, "entered_at": MORNING} | changed
    return RecordedAnswer(item=item, site=site, answer=answer, **given)


def a_photo(key: str = "photo", visit: str = "visit", by: str = "tess", **changed) -> Media:
    given = {
        "kind": MediaKind.PHOTO, "digest": "sha256:" + "0" * 64, "name": "IMG_0042.JPG", "size": 1, "width": 4,
        "height": 3, "at": MORNING,
    } | changed  # fmt: skip
    return Media(id=MediaId(key), visit_id=VisitId(visit), by=StaffId(by), **given)


def an_act(subject: str = "exam:exam", **changed) -> AuditEntry:
    return AuditEntry(**({"at": MORNING, "by": None, "act": "answer", "subject": subject} | changed))


RESOURCES = Path(__file__).resolve().parents[1] / "resources"
PIN = "2468"


@cache
def knowledge() -> Knowledge:
    """The knowledge as shipped, read once for all tests."""
    return load(RESOURCES / "knowledge")


@cache
def engine() -> Engine:
    """The engine over it, made once for all tests."""
    return Engine(knowledge())


class SharedRulebooks(KeptRulebooks):
    """Rulebooks whose current engine is made once for all tests."""

    def __init__(self) -> None:
        super().__init__(lambda: InForce(knowledge()), encode, decode)

    @property
    def current(self) -> Engine:
        return engine()


@cache
def _new_database() -> bytes:
    """A new database as a file; migrations are tested elsewhere."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "new.db"
        open_store(file, backups=file.parent, now=Clock()).close()
        return file.read_bytes()


@contextmanager
def a_clinic(home: Path, clock: Clock | None = None, **parts) -> Iterator[Clinic]:
    """A clinic over a real database in `home`, in Berlin, where guessing a PIN costs nothing."""
    clock = clock or Clock()
    if not (home / "intake.db").exists():
        (home / "intake.db").write_bytes(_new_database())
    store = open_store(home / "intake.db", backups=home / "backups", now=clock)
    given = {
        "store": store,
        "rulebooks": SharedRulebooks(),
        "sheets": LateSheets(),
        "pins": Argon2Pins(rounds=1, memory_kib=8, lanes=1),
        "calendar": ClinicCalendar("Europe/Berlin", clock),
        "now": clock,
        "new_id": new_id,
        "zone": "Europe/Berlin",
    } | parts
    try:
        yield Clinic(**given)
    finally:
        store.close()
