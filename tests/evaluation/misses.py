"""What went wrong with a dog, in the words of the engine's own reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from intake.knowledge.model import Knowledge
from intake.reasoning.assessment import Place, Reason
from intake.reasoning.reasons import by_finding
from tests.evaluation import measures
from tests.evaluation.measures import Outcome
from tests.evaluation.truths import OTHER, is_of_kind

MOST_REASONS = 5
MOST_FINDINGS = 4
FIRST_TESTS = 5


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that went wrong with one dog, and why."""

    about: str  # place, side, urgency, test, ordinary
    says: str
    why: tuple[str, ...]


def misses_of(one: Outcome, knowledge: Knowledge) -> tuple[Miss, ...]:
    """Everything that went wrong with a dog."""
    return (*_place_misses(one), *_urgency_misses(one, knowledge), *_test_misses(one), *_ordinary_misses(one))


def as_text(one: Outcome, misses: Iterable[Miss]) -> str:
    """The misses of one dog, a paragraph each."""
    return "\n".join(
        "\n".join((f"{one.dog.group} {one.dog.id}, {miss.about}: {miss.says}", *(f"    {line}" for line in miss.why)))
        for miss in misses
    )


def _place_misses(one: Outcome) -> Iterator[Miss]:
    if measures.FIRST.verdict(one) is False:
        yield _wrong_place(one)
    if measures.SIDE.verdict(one) is False:
        sides = [f"{place.id} {place.side}" for place in one.said.localisation[:1]]
        yield Miss("side", f"true {one.dog.side}; {_said(sides)}", ())


def _wrong_place(one: Outcome) -> Miss:
    listed, true = one.said.localisation, " or ".join(one.dog.places)
    if not listed:
        return Miss("place", f"true {true}; no place is listed, because no finding counts for one", ())
    rank = next((rank for rank, place in enumerate(listed) if place.id in one.dog.right_places), None)
    if rank is None:
        says = f"true {true}; {_scored(listed[0])} stands first, a right place is not listed"
        return Miss("place", says, _largest({}, _parts(listed[0])))
    right = listed[rank]
    says = f"true {true}; {_scored(listed[0])} stands first, {_scored(right)} as number {rank + 1}"
    return Miss("place", says, _largest(_parts(right), _parts(listed[0])))


def _scored(place: Place) -> str:
    form = f" ({place.form})" if place.form else ""
    return f"{place.id}{form} {place.score:+.2f}"


def _parts(place: Place) -> dict[str, Reason]:
    """The parts of a place's score by what they rest on."""
    reasons = (*place.reasons_for, *place.reasons_against)
    return {f"{reason.sign}.{reason.state}" if reason.state else str(reason.sign): reason for reason in reasons}


def _largest(right: Mapping[str, Reason], wrong: Mapping[str, Reason]) -> tuple[str, ...]:
    """What puts the wrong place before the right one, largest first; with the rest it adds up to the lead."""
    gains = {name: _weight(wrong, name) - _weight(right, name) for name in dict.fromkeys((*wrong, *right))}
    shown = [name for name in sorted(gains, key=lambda name: -gains[name])[:MOST_REASONS] if gains[name] > 0]
    lines = [_gain(name, gains[name], right, wrong) for name in shown]
    rest = sum(gains.values()) - sum(gains[name] for name in shown)
    return (*lines, f"{rest / 100:+.2f} all other reasons together")


def _gain(name: str, gain: int, right: Mapping[str, Reason], wrong: Mapping[str, Reason]) -> str:
    found = _findings([parts[name] for parts in (wrong, right) if name in parts][:1])
    weights = f"{_weight(wrong, name) / 100:+.2f} against {_weight(right, name) / 100:+.2f}"
    return f"{gain / 100:+.2f} {name} ({weights}){': ' + found if found else ''}"


def _weight(parts: Mapping[str, Reason], name: str) -> int:
    return parts[name].hundredths if name in parts else 0


def _findings(reasons: Iterable[Reason]) -> str:
    found = by_finding(reasons)
    shown = [" ".join((item, str(value), *sites)) for (item, value), sites in list(found.items())[:MOST_FINDINGS]]
    more = [f"and {len(found) - MOST_FINDINGS} more"] if len(found) > MOST_FINDINGS else []
    return ", ".join(shown + more)


def _urgency_misses(one: Outcome, knowledge: Knowledge) -> Iterator[Miss]:
    if not _is_urgency_wrong(one):
        return
    line = next(rule for rule in knowledge.urgency_rules if rule.id == one.said.urgency_rule)
    flags = [f"{flag.id} ({flag.level})" for flag in one.said.red_flags]
    yield Miss(
        "urgency",
        f"true {one.dog.urgency}; rated {one.said.urgency} by {line.id}: {line.says}",
        (f"because {_findings(one.said.urgency_because) or 'nothing recorded'}", f"flags {_said(flags)}"),
    )


def _is_urgency_wrong(one: Outcome) -> bool:
    lacking = (measures.CALLED_EMERGENCY.verdict(one), measures.HURRIED_URGENT.verdict(one))
    return False in lacking or measures.HURRIED_CALM.verdict(one) is True


def _test_misses(one: Outcome) -> Iterator[Miss]:
    measure = measures.KIND_5 if one.dog.kinds else measures.KIND_5_OTHER
    if measure.verdict(one) is not False:
        return
    kinds = one.dog.kinds or (OTHER,)
    tests = one.said.workups
    rank = next((n for n, test in enumerate(tests, 1) if any(is_of_kind(test, kind) for kind in kinds)), None)
    says = f"true {' or '.join(kinds)}; {f'such a test is number {rank}' if rank else 'no such test'} of {len(tests)}"
    first = [f"{test.id} {test.score:.2f}" for test in tests[:FIRST_TESTS]]
    yield Miss("test", says, (f"first {_said(first)}",))


def _ordinary_misses(one: Outcome) -> Iterator[Miss]:
    if measures.FLAGGED.verdict(one):
        flags = [f"{flag.id} ({_findings(flag.because)})" for flag in one.said.red_flags]
        yield Miss("ordinary", f"a flag fires: {_said(flags)}", ())
    if measures.SPECIALIST.verdict(one) or measures.BEYOND_FIRST.verdict(one):
        beyond = [f"{test.id} ({_findings(test.because)})" for test in one.said.workups if test.tier != "first"]
        yield Miss("ordinary", f"true {one.dog.urgency}; given {_said(beyond)}", ())


def _said(words: Iterable[str]) -> str:
    return ", ".join(words) or "none"
