"""A composite team goes on for longer: who goes on with it, who cannot, and what calendars show then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.people import absences, people
from ridealong.services.teams import extending, leaving, teams
from services.teams.inside import embeds_in
from services.teams.made import ANALYST, EMBEDS, ENGINEER, LOYALTY, PLANNER, SLOTS, composite, embed, on, team, weeks
from thorough import thorough_only

ANA, BEN, MIA = (f"{name}@x.example" for name in ("ana", "ben", "mia"))
LATER = weeks(0, 10).last


@pytest.fixture
def runs(small: Desk) -> Desk:
    """Ana and Mia are in a team of eight weeks, and Ben for the first three."""
    composite(small, cover_percent=100)
    found = team(small)
    embed(small, found, ENGINEER, ANA)
    embed(small, found, PLANNER, MIA)
    embed(small, found, ANALYST, BEN, days=weeks(0, 2))
    return small


def days_of(desk: Desk) -> dict[str, Days]:
    return {one.email: one.days for one in embeds_in(desk)}


def test_everybody_who_was_there_until_the_last_day_goes_on(runs: Desk) -> None:
    done = extending.extend(runs, EMBEDS, LOYALTY, LATER)
    assert days_of(runs) == {ANA: weeks(0, 10), MIA: weeks(0, 10), BEN: weeks(0, 2)}
    assert (done.days, done.stays, [one.who.name for one in done.goes_on]) == (weeks(0, 10), (), ["Ana", "Mia"])
    assert teams.show(runs, EMBEDS, LOYALTY).team.days == weeks(0, 10)
    assert done.sentences[:2] == (
        "'Loyalty app' works until 2027-03-26: Ana and Mia go on.",
        "Nobody is in slot 3 (Analyst) from 2027-02-01 to 2027-03-26.",
    )


def test_their_invites_become_longer_and_nobody_is_told_twice(runs: Desk, tmp_path: object) -> None:
    export_invites.export(runs, str(tmp_path))  # type: ignore[arg-type]  # a folder by name
    done = extending.extend(runs, EMBEDS, LOYALTY, LATER)
    assert {one.person.name: one.gets for one in done.told} == {"Ana": "2 updates", "Mia": "2 updates"}
    export_invites.export(runs, str(tmp_path))  # type: ignore[arg-type]  # a folder by name
    assert outbox.rows(runs) == ()


def test_who_cannot_go_on_stays_until_the_old_day_and_is_named(runs: Desk) -> None:
    people.edit(runs, ANA, {"last_day": weeks(0, 8).last})
    done = extending.extend(runs, EMBEDS, LOYALTY, LATER)
    (stays,) = done.stays
    assert (stays.who.name, stays.last, stays.why) == ("Ana", weeks(0, 7).last, "Ana leaves on 2027-03-12")
    assert (days_of(runs)[ANA], days_of(runs)[MIA]) == (weeks(0, 7), weeks(0, 10))


def test_who_is_needed_elsewhere_cannot_go_on(runs: Desk) -> None:
    embed(runs, team(runs, "Web shop", days=weeks(8, 11)), ANALYST, ANA)
    done = extending.extend(runs, EMBEDS, LOYALTY, LATER)
    assert [one.why for one in done.stays] == ["Ana would have to leave 'Web shop'"]


def test_who_is_away_for_much_of_it_cannot_go_on_and_nobody_hears_why(runs: Desk) -> None:
    absences.add_absences(runs, [MIA], weeks(8, 12), "a private matter")
    done = extending.extend(runs, EMBEDS, LOYALTY, weeks(0, 12).last)
    (stays,) = done.stays
    assert stays.why == "Mia is away for 5 of 13 weeks"


def test_an_open_slot_with_days_of_its_own_is_said_to_be_open_as_long_as_it_then_is(small: Desk) -> None:
    composite(small, cover_percent=100)
    own = replace(SLOTS[2], number=ANALYST, days=weeks(5, 7))
    found = team(small, slots=(*SLOTS[:2], own))
    embed(small, found, ENGINEER, ANA)
    embed(small, found, PLANNER, MIA)
    shown = extending.extend(small, EMBEDS, LOYALTY, LATER, dry_run=True)
    done = extending.extend(small, EMBEDS, LOYALTY, LATER)
    said = f"Nobody is in slot 3 (Analyst) from {weeks(5, 7).first} to {LATER}"
    assert f"{said}." in shown.sentences
    assert f"{said}." in done.sentences
    assert said in teams.show(small, EMBEDS, LOYALTY).problems


def test_where_nobody_can_go_on_nothing_is_changed(runs: Desk) -> None:
    for one in (ANA, MIA):
        people.edit(runs, one, {"last_day": weeks(0, 7).last})
    with pytest.raises(Refused, match="Nobody in 'Loyalty app' can go on until 2027-03-26"):
        extending.extend(runs, EMBEDS, LOYALTY, LATER)
    assert teams.show(runs, EMBEDS, LOYALTY).team.days == weeks(0, 7)


def test_one_person_alone_goes_on_up_to_the_last_day_of_the_team(runs: Desk) -> None:
    extending.extend(runs, EMBEDS, LOYALTY, weeks(0, 5).last, emails=[BEN])
    assert days_of(runs)[BEN] == weeks(0, 5)
    assert teams.show(runs, EMBEDS, LOYALTY).team.days == weeks(0, 7)


def test_one_person_alone_can_go_on_behind_it_and_the_team_goes_on_with_them(runs: Desk) -> None:
    done = extending.extend(runs, EMBEDS, LOYALTY, LATER, emails=[ANA])
    assert (days_of(runs)[ANA], days_of(runs)[MIA], done.days) == (weeks(0, 10), weeks(0, 7), weeks(0, 10))


def test_who_has_handed_over_does_not_go_on(runs: Desk) -> None:
    leaving.leave(runs, EMBEDS, LOYALTY, ANA, on=weeks(0, 1).last, instead="cho@x.example")
    with pytest.raises(Refused, match="Ana: Cho takes over the slot"):
        extending.extend(runs, EMBEDS, LOYALTY, weeks(0, 5).last, emails=[ANA])


def test_a_few_days_more_in_the_same_week_are_no_other_week(runs: Desk) -> None:
    leaving.leave(runs, EMBEDS, LOYALTY, ANA, on=weeks(0, 3).last - timedelta(days=2))
    extending.extend(runs, EMBEDS, LOYALTY, weeks(0, 3).last, emails=[ANA])
    assert days_of(runs)[ANA] == weeks(0, 3)


def test_a_team_goes_on_only_for_longer_and_not_for_ever(runs: Desk) -> None:
    with pytest.raises(Refused, match="works until 2027-03-05 anyhow"):
        extending.extend(runs, EMBEDS, LOYALTY, weeks(0, 7).last)
    with pytest.raises(Refused, match="Mia is in 'Loyalty app' until 2027-03-05 anyhow"):
        extending.extend(runs, EMBEDS, LOYALTY, weeks(0, 6).last, emails=[MIA])
    with pytest.raises(InvalidValue, match="more than 52 weeks"):
        extending.extend(runs, EMBEDS, LOYALTY, weeks(0, 52).last)


def test_a_team_that_is_over_does_not_go_on(runs: Desk) -> None:
    with pytest.raises(Refused, match="was over on 2027-03-05"):
        extending.extend(on(runs, 60), EMBEDS, LOYALTY, LATER)


@thorough_only
def test_a_dry_run_says_the_same_and_changes_nothing(runs: Desk) -> None:
    version = runs.version()
    said = extending.extend(runs, EMBEDS, LOYALTY, LATER, dry_run=True)
    assert (runs.version(), days_of(runs)[ANA]) == (version, weeks(0, 7))
    assert said.sentences == extending.extend(runs, EMBEDS, LOYALTY, LATER).sentences


def test_drafts_of_a_team_that_runs_go_on_with_it_and_are_told_nothing(runs: Desk) -> None:
    embed(runs, teams.show(runs, EMBEDS, LOYALTY).team, ANALYST, "cho@x.example", weeks(3, 7), State.PROPOSED)
    done = extending.extend(runs, EMBEDS, LOYALTY, LATER)
    assert days_of(runs)["cho@x.example"] == weeks(3, 10)
    assert "Cho" not in {one.person.name for one in done.told}


def test_a_team_that_outlasts_its_program_says_so(runs: Desk) -> None:
    """The program runs for 24 weeks, and the team for eight of them."""
    assert extending.extend(runs, EMBEDS, LOYALTY, weeks(0, 23).last).notices == ()
    done = extending.extend(runs, EMBEDS, LOYALTY, weeks(0, 25).last)
    said = f"'Embeds' itself ends on 2027-06-27, before 'Loyalty app' does on {weeks(0, 25).last}."
    assert done.notices == (said,)
    assert said in done.sentences
    assert days_of(runs)[ANA] == weeks(0, 25)
