"""The answers of one exam, and giving them by a screen reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.knowledge.model import Item, Kind, Who
from intake.reasoning.words import WHY_WORDS
from intake.ui.exam.checks import Page
from intake.ui.widgets.controls import control_name
from intake.ui.widgets.states import LOOKS, OF_MISSING
from tests.journeys.assistive import Gone, Reading, ScreenReader, Thing
from tests.journeys.real_window import until

CELLS = ("radio button", "check box")
FIELDS = ("text", "entry")
HOT_C = 41.8  # calls for a vet
NUMBERS = {"pe_temp_c": HOT_C, "pe_hr": 96, "pe_rr": 22, "pe_weight_kg": 31.5, "pe_crt_s": 1.5, "pe_bp_sys": 128}
# A dog weak behind, so that not everything is the first button.
FOUND = {
    ("rl_paw_replacement", "LH"): "delayed",
    ("rl_patellar", "RH"): "r3",
    ("gait_paresis_hind", None): "mild",
    ("mov_distribution", None): ("hind_left", "hind_right"),
}
LEFT_OUT = {
    "cn_gag": NoValue(Missing.NOT_DONE, WhyMissing.UNSAFE),
    "cn_tongue": NoValue(Missing.UNABLE, WhyMissing.NOT_STILL),
    "pe_bp_sys": NoValue(Missing.NOT_DONE, WhyMissing.NO_EQUIPMENT),
}
VET, VET_PIN = "Dr Casey Sample", "2468"


def answer_of(item: Item, site: str | None) -> Any:
    """What this exam says of one side of a check."""
    if item.kind is Kind.NUM:
        return NUMBERS.get(item.id, item.minimum or 0)
    value = item.normal or item.options[0].value
    found = FOUND.get((item.id, site))
    if item.kind is Kind.MULTI:
        return found or (value,)
    return found or value


@dataclass
class ExamByEar:
    """Goes through the pages of an exam, and keeps what was given by place."""

    reader: ScreenReader
    checks: Thing  # the middle of the exam
    given: dict[tuple[str, str | None], Any] = field(default_factory=dict)
    _page: Reading = field(default_factory=Reading)

    def record(self, page: Page) -> None:
        """Everything on this page, top down, and each answer read back."""
        self._page = self.reader.read(self.checks)
        self._open_gates()
        for item, row in self._rows(page):
            if item.id in LEFT_OUT:
                self._leave_out(item, row)
                continue
            for site in item.sites or (None,):
                self._answer(item, site, self._page.under(row))

    # What stands in the way

    def _open_gates(self) -> None:
        """Every safety question answered safe, and the vet's checks cleared by the vet."""
        while gate := next(
            (one for one in self._page.roles("panel") if one.description.startswith("Not answered")), None
        ):
            safe = self._page.under(gate).roles("check box")[0]
            if safe.is_enabled:
                self.reader.press(safe)
                until(lambda gate=gate: self._gone(gate), f"an answer to {gate.name}")
            self._page = self.reader.read(self.checks)
        if clearing := self._page.find("Vet clears…", "push button"):
            self._clear(clearing)
            self._page = self.reader.read(self.checks)

    def _gone(self, thing: Thing) -> bool:
        try:
            return "showing" not in self.reader.look(thing).states
        except Gone:
            return True

    def _clear(self, button: Thing) -> None:
        self.reader.press(button)
        reading = self.reader.read(self.reader.wait_for_frame("^Vet clears these checks$"))
        self.reader.write(reading.named("PIN of this vet", "password text"), VET_PIN)
        self.reader.press(reading.named("Clear for this visit", "push button"))
        until(lambda: self._gone(button), "the vet's clearing")

    # Answers

    def _rows(self, page: Page) -> Iterator[tuple[Item, Thing]]:
        """The checks on the screen: a row is what can be left without a value."""
        items = {item.short_label: item for item in page.items}
        for one in self._page.roles("panel"):
            if one.name in items and self._page.under(one).find(f"No value: {one.name}"):
                yield items[one.name], one

    def _answer(self, item: Item, site: str | None, row: Reading) -> None:
        value = answer_of(item, site)
        self.given[item.id, site] = value
        group = row.named(control_name(item, site or "") + (f", in {item.unit}" if item.unit else ""), "panel")
        inside = row.under(group)
        if item.kind is Kind.NUM:
            self.reader.write(inside.roles(*FIELDS)[0], f"{value:g}")
            until(lambda: f"{value:g}" in self.reader.look(group).description, f"{item.id} read back")
            return
        for one in value if isinstance(value, tuple) else (value,):
            label = next(option.label for option in item.options if option.value == one)
            if cell := inside.find(label, *CELLS):
                self.reader.press(cell)
                self._name_vet(item, cell)
                until(lambda cell=cell: self.reader.look(cell).is_checked, f"{label} of {item.id} checked")
            else:
                self._choose(inside.named(f"Choose: {group.name}", "push button"), label)
            until(lambda label=label: _says(self.reader.look(group), label), f"{item.id} read back")

    def _choose(self, button: Thing, label: str) -> None:
        """An answer out of a long list."""
        self.reader.press(button)
        frame = self.reader.wait_for_frame(f"^{re.escape(button.name)}$")
        self.reader.press(self.reader.read(frame).named(label, "list item"))

    def _name_vet(self, item: Item, cell: Thing) -> None:
        """A vet's check asks once a page whose finding it is."""
        if item.who is not Who.VETERINARIAN:
            return
        found = until(
            lambda: self.reader.look(cell).is_checked or self.reader.find_frame("which vet found this"), "which vet"
        )
        if isinstance(found, Thing):
            self.reader.press(self.reader.read(found).named(VET, "push button"))

    def _leave_out(self, item: Item, row: Thing) -> None:
        missing = LEFT_OUT[item.id]
        self.given[item.id, None] = missing
        self.reader.press(self._page.under(row).named(f"No value: {row.name}", "push button"))
        frame = self.reader.read(self.reader.wait_for_frame("^No value$"))
        self.reader.press(frame.named(LOOKS[OF_MISSING[missing.kind]].words, "check box"))
        self.reader.press(frame.named(WHY_WORDS[missing.reason].capitalize(), "push button"))
        words = LOOKS[OF_MISSING[missing.kind]].words
        until(lambda: words in self.reader.look(row).description, f"{item.id} read back as {words}")

    # Flags

    def tell_vet(self, flag: str) -> None:
        """Somebody told the vet about a flag, by a pattern of what is read of it."""
        banner = self.reader.wait_until(
            lambda reading: next((one for one in reading.roles("panel") if re.search(flag, one.name)), None), flag
        )
        self.reader.press(next(one for one in self.reader.read(banner) if one.name.startswith("Vet has been told")))
        frame = self.reader.read(self.reader.wait_for_frame("Which vet was told"))
        self.reader.press(frame.named(VET, "push button"))
        until(lambda: self._gone(banner), f"{flag} answered")


def _says(thing: Thing, label: str) -> bool:
    """Whether the label is read there; a scale reads its number and word one after the other."""
    return label.lower() in thing.description.lower() or label.lower() in thing.description.replace(",", "").lower()
