"""What a delivery of invites has come to, alike in every command that delivers."""

from collections.abc import Callable

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.output import say, show, show_json
from ridealong.cli.session import Session
from ridealong.domain.errors import Interrupted
from ridealong.domain.wording import many
from ridealong.services.invites.delivery import Delivered
from ridealong.services.invites.outbox import DueRow


def report(session: Session, done: Delivered, verb: str, more: dict[str, object] | None = None) -> int:
    """Print what became of the invites; returns the exit code, or raises Interrupted where the user stopped it.

    Args:
        verb: what was done with them, such as `sent`. more: what else the JSON document holds.
    """
    if session.json:
        show_json({**(more or {}), **delivered_json(done)})
    else:
        show(f"sent      {_line(one)}" for one in done.sent)
        show(f"not sent  {_line(one.row)}: {one.typed}" for one in done.failed)
    say(f"{many(len(done.sent), 'invite')} {verb}.")
    if done.elsewhere:
        say(f"{many(done.elsewhere, 'invite')} not due any more: somebody else has changed or sent them meanwhile.")
    due = len(done.failed) + done.left
    if done.stopped:
        raise Interrupted(f"interrupted. {many(len(done.sent), 'invite')} {verb}; {due:,} still due")
    if due:
        say(f"{many(due, 'invite')} left to do: run it again.")
    return NEEDS_ATTENTION if due else DONE


def delivered_json(done: Delivered) -> dict[str, object]:
    """What became of the invites, as one document."""
    return {
        "sent": [row_json(one) for one in done.sent],
        "failed": [{**row_json(one.row), "problem": one.typed} for one in done.failed],
        "elsewhere": done.elsewhere,
        "left": done.left,
        "stopped": done.stopped,
    }


def row_json(one: DueRow) -> dict[str, object]:
    """An invite in such a document."""
    return {"uid": one.uid, "method": str(one.method), "sequence": one.sequence, "to": list(one.to)}


def noting(session: Session, told: Callable[[int, int], None] | None) -> Callable[[int, int], None]:
    """What to tell the progress to, so that a call that is broken off names what the server has."""

    def note(done: int, total: int) -> None:
        session.kept = [f"{done:,} of {total:,} invites were dealt with; what the server took counts as sent"]
        if told:
            told(done, total)

    return note


def _line(one: DueRow) -> str:
    return f"{one.method.lower()} to {', '.join(one.to) or 'nobody'}: {one.summary}"
