"""Where things are kept."""

from dataclasses import fields
from pathlib import Path

import pytest

from intake.paths import Paths, paths_for, resource


def test_one_option_moves_every_path(tmp_path):
    paths = paths_for(tmp_path / "clinic")
    everything = [getattr(paths, field.name) for field in fields(Paths)]
    assert all(path.is_relative_to(tmp_path / "clinic") for path in everything)
    assert len(set(everything)) == len(everything)


def test_asking_for_paths_makes_nothing(tmp_path):
    paths_for(tmp_path / "clinic")
    assert list(tmp_path.iterdir()) == []


def test_a_relative_home_stays_where_it_was_when_the_folder_changes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    paths = paths_for(Path("clinic"))
    monkeypatch.chdir("/")
    assert paths.database.parent == tmp_path / "clinic"


def test_without_a_home_the_platform_decides(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    paths = paths_for()
    assert paths.home.name == "Intake"
    assert paths.database.parent == paths.home


def test_resources_of_the_tree_are_found():
    assert resource("fonts", "Inter-Regular.ttf").is_file()


def test_a_missing_resource_says_what_to_do():
    with pytest.raises(FileNotFoundError, match="lacks resources/knowledge/no_such_file.toml. Install it again."):
        resource("knowledge", "no_such_file.toml")
