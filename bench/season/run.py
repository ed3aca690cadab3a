"""One simulated year, from the roster to the last report."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import ParamSpec

from ridealong.demo.sizes import size_named
from ridealong.domain.days import Days
from ridealong.domain.errors import RidealongError
from ridealong.services.invites import outbox
from ridealong.services.people import people
from ridealong.services.reports.report_files import write_report

from .calendars import Calendars
from .company import leads, newcomers, open_company, take_vacations
from .coordinator import Coordinator
from .events import Events, changed_between
from .programs import KINDS, Planned, begin, measure
from .repeats import Repeats
from .rules import broken, missing_at_coffee
from .stored import Stored, connect, read
from .tally import Tally
from .team_calendars import embeds_in_calendars, meetings_in_calendars
from .team_events import TeamEvents
from .team_rows import read as read_teams
from .team_rules import team_faults
from .teams import make_teams
from .weeks import AHEAD, QUARTER, freezes, monday, publishes, quarters, weeks_of
from .year_end import fairness, returns

PUBLISHED = ("published", "held", "missed", "ended", "cancelled")
"""States of what was published once."""

Tell = Callable[[str], None]
P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which year is gone through.

    Args:
        path: of the database, which must not exist. reports: a folder for the reports; None for none.
        kinds: what each quarter has, all at once.
    """

    weeks: int
    size: str
    seed: int
    path: Path
    reports: Path | None = None
    kinds: Sequence[Planned] = KINDS


