"""Publishing composite teams: what is published, what keeps it from being, and whom it tells."""

from datetime import date
from pathlib import Path

import pytest

from ridealong.domain.composite_teams import Slot
from ridealong.domain.errors import ChangedMeanwhile, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.people import absences, limits, people
from ridealong.services.programs import charters, consents
from ridealong.services.programs.enrolments import Consent
from ridealong.services.publishing.published_without import without_agreement_in
from ridealong.services.teams import drafting, filling, publishing, slots, teams
from ridealong.services.teams.found import team_program
from services.asking import statements
from services.conftest import ride_alongs
from services.teams.inside import embeds_in
from services.teams.made import ANALYST, EMBEDS, ENGINEER, LOYALTY, PLANNER, SLOTS, composite, embed, on, team, weeks
from thorough import thorough_only

ANA, BEN, CHO, MIA, NOA, OTO = (f"{name}@x.example" for name in ("ana", "ben", "cho", "mia", "noa", "oto"))


@pytest.fixture
def drafted(small: Desk) -> Desk:
    """Ana and Mia are drafts of a team of eight weeks, of which one slot is open."""
    composite(small)
    found = team(small, state=State.PROPOSED)
    embed(small, found, ENGINEER, ANA, state=State.PROPOSED)
    embed(small, found, PLANNER, MIA, state=State.PROPOSED)
    return small


def states(desk: Desk, name: str = LOYALTY) -> set[State]:
    return {teams.show(desk, EMBEDS, name).team.state, *(one.state for one in embeds_in(desk, name))}


def refused(desk: Desk) -> str:
    """Why it cannot be published, said alike by who looks and by who tries."""
    said = publishing.compare(desk, EMBEDS).wrong
    assert said is not None
    with pytest.raises(Refused) as error:
        publishing.publish(desk, EMBEDS)
    assert (error.value.problem, states(desk)) == (said.problem, {State.PROPOSED})
    return said.problem


def test_drafts_and_their_team_are_published_and_their_invites_due(drafted: Desk) -> None:
    done = publishing.publish(drafted, EMBEDS)
    assert states(drafted) == {State.PUBLISHED}
    assert (done.teams, done.embeds, done.open) == ((LOYALTY,), 2, 1)
    assert done.invites == len(outbox.rows(drafted)) == 3
    assert {tuple(sorted(one.to)) for one in outbox.rows(drafted)} == {(ANA,), (MIA,), (ANA, MIA)}


def test_it_is_said_before_whom_it_tells_and_what_stays_open(drafted: Desk) -> None:
    would = publishing.compare(drafted, EMBEDS)
    assert (would.wrong, would.lacking, would.open) == (None, None, 1)
    assert would.sentences == (
        "Publishing adds 2 embeds in 1 team from 2027-01-11 to 2027-03-05.",
        "It would tell 2 people.",
        "'Loyalty app': nobody is in slot 3 (Analyst) from 2027-01-11 to 2027-03-05.",
    )


def test_all_teams_with_drafts_are_published_or_those_that_are_named(drafted: Desk) -> None:
    shop = team(drafted, "Web shop", state=State.PROPOSED)
    embed(drafted, shop, ANALYST, BEN, state=State.PROPOSED)
    embed(drafted, shop, PLANNER, NOA, state=State.PROPOSED)
    assert publishing.publish(drafted, EMBEDS, teams=["web shop"]).teams == ("Web shop",)
    assert (states(drafted), states(drafted, "Web shop")) == ({State.PROPOSED}, {State.PUBLISHED})
    assert publishing.publish(drafted, EMBEDS).teams == (LOYALTY,)
    with pytest.raises(Refused, match="'Embeds' has no drafts to publish"):
        publishing.publish(drafted, EMBEDS)
    with pytest.raises(NotFound, match="has no team 'Loyalty'"):
        publishing.publish(drafted, EMBEDS, teams=["Loyalty"])


def test_a_slot_that_came_later_is_published_into_the_team_that_runs(drafted: Desk) -> None:
    publishing.publish(drafted, EMBEDS)
    slots.add_slots(drafted, EMBEDS, LOYALTY, [Slot(name="Tester", side=Side.IT, share=20)])
    found = teams.show(drafted, EMBEDS, LOYALTY).team
    embed(drafted, found, 4, BEN, weeks(2, 7), State.PROPOSED)
    assert publishing.publish(on(drafted, 7), EMBEDS).embeds == 1
    assert states(drafted) == {State.PUBLISHED}


def test_invites_that_change_by_it_are_counted_also_those_of_teams_in_which_somebody_goes_on(
    drafted: Desk, tmp_path: Path
) -> None:
    publishing.publish(drafted, EMBEDS)
    export_invites.export(drafted, tmp_path)
    shop = team(drafted, "Web shop", days=weeks(8, 11), state=State.PROPOSED)
    embed(drafted, shop, ENGINEER, ANA, state=State.PROPOSED)
    embed(drafted, shop, PLANNER, NOA, state=State.PROPOSED)
    done = publishing.publish(drafted, EMBEDS)
    due = outbox.rows(drafted)
    assert {one.summary for one in due if one.update} == {"Embedded: Loyalty app (40 %)"}
    assert done.invites == len(due) == 4


def test_invites_that_were_due_already_and_say_something_else_now_are_counted(drafted: Desk) -> None:
    first = publishing.publish(drafted, EMBEDS).invites
    found = teams.show(drafted, EMBEDS, LOYALTY).team
    embed(drafted, found, ANALYST, BEN, state=State.PROPOSED)
    done = publishing.publish(drafted, EMBEDS)
    assert (first, done.embeds, done.invites, len(outbox.rows(drafted))) == (3, 1, 4, 4)


