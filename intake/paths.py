"""Every folder and file that Intake uses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things are kept; nothing here exists until somebody makes it."""

    home: Path
    database: Path
    attachments: Path
    logs: Path
    backups: Path
    cache: Path
    clinic_rules: Path
    sheets: Path
    settings_file: Path


def paths_for(home: Path | None = None) -> Paths:
    """Everything under `home`, or in the platform's own folders."""
    if home is not None:
        root = home.expanduser().absolute()
        return _below(root, logs=root / "logs", cache=root / "cache")
    import platformdirs

    folders = platformdirs.PlatformDirs("Intake", appauthor=False)
    return _below(folders.user_data_path, logs=folders.user_log_path, cache=folders.user_cache_path)


def _below(home: Path, *, logs: Path, cache: Path) -> Paths:
    return Paths(
        home=home,
        database=home / "intake.db",
        attachments=home / "attachments",
        logs=logs,
        backups=home / "backups",
        cache=cache,
        clinic_rules=home / "clinic_rules",
        sheets=home / "sheets",
        settings_file=home / "settings.json",
    )


def resource(*names: str) -> Path:
    """A file or folder of `resources`, in the tree as in an installed package.

    Raises:
        FileNotFoundError: this copy of Intake is not whole.
    """
    # Installed, resources lie inside the package; in the tree, beside it.
    for root in (_HERE / "resources", _HERE.parent / "resources"):
        found = root.joinpath(*names)
        if found.exists():
            return found
    raise FileNotFoundError(f"This copy of Intake lacks resources/{'/'.join(names)}. Install it again.")
