"""Rules a clinic adds: a file with a mistake is refused whole, with file, rule, key and what is expected."""

import shutil
from pathlib import Path

import pytest

from intake.app import exam_rules
from intake.app.rule_trial import failing
from intake.domain.errors import BadInput
from intake.knowledge.clinic_files import MOST_BYTES, MOST_FILES, read_clinic_folder
from intake.knowledge.clinic_merge import settled
from intake.knowledge.clinic_rules import Folders, InForce, in_force
from intake.knowledge.loader import decode, encode
from intake.knowledge.model import Knowledge
from intake.knowledge.rule_cases import RuleCase
from tests.clinic_rules import (
    A_PATTERN,
    A_SIGN,
    RULES,
    SIGNED,
    a_case,
    a_flag,
    a_row,
    a_rule_file,
    cases_for,
    ours,
    the_example,
)

ABSENT = '{ rl_placing = { LH = "absent" } }'


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic_rules"
    folder.mkdir()
    return folder


def settled_in(clinic: Path) -> InForce:
    """What stands in the folder, without cache."""
    offered = read_clinic_folder(clinic)
    done = settled(ours(), offered.files, failing)
    return InForce(done.knowledge, (*offered.refused, *done.problems))


def looked_at(clinic: Path, kept: Path | None = None) -> InForce:
    return exam_rules.in_force(Folders(RULES, clinic, kept), program="test")


def refused(clinic: Path, **files: str | bytes) -> list[str]:
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (clinic / f"{name}.toml").write_bytes(data)
    found = settled_in(clinic)
    return [str(problem).removeprefix("clinic/") for problem in found.refused]


def authors(found: InForce) -> set[str]:
    return {row.id for row in (*found.knowledge.items, *found.knowledge.red_flags) if row.author}


# A file that stands


def test_the_example_of_the_documentation_is_sound(clinic: Path) -> None:
    assert refused(clinic, lake=the_example()) == []
    found = settled_in(clinic).knowledge
    (flag,) = (flag for flag in found.red_flags if flag.id == "clinic_rf_lake")
    assert flag.author == "Dr A. Sample"
    assert flag.source == ("LAKE26", "clinic: Dr A. Sample")
    places = [item.id for item in found.items if item.region == "history" and item.group == "Poison"]
    assert places[-1] == "clinic_lake"
    assert decode(encode(found)) == found


def test_rules_in_force_are_part_of_the_digest_and_refused_ones_are_not(clinic: Path) -> None:
    alone = ours().knowledge.digest
    assert settled_in(clinic).knowledge.digest == looked_at(clinic / "none").knowledge.digest == alone
    assert refused(clinic, broken="not = [toml")
    assert settled_in(clinic).knowledge.digest == alone
    (clinic / "sound.toml").write_text(a_rule_file(), encoding="utf-8")
    with_ours = settled_in(clinic)
    assert with_ours.knowledge.digest != alone
    (clinic / "broken.toml").unlink()
    assert settled_in(clinic).knowledge.digest == with_ours.knowledge.digest


def test_the_program_s_own_rules_are_as_they_were(clinic: Path) -> None:
    before = ours().knowledge
    (clinic / "lake.toml").write_text(the_example(), encoding="utf-8")
    after = settled_in(clinic).knowledge
    for kind in ("signs", "patterns", "workups", "red_flags", "urgency_rules", "traps", "drivers", "safety_rules"):
        assert [row for row in getattr(after, kind) if not row.author] == list(getattr(before, kind)), kind
    assert (after.never_shown, after.method) == (before.never_shown, before.method)


def test_a_check_that_raises_a_flag_of_the_clinic_is_not_set_in_bulk(clinic: Path) -> None:
    bulk = next(item for item in ours().knowledge.items if item.bulk_ok)
    abnormal = next(option.value for option in bulk.options if option.cls.value == "A")
    answers = f'{{ {bulk.id} = "{abnormal}" }}' if bulk.kind.value == "enum" else f'{{ {bulk.id} = ["{abnormal}"] }}'
    content = a_flag(when=f"{bulk.id}:{abnormal}") + cases_for("clinic_rf", answers)
    assert refused(clinic, ours=content) == []
    assert not next(item for item in settled_in(clinic).knowledge.items if item.id == bulk.id).bulk_ok


