"""How well two people suit each other: from 0 to 100 points, in parts that can be read."""

from dataclasses import dataclass
from functools import lru_cache

from ridealong.domain.people import Person
from ridealong.domain.wording import listed, many

TOPIC_POINTS = 50
HOURS_POINTS = 25
TEAM_POINTS = 15
NEW_POINTS = 10

FULL_HOURS_MINUTES = 6 * 60
"""From this much shared working time on, more makes no difference."""


@dataclass(frozen=True, slots=True)
class FitPart:
    """One part of a fit: its name, its points out of how many, and why, in words."""

    name: str
    points: int
    most: int
    why: str


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a guest and a host suit each other."""

    parts: tuple[FitPart, ...]

    @property
    def points(self) -> int:
        """The sum of the parts, 0 to 100."""
        return sum(part.points for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """How many of the meetings that count have not begun, of the two teams and of the two people: for words alone."""

    team_meetings: int = 0
    met: int = 0


def fit(
    guest: Person, host: Person, *, shared_minutes: int, team_meetings: int, met: int, coming: Coming = Coming()
) -> Fit:
    """The fit of a guest and a host.

    Args:
        shared_minutes: how long both work at the same time on a working day.
        team_meetings: how often people of the guest's team and of the host's team have met.
        met: how often these two have met.
        coming: how many of both are published and have not begun.
    """
    teams = _team_words(guest.team, host.team, team_meetings, coming.team_meetings)
    return Fit(
        (
            _topics(guest, host),
            FitPart("hours", hours_points(shared_minutes), HOURS_POINTS, _hours_words(shared_minutes)),
            FitPart("teams", team_points(team_meetings), TEAM_POINTS, teams),
            FitPart("history", new_points(met), NEW_POINTS, _met_words(met, coming.met)),
        )
    )


def topic_points(wanted: int, other_wanted: int) -> int:
    """Points for topics: what the guest wants and the host knows counts double; 3 such topics fill the part."""
    return min(TOPIC_POINTS, 17 * wanted + 8 * other_wanted)


def hours_points(shared_minutes: int) -> int:
    """Points for shared working time, in proportion up to six hours."""
    return HOURS_POINTS * min(shared_minutes, FULL_HOURS_MINUTES) // FULL_HOURS_MINUTES


def team_points(team_meetings: int) -> int:
    """Points for two teams that hardly know each other: all when they never met, fewer with each meeting."""
    return TEAM_POINTS // (1 + team_meetings)


def new_points(met: int) -> int:
    """Points for two people who have not met: all, or fewer with each time they have."""
    return NEW_POINTS // (1 + met)


@lru_cache(maxsize=1024)
def topics_in_common(wants: tuple[str, ...], knows: tuple[str, ...]) -> tuple[str, ...]:
    """The wanted topics that the other knows, compared without regard to letter case, in the order of wants."""
    known = {topic.casefold() for topic in knows}
    return tuple(topic for topic in wants if topic.casefold() in known)


def _topics(guest: Person, host: Person) -> FitPart:
    learns = topics_in_common(guest.wants, host.knows)
    gives = topics_in_common(host.wants, guest.knows)
    words = []
    if learns:
        words.append(f"{guest.name} wants {listed(learns)}, which {host.name} knows")
    if gives:
        words.append(f"{host.name} wants {listed(gives)}, which {guest.name} knows")
    why = "; ".join(words) or "neither wants what the other knows"
    return FitPart("topics", topic_points(len(learns), len(gives)), TOPIC_POINTS, why)


def _hours_words(shared_minutes: int) -> str:
    hours, minutes = divmod(shared_minutes, 60)
    length = f"{hours} h" if not minutes else f"{hours} h {minutes} min"
    return f"both work at the same time for {length} a day" if shared_minutes else "no shared working hours"


def _team_words(guest_team: str, host_team: str, meetings: int, coming: int) -> str:
    if not meetings:
        return f"{guest_team} and {host_team} have never met"
    return f"{guest_team} and {host_team} {_times_words(meetings, coming)}"


def _met_words(met: int, coming: int) -> str:
    if not met:
        return "have not met before"
    if coming:
        return _times_words(met, coming)
    return "have met once before" if met == 1 else f"have met {many(met, 'time')} before"


def _times_words(met: int, coming: int) -> str:
    if coming >= met:
        return f"are to meet {many(met, 'time')}"
    more = f", {coming:,} more to come" if coming else ""
    return f"have met {many(met - coming, 'time')}{more}"
