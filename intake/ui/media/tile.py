"""A photo or clip as a tile: small picture, length, caption, when and by whom."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy

from intake.app.media import Entry
from intake.domain.media import MediaKind
from intake.ui.media import words
from intake.ui.theme import Theme
from intake.ui.widgets.drawing import Outline, box, focus_ring, painting, picture, width_of
from intake.ui.widgets.pressing import EnterButton

WIDTH, HIGH, TEXT = 134, 79, 40


class MediaTile(EnterButton):
    """A pressed tile is shown large; the one that is shown stands out."""

    def __init__(self, theme: Theme, entry: Entry, zone: str) -> None:
        super().__init__()
        self._theme, self._zone, self.entry = theme, zone, entry
        self._image: QImage | None = None
        self._pixmap = QPixmap()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.show_entry(entry)

    def show_entry(self, entry: Entry) -> None:
        """Show other words for the same photo or clip."""
        self.entry = entry
        name, description = words.spoken(entry, self._zone)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setToolTip("\n".join((words.title(entry), words.by_line(entry, self._zone))))
        self.update()

    def show_picture(self, image: QImage) -> None:
        """Show the small picture; an empty one says that it cannot be read."""
        self._image = image
        self._pixmap = QPixmap.fromImage(image)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the picture and two lines."""
        theme = self._theme
        return QSize(theme.px(WIDTH) + 6, theme.px(HIGH + TEXT) + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        theme, rect = self._theme, QRectF(self.rect())
        with painting(self) as painter:
            if self.isChecked():
                box(painter, rect, theme.px(10), theme.colour("primary_soft"), Outline(theme.colour("primary"), 1.5))
            elif self.underMouse():
                box(painter, rect, theme.px(10), theme.colour("sunken"))
            inner = rect.adjusted(3, 3, -3, -3)
            frame = QRectF(inner.left(), inner.top(), inner.width(), theme.px(HIGH))
            self._paint_picture(painter, frame)
            self._paint_words(painter, QRectF(inner.left() + 2, frame.bottom(), inner.width() - 4, theme.px(TEXT)))
            if self.hasFocus():
                focus_ring(painter, rect, theme.px(10), theme)

    def _paint_picture(self, painter: QPainter, frame: QRectF) -> None:
        theme = self._theme
        outline = Outline(theme.colour("line"))
        box(painter, frame, theme.px(8), theme.colour("sunken"), outline)
        if not self._pixmap.isNull():
            self._paint_filling(painter, frame)
        elif self._image is not None:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("abn"))
            painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), "Cannot be read")
        if self.entry.media.kind is MediaKind.VIDEO:
            self._paint_clip(painter, frame)

    def _paint_filling(self, painter: QPainter, frame: QRectF) -> None:
        """The picture over the whole frame, its middle kept."""
        shape = QPainterPath()
        radius = self._theme.px(8)
        shape.addRoundedRect(frame, radius, radius)
        size = self._pixmap.size().toSizeF().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(frame.center())
        painter.save()
        painter.setClipPath(shape)
        painter.drawPixmap(target, self._pixmap, QRectF(self._pixmap.rect()))
        painter.restore()

    def _paint_clip(self, painter: QPainter, frame: QRectF) -> None:
        theme = self._theme
        side = theme.px(32)
        disc = QRectF(0, 0, side, side)
        disc.moveCenter(frame.center())
        box(painter, disc, side / 2, theme.colour("nav"), Outline(theme.colour("on_nav")))
        play = theme.pixmap("play", "on_nav_active", 18)
        picture(painter, play, disc.center().x() - theme.px(9) + 1, disc.center().y())
        text, font = words.length_words(self.entry.media.seconds), theme.figures("small", 600)
        wide = width_of(text, font) + theme.px(10)
        chip = QRectF(frame.right() - wide - 5, frame.bottom() - theme.px(17) - 5, wide, theme.px(17))
        box(painter, chip, theme.px(4), theme.colour("nav"))
        painter.setFont(font)
        painter.setPen(theme.colour("on_nav_active"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        theme = self._theme
        high = room.height() / 2
        lines = ((words.title(self.entry), "label", "text"), (words.by_line(self.entry, self._zone), "small", "text2"))
        for number, (text, role, tone) in enumerate(lines):
            font = theme.font("small", 500) if role == "label" else theme.font("small")
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.setFont(font)
            painter.setPen(theme.colour(tone))
            line = QRectF(room.left(), room.top() + number * high, room.width(), high)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), shown)
