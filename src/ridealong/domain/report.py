"""The report for the sponsors of a program as a plain document: numbers and texts in which teams stand, no people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ridealong.domain.charters import Measured
from ridealong.domain.days import Days
from ridealong.domain.debriefs import LEAST_RATING, MOST_RATING
from ridealong.domain.ideas import IdeaState
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.domain.report_teams import ReportTeams

ENOUGH_ANSWERS = 5
"""From how many answers of a side on its ratings are shown: of fewer, one could tell who gave which."""
RATINGS = range(LEAST_RATING, MOST_RATING + 1)
"""What can be answered, from the worst to the best."""
DAY_MINUTES = 480
"""How many minutes of meetings make a day of work."""
MOST_ADVICE = 7
"""How many things to change are named at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSponsor:
    """Who stands for the program on a side, and since when that person has agreed; None for not yet."""

    side: Side
    name: str
    agreed: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedWithout:
    """A publishing to which not every sponsor had agreed: on which day, and why all the same."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How the pairings, or the groups, that begin in a stretch of time went.

    Args:
        first: the first day of that time; for the sum of all, of the program.
        unmarked: published and over, and nobody has said how they went.
        under_way, coming: published, and not over or not begun.
    """

    first: date
    held: int = 0
    missed: int = 0
    ended: int = 0
    cancelled: int = 0
    unmarked: int = 0
    under_way: int = 0
    coming: int = 0

    @property
    def planned(self) -> int:
        """All that was ever published."""
        return self.over + self.under_way + self.coming + self.cancelled

    @property
    def over(self) -> int:
        """What should have taken place by now."""
        return self.held + self.missed + self.ended + self.unmarked


