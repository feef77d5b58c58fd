from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from intake.ui.theme import Theme
from intake.ui.widgets.flags import CallNowBanner, DockedFlag, FlagWords, SafetyGate
from intake.ui.widgets.places import CHANGED_EDGE, PlaceRow, PlaceWords
from intake.ui.widgets.rail import ProgressBar, ProgressRail, RailRow
from intake.ui.widgets.suggestions import NextCheckCard, ReasonLink, SuggestionCard, SuggestionWords, Why

FLAG = FlagWords("rf_anuria", "red", "No urine for 24 hours", "Do not press the bladder.")
ROWS = (
    RailRow("head", "1", "Head", 6, 6),
    RailRow("gait", "3", "Gait", 9, 9, abnormal=3),
    RailRow("neck", "4", "Neck", 3, 4, unable=1),
    RailRow("tail", "9", "Tail", 0, 4),
)


def test_the_banner_cannot_be_closed_only_answered(theme: Theme, qtbot: QtBot) -> None:
    banner = CallNowBanner(theme, FLAG)
    qtbot.addWidget(banner)
    banner.show()
    assert banner.accessibleName() == "Call now: no urine for 24 hours"
    assert banner.accessibleDescription() == "Do not press the bladder."
    with qtbot.waitSignal(banner.told_asked) as asked:
        qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert asked.args == ["rf_anuria"]
    assert banner.isVisible()
    banner.announce()


def test_a_docked_flag_says_whether_the_vet_was_told(theme: Theme, qtbot: QtBot) -> None:
    told = DockedFlag(theme, FlagWords("b", "amber", "Wobbly gait", "Keep her still.", told="Vet told 10:37 by PE"))
    untold = DockedFlag(theme, FLAG)
    qtbot.addWidget(told)
    qtbot.addWidget(untold)
    assert told.accessibleName() == "Within the hour: wobbly gait"
    assert told.accessibleDescription().endswith("Vet told 10:37 by PE.")
    assert untold.accessibleDescription().endswith("Vet not told yet.")


def test_the_gate_asks_and_shows_only_what_is_stored(theme: Theme, qtbot: QtBot) -> None:
    gate = SafetyGate(theme, "Rule out injury first.", "Hit or fallen?", ("Ruled out by vet", "Not ruled out"))
    qtbot.addWidget(gate)
    gate.show()
    with qtbot.waitSignal(gate.answered) as asked:
        qtbot.mouseClick(gate.safe_button, Qt.MouseButton.LeftButton)
    assert asked.args == [True]
    assert not gate.safe_button.isChecked()
    assert gate.accessibleDescription() == "Not answered. The checks it guards stay shut."
    gate.set_answer(True, "CS 10:40")
    assert gate.safe_button.isChecked()
    assert gate.accessibleDescription() == "Ruled out by vet · CS 10:40"
    with qtbot.waitSignal(gate.answered) as asked:
        qtbot.keyClick(gate.unsafe_button, Qt.Key.Key_Space)
    assert asked.args == [False]
    assert gate.safe_button.isChecked()


def test_a_place_counts_its_findings_and_opens_them_by_key(theme: Theme, qtbot: QtBot) -> None:
    words = PlaceWords("t3_l3", 1, "Spinal cord, mid-back (T3–L3)", "Strong fit", ("a", "b"), (), ("c",) * 9)
    place = PlaceRow(theme, words)
    qtbot.addWidget(place)
    place.resize(330, 60)
    place.show()
    assert place.head.accessibleDescription() == "2 findings for, 0 against, 9 not known, strong fit"
    assert not place.findings.isVisible()
    with qtbot.waitSignal(place.opened) as opened:
        qtbot.keyClick(place.head, Qt.Key.Key_Space)
    assert opened.args == ["t3_l3"]
    assert [link.accessibleName() for link in place.findings.findChildren(ReasonLink)] == ["a", "b", *"c" * 9]
    place.grab()


LINKED = PlaceWords(
    "t3_l3",
    1,
    "Mid-back",
    "Strong fit",
    ("a",),
    ("b",),
    ("c",),
    links=((Why("Hopping: delayed", "rl_hopping"),), (Why("Patellar: 2", "rl_patellar"),), (Why("Tone", "rl_tone"),)),
)


