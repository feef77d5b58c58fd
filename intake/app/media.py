"""Photos and clips of a visit: added, captioned, marked, taken out of sight; never part of what is signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from intake.app.changes import Change, MarkBefore, MediaBefore
from intake.app.clinic import Clinic
from intake.app.ports import Look, Work
from intake.domain.audit import AuditEntry
from intake.domain.errors import BadInput, NotAllowed, NotFound, Problem
from intake.domain.exams import Exam
from intake.domain.ids import ExamId, MediaId, PatientId, StaffId, VisitId
from intake.domain.media import Kept, Media, MediaKind, MediaMark, MediaNote, marks_in_force, notes_in_force
from intake.domain.visits import check_recordable
from intake.knowledge.legal import too_long

WORDS = {MediaKind.PHOTO: "photo", MediaKind.VIDEO: "clip"}
LONGEST_MARK = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One photo or clip of a visit as it stands, with the words people read beside it."""

    media: Media
    caption: str
    by_name: str
    item_label: str = ""  # the check it shows; empty: the dog
    is_removed: bool = False
    is_after_signing: bool = False


@dataclass(frozen=True, slots=True)
class VisitMedia:
    """The photos and clips of a visit, oldest first."""

    visit: VisitId
    number: int
    dog: str
    entries: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a mark is set: a new one when `mark` is empty."""

    visit: VisitId
    media: MediaId
    seconds: float
    mark: str = ""


def of_visit(clinic: Clinic, visit: VisitId) -> VisitMedia:
    """The photos and clips of a visit; those out of sight stand apart.

    Raises:
        NotFound: no such visit.
    """
    with clinic.store.look() as look:
        shown = look.visit(visit)
        notes = notes_in_force(look.media_notes_of(visit))
        media = look.media_of(visit)
        names = {one.by: look.staff_member(one.by).name for one in media}
        signed_at = _first_signed(look, look.exams_of(visit)) if media else None
        dog = look.patient(shown.patient_id).name
    reading = _Reading(names, notes, signed_at, _labels(clinic))
    entries = [reading.entry(one) for one in media]
    return VisitMedia(
        visit,
        shown.number,
        dog,
        tuple(one for one in entries if not one.is_removed),
        tuple(one for one in entries if one.is_removed),
    )


def _labels(clinic: Clinic) -> Mapping[str, str]:
    return {item.id: item.label for item in clinic.rulebooks.current.knowledge.items}


@dataclass(frozen=True, slots=True)
class _Reading:
    names: Mapping[StaffId, str]
    notes: Mapping[MediaId, MediaNote]
    signed_at: datetime | None
    labels: Mapping[str, str]

    def entry(self, media: Media) -> Entry:
        note = self.notes.get(media.id)
        return Entry(
            media,
            note.caption if note else "",
            self.names[media.by],
            self.labels.get(media.item, media.item),
            bool(note and note.is_removed),
            self.signed_at is not None and media.at > self.signed_at,
        )


def _first_signed(look: Look, exams: tuple[Exam, ...]) -> datetime | None:
    signed = [given.at for exam in exams if (given := look.signature_of(exam.id)) is not None]
    return min(signed, default=None)


def marks_of(clinic: Clinic, media: MediaId) -> tuple[MediaMark, ...]:
    """The marks of a clip that stand, in the order of the clip."""
    with clinic.store.look() as look:
        return marks_in_force(look.media_marks_of(media))


def is_known(clinic: Clinic, digest: str) -> bool:
    """Whether any visit has a photo or clip of this content, in sight or not."""
    with clinic.store.look() as look:
        return bool(look.media_with(digest))


def add(clinic: Clinic, visit: VisitId, kept: Kept, *, by: StaffId, item: str = "") -> Change:
    """The visit shows a file that lies among the attachments; one taken out of sight before is put back.

    A signed exam stays as it is: photos and clips belong to the visit.

    Raises:
        BadInput: there is no such check.
        NotAllowed: the visit is cancelled, or shows this photo or clip already.
    """
    now, seen = clinic.now(), kept.seen
    if item and item not in _labels(clinic):
        raise BadInput((Problem("item", "There is no such check in this exam."),))
    with clinic.store.work() as work:
        shown = work.visit(visit)
        check_recordable(shown.status)
        if (same := _same(work, visit, kept.digest)) is not None:
            return _add_again(clinic, work, same, by)
        media = Media(
            MediaId(clinic.new_id()), visit, seen.kind, kept.digest, kept.name, kept.size, seen.width, seen.height,
            by, now, _open_exam(work, visit), item, seen.seconds, seen.taken_at,
        )  # fmt: skip
        work.add(media)
        work.audit(AuditEntry(now, by, f"add {WORDS[seen.kind]}", f"visit:{visit}", media.id))
        work.commit()
    return _change(media, now, shown.patient_id, f"{_title(media)} added.")


def _same(work: Work, visit: VisitId, digest: str) -> Media | None:
    return next((one for one in work.media_of(visit) if one.digest == digest), None)


def _add_again(clinic: Clinic, work: Work, media: Media, by: StaffId) -> Change:
    note = notes_in_force(work.media_notes_of(media.visit_id)).get(media.id)
    if note is None or not note.is_removed:
        raise NotAllowed(f"This {WORDS[media.kind]} is in the visit already, as {media.name}. It was not added twice.")
    again = replace(note, by=by, at=clinic.now(), is_removed=False, seq=0)
    change = _noted(work, media, replace(note, seq=0), again)
    return replace(change, says=f"This {WORDS[media.kind]} had been taken out before. It is back.")


def _open_exam(work: Work, visit: VisitId) -> ExamId | None:
    """The exam it was made in; one that is signed has nothing added to it."""
    exams = work.exams_of(visit)
    return exams[-1].id if exams and work.signature_of(exams[-1].id) is None else None


def set_caption(clinic: Clinic, visit: VisitId, media: MediaId, text: str, *, by: StaffId) -> Change:
    """Other words under a photo or clip; the journal keeps both.

    Raises:
        BadInput: a text over 10 000 characters.
        NotFound: the visit has no such photo or clip.
    """
    if wrong := too_long(text):
        raise BadInput((Problem("caption", wrong),))
    return _note(clinic, visit, media, by, caption=text.strip())


def remove(clinic: Clinic, visit: VisitId, media: MediaId, *, by: StaffId) -> Change:
    """A photo or clip taken out of sight; its file stays, and it can be put back."""
    change = _note(clinic, visit, media, by, is_removed=True)
    return replace(change, says="Taken out of the visit.")


def put_back(clinic: Clinic, visit: VisitId, media: MediaId, *, by: StaffId) -> Change:
    """A photo or clip taken out of sight is in the visit again."""
    return replace(_note(clinic, visit, media, by, is_removed=False), says="Back in the visit.")


def _note(clinic: Clinic, visit: VisitId, media: MediaId, by: StaffId, **changed: str | bool) -> Change:
    with clinic.store.work() as work:
        shown = _shown(work, visit, media)
        before = notes_in_force(work.media_notes_of(visit)).get(media) or MediaNote(media, "", by, clinic.now())
        before = replace(before, seq=0)
        return _noted(work, shown, before, replace(before, by=by, at=clinic.now(), **changed))  # type: ignore[arg-type]  # caption and is_removed only


def _noted(work: Work, media: Media, before: MediaNote, note: MediaNote) -> Change:
    work.add(note)
    act = "take out" if note.is_removed else "caption"
    work.audit(AuditEntry(note.at, note.by, f"{act} {WORDS[media.kind]}", f"visit:{media.visit_id}", media.id))
    work.commit()
    return replace(_change(media, note.at), undo=(MediaBefore(media.visit_id, before, note),))


def mark(clinic: Clinic, moment: Moment, text: str, *, by: StaffId) -> Change:
    """A named moment of a clip, or other words for one.

    Raises:
        BadInput: no words, more than 200 characters, or a moment outside the clip.
        NotFound: the visit has no such clip.
    """
    now, words = clinic.now(), " ".join(text.split())
    with clinic.store.work() as work:
        media = _shown(work, moment.visit, moment.media)
        if problems := _mark_problems(media, moment, words):
            raise BadInput(problems)
        key = moment.mark or clinic.new_id()
        stood = {one.mark: one for one in marks_in_force(work.media_marks_of(media.id))}.get(key)
        row = MediaMark(media.id, key, round(moment.seconds, 6), words, by, now)
        work.add(row)
        work.audit(AuditEntry(now, by, "mark clip", f"visit:{moment.visit}", media.id))
        work.commit()
    before = MarkBefore(moment.visit, replace(stood, seq=0) if stood else None, row)
    return replace(_change(media, now), undo=(before,))


def _mark_problems(media: Media, moment: Moment, words: str) -> tuple[Problem, ...]:
    found = []
    if media.seconds is None or not 0 <= moment.seconds <= media.seconds + 1:
        found.append(Problem("seconds", "This moment is not in the clip."))
    if not words:
        found.append(Problem("text", "A mark needs words: what happens here?"))
    if len(words) > LONGEST_MARK:
        found.append(Problem("text", f"A mark has at most {LONGEST_MARK} characters; this has {len(words)}."))
    return tuple(found)


def drop_mark(clinic: Clinic, visit: VisitId, media: MediaId, mark: str, *, by: StaffId) -> Change:
    """A mark taken away; the journal keeps it.

    Raises:
        NotFound: the clip has no such mark any more.
    """
    now = clinic.now()
    with clinic.store.work() as work:
        shown = _shown(work, visit, media)
        standing = {one.mark: one for one in marks_in_force(work.media_marks_of(media))}
        if mark not in standing:
            raise NotFound("This mark has been taken away meanwhile. The list is up to date again.")
        row = replace(standing[mark], by=by, at=now, is_removed=True, seq=0)
        work.add(row)
        work.audit(AuditEntry(now, by, "drop mark", f"visit:{visit}", media))
        work.commit()
    before = MarkBefore(visit, replace(standing[mark], seq=0), row)
    return replace(_change(shown, now), undo=(before,))


def _shown(look: Look, visit: VisitId, media: MediaId) -> Media:
    found = next((one for one in look.media_of(visit) if one.id == media), None)
    if found is None:
        raise NotFound("This photo or clip is not in this visit.")
    return found


def _title(media: Media) -> str:
    return "Photo" if media.kind is MediaKind.PHOTO else "Clip"


def _change(media: Media, at: datetime, patient: PatientId | None = None, says: str = "") -> Change:
    return Change(at, visit=media.visit_id, patient=patient, media=(media.id,), says=says)
