"""A calendar to which invites are sent step by step, as tests of what is due do it."""

from dataclasses import replace
from datetime import date, timedelta

from ridealong.calendars.outbox import due, latest
from ridealong.domain.meetings import Due, Invite, Meeting
from ridealong.domain.replies import Answer

from .samples import NOW, VISIT


class Calendar:
    """Everything sent so far, and a clock that a test sets forward."""

    def __init__(self) -> None:
        self.now = NOW
        self.today: date | None = None
        self.answers: dict[str, tuple[tuple[str, Answer], ...]] = {}
        self.sent: list[Invite] = []

    def due(self, *wanted: Meeting) -> tuple[Due, ...]:
        return due(wanted, latest(self.sent), self.now, today=self.today, answers=self.answers)

    def send(self, *wanted: Meeting) -> list[tuple[str, int, str]]:
        """Method, sequence and reason of what was due and has now been sent."""
        found = self.due(*wanted)
        self.sent += [item.invite for item in found]
        self.now += timedelta(hours=1)
        return [(item.invite.method.value, item.invite.sequence, item.why) for item in found]


def later(meeting: Meeting, weeks: int = 1) -> Meeting:
    assert meeting.when == VISIT.when
    days = VISIT.when.days
    return replace(
        meeting, when=replace(VISIT.when, days=replace(days, first=days.first, last=days.last + timedelta(weeks=weeks)))
    )
