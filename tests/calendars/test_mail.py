"""Invites as mails: read back by the standard library, with the calendar inside octet by octet."""

from dataclasses import replace
from datetime import date, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.samples import ANA, BEN, CHECK_IN, NOW, PAT, VISIT, WELCOME, invite
from ridealong.calendars.mail import mail, recipients
from ridealong.calendars.text import one_line
from ridealong.calendars.when_words import when_in_words
from ridealong.calendars.writer import write
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.meetings import Address, AllDay, Invite, Method, Moved, Series

ALL = [
    invite(VISIT),
    invite(CHECK_IN),
    invite(WELCOME, sequence=2),
    invite(VISIT, Method.CANCEL, 1),
    invite(CHECK_IN, Method.CANCEL, 1, only=(ANA,)),
]


def read(data: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(data, policy=policy.default))


def parts(message: EmailMessage) -> tuple[EmailMessage, EmailMessage, EmailMessage]:
    """The text, the calendar part and the attachment, where they must stand."""
    assert message.get_content_type() == "multipart/mixed"
    alternative, attachment = cast("list[EmailMessage]", message.get_payload())
    assert alternative.get_content_type() == "multipart/alternative"
    text, calendar = cast("list[EmailMessage]", alternative.get_payload())
    return text, calendar, attachment


def words(sent: Invite) -> str:
    return parts(read(mail(sent, draft=False)))[0].get_content().replace("\r\n", "\n")


@pytest.mark.parametrize("sent", ALL)
def test_the_calendar_inside_is_the_file_octet_by_octet(sent: Invite) -> None:
    """Check 39."""
    text, calendar, attachment = parts(read(mail(sent, draft=False)))
    assert text.get_content_type() == "text/plain"
    assert calendar.get_content_type() == "text/calendar"
    assert attachment.get_content_type() == "application/ics"
    assert calendar.get_payload(decode=True) == attachment.get_payload(decode=True) == write(sent)


@pytest.mark.parametrize("sent", ALL)
def test_the_mail_names_the_method_that_the_calendar_has(sent: Invite) -> None:
    """Check 39."""
    _text, calendar, _attachment = parts(read(mail(sent, draft=False)))
    inside = icalendar.Calendar.from_ical(cast(bytes, calendar.get_payload(decode=True)))
    assert calendar.get_param("method") == str(inside["METHOD"]) == sent.method.value
    assert (calendar.get_param("charset"), calendar.get_param("component")) == ("utf-8", "VEVENT")
    assert "content-disposition" not in calendar


def test_the_attachment_is_a_file_to_open() -> None:
    attachment = parts(read(mail(ALL[0], draft=False)))[2]
    assert (attachment.get_content_disposition(), attachment.get_filename()) == ("attachment", "invite.ics")


def test_it_comes_from_the_organizer_at_the_moment_of_the_invite() -> None:
    message = read(mail(ALL[0], draft=False))
    assert message["From"].addresses[0].addr_spec == PAT.email
    assert message["Date"].datetime == NOW
    assert message["MIME-Version"] == "1.0"
    assert message["Message-ID"].endswith("@company.example>")


def test_each_invite_has_a_message_id_of_its_own_that_stays() -> None:
    later = [replace(one, stamp=one.stamp + timedelta(seconds=1)) for one in ALL[:2]]
    ids = [read(mail(one, draft=False))["Message-ID"] for one in (*ALL[:2], *later)]
    assert len(set(ids)) == 4
    assert mail(ALL[0], draft=True) == mail(ALL[0], draft=True)


def test_a_draft_opens_ready_to_be_sent_and_is_otherwise_the_same() -> None:
    draft, sent = read(mail(ALL[0], draft=True)), read(mail(ALL[0], draft=False))
    assert draft["X-Unsent"] == "1"
    assert [one for one in draft.items() if one[0] != "X-Unsent"] == sent.items()


@pytest.mark.parametrize(
    ("sent", "update", "subject"),
    [
        (invite(VISIT), False, "Invitation: Ride-along: Ana Lima visits Ben Okoro"),
        (invite(VISIT), True, "Updated: Ride-along: Ana Lima visits Ben Okoro"),
        (invite(VISIT, Method.CANCEL, 1), True, "Cancelled: Ride-along: Ana Lima visits Ben Okoro"),
    ],
)
def test_the_subject_says_what_it_is(sent: Invite, update: bool, subject: str) -> None:
    assert read(mail(sent, draft=False, update=update))["Subject"] == subject


def to(sent: Invite) -> list[str]:
    found = read(mail(sent, draft=False))["To"]
    return [one.addr_spec for one in found.addresses] if found else []


def test_it_goes_to_those_invited_and_never_to_the_organizer() -> None:
    own = Address(PAT.email.upper(), "Pat")
    everybody = replace(VISIT, attendees=(ANA, own, BEN, replace(ANA, email="ANA.lima@company.example")))
    assert to(invite(everybody)) == [ANA.email, BEN.email]
    assert to(invite(everybody, Method.CANCEL, 1, only=(BEN,))) == [BEN.email]
    assert to(invite(replace(VISIT, attendees=(own,)))) == []
    assert recipients(invite(replace(VISIT, attendees=(own,)))) == ()


