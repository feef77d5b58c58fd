"""What has to hold for a clinic's rows beside the program's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from intake.domain.errors import Problem
from intake.knowledge.assembly import Draft
from intake.knowledge.clinic_rows import ClinicFile
from intake.knowledge.conditions import AllOf, AnyOf, Compare, Condition, Finding, Name, Not, leaves
from intake.knowledge.model import AnswerClass, FindingRow, Item, Pattern, Sign, SignName

_MOST_FINDINGS = 2_000
_MOST_STEPS = 30
_FINDING, _NOT_NORMAL = "finding", "finding that is not normal"
_ASKS_FOR = {
    "red_flag": _NOT_NORMAL,
    "urgency_rule": _NOT_NORMAL,
    "driver": _NOT_NORMAL,
    "trap": _FINDING,
    "caution": _FINDING,
}


@dataclass(frozen=True)
class Together:
    """The files of a clinic that still stand, beside the program's own rows."""

    ours: Draft
    files: tuple[ClinicFile, ...]

    @cached_property
    def theirs(self) -> frozenset[str]:
        """The items the clinic adds."""
        return frozenset(item for file in self.files for item in file.rows("item"))

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item, ours and theirs."""
        return self._rows("item")

    @cached_property
    def names(self) -> Mapping[str, SignName]:
        """Every name in the order they build on each other."""
        return self._rows("name")

    @cached_property
    def pages(self) -> Mapping[str, Mapping[str, None]]:
        """The pages of the exam with the sections that stand on each."""
        items: Any = self.ours.rows["item"].values()
        pages: dict[str, dict[str, None]] = {}
        for item in items:
            pages.setdefault(item.region, {})[item.section] = None
        return pages

    def _rows(self, kind: str) -> Mapping[str, Any]:
        rows: dict[str, Any] = dict(self.ours.rows[kind])
        for file in self.files:
            rows |= file.rows(kind)
        return rows


def ids_taken(together: Together) -> Iterator[Problem]:
    """Rows with an id that the program or a file before has."""
    first: dict[tuple[str, str], str] = {}
    for file in together.files:
        for kind, rows in file.draft.rows.items():
            for row_id in rows:
                if row_id in together.ours.rows[kind]:
                    yield _wrong(
                        file,
                        row_id,
                        "id",
                        f"is a {_words(kind)} of the program, which a clinic's file never changes; choose another id",
                    )
                elif (kind, row_id) in first:
                    yield _wrong(file, row_id, "id", f"used twice, first in {first[kind, row_id]}")
                first.setdefault((kind, row_id), file.name)


def names_too_long(together: Together) -> Iterator[Problem]:
    """Names that use what does not stand above them, or stand for too much."""
    sizes: dict[str, tuple[int, int]] = {}
    theirs = {name: file for file in together.files for name in file.rows("name")}
    for name, row in together.names.items():
        used = [leaf.name for leaf in leaves(row.when) if isinstance(leaf, Name)]
        for missing in (each for each in used if each not in sizes and name in theirs):
            yield _wrong(
                theirs[name], name, "when", f'"{missing}" does not stand above; a name may only use names above'
            )
        parts = [sizes.get(each, (1, 1)) for each in used]
        findings = sum(1 for _ in leaves(row.when)) + sum(size for size, _ in parts)
        steps = 1 + max((step for _, step in parts), default=0)
        if name in theirs and (findings > _MOST_FINDINGS or steps > _MOST_STEPS):
            yield _wrong(
                theirs[name],
                name,
                "when",
                f"stands for more than {_MOST_FINDINGS} findings or {_MOST_STEPS} names inside each other; make it shorter",
            )
            findings, steps = 1, 1
        sizes[name] = (findings, steps)


def clinic_problems(together: Together) -> Iterator[Problem]:
    """Everything that a clinic's rows may not say."""
    for file in together.files:
        yield from _without_finding(together, file)
        yield from _about_items(together, file)
        yield from _about_signs(together, file)


