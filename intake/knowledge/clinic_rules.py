"""The rules in force: the program's own, with those of the clinic that are sound and do what their cases say."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from intake.domain.errors import BadInput, Problem
from intake.knowledge import loader
from intake.knowledge.clinic_files import BEFORE, Offered, read_clinic_folder
from intake.knowledge.files import KnowledgeFile, digest_of, read_files
from intake.knowledge.model import Knowledge
from intake.knowledge.stored import Verdict, cached, keep, keep_verdict, kept_verdict

# Reading and checking is only needed when the cache has nothing: the imports would cost every start.
if TYPE_CHECKING:
    from intake.knowledge.assembly import Draft
    from intake.knowledge.clinic_merge import Ours, Settled, Trial

log = logging.getLogger(__name__)
NOT_LOOKED_AT = "the rules could not be looked at because of a mistake in Intake; the log has the details"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where rules lie, the program's and the clinic's, and where they are kept ready, if anywhere."""

    program: Path
    clinic: Path
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """The knowledge to work with, and every problem of the clinic's files that are no part of it."""

    knowledge: Knowledge
    refused: tuple[Problem, ...] = ()


def in_force(folders: Folders, trial: Trial, *, program: str) -> InForce:
    """The rules to work with; `program` is the version that tried the cases, so that another tries them again.

    Raises:
        BadInput: the program's own files are not sound.
    """
    offered = read_clinic_folder(folders.clinic)
    if offered == Offered():
        return InForce(loader.load(folders.program, cache=folders.cache))
    files = read_files(folders.program)
    key = _key(files, offered, program)
    known = _known(folders.cache, key, files, offered)
    if known is not None:
        return known
    try:
        done = settle(files, offered, trial, cache=folders.cache)
    except BadInput:
        raise
    except Exception:  # whatever lies in that folder, the program's own rules go on working
        log.exception("The clinic's own rules could not be looked at")
        return InForce(loader.load(folders.program, cache=folders.cache), (Problem(BEFORE[:-1], NOT_LOOKED_AT),))
    if folders.cache is not None:
        keep(folders.cache, done.knowledge)
        problems = tuple((problem.path, problem.message) for problem in done.problems)
        keep_verdict(folders.cache, key, Verdict(files=done.files, problems=problems))
    return InForce(done.knowledge, done.problems)


def settle(files: tuple[KnowledgeFile, ...], offered: Offered, trial: Trial, *, cache: Path | None = None) -> Settled:
    """What stands of the files offered, read, checked and tried now.

    Raises:
        BadInput: the program's own files are not sound.
    """
    from intake.knowledge.clinic_merge import settled

    done = settled(ours_of(files, cache), offered.files, trial)
    return replace(done, problems=(*offered.refused, *done.problems))


def ours_of(files: tuple[KnowledgeFile, ...], cache: Path | None = None) -> Ours:
    """The program's own rules; those in the cache were found sound before.

    Raises:
        BadInput: they are not sound.
    """
    from intake.knowledge.assembly import draft_of
    from intake.knowledge.clinic_merge import Ours

    draft, digest = draft_of(files), digest_of(files)
    knowledge = cached(cache, digest) if cache is not None else None
    return Ours(files, draft, knowledge if knowledge is not None else _checked(draft, digest))


def _checked(draft: Draft, digest: str) -> Knowledge:
    from intake.knowledge.checks import problems_in
    from intake.knowledge.finishing import knowledge_of

    knowledge = knowledge_of(draft, digest)
    problems = (*draft.problems, *(problems_in(draft, knowledge) if knowledge is not None else ()))
    if knowledge is None or problems:
        raise BadInput(problems)
    return knowledge


def _key(files: tuple[KnowledgeFile, ...], offered: Offered, program: str) -> str:
    """A name for all that the verdict rests on."""
    refused = "\n".join(str(problem) for problem in offered.refused)
    rests_on = f"{program}\n{digest_of((*files, *offered.files))}\n{refused}"
    return hashlib.sha256(rests_on.encode()).hexdigest()


def _known(cache: Path | None, key: str, files: tuple[KnowledgeFile, ...], offered: Offered) -> InForce | None:
    verdict = kept_verdict(cache, key) if cache is not None else None
    if cache is None or verdict is None:
        return None
    standing = tuple(file for file in offered.files if file.name in verdict.files)
    knowledge = cached(cache, digest_of((*files, *standing)))
    problems = tuple(Problem(path, message) for path, message in verdict.problems)
    return InForce(knowledge, problems) if knowledge is not None else None
