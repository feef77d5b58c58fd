"""Walks over what is on the screen: words that are cut, widgets that overlap, targets too small, text too pale.

Each gives the problems it finds as sentences; nothing found is an empty list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from intake.ui.exam.panel import PointingPanel
from intake.ui.keys import KeysHelp
from intake.ui.widgets.option_group import OptionGroup
from intake.ui.widgets.popover import Popover
from intake.ui.widgets.toast import Toast

TOUCH, DESKTOP = 44, 24
APART, EDGE = 8, 8
TEXT_RATIO, SEEN_RATIO = 4.5, 2.2
FLOATING = (Popover, Toast, PointingPanel, KeysHelp)
"""These may lie over others: the panel as a drawer, popovers and toasts."""


def walk(root: QWidget) -> Iterator[QWidget]:
    """Every widget that can be seen."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield widget


def named(widget: QWidget) -> str:
    """Which widget is meant."""
    parts: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(parts) < 4:
        parts.append(type(at).__name__)
        at = at.parentWidget()
    text = getattr(widget, "text", None)
    words = str(text())[:40] if callable(text) and not isinstance(widget, QAbstractSlider) else ""
    return f"{' < '.join(parts)} {(words or widget.accessibleName())[:40]!r}"


# Words


def cut_words(root: QWidget) -> list[str]:
    """Words without the room they need."""
    return [f"{named(widget)}: {why}" for widget in walk(root) for why in _cut(widget)]


def _cut(widget: QWidget) -> Iterator[str]:
    if widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents) and isinstance(widget, QAbstractButton):
        return  # a part for screen readers only
    texts = getattr(widget, "texts", None)
    if callable(texts):
        yield from (why for rect, text, font in texts() for why in _cut_text(rect, text, font))
    elif isinstance(widget, OptionGroup):
        yield from _cut_cells(widget)
    elif isinstance(widget, QLabel) and widget.text():
        yield from _cut_label(widget)
    elif isinstance(widget, QScrollArea):
        yield from _cut_sides(widget)
    elif isinstance(widget, QLineEdit | QComboBox):
        yield from _cut_field(widget)
    elif isinstance(widget, QAbstractButton) and not isinstance(widget.parentWidget(), OptionGroup | QLineEdit):
        yield from _too_small(widget, widget.minimumSizeHint())


def _cut_sides(area: QScrollArea) -> Iterator[str]:
    inner = area.widget()
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if inner is not None and area.horizontalScrollBarPolicy() is never and inner.width() > area.viewport().width():
        yield f"what it shows is {inner.width()} wide and it has {area.viewport().width()}"


def _cut_label(label: QLabel) -> Iterator[str]:
    if not label.wordWrap():
        yield from _too_small(label, label.sizeHint())
        return
    room = label.contentsRect()
    metrics = QFontMetricsF(label.font())
    widest = max((metrics.horizontalAdvance(word) for word in label.text().split()), default=0)
    if widest > room.width() + 1:
        yield f"its longest word needs {widest:.0f} and has {room.width()}"
    needed = label.heightForWidth(label.width())
    if needed > label.height() + 1:
        yield f"needs a height of {needed} and has {label.height()}"


def _too_small(widget: QWidget, needed: QSize) -> Iterator[str]:
    if widget.width() + 1 < needed.width() or widget.height() + 1 < needed.height():
        yield f"needs {needed.width()} × {needed.height()} and has {widget.width()} × {widget.height()}"


def _cut_field(field: QLineEdit | QComboBox) -> Iterator[str]:
    words = field.currentText() if isinstance(field, QComboBox) else field.text() or field.placeholderText()
    taken = 44 if isinstance(field, QComboBox) else 12
    needed = QFontMetricsF(field.font()).horizontalAdvance(words) + taken
    if needed > field.width():
        yield f"{words!r} needs {needed:.0f} and has {field.width()}"


