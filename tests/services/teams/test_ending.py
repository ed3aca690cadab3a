"""A composite team ends early or is called off, and how the embeds of one that is over went."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.services.databases import check
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.people import people
from ridealong.services.people.people import StillPublished
from ridealong.services.teams import ending, extending, leaving, marking, teams
from services.conftest import START
from services.teams.inside import embeds_in
from services.teams.made import ANALYST, EMBEDS, ENGINEER, LOYALTY, PLANNER, SLOTS, composite, embed, on, team, weeks

ANA, BEN, CHO, MIA = (f"{name}@x.example" for name in ("ana", "ben", "cho", "mia"))
FRIDAY = weeks(0, 3).last


@pytest.fixture
def runs(small: Desk) -> Desk:
    """Ana and Mia are in a team of eight weeks; Ben is to come for the last three, and Cho is a draft before."""
    composite(small)
    found = team(small)
    embed(small, found, ENGINEER, ANA)
    embed(small, found, PLANNER, MIA)
    embed(small, found, ANALYST, CHO, weeks(1, 4), State.PROPOSED)
    embed(small, found, ANALYST, BEN, weeks(5, 7))
    return small


def states(desk: Desk) -> dict[str, tuple[State, object]]:
    return {one.email: (one.state, one.days) for one in embeds_in(desk)}


def test_what_runs_ends_that_day_what_was_to_come_is_called_off_and_drafts_go(runs: Desk) -> None:
    ended = ending.end(on(runs, 10), EMBEDS, LOYALTY, FRIDAY, "a private matter")
    assert states(runs) == {
        ANA: (State.PUBLISHED, weeks(0, 3)),
        MIA: (State.PUBLISHED, weeks(0, 3)),
        BEN: (State.CANCELLED, weeks(5, 7)),
    }
    found = teams.show(runs, EMBEDS, LOYALTY).team
    assert (found.state, found.days, found.reason) == (State.PUBLISHED, weeks(0, 3), "a private matter")
    assert ended.sentences[:4] == (
        "'Loyalty app' ends on 2027-02-05.",
        "Ana is back with Platform on 2027-02-08: 40 % of the week comes free.",
        "Mia is back with Brand on 2027-02-08: 50 % of the week comes free.",
        "Ben would have come later, and stay where they are.",
    )
    assert "private" not in " ".join(ended.sentences)


def test_those_who_run_get_shorter_days_and_those_to_come_a_cancel(runs: Desk, tmp_path: object) -> None:
    export_invites.export(runs, str(tmp_path))  # type: ignore[arg-type]  # a folder by name
    ended = ending.end(on(runs, 10), EMBEDS, LOYALTY, FRIDAY)
    gets = {one.person.name: {each.what for each in one.invites} for one in ended.told}
    # The meetings with Ben, who was to come, do not take place either.
    assert (gets["Ana"], gets["Ben"]) == ({"update", "cancel"}, {"cancel"})
    due = [one for one in outbox.rows(on(runs, 10)) if one.to == (ANA,)]
    assert [one.method for one in due] == [Method.REQUEST]
    export_invites.export(on(runs, 10), str(tmp_path))  # type: ignore[arg-type]  # a folder by name
    assert outbox.rows(on(runs, 10)) == ()


def test_a_team_is_called_off_before_it_began(runs: Desk, tmp_path: object) -> None:
    export_invites.export(runs, str(tmp_path))  # type: ignore[arg-type]  # a folder by name
    ended = ending.end(runs, EMBEDS, LOYALTY, START - timedelta(days=1), "a private matter")
    assert {state for state, _days in states(runs).values()} == {State.CANCELLED}
    found = teams.show(runs, EMBEDS, LOYALTY).team
    assert (found.state, found.days, ended.on, ended.back) == (State.CANCELLED, weeks(0, 7), None, ())
    assert ended.sentences[0] == "'Loyalty app' does not take place."
    assert {one.method for one in outbox.rows(runs)} == {Method.CANCEL}


def test_a_team_that_is_over_draft_or_ended_does_not_end(runs: Desk) -> None:
    team(runs, "Web shop", state=State.PROPOSED)
    with pytest.raises(Refused, match="'Web shop' is not published"):
        ending.end(runs, EMBEDS, "Web shop", FRIDAY)
    with pytest.raises(Refused, match="works until 2027-03-05 anyhow"):
        ending.end(runs, EMBEDS, LOYALTY, weeks(0, 7).last)
    with pytest.raises(Refused, match="was over on 2027-03-05"):
        ending.end(on(runs, 60), EMBEDS, LOYALTY, FRIDAY)
    ending.end(on(runs, 30), EMBEDS, LOYALTY, FRIDAY)
    with pytest.raises(Refused, match="has ended on 2027-02-05"):
        ending.end(runs, EMBEDS, LOYALTY, FRIDAY - timedelta(days=7))


def test_a_team_runs_until_the_day_on_which_it_is_to_end(runs: Desk) -> None:
    today = on(runs, 10)
    ending.end(today, EMBEDS, LOYALTY, FRIDAY, "a private matter")
    assert teams.show(today, EMBEDS, LOYALTY).state is State.PUBLISHED
    with pytest.raises(StillPublished, match=r"is embedded in 1 composite team\. Let them leave 'Loyalty app' first"):
        people.remove(today, ANA)
    with pytest.raises(StillPublished, match="Say first how it went in 'Loyalty app'"):
        people.remove(on(runs, 40), ANA)
    leaving.leave(today, EMBEDS, LOYALTY, ANA, on=weeks(0, 1).last)
    ending.end(today, EMBEDS, LOYALTY, weeks(0, 2).last)
    assert states(runs)[ANA] == (State.PUBLISHED, weeks(0, 1))
    assert states(runs)[MIA] == (State.PUBLISHED, weeks(0, 2))
    assert teams.show(today, EMBEDS, LOYALTY).team.reason == "a private matter"
    assert check(runs) == []


@pytest.mark.parametrize("why", ["a private matter", ""])
def test_once_that_day_has_passed_it_counts_as_ended_early(runs: Desk, why: str) -> None:
    ending.end(on(runs, 10), EMBEDS, LOYALTY, FRIDAY, why)
    assert teams.show(on(runs, 25), EMBEDS, LOYALTY).state is State.PUBLISHED
    assert teams.show(on(runs, 26), EMBEDS, LOYALTY).state is State.ENDED


def test_one_that_goes_on_after_all_ends_early_no_more(runs: Desk) -> None:
    ending.end(on(runs, 10), EMBEDS, LOYALTY, FRIDAY, "a private matter")
    extending.extend(on(runs, 11), EMBEDS, LOYALTY, weeks(0, 7).last)
    assert teams.show(on(runs, 60), EMBEDS, LOYALTY).state is State.HELD


def test_a_slot_that_was_to_begin_after_the_end_is_not_open(small: Desk) -> None:
    composite(small)
    found = team(small, slots=(*SLOTS[:2], replace(SLOTS[2], days=weeks(5, 7))), tasks=())
    embed(small, found, ENGINEER, ANA)
    embed(small, found, PLANNER, MIA)
    ending.end(small, EMBEDS, LOYALTY, FRIDAY)
    assert teams.show(small, EMBEDS, LOYALTY).open == ()


def test_what_has_begun_is_ended_and_never_called_off(runs: Desk) -> None:
    with pytest.raises(Refused, match="'Loyalty app' began on 2027-01-11, and") as refused:
        ending.end(on(runs, 10), EMBEDS, LOYALTY, START - timedelta(days=1))
    assert 'ridealong teams mark "Embeds" "Loyalty app" missed' in refused.value.typed
    with pytest.raises(Refused, match="Ben came into 'Loyalty app' on 2027-02-15, and"):
        ending.end(on(runs, 40), EMBEDS, LOYALTY, FRIDAY)
    assert {state for state, _days in states(runs).values()} == {State.PUBLISHED, State.PROPOSED}
    # Nobody has come yet on the morning of the first day.
    ending.end(on(runs, 0), EMBEDS, LOYALTY, START - timedelta(days=1))
    assert {state for state, _days in states(runs).values()} == {State.CANCELLED}


def test_a_dry_run_says_the_same_and_changes_nothing(runs: Desk) -> None:
    before, version = states(runs), runs.version()
    said = ending.end(runs, EMBEDS, LOYALTY, FRIDAY, dry_run=True)
    assert (states(runs), runs.version()) == (before, version)
    assert said.sentences == ending.end(runs, EMBEDS, LOYALTY, FRIDAY).sentences


def test_all_that_is_over_is_marked_at_once_or_that_of_some(runs: Desk) -> None:
    later = on(runs, 60)
    marking.mark(later, EMBEDS, LOYALTY, State.MISSED, [MIA], reason="a private matter")
    marking.mark(later, EMBEDS, LOYALTY, State.HELD)
    assert {one: state for one, (state, _days) in states(runs).items()} == {
        ANA: State.HELD, MIA: State.MISSED, BEN: State.HELD, CHO: State.PROPOSED,
    }  # fmt: skip
    marking.mark(later, EMBEDS, LOYALTY, State.HELD, [MIA])
    assert states(runs)[MIA][0] is State.HELD


def test_marks_move_no_invite(runs: Desk, tmp_path: object) -> None:
    export_invites.export(runs, str(tmp_path))  # type: ignore[arg-type]  # a folder by name
    marking.mark(on(runs, 60), EMBEDS, LOYALTY, State.HELD)
    assert outbox.rows(on(runs, 60)) == ()


@pytest.mark.parametrize(
    ("email", "problem"),
    [
        (CHO, "Cho in 'Loyalty app' is a draft and cannot become held"),
        (MIA, "Mia in 'Loyalty app' lasts until 2027-03-05, so it cannot be held yet"),
        (BEN, "Ben in 'Loyalty app' only begins on 2027-02-15, so it cannot be held yet"),
    ],
)
def test_what_is_not_over_is_not_marked(runs: Desk, email: str, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        marking.mark(on(runs, 10), EMBEDS, LOYALTY, State.HELD, [email])
    assert refused.value.problem == problem


def test_what_is_marked_so_already_or_is_nobody_is_not_marked(runs: Desk) -> None:
    later = on(runs, 60)
    marking.mark(later, EMBEDS, LOYALTY, State.HELD)
    with pytest.raises(Refused, match="Ana in 'Loyalty app' is held already"):
        marking.mark(later, EMBEDS, LOYALTY, State.HELD, [ANA])
    with pytest.raises(Refused, match="Nothing of 'Loyalty app' is over and not marked yet"):
        marking.mark(later, EMBEDS, LOYALTY, State.HELD)
    with pytest.raises(NotFound, match=r"Nobody with the address 'oto@x.example' was in the team"):
        marking.mark(later, EMBEDS, LOYALTY, State.HELD, ["oto@x.example"])
    with pytest.raises(InvalidValue, match="An embed cannot be published"):
        marking.mark(later, EMBEDS, LOYALTY, State.PUBLISHED)
