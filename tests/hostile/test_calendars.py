"""Invites, drafts and feeds of a hostile company: whole, with no line more than those of a tame one, safely named."""

import email
import email.policy
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.readers import with_icalendar, with_vobject
from calendars.samples import ANA, BEN, MOVED, PAT, VISIT, File, invite
from ridealong.calendars.feed_files import feed_file
from ridealong.calendars.mail import mail
from ridealong.calendars.names import file_name
from ridealong.calendars.text import clean, one_line
from ridealong.calendars.writer import write, write_feed
from ridealong.domain.meetings import Address, Meeting
from ridealong.domain.people import identity
from ridealong.domain.programs import name_identity
from ridealong.services.invites import export_invites, feeds
from thorough import examples, thorough_only

from .conftest import at
from .texts import LONG, TEXTS, UNKEPT, all_kinds

ANYTHING = TEXTS | st.sampled_from((*LONG, *UNKEPT, *all_kinds()))
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)", re.IGNORECASE)


def hostile(tame: Meeting, text: str) -> Meeting:
    """A meeting of which every text is hostile."""
    return replace(
        tame,
        summary=text,
        description=f"See\n{text}",
        place=f"At {text}",
        categories=("Ridealong", f"x{text}"),
        organizer=Address("pat@x.example", f"Pat {text}"),
        attendees=(Address("a@x.example", f"A{text}"), Address("b@x.example", f"B {text}")),
    )


def counted(file: File) -> Counter[str]:
    # How many lines stand in it, and which begin and end; texts may be empty once they are cleaned.
    return Counter(one for one in file.outline if one not in ("SUMMARY", "LOCATION", "DESCRIPTION"))


@settings(max_examples=examples(20), deadline=None)
@given(ANYTHING, st.sampled_from((VISIT, MOVED)))
def test_a_text_adds_no_line_and_hides_nothing(text: str, tame: Meeting) -> None:
    sent = invite(hostile(tame, text))
    data = write(sent)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not HIDDEN.search(data.decode())
    assert re.search(rb"[^\r]\n|\r[^\n]", data) is None
    assert counted(File(data)) == counted(File(invite(hostile(tame, "tame"))))
    for title in (with_first(data), str(vobject.readOne(data.decode()).contents["vevent"][0].summary.value)):
        assert title.split() == clean(text).split()


def with_first(data: bytes) -> str:
    return str(icalendar.Calendar.from_ical(data).walk("VEVENT")[0]["summary"])


@settings(max_examples=examples(15), deadline=None)
@given(ANYTHING)
def test_other_programs_read_the_same_from_it(text: str) -> None:
    data = write(invite(hostile(VISIT, text)))
    one, other = with_icalendar(data), with_vobject(data)
    assert [name for _address, name in one.attendees] == [name for _address, name in other.attendees]
    assert (one.summary, one.description, one.place) == (other.summary, other.description, other.place)
    assert one.attendees[0][0] == "mailto:a@x.example"
    assert one.place.split() == one_line(f"At {text}").split()


@settings(max_examples=examples(15), deadline=None)
@given(ANYTHING)
def test_a_mail_has_no_header_and_no_address_more(text: str) -> None:
    data = mail(invite(hostile(VISIT, text)), draft=True)
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert Counter(message.keys()) == Counter(
        ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "X-Unsent", "Content-Type"]
    )
    assert [one.addr_spec for one in message["To"].addresses] == ["a@x.example", "b@x.example"]
    assert not message.defects
    head = data.partition(b"\r\n\r\n")[0]
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert head.isascii()
    assert not HIDDEN.search(str(message["Subject"]))


@settings(max_examples=examples(50), deadline=None)
@given(ANYTHING, ANYTHING)
def test_files_are_named_so_that_every_system_takes_them(one: str, other: str) -> None:
    meeting = replace(VISIT, attendees=(Address("a@x.example", one), Address(other, "")))
    keys = (identity(one), name_identity(one), name_identity(f"it {one}"))
    names = [file_name(invite(meeting)), *map(feed_file, keys)]
    for name in names:
        assert name.endswith(".ics")
        assert re.fullmatch(r"[ -~]+", name)
        assert not set(name) & set('/\\:*?"<>|')
        assert not DEVICES.match(name)
        assert not name.startswith((".", " "))
        assert len(name.encode()) <= 255
        assert (Path("/folder") / name).resolve().parent == Path("/folder")
    if name_identity(one) != name_identity(other):
        assert feed_file(name_identity(one)) != feed_file(name_identity(other))


@settings(max_examples=examples(15), deadline=None)
@given(ANYTHING)
def test_a_feed_of_a_hostile_name_has_as_many_lines_as_a_tame_one(text: str) -> None:
    sent = [invite(replace(VISIT, organizer=PAT, attendees=(ANA, BEN)))]
    assert File(write_feed(f"Ridealong: {text}", sent)).outline == File(write_feed("Ridealong: x", sent)).outline


@pytest.mark.parametrize("company", ["hostile", pytest.param("long", marks=thorough_only)], indirect=True)
def test_everything_that_is_exported_stays_in_its_folder_and_is_read_back(company: Path, tmp_path: Path) -> None:
    desk = at(company)
    exported = export_invites.export(desk, tmp_path / "again", again=True)
    fed = feeds.write_feeds(desk, tmp_path / "feeds")
    desk.close()
    assert exported.drafts
    assert exported.undrafted == ()
    files = [*exported.files, *exported.drafts, *fed.written]
    assert len({path.as_posix().casefold() for path in files}) == len(files)
    for path in files:
        assert path.resolve().is_relative_to(tmp_path.resolve())
        assert len(path.name.encode()) <= 255
        if path.suffix == ".ics":
            data = path.read_bytes()
            assert all(len(line) <= 75 for line in data.split(b"\r\n"))
            assert not HIDDEN.search(data.decode())
            titles = [str(one["summary"]) for one in icalendar.Calendar.from_ical(data).walk("VEVENT")]
            assert titles == [one.summary.value for one in vobject.readOne(data.decode()).contents["vevent"]]
    assert {one.name for one in (tmp_path / "again").iterdir()} == {
        one.name for one in (*exported.files, *exported.drafts)
    }
