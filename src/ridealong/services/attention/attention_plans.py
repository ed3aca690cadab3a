"""What of the plans is due: drafts to publish, the visits of next week, and what comes next where nothing is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days, monday_of
from ridealong.domain.meeting_places import place_by_rule
from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind as ProgramKind
from ridealong.domain.programs import Program
from ridealong.domain.wording import many, several
from ridealong.services.attention.attention_drafts import Drafted, draft_rounds, next_gatherings
from ridealong.services.attention.attention_items import Found, Item, Kind, found, named
from ridealong.services.attention.attention_team_drafts import late_team_drafts, next_embeds, team_drafts, unformed
from ridealong.storage.queries import attention as queries
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import anybody
from ridealong.storage.queries.programs import all_programs

_VISITING = tuple(str(kind) for kind in ProgramKind if kind.visits)


class Step(StrEnum):
    """What a coordinator does next."""

    PEOPLE = "people"
    PROGRAM = "program"
    PLAN = "plan"
    PUBLISH = "publish"
    WAIT = "wait"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What comes next.

    Args:
        step: what to do next. program: the one that is meant; empty where there is none.
        day: the day on which the next round with somebody in it begins, or the first round of an unplanned program;
            of a program of composite teams, the next embed, or the first team with nobody in it.
        teams: whether that is a program of composite teams.
    """

    step: Step
    program: str = ""
    day: date | None = None
    teams: bool = False


def drafts(connection: Connection, today: date, most: int | None = None) -> Found:
    """Programs whose first drafts begin within the weeks of one publishing, each with all drafts that that takes."""
    programs = {one.id: one for one in all_programs(connection, archived=False)}
    rounds: dict[int, list[Drafted]] = defaultdict(list)
    for row in draft_rounds(connection, programs, today):
        if row.days.first >= today:
            rounds[row.program_id].append(row)
    items = list(team_drafts(connection, programs, today))
    for one, some in rounds.items():
        program = programs[one]
        if min(row.days.first for row in some) < today + timedelta(weeks=program.publish_weeks):
            end = program.publish_end(some[0].round)
            items.append(_drafts(program, [row for row in some if row.round < end]))
    return found(Kind.DRAFTS, sorted(items, key=lambda one: (one.day or today, one.program)), most)


def late_drafts(connection: Connection, today: date, spoiled: Found, most: int | None = None) -> Found:
    """Drafts that cannot take place, and after them those of rounds that began before anybody published them.

    Args:
        spoiled: the former.
    """
    programs = {one.id: one for one in all_programs(connection, archived=False)}
    late: dict[int, list[Drafted]] = defaultdict(list)
    for row in draft_rounds(connection, programs, today):
        if row.days.first < today:
            late[row.program_id].append(row)
    items = [_late(connection, programs[one], some, today) for one, some in late.items()]
    items += late_team_drafts(connection, programs, today)
    total, every = spoiled.total + len(items), (*spoiled.items, *items)
    return found(Kind.SPOILED, every, most, total=total)


def _late(connection: Connection, program: Program, rows: Sequence[Drafted], today: date) -> Item:
    number = _number(rows)
    said = f"{many(number, 'draft')} {'was' if number == 1 else 'were'} not published before the round began"
    again = f"ridealong plan {named(program.name)}"
    late = _item(Kind.SPOILED, program, rows, text=said, brief=said, remedy=again, begun=True)
    # Those whose numbers are told below are pairings.
    if program.kind.gathers or next_round(program, today) is not None:
        return late
    # Without a round to come no plan takes their place: they can only be set aside.
    search = PairingSearch(program_id=program.id, states=(State.PROPOSED,))
    drafts = [row for row in find_pairings(connection, search) if row["first_day"] < today <= row["last_day"]]
    numbers = [str(row["id"]) for row in drafts]
    detail = f"{late.detail}, {'number' if number == 1 else 'numbers'} {several(numbers)}"
    return replace(late, detail=detail, remedy=f"ridealong cancel {numbers[0]}", last_round=True)


def _rounds(rows: Sequence[Drafted]) -> str:
    first, last = rows[0].round + 1, rows[-1].round + 1
    return f"round {first}" if first == last else f"rounds {first} to {last}"


