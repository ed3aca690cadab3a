"""The meetings to come, by day: when, who, where, and what was changed about them by hand."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeGuard, cast

from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import kind_words
from ridealong.domain.wording import listed
from ridealong.tui.dates import date_cell, day_words, span_words
from ridealong.tui.screens.invites_view import NO_MATCH, InvitesView
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ridealong.services.desk import Desk
    from ridealong.services.invites.coming_meetings import ComingMeeting
    from ridealong.tui.screens.invites_view import Held, Picked, Question

NONE_BY_HAND = "No meeting to come was moved or skipped by hand.\n{invites.only-pressing} shows all of them again."


@dataclass(frozen=True, slots=True)
class DayHeading:
    """What stands above the meetings of a day."""

    day: date
    meetings: int


if TYPE_CHECKING:
    Line = ComingMeeting | DayHeading


def is_meeting(row: Line | None) -> TypeGuard[ComingMeeting]:
    """Whether a row is a meeting, not a heading."""
    return row is not None and not isinstance(row, DayHeading)


class MeetingsView(InvitesView["Line"]):
    """Every meeting of published pairings, groups and teams that is not over, one of a series each on its own day."""

    CRUMB = "meetings"
    EMPTY = (
        "No meetings are to come.\n"
        "They come with published pairings: plan on {app.plan}, then {plan.publish} publishes there.\n"
        "Which meetings a pairing has is set for each program: {app.programs}, then {programs.edit}."
    )
    HELP = (
        "The meetings to come, by day. {invites.edit-meeting} moves one, or puts it somewhere else; "
        "{invites.skip-meeting} skips it, and {invites.reset-meeting} puts it back to where the rules of its\n"
        "program have it; {app.undo} takes that back. {invites.today} goes to today, {invites.week-back} and\n"
        "{invites.week-on} a week back and on.\n"
        "{invites.only-pressing} shows what was moved or skipped by hand. {list.open} shows the invite that people\n"
        "have, or will get."
    )

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._entered = False

    def columns(self) -> Sequence[Column[Line]]:
        """When, what, who, where."""
        return cast("Sequence[Column[Line]]", meeting_columns())

    def key(self, row: Line) -> str:
        """A meeting and its day by the rule, or the day of a heading."""
        return row.key if is_meeting(row) else str(cast("DayHeading", row).day)

    def heading(self, row: Line) -> str | None:
        """A day, and how many meetings it has."""
        return None if is_meeting(row) else _day_words(cast("DayHeading", row))

    def fetch(self, desk: Desk) -> Sequence[Line]:
        """Work the meetings out."""
        from ridealong.services.invites.coming_meetings import coming_meetings  # noqa: PLC0415 - imported in workers only

        return coming_meetings(desk)

    def text(self, row: Line) -> str:
        """Everything that the row shows."""
        one = cast("ComingMeeting", row)
        state = "skipped" if one.skipped else "moved" if one.by_hand else ""
        people = " ".join(f"{each.name} {each.email}" for each in one.people)
        said = f"{_kind(one)} {people} {one.team} {one.place} {one.program} {state} {day_words(one.day)} {one.day}"
        return said.casefold()

    def keep(self, row: Line, asked: Question, today: date) -> bool:
        """With !, only what was changed by hand."""
        del today
        one = cast("ComingMeeting", row)
        return one.by_hand or one.skipped or not asked.only

    def order(self, key: str) -> Callable[[Line], tuple[object, ...]] | None:
        """By a column; what is alike stays by day."""
        found: dict[str, Callable[[ComingMeeting], tuple[object, ...]]] = {
            "day": lambda one: (one.day, one.at is not None, one.at),
            "kind": lambda one: (_kind(one), one.day),
            "who": lambda one: (one.guest.name.casefold(), one.host.name.casefold(), one.day),
            "place": lambda one: (one.place.casefold(), one.day),
        }
        return cast("Callable[[Line], tuple[object, ...]] | None", found.get(key))

    def arranged(self, rows: list[Line], asked: Question) -> list[Line]:
        """By day, each day under a heading; in another order without."""
        if asked.sort not in ("", "day"):
            return rows
        return list(_under_days([row for row in rows if is_meeting(row)]))

    def words(self, row: Line) -> str:
        """A meeting in full."""
        return meeting_words(row) if is_meeting(row) else ""

    def cursor_moved(self) -> None:
        """From the heading at the top, go on to the meeting below it, unless somebody went there."""
        if not self._entered and self.table.total > 1:
            self._entered = True
            if self.table.cursor == 0 and not is_meeting(self.table.current):
                self.table.move_to(1)

    def _take(self, held: Held[Line], picked: Picked[Line], asked: Question, *, from_top: bool) -> None:
        self._entered = self._entered and not from_top
        super()._take(held, picked, asked, from_top=from_top)

    def counted(self, held: Held[Line], found: Sequence[Line], asked: Question) -> str:
        """How many there are."""
        del held
        head = many(sum(map(is_meeting, found)), "meeting")
        return f"only changed by hand: {head}" if asked.only else f"{head} to come"

    def nothing(self) -> str:
        """With !, that nothing was changed."""
        return NONE_BY_HAND if self.only and not self.typed else NO_MATCH

    # -- going to a day -----------------------------------------------------------------------------------------

    def go_to_week(self, weeks: int | None) -> None:
        """Put the cursor so many weeks further on; None for today, or the first day after it that has a meeting."""
        table, row = self.table, self.table.current
        if self.held is None or row is None:
            return
        days = [_day_of(one) for one in table.found]
        day = self.held.today if weeks is None else _day_of(row) + timedelta(weeks=weeks)
        if days != sorted(days):
            return
        at = bisect_left(days, day)
        table.move_to(min(at + 1 if at + 1 < len(days) and not is_meeting(table.found[at]) else at, len(days) - 1))


def _day_of(row: Line) -> date:
    return row.day


def _under_days(rows: list[ComingMeeting]) -> Iterator[Line]:
    numbers = Counter(one.day for one in rows)
    before: date | None = None
    for one in rows:
        if one.day != before:
            before = one.day
            yield DayHeading(one.day, numbers[one.day])
        yield one


def _day_words(row: DayHeading) -> str:
    return f"{day_words(row.day)}: {many(row.meetings, 'meeting')}"


def meeting_columns() -> tuple[Column[ComingMeeting], ...]:
    """The columns of meetings."""
    return (
        Column("When", 19, _when, key="day"),
        Column("Kind", 12, _kind, key="kind"),
        Column("Who", 28, lambda one: shown(", ".join(each.name for each in one.people)), key="who", grow=3, most=44),
        Column("Place", 12, _place, key="place", grow=2),
        Column("Program", 14, lambda one: shown(one.program), grow=2, most=30, rank=1),
    )


def _kind(one: ComingMeeting) -> str:
    return kind_words(one.kind, team=one.team)


def _when(one: ComingMeeting) -> str:
    return f"{date_cell(one.day)} {f'{one.at:%H:%M}' if one.at else 'all day'}"


def _place(one: ComingMeeting) -> list[tuple[str, str]]:
    """Where it is; what was changed by hand comes first, and what is skipped is nowhere."""
    if one.skipped:
        return [("✗ skipped", "dim")]
    return [("! moved  " if one.by_hand else "", "warn"), (shown(one.place), "")]


def meeting_words(one: ComingMeeting) -> str:
    """A meeting in full, for the lines below the table."""
    days = span_words(Days(one.day, one.last_day)) if one.at is None else day_words(one.day)
    clock = f", {one.at:%H:%M} for {one.minutes} minutes ({one.time_zone})" if one.at else ""
    place = f" in {shown(one.place)}" if one.place else ""
    series = f"; one of {one.ahead} in a series" if one.on is not None and one.ahead > 1 else ""
    state = (
        "; it is skipped: {invites.reset-meeting} puts it back"
        if one.skipped
        else "; changed by hand: {invites.reset-meeting} puts it back" * one.by_hand
    )
    names = [shown(each.name) for each in one.people]
    who = listed(names)
    if one.group:
        state = "; it is left out" if one.skipped else f"; group {one.group}, {{invites.edit-meeting}} moves a coffee"
    if one.team:
        state = "; it is left out" if one.skipped else ""
        what = f"Meeting of {who}" if one.at else f"{who} is embedded"
        return f"{what} in the team {shown(one.team)}, {shown(one.program)}\n{days}{clock}{place}{series}{state}"
    return f"{str(one.kind).capitalize()} of {who}, {shown(one.program)}\n{days}{clock}{place}{series}{state}"
