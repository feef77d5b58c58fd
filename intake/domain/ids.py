"""The ids of the record: random text without meaning."""

from __future__ import annotations

from typing import NewType

StaffId = NewType("StaffId", str)
OwnerId = NewType("OwnerId", str)
PatientId = NewType("PatientId", str)
VisitId = NewType("VisitId", str)
ExamId = NewType("ExamId", str)
MediaId = NewType("MediaId", str)
