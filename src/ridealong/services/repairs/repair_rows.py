"""What a repair writes: the rows of pairings that change, go and come, and who is told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.meeting_changes import MeetingChange
from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.domain.wording import listed
from ridealong.planning.repair import Repair
from ridealong.services.changes.covered_meetings import as_put_back
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row
from ridealong.services.invites.due_if import due_if
from ridealong.services.invites.meeting_facts import Supposed
from ridealong.services.invites.told import Told, Words
from ridealong.services.plans.plan_views import Clash, Someone, someone
from ridealong.services.plans.plans import draft_row
from ridealong.services.plans.standing_season import Standing

if TYPE_CHECKING:
    from ridealong.planning.changes import Change

GOES_TOO = "what it was part of changes"


@dataclass(slots=True)
class Writes:
    """The rows of pairings that a repair changes.

    Args:
        updates: new cells by number. gone: the numbers of drafts that are removed. added: the rows of new pairings.
        covers: pairings in which somebody stands in for a few days that are given up, each with the reason.
        other: rows that change beside those of the planned rounds, by number. words: what is said to who is told.
    """

    updates: dict[int, Mapping[str, object]] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)
    added: list[dict[str, object]] = field(default_factory=list)
    covers: list[tuple[RowMapping, str]] = field(default_factory=list)
    other: dict[int, RowMapping] = field(default_factory=dict)
    words: Words = field(default_factory=Words)

    @property
    def published(self) -> list[dict[str, object]]:
        """Those of the new pairings that people are told of."""
        return [row for row in self.added if row["state"] == State.PUBLISHED]


def writes_of(standing: Standing, done: Repair, broken: Sequence[Clash]) -> Writes:
    """What makes the pairings of a program those of its repaired plan.

    Of visits of single days nothing is said yet: their days are found later.

    Args:
        broken: what is published and cannot take place; those of them in which somebody stands in for a few days are
            given up, and so are those of a pairing that goes.
    """
    found = Writes()
    points = {(one.guest, one.host, one.round): one.fit for one in done.plan.assignments}
    for one in done.changes:
        row = changed_row(standing, one)
        _change(found, standing, one, row, points)
        if row is not None:
            found.covers += [(each, GOES_TOO) for each in standing.covers.get(row["id"], ())]
    reasons = {clash.id: clash.reason for clash in broken if not clash.begun}
    given_up = {row["id"] for row, _why in found.covers}
    for row in (each for some in standing.covers.values() for each in some):
        if row["id"] in reasons and row["id"] not in given_up:
            found.covers.append((row, reasons[row["id"]]))
    for row, why in found.covers:
        found.updates[row["id"]] = {"state": str(State.CANCELLED), "reason": why}
        say_gone(found.words, standing.season.program, row)
    return found


def _change(
    found: Writes,
    standing: Standing,
    one: "Change",
    row: RowMapping | None,
    points: Mapping[tuple[str, str, int], int],
) -> None:
    season = standing.season
    ids = {person.identity: row_id for row_id, person in season.people.items()}
    published = row is not None and row["state"] == State.PUBLISHED
    if row is not None and one.before and one.after and one.before[1] == one.after[1]:
        days = season.days(one.after[0])
        found.updates[row["id"]] = {
            "round": season.first + one.after[0],
            "first_day": days.first,
            "last_day": days.last,
        }
        if published and not season.program.kind.by_day:
            say_moved(found.words, season.program, row, days)
        return
    new: dict[str, object] | None = None
    if one.after is not None:
        number, host = one.after
        key = ids[one.guest], ids[host], season.first + number
        new = draft_row(season.program, season.people, key, points[one.guest, host, number])
        new["state"] = str(State.PUBLISHED if published else State.PROPOSED)
        found.added.append(new)
    if published and row is not None:
        found.updates[row["id"]] = {"state": str(State.CANCELLED), "reason": standing.why(one)}
        if not season.program.kind.by_day:
            host_now = someone(season.people[ids[one.after[1]]]) if one.after else None
            say_gone(found.words, season.program, row, host_now, season.days(one.after[0]) if one.after else None)
    elif row is not None:
        found.gone.append(row["id"])


def say_moved(words: Words, program: Program, row: RowMapping, days: Days) -> None:
    """Tell the guest and the host of a pairing that it takes place on other days."""
    noun = _noun(program)
    for who, other in (("guest", "host"), ("host", "guest")):
        words.say(_of(row, who), f"The {noun} with {row[f'{other}_name']} moves: {days} instead of {_days(row)}.")


def say_gone(
    words: Words, program: Program, row: RowMapping, host: Someone | None = None, days: Days | None = None
) -> None:
    """Tell the guest and the host of a pairing that it does not take place, and with whom and when another one does.

    Args:
        host: who receives the guest instead, if anybody does, on `days`.
    """
    noun, guest = _noun(program), _of(row, "guest")
    gone = f"with {row['host_name']} ({_days(row)}) does not take place"
    instead = f"; it is with {host.name} ({days}) instead" if host else ""
    words.say(guest, f"The {noun} {gone}{instead}.")
    words.say(_of(row, "host"), f"The {noun} with {guest.name} ({_days(row)}) does not take place.")
    if host is not None:
        words.say(host, f"A new {noun}: with {guest.name} ({days}).", new=True)


def _noun(program: Program) -> str:
    return "visit" if program.kind.visits else "pairing"


def _of(row: RowMapping, who: str) -> Someone:
    return Someone(email=row[who], name=row[f"{who}_name"], team=row[f"{who}_team"])


def _days(row: RowMapping) -> Days:
    return Days(row["first_day"], row["last_day"])


def told_by(connection: Connection, desk: Desk, standing: Standing, writes: Writes) -> tuple[Told, ...]:
    """Who gets which invites by what is written, before it is."""
    program = standing.season.program
    published = {row["id"] for row in standing.rows.values() if row["state"] == State.PUBLISHED}
    published |= {row["id"] for row, _why in writes.covers}
    published |= {number for number, row in writes.other.items() if row["state"] == State.PUBLISHED}
    changed = {number: cells for number, cells in writes.updates.items() if number in published}
    gone = {row["id"] for row, _why in writes.covers}
    supposed: dict[int, Sequence[MeetingChange]] = {}
    for number, some in standing.covers.items():
        if days := [_days(row) for row in some if row["id"] in gone]:
            supposed |= as_put_back(connection, number, days)
            if number not in changed:
                changed[number] = {}
                _say_back(writes.words, pairing_row(connection, number), days)
    new = {-at: (program, cells) for at, cells in enumerate(writes.published, 1)}
    found = due_if(connection, desk, changed, new, Supposed(changes=supposed))
    return writes.words.told(item for some in found.values() for item in some)


def _say_back(words: Words, row: RowMapping, days: Sequence[Days]) -> None:
    when = listed([str(one) for one in days])
    for who in ("guest", "host"):
        words.say(_of(row, who), f"{row['guest_name']} and {row['host_name']} meet again ({when}): nobody stands in.")


def changed_row(standing: Standing, one: "Change") -> RowMapping | None:
    """The row of what was there before a change; None where there was nothing."""
    return None if one.before is None else standing.rows[one.guest, one.before[1], one.before[0]]
