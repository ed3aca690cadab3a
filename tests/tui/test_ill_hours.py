"""What a choice about a group says of its hour in the dialog of who cannot come."""

from datetime import date, time

import pytest

from ridealong.domain.days import Days
from ridealong.domain.gathering_times import Hour, HourChange
from ridealong.services.ill.ill_views import Choice, ChoiceKind
from ridealong.tui.dialogs.ill_lines import words

THURSDAY = date(2027, 1, 14)
HOUR = HourChange(before=Hour(time(12), "Europe/Berlin"), now=Hour(time(15), "Asia/Kolkata"))


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (None, "on a later day: 14 Jan 2027, round 1"),
        (HOUR, "on a later day: 14 Jan 2027, round 1, at 15:00 Asia/Kolkata, not 12:00 Europe/Berlin"),
    ],
)
def test_another_day_tells_another_hour(hour: HourChange | None, said: str) -> None:
    choice = Choice(
        kind=ChoiceKind.LATER,
        words=f"on a later day: {THURSDAY}{f' {hour}' if hour else ''}",
        days=Days(THURSDAY, THURSDAY),
        round=0,
        by_day=True,
        hour=hour,
    )
    assert words(choice) == said
