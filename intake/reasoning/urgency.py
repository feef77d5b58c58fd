"""How soon a vet has to see the dog: lines that only ever raise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from intake.knowledge.model import Knowledge, UrgencyRule
from intake.reasoning.assessment import Evidence, NotedSign, OpenCheck, Reason, Urgency
from intake.reasoning.constants import Constants
from intake.reasoning.costs import open_checks
from intake.reasoning.localisation import BODY, MOVEMENT, NEUROMUSCULAR, Listed
from intake.reasoning.matching import Compiler, Test, findings
from intake.reasoning.patterns import KeptPattern
from intake.reasoning.places import PlaceTexts
from intake.reasoning.reasons import plain_reasons, without_weight
from intake.reasoning.reckoning import Reckoning
from intake.reasoning.red_flags import FlagRule

LEVELS: tuple[Urgency, ...] = ("routine", "soon", "urgent", "emergency")
_FLAG_LINES: tuple[tuple[str, str, Urgency], ...] = (("u1", "red", "emergency"), ("u2", "amber", "urgent"))
_LAST = "u14"
_EXCUSED = tuple(f"excused_{sign}" for sign in ("stiffness", "rising", "lameness", "stride", "stance", "wasting"))
_TRIAGE = ("triage_temperature", "triage_gums_or_pulse", "triage_poison_question")
_NEEDS: Mapping[str, str] = MappingProxyType(
    {
        "awareness": "head_mentation",
        "walking": "gait_ambulation",
        "triage_temperature": "pe_temp_c",
        "triage_gums_or_pulse": "pe_mm_colour",
        "triage_poison_question": "hx_toxin_exposure",
    }
)
_U10_RAISES = ("first_seizure_within_7_days", "age", "on_insulin", "pregnant_or_nursing", "liver_or_shunt")
_U10_NOT = ("not_only_episodes", "seizure_within_24h")


@dataclass(frozen=True, slots=True)
class UrgencyRules:
    """The lines, with the conditions that are read by name."""

    rules: Mapping[str, UrgencyRule]
    when: tuple[tuple[str, Test], ...]
    parts: Mapping[tuple[str, str], Test]
    examined: frozenset[str]  # items of the exam itself, not of the history
    neurological: frozenset[str]
    alone: Mapping[str | None, str]  # what a restricted form shows and nothing else
    constants: Constants
    texts: PlaceTexts


@dataclass(frozen=True, slots=True)
class Looked:
    """Everything the lines look at."""

    rules: UrgencyRules
    case: Reckoning
    flags: tuple[FlagRule, ...]
    noted: tuple[NotedSign, ...]

    def holds(self, rule: str, part: str) -> bool:
        """Whether a named condition of a line is true."""
        return self.rules.parts[rule, part].holds(self.case.reading.truths)

    def any_holds(self, rule: str, parts: tuple[str, ...]) -> bool:
        """Whether one of the named conditions of a line is true."""
        return any(self.holds(rule, part) for part in parts)

    def found(self, rule: str, *parts: str) -> tuple[Evidence, ...]:
        """The findings of the named conditions of a line that are true."""
        tests = [self.rules.parts[rule, part] for part in parts if self.holds(rule, part)]
        return findings(self.rules.texts.reader, self.case.reading, *tests)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that raises the urgency, and how to say why."""

    rule: str
    level: Urgency
    because: Callable[[], tuple[Reason, ...]]


def prepare_urgency(knowledge: Knowledge, compiler: Compiler, constants: Constants, texts: PlaceTexts) -> UrgencyRules:
    """The lines of the knowledge, compiled."""
    rules = {rule.id: rule for rule in knowledge.urgency_rules}
    parts = {
        (rule.id, name): compiler.compile(condition)
        for rule in rules.values()
        for name, condition in rule.conditions.items()
    }
    when = tuple((rule.id, compiler.compile(rule.when)) for rule in rules.values() if rule.when is not None)
    examined, neurological = (
        frozenset(item.id for item in knowledge.items if item.section in knowledge.method.lists[name])
        for name in ("examined_sections", "neurological_sections")
    )
    alone: dict[str | None, str] = {None: ""}
    alone |= {form.id: form.alone for form in knowledge.forms}
    return UrgencyRules(rules, when, parts, examined, neurological, alone, constants, texts)


