"""Which history questions fit the answers given so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from intake.domain.cases import Case
from intake.knowledge.model import Knowledge
from intake.reasoning.assess import assess_core, facts_of
from intake.reasoning.engine import Engine
from intake.reasoning.matching import Compiler, Reader, Test, read


@dataclass(frozen=True, slots=True)
class Questions:
    """The follow-ups with the conditions under which they are asked; made once per knowledge."""

    engine: Engine
    reader: Reader
    conditions: Mapping[str, Test]

    def relevant(self, case: Case) -> frozenset[str]:
        """The follow-ups to ask now; questions without a condition are always asked and not listed."""
        reading = read(self.reader, facts_of(self.engine, _with_sex(case)))
        return frozenset(item for item, test in self.conditions.items() if test.holds(reading.truths))


def _with_sex(case: Case) -> Case:
    """The sex given at registration decides which questions are asked, as an answer would."""
    if "sig_sex" in case.answers or case.patient is None or case.patient.sex is None:
        return case
    return replace(case, answers={**case.answers, "sig_sex": case.patient.sex})


def call_now_signs(engine: Engine, item: str) -> frozenset[str]:
    """The values of a question that by themselves call the vet at once."""
    values = [option.value for option in engine.items[item].options]
    alone = ((value, assess_core(engine, Case(answers={item: (value,)}))) for value in values)
    return frozenset(value for value, says in alone if any(flag.level == "red" for flag in says.red_flags))


def questions_of(engine: Engine) -> Questions:
    """The follow-ups of this knowledge, compiled."""
    knowledge: Knowledge = engine.knowledge
    compiler = Compiler(engine.items)
    for name in knowledge.names:
        compiler.name(name)
    conditions = {item.id: compiler.compile(item.asked_when) for item in knowledge.items if item.asked_when}
    return Questions(engine, compiler.reader, conditions)
