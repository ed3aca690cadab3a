"""When people of a composite team are back with their home teams, and how much of their week comes free."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days
from ridealong.domain.programs import Program
from ridealong.domain.team_times import FAR_DAYS, back_at_work
from ridealong.services.people.days_off import DaysOff
from ridealong.services.plans.plan_views import Someone
from ridealong.services.teams.running import embedded
from ridealong.storage.queries.people import some_people


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBack:
    """Somebody who is back with the home team.

    Args:
        last: the last day in the composite team. day: the first working day after it.
        share: how much of a week comes free, in percent.
    """

    person: Someone
    last: date
    day: date
    share: int

    @property
    def sentence(self) -> str:
        """The same in words."""
        home = self.person.team or "the home team"
        return f"{self.person.name} is back with {home} on {self.day}: {self.share} % of the week comes free."


def hand_backs(connection: Connection, program: Program, some: Sequence[Embed]) -> tuple[HandBack, ...]:
    """When the people of some embeds, on the days that they now have, are back with their home teams; by last day."""
    if not some:
        return ()
    people = some_people(connection, sorted({one.person_id for one in some}))
    lasts = [one.days.last for one in some]
    free = DaysOff(connection, people, Days(min(lasts), max(lasts) + timedelta(days=FAR_DAYS)))
    found = []
    for one in sorted(some, key=lambda each: (each.days.last, each.slot, each.id)):
        day = back_at_work(one.days.last, free.availability(one.person_id, program))
        found.append(HandBack(person=embedded(one), last=one.days.last, day=day, share=one.share))
    return tuple(found)
