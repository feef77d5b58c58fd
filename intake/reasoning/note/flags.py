"""The flags that stand, each with its findings and what to do first."""

from __future__ import annotations

from collections.abc import Iterator

from intake.reasoning.assessment import FiredFlag
from intake.reasoning.note.findings import said
from intake.reasoning.note.layout import hung, joined
from intake.reasoning.note.opening import flag_at_the_top, message_of
from intake.reasoning.note.page import Page, cited
from intake.reasoning.words import LEVEL_WORDS


def flags(page: Page) -> Iterator[str]:
    """Every flag that the first sentences have not said whole."""
    top = flag_at_the_top(page)
    for flag in page.assessment.red_flags:
        if flag is not top:
            yield from _flag(page, flag)


def flags_title(page: Page) -> str:
    """What the section is called."""
    return "FLAGS" if flag_at_the_top(page) is None else "OTHER FLAGS"


def _flag(page: Page, flag: FiredFlag) -> Iterator[str]:
    because = "; ".join(said(page, flag.because).parts)
    codes = cited(page, flag.source) if page.for_veterinarian else ""
    yield from hung(f"! {LEVEL_WORDS[flag.level]}: {message_of(page, flag)} ({because}){codes}")
    # The first of all flags has its first action at the top of the note.
    if flag is not page.assessment.red_flags[0]:
        yield from joined("First", [flag.first_action])
