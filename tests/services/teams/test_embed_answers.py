"""Embeds and meetings of teams wherever calendars are looked at: answers, lists, feeds, and what people have next."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from ridealong.calendars.feed_files import feed_file
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.programs import name_identity
from ridealong.domain.replies import Answer
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox
from ridealong.services.invites.coming_meetings import coming_meetings, one_meeting
from ridealong.services.invites.feeds import write_feeds
from ridealong.services.invites.meeting_rows import MeetingQuery, list_meetings
from ridealong.services.journal.journal import JournalQuery
from ridealong.services.journal.journal import page as journal_page
from ridealong.services.people import people
from ridealong.services.people.person_meetings import next_meetings
from ridealong.services.replies import answers
from ridealong.services.replies.replies import take
from ridealong.services.replies.typed_answers import record
from ridealong.services.teams.team_meetings import list_team_meetings
from ridealong.storage.queries.uids import our_uids, uids_of_people, uids_of_programs
from services.built import built
from services.conftest import START
from services.replies import reply, saved
from services.teams.made import EMBEDS, LOYALTY, lasts, on, weeks
from services.teams.read_back import ANA, CHO, MEETING, MIA, NOA, Sent, company, embed_of, the_team

WEDNESDAY = START + timedelta(days=2)


@pytest.fixture
def there(desk: Desk) -> Desk:
    return built(desk, company)


@pytest.fixture
def told(there: Desk, tmp_path: Path) -> Desk:
    """The same, with all invites sent."""
    Sent(tmp_path / "out").send(there)
    return there


def first_series(desk: Desk) -> str:
    return next(one.uid for one in list_team_meetings(desk) if one.series)


def answered(desk: Desk) -> dict[str, tuple[str, str]]:
    """By title and address what was answered, and how commands name the meeting."""
    return {
        f"{one.summary} {one.email}{f' {one.occurrence}' if one.occurrence else ''}": (one.answer, one.named)
        for one in answers.rows(desk)
        if one.answer
    }


# -- answers ------------------------------------------------------------------------------------------------------


def test_replies_to_an_embed_and_to_a_series_are_kept(told: Desk, tmp_path: Path) -> None:
    embed, series = embed_of(told, ANA).uid, first_series(told)
    texts = (
        reply(embed, ANA, "accepted"),
        reply(series, CHO, "declined", comment="I am elsewhere"),
        reply(series, MIA, "tentative"),
        # At ten in Berlin.
        reply(series, MIA, "declined", occurrence=datetime(2027, 1, 20, 9, tzinfo=UTC)),
    )
    done = take(told, saved(tmp_path, *texts))
    assert (len(done.applied), done.complete) == (4, True)
    assert answered(told) == {
        f"Embedded: Loyalty app (40 %) {ANA}": (Answer.ACCEPTED, f"e{embed_of(told, ANA).id}"),
        f"{MEETING} {CHO}": (Answer.DECLINED, "t1"),
        f"{MEETING} {MIA}": (Answer.TENTATIVE, "t1"),
        f"{MEETING} {MIA} 2027-01-20": (Answer.DECLINED, "t1"),
    }
    row = next(one for one in answers.rows(told, EMBEDS, declined=True) if one.email == CHO)
    assert (row.email, row.team, row.series, row.other_name, row.comment) == (
        CHO,
        LOYALTY,
        1,
        "Ana, Mia",
        "I am elsewhere",
    )
    mine = next(one for one in answers.rows(told) if one.uid == embed)
    assert (mine.embed, mine.series, mine.other_name, mine.program) == (
        embed_of(told, ANA).id,
        0,
        "the team Loyalty app",
        EMBEDS,
    )


def test_what_was_heard_is_written_down_by_the_number_that_lists_show(told: Desk) -> None:
    record(told, f"e{embed_of(told, MIA).id}", MIA, Answer.ACCEPTED)
    record(told, "t1", MIA, Answer.DECLINED, on=WEDNESDAY + timedelta(weeks=1))
    assert answered(told) == {
        f"Embedded: Loyalty app (50 %) {MIA}": (Answer.ACCEPTED, "e2"),
        f"{MEETING} {MIA} 2027-01-20": (Answer.DECLINED, "t1"),
    }
    record(told, "t1", MIA, None)
    assert list(answered(told).values()) == [(Answer.ACCEPTED, "e2")]
    for wrong in ("e99", "t99", "e", "e0", "t²", "e12345678901234567890"):
        with pytest.raises(NotFound):
            record(told, wrong, MIA, Answer.ACCEPTED)
    with pytest.raises(NotFound, match="not invited"):
        record(told, "e2", ANA, Answer.ACCEPTED)


def test_nobody_answers_before_the_invite_is_sent(there: Desk) -> None:
    with pytest.raises(Refused, match="No invite to meeting e1 was sent"):
        record(there, "e1", ANA, Answer.ACCEPTED)
    with pytest.raises(Refused, match="No invite to meeting t1 was sent"):
        record(there, "t1", ANA, Answer.ACCEPTED)


def test_an_answer_from_an_earlier_address_is_known_as_theirs(told: Desk) -> None:
    people.change_email(told, MIA, "mia.kern@x.example")
    record(told, "e2", "mia.kern@x.example", Answer.ACCEPTED)
    assert [one.answer for one in answers.rows(told) if one.embed == 2] == [Answer.ACCEPTED]


def test_an_update_of_words_asks_nobody_again_and_a_change_of_days_does(told: Desk, tmp_path: Path) -> None:
    record(told, "e1", ANA, Answer.ACCEPTED)
    lasts(told, embed_of(told, CHO), weeks(0, 4))
    found = {str(one["SUMMARY"]): one for one in (each.walk("VEVENT")[0] for each in Sent(tmp_path / "b").send(told))}
    assert found["Embedded: Loyalty app (40 %)"]["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert found["Embedded: Loyalty app (100 %)"]["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert [one.current for one in answers.rows(told) if one.embed == 1] == [True]


# -- lists --------------------------------------------------------------------------------------------------------


def test_lists_show_embeds_and_meetings_of_teams(there: Desk) -> None:
    found = list_team_meetings(there)
    assert [(one.named, len(one.people), len(one.occurrences)) for one in found] == [
        ("e1", 1, 0),
        ("e2", 1, 0),
        ("e3", 1, 0),
        ("t1", 3, 6),
        ("t2", 2, 2),
    ]
    assert [one.named for one in list_team_meetings(there, person=CHO)] == ["e3", "t1"]
    assert list_team_meetings(there, person=NOA) == ()
    assert len(list_team_meetings(there, program=EMBEDS)) == 5
    assert list_meetings(there, MeetingQuery()) == ()
    over = on(there, 45)
    assert [one.named for one in list_team_meetings(over)] == ["e1", "e2", "t2"]
    assert len(list_team_meetings(over, over=True)) == 5
    with pytest.raises(NotFound):
        list_team_meetings(there, program="Nothing")


def test_every_day_on_which_a_team_meets_is_among_the_coming_meetings(there: Desk) -> None:
    found = coming_meetings(there)
    assert len(found) == 3 + 8
    assert len({one.key for one in found}) == len(found)
    first = next(one for one in found if one.at)
    assert (first.day, first.team, first.ahead, len(first.people)) == (WEDNESDAY, LOYALTY, 6, 3)


def test_nothing_of_a_team_is_moved_by_hand(told: Desk) -> None:
    for uid in (embed_of(told, ANA).uid, first_series(told)):
        with pytest.raises(Refused, match="is not moved by hand") as refused:
            one_meeting(told, uid)
        assert "ridealong" not in str(refused.value)


def test_a_person_sees_where_they_are_embedded_and_when_the_team_meets(told: Desk) -> None:
    record(told, "e3", CHO, Answer.ACCEPTED)
    found = next_meetings(told, CHO)
    assert [(one.first_day, one.team, one.other_name, one.mine, one.sent) for one in found[:2]] == [
        (START, LOYALTY, "Ana and Mia", Answer.ACCEPTED, True),
        (WEDNESDAY, LOYALTY, "Ana and Mia", None, True),
    ]
    assert len(found) == 7
    assert found[1].start is not None
    assert f"{found[1].start:%H:%M}" == "10:00"
    assert next_meetings(told, NOA) == ()


# -- feeds --------------------------------------------------------------------------------------------------------


def test_feeds_of_people_teams_and_programs_have_them(told: Desk, tmp_path: Path) -> None:
    write_feeds(told, tmp_path / "feeds")

    def titles(folder: str, name: str) -> list[str]:
        data = (tmp_path / "feeds" / folder / feed_file(name)).read_bytes()
        return sorted(str(one["SUMMARY"]) for one in Calendar.from_ical(data).walk("VEVENT"))

    both = [MEETING, MEETING]
    assert titles("people", ANA) == ["Embedded: Loyalty app (40 %)", *both]
    assert titles("people", CHO) == ["Embedded: Loyalty app (100 %)", MEETING]
    assert titles("teams", "marketing brand") == ["Embedded: Loyalty app (50 %)", *both]
    assert len(titles("programs", name_identity(EMBEDS))) == 5
    assert not (tmp_path / "feeds" / "people" / feed_file(NOA)).exists()


def test_calendars_of_people_do_not_take_them_for_something_else(there: Desk) -> None:
    uids = {one.uid for one in list_team_meetings(there)}
    with there.reading() as connection:
        assert our_uids(connection, {*uids, "another", "\0"}) == uids
        assert uids_of_programs(connection, [the_team(there).program_id]) == uids
        assert uids_of_people(connection, [embed_of(there, CHO).person_id]) == uids


def test_another_name_is_told_to_everybody_who_reads_it(told: Desk) -> None:
    people.edit(told, MIA, {"name": "Mia Kern"})
    assert sorted((one.summary, one.why) for one in outbox.rows(told)) == [
        ("Embedded: Loyalty app (100 %)", "wording changed"),
        ("Embedded: Loyalty app (40 %)", "wording changed"),
        ("Embedded: Loyalty app (50 %)", "wording changed"),
        (MEETING, "wording changed"),
        (MEETING, "wording changed"),
    ]


def test_an_answer_is_in_the_journal_of_the_person_and_the_program(told: Desk) -> None:
    record(told, "t1", CHO, Answer.DECLINED)
    for query in (JournalQuery(person=CHO), JournalQuery(program=EMBEDS)):
        assert journal_page(told, query).rows[0].summary.startswith("Cho: declined")
