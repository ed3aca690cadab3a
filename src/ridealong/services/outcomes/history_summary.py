"""What the history comes to: visits and embeds week by week, the reach of each team, how often the same two met."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from ridealong.domain.days import Days, monday_of
from ridealong.domain.pairings import MET, State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.groups.gathering_contacts import yet_to_meet_today
from ridealong.services.outcomes.embed_counts import WeekOfEmbeds, embeds_by_week
from ridealong.storage.queries.history_summary import pairs_by_times, reached, visits_by_day

WEEKS = 26
"""How many weeks back visits are counted, unless something else is said."""
COMING_WEEKS = 8
"""How many weeks on, from this one, what is planned is counted."""
REPEATS = timedelta(weeks=104)
"""How far back meetings of the same two are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOfVisits:
    """The visits that begin in one week.

    Args:
        ended: broken off early, and nobody's fault. Drafts and what was cancelled are not counted.
        planned: published, and to come or not over yet. unmarked: published, over, and nobody has said how they went.
    """

    monday: date
    held: int = 0
    missed: int = 0
    ended: int = 0
    unmarked: int = 0
    planned: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.held + self.missed + self.ended + self.unmarked + self.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamReach:
    """How many people of a team have met somebody of the other side by now."""

    side: Side
    team: str
    people: int
    met: int

    @property
    def percent(self) -> int:
        """Their share of the team, rounded down: 100 means everybody."""
        return 100 * self.met // self.people if self.people else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the history comes to.

    Args:
        this_week: the Monday of the present week.
        weeks: one after the other, those without visits included. embeds: those in which people are in composite teams.
        reach: by side and team. repeats: how often pairs have met since `since` -> how many pairs have.
    """

    this_week: date
    weeks: tuple[WeekOfVisits, ...]
    reach: tuple[TeamReach, ...]
    since: date
    repeats: dict[int, int] = field(default_factory=dict)
    embeds: tuple[WeekOfEmbeds, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        counted = self.repeats or self.embeds or any(one.total for one in self.weeks)
        return not counted and not any(one.met for one in self.reach)


def summary(desk: Desk, *, program: str = "", weeks: int = WEEKS) -> Summary:
    """What the history comes to, of all programs or of one.

    Args:
        weeks: how many weeks back visits and embeds are counted, this one not included; what is planned is counted for
            some weeks more. Visits are all pairings but those of buddies.

    Raises:
        NotFound: there is no such program.
    """
    today = desk.clock.today()
    monday = monday_of(today)
    days = Days(monday - timedelta(weeks=weeks), monday + timedelta(weeks=COMING_WEEKS, days=-1))
    since = today - REPEATS
    with desk.reading() as connection:
        program_id = program_named(connection, program).id if program else None
        kinds = [str(kind) for kind in Kind if kind.visits]
        visits = visits_by_day(connection, kinds, days, program_id)
        reach = reached(connection, today, program_id, yet_to_meet_today(desk, connection))
        repeats = pairs_by_times(connection, MET, since, program_id)
        embeds = embeds_by_week(connection, days, program_id)
    return Summary(
        this_week=monday,
        weeks=_weeks(visits, days, today),
        reach=tuple(TeamReach(side=Side(side), team=team, people=all_, met=met) for side, team, all_, met in reach),
        since=since,
        repeats=dict(repeats),
        embeds=embeds,
    )


def _weeks(visits: list[tuple[date, date, str, int]], days: Days, today: date) -> tuple[WeekOfVisits, ...]:
    counts: dict[date, dict[str, int]] = {}
    for day, last, state, number in visits:
        name = _called(State(state), over=last < today)
        if name:
            week = counts.setdefault(monday_of(day), {})
            week[name] = week.get(name, 0) + number
    mondays = [days.first + timedelta(weeks=number) for number in range(len(days) // 7)]
    return tuple(WeekOfVisits(monday=monday, **counts.get(monday, {})) for monday in mondays)


def _called(state: State, *, over: bool) -> str:
    match state:
        case State.HELD | State.MISSED | State.ENDED:
            return str(state)
        case State.PUBLISHED:
            return "unmarked" if over else "planned"
    return ""
