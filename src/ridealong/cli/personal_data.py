"""The commands for somebody who asks what is held about them, or wants it gone."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.files import write_file
from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.questions import ask_first
from ridealong.cli.session import Session, pass_session
from ridealong.domain.wording import listed, many

if TYPE_CHECKING:
    from ridealong.services.people.purge import Purged

_WORDS = {
    "absences": ("absence", ""),
    "apart": ("rule that keeps apart", "rules that keep apart"),
    "pins": ("pin", ""),
    "demands": ("demand of a composite team", "demands of composite teams"),
    "programs": ("enrolment", ""),
    "answers": ("answer", ""),
    "sponsors": ("place as a sponsor", "places as a sponsor"),
    "contacts": ("place as a contact of teams", "places as a contact of teams"),
    "ideas": ("place as the owner of an idea", "places as the owner of ideas"),
    "drafts": ("draft", ""),
    "groups": ("place in a drafted group", "places in drafted groups"),
    "embeds": ("place in a drafted composite team", "places in drafted composite teams"),
}


@click.command("export-data", cls=Command)
@click.argument("email")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file instead of stdout.")
@pass_session
def export_data(session: Session, email: str, out: Path | None) -> None:
    """Write everything that is held about one person as one JSON document.

    It holds private reasons: of absences, of keeping apart, of pairings that ended. Read it before you hand it on,
    since a reason may speak of somebody else. Also for people who were removed.
    """
    from ridealong.services.people.personal_data import personal_data  # noqa: PLC0415 - reads invites, as no other command here

    with session.desk() as desk:
        document = personal_data(desk, email)
    if out is None:
        show_json(document)
        return
    write_file(out, json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    if session.json:
        show_json({"written": str(out)})
    say(f"Everything about {email} written to {out}, which only you can read. Read it before you hand it on.")


@click.command(cls=Command)
@click.argument("email", required=False)
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--wipe", is_flag=True, help="Without EMAIL: only wipe what earlier purges had to leave in the file.")
@pass_session
def purge(session: Session, email: str | None, dry_run: bool, wipe: bool) -> int:
    """Take everything about one person out of the database, the journal included. This cannot be undone.

    Asks first; where nobody is there to answer it does nothing without --yes.

    Others' histories and all counts stay true: where the person stood, "(purged)" stands. What the person did as a
    coordinator stays, too. Refused while something to come concerns the person: a pairing, or an invite that is due.
    """
    if wipe == bool(email) or (wipe and dry_run):
        raise click.UsageError("Name the EMAIL of one person, or give --wipe alone")
    if email is None:
        return _wipe(session)
    from ridealong.services.people import purge as service  # noqa: PLC0415 - reads invites, as no other command here

    with session.desk() as desk, _told(session) as told:
        if dry_run:
            return _print(session, service.look(desk, email, told=told))
        if not session.yes:
            found = service.look(desk, email, told=told)
            for line in _would_go(found):
                say(line)
            question = f"Purge {found.name} <{found.email}>? This cannot be undone."
            ask_first(session, question, needs_answer=True)
        return _print(session, service.purge(desk, email, told=told))


def _wipe(session: Session) -> int:
    from ridealong.services.people.purge import wipe_again  # noqa: PLC0415 - as above

    with session.desk() as desk, _told(session) as told:
        wiped = wipe_again(desk, told=told)
    if session.json:
        show_json({"wiped": wiped})
    _say_wiped(wiped, "")
    return NEEDS_ATTENTION if wiped is False else DONE


@contextmanager
def _told(session: Session) -> Iterator[Callable[[str, float], None]]:
    """What to tell the progress to, so that an interrupted call says what it has done."""
    with progress_line("Removing the person") as line:

        def told(what: str, done: float) -> None:
            if what.startswith("Writing the file"):
                session.kept = ["the person is out of every table; `people purge --wipe` ends what was interrupted"]
            if line:
                line(what, done)

        yield told
    session.kept = []


def _print(session: Session, found: "Purged") -> int:
    if session.json:
        show_json({"purged": _document(found)})
    elif found.dry_run:
        show(_would_go(found))
    else:
        say(f"{found.name} was purged. {'; '.join(_counts(found))}.")
    for line in _left(found):
        say(line)
    if found.dry_run:
        say("A dry run: nothing was changed.")
        return DONE
    _say_wiped(found.wiped, found.trouble)
    return NEEDS_ATTENTION if found.wiped is False else DONE


def _document(found: "Purged") -> dict[str, object]:
    return {
        "email": found.email,
        "dry_run": found.dry_run,
        "deleted": dict(found.deleted),
        "pairings": found.pairings,
        "groups": found.groups,
        "embeds": found.embeds,
        "invites": found.invites,
        "journal": found.entries,
        "managed": found.managed,
        "mentions": dict(found.mentions),
        "backups": [str(one) for one in found.backups],
        "wiped": found.wiped,
    }


def _would_go(found: "Purged") -> Iterator[str]:
    yield f"{found.name} <{found.email}>"
    yield from (f"  {one}" for one in _counts(found))


def _counts(found: "Purged") -> Iterator[str]:
    gone = [many(number, *_WORDS[name]) for name, number in found.deleted.items()]
    yield f"deleted: {listed(gone)}" if gone else "deleted: nothing beside the person"
    stay = [many(found.pairings, "pairing"), many(found.invites, "invite")]
    stay += [many(found.groups, "group")] if found.groups else []
    stay += [many(found.embeds, "embed")] if found.embeds else []
    yield f"kept without the name: {', '.join(stay)}"
    yield f"journal: {many(found.entries, 'entry', 'entries')} cannot be undone any more"
    if found.managed:
        yield f"without a manager: {many(found.managed, 'person', 'people')}"


def _left(found: "Purged") -> Iterator[str]:
    if found.mentions:
        places = [f"{what} ({number})" for what, number in found.mentions.items()]
        yield f"The name also stands in texts about others, which stay as they are: {listed(places)}."
    for path in found.backups:
        yield f"A backup made before still holds the person: {path}"
    yield "Out of reach: your own backups, exported files, and what was sent. Where you publish feeds, write them anew."


def _say_wiped(wiped: bool | None, trouble: str) -> None:
    if wiped is None:
        say("What the server keeps on its disks and in its backups is up to whoever runs it: see docs/privacy.md.")
    elif wiped:
        say("No byte of it is left in the file of the database.")
    else:
        why = trouble or "another program has it open"
        say(f"Bytes may still be left in free parts of the file: {why}. Later: ridealong people purge --wipe")
