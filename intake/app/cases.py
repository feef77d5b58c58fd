"""Cases in and out of the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intake.app.clinic import Clinic
from intake.app.ports import Work
from intake.domain.audit import AuditEntry
from intake.domain.cases import Case, CaseAnswer, CaseOwner, CasePatient, SidedAnswer
from intake.domain.errors import BadInput
from intake.domain.exams import AnswerSource, Exam, RecordedAnswer, RecordedNote, standing_answers, standing_notes
from intake.domain.ids import ExamId, OwnerId, PatientId, StaffId, VisitId
from intake.domain.patients import Owner, Patient, Sex, owner_text_problems, patient_problems
from intake.domain.visits import UrgencyLevel, Visit, VisitStatus
from intake.knowledge.model import Item, Knowledge
from intake.reasoning.assess import assess_core

HISTORY_SECTIONS = frozenset({"a1", "a2"})
"""Signalment and history belong to the visit: they are kept with its first exam."""


def history_items(knowledge: Knowledge) -> frozenset[str]:
    """The items asked once per visit."""
    return frozenset(item.id for item in knowledge.items if item.section in HISTORY_SECTIONS)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose case it is, and the exam it stands in."""

    patient: Patient
    owner: Owner
    exam: Exam | None = None


def case_of(
    knowledge: Knowledge, whose: Whose, answers: Iterable[RecordedAnswer], notes: Iterable[RecordedNote]
) -> Case:
    """The case in its normal form: answers in the exam's order, only what was given."""
    standing, noted = standing_answers(answers), standing_notes(notes)
    given = whose.exam.given if whose.exam else None
    return Case(
        answers={item.id: _ordered(item, standing[item.id]) for item in knowledge.items if item.id in standing},
        notes={item.id: noted[item.id] for item in knowledge.items if item.id in noted},
        patient=_patient_of(whose.patient, given),
        owner=_owner_of(whose.owner, given),
        examined_on=whose.exam.examined_on if whose.exam else None,
    )


def _ordered(item: Item, answer: CaseAnswer) -> CaseAnswer:
    if not isinstance(answer, SidedAnswer):
        return answer
    return SidedAnswer({site: answer.sites[site] for site in item.sites if site in answer.sites})


def _patient_of(patient: Patient, given: frozenset[str] | None) -> CasePatient | None:
    if given is not None and "patient" not in given:
        return None
    sex = patient.sex.value if patient.sex else None
    if given is None:
        return CasePatient(patient.name or None, patient.breed or None, sex, patient.birth_date)
    return CasePatient(
        name=patient.name if "patient.name" in given else None,
        breed=patient.breed if "patient.breed" in given else None,
        sex=sex if "patient.sex" in given else None,
        birth_date=patient.birth_date if "patient.birth_date" in given else None,
    )


def _owner_of(owner: Owner, given: frozenset[str] | None) -> CaseOwner | None:
    if given is None:
        return CaseOwner(name=owner.name or None, phone=owner.phone or None)
    if "owner" not in given:
        return None
    return CaseOwner(
        name=owner.name if "owner.name" in given else None,
        phone=owner.phone if "owner.phone" in given else None,
    )


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made."""

    visit: VisitId
    patient: PatientId


def import_case(clinic: Clinic, case: Case, *, by: StaffId | None = None) -> Imported:
    """A patient, a visit and a recorded exam from a case; all of it or nothing.

    Raises:
        BadInput: the dog's details cannot be true, or a name cannot be stored.
    """
    now = clinic.now()
    owner, patient = _people(clinic, case)
    if problems := owner_text_problems(owner) + patient_problems(patient, clinic.calendar.today()):
        raise BadInput(tuple(problems))
    engine = clinic.rulebooks.current
    assessment = assess_core(engine, case)
    visit = Visit(
        id=VisitId(clinic.new_id()),
        patient_id=patient.id,
        status=VisitStatus.FOR_VET,
        opened_at=now,
        opened_by=by,
        complaint=_complaint(case),
        waiting_since=now,
        urgency=UrgencyLevel(assessment.urgency),
        untold_flags=sum(flag.level == "red" for flag in assessment.red_flags),
    )
    exam = Exam(
        id=ExamId(clinic.new_id()),
        visit_id=visit.id,
        ordinal=1,
        started_at=now,
        started_by=by,
        knowledge_version=engine.knowledge.version,
        knowledge_digest=engine.knowledge.digest,
        examined_on=case.examined_on,
        given=_header_keys(case),
    )
    with clinic.store.work() as work:
        keep_knowledge(clinic, work)
        work.add(owner, patient, visit, exam, *_rows(case, exam), *_notes(case, exam))
        work.audit(AuditEntry(now, by, "import case", f"visit:{visit.id}", f"{len(case.answers)} answers"))
        work.commit()
    return Imported(visit.id, patient.id)


def keep_knowledge(clinic: Clinic, work: Work) -> None:
    """Keep today's knowledge in the record, so that exams made with it stay readable."""
    knowledge = clinic.rulebooks.current.knowledge
    work.keep_knowledge(knowledge.digest, knowledge.version, lambda: clinic.rulebooks.encoded(knowledge))


def _people(clinic: Clinic, case: Case) -> tuple[Owner, Patient]:
    given_owner, given = case.owner or CaseOwner(), case.patient or CasePatient()
    owner = Owner(id=OwnerId(clinic.new_id()), name=given_owner.name or "", phone=given_owner.phone or "")
    patient = Patient(
        id=PatientId(clinic.new_id()),
        owner_id=owner.id,
        name=given.name or "",
        breed=given.breed or "",
        sex=Sex(given.sex) if given.sex else None,
        birth_date=given.birth_date,
    )
    return owner, patient


def _complaint(case: Case) -> str:
    complaint = case.answers.get("hx_complaint")
    return complaint if isinstance(complaint, str) else ""


def _header_keys(case: Case) -> frozenset[str]:
    keys: set[str] = set()
    for part, given in (("patient", case.patient), ("owner", case.owner)):
        if given is None:
            continue
        keys.add(part)
        keys |= {f"{part}.{name}" for name in given.__slots__ if getattr(given, name) is not None}
    return frozenset(keys)


def _rows(case: Case, exam: Exam) -> list[RecordedAnswer]:
    rows: list[RecordedAnswer] = []
    for item, answer in case.answers.items():
        parts = answer.sites.items() if isinstance(answer, SidedAnswer) else ((None, answer),)
        rows += [
            RecordedAnswer(
                exam.id, item, site, part, exam.started_by, exam.started_at, exam.started_at, AnswerSource.IMPORT
            )
            for site, part in parts
        ]
    return rows


def _notes(case: Case, exam: Exam) -> list[RecordedNote]:
    return [RecordedNote(exam.id, item, text, exam.started_by, exam.started_at) for item, text in case.notes.items()]