def percent_of(some: int, whole: int) -> int:
    """A part in percent, rounded; all of it only where none is missing, and nothing only where there is none."""
    if not whole or some in (0, whole):
        return 100 if whole and some else 0
    return min(99, max(1, round(100 * some / whole)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachOfTeam:
    """How far a program has got in a team as it is today; with an empty name in a whole department.

    Shares are always shares of all who work there, whether they are enrolled or not.

    Args:
        people: who works there. enrolled: those of them who take part or have taken part.
        met: those of them who have met somebody of the other side in the program.
    """

    side: Side
    team: str
    people: int
    enrolled: int
    met: int

    @property
    def percent(self) -> int:
        """The share of all who work there that has met somebody: 100 means everybody, 0 nobody."""
        return percent_of(self.met, self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstContacts:
    """Who has met in the program, and how many of those for the first time ever.

    Args:
        people, teams: pairs of people or teams, one of each side. new_people, new_teams: those that had never met.
        never: pairs of teams of the matrix that still have not met anywhere, and have nothing to come.
    """

    people: int = 0
    new_people: int = 0
    teams: int = 0
    new_teams: int = 0
    never: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """An IT team and a marketing team in the program.

    Args:
        met: how often they have met by now. coming: how often they will. new: whether they first met here.
    """

    met: int = 0
    coming: int = 0
    new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Every IT team against every marketing team, each side by name; without cells that have nothing in them."""

    it_teams: tuple[str, ...] = ()
    marketing_teams: tuple[str, ...] = ()
    cells: Mapping[tuple[str, str], MatrixCell] = field(default_factory=dict)

    def cell(self, it_team: str, marketing_team: str) -> MatrixCell:
        """What two teams had to do with each other, nothing included."""
        return self.cells.get((it_team, marketing_team), MatrixCell())

    def busiest(self, most: int) -> "Matrix":
        """The same with at most so many teams of each side: those that meet most often."""
        return Matrix(
            it_teams=_busiest(self.it_teams, most, {key: (key[0], one) for key, one in self.cells.items()}),
            marketing_teams=_busiest(
                self.marketing_teams, most, {key: (key[1], one) for key, one in self.cells.items()}
            ),
            cells=self.cells,
        )


def _busiest(
    teams: tuple[str, ...], most: int, cells: Mapping[tuple[str, str], tuple[str, MatrixCell]]
) -> tuple[str, ...]:
    if len(teams) <= most:
        return teams
    times = dict.fromkeys(teams, 0)
    for team, one in cells.values():
        times[team] += one.met + one.coming
    chosen = set(sorted(teams, key=lambda team: (-times[team], team))[:most])
    return tuple(team for team in teams if team in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """Return visits: how many were made, are still owed, and are overdue among these."""

    done: int
    owed: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """What a side thinks of its visits.

    Args:
        answers: how many there are. average, spread: the mean, and how many answers each of `RATINGS` got; None
            where there are too few to be shown.
    """

    side: Side
    answers: int
    average: float | None = None
    spread: tuple[int, ...] | None = None


def ratings_of(side: Side, values: Sequence[int]) -> Ratings:
    """The ratings that a side gave, without anything but their number where there are too few."""
    if len(values) < ENOUGH_ANSWERS:
        return Ratings(side=side, answers=len(values))
    return Ratings(
        side=side,
        answers=len(values),
        average=round(sum(values) / len(values), 1),
        spread=tuple(values.count(one) for one in RATINGS),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedText:
    """A thing that somebody learned, without names; side: of whom, None where that is not known."""

    side: Side | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Debriefs:
    """What was said after visits.

    Args:
        wanted: visits that are over and were not missed. complete: those of which enough was noted.
        learned: the things learned, the newest first.
    """

    wanted: int = 0
    complete: int = 0
    learned: tuple[LearnedText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIdea:
    """An idea that was taken up, without names but that of an owner who agreed to be named; empty for nobody."""

    text: str
    state: IdeaState
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ideas:
    """What people thought of: how many ideas are in each state, from spark to project, and those taken up."""

    by_state: Mapping[IdeaState, int] = field(default_factory=dict)
    taken_up: tuple[ReportIdea, ...] = ()

    @property
    def all(self) -> int:
        """How many there are."""
        return sum(self.by_state.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a program has cost so far, in days of work.

    Args:
        guest_days, host_days: Mondays to Fridays of the visits that were held or ended early, for guests and hosts.
        meetings: how many meetings beside visits took place by the rhythm of the program.
        meeting_minutes: the minutes of all who took part in them.
        embed_days: Mondays to Fridays in composite teams so far, times the share of each person.
    """

    guest_days: int = 0
    host_days: int = 0
    meetings: int = 0
    meeting_minutes: int = 0
    embed_days: float = 0

    @property
    def meeting_days(self) -> float:
        """Meetings in days of eight hours."""
        return round(self.meeting_minutes / DAY_MINUTES, 1)

    @property
    def days(self) -> float:
        """All of it."""
        return round(self.guest_days + self.host_days + self.embed_days + self.meeting_minutes / DAY_MINUTES, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Something to change: what it is about in a word, a sentence, and the figures it rests on."""

    about: str
    says: str
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the sponsors of a program read of it.

    Args:
        made: the day on which it was worked out.
        drafts: pairings that are only proposed.
        period: what one of the `tallies` covers: `week`, `round`, `month` or `year`.
        reach: by side and team; departments: by side.
        returns: None in programs in which visits are not returned. teams: None in those without composite teams.
        advice: the most useful first.
    """

    made: date
    program: str
    kind: Kind
    guest_side: Side
    objective: str
    days: Days
    sponsors: tuple[ReportSponsor, ...]
    without_agreement: tuple[PublishedWithout, ...]
    drafts: int
    total: Tally
    period: str
    tallies: tuple[Tally, ...]
    departments: tuple[ReachOfTeam, ...]
    reach: tuple[ReachOfTeam, ...]
    contacts: FirstContacts
    matrix: Matrix
    returns: Returns | None
    ratings: tuple[Ratings, ...]
    debriefs: Debriefs
    ideas: Ideas
    measures: tuple[Measured, ...]
    cost: Cost
    advice: tuple[Advice, ...]
    teams: ReportTeams | None = None

    @property
    def nothing_yet(self) -> bool:
        """Whether nothing has taken place, nor should have."""
        return not (self.total.over or self.total.under_way)

    @property
    def reaches_teams(self) -> bool:
        """Whether it is about people of teams; the sponsors' meeting is one of the sponsors alone."""
        return self.kind is not Kind.SPONSORS

    @property
    def meets(self) -> str:
        """What pairings of this kind are called in a sentence, in the singular."""
        return meeting_word(self.kind)


def meeting_word(kind: Kind) -> str:
    """What one pairing of a kind of program is called by people: `visit`, `pair`, `group`, `meeting`, `embed`."""
    if kind.in_teams:
        return "embed"
    if kind is Kind.COFFEE:
        return "group"
    if kind is Kind.SPONSORS:
        return "meeting"
    return "visit" if kind.visits else "pair"


def department(side: Side, teams: Iterable[ReachOfTeam]) -> ReachOfTeam:
    """The reach of a side, as the sum of its teams."""
    some = [one for one in teams if one.side is side]
    return ReachOfTeam(
        side=side,
        team="",
        people=sum(one.people for one in some),
        enrolled=sum(one.enrolled for one in some),
        met=sum(one.met for one in some),
    )