def test_each_finding_of_a_place_leads_to_its_check_by_key(theme: Theme, qtbot: QtBot) -> None:
    place = PlaceRow(theme, LINKED)
    qtbot.addWidget(place)
    place.show()
    qtbot.keyClick(place.head, Qt.Key.Key_Return)
    links = place.findings.findChildren(ReasonLink)
    assert [(link.accessibleName(), link.accessibleDescription()) for link in links] == [
        ("Hopping: delayed", "For"),
        ("Patellar: 2", "Against"),
        ("Tone", "Not known"),
    ]
    for link, item in zip(links, ("rl_hopping", "rl_patellar", "rl_tone"), strict=True):
        with qtbot.waitSignal(place.finding_opened) as opened:
            qtbot.keyClick(link, Qt.Key.Key_Return)
        assert opened.args == [item]


def test_an_open_list_of_a_place_follows_the_answers_and_keeps_the_focus(theme: Theme, qtbot: QtBot) -> None:
    place = PlaceRow(theme, LINKED)
    qtbot.addWidget(place)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    place.head.click()
    link = next(one for one in place.findings.findChildren(ReasonLink) if one.accessibleName() == "Tone")
    link.setFocus()
    more = (*LINKED.links[0], Why("Paw placement: delayed", "rl_paw_replacement"))
    place.renew(replace(LINKED, speaks_for=("a", "d"), links=(more, *LINKED.links[1:])))
    assert place.head.isChecked()
    assert place.head.accessibleDescription().startswith("2 findings for")
    shown = [one for one in place.findings.findChildren(ReasonLink) if one.isVisible()]
    assert [one.accessibleName() for one in shown][:2] == ["Hopping: delayed", "Paw placement: delayed"]
    assert next(one for one in shown if one.hasFocus()).accessibleName() == "Tone"


def test_a_place_that_moved_has_an_edge_and_nothing_else_moves(theme: Theme, qtbot: QtBot) -> None:
    place = PlaceRow(theme, LINKED)
    qtbot.addWidget(place)
    place.resize(330, 60)
    place.show()
    before, size = place.grab().toImage(), place.sizeHint()
    place.mark_changed(is_changed=True)
    edge = place.grab().toImage()
    assert edge != before
    assert edge.pixelColor(1, 20) == theme.colour("focus")
    assert edge.pixelColor(CHANGED_EDGE + 1, 20) == before.pixelColor(CHANGED_EDGE + 1, 20)
    assert place.sizeHint() == size
    place.mark_changed(is_changed=False)
    assert place.grab().toImage() == before


def suggestion(reasons: int) -> SuggestionWords:
    why = tuple(Why(f"Finding {number}", f"item_{number}") for number in range(reasons))
    return SuggestionWords(
        "wu_mri", "Imaging of the spine", "imaging", "Match", "primary", why, would_change="patellar 0"
    )


def test_no_why_no_card() -> None:
    with pytest.raises(ValueError, match="has no reason"):
        suggestion(0)


def test_each_reason_is_a_link_to_its_check(theme: Theme, qtbot: QtBot) -> None:
    card = SuggestionCard(theme, suggestion(5), is_open=True)
    qtbot.addWidget(card)
    card.resize(340, 300)
    card.show()
    assert card.heading.text() == "Why: 3 of 5 findings shown"
    links = card.findChildren(ReasonLink)
    assert [link.isVisible() for link in links] == [True, True, True, False, False]
    qtbot.mouseClick(card._more, Qt.MouseButton.LeftButton)
    assert all(link.isVisible() for link in links)
    with qtbot.waitSignal(card.finding_opened) as opened:
        qtbot.mouseClick(links[4], Qt.MouseButton.LeftButton)
    assert opened.args == ["item_4"]


def test_a_card_folds_by_key_and_stays_open_on_review(theme: Theme, qtbot: QtBot) -> None:
    card = SuggestionCard(theme, suggestion(1))
    qtbot.addWidget(card)
    card.show()
    assert not card.body.isVisible()
    qtbot.keyClick(card.head, Qt.Key.Key_Space)
    assert card.body.isVisible()
    card.set_folds(folds=False)
    card.add_below(QWidget())
    assert card.body.isVisible()
    assert card.accessibleDescription() == "Why: Finding 0"


