"""What forming drafts can be published: both go by the same rules, also where a side has left a team."""

from datetime import timedelta

from ridealong.domain.composite_teams import Slot
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState
from ridealong.services.desk import Desk
from ridealong.services.people.absences import add_absences
from ridealong.services.people.limits import add_freeze
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing as visits
from ridealong.services.teams import forming, publishing
from services.conftest import START, employ, it, marketing, ride_alongs, week
from services.teams.made import EMBEDS, composite, embed, on, team, weeks

PAIR = (
    Slot(number=1, name="Engineer", side=Side.IT, share=50),
    Slot(number=2, name="Writer", side=Side.MARKETING, share=50),
)


def one_sided(desk: Desk, must: tuple[str, ...] = ()) -> None:
    """A team that marketing has left, its slot open; and one that is to be formed."""
    writer = Slot(number=2, name="Writer", side=Side.MARKETING, share=50, must=must)
    first = team(desk, "First", slots=(PAIR[0], writer), tasks=())
    embed(desk, first, 1, "ana@x.example")
    embed(desk, first, 2, "mia@x.example", weeks(0, 0), State.ENDED)
    team(desk, "Second", slots=PAIR, tasks=(), state=State.PROPOSED, days=weeks(3, 7))


def test_home_teams_count_who_is_in_a_team_of_one_side_once(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa", "CRM"))
    composite(desk, cover_percent=1)  # one person of a home team at a time
    one_sided(desk)
    later = on(desk, 14)
    forming.form(later, EMBEDS, teams=["Second"])
    assert publishing.publish(later, EMBEDS, teams=["Second"]).embeds == 2


def test_a_team_that_a_side_has_left_for_good_keeps_no_other_from_being_formed(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa", "CRM"))
    composite(desk, cover_percent=100)
    one_sided(desk, must=("Latin",))
    formed = forming.form(on(desk, 14), EMBEDS)
    assert formed.score.filled >= 2


def test_a_visit_that_a_freeze_hits_keeps_nobody_out_of_a_team(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    composite(desk, cover_percent=100)
    team(desk, slots=PAIR, tasks=(), state=State.PROPOSED)
    name = ride_alongs(desk, rounds=1)
    plans.plan(desk, name)
    visits.publish(desk, name)
    add_freeze(desk, "it", week(0), "release")
    add_freeze(desk, "marketing", week(0), "release")
    assert forming.form(desk, EMBEDS).score.filled == 2
    assert publishing.publish(desk, EMBEDS).embeds == 2


def test_who_pauses_for_the_first_weeks_is_drafted_only_where_that_can_be_published(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    composite(desk, cover_percent=100)
    programs.enrol(desk, EMBEDS, ["ana@x.example"], EnrolmentState.PAUSED, START + timedelta(days=11))
    team(desk, slots=PAIR, tasks=(), state=State.PROPOSED)
    if forming.form(desk, EMBEDS).score.filled:
        assert publishing.publish(desk, EMBEDS).embeds == 2


def test_who_is_in_a_team_is_not_drafted_into_another_for_weeks_in_which_they_are_away(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Noa", "CRM"))
    composite(desk, cover_percent=100)
    first = team(desk, "First", slots=PAIR, tasks=())
    embed(desk, first, 1, "ana@x.example")
    embed(desk, first, 2, "mia@x.example")
    add_absences(desk, ["ana@x.example"], weeks(3, 7), "parental leave")
    team(desk, "Second", slots=PAIR, tasks=(), state=State.PROPOSED)
    if forming.form(desk, EMBEDS).score.filled > 2:
        assert publishing.publish(desk, EMBEDS).embeds == 2
