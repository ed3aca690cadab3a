"""The report on a program for its sponsors: put together from everything that is known of it."""

from dataclasses import replace

from sqlalchemy import Connection

from ridealong.domain.exposure import team_identity
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Program
from ridealong.domain.report import Report, department
from ridealong.domain.report_teams import ReportTeams
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.outcomes.ledger import overdue_of
from ridealong.services.programs.charters import charter_of
from ridealong.services.publishing.published_without import without_agreement_in
from ridealong.services.reports import report_numbers, report_words
from ridealong.services.reports.report_advice import advice, read_advice_facts
from ridealong.services.reports.report_facts import ReportFacts, read_before, read_facts, read_mask
from ridealong.services.reports.report_teams import report_teams


def report(desk: Desk, program: str) -> Report:
    """What the sponsors of a program read of it, as of today.

    It names teams and sponsors, and nobody who takes part but the owners of ideas who agreed to that. Names that stand
    in texts of participants are taken out of them.

    Raises:
        NotFound: there is no such program.
    """
    with desk.reading() as connection:
        found = program_named(connection, program)
        facts = read_facts(connection, found, desk.clock.today())
        made = _put_together(connection, found, facts, desk.zone)
        return replace(made, advice=advice(made, read_advice_facts(connection, facts)))


def _put_together(connection: Connection, program: Program, facts: ReportFacts, named_zone: str) -> Report:
    """The report without advice, which follows from the rest of it."""
    without = without_agreement_in(connection, program, named_zone)
    before = read_before(connection, program)
    charter = charter_of(connection, program)
    mask = read_mask(connection, facts)
    reasons = read_mask(connection, facts, [one.name for one in charter.sponsors])
    matrix, reach = report_numbers.matrix(facts, before), report_numbers.reach(facts)
    period, tallies = report_numbers.tallies(facts)
    return Report(
        made=facts.today,
        program=program.name,
        kind=program.kind,
        guest_side=program.guest_side,
        objective=program.objective,
        days=program.days,
        sponsors=report_words.sponsors(charter.sponsors),
        without_agreement=report_words.without_agreement(without, reasons),
        drafts=sum(one.state is State.PROPOSED for one in facts.occasions),
        total=report_numbers.total(facts),
        period=period,
        tallies=tallies,
        departments=tuple(department(side, reach) for side in Side),
        reach=reach,
        contacts=report_numbers.contacts(facts, before, matrix),
        matrix=matrix,
        returns=report_numbers.returns(facts, overdue_of(connection, program.id, facts.today)),
        ratings=report_words.ratings(connection, facts),
        debriefs=report_words.debriefs(connection, facts, mask),
        ideas=report_words.ideas(connection, facts, mask),
        measures=report_words.measures(charter.measures),
        cost=report_numbers.cost(facts),
        advice=(),
        teams=_teams(facts),
    )


def _teams(facts: ReportFacts) -> ReportTeams | None:
    """What there is to say of composite teams; None in a program of another kind."""
    if facts.teams is None:
        return None
    here = [one for one in facts.people.values() if facts.is_here(one)]
    homes = sorted({(Side(one["side"]), team_identity(one["team"])) for one in here})
    return report_teams(facts.teams, homes, facts.today)
