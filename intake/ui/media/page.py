"""Photos and video of a visit: tiles at the left, one of them large beside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from intake.app.media import Entry, VisitMedia
from intake.domain.ids import MediaId
from intake.ui.desk import Desk
from intake.ui.media import words
from intake.ui.media.keeper import MediaKeeper, entry_of
from intake.ui.media.tile import WIDTH, MediaTile
from intake.ui.media.viewer import Viewer
from intake.ui.widgets.buttons import Button, Size, Variant
from intake.ui.widgets.cards import EmptyState, row
from intake.ui.widgets.flag_rows import FoldedFlag
from intake.ui.widgets.flags import FlagWords
from intake.ui.widgets.text import Text

_TWO_COLUMNS_FROM = 1240


class MediaPage(QWidget):
    """`add_wanted` opens the dialog for files, `back_wanted` goes back to the step."""

    add_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, desk: Desk, keeper: MediaKeeper) -> None:
        super().__init__()
        self._desk, self._keeper = desk, keeper
        theme = desk.theme
        self.tiles: dict[MediaId, MediaTile] = {}
        self._columns = 2
        self._wanted: MediaId | None = None  # added just now
        self._item, self._flags = "", tuple[FlagWords, ...]()
        self.shows = Button(theme, "", icon="target").in_size(Size.SMALL)
        self.shows.setCheckable(True)
        self.shows.setAccessibleDescription("What is added now shows this check")
        self.shows.hide()
        self.back = Button(theme, "Back", icon="arrow-left", key="Esc").in_size(Size.SMALL)
        self.add = Button(theme, "Photo or film…", icon="plus", variant=Variant.PRIMARY).in_size(Size.SMALL)
        self.viewer = Viewer(desk, keeper)
        self.empty = EmptyState(
            theme, "camera", "No photos or video yet", "Add files, drop them on the visit, or paste with Ctrl V."
        )
        self.removed = QVBoxLayout()
        self._build()
        self._connect()

    def show_media(self, shown: VisitMedia) -> None:
        """List what the visit has; the newest is shown large when nothing is yet."""
        self._sort_tiles(shown)
        self._list_removed(shown.removed)
        current = self.viewer.entry
        if self._wanted is not None and (wanted := entry_of(shown, self._wanted)) is not None:
            self._wanted = None
            self._show_large(wanted)
        elif current is None or entry_of(shown, current.media.id) is None:
            self._show_large(shown.entries[-1] if shown.entries else None)
        self.stack.setCurrentWidget(self.viewer if shown.entries else self._nothing)

    @property
    def item(self) -> str:
        """The check that what is added now shows; empty: the dog."""
        return self._item if self.shows.isChecked() else ""

    def offer_item(self, item: str, label: str) -> None:
        """Offer that what is added now shows this check; nobody's choice is made for them."""
        self._item = item
        self.shows.setText(f"For {label}")
        self.shows.setChecked(False)
        self.shows.setVisible(bool(item))

    def show_flags(self, flags: tuple[FlagWords, ...]) -> None:
        """No flag is hidden by looking at pictures."""
        if flags == self._flags:
            return
        self._flags = flags
        while (taken := self.flags.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        for flag in flags:
            self.flags.addWidget(FoldedFlag(self._desk.theme, flag))

    def show_one(self, key: MediaId) -> None:
        """Show one large."""
        self._show_large(entry_of(self._keeper.shown, key))

    def want(self, key: MediaId) -> None:
        """Show one large as soon as it has been read."""
        self._wanted = key
        self.show_media(self._keeper.shown)

    def leave(self) -> None:
        """Keep what is typed, and stop playing."""
        self.viewer.caption.tell()
        self.viewer.player.pause()

    def take_focus(self) -> None:
        """The picture, or the way to add one."""
        (self.viewer.canvas if self.tiles else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column of tiles where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self._desk.theme
        columns = 2 if self.width() >= theme.px(_TWO_COLUMNS_FROM) else 1
        self._area.setFixedWidth((theme.px(WIDTH) + 6 + theme.px(10)) * columns + theme.either(14, 18))
        if columns != self._columns:
            self._columns = columns
            self._lay_out()

    def _sort_tiles(self, shown: VisitMedia) -> None:
        wanted = {one.media.id: one for one in shown.entries}
        for key in [key for key in self.tiles if key not in wanted]:
            tile = self.tiles.pop(key)
            tile.hide()
            tile.deleteLater()
        for key, one in wanted.items():
            if key in self.tiles:
                self.tiles[key].show_entry(one)
            else:
                self.tiles[key] = self._tile(one)
        self._lay_out()

    def _tile(self, one: Entry) -> MediaTile:
        tile = MediaTile(self._desk.theme, one, self._desk.clinic.zone)
        tile.clicked.connect(lambda: self._on_tile(one.media.id))
        return tile

    def _lay_out(self) -> None:
        for number, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, number // self._columns, number % self._columns)
            tile.show()
            self._keeper.want_small(tile.entry.media)

    def _on_small(self, digest: str, image: QImage) -> None:
        for tile in self.tiles.values():
            if tile.entry.media.digest == digest:
                tile.show_picture(image)

    def _on_tile(self, key: MediaId) -> None:
        self.show_one(key)
        self.viewer.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_large(self, entry: Entry | None) -> None:
        for key, tile in self.tiles.items():
            tile.setChecked(entry is not None and key == entry.media.id)
        if entry is None:
            self.viewer.close_up()
        else:
            self.viewer.show_entry(entry)

    def _list_removed(self, removed: tuple[Entry, ...]) -> None:
        while (taken := self.removed.takeAt(0)) is not None:
            if (old := taken.widget()) is not None:
                old.hide()
                old.deleteLater()
        if removed:
            self.removed.addWidget(Text("Taken out", "group"))
        for one in removed:
            button = Button(self._desk.theme, "Put back", icon="undo-2").in_size(Size.SMALL)
            button.setAccessibleName(f"Put back: {words.title(one)}")
            button.clicked.connect(lambda _checked=False, key=one.media.id: self._keeper.put_back(key))
            name = Text(words.title(one), "small", wrap=True)
            name.setMinimumWidth(0)
            self.removed.addWidget(name)
            self.removed.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _build(self) -> None:
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(self._desk.theme.px(10))
        self._area = self._list()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.viewer)
        holder = self._nothing = QWidget()
        middle = QVBoxLayout(holder)
        middle.addStretch(1)
        middle.addWidget(self.empty)
        middle.addStretch(2)
        self.stack.addWidget(holder)
        head = row(self.back, Text("Photos and video", "title"), 1, self.shows, self.add, gap=10)
        body = row(self._area, self.stack, gap=16)
        body.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 14)
        column.setSpacing(12)
        self.flags = QVBoxLayout()
        self.flags.setSpacing(4)
        column.addLayout(self.flags)
        column.addLayout(head)
        column.addLayout(body, 1)
        self.setAccessibleName("Photos and video")

    def _list(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("surface", "none")
        tiles = QVBoxLayout(inner)
        tiles.setContentsMargins(0, 0, 0, 0)
        tiles.setSpacing(8)
        tiles.addLayout(self._grid)
        tiles.addLayout(self.removed)
        tiles.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        area.setAccessibleName("Photos and video")
        return area

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.viewer.left.connect(self.back_wanted)
        self.add.clicked.connect(self.add_wanted)
        self._keeper.read.connect(self.show_media)
        self._keeper.small_made.connect(self._on_small)
        self._keeper.refused.connect(self.viewer.trouble.show_words)
        self._desk.theme.measure(self, self._fit)