def urgency_of(looked: Looked) -> Line:
    """The line that sets the urgency: the highest, and of those the lowest-numbered."""
    lines = [*lines_of(looked)]
    if not lines:
        return _last(looked)
    return min(lines, key=lambda line: (-LEVELS.index(line.level), _number(line.rule)))


def routine_needs(looked: Looked, line: Line) -> tuple[OpenCheck, ...]:
    """The open checks that routine has to be earned by, when nothing else raised the urgency."""
    if line.rule != _LAST or line.level == "routine":
        return ()
    items = [item for part, item in _NEEDS.items() if not looked.holds(_LAST, part)]
    return open_checks(looked.rules.texts.checks, items, looked.case.reading, len(items))


def _number(rule: str) -> int:
    return int(rule[1:])


def lines_of(looked: Looked) -> Iterator[Line]:
    """Every line that speaks, u14 apart."""
    yield from _flag_lines(looked)
    yield from _pattern_lines(looked)
    yield from _place_lines(looked)
    yield from _body_lines(looked)
    yield from _abnormal_lines(looked)
    yield from _written_lines(looked)


def _flag_lines(looked: Looked) -> Iterator[Line]:
    for rule, level, urgency in _FLAG_LINES:
        tests = [flag.test for flag in looked.flags if flag.flag.level == level]
        if tests:
            yield Line(rule, urgency, _tests_because(looked, rule, *tests))


def _pattern_lines(looked: Looked) -> Iterator[Line]:
    case, constants = looked.case, looked.rules.constants
    # A pattern of the clinic's own may raise the urgency; it must not outshine one of the program's.
    ours = [kept.hundredths for kept in case.kept if not kept.rule.pattern.author]
    near = max(ours, default=0) * constants.urgency_pattern_share
    for kept in case.kept:
        if kept.has_strong and kept.hundredths >= near and _has_place(looked, kept):
            line = _pattern_line(looked, kept)
            if line is not None:
                yield line


def _has_place(looked: Looked, kept: KeptPattern) -> bool:
    # A cause must fit the place before it hurries anybody; an emergency does not wait for that.
    if kept.rule.pattern.urgency not in ("soon", "urgent"):
        return True
    fitting = {one.id for one in looked.case.listed if one.fit != "weak"}
    return not fitting.isdisjoint(kept.rule.pattern.regions)


def _pattern_line(looked: Looked, kept: KeptPattern) -> Line | None:
    base = kept.rule.pattern.urgency
    rule, level = "u3", base
    if kept.fit == "strong" and base == "emergency" and not _is_new_and_seen(looked):
        level = "urgent"
    elif kept.fit == "good":
        rule, level = "u4", _at_most_urgent(base)
    elif kept.fit == "possible":
        rule, level = "u5", "soon" if base in ("urgent", "emergency") else "routine"
    elif kept.fit == "weak":
        return None
    return None if level == "routine" else Line(rule, level, _pattern_because(looked, rule, kept))


def _at_most_urgent(level: Urgency) -> Urgency:
    return "urgent" if level == "emergency" else level


def _is_new_and_seen(looked: Looked) -> bool:
    is_seen = any(_is_class_a(sign) and sign.item in looked.rules.examined for sign in looked.noted)
    return is_seen and not looked.holds("u3", "long_standing")


def _pattern_because(looked: Looked, rule: str, kept: KeptPattern) -> Callable[[], tuple[Reason, ...]]:
    tests = [test for group in kept.groups if group.is_for for test in group.tests]
    return _tests_because(looked, rule, *tests)


def _place_lines(looked: Looked) -> Iterator[Line]:
    is_long = looked.holds("u6", "long_course")
    for one in looked.case.listed:
        if one.fit in ("good", "strong") and one.id != BODY:
            rule, level = _place_line(looked, one, is_long=is_long)
            if rule:
                yield Line(rule, level, _place_because(looked, one))


