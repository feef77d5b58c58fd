"""Every text in the program's own code and pictures is free of words no technician or front desk may read.

What comes from the knowledge is checked when it is read (`intake/knowledge/checks`); what screens make of both is
looked at in tests/ui/test_never_shown.py. This looks at everything written in the code itself, whether or not a test
happens to bring it onto a screen.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.knowledge.never_shown import WordList
from tests.builders import knowledge

TREE = Path(__file__).resolve().parents[1]
CODE = sorted((TREE / "intake").rglob("*.py"))
PICTURES = sorted(
    file for folder in ("how_to", "body_maps", "icons") for file in (TREE / "resources" / folder).glob("*")
)


# Names of things in files and rules; nobody is shown them. `stroke` is how SVG calls a line.
NAME_IN_CODE = re.compile(r"stroke(-[a-z]+)?(=\"[\d.]+\")?|[a-z0-9]+(_[a-z0-9]+)+")
READ_ALOUD = re.compile(r'(?:aria-label|title|desc)="([^"]*)"|<(?:title|desc|text)[^>]*>([^<]*)<')


def strings_of(source: str) -> Iterator[tuple[int, str]]:
    """Every piece of text of a module with its line; comments and docstrings are not shown to anybody."""
    tree = ast.parse(source)
    unseen = {id(text) for text in _docstrings(tree)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unseen
        if is_text and not NAME_IN_CODE.fullmatch(node.value):
            yield node.lineno, node.value


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            # A text that stands alone is a docstring, of a module, class, function or constant.
            yield from (one.value for one in body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))


@pytest.fixture(scope="module")
def words() -> WordList:
    return WordList(knowledge().never_shown)


def test_no_text_in_the_code_names_a_cause(words):
    found = [
        f"{file.relative_to(TREE)}:{line}: {text!r} {hits}"
        for file in CODE
        for line, text in strings_of(file.read_text(encoding="utf-8"))
        if (hits := words.hits(text))
    ]
    assert found == []


def test_no_picture_names_a_cause(words):
    files = [file for file in PICTURES if file.suffix == ".svg"]
    texts = [(f.name, "".join(said)) for f in files for said in READ_ALOUD.findall(f.read_text(encoding="utf-8"))]
    assert len(texts) > 40
    assert [(name, hits) for name, text in texts if (hits := words.hits(text))] == []


def test_a_named_cause_in_the_code_would_be_found(words):
    word = knowledge().never_shown.words[0]
    texts = dict(strings_of(f'"""{word} in a docstring"""\nshown = f"{{dog}} may have {word}"\n'))
    assert [line for line, text in texts.items() if words.hits(text)] == [2]
