"""What has to hold for the stations of the exam and the tools of its checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from intake.domain.errors import Problem
from intake.knowledge.checks.book import Book
from intake.knowledge.model import CheckTool, Item, Kind, Station, ToolKind

_UNITS = {ToolKind.STOPWATCH: "s", ToolKind.COUNTDOWN: "s", ToolKind.TAPS: "Hz"}


def station_problems(book: Book) -> Iterator[Problem]:
    """Steps that stand nowhere or twice, and tools that measure what no check asks."""
    times = Counter(item for station in book.knowledge.stations for item in station.items)
    for station in book.knowledge.stations:
        yield from _step(book, station)
        for item in (item for item in station.items if times[item] > 1):
            yield book.wrong("station", station.id, "items", f'"{item}" stands in more than one step')
    for tool in book.knowledge.check_tools:
        yield from _tool(book, tool)


def _step(book: Book, station: Station) -> Iterator[Problem]:
    if not book.known("exam_region", station.region):
        yield book.wrong("station", station.id, "region", f'"{station.region}" is not a page of the exam')
    if not station.items:
        yield book.wrong("station", station.id, "items", "a step needs a check")
    for item in station.items:
        found = book.items.get(item)
        if found is not None and found.region != station.region:
            yield book.wrong("station", station.id, "items", f'"{item}" stands on the page {found.region}')


def _tool(book: Book, tool: CheckTool) -> Iterator[Problem]:
    if not book.known("item", tool.item):
        yield book.wrong("check_tool", tool.item, "item", f'"{tool.item}" is no item')
    is_countdown = tool.kind is ToolKind.COUNTDOWN
    if is_countdown == (tool.seconds <= 0):
        said = "a countdown needs seconds" if is_countdown else "only a countdown has seconds"
        yield book.wrong("check_tool", tool.item, "seconds", said)
    if not tool.answers and not is_countdown:
        yield book.wrong("check_tool", tool.item, "answers", "missing; it has to say which check takes the number")
    if tool.answers:
        yield from _answered(book, tool)
    yield from _offers(book, tool)


def _answered(book: Book, tool: CheckTool) -> Iterator[Problem]:
    unit, item = _UNITS[tool.kind], book.items.get(tool.answers)
    if item is None:
        if not book.known("item", tool.answers):
            yield book.wrong("check_tool", tool.item, "answers", f'"{tool.answers}" is no item')
    elif item.kind is not Kind.NUM or item.unit != unit or item.sites:
        yield book.wrong(
            "check_tool", tool.item, "answers", f'"{tool.answers}" is not a number in {unit} without sides'
        )
    elif _page_of(book, tool) not in (None, item.region):
        yield book.wrong("check_tool", tool.item, "answers", f'"{tool.answers}" stands on another page')


def _offers(book: Book, tool: CheckTool) -> Iterator[Problem]:
    if tool.when_irregular and tool.kind is not ToolKind.TAPS:
        yield book.wrong("check_tool", tool.item, "when_irregular", "only taps can be irregular")
    for offer in tool.when_irregular:
        item = book.items.get(offer.item)
        if item is None:
            if not book.known("item", offer.item):
                yield book.wrong("check_tool", tool.item, "when_irregular", f'"{offer.item}" is no item')
        elif not _is_value(item, offer.value):
            yield book.wrong(
                "check_tool", tool.item, "when_irregular", f'"{offer.value}" is not a value of {offer.item}'
            )
        elif _page_of(book, tool) not in (None, item.region):
            yield book.wrong("check_tool", tool.item, "when_irregular", f'"{offer.item}" stands on another page')


def _is_value(item: Item, value: str) -> bool:
    return item.kind is Kind.ENUM and not item.sites and any(option.value == value for option in item.options)


def _page_of(book: Book, tool: CheckTool) -> str | None:
    item = book.items.get(tool.item)
    return item.region if item is not None else None
