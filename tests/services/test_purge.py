"""Purging somebody: nothing names them any more, what others took part in stays true, and nothing becomes due."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from mail_server import MailServer
from ridealong.domain.errors import Interrupted, InvalidValue, NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import MET, State
from ridealong.domain.people import PURGED
from ridealong.services.changes import drafts
from ridealong.services.databases import check
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, feeds, meeting_changes, outbox
from ridealong.services.journal.undo import undo
from ridealong.services.outcomes import history
from ridealong.services.people import absences, limits, people, people_list
from ridealong.services.people.import_people import import_people
from ridealong.services.people.purge import look, purge
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from ridealong.services.replies import answers
from ridealong.storage.queries import pairings as queries
from ridealong.storage.queries.turns import known_teams
from services.conftest import START, csv, employ, it, marketing, ride_alongs, week
from services.everything import EMAIL, LATER, NAME, OLD_EMAIL, SECRET, every_row, tell_of
from services.mailing import send

ANA, MIA = "ana@x.example", "mia@x.example"


# -- nothing is left ------------------------------------------------------------------------------------------------


def test_no_row_of_any_table_tells_of_the_person(full: Desk) -> None:
    told = {one.partition(":")[0] for one in tell_of(full)}
    assert told >= {"people", "absences", "aparts", "answers", "invites", "journal", "journal_rows", "meeting_changes"}
    purge(full, EMAIL)
    assert list(tell_of(full)) == []


def test_no_byte_of_the_file_tells_of_the_person(full: Desk, database: str) -> None:
    if "://" in database:
        pytest.skip("the files of a server are its own")

    def told() -> list[str]:
        # The free parts of a file hold what was deleted, so it is looked at as it is.
        held = {path: path.read_bytes().lower() for path in Path(database).parent.glob("new.db*")}
        words = (SECRET, "zephyrine", "okonkwo", "chess", "zq-77")
        return [f"{path.name}: {word}" for path, data in held.items() for word in words if word.encode() in data]

    assert told()
    assert purge(full, EMAIL).wiped
    assert told() == []


def test_what_was_sent_by_mail_no_longer_names_the_person_either(
    one: Desk, server: MailServer, make_desk: MakeDesk
) -> None:
    people.edit(one, MIA, {"name": "Mia " + "Montgomery " * 8})
    send(one, server)
    assert [text for text in tell_of(one, ("montgomery",)) if text.startswith("journal:") and "sent to" in text]
    later = make_desk(today=LATER)
    purge(later, MIA)
    assert list(tell_of(later, ("montgomery", MIA))) == []
    assert any(f"Ride-along: Ana visits {PURGED}" in row["summary"] for row in every_row(later)["journal"])


def test_what_is_called_purged_holds_nothing_but_the_side(full: Desk) -> None:
    row_id = next(row["id"] for row in every_row(full)["people"] if row["email"] == EMAIL)
    purge(full, EMAIL)
    (row,) = [row for row in every_row(full)["people"] if row["id"] == row_id]
    assert {name: value for name, value in row.items() if value and name not in ("id", "version")} == {
        "email": f"purged-{row_id}@purged.invalid",
        "identity": f"purged-{row_id}@purged.invalid",
        "name": PURGED,
        "side": "it",
        "hours": "09:00-17:00",
        "removed": True,
    }


def test_lists_do_not_show_who_was_purged(full: Desk) -> None:
    before = len(people.everyone(full))
    purge(full, EMAIL)
    assert len(people.everyone(full)) == before - 1
    assert PURGED not in [row.name for row in people_list.page(full, people_list.PeopleQuery()).rows]
    for email in (EMAIL, OLD_EMAIL, stand_in(full)):
        with pytest.raises(NotFound):
            purge(full, email)
        with pytest.raises(NotFound):
            people.show(full, email)


def test_whose_manager_it_was_has_none(full: Desk) -> None:
    assert purge(full, EMAIL).managed == 1
    assert people.show(full, "ben@x.example").person.manager == ""


def test_somebody_who_was_removed_can_be_purged(desk: Desk) -> None:
    employ(desk, it("Zephyrine"))
    people.remove(desk, "zephyrine@x.example")
    purge(desk, "zephyrine@x.example")
    assert list(tell_of(desk, ("zephyrine",))) == []


# -- what stays -----------------------------------------------------------------------------------------------------


def figures(desk: Desk) -> tuple[object, ...]:
    """What the history counts: exposure, who met how often and when, which teams are known, and what lists show."""
    with desk.reading() as connection:
        return (
            queries.team_meetings(connection, MET),
            sorted(queries.met_pairs(connection, MET)),
            known_teams(connection, MET),
            {
                row.email: (row.met, row.next)
                for row in people_list.page(desk, people_list.PeopleQuery()).rows
                if row.email != EMAIL
            },
            [(row.id, row.days, row.state) for row in history.page(desk, history.HistoryQuery()).rows],
        )


def test_the_counts_of_the_history_stay_true(full: Desk) -> None:
    before = figures(full)
    done = purge(full, EMAIL)
    assert figures(full) == before
    assert done.pairings == sum(
        PURGED in (row.it_name, row.marketing_name) for row in history.page(full, history.HistoryQuery()).rows
    )
    assert done.pairings > 1


def test_nothing_becomes_due_by_it_then_or_later(full: Desk, make_desk: MakeDesk) -> None:
    before = outbox.rows(full)
    purge(full, EMAIL)
    assert outbox.rows(full) == before == ()
    # Where an invite to somebody of the same team were still to come, what names the person would be settled first.
    mates = {row["uid"] for row in every_row(full)["embeds"]}
    assert [row for row in outbox.rows(make_desk()) if row.uid not in mates] == []


def test_sequences_uids_and_times_of_what_was_sent_stay(full: Desk) -> None:
    def kept() -> list[tuple[object, ...]]:
        rows = every_row(full)["invites"]
        sent = [(row, json.loads(row["invite"])) for row in rows]
        return [(row["uid"], one["method"], one["sequence"], one["stamp"], one["meeting"]["when"]) for row, one in sent]

    before = kept()
    done = purge(full, EMAIL)
    assert 0 < done.invites < len(before)
    assert kept() == before


def test_entries_of_the_journal_stay_and_cannot_be_undone(full: Desk) -> None:
    before = every_row(full)["journal"]
    purge(full, EMAIL)
    after = every_row(full)["journal"]
    assert [(row["id"], row["at"], row["actor"], row["action"]) for row in after[:-1]] == [
        (row["id"], row["at"], row["actor"], row["action"]) for row in before
    ]
    subjects = every_row(full)["journal_subjects"]
    (mine,) = {row["subject_id"] for row in subjects if row["entry_id"] == after[-1]["id"]} & {
        row["id"] for row in every_row(full)["people"] if row["name"] == PURGED
    }
    about = {row["entry_id"] for row in subjects if (row["kind"], row["subject_id"]) == ("person", mine)}
    assert len(about) > 5
    assert not [row for row in after if row["id"] in about and row["undoable"]]
    assert (after[-1]["action"], after[-1]["summary"]) == ("people purge", "A person purged")


def test_the_journal_still_says_of_every_row_what_it_is(full: Desk) -> None:
    purge(full, EMAIL)
    tables = every_row(full)
    assert check(full) == []
    stands = {(table, row["id"]): row for table, rows in tables.items() for row in rows if "id" in row}
    last = {(row["table_name"], row["row_id"]): row["after"] for row in tables["journal_rows"]}
    for key, text in last.items():
        row = stands.get(key)
        assert (json.loads(text) if text else None) == (json.loads(json.dumps(row, default=str)) if row else None), key


def test_the_same_address_again_is_a_new_person_who_can_be_planned(full: Desk, tmp_path: Path) -> None:
    purge(full, EMAIL)
    report = import_people(full, csv(tmp_path, "email,name,side,team", f"{EMAIL},{NAME},it,Platform"))
    assert report.added == (EMAIL,)
    page = people.show(full, EMAIL, reasons=True)
    assert (page.history, page.absences, page.apart, page.programs) == ((), (), (), ())
    name = ride_alongs(full, "Winter", start=LATER + timedelta(days=70))
    assert EMAIL in [one.guest.email for one in plans.plan(full, name).proposals]
    # Nobody keeps the two apart any more.
    assert purge(full, EMAIL).deleted == {"programs": 1, "drafts": 1}


def test_drafts_go_and_the_plan_says_that_it_was_changed(full: Desk) -> None:
    before = plans.page(full, "Autumn")
    mine = [one for one in before.proposals if EMAIL in (one.guest.email, one.host.email)]
    assert mine
    purge(full, EMAIL)
    after = plans.page(full, "Autumn")
    assert len(after.proposals) == len(before.proposals) - len(mine)
    assert after.numbers
    assert after.numbers.by_hand


# -- others -----------------------------------------------------------------------------------------------------------


def test_another_of_the_same_name_keeps_it(desk: Desk, tmp_path: Path, make_desk: MakeDesk) -> None:
    employ(desk, it("Zoe"), marketing("Mia"), it("Ben", "Data"))
    people.add(desk, marketing("Other", "CRM"))
    people.edit(desk, "other@x.example", {"name": "Zoe"})
    people.add(desk, marketing("Longer"))
    people.edit(desk, "longer@x.example", {"name": "Zoe Zimmermann"})
    name = ride_alongs(desk, host_rest_weeks=0, host_visits=None, rounds=3, visits_per_guest=3)
    plans.plan(desk, name)
    publishing.publish(desk, name, everything=True)
    export_invites.export(desk, tmp_path / "out")
    later = make_desk(today=LATER)
    for row in history.page(later, history.HistoryQuery()).rows:
        history.mark(later, row.id, State.HELD)
    purge(later, "zoe@x.example")
    rows = [(row.it_name, row.marketing_name) for row in history.page(later, history.HistoryQuery()).rows]
    assert (PURGED, "Zoe") in rows
    assert (PURGED, "Zoe Zimmermann") in rows
    said = [row["summary"] for row in every_row(later)["journal"]]
    assert "Zoe (CRM) added" not in said  # added as Other
    assert any(f"{PURGED} and Zoe, " in one for one in said)
    assert any(f"{PURGED} and Zoe Zimmermann, " in one for one in said)
    titles = [json.loads(row["invite"])["meeting"]["summary"] for row in every_row(later)["invites"]]
    assert any(one == f"Ride-along: {PURGED} visits Zoe" for one in titles)
    assert any(one == f"Ride-along: {PURGED} visits Zoe Zimmermann" for one in titles)
    assert any(one == "Ride-along: Ben visits Zoe" for one in titles)


def test_an_address_that_contains_the_persons_is_left_alone(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Diana"), marketing("Mia"))
    people.edit(desk, "mia@x.example", {"manager": "diana@x.example", "email": "ana@x.example.org"})
    before = people.show(desk, "ana@x.example.org").person
    purge(desk, ANA)
    assert people.show(desk, "diana@x.example").person.name == "Diana"
    assert people.show(desk, "ana@x.example.org").person == before


def test_where_the_name_stands_in_texts_about_others_is_told(desk: Desk) -> None:
    employ(desk, it("Zephyrine"), it("Ben"), marketing("Mia"))
    ride_alongs(desk, objective="As Zephyrine always said")
    absences.add_absences(desk, ["ben@x.example"], week(0), "holiday with Zephyrine")
    absences.add_absences(desk, ["zephyrine@x.example"], week(0), "holiday with Zephyrine")
    told_before_and_after(desk, {"objective of a program": 1, "reason of an absence": 1, "entry of the journal": 2})


def test_where_the_name_stands_in_the_journal_is_told_also_when_the_text_was_changed_removed_or_undone(
    desk: Desk,
) -> None:
    employ(desk, it("Zephyrine"), it("Ben"), marketing("Mia"))
    limits.add_freeze(desk, "Platform", week(0), "Zephyrine is on leave")
    limits.remove_freeze(desk, "Platform", week(0))
    absences.add_absences(desk, ["ben@x.example"], week(0), "holiday with Zephyrine")
    absences.remove_absence(desk, "ben@x.example", week(0))
    absences.add_absences(desk, ["ben@x.example"], week(2), "visits Zephyrine")
    undo(desk)
    people.edit(desk, "ben@x.example", {"role": "assistant of Zephyrine"})
    people.edit(desk, "mia@x.example", {"role": "friend of Zephyrine"})
    people.edit(desk, "mia@x.example", {"role": "friend of many"})
    told_before_and_after(desk, {"role of a person": 1, "entry of the journal": 9})
    # Who reads all that is left finds no more than that.
    assert {one.partition(":")[0] for one in tell_of(desk, ("zephyrine",))} == {"people", "journal", "journal_rows"}


def test_others_whose_name_contains_it_are_not_counted(desk: Desk) -> None:
    employ(desk, it("Zoe"), it("Ben"))
    people.edit(desk, "ben@x.example", {"name": "Zoe Zimmermann", "role": "friend of zoe@x.example"})
    people.edit(desk, "ben@x.example", {"role": "Zoephile"})
    told_before_and_after(desk, {}, email="zoe@x.example")


def told_before_and_after(desk: Desk, expected: dict[str, int], email: str = "zephyrine@x.example") -> None:
    assert look(desk, email).mentions == expected
    assert purge(desk, email).mentions == expected


def test_nobody_can_take_the_place_of_somebody_purged(full: Desk, tmp_path: Path) -> None:
    purge(full, EMAIL)
    email = stand_in(full)
    with pytest.raises(InvalidValue, match="was purged"):
        people.add(full, replace(it("New"), email=email))
    with pytest.raises(InvalidValue, match="was purged"):
        people.change_email(full, "ben@x.example", email.replace("purged-", "purged-9"))
    report = import_people(full, csv(tmp_path, "email,name,side,team", f"{email},X,it,Data"))
    assert [(one.line, one.column) for one in report.rejected] == [(2, "email")]


def test_no_feed_is_written_for_who_was_purged(full: Desk, tmp_path: Path, make_desk: MakeDesk) -> None:
    purge(full, EMAIL)
    at_that_time = make_desk(today=START + timedelta(weeks=8))
    feeds.write_feeds(at_that_time, tmp_path / "feeds")
    assert not [path for path in (tmp_path / "feeds").rglob("*.ics") if "purged" in path.name]
    assert not [path for path in (tmp_path / "feeds").rglob("*.ics") if b"Quill" in path.read_bytes()]


# -- not yet, and not at all ------------------------------------------------------------------------------------------


def test_a_pairing_to_come_is_settled_first(one: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="stands in 1 published pairing not yet over: 1") as refused:
        purge(one, ANA)
    assert "`ridealong cancel 1`" in refused.value.typed
    export_invites.export(one, tmp_path / "out")
    drafts.cancel(one, 1)
    with pytest.raises(Refused, match="4 meetings of Ana have invites that are due") as refused:
        look(one, ANA)
    assert "invites export" in refused.value.typed
    export_invites.export(one, tmp_path / "out")
    purge(one, ANA)
    assert outbox.rows(one) == ()


def test_a_meeting_to_come_of_a_pairing_that_was_held_is_settled_first(
    one: Desk, tmp_path: Path, make_desk: MakeDesk
) -> None:
    export_invites.export(one, tmp_path / "out")
    monday = make_desk(today=week(1).first)
    history.mark(monday, 1, State.HELD)
    with pytest.raises(Refused, match=r"Calendars still show 1 meeting to come with Mia: [0-9]+") as refused:
        purge(monday, MIA)
    (debrief,) = {row.meeting for row in answers.rows(monday) if row.kind is MeetingKind.DEBRIEF}
    assert f"`ridealong meetings skip {debrief}`" in refused.value.typed
    meeting_changes.skip(monday, debrief)
    with pytest.raises(Refused, match="1 meeting of Mia has invites that are due"):
        purge(monday, MIA)
    export_invites.export(monday, tmp_path / "out")
    purge(monday, MIA)
    assert outbox.rows(monday) == ()


def test_looking_changes_nothing_and_says_what_purging_does(full: Desk) -> None:
    before = every_row(full)
    seen = look(full, EMAIL)
    assert every_row(full) == before
    done = purge(full, EMAIL)
    assert seen.dry_run
    assert not done.dry_run
    for name in (
        "email",
        "name",
        "deleted",
        "pairings",
        "groups",
        "embeds",
        "invites",
        "entries",
        "managed",
        "mentions",
    ):
        assert getattr(seen, name) == getattr(done, name), name
    assert seen.deleted == {
        "absences": 2,
        "apart": 1,
        "pins": 1,
        "demands": 1,
        "programs": 4,
        "answers": 1,
        "sponsors": 1,
        "contacts": 1,
        "ideas": 1,
        "drafts": 1,
        "groups": 1,
        "embeds": 1,
    }


@pytest.mark.parametrize("after", range(1, 5))
def test_stopped_on_the_way_it_leaves_everything_as_it_was(full: Desk, after: int) -> None:
    before = every_row(full)
    with pytest.raises(Interrupted):
        purge(full, EMAIL, cancelled=counting(after))
    assert every_row(full) == before


def test_backups_beside_the_database_are_named(full: Desk, database: str) -> None:
    if "://" in database:
        pytest.skip("they lie in the user's data folder")
    backup = Path(database).with_name("new-before-0003-2027-01-01.db")
    backup.write_bytes(b"")
    assert purge(full, EMAIL).backups == (backup,)


def counting(after: int) -> Callable[[], bool]:
    asked = iter(range(1, 1_000))
    return lambda: next(asked) >= after


def stand_in(desk: Desk) -> str:
    """The address under which the database keeps that there was somebody."""
    (email,) = (str(row["email"]) for row in every_row(desk)["people"] if row["name"] == PURGED)
    return email
