"""What is read from replies as calendar programs write them, and from what is none."""

from base64 import encodebytes
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridealong.calendars.replies import LONGEST_COMMENT, NotAReply
from ridealong.domain.replies import Answer, Reply
from thorough import examples

from .made_replies import FILES, calendar, one, problem, read_replies, reply
from .samples import CHECK_IN, VISIT

ANSWERED = datetime(2027, 1, 5, 10, 15, tzinfo=UTC)
ACCEPTS = Reply(
    uid=CHECK_IN.uid, answer=Answer.ACCEPTED, attendee="ana.lima@company.example", sequence=2, stamp=ANSWERED
)
DECLINES = replace(ACCEPTS, answer=Answer.DECLINED)
TENTATIVE = replace(ACCEPTS, answer=Answer.TENTATIVE)
IN_WINTER = datetime(2027, 1, 25, 9, 0, tzinfo=UTC)
IN_SUMMER = datetime(2027, 4, 5, 8, 0, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)

EXPECTED = {
    "outlook_accepts": [replace(ACCEPTS, comment="Glad to, see you there")],
    "outlook_without_zone_declines_one": [replace(DECLINES, occurrence=IN_SUMMER)],
    "outlook_customized_zone_tentative_one": [replace(TENTATIVE, occurrence=IN_SUMMER)],
    "outlook_proposes": [
        replace(
            ACCEPTS,
            answer=Answer.PROPOSED,
            occurrence=IN_SUMMER,
            comment="An hour later would suit me",
            proposed=(IN_SUMMER + timedelta(hours=1), IN_SUMMER + timedelta(hours=1) + HALF_AN_HOUR),
        )
    ],
    "outlook_proposes_other_days": [
        replace(ACCEPTS, uid=VISIT.uid, answer=Answer.PROPOSED, proposed=(date(2027, 1, 18), date(2027, 1, 22)))
    ],
    "google_tentative": [replace(TENTATIVE, attendee="Ana.Lima@Company.Example", comment="I'll try")],
    "apple_accepts": [ACCEPTS],
    "minimal_lower_case": [replace(ACCEPTS, sequence=0)],
    "horde_wrong_start": [ACCEPTS],
    "sabre_each_occurrence": [
        ACCEPTS,
        replace(DECLINES, occurrence=IN_WINTER),
        replace(TENTATIVE, occurrence=IN_SUMMER),
    ],
    "nextcloud_link": [replace(TENTATIVE, comment="Perhaps, if the train runs")],
    "delegates": [replace(ACCEPTS, answer=Answer.DELEGATED, delegate="cho@company.example")],
    "bom_and_cut_character": [replace(ACCEPTS, comment="Zoë gaat het")],
    "two_calendars": [ACCEPTS, replace(DECLINES, uid=VISIT.uid, attendee="ben.okoro@company.example")],
    "left_quoted_printable": [replace(TENTATIVE, attendee="Ana.Lima@Company.Example", comment="I'll try")],
}


# What programs write


@pytest.mark.parametrize("name", EXPECTED)
def test_a_reply_of_each_program_is_read(name: str) -> None:
    assert list(read_replies((FILES / f"{name}.ics").read_bytes())) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\r\n", b"\n"),
        lambda data: data.replace(b"\n", b"\r\n").replace(b"\r\r\n", b"\r\n"),
        lambda data: data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\r\n"),
        lambda data: b"\r\n\r\n  " + data + b"\0\0\x1a",
    ],
    ids=["a mark of byte order", "LF", "CRLF", "CRCRLF", "blanks before and NULs after"],
)
def test_line_ends_and_marks_make_no_difference(name: str, change: Callable[[bytes], bytes]) -> None:
    assert list(read_replies(change((FILES / f"{name}.ics").read_bytes()))) == EXPECTED[name]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "utf-8-sig"])
def test_any_usual_encoding_is_read(encoding: str) -> None:
    data = reply("COMMENT:Gern - früh").decode().encode(encoding)
    assert one(data).comment == "Gern - früh"


