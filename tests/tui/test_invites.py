"""Invites by keyboard: what is due and why, and the ways it goes out."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from calendar_server import PASSWORD, USER, calendar_server
from mail_server import HOST, MailServer, free_port, mail_server
from ridealong.config import CalDav, Mail
from ridealong.domain.days import FixedClock
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import meeting_changes, outbox
from ridealong.services.invites.meeting_changes import MeetingMove
from ridealong.services.invites.meeting_rows import MeetingQuery, MeetingRow, list_meetings
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, press, rows, screen_text, settle, toasts


def desk_of(database: Path) -> Desk:
    return open_desk(database, clock=FixedClock(TODAY), config=CONFIG)


def due(database: Path) -> int:
    desk = desk_of(database)
    found = len(outbox.rows(desk))
    desk.close()
    return found


def meeting_of(desk: Desk, kind: MeetingKind, guest: str) -> MeetingRow:
    """A meeting of the pairing in which somebody visits."""
    found = list_meetings(desk, MeetingQuery(person=address(guest)))
    return next(one for one in found if one.kind is kind and one.guest.email == address(guest))


@pytest.fixture
def changed(sent: Path) -> Path:
    """After all were told, a welcome moved, another got a place, one meeting was skipped and a pairing cancelled."""
    desk = desk_of(sent)
    welcome = meeting_of(desk, MeetingKind.WELCOME, "Chloé Petit")
    meeting_changes.move(desk, welcome.id, MeetingMove(to=date(2027, 1, 12), at=time(11, 30)))
    prep = meeting_of(desk, MeetingKind.PREP, "Ana Lima")
    meeting_changes.move(desk, prep.id, MeetingMove(place="Room [b]7"))
    meeting_changes.skip(desk, meeting_of(desk, MeetingKind.DEBRIEF, "Ana Lima").id)
    drafts.cancel(desk, meeting_of(desk, MeetingKind.VISIT, "Farid Haddad").pairing)
    desk.close()
    return sent


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server on this machine that takes everything."""
    with mail_server() as found:
        yield found


async def test_an_invite_is_read_as_people_read_it_or_as_its_file(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, "6", "enter")
        assert "When: " in screen_text(pilot)
        assert "From: Kim Reyes (kim@company.example)" in screen_text(pilot)
        await press(pilot, "tab")
        assert "METHOD:REQUEST" in screen_text(pilot)
        await press(pilot, "tab")
        assert "Subject: Invitation: " in screen_text(pilot)
        await press(pilot, "tab")
        assert "METHOD:REQUEST" not in screen_text(pilot)


async def test_every_invite_says_what_has_changed_since_the_last_one(opened: Open, changed: Path) -> None:
    async with opened(changed, size=(160, 30)) as pilot:
        await press(pilot, "6")
        text = screen_text(pilot)
        assert "7 invites due: 5 cancelled, 1 moved, 1 place" in text
        line = next(one for one in text.splitlines() if "! moved" in one)
        assert "from Mon 11 Jan 09:00 to Tue 12 Jan 11" in line
        assert "now in Room [b]7" in next(one for one in text.splitlines() if "! place" in one)
        assert "the pairing was cancelled" in text
        assert "the meeting is skipped" in text
        await press(pilot, "o", "o", "G", "enter")
        assert "Changed since the last one:" in screen_text(pilot)
        assert "Where: nothing → Room [b]7" in screen_text(pilot)
        await press(pilot, "escape", "slash", *"11:30", "enter")
        assert len(rows(pilot)) == 1
        await press(pilot, "escape", "exclamation_mark")
        assert "pressing: 7" in screen_text(pilot)


async def test_only_the_marked_invites_are_written_and_the_folder_is_remembered(
    opened: Open, published: Path, tmp_path: Path
) -> None:
    before = due(published)
    async with opened(published, size=(120, 36)) as pilot:
        await press(pilot, "6", "v", "v", "x")
        assert "the 2 marked" in screen_text(pilot)
        await fill(pilot, "folder", str(tmp_path / "some"))
        await press(pilot, "ctrl+l")
        assert "2 files, each with a mail draft" in screen_text(pilot)
        promised = set(re.findall(r"\d{4}-\d\d-\d\d .*\.ics", screen_text(pilot)))
        assert not (tmp_path / "some").exists()
        await press(pilot, "escape", "enter")
        assert "2 files and 2 mail drafts written" in toasts(pilot)
        assert len(list((tmp_path / "some").glob("*.ics"))) == 2
        written = {re.sub(r", [0-9a-f]{8}\)", ")", one.name) for one in (tmp_path / "some").glob("*.ics")}
        assert promised == written
        assert f"{before - 2} invites due" in screen_text(pilot)
        await press(pilot, "x")
        assert "some" in screen_text(pilot)
        assert "the 2 marked" not in screen_text(pilot)
    assert due(published) == before - 2


async def test_what_looks_like_a_term_among_what_is_due_is_said_to_be_none(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, "6", "slash", *"foo:bar")
        assert "There is no term foo:" in screen_text(pilot)
        assert "There are no terms here: words are looked for everywhere" in screen_text(pilot)
        await press(pilot, "escape", "slash", *"zzz")
        assert "Nothing matches the filter" in screen_text(pilot)


