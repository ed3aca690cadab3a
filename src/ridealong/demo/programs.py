"""The programs of the made-up company: the winter's ride-alongs, the spring's buddies, and the next ride-alongs."""

from dataclasses import replace
from datetime import date
from random import Random

from ridealong.demo.calendar import (
    BUDDIES_START,
    MARKED,
    SPRING_ROUNDS,
    SPRING_START,
    WINTER_ROUNDS,
    WINTER_START,
    season,
)
from ridealong.demo.past import OUTCOMES
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.exchange.history_csv import HistoryRow
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing

WINTER = f"Ride-alongs, {season(WINTER_START)}"
BUDDIES = f"Buddies, {season(BUDDIES_START)}"
SPRING = f"Ride-alongs, {season(SPRING_START)}"

_ANSWERS = (
    (EnrolmentState.ASKED, None),
    (EnrolmentState.DECLINED, None),
    (EnrolmentState.PAUSED, date(2027, 5, 14)),
    (EnrolmentState.ASKED, None),
)
_UNDECIDED = 0.07


def hold_winter(desk: Desk, *, worker: bool | None = None) -> None:
    """Plan and publish the winter's ride-alongs; `worker` as in `plans.plan`."""
    programs.create(
        desk,
        programs.NewProgram(
            name=WINTER,
            kind=Kind.RIDE_ALONG,
            start=WINTER_START,
            rounds=WINTER_ROUNDS,
            objective="Campaigns go live without a hotfix at night: each side has seen how the other one works.",
            enrol=programs.ALL,
        ),
    )
    plans.plan(desk, WINTER, worker=worker)
    publishing.publish(desk, WINTER, everything=True)


def winter_outcomes(desk: Desk, chance: Random) -> list[HistoryRow]:
    """How the visits of the winter went, as far as somebody noted it."""
    found = history.page(desk, history.HistoryQuery(program=WINTER, descending=False))
    return [
        replace(history.history_row(row), state=chance.choice(OUTCOMES)) for row in found.rows if row.days.last < MARKED
    ]


def start_buddies(desk: Desk, *, worker: bool | None = None) -> None:
    """Plan and publish the buddies of these months; `worker` as in `plans.plan`."""
    programs.create(
        desk,
        programs.NewProgram(
            name=BUDDIES,
            kind=Kind.BUDDY,
            start=BUDDIES_START,
            objective="Everybody in IT can call somebody in marketing by first name.",
            enrol=programs.ALL,
        ),
    )
    plans.plan(desk, BUDDIES, worker=worker)
    publishing.publish(desk, BUDDIES)


def plan_spring(desk: Desk, chance: Random, *, undecided: bool, pins: int, worker: bool | None = None) -> None:
    """Plan the ride-alongs of the coming quarter, ready to be published.

    Args:
        undecided: whether some people have not answered, or not with yes.
        pins: how many drafts the coordinator has fixed.
        worker: as in `plans.plan`.
    """
    made = programs.create(
        desk,
        programs.NewProgram(
            name=SPRING,
            kind=Kind.RIDE_ALONG,
            start=SPRING_START,
            rounds=SPRING_ROUNDS,
            objective="Halve the time from the brief of a campaign to its first landing page online.",
            enrol=programs.ALL,
        ),
    )
    if undecided:
        some = chance.sample(made.enrolled, max(2, round(_UNDECIDED * len(made.enrolled))))
        for number, (state, until) in enumerate(_ANSWERS):
            if answered := [one.email for one in some[number :: len(_ANSWERS)]]:
                programs.enrol(desk, SPRING, answered, state, until)
    planned = plans.plan(desk, SPRING, worker=worker)
    best = sorted(planned.proposals, key=lambda one: (-one.fit, one.round, one.guest.email))
    for proposal in best[:pins]:
        drafts.pin(desk, proposal.id)