def test_one_file_may_stand_on_another(clinic: Path) -> None:
    source = a_row("source", id='"MINE26"', title='"A notice"', read='"R"', author='"Dr A. Sample"')
    assert refused(clinic, sources=source, rules=a_rule_file(source='["MINE26"]')) == []


def test_a_name_may_read_what_no_sign_reads(clinic: Path) -> None:
    name = a_row("name", id='"clinic_sweet"', means='"sugar is low"', when='"lab_glucose<3"', **SIGNED)
    flag = a_flag(when="clinic_sweet")
    cases = "".join(cases_for(rule, "{ lab_glucose = 2 }") for rule in ("clinic_sweet", "clinic_rf"))
    assert refused(clinic, ours=name + flag + cases) == []


def test_a_sign_over_items_of_the_clinic_stands(clinic: Path) -> None:
    assert refused(clinic, ours=A_SIGN) == []
    (sign,) = (sign for sign in settled_in(clinic).knowledge.signs if sign.author)
    assert sign.states[0].source == ("S01", "clinic: Dr A. Sample")


def test_the_words_of_a_pattern_are_kept_from_everybody_s_texts(clinic: Path) -> None:
    cases = cases_for("clinic_zebra")
    assert refused(clinic, pattern=A_PATTERN + cases) == []
    assert "zebralike" in settled_in(clinic).knowledge.never_shown.words
    assert refused(clinic, pattern=A_PATTERN + cases, flag=a_rule_file(message='"Zebralike"')) == [
        'flag.toml: clinic_rf: text: shows "zebralike", which only a signed-in vet may read'
    ]


# Files that are refused, each in one sentence

