"""Records made at random: single answers, whole exams, and dogs of the shared cases with answers changed."""

from typing import Any

from hypothesis import strategies as st

from intake.knowledge.model import Item, Kind, Knowledge
from tests.reasoning.dogs import shared_rows

Answers = dict[str, Any]


class Records:
    """Strategies for the answers of one knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.items = {item.id: item for item in knowledge.items}
        self._dogs = [row["case"]["answers"] for _, row in shared_rows()]

    def some(self, most: int = 40) -> st.SearchStrategy[Answers]:
        """A few answers from anywhere in the exam."""
        chosen = st.lists(st.sampled_from([*self.items]), max_size=most, unique=True)
        return chosen.flatmap(self.of)

    def dogs(self, most: int = 12) -> st.SearchStrategy[Answers]:
        """A dog of the shared cases with some answers taken out and some put in."""
        return st.builds(_changed, st.sampled_from(self._dogs), st.randoms(use_true_random=False), self.some(most))

    def whole_exams(self) -> st.SearchStrategy[Answers]:
        """Every item answered."""
        return self.of([*self.items])

    def any(self, most: int = 40) -> st.SearchStrategy[Answers]:
        """Made-up records and changed dogs in turn."""
        return self.some(most) | self.dogs()

    def of(self, items: list[str]) -> st.SearchStrategy[Answers]:
        """Answers to these items."""
        return st.fixed_dictionaries({item: self.answer(self.items[item]) for item in items})

    def answer(self, item: Item) -> st.SearchStrategy[Any]:
        """One answer, of a sided item on some of its sides."""
        if not item.sites:
            return _one(item)
        return st.dictionaries(st.sampled_from(item.sites), _one(item), min_size=1)


def _changed(dog: Answers, random: Any, others: Answers) -> Answers:
    kept = random.choice((0.6, 0.9, 1))
    return {item: answer for item, answer in dog.items() if random.random() < kept} | others


def _one(item: Item) -> st.SearchStrategy[Any]:
    if item.kind is Kind.TEXT:
        return st.just("words")
    if item.kind is Kind.NUM:
        return _number(item)
    values = [option.value for option in item.options]
    if item.kind is Kind.MULTI:
        together = [option.value for option in item.options if not option.exclusive]
        one = st.sampled_from(values).map(lambda value: [value])
        return one | st.lists(st.sampled_from(together), min_size=1, max_size=4, unique=True) if together else one
    return st.sampled_from(values)


def _number(item: Item) -> st.SearchStrategy[float]:
    low, high = item.minimum or 0, item.maximum if item.maximum is not None else 1e6
    if item.whole_number:
        return st.sampled_from([int(low), int(high)]) | st.integers(int(low), int(high))
    return st.sampled_from([low, high]) | st.integers(int(low * 10), int(high * 10)).map(lambda tenths: tenths / 10)
