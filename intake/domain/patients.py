"""Owners and their dogs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from intake.domain.errors import BadInput, Problem
from intake.domain.ids import OwnerId, PatientId

LONGEST_NAME = 200
OLDEST_YEARS = 25


class Sex(StrEnum):
    """Sex and neuter status, the values of `sig_sex`."""

    MALE_INTACT = "male_intact"
    MALE_NEUTERED = "male_neutered"
    FEMALE_INTACT = "female_intact"
    FEMALE_SPAYED = "female_spayed"
    MALE_UNKNOWN = "male_unknown"
    FEMALE_UNKNOWN = "female_unknown"


@dataclass(frozen=True, slots=True)
class Owner:
    """The person who brings the dog."""

    id: OwnerId
    name: str
    phone: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Patient:
    """A dog; the name may be empty for one that came without."""

    id: PatientId
    owner_id: OwnerId
    name: str = ""
    breed: str = ""
    sex: Sex | None = None
    birth_date: date | None = None
    is_birth_estimated: bool = False
    microchip: str = ""
    handling: str = ""  # neutral words: "May bite when lifted"
    version: int = 1


def check_patient(patient: Patient, today: date) -> None:
    """Pass when the dog's details can be true.

    Raises:
        BadInput: a name that is too long, or a birth date in the future or over 25 years ago.
    """
    if problems := patient_problems(patient, today):
        raise BadInput(tuple(problems))


def check_owner(owner: Owner) -> None:
    """Pass when the owner's details can be stored.

    Raises:
        BadInput: no name, a name that is too long, or a control character in it.
    """
    problems = owner_text_problems(owner)
    if not owner.name.strip():
        problems.append(Problem("owner.name", "Enter the owner's name, or a word for an unknown owner."))
    if problems:
        raise BadInput(tuple(problems))


def owner_text_problems(owner: Owner) -> list[Problem]:
    """What is wrong with the owner's texts, be they empty or not."""
    return _text_problems("owner.name", owner.name) + _text_problems("owner.phone", owner.phone)


def patient_problems(patient: Patient, today: date) -> list[Problem]:
    """What is wrong with a dog's details."""
    problems: list[Problem] = []
    for path, text in (("patient.name", patient.name), ("patient.breed", patient.breed)):
        problems += _text_problems(path, text)
    if patient.birth_date is not None:
        problems += _birth_problems(patient.birth_date, today)
    return problems


def _text_problems(path: str, text: str) -> list[Problem]:
    if len(text) > LONGEST_NAME:
        return [Problem(path, f"{len(text)} characters are too many; {LONGEST_NAME} is the most.")]
    if any(ord(character) < 32 or 0xD800 <= ord(character) <= 0xDFFF for character in text):
        return [Problem(path, "There is a character in it that cannot be stored. Type it again.")]
    return []


def _birth_problems(born: date, today: date) -> list[Problem]:
    if born > today:
        return [Problem("patient.birth_date", f"{born} is in the future. Check the date.")]
    if (today - born).days > OLDEST_YEARS * 366:
        return [Problem("patient.birth_date", f"{born} makes a dog over {OLDEST_YEARS} years old. Check the date.")]
    return []
