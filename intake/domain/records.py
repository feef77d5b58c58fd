"""Everything about one exam in one place, for screens, sheets and the engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from intake.domain.cases import Case
from intake.domain.decisions import Amendment, Clearance, Decision, FlagTold, GateAnswer, Signature
from intake.domain.exams import Exam, RecordedAnswer
from intake.domain.ids import StaffId
from intake.domain.patients import Owner, Patient
from intake.domain.rechecks import RecheckPlan
from intake.domain.visits import Visit


@dataclass(frozen=True, slots=True)
class ExamRecord:
    """One exam with its visit, dog, owner and people; from a case file only `case` is there.

    `rows` are the answers in force (item -> side -> row): who gave them, when, and whether in bulk.
    """

    case: Case
    visit: Visit | None = None
    patient: Patient | None = None
    owner: Owner | None = None
    exam: Exam | None = None
    exams: tuple[Exam, ...] = ()
    rows: Mapping[str, Mapping[str | None, RecordedAnswer]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    told: tuple[FlagTold, ...] = ()
    gates: tuple[GateAnswer, ...] = ()
    clearance: Clearance | None = None
    signature: Signature | None = None
    amendments: tuple[Amendment, ...] = ()
    is_first_signed: bool = False  # the visit's first exam, which keeps signalment and history
    staff_names: Mapping[StaffId, str] = field(default_factory=dict)
    plans: tuple[RecheckPlan, ...] = ()

    @property
    def is_signed(self) -> bool:
        """True once a vet has signed: amended from then on, never changed."""
        return self.signature is not None


class Paper(StrEnum):
    """Sheet sizes."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class PrintLine:
    """Who printed when, and for which clinic; all optional so that a sheet can be made byte for byte again."""

    clinic_name: str = ""
    printed_at: datetime | None = None
    printed_by: str = ""
    poison_line: str = ""
    zone: str = "UTC"  # IANA name; times on the sheet are shown in it
    app_version: str = ""
    sheet_code: str = ""  # the random code of the visit's sheet, or from the case digest