def test_two_encodings_in_one_file_are_both_read() -> None:
    data = reply("COMMENT:früh").replace(b"\xc3\xbc", b"\xfc") + reply("UID:b@x", "COMMENT:spät")
    assert [found.comment for found in read_replies(data)] == ["früh", "spät"]


def test_a_reply_saved_as_base64_is_read() -> None:
    assert one(encodebytes(reply())).uid == "a@x"


# Who answers


def test_of_several_attendees_the_sender_alone_answers_in_any_letter_case() -> None:
    data = (FILES / "thunderbird_lists_all.ics").read_bytes()
    assert read_replies(data, "ANA.lima@company.example") == (DECLINES,)


def test_without_a_sender_among_them_all_who_have_answered_count_but_not_the_organizer() -> None:
    data = (FILES / "thunderbird_lists_all.ics").read_bytes()
    ben = replace(ACCEPTS, attendee="ben.okoro@company.example")
    assert read_replies(data) == (DECLINES, ben)
    assert read_replies(data, "pat@company.example") == (DECLINES, ben)


def test_a_sender_who_has_not_answered_gives_no_answers_of_others() -> None:
    data = (FILES / "thunderbird_lists_all.ics").read_bytes()
    assert "cho@company.example" in problem(data, "cho@company.example").problem


def test_somebody_may_answer_for_an_attendee() -> None:
    data = reply(
        'ATTENDEE;PARTSTAT=DECLINED;SENT-BY="mailto:desk@x.example":mailto:ana@x.example',
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@x.example",
    )
    assert one(data, "desk@x.example").attendee == "ana@x.example"


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Ana@x.example", "Ana@x.example"),
        ("ATTENDEE;PARTSTAT=accepted:mailto: ana@x.example ", "ana@x.example"),
        ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:<ana@x.example>", "ana@x.example"),
        ("ATTENDEE;PARTSTAT=ACCEPTED:ana@x.example", "ana@x.example"),
        ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:o%27hara%2Bit@x.example", "o'hara+it@x.example"),
        ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@x.example?subject=Yes", "ana@x.example"),
        ("ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=ana@x.example:urn:uuid:1-2-3", "ana@x.example"),
        ('ATTENDEE;PARTSTAT=ACCEPTED;CN="Lima: Ana; IT":mailto:ana@x.example', "ana@x.example"),
        ("ATTENDEE;PARTSTAT=ACCEPTED;CN=Lima, Ana:mailto:ana@x.example", "ana@x.example"),
        ("ATTENDEE;PARTSTAT=ACCEPTED:invalid:nomail", "sender@x.example"),
        ("ATTENDEE;PARTSTAT=ACCEPTED:/o=Company/cn=ana", "sender@x.example"),
    ],
)
def test_the_attendee_is_the_mailto_or_the_email_or_the_sender(line: str, address: str) -> None:
    assert one(reply(line), "sender@x.example").attendee == address


def test_an_attendee_twice_answers_once() -> None:
    lines = [f"ATTENDEE;PARTSTAT={stat}:mailto:ana@x.example" for stat in ("NEEDS-ACTION", "DECLINED")]
    assert one(reply(*lines)).answer is Answer.DECLINED


def test_an_attendee_of_an_alarm_answers_nothing() -> None:
    alarm = ("BEGIN:VALARM", "ATTENDEE;PARTSTAT=DECLINED:mailto:ben@x.example", "END:VALARM")
    assert one(reply("ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@x.example", *alarm)).attendee == "ana@x.example"


# Which occurrence, and when


