"""Findings, fits, places and reasons in plain words, the same in text, on screen and on paper; no cause is named here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from intake.domain.cases import Missing, WhyMissing
from intake.knowledge.model import Item, Kind, Region, Workup
from intake.reasoning.assessment import Evidence, Fit, OpenCheck, Place, Reason, ShownTrap, Side
from intake.reasoning.reasons import by_finding, counts_of

FIT_WORDS: Mapping[Fit, str] = MappingProxyType(
    {"strong": "Strong fit", "good": "Good fit", "possible": "Possible", "weak": "Weak fit"}
)
TOO_LITTLE = "Too little recorded to say"
TOO_LITTLE_FIT = "Too little recorded"
NOT_EXAMINED = "The nervous system was not examined enough to say that it is not the cause."
SEDATED = "Sedated today: reflexes are not a baseline."
LEVEL_WORDS: Mapping[str, str] = MappingProxyType({"red": "Call now", "amber": "Within the hour"})
SIDE_WORDS: Mapping[Side, str] = MappingProxyType(
    {"left": "left side", "right": "right side", "both": "both sides", "none": "side not known"}
)
SITE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "L": "left",
        "R": "right",
        "LF": "left front",
        "RF": "right front",
        "LH": "left hind",
        "RH": "right hind",
    }
)
_TOGETHER: Mapping[frozenset[str], str] = MappingProxyType(
    {
        frozenset({"LF", "RF", "LH", "RH"}): "all four legs",
        frozenset({"LF", "RF"}): "both front",
        frozenset({"LH", "RH"}): "both hind",
        frozenset({"L", "R"}): "both sides",
    }
)
MISSING_WORDS: Mapping[Missing, str] = MappingProxyType(
    {Missing.NOT_DONE: "Not examined", Missing.UNABLE: "Tried, could not"}
)
WHY_WORDS: Mapping[WhyMissing, str] = MappingProxyType(
    {
        WhyMissing.UNSAFE: "unsafe, may bite",
        WhyMissing.PAIN: "pain or distress",
        WhyMissing.NOT_STILL: "dog not still",
        WhyMissing.NOT_NEEDED: "not needed",
        WhyMissing.NO_EQUIPMENT: "equipment missing",
        WhyMissing.VET_WILL_DO: "vet will do it",
        WhyMissing.OWNER_DECLINED: "owner declined",
        WhyMissing.NOT_KNOWN: "not known",
        WhyMissing.OTHER: "other",
    }
)
PART_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "start": "how often this place is affected",
        "pattern": "matching combination of findings",
        "multifocal_cost": "two places have to be earned",
    }
)
_NOT_NERVOUS = "Not the nervous system"
_LONG_NAME = 45
_COUNT = "count"  # a unit that is not said: "5", not "5 count"
_WHOLE_NAMES = frozenset(
    {"More than one area", "Whole-body movement", "Not the nervous system", "Nerve-muscle junction"}
)


def number_words(value: float) -> str:
    """A number as entered: whole without ".0", decimals uncut."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def range_words(low: float | None, high: float | None) -> str:
    """A usual range, such as "37.5–39.2", "up to 2" or "95 and over"; empty when it has no end."""
    if low is not None and high is not None:
        return number_words(low) if low == high else f"{number_words(low)}–{number_words(high)}"
    if high is not None:
        return f"up to {number_words(high)}"
    return f"{number_words(low)} and over" if low is not None else ""


def lower_first(words: str) -> str:
    """Words for the middle of a line: "Left back" becomes "left back", "T13–L1" stays."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def option_words(item: Item, value: str) -> str:
    """The label of an option."""
    return next((option.label for option in item.options if option.value == value), value.replace("_", " "))


def value_words(item: Item, value: str | float) -> str:
    """One answer: an option's label, a number with its unit, a text as written."""
    if isinstance(value, str):
        return value if item.kind is Kind.TEXT else option_words(item, value)
    return number_words(value) if item.unit in ("", _COUNT) else f"{number_words(value)} {item.unit}"


def sites_words(sites: Iterable[str]) -> str:
    """Sides in as few words as possible: "both hind", "left front and right hind"."""
    wanted = frozenset(sites)
    return _TOGETHER.get(wanted) or " and ".join(words for site, words in SITE_WORDS.items() if site in wanted)


def check_words(items: Mapping[str, Item], item: str, sites: Iterable[str] = ()) -> str:
    """A check and its sides, such as "Paw placement, left hind"."""
    name = items[item].short_label if item in items else item
    where = sites_words(sites)
    return f"{name}, {where}" if where else name


def asked_words(items: Mapping[str, Item], item: str) -> str:
    """A check to do, with its legs where another check goes by the same name: "Paw placement, both hind"."""
    namesakes = sum(one.short_label == items[item].short_label for one in items.values())
    return check_words(items, item, items[item].sites if namesakes > 1 else ())


