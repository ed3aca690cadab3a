"""The groups of programs: listed, looked at, and what stands in the way of each."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.meetings import Series
from ridealong.domain.pairings import MET, State, is_past_draft
from ridealong.domain.people import identity
from ridealong.domain.programs import Enrolment, Kind, Program
from ridealong.domain.wording import many
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.groups.gathering_days import state_by
from ridealong.services.groups.gathering_facts import FEWEST, Attendee, GatheringFacts, left_out
from ridealong.services.groups.group_views import Group, GroupsPage, InGroup, repeat_words
from ridealong.services.invites.sent_invites import sent_about
from ridealong.services.meanwhile import Seen
from ridealong.services.people.closed_pairs import kept_apart, lines_among
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.queries.people import all_people
from ridealong.storage.queries.programs import enrolled, program_by_id


def page(desk: Desk, name: str) -> GroupsPage:
    """The groups of a program by round, those that were called off included.

    Raises:
        NotFound: there is no such program.
        Refused: it has pairings, and no groups.
    """
    with desk.reading() as connection:
        return page_of(connection, gathering_program(connection, name), desk.clock.today())


def show(desk: Desk, number: int, *, reasons: bool = False) -> Group:
    """One group by its number; raises NotFound.

    Args:
        reasons: also why it was called off or did not meet, which is private, and shown where somebody asks for it.
    """
    with desk.reading() as connection:
        stored = stored_group(connection, number)
        program = program_by_id(connection, stored.row["program_id"])
        (found,) = views(connection, program, [stored], desk.clock.today())
        why = stored.row["reason"]
        return replace(found, reason=why if reasons else "", hidden=bool(why) and not reasons)


def gathers(desk: Desk, name: str) -> bool:
    """Whether the people of a program meet in groups; raises NotFound."""
    with desk.reading() as connection:
        return program_named(connection, name).kind.gathers


def gathering_program(connection: Connection, name: str) -> Program:
    """The program of that name, whose people meet in groups; raises NotFound and Refused."""
    program = program_named(connection, name)
    if not program.kind.gathers:
        raise Refused(f"'{program.name}' has pairings, and no groups", "Look at its plan")
    return program


def stored_group(connection: Connection, number: int) -> Stored:
    """The group with a number; raises NotFound."""
    return stored_groups(connection, [number])[0]


def stored_groups(connection: Connection, numbers: Iterable[int]) -> list[Stored]:
    """The groups with some numbers, each once, in the order in which they are first named; raises NotFound."""
    wanted = list(dict.fromkeys(numbers))
    found = queries.by_ids(connection, wanted)
    for number in wanted:
        if number not in found:
            raise NotFound(
                f"There is no group {number}",
                "The plan of a program with groups shows those that there are",
                typed="`ridealong groups list PROGRAM` shows those that there are",
            )
    return [found[number] for number in wanted]


def page_of(connection: Connection, program: Program, today: date) -> GroupsPage:
    """The groups of a program that is known already."""
    return page_from(connection, program, queries.of_program(connection, program.id), today)


def page_from(connection: Connection, program: Program, stored: Sequence[Stored], today: date) -> GroupsPage:
    """The groups of a program that were read already, or would be there, without drafts that are over."""
    shown = views(connection, program, stored, today)
    groups = tuple(one for one in shown if not is_past_draft(one.state, one.days.last, today))
    repeats = repeats_among(connection, program, stored) if program.kind is Kind.COFFEE else 0
    found = GroupsPage(program=program, groups=groups, repeats=repeats)
    return replace(found, sentences=page_sentences(found))


def page_sentences(shown: GroupsPage) -> tuple[str, ...]:
    """What the groups of a program come to."""
    program, standing = shown.program, [one for one in shown.groups if one.state is not State.CANCELLED]
    if program.kind is Kind.SPONSORS:
        said = [
            f"{program.name}: one series, {standing[0].state.label}" if standing else f"{program.name}: no meeting yet"
        ]
    else:
        drafts = sum(one.state is State.PROPOSED for one in standing)
        rounds = many(len({one.round for one in standing}), "round")
        said = [f"{program.name}: {many(len(standing), 'group')} in {rounds}"] if standing else []
        said += [f"{many(drafts, 'draft')}, {repeat_words(shown.repeats, shown.least)}"] if standing else []
        said = ["; ".join(said)] if said else [f"{program.name} has no groups yet"]
    troubled = len(shown.troubled)
    if troubled:
        said.append(f"{many(troubled, 'group')} cannot take place as {'it stands' if troubled == 1 else 'they stand'}")
    return (*(f"{one}." for one in said), *shown.alone)


def repeats_among(connection: Connection, program: Program, stored: Sequence[Stored]) -> int:
    """How many pairs of people in drafts and published groups of a program had met in a group before."""
    mine = [one for one in stored if one.row["state"] in (State.PROPOSED, *MET)]
    met = Counter(queries.met_before(connection, str(program.kind), besides=[one.id for one in mine]))
    repeats = 0
    for one in mine:
        people = sorted(one.people)
        for at, who in enumerate(people):
            for other in people[at + 1 :]:
                repeats += bool(met[who, other])
                met[who, other] += 1
    return repeats


def views(connection: Connection, program: Program, some: Sequence[Stored], today: date) -> tuple[Group, ...]:
    """Groups of a program as they are shown."""
    if not some:
        return ()
    facts = GatheringFacts(connection, some)
    against = _Against(connection, program, facts, some)
    return tuple(_view(facts, program, one, today, against) for one in some)


class _Against:
    """What is known against people being in groups of a program."""

    def __init__(self, connection: Connection, program: Program, facts: GatheringFacts, some: Sequence[Stored]) -> None:
        self._program, self._facts = program, facts
        self._answers = _declined(connection, some)
        self._enrolled: Mapping[int, Enrolment] = {}
        self._closed: set[frozenset[str]] = set()
        if program.kind is Kind.COFFEE:
            self._enrolled = {one.person_id: one.enrolment for one in enrolled(connection, program.id)}
            self._closed = closed_among(connection)

    def declined(self, one: Stored, email: str) -> bool:
        """Whether somebody has declined a group as it was last sent."""
        return (one.row["uid"], identity(email)) in self._answers

    def absence(self, person_id: int, when: Series) -> str:
        """Why somebody cannot be in any group that meets then; empty where they can."""
        if person_id in self._facts.removed:
            return "takes part no longer"
        enrolment = self._enrolled.get(person_id)
        if enrolment is None or not enrolment.takes_part(when.first):
            return "takes no part in the program"
        free = self._facts.free(person_id, self._program)
        if free.is_off(free.day_there(when.first, when.at, when.zone)):
            return f"is away on {when.first}"
        return ""

    def kept_apart(self, one: Stored, person_id: int) -> str:
        """From whom of a group somebody is kept apart, in words; empty where they may sit with everybody."""
        me = self._facts.people[person_id].identity
        for other in one.people:
            them = self._facts.people[other]
            if other < person_id and frozenset((me, them.identity)) in self._closed:
                return f"and {them.name} are kept apart"
        return ""


def closed_among(connection: Connection) -> set[frozenset[str]]:
    """The pairs of people, by identity, whom no group may put together."""
    people = all_people(connection)
    return lines_among(people) | kept_apart(connection, people)


def _declined(connection: Connection, some: Sequence[Stored]) -> Collection[tuple[str, str]]:
    answers = queries.declined(connection, [one.row["uid"] for one in some])
    sent = sent_about(connection, {uid for uid, _who in answers}) if answers else {}
    return {key for key, sequence in answers.items() if key[0] in sent and sequence >= sent[key[0]].sequence}


def _view(facts: GatheringFacts, program: Program, one: Stored, today: date, against: _Against) -> Group:
    row, who = one.row, facts.attendees(one)
    when = facts.time(one, who) if len(who) >= FEWEST or program.kind is Kind.COFFEE else None
    days = _days(when) if when else Days(row["first_day"], row["last_day"])
    over, state = days.last < today, state_by(State(row["state"]), days.last, today)
    people = _of_sponsors(who, one, against) if program.kind is Kind.SPONSORS else _people(facts, one, when, against)
    return Group(
        id=one.id,
        uid=row["uid"],
        seen=Seen(one.id, row["version"]),
        program=program.name,
        kind=program.kind,
        round=row["round"] or 0,
        days=days,
        state=state,
        people=tuple(people),
        pinned=row["pinned"],
        at=when.at if when else None,
        minutes=when.minutes if when else 0,
        zone=when.zone if when else "",
        every_weeks=when.every_weeks if when and program.kind is Kind.SPONSORS else 0,
        without=when.left_out if when and program.kind is Kind.SPONSORS else left_out(one),
        place=row["place"] or program.place,
        over=over,
    )


def _days(when: Series) -> Days:
    shown = when.trimmed()
    return Days(shown.first, shown.last)


def _people(facts: GatheringFacts, one: Stored, when: Series | None, against: _Against) -> Iterable[InGroup]:
    found = [(facts.people[person_id], person_id) for person_id in one.people]
    for person, person_id in sorted(found, key=lambda item: (item[0].side, item[0].name.casefold(), item[0].identity)):
        absence = against.absence(person_id, when) if when else ""
        apart = against.kept_apart(one, person_id) if when and not absence else ""
        yield InGroup(
            id=person_id,
            email=person.email,
            name=person.name,
            side=person.side,
            team=person.team,
            trouble=absence or apart,
            apart=bool(apart),
            declined=against.declined(one, person.email),
        )


def _of_sponsors(who: Sequence[Attendee], one: Stored, against: _Against) -> Iterable[InGroup]:
    for each in who:
        yield InGroup(
            id=0,
            email=each.guest.email,
            name=each.guest.name,
            side=each.side,
            team=each.guest.team,
            declined=against.declined(one, each.guest.email),
        )
