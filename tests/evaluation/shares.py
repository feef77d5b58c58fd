"""Shares of dogs with their 90 % interval."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

Z_OF_90_PERCENT = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    hits: int
    of: int

    @property
    def percent(self) -> float:
        """The share in per cent; there must be somebody to count."""
        return 100 * self.hits / self.of

    def __str__(self) -> str:
        """The share as the table has it: `23/26 88 % (75-95)`, or `-` when there is nobody to count."""
        if not self.of:
            return "-"
        low, high = wilson(self.hits / self.of, self.of)
        return f"{self.hits}/{self.of} {self.percent:.0f} % ({100 * low:.0f}-{100 * high:.0f})"


def share_of(verdicts: Iterable[bool | None]) -> Share:
    """The share of yes among those with a verdict; None is not counted."""
    counted = [verdict for verdict in verdicts if verdict is not None]
    return Share(sum(counted), len(counted))


def wilson(share: float, dogs: int, z: float = Z_OF_90_PERCENT) -> tuple[float, float]:
    """The ends of Wilson's interval for a share among so many independent dogs."""
    z_squared = z**2
    middle = share + z_squared / (2 * dogs)
    reach = z * math.sqrt(share * (1 - share) / dogs + z_squared / (4 * dogs**2))
    scale = 1 + z_squared / dogs
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
