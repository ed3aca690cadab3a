"""What stays when something is taken back: invites that were sent, of which others become due, and versions."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from conftest import MakeDesk
from ridealong.domain.errors import Refused
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.journal import journal
from ridealong.services.journal.journal import JournalQuery
from ridealong.services.journal.undo import redo, undo
from ridealong.services.outcomes import history
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from ridealong.storage import schema
from services.conftest import SPRING, employ, it, ride_alongs
from services.mailing import KIM
from services.replies import ANA, answered, reply, take, uid
from services.undo_cases import content, draft, planned, published


def due(desk: Desk) -> list[tuple[str, Method, int]]:
    return sorted((one.uid, one.method, one.sequence) for one in outbox.rows(desk))


def test_an_export_stays_and_publishing_before_it_is_taken_back_so_that_cancels_are_due(
    small: Desk, tmp_path: Path
) -> None:
    planned(small, tmp_path)
    publishing.publish(small, SPRING)
    requests = due(small)
    export_invites.export(small, tmp_path / "out")
    exported = journal.page(small, JournalQuery()).rows[0].id
    done = undo(small)
    assert (done.action, done.due) == ("publish", len(requests))
    assert done.kept == (f"{len(requests)} invites exported ({small.clock.today()}, entry {exported})",)
    assert due(small) == [(uid, Method.CANCEL, 1) for uid, _method, _sequence in requests]
    export_invites.export(small, tmp_path / "out")
    assert due(small) == []
    assert redo(small).action == "publish"
    assert due(small) == [(uid, Method.REQUEST, 2) for uid, _method, _sequence in requests]
    export_invites.export(small, tmp_path / "out")
    undo(small)
    assert due(small) == [(uid, Method.CANCEL, 3) for uid, _method, _sequence in requests]


def test_nothing_is_due_after_publishing_was_taken_back_before_anything_was_sent(small: Desk, tmp_path: Path) -> None:
    published(small, tmp_path)
    undo(small)
    assert due(small) == []


def test_only_what_is_due_by_taking_back_is_counted(small: Desk, make_desk: MakeDesk, tmp_path: Path) -> None:
    plans.plan(small, ride_alongs(small, rounds=3))
    publishing.publish(small, SPRING, everything=True)
    assert due(small)
    first, *_rest = plans.page(small, SPRING).proposals
    later = make_desk(first.days.last + timedelta(days=1))
    history.mark(later, first.id, State.HELD)
    assert due(later)
    assert undo(later).due is None, "what never was sent was due before as well"
    drafts.cancel(small, first.id)
    before = due(small)
    done = undo(small)
    assert done.due == len(due(small)) - len(before) > 0


def test_a_move_that_is_taken_back_is_told_to_whom_it_was_told(small: Desk, tmp_path: Path) -> None:
    published(small, tmp_path)
    export_invites.export(small, tmp_path / "out")
    one = draft(small)
    taken = {each.round for each in plans.page(small, SPRING).proposals}
    drafts.move(small, one.id, min({0, 1, 2, 3, 4} - taken, default=(one.round + 1) % 5))
    moved = due(small)
    assert moved
    undo(small)
    assert due(small) == []
    redo(small)
    assert due(small) == moved
    export_invites.export(small, tmp_path / "out")
    undo(small)
    assert due(small) == [(uid, Method.REQUEST, 2) for uid, _method, _sequence in moved]


def test_who_has_only_done_what_lasts_is_told_so(one: Desk, make_desk: MakeDesk, tmp_path: Path) -> None:
    kim = make_desk(config=KIM)
    export_invites.export(kim, tmp_path / "out")
    with pytest.raises(Refused, match="What kim did last cannot be taken back: 4 invites exported"):
        undo(kim)


def test_replies_that_were_taken_back_can_be_read_again(sent: Desk, tmp_path: Path) -> None:
    text = reply(uid(sent), ANA, "declined")
    take(sent, tmp_path, text)
    before = content(sent)
    undo(sent)
    assert answered(sent) == {}
    assert len(take(sent, tmp_path, text).applied) == 1
    assert [row["answer"] for row in content(sent)["answers"]] == [row["answer"] for row in before["answers"]]


def test_a_version_never_comes_twice(desk: Desk) -> None:
    employ(desk, it("Ana"))
    seen = {version(desk)}
    for step in (
        lambda: people.edit(desk, ANA, {"team": "Data"}),
        lambda: undo(desk),
        lambda: redo(desk),
        lambda: undo(desk),
    ):
        step()
        assert version(desk) not in seen
        seen.add(version(desk))
    undo(desk)
    redo(desk)
    assert version(desk) > max(seen)
    seen.add(version(desk))
    undo(desk)
    redo(desk)
    assert version(desk) > max(seen)


def version(desk: Desk) -> int:
    with desk.reading() as connection:
        return int(connection.execute(select(schema.people.c.version)).scalar_one())
