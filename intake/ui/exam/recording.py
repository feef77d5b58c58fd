"""From a press or a key on a page to an answer in the record."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject

from intake.app.exam_room import Given
from intake.domain.cases import Missing, NoValue, Value
from intake.domain.ids import StaffId
from intake.domain.staff import StaffMember
from intake.knowledge.model import Item, Who
from intake.reasoning.words import check_words
from intake.ui.exam.asking import Asking
from intake.ui.exam.keeper import ExamKeeper
from intake.ui.exam.page import RegionPage
from intake.ui.widgets.states import no_value_words


class Recording(QObject):
    """Listens to pages; asks what has to be asked; records. It never shows anything as saved."""

    def __init__(self, keeper: ExamKeeper, asking: Asking, person: StaffMember, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper, self._asking, self._person = keeper, asking, person
        self._speaking: StaffMember | None = None

    def listen_to(self, page: RegionPage) -> None:
        """Act on what is asked for on a page."""
        page.answered.connect(partial(self._on_answered, page))
        page.cleared.connect(partial(self._on_cleared, page))
        page.no_value_asked.connect(partial(self._on_no_value_asked, page))
        page.note_changed.connect(self._keeper.note)
        page.how_to_asked.connect(partial(self._on_how_to, page))
        page.rest_normal_asked.connect(self._keeper.rest_normal)
        page.rest_missing_asked.connect(partial(self._on_rest_missing, page))
        page.gates.answered.connect(lambda rule, is_safe: self._keeper.answer_gate(rule, is_safe=is_safe))
        page.gates.clearing_asked.connect(partial(self._on_clearing, page))

    def forget_speaker(self) -> None:
        """Another page or visit: ask again whose findings are typed."""
        self._speaking = None

    # Parts

    def _on_answered(self, page: RegionPage, item_id: str, sites: tuple[str, ...], value: Value) -> None:
        self._record_value(page, tuple(Given(item_id, site, value) for site in _sites(sites)))

    def record_typed(self, page: RegionPage, given: tuple[Given, ...], says: str) -> None:
        """Record answers of one check that were typed, all its sides in one act; `says` names them."""
        if all(one.answer is None or isinstance(one.answer, NoValue) for one in given):
            self._keeper.record(given, says=says)
        else:
            self._record_value(page, given, says)

    def _record_value(self, page: RegionPage, given: tuple[Given, ...], says: str = "") -> None:
        item_id = given[0].item
        item = page.rows[item_id].item
        if item.who is not Who.VETERINARIAN or self._person.is_veterinarian:
            self._keeper.record(given, says=says)
        elif self._speaking is not None:
            self._record_spoken(item, given, self._speaking)
        else:
            page.show_saved_again((item_id,))  # nothing is asked for until somebody is named
            self._asking.which_vet(page.rows[item_id], item.short_label, partial(self._on_vet, item, given))

    def _on_vet(self, item: Item, given: tuple[Given, ...], vet: StaffMember) -> None:
        self._speaking = vet
        self._record_spoken(item, given, vet)

    def _record_spoken(self, item: Item, given: tuple[Given, ...], vet: StaffMember) -> None:
        says = f"{_named(item, given)}: recorded as found by {vet.name}."
        self._keeper.record(given, said_by=StaffId(vet.id), says=says)

    def _on_cleared(self, page: RegionPage, item_id: str, sites: tuple[str, ...]) -> None:
        check = page.check(item_id)
        whole = check is not None and None in check.rows
        given = (Given(item_id, None, None),) if whole else tuple(Given(item_id, site, None) for site in _sites(sites))
        item = page.rows[item_id].item
        self._keeper.record(given, says=f"{_named(item, given)}: cleared.")

    def _on_no_value_asked(self, page: RegionPage, item_id: str, sites: tuple[str, ...]) -> None:
        row = page.rows[item_id]
        item = row.item
        is_whole = not item.sites or set(sites) == set(item.sites)
        places: tuple[str | None, ...] = (None,) if is_whole else _sites(sites)

        def answer(missing: NoValue) -> None:
            given = tuple(Given(item_id, site, missing) for site in places)
            row.expect(sites, missing)
            self._keeper.record(given, says=f"{_named(item, given)}: {_running(missing)}.")
            row.go_on()

        self._asking.why_missing(
            row, _named(item, [Given(item_id, site, None) for site in places]), answer, was_possible=not row.is_shut
        )

    def _on_rest_missing(self, page: RegionPage) -> None:
        open_checks = [check for check in page.visible_checks if not check.is_accounted_for]
        if not open_checks:
            return

        def answer(missing: NoValue) -> None:
            shown = tuple(check.item.id for check in open_checks)
            words = _running(missing) + (_never_tried(shut) if missing.kind is Missing.UNABLE else "")
            self._keeper.rest_without_value(shown, missing, words)

        count, shut = len(open_checks), sum(bool(check.shut) for check in open_checks)
        about = f"{count} open {'check' if count == 1 else 'checks'} of {page.page.name}"
        self._asking.why_missing(page.missing_anchor, about, answer, was_possible=shut < count)

    def _on_how_to(self, page: RegionPage, item_id: str) -> None:
        self._asking.how_to(page.rows[item_id], page.rows[item_id].item)

    def _on_clearing(self, page: RegionPage) -> None:
        frame = self._asking.clearing

        def answer(vet: StaffId, pin: str) -> None:
            self._keeper.clear_vet_first(vet, pin, frame.refuse, frame.close_up)

        self._asking.clear_vet_first(page.gates.vet_first, answer)


def _named(item: Item, given: Iterable[Given]) -> str:
    """The check with the side when only some of its sides are meant."""
    sites = [one.site for one in given if one.site]
    return check_words({item.id: item}, item.id, sites if len(sites) < len(item.sites) else ())


def _sites(sites: tuple[str, ...]) -> tuple[str | None, ...]:
    return sites or (None,)


def _running(missing: NoValue) -> str:
    words = no_value_words(missing)
    return words[:1].lower() + words[1:]


def _never_tried(shut: int) -> str:
    return f"; {shut} shut {'check' if shut == 1 else 'checks'}: not examined" if shut else ""