def _place_line(looked: Looked, one: Listed, *, is_long: bool) -> tuple[str, Urgency]:
    alone = looked.rules.alone[looked.rules.texts.signs.profiles[one.profile].form]
    if one.family == NEUROMUSCULAR:
        return "u8", "urgent" if not is_long or looked.holds("u8", "raises") else "soon"
    if one.id == MOVEMENT:
        return _movement_line(looked)
    if alone == "episodes" and not looked.any_holds("u10", _U10_NOT):
        return "u10", "urgent" if looked.any_holds("u10", _U10_RAISES) else "soon"
    if alone == "pain" and looked.holds("u6", "sound_legs"):
        return "", "routine"  # pain speaks for itself in its own line
    return ("u7", "soon") if is_long else ("u6", "urgent")


def _movement_line(looked: Looked) -> tuple[str, Urgency]:
    if looked.holds("u9", "step_back"):
        return "", "routine"
    is_new = looked.holds("u9", "whole_body") and not looked.any_holds("u9", ("slow_onset", "aware_episodes"))
    return "u9", "urgent" if is_new else "soon"


def _place_because(looked: Looked, one: Listed) -> Callable[[], tuple[Reason, ...]]:
    return lambda: without_weight(reason for reason in looked.case.reasons[one.id] if reason.hundredths > 0)


def _body_lines(looked: Looked) -> Iterator[Line]:
    kinds = [part for rule, part in looked.rules.parts if rule == "u11" and looked.holds("u11", part)]
    if kinds:
        level: Urgency = "urgent" if len(kinds) >= looked.rules.constants.urgency_kinds_for_urgent else "soon"
        yield Line("u11", level, lambda: _because(looked, "u11", looked.found("u11", *kinds)))


def _abnormal_lines(looked: Looked) -> Iterator[Line]:
    abnormal = [sign for sign in looked.noted if _is_class_a(sign)]
    nervous = [sign for sign in abnormal if sign.item in looked.rules.neurological]
    if abnormal and looked.holds("u12", "at_risk"):
        risk = looked.found("u12", "at_risk")
        shown = [*risk, *_evidence(nervous or abnormal)]
        is_urgent = bool(nervous) and not looked.holds("u12", "steady")
        yield Line("u12", "urgent" if is_urgent else "soon", lambda: _because(looked, "u12", shown))
    if looked.holds("u13", "course_excuses"):
        excused = set(looked.found("u13", *_EXCUSED))
        nervous = [sign for sign in nervous if Evidence(sign.item, sign.site, sign.value) not in excused]
    if nervous:
        yield Line("u13", "soon", lambda: _because(looked, "u13", _evidence(nervous)))


def _is_class_a(sign: NotedSign) -> bool:
    return sign.cls == "abnormal"


def _evidence(signs: Iterable[NotedSign]) -> tuple[Evidence, ...]:
    return tuple(Evidence(sign.item, sign.site, sign.value) for sign in signs)


def _written_lines(looked: Looked) -> Iterator[Line]:
    truths = looked.case.reading.truths
    for rule, test in looked.rules.when:
        if test.holds(truths):
            yield Line(rule, looked.rules.rules[rule].level, _tests_because(looked, rule, test))


def _tests_because(looked: Looked, rule: str, *tests: Test) -> Callable[[], tuple[Reason, ...]]:
    return lambda: _because(looked, rule, findings(looked.rules.texts.reader, looked.case.reading, *tests))


def _last(looked: Looked) -> Line:
    """u14, when nothing else spoke: routine is earned by recorded normals."""
    met = [part for part in ("awareness", "walking", *_TRIAGE, "context") if looked.holds(_LAST, part)]
    is_calm = not looked.holds(_LAST, "shaking") or "context" in met
    is_triaged = sum(part in met for part in _TRIAGE) >= looked.rules.constants.urgency_triage_needed
    is_earned = "awareness" in met and "walking" in met and is_triaged and is_calm
    shown = met if is_earned else ["shaking"]
    return Line(_LAST, "routine" if is_earned else "soon", lambda: _because(looked, _LAST, looked.found(_LAST, *shown)))


def _because(looked: Looked, rule: str, found: Iterable[Evidence]) -> tuple[Reason, ...]:
    return plain_reasons(dict.fromkeys(found), looked.rules.rules[rule].source)
