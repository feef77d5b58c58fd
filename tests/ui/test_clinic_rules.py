"""Rules of the clinic that are not in force: a quiet strip on Today and all of it in About, for vets and admins."""

from dataclasses import replace

import pytest

from intake.app import boards, exam_room, exam_rules
from intake.app.exam_room import Entry, Given
from intake.app.rulebooks import KeptRulebooks
from intake.domain.staff import Role
from intake.knowledge.clinic_rules import Folders
from intake.knowledge.loader import decode, encode
from intake.settings import Settings
from intake.ui.about.screen import AboutScreen
from intake.ui.clinic_rules import FOR_VET, rules_words
from intake.ui.intake.screen import IntakeScreen
from intake.ui.today.screen import TodayScreen
from tests.clinic_rules import RULES, a_rule_file, the_example
from tests.ui.at_work import at_work

IN_SHORT = (
    "Rules of the clinic are not in force: clinic/broken.toml. The program's own rules go on working. "
    "About says what to put right."
)


@pytest.fixture
def work(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as made:
        yield made


def with_rules(work, role, **files):
    """The desk of a person of that role, in a clinic with these rules."""
    folder = work.home / "clinic_rules"
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.toml").write_text(content, encoding="utf-8")
    folders = Folders(RULES, folder)
    books = KeptRulebooks(lambda: exam_rules.in_force(folders, program="test"), encode, decode)
    person = replace(work.desk.person, role=role)
    return replace(work.desk, clinic=replace(work.desk.clinic, rulebooks=books), person=person)


def today(work, desk):
    screen = TodayScreen(desk, Settings())
    work.show(screen)
    screen.ask()
    work.wait(lambda: screen.rows.rowCount() > 0)
    work.settle()
    return screen


@pytest.mark.parametrize("role", [Role.VETERINARIAN, Role.ADMIN])
def test_a_refused_file_stands_on_today(work, role):
    screen = today(work, with_rules(work, role, broken=a_rule_file(author=None)))
    work.wait(lambda: screen.rules_notice.text() == IN_SHORT)
    screen.ask()
    work.settle()
    assert screen.rules_notice.text() == IN_SHORT


def test_today_is_quiet_for_others_and_when_all_rules_are_in_force(work):
    assert today(work, with_rules(work, Role.TECHNICIAN, broken=a_rule_file(author=None))).rules_notice.isHidden()
    (work.home / "clinic_rules" / "broken.toml").unlink()
    assert today(work, with_rules(work, Role.VETERINARIAN, lake=the_example())).rules_notice.isHidden()


def test_about_says_file_rule_key_and_what_is_expected(work):
    desk = with_rules(work, Role.VETERINARIAN, broken=a_rule_file(author=None), lake=the_example())
    screen = AboutScreen(desk)
    work.show(screen)
    work.wait(lambda: bool(screen.rules_words.text()) and "added by the clinic" in screen.knowledge_words.text())
    work.wait(lambda: bool(screen.notices.toPlainText()) and screen.libraries.rowCount() > 0)
    assert screen.rules_words.isVisible()
    assert "clinic/broken.toml: clinic_rf: author: missing; say who in the clinic wrote it" in screen.rules_words.text()
    assert screen.knowledge_words.text().endswith("4 of them added by the clinic: Dr A. Sample")


def test_a_question_of_the_clinic_is_asked_and_raises_its_flag(work):
    work.desk = with_rules(work, Role.TECHNICIAN, lake=the_example())
    clinic, by = work.desk.clinic, work.real.technician.id
    screen = IntakeScreen(work.desk)
    work.show(screen)
    screen.show_visit(work.real.visit)
    work.wait(lambda: screen.keeper.file is not None and not screen._building.isActive())
    asked = [question for group in screen._all_groups() for question in group.questions]
    assert "clinic_lake" in (*asked, *screen.urgent.questions)
    exam = exam_room.open_exam(clinic, work.real.visit, by=by)
    told = (Given("clinic_lake", None, "swam"), Given("hx_chief_sign", None, ("shaking_back_legs",)))
    exam_room.record_all(clinic, exam.id, told, Entry(by))
    flags = boards.exam_file(clinic, work.real.visit).assessment.red_flags
    assert [flag.id for flag in flags] == ["clinic_rf_lake"]


def test_a_problem_that_names_a_cause_is_for_a_vet(work):
    files = {"broken": a_rule_file(message='"Epilepsy"')}
    for role, is_named in ((Role.VETERINARIAN, True), (Role.ADMIN, False)):
        desk = with_rules(work, role, **files)
        said = rules_words(desk.clinic, desk.person)
        assert (FOR_VET in said, any("epilep" in sentence for sentence in said)) == (not is_named, is_named)
    desk = with_rules(work, Role.TECHNICIAN, **files)
    assert rules_words(desk.clinic, desk.person) == ()
