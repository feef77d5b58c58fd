"""The content of an exam sheet, from the record and what the engine says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, tzinfo
from zoneinfo import ZoneInfo

from intake.domain.ages import age_on, age_words
from intake.domain.decisions import gates_in_force
from intake.domain.records import ExamRecord, PrintLine
from intake.domain.visits import URGENCY_WORDS
from intake.knowledge.model import Item
from intake.reasoning.assessment import Assessment
from intake.reasoning.engine import Engine
from intake.reasoning.words import SEDATED, number_words, option_words, trap_words
from intake.reports.body_marks import with_marks
from intake.reports.exam_content import Entry, ExamSheetContent, Fact, ListName, Signing
from intake.reports.exam_lists import prepare_sorter, sorted_answers, to_do_checks
from intake.reports.exam_reasons import Speaker, flag_lines, place_lines, score_lines, workup_lines
from intake.reports.exam_words import (
    LONGEST_IN_HEAD,
    day_words,
    listed,
    moment_words,
    time_words,
)

TITLE = "Intake and exam sheet"
UNSIGNED = "Draft, not signed"
_LONG_NOTE = 140
"""A longer note stands among the notes instead of beside its finding."""


def exam_sheet_content(record: ExamRecord, engine: Engine, assessment: Assessment, line: PrintLine) -> ExamSheetContent:
    """Everything the sheet says; no cause is ever named on it."""
    zone = ZoneInfo(line.zone)
    knowledge, items = engine.knowledge, engine.items
    speaker = Speaker(knowledge, record, zone, items)
    lists, notes = _with_notes(sorted_answers(prepare_sorter(record, engine)), record, items)
    lists, marks = with_marks(knowledge, lists)
    scores, scores_open = score_lines(speaker, assessment.scores)
    workups, workups_more = workup_lines(speaker, assessment)
    return ExamSheetContent(
        clinic=line.clinic_name,
        title=TITLE,
        dog_name=_dog_name(record),
        dog_line=_dog_line(record, items, zone),
        visit=_visit_words(record),
        when=_when_words(record, zone),
        code=line.sheet_code,
        made_with=_made_with(assessment, line),
        printed=_printed_words(line, zone),
        signing=_signing(speaker),
        owner=_owner_facts(record),
        handling=record.patient.handling if record.patient else "",
        complaint=_complaint(record),
        urgency=URGENCY_WORDS[assessment.urgency],
        flags=flag_lines(speaker, assessment.red_flags),
        lists=lists,
        marks=marks,
        scores=scores,
        scores_open=scores_open,
        enough=assessment.enough,
        places=place_lines(speaker, assessment),
        cares=_cares(speaker, assessment),
        workups=workups,
        workups_more=workups_more,
        to_do=to_do_checks(knowledge, record.case),
        notes=notes,
        safety=_safety(speaker),
        amendments=_amendments(speaker),
    )


def _with_notes(
    lists: dict[ListName, tuple[Entry, ...]], record: ExamRecord, items: Mapping[str, Item]
) -> tuple[dict[ListName, tuple[Entry, ...]], tuple[Fact, ...]]:
    """Short notes beside abnormal findings; all others among the notes, in the order of the exam."""
    notes = dict(record.case.notes)
    for name in (ListName.ABNORMAL, ListName.JUDGE):
        beside = tuple(
            replace(entry, note=notes.pop(entry.item)) if 0 < len(notes.get(entry.item, "")) <= _LONG_NOTE else entry
            for entry in lists[name]
        )
        lists[name] = beside
    rest = tuple(Fact(items[item].short_label, notes[item]) for item in items if item in notes)
    return lists, rest


def _dog_name(record: ExamRecord) -> str:
    given = record.patient.name if record.patient else (record.case.patient.name if record.case.patient else None)
    return given or "Unnamed dog"


def _dog_line(record: ExamRecord, items: Mapping[str, Item], zone: tzinfo) -> tuple[str, ...]:
    answers, dog = record.case.answers, record.patient or record.case.patient
    breed = _text(answers.get("sig_breed")) or (dog.breed if dog else None) or ""
    sex = _text(answers.get("sig_sex")) or (dog.sex if dog else None) or ""
    weight = answers.get("pe_weight_kg")
    parts = [
        breed,
        option_words(items["sig_sex"], str(sex)) if sex else "",
        _age(record, zone),
        f"{number_words(weight)} kg" if isinstance(weight, int | float) else "",
    ]
    return tuple(part for part in parts if part)


def _text(answer: object) -> str:
    return answer if isinstance(answer, str) else ""


def _age(record: ExamRecord, zone: tzinfo) -> str:
    months = record.case.answers.get("sig_age_months")
    if isinstance(months, int | float):
        return age_words(months)
    dog = record.patient or record.case.patient
    day = _exam_day(record, zone)
    return age_on(dog.birth_date, day) if dog and dog.birth_date and day else ""


def _exam_day(record: ExamRecord, zone: tzinfo) -> date | None:
    """The day of the exam where the clinic is."""
    if record.case.examined_on is not None:
        return record.case.examined_on
    return record.exam.started_at.astimezone(zone).date() if record.exam else None


def _visit_words(record: ExamRecord) -> str:
    if record.visit is None:
        return ""
    exam = record.exam
    many = f" · exam {exam.ordinal} of {len(record.exams)}" if exam and len(record.exams) > 1 else ""
    return f"Visit {record.visit.number}{many}"


def _when_words(record: ExamRecord, zone: tzinfo) -> str:
    # An imported case keeps its own day; when it was entered says nothing about the exam.
    if record.case.examined_on is not None:
        return day_words(record.case.examined_on)
    return moment_words(record.exam.started_at, zone) if record.exam else ""


def _made_with(assessment: Assessment, line: PrintLine) -> tuple[str, ...]:
    app = f"Intake {line.app_version}" if line.app_version else ""
    return tuple(part for part in (f"rule set {assessment.knowledge_version}", app) if part)


def _printed_words(line: PrintLine, zone: tzinfo) -> str:
    when = f"printed {moment_words(line.printed_at, zone)}" if line.printed_at else ""
    if not line.printed_by:
        return when
    return f"{when or 'printed'} by {line.printed_by}"


def _owner_facts(record: ExamRecord) -> tuple[Fact, ...]:
    owner, dog = record.owner or record.case.owner, record.patient or record.case.patient
    name = _dog_name(record)
    facts = [Fact("Name", name)] if len(name) > LONGEST_IN_HEAD else []
    if owner is not None and (owner.name or owner.phone):
        facts.append(Fact("Owner", " · ".join(part for part in (owner.name, owner.phone) if part)))
    if dog is not None and dog.birth_date is not None:
        about = "about " if record.patient and record.patient.is_birth_estimated else ""
        facts.append(Fact("Born", about + day_words(dog.birth_date)))
    if record.patient and record.patient.microchip:
        facts.append(Fact("Microchip", record.patient.microchip))
    return tuple(facts)


def _complaint(record: ExamRecord) -> str:
    """What was said at the front desk, when the exam does not hold the owner's words itself."""
    if record.visit is None or isinstance(record.case.answers.get("hx_complaint"), str):
        return ""
    return record.visit.complaint


