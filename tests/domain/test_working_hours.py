"""Working hours: at which moments they hold."""

from datetime import datetime

from ridealong.domain.people import OFFICE_HOURS


def test_hours_hold_on_workdays_from_their_start_to_before_their_end() -> None:
    moments = [datetime(2027, 1, day, hour) for day, hour in ((15, 9), (15, 16), (15, 17), (16, 10))]  # noqa: DTZ001 - local
    assert [OFFICE_HOURS.hold_at(one) for one in moments] == [True, True, False, False]
