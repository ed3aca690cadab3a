"""The commands about people."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from ridealong.cli.advice import advising
from ridealong.cli.documents import Document, absence_json, apart_json, pairing_json
from ridealong.cli.embed_words import embed_row_json, print_embed_rows
from ridealong.cli.files import write_file
from ridealong.cli.group_words import group_row_json, print_group_rows
from ridealong.cli.imports import print_report
from ridealong.cli.options import Group
from ridealong.cli.output import say, show, show_json, show_text
from ridealong.cli.person_words import (
    load_json,
    load_lines,
    meeting_line,
    next_meeting_json,
    taking_part_json,
    taking_part_words,
)
from ridealong.cli.personal_data import export_data, purge
from ridealong.cli.progress import counted
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import from_the_call
from ridealong.domain.people import Person
from ridealong.domain.values import read_topics
from ridealong.domain.wording import many
from ridealong.exchange.columns import MissingColumns
from ridealong.exchange.json_out import person_json
from ridealong.exchange.write_csv import people_csv_text
from ridealong.services.people import people as service
from ridealong.services.people import people_list
from ridealong.services.people.bulk_edit import TOPICS, BulkChange, edit_all
from ridealong.services.people.import_people import import_people
from ridealong.services.people.person_load import Load, load_of
from ridealong.services.people.person_meetings import NextMeeting, next_meetings

_FILE = click.Path(path_type=Path)


@click.group(cls=Group)
def people() -> None:
    """Import, list, show, add, edit, remove and export people, and correct their addresses."""


@people.command("import")
@click.argument("file", type=_FILE)
@click.option("--map", "mapping", type=_FILE, metavar="FILE", help="How another program's export names our columns.")
@click.option("--full", is_flag=True, help="The file is the whole roster: list who is missing from it.")
@click.option("--dry-run", is_flag=True, help="Print the same, and change nothing.")
@pass_session
def import_(session: Session, file: Path, mapping: Path | None, full: bool, dry_run: bool) -> int:
    """Add and change people as a CSV FILE says, known by their e-mail.

    \b
    Columns: email,name,side,team
    and optionally: role,manager,time_zone,hours,knows,wants,capacity,
                    first_day,last_day,site,employee_id

    Rows that cannot be taken are listed with what would be right; they stop no others, and the exit code is 3.
    """
    with session.desk() as desk, _mapping_named(mapping), counted("Comparing people:") as progress:
        report = import_people(desk, file, mapping=mapping, full=full, dry_run=dry_run, progress=progress)
    return print_report(session, report)


@contextmanager
def _mapping_named(mapping: Path | None) -> Iterator[None]:
    """Within this, a file without our columns is told by which option a mapping is given, where none was."""
    try:
        yield
    except MissingColumns as error:
        remedy = error.remedy if mapping else f"{error.remedy}, and name it with --map FILE"
        raise MissingColumns(error.problem, remedy) from error


@people.command("list")
@click.argument("search", nargs=-1)
@click.option("--sort", type=click.Choice(people_list.SORTS), help="By which column; who has none there comes last.")
@click.option("--descending", is_flag=True, help="The other way round.")
@pass_session
def list_(session: Session, search: tuple[str, ...], sort: str | None, descending: bool) -> None:
    """List people: all, or those with some words and terms in SEARCH.

    \b
    Terms: side:it team:brand role:lead site:berlin knows:sql wants:crm
           zone:berlin manager:lead work:now|left|later
           away:today|tomorrow|this-week|next-week|2027-01-11
           met:never|any|3|3+        how many people they have met by now
           next:none|any|next-week   what is published and not over
           paired:never|any|today    the same, and drafts and the past
           embedded:now|none|any     in composite teams that are published
           program:spring|none|any   enrolled:agreed|asked|paused|declined|refused
    """
    text = " ".join(search)
    with session.desk() as desk:
        if session.json:
            everyone = service.everyone(desk, text, sort=sort or "identity", descending=descending)
            show_json({"people": [person_json(one) for one in everyone]})
            return
        found = people_list.page(desk, people_list.PeopleQuery(text=text, sort=sort or "name", descending=descending))
    rows = [(one.name, one.email, one.side, one.team, one.role, one.site, one.met, one.next) for one in found.rows]
    print_table(session, ("Name", "E-mail", "Side", "Team", "Role", "Site", "Met", "Next"), rows, right=("Met",))
    say(f"{many(found.total, 'person', 'people')}.")


@people.command("show")
@click.argument("email")
@click.option("--reasons", is_flag=True, help="Also why: of absences, of keeping apart, of what ended; private.")
@pass_session
def show_person(session: Session, email: str, reasons: bool) -> None:
    """Show everything known of one person."""
    with session.desk() as desk:
        page = service.show(desk, email, reasons=reasons)
        load = load_of(desk, page.person.email)
        meetings = next_meetings(desk, page.person.email)
    if session.json:
        show_json(_page_json(page, load, meetings, reasons=reasons))
        return
    _show_facts(page, load, meetings)
    _show_history(session, page, reasons=reasons)
    print_group_rows(session, page.groups, besides=page.person.email)
    print_embed_rows(session, page.embeds, named=False, reasons=reasons)
    if page.hidden:
        say(f"{many(page.hidden, 'reason')} kept private: `people show {email} --reasons` shows them.")


def _page_json(page: service.PersonPage, load: Load, meetings: Sequence[NextMeeting], *, reasons: bool) -> Document:
    return {
        "person": person_json(page.person),
        "local_time": page.local_time.isoformat(),
        "absences": [absence_json(one, reason=reasons) for one in page.absences],
        "apart": [apart_json(one, reason=reasons) for one in page.apart],
        "programs": [taking_part_json(one, reason=reasons) for one in page.enrolled],
        "reports": [{"email": one.email, "name": one.name} for one in page.reports],
        "load": load_json(load),
        "meetings": [next_meeting_json(one) for one in meetings],
        "history": [pairing_json(one, reason=reasons) for one in page.history],
        "groups": [group_row_json(one) for one in page.groups],
        "embeds": [embed_row_json(one, reason=reasons) for one in page.embeds],
        "hidden_reasons": page.hidden,
    }


def _show_facts(page: service.PersonPage, load: Load, meetings: Sequence[NextMeeting]) -> None:
    """What is known of somebody, a line for each thing."""
    show(f"{name.replace('_', ' ') + ':':<14}{_cell(value)}" for name, value in person_json(page.person).items())
    show([f"{'local time:':<14}{page.local_time:%a %H:%M}"])
    show(f"{'manages:':<14}{one.name} <{one.email}>" for one in page.reports)
    show(f"{'program:':<14}{taking_part_words(one, page.local_time.date())}" for one in page.enrolled)
    show(f"{'load:':<14}{line}" for line in load_lines(load))
    show(f"{'meeting:':<14}{meeting_line(one)}" for one in meetings)
    show(f"{'away:':<14}{one.days}{_why(one.reason)}" for one in page.absences)
    show(f"{'apart from:':<14}{one.name} <{one.email}>{_why(one.reason)}" for one in page.apart)


def _show_history(session: Session, page: service.PersonPage, *, reasons: bool) -> None:
    """Somebody's pairings as a table, if there are any."""
    if not page.history:
        return
    side = page.person.side
    rows = [
        (row.id, row.days, row.marketing_name if side == "it" else row.it_name, row.program, row.state, row.reason)
        for row in page.history
    ]
    titles = ("Id", "Days", "With", "Program", "State", "Reason")
    shown = len(titles) if reasons else len(titles) - 1
    print_table(session, titles[:shown], [row[:shown] for row in rows], right=("Id",))


