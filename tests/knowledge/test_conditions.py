"""The condition language: what is read, what is refused, and that printing gives it back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.knowledge.conditions import (
    SITES,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    ConditionError,
    Finding,
    Name,
    Not,
    StateIs,
    items_of,
    names_of,
    parse,
    unparse,
)

_ids = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
_values = st.lists(st.from_regex(r"[a-z0-9_]{1,6}", fullmatch=True), min_size=1, max_size=3).map(tuple)
_sites = st.none() | st.sampled_from(SITES)
_limits = st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000, places=3).map(float)
_leaves = st.one_of(
    st.builds(Finding, _ids, _values, _sites),
    st.builds(Compare, _ids, st.sampled_from([">", ">=", "<", "<="]), _limits, _sites),
    st.builds(Name, _ids),
    st.builds(StateIs, _ids, _ids),
)
_conditions: st.SearchStrategy[Condition] = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=12,
)


@given(_conditions)
def test_what_is_printed_is_read_back_the_same(condition: Condition) -> None:
    assert parse(unparse(condition), states=True) == condition


@given(st.text(alphabet="ab_:/<>=[]().0 ANDORT", max_size=30))
def test_any_text_is_read_or_refused_with_a_position(text: str) -> None:
    read = read_or_refused(text)
    if isinstance(read, ConditionError):
        assert 1 <= read.position <= len(text) + 1
    else:
        assert parse(unparse(read)) == read


def read_or_refused(text: str) -> Condition | ConditionError:
    try:
        return parse(text)
    except ConditionError as error:
        return error


def test_and_binds_before_or() -> None:
    assert parse("a OR b AND c") == AnyOf((Name("a"), AllOf((Name("b"), Name("c")))))


def test_not_takes_one_finding_or_one_parenthesis() -> None:
    assert parse("NOT a AND b") == AllOf((Not(Name("a")), Name("b")))
    assert parse("NOT (a AND b)") == Not(AllOf((Name("a"), Name("b"))))


def test_a_condition_may_run_over_lines() -> None:
    assert parse("\na\nOR b\n") == AnyOf((Name("a"), Name("b")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rl_patellar:r0/r1", Finding("rl_patellar", ("r0", "r1"))),
        ("rl_patellar[LH]:r0", Finding("rl_patellar", ("r0",), "LH")),
        ("pe_temp_c>39.4", Compare("pe_temp_c", ">", 39.4)),
        ("gait_lameness[asym]<=2", Compare("gait_lameness", "<=", 2.0, "asym")),
        ("pe_change>=-2", Compare("pe_change", ">=", -2.0)),
        ("weak", Name("weak")),
    ],
)
def test_findings_and_names(text: str, expected: Condition) -> None:
    assert parse(text) == expected
    assert unparse(expected) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'position 1: expected a finding, a name, NOT or "(", found the end'),
        ("a AND", 'position 6: expected a finding, a name, NOT or "(", found the end'),
        ("a b", 'position 3: expected AND, OR or the end, found "b"'),
        ("(a", 'position 3: expected AND, OR or ")", found the end'),
        ("a)", 'position 2: expected AND, OR or the end, found ")"'),
        ("NOT", 'position 4: expected a finding, a name or "(", found the end'),
        ("a:", 'position 3: expected a value, found ""'),
        ("a:b//c", 'position 5: expected a value, found ""'),
        ("a>high", 'position 3: expected a number, found "high"'),
        ("a[LEFT]:b", 'position 3: expected one of L R LF RF LH RH both asym, found "LEFT"'),
        ("A:b", 'position 1: expected item:value, item>number or a name, found "A:b"'),
        ("sign.state", 'position 1: "sign.state": a state of a sign is not allowed here'),
    ],
)
def test_what_cannot_be_read_says_where_and_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(ConditionError, match="^position") as refused:
        parse(text)
    assert str(refused.value) == message


def test_items_and_names_are_listed_once_in_order() -> None:
    condition = parse("b:x AND NOT (a>1 OR weak) AND b:y AND strong", states=True)
    assert items_of(condition) == ("b", "a")
    assert names_of(condition) == ("weak", "strong")
