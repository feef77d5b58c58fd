"""A dog is found by the beginning of its name, its owner's, a phone number from either end, or its chip."""

from dataclasses import replace

import pytest

from tests import builders

DOGS = {
    "Łuna": ("Zoë Müller", "+49 (171) 234-5678", "985 000 123"),
    "Rex 2": ("Анна Иванова", "0351/99 88 77", ""),
    "Ébène": ("王小明", "", ""),
    "محمد": ("אבי כהן", "", ""),
    "Straße": ("François d'Été", "", "ABC-77"),
    "Lunatic": ("O'Hara-Smith", "555", ""),
}


@pytest.fixture
def desk(store):
    with store.work() as work:
        for name, (owner, phone, chip) in DOGS.items():
            work.add(builders.an_owner(f"o{name}", id=f"o{name}", name=owner, phone=phone))
            work.add(builders.a_dog(name, f"o{name}", name=name, microchip=chip))
        work.commit()
    return store


def found(store, words, limit=50):
    with store.look() as look:
        return [dog.name for dog, _ in look.find_patients(words, limit=limit)]


@pytest.mark.parametrize(
    ("words", "dogs"),
    [
        ("luna", ["Łuna", "Lunatic"]),
        ("LUN", ["Łuna", "Lunatic"]),
        ("l", ["Łuna", "Lunatic"]),
        ("łuna", ["Łuna", "Lunatic"]),
        ("mull", ["Łuna"]),
        ("zoe luna", ["Łuna"]),
        ("luna zoe nobody", []),
        ("анна", ["Rex 2"]),
        ("ИВАНОВА", ["Rex 2"]),
        ("王", ["Ébène"]),
        ("ebene", ["Ébène"]),
        ("מ", []),
        ("כהן", ["محمد"]),
        ("محم", ["محمد"]),
        ("strasse", ["Straße"]),
        ("d'ete", ["Straße"]),
        ("hara", ["Lunatic"]),
        ("rex 2", ["Rex 2"]),
        ("49171", ["Łuna"]),
        ("+49 (171) 234", ["Łuna"]),
        ("5678", ["Łuna"]),
        ("234-56 78", ["Łuna"]),
        ("887 7", ["Rex 2"]),
        ("9850001", ["Łuna"]),
        ("123", ["Łuna"]),
        ("abc-77", ["Straße"]),
        ("una", []),
    ],
)
def test_what_is_typed_finds(desk, words, dogs):
    assert found(desk, words) == dogs


@pytest.mark.parametrize(
    "words", ["", "  ", '"', "*", "'", "( )", "-", "AND", "a OR", "NEAR(", ":", "dog:", "\\", "^x"]
)
def test_signs_of_the_query_language_are_only_text(desk, words):
    assert set(found(desk, words)) <= set(DOGS)


def test_no_more_than_asked_for(desk):
    assert len(found(desk, "l", limit=1)) == 1


def test_a_new_name_is_found_and_the_old_one_no_longer(desk):
    with desk.work() as work:
        work.save(replace(work.patient("Ébène"), name="Noir"))
        work.commit()
    assert found(desk, "noir") == ["Noir"]
    assert found(desk, "ebene") == []


def test_an_owners_new_phone_finds_every_dog_of_theirs(desk):
    with desk.work() as work:
        work.add(builders.a_dog("second", "oRex 2", name="Zar"))
        work.save(replace(work.owner("oRex 2"), phone="777 888"))
        work.commit()
    assert found(desk, "777888") == ["Rex 2", "Zar"]
    assert found(desk, "0351") == []


def test_what_is_rolled_back_is_not_found(desk):
    with desk.work() as work:
        work.add(builders.a_dog("ghost", "oRex 2", name="Ghost"))
    assert found(desk, "ghost") == []


def test_owners_are_known_by_the_digits_of_their_phone(desk):
    with desk.look() as look:
        assert [owner.name for owner in look.owners_with_phone("491712345678")] == ["Zoë Müller"]
        assert look.owners_with_phone("49171") == ()


def test_dogs_of_the_name_come_before_the_many_dogs_of_owners_so_called(store):
    with store.work() as work:
        work.add(builders.an_owner("first", id="first", name="A. Quiet"))
        work.add(builders.a_dog("Bella", "first", name="Bella"))
        for number in range(12):
            work.add(builders.an_owner(f"o{number}", id=f"o{number}", name="Bella Sampleton"))
            work.add(builders.a_dog(f"Aro {number}", f"o{number}", name=f"Aro {number}"))
        work.commit()
    assert found(store, "bella", limit=10)[0] == "Bella"
    assert len(found(store, "bella", limit=10)) == 10
