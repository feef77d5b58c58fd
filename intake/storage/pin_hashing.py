"""PINs as argon2id hashes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@dataclass(frozen=True)
class Argon2Pins:
    """Makes a guess at a PIN cost time and memory; the defaults are RFC 9106's for small memory."""

    rounds: int = 3
    memory_kib: int = 65_536
    lanes: int = 4

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher, Type

        return PasswordHasher(self.rounds, self.memory_kib, self.lanes, type=Type.ID)

    def hash(self, pin: str) -> str:
        """The hash to store."""
        return self._hasher.hash(pin)

    def matches(self, pin_hash: str, pin: str) -> bool:
        """Whether this is the PIN behind the hash; a hash that was tampered with fits none."""
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._hasher.verify(pin_hash, pin)
        except (VerificationError, InvalidHashError):
            return False
