"""Where the outside world begins: what the actions need and `bootstrap` plugs in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, TypeAlias

from intake.domain.audit import AuditEntry
from intake.domain.decisions import Amendment, Clearance, Decision, FlagTold, GateAnswer, Signature
from intake.domain.errors import Problem
from intake.domain.exams import Exam, RecordedAnswer, RecordedNote, RecordingState
from intake.domain.ids import ExamId, MediaId, OwnerId, PatientId, StaffId, VisitId
from intake.domain.media import Kept, Media, MediaMark, MediaNote, Seen
from intake.domain.patients import Owner, Patient
from intake.domain.rechecks import RecheckPlan
from intake.domain.records import ExamRecord, Paper, PrintLine
from intake.domain.staff import StaffMember
from intake.domain.visits import Visit, VisitStatus
from intake.knowledge.model import Knowledge
from intake.reasoning.assessment import Assessment
from intake.reasoning.engine import Engine

Entity: TypeAlias = StaffMember | Owner | Patient | Visit | Exam
"""Things that are saved again with a higher version."""

JournalRow: TypeAlias = (
    RecordedAnswer
    | RecordedNote
    | Decision
    | FlagTold
    | GateAnswer
    | Clearance
    | Signature
    | Amendment
    | RecheckPlan
    | Media
    | MediaNote
    | MediaMark
)
"""Things that are only ever added."""


class Look(Protocol):
    """Questions to the store; every answer is a domain value."""

    def staff(self) -> tuple[StaffMember, ...]:
        """Everybody who ever worked here, by name."""

    def staff_member(self, staff: StaffId) -> StaffMember:
        """One person. Raises NotFound."""

    def owner(self, owner: OwnerId) -> Owner:
        """One owner. Raises NotFound."""

    def patient(self, patient: PatientId) -> Patient:
        """One dog. Raises NotFound."""

    def visit(self, visit: VisitId) -> Visit:
        """One visit. Raises NotFound."""

    def exam(self, exam: ExamId) -> Exam:
        """One exam. Raises NotFound."""

    def find_patients(self, text: str, *, limit: int) -> tuple[tuple[Patient, Owner], ...]:
        """Dogs whose name, owner, phone or microchip begins so, best first; accents and case ignored."""

    def owners_with_phone(self, digits: str) -> tuple[Owner, ...]:
        """Owners whose phone number has these digits."""

    def visits(
        self, *, status: VisitStatus | None = None, since: datetime | None = None, until: datetime | None = None
    ) -> tuple[tuple[Visit, Patient, Owner], ...]:
        """Visits opened or expected in [since, until), by number; None leaves that limit out."""

    def open_visits(self) -> tuple[tuple[Visit, Patient, Owner], ...]:
        """Visits neither done nor cancelled, whatever their day."""

    def visits_of(self, patient: PatientId) -> tuple[Visit, ...]:
        """A dog's visits, oldest first."""

    def exams_of(self, visit: VisitId) -> tuple[Exam, ...]:
        """A visit's exams by ordinal."""

    def answers_of(self, exam: ExamId) -> tuple[RecordedAnswer, ...]:
        """The answer journal, oldest first."""

    def recording_state(self, exam: ExamId, by: StaffId) -> RecordingState:
        """What decides whether this person may record in this exam; one cheap query. Raises NotFound."""

    def answers_at(self, exam: ExamId, items: tuple[str, ...]) -> tuple[RecordedAnswer, ...]:
        """The answer journal of a few items, oldest first."""

    def notes_of(self, exam: ExamId) -> tuple[RecordedNote, ...]:
        """The note journal, oldest first."""

    def decisions_of(self, exam: ExamId) -> tuple[Decision, ...]:
        """The decision journal, oldest first."""

    def told_of(self, exam: ExamId) -> tuple[FlagTold, ...]:
        """Who was told of which flag, oldest first."""

    def gates_of(self, exam: ExamId) -> tuple[GateAnswer, ...]:
        """The answers to safety gates, oldest first."""

    def clearance_of(self, visit: VisitId) -> Clearance | None:
        """The vet's clearance of the "vet first" checks, if it stands."""

    def clearances_of(self, visit: VisitId) -> tuple[Clearance, ...]:
        """The journal of clearances, oldest first."""

    def plans_of(self, visit: VisitId) -> tuple[RecheckPlan, ...]:
        """The journal of recheck plans, oldest first."""

    def plans_among(self, visits: tuple[VisitId, ...]) -> tuple[RecheckPlan, ...]:
        """The newest recheck plan of each of these visits that has any."""

    def media_of(self, visit: VisitId) -> tuple[Media, ...]:
        """Every photo and clip ever taken into a visit, oldest first."""

    def media_with(self, digest: str) -> tuple[Media, ...]:
        """Every visit's photos and clips of this content, oldest first."""

    def media_notes_of(self, visit: VisitId) -> tuple[MediaNote, ...]:
        """The journal of captions of a visit's photos and clips, oldest first."""

    def media_marks_of(self, media: MediaId) -> tuple[MediaMark, ...]:
        """The journal of a clip's marks, oldest first."""

    def signature_of(self, exam: ExamId) -> Signature | None:
        """The signature in force."""

    def amendments_of(self, exam: ExamId) -> tuple[Amendment, ...]:
        """Dated additions after signing, oldest first."""

    def audit_of(self, subject: str) -> tuple[AuditEntry, ...]:
        """The audit rows of one subject, oldest first."""

    def knowledge_snapshot(self, digest: str) -> bytes:
        """The encoded knowledge an exam was made with. Raises NotFound."""

    def sheet_code_of(self, exam: ExamId, sheet: str) -> str | None:
        """The random code printed on this sheet of this exam, once it has been given one."""


