"""The JSON Schema (2020-12) of the case format, made from the loaded exam."""

from __future__ import annotations

from typing import Any, TypeAlias

from intake.domain.cases import WhyMissing
from intake.knowledge.case_answers import DECLINED, NOT_ASSESSED, UNABLE
from intake.knowledge.case_format import FORMAT, KEYS, OWNER_KEYS, PATIENT_KEYS, SEX_ITEM
from intake.knowledge.model import Item, Kind, Knowledge

Schema: TypeAlias = dict[str, Any]

_NO_VALUE = {"$ref": "#/$defs/no_value"}
_DAY = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def case_schema(knowledge: Knowledge) -> Schema:
    """What a case file may hold, with every item, value, side and plausible range."""
    items = {item.id: item for item in knowledge.items}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:intake:case:{knowledge.version}:{knowledge.digest.removeprefix('sha256:')}",
        "title": f"Case for the exam of {knowledge.version}",
        "type": "object",
        "required": ["format", "answers"],
        "additionalProperties": False,
        "properties": dict(zip(KEYS, _parts(items), strict=True)),
        "$defs": {"no_value": _no_value()},
    }


def _parts(items: dict[str, Item]) -> list[Schema]:
    """The schema of every top-level key, in the order of KEYS."""
    patient: dict[str, Schema] = {key: {"type": "string"} for key in PATIENT_KEYS}
    patient["birth_date"] = _DAY
    if SEX_ITEM in items:
        patient["sex"] = {"enum": [option.value for option in items[SEX_ITEM].options]}
    return [
        {"const": FORMAT},
        _DAY,
        _closed(patient),
        _closed({key: {"type": "string"} for key in OWNER_KEYS}),
        _closed({item.id: _answer(item) for item in items.values()}),
        _closed({item_id: {"type": "string"} for item_id in items}),
    ]


def _closed(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _no_value() -> Schema:
    reasons = [*(reason.value for reason in WhyMissing), DECLINED]
    forms: list[Schema] = [{"enum": [UNABLE, NOT_ASSESSED]}]
    for kind in ("not_done", "unable"):
        without_text = _closed({kind: {"enum": reasons}}) | {"required": [kind]}
        with_text = _closed({kind: {"const": "other"}, "text": {"type": "string"}}) | {"required": [kind, "text"]}
        forms += [without_text, with_text]
    return {"description": "Not examined on purpose, or tried and could not: never read as normal.", "anyOf": forms}


def _answer(item: Item) -> Schema:
    one = {"anyOf": [_value(item), _NO_VALUE]}
    forms = list(one["anyOf"])
    if item.sites:
        forms.append(_closed(dict.fromkeys(item.sites, one)) | {"minProperties": 1})
    return {"title": item.label, "description": item.how_to, "anyOf": forms}


def _value(item: Item) -> Schema:
    match item.kind:
        case Kind.ENUM:
            return {"enum": [option.value for option in item.options]}
        case Kind.MULTI:
            return _list(item)
        case Kind.NUM:
            return _number(item)
        case Kind.TEXT:
            return {"type": "string", "pattern": r"\S", "not": {"enum": [UNABLE, NOT_ASSESSED]}}


def _list(item: Item) -> Schema:
    together = [option.value for option in item.options if not option.exclusive]
    forms: list[Schema] = [{"type": "array", "minItems": 1, "items": {"enum": together}}] if together else []
    forms += [
        {"type": "array", "minItems": 1, "items": {"const": option.value}}
        for option in item.options
        if option.exclusive
    ]
    if item.accepts_single:
        forms.append({"enum": [option.value for option in item.options]})
    return {"anyOf": forms}


def _number(item: Item) -> Schema:
    number: Schema = {"type": "integer" if item.whole_number else "number"}
    if item.minimum is not None:
        number["minimum"] = item.minimum
    if item.maximum is not None:
        number["maximum"] = item.maximum
    return number | ({"description": f"in {item.unit}"} if item.unit else {})
