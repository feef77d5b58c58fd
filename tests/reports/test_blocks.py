"""Pages are filled without losing or parting what belongs together."""

from hypothesis import given
from hypothesis import strategies as st

from intake.reports.blocks import Beside, Block, Framed, Gap, Headed, Picture, Row, Stack, Text, pages, space, table
from intake.reports.paragraphs import Line, Type

TEN = Type(8, 10)


def lines(count: int) -> Text:
    return Text((Line((), 1.0),) * count, TEN)


def picture(height: float = 30) -> Picture:
    return Picture(height, lambda _pen, _x, _y: None)


def count_lines(block: Block | None) -> int:
    match block:
        case Text():
            return len(block.lines)
        case Stack():
            return sum(count_lines(one) for one in block.blocks)
        case Beside():
            return sum(count_lines(one) for _, one in block.columns)
        case Headed() | Framed():
            return count_lines(block.body)
        case Row():
            return count_lines(block.cells)
    return 0


def test_no_line_of_a_text_stands_alone() -> None:
    assert lines(3).split(20) == (None, lines(3))
    head, tail = lines(10).split(95)
    assert (count_lines(head), count_lines(tail)) == (8, 2)
    assert lines(4).split(40) == (lines(4), None)


def test_a_head_never_stands_alone_and_comes_again() -> None:
    section = Headed(picture(12), picture(14), Stack((lines(20),)))
    assert section.split(25) == (None, section)
    head, tail = section.split(100)
    assert isinstance(head, Headed)
    assert isinstance(tail, Headed)
    assert (head.height, tail.head.height, count_lines(tail)) == (92, 14, 12)


def test_a_short_section_is_not_torn_apart() -> None:
    section = Headed(picture(12), picture(12), Stack((lines(8),)), is_kept=True)
    assert section.split(80) == (None, section)
    assert section.split(200) == (section, None)


def test_gaps_are_not_carried_over_to_the_next_page() -> None:
    section = Headed(picture(12), picture(12), Stack((lines(4), space(8))))
    head, tail = section.split(53)
    assert (count_lines(head), tail) == (4, None)
    assert Gap(8).split(3) == (None, None)


def test_a_table_repeats_its_header_and_keeps_rows_whole() -> None:
    header = Row(Beside(((0, lines(1)),)), 100)
    rows = [Row(Beside(((0, lines(2)),)), 100) for _ in range(10)]
    laid = pages([table(header, rows)], 100)
    assert len(laid) > 2
    assert sum(count_lines(block) for page in laid for _, block in page) == 20
    assert all(isinstance(page[0][1], Headed) for page in laid)
    assert table(None, rows).height == sum(row.height for row in rows)


def test_a_row_higher_than_a_page_is_cut() -> None:
    laid = pages([Row(Beside(((0, lines(100)), (50, lines(3)))), 100)], 300)
    assert len(laid) == 4
    assert sum(count_lines(block) for page in laid for _, block in page) == 103


def test_columns_are_cut_each_by_itself() -> None:
    both = Beside(((0, lines(10)), (50, lines(4))))
    head, tail = both.split(60)
    assert (count_lines(head), count_lines(tail)) == (10, 4)
    assert Beside(((0, lines(10)), (50, picture(80)))).split(60)[0] is None


def test_a_box_is_drawn_around_each_part() -> None:
    head, tail = Framed(lines(10), 100).split(72)
    assert isinstance(head, Framed)
    assert (count_lines(head), count_lines(tail)) == (6, 4)
    assert Framed(picture(90), 100).split(72)[0] is None
    assert Framed(lines(2), 100, full_height=60).height == 60


def test_what_is_higher_than_a_page_is_drawn_all_the_same() -> None:
    assert len(pages([picture(500), lines(2)], 300)) == 2


@given(counts=st.lists(st.integers(1, 60), max_size=30), room=st.integers(80, 400))
def test_no_line_is_lost_and_no_page_is_overfull(counts: list[int], room: int) -> None:
    blocks = [Headed(picture(12), picture(12), Stack((lines(count), space(8)))) for count in counts]
    laid = pages(blocks, room)
    assert sum(count_lines(block) for page in laid for _, block in page) == sum(counts)
    for page in laid:
        assert all(y + block.height <= room + 8.01 for y, block in page)
