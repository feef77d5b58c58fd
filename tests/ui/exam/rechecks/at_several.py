"""A visit's frame on the screen with its exams, for tests."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

from intake.app import rechecks, staff
from intake.app.rechecks import NewPlan
from intake.domain.staff import Role
from intake.ui.desk import Desk
from intake.ui.exam.screen import ExamScreen
from intake.ui.visit.frame import VisitFrame
from tests.ui.real_clinic import PIN

CHECKS = ("head_mentation", "rl_paw_replacement", "tail_tone")


def plan(work, checks=CHECKS, **changed):
    given = {"every_minutes": 240, "first_due": work.real.clock() + timedelta(hours=4)} | changed
    new = NewPlan("Neuro check", checks=checks, **given)
    return rechecks.plan(work.real.clinic, work.real.visit, new, by=work.real.technician.id)


def another_person(work, role=Role.TECHNICIAN, name="Lee Muster"):
    admin = next(one for one in staff.everybody(work.real.clinic) if one.role is Role.ADMIN)
    return staff.add(work.real.clinic, name, role, PIN, by=admin.id)


def frame_of(work, person=None, step="exam"):
    """The frame of the visit for a person, everything read."""
    desk = work.desk
    if person is not None:
        desk = Desk(desk.clinic, desk.jobs, desk.hub, desk.theme, person)
    frame = VisitFrame(desk)
    work.show(frame)
    frame.show_visit(work.real.visit, step)
    ready(work, frame)
    return frame


def ready(work, frame):
    for _ in range(4):
        work.settle()
    screen = frame._screens.get("exam")
    if isinstance(screen, ExamScreen) and frame.step == "exam":
        work.wait(
            lambda: screen.keeper.file is not None and not screen.keeper.pending and not screen.keeper._is_reading
        )
        work.wait(lambda: screen.centre.page is not None)
    work.settle()


def exam_screen(frame) -> ExamScreen:
    return frame._screens["exam"]


@contextmanager
def gone(frame):
    """A frame that is closed afterwards, as at the end of a session."""
    yield frame
    frame.leave()
    frame.hide()
