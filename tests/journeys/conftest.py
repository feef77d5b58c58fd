"""What every journey through the real window stands on."""

import pytest

from tests.journeys.real_window import Program, Screen


@pytest.fixture
def program(tmp_path, home):
    """The program over the journey's own home, on a screen of its own."""
    screen = Screen(tmp_path / "screen")
    made = Program(screen, home)
    try:
        yield made
    finally:
        made.close()
        screen.close()
