"""The composite teams of a program: listed and looked at, with what they cover and what is in the way."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, Embed, Slot, open_stretches
from ridealong.domain.days import Days
from ridealong.domain.pairings import NOT_CANCELLED, UNMARKED, State
from ridealong.domain.people import Person
from ridealong.domain.programs import Program
from ridealong.domain.wording import listed, many
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.people.exchange_load import ExchangeLoad, mondays_of
from ridealong.services.teams.found import team_of, team_program
from ridealong.services.teams.meeting_clashes import Clash, meeting_clashes
from ridealong.services.teams.troubles import troubles
from ridealong.services.teams.views import Coverage, EmbedView, SlotView, TeamsPage, TeamView, WeekLoad
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.teams import embeds_of_program, embeds_of_team, teams_of


def page(desk: Desk, program: str) -> TeamsPage:
    """The composite teams of a program, by first day; raises NotFound, and Refused for one of another kind."""
    with desk.reading() as connection:
        return page_of(connection, team_program(connection, program), desk.clock.today())


def show(desk: Desk, program: str, team: str) -> TeamView:
    """One composite team; raises NotFound and Refused."""
    with desk.reading() as connection:
        return view_of(desk, connection, team_program(connection, program), team)


def in_teams(desk: Desk, program: str) -> bool:
    """Whether the people of a program work in composite teams; raises NotFound."""
    with desk.reading() as connection:
        return program_named(connection, program).kind.in_teams


def view_of(desk: Desk, connection: Connection, program: Program, name: str) -> TeamView:
    """A team of a program that is known already."""
    team = team_of(connection, program, name)
    return views(connection, program, [team], embeds_of_team(connection, team.id), desk.clock.today())[0]


def page_of(connection: Connection, program: Program, today: date) -> TeamsPage:
    """The teams of a program that is known already."""
    teams = teams_of(connection, program.id)
    shown = views(connection, program, teams, embeds_of_program(connection, program.id), today)
    return TeamsPage(program=program, teams=shown, sentences=_sentences(program, shown))


def views(
    connection: Connection,
    program: Program,
    teams: Sequence[CompositeTeam],
    embeds: Sequence[Embed],
    today: date,
    *,
    drafted: bool = False,
) -> tuple[TeamView, ...]:
    """Teams as they are shown, with those of some embeds that are theirs.

    Args:
        drafted: whether some of the embeds are not stored, so that nothing can be known to be in their way.
    """
    if not teams:
        return ()
    of_team: dict[int, list[Embed]] = defaultdict(list)
    for one in embeds:
        if one.state in NOT_CANCELLED and not (one.state is State.PROPOSED and one.days.last < today):
            of_team[one.team_id].append(one)
    shown = [one for some in of_team.values() for one in some]
    people = some_people(connection, sorted({one.person_id for one in shown}))
    said = {} if drafted else troubles(connection, program, shown, today)
    clashes: dict[int, list[Clash]] = defaultdict(list)
    for clash in () if drafted else meeting_clashes(connection, shown, today):
        clashes[clash.team].append(clash)
    span = Days(min(one.days.first for one in teams), max(one.days.last for one in teams))
    load = ExchangeLoad(connection, people, span) if people else None
    found = (
        _view(program, team, of_team[team.id], people, said, _loads(load, team, of_team[team.id]), today)
        for team in teams
    )
    return tuple(_with_clashes(one, clashes[one.team.id]) for one in found)


def _with_clashes(view: TeamView, some: Sequence[Clash]) -> TeamView:
    return replace(view, clashes=tuple(some), problems=(*view.problems, *(one.said for one in some)))


def _view(  # noqa: PLR0917 - all that is known of a team, read for many at once
    program: Program,
    team: CompositeTeam,
    embeds: Sequence[Embed],
    people: Mapping[int, Person],
    said: Mapping[int, tuple[str, ...]],
    loads: Mapping[int, tuple[WeekLoad, ...]],
    today: date,
) -> TeamView:
    opens = {slot.number: _opens(team, slot, embeds, today) for slot in team.slots}
    slots = tuple(
        SlotView(
            slot=slot,
            days=team.slot_days(slot),
            embeds=tuple(
                EmbedView(embed=one, troubles=said.get(one.id, ()), over=one.days.last < today)
                for one in sorted(embeds, key=lambda each: (each.days.first, each.id))
                if one.slot == slot.number
            ),
            open=next(iter(opens[slot.number]), None),
            opens=opens[slot.number],
            demands=tuple(one for one in team.demands if one.slot == slot.number),
        )
        for slot in team.slots
    )
    over = team.state is State.PUBLISHED and team.days.last < today
    return TeamView(
        team=team,
        program=program.name,
        state=_went(embeds) if over and not team.reason else team.state_on(today),
        slots=slots,
        coverage=_coverage(team, slots, people),
        loads=loads,
        problems=_problems(team, slots, today),
    )


def _went(embeds: Sequence[Embed]) -> State:
    """How it went with a team that is over: missed, where everybody in it was."""
    return State.MISSED if embeds and all(one.state is State.MISSED for one in embeds) else State.HELD


def _opens(team: CompositeTeam, slot: Slot, embeds: Sequence[Embed], today: date) -> tuple[Days, ...]:
    if team.state not in UNMARKED or team.ends_before(slot):
        return ()
    return open_stretches(team.slot_days(slot), [one.days for one in embeds if one.slot == slot.number], today)


def _coverage(team: CompositeTeam, slots: Sequence[SlotView], people: Mapping[int, Person]) -> tuple[Coverage, ...]:
    topics: dict[str, str] = {}
    for slot in team.slots:
        for topic in (*slot.must, *slot.nice):
            topics.setdefault(topic.casefold(), topic)
    found = []
    for key in sorted(topics):
        known = {}
        for shown in slots:
            # Of a team that is over it is told what was covered, not that nobody is left.
            there = [one.embed for one in shown.embeds if not one.over] or [one.embed for one in shown.embeds]
            if there and there[-1].person_id in people:
                known[shown.slot.number] = key in {one.casefold() for one in people[there[-1].person_id].knows}
        found.append(
            Coverage(
                topic=topics[key],
                must=tuple(one.number for one in team.slots if key in {each.casefold() for each in one.must}),
                nice=tuple(one.number for one in team.slots if key in {each.casefold() for each in one.nice}),
                known=known,
            )
        )
    return tuple(found)


def _loads(load: ExchangeLoad | None, team: CompositeTeam, embeds: Sequence[Embed]) -> dict[int, tuple[WeekLoad, ...]]:
    ids = {one.person_id for one in embeds}
    if load is None:
        return {}
    here: dict[tuple[int, date], int] = defaultdict(int)
    for one in embeds:
        for monday in mondays_of(one.days):
            here[one.person_id, monday] += one.share
    return {
        person: tuple(
            WeekLoad(monday=monday, percent=load.visits(person, monday), here=here[person, monday])
            for monday in mondays_of(team.days)
        )
        for person in sorted(ids)
    }


def _problems(team: CompositeTeam, slots: Sequence[SlotView], today: date) -> tuple[str, ...]:
    if team.state not in UNMARKED or team.days.last < today:
        return ()
    said = [f"Nobody is in slot {one.slot} from {days.first} to {days.last}" for one in slots for days in one.opens]
    said += [words for slot in slots for one in slot.embeds for words in one.troubles]
    said += [f"{task.name}: {task.lacks}" for task in team.tasks if task.lacks]
    return tuple(said)


def _sentences(program: Program, teams: Sequence[TeamView]) -> tuple[str, ...]:
    standing = [one for one in teams if one.state is not State.CANCELLED]
    if not standing:
        return (f"{program.name} has no teams yet.",)
    states = [
        f"{sum(one.state is state for one in standing)} {state.label}"
        for state in State
        if any(one.state is state for one in standing)
    ]
    slots = sum(len(one.slots) for one in standing)
    open_ = sum(len(one.open) for one in standing)
    drafts = sum(one.drafts for one in standing)
    said = [f"{program.name}: {many(len(standing), 'team')} ({listed(states)}), {many(slots, 'slot')}, {open_} open."]
    if drafts:
        said.append(f"{many(drafts, 'draft')} not published.")
    troubled = sum(any(view.troubles for slot in one.slots for view in slot.embeds) for one in standing)
    if troubled:
        said.append(f"{many(troubled, 'team')} cannot go on as {'it stands' if troubled == 1 else 'they stand'}.")
    return tuple(said)
