"""What cannot be true of a dog or its owner is refused with every reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intake.domain.errors import BadInput
from intake.domain.ids import OwnerId, PatientId
from intake.domain.patients import Owner, Patient, check_owner, check_patient

TODAY = date(2026, 11, 24)
OWNER = Owner(OwnerId("o1"), "P. Sampleton")
DOG = Patient(PatientId("p1"), OWNER.id, "Maple", birth_date=date(2019, 9, 14))


def test_ordinary_people_and_dogs_pass() -> None:
    check_owner(OWNER)
    check_patient(DOG, TODAY)
    check_patient(replace(DOG, name="", birth_date=None), TODAY)


@pytest.mark.parametrize("name", ['<b>&"Ärger" Анна', "王小明", "محمد العلي", "सीता"])
def test_names_in_any_script_pass(name: str) -> None:
    check_owner(replace(OWNER, name=name))
    check_patient(replace(DOG, name=name), TODAY)


def test_a_birth_date_in_the_future_is_refused() -> None:
    with pytest.raises(BadInput, match="in the future"):
        check_patient(replace(DOG, birth_date=date(2026, 11, 25)), TODAY)


def test_a_dog_of_thirty_years_is_refused() -> None:
    with pytest.raises(BadInput, match="over 25 years"):
        check_patient(replace(DOG, birth_date=date(1996, 1, 1)), TODAY)


def test_every_problem_of_a_dog_is_listed() -> None:
    with pytest.raises(BadInput) as refused:
        check_patient(replace(DOG, name="x" * 201, breed="a\x00b", birth_date=date(2030, 1, 1)), TODAY)
    assert [problem.path for problem in refused.value.problems] == [
        "patient.name",
        "patient.breed",
        "patient.birth_date",
    ]
    assert str(refused.value).startswith("patient.name: 201 characters")


def test_an_owner_needs_a_name_that_can_be_stored() -> None:
    with pytest.raises(BadInput, match="Enter the owner's name"):
        check_owner(replace(OWNER, name="  "))
    with pytest.raises(BadInput, match="cannot be stored"):
        check_owner(replace(OWNER, phone="\ud800"))
