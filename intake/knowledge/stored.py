"""Knowledge as bytes: snapshots that storage keeps, and the cache that makes loading fast."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from intake.knowledge import model
from intake.knowledge.model import Knowledge

_CHECK_BYTES = 32


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
    try:
        data = _path(folder, digest).read_bytes()
    except OSError:
        return None
    check, body = data[:_CHECK_BYTES], data[_CHECK_BYTES:]
    if hashlib.sha256(body).digest() != check:
        return None
    try:
        with _collector_paused():
            knowledge = decode(body)
    except msgspec.DecodeError:
        return None
    return knowledge if knowledge.digest == digest else None


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
    import tempfile  # only needed when there is something to keep

    body = encode(knowledge)
    target = _path(folder, knowledge.digest)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=target.stem, suffix=".part")
        with os.fdopen(handle, "wb") as part:
            part.write(hashlib.sha256(body).digest() + body)
        Path(name).replace(target)
    except OSError:
        return False
    return True


def _path(folder: Path, digest: str) -> Path:
    key = hashlib.sha256(f"{digest} {_shape()}".encode()).hexdigest()
    return folder / f"knowledge-{key[:24]}.msgpack"


def _shape() -> str:
    """The fields of every struct: a program with other shapes looks for another file."""
    kinds = (value for value in vars(model).values() if isinstance(value, type))
    return repr([(kind.__name__, getattr(kind, "__struct_fields__", ())) for kind in kinds])
