"""Rules of a clinic for tests: the example of the documentation, and small ones to break."""

import re
from functools import cache
from pathlib import Path

from intake.app.rule_trial import failing
from intake.knowledge.clinic_merge import Ours, Settled, settled
from intake.knowledge.clinic_rules import ours_of
from intake.knowledge.files import KnowledgeFile, read_files

TREE = Path(__file__).resolve().parents[1]
RULES = TREE / "resources" / "knowledge"


def the_example() -> str:
    """The whole example that docs/clinic_rules.md tells a clinic to save."""
    text = (TREE / "docs" / "clinic_rules.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return example


def a_flag(key: str = "clinic_rf", *, when: str = "rl_placing:absent", **changed: str | None) -> str:
    """A flag of the clinic, without its cases."""
    given = {
        "id": f'"{key}"',
        "level": '"amber"',
        "rank": "7",
        "when": f'"{when}"',
        "message": '"Tell a vet"',
        "message_vet": '"Placing is lost"',
        "first_action": '"Vet within the hour"',
        "source": '["S01"]',
        "author": '"Dr A. Sample"',
    }
    return a_row("red_flag", **(given | changed))


def a_row(table: str, /, **given: str | None) -> str:
    """A row with these keys; a value of None leaves its key out."""
    lines = [f"{key} = {value}" for key, value in given.items() if value is not None]
    return "\n".join([f"[[{table}]]", *lines, ""])


def a_case(rule: str, fires: str, answers: str) -> str:
    return f'[[rule_case]]\nrule = "{rule}"\nfires = {fires}\nanswers = {answers}\n'


def cases_for(rule: str, fired_by: str = '{ rl_placing = { LH = "absent" } }', not_by: str = "{}") -> str:
    """One case that fires a rule and one that must not."""
    return a_case(rule, "true", fired_by) + a_case(rule, "false", not_by)


def a_rule_file(key: str = "clinic_rf", **changed: str | None) -> str:
    """A whole file with one flag and its cases."""
    return a_flag(key, **changed) + cases_for(key)


@cache
def ours() -> Ours:
    """The program's own rules, read once for all tests."""
    return ours_of(read_files(RULES))


def settled_with(content: str) -> Settled:
    """What stands of one file of the clinic beside the program's rules."""
    return settled(ours(), (KnowledgeFile("clinic/ours.toml", content.encode()),), failing)


SIGNED = {"source": '["S01"]', "author": '"Dr A. Sample"'}
A_SIGN = (
    a_row(
        "item",
        id='"clinic_mat"',
        section='"d7"',
        region='"rear"',
        label='"Walk on the mat"',
        short_label='"On the mat"',
        how_to='"Lead over the mat"',
        kind='"enum"',
        who='"T"',
        options='[{ value = "even", label = "Even", cls = "N" }, { value = "slips", label = "Slips", cls = "A" }]',
        **SIGNED,
    )
    + a_row("check_cost", group='"the mat"', items='["clinic_mat"]', cost="1", word='"a look"')
    + '[[sign]]\nid = "clinic_sign"\nlabel = "On the mat"\nauthor = "Dr A. Sample"\n[[sign.states]]\nstate = "slips"\n'
    + 'kind = "neuro"\nwhen = "clinic_mat:slips"\nwords = { sometimes = ["t3_l3"], others = "seldom" }\nsource = ["S01"]\n'
    + cases_for("clinic_mat", '{ clinic_mat = "slips" }', '{ clinic_mat = "even" }')
    + cases_for("clinic_sign.slips", '{ clinic_mat = "slips" }', '{ clinic_mat = "even" }')
)
A_PATTERN = (
    '[[pattern]]\nid = "clinic_zebra"\nname = "Zebralike poisoning"\nregions = ["none_nonneuro"]\nurgency = "urgent"\n'
    'never_shown_words = ["zebralike"]\nsource = ["S01"]\nauthor = "Dr A. Sample"\n'
    '[[pattern.rows]]\ndirection = "+"\nstrength = "strong"\nalternatives = ["rl_placing:absent"]\n'
    '[[pattern.rows]]\ndirection = "-"\nstrength = "strong"\nalternatives = ["rl_placing[both]:normal"]\n'
)
