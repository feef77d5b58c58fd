"""What the window asks for after its first paint; each imports what it needs when it is called.

Importing these parts at the top would hold up the first paint: the knowledge alone takes longer than Qt.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

if TYPE_CHECKING:
    from intake.app.clinic import Clinic
    from intake.domain.staff import StaffMember
    from intake.ui.lock.questions import LockNews


@cache
def signs_of_life() -> frozenset[QEvent.Type]:
    """The events that show somebody is there."""
    # Not at import: making this enum takes a good part of the time to the first paint.
    kind = QEvent.Type
    return frozenset(
        (kind.KeyPress, kind.MouseButtonPress, kind.MouseMove, kind.Wheel, kind.TouchBegin, kind.TouchUpdate)
    )


def lock_news(clinic: Clinic) -> LockNews:
    """Who may sign in, and what the lock screen has to say."""
    from intake.ui.lock.questions import lock_news

    return lock_news(clinic)


def signed_in(clinic: Clinic, staff: str, pin: str) -> StaffMember:
    """The person behind a right PIN."""
    from intake.ui.lock.questions import signed_in

    return signed_in(clinic, staff, pin)


def refreshed(clinic: Clinic) -> int:
    """How many open visits were brought up to date."""
    from intake.app.standing import refresh_open_visits

    return refresh_open_visits(clinic)


def load_screens(clinic: Clinic) -> None:
    """The screens and the rules are loaded."""
    import intake.ui.intake.screen
    import intake.ui.workplace

    _ = clinic.rulebooks.current
    import intake.ui.exam.screen  # noqa: F401