CAUSE = 'shows "epilep*", which only a signed-in vet may read'
NOT_NORMAL = (
    "could be true without a recorded finding that is not normal; name one, outside NOT, on every side of an OR"
)
ONE_MISTAKE = {
    "no author": (a_rule_file(author=None), "clinic_rf: author: missing; say who in the clinic wrote it"),
    "no source": (a_rule_file(source=None), "clinic_rf: source: missing; every row says where it comes from"),
    "unknown source": (a_rule_file(source='["X1"]'), 'clinic_rf: source: "X1" is not a source'),
    "our own codes": (
        a_rule_file(source='["design"]'),
        "clinic_rf: source: \"design\" is for the program's own rows; name a source, or add one with [[source]]",
    ),
    "a flag of ours": (
        a_rule_file("rf_door"),
        "rf_door: id: is a red flag of the program, which a clinic's file never changes; choose another id",
    ),
    "a line of ours": (
        a_row("urgency_rule", id='"u16"', level='"soon"', says='"x"', when='"rl_placing:absent"', **SIGNED)
        + cases_for("u16"),
        'u16: id: expected u and a number from 100 on, such as u100, found "u16"',
    ),
    "a line that calms": (
        a_row("urgency_rule", id='"u100"', level='"routine"', says='"x"', when='"rl_placing:absent"', **SIGNED)
        + cases_for("u100"),
        "u100: level: expected emergency, urgent or soon: a line only ever raises",
    ),
    "no condition": (
        a_row("urgency_rule", id='"u100"', level='"soon"', says='"x"', **SIGNED) + cases_for("u100"),
        "u100: when: missing; a clinic's line is its condition",
    ),
    "unknown key": (
        a_rule_file(colour='"red"'),
        "clinic_rf: colour: unknown key; expected one of author, first_action, folds_into, id, level, message, "
        "message_vet, rank, source, when",
    ),
    "rank": (a_rule_file(rank="0"), "clinic_rf: rank: expected 1 (airway) to 7 (the rest), found 0"),
    "no words": (a_rule_file(message='" "'), "clinic_rf: message: missing; a flag says what it saw and what to do"),
    "a cause": (a_rule_file(message='"Epilepsy"'), f"clinic_rf: text: {CAUSE}"),
    "a cause as author": (a_rule_file(author='"Dr Epilepsy"'), f"clinic_rf: author: {CAUSE}"),
    "nothing recorded": (a_rule_file(when="NOT rl_placing:absent"), f"clinic_rf: when: {NOT_NORMAL}"),
    "one side of an OR": (
        a_rule_file(when="rl_placing:absent OR NOT rl_hopping:absent"),
        f"clinic_rf: when: {NOT_NORMAL}",
    ),
    "normal alone": (a_rule_file(when="rl_placing:normal"), f"clinic_rf: when: {NOT_NORMAL}"),
    "unknown value": (
        a_rule_file(when="rl_placing:lost"),
        'clinic_rf: when: "lost" is not a value of rl_placing; expected one of normal delayed absent',
    ),
    "not a condition": (
        a_rule_file(when="rl_placing:absent AND"),
        'clinic_rf: when: position 22: expected a finding, a name, NOT or "(", found the end',
    ),
    "parentheses": (
        a_rule_file(when="(" * 41 + "rl_placing:absent" + ")" * 41),
        'clinic_rf: when: position 42: expected at most 40 parentheses inside each other, found "rl_placing:absent"',
    ),
    "bad id": (
        a_rule_file("Clinic-1"),
        'Clinic-1: id: expected small letters, digits and _, starting with a letter, 2 to 60 of them, found "Clinic-1"',
    ),
    "twice": (
        a_flag() + a_rule_file(),
        "clinic_rf: id: used twice, first in clinic/ours.toml",
    ),
    "an id of two rules": (
        a_rule_file() + a_row("driver", id='"clinic_rf"', when='"rl_placing:absent"', workups='["wu_mdb"]', **SIGNED),
        "clinic_rf: id: is the id of a driver as well; choose another",
    ),
    "never fired": (
        a_flag() + a_case("clinic_rf", "false", "{}"),
        'clinic_rf: rule_case: no case fires it; add a [[rule_case]] with rule = "clinic_rf" and fires = true',
    ),
    "always fired": (
        a_flag() + a_case("clinic_rf", "true", ABSENT),
        'clinic_rf: rule_case: no case must not fire it; add a [[rule_case]] with rule = "clinic_rf" and fires = false',
    ),
    "does not fire": (
        a_flag() + cases_for("clinic_rf", '{ rl_placing = { LH = "delayed" } }'),
        "clinic_rf: rule_case 1: should fire, and does not: a flag fires when it is raised",
    ),
    "fires all the same": (
        a_flag() + cases_for("clinic_rf", ABSENT, ABSENT),
        "clinic_rf: rule_case 2: should not fire, and does: a flag fires when it is raised",
    ),
    "an answer that is none": (
        a_flag() + cases_for("clinic_rf", '{ rl_placing = { LH = "lost" } }'),
        'clinic_rf: rule_case 1: answers.rl_placing.LH: "lost" is not one of normal delayed absent',
    ),
    "an answer to nothing": (
        a_flag() + cases_for("clinic_rf", ABSENT, "{ nothing = 1 }"),
        "clinic_rf: rule_case 2: answers.nothing: is not an item of the exam",
    ),
    "a day for an answer": (
        a_flag() + cases_for("clinic_rf", ABSENT, "{ pe_temp_c = 2020-01-01 }"),
        'clinic_rf: rule_case 2: answers.pe_temp_c: expected a number, found "2020-01-01"',
    ),
    "case of nothing": (
        a_rule_file() + a_case("clinic_x", "true", "{}"),
        'rule_case 3: rule: expected the id of a rule of this file, found "clinic_x"',
    ),
    "case of ours": (
        a_rule_file() + a_case("rf_door", "true", "{}"),
        'rule_case 3: rule: expected the id of a rule of this file, found "rf_door"',
    ),
    "fires perhaps": (
        a_rule_file() + a_case("clinic_rf", '"yes"', "{}"),
        'rule_case 3: fires: expected true or false, found "yes"',
    ),
    "answers in a list": (
        a_rule_file() + a_case("clinic_rf", "true", "[]"),
        "rule_case 3: answers: expected a table of answers, found []",
    ),
    "case with another key": (
        a_rule_file() + a_case("clinic_rf", "true", ABSENT) + "why = 1\n",
        "rule_case 3: why: unknown key; expected one of rule, fires, answers, about",
    ),
    "case not a table": ("rule_case = [1]\n", "rule_case 1: expected a table, found 1"),
    "cases not a list": ("rule_case = 5\n", "rule_case: expected [[rule_case]], found 5"),
    "a page of ours": (
        A_SIGN.replace('"rear"', '"garden"'),
        "clinic_mat: region: expected one of signalment history shaking physical head cranial gait neck front torso "
        'rear anus tail results vet_scores, found "garden"',
    ),
    "a section of another page": (
        A_SIGN.replace('"d7"', '"a1"'),
        'clinic_mat: section: expected one of d7, found "a1"',
    ),
    "worked out": (
        A_SIGN.replace('who = "T"', 'who = "T"\nderived = true'),
        "clinic_mat: derived: the program works out its own items only",
    ),
    "bands by hand": (
        A_SIGN.replace('who = "T"', 'who = "T"\nbands = ["x"]'),
        "clinic_mat: bands: follow from [[band]] rows; leave them out",
    ),
    "a sign over our items": (
        A_SIGN.replace('when = "clinic_mat:slips"', 'when = "clinic_mat:slips AND rl_placing:absent"'),
        'clinic_sign: slips.when: reads "rl_placing" of the program; a finding counts once, so a sign of the clinic '
        "reads items the clinic added",
    ),
    "the cost of our checks": (
        A_SIGN.replace('items = ["clinic_mat"]', 'items = ["hx_*"]'),
        'the mat: items: expected an item the clinic added, found "hx_*"',
    ),
    "no cost": (
        A_SIGN.replace("cost = 1", "cost = 0"),
        "the mat: cost: expected more than 0, at most 100, found 0",
    ),
    "a band of ours": (
        a_row("band", id='"clinic_band"', item='"pe_temp_c"', normal="{ from = 0, to = 99 }", **SIGNED)
        + cases_for("clinic_band"),
        'clinic_band: item: expected an item the clinic added, found "pe_temp_c"',
    ),
    "a pattern without a place": (
        A_PATTERN.replace('["none_nonneuro"]', "[]") + cases_for("clinic_zebra"),
        "clinic_zebra: regions: expected at least one region",
    ),
    "a row in words": (
        A_PATTERN.replace('strength = "strong"', 'strength = "strong"\nwords = "x"', 1) + cases_for("clinic_zebra"),
        "clinic_zebra: rows 1.words: is for the program's own rows; name findings in alternatives",
    ),
    "a pattern of normal findings": (
        A_PATTERN.replace('["rl_placing:absent"]', '["rl_placing:normal"]') + cases_for("clinic_zebra"),
        f"clinic_zebra: rows 1.alternatives 1: {NOT_NORMAL}",
    ),
    "an undecided word": (
        A_PATTERN.replace('"Zebralike poisoning"', '"Zebralike quagga poisoning"') + cases_for("clinic_zebra"),
        'clinic_zebra: name: "quagga" is neither never shown nor an ordinary word',
    ),
    "a word of our texts": (
        A_PATTERN.replace('["zebralike"]', '["zebralike", "gum*"]') + cases_for("clinic_zebra"),
        'clinic_zebra: never_shown_words: "gum*" stands in a text of the program (exam:hx_emergency_now); '
        "give a longer word, or an ordinary one",
    ),
    "no word": (
        A_PATTERN.replace('["zebralike"]', '["*"]') + cases_for("clinic_zebra"),
        'clinic_zebra: never_shown_words: expected a word of at least 3 letters, found "*"',
    ),
    "a test without level": (
        a_row("workup", id='"clinic_wu"', name='"X"', group='"other"', kind='"other"', level="7", **SIGNED)
        + cases_for("clinic_wu"),
        "clinic_wu: level: expected 0 to 4, found 7",
    ),
    "a driver of nothing": (
        a_row("driver", id='"clinic_dr"', when='"rl_placing:absent"', workups="[]", **SIGNED) + cases_for("clinic_dr"),
        "clinic_dr: workups: expected at least one test",
    ),
    "a name for itself": (
        a_row("name", id='"clinic_n"', means='"x"', when='"clinic_n"', **SIGNED) + cases_for("clinic_n"),
        'clinic_n: when: "clinic_n" does not stand above; a name may only use names above',
    ),
    "too long": (a_rule_file(message=f'"{"x" * 4001}"'), "clinic_rf: message: 4001 characters are too many; 4000 is the most"),
    "not shown": (a_rule_file(message='"a\\u0000b"'), "clinic_rf: message: holds a character that cannot be shown"),
    "without end": (a_rule_file(rank="inf"), "clinic_rf: rank: expected a number, found one without end"),
    "too large": (a_rule_file(rank="10000000000000"), "clinic_rf: rank: is too large for a number"),
    "not TOML": ("not = [toml", "is not TOML: Invalid value (at line 1, column 8)"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), ONE_MISTAKE.values(), ids=ONE_MISTAKE.keys())
