"""The log file: ids, and never a name of an owner or an animal, at INFO and above."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from intake.domain.errors import StorageTrouble

FILE_BYTES = 1_000_000
OLD_FILES = 5
_LINE = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


def start_log(folder: Path, *, level: int = logging.INFO) -> logging.Handler:
    """The handler that writes what `intake.*` logs into `folder`, until `stop_log`.

    Raises:
        StorageTrouble: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "intake.log", maxBytes=FILE_BYTES, backupCount=OLD_FILES, encoding="utf-8"
        )
    except OSError as error:
        raise StorageTrouble(
            f"The log cannot be written in {folder} ({error.strerror}). Nothing was changed. "
            "Let your account write there, or choose another folder with --home."
        ) from error
    handler.setFormatter(logging.Formatter(_LINE))
    logger = logging.getLogger("intake")
    logger.setLevel(level)
    logger.addHandler(handler)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """The log file is closed, and nothing more is written to it."""
    logging.getLogger("intake").removeHandler(handler)
    handler.close()
