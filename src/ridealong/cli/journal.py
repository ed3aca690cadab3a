"""The command that shows who changed what, and when."""

from datetime import date

import click

from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import day
from ridealong.domain.values import zone
from ridealong.domain.wording import many
from ridealong.services.desk import Desk
from ridealong.services.journal import journal as service
from ridealong.services.journal.journal import EntryPage, JournalEntry, JournalQuery
from ridealong.services.journal.journal_rows import FieldChange, RowChange

LIMIT = 100
"""How many entries are listed where nothing is said."""


@click.command(cls=Command)
@click.option("--person", default="", metavar="EMAIL", help="Only what is about this person, removed ones included.")
@click.option("--program", default="", metavar="NAME", help="Only what is about this program.")
@click.option("--action", default="", metavar="WORDS", help="Only this action, such as publish, people, or import.")
@click.option("--actor", default="", metavar="NAME", help="Only what this coordinator did.")
@click.option("--since", type=day, metavar="DATE", help="Only from this day on.")
@click.option("--until", type=day, metavar="DATE", help="Only until this day.")
@click.option("--limit", type=click.IntRange(1), default=LIMIT, help=f"At most so many, the newest. Default: {LIMIT}.")
@click.option("--entry", "number", type=int, metavar="ID", help="One entry alone, with what it changed.")
@click.option("--private", is_flag=True, help="With --entry: show private reasons and comments, too.")
@pass_session
def journal(
    session: Session,
    *,
    person: str,
    program: str,
    action: str,
    actor: str,
    since: date | None,
    until: date | None,
    limit: int,
    number: int | None,
    private: bool,
) -> None:
    """Show who changed what and when, the newest first; times are in the zone of the organizer."""
    if private and number is None:
        raise click.UsageError("--private goes with --entry")
    if number is not None:
        if any((person, program, action, actor, since, until)):
            raise click.UsageError("Name either an entry with --entry, or what to look for")
        _one(session, number, private=private)
        return
    query = JournalQuery(person=person, program=program, action=action, actor=actor, since=since, until=until)
    with session.desk() as desk:
        found = service.page(desk, query, 0, limit)
        if action and not found.total:
            _say_actions(desk, action)
        if session.json:
            show_json({"journal": [_entry_json(one) for one in found.rows]})
            return
        rows = [(one.id, _when(desk, one), one.actor, one.action, _state(one), one.summary) for one in found.rows]
    print_table(session, ("Id", "When", "Who", "Action", "", "What"), rows, right=("Id",))
    listed = f"{len(found.rows):,} of " if found.total > len(found.rows) else ""
    say(f"{listed}{many(found.total, 'entry', 'entries')}.")


def _say_actions(desk: Desk, action: str) -> None:
    """Say what actions are called, where none is called that."""
    if not service.page(desk, JournalQuery(action=action), 0, 1).total:
        known = service.actions(desk)
        say(f"No action is called '{action}'. There are: {', '.join(known)}" if known else "The journal is empty.")


def _one(session: Session, number: int, *, private: bool) -> None:
    with session.desk() as desk:
        found = service.entry(desk, number, private=private)
        if session.json:
            show_json({**_entry_json(found.entry), "changes": [_change_json(one) for one in found.rows]})
            return
        _print_entry(desk, found)


def _print_entry(desk: Desk, found: EntryPage) -> None:
    one = found.entry
    state = f", {_state(one)}" if _state(one) else ""
    show([f"{_when(desk, one)}  {one.actor}  {one.action}{state}", one.summary])
    for row in found.rows:
        show(["", f"{row.how}: {row.what}", *(f"  {_field(field)}" for field in row.fields)])
    if any(field.private for row in found.rows for field in row.fields):
        say("What is private is shown with --private.")


def _field(one: FieldChange) -> str:
    if one.before and one.after:
        return f"{one.name}: {one.before} -> {one.after}"
    return f"{one.name}: {one.after}" if one.after else f"{one.name}: {one.before} -> nothing"


def _when(desk: Desk, one: JournalEntry) -> str:
    return f"{one.at.astimezone(zone(desk.zone)):%Y-%m-%d %H:%M}"


def _state(one: JournalEntry) -> str:
    if one.undone_by is not None:
        return "undone"
    return "" if one.undoable else "stays"


def _entry_json(one: JournalEntry) -> dict[str, object]:
    return {
        "id": one.id,
        "at": one.at.isoformat(),
        "actor": one.actor,
        "action": one.action,
        "summary": one.summary,
        "undoable": one.undoable,
        "undone_by": one.undone_by,
        "undoes": one.undoes,
    }


def _change_json(one: RowChange) -> dict[str, object]:
    return {
        "what": one.what,
        "how": one.how,
        "fields": [
            {"name": field.name, "before": field.before, "after": field.after, "private": field.private}
            for field in one.fields
        ],
    }
