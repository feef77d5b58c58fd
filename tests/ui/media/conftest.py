"""A visit in its frame, in a clinic that keeps photos and clips."""

from dataclasses import replace

import pytest

from intake.storage.attachments import FolderAttachments
from intake.ui.visit.frame import VisitFrame
from tests.ui.at_work import at_work


@pytest.fixture
def work(tmp_path, theme, qtbot):
    theme.icons.keep(theme.icons.read_all())  # as the window does when it opens
    with at_work(tmp_path, theme, qtbot) as made:
        kept = FolderAttachments(tmp_path / "attachments", tmp_path / "cache", made.real.clock)
        clinic = replace(made.real.clinic, attachments=kept)
        made.real.clinic = clinic
        made.desk = replace(made.desk, clinic=clinic)
        yield made


@pytest.fixture
def frame(work):
    shown = VisitFrame(work.desk)
    work.show(shown)
    shown.show_visit(work.real.visit, "sheets")
    work.wait(lambda: shown.header.name.text() == "Maple" and shown.media.keeper.shown.dog == "Maple")
    yield shown
    shown.media.phone.stop()
    if shown.media.page is not None:
        shown.media.page.viewer.close_up()
    work.settle()
