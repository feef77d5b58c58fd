"""Findings of one case in words: what was found, and what was looked for and normal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intake.knowledge.model import AnswerClass
from intake.reasoning.assessment import Reason
from intake.reasoning.note.page import Page
from intake.reasoning.reasons import by_finding
from intake.reasoning.words import check_words, finding_words, lower_first, sites_words, value_words

_NORMAL = "looked for and normal"
_OF_EVERY_DOG = "sig_"


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer; `check` is its check and sides, so that several ticks can be said in one breath."""

    check: tuple[str, tuple[str, ...]]
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class Said:
    """Findings in words: those that were found, and those looked for and normal."""

    found: tuple[Finding, ...]
    normal: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What was found; the ticks of one check on the same sides together."""
        together: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for one in self.found:
            words = together.setdefault(one.check, [])
            words.append(one.value if words else one.words)
        where = {check: sites_words(check[1]) for check in together}
        return tuple(", ".join([*words, *filter(None, [where[check]])]) for check, words in together.items())

    @property
    def parts(self) -> tuple[str, ...]:
        """Both, the normal ones by that name and last."""
        first, *others = self.normal or ("",)
        return (*self.words, *([f"{_NORMAL}: {first}", *others] if first else []))

    def without(self, other: Said) -> Said:
        """What is not said there already."""
        return Said(
            tuple(one for one in self.found if one not in other.found),
            tuple(words for words in self.normal if words not in other.normal),
        )

    def __len__(self) -> int:
        return len(self.found) + len(self.normal)


def said(page: Page, reasons: Iterable[Reason]) -> Said:
    """The findings behind reasons, each once; what is known of every dog, such as its age, after the others."""
    found: list[Finding] = []
    normal: list[str] = []
    for (item, value), sites in by_finding(reasons).items():
        if is_normal(page, item, value, sites):
            normal.append(_normal_words(page, item, value, sites))
        else:
            bare = lower_first(value_words(page.items[item], value))
            found.append(Finding((item, tuple(sites)), finding_words(page.items, item, value), bare))
    found.sort(key=lambda one: one.check[0].startswith(_OF_EVERY_DOG))
    return Said(tuple(found), tuple(normal))


def is_normal(page: Page, item: str, value: str | float, sites: Iterable[str]) -> bool:
    """Whether this answer says "looked for and normal"; a number is classed only where the case is known."""
    if isinstance(value, str):
        options = page.items[item].options if item in page.items else ()
        return any(option.value == value and option.cls is AnswerClass.NORMAL for option in options)
    return all(page.classes.get((item, site)) is AnswerClass.NORMAL for site in tuple(sites) or (None,))


def _normal_words(page: Page, item: str, value: str | float, sites: Sequence[str]) -> str:
    """A check that was normal, and in which words when that does not go without saying."""
    if isinstance(value, str) and value_words(page.items[item], value).lower() == "normal":
        return check_words(page.items, item, sites)
    return finding_words(page.items, item, value, sites)
