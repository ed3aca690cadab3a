"""What composite teams have in calendars: embeds and meetings of teams, as calendars read the files that are sent."""

from datetime import timedelta
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox
from ridealong.services.invites.export_invites import export
from ridealong.services.invites.preview import preview
from ridealong.services.journal.undo import redo, undo
from ridealong.services.people import people
from ridealong.services.programs import program_settings
from ridealong.services.programs.program_settings import ProgramChange
from ridealong.services.teams.embed_meetings import due_of_teams
from ridealong.services.teams.team_meetings import list_team_meetings
from services.built import built
from services.conftest import START
from services.teams.made import ANALYST, EMBEDS, ENGINEER, embed, lasts, on, program_says, team, team_says, weeks
from services.teams.read_back import (
    ANA,
    BEN,
    CHO,
    MEETING,
    MIA,
    NOA,
    Sent,
    company,
    embed_of,
    event,
    line,
    of,
    series,
    starts,
    the_team,
)

LATE = timedelta(days=45)


@pytest.fixture
def there(desk: Desk) -> Desk:
    return built(desk, company)


@pytest.fixture
def out(tmp_path: Path) -> Sent:
    return Sent(tmp_path)


def why(desk: Desk) -> list[str]:
    return [f"{one.summary}: {one.why}" for one in outbox.rows(desk)]


def day(number: int) -> Days:
    """From the first day of the program to another, counted from it."""
    return Days(START, START + timedelta(days=number))


# -- publishing ---------------------------------------------------------------------------------------------------


