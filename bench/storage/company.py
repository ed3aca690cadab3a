"""The made-up company behind each size, built as the demo is and kept in a file."""

from __future__ import annotations

from pathlib import Path

from ridealong.calendars.outbox import due
from ridealong.demo.build import build_demo, open_demo
from ridealong.services.invites.meetings import wanted_meetings
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.invites.sent_invites import FILES, keep_as_sent

from .content import recipe
from .points import Point


def company(point: Point, cache: Path) -> Path:
    """The database of the company of a size, made where the cache does not have it: a minute for 2,500 people."""
    path = cache / f"company-{point.people}-{recipe()}.db"
    if not path.exists():
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        build_demo(new, point.company)
        _send_everything(new)
        new.rename(path)
    return path


def _send_everything(path: Path) -> None:
    """Keep an invite as sent for each meeting that stands, as they would be in a company that uses the program."""
    desk = open_demo(path)
    with desk.changing("invites export") as step:
        organizer, today = organizer_of(desk), desk.clock.today()
        meetings = wanted_meetings(step.connection, organizer, today, {})
        items = [(one, "") for one in due(meetings, {}, desk.clock.now(), today=today)]
        keep_as_sent(step.connection, items, desk.clock.now(), FILES)
        step.done(f"{len(items)} invites exported", undoable=False)
    desk.close()