def test_a_file_with_a_mistake_is_refused_in_one_sentence(clinic: Path, content: str, sentence: str) -> None:
    assert refused(clinic, ours=content) == [f"ours.toml: {sentence}"]
    assert settled_in(clinic).knowledge.digest == ours().knowledge.digest


@pytest.mark.parametrize(
    "table",
    [
        *("[knowledge]", "[method]", "[never_shown]", "[breed_groups]", "[[region]]", "[[exam_region]]"),
        *("[[safety_rule]]", "[[form]]", "[[score]]", "[[order_rule]]", "[[check_limit]]", "[[side_item]]"),
        *("[[side_vote]]", "[[guidance]]", "[[nonsense]]"),
    ],
)
def test_what_is_the_program_s_alone_is_refused(clinic: Path, table: str) -> None:
    (sentence,) = refused(clinic, ours=f'{table}\nid = "x"\n')
    assert sentence == (
        f"ours.toml: {table.strip('[]')}: a clinic's file cannot add or change this; expected one of [[source]], "
        "[[item]], [[band]], [[name]], [[sign]], [[left_out]], [[check_cost]], [[pattern]], [[workup]], [[caution]], "
        "[[driver]], [[red_flag]], [[urgency_rule]], [[trap]], [[rule_case]]"
    )


