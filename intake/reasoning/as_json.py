"""An assessment in the exchange format, keys in a stable order."""

from __future__ import annotations

from typing import Any, TypeAlias

from intake.reasoning.assessment import (
    Assessment,
    ChangeIf,
    Evidence,
    FiredFlag,
    MatchedPattern,
    NextCheck,
    NotedSign,
    OpenCheck,
    Place,
    Reason,
    ScoreResult,
    ShownTrap,
    SuggestedWorkup,
)

FORMAT = "intake-assessment/1"

Json: TypeAlias = dict[str, Any]


def as_json(assessment: Assessment) -> Json:
    """The assessment as one JSON object."""
    return {
        "format": FORMAT,
        "knowledge": {"version": assessment.knowledge_version, "digest": assessment.knowledge_digest},
        "enough": assessment.enough,
        "urgency": assessment.urgency,
        "urgency_rule": assessment.urgency_rule,
        "urgency_because": _reasons(assessment.urgency_because),
        "red_flags": [_flag(flag) for flag in assessment.red_flags],
        "signs": [_sign(sign) for sign in assessment.signs],
        "localisation": [_place(place) for place in assessment.localisation],
        "patterns": [_pattern(pattern) for pattern in assessment.patterns],
        "workups": [_workup(workup) for workup in assessment.workups],
        "next_checks": [_check(check) for check in assessment.next_checks],
        "traps": [_trap(trap) for trap in assessment.traps],
        "scores": [_score(score) for score in assessment.scores],
    }


def _evidence(one: Evidence) -> Json:
    return {"item": one.item, "site": one.site, "value": one.value}


def _reason(reason: Reason) -> Json:
    return {
        "item": reason.item,
        "site": reason.site,
        "value": reason.value,
        "weight": reason.weight,
        "source": list(reason.source),
        "also": [_evidence(one) for one in reason.also],
        "sign": reason.sign,
        "state": reason.state,
    }


def _reasons(reasons: tuple[Reason, ...]) -> list[Json]:
    return [_reason(reason) for reason in reasons]


def _open(checks: tuple[OpenCheck, ...]) -> list[Json]:
    return [{"item": check.item, "site": check.site} for check in checks]


def _flag(flag: FiredFlag) -> Json:
    return {
        "id": flag.id,
        "level": flag.level,
        "message": flag.message,
        "message_vet": flag.message_vet,
        "first_action": flag.first_action,
        "because": _reasons(flag.because),
        "source": list(flag.source),
    }


def _sign(sign: NotedSign) -> Json:
    return {
        "item": sign.item,
        "site": sign.site,
        "value": sign.value,
        "class": sign.cls,
        "direction": sign.direction,
        "derived": sign.derived,
    }


def _place(place: Place) -> Json:
    return {
        "id": place.id,
        "name": place.name,
        "side": place.side,
        "fit": place.fit,
        "score": place.score,
        "for": _reasons(place.reasons_for),
        "against": _reasons(place.reasons_against),
        "missing": _open(place.missing),
        "regions": list(place.regions),
        "form": place.form,
    }


def _pattern(pattern: MatchedPattern) -> Json:
    return {
        "id": pattern.id,
        "name": pattern.name,
        "fit": pattern.fit,
        "score": pattern.score,
        "urgency": pattern.urgency,
        "for": _reasons(pattern.reasons_for),
        "against": _reasons(pattern.reasons_against),
        "missing": _open(pattern.missing),
    }


def _change(change: ChangeIf) -> Json:
    return {
        "answers": [_evidence(one) for one in change.answers],
        "effect": change.effect,
        "other": change.other,
    }


def _workup(workup: SuggestedWorkup) -> Json:
    return {
        "id": workup.id,
        "name": workup.name,
        "group": workup.group,
        "kind": workup.kind,
        "tier": workup.tier,
        "step": workup.step,
        "score": workup.score,
        "because": _reasons(workup.because),
        "against": _reasons(workup.against),
        "missing": _open(workup.missing),
        "cautions": list(workup.cautions),
        "order": list(workup.order),
        "would_change": [_change(change) for change in workup.would_change],
    }


def _check(check: NextCheck) -> Json:
    return {
        "item": check.item,
        "site": check.site,
        "value_of": check.value_of,
        "because": check.because,
        "outcomes": [{"site": one.site, "value": one.value, "says": one.says} for one in check.outcomes],
    }


def _trap(trap: ShownTrap) -> Json:
    return {"id": trap.id, "says": trap.says, "because": _reasons(trap.because)}


def _score(score: ScoreResult) -> Json:
    return {
        "id": score.id,
        "value": score.value,
        "max": score.max,
        "meaning": score.meaning,
        "missing": _open(score.missing),
    }
