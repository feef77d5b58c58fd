"""The real exam's short forms, and what a line means in one line of text."""

from __future__ import annotations

from functools import lru_cache

from intake.app.short_forms.names import ShortForms, forms_of
from intake.app.short_forms.understanding import Shown, Understood, understand
from intake.knowledge.model import Item
from tests.ui.real_clinic import engine

MOST_SAID = 3


@lru_cache(maxsize=1)
def items() -> tuple[Item, ...]:
    """The checks of the exam's pages."""
    return tuple(item for item in engine().knowledge.items if item.section not in ("a1", "a2"))


@lru_cache(maxsize=1)
def forms() -> ShortForms:
    """Their short forms."""
    return forms_of(engine().knowledge, items())


def read(line: str, shown: Shown | None = None) -> Understood:
    """What a line means, with nothing recorded and nothing shut unless told otherwise."""
    return understand(forms(), line, shown or Shown())


def said(line: str, shown: Shown | None = None) -> str:
    """`= sentence` for one exact reading, `2? sentence | sentence` for several, `! sentence` for none."""
    found = read(line, shown)
    if found.exact is not None:
        return f"= {found.exact.sentence}"
    open_ones = [one.sentence for one in found.readings if not one.refusal]
    if not open_ones:
        return f"! {found.says}".strip()
    count = len(found.readings) + found.more
    shown_ones = " | ".join(open_ones[:MOST_SAID])
    return f"{count}? {shown_ones}{' | …' if count > MOST_SAID else ''}"
