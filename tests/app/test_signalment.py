"""The dog's details and the same answers of its visit are kept in step."""

from dataclasses import replace

import pytest

from intake.app import boards, review, signalment
from intake.app.review import SignOff
from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.domain.errors import BadInput, ChangedElsewhere
from intake.domain.patients import Sex
from intake.domain.visits import VisitStatus
from tests.builders import PIN


def file_of(room):
    return boards.exam_file(room.clinic, room.visit.id)


def change(room, by=None, **details):
    dog = replace(file_of(room).record.patient, **details)
    return signalment.change_dog(room.clinic, room.exam().id, dog, by=by or room.desk.id)


def said(room):
    given = file_of(room).record.case.answers
    return given.get("sig_sex"), given.get("sig_breed")


def test_details_and_answers_change_together(room):
    done = change(room, sex=Sex.FEMALE_SPAYED, breed="Dachshund cross")
    assert said(room) == ("female_spayed", "Dachshund cross")
    assert file_of(room).record.patient.breed == "Dachshund cross"
    assert (done.patient, set(done.items)) == (room.visit.patient_id, {"sig_sex", "sig_breed"})
    assert change(room, breed="Dachshund").items == ("sig_breed",)


def test_an_emptied_field_takes_its_answer_away(room):
    change(room, sex=Sex.MALE_INTACT, breed="Dachshund")
    change(room, sex=None, breed="")
    assert said(room) == (None, None)


def test_an_answer_the_registration_never_knew_of_stays(room):
    unknown = NoValue(Missing.NOT_DONE, WhyMissing.NOT_KNOWN)
    room.record("sig_breed", unknown)
    assert change(room, name="Birch").items == ()
    assert said(room) == (None, unknown)


def test_neither_is_stored_when_one_cannot_be(room):
    room.exam()
    seen = file_of(room).record.patient
    change(room, breed="Dachshund")
    with pytest.raises(ChangedElsewhere):
        signalment.change_dog(room.clinic, room.exam().id, replace(seen, breed="Beagle"), by=room.desk.id)
    with pytest.raises(BadInput, match="too many"):
        change(room, breed="x" * 201)
    assert said(room) == (None, "Dachshund")
    assert file_of(room).record.patient.breed == "Dachshund"


def test_a_signed_exam_keeps_what_was_signed(room):
    change(room, breed="Dachshund")
    review.sign(room.clinic, room.exam().id, SignOff(room.vet.id, PIN))
    assert file_of(room).record.visit.status is VisitStatus.DONE
    assert change(room, breed="Beagle").items == ()
    assert said(room) == (None, "Dachshund")
    assert file_of(room).record.patient.breed == "Beagle"
