import pytest

from intake.knowledge.conditions import AllOf, AnyOf, Compare, Condition, Finding, Not
from intake.knowledge.loader import load
from tests.reasoning.conftest import KNOWLEDGE
from tests.reasoning.dogs import SOUND
from tests.reasoning.examples import Examples

FLAGS = [flag.id for flag in load(KNOWLEDGE).red_flags]


def flags_of(vet, answers):
    return {flag.id: flag for flag in vet.sees(answers).red_flags}


def firing_record(vet, flag):
    rule = next(one for one in vet.engine.knowledge.red_flags if one.id == flag)
    records = Examples(vet.engine.knowledge).of(rule.when)
    return rule, next(record for record in records if flag in flags_of(vet, record))


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_fires_with_the_findings_of_its_trigger(vet, flag):
    rule, record = firing_record(vet, flag)
    fired = flags_of(vet, record)[flag]
    assert (fired.level, fired.message, fired.source) == (rule.level, rule.message, rule.source)
    assert fired.because
    for reason in fired.because:
        assert reason.item in record
        assert reason.hundredths == 0
        assert reason.source == rule.source


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_is_silent_when_its_findings_were_not_seen(vet, flag):
    _, record = firing_record(vet, flag)
    assert flag not in flags_of(vet, {item: {"not_done": "unsafe"} for item in record})
    assert flag not in flags_of(vet, dict.fromkeys(record, "unable"))
    assert flag not in flags_of(vet, {})


def test_a_sound_dog_fires_nothing(vet):
    assert flags_of(vet, SOUND) == {}


def negated(condition: Condition) -> list[Condition]:
    match condition:
        case Not():
            return [condition.part]
        case AllOf() | AnyOf():
            return [one for part in condition.parts for one in negated(part)]
        case _:
            return []


def test_only_a_recorded_harmless_value_switches_a_flag_off(vet):
    acute = {"gait_ambulation": "nonambulatory_motor"}
    assert "rf_nonambulatory_acute" in flags_of(vet, acute)
    assert "rf_nonambulatory_acute" in flags_of(vet, acute | {"hx_onset": "unknown"})
    assert "rf_nonambulatory_acute" in flags_of(vet, acute | {"hx_onset": {"unable": "not_known"}})
    assert "rf_nonambulatory_acute" not in flags_of(vet, acute | {"hx_onset": "chronic"})
    assert "rf_nonambulatory" in flags_of(vet, acute | {"hx_onset": "chronic"})


def test_no_flag_steps_back_before_a_name_or_a_normal_exam(vet):
    for flag in vet.engine.knowledge.red_flags:
        for part in negated(flag.when):
            assert isinstance(part, Finding | Compare)
            assert part.item.startswith(("hx_", "sig_"))


def test_red_stands_before_amber_in_the_order_of_the_emergency(vet):
    dog = {
        "gait_ambulation": "plegic_hind",
        "gait_paresis_hind": "plegia",
        "pe_resp_effort": "increased_effort",
        "pe_mm_colour": "white_grey",
        "hx_seizures_24h": 2,
        "hx_toxin_exposure": "confirmed",
    }
    fired = vet.sees(dog).red_flags
    assert [flag.level for flag in fired] == sorted((flag.level for flag in fired), key=["red", "amber"].index)
    red = [flag.id for flag in fired if flag.level == "red"]
    order = ["rf_resp", "rf_shock", "rf_seizure_cluster", "rf_toxin", "rf_nonambulatory_acute"]
    assert [flag for flag in red if flag in order] == order


def test_an_emergency_sign_nobody_is_sure_of_fires_nothing(vet):
    assert flags_of(vet, {"hx_emergency_unsure": ["hard_to_breathe", "overheated"]}) == {}
