"""Knowledge as bytes: snapshots that storage keeps, and the cache that makes loading fast."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from intake.knowledge import model
from intake.knowledge.model import Knowledge

_CHECK_BYTES = 32
_Kept = TypeVar("_Kept")


class Verdict(msgspec.Struct, frozen=True):
    """What was found of a clinic's files: which stand, and every problem of the others (path and message)."""

    files: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]


def encode(knowledge: Knowledge) -> bytes:
    """A snapshot of the knowledge; `decode` reads it back, also in later versions of the program."""
    return msgspec.msgpack.encode(knowledge)


def decode(snapshot: bytes) -> Knowledge:
    """The knowledge of a snapshot.

    Raises:
        msgspec.DecodeError: these bytes are not a snapshot of knowledge.
    """
    return msgspec.msgpack.decode(snapshot, type=Knowledge)


def cached(folder: Path, digest: str) -> Knowledge | None:
    """The knowledge kept for this digest, or None when there is none that can be trusted."""
    knowledge = _read(_path(folder, digest), Knowledge)
    return knowledge if knowledge is not None and knowledge.digest == digest else None


def kept_verdict(folder: Path, key: str) -> Verdict | None:
    """The verdict kept under this key, or None when there is none that can be trusted."""
    return _read(_path(folder, key, "clinic"), Verdict)


def _read(path: Path, kind: type[_Kept]) -> _Kept | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    check, body = data[:_CHECK_BYTES], data[_CHECK_BYTES:]
    if hashlib.sha256(body).digest() != check:
        return None
    try:
        with _collector_paused():
            return msgspec.msgpack.decode(body, type=kind)
    except msgspec.DecodeError:
        return None


@contextmanager
def _collector_paused() -> Iterator[None]:
    # So many new objects set the collector off again and again, and it finds nothing: a third of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep(folder: Path, knowledge: Knowledge) -> bool:
    """Put the knowledge into the cache, whole or not at all; False when the folder cannot be written.

    A cache that cannot be written only costs time at the next start, so nobody is told.
    """
    return _write(_path(folder, knowledge.digest), encode(knowledge))


def keep_verdict(folder: Path, key: str, verdict: Verdict) -> bool:
    """Put the verdict into the cache under this key, as `keep` does."""
    return _write(_path(folder, key, "clinic"), msgspec.msgpack.encode(verdict))


def _write(target: Path, body: bytes) -> bool:
    import tempfile  # only needed when there is something to keep

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.stem, suffix=".part")
        with os.fdopen(handle, "wb") as part:
            part.write(hashlib.sha256(body).digest() + body)
        Path(name).replace(target)
    except OSError:
        return False
    return True


def _path(folder: Path, digest: str, kind: str = "knowledge") -> Path:
    key = hashlib.sha256(f"{digest} {_shape()}".encode()).hexdigest()
    return folder / f"{kind}-{key[:24]}.msgpack"


def _shape() -> str:
    """The fields of every struct: a program with other shapes looks for another file."""
    kinds = (value for value in vars(model).values() if isinstance(value, type))
    return repr([(kind.__name__, getattr(kind, "__struct_fields__", ())) for kind in kinds])
