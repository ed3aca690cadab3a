"""Published pairings that cannot take place as they stand, since somebody is away, has left or takes no part."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.pairings import Freeze, State
from ridealong.domain.people import Person, identity
from ridealong.domain.planning_rules import closing_reason, is_away
from ridealong.domain.programs import Program
from ridealong.services.plan_views import Clash, Proposal, Someone
from ridealong.storage.queries.people import absences_of, find
from ridealong.storage.queries.rules import freezes


def clashes(
    connection: Connection,
    program: Program,
    people: Mapping[int, Person],
    shown: Sequence[Proposal],
    today: date,
) -> tuple[Clash, ...]:
    """What is published in a program, not yet over, and broken by now, by day.

    Args:
        people: everybody who takes part, by row id; who is missing has been removed.
        shown: the pairings of the program.
    """
    coming = [one for one in shown if one.state is State.PUBLISHED and one.days.last >= today]
    if not coming:
        return ()
    span = Days(min(one.days.first for one in coming), max(one.days.last for one in coming))
    rules = _Rules(program, {person.identity: person for person in people.values()}, freezes(connection, span))
    for absence in absences_of(connection, days=span):
        rules.away[identity(absence.email)].append(absence.days)
    found = []
    for one in coming:
        reason = rules.against(one.guest, one.days)
        guest = bool(reason)
        reason = reason or rules.against(one.host, one.days)
        if reason:
            found.append(Clash(id=one.id, guest=one.guest, host=one.host, days=one.days, reason=reason, of_guest=guest))
    return tuple(found)


def reason_against(connection: Connection, program: Program, who: Someone, days: Days) -> str:
    """Why somebody cannot take part in a program on some days, as `clashes` says it, or an empty text."""
    known = find(connection, identity(who.email))
    people = {known.person.identity: known.person} if known and not known.removed else {}
    rules = _Rules(program, people, freezes(connection, days))
    if known:
        rules.away[known.person.identity] += [one.days for one in absences_of(connection, [known.id], days)]
    return rules.against(who, days)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What is known of everybody in the days that matter."""

    program: Program
    known: Mapping[str, Person]
    frozen: Sequence[Freeze]
    away: dict[str, list[Days]] = field(default_factory=lambda: defaultdict(list))

    def against(self, who: Someone, days: Days) -> str:
        """Why somebody cannot take part in those days, or an empty text."""
        person = self.known.get(identity(who.email))
        if person is None:
            return f"{who.name} takes part no longer"
        if is_away(self.program.kind, days, self.away.get(person.identity, ())):
            return f"{person.name} is away"
        return closing_reason(self.program.kind, person, days, self.frozen)
