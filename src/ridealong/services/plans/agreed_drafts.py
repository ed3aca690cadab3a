"""Drafts to which leads have agreed: planning again leaves them as they are, as long as they can take place."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping

from ridealong.domain.consent import Word
from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.domain.wording import many
from ridealong.planning.check import Cell, Facts, broken
from ridealong.planning.problem import Pin, Problem
from ridealong.services.plans.plan_changes import Key
from ridealong.services.plans.season import Season
from ridealong.storage.queries.lead_words import word_rows
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.schema import lead_words, pairings
from ridealong.storage.work import UnitOfWork

Row = RowMapping | dict[str, Any]  # Any: what a column holds, only the table knows


@dataclass(frozen=True, slots=True)
class Agreed:
    """Drafts, not pinned and still to come, of which a lead has said yes and none has said no.

    Args:
        keys: who visits first, whom, and the round; where each visits the other, one key stands for both visits.
        numbers: the numbers of the drafts.
    """

    keys: tuple[Key, ...] = ()
    numbers: frozenset[int] = frozenset()


def agreed_drafts(connection: Connection, program: Program, today: date, work: UnitOfWork | None = None) -> Agreed:
    """The drafts of a program to which leads have agreed so far; none where its leads are not asked.

    Args:
        work: a change, after which they are looked at, even if it is only worked out.
    """
    if not program.leads_agree:
        return Agreed()
    drafts = find_pairings(connection, PairingSearch(program_id=program.id, states=(str(State.PROPOSED),)))
    together: dict[Key, list[Row]] = defaultdict(list)
    for row in work.over(pairings, drafts) if work else drafts:
        if row["round"] is not None and row["first_day"] >= today:
            together[key_of(program, row)].append(row)
    said: dict[int, set[str]] = defaultdict(set)
    for word in words_of(connection, [row["id"] for row in drafts], work):
        said[word["pairing_id"]].add(word["word"])
    found = {
        key: rows
        for key, rows in together.items()
        if set().union(*(said[row["id"]] for row in rows)) == {str(Word.AGREED)}
        and not any(row["pinned"] for row in rows)
    }
    return Agreed(tuple(sorted(found)), frozenset(row["id"] for rows in found.values() for row in rows))


def words_of(connection: Connection, numbers: Collection[int], work: UnitOfWork | None = None) -> Sequence[Row]:
    """What leads said of some drafts; with a change, what still holds after it, even if it is only worked out."""
    rows = list(word_rows(connection, numbers).values())
    return work.over(lead_words, rows) if work else rows


def kept_words(stay: int, lost: int) -> tuple[str, ...]:
    """How many such drafts planning left as they are, and how many words of leads are lost by it; nothing for none."""
    said = []
    if stay:
        verb = "stays as it is" if stay == 1 else "stay as they are"
        said.append(f"{many(stay, 'draft')} to which leads agreed {verb}.")
    if lost:
        verb = "holds" if lost == 1 else "hold"
        said.append(f"{many(lost, 'word')} of leads no longer {verb}: their drafts have changed.")
    return tuple(said)


def key_of(program: Program, row: Row) -> Key:
    """The place in which a pairing stands: for the visit back, that of the visit that it returns."""
    guest, host = row["guest_id"], row["host_id"]
    return (host, guest, row["round"]) if program.is_return(row["guest_side"]) else (guest, host, row["round"])


def holding(season: Season, keys: Collection[Key]) -> Season:
    """The season in which some drafts are kept as pins keep them, but those that break a rule by now."""
    problem, people = season.problem, season.people
    guests, hosts = set(season.guests), set(season.hosts)
    cells: list[Cell] = [
        (number - season.first, people[guest].identity, people[host].identity)
        for guest, host, number in sorted(keys)
        if guest in guests and host in hosts and 0 <= number - season.first < problem.rounds
    ]
    kept = _possible(problem, [one for one in cells if not _against(problem, one)])
    if not kept:
        return season
    pins = dict.fromkeys((*problem.pins, *(Pin(guest, host, number) for number, guest, host in kept)))
    return replace(season, problem=replace(problem, pins=tuple(pins)), pinned=problem.pins)


def _against(problem: Problem, cell: Cell) -> bool:
    """Whether a pin that leaves something open asks for something else of the guest: what is fixed goes first."""
    number, guest, host = cell
    return any(
        pin.guest == guest
        and (pin.host is None or pin.round is None)
        and not (pin.host in (None, host) and pin.round in (None, number))
        for pin in problem.pins
    )


def _possible(problem: Problem, cells: Sequence[Cell]) -> list[Cell]:
    """Those of some places that break no rule beside what is pinned, and beside each other."""
    facts = Facts(problem)
    fixed = [(pin.round, pin.guest, pin.host) for pin in problem.pins if pin.round is not None and pin.host is not None]
    touched = set(_touched(facts, [*fixed, *cells], cells))
    kept = [one for one in cells if one not in touched]
    # Mostly none is touched; who is, is looked at one by one.
    for one in sorted(touched):
        if one not in set(_touched(facts, [*fixed, *kept, one], [one])):
            kept.append(one)
    return sorted(kept)


def _touched(facts: Facts, together: Sequence[Cell], of: Sequence[Cell]) -> Iterator[Cell]:
    """Those places that have to do with a rule that all of them together break."""
    for violation in broken(facts, sorted(set(together))):
        for number, guest, host in of:
            here = not violation.rounds or number in violation.rounds
            if here and not {guest, host}.isdisjoint(violation.people):
                yield number, guest, host
