"""Which moment a time is, in a zone as another program names or describes it."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.calendars.foreign_values import clock_time, offset
from ridealong.calendars.foreign_zones import FileZones, named, to_utc
from ridealong.calendars.reply_calendars import read_calendars
from ridealong.calendars.timezones import vtimezone
from thorough import THOROUGH

from .made_replies import FILES

SUMMER, WINTER = datetime(2027, 7, 1, 12), datetime(2027, 1, 11, 12)  # noqa: DTZ001 - on a clock


def zones_of(data: bytes) -> FileZones:
    (calendar,) = read_calendars(data, ())
    return FileZones(one for one in calendar.parts if one.name == "VTIMEZONE")


def described(text: str, name: str) -> tzinfo | None:
    """The zone of a name, in a file that describes one so."""
    return zones_of(f"BEGIN:VCALENDAR\r\n{text}\r\nEND:VCALENDAR".encode()).find(name)


def british(name: str) -> str:
    """British time under another name."""
    return vtimezone("Europe/London", date(2027, 1, 1), date(2027, 12, 31)).replace(
        "TZID:Europe/London", f"TZID:{name}"
    )


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
    found = described(vtimezone(zone, date(2026, 1, 1), date(2028, 12, 31)).replace(f"TZID:{zone}", "TZID:Own"), "Own")
    assert found is not None
    place = ZoneInfo(zone)
    clock = datetime(2026, 1, 1)  # noqa: DTZ001 - on a clock
    while clock.year < 2029:
        moment = clock.replace(tzinfo=place)
        exists = moment.astimezone(UTC).astimezone(place).replace(tzinfo=None) == clock
        if exists and moment.utcoffset() == moment.replace(fold=1).utcoffset():
            assert to_utc(clock, found) == moment.astimezone(UTC), clock
        clock += timedelta(minutes=90 if THOROUGH else 330)


def test_a_description_of_outlook_counts_from_1601() -> None:
    zones = zones_of((FILES / "outlook_customized_zone_tentative_one.ics").read_bytes())
    found = zones.find("Customized Time Zone")
    assert found is not None
    for clock in (SUMMER, WINTER, datetime(2027, 3, 28, 1, 59), datetime(2027, 3, 28, 3), datetime(2027, 10, 31, 4)):  # noqa: DTZ001 - on a clock
        assert to_utc(clock, found) == clock.replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


def test_a_known_name_comes_before_a_description_unless_it_is_one_that_is_often_wrong() -> None:
    def ahead(found: tzinfo | None) -> timedelta | None:
        return found.utcoffset(SUMMER) if found else None

    assert ahead(described(british("Asia/Kolkata"), "Asia/Kolkata")) == timedelta(hours=5, minutes=30)
    assert ahead(described(british("GMT"), "GMT")) == timedelta(hours=1)
    assert ahead(described("", "GMT")) == timedelta()
    assert ahead(described(british("Own"), "Own")) == timedelta(hours=1)
    assert ahead(described("", "Own")) is None
    assert ahead(described(british("Own"), "")) is None


def test_a_description_says_what_its_clock_shows_at_a_moment() -> None:
    found = described(british("Own"), "Own")
    assert found is not None
    for clock in (SUMMER, WINTER):
        assert clock.replace(tzinfo=UTC).astimezone(found).replace(tzinfo=None) == (
            clock.replace(tzinfo=UTC).astimezone(ZoneInfo("Europe/London")).replace(tzinfo=None)
        )


def test_a_description_that_says_nothing_gives_no_zone() -> None:
    bad = "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:x\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    assert described(bad, "Own") is None


@given(st.text(max_size=30))
def test_any_text_is_a_time_and_an_offset_or_none(text: str) -> None:
    assert clock_time(text) is None or isinstance(clock_time(text), datetime)
    assert offset(text) is None or abs(offset(text) or timedelta()) < timedelta(days=1)
