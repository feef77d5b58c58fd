"""What a failing database means to people: one sentence each of what happened, what is safe, what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from intake.domain.errors import BadInput, DiskFull, IntakeError, Problem, StorageTrouble

SAFE = "Everything saved before is safe."


@contextmanager
def told_as_trouble(where: str) -> Iterator[None]:
    """Inside, what the database reports is raised as a sentence; a bug stays a bug.

    Raises:
        StorageTrouble: the database could not be read or written.
        BadInput: a text holds a character that no database stores.
    """
    try:
        yield
    except IntakeError:
        raise
    except DBAPIError as error:
        raise (trouble_of(error.orig, where) or error) from error
    except sqlite3.Error as error:
        raise (trouble_of(error, where) or error) from error
    except UnicodeEncodeError as error:
        words = "There is a character in the text that cannot be stored. Nothing was saved. Type it again."
        raise BadInput((Problem("", words),)) from error


def trouble_of(error: BaseException | None, where: str) -> StorageTrouble | None:
    """The sentence for what the database driver said; None when it tells of a bug of ours."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for beginning, sentence in _SENTENCES:
        if name.startswith(beginning):
            kind = DiskFull if beginning == "SQLITE_FULL" else StorageTrouble
            return kind(sentence.format(where=where, safe=SAFE, name=name))
    if name or isinstance(error, sqlite3.Error):
        return None
    return StorageTrouble(
        f"The database at {where} does not answer. {SAFE} Check that it runs and can be reached, then try again."
    )


_SENTENCES = (
    ("SQLITE_FULL", "The disk is full, so this was not saved in {where}. {safe} Free some space, then try again."),
    (
        "SQLITE_BUSY",
        "Another program is writing to {where}, so this was not saved. {safe} "
        "Close other copies of Intake or wait a moment, then try again.",
    ),
    (
        "SQLITE_LOCKED",
        "Another program is writing to {where}, so this was not saved. {safe} "
        "Close other copies of Intake or wait a moment, then try again.",
    ),
    (
        "SQLITE_READONLY",
        "{where} or its folder may only be read, so nothing can be saved. {safe} "
        "Let your account write there, or choose another folder with --home.",
    ),
    (
        "SQLITE_CANTOPEN",
        "{where} cannot be opened. {safe} "
        "Check that its folder exists and that your account may write there, or choose another folder with --home.",
    ),
    (
        "SQLITE_PERM",
        "{where} may not be opened by your account. {safe} Let your account read and write it, then try again.",
    ),
    ("SQLITE_AUTH", "{where} may not be opened by your account. {safe} Let your account read and write it."),
    (
        "SQLITE_NOTADB",
        "{where} is not an Intake database. It was left as it is. "
        "Move it away to start anew, or bring back a backup with `db restore`.",
    ),
    (
        "SQLITE_CORRUPT",
        "{where} is damaged. It was left as it is. Run `db check`, or bring back a backup with `db restore`.",
    ),
    (
        "SQLITE_IOERR",
        "The disk did not take what was written to {where} ({name}), so this was not saved. {safe} "
        "Check the disk and its free space, then try again.",
    ),
    ("SQLITE_TOOBIG", "This is too big to be stored in {where}, so it was not saved. {safe} Shorten it."),
    ("SQLITE_NOMEM", "There is not enough memory, so this was not saved in {where}. {safe} Close other programs."),
)