class Work(Look, Protocol):
    """A unit of work: everything in it is committed at once by `commit`, or nothing."""

    def add(self, *things: Entity | JournalRow) -> None:
        """Store new things."""

    def save(self, thing: Entity) -> None:
        """Store a changed thing over the version the person saw; its version rises by one.

        Raises:
            ChangedElsewhere: somebody saved it first.
        """

    def audit(self, entry: AuditEntry) -> None:
        """Add to the audit trail; the store seals it."""

    def keep_knowledge(self, digest: str, version: str, encoded: Callable[[], bytes]) -> None:
        """Keep a knowledge version for good; a second time does nothing."""

    def keep_sheet_code(self, exam: ExamId, sheet: str, code: str) -> None:
        """Give a sheet of an exam its code."""

    def commit(self) -> None:
        """Make it durable: on return it survives a power cut."""


class Store(Protocol):
    """The clinic's database."""

    def look(self) -> AbstractContextManager[Look]:
        """A consistent view for reading."""

    def work(self) -> AbstractContextManager[Work]:
        """A unit of work; left without `commit` it changes nothing."""


class Rulebooks(Protocol):
    """The knowledge in use, and those older exams were made with."""

    @property
    def current(self) -> Engine:
        """The engine over today's knowledge."""

    @property
    def refused(self) -> tuple[Problem, ...]:
        """Every problem of the clinic's own rules that are not in force."""

    def of(self, digest: str, look: Look) -> Engine:
        """The engine over the knowledge of that digest, from the store when it is not today's."""

    def encoded(self, knowledge: Knowledge) -> bytes:
        """The knowledge as bytes to keep."""


class PinHasher(Protocol):
    """Keeps PINs as argon2id hashes."""

    def hash(self, pin: str) -> str:
        """The hash to store."""

    def matches(self, pin_hash: str, pin: str) -> bool:
        """Whether this is the PIN behind the hash."""


class SheetMaker(Protocol):
    """Makes sheets as PDF bytes."""

    def exam_sheet(
        self, record: ExamRecord, engine: Engine, assessment: Assessment, *, paper: Paper, line: PrintLine
    ) -> bytes:
        """The exam sheet; the same content gives the same bytes."""


class Attachments(Protocol):
    """Files of the record, each kept once under the digest of its content; for the pool, never for the GUI thread."""

    def take(self, source: Path, look: Callable[[Path], Seen], go_on: Callable[[int, int], bool]) -> Kept:
        """A whole copy of a file; `look` says what it shows, `go_on(done, of)` is asked after every piece.

        Raises:
            BadInput: it is no photo or clip, is a folder, is empty, or changed or went away meanwhile.
            StorageTrouble: it cannot be read, or there is no room for it.
            TakingStopped: `go_on` said no.
        """

    def path_of(self, digest: str) -> Path:
        """Where the file with this content lies. Raises NotFound."""

    def digest_of(self, source: Path) -> str:
        """The digest of a file's content. Raises OSError."""

    def thumbnail(self, digest: str) -> bytes | None:
        """The small picture made before, if it is still there."""

    def keep_thumbnail(self, digest: str, content: bytes) -> None:
        """Keep a small picture for the next time; it may be thrown away."""

    def sweep(self) -> int:
        """Remove what copies that were killed left behind; how many there were."""


class DayOf(Protocol):
    """The clinic's calendar."""

    def today(self) -> date:
        """Today's date where the clinic is."""

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """Start and end of that day, as aware UTC times, right across summer time."""
