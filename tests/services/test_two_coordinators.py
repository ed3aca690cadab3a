"""Two coordinators at once on one database, each in a process of their own: every action whole, and none lost."""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise

import pytest
from sqlalchemy import select

from conftest import CONFIG, TODAY, MakeDesk
from mail_server import HOST, MailServer
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import StorageError
from ridealong.services import databases
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import outbox
from ridealong.services.people import people
from ridealong.storage.schema import invites, journal, journal_rows
from ridealong.storage.schema import people as people_table
from services.conftest import it, marketing
from thorough import thorough_only

WORKER = """
import sys
from datetime import date, timedelta

from ridealong.config import Config
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.people import Person, Side
from ridealong.services.people import absences, people
from ridealong.services.desk import open_desk

today, who, number = date.fromisoformat(sys.argv[1]), sys.argv[3], int(sys.argv[4])
desk = open_desk(sys.argv[2], clock=FixedClock(today), config=Config(coordinator=who))
print("ready", flush=True)
sys.stdin.readline()
for one in range(number):
    side = Side.IT if one % 2 else Side.MARKETING
    people.add(desk, Person(email=f"{who}{one}@x.example", name=f"{who}{one}", side=side, team="Team"))
    people.edit(desk, "shared@x.example", {"role": f"{who} {one}"})
    day = today + timedelta(days=one)
    absences.add_absences(desk, [f"{who}{one}@x.example"], Days(day, day), "away")
desk.close()
"""

SENDER = """
import sys
from datetime import date

from ridealong.config import Config, Mail, Organizer
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import Refused
from ridealong.services.invites import send_invites
from ridealong.services.desk import open_desk

organizer = Organizer("Pat Lee", "pat@x.example", "Europe/Berlin", "DE")
clock = FixedClock(date.fromisoformat(sys.argv[1]))
desk = open_desk(sys.argv[2], clock=clock, config=Config(organizer=organizer, coordinator=sys.argv[3]))
print("ready", flush=True)
sys.stdin.readline()
try:
    done = send_invites.send(desk, Mail(sys.argv[5], int(sys.argv[4]), "none"), wait=lambda _seconds: None)
    print(len(done.sent))
except Refused:
    print("refused")
desk.close()
"""


def side_by_side(script: str, database: str, whose: Sequence[tuple[str, int]]) -> list[str]:
    """Run a script once for each coordinator, all let go at the same moment; returns what each printed."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(TODAY), database, who, str(number), HOST],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for who, number in whose
    ]
    for one in running:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in running:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()
    said = [one.communicate(timeout=120) for one in running]
    assert [(one.returncode, err) for one, (_out, err) in zip(running, said, strict=True)] == [(0, "")] * len(running)
    return [out.strip() for out, _err in said]


def test_every_action_of_both_is_whole_and_none_is_lost(desk: Desk, database: str) -> None:
    people.add(desk, it("Shared"))
    number = 12
    side_by_side(WORKER, database, [("kim", number), ("lou", number)])
    assert len(people.everyone(desk)) == 1 + 2 * number
    assert databases.check(desk) == []
    with desk.reading() as connection:
        entries = connection.execute(select(journal).order_by(journal.c.id)).mappings().all()
        rows = connection.execute(select(journal_rows).order_by(journal_rows.c.id)).mappings().all()
    of = defaultdict(list)
    for one in entries:
        of[one["actor"]].append(one["action"])
    assert of["kim"] == of["lou"] == ["people add", "people edit", "absence add"] * number
    # Each saw what the other had done to the row that both changed: no version was there twice.
    shared = [json.loads(row["after"]) for row in rows if (row["table_name"], row["row_id"]) == ("people", 1)]
    assert [row["version"] for row in shared] == list(range(1, 2 + 2 * number))
    told = [(json.loads(row["before"] or "{}"), json.loads(row["after"])) for row in rows if row["row_id"] == 1]
    told = [(before, after) for before, after in told if after.get("identity") == "shared@x.example"]
    assert all(before == after for (_, after), (before, _) in pairwise(told))
    # Numbers rise in the order in which the changes became visible, so that nobody who looks for new ones misses one.
    assert [one["entry_id"] for one in rows] == sorted(one["entry_id"] for one in rows)


def test_whoever_looks_again_sees_what_the_other_has_done(make_desk: MakeDesk) -> None:
    pat, kim = make_desk(), make_desk()
    before = kim.version()
    people.add(pat, it("Ana"))
    assert kim.version() > before
    assert [one.name for one in people.everyone(kim)] == ["Ana"]


@thorough_only
def test_of_two_who_send_at_once_every_invite_goes_out_once(one: Desk, database: str, server: MailServer) -> None:
    due = len(outbox.rows(one))
    said = side_by_side(SENDER, database, [("kim", server.port), ("lou", server.port)])
    assert sum(int(answer) for answer in said if answer != "refused") == due
    # One mail for each invite, whoever sent it.
    assert len(server.taken) == due
    with one.reading() as connection:
        assert len(connection.execute(select(invites.c.id)).all()) == due
    assert outbox.rows(one) == ()


def test_a_server_that_was_restarted_is_found_again(database: str, make_desk: MakeDesk) -> None:
    if "://" not in database:
        pytest.skip("a file is never restarted")
    desk, other = make_desk(), make_desk()
    people.add(desk, it("Ana"))
    with other.store.engine.connect() as connection:
        # What a restart does to every connection that is open and idle.
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({_backend(desk)})")
    people.add(desk, marketing("Mia"))
    assert [one.name for one in people.everyone(desk)] == ["Ana", "Mia"]


def _backend(desk: Desk) -> int:
    with desk.store.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())


def test_a_connection_lost_in_the_middle_changes_nothing(database: str, make_desk: MakeDesk) -> None:
    if "://" not in database:
        pytest.skip("a file has no connection to lose")
    desk, other = make_desk(), make_desk()
    row = {"email": "a@x.example", "identity": "a@x.example", "name": "A", "side": "it", "team": "T"}

    def change() -> None:
        with desk.changing("x") as step:
            step.work.insert(people_table, [row])
            pid = step.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with other.store.engine.connect() as connection:
                connection.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
            step.work.insert(people_table, [{**row, "email": "b@x.example", "identity": "b@x.example"}])
            step.done("x")

    with pytest.raises(StorageError, match="connection to the server was lost"):
        change()
    assert len(people.everyone(desk)) == 0
    with closing(open_desk(database, clock=FixedClock(TODAY), config=CONFIG)) as again:
        assert databases.check(again) == []
