"""The case format: everything right comes back in its normal form, everything wrong is named with its path."""

import json
from math import ceil, floor
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.cases import CasePatient, Missing, NoValue, SidedAnswer, WhyMissing
from intake.domain.errors import BadInput, Problem
from intake.knowledge.case_format import read_case, write_case
from intake.knowledge.loader import load
from intake.knowledge.model import Item, Kind, Knowledge
from intake.knowledge.schema import case_schema

CASES = Path(__file__).parent.parent / "cases"
ALL_CASES = [
    (f"{path.stem}-{number}", json.loads(line)["case"])
    for path in sorted(CASES.glob("*.jsonl"))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
]


def as_bytes(answers: object = None, **more: object) -> bytes:
    return json.dumps({"format": "intake-case/1", "answers": answers or {}, **more}).encode()


def problems(data: bytes, knowledge: Knowledge) -> list[str]:
    with pytest.raises(BadInput) as refused:
        read_case(data, knowledge)
    return [str(problem) for problem in refused.value.problems]


def normal(answers: object, knowledge: Knowledge) -> Any:
    return json.loads(write_case(read_case(as_bytes(answers), knowledge), knowledge))["answers"]


@pytest.fixture(scope="module")
def schema(knowledge: Knowledge) -> jsonschema.Draft202012Validator:
    made = case_schema(knowledge)
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


@pytest.mark.parametrize("case", [case for _, case in ALL_CASES], ids=[name for name, _ in ALL_CASES])
def test_a_published_case_comes_back_in_its_normal_form(
    case: dict[str, Any], knowledge: Knowledge, schema: jsonschema.Draft202012Validator
) -> None:
    schema.validate(case)
    read = read_case(json.dumps(case).encode(), knowledge)
    written = write_case(read, knowledge)
    assert read_case(written, knowledge) == read
    assert write_case(read_case(written, knowledge), knowledge) == written
    schema.validate(json.loads(written))
    assert set(json.loads(written)["answers"]) == set(case["answers"])


def test_a_whole_case_is_read(knowledge: Knowledge) -> None:
    answers = {"rl_patellar": {"LH": "r3"}, "cn_menace": {"L": "present", "R": {"unable": "not_still"}}}
    patient = {"name": '<b>&"Ärger" Анна', "sex": "female_spayed", "birth_date": "2019-09-14"}
    case = read_case(
        as_bytes(answers, examined_on="2026-11-24", patient=patient, owner={"phone": "0"}, notes={"rl_tone": "x"}),
        knowledge,
    )
    assert case.patient is not None
    assert case.patient.name == '<b>&"Ärger" Анна'
    assert case.answers["cn_menace"] == SidedAnswer(
        {"L": "present", "R": NoValue(Missing.UNABLE, WhyMissing.NOT_STILL)}
    )
    assert list(case.answers) == ["cn_menace", "rl_patellar"]
    assert case.notes == {"rl_tone": "x"}


def test_an_unnamed_dog_stays_unnamed(knowledge: Knowledge) -> None:
    case = read_case(as_bytes(patient={}, owner={}), knowledge)
    assert case.patient == CasePatient()
    assert json.loads(write_case(case, knowledge)) == {
        "format": "intake-case/1",
        "patient": {},
        "owner": {},
        "answers": {},
    }