def finding_words(items: Mapping[str, Item], item: str, value: str | float, sites: Iterable[str] = ()) -> str:
    """A recorded answer, such as "Paw placement: delayed, left hind" or "Shaking stops? yes"."""
    if item not in items:
        return f"{item} {value}"
    of = items[item]
    words = value_words(of, value)
    said = words if of.kind is Kind.TEXT else lower_first(words)
    where = sites_words(sites)
    mark = "" if of.short_label.endswith("?") else ":"
    return f"{of.short_label}{mark} {said}" + (f", {where}" if where else "")


def findings_words(items: Mapping[str, Item], reasons: Iterable[Reason]) -> list[str]:
    """The findings of several reasons, each once, its sides put together."""
    return [finding_words(items, item, value, sites) for (item, value), sites in by_finding(reasons).items()]


def evidence_words(items: Mapping[str, Item], found: Iterable[Evidence]) -> list[str]:
    """Findings in words; sides with the same answer stand together."""
    return findings_words(items, (Reason(None, None, None, also=tuple(found)),))


def open_words(items: Mapping[str, Item], checks: Iterable[OpenCheck]) -> list[str]:
    """Open checks in words; the open sides of one check stand together."""
    sides: dict[str, list[str]] = {}
    for check in checks:
        sides.setdefault(check.item, []).extend([check.site] if check.site else [])
    return [check_words(items, item, sites) for item, sites in sides.items()]


def place_words(name: str, plain: str) -> str:
    """A place by its plain words, with its own name where those alone would not say which."""
    if not plain or plain == name:
        return name
    # Plain words that name the place in brackets say all of it: "Spinal cord, mid-back (T3–L3)".
    return plain if "(" in plain or plain in _WHOLE_NAMES else f"{plain}: {name[:1].lower()}{name[1:]}"


def names_of_places(regions: Iterable[Region]) -> dict[str, str]:
    """Every place by the words people see."""
    return {region.id: place_words(region.name, region.plain_name) for region in regions}


def short_names_of_places(regions: Iterable[Region], *, with_vertebrae: bool) -> dict[str, str]:
    """Every place in the fewest words that tell it from the others: "mid-back", "low back (L4–L6)", "forebrain"."""
    known = tuple(regions)
    full = {region.id: _short_name(region, known) for region in known}
    bare = {place: words.split(" (")[0] for place, words in full.items()}
    alone = [words for words in bare.values() if list(bare.values()).count(words) == 1]
    return {place: full[place] if with_vertebrae or words not in alone else words for place, words in bare.items()}


def _short_name(region: Region, known: tuple[Region, ...]) -> str:
    if region.plain_name == _NOT_NERVOUS:
        return f'"{lower_first(_NOT_NERVOUS)}"'
    if not region.plain_name or sum(one.plain_name == region.plain_name for one in known) > 1:
        return lower_first(region.name.split(" (")[0]).replace(", ", "/")
    of, _, which = region.plain_name.partition(", ")
    if not which:
        return lower_first(of)
    # "Spinal cord, mid-back (T3–L3)" is the mid-back; "Neck, upper (C1–C5)" is the upper neck.
    part, _, vertebrae = which.partition(" (")
    return which if of == "Spinal cord" else f"{part} {lower_first(of)} ({vertebrae}"


def test_words(workup: Workup) -> str:
    """A test by its name, with the kind of picture where the name does not say it."""
    return workup.name if _names_its_kind(workup) else f"{workup.name} (radiographs)"


def short_test_words(workup: Workup) -> str:
    """A test in the middle of a line: what its name says before the details."""
    name = workup.name
    for mark in (": ", " (", " incl.", " of "):
        name = name.split(mark)[0]
    if len(name) > _LONG_NAME:
        name = name.split(", ")[0]
    return name if _names_its_kind(workup) else f"{name} radiographs"


def _names_its_kind(workup: Workup) -> bool:
    return workup.kind != "radiograph" or any(word in workup.name.lower() for word in ("radiograph", "views"))


def with_plain_places(regions: Iterable[Region], words: str) -> str:
    """The same words with places by the names people see."""
    for region in regions:
        if region.plain_name:
            words = words.replace(region.name, place_words(region.name, region.plain_name))
    return words


def counts_words(counts: Sequence[int]) -> str:
    """Such as "7 for, 0 against, 2 not known"."""
    return f"{counts[0]} for, {counts[1]} against, {counts[2]} not known"


def place_counts_words(place: Place) -> str:
    """How much speaks for a place, against it, and is not known."""
    return counts_words(counts_of(place))


def trap_words(trap: ShownTrap) -> str:
    """What to take care of, as a sentence that stands alone."""
    return f"{trap.lead}: {lower_first(trap.says)}" if trap.lead else trap.says
