"""A clinic's files put beside the program's own rows: those that fit, file by file, and why others do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from intake.domain.errors import Problem
from intake.knowledge.assembly import Draft
from intake.knowledge.checks import problems_in
from intake.knowledge.checks.clinic import Together, clinic_problems, ids_taken, names_too_long
from intake.knowledge.checks.clinic_words import names_of_authors, word_shapes, words_in_the_way
from intake.knowledge.clinic_rows import MOST_ROWS, ClinicFile, read_clinic_file
from intake.knowledge.files import KnowledgeFile, digest_of
from intake.knowledge.finishing import knowledge_of
from intake.knowledge.model import Knowledge
from intake.knowledge.never_shown import WordList
from intake.knowledge.rule_cases import RuleCase, read_case_of

Trial: TypeAlias = Callable[[Knowledge, tuple[RuleCase, ...]], tuple[RuleCase, ...]]
"""Tries cases against a knowledge and gives back those that do not do what they say."""


@dataclass(frozen=True, slots=True)
class Ours:
    """The program's own rules, which are sound."""

    files: tuple[KnowledgeFile, ...]
    draft: Draft
    knowledge: Knowledge


@dataclass(frozen=True, slots=True)
class Settled:
    """The knowledge with the files that stand, and every problem of the others."""

    knowledge: Knowledge
    files: tuple[str, ...] = ()
    rules: int = 0
    cases: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look at files together found: all is well, or what is wrong."""

    knowledge: Knowledge | None
    cases: tuple[RuleCase, ...]
    problems: tuple[Problem, ...]


def settled(ours: Ours, offered: tuple[KnowledgeFile, ...], trial: Trial) -> Settled:
    """The program's rules with every file of the clinic that can stand."""
    read = [read_clinic_file(file) for file in offered]
    problems = [problem for file in read for problem in file.draft.problems]
    standing, too_many = _within_limit([file for file in read if not file.draft.problems])
    problems += too_many
    while standing:
        look = _look(ours, standing, trial)
        if look.knowledge is not None:
            names = tuple(file.name for file in standing)
            rules = sum(len(file.rules()) for file in standing)
            return Settled(look.knowledge, names, rules, len(look.cases), tuple(problems))
        told = _told(standing, look.problems)
        refused = {file.name for file in read} - {file.name for file in standing}
        problems += _with_cause(told, [file for file in read if file.name in refused])
        standing = tuple(file for file in standing if not _of(file, told))
    return Settled(ours.knowledge, problems=tuple(problems))


def _within_limit(files: Iterable[ClinicFile]) -> tuple[tuple[ClinicFile, ...], list[Problem]]:
    kept, problems, total = [], [], 0
    for file in files:
        total += file.size
        if total <= MOST_ROWS:
            kept.append(file)
        else:
            problems.append(Problem(file.name, f"with this file the clinic has {total} rows; {MOST_ROWS} is the most"))
            total -= file.size
    return tuple(kept), problems


def _look(ours: Ours, files: tuple[ClinicFile, ...], trial: Trial) -> _Look:
    together = Together(ours.draft, files)
    # What the other checks follow by itself (names in names) has to be sound before they look.
    for found in (_first_problems(together), clinic_problems(together), words_in_the_way(files, ours.knowledge)):
        if problems := tuple(found):
            return _Look(None, (), problems)
    draft = _merged(ours.draft, files)
    knowledge = knowledge_of(draft, digest_of((*ours.files, *(file.file for file in files))))
    problems = (*draft.problems, *(problems_in(draft, knowledge) if knowledge is not None else ()))
    if knowledge is None or problems:
        return _Look(None, (), problems)
    return _tried(knowledge, files, trial)


def _first_problems(together: Together) -> Iterable[Problem]:
    yield from ids_taken(together)
    yield from names_too_long(together)
    yield from word_shapes(together.files)


def _merged(ours: Draft, files: tuple[ClinicFile, ...]) -> Draft:
    draft = ours.copied()
    for file in files:
        for kind, rows in file.draft.rows.items():
            draft.rows[kind] |= rows
        draft.files |= file.draft.files
    return draft


def _tried(knowledge: Knowledge, files: tuple[ClinicFile, ...], trial: Trial) -> _Look:
    problems = list(names_of_authors(files, WordList(knowledge.never_shown)))
    items = {item.id: item for item in knowledge.items}
    cases = []
    for file in files:
        kinds = file.rules()
        cases += [read_case_of(written, kinds[written.rule], items, problems) for written in file.cases]
    if problems:
        return _Look(None, (), tuple(problems))
    problems = [Problem(case.where, _failed(case)) for case in trial(knowledge, tuple(cases))]
    return _Look(None if problems else knowledge, tuple(cases), tuple(problems))


def _failed(case: RuleCase) -> str:
    if case.fires:
        return f"should fire, and does not: {FIRES[case.kind]}"
    return f"should not fire, and does: {FIRES[case.kind]}"


FIRES = {
    "item": "an item fires when one of its answers is abnormal or borderline, or, if none can be, when it has an answer",
    "band": "a band fires when a number it classes is abnormal or borderline",
    "name": "a name fires when its condition is true",
    "sign": "a state fires when it is the state of its sign",
    "pattern": "a pattern fires when it is kept: a strong row, or two moderate findings, and more for it than against",
    "workup": "a test fires when it is suggested",
    "caution": "a caution fires when it stands beside a suggested test",
    "driver": "a driver fires when its condition is true",
    "red_flag": "a flag fires when it is raised",
    "urgency_rule": "a line fires when its condition is true",
    "trap": "a trap fires when it is shown",
}
"""What it means that a rule of a kind fires, in words."""


def _of(file: ClinicFile, problems: Iterable[Problem]) -> bool:
    return any(problem.path == file.name or problem.path.startswith(f"{file.name}: ") for problem in problems)


def _told(files: tuple[ClinicFile, ...], problems: tuple[Problem, ...]) -> list[Problem]:
    """The problems, each at a file of the clinic; one in a row of the program, which is sound alone, is of them all."""
    theirs = [problem for problem in problems if any(_of(file, (problem,)) for file in files)]
    if theirs:
        return theirs
    return [replace(problem, path=f"{file.name}: {problem.path}") for file in files for problem in problems]


def _with_cause(problems: list[Problem], refused: list[ClinicFile]) -> list[Problem]:
    """The problems; those about a row of a refused file say so."""
    stood = {row_id: file.name for file in refused for rows in file.draft.rows.values() for row_id in rows}
    return [replace(problem, message=problem.message + _cause(problem.message, stood)) for problem in problems]


def _cause(message: str, stood: dict[str, str]) -> str:
    quoted = re.search(r'"([^"]+)"', message)
    file = stood.get(quoted.group(1)) if quoted else None
    return f" (it stands in {file}, which is refused)" if file else ""
