"""Invites by keyboard: what is due, what came back, and what to do about it."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from textual.pilot import Pilot

from calendar_server import PASSWORD, USER, calendar_server
from ridealong.config import CalDav, Mail
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.replies import Answer
from ridealong.services import absences, answers, drafts, meeting_changes, outbox, typed_answers
from ridealong.services.desk import Desk, open_desk
from ridealong.services.meeting_changes import MeetingMove
from ridealong.services.meeting_rows import MeetingQuery, MeetingRow, list_meetings
from ridealong.tui.widgets.filter_bar import Line
from services.replies import reply

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, press, screen_text, settle, toasts

IRIS = address("Iris [red]Weber")


def visits(database: Path) -> dict[str, str]:
    """The UIDs of visits by the addresses of both who take part."""
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    found = {row.email: row.uid for row in answers.rows(desk) if row.kind is MeetingKind.VISIT}
    desk.close()
    return found


def given(database: Path) -> list[tuple[str, str]]:
    """Who has answered what about a visit."""
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    found = [(row.email, str(row.answer)) for row in answers.rows(desk) if row.answer]
    desk.close()
    return found


def rows(pilot: Pilot[None]) -> list[str]:
    """The lines of the table on the screen."""
    return [line for line in screen_text(pilot).splitlines()[4:-6] if line.strip()]


async def test_a_decline_shows_first_in_words_with_who_else_would_suit(opened: Open, declined: Path) -> None:
    async with opened(declined) as pilot:
        await press(pilot, "6")
        assert "0 invites due" in screen_text(pilot)
        assert "Answers (1 answer to look at)" in screen_text(pilot)
        await press(pilot, "tab")
        text = screen_text(pilot)
        assert "Invites › answers" in text
        assert "✗ declined" in rows(pilot)[0]
        assert "Iris [red]Weber: declined on 4 Jan, as you wrote down; on leave then." in text
        await press(pilot, "exclamation_mark")
        assert len(rows(pilot)) == 1
        await press(pilot, "s")
        text = screen_text(pilot)
        assert "Candidates for [/x] Esra in round 4: 4 people" in text
        # Somebody can take over, although the visit to Iris still stands.
        assert "Jonas Novak" in text
        assert [line for line in text.splitlines() if "Jonas Novak" in line and " no " not in line]
        await press(pilot, "escape", "escape")
        assert len(rows(pilot)) > 1


async def test_without_a_decline_the_filter_says_that_all_is_well(opened: Open, sent: Path) -> None:
    async with opened(sent) as pilot:
        await press(pilot, "6", "tab", "exclamation_mark")
        assert "Invites › answers" in screen_text(pilot)
        assert "Nobody has declined" in screen_text(pilot)
        await press(pilot, "exclamation_mark")
        assert "· no answer" in screen_text(pilot)


async def test_an_answer_heard_in_the_corridor_takes_one_key_and_a_choice(opened: Open, sent: Path) -> None:
    async with opened(sent) as pilot:
        await press(pilot, "6", "tab", "slash", *"visits iris", "enter", "a")
        assert "What has" in screen_text(pilot)
        await press(pilot, "l", "enter")
        assert "declined" in toasts(pilot)
        assert [answer for _who, answer in given(sent)] == ["declined"]
        await press(pilot, "a", "l", "l", "enter")
        assert given(sent) == []


async def test_an_answer_that_cannot_be_taken_back_says_so_and_the_form_stays(opened: Open, sent: Path) -> None:
    async with opened(sent) as pilot:
        await press(pilot, "6", "tab", "a", "l", "l", "l", "enter")
        assert "There is nothing to take back" in " ".join(screen_text(pilot).replace("│", " ").split())


async def test_replies_are_looked_at_and_then_kept(opened: Open, sent: Path, tmp_path: Path) -> None:
    uid = visits(sent)[IRIS]
    folder = tmp_path / "replies"
    folder.mkdir()
    (folder / "a.ics").write_bytes(reply(uid, IRIS, "declined", comment="[red]no"))
    (folder / "b.ics").write_bytes(reply("stranger", IRIS, "accepted"))
    (folder / "c.ics").write_bytes(b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEV")
    async with opened(sent, size=(120, 36)) as pilot:
        await press(pilot, "6", "i")
        await fill(pilot, "path", str(folder))
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "1 new, 0 known already, 1 unknown, 1 not readable" in text
        assert "no invite to this meeting" in text
        assert given(sent) == []
        await press(pilot, "enter")
        assert given(sent) == [(IRIS, "declined")]
        assert "Invites › answers" in screen_text(pilot)
        assert "[red]no" in rows(pilot)[0]
        await press(pilot, "i")
        await fill(pilot, "path", str(folder / "a.ics"))
        await press(pilot, "enter")
        assert "0 new, 1 known already: there is nothing to keep" in screen_text(pilot)


async def test_a_path_that_leads_nowhere_is_said_at_once(opened: Open, sent: Path) -> None:
    async with opened(sent) as pilot:
        await press(pilot, "6", "i")
        await fill(pilot, "path", "/no/such/box")
        await press(pilot, "enter")
        assert "There is no file '/no/such/box'" in screen_text(pilot)


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


async def test_what_was_sent_is_read_from_an_answer(opened: Open, declined: Path) -> None:
    async with opened(declined) as pilot:
        await press(pilot, "6", "tab", "enter")
        assert "all day" in screen_text(pilot)
        await press(pilot, "f")
        assert "BEGIN:VCALENDAR" in screen_text(pilot)


async def test_when_the_guest_declines_guests_are_ranked_for_the_host(opened: Open, declined: Path) -> None:
    desk, meeting = open_desk(declined, clock=FixedClock(TODAY), config=CONFIG), visits(declined)[address("[/x] Esra")]
    typed_answers.record(desk, meeting, IRIS, None)
    typed_answers.record(desk, meeting, address("[/x] Esra"), Answer.DECLINED)
    desk.close()
    async with opened(declined) as pilot:
        await press(pilot, "6", "tab", "s")
        text = screen_text(pilot)
        assert "Candidates for Iris [red]Weber in round 4" in text
        assert [line for line in text.splitlines() if "[/x] Esra" in line and "now" in line]
        await press(pilot, "escape", "3", "exclamation_mark", "down", "s")
        assert "Candidates for Iris [red]Weber in round 4" in screen_text(pilot)


async def test_what_needs_an_answer_works_among_answers_alone(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, "6")
        assert "candidates" not in screen_text(pilot).splitlines()[-1]
        await press(pilot, "a", "s")
        assert "Invites › due" in screen_text(pilot)
        await press(pilot, "tab")
        assert "Nothing was sent yet that is still to come" in screen_text(pilot)
        assert "candidates" in screen_text(pilot).splitlines()[-1]
        await press(pilot, "a", "s", "enter", "tab", "tab")
        assert "Invites › due" in screen_text(pilot)


async def test_both_lists_are_filtered(opened: Open, declined: Path) -> None:
    async with opened(declined) as pilot:
        await press(pilot, "6", "tab", "slash", *"declined", "enter")
        assert len(rows(pilot)) == 1
        await press(pilot, "escape", "slash", *"zzz", "enter")
        assert "No answer matches" in screen_text(pilot)
        await press(pilot, "tab", "tab")
        assert "Nothing is due" in screen_text(pilot)


async def test_a_database_to_read_only_is_only_looked_at(opened: Open, declined: Path) -> None:
    async with opened(declined, read_only=True) as pilot:
        await press(pilot, "6", "tab", "a")
        assert "This database is open to read only" in toasts(pilot)
        await press(pilot, "s")
        assert "Candidates for [/x] Esra" in screen_text(pilot)


async def test_a_declined_pairing_is_marked_on_the_plan_the_board_and_the_page(opened: Open, declined: Path) -> None:
    async with opened(declined, size=(140, 40)) as pilot:
        await press(pilot, "3", "exclamation_mark")
        assert "✗ declined by Iris [red]Weber" in screen_text(pilot)
        assert [line for line in screen_text(pilot).splitlines() if "[/x] Esra" in line and "declined" in line]
        await press(pilot, "j", "s")
        assert [line for line in screen_text(pilot).splitlines() if "Jonas Novak" in line and " no " not in line]
        await press(pilot, "escape", "4", "slash", *"esra", "enter", "t")
        words = ""
        for _ in range(8):
            await press(pilot, "l")
            words += screen_text(pilot).splitlines()[-5]
        assert "visits Iris [red]Weber 1–5 Feb (published, declined by Iris [red]Weber)" in words
        assert "!Iris" in screen_text(pilot)
        await press(pilot, "enter")
        assert [line for line in screen_text(pilot).splitlines() if "Iris [red]Weber (Brand) · ✗ declined" in line]


# -- why an invite is due -------------------------------------------------------------------------------------------


def desk_of(database: Path) -> Desk:
    return open_desk(database, clock=FixedClock(TODAY), config=CONFIG)


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
        assert not (tmp_path / "some").exists()
        await press(pilot, "escape", "enter")
        assert "2 files and 2 mail drafts written" in toasts(pilot)
        assert len(list((tmp_path / "some").glob("*.ics"))) == 2
        assert f"{before - 2} invites due" in screen_text(pilot)
        await press(pilot, "x")
        assert "some" in screen_text(pilot)
        assert "the 2 marked" not in screen_text(pilot)
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


# -- answers by meeting ---------------------------------------------------------------------------------------------


async def test_answers_are_put_together_by_meeting(opened: Open, declined: Path) -> None:
    async with opened(declined, size=(160, 30)) as pilot:
        await press(pilot, "6", "tab", "f")
        assert "not all answered · 1 to look at" in screen_text(pilot)
        assert "No: Iris [red]Weber; nothing: [/x] Esra" in screen_text(pilot)
        await press(pilot, "exclamation_mark")
        assert len(rows(pilot)) == 1
        await press(pilot, "f")
        assert "Iris [red]Weber: declined" in screen_text(pilot)


async def test_who_has_not_answered_for_some_days_is_found(opened: Open, declined: Path) -> None:
    async with opened(declined, today=date(2027, 1, 9)) as pilot:
        await press(pilot, "6", "tab", "slash", *"waiting:5 esra", "enter")
        assert "· none for 5 days" in rows(pilot)[0]
        await press(pilot, "escape", "slash", *"waiting:6", "enter")
        assert "No answer matches" in screen_text(pilot)


# -- meetings -------------------------------------------------------------------------------------------------------


async def test_a_meeting_is_moved_skipped_and_put_back(opened: Open, published: Path) -> None:
    async with opened(published, size=(120, 36)) as pilot:
        await press(pilot, "6", "tab", "tab")
        assert "Invites › meetings" in screen_text(pilot)
        assert "Mon 11 Jan 2027: 6 meetings" in screen_text(pilot)
        await press(pilot, "slash", *"welcome chloé", "enter", "e")
        assert "Welcome of Chloé Petit and Hugo Costa" in screen_text(pilot)
        await fill(pilot, "to", "2027-01-16")
        assert "! 2027-01-16 is a Saturday" in screen_text(pilot)
        await fill(pilot, "to", "2027-01-12")
        await fill(pilot, "at", "18:30")
        assert "! Chloé Petit works 09:00 to 17:00, and it would be 18:30 to 19:00" in screen_text(pilot)
        await fill(pilot, "minutes", "4")
        assert "Give 5 to 480 minutes" in screen_text(pilot)
        await fill(pilot, "minutes", "45")
        await press(pilot, "enter")
        assert "! moved" in screen_text(pilot)
        assert "18:30 for 45 minutes" in screen_text(pilot)
        await press(pilot, "d")
        assert "✗ skipped" in screen_text(pilot)
        await press(pilot, "u", "B")
        assert "Welcome of Chloé Petit and Hugo Costa: back where the rules have it" in toasts(pilot)
        assert "! moved" not in screen_text(pilot)


async def test_a_day_off_of_either_is_named_while_typing_and_its_reason_is_not(opened: Open, published: Path) -> None:
    desk = desk_of(published)
    day = date(2027, 1, 19)
    absences.add_absences(desk, [address("Hugo Costa")], Days(day, day), "secret surgery")
    desk.close()
    async with opened(published, size=(120, 36)) as pilot:
        await press(pilot, "6", "tab", "tab", "slash", *"welcome chloé", "enter", "e")
        await fill(pilot, "to", "2027-01-19")
        assert "! Hugo Costa is away that day" in screen_text(pilot)
        assert "secret" not in screen_text(pilot)


async def test_weeks_are_gone_through_and_a_meeting_shows_its_invite(opened: Open, published: Path) -> None:
    async with opened(published, size=(120, 36)) as pilot:
        await press(pilot, "6", "tab", "tab", "right_square_bracket", "right_square_bracket")
        later = screen_text(pilot).splitlines()[-4]
        await press(pilot, "t")
        assert screen_text(pilot).splitlines()[-4] != later
        await press(pilot, "enter")
        assert "From: Kim Reyes" in screen_text(pilot)


# -- by mail --------------------------------------------------------------------------------------------------------


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@pytest.fixture
def server() -> Iterator[Controller]:
    """A mail server on this machine that takes everything."""
    controller = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


def due(database: Path) -> int:
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    found = len(outbox.rows(desk))
    desk.close()
    return found


async def test_without_a_mail_server_it_says_what_to_set(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, "6", "m")
        text = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "No mail server is set. Write [mail] and server =" in text
        await press(pilot, "enter")
    assert due(published)


async def test_what_is_due_is_sent_by_mail_after_a_question(opened: Open, published: Path, server: Controller) -> None:
    config = replace(CONFIG, mail=Mail(server="127.0.0.1", port=server.port))
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
    config = replace(CONFIG, mail=Mail(server="127.0.0.1", port=free_port()))
    before = due(published)
    async with opened(published, config=config) as pilot:
        await press(pilot, "6", "m", "right", "enter")
        assert "127.0.0.1" in toasts(pilot)
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
