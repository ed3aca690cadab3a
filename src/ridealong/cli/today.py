"""The command that says what needs the coordinator now."""

from collections import Counter

import click

from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.domain.wording import many
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Item, Kind


@click.command(cls=Command)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice([str(kind) for kind in Kind], case_sensitive=False),
    help="Only things of this kind; may be given more than once.",
)
@click.option("--limit", type=click.IntRange(1), help="At most so many of each kind. Default: all.")
@pass_session
def today(session: Session, kinds: tuple[str, ...], limit: int | None) -> None:
    """Show what needs you now, each with the command that deals with it, and next week's visits.

    Declined and unanswered invites, published pairings and drafts that cannot take place, visits that nobody has
    marked, drafts to publish, invites not sent, return visits and debriefs overdue, visits that are soon and not
    prepared, sponsors who have not agreed, and people who have been with nobody for long. Of composite teams: embeds
    that cannot go on, open slots, who goes back to their home team, what nobody has marked, people in two teams that
    meet at the same time, tasks for which nobody answers, and hand-overs. The exit code is 0 also where there is much
    to do.
    """
    with session.desk() as desk, progress_line("Looking at everything"):
        day = desk.clock.today()
        items = list(attention.everything(desk, limit, [Kind(one) for one in kinds] or tuple(Kind)))
    if session.json:
        show_json({"today": day.isoformat(), "items": [_item_json(one) for one in items]})
        return
    if items:
        rows = [(one.kind, one.day or "-", one.text, one.details or "-", one.remedy) for one in items]
        print_table(session, ("Kind", "Day", "What", "Details", "What helps"), rows, spare=True)
    _narrate(items)


def _narrate(items: list[Item]) -> None:
    numbers = Counter(one.kind for one in items if one.kind.needs_attention)
    if numbers:
        say(f"{many(numbers.total(), 'thing needs you', 'things need you')}.")
    else:
        show(["Nothing needs you now."])


def _item_json(one: Item) -> dict[str, object]:
    return {
        "kind": str(one.kind),
        "text": one.text,
        "detail": one.details,
        "people": list(one.people),
        "program": one.program or None,
        "pairing": one.pairing,
        "team": one.team or None,
        "day": one.day.isoformat() if one.day else None,
        "remedy": one.remedy,
    }
