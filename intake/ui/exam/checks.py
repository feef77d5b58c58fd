"""Each check of an exam as it stands, worked out from the exam file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from intake.app import permissions
from intake.app.boards import ExamFile
from intake.app.gates import recording_state
from intake.domain.cases import Answer, NoValue
from intake.domain.exams import RecordedAnswer, RecordingState
from intake.domain.staff import Role
from intake.knowledge.exam_order import asked, listed_items
from intake.knowledge.model import AnswerClass, CheckTool, ExamRegion, Item, Kind, Knowledge, Station, Who
from intake.reasoning.assess import classes
from intake.ui.widgets.states import OF_CLASS, OF_MISSING, State, together

LAST_SECTIONS = ("e", "f")
"""Results and the vet's scores: pages after the exam's own."""
LEFT_OUT = "This check is not among those chosen for this exam. Change the plan, or open another exam of the visit."
_LEFT_OUT_SECTIONS = frozenset({"a1", "a2"})
_WORST_FIRST = (AnswerClass.ABNORMAL, AnswerClass.BORDERLINE, AnswerClass.INFORMATIONAL, AnswerClass.NORMAL)
_KNOWN = frozenset({State.NORMAL, State.ABNORMAL, State.TO_JUDGE, State.NOTED})
_WITHOUT = frozenset({State.NOT_DONE, State.UNABLE})


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what is recorded on each side, what that means, and why it is shut if it is."""

    item: Item
    rows: Mapping[str | None, RecordedAnswer]
    states: Mapping[str | None, State]  # of every side; of None for a check without sides
    shut: str = ""
    note: str = ""

    @property
    def state(self) -> State:
        """The state of the whole check."""
        return together(self.states.values())

    @property
    def is_examined(self) -> bool:
        """Nothing is to do, and at least one side has a value."""
        known = self.states.values()
        return State.TO_DO not in known and any(state in _KNOWN for state in known)

    @property
    def is_accounted_for(self) -> bool:
        """Nothing is to do."""
        return State.TO_DO not in self.states.values()

    @property
    def is_open(self) -> bool:
        """Something is to do, and this person may do it now."""
        return not self.is_accounted_for and not self.shut

    def answer(self, site: str | None) -> Answer | None:
        """What is recorded on a side; None is to do."""
        row = self.rows.get(site) or self.rows.get(None)
        return row.answer if row is not None else None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the exam with its checks, in the order of the screen."""

    id: str
    key: str  # S, P, 1 to 9; empty for the pages after them
    name: str
    positioning: str
    body: tuple[str, ...]
    items: tuple[Item, ...]
    stations: tuple[Station, ...] = ()
    tools: tuple[CheckTool, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a page is."""

    total: int
    examined: int
    abnormal: int
    to_judge: int
    not_done: int
    unable: int
    to_do: int

    @property
    def state(self) -> State:
        """The state of the page: the tick only when everything was examined and found normal."""
        if self.abnormal:
            return State.ABNORMAL
        if self.to_do:
            return State.TO_DO if self.to_do == self.total else State.PART
        if self.unable or self.not_done:
            return State.UNABLE if self.unable and not self.not_done else State.NOT_DONE
        return State.TO_JUDGE if self.to_judge else State.NORMAL


def pages_of(knowledge: Knowledge) -> tuple[Page, ...]:
    """The pages of the exam: shaking seen, physical exam, the nine regions, then results and scores."""
    rail = [_page(region, knowledge) for region in knowledge.regions_of_exam if region.key]
    rest = [
        _page(region, knowledge)
        for region in knowledge.regions_of_exam
        if not region.key and _sections(region, knowledge) & set(LAST_SECTIONS)
    ]
    return tuple(page for page in rail + rest if page.items)


def pages_of_exam(file: ExamFile) -> tuple[Page, ...]:
    """The pages of an exam: all of them, or with only the checks chosen for it and any other somebody answered there."""
    pages, exam = pages_of(file.engine.knowledge), file.record.exam
    if exam is None or not exam.checks:
        return pages
    wanted = {*exam.checks, *file.record.rows, *file.record.case.notes}
    return tuple(_only(page, wanted) for page in pages if any(item.id in wanted for item in page.items))


