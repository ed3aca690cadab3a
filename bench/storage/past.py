"""Past pairings, made up in bulk: the same number for the same company always gives the same ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import NAMESPACE_DNS, uuid5

from ridealong.calendars.snapshot import dump_invite
from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Address, AllDay, Invite, Meeting, Method
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind, Program
from ridealong.storage.records import program_row

Row = dict[str, object]

QUARTERS = 40
_FIRST = date(2016, 10, 3)
_WEEKS = 12
_STATES = ("held",) * 17 + ("missed", "ended", "cancelled")
_ORGANIZER = Address("exchange@brightwater.example", "Robin Ashdown")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the company: the row's id, and what a pairing needs to know."""

    id: int
    side: str
    team: str
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """A past pairing, with the ids that its row and those of its meeting and invite have."""

    id: int
    program: int
    guest: Somebody
    host: Somebody
    first: date
    state: str

    @property
    def last(self) -> date:
        """The Friday of its week."""
        return self.first + timedelta(days=4)

    @property
    def uid(self) -> str:
        """By which calendars know its visit."""
        return str(uuid5(NAMESPACE_DNS, f"pairing {self.id} of the past"))

    def row(self, state: str | None = None, version: int = 2) -> Row:
        """Its row in `pairings`, as it is or as it was in another state; days as text."""
        return {
            "id": self.id,
            "version": version,
            "program_id": self.program,
            "guest_id": self.guest.id,
            "host_id": self.host.id,
            "guest_team": self.guest.team,
            "host_team": self.host.team,
            "guest_side": self.guest.side,
            "round": None,
            "first_day": self.first.isoformat(),
            "last_day": self.last.isoformat(),
            "state": state or self.state,
            "pinned": False,
            "fit": None,
            "reason": "",
        }


def programs(first_id: int) -> list[Row]:
    """The rows of the programs that the past took place in, one a quarter, the oldest first."""
    found = []
    for number in range(QUARTERS):
        start = _start(number)
        program = Program(
            name=f"Visits from {start}",
            kind=Kind.RIDE_ALONG,
            guest_side=Side.IT if number % 2 else Side.MARKETING,
            start=start,
            rounds=_WEEKS,
            weeks=1,
            visits_per_guest=_WEEKS,
            host_visits=None,
            archived=True,
        )
        found.append({"id": first_id + number, "version": 1, **program_row(program), "start": start.isoformat()})
    return found


def pairings(number: int, people: Sequence[Somebody], first_program: int, first_id: int) -> list[Pairing]:
    """So many past pairings, the oldest first; two people meet at most once in a week of a program."""
    chance = Random(f"the past of {len(people)}")
    sides = {side: [one for one in people if one.side == side] for side in ("it", "marketing")}
    found: list[Pairing] = []
    for quarter in range(QUARTERS):
        guests, hosts = (sides[side] for side in (("it", "marketing") if quarter % 2 else ("marketing", "it")))
        wanted = number * (quarter + 1) // QUARTERS - len(found)
        chosen: set[tuple[int, int, int]] = set()
        while len(chosen) < wanted:
            chosen.add((chance.randrange(_WEEKS), chance.randrange(len(guests)), chance.randrange(len(hosts))))
        for week, guest, host in sorted(chosen):
            monday, state = _start(quarter) + timedelta(weeks=week), chance.choice(_STATES)
            program, row_id = first_program + quarter, first_id + len(found)
            found.append(Pairing(row_id, program, guests[guest], hosts[host], monday, state))
    return found


def meetings(past: Sequence[Pairing], first_id: int) -> Iterator[Row]:
    """The rows of the visits of past pairings."""
    for number, one in enumerate(past):
        yield {"id": first_id + number, "version": 1, "pairing_id": one.id, "kind": "visit", "uid": one.uid}


def invites(past: Sequence[Pairing], first_id: int) -> Iterator[Row]:
    """The rows of the invites that went out for past pairings, four weeks before each."""
    for number, one in enumerate(past):
        stamp = datetime.combine(one.first - timedelta(weeks=4), time(12), UTC)
        meeting = Meeting(
            uid=one.uid,
            kind=MeetingKind.VISIT,
            when=AllDay(Days(one.first, one.last)),
            summary=f"{one.guest.name} ({one.guest.team}) with {one.host.name} ({one.host.team})",
            description=f"{one.guest.name} spends the week with {one.host.name}.\nBring a question.",
            place=one.host.team,
            organizer=_ORGANIZER,
            attendees=(Address(one.guest.email, one.guest.name), Address(one.host.email, one.host.name)),
        )
        yield {
            "id": first_id + number,
            "uid": one.uid,
            "sent_at": stamp.isoformat(),
            "meeting_ends": one.last.isoformat(),
            "file_name": f"{one.id}.ics",
            "channel": "files",
            "why": "new",
            "invite": dump_invite(Invite(method=Method.REQUEST, sequence=0, stamp=stamp, meeting=meeting)),
        }


def _start(quarter: int) -> date:
    return _FIRST + timedelta(weeks=13 * quarter)
