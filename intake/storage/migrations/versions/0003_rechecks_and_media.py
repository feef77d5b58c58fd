"""Exams of several kinds, plans of rechecks, photos and clips, and clearances that can be withdrawn.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

JOURNALS = ("recheck_plans", "media", "media_notes", "media_marks")
KINDS = "kind in ('full', 'recheck', 'second')"


def upgrade() -> None:
    # A flag with a default can be added in place; the triggers that keep the journal stay.
    op.add_column("clearances", sa.Column("withdrawn", sa.Boolean(), server_default="0", nullable=False))
    _widen_exams()
    for make in TABLES.values():
        make()
    for journal in JOURNALS:
        for act in ("update", "delete"):
            op.execute(
                f"create trigger keep_{journal}_from_{act} before {act} on {journal} "
                f"begin select raise(abort, '{journal} are only ever added to'); end"
            )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    with op.batch_alter_table("exams", recreate="always") as exams:
        exams.drop_constraint("fk_exams_compared_to", type_="foreignkey")
        exams.drop_constraint("ck_exams_kind", type_="check")
        for column in ("finished_at", "compared_to", "checks", "kind"):
            exams.drop_column(column)
    op.drop_column("clearances", "withdrawn")


def _widen_exams() -> None:
    with op.batch_alter_table("exams", recreate="always") as exams:
        exams.add_column(sa.Column("kind", sa.String(length=16), server_default="full", nullable=False))
        exams.add_column(sa.Column("checks", sa.Text(), nullable=True))
        exams.add_column(sa.Column("compared_to", sa.String(length=32), nullable=True))
        exams.add_column(sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True))
        exams.create_foreign_key("fk_exams_compared_to", "exams", ["compared_to"], ["id"])
        exams.create_check_constraint(op.f("ck_exams_kind"), KINDS)


def _recheck_plans() -> None:
    op.create_table(
        "recheck_plans",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("every_minutes", sa.Integer(), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("first_due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_stopped", sa.Boolean(), nullable=False),
        sa.CheckConstraint("every_minutes > 0", name=op.f("ck_recheck_plans_every_minutes")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name="fk_recheck_plans_visit_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_recheck_plans_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_recheck_plans"),
    )
    op.create_index("ix_recheck_plans_visit_id", "recheck_plans", ["visit_id"], unique=False)


def _media() -> None:
    op.create_table(
        "media",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("exam_id", sa.String(length=32), nullable=True),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('photo', 'video')", name=op.f("ck_media_kind")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name="fk_media_visit_id"),
        sa.ForeignKeyConstraint(["exam_id"], ["exams.id"], name="fk_media_exam_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_media_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_media"),
        sa.UniqueConstraint("id", name="uq_media_id"),
    )
    op.create_index("ix_media_visit_id", "media", ["visit_id"], unique=False)
    op.create_index("ix_media_digest", "media", ["digest"], unique=False)


def _media_notes() -> None:
    op.create_table(
        "media_notes",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.String(length=32), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name="fk_media_notes_media_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_media_notes_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_media_notes"),
    )
    op.create_index("ix_media_notes_media_id", "media_notes", ["media_id"], unique=False)


def _media_marks() -> None:
    op.create_table(
        "media_marks",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name="fk_media_marks_media_id"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_media_marks_staff_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_media_marks"),
    )
    op.create_index("ix_media_marks_media_id", "media_marks", ["media_id"], unique=False)


TABLES = {
    "recheck_plans": _recheck_plans,
    "media": _media,
    "media_notes": _media_notes,
    "media_marks": _media_marks,
}
