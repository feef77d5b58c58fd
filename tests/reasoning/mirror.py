"""Left and right exchanged: in answers, in conditions of the knowledge, in an assessment."""

from collections import Counter
from typing import Any

from intake.knowledge.conditions import AllOf, AnyOf, Compare, Condition, Finding, Name, Not, StateIs
from intake.knowledge.model import Item, Knowledge

SITES = {"L": "R", "R": "L", "LF": "RF", "RF": "LF", "LH": "RH", "RH": "LH"}
SIDES = {"left": "right", "right": "left"}
UNORDERED = ("red_flags.because", "urgency_because", "traps.because", "signs", "outcomes", "would_change", "answers")
"""What is listed in the order of the exam, which knows left before right."""


class Mirror:
    """Exchanges left and right as the items say."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._items: dict[str, Item] = {item.id: item for item in knowledge.items}
        self._values = {
            (item.id, option.value): option.mirror
            for item in knowledge.items
            for option in item.options
            if option.mirror
        }

    def value(self, item: str, value: Any) -> Any:
        return self._values.get((item, value), value) if isinstance(value, str) else value

    def site(self, site: str | None) -> str | None:
        return site and SITES.get(site, site)

    # Answers as a case file has them

    def answers(self, answers: dict[str, Any]) -> dict[str, Any]:
        return {item: self._answer(item, answer) for item, answer in answers.items()}

    def _answer(self, item: str, answer: Any) -> Any:
        if isinstance(answer, dict) and set(answer) <= set(SITES):
            return {SITES[site]: self._answer(item, one) for site, one in answer.items()}
        if isinstance(answer, list):
            return [self.value(item, one) for one in answer]
        return self.value(item, answer)

    # Conditions

    def condition(self, condition: Condition, *, mirrored: bool) -> object:
        """The condition without the order of its parts, as it is or mirrored."""
        match condition:
            case Finding(item, values, site):
                shown = frozenset(self.value(item, value) if mirrored else value for value in values)
                return item, shown, self.site(site) if mirrored else site
            case Compare(item, op, limit, site):
                return item, op, limit, self.site(site) if mirrored else site
            case Name() | StateIs():
                return condition
            case Not(part):
                return "not", self.condition(part, mirrored=mirrored)
            case AllOf(parts) | AnyOf(parts):
                return type(condition), frozenset(self.condition(part, mirrored=mirrored) for part in parts)

    # An assessment in the exchange format

    def assessment(self, assessment: dict[str, Any], *, mirrored: bool) -> Any:
        """The assessment with findings as sets, as it is or mirrored."""
        return self._part("", assessment, mirrored=mirrored)

    def _part(self, path: str, part: Any, *, mirrored: bool) -> Any:
        if isinstance(part, dict) and {"item", "site"} <= part.keys():
            return self._finding(path, part, mirrored=mirrored)
        if isinstance(part, dict):
            return {key: self._part(f"{path}.{key}".strip("."), one, mirrored=mirrored) for key, one in part.items()}
        if isinstance(part, list):
            parts = [self._part(path, one, mirrored=mirrored) for one in part]
            if path.endswith(UNORDERED):
                return Counter(map(repr_of, parts))
            return _by_item(parts) if path.endswith("missing") else parts
        if path.endswith("side"):
            return SIDES.get(part, part) if mirrored else part
        return part

    def _finding(self, path: str, part: dict[str, Any], *, mirrored: bool) -> dict[str, Any]:
        found = {key: self._part(f"{path}.{key}", one, mirrored=mirrored) for key, one in part.items()}
        if mirrored:
            found["site"] = self.site(part["site"])
            if "value" in part:
                found["value"] = self.value(part["item"], part["value"])
        if "also" in part:  # a reason: all its findings are one set
            all_of_them = [found, *found.pop("also")]
            found["findings"] = frozenset((one.pop("item"), one.pop("site"), one.pop("value")) for one in all_of_them)
        return found


def repr_of(part: Any) -> str:
    """The part in words that do not depend on the order of sets."""
    if isinstance(part, dict):
        return "{" + ", ".join(f"{key}: {repr_of(part[key])}" for key in sorted(part)) + "}"
    if isinstance(part, list | tuple):
        return "[" + ", ".join(map(repr_of, part)) + "]"
    if isinstance(part, frozenset | Counter):
        return "<" + ", ".join(sorted(repr_of(one) + f" x{Counter(part)[one]}" for one in part)) + ">"
    return repr(part)


def _by_item(parts: list[dict[str, Any]]) -> list[tuple[str, frozenset[str | None]]]:
    sites: dict[str, set[str | None]] = {}
    for part in parts:
        sites.setdefault(part["item"], set()).add(part["site"])
    return [(item, frozenset(found)) for item, found in sites.items()]


def conditions_in(part: object, path: str = "") -> list[tuple[str, object]]:
    """Every condition of the knowledge, and every list of conditions as one, with where it stands."""
    if isinstance(part, Finding | Compare | Name | StateIs | Not | AllOf | AnyOf):
        return [(path, part)]
    if (
        isinstance(part, tuple)
        and part
        and all(isinstance(one, Finding | Compare | Name | StateIs | Not | AllOf | AnyOf) for one in part)
    ):
        return [(path, part)]
    if isinstance(part, tuple):
        named = [(getattr(one, "id", number), one) for number, one in enumerate(part)]
        return [found for name, one in named for found in conditions_in(one, f"{path}[{name}]")]
    if isinstance(part, dict):
        return [found for name, one in part.items() for found in conditions_in(one, f"{path}.{name}")]
    fields = getattr(part, "__struct_fields__", ())
    return [found for name in fields for found in conditions_in(getattr(part, name), f"{path}.{name}")]
