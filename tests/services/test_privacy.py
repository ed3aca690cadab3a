"""Reasons of absences, of keeping people apart and of cancelling stay with the coordinator."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from calendar_server import PASSWORD, USER, calendar_server
from mail_server import HOST, mail_server
from ridealong.config import CalDav, Mail
from ridealong.services.board.board import BoardQuery, board
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.explain.candidates import rank
from ridealong.services.explain.why import why
from ridealong.services.explain.why_open import why_nobody
from ridealong.services.invites import caldav_invites, export_invites, feeds, outbox, preview, send_invites
from ridealong.services.invites.meeting_rows import MeetingQuery, list_meetings
from ridealong.services.journal import journal
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import absences, limits, people, people_list
from ridealong.services.people.import_busy import import_busy
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from ridealong.services.replies import answers
from ridealong.storage.schema import invites
from services.conftest import START, ride_alongs, week

SECRET = "xyzzy"


def test_no_private_reason_leaves_the_coordinators_desk(small: Desk, tmp_path: Path) -> None:
    name = secretive(small, tmp_path)
    shown: list[object] = [plans.plan(small, name)]
    publishing.publish(small, name)
    export_invites.export(small, tmp_path / "out")
    drafts.cancel(small, plans.page(small, name).proposals[0].id, f"{SECRET} illness")
    shown += [plans.plan(small, name), publishing.compare(small, name), outbox.rows(small)]
    shown += [
        board(small, BoardQuery(first=START, weeks=13)),
        history.page(small, HistoryQuery()),
        why(small, "ana@x.example", "noa@x.example", name),
        rank(small, "ana@x.example", name, 0).candidates,
        rank(small, "noa@x.example", name, 0).candidates,
        why_nobody(small, "ben@x.example", name),
        answers.rows(small),
        *(preview.preview(small, row.uid) for row in answers.rows(small)),
        *(preview.preview(small, row.uid, due=row.method) for row in outbox.rows(small)),
        people_list.page(small, people_list.PeopleQuery()),
        people.show(small, "ana@x.example"),
        absences.list_absences(small),
        absences.list_absences(small, "ben@x.example"),
        list_meetings(small, MeetingQuery(over=True)),
    ]
    ill = plans.page(small, name).proposals[0]
    absences.add_absences(small, [ill.guest.email], ill.days, f"{SECRET} flu")
    shown += [plans.page(small, name), repairs.repair(small, name, dry_run=True)]
    for one in shown:
        assert SECRET not in repr(one)
        assert "x.example" in repr(one)


def test_the_journal_says_what_was_done_and_never_why(small: Desk, tmp_path: Path) -> None:
    name = secretive(small, tmp_path)
    plans.plan(small, name)
    publishing.publish(small, name)
    drafts.cancel(small, plans.page(small, name).proposals[0].id, f"{SECRET} illness")
    absences.remove_absence(small, "mia@x.example", week(0, 2))
    limits.remove_apart(small, "ana@x.example", "noa@x.example")
    found = journal.page(small, journal.JournalQuery())
    assert len(found.rows) > 10
    assert SECRET not in repr(found)
    shown = [journal.entry(small, one.id) for one in found.rows]
    assert SECRET not in repr(shown)
    assert SECRET in repr([journal.entry(small, one.id, private=True) for one in found.rows])


def test_reasons_are_on_the_page_of_the_person_where_they_are_asked_for(one: Desk) -> None:
    absences.add_absences(one, ["ana@x.example"], week(8), f"{SECRET} surgery")
    limits.add_apart(one, "ana@x.example", "mia@x.example", f"{SECRET} quarrel")
    drafts.cancel(one, 1, f"{SECRET} illness")
    for email, number in (("ana@x.example", 3), ("mia@x.example", 2)):
        page = people.show(one, email)
        assert (page.hidden, SECRET in repr(page)) == (number, False)
        assert [other.name for other in page.apart] == ["Mia" if email.startswith("ana") else "Ana"]
        asked = people.show(one, email, reasons=True)
        assert (asked.hidden, repr(asked).count(SECRET)) == (0, number)


def test_no_private_reason_stands_in_what_is_written_or_stored(small: Desk, tmp_path: Path) -> None:
    name = secretive(small, tmp_path)
    for again in ("first", "again"):
        if again == "first":
            plans.plan(small, name)
            publishing.publish(small, name)
        else:
            drafts.cancel(small, plans.page(small, name).proposals[0].id, f"{SECRET} illness")
        export_invites.export(small, tmp_path / "out" / again)
        feeds.write_feeds(small, tmp_path / "feeds")
    with small.reading() as connection:
        stored = list(connection.execute(select(invites.c.invite)).scalars())
    files = [path.read_bytes() for path in (tmp_path / "out").rglob("*.ics")]
    drafted = [part for path in (tmp_path / "out").rglob("*.eml") for part in decoded(read_mail(path.read_bytes()))]
    fed = [path.read_bytes() for path in (tmp_path / "feeds").rglob("*.ics")]
    cancels = [text for text in files if b"METHOD:CANCEL" in text]
    assert cancels
    assert any(b"METHOD:CANCEL" in part for part in drafted)
    for texts in (files, drafted, fed, [text.encode() for text in stored]):
        check(texts)


def test_no_private_reason_goes_out_by_mail(small: Desk, tmp_path: Path) -> None:
    name = secretive(small, tmp_path)
    plans.plan(small, name)
    publishing.publish(small, name)
    with mail_server() as server:
        settings = Mail(HOST, server.port)
        send_invites.send(small, settings, wait=lambda _seconds: None)
        drafts.cancel(small, plans.page(small, name).proposals[0].id, f"{SECRET} illness")
        send_invites.send(small, settings, wait=lambda _seconds: None)
        parts = [part for _sender, _to, one in server.taken for part in decoded(read_mail(one))]
    assert any(b"METHOD:CANCEL" in part for part in parts)
    check(parts)


def test_no_private_reason_reaches_a_calendar_server(
    small: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = secretive(small, tmp_path)
    plans.plan(small, name)
    publishing.publish(small, name)
    monkeypatch.setenv(caldav_invites.PASSWORD_VARIABLE, PASSWORD)
    with calendar_server(tmp_path / "server") as server:
        url = server.make_calendar()
        with caldav_invites.signed_in(CalDav(url, USER)) as calendar:
            caldav_invites.deliver(small, calendar, pause=lambda _seconds: None)
        check([one.text.encode() for one in server.objects(url).values()])


def secretive(desk: Desk, folder: Path) -> str:
    """A program around which there are reasons that nobody else may know: typed ones, and one of a calendar."""
    name = ride_alongs(desk)
    for email in ("ana@x.example", "mia@x.example"):
        absences.add_absences(desk, [email], week(0, 2), f"{SECRET} surgery")
    limits.add_apart(desk, "ana@x.example", "noa@x.example", f"{SECRET} quarrel")
    busy = folder / "ben.ics"
    days = week(1)
    busy.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTART;VALUE=DATE:{days.first:%Y%m%d}\r\nDTEND;VALUE=DATE:{days.last:%Y%m%d}\r\n"
        f"SUMMARY:{SECRET} interview elsewhere\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
    )
    import_busy(desk, busy, "ben@x.example")
    assert SECRET in repr(people.show(desk, "ben@x.example", reasons=True).absences)
    return name


def read_mail(text: bytes) -> EmailMessage:
    return message_from_bytes(text, policy=policy.default)


def decoded(mail: EmailMessage) -> Iterator[bytes]:
    """The headers of a mail and each of its parts, as a person or a calendar program reads them."""
    yield repr(mail.items()).encode()
    for part in mail.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield content


def check(texts: list[bytes]) -> None:
    """What everybody may read holds no secret; a word that does stand there shows that it can be found."""
    unfolded = [text.replace(b"\r\n ", b"").replace(b"=\r\n", b"") for text in texts]
    assert any(b"visits" in text for text in unfolded)
    assert not [text for text in unfolded if SECRET.encode() in text]


def test_the_page_of_a_plan_can_be_printed_as_json(small: Desk) -> None:
    page = plans.plan(small, ride_alongs(small))
    assert json.dumps(asdict(page), default=str)
