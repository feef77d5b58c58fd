"""Which way the arguments go, and what stays unloaded on the way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from intake.__main__ import NO_SCREEN, main

TREE = Path(__file__).resolve().parent.parent
HEAVY = {"PySide6", "shiboken6", "sqlalchemy", "alembic", "reportlab", "argon2"}


def python(*arguments, **environment):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=TREE,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def loaded_after(code):
    done = python("-c", f"import sys\n{code}\nprint('loaded:', *{{name.split('.')[0] for name in sys.modules}})")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("loaded:")[2].split())


def test_the_start_loads_nothing_heavy():
    assert loaded_after("import intake.__main__").isdisjoint(HEAVY)


@pytest.mark.parametrize("command", [["knowledge", "list", "--json"], ["visit", "list"]])
def test_a_command_never_loads_qt(tmp_path, command):
    arguments = ["--home", str(tmp_path), *command]
    loaded = loaded_after(f"from intake.__main__ import main\nassert main({arguments!r}) == 0")
    assert "intake" in loaded
    assert loaded.isdisjoint({"PySide6", "shiboken6"})


def test_no_screen_is_found_before_anything_is_made(tmp_path, monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main(["--home", str(tmp_path / "home")]) == 1
    assert capsys.readouterr().err == NO_SCREEN + "\n"
    assert not (tmp_path / "home").exists()


def test_settings_that_cannot_be_understood_are_one_sentence(tmp_path, capsys):
    (tmp_path / "settings.json").write_text('{"text_scale": 7}', encoding="utf-8")
    assert main(["--home", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "settings.json.text_scale: 7 is not a whole number from 100 to 150\n"


def test_the_start_script_is_the_same_program():
    done = python("main.py", DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert (done.returncode, done.stderr) == (1, NO_SCREEN + "\n")


def test_a_library_that_is_missing_is_one_sentence(tmp_path):
    # Stands for Qt on a computer without libGL: the loader's own words.
    (tmp_path / "PySide6.py").write_text(
        "raise ImportError('libGL.so.1: cannot open shared object file: No such file or directory')", encoding="utf-8"
    )
    done = python("main.py", "--home", str(tmp_path / "home"), PYTHONPATH=str(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 1
    assert "does not have (libGL.so.1: cannot open" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_neither_window_nor_command_is_wrong_usage():
    done = python("main.py", "no-such-command")
    assert done.returncode == 2
    assert "no-such-command" in done.stderr
    assert "Traceback" not in done.stderr
