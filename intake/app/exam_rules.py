"""What the exam asks and what answers mean: checked, listed, described."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from intake.domain.errors import BadInput, Problem
from intake.knowledge import clinic_rules, listing, loader, schema
from intake.knowledge.clinic_files import Offered, read_clinic_folder
from intake.knowledge.clinic_rules import Folders, InForce
from intake.knowledge.files import read_files
from intake.knowledge.model import Knowledge
from intake.knowledge.rule_cases import RuleCase
from intake.knowledge.whole_folder import is_whole

KINDS = listing.KINDS
MOST_TOLD = 12
NOT_IN_FORCE = (
    "Rules of the clinic are not in force ({files}): a file with a mistake is left out whole. "
    "The program's own rules go on working. Put right what follows, or take the file away:"
)
IN_SHORT = "Rules of the clinic are not in force: {files}. The program's own rules go on working. About says what to put right."


@dataclass(frozen=True, slots=True)
class Sound:
    """What was found sound: all of the exam's rules, or those a clinic adds."""

    clinic_files: int = 0
    clinic_rules: int = 0
    clinic_cases: int = 0
    is_whole: bool = True  # the exam's own rules were looked at


def in_force(folders: Folders, *, program: str) -> InForce:
    """The rules to work with: the program's, and the clinic's files that are sound.

    Raises:
        BadInput: the program's own files are not sound.
    """
    return clinic_rules.in_force(folders, _failing, program=program)


def check(program: Path, clinic: Path) -> Sound:
    """Pass when the program's rules can be used, and every file of the clinic beside them.

    Raises:
        BadInput: every problem with file, id and key.
    """
    return _checked(program, read_clinic_folder(clinic))


def check_folder(folder: Path, program: Path) -> Sound:
    """Pass when a folder can be used: one with an exam of its own, or one of a clinic's rules.

    Raises:
        BadInput: every problem with file, id and key.
    """
    if is_whole(folder):
        problems = loader.check(folder)
        if problems:
            raise BadInput(problems)
        return Sound()
    offered = read_clinic_folder(folder)
    if offered == Offered():
        read_files(folder)  # says that there is nothing to read
    return replace(_checked(program, offered), is_whole=False)


def _checked(program: Path, offered: Offered) -> Sound:
    done = clinic_rules.settle(read_files(program), offered, _failing)
    if done.problems:
        raise BadInput(done.problems)
    return Sound(len(done.files), done.rules, done.cases)


def _failing(knowledge: Knowledge, cases: tuple[RuleCase, ...]) -> tuple[RuleCase, ...]:
    # The reasoning is only needed when rules are tried: most starts find the verdict in the cache.
    from intake.app.rule_trial import failing

    return failing(knowledge, cases)


def refusal(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """What people are told of a clinic's files that are not in force: one sentence for each problem, the first few."""
    if not problems:
        return ()
    told = [str(problem) for problem in problems[:MOST_TOLD]]
    left = len(problems) - len(told)
    more = (f"{left} more problems: `knowledge check` lists them all.",) if left else ()
    return (NOT_IN_FORCE.format(files=_files(problems)), *told, *more)


def refusal_in_short(problems: tuple[Problem, ...]) -> str:
    """One sentence for a screen, which files of the clinic are not in force."""
    return IN_SHORT.format(files=_files(problems))


def _files(problems: tuple[Problem, ...]) -> str:
    return ", ".join(dict.fromkeys(problem.path.split(": ")[0] for problem in problems))


def summary(knowledge: Knowledge) -> dict[str, Any]:
    """Version, digest and how many there are of each kind."""
    return listing.summary(knowledge)


def listed(knowledge: Knowledge, kind: str) -> list[dict[str, Any]]:
    """Everything of one kind, each with its id and its sources."""
    return listing.listing(knowledge, kind)


def case_schema(knowledge: Knowledge) -> dict[str, Any]:
    """The JSON Schema of a case file, made from the exam."""
    return schema.case_schema(knowledge)
