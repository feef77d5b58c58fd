"""Places in the body with the findings that speak for and against them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from intake.reasoning.words import counts_words
from intake.ui.theme import Theme
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting, width_of
from intake.ui.widgets.pressing import EnterButton
from intake.ui.widgets.suggestions import ReasonLink, Why
from intake.ui.widgets.text import Text

MOST_UNKNOWN = 6
CHANGED_EDGE = 3
_MOST_SQUARES = 12
_COUNTS_LINE = 16  # the counts go under the squares where they do not fit beside them
_SQUARE, _SQUARE_GAP = 9, 3


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """A place as shown: its findings in words, and how well it fits."""

    id: str
    rank: int
    name: str
    fit: str  # "Strong fit"; empty while too little is recorded
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    not_known: tuple[str, ...]
    is_first: bool = False
    links: tuple[tuple[Why, ...], ...] = ()  # each finding for, against, and each open check, with its check

    @property
    def counts(self) -> str:
        """Such as "7 for, 0 against, 2 not known"."""
        return counts_words((len(self.speaks_for), len(self.speaks_against), len(self.not_known)))


class _PlaceHead(EnterButton):
    """The painted line of a place: rank, name, fit word, evidence squares."""

    def __init__(self, theme: Theme, place: PlaceWords) -> None:
        super().__init__()
        self._theme, self._place, self._is_changed = theme, place, False
        self.show_place(place)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip("Show the findings")
        theme.changed.connect(self.updateGeometry)

    def show_place(self, place: PlaceWords) -> None:
        """Show how the same place stands now."""
        self._place = place
        findings = place.counts.replace(" for", " findings for", 1)
        self.setAccessibleName(place.name)
        self.setAccessibleDescription(", ".join(part for part in (findings, place.fit.lower()) if part))
        self.updateGeometry()
        self.update()

    def mark_changed(self, *, is_changed: bool) -> None:
        """An edge says that it moved."""
        self._is_changed = is_changed
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines, or three when name and fit word do not fit side by side."""
        return QSize(self._theme.px(240), self._theme.px(46) + self._extra())

    def minimumSizeHint(self) -> QSize:
        """Narrower than it likes: names wrap."""
        return QSize(self._theme.px(190), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """The same as the size hint: long names wrap into the room kept for them."""
        return self.sizeHint().height()

    def resizeEvent(self, event: object) -> None:
        """Wrapping follows the width."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw rank, name, fit and squares."""
        theme, place = self._theme, self._place
        font = theme.font_of(13.5, 600 if place.is_first else 500)
        with painting(self) as painter:
            if self.underMouse() or self.isChecked():
                box(painter, QRectF(self.rect()), theme.px(6), theme.colour("sunken"))
            painter.setFont(theme.font("group"))
            painter.setPen(theme.colour("text3"))
            painter.drawText(QRectF(theme.px(6), theme.px(6), theme.px(16), theme.px(18)), 0, str(place.rank))
            painter.setPen(theme.colour("primary" if place.is_first else "text2"))
            right = QRectF(0, theme.px(6), self.width() - theme.px(6), theme.px(18))
            painter.drawText(right, int(Qt.AlignmentFlag.AlignRight), place.fit)
            painter.setFont(font)
            painter.setPen(theme.colour("text"))
            room = QRectF(theme.px(24), theme.px(5), self._name_room(), theme.px(20) + self._extra_name())
            painter.drawText(room, int(Qt.TextFlag.TextWordWrap), place.name)
            self._paint_evidence(painter, theme.px(34) + self._extra_name())
            if self._is_changed:
                box(
                    painter, QRectF(0, theme.px(4), CHANGED_EDGE, self.height() - theme.px(8)), 1, theme.colour("focus")
                )
            if self.hasFocus():
                focus_ring(painter, QRectF(self.rect()), theme.px(6), theme)

    def _paint_evidence(self, painter: QPainter, middle: float) -> None:
        theme, place = self._theme, self._place
        x = squares(painter, theme, _counts(place), QPointF(theme.px(24), middle), self._side()) + theme.px(5)
        if self._is_counted_below():
            x, middle = theme.px(24), middle + theme.px(_COUNTS_LINE)
        painter.setFont(self._small())
        painter.setPen(theme.colour("text3"))
        rest = QRectF(x, middle - theme.px(8), self.width(), theme.px(16))
        painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter), place.counts)

    def _side(self) -> int:
        """The side of a square: smaller where there are many in narrow room."""
        theme, count = self._theme, max(sum(_counts(self._place)), 1)
        fits = (self.width() - theme.px(24 + 4)) // count - theme.px(_SQUARE_GAP)
        return max(min(theme.px(_SQUARE), fits), theme.px(5))

    def _small(self) -> QFont:
        return self._theme.font_of(11.5, 400)

    def _is_counted_below(self) -> bool:
        """Whether squares and counts do not fit side by side."""
        theme = self._theme
        drawn = sum(_counts(self._place)) * (theme.px(_SQUARE) + theme.px(_SQUARE_GAP)) + theme.px(24 + 5 + 4)
        return 0 < self.width() < drawn + width_of(self._place.counts, self._small())

    def _name_room(self) -> float:
        fit = width_of(self._place.fit, self._theme.font("group"))
        return self.width() - self._theme.px(24) - fit - self._theme.px(10)

    def _extra(self) -> int:
        return self._extra_name() + (self._theme.px(_COUNTS_LINE) if self._is_counted_below() else 0)

    def _extra_name(self) -> int:
        if not self.width() > 0:
            return 0
        room = QRectF(0, 0, max(self._name_room(), 60), 2000)
        metrics = QFontMetricsF(self._theme.font_of(13.5, 600))
        needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._place.name).height()
        return max(round(needed) - self._theme.px(20), 0)

    def texts(self) -> list[tuple[QRectF, str, QFont]]:
        """What it paints, and where."""
        theme = self._theme
        name = QRectF(theme.px(24), theme.px(5), self._name_room(), theme.px(20) + self._extra_name())
        return [(name, self._place.name, theme.font_of(13.5, 600 if self._place.is_first else 500))]


