"""Writes docs/examples anew from the shared cases and today's rules: `python -m tests.reasoning.renew_examples`."""

import json
from pathlib import Path

from intake.app import case_files
from intake.knowledge.loader import load
from intake.reasoning.engine import Engine
from tests.reasoning.dogs import shared_rows

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
CHOSEN = {
    "spinal_cord": "h050",
    "balance": "h011",
    "poison": "h013",
    "body": "h015",
    "ordinary": "r020",
}


def files(engine: Engine) -> dict[str, str]:
    """The text of every file of the examples, by its name: for each dog the case and the two notes."""
    rows = {row["id"]: row["case"] for _, row in shared_rows()}
    found = {}
    for name, chosen in CHOSEN.items():
        text = json.dumps(rows[chosen], indent=2, ensure_ascii=False) + "\n"
        case = case_files.case_from(engine, text.encode())
        found[f"{name}.json"] = text
        for reader, is_vet in (("technician", False), ("veterinarian", True)):
            assessment = case_files.assessed(engine, case, for_veterinarian=is_vet)
            note = case_files.assessment_text(engine, case, assessment, for_veterinarian=is_vet)
            found[f"{name}.{reader}.txt"] = note + "\n"
    return found


def main() -> None:
    """Write them."""
    EXAMPLES.mkdir(exist_ok=True)
    for name, text in files(Engine(load(ROOT / "resources" / "knowledge"))).items():
        (EXAMPLES / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