class Year:
    """A year under way."""

    def __init__(self, asked: Asked, tell: Tell) -> None:
        self._asked, self._tell = asked, tell
        self.tally = Tally()
        self._size = size_named(asked.size)
        self._desk = open_company(asked.path, self._size, monday(-AHEAD - 1))
        self._coordinator = Coordinator(self._desk, asked.path, self.tally, self._chance("coordinator"))
        self._events = Events(self._coordinator, self._chance("events"), newcomers(self._size), asked.weeks)
        self._teams = TeamEvents(self._coordinator, self._chance("teams"))
        self._calendars = Calendars(asked.path)
        self._repeats = Repeats(self.tally)
        self._sponsors = leads(people.everyone(self._desk))
        self._seconds: dict[str, float] = {}

    def go(self) -> None:
        """Go through all weeks, then look at the year as a whole."""
        try:
            for week in weeks_of(self._asked.weeks):
                self._week(week)
            self._end()
        finally:
            self._desk.close()

    @property
    def slowest(self) -> list[tuple[str, float]]:
        """What took most of the time, in seconds."""
        return sorted(self._seconds.items(), key=lambda one: -one[1])

    def _chance(self, purpose: str) -> Random:
        return Random(f"{self._asked.seed} {self._size.name} {purpose}")

    def _timed(self, what: str, work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        began = time.perf_counter()
        work(*args, **kwargs)
        self._seconds[what] = self._seconds.get(what, 0) + time.perf_counter() - began

    def _read(self) -> Stored:
        return read(self._asked.path)

    def _week(self, week: int) -> None:
        began, today = time.perf_counter(), monday(week)
        desk, coordinator = self._coordinator.on(today), self._coordinator
        self._timed("marking what is over, debriefs", coordinator.look_back, desk, self._read())
        self._timed("composite teams", self._teams.look_back, desk)
        self._events.remove_gone(desk, self._read())
        if week % 4 == 0:
            self._month(week)
        if (week + AHEAD) % QUARTER == 0 and (week + AHEAD) // QUARTER in quarters(self._asked.weeks):
            self._timed("making programs", self._begin_quarter, (week + AHEAD) // QUARTER)
        before = self._read()
        self._events.monday(desk, before, week)
        if leaver := self._teams.who_leaves(desk, before, week):
            self._events.leaves(desk, before, leaver, week)
        self._timed("repairs", self._repair, week)
        self._note_changes(before, week)
        self._timed("composite teams", self._teams.monday, desk, self._read(), week)
        for name in list(coordinator.names):
            coordinator.publish_again(desk, name, self._read())
        if publishes(week):
            for name in list(coordinator.names):
                self._timed("planning and publishing", coordinator.plan_and_publish, desk, name)
        self._repeats.look(self._read(), before)
        self._timed("sending", coordinator.send, desk)
        self._timed("checking", self._check_teams, today)
        self._days_of(week)
        self._timed("checking", self._check, week)
        self._events.draw_declines(self._read(), week + 1)
        counts = f"{self.tally.happened['visits published']} visits published, {sum(self.tally.faults.values())} faults"
        self._tell(f"week {week + 1} of {self._asked.weeks}, {today}: {counts}, {time.perf_counter() - began:.1f} s")

    def _begin_quarter(self, quarter: int) -> None:
        desk = self._coordinator.on(monday(quarter * QUARTER - AHEAD))
        everybody = people.everyone(desk)
        days = Days(monday(quarter * QUARTER), monday((quarter + 1) * QUARTER) - timedelta(days=3))
        take_vacations(desk, everybody, days, self._chance(f"absences {quarter}"))
        for planned in self._asked.kinds:
            chance = self._chance(f"{planned.title} {quarter}")
            name = begin(desk, planned, quarter, sponsors=self._sponsors, people=everybody, chance=chance)
            self._coordinator.names[name] = planned.kind
            if planned.kind.in_teams:
                self._timed("composite teams", make_teams, self._coordinator, desk, name, quarter, chance)

    def _month(self, week: int) -> None:
        desk = self._coordinator.on(monday(week))
        chance = self._chance(f"readings {week}")
        running = [one for one in self._read().programs.values() if one.start <= monday(week) <= one.last]
        for one in running:
            measure(desk, one.name, week // 4, chance)
        self._coordinator.take_up_ideas(desk)

    def _repair(self, week: int) -> None:
        desk, stored = self._coordinator.on(monday(week)), self._read()
        published = {one.program for one in stored.pairings.values() if one.state in PUBLISHED}
        published |= {one.program for one in stored.groups.values() if one.state in PUBLISHED}
        for one in stored.programs.values():
            late = timedelta(weeks=one.return_weeks if one.kind == "rotation" else 0)
            if one.last + late >= monday(week) and one.id in published:
                self._coordinator.repair(desk, one.name)

    def _note_changes(self, before: Stored, week: int) -> None:
        """Count what the events of a Monday, all of them together, have changed."""
        frozen = any(one.known_from == week for one in freezes(self._asked.weeks))
        which = "on Mondays on which a freeze became known" if frozen else "on all other Mondays"
        self.tally.changed[which] += len(changed_between(before, self._read()))

    def _days_of(self, week: int) -> None:
        """Go through the days of a week: who falls ill is settled that morning."""
        ill = self._events.fall_ill(self._read(), week)
        for number in range(5):
            day = monday(week) + timedelta(days=number)
            desk = self._coordinator.on(day)
            for email, days in ill.get(day, ()):
                self._timed("bad mornings", self._events.is_ill, desk, email, days)
            if number == 4:
                self._timed("sending", self._coordinator.send, desk)

    def _check(self, week: int) -> None:
        stored, today = self._read(), monday(week)
        for rule, words in broken(stored, today):
            self.tally.fault(rule, words, week=today)
        for rule, words in (*self._calendars.receive(), *self._calendars.wrong(stored, today + timedelta(days=4))):
            self.tally.fault(rule, words, week=today)
        self._check_calendars_of_teams(today + timedelta(days=4))
        days = {uid: one.first for uid, one in self._calendars.entries.items()}
        for known, words in missing_at_coffee(stored, days, today):
            if known:
                self.tally.fault("nobody is in a group on a day off", words, week=today)
            self.tally.happened["people ill on the day of their coffee"] += not known

    def _check_teams(self, today: date) -> None:
        for rule, words in team_faults(self._asked.path, today, self._teams.newly_told()):
            self.tally.fault(rule, words, week=today)

    def _check_calendars_of_teams(self, today: date) -> None:
        company, entries = read_teams(self._asked.path), self._calendars.entries
        for look in (embeds_in_calendars, meetings_in_calendars):
            for rule, words in look(company, entries, today):
                self.tally.fault(rule, words, week=today)

    def _end(self) -> None:
        today = monday(self._asked.weeks)
        desk = self._coordinator.on(today)
        self._coordinator.look_back(desk, self._read())
        stored = self._read()
        returns(stored, today, self.tally)
        fairness(stored, _declined(self._asked.path, stored), (monday(0), today), self.tally)
        self._coordinator.send(desk)
        for row in outbox.rows(desk):
            self.tally.fault("nothing is left to send", f"{row.summary}, {row.start}: {row.why}")
        for rule, words in (*self._calendars.receive(), *self._calendars.wrong(self._read(), today)):
            self.tally.fault(rule, words, week=today)
        self._check_calendars_of_teams(today)
        for one in stored.pairings.values():
            if one.state == "held":
                self.tally.happened[f"held, {stored.kind(one)}"] += 1
        self.tally.happened["calendar entries"] = len(self._calendars.entries)
        for method, number in self._calendars.methods.items():
            self.tally.happened[f"messages, {method}"] = number
        if self._asked.reports:
            self._report(self._asked.reports)

    def _report(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        desk = self._coordinator.on(monday(self._asked.weeks))
        for name in self._coordinator.names:
            try:
                write_report(desk, name, folder / f"{name.replace(',', '').replace(' ', '-').lower()}.html")
                self.tally.happened["reports written"] += 1
            except RidealongError as error:
                self._coordinator.tried("write a report", error)


def _declined(path: Path, stored: Stored) -> frozenset[tuple[int, int]]:
    """Who has declined which visit."""
    ids = {one.email: one.id for one in stored.people.values()}
    with closing(connect(path)) as connection:
        try:
            rows = connection.execute("select uid, attendee from answers where answer = 'declined'").fetchall()
        except sqlite3.DatabaseError as error:  # pragma: no cover - a broken file says so everywhere else as well
            sys.exit(str(error))
    return frozenset(
        (stored.meetings[row["uid"]].pairing, ids[row["attendee"]])
        for row in rows
        if row["uid"] in stored.meetings and row["attendee"] in ids
    )
