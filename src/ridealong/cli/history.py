"""The commands about who has been with whom."""

from pathlib import Path

import click

from ridealong.cli.documents import pairing_json
from ridealong.cli.embed_words import embed_row_json, print_embed_rows
from ridealong.cli.files import write_file
from ridealong.cli.group_words import group_row_json, print_group_rows
from ridealong.cli.imports import print_report
from ridealong.cli.options import Group
from ridealong.cli.output import say, show, show_json, show_text
from ridealong.cli.progress import counted, progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import mark as mark_of
from ridealong.cli.values import pairing as pairing_number
from ridealong.cli.values import state as state_of
from ridealong.domain.pairings import State
from ridealong.domain.wording import many
from ridealong.exchange.write_csv import history_csv_text
from ridealong.services.groups.group_history import past_groups
from ridealong.services.outcomes import history as service
from ridealong.services.outcomes import history_summary as summaries
from ridealong.services.outcomes.embed_history import past_embeds
from ridealong.services.outcomes.history_tables import embeds_csv, embeds_record, reach_record, week_record
from ridealong.services.outcomes.import_history import import_history

MARKS = (State.HELD, State.MISSED, State.ENDED)

_FILE = click.Path(path_type=Path)


@click.group(cls=Group)
def history() -> None:
    """Who has been with whom: import, list, mark, export, count."""


@history.command("import")
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="Print the same, and change nothing.")
@pass_session
def import_(session: Session, file: Path, dry_run: bool) -> int:
    """Add past pairings, and correct how known ones went, as a CSV FILE says.

    \b
    Columns: program,kind,it_email,marketing_email,guest,start,end,state

    Rows that cannot be taken are listed with what would be right; they stop no others, and the exit code is 3.
    """
    with session.desk() as desk, counted("Comparing pairings:") as progress:
        report = import_history(desk, file, dry_run=dry_run, progress=progress)
    return print_report(session, report)


@history.command("list")
@click.argument("search", nargs=-1)
@click.option("--program", default="", metavar="NAME", help="Only pairings of this program.")
@click.option("--person", default="", metavar="EMAIL", help="Only pairings of this person.")
@click.option(
    "--state", "states", multiple=True, type=state_of, metavar="STATE", help="Only these; may be given more than once."
)
@click.option("--limit", type=click.IntRange(1), help="At most so many, the newest. Default: all.")
@pass_session
def list_(
    session: Session,
    *,
    search: tuple[str, ...],
    program: str,
    person: str,
    states: tuple[State, ...],
    limit: int | None,
) -> None:
    """List pairings, groups and embeds, the newest first: all but drafts, or those with words and terms in SEARCH.

    \b
    Terms: state:held kind:buddy team:brand program:spring person:ana it:data marketing:crm
    since:2027-01-11 until:2027-03-31 fit:75 (at least)

    Groups over coffee follow in a table of their own; `ridealong groups mark` says how they went. Embeds, who was in
    which slot of which composite team, follow in another, with their full weeks of work: the weeks times the share.
    """
    query = service.HistoryQuery(text=" ".join(search), program=program, person=person, states=states)
    with session.desk() as desk, progress_line("Reading the history"):
        found = service.page(desk, query, limit=limit)
        groups = past_groups(desk, query)
        embeds = past_embeds(desk, query)
    if session.json:
        show_json(
            {
                "history": [pairing_json(one) for one in found.rows],
                "groups": [group_row_json(one) for one in groups[:limit]],
                "embeds": [embed_row_json(one) for one in embeds[:limit]],
            }
        )
        return
    rows = [
        (one.id, one.days.first, one.days.last, one.it_name, one.marketing_name, one.guest, one.program, one.state)
        for one in found.rows
    ]
    if rows or not (groups or embeds):
        print_table(session, ("Id", "From", "To", "IT", "Marketing", "Guest", "Program", "State"), rows, right=("Id",))
    print_group_rows(session, groups[:limit])
    print_embed_rows(session, embeds[:limit])
    listed = f"{len(found.rows):,} of " if found.total > len(found.rows) else ""
    more = f", {many(len(groups), 'group')}" if groups else ""
    more += f", {many(len(embeds), 'embed')}" if embeds else ""
    say(f"{listed}{many(found.total, 'pairing')}{more}.")


def _mark(text: str) -> State:
    return mark_of(text, MARKS, "pairing")