@pytest.mark.parametrize(
    ("given_answer", "written"),
    [
        ({"rl_patellar": "r2"}, {"rl_patellar": {"LH": "r2", "RH": "r2"}}),
        ({"rl_patellar": {"RH": "r2"}}, {"rl_patellar": {"RH": "r2"}}),
        ({"rl_patellar": "unable"}, {"rl_patellar": "unable"}),
        ({"rl_patellar": {"unable": "pain"}}, {"rl_patellar": {"unable": "pain"}}),
        ({"rl_patellar": {"LH": "unable"}}, {"rl_patellar": {"LH": "unable"}}),
        ({"rl_patellar": {"not_done": "declined"}}, {"rl_patellar": {"not_done": "owner_declined"}}),
        ({"rl_patellar": "not_assessed"}, {"rl_patellar": {"not_done": "other"}}),
        ({"rl_patellar": {"LH": "not_assessed"}}, {"rl_patellar": {"LH": {"not_done": "other"}}}),
        (
            {"rl_patellar": {"not_done": "other", "text": "asleep"}},
            {"rl_patellar": {"not_done": "other", "text": "asleep"}},
        ),
        ({"hx_urination": ["blood", "increased", "blood"]}, {"hx_urination": ["increased", "blood"]}),
        ({"hx_urination": "unable"}, {"hx_urination": "unable"}),
        ({"pe_ears": ["painful"]}, {"pe_ears": {"L": ["painful"], "R": ["painful"]}}),
        ({"pe_temp_c": 38.60}, {"pe_temp_c": 38.6}),
        ({"pe_hr": 90}, {"pe_hr": 90}),
        ({"hx_complaint": " as told "}, {"hx_complaint": " as told "}),
    ],
)
def test_the_normal_form(given_answer: object, written: object, knowledge: Knowledge) -> None:
    assert normal(given_answer, knowledge) == written
    assert normal(written, knowledge) == written


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"rl_patellar": {"LH": "r7"}}, 'answers.rl_patellar.LH: "r7" is not one of r0 r1 r2 r3 r4'),
        ({"rl_patellar": "r7"}, 'answers.rl_patellar: "r7" is not one of r0 r1 r2 r3 r4'),
        ({"rl_patellar": {"LF": "r2"}}, "answers.rl_patellar.LF: is not a side of rl_patellar; expected LH RH"),
        (
            {"rl_patellar": {}},
            "answers.rl_patellar: says nothing; leave it out, or give not_done or unable with a reason",
        ),
        ({"rl_patellar": {"LH": []}}, "answers.rl_patellar.LH: says nothing; leave it out"),
        ({"rl_patellar": {"LH": None}}, "answers.rl_patellar.LH: says nothing; leave it out"),
        ({"rl_patellar": ["r2"]}, 'answers.rl_patellar: ["r2"] is not one of r0 r1 r2 r3 r4'),
        ({"rl_patellar": {"not_done": "lazy"}}, 'answers.rl_patellar.not_done: "lazy" is not one of unsafe pain'),
        ({"rl_patellar": {"not_done": "pain", "LH": "r2"}}, "answers.rl_patellar.LH: cannot stand beside not_done"),
        ({"rl_patellar": {"not_done": "pain", "unable": "pain"}}, "answers.rl_patellar.unable: cannot stand beside"),
        ({"rl_patellar": {"not_done": "pain", "text": "x"}}, 'answers.rl_patellar.text: only the reason "other" has'),
        ({"rl_patellar": {"not_done": "other", "text": 3}}, "answers.rl_patellar.text: expected text, found 3"),
        ({"gait_limbs": None}, "answers.gait_limbs: says nothing"),
        ({"gait_limbs": {"L": "none"}}, 'answers.gait_limbs: {"L": "none"} is not one of none one_hind'),
        ({"gait_limbs": True}, "answers.gait_limbs: true is not one of none"),
        ({"hx_urination": []}, "answers.hx_urination: says nothing"),
        ({"hx_urination": "blood"}, 'answers.hx_urination: expected a list, such as ["dark_brown"], found "blood"'),
        ({"hx_urination": ["red"]}, 'answers.hx_urination: "red" is not one of normal increased'),
        ({"hx_urination": [3]}, "answers.hx_urination: 3 is not one of normal increased"),
        ({"hx_urination": ["normal", "blood"]}, 'answers.hx_urination: "normal" excludes every other option'),
        ({"pe_temp_c": "38.6 °C"}, 'answers.pe_temp_c: expected a number, without the unit °C, found "38.6 °C"'),
        ({"pe_temp_c": True}, "answers.pe_temp_c: expected a number, found true"),
        ({"pe_temp_c": 386}, "answers.pe_temp_c: 386 is outside the plausible range, 30 to 44"),
        ({"pe_temp_c": None}, "answers.pe_temp_c: says nothing"),
        ({"pe_bcs": 4.5}, "answers.pe_bcs: 4.5 is not a whole number"),
        ({"hx_complaint": ""}, "answers.hx_complaint: says nothing"),
        ({"hx_complaint": 3}, "answers.hx_complaint: expected text, found 3"),
        ({"rl_patela": "r2"}, "answers.rl_patela: is not an item of the exam"),
    ],
)
def test_a_wrong_answer_is_named_with_its_path(answers: object, expected: str, knowledge: Knowledge) -> None:
    (found,) = problems(as_bytes(answers), knowledge)
    assert found.startswith(expected)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"[]", "expected an object {...}, found []"),
        (b"\xff", "is not UTF-8 text: byte 1 cannot be read"),
        (b'{"format": "intake-case/1", "answers": {}, "answers": {}}', "answers: is given twice"),
        (b'{"format": "intake-case/1", "answers": {"pe_hr": NaN}}', "answers.pe_hr: NaN is not a number"),
        (b'{"format": "intake-case/1", "answers": {"pe_hr": -Infinity}}', "answers.pe_hr: -Infinity is not a number"),
        (b'{"format": "intake-case/1", "answers": {"pe_hr": 1e999}}', "answers.pe_hr: is too large for a number"),
        (b'{"format": "intake-case/1", "answers": {"hx_meds": "\\ud800"}}', "answers.hx_meds: holds half a character"),
        (b'{"format": "intake-case/1", "answers": {"\\ud800": 1}}', "answers: a key holds half a character"),
        (b"[" * 21 + b"]" * 21, "is nested more than 20 deep"),
        (b"[" * 100_000, "is nested more than 20 deep"),
        (b" " * (1024 * 1024 + 1), "is 1048577 bytes long; a case has at most 1048576 (1 MiB)"),
        (b"1" * 5000, "is not JSON"),
        (b'{"answers": {}}', 'format: expected "intake-case/1", found nothing'),
        (b'{"format": "intake-case/2", "answers": {}}', 'format: expected "intake-case/1", found "intake-case/2"'),
        (b'{"format": "intake-case/1"}', "answers: missing"),
        (b'{"format": "intake-case/1", "answers": []}', "answers: expected an object {...}, found []"),
        (as_bytes(owners={}), "owners: unknown key; expected one of format examined_on patient owner answers notes"),
        (as_bytes(patient={"age": 3}), "patient.age: unknown key; expected one of name breed sex birth_date"),
        (as_bytes(patient={"name": None}), "patient.name: expected text, found null"),
        (as_bytes(patient={"sex": "bitch"}), 'patient.sex: "bitch" is not one of male_intact'),
        (as_bytes(patient={"birth_date": "14.9.2019"}), "patient.birth_date: expected a date such as 2026-11-24"),
        (as_bytes(patient={"birth_date": 2019}), "patient.birth_date: expected a date such as 2026-11-24, found 2019"),
        (as_bytes(examined_on="2026-02-30"), 'examined_on: "2026-02-30" is not a day of the calendar'),
        (
            as_bytes(examined_on="2019-01-01", patient={"birth_date": "2020-01-01"}),
            "patient.birth_date: 2020-01-01 is after the examination on 2019-01-01",
        ),
        (as_bytes(owner={"phone": 12}), "owner.phone: expected text, found 12"),
        (as_bytes(notes={"nose": "x"}), "notes.nose: is not an item of the exam"),
        (as_bytes(notes={"pe_nose": 1}), "notes.pe_nose: expected text, found 1"),
        (as_bytes(notes=[]), "notes: expected an object {...}, found []"),
    ],
)
def test_a_wrong_file_is_refused(data: bytes, expected: str, knowledge: Knowledge) -> None:
    (found,) = problems(data, knowledge)
    assert found.startswith(expected)