@pytest.mark.parametrize(
    ("line", "occurrence"),
    [
        ("RECURRENCE-ID:20270405T080000Z", IN_SUMMER),
        ("RECURRENCE-ID;TZID=Europe/Berlin:20270405T100000", IN_SUMMER),
        ("RECURRENCE-ID;TZID=europe/berlin:20270405T100000", IN_SUMMER),
        ("RECURRENCE-ID;TZID=/freeassociation.sourceforge.net/Europe/Berlin:20270405T100000", IN_SUMMER),
        ("RECURRENCE-ID;TZID=Pacific Standard Time:20270405T010000", IN_SUMMER),
        ('RECURRENCE-ID;RANGE=THISANDFUTURE;TZID="India Standard Time":20270405T133000', IN_SUMMER),
        ("RECURRENCE-ID;VALUE=DATE:20270405", date(2027, 4, 5)),
        ("RECURRENCE-ID:20270405", date(2027, 4, 5)),
        ("RECURRENCE-ID:20270405T100000", date(2027, 4, 5)),
        ("RECURRENCE-ID;TZID=Nowhere:20270405T100000", date(2027, 4, 5)),
    ],
)
def test_an_occurrence_is_a_moment_in_utc_or_where_its_zone_is_unknown_a_day(line: str, occurrence: date) -> None:
    found = one(reply(line)).occurrence
    assert found == occurrence
    assert type(found) is type(occurrence)


def test_an_occurrence_that_cannot_be_read_is_not_taken_for_all_of_them() -> None:
    assert "RECURRENCE-ID" in problem(reply("RECURRENCE-ID:soon")).problem


def test_without_a_stamp_the_reply_is_as_old_as_its_mail() -> None:
    sent = datetime(2027, 1, 6, 12, 0, tzinfo=UTC).astimezone()
    assert one(reply(), sent=sent).stamp == sent
    assert one(reply("DTSTAMP:yesterday"), sent=sent).stamp == sent
    assert one(reply("DTSTAMP:20270105T101500Z"), sent=sent).stamp == ANSWERED
    assert one(reply("DTSTAMP:20270105T101500")).stamp == ANSWERED
    assert one(reply()).stamp is None


@pytest.mark.parametrize(
    ("text", "sequence"), [("3", 3), (" 3 ", 3), ("-1", 0), ("three", 0), ("", 0), ("9" * 18, 2**31 - 1), ("٣", 0)]
)
def test_a_sequence_that_is_no_number_counts_as_missing(text: str, sequence: int) -> None:
    assert one(reply(f"SEQUENCE:{text}")).sequence == sequence


@pytest.mark.parametrize(
    ("lines", "proposed"),
    [
        (["DTSTART:20270405T090000Z", "DTEND:20270405T093000Z"], "2027-04-05T09:00/2027-04-05T09:30"),
        (["DTSTART:20270405T090000Z", "DURATION:PT1H"], "2027-04-05T09:00/2027-04-05T10:00"),
        (["DTSTART:20270405T090000", "DTEND:20270405T093000"], "2027-04-05T07:00/2027-04-05T07:30"),
        (["DTSTART;VALUE=DATE:20270405", "DTEND;VALUE=DATE:20270410"], "2027-04-05/2027-04-09"),
        (["DTSTART;VALUE=DATE:20270405"], "2027-04-05/2027-04-05"),
        (["DTSTART;VALUE=DATE:20270405", "DURATION:P5D"], "2027-04-05/2027-04-09"),
        (["DTSTART;VALUE=DATE:20270405", "DTEND;VALUE=DATE:20270401"], "2027-04-05/2027-04-05"),
        (["DTSTART:20270405T090000Z", "DTEND:20270405T080000Z"], ""),
        (["DTEND:20270405T093000Z"], ""),
        (["DTSTART:soon", "DTEND:later"], ""),
    ],
)
def test_a_counter_proposal_carries_its_times_in_utc_or_its_days(lines: list[str], proposed: str) -> None:
    found = one(reply(*lines, method="COUNTER"), zone="Europe/Berlin")
    assert found.answer is Answer.PROPOSED
    said = "/".join(part.isoformat().removesuffix(":00+00:00") for part in found.proposed or ())
    assert said == proposed


def test_a_proposal_counts_whatever_it_says_of_taking_part() -> None:
    data = reply("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ana@x.example", method="counter")
    assert one(data).answer is Answer.PROPOSED


def test_times_of_a_reply_are_no_proposal() -> None:
    assert one(reply("DTSTART:20270405T090000Z", "DTEND:20270405T093000Z")).proposed is None


# What was written beside it


