"""Published groups that cannot take place as they stand."""

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.wording import many
from ridealong.services.attention.attention_items import Found, Item, Kind, found, named
from ridealong.services.groups.gatherings import views
from ridealong.services.groups.group_views import Group
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.queries.programs import all_programs


def troubled_groups(connection: Connection, today: date, most: int | None = None) -> Found:
    """Programs with published groups to come in which somebody cannot be, has declined or is alone, by day."""
    stored: dict[int, list[Stored]] = defaultdict(list)
    for one in queries.coming(connection, (State.PUBLISHED,), today):
        stored[one.row["program_id"]].append(one)
    programs = [one for one in all_programs(connection, archived=False) if one.id in stored]
    items = []
    for program in programs:
        troubled = [one for one in views(connection, program, stored[program.id], today) if one.troubles]
        if troubled:
            items.append(_item(program.name, sorted(troubled, key=lambda one: (one.days.first, one.id))))
    return found(Kind.GROUPS, sorted(items, key=lambda one: (one.day or today, one.program)), most)


def _item(program: str, troubled: list[Group]) -> Item:
    number = len(troubled)
    said = f"{many(number, 'group')} cannot take place as {'it stands' if number == 1 else 'they stand'}"
    return Item(
        kind=Kind.GROUPS,
        text=f"{program}: {said}",
        brief=said,
        number=number,
        detail=troubled[0].troubles[0],
        people=tuple(dict.fromkeys(who.email for one in troubled for who in one.people if who.trouble or who.declined)),
        days=Days(troubled[0].days.first, max(one.days.last for one in troubled)),
        remedy=f"ridealong repair {named(program)}",
        program=program,
        groups=True,
    )
