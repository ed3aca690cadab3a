"""Demands that contradict each other as an error that also names each way out, and what it would take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ridealong.domain.composite_teams import CompositeTeam, DemandKind
from ridealong.domain.errors import Refused
from ridealong.planning.said import Said
from ridealong.services.teams.season import TeamSeason, slot_id, team_id
from ridealong.services.teams.season_words import SeasonWords


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """Something that would have to be otherwise for a contradiction to be gone.

    Args:
        words: the same as the end of a sentence that begins with "if".
        team: the name of the team that it is about; empty where it is about none. slot: the number of its slot.
        email: whose pin or exclusion there, `kind`, would have to be taken back; empty where that is not it.
    """

    words: str
    team: str = ""
    slot: int | None = None
    email: str = ""
    kind: DemandKind | None = None


class PinsClash(Refused):
    """Pins that cannot be kept.

    Args:
        said: which, in full. ways: each of them would be enough.
    """

    def __init__(self, said: str, remedy: str, *, typed: str = "", ways: Sequence[WayOut] = ()) -> None:
        super().__init__(said.rstrip("."), remedy, typed=typed)
        self.said = said
        self.ways = tuple(ways)


def ways_of(season: TeamSeason, ways: Sequence[Said]) -> tuple[WayOut, ...]:
    """The ways out of a contradiction as somebody who knows names and dates takes them."""
    words, places = SeasonWords(season), _places(season)
    return tuple(_way(season, places, words.within(one), one.people) for one in ways)


def without_pin(season: TeamSeason, said: Said) -> tuple[WayOut, ...]:
    """The ways out where pins that a sentence names break a rule: to take one of them back."""
    words, places, named = SeasonWords(season), _places(season), set(said.people)
    pins = [one for one in season.problem.demands if one.kind is DemandKind.PIN and not one.settled]
    return tuple(
        _way(season, places, f"{words.who(one.person)} were not pinned in {words.who(one.target)}", about)
        for one in pins
        if named.issuperset(about := (one.person, one.target))
    )


def _way(season: TeamSeason, places: Mapping[str, tuple[str, int | None]], words: str, about: Sequence[str]) -> WayOut:
    """A way out, from what it is about: a person and a slot or team for a demand, else a slot or team first."""
    first, second = (*about, "", "")[:2]
    if first in places:
        team, slot = places[first]
        return WayOut(words=words, team=team, slot=slot)
    about_them = [one for one in season.problem.demands if (one.person, one.target) == (first, second)]
    if second not in places:
        return WayOut(words=words)
    team, slot = places[second]
    # Who left is kept out by nobody, so that there is nothing to take back.
    if not (asked := [one.kind for one in about_them if one.kind is not DemandKind.WISH and not one.words]):
        return WayOut(words=words, team=team, slot=slot) if about_them else WayOut(words=words)
    email = season.people[season.ids[first]].email
    return WayOut(words=words, team=team, slot=slot, email=email, kind=asked[0])


def _places(season: TeamSeason) -> dict[str, tuple[str, int | None]]:
    """The team, and the number of the slot where it is one, by the id in the problem."""
    found: dict[str, tuple[str, int | None]] = {}
    for team in season.teams.values():
        found |= dict(_of_team(team))
    later = {name: (place.team.name, place.slot.number) for name, place in season.places.items()}
    return found | later


def _of_team(team: CompositeTeam) -> Iterator[tuple[str, tuple[str, int | None]]]:
    yield team_id(team), (team.name, None)
    yield from ((slot_id(slot), (team.name, slot.number)) for slot in team.slots)
