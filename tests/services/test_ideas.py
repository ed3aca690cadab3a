"""Ideas: noted, taken up by somebody, and what becomes of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from conftest import CONFIG, MakeDesk
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound, Refused
from ridealong.domain.ideas import IdeaState
from ridealong.services.desk import Desk
from ridealong.services.outcomes.ideas import (
    IdeaChange,
    IdeaQuery,
    NewIdea,
    add,
    change,
    counts,
    drop,
    page,
    remove,
    show,
)
from ridealong.services.people.people import remove as remove_person
from services.conftest import SPRING, ride_alongs

ANA, MIA = "ana@x.example", "mia@x.example"


@pytest.fixture
def spring(small: Desk) -> Desk:
    """Three ideas: one of a program, one that Ana sees to, one of nobody."""
    ride_alongs(small)
    add(small, NewIdea(text="One calendar of releases", program=SPRING))
    add(small, NewIdea(text="A glossary", owner=ANA, named=True))
    add(small, NewIdea(text="Lunch together", note="in the canteen"))
    return small


def texts(desk: Desk, **query: object) -> list[str]:
    return [one.idea.text for one in page(desk, IdeaQuery(**query)).rows]  # type: ignore[arg-type]  # fields of an IdeaQuery by name


def test_the_newest_idea_stands_first(spring: Desk) -> None:
    assert texts(spring) == ["Lunch together", "A glossary", "One calendar of releases"]
    second = page(spring, IdeaQuery(), offset=1, limit=1)
    assert ([one.idea.text for one in second.rows], second.total) == (["A glossary"], 3)


def test_ideas_are_found_by_words_program_state_and_owner(spring: Desk) -> None:
    change(spring, 2, IdeaChange(state=IdeaState.PROJECT))
    assert texts(spring, program=SPRING) == texts(spring, text="program:spring") == ["One calendar of releases"]
    assert texts(spring, owner=ANA) == texts(spring, text="owner:ana") == ["A glossary"]
    assert texts(spring, states=[IdeaState.PROJECT]) == texts(spring, text="state:proj") == ["A glossary"]
    assert texts(spring, text="canteen") == ["Lunch together"]
    assert texts(spring, unowned=True, text="calendar") == ["One calendar of releases"]
    assert texts(spring, text='state:"taken up"') == []
    assert counts(spring)[IdeaState.OPEN] == 2
    with pytest.raises(InvalidValue, match="'won' is no state"):
        texts(spring, text="state:won")
    with pytest.raises(NotFound):
        texts(spring, owner="nobody@x.example")


def test_an_idea_goes_from_spark_to_project(spring: Desk) -> None:
    with pytest.raises(Refused, match="An idea that is taken up needs an owner"):
        change(spring, 1, IdeaChange(state=IdeaState.TAKEN_UP))
    taken = change(spring, 1, IdeaChange(state=IdeaState.TAKEN_UP, owner=MIA, note="asked for a budget")).idea
    assert (taken.state, taken.owner_name, taken.note) == (IdeaState.TAKEN_UP, "Mia", "asked for a budget")
    with pytest.raises(Refused, match="needs an owner"):
        change(spring, 1, IdeaChange(owner=""))
    assert change(spring, 1, IdeaChange(state=IdeaState.PROJECT)).idea.state is IdeaState.PROJECT
    with pytest.raises(Refused, match="It can become taken up, done, dropped"):
        change(spring, 1, IdeaChange(state=IdeaState.OPEN))
    dropped = drop(spring, 1, why="no budget").idea
    assert (dropped.state, dropped.note, dropped.owner_email) == (IdeaState.DROPPED, "no budget", MIA)


def test_an_idea_that_stays_as_it_is_has_not_changed(spring: Desk, make_desk: MakeDesk) -> None:
    before = show(spring, 2)
    later = make_desk(before.idea.changed + timedelta(days=9))
    same = IdeaChange(text=before.idea.text, owner=before.idea.owner_email, named=before.idea.named)
    assert change(later, 2, same) == before
    assert change(later, 2, IdeaChange(text="Another")).idea.changed > before.idea.changed


def test_another_owner_has_not_agreed_to_be_named(spring: Desk) -> None:
    assert show(spring, 2).idea.named
    assert not change(spring, 2, IdeaChange(owner=MIA)).idea.named
    assert change(spring, 2, IdeaChange(named=True)).idea.named
    nobody = change(spring, 2, IdeaChange(owner="")).idea
    assert (nobody.owner_email, nobody.named) == ("", False)
    with pytest.raises(Refused, match="nobody can agree to be named"):
        change(spring, 2, IdeaChange(named=True))


def test_who_has_left_is_told(spring: Desk) -> None:
    remove_person(spring, ANA)
    assert (show(spring, 2).idea.owner_name, show(spring, 2).idea.owner_left) == ("Ana", True)


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewIdea(text=" "), InvalidValue),
        (NewIdea(text="x\0"), InvalidValue),
        (NewIdea(text="x", program="Nowhere"), NotFound),
        (NewIdea(text="x", pairing=99), NotFound),
        (NewIdea(text="x", owner="nobody@x.example"), NotFound),
        (NewIdea(text="x", state=IdeaState.PROJECT), Refused),
        (NewIdea(text="x", named=True), Refused),
    ],
)
def test_what_cannot_be_noted_changes_nothing(spring: Desk, new: NewIdea, error: type[Exception]) -> None:
    before = spring.version()
    with pytest.raises(error):
        add(spring, new)
    assert spring.version() == before


def test_an_idea_of_a_visit_is_of_its_program(one: Desk) -> None:
    assert add(one, NewIdea(text="x", pairing=1)).idea.program == SPRING
    ride_alongs(one, "Autumn")
    with pytest.raises(Refused, match=f"Pairing 1 is one of '{SPRING}'"):
        add(one, NewIdea(text="x", pairing=1, program="Autumn"))


def test_an_idea_is_taken_off_the_list(spring: Desk) -> None:
    remove(spring, 2)
    assert len(texts(spring)) == 2
    for act in (lambda: show(spring, 2), lambda: remove(spring, 2), lambda: change(spring, 2, IdeaChange(text="x"))):
        with pytest.raises(NotFound, match="There is no idea 2"):
            act()
    with pytest.raises(Refused, match="Nothing is to be different"):
        change(spring, 1, IdeaChange())


def test_whoever_looked_before_somebody_else_wrote_is_told(spring: Desk, make_desk: MakeDesk) -> None:
    seen = show(spring, 1).seen
    change(make_desk(config=replace(CONFIG, coordinator="kim")), 1, IdeaChange(text="Two calendars"))
    for act in (
        lambda: change(spring, 1, IdeaChange(text="x"), seen=seen),
        lambda: drop(spring, 1, seen=seen),
        lambda: remove(spring, 1, seen=seen),
    ):
        with pytest.raises(ChangedMeanwhile, match="by kim"):
            act()
    assert show(spring, 1).idea.text == "Two calendars"
