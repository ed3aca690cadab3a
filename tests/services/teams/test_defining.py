"""Composite teams defined: made with slots and tasks, changed, and taken out before anybody was told of them."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ridealong.domain.composite_teams import DemandKind, Part, Slot, Task
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.services.databases import check
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox
from ridealong.services.invites.export_invites import export
from ridealong.services.journal import undo
from ridealong.services.teams import defining, demands, ending, slots, teams
from ridealong.services.teams.defining import NewTeam, TeamEdit
from services.conftest import START, employ, it, marketing, ride_alongs
from services.teams.made import EMBEDS, LOYALTY, SLOTS, TASKS, composite, embed, on, team, weeks

ENGINEER = Slot(name="Engineer", side=Side.IT, must=("SQL",), nice=("dbt",), share=50)
PLANNER = Slot(name="Planner", side=Side.MARKETING, share=20)
BOTH = (ENGINEER, PLANNER)


@pytest.fixture
def program(desk: Desk) -> Desk:
    """A composite program with somebody of each side in it, and no team yet."""
    employ(desk, it("Ana", knows=("SQL",)), it("Ben"), marketing("Mia"))
    composite(desk)
    return desk


def test_a_team_says_when_it_works_and_whom_it_needs(program: Desk) -> None:
    first, last = START + timedelta(weeks=4), START + timedelta(weeks=9, days=4)
    made = defining.create(
        program,
        EMBEDS,
        NewTeam(name=LOYALTY, first=first, last=last, purpose="Why", focus="Mobile", slots=(ENGINEER, PLANNER)),
    )
    assert (made.team.name, made.team.purpose, made.team.focus) == (LOYALTY, "Why", "Mobile")
    assert (made.team.days.first, made.team.days.last) == (first, last)
    assert [(one.slot.number, one.slot.name, one.slot.must, one.slot.share) for one in made.slots] == [
        (1, "Engineer", ("SQL",), 50),
        (2, "Planner", (), 20),
    ]
    assert made.state is State.PROPOSED
    assert [one.open == one.days for one in made.slots] == [True, True]
    assert teams.show(program, EMBEDS, LOYALTY.upper()).team == made.team


def test_a_team_that_says_nothing_works_for_the_next_round_of_its_program(program: Desk) -> None:
    made = defining.create(program, EMBEDS, NewTeam(name=LOYALTY, slots=(ENGINEER, PLANNER)))
    assert (made.team.days.first, made.team.days.last) == (START, START + timedelta(weeks=3, days=4))


def test_a_template_brings_slots_and_tasks_for_a_purchase_that_both_sides_make(program: Desk) -> None:
    made = defining.create(program, EMBEDS, NewTeam(name="E-mail platform", template="technology-purchase"))
    assert {one.slot.side for one in made.slots} == set(Side)
    assert made.team.focus == "Technology purchase"
    assert made.team.tasks
    assert all(not one.lacks for one in made.team.tasks)
    with pytest.raises(NotFound, match="no template 'bike-shed'"):
        defining.create(program, EMBEDS, NewTeam(name="Shed", template="bike-shed"))


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (NewTeam(name=" "), "needs a name"),
        (NewTeam(name="A", slots=(ENGINEER, ENGINEER)), "people of both sides"),
        (NewTeam(name="A", slots=(ENGINEER, PLANNER), least=3), "at least 3 people"),
        (NewTeam(name="A", first=START, last=START - timedelta(days=1)), "lies before"),
        (NewTeam(name="A", first=START, last=START + timedelta(weeks=60)), "more than 52 weeks"),
        (NewTeam(name="A", first=date(2020, 1, 6)), "is not within"),
        (
            NewTeam(name="A", slots=(ENGINEER, PLANNER), tasks=(Task(name="T", parts=((3, Part.INFORMED),)),)),
            "no slot 3",
        ),
        (NewTeam(name="A", slots=(ENGINEER, PLANNER), tasks=(Task(name="T"), Task(name="t"))), "stands there twice"),
    ],
)
def test_what_cannot_be_a_team_is_refused_and_leaves_nothing(program: Desk, new: NewTeam, words: str) -> None:
    with pytest.raises(InvalidValue, match=words):
        defining.create(program, EMBEDS, new)
    assert not teams.page(program, EMBEDS).teams


def test_a_name_stands_for_one_team_of_a_program(program: Desk) -> None:
    defining.create(program, EMBEDS, NewTeam(name=LOYALTY))
    with pytest.raises(Refused, match="has a team 'Loyalty app' already"):
        defining.create(program, EMBEDS, NewTeam(name="loyalty  APP"))


def test_only_a_composite_program_has_teams(program: Desk) -> None:
    name = ride_alongs(program)
    with pytest.raises(Refused, match="has no composite teams: it is a program of the kind ride-along"):
        defining.create(program, name, NewTeam(name=LOYALTY))


def test_a_mistyped_team_is_told_which_may_have_been_meant(program: Desk) -> None:
    defining.create(program, EMBEDS, NewTeam(name=LOYALTY))
    with pytest.raises(NotFound, match="Did you mean 'Loyalty app'"):
        teams.show(program, EMBEDS, "Loyalty ap")


def test_what_is_said_of_a_team_changes_and_can_be_taken_back(program: Desk) -> None:
    before = defining.create(program, EMBEDS, NewTeam(name=LOYALTY, slots=(ENGINEER, PLANNER)))
    after = defining.edit(
        program, EMBEDS, LOYALTY, TeamEdit(name="Loyal", purpose="More of it", last=START + timedelta(weeks=6))
    )
    assert (after.team.name, after.team.purpose) == ("Loyal", "More of it")
    undo.undo(program)
    assert teams.show(program, EMBEDS, LOYALTY) == before


def test_the_days_of_a_team_that_people_were_told_of_are_not_edited(program: Desk) -> None:
    team(program)
    with pytest.raises(Refused, match="its days stand in calendars"):
        defining.edit(program, EMBEDS, LOYALTY, TeamEdit(last=START + timedelta(weeks=20)))
    with pytest.raises(Refused, match="is published"):
        defining.remove(program, EMBEDS, LOYALTY)


def test_a_team_goes_with_all_that_belongs_to_it_and_comes_back(program: Desk) -> None:
    made = team(program, state=State.PROPOSED)
    embed(program, made, 1, "ana@x.example", state=State.PROPOSED)
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.WISH, email="ben@x.example")
    before = teams.show(program, EMBEDS, LOYALTY)
    assert defining.remove(program, EMBEDS, LOYALTY) == LOYALTY
    assert not teams.page(program, EMBEDS).teams
    undo.undo(program)
    assert teams.show(program, EMBEDS, LOYALTY) == before


def test_slots_come_and_go_and_no_number_is_given_twice_while_the_last_is_there(program: Desk) -> None:
    defining.create(program, EMBEDS, NewTeam(name=LOYALTY, slots=(ENGINEER, PLANNER)))
    slots.add_slots(program, EMBEDS, LOYALTY, [Slot(name="Writer", side=Side.MARKETING)])
    assert [one.slot.number for one in slots.remove_slot(program, EMBEDS, LOYALTY, 2).slots] == [1, 3]
    with pytest.raises(InvalidValue, match="people of both sides"):
        slots.remove_slot(program, EMBEDS, LOYALTY, 1)


def test_a_slot_in_which_somebody_is_keeps_its_side_share_and_days(program: Desk) -> None:
    made = team(program)
    embed(program, made, 1, "ana@x.example")
    with pytest.raises(Refused, match="Ana is in slot 1"):
        slots.edit_slot(program, EMBEDS, LOYALTY, 1, Slot(name="Engineer", side=Side.IT, share=80))
    slots.edit_slot(program, EMBEDS, LOYALTY, 1, Slot(name="Lead engineer", side=Side.IT, share=40))
    assert teams.show(program, EMBEDS, LOYALTY).slots[0].slot.name == "Lead engineer"
    with pytest.raises(Refused, match=r"Ana is in slot 1 \(Lead engineer\) of 'Loyalty app' until 2027-03-05"):
        slots.remove_slot(program, EMBEDS, LOYALTY, 1)
    with pytest.raises(Refused, match="Ana was in slot 1"):
        slots.remove_slot(on(program, 60), EMBEDS, LOYALTY, 1)


def test_a_slot_whose_person_was_told_and_never_came_stays(program: Desk) -> None:
    embed(program, team(program), 1, "ana@x.example", state=State.CANCELLED)
    with pytest.raises(
        Refused, match=r"Ana was to be in slot 1 .* and was told so, before it was called off"
    ) as refused:
        slots.remove_slot(program, EMBEDS, LOYALTY, 1)
    assert "--edit-slot 1" in refused.value.typed
    slots.edit_slot(program, EMBEDS, LOYALTY, 1, Slot(name="Lead engineer", side=Side.IT, share=80))
    with pytest.raises(Refused, match="Ana of IT was to be in slot 1"):
        slots.edit_slot(program, EMBEDS, LOYALTY, 1, Slot(name="Lead", side=Side.MARKETING, share=80))


def test_tasks_say_who_is_what_and_a_team_says_what_is_not_settled(program: Desk) -> None:
    defining.create(program, EMBEDS, NewTeam(name=LOYALTY, slots=SLOTS, tasks=TASKS))
    shown = teams.show(program, EMBEDS, LOYALTY)
    assert [one.letters(2) for one in shown.team.tasks] == ["A", "R"]
    assert "Ask twenty customers: nobody is accountable" in shown.problems
    settled = Task(name="Ask twenty customers", parts=((1, Part.ACCOUNTABLE), (1, Part.RESPONSIBLE)))
    shown = slots.set_tasks(program, EMBEDS, LOYALTY, [settled])
    assert [one.letters(1) for one in shown.team.tasks] == ["AR"]
    assert not [one for one in shown.problems if "accountable" in one]


def test_what_is_asked_for_somebody_is_asked_once_and_taken_back(program: Desk) -> None:
    defining.create(program, EMBEDS, NewTeam(name=LOYALTY, slots=(ENGINEER, PLANNER)))
    shown = demands.ask(program, EMBEDS, LOYALTY, DemandKind.PIN, email="ANA@x.example", slot=1)
    assert [(one.kind, one.email, one.slot) for one in shown.slots[0].demands] == [(DemandKind.PIN, "ana@x.example", 1)]
    with pytest.raises(Refused, match="already"):
        demands.ask(program, EMBEDS, LOYALTY, DemandKind.PIN, email="ana@x.example", slot=1)
    with pytest.raises(Refused, match="is for Marketing, and Ben is not"):
        demands.ask(program, EMBEDS, LOYALTY, DemandKind.PIN, email="ben@x.example", slot=2)
    assert not demands.withdraw(program, EMBEDS, LOYALTY, "ana@x.example").team.demands
    with pytest.raises(NotFound, match="Nothing is asked for Ana"):
        demands.withdraw(program, EMBEDS, LOYALTY, "ana@x.example")


def test_what_is_asked_takes_the_place_of_what_was_asked_before_in_one_step(program: Desk) -> None:
    defining.create(program, EMBEDS, NewTeam(name=LOYALTY, slots=(ENGINEER, PLANNER)))
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.WISH, email="ana@x.example", slot=1)
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.WISH, email="ana@x.example")
    shown = demands.ask(program, EMBEDS, LOYALTY, DemandKind.EXCLUSION, email="ana@x.example", slot=1)
    asked = {one.slot: one.kind for one in shown.team.demands}
    assert asked == {1: DemandKind.EXCLUSION, None: DemandKind.WISH}, "what is asked for any slot stays"
    undo.undo(program)
    before = teams.show(program, EMBEDS, LOYALTY).team.demands
    assert {one.slot: one.kind for one in before} == {1: DemandKind.WISH, None: DemandKind.WISH}


def called_off(desk: Desk) -> None:
    """Ana was to be in a team that was called off before it began."""
    embed(desk, team(desk), 1, "ana@x.example")
    ending.end(desk, EMBEDS, LOYALTY, START - timedelta(days=1))


def test_the_name_of_a_team_that_was_called_off_can_be_taken_again(program: Desk) -> None:
    for _ in range(2):
        called_off(program)
        with pytest.raises(Refused, match="was called off"):
            defining.edit(program, EMBEDS, LOYALTY, TeamEdit(purpose="More"))
        defining.create(program, EMBEDS, NewTeam(name=LOYALTY, slots=BOTH))
        names = {one.team.name: one.state for one in teams.page(program, EMBEDS).teams}
        assert names[LOYALTY] is State.PROPOSED
        defining.remove(program, EMBEDS, LOYALTY)
    assert names == {
        LOYALTY: State.PROPOSED,
        f"{LOYALTY} (called off)": State.CANCELLED,
        f"{LOYALTY} (called off 2)": State.CANCELLED,
    }
    undo.undo(program)
    undo.undo(program)
    assert teams.show(program, EMBEDS, LOYALTY).state is State.CANCELLED


def test_a_team_that_was_called_off_is_taken_out_once_its_people_know(program: Desk, tmp_path: Path) -> None:
    embed(program, team(program), 1, "ana@x.example")
    export(program, tmp_path)
    ending.end(program, EMBEDS, LOYALTY, START - timedelta(days=1))
    with pytest.raises(Refused, match="was called off, and 1 invite that says so wait"):
        defining.remove(program, EMBEDS, LOYALTY)
    export(program, tmp_path)
    assert defining.remove(program, EMBEDS, LOYALTY) == LOYALTY
    assert (teams.page(program, EMBEDS).teams, outbox.rows(program), check(program)) == ((), (), [])
    undo.undo(program)
    assert (teams.show(program, EMBEDS, LOYALTY).state, check(program)) == (State.CANCELLED, [])


def test_a_team_that_people_were_in_keeps_its_name_and_stays(program: Desk) -> None:
    embed(program, team(program), 1, "ana@x.example")
    later = on(program, 30)
    ending.end(later, EMBEDS, LOYALTY, START + timedelta(days=4))
    with pytest.raises(Refused, match="worked until 2027-01-15, and what took place stays"):
        defining.remove(later, EMBEDS, LOYALTY)
    with pytest.raises(Refused, match="has a team 'Loyalty app' already"):
        defining.create(later, EMBEDS, NewTeam(name=LOYALTY))


def test_own_days_of_slots_move_with_the_team(program: Desk) -> None:
    own = replace(ENGINEER, days=weeks(1, 2))
    defining.create(program, EMBEDS, NewTeam(name=LOYALTY, first=START, last=weeks(0, 3).last, slots=(own, PLANNER)))
    moved = defining.edit(program, EMBEDS, LOYALTY, TeamEdit(first=weeks(4, 4).first, last=weeks(0, 7).last))
    assert [one.days for one in moved.slots] == [weeks(5, 6), weeks(4, 7)]
    with pytest.raises(InvalidValue, match=r"Slot 1 \(Engineer\) has days of its own that are not within"):
        defining.edit(program, EMBEDS, LOYALTY, TeamEdit(last=weeks(0, 5).last))
    undo.undo(program)
    assert [one.days for one in teams.show(program, EMBEDS, LOYALTY).slots] == [weeks(1, 2), weeks(0, 3)]
