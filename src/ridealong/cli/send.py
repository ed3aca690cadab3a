"""The command that sends invites by mail."""

import click

from ridealong.cli.delivered import delivered_json, noting, report, row_json
from ridealong.cli.failures import DONE
from ridealong.cli.interrupts import stopping_between
from ridealong.cli.only import only_option
from ridealong.cli.options import Command
from ridealong.cli.organizers import organizer_option, warn_of_guess
from ridealong.cli.output import say, show_json
from ridealong.cli.progress import counted, progress_line
from ridealong.cli.questions import ask_first
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import from_the_call
from ridealong.config import SECURITIES, Organizer
from ridealong.domain.wording import listed, many
from ridealong.services.invites import mail_settings
from ridealong.services.invites import send_invites as service
from ridealong.services.invites.delivery import Delivered
from ridealong.services.invites.send_invites import ToSend


@click.command(cls=Command)
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--server", default="", metavar="HOST[:PORT]", help="Default: server under [mail] in the config.")
@click.option("--user", default="", metavar="NAME", help="Who signs in. Default: user under [mail] in the config.")
@click.option(
    "--security",
    default="",
    type=click.Choice(("", *SECURITIES)),
    metavar=f"[{'|'.join(SECURITIES)}]",
    help="How the connection is encrypted. Default: starttls; tls at port 465; none on this machine.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Send N invites at most.")
@only_option
@organizer_option
@pass_session
def send(
    session: Session,
    *,
    dry_run: bool,
    server: str,
    user: str,
    security: str,
    limit: int | None,
    only: frozenset[str] | None,
    organizer: Organizer | None,
) -> int:
    """Send the invites that are due by mail, and note each as sent once the server has accepted it.

    What is sent cannot be undone, so on a terminal it asks first, unless --yes is given. If the server fails half-way,
    or Ctrl-C is pressed, what was sent counts as sent and the rest stays due. An invite with an address that the server
    refuses goes to nobody.

    The password comes from RIDEALONG_SMTP_PASSWORD, else from the command password_command under [mail].
    """
    warn_of_guess(session, organizer)
    with from_the_call():
        settings = mail_settings.chosen(session.config().mail, server, user, security)
    with session.desk(organizer) as desk:
        with progress_line("Working out the invites"):
            would = service.to_send(desk, limit, only)
        if dry_run or not would.rows:
            return _would(session, would, dry_run=dry_run)
        mail_settings.server_of(settings)
        ask_first(session, _question(would))
        with stopping_between() as pressed, counted("Sending invites:") as told:
            progress = noting(session, told)
            done = service.send(desk, settings, limit=limit, only=only, progress=progress, cancelled=pressed)
    return report(session, done, "sent")


def _question(would: ToSend) -> str:
    senders = listed([one.name or one.email for one in would.senders])
    told = f"{many(len(would.rows), 'invite')} to {many(would.people, 'person', 'people')}"
    return f"Send {told} from {senders}? What is sent cannot be undone."


def _would(session: Session, would: ToSend, *, dry_run: bool) -> int:
    if session.json:
        due = {"due": [row_json(one) for one in would.rows]} if dry_run else {}
        show_json({**delivered_json(Delivered()), **due})
    elif would.rows:
        cells = [(one.start, one.method.lower(), one.summary, one.why, ", ".join(one.to)) for one in would.rows]
        print_table(session, ("Start", "Invite", "Summary", "Why", "To"), cells, spare=True)
    if would.rows:
        people = many(would.people, "person", "people")
        say(f"{many(len(would.rows), 'invite')} would go to {people}; nothing was sent.")
    else:
        say("Nothing is due, so nothing was sent.")
    return DONE
