"""The small groups of the made-up company: coffee of the spring, and the weekly meeting of the sponsors."""

from random import Random

from ridealong.demo.calendar import GATHERING_START, season
from ridealong.demo.charters import leads_of
from ridealong.demo.names import DOMAIN
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.people import people
from ridealong.services.programs import charters, programs
from ridealong.services.programs.charters import Signing

COFFEE = f"Coffee, {season(GATHERING_START)}"
SPONSORS = f"Sponsors' meeting, {season(GATHERING_START)}"

_COFFEES = 4


def start_coffee(desk: Desk, number: int, chance: Random) -> None:
    """Plan and publish coffees for so many people of each side."""
    everybody = people.everyone(desk)
    some = [chance.sample([one for one in everybody if one.side is side], number) for side in Side]
    programs.create(
        desk,
        programs.NewProgram(
            name=COFFEE,
            kind=Kind.COFFEE,
            start=GATHERING_START,
            rounds=_COFFEES,
            place=f"Coffee bar, or https://meet.{DOMAIN}/coffee",
            objective="A touchpoint between people who would never have a meeting with each other.",
            enrol=[one.email for side in some for one in side],
        ),
    )
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE)


def start_sponsors(desk: Desk) -> None:
    """Plan and publish the weekly meeting of those who sponsor the programs."""
    programs.create(
        desk,
        programs.NewProgram(
            name=SPONSORS,
            kind=Kind.SPONSORS,
            start=GATHERING_START,
            objective="What holds up a campaign is decided within a week.",
        ),
    )
    for side, lead in leads_of(desk).items():
        charters.sign(desk, SPONSORS, side, Signing(sponsor=lead.email, agreed=desk.clock.today()))
    plan_groups(desk, SPONSORS)
    publish_groups(desk, SPONSORS)
