"""Killed while it sends invites by mail, the program never sends again what it has noted, and at most one twice."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mail_server import HOST, MailServer, mail_server

from .conftest import Base
from .killing import DATABASE, KILLS, Starter, a_moment, chance_for, content, copied, kill, left_in, undisturbed, words

CALENDAR = "text/calendar"

Sent = tuple[str, str, int]
"""An invite: UID, method, sequence."""


def test_killed_it_goes_on_with_what_is_not_noted_as_sent(base: Base, starter: Starter) -> None:
    chance = chance_for("send")
    folder = base("company")
    with mail_server() as server:
        call = words("--yes", "invites", "send", "--server", f"{HOST}:{server.port}", "--security", "none")
        with copied(folder) as copy:
            usual = undisturbed(starter, copy, call)
            all_due = noted(copy)
        assert usual.code == 0
        assert taken(server) == all_due
        assert len(set(all_due)) == len(all_due) > 10
        killed = tries = 0
        while killed < max(1, KILLS // 10):
            tries += 1
            assert tries < 20 + KILLS, "It ends before it is killed"
            server.taken.clear()
            moment = a_moment(chance, usual)
            with copied(folder) as copy:
                if not kill(starter, copy, call, moment):
                    continue
                killed += 1
                before = left_in(copy)
                recorded = noted(copy)
                assert recorded == all_due[: len(recorded)], moment
                assert before.files == usual.left.files, moment
                assert starter.run(copy, call) == 0, moment
                assert noted(copy) == all_due, moment
                times = Counter(taken(server))
                assert times.keys() == set(all_due), moment
                assert {times[one] for one in recorded} <= {1}, f"What was noted was sent again: {moment}"
                assert times.total() <= len(all_due) + 1, f"More than the one under way was sent twice: {moment}"
                assert left_in(copy).rows == usual.left.rows, moment


def noted(folder: Path) -> list[Sent]:
    """The invites that count as sent by mail, in their order."""
    rows = sorted(content(folder / DATABASE)["invites"])
    found = []
    for row in rows:
        (invite,) = (json.loads(str(one)) for one in row if str(one).startswith("{"))
        found.append((invite["meeting"]["uid"], str(invite["method"]).upper(), int(invite["sequence"])))
    return found


def taken(server: MailServer) -> Sequence[Sent]:
    """The invites that the server has got, in their order."""
    calendars = (one for message in server.messages for one in message.walk() if one.get_content_type() == CALENDAR)
    return [_invite_in(one.get_content()) for one in calendars]


def _invite_in(calendar: str) -> Sent:
    lines = dict(line.split(":", 1) for line in re.sub(r"\r?\n[ \t]", "", calendar).splitlines() if ":" in line)
    return lines["UID"], lines["METHOD"], int(lines["SEQUENCE"])
