"""Rules of the exchange that taking an action back must not break, though no row of its own has changed since."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import MET, UNMARKED, State
from ridealong.domain.people import Person
from ridealong.domain.programs import Program
from ridealong.planning.check import Violation
from ridealong.services.journal.undo_causes import cause_of
from ridealong.services.plans.season import Season
from ridealong.services.publishing.rules_kept import rules_broken
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.changes import changed_since
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.queries.standing import open_embeds_of, open_pairings_of, removed_among
from ridealong.storage.schema import embeds, gathering_people, gatherings, pairings, people
from ridealong.storage.undo import Obstacle, Reversal, Row, Why

_BOTH = ("guest_id", "host_id")
_PLACE = ("program_id", "guest_id", "host_id", "guest_side", "round", "first_day", "last_day")


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that a pairing would break that comes back, since something was changed after it was taken away.

    Args:
        said: the rule in words. program: whose pairing it is. cause: the journal entry that made it so.
    """

    said: str
    program: str
    cause: RowMapping


def people_in_the_way(connection: Connection, reversal: Reversal, entry_id: int) -> Iterator[Obstacle]:
    """Rows that keep people from leaving or coming back, once the action was taken back.

    Nobody is taken out of the exchange who stands in a published pairing or embed, and nobody who was taken out since
    comes back in a draft or a published pairing.

    Args:
        entry_id: the entry that was taken back.
    """
    gone = [row_id for row_id, row in reversal.becomes(people).items() if row["removed"]]
    for row in open_pairings_of(connection, gone, _BOTH):
        if row["state"] == State.PUBLISHED:
            yield Obstacle(pairings, row["id"], Why.USED)
    for row in open_embeds_of(connection, gone):
        if row["state"] == State.PUBLISHED:
            yield Obstacle(embeds, row["id"], Why.USED)
    for row_id in removed_among(connection, _people_of(_back(reversal).values())):
        # Who was taken out before the action stood in these pairings all the same, which is what there was.
        if cause_of(connection, "unknown", [row_id], 0, entry_id) is not None:
            yield Obstacle(people, row_id, Why.MISSING)


def groups_in_the_way(connection: Connection, reversal: Reversal, entry_id: int) -> Iterator[Obstacle]:
    """Places in groups that keep people from coming back into another group of the round, once it was taken back.

    Args:
        entry_id: the entry that was taken back.
    """
    was = reversal.stands(gatherings)
    back = {
        one for one, row in reversal.becomes(gatherings).items() if row["state"] in UNMARKED and not _open(was, one)
    }
    back |= {row["gathering_id"] for row in reversal.becomes(gathering_people).values()}
    own = reversal.touched(gathering_people)
    coming = [one for one in queries.by_ids(connection, back).values() if one.row["state"] in UNMARKED]
    places = _places(connection, {one.row["program_id"] for one in coming}) if coming else {}
    for mine in coming:
        for person in sorted(mine.people):
            for group, place in places[mine.row["program_id"], mine.row["round"], person]:
                if group != mine.id and place not in own and _newer(connection, place, group, entry_id):
                    yield Obstacle(gathering_people, place, Why.TAKEN)


def _places(
    connection: Connection, programs: Collection[int]
) -> Mapping[tuple[int, int | None, int], list[tuple[int, int]]]:
    """By program, round and person: the groups that are to take place with a place of theirs, each with that place."""
    found: dict[tuple[int, int | None, int], list[tuple[int, int]]] = defaultdict(list)
    for program in sorted(programs):
        for one in queries.of_program(connection, program, UNMARKED):
            for person, place in one.people.items():
                found[program, one.row["round"], person].append((one.id, place))
    return found


def _open(rows: Mapping[int, Row], number: int) -> bool:
    return number in rows and rows[number]["state"] in UNMARKED


def _newer(connection: Connection, place: int, group: int, entry_id: int) -> bool:
    """Whether a place in a group, or the group, has changed since an entry."""
    return changed_since(connection, ((gathering_people.name, place), (gatherings.name, group)), entry_id)


