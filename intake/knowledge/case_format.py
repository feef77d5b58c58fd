"""The case format `intake-case/1`: read strictly, written in its normal form."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from intake.domain.cases import Case, CaseAnswer, CaseOwner, CasePatient
from intake.domain.errors import BadInput, Problem
from intake.knowledge.case_answers import AnswerReader, as_json
from intake.knowledge.legal import too_long
from intake.knowledge.model import Item, Knowledge
from intake.knowledge.strict_json import parse_json, path_to, shown

FORMAT = "intake-case/1"
KEYS = ("format", "examined_on", "patient", "owner", "answers", "notes")
PATIENT_KEYS = ("name", "breed", "sex", "birth_date")
OWNER_KEYS = ("name", "phone")
SEX_ITEM = "sig_sex"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def read_case(data: bytes, knowledge: Knowledge) -> Case:
    """The case a file holds, in its normal form.

    Raises:
        BadInput: every problem with its path, such as `answers.rl_patellar.LH`.
    """
    document, unsound = parse_json(data)
    if not isinstance(document, dict):
        raise BadInput((*unsound, Problem("", f"expected an object {{...}}, found {shown(document)}")))
    reader = _CaseReader({item.id: item for item in knowledge.items})
    case = reader.case(document)
    said = {problem.path for problem in unsound}
    problems = (*unsound, *(problem for problem in reader.problems if problem.path not in said))
    if problems:
        raise BadInput(problems)
    return case


def write_case(case: Case, knowledge: Knowledge) -> bytes:
    """The case as a file in its normal form: the same case gives the same bytes."""
    order = [item.id for item in knowledge.items]
    document: dict[str, object] = {"format": FORMAT}
    if case.examined_on is not None:
        document["examined_on"] = case.examined_on.isoformat()
    if case.patient is not None:
        document["patient"] = _given(case.patient, PATIENT_KEYS)
    if case.owner is not None:
        document["owner"] = _given(case.owner, OWNER_KEYS)
    document["answers"] = {key: as_json(case.answers[key]) for key in _ordered(case.answers, order)}
    if case.notes:
        document["notes"] = {key: case.notes[key] for key in _ordered(case.notes, order)}
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")


def _given(about: CasePatient | CaseOwner, keys: tuple[str, ...]) -> dict[str, str]:
    values = {key: getattr(about, key) for key in keys}
    return {key: str(value) for key, value in values.items() if value is not None}


def _ordered(answers: Mapping[str, object], order: list[str]) -> list[str]:
    """The exam's order; what this exam does not know (an older version did) stands at the end."""
    known = dict.fromkeys(key for key in order if key in answers)
    return [*known, *(key for key in answers if key not in known)]


class _CaseReader:
    """Reads the parts of a case and keeps what is wrong with them."""

    def __init__(self, items: Mapping[str, Item]) -> None:
        self._items = items
        self.problems: list[Problem] = []

    def case(self, document: object) -> Case:
        top = self._object(document, "", KEYS)
        if top.get("format") != FORMAT:
            found = shown(top["format"]) if "format" in top else "nothing"
            self._wrong("format", f'expected "{FORMAT}", found {found}')
        if "answers" not in top:
            self._wrong("answers", "missing")
        examined_on = self._date(top["examined_on"], "examined_on") if "examined_on" in top else None
        patient = self._patient(top["patient"]) if "patient" in top else None
        if patient and patient.birth_date and examined_on and patient.birth_date > examined_on:
            self._wrong("patient.birth_date", f"{patient.birth_date} is after the examination on {examined_on}")
        return Case(
            answers=self._answers(top.get("answers", {})),
            notes=self._notes(top.get("notes", {})),
            patient=patient,
            owner=self._owner(top["owner"]) if "owner" in top else None,
            examined_on=examined_on,
        )

    def _patient(self, value: object) -> CasePatient:
        given = self._object(value, "patient", PATIENT_KEYS)
        texts = {key: self._text(given[key], f"patient.{key}") for key in given if key != "birth_date"}
        birth = self._date(given["birth_date"], "patient.birth_date") if "birth_date" in given else None
        sexes = [option.value for option in self._items[SEX_ITEM].options] if SEX_ITEM in self._items else []
        sex = texts.get("sex")
        if sex is not None and sexes and sex not in sexes:
            self._wrong("patient.sex", f"{shown(sex)} is not one of {' '.join(sexes)}")
        return CasePatient(name=texts.get("name"), breed=texts.get("breed"), sex=sex, birth_date=birth)

    def _owner(self, value: object) -> CaseOwner:
        given = self._object(value, "owner", OWNER_KEYS)
        texts = {key: self._text(given[key], f"owner.{key}") for key in given}
        return CaseOwner(name=texts.get("name"), phone=texts.get("phone"))

    def _answers(self, value: object) -> dict[str, CaseAnswer]:
        given = self._object(value, "answers", None)
        reader = AnswerReader()
        answers: dict[str, CaseAnswer] = {}
        for key in _ordered(given, list(self._items)):
            item = self._items.get(key)
            if item is None:
                reader.problems.append(Problem(path_to("answers", key), "is not an item of the exam"))
                continue
            answer = reader.read(item, given[key], f"answers.{key}")
            if answer is not None:
                answers[key] = answer
        self.problems += reader.problems
        return answers

    def _notes(self, value: object) -> dict[str, str]:
        given = self._object(value, "notes", None)
        for key in given:
            if key not in self._items:
                self._wrong(path_to("notes", key), "is not an item of the exam")
        texts = {key: self._text(given[key], f"notes.{key}") for key in _ordered(given, list(self._items))}
        for key, text in texts.items():
            if text and (wrong := too_long(text)):
                self._wrong(path_to("notes", key), wrong)
        return {key: text for key, text in texts.items() if text}  # an empty note is no note

    def _object(self, value: object, path: str, keys: tuple[str, ...] | None) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._wrong(path, f"expected an object {{...}}, found {shown(value)}")
            return {}
        for key in value:
            if keys is not None and key not in keys:
                self._wrong(path_to(path, key), f"unknown key; expected one of {' '.join(keys)}")
        return {key: part for key, part in value.items() if keys is None or key in keys}

    def _text(self, value: object, path: str) -> str | None:
        if isinstance(value, str):
            return value
        self._wrong(path, f"expected text, found {shown(value)}")
        return None

    def _date(self, value: object, path: str) -> date | None:
        try:
            if isinstance(value, str) and re.fullmatch(_DATE, value):
                return date.fromisoformat(value)
        except ValueError:
            self._wrong(path, f"{shown(value)} is not a day of the calendar")
            return None
        self._wrong(path, f"expected a date such as 2026-11-24, found {shown(value)}")
        return None

    def _wrong(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))