def is_left_out(file: ExamFile | None, item: str) -> bool:
    """Whether a check belongs to the exam but not to those chosen for this one."""
    if file is None or file.record.exam is None or not file.record.exam.checks:
        return False
    return any(one.id == item for page in pages_of(file.engine.knowledge) for one in page.items)


def _only(page: Page, wanted: Collection[str]) -> Page:
    # A chosen check is asked for like one of the core set; nothing is folded away, and no station stands before it.
    items = tuple(asked(item) for item in page.items if item.id in wanted)
    tools = tuple(tool for tool in page.tools if tool.item in wanted and tool.answers in ("", *wanted))
    return replace(page, items=items, stations=(), tools=tools)


def _page(region: ExamRegion, knowledge: Knowledge) -> Page:
    items = tuple(
        item for item in listed_items(knowledge) if item.region == region.id and item.section not in _LEFT_OUT_SECTIONS
    )
    stations = tuple(station for station in knowledge.stations if station.region == region.id)
    here = {item.id for item in items}
    tools = tuple(tool for tool in knowledge.check_tools if tool.item in here)
    return Page(region.id, region.key, region.name, region.positioning, region.body, items, stations, tools)


def _sections(region: ExamRegion, knowledge: Knowledge) -> set[str]:
    return {item.section for item in knowledge.items if item.region == region.id}


def checks_of(file: ExamFile, role: Role, items: Iterable[Item]) -> dict[str, Check]:
    """The checks asked for, as they stand for a person of this role."""
    state = recording_state(file, role)
    known = classes(file.engine, file.record.case)
    return {item.id: _check(file, item, state, known) for item in items}


def _check(
    file: ExamFile, item: Item, state: RecordingState | None, known: Mapping[tuple[str, str | None], AnswerClass]
) -> Check:
    rows = file.record.rows.get(item.id, {})
    sites: tuple[str | None, ...] = item.sites or (None,)
    states = {site: _state_at(item, rows.get(site) or rows.get(None), known.get((item.id, site))) for site in sites}
    shut = _reason_shut(file.engine.knowledge, item, state) if state is not None else ""
    return Check(item, rows, states, shut, file.record.case.notes.get(item.id, ""))


def _reason_shut(knowledge: Knowledge, item: Item, state: RecordingState) -> str:
    """Why nobody may give a value here now; a vet's finding may be typed by a technician, who is asked whose it is."""
    if item.who is Who.VETERINARIAN and state.role is not Role.FRONT_DESK:
        state = replace(state, role=Role.VETERINARIAN)
    return permissions.reason_shut(knowledge, item, state) or ""


def _state_at(item: Item, row: RecordedAnswer | None, known: AnswerClass | None) -> State:
    answer = row.answer if row is not None else None
    if answer is None:
        return State.TO_DO
    if isinstance(answer, NoValue):
        return OF_MISSING[answer.kind]
    if item.kind in (Kind.TEXT, Kind.NUM):
        # A number nobody has given a usual range for this dog is noted, never normal.
        return OF_CLASS[known] if known is not None else State.NOTED
    chosen = answer if isinstance(answer, tuple) else (answer,)
    return OF_CLASS[worst(option.cls for option in item.options if option.value in chosen)]


def worst(classes: Iterable[AnswerClass]) -> AnswerClass:
    """The class that counts most of several ticked options."""
    return min(classes, key=_WORST_FIRST.index)


def shown_first(page: Page, checks: Mapping[str, Check]) -> tuple[Item, ...]:
    """The checks of the core set, and any other somebody has answered or noted."""
    return tuple(item for item in page.items if item.core or checks[item.id].rows or checks[item.id].note)


def counts(items: Iterable[Item], checks: Mapping[str, Check]) -> Counts:
    """How far these checks are."""
    shown = [checks[item.id] for item in items]
    states = [check.state for check in shown]
    return Counts(
        total=len(shown),
        examined=sum(check.is_examined for check in shown),
        abnormal=states.count(State.ABNORMAL),
        to_judge=states.count(State.TO_JUDGE),
        not_done=sum(State.NOT_DONE in check.states.values() for check in shown),
        unable=sum(State.UNABLE in check.states.values() for check in shown),
        to_do=sum(not check.is_accounted_for for check in shown),
    )