def _cares(speaker: Speaker, assessment: Assessment) -> tuple[Fact, ...]:
    is_sedated = speaker.record.case.answers.get("hx_sedated_before_exam") == "yes"
    traps = (Fact(listed(speaker.findings(trap.because), 3), trap_words(trap)) for trap in assessment.traps)
    return ((Fact("", SEDATED),) if is_sedated else ()) + tuple(traps)


def _safety(speaker: Speaker) -> tuple[Fact, ...]:
    record, facts = speaker.record, []
    rules = {rule.id: rule for rule in speaker.knowledge.safety_rules}
    for gate in gates_in_force(record.gates).values():
        rule = rules.get(gate.rule)
        if rule is not None:
            answer = rule.safe_answer if gate.is_safe else rule.unsafe_answer
            facts.append(
                Fact(rule.question, f"{answer} ({speaker.name(gate.by)}, {time_words(gate.at, speaker.zone)})")
            )
    if record.clearance is not None:
        moment = moment_words(record.clearance.at, speaker.zone)
        facts.append(Fact("Checks that need a vet first", f"cleared by {speaker.name(record.clearance.vet)}, {moment}"))
    return tuple(facts)


def _signing(speaker: Speaker) -> Signing:
    record = speaker.record
    recorded_by = _recorded_by(speaker)
    signature = record.signature
    if signature is None:
        return Signing(UNSIGNED, recorded_by, "", "")
    moment = moment_words(signature.at, speaker.zone)
    status = f"Signed by {signature.vet_name}, {moment}"
    number = f" (signature {signature.number})" if signature.number > 1 else ""
    amended = " · Amended" if record.amendments else ""
    return Signing(status + number + amended, recorded_by, signature.vet_name, moment, signature.note, is_signed=True)


def _recorded_by(speaker: Speaker) -> str:
    """Everybody who recorded an answer, with the first and last time."""
    rows = [row for sides in speaker.record.rows.values() for row in sides.values()]
    people = dict.fromkeys(speaker.name(row.by) for row in sorted(rows, key=lambda r: (r.made_at, r.seq)) if row.by)
    if not people:
        return ""
    first, last = (time_words(pick(row.made_at for row in rows), speaker.zone) for pick in (min, max))
    return f"{', '.join(people)} · {first}" + (f"–{last}" if last != first else "")


def _amendments(speaker: Speaker) -> tuple[Fact, ...]:
    return tuple(
        Fact(f"{moment_words(one.at, speaker.zone)}, {speaker.name(one.by)}", one.text)
        for one in speaker.record.amendments
    )
