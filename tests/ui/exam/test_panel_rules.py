"""The rules of display of the panel: what it always says, what it says while little is known, and what moved."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intake.domain.cases import Case, Missing, NoValue, SidedAnswer, WhyMissing
from intake.reasoning.assess import assess
from intake.ui.exam.findings import Speaker
from intake.ui.exam.panel import CHANGED_MS, FIRST_SHOWN, NEVER, PointingPanel
from intake.ui.exam.pointing import Pointing, Reader, pointing_of
from intake.ui.exam.set_aside import areas_of, record_next, set_aside
from intake.ui.widgets.places import MOST_UNKNOWN, PlaceWords, _counts
from intake.ui.widgets.suggestions import NextCheckCard, ReasonLink, SuggestionWords, Why
from tests.reports.records import in_the_clinic
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import opened, press, record, settled, weak_behind, words_in
from tests.ui.real_clinic import engine

NORMAL_HEAD = {
    "cn_menace": SidedAnswer({"L": "present", "R": "present"}),
    "cn_plr_direct": SidedAnswer({"L": "brisk", "R": "brisk"}),
}


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


@pytest.fixture
def panel(theme, qtbot):
    shown = PointingPanel(theme, is_vet=False)
    qtbot.addWidget(shown)
    shown.resize(364, 800)
    shown.show()
    return shown


def file_of(answers):
    from intake.app.boards import ExamFile

    case = Case(answers)
    return ExamFile(in_the_clinic(case), engine(), assess(engine(), case))


def pointing(answers):
    file = file_of(answers)
    return pointing_of(file, file.assessment, Speaker(engine().knowledge), Reader("UTC", False), Pointing())


def suggestion(number):
    return SuggestionWords(f"t{number}", f"Test {number}", "other", "Match", "primary", (Why("Finding", "rl_tone"),))


def place(id_, rank):
    return PlaceWords(id_, rank, id_, "Possible", (), (), ())


def normals(*regions):
    """Every check of these pages with a normal answer."""
    answers = {}
    for item in engine().knowledge.items:
        if item.region in regions and item.normal and item.kind == "enum":
            answers[item.id] = SidedAnswer(dict.fromkeys(item.sites, item.normal)) if item.sites else item.normal
    return answers


HIND = {
    "rl_paw_replacement": SidedAnswer({"LH": "delayed", "RH": "delayed"}),
    "rl_hopping": SidedAnswer({"LH": "delayed", "RH": "delayed"}),
    "gait_limbs": "both_hind",
    "gait_paresis_hind": "moderate",
}


def test_the_header_line_never_changes(panel):
    for one in (Pointing(), Pointing(enough=True, is_sedated=True, places=(place("a", 1),))):
        panel.show_pointing(one)
        assert NEVER in words_in(panel)
    assert NEVER == "An area to look at, never a diagnosis. The vet decides."


def test_while_too_little_is_recorded_it_says_so_and_what_to_record_next(panel):
    shown = pointing({"gait_limbs": "both_hind", "rl_tone": SidedAnswer({"LH": "normal", "RH": "normal"})})
    panel.show_pointing(shown)
    assert "Too little recorded to say" in words_in(panel.too_little)
    assert panel.record_next.text().startswith("2 of 10 neurological checks recorded. Record next: ")
    assert all(not place.fit for place in shown.places)
    panel.show_pointing(pointing(HIND | normals("cranial")))
    assert not panel.too_little.isVisible()
    assert panel.record_next.text() == ""


def test_not_examined_and_could_not_never_count_as_recorded():
    left_out = {item: NoValue(kind, WhyMissing.PAIN) for item, kind in zip(normals("cranial"), [*Missing] * 20)}  # noqa: B905
    assert pointing(left_out).record_next.startswith("0 of 10 neurological checks recorded.")


def test_what_was_set_aside_and_why_counts_normal_and_names_what_was_not_examined():
    answers = HIND | normals("cranial", "head") | {"cn_gag": NoValue(Missing.NOT_DONE, WhyMissing.UNSAFE)}
    lines = pointing(answers).set_aside
    brain = next(line for line in lines if line.startswith("Brain: "))
    assert brain.startswith("Brain: little support so far. ")
    assert brain.endswith(" checks normal, gag not examined.")
    assert len(lines) <= 2


def test_an_area_with_an_abnormal_finding_of_its_own_is_not_set_aside_as_normal():
    answers = HIND | normals("cranial", "head") | {"cn_menace": SidedAnswer({"L": "absent", "R": "present"})}
    assert not any(line.startswith("Brain: little support") for line in pointing(answers).set_aside)


def test_places_that_are_shown_are_never_set_aside():
    file = file_of(HIND | normals("cranial", "head"))
    areas = areas_of(engine().knowledge)
    every = [place for area in areas for place in area.places]
    assert set_aside(file, file.assessment, areas, every) == ()


def test_nothing_is_set_aside_while_too_little_is_recorded():
    assert pointing(NORMAL_HEAD).set_aside == ()


def test_plain_words_of_the_two_special_places():
    names = dict(
        zip(
            ("none_nonneuro", "multifocal"),
            Speaker(engine().knowledge).names_of_places(("none_nonneuro", "multifocal")),
            strict=True,
        )
    )
    assert names == {"none_nonneuro": "Not the nervous system", "multifocal": "More than one area"}


def test_at_most_three_places_and_six_dashed_squares_with_the_number_in_the_text():
    shown = pointing(HIND | normals("cranial"))
    assert len(shown.places) == 3
    many = PlaceWords("a", 1, "a", "Possible", ("x",) * 4, ("y",) * 2, ("z",) * 14)
    assert _counts(many) == (4, 2, MOST_UNKNOWN)
    assert many.counts == "4 for, 2 against, 14 not known"


def test_when_no_open_check_matters_it_says_so(theme, qtbot):
    card = NextCheckCard(theme)
    qtbot.addWidget(card)
    card.show_none()
    assert "No open check would change this much." in words_in(card)
    assert not card.button.isVisible()


def test_a_suggestion_without_a_reason_cannot_be_made():
    with pytest.raises(ValueError, match="no reason"):
        replace(suggestion(1), why=())


def test_eight_cards_stand_before_more(panel):
    panel.show_pointing(Pointing(enough=True, tests=tuple(suggestion(number) for number in range(11))))
    assert (len(panel.workup.widgets()), panel.more.text()) == (FIRST_SHOWN, "3 more")
    panel.more.click()
    assert len(panel.workup.widgets()) == 11
    assert not panel.more.isVisible()


def test_sedation_adds_one_fixed_line(panel):
    panel.show_pointing(Pointing(is_sedated=True))
    assert panel.sedated.isVisible()
    assert panel.sedated.text() == "Sedated today: reflexes are not a baseline."


def test_what_moved_has_an_edge_and_words_for_five_seconds_and_nothing_shifts(panel, qtbot):
    before = Pointing(enough=True, places=(place("a", 1), place("b", 2), place("c", 3)))
    panel.show_pointing(before)
    tops = [shown.y() for shown in panel.places.widgets()]
    panel.show_pointing(replace(before, places=(place("b", 1), place("a", 2), place("c", 3))))
    panel.mark_change("patellar 3")
    marked = {shown.place.id for shown in panel.places.widgets() if shown.head._is_changed}
    assert (panel.changed.text(), marked) == ("Changed: patellar 3", {"a", "b"})
    qtbot.waitUntil(lambda: [shown.y() for shown in panel.places.widgets()] == tops)
    assert panel._changed_end.interval() == CHANGED_MS == 5000
    panel._changed_end.timeout.emit()
    assert panel.changed.text() == ""
    assert not any(shown.head._is_changed for shown in panel.places.widgets())


def test_the_words_of_what_changed_name_the_answer():
    speaker = Speaker(engine().knowledge)
    same, other = SidedAnswer({"LH": "r3", "RH": "r3"}), SidedAnswer({"LH": "r3", "RH": "r2"})
    assert speaker.answered("rl_patellar", same) == "patellar 3"
    assert speaker.answered("rl_tone", SidedAnswer({"LH": "increased"})) == "muscle tone raised"
    assert speaker.answered("rl_patellar", other) == "patellar"
    assert speaker.answered("rl_patellar", NoValue(Missing.UNABLE, WhyMissing.PAIN)) == "patellar"


def test_a_place_opened_by_enter_leads_to_a_check_and_stays_open_through_the_next_answer(work):
    weak_behind(work)
    screen = opened(work, "rear")
    first = screen.panel.places.widgets()[0]
    first.head.setFocus()
    press(Qt.Key.Key_Return)
    assert first.findings.isVisible()
    record(work, ("rl_tone", "LH", "decreased"))
    screen.keeper.read_again()
    settled(work, screen)
    assert first in screen.panel.places.widgets()
    assert first.findings.isVisible()
    link = next(link for link in first.findings.findChildren(ReasonLink) if link.why.item == "gait_limbs")
    link.setFocus()
    press(Qt.Key.Key_Return)
    assert screen.centre.page.page.id == "gait"
    assert screen.centre.page.focused_item() == "gait_limbs"


def test_record_next_names_checks_nobody_has_answered():
    file = file_of({"gait_limbs": "both_hind"})
    asked = {check.item for check in file.assessment.next_checks}
    assert asked
    named = record_next(file, file.assessment, lambda item: f"<{item}>").split("Record next: ")[1]
    assert all(item in asked for item in named.rstrip(".").replace("<", "").replace(">", "").split(", "))


def test_every_widget_of_the_panel_fits_its_width(panel: QWidget, qtbot):
    panel.show_pointing(pointing(HIND | normals("cranial", "head")))
    qtbot.waitUntil(lambda: panel.places.widgets()[0].width() > 0)
    assert all(shown.width() <= 364 for shown in panel.findChildren(QWidget) if shown.isVisible())
