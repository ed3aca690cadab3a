"""The commands about invites."""

from pathlib import Path

import click

from ridealong.cli.caldav import caldav
from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.feed import feed
from ridealong.cli.interrupts import stopping_between
from ridealong.cli.only import only_option
from ridealong.cli.options import Group
from ridealong.cli.organizers import organizer_option, warn_of_guess
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import counted, progress_line
from ridealong.cli.replies import answer, answers, replies
from ridealong.cli.send import send
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.config import Organizer
from ridealong.domain.wording import many
from ridealong.services.invites import export_invites, outbox


@click.group(cls=Group)
def invites() -> None:
    """List the invites that are due, export or send them, and read what people answer."""


@invites.command("list")
@organizer_option
@pass_session
def list_(session: Session, organizer: Organizer | None) -> None:
    """List the invites that are due and not yet sent, in the order in which to send them."""
    with session.desk(organizer) as desk, progress_line("Working out the invites"):
        found = outbox.rows(desk)
    if session.json:
        show_json({"invites": [_invite_json(one) for one in found]})
        return
    rows = [(one.start, one.method.lower(), one.summary, one.why, ", ".join(one.to)) for one in found]
    print_table(session, ("Start", "Invite", "Summary", "Why", "To"), rows, spare=True)
    say(f"{many(len(found), 'invite')} due.")


def _invite_json(one: outbox.DueRow) -> dict[str, object]:
    return {
        "uid": one.uid,
        "kind": str(one.kind),
        "method": str(one.method),
        "sequence": one.sequence,
        "why": one.why,
        "summary": one.summary,
        "start": one.start.isoformat(),
        "to": list(one.to),
    }


@invites.command()
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder, made if needed."
)
@click.option("--again", is_flag=True, help="Write the last invite of each meeting once more.")
@only_option
@click.option("--dry-run", is_flag=True, help="Name the files that would be written, and write nothing.")
@click.option("--drafts/--no-drafts", default=True, help="Beside each, a mail (.eml) to open and send. Default: yes.")
@organizer_option
@pass_session
def export(
    session: Session,
    /,
    *,
    out: Path,
    again: bool,
    only: frozenset[str] | None,
    dry_run: bool,
    drafts: bool,
    organizer: Organizer | None,
) -> int:
    """Write the invites that are due, one .ics file each, and note them as handed out. This cannot be undone.

    Beside each stands a draft of the same name: most mail programs open it ready to be sent. The files can be written
    once more with --again, but `undo` does not take back what was handed out: it makes the invites due that correct it.
    """
    warn_of_guess(session, organizer)
    if dry_run:
        with session.desk(organizer) as desk, progress_line("Working out the invites"):
            return _would(session, out, export_invites.would_write(desk, again=again, only=only))
    with (
        session.desk(organizer) as desk,
        stopping_between() as pressed,
        counted("Writing invites:") as progress,
    ):

        def told(done: int, total: int) -> None:
            # The first call comes before anything is written, and only where there is something to write.
            if not done and not again:
                say("What is written now counts as handed out, which cannot be undone.")
            if progress:
                progress(done, total)

        done = export_invites.export(desk, out, again=again, only=only, drafts=drafts, progress=told, cancelled=pressed)
    return _written(session, done, again=again)


def _written(session: Session, done: export_invites.Exported, *, again: bool) -> int:
    if session.json:
        show_json(
            {
                "directory": str(done.directory),
                "files": [str(one) for one in done.files],
                "drafts": [str(one) for one in done.drafts],
                "undrafted": list(done.undrafted),
            }
        )
    else:
        show(str(one) for one in done.files)
    if done.files:
        beside = f", {many(len(done.drafts), 'draft')} beside" if done.drafts else ""
        say(f"{many(len(done.files), 'invite')} written to {done.directory}{beside}.")
        if not again:
            say("They count as handed out; --again writes them once more.")
    else:
        say("Nothing has been sent yet." if again else "Nothing is due, so nothing was written.")
    for one in done.undrafted:
        say(f"No draft beside {one}")
    return NEEDS_ATTENTION if done.undrafted else DONE


def _would(session: Session, out: Path, names: tuple[str, ...]) -> int:
    files = [str(out / name) for name in names]
    if session.json:
        show_json({"directory": str(out), "files": files, "drafts": [], "undrafted": []})
    else:
        show(files)
    say(f"{many(len(files), 'invite')} would be written to {out}; nothing was.")
    return DONE


invites.add_command(replies)
invites.add_command(answers)
invites.add_command(answer)
invites.add_command(caldav)
invites.add_command(feed)
invites.add_command(send)
