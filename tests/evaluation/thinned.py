"""The same dogs with a part of their answers, and with answers that mislead."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from intake.domain.cases import Case, SidedAnswer, Value
from intake.knowledge.legal import problem_with
from intake.knowledge.model import AnswerClass, Item, Kind, Knowledge
from intake.reasoning.assess import classes, reckon
from intake.reasoning.engine import Engine
from intake.reasoning.facts import recorded
from intake.reasoning.localisation import Listed
from tests.evaluation.case_sets import Dog
from tests.evaluation.shares import wilson
from tests.evaluation.table import aligned

Thrown: TypeAlias = Literal["none", "stray", "abnormal"]
"""What is thrown in: nothing, answers of any kind, or abnormal ones only."""

SETTINGS: tuple[tuple[int, Thrown], ...] = tuple(
    (kept, what) for kept in (60, 40) for what in ("none", "stray", "abnormal")
)
"""Per cent of the answers kept, and the distractors."""

HOW_MANY = 2

DISTRACTING_SECTIONS = ("a2", "b", "c", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9", "e")
NUMBERS_TRIED = 40
DEFINITION = """\
Kept: that share of a record's answers, signalment among them, drawn at random; an answer counts once however many sides it has.
Distractor: a random item of the history, the shaking, the physical exam, the neurological exam or the results (never signalment,
derived or in the whole record), for a sided item on one side; legal in the exam. "stray": any of its answers (a number from anywhere
in its plausible range); "abnormal": one of its abnormal answers (class A, or a number in the abnormal part of the range), which is
harsher than any careful record. The same draw keeps the same answers with and without distractors. The interval takes the dogs as
independent, not the draws."""


@dataclass(frozen=True, slots=True)
class Draw:
    """What a dog's record is thinned to, and by which throw of the dice."""

    percent_kept: int
    thrown: Thrown
    seed: int
    number: int
    distractors: int = HOW_MANY


@dataclass(frozen=True, slots=True)
class Distractors:
    """The answers that may be thrown in, by item."""

    engine: Engine
    items: tuple[Item, ...]

    def add(self, case: Case, draw: Draw, dice: random.Random, *, not_of: Mapping[str, object]) -> Case:
        """The case with the distractors of the draw, none of them of an item that is recorded elsewhere."""
        wanted = len(case.answers) + (0 if draw.thrown == "none" else draw.distractors)
        for item in dice.sample(self.items, len(self.items)):
            if len(case.answers) == wanted:
                break
            if item.id not in not_of:
                case = self._with_distractor(case, item, dice, abnormal=draw.thrown == "abnormal")
        return case

    def _with_distractor(self, case: Case, item: Item, dice: random.Random, *, abnormal: bool) -> Case:
        """The case with an answer of the item, or as it was where no number of it is abnormal for the dog."""
        site = dice.choice(item.sites) if item.sites else None
        values = self._values(case, item, site, abnormal=abnormal)
        return _with_answer(case, item, site, dice.choice(values)) if values else case

    def _values(self, case: Case, item: Item, site: str | None, *, abnormal: bool) -> tuple[Value, ...]:
        if item.kind is not Kind.NUM:
            return _options(item, abnormal=abnormal)
        return self._abnormal_numbers(case, item, site) if abnormal else _numbers_over_the_range(item)

    def _abnormal_numbers(self, case: Case, item: Item, site: str | None) -> tuple[float, ...]:
        # Which numbers are abnormal depends on the dog, so the engine is asked.
        tried = {number: _with_answer(case, item, site, number) for number in _numbers_over_the_range(item)}
        return tuple(
            number
            for number, case in tried.items()
            if classes(self.engine, case).get((item.id, site)) is AnswerClass.ABNORMAL
        )


def distractors_of(engine: Engine) -> Distractors:
    """The items of the exam that have an abnormal answer to throw in."""
    knowledge = engine.knowledge
    return Distractors(engine, tuple(item for item in knowledge.items if _may_distract(item, knowledge)))


