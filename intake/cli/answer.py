"""What a command answers, and how it reaches people and scripts."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from intake.domain.errors import IntakeError, StorageTrouble


@dataclass(frozen=True, slots=True)
class Answer:
    """One JSON document for scripts, and the same in words; without words, people get the document too."""

    document: object
    text: str | None = None


def tell(answer: Answer, *, as_json: bool) -> None:
    """The answer on stdout."""
    if as_json or answer.text is None:
        print(_document(answer.document))
    elif answer.text:
        print(answer.text)


def tell_problems(error: IntakeError, *, as_json: bool) -> None:
    """Every problem on a line of its own on stderr; for scripts as a document on stdout too."""
    for problem in error.problems:
        print(" ".join(str(problem).split()), file=sys.stderr)
    if as_json:
        listed = [{"path": problem.path, "message": problem.message} for problem in error.problems]
        print(_document({"format": "intake-problems/1", "problems": listed}))


def _document(document: object) -> str:
    # A document that was written elsewhere goes out byte for byte.
    if isinstance(document, bytes):
        return document.decode().removesuffix("\n")
    return json.dumps(document, ensure_ascii=False, indent=2)


def speak_utf8() -> None:
    """Names in every script reach pipes and files, whatever the computer's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def read_file(path: Path, most: int) -> bytes:
    """The content of a file; of one that is too long, one byte more than `most`.

    Raises:
        StorageTrouble: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise StorageTrouble(f"{path} cannot be read ({error.strerror}). Nothing was changed.") from error


def write_whole(path: Path, content: bytes) -> None:
    """The file holds this content, or is as it was.

    Raises:
        StorageTrouble: it cannot be written, or its folder is missing.
    """
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).chmod(0o666 & ~_umask())
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageTrouble(
            f"{path} cannot be written ({error.strerror}). A file that was there is as it was. "
            "Make the folder, or let your account write there."
        ) from error


def _umask() -> int:
    # There is no way to ask without setting; commands have one thread.
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
