"""Files of the record in a folder, each under the digest of its content, whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from intake.domain.errors import BadInput, NotFound, Problem, StorageTrouble
from intake.domain.media import Kept, Seen, TakingStopped

INCOMING = ".incoming"
"""Copies on their way; on the same disk as the attachments, so that one rename takes them in."""
RESERVE = 200_000_000
"""Bytes a copy leaves free: the answers of the exam need room too."""
PIECE = 1 << 20
LEFT_BEHIND_AFTER = timedelta(seconds=30)
"""A copy that goes on writes every moment; one this old was killed."""
CHANGED = "changed while it was copied. Nothing was kept. Wait until it is all there, then add it again."
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_HEX = re.compile(r"[0-9a-f]{64}")
_SCHEME = "sha256:"


def free_bytes(folder: Path) -> int:
    """How much the disk of a folder has left."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True)
class FolderAttachments:
    """Attachments in a folder; small pictures of them in another, which may be emptied at any time."""

    folder: Path
    small: Path
    now: Callable[[], datetime]
    free: Callable[[Path], int] = free_bytes

    def take(self, source: Path, look: Callable[[Path], Seen], go_on: Callable[[int, int], bool]) -> Kept:
        """A whole copy of a file, on the disk when this returns; nothing of it is left when it fails.

        Raises:
            BadInput: it is no photo or clip, is a folder, is empty, or changed or went away meanwhile.
            StorageTrouble: it cannot be read, or there is no room for it.
            TakingStopped: `go_on` said no.
        """
        before = _checked(source)
        with _written(source.name):
            (self.folder / INCOMING).mkdir(parents=True, exist_ok=True)
            self._check_room(source.name, before.st_size)
        with _readable(source):
            look(source)  # what is no photo or clip is not copied first
        draft = self.folder / INCOMING / f"{secrets.token_hex(8)}.part"
        try:
            digest = _copy(source, draft, before.st_size, go_on)
            _check_same(source, before, draft)
            seen = look(draft)  # what is recorded is what was copied
            self._keep(draft, digest, source)
        finally:
            draft.unlink(missing_ok=True)
        return Kept(digest, source.name, before.st_size, seen)

    def path_of(self, digest: str) -> Path:
        """Where the file with this content lies.

        Raises:
            NotFound: it is not there.
        """
        digits = digest.removeprefix(_SCHEME)
        found = sorted((self.folder / digits[:2]).glob(f"{digits}*")) if _HEX.fullmatch(digits) else []
        if not found:
            raise NotFound(
                "The file of this photo or clip is not among the attachments. The rest of the record is whole. "
                "Run `db check`, or bring back a backup with `db restore`."
            )
        return found[0]

    def digest_of(self, source: Path) -> str:
        """The digest of a file's content."""
        with source.open("rb") as file:
            return _SCHEME + hashlib.file_digest(file, "sha256").hexdigest()

    def thumbnail(self, digest: str) -> bytes | None:
        """The small picture made before, if it is still there."""
        try:
            return self._small_of(digest).read_bytes()
        except OSError:
            return None  # it is made again

    def keep_thumbnail(self, digest: str, content: bytes) -> None:
        """Keep a small picture for the next time."""
        target = self._small_of(digest)
        with suppress(OSError):  # a full or shut cache only costs the time to make it again
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
            draft.write_bytes(content)
            draft.replace(target)

    def sweep(self) -> int:
        """Remove what copies that were killed left behind; how many there were."""
        old = self.now().astimezone(UTC) - LEFT_BEHIND_AFTER
        count = 0
        for left in (self.folder / INCOMING).glob("*.part"):
            with suppress(OSError):  # in use by another copy of Intake, or gone: not ours to remove
                if datetime.fromtimestamp(left.stat().st_mtime, UTC) < old:
                    left.unlink()
                    count += 1
        return count

    def _small_of(self, digest: str) -> Path:
        return self.small / f"{digest.removeprefix(_SCHEME)}.png"

    def _check_room(self, name: str, size: int) -> None:
        room = self.free(self.folder) - RESERVE
        if size > room:
            raise StorageTrouble(
                f"{name} has {_bytes_words(size)}, and this disk has {_bytes_words(max(room, 0))} to spare. "
                "Nothing was copied. Free some space, or make the clip shorter, then add it again."
            )

    def _keep(self, draft: Path, digest: str, source: Path) -> None:
        digits = digest.removeprefix(_SCHEME)
        home = self.folder / digits[:2]
        with _written(source.name):
            home.mkdir(exist_ok=True)
            if not any(home.glob(f"{digits}*")):
                suffix = source.suffix.lower()
                draft.replace(home / (digits + (suffix if _SUFFIX.fullmatch(suffix) else "")))
                _sync_folder(home)


