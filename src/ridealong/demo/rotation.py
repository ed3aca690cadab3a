"""The days in the life of the made-up company: one round of them behind, the next one published."""

from datetime import timedelta
from random import Random

from ridealong.demo.calendar import ANSWERED, DAYS_START, DAYS_WEEKS, season
from ridealong.demo.names import DOMAIN
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.exchange.history_csv import HistoryRow
from ridealong.services import history, people, plans, programs, publishing, steps
from ridealong.services.desk import Desk

DAYS = f"Days in the life, {season(DAYS_START)}"

_FORM = f"https://forms.{DOMAIN}/day-in-the-life"
_RETURN_WEEKS = 4
_COVER_PERCENT = 30
_SHARE_MISSED, _MOST_MISSED = 3, 2


def start_days(desk: Desk, pairs: int, chance: Random, *, worker: bool | None = None) -> None:
    """Plan and publish the first round, with as many people of each side as there are pairs; `worker` as in `plan`."""
    everybody = people.everyone(desk)
    programs.create(
        desk,
        programs.NewProgram(
            name=DAYS,
            kind=Kind.ROTATION,
            start=DAYS_START,
            weeks=DAYS_WEEKS,
            visits_per_guest=2,
            return_weeks=_RETURN_WEEKS,
            cover_percent=_COVER_PERCENT,
            form_link=_FORM,
            objective="Every API that a campaign needs has a face, and every KPI a reason that both sides know.",
            enrol=[
                one.email
                for side in Side
                for one in chance.sample([each for each in everybody if each.side is side], pairs)
            ],
        ),
    )
    plans.plan(desk, DAYS, rounds=1, worker=worker)
    publishing.publish(desk, DAYS)
