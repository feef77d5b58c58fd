"""The lines of the found list, from an exam and its flags."""

from __future__ import annotations

from collections.abc import Sequence

from intake.app.boards import ExamFile
from intake.ui.review.found import Found, FoundLists
from intake.ui.review.found_line import Line, section
from intake.ui.widgets.flags import FlagWords


def lines_of(file: ExamFile, flags: Sequence[FlagWords], found: FoundLists, *, shows_normal: bool) -> list[Line]:
    """Flags first, then abnormal, to judge, what has no value, and what is normal."""
    lines = section("flag", "Call-now and within-the-hour flags", [_flag_line(file, flag) for flag in flags], "Flags")
    lines += section("abnormal", "Abnormal", _lines("abnormal", found.abnormal))
    lines += section("judge", "Vet to judge", _lines("judge", found.to_judge))
    lines += section("not_done", "Not examined", _lines("not_done", found.not_done))
    lines += section("unable", "Tried, could not", _lines("unable", found.unable))
    lines += section("part", "Begun, not finished", _lines("part", found.part))
    if shows_normal:
        lines += section("normal", "Normal", _lines("normal", found.normal))
        lines += section("noted", "Noted", _lines("noted", found.noted))
    return lines


def _lines(tint: str, found: Sequence[Found]) -> list[Line]:
    return [
        Line(
            f"{tint} {one.item}",
            tint,
            one.label,
            one.words,
            where=one.where,
            note=one.note,
            rest=one.rest,
            item=one.item,
        )
        for one in found
    ]


def _flag_line(file: ExamFile, flag: FlagWords) -> Line:
    fired = next(one for one in (*file.assessment.red_flags, *file.visit_flags) if one.id == flag.id)
    item = next((reason.item for reason in fired.because if reason.item), "")
    where = ""
    if item:
        region = file.engine.items[item].region
        where = next((page.short for page in file.engine.knowledge.regions_of_exam if page.id == region), "")
    is_red = flag.level == "red"
    told = flag.told or ("Vet not told yet" if is_red else "Within the hour")
    return Line(
        key=f"flag {flag.id}",
        tint="flag",
        label=flag.message,
        words=told,
        where=where,
        item=item,
        icon="octagon-alert" if is_red else "clock-alert",
        ink="flag" if is_red else "abn",
    )