class PlaceRow(QWidget):
    """A place; pressing it opens the lists of findings under it, each a link to its check."""

    opened = Signal(str)
    finding_opened = Signal(str)  # the check of a finding

    def __init__(self, theme: Theme, place: PlaceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.place = theme, place
        self.head = _PlaceHead(theme, place)
        self.findings = QWidget()
        self._lists = QVBoxLayout(self.findings)
        self._lists.setContentsMargins(theme.px(24), 2, 4, 8)
        theme.measure(self.findings, lambda: self._lists.setSpacing(theme.either(1, 8)))
        self.findings.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.findings)
        self.head.toggled.connect(self._on_toggled)

    def renew(self, place: PlaceWords) -> bool:
        """Show how the same place stands now; an open list and the focus stay."""
        links, self.place = self.place.links, place
        self.head.show_place(place)
        if self.head.isChecked() and links != place.links:
            self._fill()
        return True

    def mark_changed(self, *, is_changed: bool) -> None:
        """Show for a while that it moved."""
        self.head.mark_changed(is_changed=is_changed)

    def _fill(self) -> None:
        at = next((link.why for link in self.findings.findChildren(ReasonLink) if link.hasFocus()), None)
        while (taken := self._lists.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        for (head, icon), whys in zip(_LISTS, self.place.links or _unlinked(self.place), strict=True):
            if whys:
                self._lists.addWidget(Text(head, "group"))
            for why in whys:
                link = ReasonLink(self._theme, why, icon)
                link.setAccessibleDescription(head)
                link.clicked.connect(lambda _checked=False, why=why: self.finding_opened.emit(why.item))
                self._lists.addWidget(link)
                link.show()  # now, so that it can take the focus
                if why == at:
                    link.setFocus()

    def _on_toggled(self, is_open: bool) -> None:  # noqa: FBT001  Qt's own slot
        if is_open:
            self._fill()
        self.findings.setVisible(is_open)
        self.head.setToolTip("Fold the findings" if is_open else "Show the findings")
        if is_open:
            self.opened.emit(self.place.id)


_LEGEND = (((1, 0, 0), "fits"), ((0, 1, 0), "speaks against"), ((0, 0, 1), "not known"))


class EvidenceLegend(QLabel):
    """What the squares mean."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Filled squares fit, crossed squares speak against, dashed squares are not known")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """One small line, or two where that is not wide enough."""
        return QSize(self._theme.px(240), self._theme.px(20))

    def minimumSizeHint(self) -> QSize:
        """The widest of the three."""
        return QSize(self._theme.px(110), self._theme.px(20))

    def resizeEvent(self, event: object) -> None:
        """As many lines as the width asks for."""
        lines = max(line for _, line, _, _ in self._placed()) + 1
        self.setFixedHeight(self._theme.px(20) * lines)

    def _placed(self) -> list[tuple[float, int, tuple[int, int, int], str]]:
        """Where each sign begins, its line, its squares and its words."""
        theme, x, line = self._theme, 0.0, 0
        font, placed = theme.font_of(11.5, 400), []
        for counts, words in _LEGEND:
            wide = theme.px(_SQUARE + _SQUARE_GAP + 2) + width_of(words, font)
            if x and x + wide > self.width():
                x, line = 0.0, line + 1
            placed.append((x, line, counts, words))
            x += wide + theme.px(12)
        return placed

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the three squares with their words."""
        theme = self._theme
        font, height = theme.font_of(11.5, 400), theme.px(20)
        with painting(self) as painter:
            for left, line, counts, words in self._placed():
                x = squares(painter, theme, counts, QPointF(left, (line + 0.5) * height)) + theme.px(2)
                painter.setFont(font)
                painter.setPen(theme.colour("text3"))
                room = QRectF(x, line * height, self.width(), height)
                painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)


