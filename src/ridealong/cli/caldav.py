"""The command that puts invites into a calendar on a server."""

from collections.abc import Sequence

import click

from ridealong.cli.advice import advising
from ridealong.cli.delivered import delivered_json, noting, report, row_json
from ridealong.cli.failures import DONE
from ridealong.cli.interrupts import stopping_between
from ridealong.cli.options import Command
from ridealong.cli.organizers import organizer_option, warn_of_guess
from ridealong.cli.output import say, show_json
from ridealong.cli.progress import counted
from ridealong.cli.questions import ask_first
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import from_the_call
from ridealong.config import Organizer
from ridealong.domain.wording import many
from ridealong.services.invites import caldav_invites as service
from ridealong.services.invites.delivery import Delivered
from ridealong.services.invites.outbox import DueRow


@click.command(cls=Command)
@click.option("--url", default="", metavar="URL", help="The calendar. Default: url under [caldav] in the config.")
@click.option("--user", default="", metavar="NAME", help="Who signs in. Default: user under [caldav] in the config.")
@click.option("--dry-run", is_flag=True, help="Sign in and show what is due, but change nothing.")
@click.option("--again", is_flag=True, help="Bring the calendar to what was sent last, and record nothing.")
@organizer_option
@pass_session
def caldav(session: Session, *, url: str, user: str, dry_run: bool, again: bool, organizer: Organizer | None) -> int:
    """Put the invites that are due into a calendar on a CalDAV server, and note them as sent.

    New meetings are added, changed ones replaced in place, cancelled ones taken out. If the server fails half-way, what
    it has accepted counts as sent and the rest stays due. Answers that the server knows are kept as long as the time
    of the meeting stays; an answer to a single occurrence is lost when its meeting is updated. This cannot be undone,
    so on a terminal it asks first, unless --yes is given.

    The password comes from RIDEALONG_CALDAV_PASSWORD, else from the command password_command under [caldav].
    """
    warn_of_guess(session, organizer)
    with from_the_call():
        session.config().need("caldav")
        settings = service.chosen(session.config().caldav, url, user)
    with session.desk(organizer) as desk:
        rows = service.due_rows(desk, again=again)
        if not rows and not dry_run:
            return _nothing(session, again=again)
        with advising(service.NoCalendarServer, _with_option), service.signed_in(settings) as calendar:
            _who_sees(calendar.name, calendar.schedules)
            if dry_run:
                return _would(session, calendar.name, rows)
            ask_first(session, f"Put {many(len(rows), 'invite')} into {calendar.name}? This cannot be undone.")
            with stopping_between() as pressed, counted("Putting invites into the calendar:") as told:
                progress = noting(session, told)
                done = service.deliver(desk, calendar, again=again, progress=progress, cancelled=pressed)
            return report(session, done, f"delivered to {calendar.name}", {"calendar": calendar.name})


def _with_option(error: service.NoCalendarServer) -> str:
    return f"Give --url, or {error.remedy[0].lower()}{error.remedy[1:]}"


def _who_sees(name: str, schedules: bool) -> None:
    if schedules:
        say(f"{name}: the server itself sends the invites to those invited.")
    else:
        say(f"{name}: the server sends no invites, so only those who see this calendar see the meetings.")


def _nothing(session: Session, *, again: bool) -> int:
    if session.json:
        show_json({"calendar": "", **delivered_json(Delivered())})
    say("Nothing has been sent yet." if again else "Nothing is due.")
    return DONE


def _would(session: Session, name: str, rows: Sequence[DueRow]) -> int:
    if session.json:
        show_json({"calendar": name, **delivered_json(Delivered()), "due": [row_json(one) for one in rows]})
        return DONE
    cells = [(one.start, one.method.lower(), one.summary, one.why, ", ".join(one.to)) for one in rows]
    print_table(session, ("Start", "Invite", "Summary", "Why", "To"), cells, spare=True)
    say(f"{many(len(rows), 'invite')} would go into {name}; nothing was changed.")
    return DONE
