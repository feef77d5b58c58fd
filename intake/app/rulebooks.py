"""The knowledge in use, and the older versions that exams were made with."""

from __future__ import annotations

from collections.abc import Callable

from intake.app.ports import Look
from intake.domain.errors import Problem
from intake.knowledge.clinic_rules import InForce
from intake.knowledge.model import Knowledge
from intake.reasoning.engine import Engine


class KeptRulebooks:
    """Engines by the digest of their knowledge, each made when it is first needed.

    Two threads may make the same one at once; both are equal, and one is forgotten.
    """

    def __init__(
        self,
        load: Callable[[], InForce],
        encode: Callable[[Knowledge], bytes],
        decode: Callable[[bytes], Knowledge],
    ) -> None:
        self._load, self._encode, self._decode = load, encode, decode
        self._current: tuple[Engine, tuple[Problem, ...]] | None = None
        self._older: dict[str, Engine] = {}

    @property
    def current(self) -> Engine:
        """The engine over today's knowledge."""
        return self._loaded()[0]

    @property
    def refused(self) -> tuple[Problem, ...]:
        """Every problem of the clinic's own rules that are not in force."""
        return self._loaded()[1]

    def of(self, digest: str, look: Look) -> Engine:
        """The engine over the knowledge of that digest, from the store when it is not today's."""
        current = self.current
        if digest == current.knowledge.digest:
            return current
        if digest not in self._older:
            self._older[digest] = Engine(self._decode(look.knowledge_snapshot(digest)))
        return self._older[digest]

    def _loaded(self) -> tuple[Engine, tuple[Problem, ...]]:
        if self._current is None:
            read = self._load()
            self._current = Engine(read.knowledge), read.refused
        return self._current

    def encoded(self, knowledge: Knowledge) -> bytes:
        """The knowledge as bytes to keep."""
        return self._encode(knowledge)
