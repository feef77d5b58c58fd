"""Intake: find or create owner and dog, urgent signs first, then the history of the shaking."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.app import front_desk
from intake.app.boards import ExamFile, PatientHit
from intake.app.exam_room import Given
from intake.app.front_desk import NewDog
from intake.app.questions import Questions, call_now_signs, questions_of
from intake.domain.cases import Answer, NoValue
from intake.domain.ids import VisitId
from intake.domain.patients import Owner, Patient
from intake.domain.staff import Role, StaffMember
from intake.domain.visits import VisitStatus
from intake.knowledge.model import Item
from intake.ui.accessible.order import tab_after
from intake.ui.desk import Desk, VisitScreen
from intake.ui.exam.checks import Check, checks_of
from intake.ui.exam.vets import WhoWasTold, vets_among
from intake.ui.intake.arrival import Arrival, found, registered
from intake.ui.intake.columns import IntakeColumns, on_top
from intake.ui.intake.dog_form import breed_names
from intake.ui.intake.emergency import SEEN
from intake.ui.intake.foot import IntakeFoot
from intake.ui.intake.groups import QuestionGroup, by_group
from intake.ui.intake.keeper import IntakeKeeper
from intake.ui.intake.owner_and_dog import OwnerAndDog
from intake.ui.intake.question import Question
from intake.ui.intake.urgent import UrgentSigns
from intake.ui.untold import CallNowBanners, Untold, untold_flags
from intake.ui.widgets.cards import Card, SectionHeader
from intake.ui.widgets.no_value import NoValuePopover
from intake.ui.widgets.strips import InlineError, Strip

WHY = "Why they came"
DOG_GROUPS = ("The dog",)
FORM_WIDTH = 760
QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's own constant for "no limit", which PySide6 does not name


class IntakeScreen(VisitScreen):
    """The three columns; every answer is one commit, shown as saved after it."""

    visit_opened = Signal(str)
    today_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._visit = desk, VisitId("")
        self.keeper = IntakeKeeper(desk, self)
        self._questions: Questions | None = None
        self._waiting_groups: list[tuple[str, list[Item]]] = []
        self.groups: list[QuestionGroup] = []
        theme = desk.theme
        self.banners = CallNowBanners(theme, is_vet=desk.person.is_veterinarian)
        self.notice, self.trouble = Strip(theme), InlineError(theme)
        self.dog = OwnerAndDog(desk, self._make_question)
        self.why, self.history = Card(margin=theme.px(18), gap=4), Card(margin=theme.px(18), gap=4)
        self.urgent = UrgentSigns(theme, self._make_question)
        self.foot = IntakeFoot(theme)
        self._no_value, self._who = NoValuePopover(theme), WhoWasTold(theme)
        self._asked_item = ""
        self._wants_urgent = False  # a dog was just chosen: the focus lands on the urgent signs
        self._checks: dict[str, Check] = {}
        self._relevant: frozenset[str] = frozenset()
        self._vets: tuple[StaffMember, ...] = ()
        self._building = QTimer(self, interval=0)
        self._telling: Untold = ()
        self._build()
        self._connect()
        self._show_empty()

    # What the frame tells it

    def show_new(self, hit: PatientHit | None = None) -> None:
        """A new intake: only the search box, or at once the dog that was found."""
        self._visit = VisitId("")
        self.keeper.file = None
        self._show_empty()
        self.dog.show_find()
        if hit is not None:
            self._on_chosen(hit)

    def show_visit(self, visit: VisitId) -> None:
        """A visit's intake as it stands."""
        if visit == self._visit and self.keeper.file is not None:
            self.keeper.read_again()
            return
        self._visit = visit
        self._show_empty()
        self.keeper.open(visit)

    def leave(self) -> None:
        """Keep what is being typed: leaving a field tells it."""
        focused: QWidget | None = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()

    def toast_lane(self) -> tuple[QWidget, QWidget]:
        """The foot of the intake."""
        return self.foot.today, self.foot.waiting if self.foot.waiting.isVisible() else self.foot.exam

    def panes(self) -> tuple[QWidget, ...]:
        """Owner and dog, urgent signs, why they came, history, foot."""
        return (self.dog, self.urgent, self.why, self.history, self.foot)

    # The dog

    def _on_chosen(self, hit: PatientHit) -> None:
        desk = self._desk
        desk.jobs.run(
            self, partial(found, desk.clinic, hit.patient.id, desk.person.id), self._on_arrived, self.trouble.show_error
        )

    def _on_registered(self, dog: NewDog, weight_kg: float | None) -> None:
        desk = self._desk
        desk.jobs.run(
            self,
            partial(registered, desk.clinic, dog, weight_kg, desk.person.id),
            self._on_arrived,
            self.dog.form.refuse,
        )

    def _on_details(self, patient: Patient, owner: Owner | None) -> None:
        """The owner first: refused, the form stays open with everything typed."""
        desk = self._desk
        if owner is None:
            self.keeper.change_dog(patient)
            return
        act = partial(front_desk.change_owner, desk.clinic, owner, by=desk.person.id)
        desk.hub.perform(self, act, lambda _: self.keeper.change_dog(patient), self.dog.form.refuse)

    def _on_arrived(self, arrival: Arrival) -> None:
        self.trouble.hide()
        self.show_visit(arrival.visit)
        self.visit_opened.emit(arrival.visit)
        self._desk.hub.tell(arrival.change)
        if arrival.is_known:
            self.notice.show_words(
                "This dog has an open visit already. This is it; nothing new was made.", "info", "Close"
            )
        self._wants_urgent = True

    # Showing

    def _show_empty(self) -> None:
        has_visit = bool(self._visit)
        for part in (self.why, self.history, self.urgent):
            part.setEnabled(has_visit)
            part.setVisible(has_visit)
        self._columns.show_alone(is_alone=not has_visit)
        self.dog.setMaximumWidth(QWIDGETSIZE_MAX if has_visit else self._desk.theme.px(FORM_WIDTH))
        self.foot.show_none()
        self.banners.show_by_flag(())
        self.notice.hide()
        self.trouble.hide()

    def _on_file(self, file: ExamFile) -> None:
        if self._questions is None or self._questions.engine is not file.engine:
            self._ask_by(file)
        self._show_file(file)

    def _show_file(self, file: ExamFile) -> None:
        checks = checks_of(file, self._desk.person.role, self._items(file))
        is_read_only = file.record.is_signed
        if is_read_only:
            self.notice.show_words(
                "This visit is signed. It can be read; a dated note can be added in Review.", "plain"
            )
        relevant = self._questions.relevant(file.record.case) if self._questions else frozenset()
        self._checks, self._relevant = checks, relevant
        self._show_groups(self._all_groups())
        self.urgent.show_checks(checks, is_read_only=is_read_only, skip=self._is_pending)
        rest = self.banners.show_by_flag(untold_flags(file))
        self.urgent.show_flags(file, {untold.flag.id for untold in rest}, self._desk.clinic.zone)
        self.dog.show_file(file, checks, is_read_only=is_read_only)
        self._show_foot(file, checks, relevant)
        if self._wants_urgent:
            self._wants_urgent = False
            self.urgent.take_focus()

    def _show_groups(self, groups: Sequence[QuestionGroup]) -> None:
        is_read_only = self.keeper.file is not None and self.keeper.file.record.is_signed
        for group in groups:
            group.show_checks(self._checks, is_read_only=is_read_only, skip=self._is_pending)
            group.show_relevant(self._relevant)

    def _show_foot(self, file: ExamFile, checks: dict[str, Check], relevant: frozenset[str]) -> None:
        asked = [
            check
            for check in checks.values()
            if (check.item.core or check.item.id in relevant)
            and (not check.item.asked_when or check.item.id in relevant)
        ]
        answered = sum(check.answer(None) is not None for check in asked)
        unknown = sum(_is_not_known(check.answer(None)) for check in checks.values())
        status = file.record.visit.status if file.record.visit else VisitStatus.DONE
        self.foot.show_counts(answered, len(asked), unknown)
        self.foot.show_status(status, is_front_desk=self._desk.person.role is Role.FRONT_DESK)

    def _is_pending(self, item: str) -> bool:
        return self.keeper.is_pending(item, None)

    def _items(self, file: ExamFile) -> list[Item]:
        return [
            item for item in file.engine.knowledge.items if item.section in ("a1", "a2") or item.id == "pe_weight_kg"
        ]

    # Building the questions

    def _ask_by(self, file: ExamFile) -> None:
        """Make the questions of this knowledge, a group at a time so that the window stays quick."""
        self._questions = questions_of(file.engine)
        for group in self.groups:
            group.hide()
            group.deleteLater()
        self.groups = []
        items = [item for item in file.engine.knowledge.items if item.section in ("a1", "a2")]
        grouped = by_group(item for item in items if not item.urgent)
        self.dog.form.offer_breeds(breed_names(file.engine.knowledge))
        self.dog.ask([item for name in DOG_GROUPS for item in grouped.pop(name, [])], self._weight_item(file))
        self.urgent.ask([item for item in items if item.urgent], call_now_signs(file.engine, SEEN))
        self._add_group("", grouped.pop(WHY, []), self.why)
        self._waiting_groups = list(grouped.items())
        self._building.start()

    def _weight_item(self, file: ExamFile) -> Item | None:
        is_desk = self._desk.person.role is Role.FRONT_DESK
        return None if is_desk else file.engine.items.get("pe_weight_kg")

    def _build_next(self) -> None:
        if self._waiting_groups:
            title, items = self._waiting_groups.pop(0)
            self._add_group(title, items, self.history)
            self._show_groups(self.groups[-1:])
        else:
            self._building.stop()
            tab_after(self.urgent, self.why)
            tab_after(self.foot, self._columns)

    def _show_again(self) -> None:
        if self.keeper.file is not None:
            self._show_file(self.keeper.file)

    def _add_group(self, title: str, items: list[Item], card: Card) -> None:
        if not items:
            return
        group = QuestionGroup(self._desk.theme, title, items, self._make_question)
        group.grew.connect(self._show_again)
        self.groups.append(group)
        card.column.addWidget(group)

    def _make_question(self, item: Item, *, is_urgent: bool = False) -> Question:
        question = Question(self._desk.theme, item, is_follow_up=item.asked_when is not None, is_urgent=is_urgent)
        question.answered.connect(self._on_answered)
        question.cleared.connect(lambda name: self.keeper.record((Given(name, None, None),)))
        question.no_value_asked.connect(self._on_no_value_asked)
        return question

    def _all_groups(self) -> tuple[QuestionGroup, ...]:
        return (*self.groups, *self.dog.groups)

    # Answers

    def _on_answered(self, item: str, answer: Answer) -> None:
        self.keeper.record((Given(item, None, answer),))

    def _on_no_value_asked(self, item: str, anchor: QWidget) -> None:
        self._asked_item = item
        label = self._questions.engine.items[item].label if self._questions else item
        self._no_value.ask(anchor, label)

    def _on_no_value(self, missing: NoValue) -> None:
        self.keeper.record((Given(self._asked_item, None, missing),))

    def _on_refused(self, items: tuple[str, ...], why: str) -> None:
        if (file := self.keeper.file) is None:
            return
        asked = dict(self.urgent.questions)
        for group in self._all_groups():
            asked |= group.questions
        for item in items:
            if item in asked:
                asked[item].forget_pending()
        self._show_file(file)

    def _on_crashed(self, error: object) -> None:
        self.dog.form.save.setEnabled(True)  # nothing was stored, and what was typed is still there

    # Flags

    def _on_told_wanted(self, flags: Untold, anchor: QWidget) -> None:
        self._telling = flags
        self._who.ask(anchor, "Which vet has been told?", self._vets)

    def _on_vet_named(self, name: str) -> None:
        for untold in self._telling:
            self.keeper.tell_vet(untold.flag.id, name)

    def _on_staff(self, people: tuple[StaffMember, ...]) -> None:
        self._vets = vets_among(people)

    # Going on

    def _on_main_key(self) -> None:
        """Ctrl Enter is the main button of what is on the screen."""
        if self._visit:
            self._start_exam()
        else:
            self.dog.go_on()

    def _start_exam(self) -> None:
        self.leave()
        if self._visit:
            if self._desk.person.role is Role.FRONT_DESK:
                self._put_in_waiting()
            else:
                self.step_wanted.emit("exam")  # opening the exam moves the dog into the room

    def _put_in_waiting(self) -> None:
        self.leave()
        self.keeper.move(VisitStatus.WAITING)
        self.today_wanted.emit()

    def _connect(self) -> None:
        keeper = self.keeper
        keeper.file_read.connect(self._on_file)
        keeper.staff_read.connect(self._on_staff)
        keeper.refused.connect(self._on_refused)
        keeper.cannot_read.connect(lambda why: self.trouble.show_words(why, "error", "Try again"))
        self.trouble.acted.connect(keeper.read_again)
        self.notice.acted.connect(self.notice.hide)
        keeper.saving.connect(self.saving)
        keeper.saved.connect(self.saved)
        keeper.not_saved.connect(self.not_saved)
        self._building.timeout.connect(self._build_next)
        self._no_value.chosen.connect(self._on_no_value)
        self._who.told.connect(self._on_vet_named)
        self._who.closed.connect(self.banners.give_focus_back)
        self.banners.told_wanted.connect(self._on_told_wanted)
        self.dog.chosen.connect(self._on_chosen)
        self.dog.registered.connect(self._on_registered)
        self.dog.changed.connect(self._on_details)
        self._desk.jobs.crashed.connect(self._on_crashed)
        self.urgent.answered.connect(keeper.record)
        self.foot.today_wanted.connect(self.today_wanted)
        self.foot.waiting_wanted.connect(self._put_in_waiting)
        self.foot.exam_wanted.connect(self._start_exam)
        self._add_keys()

    def _add_keys(self) -> None:
        QShortcut(QKeySequence("Alt+U"), self, self.urgent.take_focus)
        QShortcut(QKeySequence("Alt+V"), self, self.banners.tell_first)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_main_key)

    def _build(self) -> None:
        theme = self._desk.theme
        self.why.column.addWidget(SectionHeader(theme, "2. Why they came"))
        hint = "Only questions that fit the answers"
        self.history.column.addWidget(SectionHeader(theme, "3. The history", hint=hint))
        self._columns = IntakeColumns(theme, (self.dog, self.why), self.history, self.urgent)
        self._columns.pushed.connect(self.urgent.scroll_by)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(on_top(theme, (self.banners, self.notice, self.trouble)))
        whole.addWidget(self._columns, 1)
        whole.addWidget(self.foot)


def _is_not_known(answer: Answer | None) -> bool:
    return isinstance(answer, NoValue) or answer == "unknown" or answer == ("unknown",)
