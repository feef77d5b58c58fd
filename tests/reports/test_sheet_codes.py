"""The code of a page: a misreading is noticed."""

from hypothesis import given
from hypothesis import strategies as st

from intake.reports.sheet_codes import ALPHABET, page_code, read_page_code

CODES = st.text(ALPHABET, min_size=1, max_size=20)


def test_the_code_names_sheet_and_page_and_nothing_else() -> None:
    code = page_code("7Q4K9M2TXB", 2)
    assert code.startswith("INTAKE1-7Q4K9M2TXB-S2-")
    assert len(code) == len("INTAKE1-7Q4K9M2TXB-S2-") + 2


@given(code=CODES, page=st.integers(1, 99))
def test_a_code_is_read_back(code: str, page: int) -> None:
    assert read_page_code(f" {page_code(code, page).lower()} ") == (code, page)


@given(code=CODES, at=st.integers(0, 40), letter=st.sampled_from(ALPHABET + "-01"))
def test_one_wrong_letter_is_noticed(code: str, at: int, letter: str) -> None:
    right = page_code(code, 1)
    wrong = right[: at % len(right)] + letter + right[at % len(right) + 1 :]
    assert wrong == right or read_page_code(wrong) is None


@given(code=CODES, at=st.integers(8, 40))
def test_two_letters_changed_over_are_noticed(code: str, at: int) -> None:
    right = page_code(code, 1)
    place = at % (len(right) - 1)
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert wrong == right or read_page_code(wrong) is None


def test_other_texts_are_not_ours() -> None:
    assert read_page_code("https://example.org") is None
    assert read_page_code("") is None
