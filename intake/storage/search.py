"""Finding dogs by the beginning of a name, by phone digits from either end, or by microchip."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, TextClause, bindparam, select, text

from intake.domain.patients import Owner, Patient
from intake.storage import mapping
from intake.storage.tables import owners, patients

_UNFOLDED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


def folded(words: str) -> str:
    """The text without accents and case, in any script."""
    if words.isascii():
        return words.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", words).casefold())
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return kept.translate(_UNFOLDED)


def index_patient(connection: Connection, patient: str) -> None:
    """The dog is found by what it is called now; part of the caller's transaction."""
    row = connection.execute(_named(), {"id": patient}).one()
    connection.execute(_drop(), {"seq": row.seq})
    connection.execute(_put(), _indexed(row))


def _indexed(row: Row[Any]) -> dict[str, Any]:
    phone, chip = mapping.digits_of(row.phone), folded(row.microchip).replace(" ", "")
    return {
        "seq": row.seq,
        "dog": folded(row.name),
        "owner": folded(row.owner_name),
        "phone": phone,
        "chip": chip,
        "ends": f"{phone[::-1]} {chip[::-1]}",
    }


def index_dogs_of(connection: Connection, owner: str) -> None:
    """The owner's dogs are found by the owner's name and phone as they are now."""
    for patient in connection.scalars(select(patients.c.id).where(patients.c.owner_id == owner)).all():
        index_patient(connection, patient)


@cache
def _drop() -> TextClause:
    return text("delete from patient_search where rowid = :seq")


@cache
def _put() -> TextClause:
    return text(
        "insert into patient_search (rowid, dog, owner, phone, chip, ends) "
        "values (:seq, :dog, :owner, :phone, :chip, :ends)"
    )


@cache
def _named() -> Select[Any]:
    return (
        select(patients.c.seq, patients.c.name, patients.c.microchip, owners.c.name.label("owner_name"), owners.c.phone)
        .join(owners, owners.c.id == patients.c.owner_id)
        .where(patients.c.id == bindparam("id"))
    )


@cache
def _hits() -> Select[Any]:
    # Newest first without ranking by relevance, which would read every hit of a broad prefix.
    found = text(
        "patients.seq in (select rowid from patient_search "
        "where patient_search match :query order by rowid desc limit :most)"
    )
    return (
        select(*patients.c, owners.c.name.label("owner_name"), owners.c.phone, owners.c.version.label("owner_version"))
        .join(owners, owners.c.id == patients.c.owner_id)
        .where(found)
        .order_by(patients.c.seq.desc())
    )


def find(connection: Connection, words: str, limit: int) -> tuple[tuple[Patient, Owner], ...]:
    """Dogs that fit every word typed: a whole name before a beginning, then by name, then by anything else."""
    terms = _terms(words)
    if not terms:
        return ()
    # Dogs of the name are asked for by themselves: among many dogs of owners so called they would be cut off.
    rows: dict[int, Row[Any]] = {}
    for query in (_named_so(terms), " AND ".join(_term(term) for term in terms)):
        rows |= {row.seq: row for row in connection.execute(_hits(), {"query": query, "most": limit})}
    typed = folded(words).split()
    return tuple(sorted((_hit(row) for row in rows.values()), key=lambda hit: _order(typed, *hit)))[:limit]


def _hit(row: Row[Any]) -> tuple[Patient, Owner]:
    columns = row._asdict()
    owner = Owner(columns["owner_id"], columns.pop("owner_name"), columns.pop("phone"), columns.pop("owner_version"))
    return mapping.patient_from(columns), owner


def _order(words: list[str], patient: Patient, owner: Owner) -> tuple[int, str, str]:
    dog = folded(patient.name)
    names = dog.split()
    if any(word in names for word in words):
        return 0, dog, folded(owner.name)
    begins = any(name.startswith(word) for name in names for word in words)
    return 1 if begins else 2, dog, folded(owner.name)


def _terms(words: str) -> list[str]:
    """The words to look for; digits that stand together are one number."""
    terms: list[str] = []
    joins = False
    for word in folded(words).split():
        is_number = _is_number(word)
        digits = mapping.digits_of(word) if is_number else word
        if is_number and joins:
            terms[-1] += digits
        else:
            terms.append(digits)
        joins = is_number
    return [term for term in terms if any(character.isalnum() for character in term)]


def _is_number(word: str) -> bool:
    return any(character.isdecimal() for character in word) and not any(character.isalpha() for character in word)


def _named_so(terms: list[str]) -> str:
    return " AND ".join(f"{{dog}} : {_begins(term)}" for term in terms)


def _begins(term: str) -> str:
    return '"' + term.replace('"', " ") + '"*'


def _term(term: str) -> str:
    quoted = _begins(term)
    anywhere = f"{{dog owner phone chip}} : {quoted}"
    if not term.isdecimal():
        return anywhere
    return f'({anywhere} OR ends : "{term[::-1]}"*)'
