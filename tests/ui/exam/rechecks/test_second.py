"""A second examiner in the window sees nothing of the first; the vet sees how far both agree."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractListModel
from PySide6.QtWidgets import QAbstractItemView, QWidget

from intake.app import exam_room, rechecks, second_exam
from intake.app.exam_room import Entry, Given
from intake.ui.widgets.states import State
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import exam_of, open_gates, record, words_in
from tests.ui.exam.rechecks.at_several import another_person, exam_screen, frame_of, ready

NOTE = "Zebra wobbles at the bowl"


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


def first_exam(work):
    """Findings by the vet, each as far from normal as can be, and a note."""
    open_gates(work)
    record(work, ("rl_paw_replacement", "LH", "absent"), ("rl_paw_replacement", "RH", "delayed"))
    record(work, ("head_mentation", None, "stuporous"), ("tail_tone", None, "flaccid"), ("pe_temp_c", None, 41.7))
    record(work, ("pe_weight_kg", None, 7.77))
    exam_room.note(work.real.clinic, exam_of(work), "tail_tone", NOTE, by=work.real.vet.id)


def all_words(widget: QWidget) -> str:
    """Every text on the screen, those of lists and tables too."""
    said = [words_in(widget)]
    for view in widget.findChildren(QAbstractItemView):
        model = view.model()
        if model is not None:
            said += [
                str(model.index(row, column).data(role))
                for row in range(model.rowCount())
                for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
                for role in (0, 11, 12)  # shown, name, description
            ]
    return "\n".join(said)


def test_no_screen_of_the_second_examiner_says_anything_of_the_first(work):
    first_exam(work)
    lee = another_person(work)
    frame = frame_of(work, lee)
    frame.exams.start_second()
    ready(work, frame)
    work.wait(lambda: frame.exams.exams.is_blind)
    ready(work, frame)
    screen = exam_screen(frame)
    frame.leave()

    for page in screen.pages:
        screen.open_page(page.id)
        screen.centre.page.open_fold()
        ready(work, frame)
        # Read from the record and not from the labels: every answer a row could take is written on it.
        assert all(check.state is State.TO_DO and not check.note for check in screen._checks.values())
        words = all_words(frame)
        for secret in (NOTE, "41.7", "7.77", "Vet told"):
            assert secret not in words
    assert "Second exam, blind" in words_in(frame.exams.bar)
    assert not screen.banners.banners()
    assert screen.panel.since.isHidden()
    assert screen.following.pointing.flags == ()
    assert not frame.media.button.isVisible()
    for step in ("review", "sheets"):
        frame.show_step(step)
        ready(work, frame)
        assert frame.step == "exam"
        assert "Finish your second exam first" in words_in(frame.toast)
    frame.show_step("intake")
    ready(work, frame)
    intake = frame._screens["intake"]
    assert intake.keeper.file.record.exam.is_blind
    assert NOTE not in all_words(frame)
    assert intake.banners.banners == {}
    frame.leave()


def test_the_same_blind_exam_comes_back_after_the_window_was_closed(work):
    first_exam(work)
    lee = another_person(work)
    second_exam.start(work.real.clinic, work.real.visit, by=lee.id)
    frame = frame_of(work, lee, step="review")
    work.wait(lambda: frame.exams.exams.is_blind)
    ready(work, frame)

    assert frame.step == "exam"
    assert exam_screen(frame).keeper.file.record.exam.is_blind


def test_the_first_examiner_cannot_be_the_second_and_reads_why(work):
    first_exam(work)
    frame = frame_of(work, work.real.vet)
    frame.exams.show_list()

    assert not frame.exams.list.second_button.isVisible()
    assert "no part in the first" in frame.exams.list.second.text()


def test_a_second_exam_somebody_is_at_is_listed_and_not_opened(work):
    first_exam(work)
    lee = another_person(work)
    second_exam.start(work.real.clinic, work.real.visit, by=lee.id)
    frame = frame_of(work)
    frame.exams.show_list()

    assert "Lee Muster · begun" in frame.exams.list.exams[2].text()
    assert not frame.exams.list.exams[2].isEnabled()


def both_done(work):
    first_exam(work)
    lee = another_person(work)
    exam = second_exam.start(work.real.clinic, work.real.visit, by=lee.id).exam
    given = (Given("head_mentation", None, "stuporous"), Given("tail_tone", None, "reduced"))
    exam_room.record_all(work.real.clinic, exam, given, Entry(lee.id))
    rechecks.finish(work.real.clinic, exam, by=lee.id)


def test_the_vet_reads_what_differs_first_and_opens_it_in_either_exam(work):
    both_done(work)
    frame = frame_of(work, work.real.vet, step="review")
    review = frame._screens["review"]
    work.wait(review.beside.two.isVisible)
    assert review.beside.two.text() == "Two examiners agree in 1 of 2 answers of this dog."
    review.beside.two.button.click()
    shown = review.beside.agreement
    lines = [shown.list.item(place).text() for place in range(shown.list.count())]
    assert lines[0] == "Differ (1)"
    assert lines[1].endswith("Tail tone: flaccid / reduced")
    assert any(line.endswith("Awareness: stuporous") for line in lines)
    assert "One dog only" in words_in(shown)
    assert "kappa" not in words_in(shown)

    shown.in_second.click()
    ready(work, frame)
    screen = exam_screen(frame)
    work.wait(lambda: screen.keeper.file is not None and screen.keeper.file.record.exam.ordinal == 2)
    ready(work, frame)
    assert frame.step == "exam"
    assert "tail_tone" in screen.centre.page.rows
    assert "finished and stays as it is" in screen.centre.read_only.text()


def test_a_technician_is_shown_no_agreement(work):
    both_done(work)
    frame = frame_of(work, step="review")
    ready(work, frame)

    assert frame._screens["review"].beside.two.isHidden()
