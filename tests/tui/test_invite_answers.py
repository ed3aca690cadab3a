"""Answers by keyboard: what came back, and what to do about it."""

from datetime import date
from pathlib import Path

from ridealong.domain.days import FixedClock
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.replies import Answer
from ridealong.services.desk import open_desk
from ridealong.services.replies import answers, typed_answers
from services.replies import reply
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, press, rows, screen_text, toasts

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


async def test_what_was_sent_is_read_from_an_answer(opened: Open, declined: Path) -> None:
    async with opened(declined) as pilot:
        await press(pilot, "6", "tab", "enter")
        assert "all day" in screen_text(pilot)
        await press(pilot, "f")
        assert "BEGIN:VCALENDAR" in screen_text(pilot)


@thorough_only
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


@thorough_only
async def test_both_lists_are_filtered(opened: Open, declined: Path) -> None:
    async with opened(declined) as pilot:
        await press(pilot, "6", "tab", "slash", *"declined", "enter")
        assert len(rows(pilot)) == 1
        await press(pilot, "escape", "slash", *"zzz", "enter")
        assert "No answer matches" in screen_text(pilot)
        await press(pilot, "tab", "tab")
        assert "Nothing is due" in screen_text(pilot)


@thorough_only
async def test_what_looks_like_a_term_is_answered_with_those_that_there_are(opened: Open, declined: Path) -> None:
    async with opened(declined) as pilot:
        await press(pilot, "6", "tab", "slash", *"foo:bar")
        assert "There is no term foo:" in screen_text(pilot)
        assert "There are waiting:" in screen_text(pilot)
        await press(pilot, "escape", "tab", "slash", *"foo:bar")
        assert "There are no terms here: words are looked for everywhere" in screen_text(pilot)


async def test_a_database_to_read_only_is_only_looked_at(opened: Open, declined: Path) -> None:
    async with opened(declined, read_only=True) as pilot:
        await press(pilot, "6", "tab", "a")
        assert "This database is open to read only" in toasts(pilot)
        await press(pilot, "s")
        assert "Candidates for [/x] Esra" in screen_text(pilot)


@thorough_only
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


async def test_answers_are_put_together_by_meeting(opened: Open, declined: Path) -> None:
    async with opened(declined, size=(160, 30)) as pilot:
        await press(pilot, "6", "tab", "f")
        assert "not all answered · 1 to look at" in screen_text(pilot)
        assert "No: Iris [red]Weber; nothing: [/x] Esra" in screen_text(pilot)
        await press(pilot, "exclamation_mark")
        assert len(rows(pilot)) == 1
        await press(pilot, "f")
        assert "Iris [red]Weber: declined" in screen_text(pilot)


@thorough_only
async def test_who_has_not_answered_for_some_days_is_found(opened: Open, declined: Path) -> None:
    async with opened(declined, today=date(2027, 1, 9)) as pilot:
        await press(pilot, "6", "tab", "slash", *"waiting:5 esra", "enter")
        assert "· none for 5 days" in rows(pilot)[0]
        await press(pilot, "escape", "slash", *"waiting:6", "enter")
        assert "No answer matches" in screen_text(pilot)
