"""What has to hold for the words of a clinic: its cause words are kept from texts, the program's too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from intake.domain.errors import Problem
from intake.knowledge.clinic_rows import ClinicFile
from intake.knowledge.model import Knowledge, NeverShown, WordGroup
from intake.knowledge.never_shown import WordList, shown_texts

_WORD = r"[^\W_][\w' -]{1,38}\w\*?"
_ORDINARY = r"[\w'-]{1,40}"


def word_shapes(files: Iterable[ClinicFile]) -> Iterator[Problem]:
    """Words of patterns that are no words."""
    for file in files:
        for row_id, row in file.rows("pattern").items():
            for key, shape in (("never_shown_words", _WORD), ("ordinary_words", _ORDINARY)):
                for word in getattr(row, key):
                    if not re.fullmatch(shape, word):
                        expected = "a word of at least 3 letters" if key == "never_shown_words" else "one word"
                        yield Problem(f"{file.name}: {row_id}: {key}", f'expected {expected}, found "{word}"')


def words_in_the_way(files: Iterable[ClinicFile], ours: Knowledge) -> Iterator[Problem]:
    """Words that a clinic would keep from everybody although texts of the program need them."""
    kept = [
        (file.name, row_id, word)
        for file in files
        for row_id, row in file.rows("pattern").items()
        for word in row.never_shown_words
    ]
    places = _places(tuple(word for _, _, word in kept), ours) if kept else {}
    for name, row_id, word in kept:
        if word in places:
            says = f'"{word}" stands in a text of the program ({places[word]}); give a longer word, or an ordinary one'
            yield Problem(f"{name}: {row_id}: never_shown_words", says)


def _places(words: tuple[str, ...], ours: Knowledge) -> dict[str, str]:
    """The words that stand in texts of the program, each with the first of these."""
    alone = WordList(NeverShown(groups=(WordGroup(words=words, patterns=""),), ordinary=(), allowed=()))
    places: dict[str, str] = {}
    for where, text in shown_texts(ours):
        for word in alone.hits(text):
            places.setdefault(word, where)
    return places


def names_of_authors(files: Iterable[ClinicFile], words: WordList) -> Iterator[Problem]:
    """Authors whose name shows what only a signed-in vet may read."""
    for file in files:
        for kind, rows in file.draft.rows.items():
            for row_id in rows:
                for word in words.hits(getattr(file.rows(kind)[row_id], "author", "")):
                    says = f'shows "{word}", which only a signed-in vet may read'
                    yield Problem(f"{file.name}: {row_id}: author", says)
