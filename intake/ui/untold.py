"""Call-now flags nobody has told a vet about, on top of every board and intake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from intake.app.boards import BoardRow, ExamFile, exam_file, untold
from intake.app.clinic import Clinic
from intake.domain.ids import ExamId, VisitId
from intake.reasoning.assessment import FiredFlag
from intake.ui.joined import apart
from intake.ui.theme import Theme
from intake.ui.widgets.flags import CallNowBanner, FlagWords

MOST_BANNERS = 2
"""In one visit; the rest stand as rows until these are answered, so that the questions stay in sight."""


@dataclass(frozen=True, slots=True)
class UntoldFlag:
    """A red flag of a visit that no vet has been told about."""

    visit: VisitId
    exam: ExamId
    dog: str
    flag: FiredFlag


Untold = tuple[UntoldFlag, ...]


def untold_flags(file: ExamFile) -> Untold:
    """The flags of an exam that still have to be told."""
    record = file.record
    if record.visit is None or record.exam is None:
        return ()
    dog = apart((record.patient.name if record.patient else "") or "Unnamed dog")
    return tuple(UntoldFlag(record.visit.id, record.exam.id, dog, flag) for flag in untold(file))


def untold_among(clinic: Clinic, rows: Sequence[BoardRow]) -> Untold:
    """The untold flags of a board's visits; only visits that have any are read."""
    files = (exam_file(clinic, row.visit.id) for row in rows if row.visit.untold_flags)
    return tuple(flag for file in files for flag in untold_flags(file))


class CallNowBanners(QWidget):
    """Banners kept by what they say, so that a focus on one stays. They cannot be closed, only answered."""

    told_wanted = Signal(tuple, object)  # the flags that are told in one act, the button to ask beside

    def __init__(self, theme: Theme, *, is_vet: bool) -> None:
        super().__init__()
        self._theme, self._is_vet = theme, is_vet
        self._back: QWidget | None = None
        self.banners: dict[FlagWords, CallNowBanner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self.hide()

    def show_by_flag(self, flags: Untold) -> Untold:
        """One banner for each of the first flags; gives back the rest."""
        self._show({self._words(flag): (flag,) for flag in flags[:MOST_BANNERS]})
        return flags[MOST_BANNERS:]

    def show_by_dog(self, flags: Untold) -> None:
        """One banner for each dog with all its flags in words, the first one's first action among them."""
        shown: dict[FlagWords, Untold] = {}
        for _, of_dog in groupby(flags, lambda flag: flag.visit):
            all_of_dog = tuple(of_dog)
            first = all_of_dog[0]
            others = "; ".join(untold.flag.message for untold in all_of_dog[1:])
            also = f"Also: {others}." if others else ""
            words = FlagWords(first.flag.id, "red", first.flag.message, first.flag.first_action, also, dog=first.dog)
            shown[words] = all_of_dog
        self._show(shown)

    def tell_first(self) -> None:
        """Ask who was told about the first flag."""
        first = next(iter(self.banners.values()), None)
        if first is not None:
            self._back = self.window().focusWidget()
            first.button.click()

    def give_focus_back(self) -> None:
        """Once somebody was named: the focus goes where it was when the key was pressed."""
        back, self._back = self._back, None
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)

    def _words(self, untold: UntoldFlag) -> FlagWords:
        flag = untold.flag
        return FlagWords(flag.id, flag.level, flag.message, flag.first_action, flag.message_vet if self._is_vet else "")

    def _show(self, wanted: dict[FlagWords, Untold]) -> None:
        for words in [words for words in self.banners if words not in wanted]:
            banner = self.banners.pop(words)
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        for words, flags in wanted.items():
            if words not in self.banners:
                self._add(words, flags)
        self.setVisible(bool(self.banners))

    def _add(self, words: FlagWords, flags: Untold) -> None:
        banner = CallNowBanner(self._theme, words)
        banner.told_asked.connect(lambda _: self.told_wanted.emit(flags, banner.button))
        self.banners[words] = banner
        self._column.addWidget(banner)
        banner.announce()