@pytest.mark.parametrize("kind", ["source", "item", "name", "sign", "pattern", "workup", "caution", "driver", "trap"])
def test_no_row_of_the_program_can_be_replaced(clinic: Path, kind: str) -> None:
    fields = {"source": "sources", "caution": "cautions"}
    taken = getattr(ours().knowledge, fields.get(kind, f"{kind}s"))[0].id
    rows = {
        "source": a_row("source", id=f'"{taken}"', title='"x"', read='"R"', author='"x"'),
        "item": A_SIGN.replace("clinic_mat", taken),
        "name": a_row("name", id=f'"{taken}"', means='"x"', when='"rl_placing:absent"', **SIGNED),
        "sign": A_SIGN.replace("clinic_sign", taken),
        "pattern": A_PATTERN.replace("clinic_zebra", taken),
        "workup": a_row("workup", id=f'"{taken}"', name='"x"', group='"other"', kind='"other"', level="0", **SIGNED),
        "caution": a_row("caution", id=f'"{taken}"', when='"rl_placing:absent"', says='"x"', **SIGNED),
        "driver": a_row("driver", id=f'"{taken}"', when='"rl_placing:absent"', workups='["wu_mdb"]', **SIGNED),
        "trap": a_row("trap", id=f'"{taken}"', when='"rl_placing:absent"', says='"x"', **SIGNED),
    }
    cases = "" if kind in ("source", "item", "sign") else cases_for(taken)
    says = f"is a {kind} of the program, which a clinic's file never changes; choose another id"
    assert f"ours.toml: {taken}: id: {says}" in refused(clinic, ours=rows[kind] + cases)


def test_all_mistakes_of_a_file_are_listed(clinic: Path) -> None:
    assert refused(clinic, ours=a_rule_file(author=None, rank="9") + a_case("clinic_rf", "true", "5")) == [
        "ours.toml: clinic_rf: author: missing; say who in the clinic wrote it",
        "ours.toml: clinic_rf: rank: expected 1 (airway) to 7 (the rest), found 9",
        "ours.toml: rule_case 3: answers: expected a table of answers, found 5",
    ]


