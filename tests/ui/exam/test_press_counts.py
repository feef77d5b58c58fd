"""How many keys an exam takes, counted at the real screen, beside the pen marks of the same exam on paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from intake.domain.cases import Answer, Missing, NoValue, SidedAnswer, WhyMissing
from intake.domain.exams import AnswerSource
from intake.knowledge.checks.items import raising_items
from intake.knowledge.exam_order import listed_items
from intake.knowledge.model import Item, Kind
from intake.reasoning.words import number_words
from tests.ui.at_work import AtWork, at_work
from tests.ui.exam.at_exam import clear_vet_first, exam_of, opened, record
from tests.ui.exam.hands import Hands, Sides, pen_marks
from tests.ui.real_clinic import engine

CASES = Path(__file__).resolve().parents[2] / "cases" / "published.jsonl"
PAGES = 11
PRESS_S, PAGE_S = 0.15, 1.0
NO_SHAKING = NoValue(Missing.NOT_DONE, WhyMissing.NOT_NEEDED)
VET_DOES_IT = NoValue(Missing.NOT_DONE, WhyMissing.VET_WILL_DO)
HISTORY: tuple[tuple[str, str | None, Any], ...] = (  # told at the front desk before
    ("hx_trauma", None, "none"),
    ("hx_vacc_rabies", None, "current"),
    ("hx_seizure_now", None, "no"),
    ("hx_toxin_exposure", None, "none_known"),
    ("sig_size_class", None, "medium"),
)
# Of a calm dog whose back legs shake at home and not here.
NORMAL_DOG: dict[str, Answer] = {
    "mov_stand_effect": "no_difference",
    "mov_subtype": NO_SHAKING,
    "mov_distribution": NO_SHAKING,
    "pe_temp_c": 38.6,
    "pe_hr": 96,
    "pe_rr": 24,
    "pe_weight_kg": 14.2,
    "pe_crt_s": 1.5,
    "pe_pain_nrs": 0,
    "pe_bp_sys": 130,
}
# Case h051 of the published cases, with what is seen of such a dog in the exam room.
WEAK_BEHIND: dict[str, Answer] = {
    "mov_stand_effect": "worse_when_standing",
    "mov_lift_test": "stops_when_lifted",
    "mov_class": "tremor",
    "mov_subtype": "fatigue_shake",
    "mov_distribution": ("hind_left", "hind_right"),
    "rl_hopping": "delayed",
    "rl_atrophy": "mild",
    "torso_spinal_pain": ("thoracolumbar",),
}


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        record(made, *HISTORY)
        clear_vet_first(made)
        yield made


def core_items() -> dict[str, Item]:
    knowledge = engine().knowledge
    rail = {region.id for region in knowledge.regions_of_exam if region.key}
    return {item.id: item for item in listed_items(knowledge) if item.core and item.region in rail}


def meant_for(items: dict[str, Item], found: dict[str, Answer]) -> dict[str, Sides]:
    """What is meant for every check: what was found, what the vet will do, else normal."""
    return {item.id: _sides(item, found.get(item.id)) for item in items.values()}


def _sides(item: Item, found: Answer | None) -> Sides:
    if found is None:
        normal = (item.normal,) if item.kind is Kind.MULTI else item.normal
        found = VET_DOES_IT if item.who == "V" else normal
    assert found != "", f"{item.id} has no normal value"
    if isinstance(found, SidedAnswer):
        return dict(found.sites)
    return dict.fromkeys(item.sites or ("",), found)


def published_case(key: str) -> dict[str, Any]:
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    return next(row["case"]["answers"] for row in rows if row["id"] == key)


def stored(work: AtWork, items: dict[str, Item]) -> dict[str, Sides]:
    """What lies in the database, side by side."""
    answers = work.file().record.case.answers
    found: dict[str, Sides] = {}
    for item in items.values():
        answer = answers.get(item.id)
        if isinstance(answer, SidedAnswer):
            found[item.id] = dict(answer.sites)
        elif answer is not None:
            found[item.id] = dict.fromkeys(item.sites or ("",), answer)
    return found


def allowance(meant: dict[str, Sides]) -> int:
    """One press for every answered side and every digit of a number, and three for every page."""
    digits = [number_words(a) for sides in meant.values() for a in sides.values() if isinstance(a, int | float)]
    sides = sum(len(sides) for sides in meant.values()) - len(digits)
    return sides + sum(figure.isdigit() for words in digits for figure in words) + 3 * PAGES


def report(name: str, hands: Hands, marks: int) -> str:
    seconds = hands.presses * PRESS_S + PAGES * PAGE_S
    return (
        f"{name}: {hands.presses} presses, {seconds:.0f} s at {PRESS_S * 1000:.0f} ms a press and {PAGE_S:.0f} s a "
        f"page; on paper {marks} marks of the pen (one for each ticked box of each side, each digit, each reason)\n"
        f"  by page: {', '.join(f'{page} {count}' for page, count in hands.by_page.items())}"
    )


def test_a_normal_core_exam_takes_fewer_than_150_presses_and_less_than_90_seconds(work, capsys):
    items = core_items()
    meant = meant_for(items, NORMAL_DOG)
    hands = Hands(work, opened(work, "shaking"), meant)
    hands.examine(PAGES)
    with capsys.disabled():
        print("\n" + report("All-normal core exam", hands, pen_marks(items, meant)))

    assert stored(work, items) == meant
    assert hands.presses < 150
    assert hands.presses <= allowance(meant)
    assert hands.presses * PRESS_S + PAGES * PAGE_S < 90
    assert not flag_raising() & set_in_bulk(work)
    assert set_in_bulk(work) <= {item.id for item in items.values() if item.bulk_ok}


def test_a_typical_dog_weak_behind_takes_at_most_200_presses(work, capsys):
    items = core_items()
    told = {key: value for key, value in published_case("h051").items() if key in items}
    meant = meant_for(items, NORMAL_DOG | WEAK_BEHIND | told)
    hands = Hands(work, opened(work, "shaking"), meant)
    hands.examine(PAGES)
    with capsys.disabled():
        print("\n" + report("Weak behind, as in case h051", hands, pen_marks(items, meant)))

    assert stored(work, items) == meant
    assert hands.presses <= 200
    assert not flag_raising() & set_in_bulk(work)
    place = next(iter(hands.screen.following.pointing.places))
    assert place.name == "Spinal cord, mid-back (T3–L3)"


def flag_raising() -> set[str]:
    knowledge = engine().knowledge
    return set(raising_items(knowledge.red_flags, knowledge.names))


def set_in_bulk(work: AtWork) -> set[str]:
    rows = work.file().record.rows
    return {item for item, sides in rows.items() for row in sides.values() if row.source is AnswerSource.BULK}


def test_the_exam_that_is_counted_is_the_one_on_paper(work):
    """Every core check of the eleven pages is in the count, and none is left to do afterwards."""
    assert len({item.region for item in core_items().values()}) == PAGES
    assert set(meant_for(core_items(), NORMAL_DOG)) == set(core_items())
    assert exam_of(work)
