"""Sending invites by mail: to a real server on loopback, that takes them, refuses them, or goes away half-way."""

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from conftest import CONFIG, MakeDesk
from mail_server import MailServer, mail_server
from ridealong.config import Organizer
from ridealong.domain.errors import StorageError
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.invites.delivery import Delivered
from ridealong.services.invites.send_invites import PAUSES
from ridealong.services.people import people
from ridealong.services.plans import plans
from services.built import built
from services.conftest import SPRING, employ, it, marketing
from services.mailing import KIM, publish, send

BOTH = ["ana@x.example", "mia@x.example"]
CHANGED = "It changed while invites went out. It is due in its new form"


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Ana visits Mia and Ben visits Noa in the same week, published."""
    return built(desk, _two)


def _two(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa"))
    publish(desk)


def numbers(done: Delivered) -> tuple[int, int]:
    return len(done.sent), len(done.failed)


def test_what_is_due_is_sent_over_one_connection_and_nothing_stays_due(one: Desk, server: MailServer) -> None:
    due = outbox.rows(one)
    done = send(one, server)
    assert done == Delivered(sent=due)
    assert [to for _sender, to, _message in server.taken] == [BOTH] * len(due)
    assert {sender for sender, _to, _message in server.taken} == {"pat@x.example"}
    assert len(server.connections) == 1
    assert outbox.rows(one) == ()
    assert send(one, server) == Delivered()
    assert server.tries == len(due)


def test_a_message_says_whom_it_comes_from_and_goes_to_and_what_it_is(one: Desk, server: MailServer) -> None:
    send(one, server, limit=1)
    (message,) = server.messages
    assert (message["From"], message["To"]) == (
        "Pat Lee <pat@x.example>",
        "Ana <ana@x.example>, Mia <mia@x.example>",
    )
    assert message["Subject"].startswith("Invitation: ")
    assert message["X-Unsent"] is None


def test_an_update_and_a_cancel_are_called_so(one: Desk, server: MailServer) -> None:
    send(one, server)
    people.edit(one, "mia@x.example", {"name": "Mia Maria"})
    server.taken.clear()
    assert {row.sequence for row in send(one, server).sent} == {0}
    assert {message["Subject"].partition(":")[0] for message in server.messages} == {"Updated"}
    drafts.cancel(one, plans.page(one, SPRING).proposals[0].id)
    server.taken.clear()
    send(one, server)
    assert {message["Subject"].partition(":")[0] for message in server.messages} == {"Cancelled"}


def test_a_draft_of_other_words_is_called_an_update(one: Desk, tmp_path: Path) -> None:
    def subjects(folder: str, *, again: bool = False) -> set[str]:
        drafted = export_invites.export(one, tmp_path / folder, again=again).drafts
        mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in drafted]
        return {mail["Subject"].partition(":")[0] for mail in mails}

    assert subjects("new") == subjects("new again", again=True) == {"Invitation"}
    people.edit(one, "mia@x.example", {"name": "Mia Maria"})
    assert {row.sequence for row in outbox.rows(one)} == {0}
    assert subjects("updated") == subjects("updated again", again=True) == {"Updated"}


def test_an_organizer_who_takes_part_gets_no_mail_from_himself(
    one: Desk, server: MailServer, make_desk: MakeDesk
) -> None:
    own = make_desk(config=replace(CONFIG, organizer=Organizer("Mia", "MIA@x.example", "Europe/Berlin", "DE")))
    done = send(own, server)
    assert (
        {tuple(to) for _sender, to, _message in server.taken} == {("ana@x.example",)} == {row.to for row in done.sent}
    )


def test_with_a_limit_the_rest_stays_due(one: Desk, server: MailServer) -> None:
    due = outbox.rows(one)
    assert send(one, server, limit=2).sent == due[:2]
    assert outbox.rows(one) == due[2:]


def test_progress_is_told_to_the_end(one: Desk, server: MailServer) -> None:
    told: list[tuple[int, int]] = []
    total = len(outbox.rows(one))
    send(one, server, progress=lambda done, of: told.append((done, of)))
    assert (told[0], told[-1]) == ((0, total), (total, total))
    assert told == sorted(told)


def test_a_refused_address_keeps_its_message_from_everybody_and_no_other(two: Desk, server: MailServer) -> None:
    server.refused = {"ana@x.example"}
    due = outbox.rows(two)
    done = send(two, server)
    assert [tuple(to) for _sender, to, _message in server.taken] == [row.to for row in done.sent]
    assert done.sent == tuple(row for row in due if "ana@x.example" not in row.to)
    assert tuple(one.row for one in done.failed) == tuple(row for row in due if "ana@x.example" in row.to)
    assert "refuses ana@x.example: 550 5.1.1 no such person here" in done.failed[0].problem
    assert outbox.rows(two) == tuple(one.row for one in done.failed)
    server.refused = set()
    assert send(two, server).sent == tuple(one.row for one in done.failed)


def test_what_the_server_does_not_take_now_is_tried_again_after_growing_pauses(two: Desk, server: MailServer) -> None:
    server.busy["ana@x.example"] = 7
    due = outbox.rows(two)
    waited: list[float] = []
    done = send(two, server, wait=waited.append)
    assert numbers(done) == (len(due), 0)
    assert outbox.rows(two) == ()
    assert any(sum(waited) == pytest.approx(sum(PAUSES[:count])) for count in (1, 2, 3))
    # The others did not wait for it.
    assert "ana@x.example" not in server.taken[0][1]
    assert list(PAUSES) == sorted(set(PAUSES))


def test_what_the_server_never_takes_stays_due_after_the_last_pause(two: Desk, server: MailServer) -> None:
    server.busy["ana@x.example"] = 1000
    waited: list[float] = []
    done = send(two, server, wait=waited.append)
    assert "451 4.7.1 come back later" in done.failed[0].problem
    assert outbox.rows(two) == tuple(one.row for one in done.failed)
    assert sum(waited) == pytest.approx(sum(PAUSES))


def test_a_connection_that_drops_is_made_again_and_nothing_is_sent_twice(one: Desk, server: MailServer) -> None:
    server.drops = {1}
    due = outbox.rows(one)
    done = send(one, server)
    assert sorted(done.sent, key=due.index) == list(due)
    assert len(server.connections) == 2
    assert len({message["Message-ID"] for message in server.messages}) == len(due) == len(server.taken)
    assert outbox.rows(one) == ()


def test_a_server_that_keeps_dropping_leaves_the_rest_due(one: Desk, server: MailServer) -> None:
    server.drops = set(range(1, 100))
    due = outbox.rows(one)
    done = send(one, server)
    assert done.sent == due[:1]
    assert tuple(one.row for one in done.failed) == outbox.rows(one) == due[1:]
    assert "was lost" in done.failed[0].problem
    server.drops = set()
    assert send(one, server).sent == due[1:]


def test_a_server_that_goes_away_half_way_leaves_the_rest_due(one: Desk) -> None:
    due = outbox.rows(one)
    with mail_server() as server:
        stop = iter([False] * 3)

        def gone() -> bool:
            if next(stop, True):
                server.drops = set(range(100))
            return False

        done = send(one, server, cancelled=gone)
    assert 0 < len(done.sent) < len(due)
    assert outbox.rows(one) == tuple(one.row for one in done.failed)


def test_of_two_invites_about_one_meeting_the_second_waits_for_the_first(one: Desk, server: MailServer) -> None:
    send(one, server)
    people.edit(one, "ana@x.example", {"email": "ana.lima@x.example"})
    server.taken.clear()
    server.refused = {"ana@x.example"}
    done = send(one, server)
    assert server.taken == []
    assert done.sent == ()
    assert [one.problem.startswith("What goes before it was not sent") for one in done.failed[:2]] == [False, True]
    server.refused, server.busy["ana@x.example"] = set(), 1
    done = send(one, server)
    assert done.failed == ()
    for uid in {row.uid for row in done.sent}:
        assert [row.method for row in done.sent if row.uid == uid] == ["CANCEL", "REQUEST"]


def test_what_was_stopped_is_sent_so_far_and_the_rest_stays_due(one: Desk, server: MailServer) -> None:
    due = outbox.rows(one)
    asked = iter([False, False, False])
    done = send(one, server, cancelled=lambda: len(server.taken) == 2 and next(asked, True) in (True, False))
    assert done.sent == due[:2]
    assert (done.stopped, done.left, done.failed) == (True, len(due) - 2, ())
    assert outbox.rows(one) == due[2:]


def test_a_pause_can_be_stopped(one: Desk, server: MailServer) -> None:
    server.busy["ana@x.example"] = 1000
    waited: list[float] = []
    done = send(one, server, wait=waited.append, cancelled=lambda: len(waited) > 3)
    assert done.stopped
    assert len(waited) == 4
    assert done.left == len(outbox.rows(one)) > 0


def before_message(number: int, act: Callable[[], object]) -> Callable[[int, int], None]:
    """Something that happens once, when so many invites are done."""
    acts = [act]

    def told(done: int, _total: int) -> None:
        if done == number and acts:
            acts.pop()()

    return told


def test_what_is_not_due_any_more_is_not_sent(one: Desk, server: MailServer, make_desk: MakeDesk) -> None:
    other = make_desk(config=KIM)
    due = outbox.rows(one)
    pairing = plans.page(one, SPRING).proposals[0].id
    done = send(one, server, progress=before_message(2, lambda: drafts.cancel(other, pairing)))
    assert done.sent == due[:2]
    assert (done.elsewhere, done.failed, done.left) == (len(due) - 2, (), 0)
    assert len(server.taken) == 2
    assert {row.method for row in outbox.rows(one)} == {"CANCEL"}


def test_what_changes_meanwhile_is_not_sent_in_its_old_form(two: Desk, server: MailServer, make_desk: MakeDesk) -> None:
    other = make_desk(config=KIM)
    change = before_message(2, lambda: people.edit(other, "mia@x.example", {"name": "Mia Maria"}))
    done = send(two, server, progress=change)
    assert {one.problem for one in done.failed} == {CHANGED}
    assert all("Mia Maria" in row.summary or "mia@x.example" in row.to for row in outbox.rows(two))
    send(two, server)
    assert outbox.rows(two) == ()


def test_a_change_while_a_message_is_handed_in_is_seen_before_the_next(
    two: Desk, server: MailServer, make_desk: MakeDesk
) -> None:
    other = make_desk(config=KIM)
    due = outbox.rows(two)
    server.meanwhile = {0: lambda: people.edit(other, "mia@x.example", {"name": "Mia Maria"})}
    done = send(two, server)
    assert {one.problem for one in done.failed} == {CHANGED}
    assert {row.uid for row in done.sent[1:]} == {row.uid for row in due if "noa@x.example" in row.to} - {due[0].uid}


def test_a_database_that_cannot_be_written_sends_nothing(one: Desk, server: MailServer, database: str) -> None:
    reader = open_desk(database, clock=one.clock, config=CONFIG, read_only=True)
    try:
        with pytest.raises(StorageError, match="read-only"):
            send(reader, server)
    finally:
        reader.close()
    assert server.taken == []


def test_each_invite_stands_in_the_journal_and_cannot_be_undone(one: Desk, server: MailServer) -> None:
    before = one.version()
    done = send(one, server)
    assert one.version() == before + len(done.sent)