def test_a_card_shows_what_changed_about_its_test_and_keeps_its_fold(theme: Theme, qtbot: QtBot) -> None:
    card = SuggestionCard(theme, suggestion(1), is_open=True)
    qtbot.addWidget(card)
    card.show()
    assert card.renew(suggestion(5))
    assert card.body.isVisible()
    assert len(card.body.findChildren(ReasonLink)) == 5
    assert card.accessibleDescription().endswith("Finding 4")
    card.head.click()
    assert card.renew(suggestion(2))
    assert not card.body.isVisible()
    card.head.click()
    assert len(card.body.findChildren(ReasonLink)) == 2


def test_a_card_whose_line_changes_is_made_anew(theme: Theme, qtbot: QtBot) -> None:
    card = SuggestionCard(theme, suggestion(1))
    qtbot.addWidget(card)
    assert not card.renew(replace(suggestion(1), chip="Strong match"))


def test_the_next_check_goes_where_it_says(theme: Theme, qtbot: QtBot) -> None:
    card = NextCheckCard(theme)
    qtbot.addWidget(card)
    card.show()
    assert card.accessibleName().endswith("No open check would change this much.")
    assert not card.button.isVisible()
    card.show_check("rl_patellar", "Patellar reflex", "Rear legs · 1 minute", "2–4: T3–L3 clearer.")
    with qtbot.waitSignal(card.opened) as opened:
        qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert opened.args == ["rl_patellar"]


@pytest.fixture
def rail(theme: Theme, qtbot: QtBot) -> ProgressRail:
    rail = ProgressRail(theme)
    qtbot.addWidget(rail)
    QAbstractItemModelTester(rail.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, rail)
    rail.resize(228, 400)
    rail.set_rows(ROWS)
    rail.set_current("gait")
    rail.show()
    return rail


def test_the_rail_opens_a_region_by_mouse_and_by_key(rail: ProgressRail, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rail.region_opened) as opened:
        spot = rail.visualRect(rail.rows.index(2)).center()
        qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == ["neck"]
    qtbot.keyClick(rail, Qt.Key.Key_Up)
    with qtbot.waitSignal(rail.region_opened) as opened:
        qtbot.keyClick(rail, Qt.Key.Key_Return)
    assert opened.args == ["gait"]
    rail.grab()


def test_new_counts_keep_the_place_in_the_rail(rail: ProgressRail) -> None:
    rail.set_rows((*ROWS[:3], RailRow("tail", "9", "Tail", 1, 4, not_done=1)))
    assert rail.current() == "gait"
    rail.set_rows(ROWS[1:])
    assert rail.current() == "gait"


def test_the_rail_speaks_region_counts_and_what_is_open(rail: ProgressRail) -> None:
    index = rail.rows.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Gait, region 3"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "9 of 9 examined, 3 abnormal, current"
    assert rail.rows.index(2).data(Qt.ItemDataRole.AccessibleDescriptionRole) == (
        "3 of 4 examined, 1 tried and could not"
    )


@pytest.mark.parametrize(
    ("row", "icon"),
    [
        (RailRow("a", "1", "A", 6, 6), "circle-check"),
        (RailRow("a", "1", "A", 5, 6, not_done=1), "circle-slash"),
        (RailRow("a", "1", "A", 0, 6, unable=6), "hand"),
        (RailRow("a", "1", "A", 5, 6), "circle-dot"),
        (RailRow("a", "1", "A", 0, 6), "circle-dashed"),
        (RailRow("a", "1", "A", 6, 6, to_judge=1), "scale"),
        (RailRow("a", "1", "A", 6, 6, abnormal=1), "triangle-alert"),
        (RailRow("a", "1", "A", 6, 6, abnormal=1, has_flag=True), "octagon-alert"),
    ],
)
def test_the_tick_stands_only_where_all_was_examined_and_normal(row: RailRow, icon: str) -> None:
    assert row.look.icon == icon


def test_the_progress_bar_says_its_counts(theme: Theme, qtbot: QtBot) -> None:
    bar = ProgressBar(theme)
    qtbot.addWidget(bar)
    bar.set_counts(69, 11, 2, 84)
    assert bar.accessibleName() == "69 of 84 checks examined, 11 abnormal, 2 without a value"
    bar.grab()
