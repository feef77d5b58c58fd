"""How a suggested test relates to the others, in the words of its chip."""

from __future__ import annotations

from intake.knowledge.model import Knowledge
from intake.reasoning.assessment import Assessment, SuggestedWorkup


def tier_words(knowledge: Knowledge, assessment: Assessment, workup: SuggestedWorkup) -> str:
    """Such as "Routine first step", "Match", "Strong match" or "Only after bloodwork"."""
    if workup.tier == "first":
        return "Routine first step"
    if workup.tier == "specialist":
        return f"Only after {_first_needed(workup)}"
    return "Strong match" if _is_strong(knowledge, assessment, workup) else "Match"


def _first_needed(workup: SuggestedWorkup) -> str:
    """What the order rules put before a specialist's test."""
    if "order_mri_csf" in workup.order and workup.group == "spinal_fluid":
        return "imaging"
    return "bloodwork" if "order_mdb" in workup.order else "the first steps"


def _is_strong(knowledge: Knowledge, assessment: Assessment, workup: SuggestedWorkup) -> bool:
    """Whether the first place and a matching pattern both call for it."""
    first = assessment.localisation[0].id if assessment.localisation else ""
    called = {region.id: region.workups_first + region.workups_then for region in knowledge.regions}
    if workup.id not in called.get(first, ()):
        return False
    matched = {match.id for match in assessment.patterns if match.fit in ("strong", "good")}
    return any(
        workup.id == wish.workup for pattern in knowledge.patterns if pattern.id in matched for wish in pattern.workups
    )
