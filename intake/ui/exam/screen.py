"""The Exam screen: pages of checks, the rail beside them, and what they point to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from intake.app.boards import ExamFile
from intake.app.changes import Change
from intake.domain.exams import RecordedAnswer
from intake.domain.ids import ExamId, VisitId
from intake.reasoning.assessment import Assessment
from intake.reasoning.classes import Limits
from intake.ui.accessible.order import tab_before
from intake.ui.clock import time_of
from intake.ui.desk import Desk, VisitScreen
from intake.ui.exam.asking import Asking
from intake.ui.exam.banner import FlagBanners
from intake.ui.exam.body import body_states
from intake.ui.exam.centre import ExamCentre
from intake.ui.exam.change_view import show_in_rows, since_then
from intake.ui.exam.checks import LEFT_OUT, Check, Page, checks_of, is_left_out, pages_of_exam
from intake.ui.exam.doubting import Doubting
from intake.ui.exam.following import Following
from intake.ui.exam.gates import gates_of_page
from intake.ui.exam.held_keys import HeldKeys
from intake.ui.exam.keeper import ExamKeeper
from intake.ui.exam.key_choices import KeyChoices
from intake.ui.exam.layout import ExamLayout, Parts
from intake.ui.exam.offered import exam_actions
from intake.ui.exam.page import Reading, RegionPage
from intake.ui.exam.panel import PointingPanel
from intake.ui.exam.pointing import Pointing
from intake.ui.exam.recordable import read_only_words
from intake.ui.exam.recording import Recording
from intake.ui.exam.side import ExamRail, stands_of
from intake.ui.exam.typed import TypedAnswers
from intake.ui.how_to_drawings import read_drawings
from intake.ui.widgets.flags import FlagWords


class ExamScreen(VisitScreen):
    """Everything about recording one exam."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._visit: VisitId | None = None
        self._exam: ExamId | None = None  # the one of its exams that is on the screen
        self._pages: tuple[Page, ...] = ()
        self._checks: Mapping[str, Check] = {}
        self._wanted_item = ""
        self._usual: Mapping[str, Limits] = {}
        self.keeper = ExamKeeper(desk, self)
        self.asking = Asking(desk.theme, self)
        self._recording = Recording(self.keeper, self.asking, desk.person, self)
        self.following = Following(desk, self)
        self.doubting = Doubting(desk, self)
        self.held = HeldKeys(self, lambda: self.keeper.is_settling)
        desk.actions.checks = typed = TypedAnswers(self.keeper, self._recording, self.held, self)
        typed.show_with(self._page_with)
        desk.actions.add(self, lambda: exam_actions(self))
        self._build()
        self._connect()
        self._add_keys()
        desk.jobs.run_in_pool(self, partial(read_drawings, desk.theme.how_to), self.asking.know_drawings)

    # VisitScreen

    def show_visit(self, visit: VisitId) -> None:
        """Ask for this visit's exam; the page open before stays open for the same visit."""
        if visit == self._visit and self.keeper.file is not None:
            self.keeper.read_again()
            return
        self._visit = visit
        self._clear()
        self.held.forget()
        self.keeper.open(visit)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # keys pressed before there is a page are held here

    def leave(self) -> None:
        """Close what is open beside a row, and keep what is typed."""
        self.asking.close_all()
        self.following.close_reasoning()
        self.doubting.close_up()
        self.centre.flush()

    def show_item(self, item: str) -> None:
        """Bring a check into view; checks of the intake are shown there."""
        page = next((page for page in self._pages if any(one.id == item for one in page.items)), None)
        if page is None:
            self._wanted_item = item if not self._pages else ""
            if is_left_out(self.keeper.file, item):
                self.centre.show_trouble(LEFT_OUT)
            elif self._pages:
                self.step_wanted.emit("intake")
            return
        self.open_page(page.id)
        if (shown := self.centre.page) is not None:
            shown.focus_row(item)

    def _page_with(self, item: str) -> RegionPage | None:
        self._on_item_opened(item)
        return self.centre.page

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages of the exam, in order."""
        return self._pages

    def panes(self) -> tuple[QWidget, ...]:
        """Banner, rail, checks, panel."""
        return self.banners, self.rail, self.centre, self.panel

    def toast_lane(self) -> tuple[QWidget, QWidget]:
        """The foot of the checks."""
        return self.centre.footer.back, self.centre.footer.next

    def item_in_focus(self) -> str:
        """The check the keys go to."""
        return self.centre.page.focused_item() if self.centre.page is not None else ""

    def header_acts(self) -> tuple[QWidget, ...]:
        """The rest of the page not examined."""
        return (self.layouts.missing,)

    # Going places

    def open_page(self, page_id: str) -> None:
        """Another page of the exam; nothing stands for Review."""
        if not page_id:
            self.step_wanted.emit("review")
            return
        self.asking.close_all()
        self._recording.forget_speaker()
        page = next(page for page in self._pages if page.id == page_id)
        shown = self.centre.open_page(page, self._pages)
        self.rail.list.set_current(page_id)
        self._show_page()
        shown.show_usual(self._usual)
        shown.focus_first()

    def go_to_next_check(self) -> None:
        """The next most useful check."""
        if (check := self.following.next) is not None:
            self.show_item(check.item)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the check list that no row took."""
        if self.held.hold(event) or self._take_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        page = self.centre.page
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if page is None or modifiers & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        if not self.key_choices.lets_through(event.key()):
            return False
        acts: dict[tuple[int, bool], Callable[[], object]] = {
            (Qt.Key.Key_R, False): page.rest_button.click,
            (Qt.Key.Key_X, True): page.missing_button.click,
            (Qt.Key.Key_G, False): self.go_to_next_check,
            (Qt.Key.Key_Return, False): self._go_to_open_check,
            (Qt.Key.Key_Enter, False): self._go_to_open_check,
            (Qt.Key.Key_PageUp, False): self.centre.footer.back.click,
            (Qt.Key.Key_PageDown, False): self.centre.footer.next.click,
            (Qt.Key.Key_Menu, False): self.layouts.holding.open_focused,
            (Qt.Key.Key_Escape, False): self._on_escape,
        }
        act = acts.get((event.key(), bool(modifiers & Qt.KeyboardModifier.ShiftModifier)))
        if act is None:
            return False
        act()
        return True

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "F8": self.layouts.toggle_panel,
            "Alt+V": self.banners.tell_first,
            "Ctrl+Return": self.centre.footer.next.click,
            "Ctrl+Enter": self.centre.footer.next.click,
        }
        for key in "SP123456789":
            keys[f"Alt+{key}"] = partial(self._open_by_key, key)
        for sequence, act in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(partial(self.held.act, act))

    def _open_by_key(self, key: str) -> None:
        page = next((page for page in self._pages if page.key == key), None)
        if page is not None:
            self.open_page(page.id)

    def _go_to_open_check(self) -> None:
        page = self.centre.page
        if page is not None and not page.focus_next_open(page.focused_item()):
            self._go_to_next_button()

    def _go_to_next_button(self) -> None:
        self.centre.footer.next.setFocus(Qt.FocusReason.TabFocusReason)

    # Showing

    def _on_file(self, file: ExamFile) -> None:
        self._start_anew_for(file)
        is_first = not self._pages
        if is_first:
            self._pages = pages_of_exam(file)
        items = [item for page in self._pages for item in page.items]
        self._checks = checks_of(file, self._desk.person.role, items)
        self.centre.show_trouble(self.keeper.unsaved.words, "Try again")
        self.doubting.follow(file)
        self.panel.since.show_then(since_then(file, self._desk.clinic.zone))
        red = (flag for flag in file.assessment.red_flags if flag.level == "red")
        flagged = frozenset(reason.item for flag in red for reason in flag.because if reason.item)
        stands = stands_of(self._pages, self._checks, flagged)
        self.rail.show_stands(stands, body_states(self._pages, self._checks))
        if is_first:
            self._open_first()
        else:
            self._show_page()
        # In a turn of its own: the answer and the panel together would hold the window longer than a frame.
        QTimer.singleShot(0, self.following, lambda: self._follow(file))

    def _follow(self, file: ExamFile) -> None:
        if file is self.keeper.file:
            self.following.follow(file)

    def _start_anew_for(self, file: ExamFile) -> None:
        """Another exam of the same visit has pages of its own."""
        exam = file.record.exam.id if file.record.exam is not None else None
        if exam != self._exam and self._pages:
            self._clear()
        self._exam = exam

    def _clear(self) -> None:
        self._pages = ()
        self.following.start_visit()
        self.banners.start_visit()
        self.centre.clear()
        self._recording.forget_speaker()

    def _open_first(self) -> None:
        page = next(
            (page for page in self._pages if any(self._is_left(one.id) for one in page.items if one.core)), None
        )
        self.open_page((page or self._pages[0]).id)
        if wanted := self._wanted_item:
            self._wanted_item = ""
            self.show_item(wanted)

    def _is_left(self, item: str) -> bool:
        return not self._checks[item].is_accounted_for

    def _show_page(self) -> None:
        file, page = self.keeper.file, self.centre.page
        if file is None or page is None:
            return
        zone, role = self._desk.clinic.zone, self._desk.person.role
        checks = {item.id: self._checks[item.id] for item in page.page.items}
        page.show_reading(
            Reading(
                checks,
                bool(read_only_words(file, role)),
                lambda item: self.keeper.is_pending(item, None),
                self._by_words,
                lambda items: gates_of_page(file, items, role, zone),
            )
        )
        show_in_rows(self._desk.theme, page, since_then(file, zone))
        self.centre.order_tabs(self.rail.list)
        self.centre.footer.show_left(sum(not check.is_accounted_for for check in page.visible_checks))
        self.centre.show_read_only(read_only_words(file, role))

    def _by_words(self, row: RecordedAnswer) -> str:
        file = self.keeper.file
        who = row.said_by or row.by
        name = file.record.staff_names.get(who, "") if file is not None and who is not None else ""
        initials = "".join(part[0] for part in name.split() if part[0].isalpha() and part != "Dr")[:2].upper()
        return f"{initials} {time_of(row.made_at, self._desk.clinic.zone)}".strip()

    def _on_pointed(self, pointing: Pointing) -> None:
        self.banners.show_flags(pointing.banner)
        tab_before(self.rail.list, [banner.button for banner in self.banners.banners()])
        self.panel.show_pointing(pointing)
        self.centre.flags.show_flags(pointing.docked)
        self.layouts.show_pointing(pointing)

    def _on_assessed(self, assessment: Assessment, usual: Mapping[str, Limits]) -> None:
        if (file := self.keeper.file) is None:
            return
        self._usual = usual
        for page in self.centre.pages():
            page.show_usual(usual)
        self.following.complete(file, assessment)

    def _on_done(self, change: Change) -> None:
        self.following.answered(change.items[0] if change.items else "")

    def _on_refused(self, items: tuple[str, ...], why: str) -> None:
        for page in self.centre.pages():
            page.show_saved_again(items)
        self.centre.show_trouble(why)

    def _on_told_asked(self, flag: FlagWords, anchor: QWidget) -> None:
        self.asking.who_was_told(anchor, flag.message, lambda name: self.keeper.tell_vet(flag.id, name))

    # Building

    def _build(self) -> None:
        theme = self._desk.theme
        self.banners = FlagBanners(theme)
        self.rail = ExamRail(theme)
        self.centre = ExamCentre(theme)
        self.panel = PointingPanel(theme, is_vet=self._desk.person.is_veterinarian)
        self.layouts = ExamLayout(self, theme, Parts(self.banners, self.rail, self.centre, self.panel))
        self.key_choices = KeyChoices(self._desk.choices, self.centre)

    def _connect(self) -> None:
        keeper = self.keeper
        keeper.file_read.connect(self._on_file)
        keeper.assessed.connect(self._on_assessed)
        keeper.staff_read.connect(self.asking.know_staff)
        keeper.refused.connect(self._on_refused)
        keeper.cannot_read.connect(lambda why: self.centre.show_trouble(why, "Try again"))
        keeper.cannot_read.connect(self.held.forget)
        keeper.settled.connect(self.held.press_all)
        keeper.done.connect(self._on_done)
        keeper.saving.connect(self.saving)
        keeper.saved.connect(self.saved)
        keeper.not_saved.connect(self.not_saved)
        self.banners.told_asked.connect(self._on_told_asked)
        self.rail.page_wanted.connect(self.open_page)
        self.centre.footer.page_wanted.connect(self.open_page)
        self.centre.page_made.connect(self._recording.listen_to)
        self.centre.page_made.connect(self._listen_to)
        self.centre.again_wanted.connect(keeper.try_again)
        keeper.kept.connect(lambda why: self.centre.show_trouble(why, "Try again"))
        self.panel.item_opened.connect(self._on_item_opened)
        self.panel.take_back_asked.connect(keeper.take_back_told)
        self.centre.flags.take_back_asked.connect(keeper.take_back_told)
        self.panel.fold_asked.connect(self.layouts.toggle_panel)
        self.centre.flags.opened.connect(self.layouts.toggle_panel)
        self.panel.reasoning_asked.connect(lambda: self.following.show_reasoning(self.panel.reasoning))
        self.panel.doubt_asked.connect(lambda: self.doubting.ask(self.panel.doubt))
        self.doubting.item_opened.connect(self._on_item_opened)
        self.following.pointed.connect(self._on_pointed)
        self.following.next_found.connect(self.panel.show_next)
        self.following.moved.connect(self.panel.mark_change)

    def _listen_to(self, page: RegionPage) -> None:
        page.rows_added.connect(self._show_page)
        page.refused.connect(lambda item, why: self.centre.show_trouble(why))
        page.finished.connect(self._go_to_next_button)
        page.keyed.connect(self.banners.note_key)
        page.guard_keys(self.held)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing of a screen stays in the window without it."""
        super().hideEvent(event)
        self.held.forget()
        self.asking.close_all()
        self.following.close_reasoning()
        self.doubting.close_up()

    def _on_escape(self) -> None:
        if not self.asking.close_all():
            self.layouts.fold_drawer()

    def _on_item_opened(self, item: str) -> None:
        self.layouts.fold_drawer()
        self.show_item(item)