def _without_finding(together: Together, file: ClinicFile) -> Iterator[Problem]:
    for kind, wanted in _ASKS_FOR.items():
        for row_id, row in file.rows(kind).items():
            yield from _unfounded(together, file, row_id, (("when", row.when, wanted),))
    for row_id, pattern in _patterns(file):
        yield from _unfounded(together, file, row_id, _alternatives(pattern.rows))
    for row_id, sign in _signs(file):
        yield from _unfounded(
            together, file, row_id, ((f"{one.state}.when", one.when, _FINDING) for one in sign.states)
        )


def _alternatives(rows: tuple[FindingRow, ...]) -> Iterator[tuple[str, Condition, str]]:
    for number, row in enumerate(rows, start=1):
        for place, condition in enumerate(row.alternatives, start=1):
            yield f"rows {number}.alternatives {place}", condition, _NOT_NORMAL if row.direction == "+" else _FINDING


def _unfounded(
    together: Together, file: ClinicFile, row_id: str, conditions: Iterable[tuple[str, Condition | None, str]]
) -> Iterator[Problem]:
    for key, condition, wanted in conditions:
        if condition is not None and not _rests(together, condition, is_any=wanted == _FINDING):
            yield _wrong(
                file,
                row_id,
                key,
                f"could be true without a recorded {wanted}; name one, outside NOT, on every side of an OR",
            )


def _rests(together: Together, condition: Condition, *, is_any: bool) -> bool:
    """Whether it can only be true of a record with a finding; `is_any`: a normal one will do."""
    match condition:
        case AllOf(parts):
            return any(_rests(together, part, is_any=is_any) for part in parts)
        case AnyOf(parts):
            return all(_rests(together, part, is_any=is_any) for part in parts)
        case Not():
            return False
        case Name(name):
            # A name that is not there is told of where names are looked up.
            known = together.names.get(name)
            return known is None or _rests(together, known.when, is_any=is_any)
        case Finding(item, values):
            return is_any or not _may_be_normal(together.items.get(item), values)
        case _:
            return True


def _may_be_normal(item: Item | None, values: tuple[str, ...]) -> bool:
    classes = {option.value: option.cls for option in item.options} if item else {}
    return any(classes.get(value) is AnswerClass.NORMAL for value in values)


def _about_items(together: Together, file: ClinicFile) -> Iterator[Problem]:
    for row_id, row in file.rows("item").items():
        sections = together.pages.get(row.region)
        if sections is None:
            yield _wrong(file, row_id, "region", f'expected one of {" ".join(together.pages)}, found "{row.region}"')
        elif row.section not in sections:
            yield _wrong(file, row_id, "section", f'expected one of {" ".join(sections)}, found "{row.section}"')
    for kind, key in (("band", "item"), ("left_out", "item"), ("check_cost", "items")):
        for row_id, row in file.rows(kind).items():
            named = getattr(row, key)
            for item_id in (named,) if isinstance(named, str) else named:
                if item_id not in together.theirs:
                    yield _wrong(file, row_id, key, f'expected an item the clinic added, found "{item_id}"')


def _about_signs(together: Together, file: ClinicFile) -> Iterator[Problem]:
    for row_id, sign in _signs(file):
        for state in sign.states:
            read = dict.fromkeys(_items_behind(together, state.when))
            for item in (item for item in read if item not in together.theirs):
                yield _wrong(
                    file,
                    row_id,
                    f"{state.state}.when",
                    f'reads "{item}" of the program; a finding counts once, so a sign of the clinic reads items the clinic added',
                )


def _items_behind(together: Together, condition: Condition) -> Iterator[str]:
    for leaf in leaves(condition):
        if isinstance(leaf, Finding | Compare):
            yield leaf.item
        elif isinstance(leaf, Name) and leaf.name in together.names:
            yield from _items_behind(together, together.names[leaf.name].when)


def _patterns(file: ClinicFile) -> Iterator[tuple[str, Pattern]]:
    yield from file.rows("pattern").items()


def _signs(file: ClinicFile) -> Iterator[tuple[str, Sign]]:
    yield from file.rows("sign").items()


def _wrong(file: ClinicFile, row_id: str, key: str, message: str) -> Problem:
    return Problem(f"{file.name}: {row_id}: {key}", message)


def _words(kind: str) -> str:
    return kind.replace("_", " ")
