"""What Intake stands on, and under which licences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

# What pyproject.toml asks for; what these need in turn is looked up.
DIRECT = (
    "PySide6-Essentials", "PySide6_Pdf", "shiboken6", "SQLAlchemy", "alembic", "reportlab", "uharfbuzz", "python-bidi",
    "segno", "msgspec", "argon2-cffi", "platformdirs", "av",
)  # fmt: skip
BUNDLED = (
    ("Inter typeface", "SIL Open Font License 1.1", "fonts/Inter-LICENSE.txt"),
    ("Noto Sans typefaces (Arabic, Devanagari, Hebrew, Thai)", "SIL Open Font License 1.1", "fonts/Noto-copyright.txt"),
    ("Droid Sans Fallback typeface", "Apache License 2.0", "fonts/DroidSansFallback-copyright.txt"),
    ("Lucide icons", "ISC License", "icons/LICENSE-lucide.txt"),
)
QT_LICENCES = (
    ("GNU Lesser General Public License version 3", "licences/lgpl-3.0.txt"),
    ("GNU General Public License version 3", "licences/gpl-3.0.txt"),
)
QT_NOTICE = (
    "Intake shows its window with Qt and PySide6 (Qt for Python), © The Qt Company Ltd and others, used under the GNU "
    "Lesser General Public License version 3. Qt and PySide6 are separate libraries that Intake loads when it starts; "
    "Intake changes nothing in them.\n\n"
    "Their source: https://download.qt.io/official_releases/QtForPython/ and https://code.qt.io, under the version "
    "number below. You may replace them by your own build: put another PySide6 of the same main version into the "
    "Python environment Intake runs in (folder .venv, or the program's _internal folder), and start Intake again. "
    "You may take Intake apart as far as that needs.\n\n"
    "The text of the LGPL 3, and of the GPL 3 it builds on, stand whole at the end of this page."
)
FFMPEG_NOTICE = (
    "Intake reads films with PyAV (BSD 3-Clause), which brings the libraries of FFmpeg, used under the GNU Lesser General "
    "Public License version 3 or later, and among others x264 and x265, which are under the GNU General Public License "
    "version 2 or later. Where these libraries are given on together with Intake, the whole is given on under the GNU "
    "General Public License version 3; Intake alone stays under its own licence. Intake only decodes, changes nothing in "
    "them, and runs with a PyAV built without x264 and x265 as well.\n\n"
    "Their source: https://github.com/PyAV-Org/PyAV, https://ffmpeg.org/download.html, "
    "https://code.videolan.org/videolan/x264 and https://bitbucket.org/multicoreware/x265_git. The texts of both licences "
    "stand whole at the end of this page."
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST = 60  # some packages put the whole text of their licence in the field for its name


@dataclass(frozen=True, slots=True)
class Dependency:
    """A library with its version and its licence in words."""

    name: str
    version: str
    licence: str


def dependencies() -> tuple[Dependency, ...]:
    """Every library Intake uses, and every library those use, by name."""
    found: dict[str, Dependency] = {}
    wanted = list(DIRECT)
    while wanted:
        name = wanted.pop()
        key = name.casefold().replace("_", "-")
        if key in found:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # needed only on another system, or not in this build
        found[key] = Dependency(distribution.metadata["Name"], distribution.version, _licence(distribution))
        wanted += _needs(distribution)
    return tuple(sorted(found.values(), key=lambda each: each.name.casefold()))


def notices(resources: Path, qt_version: str) -> str:
    """Every notice and licence text Intake has to show, as one page."""
    texts = [f"Qt {qt_version} and PySide6\n\n{QT_NOTICE}"]
    texts.append(f"PyAV and FFmpeg\n\n{FFMPEG_NOTICE}")
    texts += [f"{name}: {licence}\n\n{bundled_text(resources, file)}" for name, licence, file in BUNDLED]
    texts += [bundled_text(resources, file).strip("\n") for _, file in QT_LICENCES]
    return "\n\n————————\n\n".join(texts)


def bundled_text(resources: Path, file: str) -> str:
    """The licence that lies beside a bundled font or icon set."""
    return (resources / file).read_text(encoding="utf-8")


def _needs(distribution: metadata.Distribution) -> list[str]:
    lines = [line for line in distribution.requires or () if "extra ==" not in line]
    return [match[0] for line in lines if (match := _NAME.match(line))]


def _licence(distribution: metadata.Distribution) -> str:
    about = distribution.metadata
    stated = next((text for name in ("License-Expression", "License") for text in about.get_all(name, [])), "")
    if stated and len(stated) <= _LONGEST:
        return str(stated)
    classifiers = [text.rpartition(" :: ")[2] for text in about.get_all("Classifier", []) if text.startswith("License")]
    return ", ".join(classifiers) or str(stated).partition("\n")[0][:_LONGEST] or "see the package"
