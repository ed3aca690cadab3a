"""The command about which teams have met."""

from datetime import date

import click

from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json, show_text
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import day
from ridealong.domain.exposure import Contact, still_to_meet
from ridealong.domain.forecast import forecast_words
from ridealong.domain.wording import listed, many
from ridealong.services.outcomes.exposure import ExposureQuery
from ridealong.services.outcomes.exposure import exposure as work_out
from ridealong.services.outcomes.history_tables import contact_record, exposure_csv, forecast_record, strangers_csv
from ridealong.services.people.strangers import between as never_met_between
from ridealong.services.programs.forecast import forecast as work_out_forecast


@click.command(cls=Command)
@click.option("--program", default="", metavar="NAME", help="Only meetings in this program.")
@click.option("--since", type=day, metavar="DAY", help="Only what began on this day or later.")
@click.option("--never", is_flag=True, help="Only teams that have never met.")
@click.option(
    "--between",
    nargs=2,
    metavar="IT_TEAM MARKETING_TEAM",
    help="The people of two teams who have never met; '' for all teams of a side.",
)
@click.option("--forecast", metavar="PROGRAM", help="After how many rounds of PROGRAM all teams will have met.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@pass_session
def exposure(
    session: Session,
    *,
    program: str,
    since: date | None,
    never: bool,
    between: tuple[str, str] | None,
    forecast: str | None,
    as_csv: bool,
) -> None:
    """Which teams have met: each IT team with each marketing team, how often, and when last.

    What is published counts, as does what was held or ended early; what is still to come stands apart. --never and
    --between leave out whoever is to meet. Weeks embedded are full weeks of work that people of the two spent together
    in composite teams by now: the weeks of each, times their share of a week.
    --between is about all meetings ever, and goes with --csv alone.
    --forecast, which goes with no other option, tells round by round which teams meet for the first time: as it is
    published or drafted, then as many at a time as before, those that have never met first.
    """
    if forecast is not None:
        _check_alone(
            "--forecast looks at all teams", program=program, since=since, never=never, between=between, csv=as_csv
        )
        _forecast(session, forecast)
        return
    if between:
        _check_alone("--between is about all meetings of the people", program=program, since=since, never=never)
        _people(session, *between, as_csv=as_csv)
        return
    with session.desk() as desk, progress_line("Counting meetings"):
        found = work_out(desk, ExposureQuery(program=program, since=since))
    shown = [one for one in found.all_contacts() if not (never and one.times)]
    if session.json:
        show_json({"exposure": [contact_record(one, found.today) for one in shown]})
        return
    if as_csv:
        show_text(exposure_csv(found, never=never))
        return
    embedded = any(one.embed_weeks for one in shown)
    rows = [
        (one.it_team, one.marketing_team, *_words(one, found.today), *([_weeks_words(one)] if embedded else []))
        for one in shown
    ]
    heads = ["IT team", "Marketing team", "Met", "To come", "Last", "Who", *(["Weeks embedded"] if embedded else [])]
    print_table(session, heads, rows, right=("Met", "To come", "Weeks embedded"))
    pairs = many(len(found.all_contacts()), "pair of teams", "pairs of teams")
    say(f"{pairs}, {len(found.never()):,} of them never met{still_to_meet(len(found.only_coming()))}.")


def _check_alone(why: str, **others: object) -> None:
    """Refuse options that make no sense beside one that stands for itself."""
    given = [f"--{name}" for name, value in others.items() if value]
    if given:
        raise click.UsageError(f"{why}: leave {listed(given)} out")


def _forecast(session: Session, program: str) -> None:
    """Print after how many rounds of a program every two teams will have met."""
    with session.desk() as desk, progress_line("Counting meetings"):
        found = work_out_forecast(desk, program)
    if session.json:
        show_json({"forecast": forecast_record(found)})
        return
    rows = [
        (
            f"{one.number}" if one.number <= found.last else f"{one.number} (after the end)",
            one.first,
            "planned" if one.planned else "expected",
            one.pairings,
            len(one.new),
            one.left,
        )
        for one in found.rounds
    ]
    heads = ("Round", "Begins", "How", "Pairings", "New pairs of teams", "Left")
    print_table(session, heads, rows, right=("Pairings", "New pairs of teams", "Left"))
    say(forecast_words(found))


def _people(session: Session, it_team: str, marketing_team: str, *, as_csv: bool) -> None:
    """Print who of two teams has never met whom."""
    with session.desk() as desk:
        found = never_met_between(desk, it_team, marketing_team)
    if session.json:
        show_json(
            {
                "never_met": [
                    {"it": one.person.email, "marketing": [other.email for other in one.never_met]}
                    for one in found.people
                ]
            }
        )
        return
    if as_csv:
        show_text(strangers_csv(found))
        return
    rows = [(one.person.name, ", ".join(other.name for other in one.never_met)) for one in found.people]
    heads = it_team.strip() or "All of IT", f"Has never met, of {marketing_team.strip() or 'all of marketing'}"
    print_table(session, heads, rows)
    say(f"{found.never:,} of {many(found.pairs, 'pair')} of people have never met{still_to_meet(found.coming)}.")


def _words(one: Contact, today: date) -> tuple[str, str, str, str]:
    if not one.times:
        return "never", "", "", ""
    weeks = one.weeks_since(today)
    if weeks is None:
        when = f"first on {one.next}" if one.next else ""
    else:
        when = f"{one.last}, {many(weeks, 'week')} ago" if weeks else f"{one.last}"
    return (
        str(one.begun or "not yet"),
        str(one.coming or ""),
        when,
        " with ".join(person.name for person in one.people or ()),
    )


def _weeks_words(one: Contact) -> str:
    return f"{one.embed_weeks:,g}" if one.embed_weeks else ""
