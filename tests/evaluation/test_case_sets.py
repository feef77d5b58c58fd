import json
from typing import Any

import pytest

from intake.domain.errors import BadInput
from tests.evaluation.case_sets import CASES, own_files, read_sets
from tests.evaluation.truths import PLACES, accepted_places

ROW: dict[str, Any] = {
    "id": "x1",
    "case": {"format": "intake-case/1", "patient": {}, "answers": {"head_tilt": "none"}},
    "truth": {"localisation": ["forebrain"], "workups_diagnostic": ["csf", "other:biopsy"], "urgency": "soon"},
    "scored_for": ["localisation", "urgency", "workup"],
}


def written(folder, *lines, name="unseen.jsonl"):
    file = folder / name
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return file


def with_truth(**changes):
    return ROW | {"truth": ROW["truth"] | changes}


def test_the_projects_own_dogs_are_all_there(dogs):
    counted = {}
    for dog in dogs:
        counted[dog.group] = counted.get(dog.group, 0) + 1
    expected = {"published": 26, "published thin": 11, "ordinary": 8}
    expected |= {"vignettes 1": 101, "vignettes 2": 58, "vignettes 3": 36}
    assert counted | expected == counted
    lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in CASES.glob("*.jsonl"))
    assert len(dogs) == lines


def test_published_dogs_are_those_with_a_source(dogs):
    assert {dog.set_name for dog in dogs if dog.is_published} >= {"published"}
    assert not {"vignettes", "ordinary"} & {dog.set_name for dog in dogs if dog.is_published}
    assert {dog.set_name for dog in dogs if dog.is_ordinary} == {"ordinary"}


def test_every_truth_is_answered_by_a_region_of_the_exam(knowledge):
    regions = {region.id for region in knowledge.regions}
    for place in PLACES:
        assert accepted_places(place) <= regions, place
    assert {region for place in PLACES for region in accepted_places(place)} == regions


def test_a_further_file_is_a_set_of_its_own(tmp_path, knowledge):
    second = ROW | {"id": "x2", "set": 7, "half": "held_back", "scored_for": ["urgency"], "source": {"title": "t"}}
    dogs = read_sets([written(tmp_path, ROW, "", second)], knowledge)
    assert [dog.group for dog in dogs] == ["unseen", "unseen 7 held back thin"]
    assert dogs[0].kinds == ("csf",)
    assert dogs[0].has_other
    assert dogs[1].kinds == ()  # not scored for tests
    assert [dog.is_published for dog in dogs] == [False, True]
    assert not any(dog.is_own for dog in dogs)


def test_files_of_one_name_are_told_apart(tmp_path, knowledge):
    file = written(tmp_path, ROW, name="published.jsonl")
    names = {dog.set_name for dog in read_sets([*own_files(), file], knowledge)}
    assert {"published", str(file)} <= names


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["{"], "line 1: is not JSON"),
        (["[1]"], "line 1: expected one JSON object {...}, found [1]"),
        ([ROW, ROW], 'line 2: id "x1" stands in this file twice'),
        ([ROW, "", {**ROW, "id": 3}], "line 3: expected id as text, found 3"),
        ([{"id": "x1"}], "line 1: expected truth as an object {...}, found nothing"),
        ([{**ROW, "case": {}}], "line 1: expected case as an object {...}, found {}"),
        ([{**ROW, "truth": {"place": "forebrain"}}], "truth: expected one of localisation urgency workups_diagnostic"),
        ([with_truth(urgency="later")], 'truth: urgency "later" is not known; expected one of emergency urgent soon'),
        ([with_truth(localisation=["head"])], 'truth: localisation "head" is not known; expected one of brainstem'),
        ([with_truth(localisation="forebrain")], 'truth: expected localisation as a list of words, found "forebrain"'),
        ([with_truth(workups_diagnostic=["scan"])], 'truth: workups_diagnostic "scan" is not known; expected one of'),
        ([with_truth(side="up")], 'truth: side "up" is not known; expected one of left right both none'),
        ([{**ROW, "half": "unread"}], 'line 1: half "unread" is not known; expected one of looked_at held_back'),
        (['{"id": "x1", "id": "x2"}'], "line 1: id: is given twice"),
        (["", " "], "holds no dog; expected one JSON object a line"),
    ],
)
def test_a_wrong_row_is_one_sentence_with_file_and_line(tmp_path, knowledge, lines, says):
    file = written(tmp_path, *lines)
    with pytest.raises(BadInput) as refused:
        read_sets([file], knowledge)
    assert str(refused.value).startswith(str(file))
    assert says in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


def test_a_wrong_answer_is_named_with_what_the_exam_takes(tmp_path, knowledge):
    case = ROW["case"] | {"answers": {"head_tilt": "sideways", "tail": 1}}
    file = written(tmp_path, ROW | {"case": case})
    with pytest.raises(BadInput, match=r"line 1: case: answers.head_tilt: .sideways. is not one of none"):
        read_sets([file], knowledge)


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path, knowledge):
    with pytest.raises(BadInput, match="nowhere.jsonl cannot be read"):
        read_sets([tmp_path / "nowhere.jsonl"], knowledge)
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="bytes.jsonl cannot be read"):
        read_sets([tmp_path / "bytes.jsonl"], knowledge)