def squares(painter: QPainter, theme: Theme, counts: tuple[int, int, int], at: QPointF, side: int = 0) -> float:
    """Draw filled, crossed and dashed squares from a left end and a middle; the x behind them."""
    left, middle = at.x(), at.y()
    side, gap = side or theme.px(_SQUARE), theme.px(_SQUARE_GAP)
    x = left
    for kind, count in zip(("for", "against", "unknown"), counts, strict=True):
        for _ in range(count):
            _square(painter, theme, kind, QRectF(x, middle - side / 2, side, side))
            x += side + gap
    return x


def _square(painter: QPainter, theme: Theme, kind: str, rect: QRectF) -> None:
    if kind == "for":
        box(painter, rect, 2, theme.colour("primary"))
    elif kind == "against":
        box(painter, rect, 2, None, Outline(theme.colour("abn_line"), 1.5))
        painter.setPen(QPen(theme.colour("abn_line"), 1.5))
        painter.drawLine(QLineF(rect.left() + 2, rect.bottom() - 2, rect.right() - 2, rect.top() + 2))
    else:
        pen = QPen(theme.colour("line_strong"), 1.2)
        pen.setDashPattern([1.6, 1.4])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.6, 0.6, -0.6, -0.6), 2, 2)


def _counts(place: PlaceWords) -> tuple[int, int, int]:
    speaks_for = min(len(place.speaks_for), _MOST_SQUARES)
    against = min(len(place.speaks_against), _MOST_SQUARES - MOST_UNKNOWN)
    return speaks_for, against, min(len(place.not_known), MOST_UNKNOWN)


_LISTS = (("For", "check"), ("Against", "x"), ("Not known", "circle-dashed"))


def _unlinked(place: PlaceWords) -> tuple[tuple[Why, ...], ...]:
    return tuple(
        tuple(Why(words) for words in lines) for lines in (place.speaks_for, place.speaks_against, place.not_known)
    )
