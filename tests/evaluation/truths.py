"""What counts as right: places, kinds of test, urgency."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from intake.reasoning.assessment import SuggestedWorkup

# A truth is worded as in a report; these regions of the exam answer it.
SAME_PLACE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "vestibular_central": frozenset({"vest_central"}),
        "vestibular_peripheral": frozenset({"vest_peripheral"}),
        "none_non_neurological": frozenset({"none_nonneuro", "movement_diffuse"}),
        "multifocal": frozenset({"multifocal", "movement_diffuse"}),
        "neuromuscular": frozenset({"peripheral_nerve", "nmj", "muscle"}),
        "l4_s3": frozenset({"l4_s3", "l4_l6", "l6_s1", "s1_s3_cauda"}),
    }
)
SAME_NAME = frozenset({"forebrain", "brainstem", "cerebellum", "c1_c5", "c6_t2", "t3_l3"})
PLACES = tuple(sorted(SAME_NAME | SAME_PLACE.keys()))

URGENCIES = ("emergency", "urgent", "soon", "routine")
CALM = frozenset({"soon", "routine"})
HURRIED = frozenset({"emergency", "urgent"})
SIDES = ("left", "right", "both", "none")

OTHER = "other"
_KIND_OF_TEST: Mapping[str, str] = MappingProxyType(
    {
        "imaging_radiograph": "radiograph",
        "imaging_ultrasound": "ultrasound",
        "imaging_ct": "ct",
        "imaging_mri": "mri",
        "csf": "csf",
        OTHER: "other",
    }
)
KINDS = ("bloodwork", "urinalysis", *_KIND_OF_TEST)


def accepted_places(truth: str) -> frozenset[str]:
    """The regions of the exam that are right where a report says this."""
    return SAME_PLACE.get(truth, frozenset({truth}))


def is_of_kind(test: SuggestedWorkup, kind: str) -> bool:
    """Whether a suggested test is of the kind that made a diagnosis."""
    if kind == "urinalysis":  # the minimum database holds one
        return test.group == "urinalysis" or test.id == "wu_mdb"
    if kind == "bloodwork":
        return test.group == "bloodwork"
    return test.kind == _KIND_OF_TEST[kind]
