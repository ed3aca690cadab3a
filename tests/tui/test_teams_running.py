"""Teams that run, in the team builder: leaving, handing over, going on, ending."""

from datetime import date
from pathlib import Path

from ridealong.domain.pairings import State
from ridealong.services.teams import leaving
from thorough import thorough_only

from .coffee import at_desk
from .conftest import address
from .driving import Open, fill, press, screen_text, sees, toasts
from .together import LOYALTY, TOGETHER, built_team, now, running, there

__all__ = ["built_team", "running"]

WIDE = (160, 45)
SMALL = (80, 24)


async def test_somebody_leaves_and_hands_over_to_whom_the_list_offers(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j", "H")
        assert "Ana Lima leaves" in screen_text(pilot)
        await fill(pilot, "on", "2027-03-12")
        await pilot.click("#who")
        await sees(pilot, "Candidates for slot 1")
        await press(pilot, "enter")
        await sees(pilot, "Who is told")
        await press(pilot, "enter")
        assert "leaves slot 1 (Data engineer)" in toasts(pilot)
        assert "hands over to" in toasts(pilot)
        assert "Ana Lima → " in screen_text(pilot)
    assert len(there(running)) == 3


@thorough_only
async def test_who_is_told_what_stands_below_before_somebody_leaves(opened: Open, running: Path) -> None:
    async with opened(running, size=SMALL) as pilot:
        await press(pilot, "3", "j", "H")
        assert "Look (Enter)" in screen_text(pilot)
        await fill(pilot, "on", "2027-03-12")
        await sees(pilot, "Ana Lima leaves slot 1 (Data engineer) of 'Loyalty [app]' on 12 Mar")
        assert "Let them leave (Enter)" in screen_text(pilot)
        await press(pilot, "tab", "tab", "tab", "tab", "end")
        assert "Grace Berg: 2 requests" in screen_text(pilot)
        await fill(pilot, "on", "2027-03-19")
        assert "on 12 Mar" not in screen_text(pilot)
        await sees(pilot, "on 19 Mar")
        await fill(pilot, "on", "2029-01-01")
        await sees(pilot, "! Ana Lima is in 'Loyalty [app]'")
        assert "Look (Enter)" in screen_text(pilot)
    assert len(there(running)) == 2


@thorough_only
async def test_enter_shows_what_is_not_shown_yet_and_once_more_does_it(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "less_than_sign")
        await fill(pilot, "on", "2027-03-19")
        await press(pilot, "enter")
        assert "'Loyalty [app]' ends on 19 Mar 2027." in screen_text(pilot)
        assert "Ana Lima: 2 requests" in screen_text(pilot)
        assert now(running).team.days.last > date(2027, 3, 19)
        await press(pilot, "enter")
        assert "2 people are to be told" in toasts(pilot)
    assert now(running).team.days.last == date(2027, 3, 19)


async def test_what_somebody_else_changed_meanwhile_is_shown_before_anything_is_done(
    opened: Open, running: Path
) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "less_than_sign")
        await fill(pilot, "on", "2027-03-19")
        await press(pilot, "enter")
        desk = at_desk(running)
        leaving.leave(desk, TOGETHER, LOYALTY, address("Grace Berg"), on=date(2027, 3, 12))
        desk.close()
        await press(pilot, "enter")
        said = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "What was shown is not so any more: " in said
        assert "Nothing was changed. What it comes to now is shown below" in said
        await press(pilot, "enter")
        assert "Grace Berg is back" not in screen_text(pilot)
        await press(pilot, "enter")
    assert now(running).team.days.last == date(2027, 3, 19)


@thorough_only
async def test_candidates_of_a_taken_slot_are_those_who_could_follow(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j", "s")
        assert "Candidates for slot 1 (Data engineer) of Loyalty [app] after Ana Lima" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Ana Lima leaves" in screen_text(pilot)
        assert "@" in next(line for line in screen_text(pilot).splitlines() if "Who comes" in line)
        await press(pilot, "escape", "escape")
    async with opened(running, size=WIDE, today=date(2027, 4, 12)) as pilot:
        await press(pilot, "3", "j", "s")
        assert "no days to come" in toasts(pilot)


@thorough_only
async def test_a_back_fill_of_a_published_team_is_published_once_it_was_said_who_is_told(
    opened: Open, running: Path
) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "j", "j", "j", "s", "enter")
        await sees(pilot, "Who is told, once the invites are exported or sent")
        assert "into slot 3 (Analyst) of Loyalty [app]?" in screen_text(pilot)
        await press(pilot, "enter")
        assert "Candidates for slot 3 (Analyst)" in screen_text(pilot), "enter alone leaves it"
        assert len(there(running)) == 2
        await press(pilot, "enter")
        await sees(pilot, "Who is told, once the invites are exported or sent")
        await press(pilot, "y")
        assert "is in slot 3 (Analyst)" in toasts(pilot)
    assert len([one for one in there(running) if one.endswith("published")]) == 3


async def test_a_team_goes_on_and_ends_early(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "greater_than_sign")
        await fill(pilot, "until", "2027-04-16")
        await press(pilot, "enter", "enter")
        assert "works until 16 Apr 2027" in toasts(pilot)
        await press(pilot, "j", "greater_than_sign")
        assert "● Ana Lima" in screen_text(pilot)
        await press(pilot, "escape", "k", "less_than_sign")
        await fill(pilot, "on", "2027-03-19")
        await fill(pilot, "why", "budget")
        await press(pilot, "enter", "enter")
        assert "ends on 19 Mar 2027" in toasts(pilot)
        assert "budget" not in screen_text(pilot)
    found = now(running)
    assert (found.state, found.team.days.last) == (State.PUBLISHED, date(2027, 3, 19))


@thorough_only
async def test_weeks_more_are_counted_from_the_last_day_of_the_team(opened: Open, running: Path) -> None:
    async with opened(running, size=WIDE) as pilot:
        await press(pilot, "3", "greater_than_sign")
        await fill(pilot, "until", "+2w")
        await sees(pilot, "works until 23 Apr 2027")


async def test_how_it_went_is_marked_once_it_is_over(opened: Open, running: Path) -> None:
    later = date(2027, 4, 12)
    async with opened(running, size=WIDE, today=later) as pilot:
        await press(pilot, "3", "m", "enter")
        assert "marked as held" in toasts(pilot)
        await press(pilot, "j", "m", "right", "enter")
        assert "Ana Lima in" in toasts(pilot)
    assert there(running, today=later) == ["1 Ana Lima missed", "2 Grace Berg held"]


@thorough_only
async def test_drafts_do_not_leave_and_a_draft_of_a_team_is_not_extended(opened: Open, built_team: Path) -> None:
    async with opened(built_team, size=WIDE) as pilot:
        await press(pilot, "3", "r", "z", "j", "enter", "greater_than_sign")
        assert "is a draft: edit its days instead" in toasts(pilot)
        await press(pilot, "j", "H")
        assert "Only a draft" in toasts(pilot)
