"""Same, changed, better, worse or unclear since an earlier exam."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.app.change_since import ChangeAt, Comparing, Earlier, Since, Taken, changes_since
from intake.domain.cases import Missing, NoValue, WhyMissing
from intake.domain.exams import standing_rows
from intake.knowledge.model import AnswerClass, Kind
from tests.builders import an_answer, an_exam, knowledge

LEFT_OUT = NoValue(Missing.NOT_DONE, WhyMissing.PAIN)
COULD_NOT = NoValue(Missing.UNABLE, WhyMissing.NOT_STILL)
COMPARING = Comparing.by(knowledge())
MIRROR = {Since.WORSE: Since.BETTER, Since.BETTER: Since.WORSE}


@pytest.mark.parametrize(
    ("item", "before", "after", "since"),
    [
        ("rl_paw_replacement", "delayed", "delayed", Since.SAME),
        ("rl_paw_replacement", "normal", "delayed", Since.WORSE),
        ("rl_paw_replacement", "delayed", "absent", Since.WORSE),
        ("rl_paw_replacement", "absent", "normal", Since.BETTER),
        ("rl_patellar", "r2", "r3", Since.CHANGED),  # for the vet to judge: never worse
        ("rl_patellar", "r0", "r3", Since.CHANGED),
        ("rl_patellar", "r1", "r0", Since.WORSE),
        ("rl_patellar", "r1", "r4", Since.CHANGED),  # weak before, brisk now
        ("rl_tone", "increased", "decreased", Since.CHANGED),
        ("head_mentation", "dull_obtunded", "stuporous", Since.WORSE),
        ("head_mentation", "dull_obtunded", "agitated_delirious", Since.CHANGED),  # no order between them
        ("head_mentation", "bright_alert", "quiet_alert", Since.CHANGED),  # both normal
        ("gait_ambulation", "plegic_hind", "ambulatory_falls", Since.BETTER),
        ("gait_ambulation", "ambulatory", "not_walked_unsafe", Since.CHANGED),
        ("rl_pain_deep", "present", "absent", Since.WORSE),
        ("anus_bladder", "large_firm", "small_empty", Since.CHANGED),
        ("pe_skin", ("normal",), ("itchy",), Since.CHANGED),
        ("pe_skin", ("normal",), ("bruising",), Since.WORSE),
        ("pe_skin", ("bruising", "tick_found"), ("tick_found", "bruising"), Since.SAME),
        ("pe_skin", ("bruising",), ("bruising", "tick_found"), Since.CHANGED),
        ("mov_task", "stairs", "steps", Since.CHANGED),
        ("rl_paw_replacement", "delayed", LEFT_OUT, Since.UNCLEAR),
        ("rl_paw_replacement", COULD_NOT, "normal", Since.UNCLEAR),
        ("rl_paw_replacement", None, "normal", Since.UNCLEAR),
        ("rl_paw_replacement", LEFT_OUT, LEFT_OUT, Since.UNCLEAR),  # the same reason says nothing of the dog
    ],
)
def test_answers_are_compared_as_the_knowledge_orders_them(item, before, after, since):
    assert COMPARING.since(item, Taken(before), Taken(after)) is since
    assert COMPARING.since(item, Taken(after), Taken(before)) is MIRROR.get(since, since)


@pytest.mark.parametrize(
    ("item", "before", "after", "since"),
    [
        ("pe_temp_c", (38.5, "N"), (41.2, "A"), Since.WORSE),
        ("pe_temp_c", (41.2, "A"), (38.5, "N"), Since.BETTER),
        ("pe_temp_c", (38.5, "N"), (39.5, "B"), Since.CHANGED),
        ("pe_temp_c", (41.0, "A"), (34.0, "A"), Since.CHANGED),  # hot before, cold now
        ("pe_temp_c", (38.5, "N"), (38.6, "N"), Since.CHANGED),
        ("pe_weight_kg", (8.0, None), (8.2, None), Since.CHANGED),
        ("pe_pain_nrs", (5, "A"), (8, "A"), Since.WORSE),
        ("pe_pain_nrs", (5, "A"), (2, "B"), Since.CHANGED),
    ],
)
def test_numbers_are_compared_by_their_class_and_by_size_only_where_size_means_worse(item, before, after, since):
    one, other = (Taken(value, AnswerClass(cls) if cls else None) for value, cls in (before, after))

    assert COMPARING.since(item, one, other) is since
    assert COMPARING.since(item, other, one) is MIRROR.get(since, since)


def _answers(item):
    values = [option.value for option in item.options]
    given = {
        Kind.ENUM: st.sampled_from(values) if values else st.nothing(),
        Kind.MULTI: st.lists(st.sampled_from(values), min_size=1, unique=True).map(tuple) if values else st.nothing(),
        Kind.NUM: st.integers(0, 60).map(float),
        Kind.TEXT: st.text(min_size=1, max_size=5),
    }[item.kind]
    classes = st.sampled_from(list(AnswerClass)) if item.kind is Kind.NUM else st.none()
    return st.builds(Taken, given | st.sampled_from((None, LEFT_OUT, COULD_NOT)), classes)


@given(data=st.data(), item=st.sampled_from(knowledge().items))
def test_the_way_back_mirrors_and_a_missing_value_is_always_unclear(data, item):
    before, after = data.draw(_answers(item)), data.draw(_answers(item))

    since = COMPARING.since(item.id, before, after)

    assert COMPARING.since(item.id, after, before) is MIRROR.get(since, since)
    is_missing = any(one.answer is None or isinstance(one.answer, NoValue) for one in (before, after))
    assert (since is Since.UNCLEAR) == is_missing


@given(data=st.data(), item=st.sampled_from([one for one in knowledge().items if one.kind is Kind.ENUM]))
def test_a_change_to_or_from_what_the_vet_judges_is_never_better_or_worse(data, item):
    to_judge = [option.value for option in item.options if option.cls is AnswerClass.BORDERLINE]
    before = data.draw(st.sampled_from([option.value for option in item.options]))

    for after in to_judge:
        assert COMPARING.since(item.id, Taken(before), Taken(after)) in (Since.SAME, Since.CHANGED)


def _held(*rows):
    return Earlier(an_exam(), standing_rows([an_answer(*row) for row in rows]), {})


def test_every_side_has_its_line_and_what_nobody_asked_has_none():
    before = _held(("rl_paw_replacement", "delayed", "LH"), ("rl_hopping", LEFT_OUT))
    now = _held(("rl_paw_replacement", "absent", "LH"), ("rl_hopping", "normal", "RH"))

    changes = list(changes_since(COMPARING, before, now, ("rl_paw_replacement", "rl_hopping", "rl_patellar")))

    assert changes == [
        ChangeAt("rl_paw_replacement", "LH", Since.WORSE, "delayed", "absent"),
        ChangeAt("rl_hopping", "LH", Since.UNCLEAR, LEFT_OUT, None),
        ChangeAt("rl_hopping", "RH", Since.UNCLEAR, LEFT_OUT, "normal"),
    ]
