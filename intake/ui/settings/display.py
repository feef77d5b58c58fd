"""Settings, Display: colours, text size, layout, keys, and the folder of the clinic's phone."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from intake.settings import Settings
from intake.ui.desk import Desk
from intake.ui.settings.folder import MediaFolder
from intake.ui.settings.rows import OFF, ON, SettingRow, pick, switch
from intake.ui.widgets.cards import Card
from intake.ui.widgets.strips import InlineError
from intake.ui.widgets.text import Text

_SIZES = (100, 110, 125, 150)


class DisplayPage(QFrame):
    """What it shows is in force; a choice is written first and then shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._choices = desk, desk.choices
        theme, choices = desk.theme, desk.choices
        self.trouble = InlineError(theme)
        self.colours = SettingRow(
            theme,
            "Colours",
            "System follows the computer.",
            (pick("system", "System"), pick("light", "Light"), pick("dark", "Dark")),
        )
        sizes = [pick(str(size), f"{size} %") for size in _SIZES]
        self.text_size = SettingRow(theme, "Text size", "Everything grows with the text.", sizes)
        self.layouts = SettingRow(
            theme,
            "Tablet layout",
            "Larger targets for fingers. Automatic turns it on in a narrow window.",
            (pick("auto", "Automatic"), pick("tablet", "On"), pick("desktop", "Off")),
        )
        self.advance = switch(
            theme,
            choices,
            "auto_advance",
            ("Go on by itself", "An answer by key goes to the other side, then the next."),
        )
        self.keys = switch(
            theme, choices, "single_keys", ("Single-key shortcuts", "N, X, R, H, M and = act in the check list.")
        )
        self.folder = MediaFolder(desk)
        self._build()
        self._connect()
        self._show(choices.settings)

    def _build(self) -> None:
        groups = (
            ("On the screen", (self.colours, self.text_size, self.layouts)),
            ("In the exam", (self.advance, self.keys)),
            ("Photos and video", (self.folder,)),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._desk.theme.px(14))
        column.addWidget(self.trouble)
        for name, rows in groups:
            card = Card(gap=14)
            card.column.addWidget(Text(name, "heading"))
            for row in rows:
                card.column.addWidget(row)
            column.addWidget(card)
        column.addStretch(1)
        self.setAccessibleName("Display")
        self.setFocusProxy(self.colours.answer)

    def _connect(self) -> None:
        choose = self._choices.choose
        self.colours.chosen.connect(lambda value: choose(theme=value))
        self.text_size.chosen.connect(lambda value: choose(text_scale=int(value)))
        self.layouts.chosen.connect(lambda value: choose(layout=value))
        self.folder.chosen.connect(lambda folder: choose(media_folder=folder))
        self._choices.changed.connect(self._show)
        self._choices.refused.connect(self._on_refused)

    def _show(self, settings: Settings) -> None:
        self.trouble.hide()
        self.colours.show_value(settings.theme)
        self.text_size.show_value(str(settings.text_scale))
        self.layouts.show_value(settings.layout)
        self.advance.show_value(ON if settings.auto_advance else OFF)
        self.keys.show_value(ON if settings.single_keys else OFF)
        self.folder.show_value(settings.media_folder)

    def _on_refused(self, error: BaseException) -> None:
        self._show(self._choices.settings)
        self.trouble.show_error(error)
