"""Pages, keys that go places, and the panel that follows."""

import pytest
from PySide6.QtCore import Qt

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.domain.staff import Role
from intake.ui.exam.asking import how_to_of
from intake.ui.exam.checks import checks_of, counts, pages_of, shown_first
from intake.ui.widgets.states import State
from tests.ui.at_work import at_work
from tests.ui.exam.at_exam import exam_of, open_gates, opened, press, record, row, settled, weak_behind, words_in
from tests.ui.real_clinic import engine


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


@pytest.fixture
def vet_work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot, vet=True) as made:
        yield made


def test_every_page_of_the_exam_opens_with_a_row_for_every_check(work):
    open_gates(work)
    screen = opened(work)
    seen = set()
    for page in screen._pages:
        screen.open_page(page.id)
        screen.centre.page.open_fold()
        seen |= set(screen.centre.page.rows)
    knowledge = engine().knowledge
    assert seen == {item.id for item in knowledge.items if item.section not in ("a1", "a2")}
    assert [page.key for page in screen._pages] == [*"SP123456789", "", ""]


def test_pages_open_by_alt_and_by_page_keys(work, qtbot):
    screen = opened(work, "neck")
    qtbot.keyClick(screen, "7", Qt.KeyboardModifier.AltModifier)
    assert screen.centre.page.page.id == "rear"
    press(Qt.Key.Key_PageDown)
    assert screen.centre.page.page.id == "anus"
    press(Qt.Key.Key_PageUp)
    assert screen.centre.page.page.id == "rear"
    qtbot.keyClick(screen, "S", Qt.KeyboardModifier.AltModifier)
    assert screen.centre.page.page.id == "shaking"


def test_the_last_page_goes_on_to_review(work):
    screen = opened(work, "vet_scores")
    wanted = []
    screen.step_wanted.connect(wanted.append)
    screen.centre.footer.next.click()
    assert wanted == ["review"]


def test_enter_goes_to_the_next_check_without_an_answer(work):
    open_gates(work)
    record(work, ("rl_hopping", "LH", "normal"), ("rl_hopping", "RH", "normal"))
    screen = opened(work, "rear")
    press(Qt.Key.Key_Return)
    assert screen.centre.page.focused_item() == "rl_tone"


def test_a_check_beyond_the_core_set_is_unfolded_when_it_is_asked_for(work):
    screen = opened(work, "rear")
    assert "rl_placing" not in screen.centre.page.rows
    screen.show_item("rl_placing")
    assert screen.centre.page.focused_item() == "rl_placing"


def test_a_check_of_the_history_is_shown_on_the_intake(work):
    screen = opened(work)
    wanted = []
    screen.step_wanted.connect(wanted.append)
    screen.show_item("hx_onset")
    assert wanted == ["intake"]


def test_little_recorded_is_said_and_no_fit_is_claimed(work):
    screen = opened(work)
    assert screen.panel.too_little.isVisible()
    assert not [place.fit for place in screen.following.pointing.places if place.fit]


def test_enough_recorded_names_places_and_tests_with_their_reasons(work):
    weak_behind(work)
    screen = opened(work)
    assert not screen.panel.too_little.isVisible()
    first = screen.following.pointing.places[0]
    assert first.name == "Spinal cord, mid-back (T3–L3)"
    assert first.fit in ("Strong fit", "Good fit")
    assert screen.following.pointing.tests
    assert all(test.why and all(why.item for why in test.why) for test in screen.following.pointing.tests)


def test_a_reason_leads_to_its_check(work):
    weak_behind(work)
    screen = opened(work)
    why = next(why for test in screen.following.pointing.tests for why in test.why if why.item.startswith("rl_"))
    screen.panel.item_opened.emit(why.item)
    assert screen.centre.page.focused_item() == why.item


def test_g_goes_to_the_next_most_useful_check(work):
    weak_behind(work)
    screen = opened(work, "rear")
    wanted = screen.following.next.item
    press(Qt.Key.Key_G)
    assert screen.centre.page.focused_item() == wanted


def test_cards_that_say_the_same_stay_the_same_widgets(work):
    weak_behind(work)
    screen = opened(work, "rear")
    before = screen.panel.workup.widgets(), screen.panel.places.widgets()
    screen.keeper.note("rl_tone", "seen twice")
    settled(work, screen)
    assert (screen.panel.workup.widgets(), screen.panel.places.widgets()) == before


def test_rows_that_did_not_change_are_left_alone(work):
    open_gates(work)
    screen = opened(work, "rear")
    rows = dict(screen.centre.page.rows)
    press(Qt.Key.Key_2)
    settled(work, screen)
    assert screen.centre.page.rows == rows
    assert row(screen, "rl_paw_replacement").hasFocus()


def test_a_change_made_elsewhere_is_on_the_screen_at_once(work):
    open_gates(work)
    screen = opened(work, "rear")
    record(work, ("rl_tone", "LH", "increased"))
    from intake.app.changes import Change

    work.desk.hub.tell(Change(work.real.clinic.now(), visit=work.real.visit, exam=exam_of(work)))
    work.wait(lambda: row(screen, "rl_tone").state() is State.ABNORMAL)


def test_a_technician_reads_no_cause_anywhere_on_the_exam(work):
    weak_behind(work)
    screen = opened(work)
    words = words_in(screen).casefold()
    assert not screen.panel.reasoning.isVisible()
    causes = [pattern.name.casefold() for pattern in engine().knowledge.patterns]
    assert not [name for name in causes if name in words]


