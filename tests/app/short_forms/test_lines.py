"""Lines as people type them, beside what each means."""

from pathlib import Path

import pytest

from intake.app.short_forms.understanding import Shown, Stand, Understood
from intake.domain.cases import Missing, NoValue, WhyMissing
from tests.app.short_forms.reading import read, said

LINES = [
    line.split(" => ")
    for line in (Path(__file__).parent / "lines.txt").read_text(encoding="utf-8").splitlines()
    if " => " in line
]
SHUT = Shown(stands={"rl_patellar": Stand("Vet first: a vet clears these checks once for the visit.")})
SIGNED = Shown(read_only="Signed by Dr Sample. The exam stays as it is; a note can be added on Review.")


def recorded(item: str, *sites: str | None) -> Shown:
    return Shown(stands={item: Stand(recorded=frozenset(sites))})


def given(found: Understood) -> list[tuple[str, str | None, object]]:
    assert found.exact is not None
    return [(one.item, one.site, one.answer) for one in found.exact.given]


def test_there_are_enough_lines() -> None:
    assert len(LINES) >= 120


@pytest.mark.parametrize(("line", "meaning"), LINES, ids=[line for line, _ in LINES])
def test_a_line_means_what_stands_beside_it(line: str, meaning: str) -> None:
    assert said(line) == meaning


@pytest.mark.parametrize("line", ["", " ", "?", "-", "+ ,", "#2", "…", "\u0301"])
def test_a_line_without_words_means_nothing(line: str) -> None:
    assert read(line) == Understood()


def test_the_answers_of_a_reading_are_those_a_press_gives() -> None:
    assert given(read("patellar l3 r2")) == [("rl_patellar", "LH", "r3"), ("rl_patellar", "RH", "r2")]
    assert given(read("spine lumbosacral + lumbar")) == [("torso_spinal_pain", None, ("lumbar", "lumbosacral"))]
    assert given(read("weight 9,4")) == [("pe_weight_kg", None, 9.4)]
    whole = [("rl_patellar", None, NoValue(Missing.NOT_DONE, WhyMissing.PAIN))]
    assert given(read("patellar both not done pain")) == whole == given(read("patellar - pain"))


def test_a_shut_check_gives_the_sentence_of_its_row() -> None:
    found = read("patellar l3", SHUT)
    assert found.exact is None
    assert found.says == "Patellar reflex: Vet first: a vet clears these checks once for the visit."
    assert read("patellar could not pain", SHUT).exact is None


def test_a_shut_check_may_be_left_out_on_purpose() -> None:
    assert read("patellar - vet", SHUT).exact is not None


def test_a_signed_exam_takes_nothing() -> None:
    for line in ("paw lh delayed", "paw lh - pain", "temp 38.6"):
        assert said(line, SIGNED) == f"! {SIGNED.read_only}"


def test_what_is_recorded_can_be_cleared() -> None:
    assert given(read("pat l clear", recorded("rl_patellar", "LH"))) == [("rl_patellar", "LH", None)]
    assert said("pat clear", recorded("rl_patellar", "LH", "RH")) == "= Patellar reflex: both hind cleared"
    assert given(read("temp erase", recorded("pe_temp_c", None))) == [("pe_temp_c", None, None)]


def test_what_is_recorded_for_the_whole_check_is_cleared_whole() -> None:
    whole = recorded("rl_patellar", None)
    assert given(read("pat clear", whole)) == [("rl_patellar", None, None)]
    assert said("pat l clear", whole) == (
        "! Patellar reflex has one entry for all sides. Clear it without naming a side."
    )


def test_clear_is_a_value_too() -> None:
    assert said("lungs clear", recorded("pe_lungs", None)) == "2? Lung sounds: clear, normal | Lung sounds: cleared"


def test_an_open_line_says_what_may_come_next() -> None:
    assert [one.line for one in read("patellar").following] == ["patellar lh", "patellar rh", "patellar all"]
    assert [one.line for one in read("patellar l3 ").following] == []
    assert [(one.line, one.words) for one in read("paw lh").following] == [
        ("paw lh normal", "Normal"), ("paw lh delayed", "Delayed"), ("paw lh absent", "Absent"),
    ]  # fmt: skip
    assert [one.line for one in read("paw").following] == ["paw lf", "paw rf", "paw lh", "paw rh"]
    assert next(one.line for one in read("patellar l3 r").following) == "patellar l3 r 0"


def test_what_comes_next_leads_to_something() -> None:
    for one in (*read("patellar").following, *read("menace l absent r").following, *read("gums").following):
        found = read(one.line)
        assert found.following or found.exact, one.line


def test_checks_are_found_from_the_first_letter() -> None:
    assert "rl_patellar" in [item.id for item in read("pa").checks]
    assert [item.id for item in read("pulse fem").checks] == ["pe_femoral_pulse"]
    assert [item.id for item in read("paw placement").checks][:2] == ["fl_paw_replacement", "rl_paw_replacement"]
