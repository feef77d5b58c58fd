"""A case goes into the record and comes out as it was given, whatever it is."""

import json
from dataclasses import replace
from datetime import date
from math import ceil, floor
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.app import boards, case_files, cases, exam_room, front_desk
from intake.app.front_desk import NewDog
from intake.app.rulebooks import KeptRulebooks
from intake.domain.cases import Case, CaseOwner, CasePatient, Missing, NoValue, SidedAnswer, WhyMissing
from intake.domain.errors import BadInput
from intake.domain.ids import OwnerId, PatientId
from intake.domain.patients import Patient, Sex
from intake.knowledge.clinic_rules import InForce
from intake.knowledge.loader import decode, encode
from intake.knowledge.model import Item, Kind
from tests import builders

CASES = Path(__file__).parents[1] / "cases"
SHARED = [
    pytest.param(json.loads(line), id=f"{path.stem}-{json.loads(line)['id']}")
    for path in sorted(CASES.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def exported(clinic, visit, ordinal=None):
    file = boards.exam_file(clinic, visit, ordinal)
    return case_files.normal_form(file.engine, file.record.case)


def test_all_shared_cases_are_here():
    assert len(SHARED) == 472


def test_every_shared_case_comes_back_in_its_normal_form_twice(clinic):
    engine = builders.engine()
    for shared in SHARED:
        content = json.dumps(shared.values[0]["case"], ensure_ascii=False).encode()
        case = case_files.case_from(engine, content)
        normal = case_files.normal_form(engine, case)
        visit = cases.import_case(clinic, case).visit
        assert exported(clinic, visit) == exported(clinic, visit) == normal, shared.id
        assert case_files.case_from(engine, normal) == case, shared.id


def no_values():
    reasons = st.sampled_from([why for why in WhyMissing if why is not WhyMissing.OTHER])
    return st.builds(NoValue, st.sampled_from(Missing), reasons) | st.just(NoValue(Missing.UNABLE))


def values(item: Item):
    match item.kind:
        case Kind.NUM:
            low, high = item.minimum or 0, item.maximum if item.maximum is not None else 100
            whole = st.integers(ceil(low), floor(high)) if ceil(low) <= floor(high) else st.nothing()
            return whole if item.whole_number else whole | st.floats(low, high)
        case Kind.TEXT:
            return st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
        case Kind.ENUM:
            return st.sampled_from([option.value for option in item.options])
    alone = [(option.value,) for option in item.options if option.exclusive]
    free = [option.value for option in item.options if not option.exclusive]
    ticked = st.sets(st.sampled_from(free), min_size=1) if free else st.nothing()
    in_order = ticked.map(lambda chosen: tuple(value for value in free if value in chosen))
    return in_order | st.sampled_from(alone) if alone else in_order


def answers_of(item: Item):
    if not item.sites:
        return values(item) | no_values()
    sided = st.dictionaries(st.sampled_from(item.sites), values(item) | no_values(), min_size=1)
    ordered = sided.map(lambda sites: SidedAnswer({site: sites[site] for site in item.sites if site in sites}))
    return ordered | no_values()


@st.composite
def any_case(draw):
    chosen = draw(st.sets(st.sampled_from(sorted(builders.engine().items)), max_size=10))
    items = [item for item in builders.knowledge().items if item.id in chosen]
    names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
    born = st.none() | st.dates(date(2015, 1, 1), date(2026, 1, 1))
    sexes = st.none() | st.sampled_from([sex.value for sex in Sex])
    return Case(
        answers={item.id: draw(answers_of(item)) for item in items},
        notes={item.id: draw(names.filter(bool)) for item in items[:2]},
        patient=draw(st.none() | st.builds(CasePatient, st.none() | names, st.none() | names, sexes, born)),
        owner=draw(st.none() | st.builds(CaseOwner, st.none() | names, st.none() | names)),
        examined_on=draw(st.none() | st.dates(date(2026, 1, 2), date(2026, 12, 31))),
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with builders.a_clinic(tmp_path_factory.mktemp("desk")) as clinic:
        yield clinic


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(case=any_case())
def test_any_case_comes_back_as_it_was(desk, case):
    engine = builders.engine()
    normal = case_files.normal_form(engine, case)
    read = case_files.case_from(engine, normal)
    assert exported(desk, cases.import_case(desk, read).visit) == normal


def test_an_import_makes_patient_visit_and_exam(clinic):
    case = Case(
        answers={"hx_complaint": "trembles", "hx_emergency_now": ("hard_to_breathe",)},
        patient=CasePatient("Maple", "Boxer", "female_spayed", date(2019, 9, 14)),
        owner=CaseOwner("P. Sampleton", "0000 000 000"),
    )
    made = cases.import_case(clinic, case)
    (row,) = boards.visits(clinic)
    assert (row.visit.id, row.visit.status, row.visit.complaint) == (made.visit, "for_vet", "trembles")
    assert (row.visit.urgency, row.visit.untold_flags >= 1) == ("emergency", True)
    assert (row.patient.id, row.patient.name, row.patient.sex) == (made.patient, "Maple", Sex.FEMALE_SPAYED)
    assert row.owner.name == "P. Sampleton"


def test_an_impossible_dog_is_refused_and_nothing_stored(clinic):
    with pytest.raises(BadInput, match="in the future"):
        cases.import_case(clinic, Case(patient=CasePatient(birth_date=date(2030, 1, 1))))
    assert boards.visits(clinic) == ()


def test_an_exam_made_here_exports_the_dog_and_the_day(room):
    room.record("cn_menace", "present", "L")
    document = json.loads(exported(room.clinic, room.visit.id))
    assert document["patient"] == {"name": "Maple"}
    assert document["owner"] == {"name": "P. Sampleton", "phone": "0000 000 000"}
    assert document["examined_on"] == "2026-11-24"
    assert document["answers"]["cn_menace"] == {"L": "present"}


def test_a_dog_without_details_exports_none(clinic):
    details = Patient(PatientId(""), OwnerId(""))
    dog = front_desk.register(clinic, NewDog("", owner_name="X", details=details), by=None)
    visit = front_desk.open_visit(clinic, dog.id, by=None)
    exam_room.open_exam(clinic, visit.id, by=None)
    document = json.loads(exported(clinic, visit.id))
    assert (document["patient"], document["owner"]) == ({}, {"name": "X"})


def test_an_exam_keeps_the_knowledge_it_was_made_with(tmp_path):
    older = msgspec.structs.replace(builders.knowledge(), version="2020.1", digest="sha256:older")
    case = Case(owner=CaseOwner("X"))
    assert older != builders.knowledge()
    with builders.a_clinic(tmp_path, rulebooks=KeptRulebooks(lambda: InForce(older), encode, decode)) as then:
        made = cases.import_case(then, case)
        assert then.rulebooks.of("sha256:older", None).knowledge is older
    with builders.a_clinic(tmp_path) as now:
        file = boards.exam_file(now, made.visit)
        assert (file.engine.knowledge.version, file.assessment.knowledge_digest) == ("2020.1", "sha256:older")
        assert boards.exam_file(now, made.visit).engine is file.engine
        newer = cases.import_case(now, replace(case, owner=None))
        assert boards.exam_file(now, newer.visit).engine is builders.engine()


def test_an_import_takes_no_longer_names_than_the_front_desk(clinic):
    long = "x" * 201
    case = Case(patient=CasePatient(name=long), owner=CaseOwner(name=long, phone=long))
    with pytest.raises(BadInput) as refusal:
        cases.import_case(clinic, case)
    assert [problem.path for problem in refusal.value.problems] == ["owner.name", "owner.phone", "patient.name"]
    assert boards.visits(clinic) == ()
    cases.import_case(clinic, Case(owner=CaseOwner()))  # an owner nobody named is no mistake of the file