def test_texts_of_a_file_are_no_longer_than_those_people_write(knowledge: Knowledge) -> None:
    long = "x" * 10_001
    answers = {"hx_complaint": long, "rl_patellar": {"LH": {"unable": "other", "text": long}}}
    assert problems(as_bytes(answers, notes={"rl_tone": long}), knowledge) == [
        "answers.hx_complaint: 10001 characters are too many; 10000 is the most",
        "answers.rl_patellar.LH.text: 10001 characters are too many; 10000 is the most",
        "notes.rl_tone: 10001 characters are too many; 10000 is the most",
    ]


def test_every_problem_is_listed(knowledge: Knowledge) -> None:
    data = as_bytes({"rl_patellar": {"LH": "r7", "XX": "r2"}, "pe_temp_c": 99, "foo": 1}, extra=1, notes={"bar": "x"})
    assert len(problems(data, knowledge)) == 6


def test_many_unknown_items_are_refused_quickly(knowledge: Knowledge) -> None:
    answers = {f"item_{number}": 1 for number in range(20_000)}
    assert len(problems(as_bytes(answers), knowledge)) == 20_000


def test_a_single_value_stands_for_a_list_where_the_item_says_so(knowledge: Knowledge) -> None:
    import msgspec

    items = tuple(msgspec.structs.replace(item, accepts_single=item.id == "hx_urination") for item in knowledge.items)
    turned = msgspec.structs.replace(knowledge, items=items)
    assert normal({"hx_urination": "blood"}, turned) == {"hx_urination": ["blood"]}
    jsonschema.Draft202012Validator(case_schema(turned)).validate(json.loads(as_bytes({"hx_urination": "blood"})))


