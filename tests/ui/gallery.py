"""Draws every widget in both themes: `python -m tests.ui.gallery FOLDER`; look at the pictures beside the design."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.ui.constants_guard import keep_constants_alive
from intake.ui.theme import Mode, Theme
from intake.ui.widgets.answer_row import AnswerRow, Shown
from intake.ui.widgets.body_map import BodyMap
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import Card, PaneHeader, SectionHeader, line, row
from intake.ui.widgets.chips import StatusChip, urgency_chip
from intake.ui.widgets.controls import CHIPS, make_choice
from intake.ui.widgets.flags import CallNowBanner, DockedFlag, FlagWords, SafetyGate
from intake.ui.widgets.how_to import HowTo, HowToPopover
from intake.ui.widgets.navigation import NavStrip, Place, StepBar
from intake.ui.widgets.no_value import NoValuePopover
from intake.ui.widgets.pin_pad import PinPad
from intake.ui.widgets.places import EvidenceLegend, PlaceRow, PlaceWords
from intake.ui.widgets.rail import ProgressBar, ProgressRail, RailRow
from intake.ui.widgets.segmented import SegmentedAnswer
from intake.ui.widgets.states import State
from intake.ui.widgets.strips import Strip
from intake.ui.widgets.suggestions import NextCheckCard, SuggestionCard, SuggestionWords, Why
from intake.ui.widgets.text import Text
from intake.ui.widgets.toast import SaveState, Toast
from tests.ui.samples import RESOURCES, items, option


def exam_page(theme: Theme) -> QWidget:
    page = _page(848, 1100)
    column = page.column
    column.setSpacing(0)
    column.addWidget(_header(theme))
    rows = [AnswerRow(theme, item, sub="Flexing is not feeling" if item.id == "withdrawal" else "") for item in items()]
    for number, each in enumerate(rows):
        each.set_ends(is_first=number == 0, is_last=number == len(rows) - 1)
        column.addWidget(each)
    column.addStretch(1)
    _fill(rows)
    return page


class _page(QScrollArea):  # noqa: N801  made and used as a function
    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.inner = QWidget()
        self.inner.setProperty("surface", "canvas")
        self.column = QVBoxLayout(self.inner)
        self.column.setContentsMargins(24, 16, 24, 16)
        self.setWidget(self.inner)
        self.setWidgetResizable(True)
        self.resize(width, height)


def _header(theme: Theme) -> PaneHeader:
    header = PaneHeader("Rear legs", "Hold under the pelvis, not the belly.")
    header.add(Button(theme, "Rest of region normal", icon="list-checks", key="R").with_tone("normal"))
    header.add(Button(theme, "No value…", icon="circle-slash", key="X").with_tone("notex"))
    return header


def panel(theme: Theme) -> QWidget:
    page = _page(380, 1250)
    page.inner.setProperty("surface", "surface")
    page.column.setContentsMargins(16, 14, 16, 14)
    add = page.column.addWidget
    head = SectionHeader(theme, "What this points to", icon="compass")
    head.add(StatusChip(theme, "Live", icon="activity"))
    add(head)
    add(Text("An area to look at, never a diagnosis. The vet decides.", "small", tone="text3", wrap=True))
    told = "vet told 10:26 by FD"
    add(DockedFlag(theme, FlagWords("a", "red", "No urine for 24 hours", "Do not press the bladder", told=told)))
    add(DockedFlag(theme, FlagWords("b", "amber", "Wobbly gait", "New nerve sign", told=told)))
    add(Text("Where in the body", "group"))
    for rank, (name, fit, counts) in enumerate(PLACES, 1):
        findings = [tuple(f"finding {n}" for n in range(count)) for count in counts]
        add(line())
        add(PlaceRow(theme, PlaceWords(f"p{rank}", rank, name, fit, *findings, is_first=rank == 1)))
    add(EvidenceLegend(theme))
    check = NextCheckCard(theme)
    check.show_check(
        "x", "Perineal reflex, both sides", "Anus · about 20 seconds", "Normal: T3–L3 clearer. Reduced: L4–S3 rises."
    )
    add(check)
    add(NextCheckCard(theme))
    add(Text("Workup to consider", "group"))
    for number, words in enumerate(SUGGESTIONS):
        add(SuggestionCard(theme, words, is_open=number == 0))
    page.column.addStretch(1)
    return page


def rail(theme: Theme) -> QWidget:
    page = _page(228, 900)
    page.inner.setProperty("surface", "surface")
    page.column.setContentsMargins(10, 16, 10, 12)
    header = SectionHeader(theme, "Exam", hint="69 of 84 checks")
    page.column.addWidget(header)
    bar = ProgressBar(theme)
    bar.set_counts(69, 11, 2, 84)
    page.column.addWidget(bar)
    rows = ProgressRail(theme)
    rows.set_rows(RAIL)
    rows.set_current("rear")
    page.column.addWidget(rows, 1)
    body = BodyMap(theme)
    body.set_states(MAP)
    page.column.addWidget(body)
    return page


def parts(theme: Theme) -> QWidget:
    page = _page(1000, 1500)
    add = page.column.addWidget
    add(
        CallNowBanner(
            theme,
            FlagWords(
                "a", "red", "No urine for 24 hours.", "Do not press the bladder. Note when she last passed urine."
            ),
        )
    )
    add(CallNowBanner(theme, FlagWords("a", "amber", "New wobbly gait.", "Keep her still.")))
    gate = SafetyGate(
        theme,
        "Rule out injury before you move the neck.",
        "Was she hit, or did she fall?",
        ("Injury ruled out by vet", "Not ruled out"),
    )
    add(gate)
    for kind in ("error", "info", "plain", "done"):
        strip = Strip(theme)
        add(strip)
        strip.show_words(f"A sentence in a strip of the kind {kind}.", kind, "Try again" if kind == "error" else "")
    buttons = QWidget()
    buttons.setLayout(
        row(*[Button(theme, str(each).capitalize(), icon="check", variant=each, key="A") for each in Variant], 1)
    )
    add(buttons)
    sizes = QWidget()
    off = Button(theme, "Off", icon="x")
    off.setEnabled(False)
    on = Button(theme, "All", icon="check")
    on.setCheckable(True)
    on.setChecked(True)
    sized = [
        Button(theme, f"{each}", variant=Variant.PRIMARY, icon="chevron-right").in_size(each).with_icon_behind()
        for each in Size
    ]
    sizes.setLayout(row(*sized, off, on, 1))
    add(sizes)
    chips = QWidget()
    chips.setLayout(
        row(
            *[urgency_chip(theme, each) for each in ("emergency", "urgent", "soon", "routine")],
            *[
                StatusChip(theme, each, icon="circle-check", tone=each)
                for each in ("normal", "abn", "flag", "notex", "info", "outline", "primary")
            ],
            1,
        )
    )
    add(chips)
    steps = StepBar(theme)
    steps.set_current("exam", {"intake": True})
    add(steps)
    saved = SaveState(theme)
    saved.show_saved("10:42:18")
    add(saved)
    for look in (CHIPS, None):
        multi = make_choice(theme, "When does it happen?", WHEN, look, is_multi=True)
        multi.set_value(("standing", "eating"))
        add(multi)
    urgent = SegmentedAnswer(theme, "No urine", YES_NO, CHIPS)
    urgent.set_tones({"yes": "flag"})
    urgent.set_value("yes")
    add(urgent)
    plain_fields(add)
    page.column.addStretch(1)
    toast = Toast(theme, page)
    toast.show_words("2 checks set to normal. 4 answers kept. Vet-only checks left open.", "list-checks")
    return page


def plain_fields(add: Callable[[QWidget], object]) -> None:
    field = QLineEdit()
    field.setPlaceholderText("Find owner or dog")
    box = QComboBox()
    box.addItems(["Dr Casey Sample", "Pat Example"])
    tick, radio = QCheckBox("I have read the findings"), QRadioButton("One of two")
    tick.setChecked(True)
    radio.setChecked(True)
    for widget in (field, box, tick, radio, QPushButton("A plain button"), QPlainTextEdit("Some words")):
        add(widget)


def lock(theme: Theme) -> QWidget:
    page = QWidget()
    page.setProperty("surface", "canvas")
    page.resize(900, 620)
    nav = NavStrip(theme, (Place("today", "layout-dashboard", "Today"), Place("patients", "dog", "Patients")))
    nav.set_current("today")
    nav.set_person("PE", "Pat Example")
    side = Card("plain")
    body = BodyMap(theme, "side")
    body.set_states(MAP)
    side.column.addWidget(body, 1)
    pad = PinPad(theme)
    pad.show_problem("That PIN was not right. 4 tries left.")
    page.setLayout(row(nav, side, pad, gap=20))
    return page


def popovers(theme: Theme) -> QWidget:
    page = QWidget()
    page.setProperty("surface", "canvas")
    page.resize(900, 620)
    anchor = Button(theme, "Anchor")
    anchor.setParent(page)
    anchor.move(20, 20)
    other = Button(theme, "Anchor")
    other.setParent(page)
    other.move(420, 20)
    page.show()
    NoValuePopover(theme).ask(anchor, "Withdrawal, both hind legs")
    steps = (
        "Dim the room. Let the dog settle.",
        "Shine a bright light in from the side.",
        "Watch that same pupil for 3 seconds.",
    )
    how_to = HowTo(
        "How to: light reflex, same eye",
        steps,
        "Shrinks at once and stays small",
        "Slow with a weak light or a nervous dog",
        "Tests nerves II and III",
    )
    HowToPopover(theme).show_how_to(how_to, other)
    return page


PLACES = (
    ("Spinal cord, mid-back (T3–L3)", "Strong fit", (7, 0, 2)),
    ("Not the nervous system", "Possible", (3, 2, 3)),
    ("Spinal cord, low back, and nerves of the hind legs (L4–S3)", "Weak fit", (2, 2, 12)),
)
_WHY = tuple(
    Why(words, "x")
    for words in (
        "Paw placement: delayed, both hind",
        "Skin twitch cuts off at L2, both sides",
        "Pain on pressing T13–L1",
        "A long reason that runs over the end of the line in the panel",
        "Fifth",
    )
)
SUGGESTIONS = (
    SuggestionWords(
        "mri",
        "Imaging of the spine",
        "imaging",
        "Strong match",
        "primary",
        _WHY,
        would_change="patellar 0–1; front legs off",
        not_known=("Deep pain",),
    ),
    SuggestionWords("blood", "Bloodwork", "bloodwork", "Routine first step", "plain", _WHY[:1]),
    SuggestionWords("csf", "Spinal fluid", "spinal_fluid", "Only after imaging", "plain", _WHY[:1]),
)
RAIL = (
    RailRow("shake", "S", "Shaking seen", 9, 9, 2),
    RailRow("phys", "P", "Physical exam", 12, 12, 1),
    RailRow("head", "1", "Head", 6, 6, line_before=True),
    RailRow("cranial", "2", "Cranial nerves", 11, 12, not_done=1),
    RailRow("gait", "3", "Gait", 9, 9, 3),
    RailRow("neck", "4", "Neck", 3, 4, unable=1),
    RailRow("front", "5", "Front legs", 2, 6),
    RailRow("torso", "6", "Torso", 6, 7, 2, not_done=1),
    RailRow("rear", "7", "Rear legs", 6, 9, 3),
    RailRow("anus", "8", "Anus", 0, 6),
)
MAP = {
    "head": State.NORMAL,
    "neck": State.NORMAL,
    "front_left": State.NOT_DONE,
    "front_right": State.TO_JUDGE,
    "torso": State.ABNORMAL,
    "rear_left": State.ABNORMAL,
    "rear_right": State.UNABLE,
}
WHEN = [
    option(each, "I")
    for each in ("asleep", "lying_awake", "standing", "getting_up", "walking", "eating", "on_the_scales")
]
YES_NO = [option("yes"), option("no", "N"), option("unknown", "I", "?")]


def _fill(rows: list[AnswerRow]) -> None:
    by_id = {row.item.id: row for row in rows}
    by_id["paw"].show_answers({"LH": Shown("delayed"), "RH": Shown("normal")})
    by_id["tone"].show_answers({"LH": Shown("normal")})
    by_id["patellar"].show_answers({"LH": Shown("r3"), "RH": Shown("r2")})
    by_id["knuckling"].show_answers({"LF": Shown("none"), "RF": Shown("none"), "LH": Shown("often")})
    by_id["spine"].show_answers({"": Shown(("thoracic", "lumbar"))})
    by_id["temp"].show_answers({"": Shown(39.6)})
    by_id["gag"].show_answers({"": Shown(NoValue(Missing.NOT_DONE, WhyMissing.UNSAFE), by="PE 10:33")})
    by_id["menace"].show_answers({"L": Shown("present"), "R": Shown(NoValue(Missing.UNABLE, WhyMissing.NOT_STILL))})
    by_id["deep"].set_shut("Not needed: the dog moves both legs by choice")
    by_id["paw"].set_note("two tries, left only")


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    keep_constants_alive()
    app = QApplication([])
    for mode in (Mode.LIGHT, Mode.DARK):
        theme = Theme(RESOURCES, mode=mode)
        theme.show_on(app)
        for make in PAGES:
            page = make(theme)
            page.show()
            app.processEvents()
            page.grab().save(str(folder / f"{make.__name__}_{mode}.png"))
            page.close()


PAGES = (exam_page, panel, rail, parts, lock, popovers)

if __name__ == "__main__":
    main()
