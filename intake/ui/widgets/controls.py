"""The control that fits an item: chosen by kind and number of options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtGui import QKeyEvent

from intake.domain.cases import Value
from intake.knowledge.model import Item, Kind, Option
from intake.reasoning.words import SITE_WORDS
from intake.ui.theme import Theme
from intake.ui.widgets.choice import ChoiceField, MultiChoiceField
from intake.ui.widgets.number import NumberField, NumberRange
from intake.ui.widgets.segmented import MOST_OPTIONS, GroupLook, Look, MultiAnswer, ReflexScale, SegmentedAnswer
from intake.ui.widgets.spine_strip import make_spine
from intake.ui.widgets.writing import TextAnswer

Control = SegmentedAnswer | MultiAnswer | ChoiceField | MultiChoiceField | NumberField | TextAnswer
CHIPS = GroupLook(look=Look.CHIPS, by_class=False)


class TakesKeys(Protocol):
    """What a row asks of its controls."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key; False when it means nothing here."""

    def set_active(self, *, is_active: bool) -> None:
        """Show that keys go here."""


def make_control(theme: Theme, item: Item, site: str = "", look: GroupLook | None = None) -> Control:
    """The control for one side of an item, named for screen readers; `look` CHIPS is for the intake."""
    name = control_name(item, site)
    if item.kind is Kind.NUM:
        return NumberField(theme, name, number_range(item), is_stacked=bool(site))
    if item.kind is Kind.TEXT:
        return TextAnswer(theme, name)
    if item.shown_as == "spine":
        return make_spine(theme, name, item)
    return make_choice(theme, name, item.options, look, is_multi=item.kind is Kind.MULTI)


def make_choice(
    theme: Theme, name: str, options: Sequence[Option], look: GroupLook | None = None, *, is_multi: bool = False
) -> SegmentedAnswer | MultiAnswer | ChoiceField | MultiChoiceField:
    """The control for a list of options; chips may be many, joined cells at most nine."""
    is_long = len(options) > MOST_OPTIONS and (look is None or look.look is Look.JOINED)
    if is_multi:
        return MultiChoiceField(theme, name, options) if is_long else MultiAnswer(theme, name, options, look)
    if is_long:
        return ChoiceField(theme, name, options)
    return ReflexScale(theme, name, options) if is_reflex(options) else SegmentedAnswer(theme, name, options, look)


def is_reflex(options: Sequence[Option]) -> bool:
    """Whether the options are a reflex scale, r0 and up."""
    return [option.value for option in options] == [f"r{number}" for number in range(len(options))]


def number_range(item: Item) -> NumberRange:
    """What the item allows; the usual range is told apart by `set_usual` where it depends on the dog."""
    return NumberRange(
        item.unit,
        item.minimum,
        item.maximum,
        item.whole_number,
        usual_words=item.reference,
        decimals=item.decimals,
    )


def control_name(item: Item, site: str) -> str:
    """Such as "Paw placement, left hind"."""
    return f"{item.short_label}, {SITE_WORDS[site]}" if site else item.short_label


def show_value(control: Control, value: Value | None) -> None:
    """Show a saved value in whatever control it belongs to."""
    if isinstance(control, MultiAnswer | MultiChoiceField):
        control.set_value((value,) if isinstance(value, str) else value if isinstance(value, tuple) else None)
    elif isinstance(control, NumberField):
        control.set_value(value if isinstance(value, int | float) else None)
    else:
        control.set_value(value if isinstance(value, str) else None)


def forget_pending(control: Control) -> None:
    """Take the look of "asked for" away, when saving was refused."""
    control.set_pending(None)
