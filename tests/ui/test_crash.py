from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intake.ui.crash import CrashDialog, CrashHook
from intake.ui.theme import Theme


@pytest.fixture
def hook(qapp: object) -> Iterator[CrashHook]:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    hook = CrashHook()
    hook.install()
    yield hook
    hook.uninstall()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def fail() -> None:
    raise RuntimeError("a bug")


def test_a_bug_on_any_thread_is_told_once(hook: CrashHook, qtbot: QtBot) -> None:
    told: list[BaseException] = []
    hook.crashed.connect(told.append)
    for _ in range(3):
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    with qtbot.waitSignal(hook.crashed):
        other = threading.Thread(target=lambda: 1 // 0)
        other.start()
        other.join()
    assert [type(error) for error in told] == [RuntimeError, ZeroDivisionError]


def test_a_bug_in_the_window_is_told_and_logged(
    hook: CrashHook, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        fail()
    except RuntimeError as error:
        with qtbot.waitSignal(hook.crashed):
            sys.excepthook(type(error), error, error.__traceback__)
    assert "a bug" in caplog.text


def test_interrupting_the_program_is_not_a_bug(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    passed_on: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *args: passed_on.append(args[0]))
    hook = CrashHook()
    hook.install()
    with qtbot.assertNotEmitted(hook.crashed):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    hook.uninstall()
    assert passed_on == [KeyboardInterrupt]


def test_the_dialog_says_what_is_safe_and_where_the_log_is(theme: Theme, qtbot: QtBot) -> None:
    dialog = CrashDialog(theme, Path("intake.log"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert "shown as saved is on the disk" in dialog.words.text()
    assert dialog.file.text() == "intake.log"
    qtbot.keyClick(dialog.button, Qt.Key.Key_Return)
    assert not dialog.isVisible()
