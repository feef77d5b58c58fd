"""The settings file: strict when read, whole when written."""

import json
import os
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest

from intake.domain.errors import BadInput, StorageTrouble
from intake.settings import Settings, computer_zone, read_settings, write_settings


def refusals(path):
    with pytest.raises(BadInput) as caught:
        read_settings(path)
    return [str(problem) for problem in caught.value.problems]


def write(path, **content):
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold_in_the_computers_zone(tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert read_settings(tmp_path / "settings.json") == Settings(time_zone="Europe/Berlin")


def test_a_zone_that_no_one_knows_is_passed_over(monkeypatch):
    monkeypatch.setenv("TZ", "Mars/Olympus")
    assert computer_zone() != "Mars/Olympus"


def test_a_computer_that_does_not_tell_its_zone_is_in_utc(monkeypatch):
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(os.path, "realpath", lambda path: "/etc/localtime")
    assert computer_zone() == "UTC"


def test_what_is_written_is_read_again(tmp_path):
    chosen = Settings(clinic_name='<b>&"Ärger" 動物', time_zone="Asia/Tokyo", text_scale=150, theme="dark")
    write_settings(tmp_path / "deep" / "settings.json", chosen)
    assert read_settings(tmp_path / "deep" / "settings.json") == chosen
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["settings.json"]


def test_a_setting_left_out_has_its_default(tmp_path):
    assert read_settings(write(tmp_path / "settings.json", theme="dark")) == Settings(theme="dark")


def test_a_setting_that_nothing_reads_is_none(tmp_path):
    tree = Path(__file__).resolve().parents[1] / "intake"
    read = "".join(path.read_text(encoding="utf-8") for path in tree.rglob("*.py") if path.name != "settings.py")
    assert [field.name for field in fields(Settings) if f"settings.{field.name}" not in read] == []


def test_every_problem_is_listed_with_its_place(tmp_path):
    bad = write(
        tmp_path / "settings.json",
        clinic_name=7,
        time_zone="Mars/Olympus",
        theme="pink",
        text_scale=300,
        auto_lock_minutes=True,
        shows_dog_when_locked="yes",
        colour="red",
    )
    assert refusals(bad) == [
        "settings.json.colour: is not a setting Intake knows",
        "settings.json.clinic_name: 7 is not a line of text",
        'settings.json.time_zone: "Mars/Olympus" is not a time zone such as Europe/Berlin',
        'settings.json.theme: "pink" is not one of system light dark',
        "settings.json.text_scale: 300 is not a whole number from 100 to 150",
        "settings.json.auto_lock_minutes: true is not a whole number from 1 to 30",
        'settings.json.shows_dog_when_locked: "yes" is not true or false',
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[1]", "is not an object"),
        (b"{", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"\xff\xfe{}", "is not UTF-8 text"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path, content, words):
    (tmp_path / "settings.json").write_bytes(content)
    (refusal,) = refusals(tmp_path / "settings.json")
    assert refusal.startswith("settings.json: ")
    assert words in refusal


def test_a_time_zone_cannot_leave_its_folder(tmp_path):
    (refusal,) = refusals(write(tmp_path / "settings.json", time_zone="../../etc/passwd"))
    assert "is not a time zone" in refusal


def test_a_folder_in_place_of_the_file_is_one_sentence(tmp_path):
    (tmp_path / "settings.json").mkdir()
    with pytest.raises(StorageTrouble, match="cannot be read .* They are as they were"):
        read_settings(tmp_path / "settings.json")


def test_what_would_be_refused_is_not_written(tmp_path):
    path = tmp_path / "settings.json"
    write_settings(path, Settings(theme="dark"))
    with pytest.raises(BadInput, match="text_scale: 5 is not"):
        write_settings(path, replace(Settings(), text_scale=5))
    assert read_settings(path) == Settings(theme="dark")


def test_a_full_disk_keeps_the_old_settings(tmp_path):
    limits = pytest.importorskip("resource")
    path = tmp_path / "settings.json"
    write_settings(path, Settings(theme="dark"))
    soft, hard = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (64, hard))  # the largest file there is room for, in bytes
    try:
        with pytest.raises(StorageTrouble, match="The old ones are still in force"):
            write_settings(path, Settings(theme="light"))
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, (soft, hard))
    assert read_settings(path) == Settings(theme="dark")


def test_the_file_is_plain_to_read(tmp_path):
    write_settings(tmp_path / "settings.json", Settings(clinic_name="Ärzte"))
    text = (tmp_path / "settings.json").read_text(encoding="utf-8")
    assert text.startswith('{\n  "clinic_name": "Ärzte",\n')
    assert json.loads(text) == asdict(Settings(clinic_name="Ärzte"))
