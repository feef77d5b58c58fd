"""About: licences whole, every source with how far it was read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from intake.ui.about.licences import BUNDLED, QT_LICENCES, bundled_text, dependencies
from intake.ui.about.screen import FOR_VET, READ_WORDS, AboutScreen, TextTable
from tests.ui.at_work import at_work
from tests.ui.real_clinic import RESOURCES, engine


@pytest.fixture
def about(tmp_path, theme, qtbot):
    with at_work(tmp_path, theme, qtbot) as work:
        screen = AboutScreen(work.desk)
        work.show(screen)
        work.wait(lambda: screen.sources.rowCount() > 0 and screen.libraries.rowCount() > 0)
        work.wait(lambda: bool(screen.notices.toPlainText()))
        yield screen


def test_knowledge_is_named_by_version_and_digest(about):
    knowledge = engine().knowledge
    assert knowledge.version in about.knowledge_words.text()
    assert knowledge.digest in about.knowledge_words.text()


def test_every_source_stands_with_how_far_it_was_read(about):
    knowledge = engine().knowledge
    rows = [[about.sources.index(row, column).data() for column in range(6)] for row in range(about.sources.rowCount())]
    assert [row[0] for row in rows] == [source.id for source in knowledge.sources]
    assert [row[4] for row in rows] == [READ_WORDS[source.read] for source in knowledge.sources]
    assert about.sources.headerData(4, Qt.Orientation.Horizontal) == "How far it was read"


def test_titles_that_name_a_cause_are_for_a_vet(about, tmp_path, theme, qtbot):
    titles = {about.sources.index(row, 1).data() for row in range(about.sources.rowCount())}
    assert FOR_VET in titles
    home = tmp_path / "vet"
    home.mkdir()
    with at_work(home, theme, qtbot, vet=True) as work:
        screen = AboutScreen(work.desk)
        work.show(screen)
        work.wait(lambda: screen.sources.rowCount() > 0)
        shown = [screen.sources.index(row, 1).data() for row in range(screen.sources.rowCount())]
    assert shown == [source.title for source in engine().knowledge.sources]


def test_qt_is_used_under_the_lgpl_and_says_how_to_replace_it(about):
    notices = about.notices.toPlainText()
    for words in (
        "Lesser General Public License",
        "replace them",
        "download.qt.io",
        "FFmpeg",
        "ISC License",
        "SIL Open Font",
    ):
        assert words in notices


def test_the_lgpl_and_the_gpl_stand_whole(about):
    notices = about.notices.toPlainText()
    for _, file in QT_LICENCES:
        assert bundled_text(RESOURCES, file).strip("\n") in notices
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in notices
    assert "END OF TERMS AND CONDITIONS" in notices


def test_every_library_has_a_licence():
    found = {each.name.casefold().replace("_", "-"): each for each in dependencies()}
    for name in ("pyside6-essentials", "pyside6-pdf", "sqlalchemy", "alembic", "reportlab", "pillow", "mako"):
        assert name in found
    assert [each.name for each in found.values() if not each.licence or each.licence == "see the package"] == []


@pytest.mark.parametrize("bundled", BUNDLED, ids=lambda bundled: bundled[0])
def test_every_bundled_part_lies_beside_its_licence(bundled):
    assert len(bundled_text(RESOURCES, bundled[2])) > 300


def test_table_keeps_the_rules_of_a_model(qapp):
    table = TextTable(("One", "Two"))
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.set_rows([("a", "b")])
    assert table.index(0, 1).data() == "b"
