"""What a clinic without a folder for photos and clips answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from intake.domain.errors import NotAllowed, NotFound
from intake.domain.media import Kept, Seen


@dataclass(frozen=True, slots=True)
class NoAttachments:
    """Keeps nothing, and says so."""

    def take(self, source: Path, look: Callable[[Path], Seen], go_on: Callable[[int, int], bool]) -> Kept:
        """Refused: there is no folder to copy to."""
        raise NotAllowed("Photos and clips cannot be kept here. Nothing was copied.")

    def path_of(self, digest: str) -> Path:
        """Refused: nothing is kept here."""
        raise NotFound("This file is not among the attachments of this clinic.")

    def digest_of(self, source: Path) -> str:
        """Refused, as a file that cannot be read is."""
        raise OSError(f"{source} is not read here")

    def thumbnail(self, digest: str) -> bytes | None:
        """None is kept."""
        return None

    def keep_thumbnail(self, digest: str, content: bytes) -> None:
        """It is made again when it is asked for."""

    def sweep(self) -> int:
        """Nothing to remove."""
        return 0