@pytest.mark.parametrize(
    ("lines", "comment"),
    [
        (["COMMENT:Yes\\, please\\nAna", "COMMENT:P.S. thanks"], "Yes, please\nAna\nP.S. thanks"),
        (["COMMENT:a\x00\x07b\u202ec"], "abc"),
        (["COMMENT:" + "x" * 5000], "x" * (LONGEST_COMMENT - 1) + "…"),
        (["COMMENT:" + "x" * LONGEST_COMMENT], "x" * LONGEST_COMMENT),
        (['ATTENDEE;PARTSTAT=DECLINED;X-RESPONSE-COMMENT="a &amp; b":mailto:a@x.example'], "a & b"),
    ],
)
def test_comments_are_cleaned_and_cut(lines: list[str], comment: str) -> None:
    assert one(reply(*lines)).comment == comment


def test_a_uid_that_exchange_has_wrapped_is_unwrapped() -> None:
    wrapped = "040000008200E00074C5B7101A82E008" + "0" * 40 + "1B000000" + b"vCal-Uid\1\0\0\0a@x\0".hex().upper()
    assert one(reply(f"UID:{wrapped}")).uid == "a@x"


def test_a_mail_may_say_the_method_that_the_calendar_does_not() -> None:
    assert isinstance(problem(calendar("BEGIN:VEVENT", "END:VEVENT", method="")), NotAReply)
    data = reply().replace(b"METHOD:REPLY\r\n", b"")
    assert [found.answer for found in read_replies(data, method="reply")] == [Answer.ACCEPTED]


def test_a_method_after_the_events_is_found() -> None:
    data = reply().replace(b"METHOD:REPLY\r\n", b"").replace(b"END:VCALENDAR", b"METHOD:REPLY\r\nEND:VCALENDAR")
    assert one(data).answer is Answer.ACCEPTED


# What icalendar writes

TEXT = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=60).map(str.strip)
MOMENT = st.datetimes(datetime.fromisoformat("1980-01-01"), datetime.fromisoformat("2090-01-01")).map(
    lambda when: when.replace(microsecond=0, tzinfo=UTC)
)
DAY = st.dates(date(1980, 1, 1), date(2090, 1, 1))
LOCAL = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_'éñ", min_size=1, max_size=20)
EMAIL = LOCAL.map(lambda local: f"{local}@company.example")
REPLY = st.builds(
    Reply,
    uid=st.text("abcdef0123456789-@.,;\\", min_size=1, max_size=80),
    answer=st.sampled_from([Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE]),
    attendee=EMAIL,
    occurrence=st.none() | MOMENT | DAY,
    sequence=st.integers(0, 2**31 - 1),
    stamp=MOMENT,
    comment=TEXT,
)


ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])


@settings(max_examples=examples(200), deadline=None)
@given(REPLY, ZONES, TEXT)
def test_replies_written_by_icalendar_are_read_back_equal(wanted: Reply, zone: str, name: str) -> None:
    event = icalendar.Event()
    event.add("uid", wanted.uid)
    event.add("dtstamp", wanted.stamp)
    event.add("sequence", wanted.sequence)
    event.add("comment", wanted.comment)
    if wanted.occurrence is not None:
        event.add("recurrence-id", _on_the_clock_of(zone, wanted.occurrence))
    attendee = icalendar.vCalAddress(f"mailto:{wanted.attendee}")
    # icalendar cannot read back a backslash that it has written at the end of a parameter.
    attendee.params["CN"] = name.replace("\\", "/")
    attendee.params["PARTSTAT"] = wanted.answer.value.upper()
    event.add("attendee", attendee, encode=False)
    event.add("dtstart", datetime(2027, 1, 1, tzinfo=UTC))
    written = icalendar.Calendar()
    written.add("method", "REPLY")
    written.add_component(event)
    assert read_replies(written.to_ical()) == (wanted,)


def _on_the_clock_of(zone: str, occurrence: date) -> date:
    """As a zone has it, unless it is a day, or its clock shows that time twice."""
    if not isinstance(occurrence, datetime):
        return occurrence
    there = occurrence.astimezone(ZoneInfo(zone))
    return occurrence if there.fold else there
