"""Every example of docs/short_forms.md means what the page says."""

import re
from pathlib import Path

import pytest

from tests.app.short_forms.reading import said

PAGE = Path(__file__).resolve().parents[3] / "docs" / "short_forms.md"
BLOCKS = re.findall(r"```examples\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
EXAMPLES = [line.split(" => ") for block in BLOCKS for line in block.splitlines()]


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 30


@pytest.mark.parametrize(("line", "meaning"), EXAMPLES, ids=[line for line, _ in EXAMPLES])
def test_an_example_means_what_the_page_says(line: str, meaning: str) -> None:
    assert said(line) == meaning