def _why(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else str(value)


def _properties(required: bool) -> tuple[click.Option, ...]:
    """The options for the properties of a person, alike in `add` and `edit`."""
    told = (
        ("name", "NAME", required, "The full name."),
        ("side", "it|marketing", required, "The department."),
        ("team", "TEAM", required, "The home team."),
        ("role", "ROLE", False, "What the person does."),
        ("site", "SITE", False, "An office, or remote."),
        ("manager", "EMAIL", False, "The manager's address."),
        ("time_zone", "ZONE", False, "Such as Europe/Berlin."),
        ("hours", "HH:MM-HH:MM", False, "Working hours, such as 09:00-17:00."),
        ("knows", "TOPICS", False, "What the person can show, separated by semicolons."),
        ("wants", "TOPICS", False, "What the person wants to learn, separated by semicolons."),
        ("capacity", "N", False, "How many guests at once."),
        ("first_day", "DATE", False, "The first day at work."),
        ("last_day", "DATE", False, "The last day at work."),
        ("employee_id", "ID", False, "The number that HR knows the person by."),
    )
    return tuple(
        click.Option([f"--{name.replace('_', '-')}", name], metavar=metavar, required=must, help=text)
        for name, metavar, must, text in told
    )


def _values(given: dict[str, str | None]) -> dict[str, object]:
    with from_the_call():
        return {name: service.read_property(name, text) for name, text in given.items() if text is not None}


@people.command(
    params=[click.Option(["--email"], metavar="EMAIL", required=True, help="The address."), *_properties(required=True)]
)
@pass_session
def add(session: Session, /, **given: str | None) -> None:
    """Add one person."""
    values = _values(given)
    with from_the_call():
        person = Person(**values)  # type: ignore[arg-type]  # `read_property` reads what each field asks for
    with session.desk() as desk:
        service.add(desk, person)
    _tell(session, person, "added")


_TOPICS = tuple(
    click.Option([f"--{how}-{name}", f"{how}_{name}"], metavar="TOPICS", help=f"Topics that everybody {words} {name}.")
    for how, words in (("add", "also"), ("take", "no longer"))
    for name in TOPICS
)


@people.command(
    params=[
        click.Argument(["emails"], metavar="EMAIL...", nargs=-1, required=True),
        *_properties(required=False),
        *_TOPICS,
    ]
)
@pass_session
def edit(session: Session, /, emails: tuple[str, ...], **given: str | None) -> None:
    """Change some properties of a person, or of several in one step.

    EMAIL is the present address; an empty text clears a property. Several people can be given the same team, role,
    site, manager, zone, hours, capacity and days; topics are added to what each has, or taken away.
    """
    topics = {name: given.pop(name) for name in [option.name or "" for option in _TOPICS]}
    values = _values(given)
    add, take = (
        {name: read_topics(text) for name in TOPICS if (text := topics[f"{how}_{name}"]) is not None}
        for how in ("add", "take")
    )
    if not (values or add or take):
        raise click.UsageError("There is nothing to change. Name a property, such as --team Brand")
    if len(emails) == 1 and not (add or take):
        with session.desk() as desk:
            _tell(session, service.edit(desk, emails[0], values), "changed")
        return
    with session.desk() as desk, from_the_call():
        changed = edit_all(desk, emails, BulkChange(values=values, add=add, take=take))
    if session.json:
        show_json({"people": [person_json(one) for one in changed]})
    else:
        say(f"{many(len(changed), 'person', 'people')} changed.")


@people.command("change-email")
@click.argument("email")
@click.argument("new")
@pass_session
def change_email(session: Session, email: str, new: str) -> None:
    """Give the person with the address EMAIL the address NEW.

    What was sent to the old address is then due to be cancelled there and sent to the new one: see `invites list`.
    """
    with session.desk() as desk:
        person = service.change_email(desk, email, new)
    _tell(session, person, "is the new address")


@people.command()
@click.argument("emails", metavar="EMAIL...", nargs=-1, required=True)
@pass_session
def remove(session: Session, emails: tuple[str, ...]) -> None:
    """Take people out of the exchange, all in one step; the history stays."""
    with session.desk() as desk, advising(service.StillPublished, _listing_them):
        gone = service.remove(desk, *emails)
    if len(gone) == 1:
        _tell(session, gone[0], "removed")
    elif session.json:
        show_json({"people": [person_json(one) for one in gone]})
    else:
        say(f"{many(len(gone), 'person', 'people')} removed.")


def _listing_them(error: service.StillPublished) -> str:
    if not error.paired:
        return error.typed
    return f"{error.remedy}: `ridealong history list --person {error.email}` shows them"


def _tell(session: Session, person: Person, what: str) -> None:
    if session.json:
        show_json({"person": person_json(person)})
    else:
        say(f"{person.name} <{person.email}> {what}.")


@people.command()
@click.option("--out", type=_FILE, metavar="FILE", help="Write to this file instead of stdout.")
@pass_session
def export(session: Session, out: Path | None) -> None:
    """Write all people as CSV that `people import` reads back unchanged."""
    with session.desk() as desk:
        found = service.everyone(desk)
    if out is not None:
        write_file(out, people_csv_text(found))
        say(f"{many(len(found), 'person', 'people')} written to {out}.")
    if session.json:
        show_json({"people": [person_json(one) for one in found]})
    elif out is None:
        show_text(people_csv_text(found))


people.add_command(export_data)
people.add_command(purge)
