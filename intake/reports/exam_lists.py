"""Sorts every recorded answer into exactly one list of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intake.domain.cases import Answer, Case, CaseAnswer, Missing, NoValue, SidedAnswer, Value
from intake.domain.exams import AnswerSource
from intake.domain.records import ExamRecord
from intake.knowledge.exam_order import listed_items
from intake.knowledge.model import AnswerClass, ExamRegion, Item, Kind, Knowledge
from intake.reasoning.assess import classes
from intake.reasoning.engine import Engine
from intake.reasoning.usual import usual_ranges
from intake.reasoning.words import range_words
from intake.reports.exam_content import Entry, ListName, SiteAnswer
from intake.reports.exam_words import reason_words, value_words

_WORST_FIRST = (AnswerClass.ABNORMAL, AnswerClass.BORDERLINE, AnswerClass.INFORMATIONAL, AnswerClass.NORMAL)
_LIST_OF = {
    AnswerClass.ABNORMAL: ListName.ABNORMAL,
    AnswerClass.BORDERLINE: ListName.JUDGE,
    AnswerClass.INFORMATIONAL: ListName.NOTED,
    AnswerClass.NORMAL: ListName.NORMAL,
}
_MISSING_LIST = {Missing.NOT_DONE: ListName.NOT_EXAMINED, Missing.UNABLE: ListName.COULD_NOT}
COMPLAINT_ITEMS = (
    "hx_complaint",
    "hx_chief_sign",
    "hx_onset",
    "hx_duration_days",
    "hx_pattern",
    "hx_progression",
    "hx_owner_distribution",
    "hx_activity",
    "hx_trigger",
    "hx_consciousness",
    "hx_meds",
)
"""What the box "Why they came" tells, unless it is abnormal or for the vet to judge."""
VITAL_ITEMS = (
    "pe_temp_c", "pe_temp_q", "pe_hr", "pe_hr_q", "pe_rr", "pe_rr_q", "pe_mm_colour", "pe_crt_s", "pe_crt_q",
    "pe_bp_sys", "pe_bp_q", "pe_spo2", "pe_weight_kg", "pe_bcs", "pe_mcs", "pe_pain_nrs",
)  # fmt: skip
"""The table of vital signs; what is abnormal there stands among the abnormal findings."""


@dataclass(frozen=True, slots=True)
class Sorter:
    """What is needed to sort answers."""

    record: ExamRecord
    items: Mapping[str, Item]
    classes: Mapping[tuple[str, str | None], AnswerClass]
    regions: Mapping[str, ExamRegion]
    usual: Mapping[str, str]  # of numbers, for a dog of this age and size

    def class_of(self, item: Item, site: str | None, value: Value) -> AnswerClass:
        """What the answer means; a text, and a number without a usual range, is only noted."""
        known = self.classes.get((item.id, site))
        if known is not None:
            return known
        # The rules leave out words that have a number beside them; on paper they keep their own class.
        values = value if isinstance(value, tuple) else (value,)
        own = [option.cls for option in item.options if option.value in values]
        return min(own, key=_WORST_FIRST.index, default=AnswerClass.INFORMATIONAL)

    def is_bulk(self, item: str, site: str | None) -> bool:
        """True when the answer was set with "Rest of region normal"."""
        rows = self.record.rows.get(item, {})
        row = rows.get(site) or rows.get(None)
        return row is not None and row.source is AnswerSource.BULK


def prepare_sorter(record: ExamRecord, engine: Engine) -> Sorter:
    """A sorter for one exam."""
    regions = {region.id: region for region in engine.knowledge.regions_of_exam}
    ranges = usual_ranges(engine, record.case)
    usual = {item: range_words(*ranges[item]) for item in record.case.answers if item in ranges}
    items = {item.id: item for item in listed_items(engine.knowledge)}  # the order of the screen
    return Sorter(record, items, classes(engine, record.case), regions, usual)


def sorted_answers(sorter: Sorter) -> dict[ListName, tuple[Entry, ...]]:
    """Every list of the sheet, in the order of the exam."""
    lists: dict[ListName, list[Entry]] = {name: [] for name in ListName}
    case = sorter.record.case
    order = {item: place for place, item in enumerate(sorter.items)}
    for item_id in sorted(case.answers, key=order.__getitem__):
        for name, entry in _entries(sorter, sorter.items[item_id], case.answers[item_id]):
            lists[name].append(entry)
    return {name: tuple(entries) for name, entries in lists.items()}


def by_site(item: Item, answer: CaseAnswer) -> list[tuple[str | None, Answer]]:
    """The answers of one check, side by side in its own order; a "no value" for the whole check stays whole."""
    if not isinstance(answer, SidedAnswer):
        return [(None, answer)]
    return [(site, answer.sites[site]) for site in item.sites if site in answer.sites]


def _entries(sorter: Sorter, item: Item, answer: CaseAnswer) -> Iterable[tuple[ListName, Entry]]:
    sides = by_site(item, answer)
    given = [(site, value) for site, value in sides if not isinstance(value, NoValue)]
    without = [(site, value) for site, value in sides if isinstance(value, NoValue)]
    if given:
        yield _given_entry(sorter, item, given, tuple(site for site, _ in without if site))
    for kind, name in _MISSING_LIST.items():
        of_kind = [(site, value) for site, value in without if value.kind is kind]
        if of_kind:
            yield name, _missing_entry(sorter, item, of_kind)


def _given_entry(
    sorter: Sorter, item: Item, given: list[tuple[str | None, Value]], elsewhere: tuple[str, ...]
) -> tuple[ListName, Entry]:
    cls = min((sorter.class_of(item, site, value) for site, value in given), key=_WORST_FIRST.index)
    answers = tuple(_site_answer(sorter, item, site, value) for site, value in given)
    name = _list_for(item, cls)
    usual = sorter.usual.get(item.id, item.reference if item.kind is Kind.NUM else "")
    region = sorter.regions[item.region]
    return name, Entry(item.id, region.short, item.short_label, answers, item.sites, usual, elsewhere=elsewhere)


def _site_answer(sorter: Sorter, item: Item, site: str | None, value: Value) -> SiteAnswer:
    is_finding = sorter.class_of(item, site, value) in (AnswerClass.ABNORMAL, AnswerClass.BORDERLINE)
    options = value if isinstance(value, tuple) else (str(value),)
    return SiteAnswer(site, value_words(item, value), sorter.is_bulk(item.id, site), is_finding, options)


def _list_for(item: Item, cls: AnswerClass) -> ListName:
    if cls in (AnswerClass.ABNORMAL, AnswerClass.BORDERLINE):
        return _LIST_OF[cls]
    if item.section == "a1":
        return ListName.DOG
    if item.id in COMPLAINT_ITEMS:
        return ListName.COMPLAINT
    return ListName.VITAL if item.id in VITAL_ITEMS else _LIST_OF[cls]


def _missing_entry(sorter: Sorter, item: Item, missing: list[tuple[str | None, NoValue]]) -> Entry:
    answers = tuple(SiteAnswer(site, reason_words(value)) for site, value in missing)
    return Entry(item.id, sorter.regions[item.region].short, item.short_label, answers, item.sites)


def to_do_checks(knowledge: Knowledge, case: Case) -> tuple[str, ...]:
    """Checks of the default exam nobody has said anything about."""
    items = listed_items(knowledge)
    return tuple(item.short_label for item in items if item.core and item.id not in case.answers)