def kept_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file among the attachments with the digest its name gives it; empty for a name of another kind."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and INCOMING not in path.relative_to(folder).parts:
            digits = path.name.partition(".")[0]
            is_ours = _HEX.fullmatch(digits) and path.parent == folder / digits[:2]
            yield (_SCHEME + digits if is_ours else "", path)


def _checked(source: Path) -> os.stat_result:
    with _readable(source):
        about = source.stat()
    if stat.S_ISDIR(about.st_mode):
        raise _bad(source, "is a folder. Nothing was copied. Choose the photos and clips in it.")
    if not stat.S_ISREG(about.st_mode):
        raise _bad(source, "is not a file. Nothing was copied.")
    if not about.st_size:
        raise _bad(source, "is empty. Nothing was copied. If it is still being sent, wait, then add it again.")
    return about


def _copy(source: Path, draft: Path, size: int, go_on: Callable[[int, int], bool]) -> str:
    """The digest of what was copied; on the disk when this returns."""
    digest, done = hashlib.sha256(), 0
    with _readable(source):
        file = source.open("rb")
    with file, _written(source.name), draft.open("xb") as target:
        while piece := _piece(file, source):
            digest.update(piece)
            target.write(piece)
            done += len(piece)
            if done > size:  # one that grows for ever would fill the disk
                raise _bad(source, CHANGED)
            if not go_on(done, size):
                raise TakingStopped(f"{source.name} was not added: the copy was stopped. Nothing of it is left.")
        target.flush()
        os.fsync(target.fileno())
    return _SCHEME + digest.hexdigest()


def _piece(file: BinaryIO, source: Path) -> bytes:
    with _readable(source):
        return file.read(PIECE)


def _check_same(source: Path, before: os.stat_result, draft: Path) -> None:
    with _readable(source):
        after = source.stat()
    is_same = (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    if not is_same or draft.stat().st_size != before.st_size:
        raise _bad(source, CHANGED)


def _sync_folder(folder: Path) -> None:
    """The new name is on the disk too, where a folder can be told so."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _bad(source: Path, words: str) -> BadInput:
    return BadInput((Problem("", f"{source.name} {words}"),))


@contextmanager
def _readable(source: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise _bad(source, "is not there any more. Nothing was kept. Look where it went, then add it again.") from error
    except OSError as error:
        raise StorageTrouble(
            f"{source.name} cannot be read ({error.strerror or error}). Nothing was kept. "
            "Check the cable or the folder, then add it again."
        ) from error


@contextmanager
def _written(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            words = f"This computer ran out of space while {name} was copied. Nothing of it was kept. "
            raise StorageTrouble(words + "Free some space, then add it again.") from error
        raise StorageTrouble(
            f"{name} cannot be kept among the attachments ({error.strerror or error}). Nothing was kept. "
            "Let your account write there, then add it again."
        ) from error


def _bytes_words(size: int) -> str:
    for unit, count in (("GB", 1_000_000_000), ("MB", 1_000_000)):
        if size >= count:
            return f"{size / count:.1f} {unit}"
    return f"{size / 1_000:.0f} kB"
