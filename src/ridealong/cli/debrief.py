"""The commands about debriefs: what came out of visits."""

from pathlib import Path

import click

from ridealong.cli.imports import print_report
from ridealong.cli.options import Group
from ridealong.cli.outcome_documents import debrief_json, debrief_row_json
from ridealong.cli.outcome_values import day_order, rating, rating_or_none
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import from_the_call, pairing, side
from ridealong.domain.debriefs import LEAST_LEARNED
from ridealong.domain.people import Side
from ridealong.domain.wording import many
from ridealong.exchange.form_days import DayOrder
from ridealong.services.outcomes import debrief_pages as pages
from ridealong.services.outcomes import debriefs as service

_FILE = click.Path(path_type=Path)


@click.group(cls=Group)
def debrief() -> None:
    """What came out of visits: at least two things learned, a rating by each side, and ideas.

    A debrief is due within 14 days after the last day of a visit; `ridealong today` tells those that are overdue.
    """


@debrief.command()
@click.argument("number", type=pairing, metavar="PAIRING")
@click.option("--learned", multiple=True, metavar="TEXT", help="A thing learned; may be given more than once.")
@click.option("--side", "which", type=side, metavar="it|marketing", help="Who learned it.")
@click.option("--rating-it", type=rating, metavar="N", help="What the IT side says of the visit, 1 to 5.")
@click.option("--rating-marketing", type=rating, metavar="N", help="What the marketing side says of it, 1 to 5.")
@click.option("--idea", "ideas", multiple=True, metavar="TEXT", help="What to try; may be given more than once.")
@click.option("--owner", default="", metavar="EMAIL", help="Who sees to the ideas.")
@click.option("--note", default="", metavar="TEXT", help="Whatever else there is to say; private.")
@pass_session
def add(
    session: Session,
    /,
    *,
    number: int,
    learned: tuple[str, ...],
    which: Side | None,
    rating_it: int | None,
    rating_marketing: int | None,
    ideas: tuple[str, ...],
    owner: str,
    note: str,
) -> None:
    """Note what came out of the visit PAIRING, beside what is noted already.

    Both sides may answer one after the other. The numbers of pairings stand in `debrief list` and `history list`.
    """
    if owner and not ideas:
        raise click.UsageError("--owner is about an --idea")
    said = service.Outcome(
        learned=learned,
        side=which,
        it_rating=rating_it,
        marketing_rating=rating_marketing,
        ideas=ideas,
        owner=owner,
        note=note,
    )
    if said.says_nothing:
        raise click.UsageError(
            "Say what came out of it with --learned, --rating-it, --rating-marketing, --idea or --note"
        )
    with session.desk() as desk, from_the_call():
        _told(session, service.note(desk, number, said))


@debrief.command()
@click.argument("number", type=pairing, metavar="PAIRING")
@click.option("--rating-it", type=rating_or_none, metavar="N", help="What the IT side says, 1 to 5; 'none' clears it.")
@click.option(
    "--rating-marketing",
    type=rating_or_none,
    metavar="N",
    help="What the marketing side says, 1 to 5; 'none' clears it.",
)
@click.option("--note", metavar="TEXT", help="The note, which is private; empty for none.")
@click.option(
    "--learned",
    "texts",
    nargs=2,
    type=(int, str),
    multiple=True,
    metavar="NUMBER TEXT",
    help="How a thing learned reads now, by the number that `debrief show` gives it; may be given more than once.",
)
@click.option(
    "--forget",
    type=int,
    multiple=True,
    metavar="NUMBER",
    help="Take a thing learned back; may be given more than once.",
)
@pass_session
def edit(
    session: Session,
    /,
    *,
    number: int,
    rating_it: int | str | None,
    rating_marketing: int | str | None,
    note: str | None,
    texts: tuple[tuple[int, str], ...],
    forget: tuple[int, ...],
) -> None:
    """Correct what is noted of the visit PAIRING; what is not given stays as it is."""
    change = service.Correction(
        it_rating=rating_it if isinstance(rating_it, int) else None,
        marketing_rating=rating_marketing if isinstance(rating_marketing, int) else None,
        no_it_rating=isinstance(rating_it, str),
        no_marketing_rating=isinstance(rating_marketing, str),
        note=note,
        texts=texts,
        forget=forget,
    )
    if change == service.Correction():
        raise click.UsageError("Say what is different: --rating-it, --rating-marketing, --note, --learned or --forget")
    with session.desk() as desk, from_the_call():
        _told(session, service.correct(desk, number, change))


@debrief.command()
@click.argument("number", type=pairing, metavar="PAIRING")
@pass_session
def remove(session: Session, number: int) -> None:
    """Take back what is noted of the visit PAIRING; its ideas stay in `ideas list`."""
    with session.desk() as desk:
        gone = service.take_back(desk, number)
    if session.json:
        show_json({"debrief": debrief_json(gone), "removed": True})
    else:
        say(f"Nothing is noted of {_both(gone.visit)} any more.")