def test_a_person_reads_what_when_and_where() -> None:
    assert words(invite(VISIT)) == (
        "Ride-along: Ana Lima visits Ben Okoro\n"
        "When: Monday, 11 January 2027 to Friday, 15 January 2027, all day\n"
        "Where: Building 4, room 12\n\n"
        "Five days with the Brand team.\nBring a laptop; lunch at noon, in the canteen.\n\n"
        "Please accept or decline in your calendar program. "
        "The answer goes to Pat Coordinator (pat@company.example)."
    )


def test_a_person_reads_that_a_meeting_does_not_take_place() -> None:
    assert words(invite(VISIT, Method.CANCEL, 1)).startswith("This meeting does not take place.\n\nRide-along: Ana")
    alone = words(invite(VISIT, Method.CANCEL, 1, only=(ANA,)))
    assert alone.startswith("You no longer take part in this meeting.")
    assert "accept or decline" not in alone


def test_times_are_said_with_weekday_zone_and_exceptions() -> None:
    assert isinstance(CHECK_IN.when, Series)
    moved = Moved(date(2027, 2, 22), date(2027, 2, 24), time(23, 30), 60, "Room 7")
    assert when_in_words(replace(CHECK_IN.when, moved=(moved,))) == (
        "Every 2 weeks from Monday, 11 January 2027 to Monday, 5 April 2027, 10:00 to 10:30 (Europe/Berlin)",
        "Not on Monday, 8 February 2027",
        "Instead of Monday, 22 February 2027: Wednesday, 24 February 2027, 23:30 to 00:30 the next day, Room 7",
    )
    assert when_in_words(WELCOME.when) == ("Monday, 11 January 2027, 09:00 to 10:00 (America/New_York)",)
    day = date(2027, 1, 11)
    assert when_in_words(AllDay(Days(day, day))) == ("Monday, 11 January 2027, all day",)


def test_a_rule_ends_with_its_last_occurrence_in_words_too() -> None:
    series = Series(date(2027, 1, 11), date(2027, 2, 1), time(9), 30, "UTC", every_weeks=2)
    assert when_in_words(series)[0].startswith("Every 2 weeks from Monday, 11 January 2027 to Monday, 25 January 2027")


HOSTILE = st.text(max_size=200) | st.sampled_from(
    [
        "x\r\nBcc: evil@x.example",
        "x\n\nbody",
        '"Lima, Ana" <evil@x.example>',
        "=?utf-8?q?x=0ABcc:_evil@x.example?=",
        "Ana\u202e(moc.live)",
        "Жанна <a@b.example>, " * 20,
        "שרה, לוי" * 9,
        "\ud800",
        "\\",
        "a" * 2000,
        "." * 80,
    ]
)


@given(name=HOSTILE, other=HOSTILE, summary=HOSTILE, description=HOSTILE, place=HOSTILE)
def test_no_text_adds_a_header_a_recipient_or_a_part(
    name: str, other: str, summary: str, description: str, place: str
) -> None:
    meeting = replace(
        VISIT,
        summary=summary,
        description=description,
        place=place,
        organizer=replace(PAT, name=other),
        attendees=(replace(ANA, name=name), replace(BEN, name=other)),
    )
    data = mail(invite(meeting), draft=True)
    message = read(data)
    assert message.keys() == [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "X-Unsent",
        "Content-Type",
    ]
    assert [one.addr_spec for one in message["From"].addresses] == [PAT.email]
    assert [one.addr_spec for one in message["To"].addresses] == [ANA.email, BEN.email]
    assert parts(message)[1].get_payload(decode=True) == write(invite(meeting))
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 100
    assert data.replace(b"\r\n", b"").translate(None, b"\r\n") == data.replace(b"\r\n", b"")


@given(name=st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Zl", "Zp")), max_size=150))
def test_names_arrive_as_they_are(name: str) -> None:
    message = read(mail(invite(replace(VISIT, attendees=(replace(ANA, name=name),))), draft=False))
    (found,) = message["To"].addresses
    # The standard library puts blanks between the pieces of a long name when it reads it.
    assert "".join(found.display_name.split()) == "".join(one_line(name).split())


def test_an_address_in_another_script_stands_in_utf_8_headers() -> None:
    data = mail(invite(replace(VISIT, attendees=(Address("jörg@bücher.example", "Jörg"),))), draft=False)
    assert "To: =?utf-8?b?SsO2cmc=?=\r\n <jörg@xn--bcher-kva.example>".encode() in data


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("ana@straße.example", "The domain of ana@straße.example has no one form in ASCII. Write it as"),
        (f"ana@{'é' * 70}.example", "has no one form in ASCII"),
    ],
)
def test_a_domain_that_could_mean_two_is_refused(email: str, said: str) -> None:
    with pytest.raises(InvalidValue, match=said):
        mail(invite(replace(VISIT, attendees=(Address(email, "Ana"),))), draft=False)


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(InvalidValue, match="is not an e-mail address"):
        mail(invite(replace(VISIT, attendees=(Address("a@x.example>\r\nBcc: <b@x.example", "Ana"),))), draft=False)
