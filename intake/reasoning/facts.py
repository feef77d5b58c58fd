"""What is recorded of one dog, as the rules read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from intake.domain.ages import months_between
from intake.domain.cases import Answer, Case, CaseAnswer, NoValue, SidedAnswer
from intake.knowledge.model import Item, Kind, Knowledge
from intake.reasoning.matching import Facts, FactSite, FactValue, Sites

_DISC_PRONE = "chondrodystrophic"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class FactRules:
    """What is needed to read a case: items, words-only twins, limits of derived items, breeds."""

    items: Mapping[str, Item]
    twins: tuple[tuple[str, str], ...]
    neurological: frozenset[str]
    placing: tuple[str, ...]  # paw placement, in front and behind
    numbers: Mapping[str, float]
    breed_groups: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Recorded values only (item -> {side: value}), and what the file says of age and breed."""

    values: Mapping[str, Sites]
    age_months: int | None = None
    breed_groups: tuple[str, ...] = ()


def prepare_facts(knowledge: Knowledge, items: Mapping[str, Item]) -> FactRules:
    """The rules of reading a case, from the knowledge."""
    return FactRules(
        items=items,
        twins=tuple((item.id, item.twin_of) for item in knowledge.items if item.twin_of),
        neurological=frozenset(
            item.id for item in knowledge.items if item.section in knowledge.method.lists["neurological_sections"]
        ),
        placing=knowledge.method.lists["paw_placement"],
        numbers=knowledge.method.numbers,
        breed_groups=knowledge.breed_groups,
    )


def recorded(rules: FactRules, case: Case) -> Recorded:
    """What the case records; to do, not examined and tried-could-not give nothing."""
    values: dict[str, Sites] = {}
    for item, answer in case.answers.items():
        # An exam of an older version may hold items that this one no longer asks.
        sites = _sites(rules.items[item], answer) if item in rules.items else {}
        if sites:
            values[item] = sites
    patient = case.patient
    breed = values.get("sig_breed", {}).get(None) or (patient.breed if patient else None) or ""
    born = patient.birth_date if patient else None
    texts = {item for item in values if rules.items[item].kind is Kind.TEXT}
    kept = {item: sites for item, sites in values.items() if item not in texts}
    age = months_between(born, case.examined_on) if born and case.examined_on else None
    return Recorded(MappingProxyType(kept), age, _groups_of(rules, str(breed)))


def with_answer(told: Recorded, item: str, sites: Sites) -> Recorded:
    """The same record with one more answer."""
    return replace(told, values={**told.values, item: sites})


def without_item(told: Recorded, item: str) -> Recorded:
    """The same record as if one item had not been answered."""
    return replace(told, values={other: sites for other, sites in told.values.items() if other != item})


def facts_from(rules: FactRules, told: Recorded) -> tuple[Facts, frozenset[str]]:
    """The facts (twins dropped, derived items added) and which of them are derived."""
    facts: dict[str, Sites] = dict(told.values)
    for twin, number in rules.twins:
        if number in facts:
            facts.pop(twin, None)
    derived: dict[str, Sites] = {}
    for item, work_out in _DERIVED.items():
        value = None if item in facts or item not in rules.items else work_out(rules, told, facts)
        if value is not None:
            derived[item] = facts[item] = {None: value}
    return facts, frozenset(derived)


def sensitive_items(rules: FactRules) -> frozenset[str]:
    """Items whose answer changes other facts: numbers that beat words, sources of derived items."""
    return frozenset({number for _, number in rules.twins} | {twin for twin, _ in rules.twins} | _SOURCES)


def neurological_checks(rules: FactRules, facts: Facts) -> int:
    """How many neurological checks have at least one recorded value; sides count once."""
    return sum(1 for item in facts if item in rules.neurological)


def number(facts: Facts, item: str) -> float | None:
    """The recorded number of an item without sides."""
    value = facts.get(item, {}).get(None)
    return value if isinstance(value, int | float) else None


def _sites(item: Item, answer: CaseAnswer) -> dict[FactSite, FactValue]:
    if isinstance(answer, SidedAnswer):
        sides = ((site, _value(answer.sites.get(site))) for site in item.sites)
        return {site: value for site, value in sides if value is not None}
    value = _value(answer)
    if value is None:
        return {}
    return dict.fromkeys(item.sites or (None,), value)


def _value(answer: Answer | None) -> FactValue | None:
    return None if isinstance(answer, NoValue) else answer


def _age(_rules: FactRules, told: Recorded, _facts: Facts) -> int | None:
    return told.age_months


def _size_class(rules: FactRules, _told: Recorded, facts: Facts) -> str | None:
    age, weight_kg = number(facts, "sig_age_months"), number(facts, "pe_weight_kg")
    # A puppy's weight says nothing of its adult size.
    if age is None or weight_kg is None or age < rules.numbers["adult_months"]:
        return None
    limits = ("toy", "small_kg"), ("small", "medium_kg"), ("medium", "large_kg"), ("large", "giant_kg")
    return next((size for size, limit in limits if weight_kg < rules.numbers[limit]), "giant")


def _disc_prone(_rules: FactRules, told: Recorded, _facts: Facts) -> str | None:
    # A breed that is not on the list stays unanswered: a cross may still be short-legged.
    return "yes" if _DISC_PRONE in told.breed_groups else None


def _breed_group(rules: FactRules, told: Recorded, _facts: Facts) -> tuple[str, ...] | None:
    item = rules.items["sig_breed_group"]
    return tuple(option.value for option in item.options if option.value in told.breed_groups) or None


def _groups_of(rules: FactRules, breed: str) -> tuple[str, ...]:
    return tuple(group for group, breeds in rules.breed_groups.items() if _is_breed_of(breeds, breed))


def _is_breed_of(breeds: tuple[str, ...], breed: str) -> bool:
    # Whole words: "Dachshund cross" is one, "Corgidor" is not.
    words = _padded_words(breed)
    return any(_padded_words(one) in words for one in breeds)


def _padded_words(text: str) -> str:
    return " ".join(["", *_WORD.findall(text.casefold()), ""])


def _na_k_ratio(_rules: FactRules, _told: Recorded, facts: Facts) -> float | None:
    sodium, potassium = number(facts, "lab_na"), number(facts, "lab_k")
    return round(sodium / potassium, 2) if sodium is not None and potassium else None


def _tremor_rate(rules: FactRules, _told: Recorded, facts: Facts) -> str | None:
    rate_hz = number(facts, "mov_frequency_hz")
    if rate_hz is None:
        return None
    if rate_hz < rules.numbers["tremor_medium_hz"]:
        return "slow"
    return "medium" if rate_hz <= rules.numbers["tremor_fast_hz"] else "fast"


# In this order: the size class reads the age.
_DERIVED: Mapping[str, Callable[[FactRules, Recorded, Facts], FactValue | None]] = MappingProxyType(
    {
        "sig_age_months": _age,
        "sig_size_class": _size_class,
        "sig_chondrodystrophic": _disc_prone,
        "sig_breed_group": _breed_group,
        "lab_na_k_ratio": _na_k_ratio,
        "mov_frequency_class": _tremor_rate,
    }
)

_SOURCES = frozenset(
    {"sig_age_months", "sig_breed", "pe_weight_kg", "lab_na", "lab_k", "mov_frequency_hz"},
)
