"""The days in the life of the made-up company: one round of them behind, the next one published."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from ridealong.demo.calendar import ANSWERED, DAYS_START, DAYS_WEEKS, DEMO_TODAY, season
from ridealong.demo.names import DOMAIN
from ridealong.demo.programs import WINTER
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.domain.steps import Phase
from ridealong.exchange.history_csv import HistoryRow
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.programs import programs, steps
from ridealong.services.publishing import publishing

DAYS = f"Days in the life, {season(DAYS_START)}"

_FORM = f"https://forms.{DOMAIN}/day-in-the-life"
_RETURN_WEEKS = 4
_COVER_PERCENT = 30
_MOST_MISSED = 2
_PAUSED_UNTIL = date(2027, 6, 30)


def start_days(desk: Desk, pairs: int, chance: Random, *, worker: bool | None = None) -> None:
    """Make the program, with as many people of each side as there are pairs, and publish its first round.

    Args:
        worker: as in `plans.plan`.
    """
    everybody = people.everyone(desk)
    # Everybody is visited as well, and by one colleague at a time.
    single = [one for one in everybody if one.capacity in (None, 1)]
    some = [chance.sample([one for one in single if one.side is side], pairs) for side in Side]
    # Hosts rest for weeks between their guests, so these are others than those of the ride-alongs, as far as can be.
    guests = Counter(row.marketing_email for row in history.page(desk, history.HistoryQuery(program=WINTER)).rows)
    some[1] = sorted((one for one in single if one.side is Side.MARKETING), key=lambda one: guests[one.email])[:pairs]
    programs.create(
        desk,
        programs.NewProgram(
            name=DAYS,
            kind=Kind.ROTATION,
            start=DAYS_START,
            weeks=DAYS_WEEKS,
            visits_per_guest=2,
            return_weeks=_RETURN_WEEKS,
            # Many are away on the ride-alongs of the winter as well.
            cover_percent=_COVER_PERCENT,
            form_link=_FORM,
            objective="Every API that a campaign needs has a face, and every KPI has a reason that both sides know.",
            enrol=[one.email for side in some for one in side],
        ),
    )
    _publish_round(desk, worker=worker)


def go_on_with_days(desk: Desk, *, worker: bool | None = None) -> None:
    """Publish the second round, in which one in three goes on, with another partner; `worker` as in `plans.plan`."""
    enrolled = programs.show(desk, DAYS).enrolled
    sides = [[one.email for one in enrolled if one.side is side] for side in Side]
    rest = [one for some in sides for one in some if one not in some[::3]]
    programs.enrol(desk, DAYS, rest, EnrolmentState.PAUSED, _PAUSED_UNTIL)
    _publish_round(desk, worker=worker)


def _publish_round(desk: Desk, *, worker: bool | None) -> None:
    planned = plans.plan(desk, DAYS, rounds=1, worker=worker)
    if any(one.state is State.PROPOSED for one in planned.proposals):
        publishing.publish(desk, DAYS)


def day_outcomes(desk: Desk) -> list[HistoryRow]:
    """How the visits went that are over: all took place, but for one or two returns that nobody made up for yet."""
    found = history.page(desk, history.HistoryQuery(program=DAYS, descending=False)).rows
    rows = [history.history_row(row) for row in found if row.days.last < ANSWERED]
    pairs = {(row.it_email, row.marketing_email): row for row in rows if row.guest is Side.IT}
    overdue = [
        row
        for row in rows
        if row.guest is Side.MARKETING
        and (there := pairs.get((row.it_email, row.marketing_email)))
        and there.days.last + timedelta(weeks=_RETURN_WEEKS) < DEMO_TODAY
    ]
    missed = overdue[len(overdue) - min(_MOST_MISSED, len(overdue) // 2) :]
    return [replace(row, state=State.MISSED if row in missed else State.HELD) for row in rows]


def prepare_visits(desk: Desk) -> None:
    """Tick off what is to be done before the visits of this week; for the last of them one thing is left."""
    visits = steps.open_steps(desk, program=DAYS).rows
    for visit in visits:
        before = [one.number for one in visit.steps if one.step.phase is Phase.BEFORE]
        steps.mark(desk, visit.pairing, before[:-1] if visit is visits[-1] else before)
