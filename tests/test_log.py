"""The log file."""

import logging

import pytest

from intake import log
from intake.domain.errors import StorageTrouble


def test_what_intake_logs_stands_in_the_file(tmp_path):
    handler = log.start_log(tmp_path / "logs")
    logging.getLogger("intake.storage").info("visit %s signed", "v1")
    logging.getLogger("intake.storage").debug("not for the file")
    log.stop_log(handler)
    text = (tmp_path / "logs" / "intake.log").read_text(encoding="utf-8")
    assert "INFO MainThread intake.storage: visit v1 signed" in text
    assert "not for the file" not in text


def test_after_the_stop_nothing_more_is_written(tmp_path):
    log.stop_log(log.start_log(tmp_path))
    logging.getLogger("intake").warning("too late")
    assert (tmp_path / "intake.log").read_text(encoding="utf-8") == ""


def test_a_long_log_makes_room_for_the_new(tmp_path):
    handler = log.start_log(tmp_path)
    for _ in range(12):
        logging.getLogger("intake").info("x" * 600_000)
    log.stop_log(handler)
    files = sorted(file.name for file in tmp_path.iterdir())
    assert files == ["intake.log"] + [f"intake.log.{n}" for n in range(1, log.OLD_FILES + 1)]


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "logs").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(StorageTrouble, match="The log cannot be written in .* Nothing was changed"):
        log.start_log(tmp_path / "logs")
