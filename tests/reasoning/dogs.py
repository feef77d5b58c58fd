"""Dogs with what is recorded of them, and short ways to ask the engine about them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from intake.domain.cases import Case
from intake.knowledge.case_format import read_case
from intake.knowledge.model import Knowledge
from intake.reasoning.assess import assess, assess_core, reckon
from intake.reasoning.assessment import Assessment, MatchedPattern, Place, SuggestedWorkup
from intake.reasoning.engine import Engine
from intake.reasoning.facts import recorded
from intake.reasoning.reckoning import Reckoning

CASES = Path(__file__).parents[1] / "cases"
FILES = ("published", "ordinary", "vignettes")

# A full exam with nothing to find, and the history that goes with it.
SOUND: dict[str, Any] = {
    "sig_age_months": 48,
    "head_mentation": "bright_alert",
    "head_behaviour": ["normal"],
    "head_tilt": "none",
    "cn_menace": "present",
    "cn_facial_symmetry": "normal",
    "cn_jaw_tone": "normal",
    "cn_nystagmus_spont": "none",
    "gait_ambulation": "ambulatory",
    "gait_limbs": "none",
    "gait_paresis_hind": "none",
    "gait_paresis_fore": "none",
    "gait_ataxia": "none",
    "fl_paw_replacement": "normal",
    "rl_paw_replacement": "normal",
    "fl_withdrawal": "r2",
    "rl_withdrawal": "r2",
    "rl_patellar": "r2",
    "neck_palpation": "no_pain",
    "torso_spinal_pain": ["none"],
    "anus_tone": "normal",
    "pe_temp_c": 38.5,
    "pe_mm_colour": "pink",
    "hx_toxin_exposure": "none_known",
}

# Acute thoracolumbar cord: the hind legs only, weak, slow to place, brisk, sore mid-back.
BACK: dict[str, Any] = {
    "head_mentation": "bright_alert",
    "gait_limbs": "both_hind",
    "gait_ambulation": "ambulatory_falls",
    "gait_paresis_hind": "moderate",
    "gait_paresis_fore": "none",
    "gait_ataxia": "proprioceptive",
    "fl_paw_replacement": "normal",
    "fl_withdrawal": "r2",
    "rl_paw_replacement": {"LH": "absent", "RH": "delayed"},
    "rl_patellar": {"LH": "r3", "RH": "r3"},
    "rl_withdrawal": "r2",
    "torso_spinal_pain": ["thoracolumbar"],
    "torso_ctr": "cut_off",
    "anus_tone": "normal",
}

# A weak chronic old dog with nothing new.
TREMBLES_AT_THE_VET: dict[str, Any] = SOUND | {
    "hx_chief_sign": ["shaking_back_legs"],
    "hx_anxiety_context": "yes_only_then",
    "hx_activity": ["only_at_vet"],
    "hx_behaviour": ["anxious"],
    "mov_class": "tremor",
    "mov_distract": "stops",
}


def a_case(knowledge: Knowledge, answers: dict[str, Any], **about: Any) -> Case:
    document = {"format": "intake-case/1", "patient": {}, "answers": answers} | about
    return read_case(json.dumps(document).encode(), knowledge)


@dataclass(frozen=True)
class Vet:
    """Asks the engine about a dog."""

    engine: Engine

    def case(self, answers: dict[str, Any], **about: Any) -> Case:
        return a_case(self.engine.knowledge, answers, **about)

    def sees(self, *answers: dict[str, Any], **about: Any) -> Assessment:
        return assess_core(self.engine, self.case(_together(answers), **about))

    def sees_all(self, *answers: dict[str, Any]) -> Assessment:
        return assess(self.engine, self.case(_together(answers)))

    def reckons(self, *answers: dict[str, Any]) -> Reckoning:
        told = recorded(self.engine.rules.facts, self.case(_together(answers)))
        return reckon(self.engine.rules, told)

    def states(self, *answers: dict[str, Any]) -> dict[str, str]:
        return {state.sign: state.state for state in self.reckons(*answers).stand.states}


def place_of(assessment: Assessment, region: str) -> Place:
    return next(place for place in assessment.localisation if place.id == region)


def places_in(assessment: Assessment) -> list[str]:
    return [place.id for place in assessment.localisation]


def pattern_of(assessment: Assessment, pattern: str) -> MatchedPattern:
    return next(one for one in assessment.patterns if one.id == pattern)


def workup_of(assessment: Assessment, workup: str) -> SuggestedWorkup:
    return next(one for one in assessment.workups if one.id == workup)


def workups_in(assessment: Assessment) -> list[str]:
    return [workup.id for workup in assessment.workups]


def _together(answers: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    return {item: answer for each in answers for item, answer in each.items()}


@cache
def shared_rows() -> tuple[tuple[str, dict[str, Any]], ...]:
    """Every shared case with the file it stands in."""
    rows = []
    for name in FILES:
        lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows += [(name, json.loads(line)) for line in lines if line.strip()]
    return tuple(rows)


@cache
def _shared_bytes() -> dict[str, bytes]:
    return {row["id"]: json.dumps(row["case"]).encode() for _, row in shared_rows()}


def shared_case(knowledge: Knowledge, name: str) -> Case:
    return read_case(_shared_bytes()[name], knowledge)


def shared_ids() -> list[str]:
    return [row["id"] for _, row in shared_rows()]
