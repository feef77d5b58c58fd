"""The audit trail: one row per act, each sealed with the row before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from intake.domain.ids import StaffId


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which part of the record. `detail` never holds names of owners or dogs."""

    at: datetime
    by: StaffId | None
    act: str  # "answer", "sign", "told", ...
    subject: str  # "exam:<id>", "visit:<id>", ...
    detail: str = ""
    seq: int = 0
    seal: str = ""


def seal(entry: AuditEntry, previous: str) -> str:
    """The seal of an entry: SHA-256 over its content and the seal of the row before."""
    content = [previous, entry.at.isoformat(), entry.by or "", entry.act, entry.subject, entry.detail]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
