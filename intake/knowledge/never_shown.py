"""Words that only a signed-in vet may read: where they stand all the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from intake.knowledge.model import Knowledge, NeverShown


@dataclass(frozen=True)
class WordList:
    """The words of the knowledge, ready to look for."""

    never_shown: NeverShown

    def hits(self, text: str, where: str = "") -> tuple[str, ...]:
        """The words of the list that stand in the text, but for those allowed at `where` (`kind:id`)."""
        folded = fold(text)
        if not self._any.search(folded):
            return ()
        for word in self.allowed_at(where):
            folded = re.sub(_pattern(word), " ", folded)
        return tuple(word for word, pattern in self._each if re.search(pattern, folded))

    def allowed_at(self, where: str) -> tuple[str, ...]:
        """The words that may stand at `where`."""
        rows = (row for row in self.never_shown.allowed if any(_covers(each, where) for each in row.where))
        return tuple(word for row in rows for word in row.words)

    @cached_property
    def _each(self) -> tuple[tuple[str, str], ...]:
        return tuple((word, _pattern(word)) for word in self.never_shown.words)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("|".join(pattern for _, pattern in self._each) or r"(?!)")


def hits(text: str, where: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The never-shown words that stand in `text`, but for those allowed at `where` (`kind:id`)."""
    return WordList(knowledge.never_shown).hits(text, where)


def fold(text: str) -> str:
    """The text without case, accents, hyphens and double spaces."""
    plain = (char for char in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(char))
    return re.sub(r"[_\-\u2010-\u2015\s]+", " ", "".join(plain))


def _pattern(word: str) -> str:
    plain = fold(word.strip())
    end = "" if plain.endswith("*") else r"(?![a-z0-9])"
    return rf"(?<![a-z0-9]){re.escape(plain.rstrip('*'))}{end}"


def _covers(allowed: str, where: str) -> bool:
    kind, _, row_id = allowed.partition(":")
    return allowed == where or (row_id == "*" and where.startswith(f"{kind}:"))


def shown_texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Every text of the knowledge that somebody other than a signed-in vet may read, with its `kind:id`."""
    yield from _exam_texts(knowledge)
    yield from _place_texts(knowledge)
    yield from _act_texts(knowledge)


def _exam_texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for page in knowledge.regions_of_exam:
        yield f"page:{page.id}", _joined((page.name, page.short, page.positioning))
    for item in knowledge.items:
        texts = [item.label, item.short_label, item.group, item.how_to, item.safety, item.values_note]
        texts += [item.reference, item.asked_because]
        texts += [text for option in item.options for text in (option.label, option.short, option.note)]
        yield f"exam:{item.id}", _joined(texts)
    for station in knowledge.stations:
        yield f"exam:{station.id}", _joined((station.group, station.says))
    for chosen in knowledge.recheck_sets:
        yield f"exam:{chosen.id}", chosen.name
    for tool in knowledge.check_tools:
        yield f"exam:{tool.item}", tool.mark
    for rule in knowledge.safety_rules:
        yield f"exam:{rule.id}", _joined((rule.rule, rule.question, rule.safe_answer, rule.unsafe_answer))


def _place_texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for region in knowledge.regions:
        yield f"region:{region.id}", _joined((region.name, region.plain_name, region.description))
    for sign in knowledge.signs:
        yield f"sign:{sign.id}", sign.label
    for name in knowledge.names:
        yield f"name:{name.id}", name.means
    for form in knowledge.forms:
        yield f"form:{form.id}", form.label
    for trap in knowledge.traps:
        yield f"trap:{trap.id}", _joined((trap.lead, trap.says))


def _act_texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for flag in knowledge.red_flags:
        yield f"flag:{flag.id}", _joined((flag.message, flag.first_action))
    for rule in knowledge.urgency_rules:
        yield f"urgency:{rule.id}", _joined((rule.says, rule.words))
    for workup in knowledge.workups:
        yield f"workup:{workup.id}", _joined((workup.name, workup.preparation))
    for caution in knowledge.cautions:
        yield f"workup:{caution.id}", caution.says
    for order in knowledge.order_rules:
        yield f"workup:{order.id}", order.rule
    yield from _number_texts(knowledge)


def _number_texts(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for score in knowledge.scores:
        if score.status != "no":
            meanings = (level.meaning for level in score.levels)
            yield f"score:{score.id}", _joined((score.name, score.note, score.formula, *meanings))
    for cost in knowledge.check_costs:
        yield f"cost:{cost.group}", cost.word


def _joined(texts: Iterable[str]) -> str:
    return " . ".join(texts)
