"""The Review screen: what was found, what to do about it, and the vet's signature."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake.app.boards import ExamFile
from intake.app.review import Choice, SignOff, hindrances
from intake.domain.decisions import Verdict
from intake.domain.ids import StaffId, VisitId
from intake.domain.staff import StaffMember
from intake.domain.visits import VisitStatus
from intake.reasoning.assessment import Assessment
from intake.ui.accessible.order import TabsAsRead
from intake.ui.clock import day_and_time
from intake.ui.desk import Desk, VisitScreen
from intake.ui.exam.asking import Asking
from intake.ui.exam.banner import FlagBanners
from intake.ui.exam.body import body_states
from intake.ui.exam.checks import checks_of, pages_of
from intake.ui.exam.doubting import Doubting
from intake.ui.exam.following import Following
from intake.ui.exam.panel import NEVER
from intake.ui.exam.pointing import Pointing
from intake.ui.exam.vets import vets_among
from intake.ui.review.beside import Beside
from intake.ui.review.fitted import LARGE_TEXT, FittedScroll, SharedHeight
from intake.ui.review.found import FoundLists, found_lists
from intake.ui.review.found_pane import FoundPane, to_do_words
from intake.ui.review.keeper import ReviewKeeper
from intake.ui.review.places import PlacesCard
from intake.ui.review.sign_off import SignedCard, SignOffCard, Standing, WaitingCard
from intake.ui.review.standing import workup_stand
from intake.ui.review.workup import WorkupPane
from intake.ui.widgets.cards import SectionHeader
from intake.ui.widgets.flags import FlagWords
from intake.ui.widgets.strips import Strip
from intake.ui.widgets.text import Text

FEWEST_PLACES = 150
"""Of the height: the dog and the first place; what lies below is scrolled to."""
_UNSURE = "hx_emergency_unsure"


class ReviewScreen(VisitScreen):
    """Findings first; the vet decides and signs; everybody else reads."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._tabs = TabsAsRead(self)
        self._desk = desk
        self._is_vet = desk.person.is_veterinarian
        self._visit: VisitId | None = None
        self._found: FoundLists | None = None
        self._is_key_waiting = False
        self._staff: tuple[StaffMember, ...] = ()
        self.keeper = ReviewKeeper(desk, self)
        # The cards take longest to make: the window draws what was found before them.
        self._cards_due = QTimer(self, interval=0, singleShot=True)
        self._cards_due.timeout.connect(self._show_cards)
        self.asking = Asking(desk.theme, self)
        self.following = Following(desk, self)
        self.doubting = Doubting(desk, self)
        self._build()
        self._connect()
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._on_main_key)
        QShortcut(QKeySequence("Alt+V"), self).activated.connect(self.banners.tell_first)

    # VisitScreen

    def show_visit(self, visit: VisitId) -> None:
        """Ask for this visit and show it."""
        if visit != self._visit:
            self._visit = visit
            self.following.start_visit()
            self.banners.start_visit()
            self.workup.clear()
            self.sign_off.clear()
            self.signed.clear_note()
            self.found.clear()
        self.keeper.is_awake = True
        self.keeper.open(visit)

    def leave(self) -> None:
        """Nothing for the vet only stays open."""
        self.asking.close_all()
        self.beside.close_up()
        self.following.close_reasoning()
        self.doubting.close_up()

    def panes(self) -> tuple[QWidget, ...]:
        """Flags, found list, suggestions, sign-off."""
        return self.banners, self.found, self.workup, self.right

    # Showing

    def _on_file(self, file: ExamFile) -> None:
        self.trouble.hide()
        self._show_strip(file)
        self._found = found_lists(file)
        if not self.isAncestorOf(self.window().focusWidget()):
            self.found.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.following.follow(file)
        self.doubting.follow(file)
        self.beside.follow(file)

    def _on_assessed(self, assessment: Assessment) -> None:
        if (file := self.keeper.file) is not None:
            self.following.complete(file, assessment)

    def _on_pointed(self, pointing: Pointing) -> None:
        file = self.keeper.file
        if file is None or self._found is None:
            return
        self.banners.show_flags(() if file.record.is_signed else pointing.banner)
        self.found.show_found(file, pointing.flags, self._found)
        self._cards_due.start()
        pages = pages_of(file.engine.knowledge)
        checks = checks_of(file, self._desk.person.role, [item for page in pages for item in page.items])
        self.places.show_pointing(pointing, body_states(pages, checks))
        self._show_signing(file)

    def _show_cards(self) -> None:
        if (file := self.keeper.file) is not None:
            self.workup.show_stand(workup_stand(file, self.following.pointing.tests))
            self._tabs.follow()

    def _show_strip(self, file: ExamFile) -> None:
        if file.record.exam is None:
            self.strip.show_words("Nothing is recorded in this visit yet.", "plain", "Start the exam")
        else:
            self.strip.hide()

    def _show_signing(self, file: ExamFile) -> None:
        signature = file.record.signature
        self.sign_off.setVisible(signature is None and self._is_vet)
        self.waiting.setVisible(signature is None and not self._is_vet)
        self.signed.setVisible(signature is not None)
        if signature is not None:
            self._show_signature(file)
            return
        self.sign_off.show_standing(Standing(hindrances(file), self._warnings(file)))
        status = file.record.visit.status if file.record.visit else None
        self.waiting.button.setVisible(status is VisitStatus.IN_EXAM)
        if self._is_key_waiting and self.sign_off.isVisible():
            self.sign_off.pin.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._is_key_waiting = False

    def _show_signature(self, file: ExamFile) -> None:
        signature, zone = file.record.signature, self._desk.clinic.zone
        if signature is None:
            return
        who = f"Signed by {signature.vet_name}, {day_and_time(signature.at, zone)}. Version {signature.number}."
        names = file.record.staff_names
        notes = [
            f"{day_and_time(note.at, zone)}, {names.get(note.by, '')}: {note.text}" for note in file.record.amendments
        ]
        self.signed.show_signature(who, signature.note, notes)

    def _warnings(self, file: ExamFile) -> tuple[str, ...]:
        warnings = []
        stand = workup_stand(file, self.following.pointing.tests)
        open_tests = [test.name for test in stand.tests if test.id not in stand.decisions]
        if open_tests:
            more = "…" if len(open_tests) > 1 else "."
            count = len(open_tests)
            warnings.append(
                f"{count} {'suggestion' if count == 1 else 'suggestions'} still open: {open_tests[0]}{more}"
            )
        if self._found is not None and (self._found.to_do or self._found.begun):
            warnings.append(f"{to_do_words(self._found)}.")
        if isinstance(unsure := file.record.case.answers.get(_UNSURE), tuple):
            count = len(unsure)
            warnings.append(f"{count} urgent {'sign' if count == 1 else 'signs'} the owner is not sure of.")
        return tuple(warnings)

    # Acts

    def _on_decided(self, test: str, verdict: str, reason: str) -> None:
        choice = Choice(test, Verdict(verdict), reason)
        self.keeper.decide(choice, lambda why: self.workup.refuse(choice, why))

    def _on_sign(self, vet: str, pin: str, note: str) -> None:
        self.keeper.sign(SignOff(StaffId(vet), pin, note), self.sign_off.refuse)

    def _on_note(self, text: str) -> None:
        self.signed.clear_note()

        def failed(why: str) -> None:
            self.signed.note.setPlainText(text)
            self.signed.refuse(why)

        self.keeper.amend(text, failed)

    def _on_told_asked(self, flag: FlagWords, anchor: QWidget) -> None:
        self.asking.who_was_told(anchor, flag.message, lambda name: self.keeper.tell_vet(flag.id, name, self._say))

    def _on_staff(self, staff: Sequence[StaffMember]) -> None:
        self._staff = tuple(staff)
        self.asking.know_staff(staff)
        self.sign_off.show_vets(vets_among(staff), self._desk.person.id if self._is_vet else None)

    def _on_main_key(self) -> None:
        """The main button at the bottom right: sign, hand over, or on to the sheets."""
        if self.keeper.file is None or all(part.isHidden() for part in (self.sign_off, self.signed, self.waiting)):
            self._is_key_waiting = True  # pressed before the visit was read: answered as soon as it is
        elif self.sign_off.isVisible():
            button = self.sign_off.button
            if button.isEnabled():
                button.click()
                return
            self._below.ensureWidgetVisible(button)
            self.sign_off.pin.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.waiting.button.isVisible():
            self.waiting.button.click()
        else:
            self.step_wanted.emit("sheets")

    def _say(self, why: str) -> None:
        self.trouble.show_words(why, "error")

    # Building

    def _build(self) -> None:
        theme = self._desk.theme
        self.setProperty("surface", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.banners = FlagBanners(theme)
        self.trouble, self.strip = Strip(theme), Strip(theme)
        self.found = FoundPane(theme)
        self.workup = WorkupPane(theme, may_decide=self._is_vet)
        self.places = PlacesCard(theme, is_vet=self._is_vet)
        self.sign_off, self.signed, self.waiting = SignOffCard(theme), SignedCard(theme), WaitingCard(theme)
        self.right = self._make_right()
        self._line = QHBoxLayout()
        self._line.setContentsMargins(20, 14, 20, 14)
        for part in (self.found, self.workup, self.right):
            self._line.addWidget(part)
        strips = QVBoxLayout()
        strips.setContentsMargins(20, 6, 20, 0)
        strips.addWidget(self.trouble)
        strips.addWidget(self.strip)
        self.beside = Beside(self._desk, self, strips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banners)
        column.addLayout(strips)
        column.addLayout(self._line, 1)
        self._fit()

    def _fit(self) -> None:
        """Large text gives up the hints and evens out the columns."""
        is_large = self._desk.theme.text_scale > LARGE_TEXT
        self._line.setSpacing(10 if is_large else 20)
        for place, stretch in enumerate((10, 9, 9) if is_large else (11, 10, 8)):
            self._line.setStretch(place, stretch)
        for header in (self.found.header, self.workup.header):
            header.hint.setVisible(not is_large)

    def _make_right(self) -> QWidget:
        """Where it points gives way: the sign-off stays in reach whatever stands above it."""
        above, self._below = FittedScroll(self.places), FittedScroll(self.sign_off, self.signed, self.waiting)
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        header = SectionHeader(self._desk.theme, "Where it points", icon="compass")
        header.add(self.places.reasoning)
        self.places.reasoning.setVisible(self._is_vet)
        outer.addWidget(header)
        outer.addWidget(Text(NEVER, "small", tone="text3", wrap=True))
        outer.addWidget(SharedHeight(above, self._below, self._desk.theme.px(FEWEST_PLACES)), 1)
        for part in (self.sign_off, self.signed, self.waiting):
            part.hide()
        return holder

    def _connect(self) -> None:
        keeper = self.keeper
        keeper.file_read.connect(self._on_file)
        keeper.assessed.connect(self._on_assessed)
        keeper.staff_read.connect(self._on_staff)
        keeper.cannot_read.connect(lambda why: self.trouble.show_words(why, "error", "Try again"))
        keeper.saving.connect(self.saving)
        keeper.saved.connect(self.saved)
        keeper.not_saved.connect(self.not_saved)
        self.trouble.acted.connect(keeper.read_again)
        self.strip.acted.connect(lambda: self.step_wanted.emit("exam"))
        self.found.opened.connect(self.item_wanted)
        self.beside.item_wanted.connect(self.item_wanted)
        self.workup.finding_opened.connect(self.item_wanted)
        self.places.finding_opened.connect(self.item_wanted)
        self.workup.decided.connect(self._on_decided)
        self.places.reasoning_asked.connect(lambda: self.following.show_reasoning(self.places.reasoning))
        self.workup.doubt_asked.connect(lambda: self.doubting.ask(self.workup.doubt))
        self.doubting.item_opened.connect(self.item_wanted)
        self.following.pointed.connect(self._on_pointed)
        self.sign_off.sign_asked.connect(self._on_sign)
        self.signed.note_asked.connect(self._on_note)
        self.waiting.button.clicked.connect(lambda: keeper.hand_to_vet(self._say))
        self.banners.told_asked.connect(self._on_told_asked)
        self._desk.theme.changed.connect(self._fit)

    def showEvent(self, event: QShowEvent) -> None:
        """Listen to changes while somebody looks."""
        super().showEvent(event)
        self.keeper.is_awake = True

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing of a screen stays in the window without it."""
        super().hideEvent(event)
        self.keeper.is_awake = False
        self.leave()