def test_a_team_of_one_side_is_not_published(drafted: Desk) -> None:
    drafting.set_aside(drafted, EMBEDS, LOYALTY, MIA)
    assert refused(drafted) == "'Loyalty app' would have nobody of Marketing"


def test_a_team_that_is_too_small_is_not_published(small: Desk) -> None:
    composite(small)
    found = team(small, state=State.PROPOSED, least=3)
    embed(small, found, ENGINEER, ANA, state=State.PROPOSED)
    embed(small, found, PLANNER, MIA, state=State.PROPOSED)
    assert refused(small) == "'Loyalty app' would have 2 people, fewer than the 3 it needs"


def test_a_draft_that_breaks_a_rule_by_now_keeps_all_from_being_published(drafted: Desk) -> None:
    limits.add_apart(drafted, ANA, MIA, "a private matter")
    where = "Ana cannot be in slot 1 (Data engineer) of 'Loyalty app', 2027-01-11 to 2027-03-05"
    assert refused(drafted).startswith(f"{where}: Ana and Mia cannot be in one team")


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lambda desk: people.edit(desk, ANA, {"last_day": weeks(0, 6).last}), "Ana leaves on 2027-02-26"),
        (lambda desk: absences.add_absences(desk, [ANA], weeks(1, 3), "private"), "Ana is away"),
        (
            lambda desk: consents.note(desk, EMBEDS, [ANA], Consent(state=EnrolmentState.DECLINED)),
            "Ana does not take part in 'Embeds'",
        ),
        pytest.param(
            lambda desk: people.edit(desk, ANA, {"time_zone": "Asia/Tokyo"}),
            "Mia shares too few hours with Ana",
            marks=thorough_only,
        ),
    ],
)
def test_who_cannot_be_there_any_more_is_named_with_the_reason_that_all_may_know(
    drafted: Desk, happens: object, why: str
) -> None:
    happens(drafted)  # type: ignore[operator]  # something that happens at a desk
    assert why in refused(drafted)
    assert "private" not in refused(drafted)


def test_who_no_longer_knows_what_the_slot_needs_is_not_published(small: Desk) -> None:
    composite(small)
    people.edit(small, ANA, {"knows": ("SQL",)})
    engineer = Slot(number=1, name="Data engineer", side=Side.IT, must=("SQL",), share=40)
    found = team(small, state=State.PROPOSED, slots=(engineer, *SLOTS[1:]), tasks=())
    embed(small, found, ENGINEER, ANA, state=State.PROPOSED)
    embed(small, found, PLANNER, MIA, state=State.PROPOSED)
    assert publishing.compare(small, EMBEDS).wrong is None
    people.edit(small, ANA, {"knows": ()})
    assert "Ana does not know SQL" in refused(small)


def test_drafts_that_were_to_begin_in_a_week_that_is_over_are_formed_anew(drafted: Desk) -> None:
    assert publishing.compare(on(drafted, 3), EMBEDS).wrong is None
    late = publishing.compare(on(drafted, 7), EMBEDS).wrong
    assert late is not None
    assert "it was to begin on 2027-01-11 (and 1 other draft neither)" in late.problem
    assert late.typed == 'Form it anew: ridealong teams form "Embeds" --team "Loyalty app"'


def test_both_sponsors_agree_or_it_is_said_why_not(drafted: Desk) -> None:
    charters.set_sponsor(drafted, EMBEDS, Side.IT, "cho@x.example")
    with pytest.raises(Refused, match="Not all sponsors of 'Embeds' have agreed"):
        publishing.publish(drafted, EMBEDS)
    assert publishing.compare(drafted, EMBEDS).lacking is not None
    publishing.publish(drafted, EMBEDS, without_agreement="both are at sea")
    with drafted.reading() as connection:
        said = without_agreement_in(connection, team_program(connection, EMBEDS), "UTC")
    assert [(one.day, one.reason) for one in said] == [(date(2027, 1, 4), "both are at sea")]


def test_what_was_shown_is_published_or_nothing(drafted: Desk) -> None:
    would = publishing.compare(drafted, EMBEDS)
    filling.back_fill(drafted, EMBEDS, LOYALTY, ANALYST, BEN)
    with pytest.raises(ChangedMeanwhile):
        publishing.publish(drafted, EMBEDS, expected=would)
    assert publishing.publish(drafted, EMBEDS, expected=publishing.compare(drafted, EMBEDS)).embeds == 3


def test_a_dry_run_says_the_same_and_changes_nothing(drafted: Desk) -> None:
    said = publishing.publish(drafted, EMBEDS, dry_run=True)
    assert states(drafted) == {State.PROPOSED}
    assert said == publishing.publish(drafted, EMBEDS)


def test_a_program_without_teams_is_published_in_another_way(small: Desk) -> None:
    ride_alongs(small)
    with pytest.raises(Refused, match="has no composite teams"):
        publishing.publish(small, "Spring ride-alongs")


def test_the_database_is_not_asked_again_for_every_draft(drafted: Desk) -> None:
    def looks() -> int:
        return statements(drafted, lambda: publishing.compare(drafted, EMBEDS))

    one = looks()
    for name, engineer, planner in (("Web shop", BEN, NOA), ("Newsletter", CHO, OTO)):
        shop = team(drafted, name, state=State.PROPOSED)
        embed(drafted, shop, ENGINEER, engineer, state=State.PROPOSED)
        embed(drafted, shop, PLANNER, planner, state=State.PROPOSED)
    assert len(publishing.compare(drafted, EMBEDS).publishes) == 6
    assert looks() == one