@history.command()
@click.argument("pairings", type=pairing_number, metavar="ID...", nargs=-1, required=True)
@click.argument("state", type=_mark, metavar="held|missed|ended")
@click.option("--reason", default="", help="Why; private.")
@pass_session
def mark(session: Session, pairings: tuple[int, ...], state: State, reason: str) -> None:
    """Say how the pairings with the numbers ID went, all of them or none; the numbers stand in `history list`."""
    with session.desk() as desk:
        rows = service.mark_all(desk, tuple(dict.fromkeys(pairings)), state, reason)
    if len(rows) > 1 and session.json:
        show_json({"pairings": [pairing_json(row) for row in rows]})
        return
    for row in rows:
        print_marked(session, row)


def print_marked(session: Session, row: service.PairingRow) -> None:
    """Print a pairing whose state has just been changed."""
    if session.json:
        show_json({"pairing": pairing_json(row)})
    else:
        say(f"{row.it_name} and {row.marketing_name}, {row.days}: {row.state}.")


@history.command()
@click.option("--out", type=_FILE, metavar="FILE", help="Write to this file instead of stdout.")
@click.option("--embeds", is_flag=True, help="The embeds of composite teams instead, which no import reads back.")
@pass_session
def export(session: Session, out: Path | None, embeds: bool) -> None:
    """Write the history as CSV that `history import` reads back unchanged."""
    if embeds:
        _export_embeds(session, out)
        return
    with session.desk() as desk, progress_line("Reading the history"):
        found = service.page(desk, service.HistoryQuery(descending=False)).rows
    if out is not None:
        write_file(out, history_csv_text(map(service.history_row, found)))
        say(f"{many(len(found), 'pairing')} written to {out}.")
    if session.json:
        show_json({"history": [pairing_json(one) for one in found]})
    elif out is None:
        show_text(history_csv_text(map(service.history_row, found)))


def _export_embeds(session: Session, out: Path | None) -> None:
    """Write who was in which slot of which composite team as CSV."""
    with session.desk() as desk, progress_line("Reading the history"):
        found = past_embeds(desk, service.HistoryQuery(descending=False))
    if out is not None:
        write_file(out, embeds_csv(found))
        say(f"{many(len(found), 'embed')} written to {out}.")
    if session.json:
        show_json({"embeds": [embed_row_json(one) for one in found]})
    elif out is None:
        show_text(embeds_csv(found))


@history.command()
@click.option("--program", default="", metavar="NAME", help="Only this program.")
@click.option(
    "--weeks",
    type=click.IntRange(1, 520),
    default=summaries.WEEKS,
    show_default=True,
    help="How many weeks back visits and embeds are counted.",
)
@pass_session
def summary(session: Session, program: str, weeks: int) -> None:
    """What the history comes to: visits and embeds by week, how many of each team have met anybody, and repeats.

    Embeds count by weeks and share: in a week, two people in composite teams for 50 % each come to one week of work.
    """
    with session.desk() as desk, progress_line("Counting"):
        found = summaries.summary(desk, program=program, weeks=weeks)
    if session.json:
        show_json({"summary": _summary_json(found)})
        return
    titles = ("Week of", "Held", "Missed", "Ended", "Not marked", "Planned")
    counts = [(one.monday, one.held, one.missed, one.ended, one.unmarked, one.planned) for one in found.weeks]
    print_table(session, titles, counts, right=titles[1:])
    show([""])
    if found.embeds:
        embedded = [(one.monday, one.people, f"{one.weeks:g}") for one in found.embeds]
        print_table(session, ("Week of", "Embedded", "Weeks of work"), embedded, right=("Embedded", "Weeks of work"))
        show([""])
    reach = [(one.side, one.team, one.met, one.people, f"{one.percent} %") for one in found.reach]
    print_table(session, ("Side", "Team", "Met", "People", "Share"), reach, right=("Met", "People", "Share"))
    show([""])
    repeats = [(many(times, "time"), pairs) for times, pairs in sorted(found.repeats.items())]
    print_table(session, ("Met", "Pairs"), repeats, right=("Pairs",))
    say(
        f"Pairs: how often the same two have met since {found.since}. Met: people of a team who ever met anybody. "
        "What is published counts as met."
    )


def _summary_json(found: summaries.Summary) -> dict[str, object]:
    return {
        "visits": [week_record(one) for one in found.weeks],
        "embeds": [embeds_record(one) for one in found.embeds],
        "reach": [reach_record(one) for one in found.reach],
        "repeats": [{"times": times, "pairs": pairs} for times, pairs in sorted(found.repeats.items())],
        "repeats_since": found.since.isoformat(),
    }
