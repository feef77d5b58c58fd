"""The search index over dogs and owners, filled with those already there.

Revision ID: 0002
"""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

UNFOLDED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def upgrade() -> None:
    op.execute(
        "create virtual table patient_search using fts5 "
        "(dog, owner, phone, chip, ends, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3')"
    )
    dogs = op.get_bind().execute(
        sa.text(
            "select patients.seq, patients.name, owners.name, owners.phone, patients.microchip "
            "from patients join owners on owners.id = patients.owner_id"
        )
    )
    for row in [_indexed(*dog) for dog in dogs]:
        op.get_bind().execute(
            sa.text(
                "insert into patient_search (rowid, dog, owner, phone, chip, ends) values (:a, :b, :c, :d, :e, :f)"
            ),
            dict(zip("abcdef", row, strict=True)),
        )


def downgrade() -> None:
    op.execute("drop table patient_search")


def _indexed(seq: int, dog: str, owner: str, phone: str, chip: str) -> tuple[int, str, str, str, str, str]:
    digits = "".join(str(int(character)) for character in phone if character.isdecimal())
    chip = _folded(chip).replace(" ", "")
    return seq, _folded(dog), _folded(owner), digits, chip, f"{digits[::-1]} {chip[::-1]}"


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(UNFOLDED)
