"""Taking back what was done to composite teams, where an embed that would come back clashes with what is there."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import Refused, StorageError
from ridealong.services.databases import check
from ridealong.services.desk import Desk
from ridealong.services.journal.undo import redo, undo
from ridealong.services.people import limits, people
from ridealong.services.programs.leaving import leave
from ridealong.storage import schema
from services import around, embedded
from services.conftest import week
from services.everything import every_row
from services.mailing import KIM

ANA, CHO, MIA = "ana@x.example", "cho@x.example", "mia@x.example"


@dataclass(frozen=True, slots=True)
class Case:
    """A desk at which Ana's embed was called off, with the team in which it was, and the desk of somebody else."""

    desk: Desk
    kim: Desk
    team: embedded.Made


@pytest.fixture
def called_off(small: Desk, make_desk: MakeDesk) -> Case:
    embedded.composite(small)
    made = embedded.team(small, "Loyalty app", week(0, 4), state="published")
    mine = embedded.embed(small, made, 1, ANA, "published")
    embedded.embed(small, made, 2, MIA, "published")
    around.change(small, schema.embeds, mine, state="cancelled", reason="private matter")
    return Case(small, make_desk(config=KIM), made)


def test_it_comes_back_where_nothing_is_in_its_way(called_off: Case) -> None:
    undo(called_off.desk)
    assert every_row(called_off.desk)["embeds"][0]["state"] == "published"
    redo(called_off.desk)
    assert every_row(called_off.desk)["embeds"][0]["state"] == "cancelled"


def another_in_the_slot(case: Case) -> None:
    embedded.embed(case.kim, case.team, 1, CHO, "published", days=week(2, 2))


def full_elsewhere(case: Case) -> None:
    other = embedded.team(case.kim, "Search", week(3, 4), state="published")
    embedded.embed(case.kim, other, 1, ANA, "published", share=61)


def in_another_slot(case: Case) -> None:
    with case.kim.changing("test") as step:
        of = {"program_id": case.team.program_id, "team_id": case.team.id}
        (slot,) = step.work.insert(schema.team_slots, [{**of, "number": 3, "name": "A", "side": "it", "share": 20}])
        step.done("a slot added")
    more = embedded.Made(case.team.id, case.team.program_id, (*case.team.slots, slot), case.team.days)
    embedded.embed(case.kim, more, 3, ANA, share=20)


def kept_apart(case: Case) -> None:
    limits.add_apart(case.kim, ANA, MIA, "a quarrel")


def out_of_the_program(case: Case) -> None:
    leave(case.kim, embedded.EMBEDS, [ANA])


def team_ended(case: Case) -> None:
    around.change(case.kim, schema.composite_teams, case.team.id, state="ended")


def gone(case: Case) -> None:
    people.remove(case.kim, ANA)


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (
            another_in_the_slot,
            "The embed of Cho in slot 1 (Data engineer) of the composite team 'Loyalty app' of Embeds",
        ),
        (full_elsewhere, "The embed of Ana in slot 1 (Data engineer) of the composite team 'Search' of Embeds"),
        (in_another_slot, "The embed of Ana in slot 3 (A)"),
        (kept_apart, "That Ana and Mia are kept apart stands in the way"),
        (out_of_the_program, "The enrolment of Ana in Embeds has changed since"),
        (team_ended, "The composite team 'Loyalty app' of Embeds has changed since"),
        (gone, "Ana is not there any more"),
    ],
)
def test_it_does_not_come_back_where_it_would_clash(called_off: Case, done: Callable[[Case], None], said: str) -> None:
    done(called_off)
    with pytest.raises(Refused, match=re.escape(said)) as refused:
        undo(called_off.desk)
    assert "kim" in refused.value.problem
    assert "private" not in refused.value.problem
    undo(called_off.kim)
    if done is not in_another_slot:
        undo(called_off.desk)
        assert every_row(called_off.desk)["embeds"][0]["state"] == "published"


def test_a_hand_over_and_a_week_that_is_just_full_are_not_in_its_way(called_off: Case) -> None:
    embedded.embed(called_off.kim, called_off.team, 1, CHO, "published", days=week(3, 1), after_id=1)
    other = embedded.team(called_off.kim, "Search", week(0, 4), state="published")
    embedded.embed(called_off.kim, other, 1, ANA, "published", share=60)
    undo(called_off.desk)
    assert check(called_off.desk) == []


def test_nobody_who_is_embedded_meanwhile_is_taken_out_by_undoing(small: Desk, make_desk: MakeDesk) -> None:
    embedded.composite(small)
    made = embedded.team(small, "Loyalty app", week(0, 4), state="published")
    people.remove(small, ANA)
    undo(small)
    embedded.embed(make_desk(config=KIM), made, 1, ANA, "published")
    with pytest.raises(Refused, match="The embed of Ana"):
        redo(small)


def test_embeds_that_follow_each_other_come_back_together(small: Desk) -> None:
    embedded.composite(small)
    made = embedded.team(small, "Loyalty app", week(0, 4))
    ids = [embedded.embed(small, made, 1, one, days=week(number)) for number, one in enumerate((ANA, CHO))]
    around.change(small, schema.embeds, ids[0], after_id=ids[1])
    third = embedded.embed(small, made, 1, "ben@x.example", days=week(2), after_id=ids[0])
    before = every_row(small)["embeds"]
    around.drop(small, schema.composite_teams, made.id)
    assert [every_row(small)[name] for name in TABLES] == [[]] * len(TABLES)
    undo(small)
    after = every_row(small)["embeds"]
    assert [{**row, "version": 0} for row in after] == [{**row, "version": 0} for row in before]
    assert (len(after), after[2]["id"], check(small)) == (3, third, [])


TABLES = ("composite_teams", "team_slots", "team_tasks", "task_parts", "team_demands", "embeds", "team_series")


def test_what_people_were_told_of_keeps_its_slot_and_its_team(small: Desk) -> None:
    embedded.composite(small)
    made = embedded.team(small, "Loyalty app", week(0, 4))
    embedded.embed(small, made, 1, ANA, "held")
    embedded.demand(small, made, CHO, slot=2)
    embedded.embed(small, made, 2, MIA)
    around.drop(small, schema.team_slots, made.slots[1])
    rows = every_row(small)
    assert ([row["slot_id"] for row in rows["embeds"]], rows["team_demands"]) == ([made.slots[0]], [])
    with pytest.raises(StorageError, match=r"(?i)foreign key"):
        around.drop(small, schema.composite_teams, made.id)
    assert [len(every_row(small)[name]) for name in ("composite_teams", "embeds", "task_parts")] == [1, 1, 1]
