"""Changing single meetings by hand: moved, skipped, or put back to where the rules have them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days, is_workday
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Series
from ridealong.domain.pairings import IN_CALENDARS
from ridealong.domain.values import WEEKDAYS, read_name, zone
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row
from ridealong.services.invites.meeting_rows import MeetingRow, occurrences_of, shown_rows
from ridealong.services.invites.meetings import PlannedMeeting, meetings_of
from ridealong.services.invites.outbox import organizer_of
from ridealong.storage.queries.meetings import meeting_change_rows, meeting_row
from ridealong.storage.schema import meeting_changes
from ridealong.storage.work import Step

FAR_DAYS = 60
"""How many days away from where the rules have it a prep, a welcome or a debrief may take place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMove:
    """Where a meeting is to take place instead; None leaves it as it is.

    Args:
        on: the day on which the rule has the occurrence that is meant; None for all of a series, or where a meeting
            takes place once.
        to: the new day. at: the hour, in the zone of the meeting.
        place: empty for that of the program again.
    """

    on: date | None = None
    to: date | None = None
    at: time | None = None
    minutes: int | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedMeeting:
    """A meeting after a change, with what the coordinator should know of it, in sentences without a full stop."""

    meeting: MeetingRow
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A meeting that can be changed, with what was changed about it so far, by occurrence."""

    planned: PlannedMeeting
    pairing: RowMapping
    changes: dict[date | None, RowMapping]

    @property
    def about(self) -> str:
        return f"{self.planned.kind} of {self.pairing['guest_name']} and {self.pairing['host_name']}"

    @property
    def skipped(self) -> bool:
        whole = self.changes.get(None)
        return bool(whole and whole["skipped"])


class GoesWithPairing(Refused):
    """A visit changes with its pairing alone.

    Args:
        pairing: the number of that pairing.
    """

    def __init__(self, problem: str, remedy: str, pairing: int) -> None:
        super().__init__(problem, remedy)
        self.pairing = pairing


class AllSkipped(Refused):
    """All of a series is skipped, so that none of it can be moved."""


def move(desk: Desk, meeting_id: int, wanted: MeetingMove, *, dry_run: bool = False) -> ChangedMeeting:
    """Let a meeting, or one occurrence of a series, take place at another time or place; one that was skipped stands.

    A dry run says whether that can be, with the notes, and gives the meeting as it stands.

    Raises:
        NotFound: there is no such meeting, or it has no such occurrence.
        InvalidValue: nothing is to change, a series is to move as a whole, or a length is out of its range.
        Refused: it is over, a visit (whose place alone can change), or the new day is too far away or has passed.
    """
    _check_said(wanted)
    with desk.changing("meetings move", dry_run=dry_run) as step:
        today = desk.clock.today()
        found = _find(desk, step, meeting_id)
        day = _day_meant(found, wanted.on)
        _check_not_over(found, day, today)
        if found.planned.kind is MeetingKind.VISIT:
            _check_place_alone(found, wanted)
        elif wanted.to is not None:
            _check_new_day(found, day, wanted.to, today)
        _check_hour(found, day, wanted)
        if found.skipped and day is not None:
            _let_stand(step, found)
        _keep(step, found, _kept_under(found, day), _cells(wanted) | {"skipped": False})
        step.done(f"{found.about}: {_moved_words(wanted)}")
        return _changed(desk, step, found, _notes(found, wanted, day))


def skip(desk: Desk, meeting_id: int, on: date | None = None) -> ChangedMeeting:
    """Let a meeting, or one occurrence of a series, not take place.

    Raises:
        NotFound: there is no such meeting, or it has no such occurrence.
        Refused: it is over, skipped already, or a visit, which only goes with its pairing.
    """
    with desk.changing("meetings skip") as step:
        found = _find(desk, step, meeting_id)
        if found.planned.kind is MeetingKind.VISIT:
            words = "A visit is not skipped by itself: the pairing is there for it"
            raise GoesWithPairing(words, "Cancel the pairing", found.planned.pairing_id)
        meant = _day_meant(found, on)
        # A single meeting that is skipped stays so wherever the rules have it later.
        day = meant if _repeats(found) else None
        _check_not_over(found, meant, desk.clock.today())
        before = found.changes.get(day)
        if found.skipped or (before and before["skipped"]):
            raise Refused(f"The {found.about}{_on(day)} is skipped already", "Nothing was changed")
        _keep(step, found, day, {"skipped": True})
        step.done(f"{found.about}{_on(day)}: skipped")
        return _changed(desk, step, found)


def reset(desk: Desk, meeting_id: int, on: date | None = None) -> ChangedMeeting:
    """Put a meeting, or one occurrence of a series, back to where the rules have it.

    Args:
        on: the day of an occurrence by the rule, even of one that the rule no longer has; None for all changes.

    Raises:
        NotFound: there is no such meeting.
        Refused: it is over, or nothing was changed about it by hand.
    """
    with desk.changing("meetings reset") as step:
        found = _find(desk, step, meeting_id)
        rows = [row for day, row in found.changes.items() if on is None or day == _kept_under(found, on)]
        if not rows:
            raise Refused(f"Nothing was changed by hand about the {found.about}{_on(on)}", _changed_days(found))
        _check_not_over(found, on, desk.clock.today())
        step.work.delete(meeting_changes, [row["id"] for row in rows])
        step.done(f"{found.about}{_on(on)}: as the rules have it")
        return _changed(desk, step, found)


def _find(desk: Desk, step: Step, meeting_id: int) -> _Found:
    row = meeting_row(step.connection, meeting_id)
    if row is None:
        raise NotFound(
            f"There is no meeting {meeting_id}",
            "The list of meetings shows those that there are",
            typed="The numbers stand in `ridealong meetings list`",
        )
    pairing = pairing_row(step.connection, row["pairing_id"])
    if pairing["state"] not in IN_CALENDARS:
        raise Refused(
            f"The pairing of {pairing['guest_name']} and {pairing['host_name']} is {pairing['state']}",
            "Its meetings stand in no calendar any more",
        )
    planned = _planned(step.connection, desk, row["pairing_id"], meeting_id)
    if planned is None:
        raise Refused(
            f"Pairings of '{pairing['program']}' have no {row['kind']} any more",
            "The settings of the program say which meetings they have",
            typed="`ridealong program edit` says which meetings they have",
        )
    changes = {one["occurrence"]: one for one in meeting_change_rows(step.connection, [meeting_id])}
    return _Found(planned, pairing, changes)


def _planned(connection: Connection, desk: Desk, pairing_id: int, meeting_id: int) -> PlannedMeeting | None:
    found = meetings_of(connection, organizer_of(desk), [pairing_id])
    return next((one for one in found if one.id == meeting_id), None)


def _repeats(found: _Found) -> bool:
    rule = found.planned.rule
    return isinstance(rule, Series) and rule.repeats > 0


def _day_meant(found: _Found, on: date | None) -> date | None:
    """The day, by the rule, of the occurrence that is meant; None for all of a series, or for a visit."""
    rule = found.planned.rule
    if not isinstance(rule, Series):
        if on is not None:
            raise NotFound("A visit has no single occurrences", "Take it as a whole", typed="Leave --on out")
        return None
    if on is None:
        return None if rule.repeats else rule.first
    days = tuple(rule.rule_days())
    if on in days:
        return on
    raise NotFound(f"The {found.about} has no occurrence on {on}", _what_is_meant(found, on, days))


def _kept_under(found: _Found, day: date | None) -> date | None:
    """The day beside which a change is stored: that of an occurrence, or of the pairing where there are none."""
    return day if day is None else found.planned.anchor or day


def _what_is_meant(found: _Found, on: date, days: tuple[date, ...]) -> str:
    now = found.planned.meeting.when if found.planned.meeting else found.planned.rule
    moved = next((one.day for one in occurrences_of(now) if one.to == on), None)
    if moved is not None:
        return f"What takes place that day is the one of {moved} by the rule: name it by that day"
    near = sorted(sorted(days, key=lambda day: abs((day - on).days))[:4])
    return f"By the rule it has {', '.join(map(str, near))}{' among others' if len(days) > len(near) else ''}"


def _check_said(wanted: MeetingMove) -> None:
    if wanted == MeetingMove(on=wanted.on):
        raise InvalidValue("Nothing is to change", "Give another day, hour, length or place")
    if wanted.minutes is not None and not 5 <= wanted.minutes <= 480:
        raise InvalidValue(f"A meeting cannot last {wanted.minutes} minutes", "Give 5 to 480 minutes")


def _check_not_over(found: _Found, day: date | None, today: date) -> None:
    now = found.planned.meeting.when if found.planned.meeting else found.planned.rule
    if day is None or not _repeats(found):
        last = max(now.days.last, found.planned.rule.days.last)
    else:
        last = max([day, *(one.to for one in occurrences_of(now) if one.day == day)])
    if last < today:
        raise Refused(f"The {found.about}{_on(day)} is over", f"It was on {last}, and today is {today}")


def _check_place_alone(found: _Found, wanted: MeetingMove) -> None:
    if wanted != MeetingMove(place=wanted.place):
        raise GoesWithPairing("A visit moves with its pairing", "Move the pairing", found.planned.pairing_id)


def _check_new_day(found: _Found, day: date | None, to: date, today: date) -> None:
    if day is None:
        remedy = "Name the occurrence that moves by its day"
        raise InvalidValue("A series has no one day to move", remedy, typed=f"{remedy}, with --on")
    if to < today:
        raise Refused(f"{to} has passed", f"Name a day from {today} on")
    room = Days(found.pairing["first_day"], found.pairing["last_day"])
    if found.planned.kind is not MeetingKind.CHECK_IN:
        room = Days(day - timedelta(days=FAR_DAYS), day + timedelta(days=FAR_DAYS))
    if to not in room:
        raise Refused(f"{to} is too far away for the {found.about}", f"Name a day from {room.first} to {room.last}")


def _check_hour(found: _Found, day: date | None, wanted: MeetingMove) -> None:
    """Refuse an hour that the clock skips on that day."""
    rule, to = found.planned.rule, wanted.to or day
    if to is None or wanted.at is None or not isinstance(rule, Series):
        return
    there = datetime.combine(to, wanted.at, zone(rule.zone))
    if there.astimezone(UTC).astimezone(zone(rule.zone)).time() != wanted.at:
        raise Refused(
            f"There is no {wanted.at:%H:%M} on {to} in {rule.zone}: clocks go forward", "Name an hour before or after"
        )


def _let_stand(step: Step, found: _Found) -> None:
    """Take back that a meeting is skipped: who says where it takes place wants it."""
    if _repeats(found):
        raise AllSkipped(f"The whole {found.about} is skipped", "Put it back first")
    step.work.delete(meeting_changes, [found.changes[None]["id"]])


def _cells(wanted: MeetingMove) -> dict[str, object]:
    cells: dict[str, object] = {}
    if wanted.to is not None:
        cells["day"] = wanted.to
    if wanted.at is not None:
        cells["at"] = f"{wanted.at:%H:%M}"
    if wanted.minutes is not None:
        cells["minutes"] = wanted.minutes
    if wanted.place is not None:
        cells["place"] = read_name(wanted.place)
    return cells


def _keep(step: Step, found: _Found, day: date | None, cells: dict[str, object]) -> None:
    before = found.changes.get(day)
    if before:
        step.work.update(meeting_changes, {before["id"]: cells})
    else:
        step.work.insert(meeting_changes, [{"meeting_id": found.planned.id, "occurrence": day, **cells}])


def _changed(desk: Desk, step: Step, found: _Found, notes: tuple[str, ...] = ()) -> ChangedMeeting:
    after = _planned(step.connection, desk, found.planned.pairing_id, found.planned.id) or found.planned
    return ChangedMeeting(meeting=shown_rows(step.connection, [after])[0], notes=notes)


def _notes(found: _Found, wanted: MeetingMove, day: date | None) -> tuple[str, ...]:
    if wanted.to is None or day is None:
        return ()
    notes = [f"{wanted.to} is a {WEEKDAYS[wanted.to.weekday()]}"] if not is_workday(wanted.to) else []
    now = found.planned.meeting.when if found.planned.meeting else found.planned.rule
    others = [one for one in occurrences_of(now) if one.day != day]
    if any((one.day < day) != (one.to < wanted.to) for one in others):
        notes.append("It takes place beyond another one of the series, which Outlook does not show right")
    return tuple(notes)


def _on(day: date | None) -> str:
    return f" on {day}" if day else ""


def _moved_words(wanted: MeetingMove) -> str:
    words = [
        f"that of {wanted.on}" if wanted.on else "",
        f"to {wanted.to}" if wanted.to else "",
        f"at {wanted.at:%H:%M}" if wanted.at else "",
        f"for {wanted.minutes} minutes" if wanted.minutes else "",
        f"in {wanted.place}" if wanted.place else "",
    ]
    return " ".join(["moved", *filter(None, words)])


def _changed_days(found: _Found) -> str:
    days = [str(day) if day and not found.planned.anchor else "all of it" for day in found.changes]
    return f"Changed are {', '.join(days)}" if days else "It stands where the rules have it"