@debrief.command("show")
@click.argument("number", type=pairing, metavar="PAIRING")
@click.option("--notes", is_flag=True, help="Also the note on it; private.")
@pass_session
def show_(session: Session, number: int, *, notes: bool) -> None:
    """Show what came out of the visit PAIRING."""
    with session.desk() as desk:
        page = pages.page(desk, number)
    if session.json:
        show_json({"debrief": debrief_json(page, notes=notes)})
        return
    visit, noted = page.visit, page.debrief
    show([f"{_both(visit)}, {visit.program}: {visit.state}", _far(visit)])
    if noted.it_rating or noted.marketing_rating:
        show([f"Ratings: IT {noted.it_rating or '-'}, Marketing {noted.marketing_rating or '-'}"])
    if noted.learned:
        rows = [(one.number, one.side.label if one.side else "-", one.text) for one in noted.learned]
        print_table(session, ("Number", "Side", "Learned"), rows, right=("Number",), spare=True)
    if page.ideas:
        tried = [(one.number, one.state.label, one.owner_name or "-", one.text) for one in page.ideas]
        print_table(session, ("Idea", "State", "Owner", "Text"), tried, right=("Idea",), spare=True)
    if noted.note and notes:
        show([f"Note: {noted.note}"])


@debrief.command("list")
@click.argument("search", nargs=-1)
@click.option("--program", default="", metavar="NAME", help="Only visits of this program.")
@click.option("--open", "open_", is_flag=True, help="Only visits of which fewer than two things learned are noted.")
@click.option("--overdue", is_flag=True, help="Only those of which that should be by now.")
@click.option("--limit", type=click.IntRange(1), help="At most so many. Default: all.")
@pass_session
def list_(
    session: Session, *, search: tuple[str, ...], program: str, open_: bool, overdue: bool, limit: int | None
) -> None:
    """List the visits that took place and how far their debriefs are, those that have waited longest first.

    SEARCH narrows the list to visits with these words in a name, a team or the program. Programs in the archive are
    listed where --program names them.
    """
    query = pages.DebriefQuery(text=" ".join(search), program=program, open=open_, overdue=overdue)
    with session.desk() as desk, progress_line("Looking for debriefs"):
        found = pages.listed(desk, query, limit=limit)
    if session.json:
        show_json({"debriefs": [debrief_row_json(one) for one in found.rows]})
        return
    titles = ("Id", "Guest", "Host", "From", "To", "Learned", "IT", "Marketing", "Ideas", "Days overdue", "Program")
    rows = [
        (
            *(one.pairing, one.guest_name, one.host_name, one.days.first, one.days.last, one.learned),
            *(one.it_rating or "-", one.marketing_rating or "-", one.ideas, one.overdue_days or "", one.program),
        )
        for one in found.rows
    ]
    print_table(session, titles, rows, right=("Id", "Learned", "IT", "Marketing", "Ideas", "Days overdue"))
    listed = f"{len(found.rows):,} of " if found.total > len(found.rows) else ""
    late = sum(one.overdue for one in found.rows)
    say(f"{listed}{many(found.total, 'visit')}, {late:,} of them with a debrief overdue.")


@debrief.command("import")
@click.argument("file", type=_FILE)
@click.option("--program", default="", metavar="NAME", help="Only visits of this program count.")
@click.option("--map", "mapping", type=_FILE, metavar="FILE", help="A file that says which question is which.")
@click.option(
    "--dates",
    "order",
    type=day_order,
    metavar="day-first|month-first",
    help="How 03/04/2027 is meant, where the file does not tell.",
)
@click.option("--dry-run", is_flag=True, help="Print the same, and change nothing.")
@pass_session
def import_(
    session: Session, *, file: Path, program: str, mapping: Path | None, order: DayOrder | None, dry_run: bool
) -> int:
    """Note what people answered in a form of Microsoft or Google, from its CSV export FILE.

    Whoever answered is told by the address, and the visit by the day: the last one that was over by then, unless the
    form also asks for the number of the pairing, for the other person, or for a day of the visit. Which question is
    which is told by its words: what was learned (one thing in each line, or between semicolons), a rating from 1 to 5,
    ideas, comments.

    A mapping is a TOML file: [columns] learned = ["First thing", "Second thing"], rating = "Was it any good?". Its
    names: email, day, learned, rating, idea, note, pairing, partner, visit, named (may the owner of an idea be named).

    The same file once more changes nothing. Rows that cannot be taken are listed with what would be right; they stop
    no others, and the exit code is 3.
    """
    from ridealong.services.outcomes.import_debriefs import DebriefImport, import_debriefs  # noqa: PLC0415 - not for the others

    how = DebriefImport(program=program, mapping=mapping, order=order)
    with session.desk() as desk, progress_line("Comparing answers"):
        report = import_debriefs(desk, file, how, dry_run=dry_run)
    return print_report(session, report)


def _told(session: Session, page: pages.DebriefPage) -> None:
    if session.json:
        show_json({"debrief": debrief_json(page)})
    else:
        say(f"{_both(page.visit)}: {_far(page.visit)}")


def _both(visit: pages.DebriefRow) -> str:
    return f"{visit.guest_name} and {visit.host_name}, {visit.days}"


def _far(visit: pages.DebriefRow) -> str:
    """How far a debrief is, as a sentence."""
    counts = f"{many(visit.learned, 'thing')} learned, {many(visit.ideas, 'idea')}"
    if not visit.wanted or visit.complete:
        return f"{counts}."
    if visit.overdue:
        return f"{counts}; overdue for {many(visit.overdue_days, 'day')}."
    return f"{counts}; {LEAST_LEARNED} things learned are due by {visit.due}."
