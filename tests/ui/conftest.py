"""A theme for every test of the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from intake.ui.theme import Mode, Theme
from tests.ui.samples import RESOURCES


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    made = Theme(RESOURCES, mode=Mode.LIGHT)
    made.show_on(qapp)
    return made
