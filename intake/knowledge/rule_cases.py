"""The cases that come with a clinic's rules: one or more that fire a rule, one or more that must not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from intake.domain.cases import Case, CaseAnswer
from intake.domain.errors import Problem
from intake.knowledge.case_answers import AnswerReader
from intake.knowledge.model import Item
from intake.knowledge.strict_json import path_to, shown

RULE_CASE = "rule_case"
KEYS = ("rule", "fires", "answers", "about")


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """A case as the file has it; its answers are still to be read."""

    file: str
    number: int
    rule: str
    fires: bool
    answers: Mapping[str, Any]

    @property
    def where(self) -> str:
        """Where it stands, for a problem."""
        return f"{self.file}: {self.rule}: {RULE_CASE} {self.number}"


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A case to try: the rule it speaks of, and whether it has to fire it."""

    kind: str
    rule: str
    fires: bool
    where: str
    case: Case


@dataclass(frozen=True, slots=True)
class ToTry:
    """The rules of a file with their kinds, and the ids of those that cannot be read."""

    file: str
    rules: Mapping[str, str]
    unread: frozenset[str]

    def has(self, rule: Any) -> bool:
        """There is such a rule, readable or not."""
        return isinstance(rule, str) and (rule in self.rules or rule.split(".")[0] in self.unread)


def cases_in(to_try: ToTry, tables: Any, problems: list[Problem]) -> tuple[WrittenCase, ...]:
    """The cases of a file, each of whose rules needs one that fires it and one that must not."""
    file = to_try.file
    if not isinstance(tables, list):
        problems.append(Problem(f"{file}: {RULE_CASE}", f"expected [[{RULE_CASE}]], found {shown(tables)}"))
        return ()
    cases = []
    for number, table in enumerate(tables, start=1):
        wrong = list(_wrong_in(f"{file}: {RULE_CASE} {number}", table, to_try))
        problems += wrong
        if not wrong:
            cases.append(WrittenCase(file, number, table["rule"], table["fires"], table["answers"]))
    if len(cases) == len(tables):
        problems += _untried(to_try, cases)
    return tuple(cases)


def _wrong_in(where: str, table: Any, to_try: ToTry) -> Iterator[Problem]:
    if not isinstance(table, dict):
        yield Problem(where, f"expected a table, found {shown(table)}")
        return
    for key in table:
        if key not in KEYS:
            yield Problem(f"{where}: {key}", f"unknown key; expected one of {', '.join(KEYS)}")
    rule = table.get("rule")
    if not to_try.has(rule):
        yield Problem(f"{where}: rule", f"expected the id of a rule of this file, found {shown(rule)}")
    if not isinstance(table.get("fires"), bool):
        yield Problem(f"{where}: fires", f"expected true or false, found {shown(table.get('fires'))}")
    if not isinstance(table.get("answers"), dict):
        yield Problem(f"{where}: answers", f"expected a table of answers, found {shown(table.get('answers'))}")


def _untried(to_try: ToTry, cases: list[WrittenCase]) -> Iterator[Problem]:
    tried = {(case.rule, case.fires) for case in cases}
    for rule in to_try.rules:
        for fires, lacks in ((True, "no case fires it"), (False, "no case must not fire it")):
            if (rule, fires) not in tried:
                wanted = f'rule = "{rule}" and fires = {str(fires).lower()}'
                yield Problem(f"{to_try.file}: {rule}: {RULE_CASE}", f"{lacks}; add a [[{RULE_CASE}]] with {wanted}")


def read_case_of(written: WrittenCase, kind: str, items: Mapping[str, Item], problems: list[Problem]) -> RuleCase:
    """The case with its answers read as in a case file; what is wrong with them goes to the problems."""
    reader, answers = AnswerReader(), dict[str, CaseAnswer]()
    for key in (key for key in items if key in written.answers):
        answer = reader.read(items[key], written.answers[key], path_to("answers", key))
        if answer is not None:
            answers[key] = answer
    unknown = (Problem(path_to("answers", key), "is not an item of the exam") for key in written.answers.keys() - items)
    for wrong in (*reader.problems, *sorted(unknown, key=str)):
        problems.append(Problem(f"{written.where}: {wrong.path}", wrong.message))
    return RuleCase(kind, written.rule, written.fires, written.where, Case(answers=answers))
