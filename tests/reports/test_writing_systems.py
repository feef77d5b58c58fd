"""Names and notes in many scripts: the same glyphs in the same order as Qt sets them."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout, QTextOption

from intake.domain.cases import Case
from intake.reasoning.engine import Engine
from intake.reports.direction import bidi_levels
from intake.reports.glyphs import GlyphSetter
from intake.reports.paragraphs import Span, Type, Typesetter, grapheme_clusters
from intake.reports.sheet_maker import ReportLabSheets
from intake.reports.typefaces import PRIVATE, Face, Typefaces, Weight
from tests.reports.conftest import ROOT
from tests.reports.records import in_the_clinic, pdf_of, read_pdf

SIZE = 20
NAMES = {
    "latin": "Zoë Müller-Łukasiewicz",
    "cyrillic": "Анна Иванова",
    "greek": "Ζωή Παπαδοπούλου",
    "arabic": "محمد العلي",
    "arabic with vowels": "مُحَمَّد لا إله",
    "hebrew": "יעקב לוי",
    "hebrew with points": "שָׁלוֹם",
    "chinese": "王小明",
    "thai": "สมชาย กำลังปู่",
    "devanagari": "अनिल कुमार क्षत्रिय",
    "mixed": "Dog محمد (9 kg) ok",
    "mixed hebrew": "יעקב (Rex) 12",
    "numbers": "محمد 123 العلي 45.6",
}


@pytest.fixture(scope="module")
def qt_font(qapp) -> QFont:
    families = []
    for file in sorted((ROOT / "resources" / "fonts").glob("*.ttf")):
        if file.name.startswith("Inter-") and file.name != "Inter-Regular.ttf":
            continue
        number = QFontDatabase.addApplicationFont(str(file))
        families += QFontDatabase.applicationFontFamilies(number)
    font = QFont()
    font.setFamilies(sorted(set(families), key=lambda family: family != "Inter"))
    font.setPixelSize(SIZE)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setWeight(QFont.Weight.Normal)
    return font


def qt_glyphs(text: str, font: QFont) -> list[tuple[float, int]]:
    """Glyph numbers with their place, from left to right, as Qt sets them."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    line.setPosition(QPointF(0, 0))
    layout.endLayout()
    found = [
        (place.x(), glyph)
        for run in layout.glyphRuns()
        for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True)
    ]
    start = min(x for x, _ in found)
    return sorted((round(x - start, 1), glyph) for x, glyph in found)


def our_glyphs(text: str, glyphs: GlyphSetter) -> list[tuple[float, int]]:
    """The same of ours; a space is -1: which face it comes from does not matter."""
    x, found = 0.0, []
    for piece in glyphs.pieces(text, Weight.REGULAR, SIZE):
        if piece.clusters:
            found += [(x + g.x, ord(g.drawn) - PRIVATE) for cluster in piece.clusters for g in cluster.glyphs]
        else:
            at = x
            for letter in piece.text:
                found.append((at, -1 if letter.isspace() else piece.face.font.face.charToGlyph[ord(letter)]))
                at += piece.face.width(letter, SIZE)
        x += piece.width
    start = min(x for x, _ in found)
    return sorted((round(x - start, 1), glyph) for x, glyph in found)


@pytest.mark.parametrize("script", NAMES)
def test_a_name_has_the_glyphs_and_the_order_that_qt_gives_it(script: str, qt_font: QFont, glyphs: GlyphSetter) -> None:
    theirs, ours = qt_glyphs(NAMES[script], qt_font), our_glyphs(NAMES[script], glyphs)
    pairs = list(zip((glyph for _, glyph in ours), (glyph for _, glyph in theirs), strict=True))
    assert [ours for ours, _ in pairs if ours >= 0] == [theirs for ours, theirs in pairs if ours >= 0]
    # Inter is set without kerning here: places may differ a little, order and joining may not.
    assert max(abs(a - b) for (a, _), (b, _) in zip(ours, theirs, strict=True)) < SIZE * 0.25


@pytest.mark.parametrize("script", [name for name in NAMES if name not in ("arabic with vowels", "hebrew with points")])
def test_a_name_can_be_found_in_the_pdf(sheets: ReportLabSheets, engine: Engine, script: str) -> None:
    record = in_the_clinic(Case({"hx_complaint": NAMES[script]}))
    text = read_pdf(pdf_of(sheets, engine, record)).text
    for word in NAMES[script].replace("(", " ").replace(")", " ").split():
        assert word in text


def test_a_long_arabic_note_reads_on_from_line_to_line(typesetter: Typesetter) -> None:
    note = "أكل الطعام في الصباح ثم ارتجفت ساقاه الخلفيتان لمدة عشر دقائق"
    lines = typesetter.lines((Span(note),), Type(10, 12), 120)
    assert len(lines) > 2
    # From right to left the last piece of a line is read first.
    assert " ".join("".join(piece.text for _, _, piece in reversed(line.pieces)) for line in lines) == note


def test_scripts_without_spaces_are_broken_between_letters(typesetter: Typesetter) -> None:
    chinese = typesetter.lines((Span("狗在早上吃了东西然后后腿发抖大约十分钟"),), Type(10, 12), 60)
    assert len(chinese) > 2
    assert all(line.width <= 60 for line in chinese)
    assert grapheme_clusters("กำปู่เก") == ["กำ", "ปู่", "เก"]
    assert grapheme_clusters("क्षत्रिय") == ["क्ष", "त्रि", "य"]


def test_each_stretch_keeps_its_direction_to_itself(typesetter: Typesetter) -> None:
    """A weight behind an Arabic name stays behind it."""
    (line,) = typesetter.lines((Span("محمد"), Span(" · "), Span("9 kg")), Type(10, 12), 300)
    assert [piece.text for _, _, piece in line.pieces] == ["محمد", " · ", "9 kg"]


def test_brackets_go_with_what_they_enclose() -> None:
    assert bidi_levels("plain (text)") == [0] * 12
    levels = dict(zip("אב (ab) ג", bidi_levels("אב (ab) ג"), strict=True))
    assert levels["("] == levels[")"] == 1
    assert levels["a"] == 2
    open_only = bidi_levels("א ) ] (a [b)")
    assert len(open_only) == 12


def name_of(face: Face | None) -> str:
    return face.name if face else ""


def test_the_large_font_is_only_opened_for_what_needs_it(faces: Typefaces) -> None:
    assert name_of(faces.face_for("a", Weight.BOLD)) == "Intake-Inter-Bold"
    assert name_of(faces.face_for("ا", Weight.BOLD)) == "Intake-NotoSansArabic-Regular"
    assert name_of(faces.face_for("狗", Weight.REGULAR)) == "Intake-DroidSansFallbackFull"
    assert faces.missing("Rex 🐶 a\u200d狗") == ("🐶",)