def test_a_vet_opens_the_reasoning_and_it_closes_with_the_screen(vet_work):
    weak_behind(vet_work)
    screen = opened(vet_work)
    screen.panel.reasoning.click()
    view = screen.following.view
    assert view.isVisible()
    assert "Findings fit the pattern of" in words_in(view)
    assert "for your decision" in words_in(view)
    screen.leave()
    assert not view.isVisible()


def test_under_1360_pixels_the_panel_folds_and_flags_stay_above_the_checks(work, qtbot):
    weak_behind(work)
    screen = opened(work)
    screen.resize(1100, 700)
    work.wait(lambda: not screen.panel.isVisible())
    assert screen.centre.flags.isVisible()
    width = screen.centre.width()
    qtbot.keyClick(screen, Qt.Key.Key_F8)
    assert screen.panel.isVisible()
    assert screen.centre.width() == width  # it lies over the checks
    assert screen.panel.geometry().right() == screen.centre.geometry().right()
    press(Qt.Key.Key_Escape)
    assert not screen.panel.isVisible()


def test_the_folded_panel_is_opened_and_folded_away_by_the_mouse(work, qtbot):
    weak_behind(work)
    screen = opened(work)
    screen.resize(1024, 700)
    work.wait(lambda: not screen.panel.isVisible())
    qtbot.mouseClick(screen.centre.flags.button, Qt.MouseButton.LeftButton)
    assert screen.panel.isVisible()
    qtbot.mouseClick(screen.panel.close_button, Qt.MouseButton.LeftButton)
    assert not screen.panel.isVisible()


def test_at_1024_pixels_the_buttons_of_a_page_stand_inside_it(tmp_path, theme, qtbot):
    theme.choose_text_scale(1.5)
    try:
        with at_work(tmp_path, theme, qtbot) as work:
            screen = opened(work, "rear")
            screen.resize(956, 720)
            work.settle()
            page = screen.centre.page
            for button in (page.rest_button, page.missing_button):
                corner = button.mapTo(page, button.rect().bottomRight())
                assert page.rect().contains(corner)
            assert screen.width() == 956
    finally:
        theme.choose_text_scale(1.0)


def test_what_is_usual_for_this_dog_stands_beside_its_numbers(work):
    record(work, ("sig_age_months", None, 86), ("sig_size_class", None, "small"))
    screen = opened(work, "physical")
    assert "70–150" in words_in(row(screen, "pe_hr"))


def test_counts_never_take_a_missing_value_for_normal(work):
    open_gates(work)
    record(work, ("rl_hopping", "LH", "normal"))
    file = work.file()
    page = next(page for page in pages_of(engine().knowledge) if page.id == "rear")
    checks = checks_of(file, Role.TECHNICIAN, page.items)
    counted = counts(shown_first(page, checks), checks)
    assert (counted.examined, counted.to_do) == (0, 7)
    assert checks["rl_hopping"].state is State.PART


def test_everything_not_examined_says_too_little_and_nothing_is_normal(work):
    screen = opened(work)
    for page in screen._pages:
        screen.open_page(page.id)
        screen.centre.page.missing_button.click()
        press(Qt.Key.Key_1)
    settled(work, screen)
    work.wait(lambda: screen.rail.total.text().startswith("0 of "))
    assert screen.panel.too_little.isVisible()
    assert all(one.examined == 0 for one in screen.rail.list.rows._rows)


def test_at_150_percent_nothing_wants_more_width_than_there_is(tmp_path, theme, qtbot):
    theme.choose_text_scale(1.5)
    try:
        with at_work(tmp_path, theme, qtbot) as work:
            weak_behind(work)
            screen = opened(work, "rear")
            inside = screen.centre.page._scroll.widget()
            assert inside.minimumSizeHint().width() <= screen.centre.page._scroll.viewport().width()
            assert screen.centre.footer.next.geometry().right() <= screen.centre.footer.width()
    finally:
        theme.choose_text_scale(1.0)


def test_not_examined_is_said_of_the_nerves_only_when_none_was(work):
    record(work, ("pe_temp_c", None, 38.5))
    screen = opened(work)
    assert screen.panel.not_examined.text() == "The nervous system was not examined."
    record(work, ("head_tilt", None, "none"))
    screen.keeper.read_again()
    settled(work, screen)
    assert "not examined enough to say" in screen.panel.not_examined.text()


def test_a_check_left_without_a_value_is_not_the_next_most_useful_one(work):
    weak_behind(work)
    screen = opened(work)
    first = screen.following.next.item
    record(work, (first, None, NoValue(Missing.UNABLE, WhyMissing.NOT_STILL)))
    with work.qtbot.waitSignal(screen.keeper.assessed, timeout=15_000):
        screen.keeper.read_again()
    assert screen.following.next is None or screen.following.next.item != first


def test_a_check_has_one_name_everywhere(work):
    screen = opened(work, "head")
    screen.show_item("head_mentation")
    awake = row(screen, "head_mentation")
    assert awake.accessibleName() == "Awareness"
    assert awake.how_to_button.accessibleName() == "How to: Awareness"
    press(Qt.Key.Key_H)
    assert screen.asking.how.accessibleName() == "How to: Awareness"
    assert "Level of awareness" in words_in(screen.asking.how)
    press(Qt.Key.Key_X)
    assert screen.asking.missing.title.text() == "Awareness"


def test_no_step_of_a_how_to_ends_in_a_semicolon():
    steps = [step for item in engine().knowledge.items for step in how_to_of(item).steps]
    assert steps
    assert not [step for step in steps if step.endswith(";")]
