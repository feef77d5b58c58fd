"""The bundled fonts: Inter before the first paint, the other scripts after it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Inter"
TABULAR = QFont.Tag("tnum")  # not for running text: it widens every hyphen too


def load_first(folder: Path) -> str:
    """The family everything is set in, loaded from the bundled files only.

    Raises:
        FileNotFoundError: the folder holds no Inter files.
    """
    files = sorted(folder.glob("Inter-*.ttf"))
    if not files:
        raise FileNotFoundError(f"No Inter font files in {folder}.")
    for file in files:
        QFontDatabase.addApplicationFont(str(file))
    return FAMILY


def load_scripts(folder: Path) -> tuple[str, ...]:
    """The families that stand in where Inter has no letter, loaded and chained behind it."""
    families: list[str] = []
    for file in sorted(folder.glob("*.ttf")):
        if not file.name.startswith("Inter-"):
            number = QFontDatabase.addApplicationFont(str(file))
            families.extend(QFontDatabase.applicationFontFamilies(number))
    QFont.insertSubstitutions(FAMILY, families)
    return tuple(families)


def make_font(pixels: int, weight: int, *, tabular: bool = False) -> QFont:
    """Inter at a pixel size; `tabular` for figures that stand under each other or change in place."""
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    if tabular:
        font.setFeature(TABULAR, 1)
    return font
