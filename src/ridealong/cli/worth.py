"""The command that says what a plan is worth."""

import click

from ridealong.cli.options import Command
from ridealong.cli.output import show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.services.plans.plan_value import PlanValue, plan_value


@click.command(cls=Command)
@click.argument("program")
@pass_session
def worth(session: Session, program: str) -> None:
    """Say what the plan of PROGRAM is worth, term by term, and how good any plan could be."""
    with session.desk() as desk:
        found = plan_value(desk, program)
    if session.json:
        show_json(_document(found))
        return
    rows = [(one.name, f"{one.count:,}", f"{one.weight:,}", f"{one.points:,}", one.means) for one in found.terms]
    print_table(session, ("Term", "Number", "Weight", "Points", "Counts"), rows, right=("Number", "Weight", "Points"))
    show(_lines(found))


def _lines(found: PlanValue) -> list[str]:
    numbers = found.numbers
    lines = [f"Value {found.value:,}{', after it was changed since' if found.since else ''}."]
    if found.since:
        lines.append(f"As it was made, it was worth {numbers.value:,}.")
    proof = "no plan can be better: that is proved" if numbers.proved else "that it is the best is not proved"
    lines.append(f"No plan can be worth more than {numbers.bound:,}: {found.gap:,} to go, {proof}.")
    lines.append(f"{numbers.placed:,} places were filled, of {numbers.most:,} that any plan could fill.")
    return lines


def _document(found: PlanValue) -> dict[str, object]:
    numbers = found.numbers
    return {
        "program": found.program,
        "terms": [
            {"term": one.term, "number": one.count, "weight": one.weight, "points": one.points} for one in found.terms
        ],
        "value": found.value,
        "changed_since": found.since,
        "planned": {
            "value": numbers.value,
            "bound": numbers.bound,
            "gap": found.gap,
            "gap_percent": numbers.gap_percent,
            "proved": numbers.proved,
            "placed": numbers.placed,
            "most": numbers.most,
            "seed": numbers.seed,
            "stopped": numbers.stopped,
        },
    }
