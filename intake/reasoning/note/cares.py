"""What to take care of: with which tests, and where a finding easily misleads."""

from __future__ import annotations

from collections.abc import Iterator

from intake.reasoning.note.findings import said
from intake.reasoning.note.layout import hung, joined
from intake.reasoning.note.page import Page, plain
from intake.reasoning.words import trap_words


def cares(page: Page) -> Iterator[str]:
    """Cautions, each once with the numbers of the tests it is about, then the traps."""
    for caution, ranks in _cautions(page).items():
        yield from hung(f"- {caution} (test{'s' if len(ranks) > 1 else ''} {', '.join(ranks)})")
    happens = {trap.id: trap.happens for trap in page.knowledge.traps}
    for trap in page.assessment.traps:
        found = said(page, trap.because)
        because = "; ".join(found.parts if page.for_veterinarian or not found.found else found.words)
        yield from hung(f"- {trap_words(trap)}" + (f" ({because})" if because else ""))
        if page.for_veterinarian:
            yield from joined("What happens", [plain(page, happens.get(trap.id, ""))])


def _cautions(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for rank, workup in enumerate(page.assessment.workups, start=1):
        for caution in workup.cautions:
            found.setdefault(caution, []).append(str(rank))
    return found
