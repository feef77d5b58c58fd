"""What has to hold for words: no text that everybody reads names a cause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intake.domain.errors import Problem
from intake.knowledge.checks.book import Book
from intake.knowledge.never_shown import WordList, fold, shown_texts

_KINDS = {
    "page": ("exam_region",),
    "exam": ("item", "safety_rule"),
    "flag": ("red_flag",),
    "urgency": ("urgency_rule",),
    "workup": ("workup", "order_rule", "caution"),
    "cost": ("check_cost",),
}


def word_problems(book: Book) -> Iterator[Problem]:
    """Every never-shown word, every exception nobody needs, every pattern name with an undecided word."""
    words = WordList(book.knowledge.never_shown)
    needed: set[tuple[str, str]] = set()
    for where, text in shown_texts(book.knowledge):
        bare = _without_ids(text, book)
        for word in words.hits(bare, where):
            kind, row_id = _row_of(book, where)
            yield book.wrong(kind, row_id, "text", f'shows "{word}", which only a signed-in vet may read')
        needed.update((where, word) for word in words.allowed_at(where) if _is_in(word, bare))
    yield from _unneeded(book, needed)
    yield from _undecided(book)


def _without_ids(text: str, book: Book) -> str:
    """Ids of the data inside a text are replaced by labels before anybody reads them."""
    known = {*book.items, *book.draft.rows["safety_rule"], *book.draft.rows["workup"], *book.draft.rows["red_flag"]}
    return re.sub(r"[a-z]+_[a-z0-9_]+", lambda found: " " if found.group() in known else found.group(), text)


def _row_of(book: Book, where: str) -> tuple[str, str]:
    kind, _, row_id = where.partition(":")
    kinds = _KINDS.get(kind, (kind,))
    return next((each for each in kinds if row_id in book.draft.rows[each]), kinds[0]), row_id


def _is_in(word: str, text: str) -> bool:
    plain = fold(word)
    end = "" if plain.endswith("*") else r"(?![a-z0-9])"
    return re.search(rf"(?<![a-z0-9]){re.escape(plain.rstrip('*'))}{end}", fold(text)) is not None


def _unneeded(book: Book, needed: set[tuple[str, str]]) -> Iterator[Problem]:
    file = book.draft.single["never_shown"][0]
    for row in book.knowledge.never_shown.allowed:
        for where in row.where:
            for word in row.words:
                if not where.endswith("*") and (where, word) not in needed:
                    yield Problem(f"{file}: never_shown: allowed", f'"{word}" is allowed at {where} but not there')


def _undecided(book: Book) -> Iterator[Problem]:
    """Every word of a pattern's name is either never shown or an ordinary word."""
    shown = book.knowledge.never_shown
    taken = [_cutting(word) for word in (*shown.words, *shown.ordinary)]
    for pattern in book.knowledge.patterns:
        left = fold(pattern.name)
        for cut in taken:
            left = re.sub(cut, " ", left)
        for word in re.findall(r"[a-z][a-z0-9']*", left):
            yield book.wrong("pattern", pattern.id, "name", f'"{word}" is neither never shown nor an ordinary word')


def _cutting(word: str) -> str:
    plain = fold(word)
    end = "[a-z0-9]*" if plain.endswith("*") else r"(?![a-z0-9])"
    return rf"(?<![a-z0-9]){re.escape(plain.rstrip('*'))}{end}"
