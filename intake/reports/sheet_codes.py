"""The code on every page: which sheet, which page, and letters that show a misreading."""

from __future__ import annotations

import re

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, 1, I, L and O, which are misread on paper."""
_CODE = re.compile(r"INTAKE1-([A-Z0-9]+)-S([1-9][0-9]*)-([2-9A-Z]{2})")


def page_code(sheet_code: str, page: int) -> str:
    """The text of a page's QR code, such as INTAKE1-7Q4K9M2TXB-S1-K7; nothing of it says who the dog is."""
    body = f"INTAKE1-{sheet_code}-S{page}"
    return f"{body}-{check_letters(body)}"


def check_letters(body: str) -> str:
    """Two letters; any one wrong character, and any two swapped neighbours, change them."""
    # 953 is the largest prime that two letters can hold (31 x 31 = 961).
    total = 0
    for character in body:
        total = (total * 33 + ord(character)) % 953
    high, low = divmod(total, len(ALPHABET))
    return ALPHABET[high] + ALPHABET[low]


def read_page_code(text: str) -> tuple[str, int] | None:
    """The sheet code and the page behind a scanned text; None when it is not ours or was misread."""
    match = _CODE.fullmatch(text.strip().upper())
    if match is None:
        return None
    body = f"INTAKE1-{match[1]}-S{match[2]}"
    return (match[1], int(match[2])) if check_letters(body) == match[3] else None