# Cases of any kind ---------------------------------------------------------------------------------------------

_KNOWLEDGE = load(Path(__file__).parent.parent.parent / "resources" / "knowledge")
_reasons = st.sampled_from([reason.value for reason in WhyMissing])
_no_values: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(["unable", "not_assessed"]),
    st.builds(lambda kind, reason: {kind: reason}, st.sampled_from(["not_done", "unable"]), _reasons),
    st.builds(lambda text: {"not_done": "other", "text": text}, st.text(max_size=5).filter(str.isprintable)),
)


def _values_of(item: Item) -> st.SearchStrategy[Any]:
    if item.kind is Kind.ENUM:
        return st.sampled_from([option.value for option in item.options])
    if item.kind is Kind.MULTI:
        together = [option.value for option in item.options if not option.exclusive]
        alone = [[option.value] for option in item.options if option.exclusive]
        several = st.lists(st.sampled_from(together), min_size=1, max_size=5)
        return st.one_of(several, st.sampled_from(alone)) if alone else several
    if item.kind is Kind.TEXT:
        return st.text(min_size=1, max_size=20).filter(lambda text: text.strip() and text.isprintable())
    assert item.minimum is not None
    assert item.maximum is not None
    whole = st.integers(ceil(item.minimum), floor(item.maximum))
    return whole if item.whole_number else st.one_of(whole, st.floats(item.minimum, item.maximum))


def _answers_of(item: Item) -> st.SearchStrategy[Any]:
    one = st.one_of(_values_of(item), _no_values)
    if not item.sites:
        return one
    sides = st.dictionaries(st.sampled_from(item.sites), one, min_size=1)
    return st.one_of(one, sides)


@st.composite
def _cases(draw: st.DrawFn) -> dict[str, Any]:
    items = draw(st.lists(st.sampled_from(_KNOWLEDGE.items), max_size=8, unique_by=lambda item: item.id))
    return {"format": "intake-case/1", "answers": {item.id: draw(_answers_of(item)) for item in items}}


@given(_cases())
def test_any_case_has_one_normal_form(case: dict[str, Any]) -> None:
    read = read_case(json.dumps(case).encode(), _KNOWLEDGE)
    written = write_case(read, _KNOWLEDGE)
    assert read_case(written, _KNOWLEDGE) == read
    assert write_case(read_case(written, _KNOWLEDGE), _KNOWLEDGE) == written


_VALIDATOR = jsonschema.Draft202012Validator(case_schema(_KNOWLEDGE))


@given(_cases())
def test_what_is_read_fits_the_schema(case: dict[str, Any]) -> None:
    _VALIDATOR.validate(json.loads(write_case(read_case(json.dumps(case).encode(), _KNOWLEDGE), _KNOWLEDGE)))


_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([item.id for item in _KNOWLEDGE.items]), _json, min_size=1, max_size=3))
def test_any_answer_is_taken_or_refused_with_its_path(answers: dict[str, Any]) -> None:
    paths = [problem.path for problem in refusal(as_bytes(answers))]
    assert all(path.startswith("answers.") for path in paths)


def refusal(data: bytes) -> tuple[Problem, ...]:
    try:
        read_case(data, _KNOWLEDGE)
    except BadInput as refused:
        return refused.problems
    return ()


def test_a_doubled_key_hides_no_other_problem(knowledge: Knowledge) -> None:
    data = b'{"format": "intake-case/1", "answers": {"pe_hr": 1e999, "pe_hr": 90, "pe_temp_c": "38 C", "zzz": 1}}'
    assert problems(data, knowledge) == [
        "answers.pe_hr: is too large for a number",
        "answers.pe_hr: is given twice",
        'answers.pe_temp_c: expected a number, without the unit °C, found "38 C"',
        "answers.zzz: is not an item of the exam",
    ]
