"""What happens to people in a week of the simulated year, drawn from one seed and told to the coordinator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from ridealong.domain.days import Days
from ridealong.domain.errors import RidealongError
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.replies import Answer
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.ill.ill_views import ChoiceKind
from ridealong.services.people import people
from ridealong.services.people.limits import add_freeze
from ridealong.services.programs import leaving, programs
from ridealong.services.replies import typed_answers

from .company import successor
from .coordinator import Coordinator
from .programs import KINDS, likes
from .stored import VISITING, Pairing, Person, Stored, read
from .weeks import Freezing, freezes, monday

DECLINED = 0.08
ILL = 0.05
LEAVERS_A_YEAR = 36
JOINERS_A_YEAR = 24
LARGE = 250
"""Of how many people so many leave; of fewer, fewer."""
PAUSES_EVERY, LEAVES_EVERY = 2, 4
"""Every how many weeks somebody pauses in a program, and somebody leaves one."""
_PAUSED_WEEKS = 3


@dataclass(slots=True)
class Events:
    """What is still to happen, and what did.

    Args:
        names: of those who may yet come. weeks: how many the run has.
    """

    coordinator: Coordinator
    chance: Random
    names: Iterator[tuple[str, str]]
    weeks: int
    _declines: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    _drawn: set[int] = field(default_factory=set)
    _gone: list[int] = field(default_factory=list)

    @property
    def _count(self) -> Callable[[str], None]:
        def count(what: str) -> None:
            self.coordinator.tally.happened[what] += 1

        return count

    def draw_declines(self, stored: Stored, week: int) -> None:
        """Choose who will decline, and when, of the visits that were published since the last time."""
        for one in stored.visits(("published",)):
            if one.id in self._drawn or one.first < monday(week):
                continue
            self._drawn.add(one.id)
            self._count("visits published")
            if self.chance.random() < DECLINED:
                last = (one.first - monday(0)).days // 7
                when = self.chance.randint(min(week + 1, last), last)
                self._declines[when].append((one.id, self.chance.choice((one.guest, one.host))))

    def monday(self, desk: Desk, stored: Stored, week: int) -> None:
        """Tell the coordinator what became known by the Monday of a week."""
        self._decline(desk, stored, week)
        self._leave(desk, stored, week)
        self._come(desk, stored, week)
        self._say_otherwise(desk, stored, week)
        for one in freezes(self.weeks):
            if one.known_from == week:
                self._freeze(desk, stored, one)

    def _freeze(self, desk: Desk, stored: Stored, one: Freezing) -> None:
        add_freeze(desk, str(one.side), one.days, one.reason)
        self._count("freezes")
        hit = any(each.touches(one.days.first, one.days.last) for each in stored.visits(("published",)))
        self.coordinator.tally.touching["freezes"] += hit

    def _decline(self, desk: Desk, stored: Stored, week: int) -> None:
        for number, who in self._declines.pop(week, []):
            one, person = stored.pairings[number], stored.people[who]
            uid = next((each.uid for each in stored.meetings.values() if _is_visit(each.pairing, each.kind, one)), "")
            if one.state != "published" or who not in one.pair or person.removed or not uid:
                self._count("declines that came too late")
                continue
            try:
                typed_answers.record(desk, uid, person.email, Answer.DECLINED)
            except RidealongError as error:
                self.coordinator.tried("note a decline", error)
                continue
            self._count("declines")
            self.coordinator.tally.touching["declines"] += 1

    def _leave(self, desk: Desk, stored: Stored, week: int) -> None:
        for _ in range(_due(LEAVERS_A_YEAR, stored, week)):
            bosses = {one.manager for one in stored.people.values()}
            some = [one for one in _there(stored, desk) if one.email not in bosses and one.last is None]
            if not some:
                return
            self.leaves(desk, stored, self.chance.choice(some), week)

    def leaves(self, desk: Desk, stored: Stored, one: Person, week: int) -> None:
        """Let it become known that somebody leaves the company within the next weeks."""
        last = monday(week + self.chance.randint(1, 4)) + timedelta(days=4)
        people.edit(desk, one.email, {"last_day": last})
        if one.id not in self._gone:
            self._gone.append(one.id)
        self._count("leavers")
        self.coordinator.tally.touching["leavers"] += _stands(stored, one, last + timedelta(days=1))
        for program in stored.programs.values():
            if program.kind == "buddy" and program.last >= last:
                self._leave_program(desk, program.name, one, last + timedelta(days=1))

    def _leave_program(self, desk: Desk, name: str, one: Person, first_day: date) -> None:
        try:
            leaving.leave(desk, name, [one.email], first_day=first_day, reason="leaves the company")
        except RidealongError as error:
            if "does not stand" not in error.problem and "takes no part" not in error.problem:
                self.coordinator.tried("let somebody leave a program", error)

    def remove_gone(self, desk: Desk, stored: Stored) -> None:
        """Take out of the exchange who has left by now, once what they took part in is marked."""
        today = desk.clock.today()
        for one in [each for each in self._gone if (stored.people[each].last or date.max) < today]:
            try:
                people.remove(desk, stored.people[one].email)
                self._count("people removed")
            except RidealongError as error:
                self.coordinator.tried("remove who has left", error)
            self._gone.remove(one)

    def _come(self, desk: Desk, stored: Stored, week: int) -> None:
        for _ in range(_due(JOINERS_A_YEAR, stored, week)):
            bosses = {one.manager for one in stored.people.values()}
            model = self.chance.choice([one for one in _there(stored, desk) if one.email not in bosses])
            new = successor(people.show(desk, model.email).person, next(self.names), monday(week + 2))
            people.add(desk, new)
            self._count("joiners")
            for planned in KINDS:
                some = [one for one in stored.programs.values() if one.kind == planned.kind]
                if some and some[-1].last >= desk.clock.today() and likes(planned, new.email):
                    programs.enrol(desk, some[-1].name, [new.email])

    def _say_otherwise(self, desk: Desk, stored: Stored, week: int) -> None:
        """Let somebody pause in a program, and somebody else leave one."""
        today = desk.clock.today()
        running = [
            one
            for one in stored.programs.values()
            if one.kind in VISITING and one.start <= today < one.last - timedelta(weeks=4)
        ]
        if not running or week <= 0:
            return
        for every, what in ((PAUSES_EVERY, "pauses"), (LEAVES_EVERY, "people who left a program")):
            if week % every:
                continue
            program = self.chance.choice(running)
            agreed = [
                one
                for one in _there(stored, desk)
                if (each := stored.enrolments.get((program.id, one.id))) is not None and each.state == "agreed"
            ]
            if not agreed:
                continue
            one = self.chance.choice(agreed)
            self.coordinator.tally.touching[what] += _stands(stored, one, today, program.id)
            self._count(what)
            if what == "pauses":
                until = monday(week + _PAUSED_WEEKS) - timedelta(days=3)
                programs.enrol(desk, program.name, [one.email], EnrolmentState.PAUSED, until)
            else:
                self._leave_program(desk, program.name, one, today)

    def fall_ill(self, stored: Stored, week: int) -> dict[date, list[tuple[str, Days]]]:
        """Who falls ill in a week, by the first day of that, each with the days."""
        days: dict[date, list[tuple[str, Days]]] = defaultdict(list)
        some = [one for one in stored.people.values() if not one.removed]
        for one in self.chance.sample(some, round(ILL * len(some))):
            first = monday(week) + timedelta(days=self.chance.randrange(5))
            last = first
            for _ in range(self.chance.randrange(5)):
                last += timedelta(days=3 if last.weekday() == 4 else 1)
            away = any(span.first <= last and first <= span.last for span in stored.absences.get(one.id, ()))
            if not away and one.at_work(first) and one.at_work(last):
                days[first].append((one.email, Days(first, last)))
        return days

    def is_ill(self, desk: Desk, email: str, days: Days) -> None:
        """Settle what somebody's illness touches, as the coordinator does on the first morning of it."""
        tally, before = self.coordinator.tally, read(self.coordinator.path)
        self._count("illnesses")
        try:
            found = ill.settle(desk, email, days)
        except RidealongError as error:
            self.coordinator.tried("settle an illness", error)
            return
        tally.touching["illnesses"] += any(one.visit for one in found.touched)
        changed = changed_between(before, read(self.coordinator.path)) if found.touched else ()
        tally.changed["on bad mornings, by illness"] += len(changed)
        for one in found.touched:
            if one.visit:
                tally.happened[f"visits spoiled by illness: {one.chosen.kind}"] += 1
            if one.visit and one.chosen.kind is ChoiceKind.KEEP:
                tally.note("left as it is on a bad morning", f"#{one.pairing} {one.program}")


