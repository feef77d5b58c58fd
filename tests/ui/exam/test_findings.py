"""What the engine says, in the words of the screen."""

from dataclasses import replace

from intake.domain.cases import Case
from intake.reasoning.assess import assess_core
from intake.reasoning.assessment import Evidence, Reason, SuggestedWorkup
from intake.ui.exam.findings import Speaker
from tests.ui.real_clinic import engine


def test_a_finding_that_calls_for_a_test_is_not_listed_against_it_too():
    both = (Evidence("rl_hopping", "RH", "delayed"),)
    because = (Reason("rl_hopping", "LH", "delayed", 100, also=both), Reason("rl_tone", "LH", "reduced", 50))
    against = (Reason("rl_hopping", "LH", "delayed", -20), Reason("rl_patellar", "LH", "r3", -20))
    test = SuggestedWorkup("t", "A test", "other", "x", "matched", 1, 110, because, against, (), (), ())
    assessment = replace(assess_core(engine(), Case()), workups=(test,))
    (words,) = Speaker(engine().knowledge).suggestions(assessment, {})
    assert [why.item for why in words.why] == ["rl_hopping", "rl_tone"]
    assert len(words.against) == 1
    assert words.against[0].startswith("Patellar")


def test_sources_are_named_by_title_with_their_code():
    reasons = (
        Reason("rl_tone", "LH", "reduced", 50, source=("S02",)),
        Reason("rl_tone", "RH", "reduced", 50, ("S02",)),
    )
    first = next(row for row in engine().knowledge.sources if row.id == "S02")
    assert Speaker(engine().knowledge).sources(reasons) == (f"{first.title} (S02)",)