def rules_in_the_way(connection: Connection, reversal: Reversal, today: date, entry_id: int) -> Iterator[BrokenRule]:
    """The rules of publishing that pairings break which came back, once the action was taken back.

    What was broken before the action is not in the way: taking it back restores what there was.

    Args:
        entry_id: the entry that was taken back.
    """
    of_program: dict[int, dict[int, Row]] = defaultdict(dict)
    for row_id, row in _back(reversal).items():
        if row["round"] is not None:
            of_program[row["program_id"]][row_id] = row
    for program_id, rows in sorted(of_program.items()):
        program = program_by_id(connection, program_id)
        for said, rule, about in _broken(connection, program, rows, today):
            cause = cause_of(connection, rule, about, program_id, entry_id)
            if cause is not None:
                yield BrokenRule(said, program.name, cause)


def _back(reversal: Reversal) -> dict[int, Row]:
    """The pairings that become drafts or published, or do so in another place."""
    now = reversal.stands(pairings)
    return {
        row_id: row
        for row_id, row in reversal.becomes(pairings).items()
        if row["state"] in UNMARKED and not _stood(now.get(row_id), row)
    }


def _stood(now: Row | None, row: Row) -> bool:
    """Whether a pairing had the same place before, and promised no less."""
    if now is None or any(now[name] != row[name] for name in _PLACE):
        return False
    return now["state"] in MET or now["state"] == row["state"]


def _people_of(rows: Iterable[Row]) -> list[int]:
    return sorted(set(chain.from_iterable((row["guest_id"], row["host_id"]) for row in rows)))


def _broken(
    connection: Connection, program: Program, back: dict[int, Row], today: date
) -> Iterator[tuple[str, str, Collection[int]]]:
    """The rules that pairings break which came back: in words, by name, and the ids of the people in it."""
    # Rounds that have begun since are looked at as they were before they began.
    start = min(today, *(program.round_days(row["round"]).first for row in back.values()))
    beside = open_pairings_of(connection, _people_of(back.values()), _BOTH)
    rows: dict[int, Row] = {
        row["id"]: dict(row)
        for row in beside
        if row["program_id"] == program.id
        and row["round"] is not None
        and program.round_days(row["round"]).first >= start
    }
    who = some_people(connection, _people_of(rows.values()))
    cells = [(row["round"], who[row["guest_id"]].identity, who[row["host_id"]].identity) for row in rows.values()]
    days = {cell: Days(row["first_day"], row["last_day"]) for cell, row in zip(cells, rows.values(), strict=True)}
    published = [row_id for row_id, row in rows.items() if row["state"] == State.PUBLISHED]
    try:
        season, broken = rules_broken(connection, program, start, cells, without=published, days=days)
    except Refused as error:
        yield error.problem, "unknown", list(who)
        return
    ids = {person.identity: row_id for row_id, person in who.items()}
    mine = [(row["round"] - season.first, who[row["guest_id"]], who[row["host_id"]]) for row in back.values()]
    for one in broken:
        if any(_about(one, *seat) for seat in mine):
            about = [ids[each] for each in one.people if each in ids]
            yield _told(season, one, [who[each] for each in about]), one.rule, about


def _about(broken: Violation, number: int, guest: Person, host: Person) -> bool:
    """Whether a broken rule is about a pairing."""
    return (
        broken.guest in ("", guest.identity)
        and broken.host in ("", host.identity)
        and (not broken.rounds or number in broken.rounds)
    )


def _told(season: Season, broken: Violation, about: Sequence[Person]) -> str:
    part = {season.people[one].identity for one in (*season.guests, *season.hosts) if one in season.people}
    gone = [one.name for one in about if one.identity not in part]
    if broken.rule == "unknown" and gone:
        return f"{gone[0]} does not take part in '{season.program.name}' any more"
    return season.told(broken.said)
