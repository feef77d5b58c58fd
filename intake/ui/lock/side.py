"""The dark panel at the left of the lock screen and the first start."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake.ui.theme import Theme
from intake.ui.widgets.drawing import box, painting
from intake.ui.widgets.text import Text

_FILL, _STROKE = '"#E9EEEC"', '"#5B6C67"'  # as resources/body_maps/dog_side.svg writes them
_HEIGHT_FOR_WIDTH = 456 / 700
_NARROWEST = 260


class AppMark(QWidget):
    """The paw on its rounded square; decoration."""

    def __init__(self, theme: Theme, size: int = 48) -> None:
        super().__init__()
        self._theme, self._size = theme, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(self) as painter:
            box(painter, QRectF(self.rect()), self._theme.px(12), self._theme.colour("nav_active"))
            pixmap = self._theme.pixmap("app-mark", "on_nav_active", round(self._size * 0.58))
            size = pixmap.deviceIndependentSize()
            painter.drawPixmap(
                round((self.width() - size.width()) / 2), round((self.height() - size.height()) / 2), pixmap
            )


class DogArt(QWidget):
    """The dog of the body map in the colours of the panel; decoration."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._renderer: QSvgRenderer | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._on_theme_changed)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * _HEIGHT_FOR_WIDTH)

    def sizeHint(self) -> QSize:
        return QSize(360, self.heightForWidth(360))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._renderer is None:
            self._renderer = self._drawing()
        height = min(float(self.height()), self.width() * _HEIGHT_FOR_WIDTH)
        with painting(self) as painter:
            self._renderer.render(painter, QRectF(0, 0, height / _HEIGHT_FOR_WIDTH, height))

    def _drawing(self) -> QSvgRenderer:
        theme = self._theme
        text = (theme.body_maps / "dog_side.svg").read_text(encoding="utf-8")
        line = _mixed(theme.colour("on_nav"), theme.colour("nav"), 0.6)
        ground = _mixed(theme.colour("nav_active"), theme.colour("nav"), 0.5)
        text = text.replace(_FILL, f'"{ground.name()}"').replace(_STROKE, f'"{line.name()}"')
        return QSvgRenderer(QByteArray(text.encode()))

    def _on_theme_changed(self) -> None:
        self._renderer = None
        self.update()


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    parts = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts))


class SidePanel(QWidget):
    """Mark and name, the dog, a headline with a line under it, and the clinic at the foot."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.headline = Text("", "title", tone="on_nav_active", wrap=True)
        self.line = Text("", "body", tone="on_nav", wrap=True)
        self.foot = Text("", "hint", tone="on_nav", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(40), theme.px(40), theme.px(40), theme.px(36))
        self.column.setSpacing(theme.px(10))
        self.column.addLayout(self._head())
        self.column.addStretch(2)
        self.column.addWidget(DogArt(theme))
        self.column.addSpacing(theme.px(28))
        self.column.addWidget(self.headline)
        self.column.addWidget(self.line)
        self.column.addStretch(5)
        self.column.addWidget(self.foot)

    def fit(self, window_width: int) -> None:
        """Take about a third of the window."""
        share = 0.326 if window_width >= self._theme.px(1240) else 0.26
        width = min(max(round(window_width * share), _NARROWEST), self._theme.px(470))
        margin = self._theme.px(44) if width > self._theme.px(380) else self._theme.px(26)
        self.setFixedWidth(width)
        self.column.setContentsMargins(margin, margin, margin, self._theme.px(36))

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(self._theme.px(12))
        head.addWidget(AppMark(self._theme))
        head.addWidget(Text("Intake", "title", tone="on_nav_active"), 1)
        return head


class FrontPage(QWidget):
    """What is painted first: the panel, before anything else of the program is loaded."""

    def __init__(self, theme: Theme, clinic_name: str) -> None:
        super().__init__()
        self._side = SidePanel(theme)
        self._side.headline.setText("One moment.")
        self._side.line.setText("Opening the clinic's records.")
        self._side.foot.setText(clinic_name)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._side)
        line.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._side.fit(self.width())
