"""No row of the knowledge counts a normal answer by itself for a cause or a flag."""

from intake.knowledge.conditions import AllOf, AnyOf, Compare, Condition, Finding, Name, Not, StateIs, unparse
from intake.knowledge.model import AnswerClass, Knowledge


class Branches:
    """The ways in which a condition can be true: which findings each needs."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._names = {name.id: name.when for name in knowledge.names}

    def of(self, condition: Condition) -> list[tuple[Finding | Compare, ...]]:
        match condition:
            case Finding() | Compare():
                return [(condition,)]
            case Name(name):
                return self.of(self._names[name])
            case Not() | StateIs():
                return [()]
            case AnyOf(parts):
                return [branch for part in parts for branch in self.of(part)]
            case AllOf(parts):
                together: list[tuple[Finding | Compare, ...]] = [()]
                for part in parts:
                    together = [one + more for one in together for more in self.of(part)]
                return together


def raising(knowledge: Knowledge) -> list[tuple[str, Condition]]:
    """Every trigger of a flag, and every row that speaks for a pattern."""
    rows = [(row.id, row) for pattern in knowledge.patterns for row in pattern.rows if row.direction == "+"]
    return [(flag.id, flag.when) for flag in knowledge.red_flags] + [
        (name, alternative) for name, row in rows for alternative in row.alternatives
    ]


def test_every_flag_and_row_joins_a_normal_answer_to_something_else(knowledge: Knowledge) -> None:
    classes = {(item.id, option.value): option.cls for item in knowledge.items for option in item.options}
    branches = Branches(knowledge)

    def may_be_normal(part: Finding | Compare) -> bool:
        if isinstance(part, Compare):
            return False
        return any(classes[part.item, value] is AnswerClass.NORMAL for value in part.values)

    alone = [
        (name, unparse(condition))
        for name, condition in raising(knowledge)
        if any(all(map(may_be_normal, branch)) for branch in branches.of(condition))
    ]
    assert alone == []
