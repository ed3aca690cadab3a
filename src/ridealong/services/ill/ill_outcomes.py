"""What a choice changes about a pairing and its meetings, in rows, before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.meeting_changes import MeetingChange, anchor_of
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, Moved, Series
from ridealong.domain.pairings import State
from ridealong.services.ill.ill_offers import Offers, held_days
from ridealong.services.ill.ill_touched import Away, Spoiled
from ridealong.services.ill.ill_views import Choice, ChoiceKind, TouchedMeeting
from ridealong.services.invites.meeting_facts import Supposed, stored_changes
from ridealong.services.invites.meeting_rows import occurrences_of
from ridealong.services.invites.meetings import PlannedMeeting, meetings_supposed
from ridealong.services.people.days_off import DaysOff
from ridealong.storage.queries.invites import meeting_rows_of
from ridealong.storage.queries.meetings import meeting_change_rows
from ridealong.storage.queries.people import some_people

_DAY = timedelta(days=1)
_FAR = 30
"""How many days after a visit a day for looking back on it is looked for."""

Changes = Mapping[int, Sequence[MeetingChange]]
"""What is changed by hand about meetings, by id, whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a choice changes.

    Args:
        cells: the new values of columns of the pairing.
        new: the columns of another pairing, where a stand-in takes over what is left of a visit.
        changes: what then is changed by hand about its meetings.
    """

    spoiled: Spoiled
    choice: Choice
    cells: Mapping[str, object] = field(default_factory=dict)
    new: Mapping[str, object] | None = None
    changes: Changes = field(default_factory=dict)

    @property
    def pairing(self) -> int:
        """The number of the pairing."""
        return int(self.spoiled.row["id"])

    @property
    def days(self) -> Days:
        """Those of the pairing afterwards."""
        row = {**self.spoiled.row, **self.cells}
        return Days(row["first_day"], row["last_day"])


def outcome(
    connection: Connection, organizer: Address, one: Spoiled, *, away: Away, choice: Choice, found: Offers
) -> Outcome:
    """What a choice changes about a pairing, and about its meetings so that none is on a day off or past."""
    made = Outcome(spoiled=one, choice=choice, cells=_cells(one, away, choice, found), new=_new(one, choice, found))
    if choice.kind in (ChoiceKind.CANCEL, ChoiceKind.END, ChoiceKind.KEEP):
        return made
    return replace(made, changes=_Settling(connection, organizer, made, away).changes())


def homeless(connection: Connection, organizer: Address, one: Spoiled, away: Away) -> int:
    """For how many of the meetings around a visit that are touched no other day is free."""
    moved = Outcome(spoiled=one, choice=Choice(kind=ChoiceKind.MOVE, words=""))
    return _Settling(connection, organizer, moved, away).homeless()


def _cells(one: Spoiled, away: Away, choice: Choice, found: Offers) -> dict[str, object]:
    match choice.kind:
        case ChoiceKind.STAND_IN if one.running:
            return {"last_day": (held_days(one, away) or one.days).last}
        case ChoiceKind.STAND_IN if choice.host is not None:
            host = choice.host
            return {"host_id": found.ids[host.email], "host_team": host.team, "fit": choice.fit}
        case ChoiceKind.SHORTEN | ChoiceKind.LATER if choice.days is not None:
            other = {"round": choice.round} if choice.kind is ChoiceKind.LATER else {}
            return {**other, "first_day": choice.days.first, "last_day": choice.days.last}
        case ChoiceKind.CANCEL | ChoiceKind.END:
            state = State.ENDED if choice.kind is ChoiceKind.END else State.CANCELLED
            return {"state": str(state), "reason": f"{away.known.person.name} is away"}
    return {}


def _new(one: Spoiled, choice: Choice, found: Offers) -> dict[str, object] | None:
    """The pairing of a stand-in with the guest of a visit under way."""
    if choice.kind is not ChoiceKind.STAND_IN or not one.running or choice.host is None or choice.days is None:
        return None
    row = one.row
    kept = {name: row[name] for name in ("program_id", "guest_id", "guest_team", "guest_side", "round")}
    return {
        **kept,
        "host_id": found.ids[choice.host.email],
        "host_team": choice.host.team,
        "first_day": choice.days.first,
        "last_day": choice.days.last,
        "state": str(State.PUBLISHED),
        "pinned": False,
        "fit": choice.fit,
        "reason": "",
    }


class _Settling:
    """The meetings of one pairing after a choice, and where those go that cannot be where the rules have them."""

    def __init__(self, connection: Connection, organizer: Address, made: Outcome, away: Away) -> None:
        one = made.spoiled
        self._made, self._one, self._away = made, one, away
        self._rows = [{**row, **_of_meeting(made.cells)} for row in meeting_rows_of(connection, [made.pairing])]
        self._stored = stored_changes(meeting_change_rows(connection, [row["id"] for row in self._rows]))
        ids = sorted({*one.people, *({made.cells["host_id"]} if "host_id" in made.cells else ())})
        people = some_people(connection, ids)
        around = Days(min(away.today, made.days.first), max(made.days.last, away.days.last) + timedelta(days=2 * _FAR))
        free = DaysOff(connection, people, around, [away.absence])
        self._guest = free.availability(one.row["guest_id"], one.program)
        self._host = free.availability({**one.row, **made.cells}["host_id"], one.program)
        base = {row["id"]: self._carried(row["id"], MeetingKind(row["kind"])) for row in self._rows}
        self._base = {number: some for number, some in base.items() if some or self._stored.get(number)}
        supposed = Supposed(away=[away.absence], changes=self._base)
        self._planned = meetings_supposed(connection, organizer, {}, self._rows, supposed)

    def changes(self) -> Changes:
        """What is changed by hand about the meetings, whole, for those of which something is."""
        found = dict(self._base)
        for one in self._planned:
            for change in self._settled(one):
                rest = [each for each in found.get(one.id, ()) if each.occurrence != change.occurrence]
                found[one.id] = (*rest, change)
        return {number: some for number, some in found.items() if tuple(some) != tuple(self._stored.get(number, ()))}

    def homeless(self) -> int:
        """How many of the touched meetings do not take place."""
        changes, standing = self.changes(), {one.kind: one for one in self._planned}
        return sum(not _takes_place(standing.get(one.kind), one, changes) for one in self._one.meetings)

    def _carried(self, meeting: int, kind: MeetingKind) -> tuple[MeetingChange, ...]:
        """What was changed by hand so far; where the visit only begins later, it holds beside its new first day."""
        stored = tuple(self._stored.get(meeting, ()))
        if self._other_host:
            stored = tuple(each for one in stored if not (each := replace(one, place="")).hollow)
        before, after = (anchor_of(kind, days) for days in (self._one.days, self._made.days))
        if self._made.choice.kind is not ChoiceKind.SHORTEN or before == after or kind is MeetingKind.WELCOME:
            return stored
        return stored + tuple(replace(each, occurrence=after) for each in stored if each.occurrence == before)

    @property
    def _other_host(self) -> bool:
        """Whether somebody else hosts all of it: where the host wanted to meet is no place for others."""
        return "host_id" in self._made.cells

    def _settled(self, one: PlannedMeeting) -> Iterator[MeetingChange]:
        if one.meeting is None or not isinstance(one.meeting.when, Series):
            return
        if one.kind is MeetingKind.CHECK_IN:
            yield from self._check_ins(one, one.meeting.when)
        elif self._dropped(one):
            yield self._skipped(one)
        else:
            yield from self._single(one, one.meeting.when)

    def _dropped(self, one: PlannedMeeting) -> bool:
        """Whether a meeting does not take place by the choice: of a visit that two hosts share, the second debriefs."""
        if self._made.choice.kind is ChoiceKind.SKIP:
            return any(each.kind is one.kind for each in self._one.meetings)
        return one.kind is MeetingKind.DEBRIEF and self._made.new is not None

    def _single(self, one: PlannedMeeting, when: Series) -> Iterator[MeetingChange]:
        before = self._before(one.id)
        if before is not None and before.last < self._away.today:
            # What was held is where it was, unless the whole visit comes later, which is prepared anew.
            if before != when and self._made.choice.kind is not ChoiceKind.LATER:
                yield self._at(one, before.first, at=before)
            return
        day = when.first
        if day >= self._away.today and not self._off(day, when):
            return
        wanted = next((each for each in self._offered(one.kind) if self._both_work(each, when)), None)
        yield self._skipped(one) if wanted is None else self._at(one, wanted)

    def _before(self, meeting: int) -> Series | None:
        """When a single meeting was to be, as it stood."""
        for one in self._one.before:
            if one.id == meeting and one.meeting is not None and isinstance(one.meeting.when, Series):
                return one.meeting.when
        return None

    def _skipped(self, one: PlannedMeeting) -> MeetingChange:
        known = [each for each in self._base.get(one.id, ()) if each.occurrence is None]
        return replace(known[0] if known else MeetingChange(), skipped=True)

    def _at(self, one: PlannedMeeting, day: date, at: Series | None = None) -> MeetingChange:
        known = [each for each in self._base.get(one.id, ()) if each.occurrence == one.anchor]
        change = replace(known[0] if known else MeetingChange(occurrence=one.anchor), skipped=False, day=day)
        return replace(change, at=at.at, minutes=at.minutes) if at else change

    def _offered(self, kind: MeetingKind) -> Iterator[date]:
        """The days on which a single meeting may be instead, in the order in which to try them."""
        visit, today = self._made.days, self._away.today
        first, last = {
            MeetingKind.PREP: (today, visit.first - _DAY),
            MeetingKind.WELCOME: (max(today, visit.first), visit.last),
        }.get(kind, (max(today, visit.last + _DAY), visit.last + timedelta(days=_FAR)))
        if kind is MeetingKind.DEBRIEF:
            last = max(last, self._away.days.last + timedelta(days=_FAR))
        return iter(Days(first, last)) if first <= last else iter(())

    def _check_ins(self, one: PlannedMeeting, when: Series) -> Iterator[MeetingChange]:
        """Occurrences of a series that fall into the absence: to a day both can, if that is not nearly the next one."""
        if self._other_host:
            # Whoever stands in for all of it is not away: the series is where the rules have it for the two.
            return
        before = self._before(one.id)
        hit = [each for each in occurrences_of(before) if self._in_absence(each.to)] if before else []
        now = {each.day: each for each in occurrences_of(when)}
        for each in hit:
            if each.day in now and not self._in_absence(now[each.day].to):
                continue
            day = self._instead(each, when)
            if day is not None and self._made.choice.kind is not ChoiceKind.SKIP:
                yield MeetingChange(occurrence=each.day, day=day, at=each.at, minutes=each.minutes, place=each.place)
            elif each.day in now:
                yield MeetingChange(occurrence=each.day, skipped=True)

    def _instead(self, one: Moved, when: Series) -> date | None:
        if one.day not in self._made.days:
            return None
        step = timedelta(weeks=when.every_weeks)
        until = min(one.day + step / 2, self._made.days.last)
        days = (self._away.days.last + _DAY + number * _DAY for number in range((step / 2).days + 1))
        return next((day for day in days if one.day < day <= until and self._both_work(day, when)), None)

    def _in_absence(self, day: date) -> bool:
        return self._away.split <= day <= self._away.days.last

    def _off(self, day: date, when: Series) -> bool:
        """Whether one of the two is away on a day, or it is a holiday of one."""
        return self._host.is_off(day) or self._guest.is_off(self._guest.day_there(day, when.at, when.zone))

    def _both_work(self, day: date, when: Series) -> bool:
        return self._host.works_on(day) and self._guest.works_on(self._guest.day_there(day, when.at, when.zone))


def _of_meeting(cells: Mapping[str, object]) -> dict[str, object]:
    """Those cells of a pairing that rows of its meetings carry."""
    return {name: cells[name] for name in ("host_id", "first_day", "last_day", "state") if name in cells}


def _takes_place(standing: PlannedMeeting | None, touched: TouchedMeeting, changes: Changes) -> bool:
    """Whether a touched meeting, as it stands by the rules and by changes, is on some other day."""
    if standing is None or standing.meeting is None:
        return False
    made = changes.get(standing.id, ())
    if touched.kind is MeetingKind.CHECK_IN:
        return any(one.occurrence == touched.day and not one.skipped for one in made)
    return not any(one.skipped for one in made)
