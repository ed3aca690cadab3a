"""Public holidays by country and part of a country, and the country that a zone lies in."""

from contextlib import suppress
from datetime import date
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.calendars.public_holidays import country, country_of_zone, public_holidays
from ridealong.domain.errors import InvalidValue

EPIPHANY = date(2027, 1, 6)


@pytest.mark.parametrize(
    ("written", "proper"),
    [
        ("de", "DE"),
        (" DE-by ", "DE-BY"),
        ("de-bayern", "DE-BY"),
        ("us-CA", "US-CA"),
        ("uk", "GB"),
        ("gb-SCT", "GB-SCT"),
    ],
)
def test_a_country_or_a_part_of_one_is_read_in_any_letter_case(written: str, proper: str) -> None:
    assert country(written) == proper


@pytest.mark.parametrize("written", ["", "XX", "Germany", "D", "-BY", "DEU-BY", "Ünknown\n"])
def test_what_is_no_country_is_refused_with_what_would_be_right(written: str) -> None:
    with pytest.raises(InvalidValue, match=r"is not a country .* Write two letters such as DE"):
        country(written)


def test_an_unknown_part_of_a_country_names_those_there_are() -> None:
    with pytest.raises(InvalidValue, match=r"'XX' is not a part of DE with holidays of its own. It has .*BY"):
        country("DE-XX")


@given(st.text())
def test_any_text_is_a_country_or_refused(text: str) -> None:
    with suppress(InvalidValue):
        assert country(country(text)) == country(text)


def test_a_part_of_a_country_has_holidays_that_the_whole_does_not_have() -> None:
    assert public_holidays("DE-BY", [2027])[EPIPHANY] == "Epiphany"
    assert EPIPHANY not in public_holidays("DE", [2027])
    assert date(2027, 10, 3) in public_holidays("DE", [2027])


def test_years_are_put_together_and_no_other_year_is_among_them() -> None:
    found = public_holidays("US", [2027, 2028])
    assert {day.year for day in found} == {2027, 2028}
    # New Year's Day of 2028 is a Saturday, and is kept on the Friday before.
    assert date(2027, 12, 31) in public_holidays("US", [2027])


def test_an_unknown_country_has_no_holidays() -> None:
    assert public_holidays("XX", [2027]) == {}
    assert public_holidays("", [2027]) == {}
    assert public_holidays("DE-XX", [2027]) == {}


@pytest.mark.parametrize(
    ("zone", "code"),
    [
        ("Europe/Berlin", "DE"),
        ("America/New_York", "US"),
        ("Asia/Tokyo", "JP"),
        ("Europe/Zurich", "CH"),
        ("Asia/Calcutta", "IN"),
        ("US/Eastern", "US"),
        ("Europe/Kiev", "UA"),
        ("Iceland", "IS"),
        ("Japan", "JP"),
        ("UTC", ""),
        ("Etc/GMT+5", ""),
        ("CET", ""),
        ("EST", ""),
        ("No/Where", ""),
    ],
)
def test_a_zone_lies_in_a_country_or_in_none(zone: str, code: str) -> None:
    assert country_of_zone(zone) == code


def test_every_zone_of_a_place_has_a_country() -> None:
    places = {zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix", "right"))}
    assert [zone for zone in sorted(places) if not country_of_zone(zone)] == []
