from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from intake.domain.errors import ChangedElsewhere
from intake.ui.hub import ChangeHub
from intake.ui.jobs import JobRunner


@pytest.fixture
def jobs(qapp: object) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def owner(qapp: object) -> QObject:
    return QObject()


def test_answer_arrives_on_the_gui_thread_from_the_database_thread(
    jobs: JobRunner, owner: QObject, qtbot: QtBot
) -> None:
    heard: list[tuple[str, str]] = []
    jobs.run(
        owner,
        lambda: threading.current_thread().name,
        lambda name: heard.append((name, threading.current_thread().name)),
    )
    qtbot.waitUntil(lambda: bool(heard))
    worker, here = heard[0]
    assert worker.startswith("database")
    assert here == threading.main_thread().name


def test_database_jobs_keep_their_order(jobs: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    heard: list[int] = []
    for number in range(20):
        jobs.run(owner, lambda number=number: number, heard.append)
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert heard == list(range(20))


def test_a_slow_pool_job_does_not_keep_a_database_job_waiting(jobs: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    gate = threading.Event()
    heard: list[str] = []
    jobs.run_in_pool(owner, lambda: gate.wait(10), lambda _: heard.append("pool"))
    jobs.run(owner, lambda: "database", heard.append)
    qtbot.waitUntil(lambda: heard == ["database"])
    gate.set()
    qtbot.waitUntil(lambda: heard == ["database", "pool"])


def test_nothing_reaches_a_destroyed_owner(jobs: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    gate = threading.Event()
    heard: list[str] = []
    gone = QWidget()
    jobs.run(gone, lambda: gate.wait(10), lambda _: heard.append("gone"))
    jobs.run(owner, lambda: "kept", heard.append)
    shiboken6.delete(gone)
    gate.set()
    qtbot.waitUntil(lambda: heard == ["kept"])


def test_an_expected_refusal_goes_to_the_one_who_asked(jobs: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    heard: list[BaseException] = []

    def refuse() -> None:
        raise ChangedElsewhere("Luna was called in at another workstation.")

    jobs.run(owner, refuse, lambda _: None, heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert str(heard[0]) == "Luna was called in at another workstation."


def test_a_refusal_nobody_asked_about_is_told_to_the_window(jobs: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise ChangedElsewhere("Late.")

    with qtbot.waitSignal(jobs.refused) as told:
        jobs.run(owner, refuse, lambda _: None)
    assert str(told.args[0]) == "Late."


def test_a_bug_goes_to_the_crash_hook_and_to_the_log(
    jobs: JobRunner, owner: QObject, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[BaseException] = []
    with qtbot.waitSignal(jobs.crashed) as told:
        jobs.run(owner, lambda: 1 // 0, heard.append, heard.append)
    assert isinstance(told.args[0], ZeroDivisionError)
    assert heard == []
    assert "A job failed." in caplog.text


def test_closing_finishes_what_was_given_to_the_database(qapp: object, owner: QObject) -> None:
    runner = JobRunner()
    done: list[int] = []
    for number in range(5):
        runner.run(owner, lambda number=number: done.append(number), lambda _: None)
    runner.close()
    assert done == [0, 1, 2, 3, 4]


def test_closing_drops_pool_jobs_not_begun_and_delivers_nothing(qapp: object, owner: QObject, qtbot: QtBot) -> None:
    runner = JobRunner()
    gate = threading.Event()
    heard: list[str] = []
    for number in range(10):
        runner.run_in_pool(owner, lambda: gate.wait(10), lambda _, number=number: heard.append(str(number)))
    gate.set()
    runner.close()
    qtbot.wait(1)
    assert heard == []


def test_a_job_asked_for_after_closing_is_not_done_and_the_log_says_so(
    qapp: object, owner: QObject, caplog: pytest.LogCaptureFixture
) -> None:
    runner = JobRunner()
    runner.close()
    done: list[int] = []
    runner.run(owner, lambda: done.append(1), lambda _: None)
    assert done == []
    assert "after the window had closed" in caplog.text


def test_the_hub_tells_everybody_and_then_the_one_who_acted(jobs: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    hub = ChangeHub(jobs)
    heard: list[str] = []
    hub.changed.connect(lambda change: heard.append(f"all: {change}"))
    hub.perform(owner, lambda: "saved", lambda change: heard.append(f"owner: {change}"))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["all: saved", "owner: saved"]


def test_the_hub_tells_of_a_change_whose_owner_is_gone(jobs: JobRunner, qtbot: QtBot) -> None:
    hub = ChangeHub(jobs)
    gone = QObject()
    gate = threading.Event()
    with qtbot.waitSignal(hub.changed) as told:
        hub.perform(gone, lambda: gate.wait(10) and "saved", lambda _: pytest.fail("the owner is gone"))
        shiboken6.delete(gone)
        gate.set()
    assert told.args == ["saved"]


def test_a_refused_action_changes_nothing_on_other_screens(jobs: JobRunner, owner: QObject, qtbot: QtBot) -> None:
    hub = ChangeHub(jobs)
    changes: list[object] = []
    refusals: list[BaseException] = []
    hub.changed.connect(changes.append)

    def refuse() -> None:
        raise ChangedElsewhere("Late.")

    hub.perform(owner, refuse, None, refusals.append)
    qtbot.waitUntil(lambda: len(refusals) == 1)
    with qtbot.waitSignal(jobs.refused):
        hub.perform(owner, refuse)
    assert changes == []