def _cut_cells(group: OptionGroup) -> Iterator[str]:
    cells = group._painted_cells(shows_keys=False)
    measures = group._measures
    lowest = max(cell.rect.bottom() for cell in cells)
    if lowest + 6 > group.height() + 1:
        yield f"its cells need a height of {lowest + 6:.0f} and have {group.height()}"
    for cell in cells:
        icon = measures.icon_room if cell.is_set else 0
        room = cell.rect.adjusted(measures.pad / 2, 0, -measures.pad / 2 - icon + 2, 0)
        yield from _cut_text(room, cell.label, measures.font(is_set=cell.is_set))


def _cut_text(rect: QRectF, text: str, font: QFont) -> Iterator[str]:
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter)
    area = QRectF(0, 0, rect.width() + 1, 10_000)
    needed = QFontMetricsF(font).boundingRect(area, flags, text)
    if needed.width() > rect.width() + 2 or needed.height() > rect.height() + 2:
        has = f"{rect.width():.0f} × {rect.height():.0f}"
        yield f"{text!r} needs {needed.width():.0f} × {needed.height():.0f} and has {has}"


# Places


def overlaps(root: QWidget) -> list[str]:
    """Siblings that lie over each other, and widgets that reach out of their parent."""
    found = []
    for parent in (root, *walk(root)):
        children = [child for child in parent.children() if isinstance(child, QWidget) and _counts(child)]
        for one, other in combinations(children, 2):
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > 1 and shared.height() > 1:
                found.append(f"{named(one)} and {named(other)} share {shared.width()} × {shared.height()}")
        if not _scrolls(parent):
            found += [f"{named(child)}: reaches out of its parent" for child in children if _is_out(child, parent)]
    return found


def _counts(child: QWidget) -> bool:
    is_seen = child.isVisible() and not child.isWindow() and child.width() > 0 and child.height() > 0
    is_ghost = child.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return is_seen and not is_ghost and not isinstance(child, FLOATING)


def _scrolls(parent: QWidget) -> bool:
    """Whether what stands in it may be larger: the viewport of something that scrolls."""
    holder = parent.parentWidget()
    return isinstance(holder, QAbstractScrollArea) or isinstance(parent, QAbstractScrollArea | QStackedWidget)


def _is_out(child: QWidget, parent: QWidget) -> bool:
    return not parent.rect().adjusted(-1, -1, 1, 1).contains(child.geometry())


# Targets


def small_targets(root: QWidget, least: int) -> list[str]:
    """What can be pressed and is smaller than a finger or a pointer needs."""
    return [
        f"{named(target)}: {target.width()} × {target.height()}, under {least}"
        for target in targets(root)
        if target.width() < least or target.height() < least
    ]


def small_rows(root: QWidget, least: int) -> list[str]:
    """Rows of lists that can be pressed and are lower than that."""
    found = []
    for view in walk(root):
        if not isinstance(view, QListView) or view.model() is None:
            continue
        for row in range(view.model().rowCount()):
            index = view.model().index(row, 0)
            height = view.visualRect(index).height()
            if (
                index.flags() & Qt.ItemFlag.ItemIsEnabled
                and index.flags() & Qt.ItemFlag.ItemIsSelectable
                and height < least
            ):
                found.append(f"{named(view)}: row {row} is {height} high, under {least}")
    return found


def close_targets(root: QWidget) -> list[str]:
    """Targets of different controls that are not 8 px apart, or that lie at the edge of the screen."""
    shown = [(target, _on_window(target, root)) for target in targets(root)]
    shown = [(target, place) for target, place in shown if not place.isEmpty()]
    found = []
    for (one, here), (other, there) in combinations(shown, 2):
        if _group(one) is not _group(other) and _distance(here, there) < APART and not _covers(one, other):
            found.append(f"{named(one)} and {named(other)} are {_distance(here, there)} apart")
    inner = root.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
    found += [f"{named(one)}: at the edge of the screen" for one, place in shown if not inner.contains(place)]
    return found