def _drafts(program: Program, rows: Sequence[Drafted]) -> Item:
    number = _number(rows)
    text = f"{many(number, 'draft')} {'is' if number == 1 else 'are'} not published"
    brief, remedy = f"{many(number, 'draft')} not published", f"ridealong publish {named(program.name)}"
    return _item(Kind.DRAFTS, program, rows, text=text, brief=brief, remedy=remedy)


def _number(rows: Sequence[Drafted]) -> int:
    return sum(row.number for row in rows)


def _item(
    kind: Kind, program: Program, rows: Sequence[Drafted], *, text: str, brief: str, remedy: str, begun: bool = False
) -> Item:
    """What is said of the drafts of some rounds."""
    return Item(
        kind=kind,
        text=f"{program.name}: {text}",
        brief=brief,
        number=_number(rows),
        detail=_rounds(rows),
        days=Days(min(row.days.first for row in rows), max(row.days.last for row in rows)),
        remedy=remedy,
        program=program.name,
        begun=begun,
        groups=program.kind.gathers,
    )


def next_week(connection: Connection, today: date, most: int | None = None) -> Found:
    """The published visits of next week: who visits whom, where, on which days."""
    monday = monday_of(today) + timedelta(weeks=1)
    rows = queries.visit_rows(connection, Days(monday, monday + timedelta(days=6)), _VISITING)
    return found(Kind.NEXT_WEEK, map(_visit, rows[:most]), total=len(rows))


def _visit(row: RowMapping) -> Item:
    place = row["place"] or place_by_rule(row["program_place"], row["site"])
    return Item(
        kind=Kind.NEXT_WEEK,
        text=f"{row['guest_name']} visits {row['host_name']}{f', {place}' if place else ''}",
        names=(row["guest_name"], row["host_name"], place),
        people=(row["guest"], row["host"]),
        pairing=row["id"],
        days=Days(row["first_day"], row["last_day"]),
        remedy=f"ridealong why {row['guest']} {row['host']}",
        program=row["program"],
    )


def what_is_next(connection: Connection, today: date) -> Next:
    """What a coordinator does next, where nothing needs one now."""
    if not anybody(connection):
        return Next(step=Step.PEOPLE)
    programs = [one for one in all_programs(connection, archived=False) if one.days.last >= today]
    if not programs:
        return Next(step=Step.PROGRAM)
    return min(_steps(connection, programs, today), key=lambda one: (one.day or date.max, one.step is Step.WAIT))


def _steps(connection: Connection, programs: Sequence[Program], today: date) -> Iterator[Next]:
    known = {one.id: one for one in programs}
    days = {**queries.next_days(connection, today), **next_gatherings(connection, known, today)}
    drafted = {row.program_id for row in draft_rounds(connection, known, today) if row.days.first >= today}
    embedded = next_embeds(connection, known, today)
    for one in programs:
        day = days.get(one.id)
        if one.kind.in_teams:
            yield _in_teams(connection, one, embedded.get(one.id), today)
        elif day is not None:
            yield Next(step=Step.PUBLISH if one.id in drafted else Step.WAIT, program=one.name, day=day)
        elif (coming := next_round(one, today)) is not None:
            yield Next(step=Step.PLAN, program=one.name, day=one.round_days(coming).first)
        else:
            yield Next(step=Step.PROGRAM)


def _in_teams(connection: Connection, program: Program, coming: tuple[date, bool] | None, today: date) -> Next:
    """What comes next in a program of composite teams, with the next embed of it and whether drafts wait."""
    if coming is not None:
        step = Step.PUBLISH if coming[1] else Step.WAIT
        return Next(step=step, program=program.name, day=coming[0], teams=True)
    team = unformed(connection, program, today)
    step, day = (Step.PLAN, max(team.days.first, today)) if team is not None else (Step.TEAMS, None)
    return Next(step=step, program=program.name, day=day, teams=True)


def next_round(program: Program, today: date) -> int | None:
    """The first round of a program that is still to begin, from 0; None where none is left."""
    number = max(0, program.round_of(today) + 1)
    return number if number < program.rounds else None
