"""People, programs and teams are found by a few letters, the likeliest first."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.finding import Found, find
from ridealong.services.people import people
from ridealong.services.programs import programs
from thorough import examples

from .conftest import SPRING, employ, it, ride_alongs


def names(found: Found) -> list[str]:
    return [one.name for one in found.people]


def test_who_begins_with_the_letters_comes_first_then_whose_other_name_does(small: Desk) -> None:
    employ(small, it("Joana"), replace(it("Bo"), name="Bo Anker"))
    assert names(find(small, "an")) == ["Ana", "Bo Anker", "Joana"]


@pytest.mark.parametrize(("typed", "name"), [("sorensen", "Jens Sørensen"), ("WEISS", "Eva Weiß"), ("ines", "Inês")])
def test_letters_that_a_keyboard_lacks_are_found_in_plain_ones(small: Desk, typed: str, name: str) -> None:
    employ(small, replace(it("nobody"), name=name))
    assert names(find(small, typed)) == [name]


def test_every_word_must_stand_in_the_name_or_the_address(small: Desk) -> None:
    assert names(find(small, "ANA x.example")) == ["Ana"]
    assert names(find(small, "ana mia")) == []


def test_teams_say_their_side_and_how_many_are_in_them(small: Desk) -> None:
    assert [(one.name, str(one.side), one.people) for one in find(small, "plat").teams] == [("Platform", "it", 2)]


def test_programs_are_found_with_archived_ones_last(small: Desk) -> None:
    ride_alongs(small, "Autumn rides")
    ride_alongs(small, SPRING)
    programs.archive(small, "Autumn rides")
    assert [(one.name, one.kind, one.archived) for one in find(small, "ride").programs] == [
        (SPRING, Kind.RIDE_ALONG, False),
        ("Autumn rides", Kind.RIDE_ALONG, True),
    ]


def test_removed_people_and_their_teams_are_not_found(small: Desk) -> None:
    people.remove(small, "ben@x.example")
    assert find(small, "ben").people == ()
    assert find(small, "data").teams == ()


def test_nothing_is_found_by_nothing_and_no_more_than_was_asked_for(small: Desk) -> None:
    assert find(small, "  ") == Found()
    assert len(find(small, "example", limit=2).people) == 2


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(text="\u0131")
@given(
    text=st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=8) | st.text("an%_\\")
)
def test_whatever_is_typed_is_only_text(small: Desk, text: str) -> None:
    for one in find(small, text).people:
        assert all(word.casefold() in f"{one.name} {one.email}".casefold() for word in text.split())