def targets(root: QWidget) -> list[QWidget]:
    """What can be pressed."""
    kinds = QAbstractButton | QLineEdit | QComboBox
    return [widget for widget in walk(root) if isinstance(widget, kinds) and _takes_presses(widget)]


def _takes_presses(widget: QWidget) -> bool:
    is_part = isinstance(widget.parentWidget(), QComboBox | QLineEdit)
    is_ghost = widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return widget.isEnabled() and not is_ghost and not is_part


def _group(widget: QWidget) -> QWidget:
    parent = widget.parentWidget()
    return parent if isinstance(parent, OptionGroup) else widget


def _covers(one: QWidget, other: QWidget) -> bool:
    """Whether one of them lies in something that floats over the other."""
    return _floats(one) is not _floats(other)


def _floats(widget: QWidget) -> QWidget | None:
    at: QWidget | None = widget
    while at is not None and not isinstance(at, FLOATING):
        at = at.parentWidget()
    return at


def _on_window(widget: QWidget, root: QWidget) -> QRect:
    """Its place in the window, as far as it is seen."""
    seen = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(root, seen.topLeft()), seen.size())


def _distance(one: QRect, other: QRect) -> int:
    across = max(one.left() - other.right() - 1, other.left() - one.right() - 1, 0)
    down = max(one.top() - other.bottom() - 1, other.top() - one.bottom() - 1, 0)
    return max(across, down)


# Colours


def pale_words(root: QWidget) -> list[str]:
    """Labels whose words stand out too little from what is behind them, on the picture as painted."""
    image = root.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ratio = image.devicePixelRatio()
    found = []
    for label in walk(root):
        if isinstance(label, QLabel) and label.text() and label.isEnabled() and not _is_covered(label, root):
            area = _on_window(label, root)
            scaled = QRect(
                round(area.x() * ratio),
                round(area.y() * ratio),
                round(area.width() * ratio),
                round(area.height() * ratio),
            )
            is_whole = area.size() == label.size()
            found += [f"{named(label)}: {why}" for why in _pale(image, scaled, _ink(label)) if is_whole]
    return found


def _ink(label: QLabel) -> QColor:
    own = getattr(label, "ink", None)
    return own() if callable(own) else label.palette().color(label.foregroundRole())


def _is_covered(widget: QWidget, root: QWidget) -> bool:
    """Whether something floats over it."""
    own = _floats(widget)
    place = _on_window(widget, root)
    over = (each for each in walk(root) if isinstance(each, FLOATING) and each is not own)
    return any(_on_window(each, root).intersects(place) for each in over)


def _pale(image: QImage, area: QRect, ink: QColor) -> Iterator[str]:
    colours = _colours(image, area.intersected(image.rect()))
    if not colours:
        return
    ground = colours.most_common(1)[0][0]
    if contrast(ink.name(), ground) < TEXT_RATIO:
        yield f"{ink.name()} on {ground} is {contrast(ink.name(), ground):.2f} to 1"
    if max(contrast(each, ground) for each in colours) < SEEN_RATIO:
        yield f"nothing stands out on {ground}"


def _colours(image: QImage, area: QRect) -> Counter[str]:
    """How often each colour is there, as "#rrggbb"."""
    pixels, stride = memoryview(image.constBits()).cast("I"), image.bytesPerLine() // 4
    seen: Counter[int] = Counter()
    for line in range(area.top(), area.bottom() + 1):
        seen.update(pixels[line * stride + area.left() : line * stride + area.right() + 1].tolist())
    return Counter({f"#{value & 0xFFFFFF:06x}": count for value, count in seen.items()})


def luminance(colour: str) -> float:
    """How bright a colour is, 0 to 1."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """How much two colours stand apart, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def everything(root: QWidget, *, is_touch: bool) -> list[str]:
    """All walks over one window."""
    least = TOUCH if is_touch else DESKTOP
    found = cut_words(root) + overlaps(root) + small_targets(root, least) + small_rows(root, least)
    return found + (close_targets(root) if is_touch else []) + pale_words(root)