def thinned(case: Case, dog_id: str, draw: Draw, distractors: Distractors) -> Case:
    """The case with a part of its answers and some that mislead; the same draw gives the same case."""
    dice = random.Random(f"{draw.seed}/{draw.number}/{dog_id}")
    kept = set(dice.sample(list(case.answers), round(len(case.answers) * draw.percent_kept / 100)))
    answers = {item: answer for item, answer in case.answers.items() if item in kept}
    return distractors.add(replace(case, answers=answers), draw, dice, not_of=case.answers)


def thinned_table(engine: Engine, dogs: Sequence[Dog], *, draws: int, seed: int) -> str:
    """How often the place is found in thinned records, a row for each set and setting."""
    distractors = distractors_of(engine)
    scored = [dog for dog in dogs if dog.is_rich and dog.right_places]
    rows = [("Thinned", "kept", "distractors", "dogs", "draws", "place first", "within three")]
    for name in dict.fromkeys(dog.set_name for dog in scored):
        members = [dog for dog in scored if dog.set_name == name]
        for kept, thrown in SETTINGS:
            planned = [Draw(kept, thrown, seed, number) for number in range(draws)]
            ranks = ranks_in(members, planned, distractors)
            hits = (_shown(members, ranks, 1), _shown(members, ranks, 3))
            added = "none" if thrown == "none" else f"{HOW_MANY} {thrown}"
            rows.append((name, f"{kept} %", added, str(len(members)), str(draws), *hits))
    return f"{aligned(rows)}\n\n{DEFINITION} Seed {seed}."


def ranks_in(dogs: Sequence[Dog], draws: Sequence[Draw], distractors: Distractors) -> list[int | None]:
    """Where a right place stands (1 = first) in every draw of every dog, None where it is not listed."""
    rules = distractors.engine.rules
    cases = [(dog, thinned(dog.case, dog.id, draw, distractors)) for draw in draws for dog in dogs]
    return [_rank(dog, reckon(rules, recorded(rules.facts, case)).listed) for dog, case in cases]


def _rank(dog: Dog, listed: Sequence[Listed]) -> int | None:
    return next((rank for rank, place in enumerate(listed, 1) if place.id in dog.right_places), None)


def _shown(dogs: Sequence[Dog], ranks: Sequence[int | None], most: int) -> str:
    hits = sum(rank is not None and rank <= most for rank in ranks)
    low, high = wilson(hits / len(ranks), len(dogs))
    return f"{hits}/{len(ranks)} {100 * hits / len(ranks):.0f} % ({100 * low:.0f}-{100 * high:.0f})"


def _may_distract(item: Item, knowledge: Knowledge) -> bool:
    if item.section not in DISTRACTING_SECTIONS or item.derived:
        return False
    if item.kind is Kind.NUM:
        return any(band.item == item.id for band in knowledge.bands)
    return bool(_options(item, abnormal=True))


def _options(item: Item, *, abnormal: bool) -> tuple[Value, ...]:
    values = [option.value for option in item.options if not abnormal or option.cls is AnswerClass.ABNORMAL]
    return tuple((value,) if item.kind is Kind.MULTI else value for value in values)


def _numbers_over_the_range(item: Item) -> tuple[float, ...]:
    if item.minimum is None or item.maximum is None:
        return ()
    step = (item.maximum - item.minimum) / NUMBERS_TRIED
    numbers = (item.minimum + step * place for place in range(NUMBERS_TRIED + 1))
    return tuple(dict.fromkeys(round(number) if item.whole_number else round(number, 2) for number in numbers))


def _with_answer(case: Case, item: Item, site: str | None, value: Value) -> Case:
    problem = problem_with(item, site, value)
    if problem is not None:
        raise AssertionError(problem)
    answer = value if site is None else SidedAnswer({site: value})
    return replace(case, answers={**case.answers, item.id: answer})