def test_other_files_stand_where_one_is_refused(clinic: Path) -> None:
    told = refused(clinic, broken=a_rule_file("clinic_broken", author=None), sound=a_rule_file("clinic_sound"))
    assert told == ["broken.toml: clinic_broken: author: missing; say who in the clinic wrote it"]
    assert authors(settled_in(clinic)) == {"clinic_sound"}


def test_a_file_that_stands_on_a_refused_one_is_refused_with_it(clinic: Path) -> None:
    source = a_row("source", id='"MINE26"', title='"A notice"', read='"R"')
    assert refused(clinic, a=source, b=a_rule_file(source='["MINE26"]'), c=a_rule_file("clinic_other")) == [
        "a.toml: MINE26: author: missing; say who in the clinic wrote it",
        'b.toml: clinic_rf: source: "MINE26" is not a source (it stands in clinic/a.toml, which is refused)',
    ]
    assert authors(settled_in(clinic)) == {"clinic_other"}


def test_the_second_of_two_files_with_one_id_is_refused(clinic: Path) -> None:
    assert refused(clinic, a=a_rule_file(), b=a_rule_file()) == [
        "b.toml: clinic_rf: id: used twice, first in clinic/a.toml"
    ]
    assert authors(settled_in(clinic)) == {"clinic_rf"}


# Whatever lies in the folder

AWKWARD = {
    "bytes": (bytes(range(256)), "is not UTF-8 text: byte 129 cannot be read"),
    "another encoding": ("# für".encode("latin-1"), "is not UTF-8 text: byte 4 cannot be read"),
    "arrays in arrays": (b"a = " + b"[" * 100_000, "is nested too deep"),
    "tables in tables": (b"a = " + b"{b=" * 30 + b"1" + b"}" * 30, "a.b: b.b.b.b.b.b.b.b.b.b.b: is nested more than 12 deep"),
    "a key of many parts": (b"a" + b".a" * 400_000 + b" = 1", "line 1 has more than 100 dots; break it up"),
    "long": (b"#" * (MOST_BYTES + 1), "is longer than 1048576 bytes (1 MiB); split it into several files"),
    "thousands of rules": (
        "".join(a_flag(f"clinic_{number}") for number in range(1001)).encode(),
        "red_flag: 1001 are too many; 1000 is the most",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), AWKWARD.values(), ids=AWKWARD.keys())
def test_no_file_is_too_awkward_for_a_sentence(clinic: Path, content: bytes, sentence: str) -> None:
    assert refused(clinic, ours=content) == [f"ours.toml: {sentence}"]


def test_a_number_of_ten_thousand_digits_is_a_sentence(clinic: Path) -> None:
    (told,) = refused(clinic, ours="a = " + "9" * 10_000)
    assert told.startswith("ours.toml: is not TOML: ")


def test_names_that_double_are_not_followed(clinic: Path) -> None:
    rows = [a_row("name", id='"clinic_n0"', means='"x"', when='"rl_placing:absent"', **SIGNED)]
    rows += [
        a_row("name", id=f'"clinic_n{n}"', means='"x"', when=f'"clinic_n{n - 1} OR clinic_n{n - 1}"', **SIGNED)
        for n in range(1, 40)
    ]
    told = refused(clinic, ours="".join(rows) + "".join(cases_for(f"clinic_n{n}") for n in range(40)))
    assert told[0] == (
        "ours.toml: clinic_n10: when: stands for more than 2000 findings or 30 names inside each other; make it shorter"
    )


def test_only_files_with_plain_names_are_read(clinic: Path) -> None:
    (clinic / "folder.toml").mkdir()
    (clinic / ".hidden.toml").write_text("not = [toml", encoding="utf-8")
    (clinic / "notes.txt").write_text("not = [toml", encoding="utf-8")
    (clinic / "odd: \n.toml").write_text("", encoding="utf-8")
    (clinic / "LOUD.TOML").write_text(a_rule_file(), encoding="utf-8-sig")
    assert refused(clinic) == [
        "folder.toml: is not a file; move it out of the folder",
        "odd: \\n.toml: give the file a plain name: letters, digits, spaces, dots and dashes, at most 100 of them",
    ]
    assert authors(settled_in(clinic)) == {"clinic_rf"}


