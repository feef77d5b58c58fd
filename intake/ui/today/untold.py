"""Call-now flags nobody has told a vet about, on top of every board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake.app.boards import BoardRow, ExamFile, exam_file
from intake.app.clinic import Clinic
from intake.domain.decisions import told_in_force
from intake.domain.ids import ExamId, VisitId
from intake.reasoning.assessment import FiredFlag
from intake.ui.theme import Theme
from intake.ui.widgets.flags import CallNowBanner, FlagWords


@dataclass(frozen=True, slots=True)
class UntoldFlag:
    """A red flag of a visit that no vet has been told about."""

    visit: VisitId
    exam: ExamId
    dog: str
    flag: FiredFlag


def untold_flags(file: ExamFile) -> tuple[UntoldFlag, ...]:
    """The flags of an exam that still have to be told."""
    record = file.record
    if record.visit is None or record.exam is None:
        return ()
    told = told_in_force(record.told)
    dog = (record.patient.name if record.patient else "") or "Unnamed dog"
    flags = [flag for flag in file.assessment.red_flags if flag.level == "red" and flag.id not in told]
    return tuple(UntoldFlag(record.visit.id, record.exam.id, dog, flag) for flag in flags)


def untold_among(clinic: Clinic, rows: Sequence[BoardRow]) -> tuple[UntoldFlag, ...]:
    """The untold flags of a board's visits; only visits that have any are read."""
    files = (exam_file(clinic, row.visit.id) for row in rows if row.visit.untold_flags)
    return tuple(flag for file in files for flag in untold_flags(file))


class CallNowBanners(QWidget):
    """The banners of all untold flags, kept by flag so that a focus on one stays."""

    told_wanted = Signal(object, object)

    def __init__(self, theme: Theme, *, with_dog: bool, is_vet: bool) -> None:
        super().__init__()
        self._theme, self._with_dog, self._is_vet = theme, with_dog, is_vet
        self.banners: dict[tuple[str, str, str], CallNowBanner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self.hide()

    def show_flags(self, flags: Sequence[UntoldFlag]) -> None:
        """Show these; what is new is announced."""
        wanted = {(flag.visit, flag.flag.id, flag.flag.message): flag for flag in flags}
        for key in [key for key in self.banners if key not in wanted]:
            banner = self.banners.pop(key)
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        for key, flag in wanted.items():
            if key not in self.banners:
                self._add(key, flag)
        self.setVisible(bool(self.banners))

    def tell_first(self) -> None:
        """Ask who was told about the first flag."""
        first = next(iter(self.banners.values()), None)
        if first is not None:
            first.button.click()

    def _add(self, key: tuple[str, str, str], flag: UntoldFlag) -> None:
        fired = flag.flag
        dog = flag.dog if self._with_dog else ""
        for_vet = fired.message_vet if self._is_vet else ""
        words = FlagWords(fired.id, fired.level, fired.message, fired.first_action, for_vet, dog=dog)
        banner = CallNowBanner(self._theme, words)
        banner.told_asked.connect(lambda _: self.told_wanted.emit(flag, banner.button))
        self.banners[key] = banner
        self._column.addWidget(banner)
        banner.announce()
