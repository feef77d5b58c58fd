"""Made-up items of every kind for tests of widgets."""

from __future__ import annotations

from pathlib import Path

from intake.knowledge.model import AnswerClass, Item, Kind, Option, Scope, Who

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
_CLASSES = {
    "N": AnswerClass.NORMAL,
    "A": AnswerClass.ABNORMAL,
    "B": AnswerClass.BORDERLINE,
    "I": AnswerClass.INFORMATIONAL,
}


def option(value: str, cls: str = "A", label: str = "", **more: object) -> Option:
    return Option(value=value, label=label or value.replace("_", " ").capitalize(), cls=_CLASSES[cls], **more)


def item(id: str, *options: Option, **more: object) -> Item:
    given = {
        "label": id.capitalize(),
        "short_label": "",
        "how_to": "Do it gently.",
        "kind": Kind.ENUM,
        "who": Who.TECHNICIAN,
    }
    normal = next((each.value for each in options if each.cls is AnswerClass.NORMAL), "")
    given |= {"short_label": str(more.get("label", id.capitalize())), "normal": normal} | more
    return Item(id=id, section="d1", region="rear", options=options, **given)


REFLEX = (
    option("r0", "A", "0 absent"),
    option("r1", "A", "1 reduced"),
    option("r2", "N", "2 normal"),
    option("r3", "B", "3 brisk"),
    option("r4", "A", "4 clonus"),
)


def items() -> list[Item]:
    three = (option("normal", "N"), option("delayed"), option("absent"))
    places = ("Cr. thoracic", "Thoracic", "Thoracolumbar", "Lumbar", "Lumbosacral")
    many = [option(f"v{number}", "A", f"Answer number {number}") for number in range(12)]
    return [
        item("paw", *three, label="Paw placement", scope=Scope.HIND),
        item("tone", option("normal", "N"), option("raised"), option("low"), label="Muscle tone", scope=Scope.HIND),
        item("patellar", *REFLEX, label="Patellar", scope=Scope.HIND, who=Who.TECHNICIAN_CLEARED),
        item("withdrawal", *REFLEX[:4], label="Withdrawal", scope=Scope.HIND, who=Who.TECHNICIAN_CLEARED),
        item(
            "menace", option("present", "N"), option("less"), option("absent"), label="Menace", scope=Scope.LEFT_RIGHT
        ),
        item(
            "spine",
            option("none", "N", exclusive=True),
            *(option(place.lower(), "A", place) for place in places),
            label="Spine palpation",
            kind=Kind.MULTI,
        ),
        item(
            "tongue",
            option("normal", "N"),
            *(option(each) for each in ("to_left", "to_right", "wasted", "weak", "twitching", "cannot_be_seen")),
            label="Tongue",
        ),
        item("colour", *many, label="One of twelve", normal=""),
        item("signs", *many, label="Several of twelve", kind=Kind.MULTI, normal=""),
        item("gag", option("normal", "N"), option("absent"), label="Gag and swallow", who=Who.VETERINARIAN),
        item("deep", option("felt", "N"), option("absent"), label="Deep pain feeling", who=Who.VETERINARIAN),
        item("temp", label="Temperature", kind=Kind.NUM, unit="°C", minimum=30, maximum=45, reference="37.8–39.2"),
        item("words", label="In the owner's own words", kind=Kind.TEXT),
        item("knuckling", option("none", "N"), option("some"), option("often"), label="Knuckling", scope=Scope.FOUR),
    ]
