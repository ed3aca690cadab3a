"""Reasons of absences, of keeping people apart and of cancelling stay with the coordinator."""

import json
from dataclasses import asdict
from pathlib import Path

from ridealong.services import drafts, export_invites, history, limits, outbox, plans, publishing
from ridealong.services.board import BoardQuery, board
from ridealong.services.candidates import candidates
from ridealong.services.desk import Desk
from ridealong.services.history import HistoryQuery
from ridealong.services.why import why
from services.conftest import START, ride_alongs, week

SECRET = "xyzzy"


def test_no_private_reason_leaves_the_coordinators_desk(small: Desk, tmp_path: Path) -> None:
    name = ride_alongs(small)
    for email in ("ana@x.example", "mia@x.example"):
        limits.add_absence(small, email, week(0, 2), f"{SECRET} surgery")
    limits.add_apart(small, "ana@x.example", "noa@x.example", f"{SECRET} quarrel")
    shown: list[object] = [plans.plan(small, name)]
    publishing.publish(small, name)
    export_invites.export(small, tmp_path / "out")
    drafts.cancel(small, plans.page(small, name).proposals[0].id, f"{SECRET} illness")
    shown += [plans.plan(small, name), publishing.compare(small, name), outbox.rows(small)]
    export_invites.export(small, tmp_path / "out")
    shown += [
        board(small, BoardQuery(first=START, weeks=13)),
        history.page(small, HistoryQuery()),
        why(small, "ana@x.example", "noa@x.example", name),
        candidates(small, "ana@x.example", name, 0),
    ]
    for one in shown:
        assert SECRET not in repr(one)
    files = list((tmp_path / "out").iterdir())
    assert files
    for path in files:
        assert SECRET.encode() not in path.read_bytes().replace(b"\r\n ", b"")


def test_the_page_of_a_plan_can_be_printed_as_json(small: Desk) -> None:
    page = plans.plan(small, ride_alongs(small))
    assert json.dumps(asdict(page), default=str)