@thorough_only
async def test_a_folder_that_cannot_be_written_is_named_in_the_form_which_stays(
    opened: Open, published: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter").write_text("Dear all")
    before = due(published)
    async with opened(published) as pilot:
        await press(pilot, "6", "v", "v", "x")
        await fill(pilot, "folder", str(tmp_path / "letter" / "x"))
        await press(pilot, "enter")
        field = pilot.app.screen.query_one("#field-folder", Field)
        assert field.has_focus_within
        assert "cannot be written" in field.query_one(".problem", Line).text
        assert "nothing counts as sent" in " ".join(screen_text(pilot).split())
        assert toasts(pilot) == ""
        await fill(pilot, "folder", str(tmp_path / "out"))
        await press(pilot, "enter")
        assert "2 files and 2 mail drafts written" in toasts(pilot)
    assert due(published) == before - 2


async def test_a_browser_is_told_where_files_are_written(
    opened: Open, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    async with opened(published, size=(120, 36)) as pilot:
        for key in ("x", "F"):
            await press(pilot, "6", key)
            assert "on which ridealong runs" in " ".join(line.text for line in pilot.app.screen.query(Line))
            await press(pilot, "escape")


async def test_calendars_to_subscribe_to_are_written_from_here(opened: Open, published: Path, tmp_path: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, "6", "F")
        await fill(pilot, "folder", str(tmp_path / "feeds"))
        await press(pilot, "enter")
        assert "calendars written into" in toasts(pilot)
        await press(pilot, "C")
        assert "No calendar server is set up" in " ".join(screen_text(pilot).replace("│", " ").split())
    assert list((tmp_path / "feeds" / "people").glob("*.ics"))


@thorough_only
async def test_what_is_due_is_put_into_a_calendar_on_a_server_from_here(
    opened: Open, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RIDEALONG_CALDAV_PASSWORD", PASSWORD)
    with calendar_server(tmp_path) as server:
        url = server.make_calendar()
        async with opened(published, config=replace(CONFIG, caldav=CalDav(url, USER))) as pilot:
            await press(pilot, "6", "v", "C")
            assert "What is put there counts as sent" in screen_text(pilot)
            assert "Put 1 invite there" in screen_text(pilot)
            await press(pilot, "enter")
            assert server.objects(url) == {}
            await press(pilot, "C", "right", "enter")
            assert len(server.objects(url)) == 1
            await press(pilot, "escape", "C", "right", "enter")
            assert "0 invites due" in screen_text(pilot)
        assert len(server.objects(url)) > 1


async def test_without_a_mail_server_it_says_what_to_set(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, "6", "m")
        text = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "No mail server is set. Write [mail] and server =" in text
        await press(pilot, "enter")
    assert due(published)


async def test_what_is_due_is_sent_by_mail_after_a_question(opened: Open, published: Path, server: MailServer) -> None:
    config = replace(CONFIG, mail=Mail(server=HOST, port=server.port))
    before = due(published)
    async with opened(published, config=config) as pilot:
        await press(pilot, "6", "m")
        assert f"{before} invites to 9 people from Kim Reyes (kim@company.example)" in screen_text(pilot)
        await press(pilot, "enter")
        assert due(published) == before
        await press(pilot, "m", "right", "enter")
        assert f"{before} invites sent" in toasts(pilot)
        assert "Nothing is due" in screen_text(pilot)
    assert due(published) == 0


async def test_a_server_that_is_not_there_leaves_all_due(opened: Open, published: Path) -> None:
    config = replace(CONFIG, mail=Mail(server=HOST, port=free_port()))
    before = due(published)
    async with opened(published, config=config) as pilot:
        await press(pilot, "6", "m", "right", "enter")
        assert HOST in toasts(pilot)
    assert due(published) == before


async def test_no_count_stands_there_before_the_invites_are_read(
    opened: Open, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, leave = threading.Event(), threading.Event()
    rows_now = outbox.rows_with_reasons

    def slow(desk: Desk) -> object:
        asked.set()
        leave.wait()
        return rows_now(desk)

    monkeypatch.setattr(outbox, "rows_with_reasons", slow)
    async with opened(published) as pilot:
        await pilot.press("6")
        while not asked.is_set():
            await pilot.pause()
        await pilot.pause()
        assert "due ·" not in screen_text(pilot)
        assert "invites due" not in screen_text(pilot)
        leave.set()
        await settle(pilot)
        assert "24 invites due" in screen_text(pilot)


async def test_the_folder_dialog_says_that_a_mail_draft_lies_beside_each_file(opened: Open, published: Path) -> None:
    async with opened(published, size=(120, 36)) as pilot:
        await press(pilot, "6", "x")
        words = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "beside it a mail draft" in words
        assert "(.eml)" in words


async def test_without_a_calendar_server_it_says_what_to_set_and_names_no_option(opened: Open, published: Path) -> None:
    async with opened(published, size=(110, 30)) as pilot:
        await press(pilot, "6", "C")
        text = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "No calendar server is set up. Set url and user under [caldav] in" in text
        assert "--url" not in text
