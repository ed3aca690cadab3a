"""Who delivers invites at the moment, so that nobody else does at the same time."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection

from ridealong.domain.errors import Refused, StorageError
from ridealong.domain.values import zone
from ridealong.exchange.leftovers import process_runs, this_run
from ridealong.services.desk import Desk
from ridealong.storage.queries.invites import property_value
from ridealong.storage.unjournaled import add_property, remove_property

LASTS = timedelta(minutes=5)
"""How long a lease counts after it was last renewed."""

_NAME = "delivering"
_here: set[str] = set()
"""The runs of this very process that hold a lease and have not ended."""


@dataclass(frozen=True, slots=True)
class _Lease:
    """What the database says of a run: who, on which machine, in which process, and when (ISO, in UTC).

    `start` tells machines of one name apart, such as containers: see `this_run`.
    """

    run: str
    who: str
    machine: str
    process: int
    since: str
    seen: str
    start: str = ""


@contextmanager
def lease(desk: Desk) -> Iterator[str]:
    """The name of a run, to be given to `claim`; what it has claimed ends with the block."""
    run = uuid4().hex
    try:
        yield run
    finally:
        if run in _here:
            _here.discard(run)
            # Where it cannot be taken away now, it runs out; what was delivered must be reported all the same.
            with suppress(StorageError):
                _end(desk, run)


def _end(desk: Desk, run: str) -> None:
    with desk.changing("invites") as step:
        held = _held(step.connection)
        if held and held.run == run:
            remove_property(step.connection, _NAME)
            step.done("")


def claim(connection: Connection, desk: Desk, run: str) -> None:
    """Take the lease for a run, or renew it; lasts with the transaction.

    Raises:
        Refused: somebody else delivers at the moment.
    """
    check_free(connection, desk, run)
    held = _held(connection)
    now = desk.clock.now().isoformat()
    _here.add(run)
    if held and held.run == run:
        new = replace(held, seen=now)
    else:
        new = _Lease(run, desk.actor, socket.gethostname(), os.getpid(), now, now, this_run())
    if new != held:
        remove_property(connection, _NAME)
        add_property(connection, _NAME, json.dumps(asdict(new)))


def check_free(connection: Connection, desk: Desk, run: str = "") -> None:
    """See that nobody delivers invites now, other than this run; raises Refused where somebody does."""
    held = _held(connection)
    if held is None or held.run == run or _gone(held, desk):
        return
    place = zone(desk.zone)
    since = datetime.fromisoformat(held.since).astimezone(place)
    until = (datetime.fromisoformat(held.seen) + LASTS).astimezone(place)
    raise Refused(
        f"{held.who} on {held.machine} has been delivering invites since {since:%Y-%m-%d %H:%M} ({desk.zone})",
        f"Wait until that has ended, then look what is left; if it broke off, try again after {until:%H:%M}",
    )


def _held(connection: Connection) -> _Lease | None:
    found = property_value(connection, _NAME)
    return _Lease(**json.loads(found)) if found else None


def _gone(held: _Lease, desk: Desk) -> bool:
    """Whether a run has ended without saying so, as far as can be told from here."""
    # Either way: a clock that was set back, or stands still on another day, must not make a lease last for months.
    if abs(desk.clock.now() - datetime.fromisoformat(held.seen)) >= LASTS:
        return True
    if (held.who, held.machine, held.start) != (desk.actor, socket.gethostname(), this_run()):
        return False
    return held.run not in _here if held.process == os.getpid() else not process_runs(held.process)
