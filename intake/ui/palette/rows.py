"""The rows of the palette: what each says, and what choosing it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from intake.app.boards import BoardRow, PatientHit
from intake.app.recording import Given
from intake.app.short_forms.names import ShortForms
from intake.app.short_forms.sentences import name_of, takes_words
from intake.app.short_forms.understanding import Shown, Understood
from intake.domain.visits import STATUS_WORDS, URGENCY_WORDS, Visit, VisitStatus
from intake.knowledge.typed_words import folded
from intake.ui.joined import joined
from intake.ui.palette.actions import PaletteAction

MOST_NEXT = 8
MOST_CHECKS = 6
MOST_ACTIONS = 6
MOST_VISITS = 5


class Group(StrEnum):
    """The groups of the list, in their order."""

    READINGS = "What would be recorded"
    NEXT = "What may come next"
    CHECKS = "Checks"
    ACTIONS = "Actions"
    DOGS = "Dogs and owners"
    VISITS = "Visits"


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One thing to choose; `line` is what Tab types, and what choosing types where nothing is done."""

    group: Group
    title: str
    hint: str = ""
    keys: str = ""
    icon: str = "chevron-right"
    run: Callable[[], object] | None = None
    line: str = ""
    is_possible: bool = True

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        parts = (self.title, self.hint, f"key {self.keys}" if self.keys else "", "" if self.is_possible else "not now")
        return ", ".join(part for part in parts if part)


def reading_rows(found: Understood, record: Callable[[tuple[Given, ...], str], object]) -> list[PaletteRow]:
    """The sentences to choose from; what cannot be recorded says why."""
    return [
        PaletteRow(
            Group.READINGS,
            one.sentence,
            one.refusal or ("Enter records this" if found.exact is one else "Choosing this records it"),
            icon="lock" if one.refusal else "pen-line",
            run=None if one.refusal else lambda one=one: record(one.given, f"{one.sentence}."),  # type: ignore[misc]
            is_possible=not one.refusal,
        )
        for one in found.readings
    ]


def next_rows(found: Understood) -> list[PaletteRow]:
    """The words that may follow; choosing one types it."""
    return [
        PaletteRow(Group.NEXT, one.words, one.line if not one.hint else one.hint, icon="plus", line=one.line)
        for one in found.following[:MOST_NEXT]
    ]


def check_rows(found: Understood, forms: ShortForms, shown: Shown, go_to: Callable[[str], object]) -> list[PaletteRow]:
    """The checks to go to; Tab types their name."""
    rows = []
    for item in found.checks[:MOST_CHECKS]:
        stand = shown.stands.get(item.id)
        says = stand.shut if stand is not None and stand.shut else f"takes {takes_words(item)}"
        hint = joined((forms.pages.get(item.id, ""), says))
        typed = f"{forms.typed(item, with_side=bool(item.sites))} "
        act = _with(go_to, item.id)
        rows.append(PaletteRow(Group.CHECKS, name_of(item), hint, icon="stethoscope", run=act, line=typed))
    return rows


def action_rows(actions: Sequence[PaletteAction]) -> list[PaletteRow]:
    """The actions with their keys."""
    return [PaletteRow(Group.ACTIONS, one.name, keys=one.keys, icon=one.icon, run=one.run) for one in actions]


def dog_rows(
    hits: Iterable[PatientHit], signalment: Callable[[PatientHit], str], choose: Callable[[PatientHit], object]
) -> list[PaletteRow]:
    """The dogs with their owners."""
    return [
        PaletteRow(
            Group.DOGS,
            hit.patient.name or "Unnamed dog",
            joined((hit.owner.name, hit.owner.phone, signalment(hit))),
            icon="dog",
            run=_with(choose, hit),
        )
        for hit in hits
    ]


def visit_rows(board: Iterable[BoardRow], choose: Callable[[Visit], object]) -> list[PaletteRow]:
    """The visits of the board."""
    return [
        PaletteRow(
            Group.VISITS,
            f"Visit {row.visit.number}: {row.patient.name or 'Unnamed dog'}",
            joined((row.owner.name, _status(row.visit), URGENCY_WORDS[row.visit.urgency])),
            icon="clipboard-list",
            run=_with(choose, row.visit),
        )
        for row in board
    ]


def matching_visits(board: Iterable[BoardRow], typed: str) -> list[BoardRow]:
    """The visits of which every typed word begins the dog's name, the owner's, or the number."""
    words = [word for word in folded(typed).split() if word != "visit"]
    said = ((row, f" {folded(row.patient.name or '')} {folded(row.owner.name)} {row.visit.number}") for row in board)
    return [row for row, text in said if words and all(f" {word}" in text for word in words)][:MOST_VISITS]


def _status(visit: Visit) -> str:
    return "Done" if visit.status is VisitStatus.DONE else STATUS_WORDS[visit.status]


def _with(act: Callable[..., object], what: object) -> Callable[[], object]:
    return lambda: act(what)
