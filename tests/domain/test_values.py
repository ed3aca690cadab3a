"""Values as people type them: every form that is taken, and what is said of every other."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.errors import InvalidValue
from ridealong.domain.pairings import State
from ridealong.domain.people import Side, WorkingHours
from ridealong.domain.person_values import read_hours, read_side
from ridealong.domain.programs import Kind
from ridealong.domain.values import (
    MAX_CAPACITY,
    quoted,
    read_capacity,
    read_day,
    read_email,
    read_time,
    read_topics,
    read_weekday,
    read_word,
    read_zone,
)


@pytest.mark.parametrize(
    "text", ["ana@x.example", " Ana.Lima+b@sub.x.example ", "o'brien@x.example", "ana@bücher.example"]
)
def test_an_address_is_taken_as_written_without_blanks_around_it(text: str) -> None:
    assert read_email(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ana",
        "ana@",
        "@x.example",
        "ana@x",
        "a b@x.example",
        "ana@x..example",
        "ana@x.example, ben@x.example",
        "Ana <ana@x.example>",
        "a" * 250 + "@x.example",
        "ana@x.exa\x1bmple",
        "ana@@x.example",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"is not an e-mail address. It looks like name@company.example"):
        read_email(text)


def test_a_day_is_written_year_month_day() -> None:
    assert read_day(" 2027-01-11 ") == date(2027, 1, 11)


@pytest.mark.parametrize(
    "text", ["", "11.01.2027", "03/04/2027", "2027-1-11", "20270111", "2027-W02-1", "2027-02-30", "2027-01-11T00:00"]
)
def test_any_other_day_is_refused_since_it_can_be_read_in_two_ways(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"is not a day. Days are written YYYY-MM-DD, such as 2027-01-11"):
        read_day(text)


@given(st.dates())
def test_every_day_is_read_back_as_it_was_written(day: date) -> None:
    assert read_day(day.isoformat()) == day


def test_times_may_leave_out_the_leading_zero() -> None:
    assert [read_time(text) for text in ("09:05", "9:05", "00:00", "23:59")] == [
        time(9, 5),
        time(9, 5),
        time(0),
        time(23, 59),
    ]


@pytest.mark.parametrize("text", ["", "9", "9.30", "24:00", "12:60", "9:5", "9:05 pm"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"is not a time of day. Times are written HH:MM, such as 10:00"):
        read_time(text)


@pytest.mark.parametrize("text", ["9:00-17:30", "09:00 - 17:30", "09:00–17:30"])
def test_working_hours_take_a_hyphen_or_a_dash(text: str) -> None:
    assert read_hours(text) == WorkingHours(time(9), time(17, 30))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9 to 5", "'9 to 5' are not working hours. They are written 09:00-17:00"),
        ("09:00-25:00", "'25:00' is not a time of day"),
        ("17:00-09:00", "17:00-09:00 end before they start"),
        ("09:00-09:00", "09:00-09:00 end before they start"),
    ],
)
def test_what_are_no_working_hours_is_refused(text: str, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        read_hours(text)


def test_a_side_is_read_in_any_letter_case() -> None:
    assert [read_side(text) for text in ("it", " IT ", "Marketing", "MARKETING")] == [
        Side.IT,
        Side.IT,
        Side.MARKETING,
        Side.MARKETING,
    ]
    with pytest.raises(InvalidValue, match=r"'Sales' is not a side. A side is 'it' or 'marketing'"):
        read_side("Sales")


@pytest.mark.parametrize(("text", "zone"), [("Berlin", "Europe/Berlin"), ("new york", "America/New_York")])
def test_a_city_in_place_of_a_zone_is_told_its_zone(text: str, zone: str) -> None:
    with pytest.raises(InvalidValue, match=f"is not a time zone. Did you mean {zone}"):
        read_zone(text)


def test_a_zone_gets_its_proper_name() -> None:
    assert read_zone(" europe/berlin ") == "Europe/Berlin"
    assert read_zone("utc") == "UTC"


@pytest.mark.parametrize("text", ["", "CEST", "+01:00", "../etc/passwd", "localtime", "Factory"])
def test_what_is_no_zone_is_refused_with_examples(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"is not a time zone. Zones are IANA names such as Europe/Berlin"):
        read_zone(text)


def test_a_capacity_is_a_whole_number() -> None:
    assert [read_capacity(text) for text in ("0", " 3 ", "007", str(MAX_CAPACITY))] == [0, 3, 7, MAX_CAPACITY]


@pytest.mark.parametrize("text", ["", "-1", "1.5", "two", str(MAX_CAPACITY + 1), "00000001", "9" * 5000, "²"])
def test_what_is_no_capacity_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"is not a capacity. It is how many guests at once"):
        read_capacity(text)


def test_topics_lose_blanks_empties_and_repeats_in_any_letter_case() -> None:
    assert read_topics(" SQL ; brand  voice;; sql;Python ") == ("SQL", "brand voice", "Python")
    assert read_topics(" ; ") == ()


@given(st.text())
def test_topics_read_again_are_the_same(text: str) -> None:
    once = read_topics(text)
    assert read_topics(";".join(once)) == once


def test_a_weekday_is_its_name_or_the_start_of_it() -> None:
    assert [read_weekday(text) for text in ("Monday", "tue", " WE ", "sunday")] == [0, 1, 2, 6]
    for text in ("", "M", "Montag", "7"):
        with pytest.raises(InvalidValue, match=r"is not a weekday. Write Monday, Tuesday"):
            read_weekday(text)


def test_a_word_of_ours_is_read_in_any_letter_case_with_blank_hyphen_or_underscore() -> None:
    assert [read_word(Kind, text, "kind") for text in ("ride-along", "Ride along", "RIDE_ALONG")] == [
        Kind.RIDE_ALONG
    ] * 3
    with pytest.raises(InvalidValue, match=r"'ride' is not a kind. It is one of buddy, ride-along, rotation"):
        read_word(Kind, "ride", "kind")
    with pytest.raises(InvalidValue, match=r"is not a state"):
        read_word(State, "", "state")


def test_an_error_quotes_a_value_short_and_without_what_steers_a_terminal() -> None:
    assert quoted(" x ") == "x"
    assert quoted("a\x1b[2Jb") == "a\\x1b[2Jb"
    assert len(quoted("y" * 500)) == 80
    assert quoted("y" * 500).endswith("…")
