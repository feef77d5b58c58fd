"""What has to hold for everything a row points to: sources, places, tests, flags, checks."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from intake.domain.errors import Problem
from intake.knowledge.checks.book import NO_CODES, Book
from intake.knowledge.model import (
    ExamRegion,
    FindingRow,
    LeftOut,
    Sign,
    SourceRow,
    WorkupWish,
)

EVERYWHERE = "*"
BODY_GROUPS = (
    "head", "neck", "front_left", "front_right", "torso", "rear_left", "rear_right", "anus", "tail",
)  # fmt: skip
PATTERN_STRENGTHS = ("pathognomonic", "strong", "moderate", "weak")
REGION_STRENGTHS = ("always", "commonly", "sometimes", "against")
MULTIFOCAL = "multifocal"


def reference_problems(book: Book) -> Iterator[Problem]:
    """Everything pointed to that is not there."""
    yield from _sources(book)
    yield from _lists_of_ids(book)
    yield from _regions(book)
    yield from _patterns(book)
    yield from _flags(book)
    yield from _scores(book)
    yield from _globs(book)
    yield from _breeds(book)


def _sources(book: Book) -> Iterator[Problem]:
    for kind, row_id, row in book.each_row():
        for key, owner in _owners_of_sources(row):
            if not owner.source and not isinstance(owner, SourceRow | LeftOut | Sign | FindingRow):
                yield book.wrong(kind, row_id, key, "missing; every row says where it comes from")
            for code in owner.source:
                if code not in NO_CODES and not book.known("source", code):
                    yield book.wrong(kind, row_id, key, f'"{code}" is not a source')


def _owners_of_sources(row: Any) -> Iterator[tuple[str, Any]]:
    if hasattr(row, "source"):
        yield "source", row
    for name in ("states", "rows"):
        for number, part in enumerate(getattr(row, name, ()), start=1):
            yield f"{name} {number}.source", part


_POINTERS = {
    # key of a row: kind it points to
    "workups": "workup",
    "workups_first": "workup",
    "workups_then": "workup",
    "cautions": "caution",
    "folds_into": "red_flag",
    "next_checks": "item",
    "items": "item",
}


def _lists_of_ids(book: Book) -> Iterator[Problem]:
    for kind, row_id, row in book.each_row():
        if kind == "check_cost":
            continue  # globs, looked at on their own
        for key, target in _POINTERS.items():
            named = tuple(_id_of(part) for part in getattr(row, key, ()))
            for missing in book.missing(target, named):
                yield book.wrong(kind, row_id, key, f'"{missing}" is not a known {target.replace("_", " ")}')


def _id_of(part: str | WorkupWish) -> str:
    return part.workup if isinstance(part, WorkupWish) else part


def _regions(book: Book) -> Iterator[Problem]:
    for region in book.knowledge.regions:
        yield from _rows(book, "region", region, REGION_STRENGTHS)
        if (region.cost != 0) != (region.id == MULTIFOCAL):
            yield book.wrong("region", region.id, "cost", "only multifocal has a cost, and it has one")
    for page in book.knowledge.regions_of_exam:
        yield from _page(book, page)
    for form in book.knowledge.forms:
        for key, region_id in (("region", form.region), ("copies", form.copies)):
            if not book.known("region", region_id):
                yield book.wrong("form", form.id, key, f'"{region_id}" is not a region')


def _page(book: Book, page: ExamRegion) -> Iterator[Problem]:
    for group in page.body:
        if group not in BODY_GROUPS:
            yield book.wrong("exam_region", page.id, "body", f'"{group}" is not a group of the body map')


def _rows(book: Book, kind: str, owner: Any, strengths: tuple[str, ...]) -> Iterator[Problem]:
    for number, row in enumerate(owner.rows, start=1):
        if row.strength not in strengths:
            wanted = " ".join(strengths)
            yield book.wrong(kind, owner.id, f"rows {number}.strength", f'"{row.strength}" is not one of {wanted}')
        if not row.alternatives and not row.words:
            yield book.wrong(kind, owner.id, f"rows {number}.alternatives", "a row needs a finding")


def _patterns(book: Book) -> Iterator[Problem]:
    for pattern in book.knowledge.patterns:
        yield from _rows(book, "pattern", pattern, PATTERN_STRENGTHS)
        for missing in book.missing("region", pattern.regions):
            yield book.wrong("pattern", pattern.id, "regions", f'"{missing}" is not a region')
        directions = {row.direction for row in pattern.rows}
        if directions != {"+", "-"}:
            yield book.wrong("pattern", pattern.id, "rows", "needs rows for (+) and rows against (-)")


def _flags(book: Book) -> Iterator[Problem]:
    levels = {flag.id: flag.level for flag in book.knowledge.red_flags}
    for flag in book.knowledge.red_flags:
        for other in flag.folds_into:
            if flag.level != "amber" or levels.get(other, "red") != "red":
                yield book.wrong("red_flag", flag.id, "folds_into", f'only amber folds, and only into red: "{other}"')
    for trap in book.knowledge.traps:
        for missing in book.missing("region", tuple(cap for cap in trap.caps if cap != EVERYWHERE)):
            yield book.wrong("trap", trap.id, "caps", f'"{missing}" is not a region')


def _scores(book: Book) -> Iterator[Problem]:
    for score in book.knowledge.scores:
        if score.status == "include" and not score.levels and not score.formula:
            yield book.wrong("score", score.id, "levels", "an included score needs levels or a formula")
        low, high = score.minimum, score.maximum
        if low is not None and high is not None and low > high:
            yield book.wrong("score", score.id, "minimum", f"{low} is above the maximum {high}")


def _globs(book: Book) -> Iterator[Problem]:
    for cost in book.knowledge.check_costs:
        for glob in cost.items:
            if not _matches(book, glob):
                yield book.wrong("check_cost", cost.group, "items", f'"{glob}" is no item')
    for limit in book.knowledge.check_limits:
        if not _matches(book, limit.item):
            yield book.wrong("check_limit", limit.item, "item", f'"{limit.item}" is no item')
        if limit.never == (limit.when is not None):
            yield book.wrong("check_limit", limit.item, "when", "expected either never or a condition")


def _matches(book: Book, glob: str) -> bool:
    known = (*book.items, *book.draft.unread["item"])
    return any(fnmatchcase(item_id, glob) for item_id in known)


def _breeds(book: Book) -> Iterator[Problem]:
    file = book.draft.single["breed_groups"][0]
    item = book.items.get("sig_breed_group")
    groups = {option.value for option in item.options} if item else set()
    for group, breeds in book.knowledge.breed_groups.items():
        if item and group not in groups and group != "chondrodystrophic":
            yield Problem(f"{file}: breed_groups: {group}", "is not an option of sig_breed_group")
        for breed in breeds:
            if breed != breed.strip().lower():
                yield Problem(f"{file}: breed_groups: {group}", f'"{breed}" has to be lower case')
