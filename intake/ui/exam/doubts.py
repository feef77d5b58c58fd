"""What would be listed if a recorded answer were wrong, in the words of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intake.reasoning.again import Again
from intake.reasoning.assessment import Reason
from intake.reasoning.would_change import Doubt, change_of
from intake.ui.exam.findings import MOST_PLACES, Speaker

_MOST_TESTS = 4


@dataclass(frozen=True, slots=True)
class MovedTest:
    """A test that would drop out, or that another one would overtake."""

    test: str
    name: str
    ahead: str  # the name of the other one; empty: it drops out


@dataclass(frozen=True, slots=True)
class DoubtWords:
    """One recorded check: its answers, what would come first without it, and what each test would do."""

    item: str
    answers: str
    places: str  # empty where the first places stay
    tests: tuple[MovedTest, ...]  # the listed tests that would not keep their place
    new: tuple[str, ...]  # tests that nothing calls for now

    def lines(self, test: str) -> tuple[str, ...]:
        """What to say of one test, or of the whole list."""
        if test:
            return tuple(f"{change}." for change in _together(one for one in self.tests if one.test == test))
        said = [*_together(self.tests), *(f"{name} is added" for name in self.new)]
        more = [f"{len(said) - _MOST_TESTS} more"] if len(said) > _MOST_TESTS else []
        tests = "; ".join([*said[:_MOST_TESTS], *more])
        return tuple(f"{line}." for line in (self.places, tests) if line)


def doubt_words(now: Again, doubts: Iterable[Doubt], speaker: Speaker) -> tuple[DoubtWords, ...]:
    """The recorded checks that something shown hangs on; those that move the first place come first."""
    words = [_words(now, doubt, speaker) for doubt in doubts]
    moved = {doubt.item for doubt in doubts if doubt.then.places[:1] != now.places[:1]}
    return tuple(sorted((one for one in words if one.lines("")), key=lambda one: one.item not in moved))


def _words(now: Again, doubt: Doubt, speaker: Speaker) -> DoubtWords:
    reason = Reason(None, None, None, also=doubt.answers)
    return DoubtWords(
        item=doubt.item,
        answers="; ".join(why.words for why in speaker.whys((reason,))),
        places=_places(now.places, doubt.then.places, speaker),
        tests=tuple(_tests(now.workups, doubt.then.workups, speaker)),
        new=tuple(speaker.test_name(test) for test in doubt.then.workups if test not in now.workups),
    )


def _places(now: Sequence[str], then: Sequence[str], speaker: Speaker) -> str:
    if now[:MOST_PLACES] == then[:MOST_PLACES]:
        return ""
    names = speaker.names_of_places(then[:MOST_PLACES])
    return f"Where in the body: {', then '.join(names)}" if names else "No place could be named"


def _tests(now: tuple[str, ...], then: tuple[str, ...], speaker: Speaker) -> Iterable[MovedTest]:
    for test in now:
        effect = change_of(test, now, then)
        if effect is not None:
            other = effect[1]
            yield MovedTest(test, speaker.test_name(test), speaker.test_name(other) if other is not None else "")


def _together(changes: Iterable[MovedTest]) -> list[str]:
    """What happens to tests; those that the same one would overtake are said together."""
    overtaken: dict[str, list[str]] = {}
    said = []
    for change in changes:
        if change.ahead:
            overtaken.setdefault(change.ahead, []).append(change.name)
        else:
            said.append(f"{change.name} drops out")
    for ahead, names in overtaken.items():
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        said.append(f"{ahead} moves ahead of {names[0]}{more}")
    return said
