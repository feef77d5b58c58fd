"""The tables of the record; the migrations make them, and a test holds both equal."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class UtcTime(TypeDecorator[datetime]):
    """A point in time: aware in, stored as UTC, aware UTC out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same moment in UTC, as it is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored: nobody could say when it was.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as it was stored, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

staff = Table(
    "staff",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("initials", String(16), nullable=False),
    Column("role", String(16), nullable=False),
    Column("pin_hash", Text, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("wrong_tries", Integer, nullable=False),
    Column("wait_until", UtcTime),
    Column("version", Integer, nullable=False),
    UniqueConstraint("initials"),
    CheckConstraint("role in ('technician', 'veterinarian', 'front_desk', 'admin')", name="role"),
)

owners = Table(
    "owners",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("phone_digits", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "phone_digits"),
)

# `seq` is the row's place in the search index: an implicit rowid may change when the file is vacuumed.
patients = Table(
    "patients",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(32), nullable=False),
    Column("owner_id", String(32), ForeignKey("owners.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("breed", Text, nullable=False),
    Column("sex", String(16)),
    Column("birth_date", Date),
    Column("is_birth_estimated", Boolean, nullable=False),
    Column("microchip", Text, nullable=False),
    Column("handling", Text, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("id"),
    Index(None, "owner_id"),
)

visits = Table(
    "visits",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("patient_id", String(32), ForeignKey("patients.id"), nullable=False),
    Column("status", String(16), nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("opened_by", String(32), ForeignKey("staff.id")),
    Column("number", Integer, nullable=False),
    Column("complaint", Text, nullable=False),
    Column("expected_at", UtcTime),
    Column("waiting_since", UtcTime),
    Column("cancelled_because", Text, nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("untold_flags", Integer, nullable=False),
    Column("signed_at", UtcTime),
    Column("version", Integer, nullable=False),
    UniqueConstraint("number"),
    CheckConstraint("status in ('expected', 'waiting', 'in_exam', 'for_vet', 'done', 'cancelled')", name="status"),
    CheckConstraint("urgency in ('routine', 'soon', 'urgent', 'emergency')", name="urgency"),
    Index(None, "patient_id"),
    Index(None, "opened_at"),
    Index(None, "expected_at"),
    Index(None, "status"),
)

knowledge = Table(
    "knowledge",
    metadata,
    Column("digest", String(80), primary_key=True),
    Column("version", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("content_digest", String(80), nullable=False),
)

exams = Table(
    "exams",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("visit_id", String(32), ForeignKey("visits.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("started_by", String(32), ForeignKey("staff.id")),
    Column("knowledge_version", Text, nullable=False),
    Column("knowledge_digest", String(80), ForeignKey("knowledge.digest"), nullable=False),
    Column("examined_on", Date),
    Column("given", Text),
    Column("version", Integer, nullable=False),
    Column("kind", String(16), nullable=False, server_default="full"),
    Column("checks", Text),
    Column("compared_to", String(32), ForeignKey("exams.id")),
    Column("finished_at", UtcTime),
    UniqueConstraint("visit_id", "ordinal"),
    CheckConstraint("kind in ('full', 'recheck', 'second')", name="kind"),
)

# `answer` is JSON: "r3", 38.6, ["a", "b"], {"not_done": "unsafe"}; NULL takes back what stood before.
answers = Table(
    "answers",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("exam_id", String(32), ForeignKey("exams.id"), nullable=False),
    Column("item", String(64), nullable=False),
    Column("site", String(2)),
    Column("answer", Text),
    Column("staff_id", String(32), ForeignKey("staff.id")),
    Column("made_at", UtcTime, nullable=False),
    Column("entered_at", UtcTime, nullable=False),
    Column("source", String(8), nullable=False),
    Column("said_by", String(32), ForeignKey("staff.id")),
    CheckConstraint("source in ('person', 'bulk', 'undo', 'import')", name="source"),
    Index("ix_answers_exam_id_item", "exam_id", "item"),
)

notes = Table(
    "notes",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("exam_id", String(32), ForeignKey("exams.id"), nullable=False),
    Column("item", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id")),
    Column("entered_at", UtcTime, nullable=False),
    Index(None, "exam_id"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("exam_id", String(32), ForeignKey("exams.id"), nullable=False),
    Column("workup", Text, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    CheckConstraint("verdict in ('accepted', 'declined', 'reopened', 'added')", name="verdict"),
    Index(None, "exam_id"),
)

told = Table(
    "told",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("exam_id", String(32), ForeignKey("exams.id"), nullable=False),
    Column("flag", String(64), nullable=False),
    Column("told_to", Text, nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Index(None, "exam_id"),
)

gates = Table(
    "gates",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("exam_id", String(32), ForeignKey("exams.id"), nullable=False),
    Column("rule", String(64), nullable=False),
    Column("is_safe", Boolean, nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default="0"),
    Index(None, "exam_id"),
)

clearances = Table(
    "clearances",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("visit_id", String(32), ForeignKey("visits.id"), nullable=False),
    Column("vet", String(32), ForeignKey("staff.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default="0"),
    Index(None, "visit_id"),
)

signatures = Table(
    "signatures",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("exam_id", String(32), ForeignKey("exams.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("vet", String(32), ForeignKey("staff.id"), nullable=False),
    Column("vet_name", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("note", Text, nullable=False),
    Column("case_digest", String(80), nullable=False),
    Column("case_json", Text, nullable=False),
    Column("assessment_json", Text, nullable=False),
    UniqueConstraint("exam_id", "number"),
)

amendments = Table(
    "amendments",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("exam_id", String(32), ForeignKey("exams.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "exam_id"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id")),
    Column("act", String(64), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    Column("seal", String(64), nullable=False),
    Index(None, "subject"),
)

recheck_plans = Table(
    "recheck_plans",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("visit_id", String(32), ForeignKey("visits.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("every_minutes", Integer, nullable=False),
    Column("checks", Text, nullable=False),
    Column("first_due", UtcTime, nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("until", UtcTime),
    Column("is_stopped", Boolean, nullable=False),
    CheckConstraint("every_minutes > 0", name="every_minutes"),
    Index(None, "visit_id"),
)

# The files lie in the attachments folder under their digest.
media = Table(
    "media",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(32), nullable=False),
    Column("visit_id", String(32), ForeignKey("visits.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("digest", String(80), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("exam_id", String(32), ForeignKey("exams.id")),
    Column("item", String(64), nullable=False),
    Column("seconds", Float),
    Column("taken_at", UtcTime),
    UniqueConstraint("id"),
    CheckConstraint("kind in ('photo', 'video')", name="kind"),
    Index(None, "visit_id"),
    Index(None, "digest"),
)

media_notes = Table(
    "media_notes",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("media_id", String(32), ForeignKey("media.id"), nullable=False),
    Column("caption", Text, nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("is_removed", Boolean, nullable=False),
    Index(None, "media_id"),
)

media_marks = Table(
    "media_marks",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("media_id", String(32), ForeignKey("media.id"), nullable=False),
    Column("mark", String(32), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("text", Text, nullable=False),
    Column("staff_id", String(32), ForeignKey("staff.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("is_removed", Boolean, nullable=False),
    Index(None, "media_id"),
)

sheet_codes = Table(
    "sheet_codes",
    metadata,
    Column("exam_id", String(32), ForeignKey("exams.id"), primary_key=True),
    Column("sheet", String(32), primary_key=True),
    Column("code", String(32), nullable=False),
    UniqueConstraint("code"),
)

JOURNALS = (
    answers,
    notes,
    decisions,
    told,
    gates,
    clearances,
    signatures,
    amendments,
    audit,
    recheck_plans,
    media,
    media_notes,
    media_marks,
)
"""Tables that are only ever added to; the database refuses anything else."""
