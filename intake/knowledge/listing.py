"""What the app knows, as plain objects for `knowledge list`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from intake.domain.errors import BadInput, Problem
from intake.knowledge.conditions import unparse
from intake.knowledge.model import (
    AUTHOR_MARK,
    Item,
    Knowledge,
    Pattern,
    RedFlag,
    Region,
    Score,
    Sign,
    SignState,
    SourceRow,
    Trap,
    UrgencyRule,
    Workup,
)

Listed: TypeAlias = dict[str, Any]

KINDS = (
    "items",
    "regions",
    "signs",
    "patterns",
    "workups",
    "red_flags",
    "urgency_rules",
    "traps",
    "scores",
    "sources",
)


def counts(knowledge: Knowledge) -> dict[str, int]:
    """How many rows of each kind the knowledge has."""
    return {kind: len(getattr(knowledge, kind)) for kind in KINDS}


def summary(knowledge: Knowledge) -> Listed:
    """Version, digest and counts."""
    return {"version": knowledge.version, "digest": knowledge.digest, "counts": counts(knowledge)}


def listing(knowledge: Knowledge, kind: str) -> list[Listed]:
    """Every row of a kind with its id, its sources and what a script may want of it.

    Raises:
        BadInput: there is no such kind.
    """
    if kind not in KINDS:
        raise BadInput((Problem("", f'"{kind}" is not one of {" ".join(KINDS)}'),))
    return [_LISTED[kind](row) for row in getattr(knowledge, kind)]


def _base(row: Any, **more: Any) -> Listed:
    return {"id": row.id, **more, **_sources(row)}


def _sources(row: Any, codes: Sequence[str] | None = None) -> Listed:
    """Where a row comes from; one of the clinic's says who wrote it too."""
    listed = [code for code in (row.source if codes is None else codes) if not code.startswith(AUTHOR_MARK)]
    return {"source": listed} | ({"author": row.author} if row.author else {})


def _item(item: Item) -> Listed:
    options = [{"value": option.value, "label": option.label, "class": option.cls.value} for option in item.options]
    return _base(
        item,
        label=item.label,
        short_label=item.short_label,
        how_to=item.how_to,
        section=item.section,
        region=item.region,
        kind=item.kind.value,
        scope=item.scope.value,
        sites=list(item.sites),
        options=options,
        unit=item.unit or None,
        minimum=item.minimum,
        maximum=item.maximum,
        reference=item.reference or None,
        who=item.who.value,
        safety=item.safety or None,
        core=item.core,
        bulk_ok=item.bulk_ok,
        normal=item.normal or None,
        derived=item.derived,
    )


def _region(region: Region) -> Listed:
    return _base(
        region,
        name=region.name,
        laterality=region.laterality,
        description=region.description,
        family=region.family,
        start=region.start / 100,
        rows=len(region.rows),
        workups_first=list(region.workups_first),
        workups_then=list(region.workups_then),
    )


def _sign(sign: Sign) -> Listed:
    states = [
        {"state": state.state, "kind": state.kind, "when": unparse(state.when), **_of_state(state)}
        for state in sign.states
    ]
    return _base(sign, label=sign.label, states=states)


def _of_state(state: SignState) -> Listed:
    return {"source": [code for code in state.source if not code.startswith(AUTHOR_MARK)]}


def _pattern(pattern: Pattern) -> Listed:
    return _base(
        pattern,
        name=pattern.name,
        urgency=pattern.urgency,
        regions=list(pattern.regions),
        rows=len(pattern.rows),
        workups=[wish.workup for wish in pattern.workups],
    )


def _workup(workup: Workup) -> Listed:
    return _base(
        workup,
        name=workup.name,
        group=workup.group,
        kind=workup.kind,
        tier=workup.tier,
        level=workup.level,
        preparation=workup.preparation,
    )


def _red_flag(flag: RedFlag) -> Listed:
    return _base(
        flag,
        level=flag.level,
        when=unparse(flag.when),
        message=flag.message,
        message_vet=flag.message_vet,
        first_action=flag.first_action,
    )


def _urgency_rule(rule: UrgencyRule) -> Listed:
    when = unparse(rule.when) if rule.when is not None else None
    return _base(rule, level=rule.level, says=rule.says, when=when, words=rule.words)


def _trap(trap: Trap) -> Listed:
    return _base(trap, when=unparse(trap.when), says=trap.says, happens=trap.happens, effect=trap.effect)


def _score(score: Score) -> Listed:
    return _base(
        score,
        name=score.name,
        status=score.status,
        minimum=score.minimum,
        maximum=score.maximum,
        formula=score.formula or None,
        items=list(score.items),
    )


def _source(source: SourceRow) -> Listed:
    about = {"title": source.title, "authors": source.authors, "year": source.year, "url": source.url}
    return {"id": source.id, **about, "read": source.read, **_sources(source, [source.id])}


_LISTED: Mapping[str, Callable[[Any], Listed]] = {
    "items": _item,
    "regions": _region,
    "signs": _sign,
    "patterns": _pattern,
    "workups": _workup,
    "red_flags": _red_flag,
    "urgency_rules": _urgency_rule,
    "traps": _trap,
    "scores": _score,
    "sources": _source,
}
