"""The loaded knowledge out of a draft: what follows from several rows is worked out here, once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from intake.domain.errors import Problem
from intake.knowledge.assembly import KINDS, OTHERS, Draft
from intake.knowledge.finishing_clinic import in_exam_order, not_set_in_bulk, signed, with_words_of_patterns
from intake.knowledge.model import Item, Knowledge, Method, NeverShown, SafetyRule, ShortWords, Sign, SignState
from intake.knowledge.tables import TableReader

_SIGNED = ("patterns", "workups", "cautions", "drivers", "red_flags", "urgency_rules", "traps", "signs")


def knowledge_of(draft: Draft, digest: str) -> Knowledge | None:
    """The knowledge of a draft, or None when a part it cannot do without is missing (a problem says which)."""
    version = _single(draft, "knowledge", "version", str)
    method = _whole(draft, "method", Method)
    never_shown = _whole(draft, "never_shown", NeverShown)
    groups = _breed_groups(draft)
    if version is None or method is None or never_shown is None or groups is None:
        return None
    rows: dict[str, Any] = {KINDS[kind].field: tuple(table.values()) for kind, table in draft.rows.items()}
    rows |= {field: tuple(map(signed, rows[field])) for field in _SIGNED}
    rows["items"] = tuple(_with_bands(item, rows["bands"]) for item in in_exam_order(rows["items"]))
    rows["items"] = not_set_in_bulk(rows["items"], rows["red_flags"], rows["names"])
    rows["safety_rules"] = tuple(_with_items(rule, rows["items"]) for rule in rows["safety_rules"])
    region_ids = [region.id for region in rows["regions"]]
    rows["signs"] = tuple(_with_all_words(sign, region_ids) for sign in rows["signs"])
    return Knowledge(
        version=version,
        digest=digest,
        method=method,
        never_shown=with_words_of_patterns(never_shown, rows["patterns"]),
        breed_groups=groups,
        short_words=_short_words(draft),
        **rows,
    )


def _single(draft: Draft, kind: str, key: str, expected: type) -> Any:
    file, table = draft.single.get(kind, ("", {}))
    value = table.get(key)
    if isinstance(value, expected) and set(table) == {key}:
        return value
    where = f"{file}: {kind}: {key}" if file else kind
    draft.problems.append(Problem(where, f"missing; expected [{kind}] with {key} and nothing else"))
    return None


def _whole(draft: Draft, kind: str, struct: type[msgspec.Struct]) -> Any:
    if kind not in draft.single:
        draft.problems.append(Problem(kind, f"missing; expected a table [{kind}] in one of the files"))
        return None
    file, table = draft.single[kind]
    reader = TableReader(file)
    row = reader.row(struct, table, name=kind)
    draft.problems += reader.problems
    return row


def _short_words(draft: Draft) -> ShortWords:
    """What may be typed at every check; an exam without such words is whole all the same."""
    return (_whole(draft, "short_words", ShortWords) if "short_words" in draft.single else None) or ShortWords()


def _breed_groups(draft: Draft) -> dict[str, tuple[str, ...]] | None:
    file, table = draft.single.get("breed_groups", ("breed_groups", {}))
    try:
        return msgspec.convert(table, dict[str, tuple[str, ...]])
    except msgspec.ValidationError as error:
        draft.problems.append(Problem(f"{file}: breed_groups", f"expected lists of breeds: {error}"))
        return None


def _with_bands(item: Item, bands: Iterable[Any]) -> Item:
    ids = tuple(band.id for band in bands if band.item == item.id)
    return msgspec.structs.replace(item, bands=ids) if ids else item


def _with_items(rule: SafetyRule, items: Iterable[Item]) -> SafetyRule:
    gated = [item for item in items if rule.id in item.safety_rules]
    regions = tuple(dict.fromkeys(item.region for item in gated))
    return msgspec.structs.replace(rule, items=tuple(item.id for item in gated), regions=regions)


def _with_all_words(sign: Sign, regions: list[str]) -> Sign:
    """Every state with the word of every region, and the sign with the sources of its states."""
    states = tuple(_state_with_all_words(state, regions) for state in sign.states)
    sources = tuple(dict.fromkeys(code for state in states for code in state.source))
    return msgspec.structs.replace(sign, states=states, source=sources)


def _state_with_all_words(state: SignState, regions: list[str]) -> SignState:
    others = state.words.get(OTHERS)
    if others is None:
        return state
    named = {name: word for name, word in state.words.items() if name != OTHERS}
    rest = {region: others for region in regions if region not in named}
    return msgspec.structs.replace(state, words=named | rest)
