"""The command that prints the board: who does what in which weeks."""

from datetime import date, timedelta

import click

from ridealong.cli.documents import Document, days_json
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import day
from ridealong.domain.wording import listed, many
from ridealong.services.board.board import board as people_board
from ridealong.services.board.board import first_week
from ridealong.services.board.board_items import BoardItem, BoardQuery, BoardRow, Sign
from ridealong.services.board.board_teams import TeamRow
from ridealong.services.board.board_teams import teams as team_board

WORDS = {
    Sign.VISIT: "visits",
    Sign.HOSTING: "hosts",
    Sign.EMBED: "works with",
    Sign.BUDDY: "buddy of",
    Sign.COFFEE: "coffee with",
    Sign.AWAY: "away",
    Sign.FREEZE: "freeze",
    Sign.HOLIDAY: "holiday",
}


@click.command(cls=Command)
@click.argument("search", nargs=-1)
@click.option("--program", default="", metavar="NAME", help="Only who stands in this program, and its pairings.")
@click.option("--from", "first", type=day, metavar="DAY", help="From the week of this day. Default: the next pairing.")
@click.option("--weeks", type=click.IntRange(1, 260), default=4, show_default=True, help="How many weeks.")
@click.option("--by", type=click.Choice(["people", "teams"]), default="people", help="Who stands in a row.")
@click.option("--pressing", is_flag=True, help="Only who has something to come that was declined or is impossible.")
@pass_session
def board(
    session: Session,
    *,
    search: tuple[str, ...],
    program: str,
    first: date | None,
    weeks: int,
    by: str,
    pressing: bool,
) -> None:
    """Print who does what in some weeks: visits, hosting, buddies, coffee, embeds, absences, freezes, public holidays.

    SEARCH narrows the people as in `people list`. An ! stands before what was declined or cannot take place.
    """
    with session.desk() as desk, progress_line("Reading the board"):
        begin = first or first_week(desk, program)
        query = BoardQuery(text=" ".join(search), program=program, first=begin, weeks=weeks, pressing=pressing)
        if by == "teams":
            teams = team_board(desk, query).rows
        else:
            people = people_board(desk, query).rows
    if by == "teams":
        _show_teams(session, teams)
    else:
        _show_people(session, people)


def _items(row: BoardRow) -> list[BoardItem]:
    """What stands in the weeks of somebody, each once, by day."""
    return sorted(dict.fromkeys(one for cell in row.cells for one in cell), key=lambda one: (one.days, one.sign))


def _weeks(row: BoardRow | TeamRow) -> list[date]:
    return [row.first + timedelta(weeks=number) for number in range(len(row.cells))]


def _show_people(session: Session, rows: tuple[BoardRow, ...]) -> None:
    if session.json:
        show_json({"board": [_person_json(row) for row in rows]})
        return
    lines = [
        (row.name, row.team, one.days.first, one.days.last, _what(one), _whom(one), one.state or "", one.program)
        for row in rows
        for one in _items(row)
    ]
    print_table(session, ("Name", "Team", "From", "To", "What", "Whom or why", "State", "Program"), lines)
    for row in rows:
        for week, load in zip(_weeks(row), row.loads, strict=True):
            if load is not None and load.over:
                say(f"{row.name}, week of {week}: {load.words}.")
        for one in _items(row):
            # Of a visit both are told once, in the row of the guest.
            if one.sign is not Sign.HOSTING and (one.clash or one.declined_by):
                say(f"! {row.name} {'and' if one.embed_id is None else 'in'} {one.label}, {one.days}: {_problem(one)}.")
    say(f"{many(len(rows), 'person', 'people')}.")


def _what(one: BoardItem) -> str:
    words = WORDS[one.sign] if one.embed_id is None else f"embedded {one.share} %"
    return f"! {words}" if one.clash or one.declined_by else words


def _whom(one: BoardItem) -> str:
    if one.embed_id is not None:
        return "; ".join(part for part in (f"{one.label}, slot {one.slot}", one.hand_over) if part)
    return "" if one.sign is Sign.AWAY else one.label


def _problem(one: BoardItem) -> str:
    declined = f"declined by {listed(list(one.declined_by))}" if one.declined_by else ""
    return "; ".join(part for part in (declined, one.clash) if part)


def _person_json(row: BoardRow) -> Document:
    loads = [
        {"week": week.isoformat(), "words": load.words, "over": load.over}
        for week, load in zip(_weeks(row), row.loads, strict=True)
        if load is not None
    ]
    return {
        "email": row.email,
        "name": row.name,
        "side": row.side,
        "team": row.team,
        "items": [_item_json(one) for one in _items(row)],
        "loads": loads,
    }


def _item_json(one: BoardItem) -> Document:
    found: Document = {"sign": one.sign, **days_json(one.days)}
    if one.group_id is not None:
        place: Document = {"program": one.program, "round": one.round, "state": one.state}
        return found | {"group": one.group_id, "label": one.label} | place
    if one.embed_id is not None:
        slot: Document = {"slot": one.slot_number, "slot_name": one.slot_name}
        embed: Document = {"program": one.program, "team": one.label, **slot, "share": one.share}
        said: Document = {"state": one.state, "hand_over": one.hand_over, "clash": one.clash}
        return found | {"embed": one.embed_id} | embed | said
    if one.pairing_id is None:
        return found if one.sign is Sign.AWAY else found | {"label": one.label}
    return found | {
        "id": one.pairing_id,
        "with": one.other,
        "program": one.program,
        "round": one.round,
        "state": one.state,
        "pinned": one.pinned,
        "declined_by": one.declined_by,
        "clash": one.clash,
    }


def _show_teams(session: Session, rows: tuple[TeamRow, ...]) -> None:
    if session.json:
        show_json({"board": [_team_json(row) for row in rows]})
        return
    lines = [
        (
            *(week, row.name, row.side, cell.people, cell.out, cell.embedded, cell.hosted, cell.away),
            *(f"{cell.percent}%", *cell.freezes[:1]),
        )
        for row in rows
        for week, cell in zip(_weeks(row), row.cells, strict=True)
    ]
    titles = ("Week", "Team", "Side", "People", "Out", "Embedded", "Hosted", "Away", "Taken", "Freeze")
    filled = [(*line, *[""] * (len(titles) - len(line))) for line in lines]
    print_table(session, titles, filled, right=("People", "Out", "Embedded", "Hosted", "Away", "Taken"))
    say(f"{many(len(rows), 'team')}.")


def _team_json(row: TeamRow) -> Document:
    return {
        "team": row.name,
        "side": row.side,
        "people": row.people,
        "weeks": [
            {
                "week": week.isoformat(),
                "out": cell.out,
                "embedded": cell.embedded,
                "hosted": cell.hosted,
                "away": cell.away,
                "taken": cell.taken,
                "percent": cell.percent,
                "freezes": cell.freezes,
            }
            for week, cell in zip(_weeks(row), row.cells, strict=True)
        ],
    }
