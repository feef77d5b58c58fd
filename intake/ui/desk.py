"""What every screen is given."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intake.app.clinic import Clinic
from intake.domain.ids import VisitId
from intake.domain.staff import StaffMember
from intake.ui.choices import Choices
from intake.ui.exam_on_screen import ExamOnScreen
from intake.ui.hub import ChangeHub
from intake.ui.jobs import JobRunner
from intake.ui.palette.actions import PaletteActions
from intake.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of the program a signed-in person works with; made anew at each sign-in."""

    clinic: Clinic
    jobs: JobRunner
    hub: ChangeHub
    theme: Theme
    person: StaffMember
    choices: Choices = field(default_factory=Choices)
    exams: ExamOnScreen = field(default_factory=ExamOnScreen)
    actions: PaletteActions = field(default_factory=PaletteActions)


class VisitScreen(QWidget):
    """One step of a visit (Intake, Exam, Review, Sheets); it owns its queries and calls no other screen.

    The frame around it shows the header and the steps. `step_wanted` names the step to go to next
    ("intake", "exam", "review", "sheets"), `item_wanted` the check to open in the exam.
    """

    step_wanted = Signal(str)
    item_wanted = Signal(str)
    saving = Signal()
    saved = Signal(object)  # datetime of the commit
    not_saved = Signal(str)  # why, for the save state and the banner

    def show_visit(self, visit: VisitId) -> None:
        """Ask for this visit and show it; the frame of the screen stands at once."""
        raise AssertionError(f"{type(self).__name__} shows no visit")  # every screen overrides it

    def leave(self) -> None:
        """Called before another screen is shown or the window locks; flush what is typed."""

    def show_item(self, item: str) -> None:
        """Bring a check into view; only the exam has checks."""

    def panes(self) -> tuple[QWidget, ...]:
        """The parts F6 goes around, left to right."""
        return (self,)

    def toast_lane(self) -> tuple[QWidget, QWidget] | None:
        """The buttons at the foot between which a message stands, over no question; None: at the bottom left."""
        return None

    def item_in_focus(self) -> str:
        """The check the keys go to; only the exam has checks."""
        return ""

    def header_acts(self) -> tuple[QWidget, ...]:
        """Buttons of this step that stand in the header of the visit, for fingers."""
        return ()
