"""Which moment a time is, in a zone as another program names or describes it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.calendars.foreign_calendars import described_zones, read_calendars
from ridealong.calendars.foreign_zones import Described, clock_time, named, offset, to_utc
from ridealong.calendars.timezones import vtimezone

from .made_replies import FILES

SUMMER, WINTER = datetime(2027, 7, 1, 12), datetime(2027, 1, 11, 12)  # noqa: DTZ001 - on a clock


def described(text: str) -> Described:
    (found,) = described_zones(read_calendars(f"BEGIN:VCALENDAR\r\n{text}\r\nEND:VCALENDAR".encode(), "X")[0]).values()
    return found


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("w. europe standard time", "Europe/Berlin"),
        ('"Pacific Standard Time"', "America/Los_Angeles"),
        ("/freeassociation.sourceforge.net/America/New_York", "America/New_York"),
        ("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("tzone://Microsoft/Utc", "UTC"),
        ("Etc/UTC", "Etc/UTC"),
        ("Z", "UTC"),
    ],
)
def test_a_zone_is_known_by_its_iana_or_windows_name(name: str, meant: str) -> None:
    found = named(name)
    assert found is not None
    for clock in (SUMMER, WINTER):
        assert found.utcoffset(clock) == ZoneInfo(meant).utcoffset(clock)


@pytest.mark.parametrize(
    "name", ["", "Nowhere", "Customized Time Zone", "../../etc/passwd", "Europe", "a\0b", "x" * 9999, "/" * 300]
)
def test_other_names_are_not_known(name: str) -> None:
    assert named(name) is None


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Santiago",
        "Africa/Casablanca",
        "Asia/Kolkata",
        "Pacific/Auckland",
        "Asia/Tehran",
    ],
)
def test_a_description_gives_the_moments_of_the_zone_that_it_describes(zone: str) -> None:
    found = described(vtimezone(zone, date(2026, 1, 1), date(2028, 12, 31)))
    place = ZoneInfo(zone)
    clock = datetime(2026, 1, 1)  # noqa: DTZ001 - on a clock
    while clock.year < 2029:
        moment = clock.replace(tzinfo=place)
        exists = moment.astimezone(UTC).astimezone(place).replace(tzinfo=None) == clock
        if exists and moment.utcoffset() == moment.replace(fold=1).utcoffset():
            assert found.to_utc(clock) == moment.astimezone(UTC), clock
        clock += timedelta(minutes=90)


def test_a_description_of_outlook_counts_from_1601() -> None:
    (calendar,) = read_calendars((FILES / "outlook_customized_zone_tentative_one.ics").read_bytes(), "X")
    (found,) = described_zones(calendar).values()
    for clock in (SUMMER, WINTER, datetime(2027, 3, 28, 1, 59), datetime(2027, 3, 28, 3), datetime(2027, 10, 31, 4)):  # noqa: DTZ001 - on a clock
        assert found.to_utc(clock) == clock.replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


def test_a_known_name_comes_before_a_description_unless_it_is_one_that_is_often_wrong() -> None:
    british = described(vtimezone("Europe/London", date(2027, 1, 1), date(2027, 12, 31)))
    in_summer = SUMMER.replace(tzinfo=UTC)
    assert to_utc(SUMMER, "Asia/Kolkata", {"Asia/Kolkata": british}) == in_summer - timedelta(hours=5, minutes=30)
    assert to_utc(SUMMER, "GMT", {"GMT": british}) == in_summer - timedelta(hours=1)
    assert to_utc(SUMMER, "GMT", {}) == in_summer
    assert to_utc(SUMMER, "Own", {"Own": british}) == in_summer - timedelta(hours=1)
    assert to_utc(SUMMER, "Own", {}) is None


def test_a_description_that_says_nothing_gives_no_moment() -> None:
    bad = "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:x\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    assert described(bad).to_utc(SUMMER) is None


@given(st.text(max_size=30))
def test_any_text_is_a_time_and_an_offset_or_none(text: str) -> None:
    assert clock_time(text) is None or isinstance(clock_time(text), datetime)
    assert offset(text) is None or abs(offset(text) or timedelta()) < timedelta(days=1)
