"""The lists of Review tell the truth about every side of a check."""

import pytest

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.reports.exam_lists import to_do_checks
from intake.ui.review.found import found_lists
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import exam_of, open_gates, record


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        exam_of(made)
        open_gates(made)
        yield made


def said(found):
    return [(one.item, one.words, one.rest) for one in found]


def test_each_side_without_a_value_stands_in_its_own_list_with_its_reason(work):
    record(work, ("rl_withdrawal", "LH", NoValue(Missing.NOT_DONE, WhyMissing.PAIN)))
    record(work, ("rl_withdrawal", "RH", NoValue(Missing.UNABLE, WhyMissing.NOT_NEEDED)))
    lists = found_lists(work.file())
    assert said(lists.not_done) == [("rl_withdrawal", "Pain or distress, left", "right: tried, could not")]
    assert said(lists.unable) == [("rl_withdrawal", "Not needed, right", "left: not examined")]


def test_the_same_reason_on_both_sides_is_said_once(work):
    for site in ("LH", "RH"):
        record(work, ("rl_withdrawal", site, NoValue(Missing.NOT_DONE, WhyMissing.NOT_STILL)))
    assert said(found_lists(work.file()).not_done) == [("rl_withdrawal", "Dog not still, both sides", "")]


def test_only_the_abnormal_side_stands_out(work):
    record(work, ("rl_hopping", "LH", "delayed"), ("rl_hopping", "RH", "normal"))
    assert said(found_lists(work.file()).abnormal) == [("rl_hopping", "Delayed left", "normal right")]


def test_a_finding_on_one_side_says_that_the_other_is_to_do(work):
    record(work, ("rl_hopping", "LH", "delayed"))
    assert said(found_lists(work.file()).abnormal) == [("rl_hopping", "Delayed left", "right: to do")]


def test_a_check_normal_on_one_side_only_is_never_listed_as_normal(work):
    record(work, ("rl_hopping", "LH", "normal"))
    lists = found_lists(work.file())
    assert not lists.normal
    assert said(lists.part) == [("rl_hopping", "Right: to do", "normal left")]
    assert lists.begun == 1


def test_a_finding_beside_a_side_without_a_value_keeps_both(work):
    record(work, ("rl_hopping", "LH", "delayed"))
    record(work, ("rl_hopping", "RH", NoValue(Missing.UNABLE, WhyMissing.UNSAFE)))
    lists = found_lists(work.file())
    assert said(lists.abnormal) == [("rl_hopping", "Delayed left", "right: tried, could not")]
    assert said(lists.unable) == [("rl_hopping", "Unsafe, may bite, right", "delayed left")]


def test_normal_beside_a_side_without_a_value_is_not_normal(work):
    record(work, ("rl_hopping", "LH", "normal"))
    record(work, ("rl_hopping", "RH", NoValue(Missing.NOT_DONE, WhyMissing.PAIN)))
    lists = found_lists(work.file())
    assert not lists.normal
    assert said(lists.not_done) == [("rl_hopping", "Pain or distress, right", "normal left")]


def test_what_is_to_do_is_counted_as_on_the_sheet(work):
    record(work, ("rl_hopping", "LH", "normal"), ("head_mentation", None, "bright_alert"))
    file = work.file()
    assert found_lists(file).to_do == len(to_do_checks(file.engine.knowledge, file.record.case))