def test_a_link_to_nowhere_is_a_sentence(clinic: Path) -> None:
    (clinic / "gone.toml").symlink_to(clinic / "nowhere")
    assert refused(clinic) == ["gone.toml: is not a file; move it out of the folder"]


def test_too_many_files_are_not_read(clinic: Path) -> None:
    for number in range(MOST_FILES + 1):
        (clinic / f"r{number:03}.toml").write_text("", encoding="utf-8")
    assert refused(clinic) == [f"r100.toml: is one file too many; {MOST_FILES} are read"]


def test_rows_are_counted_over_all_files(clinic: Path) -> None:
    many = "".join(a_row("source", id=f'"X{n}"', title='"x"', read='"R"', author='"x"') for n in range(990))
    more = many.replace('"X', '"Y')
    assert refused(clinic, a=many, b=more, c=a_rule_file()) == [
        "b.toml: with this file the clinic has 1980 rows; 1000 is the most"
    ]


def test_a_file_in_place_of_the_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "clinic_rules").write_text("", encoding="utf-8")
    found = settled_in(tmp_path / "clinic_rules")
    assert [str(problem) for problem in found.refused] == [
        "clinic: the folder cannot be read (Not a directory); let your account read it"
    ]
    assert found.knowledge.digest == ours().knowledge.digest


# Kept ready


def test_the_second_start_tries_nothing_and_another_version_of_the_program_does(clinic: Path, tmp_path: Path) -> None:
    (clinic / "sound.toml").write_text(a_rule_file(), encoding="utf-8")
    (clinic / "broken.toml").write_text("not = [toml", encoding="utf-8")
    tried: list[int] = []

    def trial(_knowledge: Knowledge, cases: tuple[RuleCase, ...]) -> tuple[RuleCase, ...]:
        tried.append(len(cases))
        return ()

    folders = Folders(RULES, clinic, tmp_path / "cache")
    first = in_force(folders, trial, program="one")
    assert (in_force(folders, trial, program="one"), tried) == (first, [2])
    assert (in_force(folders, trial, program="another"), tried) == (first, [2, 2])


def test_a_changed_file_is_tried_again(clinic: Path, tmp_path: Path) -> None:
    (clinic / "sound.toml").write_text(a_rule_file(), encoding="utf-8")
    assert looked_at(clinic, tmp_path / "cache").refused == ()
    (clinic / "sound.toml").write_text(a_rule_file(author=None), encoding="utf-8")
    assert len(looked_at(clinic, tmp_path / "cache").refused) == 1


def test_a_verdict_without_its_knowledge_is_no_verdict(clinic: Path, tmp_path: Path) -> None:
    (clinic / "sound.toml").write_text(a_rule_file(), encoding="utf-8")
    first = looked_at(clinic, tmp_path / "cache")
    for kept in (tmp_path / "cache").glob("knowledge-*"):
        kept.unlink()
    assert looked_at(clinic, tmp_path / "cache") == first


def test_without_rules_of_the_clinic_nothing_more_is_kept(clinic: Path, tmp_path: Path) -> None:
    looked_at(clinic, tmp_path / "cache")
    assert [path.name.partition("-")[0] for path in (tmp_path / "cache").iterdir()] == ["knowledge"]


def test_unsound_rules_of_the_program_are_told_as_ever(clinic: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    shutil.copytree(RULES, program)
    (program / "traps.toml").write_text("[[trap]]\n", encoding="utf-8")
    (clinic / "sound.toml").write_text(a_rule_file(), encoding="utf-8")
    with pytest.raises(BadInput, match="traps.toml: trap 1: id: missing"):
        exam_rules.in_force(Folders(program, clinic), program="test")


def test_a_mistake_of_the_program_while_looking_leaves_its_own_rules(
    clinic: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (clinic / "sound.toml").write_text(a_rule_file(), encoding="utf-8")
    found = in_force(Folders(RULES, clinic), _broken_trial, program="test")
    assert [str(problem) for problem in found.refused] == [
        "clinic: the rules could not be looked at because of a mistake in Intake; the log has the details"
    ]
    assert found.knowledge.digest == ours().knowledge.digest
    assert "a rule nobody foresaw" in caplog.text


def _broken_trial(*_arguments: object) -> tuple[RuleCase, ...]:
    raise KeyError("a rule nobody foresaw")
