"""The clinic's settings: read once, passed on, written whole or not at all."""

from __future__ import annotations

import json
import os
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from intake.domain.errors import BadInput, Problem, StorageTrouble

Check = Callable[[object], str | None]
"""What is wrong with a value, as the end of a sentence; None when it is right."""


def _text(value: object) -> str | None:
    return None if isinstance(value, str) and value.isprintable() else "is not a line of text"


def _truth(value: object) -> str | None:
    return None if isinstance(value, bool) else "is not true or false"


def _one_of(*choices: str) -> Check:
    return lambda value: None if value in choices else f"is not one of {' '.join(choices)}"


def _whole(low: int, high: int) -> Check:
    def check(value: object) -> str | None:
        is_right = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return None if is_right else f"is not a whole number from {low} to {high}"

    return check


def _zone(value: object) -> str | None:
    try:
        zoneinfo.ZoneInfo(str(value))
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return "is not a time zone such as Europe/Berlin"
    return None


def _setting(default: Any, check: Check) -> Any:
    return field(default=default, metadata={"check": check})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a clinic chooses for itself."""

    clinic_name: str = _setting("", _text)
    is_sample: bool = _setting(False, _truth)  # made up by the demo command
    time_zone: str = _setting("UTC", _zone)
    paper: str = _setting("a4", _one_of("a4", "letter"))
    poison_line: str = _setting("", _text)
    theme: str = _setting("system", _one_of("system", "light", "dark"))
    text_scale: int = _setting(100, _whole(100, 150))  # percent
    layout: str = _setting("auto", _one_of("auto", "tablet", "desktop"))
    auto_advance: bool = _setting(True, _truth)  # answering by key goes on to the next side or check
    single_keys: bool = _setting(True, _truth)  # letters and figures act in the check list
    media_folder: str = _setting("", _text)  # where the clinic's phone puts its photos and videos
    shows_dog_when_locked: bool = _setting(True, _truth)
    auto_lock_minutes: int = _setting(5, _whole(1, 30))
    wait_amber_minutes: int = _setting(20, _whole(1, 600))
    wait_red_minutes: int = _setting(30, _whole(1, 600))


def read_settings(path: Path) -> Settings:
    """The settings in the file; without a file, the defaults in the computer's time zone.

    Raises:
        BadInput: the file says what Intake does not understand; every problem is listed.
        StorageTrouble: the file cannot be read.
    """
    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(time_zone=computer_zone())
    except UnicodeDecodeError as error:
        raise _bad(path, [("", "is not UTF-8 text")]) from error
    except OSError as error:
        raise StorageTrouble(
            f"The settings in {path} cannot be read ({error.strerror}). They are as they were. "
            "Let your account read the file."
        ) from error
    return _checked(path, _parsed(path, content))


def write_settings(path: Path, settings: Settings) -> None:
    """The file holds these settings, or still the old ones.

    Raises:
        BadInput: a value that `read_settings` would refuse.
        StorageTrouble: the file cannot be written.
    """
    _checked(path, asdict(settings))
    draft = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            json.dump(asdict(settings), file, ensure_ascii=False, indent=2)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise StorageTrouble(
            f"The settings cannot be written to {path} ({error.strerror}). The old ones are still in force. "
            "Free some space or let your account write there, then save again."
        ) from error


def computer_zone() -> str:
    """The name of this computer's time zone, or UTC where it does not tell."""
    linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    for name in (os.environ.get("TZ", "").removeprefix(":"), linked):
        if name and _zone(name) is None:
            return name
    return "UTC"


def _parsed(path: Path, content: str) -> Mapping[str, object]:
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _bad(path, [("", f"is not JSON ({error})")]) from error
    if not isinstance(parsed, dict):
        raise _bad(path, [("", 'is not an object such as {"clinic_name": "North Street"}')])
    return parsed


def _checked(path: Path, given: Mapping[str, object]) -> Settings:
    checks: dict[str, Check] = {setting.name: setting.metadata["check"] for setting in fields(Settings)}
    found = [(key, "is not a setting Intake knows") for key in given if key not in checks]
    found += [(key, wrong) for key, value in given.items() if key in checks and (wrong := _wrong(checks[key], value))]
    if found:
        raise _bad(path, found)
    return Settings(**given)  # type: ignore[arg-type]  # each value was just checked


def _wrong(check: Check, value: object) -> str | None:
    wrong = check(value)
    return f"{json.dumps(value, ensure_ascii=False)} {wrong}" if wrong else None


def _bad(path: Path, found: list[tuple[str, str]]) -> BadInput:
    return BadInput(tuple(Problem(f"{path.name}.{key}" if key else path.name, words) for key, words in found))
