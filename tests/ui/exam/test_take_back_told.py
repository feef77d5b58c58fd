"""A "told" by mistake is taken back from the docked flag, with a trail, and the banner stands again everywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake.app import boards, review, safety
from intake.app.review import SignOff
from intake.ui.exam.findings import flag_words
from intake.ui.untold import untold_among, untold_flags
from intake.ui.widgets.flag_rows import FoldedFlag
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import exam_of, open_gates, opened, press, record, settled, words_in
from tests.ui.real_clinic import PIN


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


@pytest.fixture
def screen(work):
    """The exam with a call-now flag that was told."""
    open_gates(work)
    record(work, ("gait_ambulation", None, "plegic_hind"))
    tell(work, "Dr Casey Sample")
    return opened(work, "gait")


def tell(work, to):
    flag = next(flag.id for flag in work.file().assessment.red_flags if flag.level == "red")
    safety.tell_vet(work.real.clinic, exam_of(work), flag, to, by=work.real.technician.id)


def docked(screen):
    return next(one for one in screen.panel.flags.widgets() if isinstance(one, FoldedFlag))


def words_of(work):
    file = work.file()
    return flag_words(file, file.assessment.red_flags[:1], zone=work.real.clinic.zone, is_vet=False)[0]


def unfolded(work, screen):
    folded = docked(screen)
    folded.head.setFocus()
    press(Qt.Key.Key_Return)
    work.wait(folded.take_back.isEnabled)
    return folded


def test_taking_back_is_two_deliberate_steps_away(work, screen):
    folded = docked(screen)
    assert not folded.take_back.isVisible()
    folded.head.setFocus()
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Return)
    assert folded.take_back.isVisible()
    press(Qt.Key.Key_Backspace)  # at once, before anybody can have read it
    settled(work, screen)
    assert len(boards.told_flags(work.file())) == 1


def test_taken_back_by_key_the_banner_stands_again_everywhere(work, screen):
    unfolded(work, screen)
    with work.qtbot.waitSignal(screen.keeper.done) as done:
        press(Qt.Key.Key_Backspace)
    assert done.args[0].says.startswith("Not told yet: ")
    settled(work, screen)
    assert [one.flag.id for one in screen.banners.banners()] == [words_of(work).id]
    assert work.visit().untold_flags == 1
    assert len(untold_flags(work.file())) == 1
    assert len(untold_among(work.real.clinic, boards.today(work.real.clinic))) == 1
    assert "Call-now flag without “vet told”" in review.hindrances(work.file())[0]


def test_the_button_takes_back_with_a_name_that_says_what(work, screen):
    folded = unfolded(work, screen)
    assert folded.take_back.accessibleName() == f"Take back that the vet was told: {folded.flag.message}"
    folded.take_back.click()
    settled(work, screen)
    assert boards.told_flags(work.file()) == {}


def test_the_trail_says_who_told_whom_when_and_who_took_it_back(work, screen):
    assert words_of(work).trail == ""
    flag = words_of(work).id
    safety.take_back_told(work.real.clinic, exam_of(work), flag, by=work.real.technician.id)
    tell(work, "Dr Other Sample")
    screen.keeper.read_again()
    settled(work, screen)
    at = "10:30"
    assert words_of(work).trail == (
        f"Told {at} to Dr Casey Sample by Pat Example. Taken back {at} by Pat Example. "
        f"Told {at} to Dr Other Sample by Pat Example."
    )
    folded = unfolded(work, screen)
    assert words_of(work).trail in words_in(folded)
    assert words_of(work).trail in folded.whole.accessibleDescription()


def test_nothing_is_taken_back_once_the_exam_is_signed(work, screen):
    for flag in boards.untold(work.file()):
        safety.tell_vet(work.real.clinic, exam_of(work), flag.id, "Dr Casey Sample", by=work.real.vet.id)
    review.sign(work.real.clinic, exam_of(work), SignOff(work.real.vet.id, PIN))
    screen.keeper.read_again()
    settled(work, screen)
    work.wait(lambda: not docked(screen).flag.may_take_back)
    folded = docked(screen)
    QTest.keyClick(folded.head, Qt.Key.Key_Return)
    assert folded.whole.isVisible()
    assert not folded.take_back.isVisible()