def test_everybody_embedded_gets_one_item_for_all_days_and_the_team_its_meetings(there: Desk, out: Sent) -> None:
    found = out.send(there)
    ana = of(found, "ana")
    assert (ana["SUMMARY"], ana["TRANSP"]) == ("Embedded: Loyalty app (40 %)", "TRANSPARENT")
    assert (ana["DTSTART"].dt, ana["DTEND"].dt) == (START, START + timedelta(weeks=7, days=5))
    assert ana["LOCATION"] == "Berlin, room 4"
    assert "- Choose three vendors (responsible)" in ana["DESCRIPTION"].splitlines()
    assert "- Cho (Data), Analyst, from Monday, 11 January 2027 to Friday, 19 February 2027" in ana["DESCRIPTION"]
    assert "your home team, Platform, again from Monday, 8 March 2027" in ana["DESCRIPTION"]
    first, second = series(found)
    assert event(first)["SUMMARY"] == event(second)["SUMMARY"] == MEETING
    assert event(first)["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert {f"{one:%H:%M}" for one in (*starts(first), *starts(second))} == {"10:00"}
    assert event(first)["TRANSP"] == "OPAQUE"
    assert event(first)["UID"] != event(second)["UID"]


def test_a_new_series_begins_where_somebody_leaves(there: Desk, out: Sent) -> None:
    assert out.lines(there) == [
        "REQUEST 0 ana, cho, mia: 2, 9, 16, 23, 30, 37",
        "REQUEST 0 ana, mia: 44, 51",
        "REQUEST 0 ana: 0 to 53",
        "REQUEST 0 cho: 0 to 39",
        "REQUEST 0 mia: 0 to 53",
    ]


def test_drafts_and_what_was_called_off_are_in_no_calendar(there: Desk, out: Sent) -> None:
    out.send(there)
    embed(there, the_team(there), ANALYST, BEN, weeks(6, 7), State.PROPOSED)
    embed(there, the_team(there), ANALYST, NOA, weeks(6, 7), State.CANCELLED)
    assert outbox.rows(there) == ()


def test_nothing_is_sent_twice_and_the_bytes_stay(there: Desk, out: Sent, tmp_path: Path) -> None:
    out.send(there)
    for later in (0, 3, 20, 60):
        assert outbox.rows(on(there, later)) == ()
    export(there, tmp_path / "again", again=True)
    assert sorted(path.read_bytes() for path in (tmp_path / "again").glob("*.ics")) == sorted(out.files)


def test_what_is_due_about_one_alone_or_about_the_team_is_what_is_due_about_all(there: Desk) -> None:
    number = the_team(there).id
    with there.reading() as connection:
        every = outbox.due_now(connection, there)
        alone = [one for each in every for one in outbox.due_about(connection, there, each.invite.meeting.uid)]
        of_team = due_of_teams(connection, there, [number], outbox.organizer_of(there))
    assert len(every) == 5
    assert alone == list(every) == list(of_team)
    assert preview(there, embed_of(there, ANA).uid, either=True).title == "Embedded: Loyalty app (40 %)"


def test_they_can_make_busy_and_a_team_can_meet_at_other_hours_or_not_at_all(there: Desk, out: Sent) -> None:
    program_says(there, EMBEDS, visit_busy=True)
    assert of(out.send(there), "ana")["TRANSP"] == "OPAQUE"
    made = the_team(there)
    team_says(there, made, weekday=4, at="14:00", minutes=45)
    assert out.lines(there) == ["REQUEST 1 ana, cho, mia: 4, 11, 18, 25, 32, 39", "REQUEST 1 ana, mia: 46, 53"]
    team_says(there, made, weekday=None, at="", minutes=None)
    program_settings.edit(there, EMBEDS, ProgramChange(meetings=MeetingsAsked(no_check_ins=True)))
    assert [text[:8] for text in out.lines(there)] == ["CANCEL 2", "CANCEL 2"]


# -- changes ------------------------------------------------------------------------------------------------------


def test_a_hand_over_is_told_to_both_and_they_meet_together(there: Desk, out: Sent) -> None:
    out.send(there)
    ana = lasts(there, embed_of(there, ANA), weeks(0, 3))
    embed(there, the_team(there), ENGINEER, BEN, weeks(3, 7), after=ana)
    found = out.send(on(there, 3))
    both = "from Monday, 1 February 2027 to Friday, 5 February 2027"
    assert f"Hand-over: Ana hands over to you {both}, when you are both there." in of(found, "ben")["DESCRIPTION"]
    assert f"Hand-over: you hand over to Ben {both}, when you are both there." in of(found, "ana")["DESCRIPTION"]
    assert f"Hand-over: Ana hands over to Ben {both}." in of(found, "mia")["DESCRIPTION"]
    assert [(one["METHOD"], len(starts(one))) for one in series(found)] == [
        ("REQUEST", 3),
        ("REQUEST", 1),
        ("REQUEST", 2),
        ("REQUEST", 2),
    ]
    assert outbox.rows(on(there, 3)) == ()


def test_who_leaves_in_mid_run_gets_the_update_that_cuts_their_series(there: Desk, out: Sent) -> None:
    out.send(there)
    later = on(there, 24)
    lasts(later, embed_of(there, CHO), weeks(0, 3))
    assert out.lines(later) == [
        "REQUEST 0 ana: 0 to 53",
        "REQUEST 0 mia: 0 to 53",
        "REQUEST 1 ana, cho, mia: 2, 9, 16, 23",
        "REQUEST 1 ana, mia: 30, 37, 44, 51",
        "REQUEST 1 cho: 0 to 25",
    ]
    assert outbox.rows(later) == ()


def test_an_embed_that_goes_on_longer_is_an_update_and_so_are_the_series(there: Desk, out: Sent) -> None:
    out.send(there)
    lasts(there, embed_of(there, CHO), weeks(0, 6))
    assert out.lines(on(there, 10)) == [
        "REQUEST 0 ana: 0 to 53",
        "REQUEST 0 mia: 0 to 53",
        "REQUEST 1 ana, cho, mia: 2, 9, 16, 23, 30, 37, 44",
        "REQUEST 1 ana, mia: 51",
        "REQUEST 1 cho: 0 to 46",
    ]


@pytest.mark.parametrize("state", [State.PUBLISHED, State.ENDED])
def test_an_embed_under_way_that_ends_early_is_cut_not_called_off(there: Desk, out: Sent, state: State) -> None:
    out.send(there)
    later = on(there, 21)
    # It is noted some days later that Cho left.
    lasts(later, embed_of(there, CHO), day(18), state)
    found = out.lines(later)
    assert "REQUEST 1 cho: 0 to 18" in found
    assert "REQUEST 1 ana, cho, mia: 2, 9, 16" in found
    assert "REQUEST 1 ana, mia: 23, 30, 37, 44, 51" in found
    assert not [one for one in found if one.startswith("CANCEL")]
    assert outbox.rows(later) == outbox.rows(on(there, 22)) == ()


def test_an_embed_that_never_began_is_called_off(there: Desk, out: Sent) -> None:
    out.send(there)
    cho = embed_of(there, CHO)
    lasts(there, cho, cho.days, State.CANCELLED)
    rows = outbox.rows_with_reasons(there)
    assert [one.reason.because for one in rows if one.uid == cho.uid and one.reason] == ["the embed was called off"]
    assert out.lines(there) == [
        "CANCEL 1 ana, mia: 44, 51",
        "CANCEL 1 cho: 0 to 39",
        "CANCEL 1 cho: 2, 9, 16, 23, 30, 37",
        "REQUEST 0 ana: 0 to 53",
        "REQUEST 0 mia: 0 to 53",
        "REQUEST 1 ana, mia: 2, 9, 16, 23, 30, 37, 44, 51",
    ]


def test_a_whole_team_that_is_called_off_leaves_all_calendars(there: Desk, out: Sent) -> None:
    out.send(there)
    for email in (ANA, CHO, MIA):
        one = embed_of(there, email)
        lasts(there, one, one.days, State.CANCELLED)
    assert [text.split(" ")[0] for text in out.lines(there)] == ["CANCEL"] * 5
    assert outbox.rows(there) == ()


def test_a_change_that_is_taken_back_before_it_began_lets_the_series_grow_back(there: Desk, out: Sent) -> None:
    out.send(there)
    noa = embed(there, the_team(there), ANALYST, NOA, weeks(2, 3))
    assert "REQUEST 0 ana, cho, mia: 30, 37" in out.lines(there)
    lasts(there, noa, noa.days, State.CANCELLED)
    assert out.lines(there) == [
        "CANCEL 1 ana, cho, mia: 30, 37",
        "CANCEL 1 ana, mia: 44, 51",
        "CANCEL 1 noa: 14 to 25",
        "CANCEL 2 cho, noa: 16, 23",
        "REQUEST 0 ana: 0 to 53",
        "REQUEST 0 cho: 0 to 39",
        "REQUEST 0 mia: 0 to 53",
        "REQUEST 2 ana, cho, mia: 2, 9, 16, 23, 30, 37",
        "REQUEST 2 ana, mia: 44, 51",
    ]
    assert outbox.rows(there) == ()


def test_undo_takes_the_meetings_back_and_redo_brings_them_under_the_same_uids(there: Desk, out: Sent) -> None:
    out.send(there)
    embed(there, the_team(there), ANALYST, NOA, weeks(6, 7))
    before = {one.uid for one in outbox.rows(there)}
    assert undo(there).due == 0
    assert outbox.rows(there) == ()
    redo(there)
    assert {one.uid for one in outbox.rows(there)} == before
    out.send(there)
    assert undo(there).due == len(outbox.rows(there)) > 0
    assert "CANCEL 1 noa: 42 to 53" in out.lines(there)
    assert outbox.rows(there) == ()


def test_what_was_missed_in_the_past_numbers_nothing_anew(there: Desk, out: Sent) -> None:
    out.send(there)
    later = on(there, 45)
    cho = embed_of(there, CHO)
    lasts(later, cho, cho.days, State.MISSED)
    assert [one for one in why(later) if "time" in one or "people" in one] == []


def test_who_goes_on_in_another_slot_stays_in_the_series(there: Desk, out: Sent) -> None:
    out.send(there)
    embed(there, the_team(there), ENGINEER, CHO, weeks(6, 7))
    found = out.send(there)
    assert sorted(map(line, found)) == [
        "CANCEL 1 ana, mia: 44, 51",
        "REQUEST 0 ana: 0 to 53",
        "REQUEST 0 cho: 0 to 39",
        "REQUEST 0 cho: 42 to 53",
        "REQUEST 0 mia: 0 to 53",
        "REQUEST 1 ana, cho, mia: 2, 9, 16, 23, 30, 37, 44, 51",
    ]
    (one,) = [each for each in series(found) if each["METHOD"] == "REQUEST"]
    comes = str(event(one)["DESCRIPTION"])
    assert "- Ana (Platform), Data engineer\n" in comes
    assert "- Cho (Data), Analyst, from Monday, 11 January 2027 to Friday, 19 February 2027\n" in comes
    assert "- Cho (Data), Data engineer, from Monday, 22 February 2027 to Friday, 5 March 2027\n" in comes
    before = next(event(each) for each in found if line(each) == "REQUEST 0 cho: 0 to 39")
    assert "Afterwards you go on in the team Loyalty app, from Monday, 22 February 2027." in before["DESCRIPTION"]


def test_who_has_been_in_another_team_all_along_goes_back_to_the_home_team(there: Desk, out: Sent) -> None:
    other = team(there, "Another")
    embed(there, other, ENGINEER, CHO, Days(START + timedelta(days=7), START + timedelta(days=53)))
    (told,) = [event(each) for each in out.send(there) if line(each) == "REQUEST 0 cho: 0 to 39"]
    assert "your home team, Data," in told["DESCRIPTION"]
    assert "you go on in the team" not in told["DESCRIPTION"]


def test_what_is_past_keeps_its_series_whatever_comes_later(there: Desk, out: Sent) -> None:
    out.send(there)
    later = on(there, 45)
    past = {one.uid: one.occurrences for one in list_team_meetings(later, over=True) if one.last_day < START + LATE}
    # The embed of Cho, and the series with her.
    assert len(past) == 2
    embed(later, the_team(later), ANALYST, NOA, Days(START + LATE, START + timedelta(days=53)))
    lasts(later, embed_of(later, MIA), Days(START, START + timedelta(days=70)))
    now = {one.uid: one.occurrences for one in list_team_meetings(later, over=True)}
    assert {uid: now[uid] for uid in past} == past
    assert not [one for one in outbox.rows(later) if one.uid in past]


def test_of_who_leaves_the_exchange_nobody_is_told_any_more(there: Desk, out: Sent) -> None:
    out.send(there)
    later = on(there, 50)
    cho = embed_of(later, CHO)
    lasts(later, cho, cho.days, State.HELD)
    people.remove(later, CHO)
    assert sorted(why(later)) == [
        "Embedded: Loyalty app (40 %): wording changed",
        "Embedded: Loyalty app (50 %): wording changed",
    ]
    assert not any("Cho (Data)" in str(event(one)["DESCRIPTION"]) for one in out.send(later))
