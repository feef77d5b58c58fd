"""Answers to safety questions that can be taken back.

Revision ID: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    # A flag with a default can be added in place; the triggers that keep the journal stay.
    op.add_column("gates", sa.Column("withdrawn", sa.Boolean(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("gates", "withdrawn")
