"""The held-back figures beside the tuned and the shipped ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intake.knowledge.model import Knowledge
from tests.evaluation.case_sets import HALVES
from tests.evaluation.held_back import FOLDS, OBJECTIVE, SHOWN, HeldBack, Verdicts
from tests.evaluation.shares import Share, share_of
from tests.evaluation.table import aligned
from tests.evaluation.tuning import TunedNumber, shipped

_WANTED = ", then ".join(f'"{measure.heading}"' for measure in OBJECTIVE)
NOTES = f"""\
"held back": each dog is judged with numbers chosen on the other four fifths ({FOLDS} folds, dogs of each place spread over them).
"tuned": chosen on all these dogs and judged on the same. Gap: tuned less held back, in points. The search changes one number
after the other and keeps a change that betters
    {_WANTED};
it begins where the design began (tuned.toml), not at the shipped values, which may have been chosen with all dogs in sight.
Only these numbers are covered. Signs and their words, conditions, lines of urgency and tests were chosen by people who had read
misses, and no fold undoes that: for them look at rows named "held back" in the table, dogs nobody had read when the rules were
made. Where there is no such row, nothing here shows how the rules do on unread dogs."""


def held_back_text(result: HeldBack, knowledge: Knowledge) -> str:
    """The figures, the numbers chosen, and what the figures do not say."""
    title = (
        f"Held back: {len(result.numbers)} numbers chosen by cross-validation over {len(result.dogs)} published dogs"
    )
    tables = [_figures(name, result, places) for name, places in _subsets(result)]
    return "\n\n".join([title, *tables, _numbers(result, knowledge), NOTES])


def _subsets(result: HeldBack) -> Iterator[tuple[str, Sequence[int]]]:
    yield "all published", range(len(result.dogs))
    for half in HALVES:
        places = [place for place, dog in enumerate(result.dogs) if dog.half == half]
        if places:
            yield f"of them {half.replace('_', ' ')}", places


def _figures(name: str, result: HeldBack, places: Sequence[int]) -> str:
    rows = [(name, "held back", "tuned", "gap", "as shipped")]
    for column, measure in enumerate(SHOWN):
        held, tuned, now = (_share(one, column, places) for one in (result.held_back, result.tuned, result.shipped))
        gap = f"{tuned.percent - held.percent:+.0f}" if held.of else "-"
        rows.append((measure.heading, str(held), str(tuned), gap, str(now)))
    return aligned(rows)


def _share(verdicts: Sequence[Verdicts], column: int, places: Sequence[int]) -> Share:
    return share_of(verdicts[place][column] for place in places)


def _numbers(result: HeldBack, knowledge: Knowledge) -> str:
    now = shipped(knowledge)
    rows = [_number_row(number, result, now[number.id]) for number in result.numbers]
    moved = [row for row in rows if len(set(row[1:])) > 1]
    heading = ("number", "design", "shipped", "tuned", *(f"fold {fold}" for fold in range(1, FOLDS + 1)))
    same = f"{len(rows) - len(moved)} of {len(rows)} numbers are everywhere as the design began."
    return "\n".join([aligned([heading, *moved]), same] if moved else [same])


def _number_row(number: TunedNumber, result: HeldBack, now: float) -> tuple[str, ...]:
    chosen = (numbers[number.id] for numbers in (result.chosen, *result.chosen_by_fold))
    return (number.id, *(f"{value:g}" for value in (number.start, now, *chosen)))
