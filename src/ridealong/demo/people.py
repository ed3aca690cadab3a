"""The people of the made-up company: who works where, on what, and from when until when."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from ridealong.demo.calendar import ROSTER_AGAIN, SPRING_START
from ridealong.demo.company import IT_TEAMS, MARKETING_TEAMS, SITES, Team
from ridealong.demo.names import DOMAIN, made_up_people
from ridealong.demo.sizes import Size
from ridealong.domain.people import Person, Side
from ridealong.domain.person_values import read_hours

_HEADS = {Side.IT: f"cio@{DOMAIN}", Side.MARKETING: f"cmo@{DOMAIN}"}
_CAPACITIES = (2, 2, 2, 2, 1, 1, None, None, None, None, None, 0)
_NEWCOMERS = 0.06
_LEAVERS = 0.05


def make_people(size: Size, chance: Random) -> tuple[Person, ...]:
    """Everybody, by team: IT first, the lead of a team before its people."""
    names = made_up_people(chance)
    it_teams, marketing_teams = IT_TEAMS[: size.it_teams], MARKETING_TEAMS[: size.marketing_teams]
    people = [
        *_side(it_teams, marketing_teams, size.it, names, chance),
        *_side(marketing_teams, it_teams, size.marketing, names, chance),
    ]
    people = [replace(one, employee_id=f"BW-{10_000 + 7 * number}") for number, one in enumerate(people)]
    if size.comings:
        _come_and_go(people, chance)
        _lead_across(people)
    return tuple(people)


def _side(
    teams: Sequence[Team], across: Sequence[Team], number: int, names: Iterator[tuple[str, str]], chance: Random
) -> Iterator[Person]:
    for index, team in enumerate(teams):
        lead = ""
        members = number // len(teams) + (index < number % len(teams))
        for _ in range(members):
            one = _person(team, across, lead, next(names), chance)
            lead = lead or one.email
            yield one


def _person(team: Team, across: Sequence[Team], lead: str, named: tuple[str, str], chance: Random) -> Person:
    name, email = named
    site = chance.choices(SITES, [one.weight for one in SITES])[0]
    return Person(
        email=email,
        name=name,
        side=team.side,
        team=team.name,
        role=chance.choice(team.roles) if lead else f"Team lead, {team.name}",
        site=site.name,
        manager=lead or _HEADS[team.side],
        time_zone=site.time_zone,
        hours=read_hours(chance.choice(site.hours)),
        knows=tuple(chance.sample(team.topics, chance.choice((2, 2, 3)))),
        wants=_wants(team, across, chance),
        capacity=chance.choice(_CAPACITIES) if lead else 1,
    )


def _wants(team: Team, across: Sequence[Team], chance: Random) -> tuple[str, ...]:
    """Topics of the other side, most of them of the teams that one's own has most to do with."""
    near = [one for one in across if one.name in team.curious] or list(across)
    wanted: dict[str, None] = {}
    while len(wanted) < 2 or (len(wanted) < 4 and chance.random() < 0.4):
        wanted[chance.choice(chance.choice(near if chance.random() < 0.7 else list(across)).topics)] = None
    return tuple(wanted)


def _come_and_go(people: list[Person], chance: Random) -> None:
    """Let some begin in these weeks, and some leave in the course of the coming quarter; leads stay."""
    members = [index for index, one in enumerate(people) if one.manager not in _HEADS.values()]
    newcomers, leavers = (max(1, round(share * len(people))) for share in (_NEWCOMERS, _LEAVERS))
    chosen = chance.sample(members, newcomers + leavers)
    for number, index in enumerate(chosen[:newcomers]):
        # Months begin on any day of the week, and so do contracts.
        first = (date(2027, 3, 1), date(2027, 4, 1), date(2027, 4, 15), date(2027, 5, 3))[number % 4]
        people[index] = replace(people[index], first_day=first)
    for index in chosen[newcomers:]:
        last = SPRING_START + timedelta(weeks=chance.randrange(2, 12), days=4)
        people[index] = replace(people[index], last_day=last)


def _lead_across(people: list[Person]) -> None:
    """One marketing person reports to a lead in IT, so that there is a reporting line between the sides."""
    lead = next(one for one in people if one.side is Side.IT)
    index = max(index for index, one in enumerate(people) if one.side is Side.MARKETING and not one.last_day)
    people[index] = replace(people[index], role="Marketing technologist", manager=lead.email)


def is_newcomer(person: Person) -> bool:
    """Whether somebody was not yet known when the coordinator began."""
    return person.first_day is not None and person.first_day > ROSTER_AGAIN


def first_roster(people: Sequence[Person]) -> tuple[Person, ...]:
    """The people as they were known when the coordinator began: without newcomers, and nobody about to leave."""
    return tuple(replace(one, last_day=None) for one in people if not is_newcomer(one))