Key = tuple[int, int, int]


def changed_between(before: Stored, after: Stored) -> set[Key]:
    """The pairings that were published, or are, and are not what they were: by program, round and guest.

    Both ways of a day in the life are one pairing, and so is what takes the place of another.
    """
    found: set[Key] = set()
    for number in before.pairings.keys() | after.pairings.keys():
        old, new = before.pairings.get(number), after.pairings.get(number)
        told = any(one is not None and one.state == "published" for one in (old, new))
        if told and _shape(old) != _shape(new):
            found |= {key(one, stored) for one, stored in ((old, before), (new, after)) if one is not None}
    for number in before.groups.keys() | after.groups.keys():
        groups = before.groups.get(number), after.groups.get(number)
        states = {one.state for one in groups if one is not None}
        if "published" in states and groups[0] != groups[1]:
            found.add((0, 0, number))
    return found


def key(one: Pairing, stored: Stored) -> Key:
    """What a pairing is known by whoever the host is: its program, round and guest, of a pair the one who begins."""
    return one.program, one.round, one.host if stored.is_return(one) else one.guest


def _shape(one: Pairing | None) -> tuple[object, ...]:
    return () if one is None else (one.state, one.guest, one.host, one.first, one.last)


def _is_visit(pairing: int, kind: str, one: Pairing) -> bool:
    return pairing == one.id and kind == "visit"


def _there(stored: Stored, desk: Desk) -> list[Person]:
    return [one for one in stored.people.values() if not one.removed and one.at_work(desk.clock.today())]


def _stands(stored: Stored, who: Person, since: date, program: int = 0) -> bool:
    """Whether somebody stands in something published that begins, or goes on, from a day on."""
    return any(
        one.state == "published" and who.id in one.pair and one.last >= since and program in (0, one.program)
        for one in stored.pairings.values()
    )


def _due(a_year: int, stored: Stored, week: int) -> int:
    """How many of those who come or go in a year do so in a week."""
    size = sum(not one.removed for one in stored.people.values())
    rate = a_year * min(1.0, max(0.25, size / LARGE)) / 52
    return int((week + 1) * rate) - int(week * rate) if week >= 0 else 0
