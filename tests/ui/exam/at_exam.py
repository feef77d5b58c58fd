"""An exam on the screen, for tests."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from intake.app import exam_room, safety
from intake.app.exam_room import Entry, Given
from intake.domain.ids import ExamId
from intake.ui.exam.screen import ExamScreen
from tests.ui.at_work import AtWork
from tests.ui.real_clinic import PIN, engine


def exam_of(work: AtWork) -> ExamId:
    return exam_room.open_exam(work.real.clinic, work.real.visit, by=work.real.technician.id).id


def record(work: AtWork, *given: tuple[str, str | None, Any]) -> None:
    """Answers of the vet, whose gates are open."""
    exam_room.record_all(work.real.clinic, exam_of(work), tuple(Given(*one) for one in given), Entry(work.real.vet.id))


def open_gates(work: AtWork, *, is_safe: bool = True) -> None:
    for rule in engine().knowledge.safety_rules:
        safety.answer_gate(work.real.clinic, exam_of(work), rule.id, is_safe=is_safe, by=work.real.technician.id)


def clear_vet_first(work: AtWork) -> None:
    safety.clear_vet_first(work.real.clinic, work.real.visit, work.real.vet.id, PIN)


def weak_behind(work: AtWork) -> None:
    """Findings that point to the spinal cord, with enough checks recorded."""
    open_gates(work)
    for item in ("rl_paw_replacement", "rl_hopping"):
        record(work, (item, "LH", "delayed"), (item, "RH", "delayed"))
    record(work, ("rl_patellar", "LH", "r3"), ("rl_patellar", "RH", "r3"))
    record(work, ("rl_tone", "LH", "normal"), ("rl_tone", "RH", "normal"))
    record(work, ("fl_paw_replacement", "LF", "normal"), ("fl_paw_replacement", "RF", "normal"))
    record(work, ("fl_hopping", "LF", "normal"), ("fl_hopping", "RF", "normal"))
    record(work, ("gait_ambulation", None, "ambulatory"), ("gait_limbs", None, "both_hind"))
    record(work, ("gait_paresis_hind", None, "moderate"), ("gait_paresis_fore", None, "none"))
    record(work, ("gait_ataxia", None, "proprioceptive"), ("head_mentation", None, "bright_alert"))


def opened(work: AtWork, page: str = "") -> ExamScreen:
    """The screen of the visit, everything worked out, at a page."""
    screen = ExamScreen(work.desk)
    work.show(screen)
    with work.qtbot.waitSignals([screen.keeper.assessed, screen.keeper.staff_read], timeout=15_000):
        screen.show_visit(work.real.visit)
    if page:
        screen.open_page(page)
    return screen


def settled(work: AtWork, screen: ExamScreen) -> None:
    """Everything asked for is saved, read again and worked out."""
    work.wait(lambda: not screen.keeper.pending and not screen.keeper._is_reading)
    work.settle()
    work.settle()


def press(key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the focus"
    QTest.keyClick(focused, key, modifier)


def row(screen: ExamScreen, item: str) -> Any:
    assert screen.centre.page is not None
    return screen.centre.page.rows[item]


def words_in(widget: QWidget) -> str:
    """Every word a person can read or hear there."""
    parts: list[str] = []
    for one in (widget, *widget.findChildren(QWidget)):
        parts += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
        text = getattr(one, "text", None)
        if callable(text):
            parts.append(str(text()))
    return "\n".join(part for part in parts if part)
