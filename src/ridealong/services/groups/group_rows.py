"""Groups as lists show them: who met, or will, on which day, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.pairings import State, has_met
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.groups.gathering_days import state_by
from ridealong.services.groups.gathering_facts import FEWEST, GatheringFacts
from ridealong.services.groups.group_views import AnyGroup, Member
from ridealong.services.meanwhile import Seen
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.gatherings import Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow(AnyGroup):
    """A group as lists show it; its people by side and name, IT first."""

    def others(self, email: str) -> tuple[Member, ...]:
        """Everybody but one."""
        return tuple(one for one in self.people if one.email != email)

    def met_across(self, email: str, side: Side, today: date) -> tuple[frozenset[str], frozenset[str]]:
        """Whom of the other side somebody has met in it by a day, and whom they then will: addresses."""
        there = frozenset(one.email for one in self.others(email) if one.side is not side)
        if not self.state.counts_as_met:
            return frozenset(), frozenset()
        return (there, frozenset()) if has_met(self.state, self.days.first, today) else (frozenset(), there)


def rows_of(connection: Connection, some: Sequence[Stored], today: date) -> tuple[GroupRow, ...]:
    """Groups that were read already, in the order given."""
    if not some:
        return ()
    facts = GatheringFacts(connection, some)
    return tuple(_row(facts, one, today) for one in some)


def rows_of_person(
    connection: Connection, person_id: int, states: Sequence[State], today: date
) -> tuple[GroupRow, ...]:
    """The groups in some states that a person is in, the newest first."""
    found = rows_of(connection, queries.of_person(connection, person_id, states), today)
    return tuple(sorted(found, key=lambda one: (one.days.first, one.id), reverse=True))


def _row(facts: GatheringFacts, one: Stored, today: date) -> GroupRow:
    row, kind, who = one.row, Kind(one.row["kind"]), facts.attendees(one)
    when = facts.time(one, who) if kind is Kind.COFFEE or len(who) >= FEWEST else None
    shown = when.trimmed() if when else None
    days = Days(shown.first, shown.last) if shown else Days(row["first_day"], row["last_day"])
    if kind is Kind.COFFEE:
        people = [facts.people[each] for each in one.people]
        people.sort(key=lambda each: (each.side is not Side.IT, each.name.casefold(), each.identity))
        members = tuple(Member(email=each.email, name=each.name, side=each.side, team=each.team) for each in people)
    else:
        members = tuple(
            Member(email=each.guest.email, name=each.guest.name, side=each.side, team=each.guest.team) for each in who
        )
    return GroupRow(
        id=one.id,
        uid=row["uid"],
        seen=Seen(one.id, row["version"]),
        program=row["program"],
        kind=kind,
        round=row["round"] or 0,
        days=days,
        state=state_by(State(row["state"]), days.last, today),
        people=members,
        at=when.at if when else None,
        over=days.last < today,
    )
