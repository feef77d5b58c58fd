"""Names of any script beside numbers: the order of what is read stays."""

from PySide6.QtGui import QFont, QTextLayout

from intake.ui.joined import apart, joined

ARABIC = "أحمد الخطيب"


def places(line, part):
    """Where the letters of a part stand, from the left."""
    layout = QTextLayout(line, QFont())
    layout.beginLayout()
    shown = layout.createLine()
    shown.setLineWidth(2000)
    layout.endLayout()
    start = line.index(part)
    return [shown.cursorToX(start + n)[0] for n in range(len(part))]


def test_phone_after_an_arabic_name_reads_from_left_to_right(qapp):
    for parts in ((ARABIC, "0151 23"), ("0151 23", ARABIC)):
        found = places(joined(parts), "0151 23")
        assert found == sorted(found)
    assert places(joined((ARABIC, "0151 23")), "0151 23")[0] > places(joined((ARABIC, "0151 23")), ARABIC)[-1]


def test_name_inside_a_sentence_leaves_the_sentence_alone(qapp):
    line = f"{apart(ARABIC)}: call-now flag not answered"
    assert places(line, "call-now flag") == sorted(places(line, "call-now flag"))
    assert places(line, ":")[0] > places(line, ARABIC)[0]


def test_latin_words_are_joined_as_they_are():
    assert joined(("P. Sampleton", "", "0000 000 000")) == "P. Sampleton · 0000 000 000"
    assert apart("Maple") == "Maple"
