"""How the list of people is worded: its columns, and the person under the cursor in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.values import zone
from ridealong.tui.dates import date_words, short_words, span_words, weekday_words
from ridealong.tui.text import listed, many, shown
from ridealong.tui.widgets.columns import Cell, Column

if TYPE_CHECKING:
    from datetime import datetime

    from ridealong.services.people.people_list import PersonRow

AWAY, LEFT, LATER = "×", "«", "»"
"""The signs of who is away today, at work no longer, and not yet."""
EMPTY = (
    "Nobody here yet.\n"
    "Press {people.import-roster} to import a roster, {people.add} to add a person,\n"
    "or {app.palette} and “demo” to explore a made-up company."
)
NOT_FOUND = (
    "Nobody matches the filter.\n"
    "{section.clear} clears it. Terms look in one place: side:it wants:crm away:today\n"
    "{app.help} while you type lists all of them."
)
TERMS_HELP = (
    "Terms: name: email: team: side: role: site: wants: knows: zone: manager: look for a text in one place.\n"
    "away:today (tomorrow, this-week, next-week, a day) · work:now, left, later;\n"
    "met:never, any, 3, 3+ · next:none, any, next-week · paired:never (drafts count) or a time as above;\n"
    "embedded:now, none, any or a time · program:spring, none, any;\n"
    "enrolled:agreed, asked, paused, declined, refused"
)
FIXED_TERMS = (
    *("side:it", "side:marketing", "away:today", "away:next-week", "away:this-week", "away:tomorrow"),
    *("met:never", "met:any", "next:none", "next:any", "next:next-week", "paired:never", "paired:next-week"),
    *("embedded:now", "embedded:any", "embedded:none"),
    *("work:now", "work:left", "work:later", "program:none"),
    *("enrolled:agreed", "enrolled:asked", "enrolled:paused", "enrolled:declined", "enrolled:refused"),
    *("team:", "wants:", "knows:", "zone:", "manager:", "role:", "site:"),
)
"""Terms that make sense whoever is in the exchange."""


def columns() -> tuple[Column[PersonRow], ...]:
    """The columns: what matters least leaves first where there is little room."""
    return (
        Column("Name", 18, lambda row: shown(row.name), key="name", grow=1, most=24),
        Column("", 1, sign),
        Column("Side", 9, lambda row: row.side.label, key="side"),
        Column("Team", 16, lambda row: shown(row.team), key="team", grow=1, most=20),
        Column("Role", 14, lambda row: shown(row.role), key="role", grow=1, most=26, rank=5),
        Column("Site", 9, lambda row: shown(row.site), key="site", grow=1, most=12, rank=6),
        Column("Wants", 16, lambda row: listed(row.wants, 9), grow=2, rank=4),
        Column("Knows", 16, lambda row: listed(row.knows, 9), grow=2, rank=7),
        Column("Met", 5, lambda row: str(row.met) if row.met else "-", key="met", rank=1, right=True),
        Column("Next", 20, _next, key="next", grow=3, most=26, rank=3),
        Column("Load", 6, _load, key="load", rank=2, right=True),
        Column("Last met", 11, lambda row: date_words(row.last) if row.last else "-", key="last", rank=8),
        Column("Zone", 16, lambda row: shown(row.time_zone) or "-", key="zone", grow=1, most=20, rank=9),
    )


def sign(row: PersonRow) -> Cell:
    """Who is away today, has left or has not come yet."""
    if row.work:
        return [(LEFT if row.work == "left" else LATER, "dim")]
    return [(AWAY, "warn")] if row.away else ""


def _next(row: PersonRow) -> str:
    if row.next_day is None:
        return "-"
    whom = f"in {shown(row.next_with)}" if row.next_embed else shown(row.next_with)
    return f"{'now' if row.next_runs else short_words(row.next_day)} {whom}"


def _load(row: PersonRow) -> str:
    """How much of the coming weeks visits and embeds take; buddies take next to nothing."""
    return f"{row.percent} %" if row.visits or row.hostings or row.buddies or row.embeds else "-"


def load_words(visits: int, hostings: int, buddies: int) -> str:
    """How often somebody is guest, host and buddy: `1 visit, 2 guests`."""
    parts = ((visits, "visit", "visits"), (hostings, "guest", "guests"), (buddies, "buddy", "buddies"))
    return ", ".join(many(number, one, more) for number, one, more in parts if number) or "nothing"


def detail(row: PersonRow | None, now: datetime, *, wide: bool) -> str:
    """Everything about a person for which the table has no room: in two lines where it is wide, else in three."""
    if row is None:
        return ""
    local = now.astimezone(zone(row.place))
    there = f"{weekday_words(local)} {local:%H:%M}"
    clock = f"{shown(row.place)}, {there} now, works {row.hours}"
    first = [_presence(row), clock, *([] if wide else [shown(row.role), shown(row.site)])]
    takes = f"takes {row.capacity} at once" if row.capacity is not None else ""
    load = f"next 13 weeks: {_load_in_words(row)}"
    buddy = shown(row.next) if row.next_runs else f"next {_next(row)}" if row.next_day else ""
    second = [buddy, load, takes, _last(row), f"led by {shown(row.manager)}" if row.manager else ""]
    topics = [f"wants {listed(row.wants, 9)}" if row.wants else "", _knows(row)]
    lines = ([*first, *second], topics) if wide else (first, second, topics)
    return "\n".join(" · ".join(part for part in line if part) for line in lines)


def _load_in_words(row: PersonRow) -> str:
    """What the load is made of: `1 visit, 1 embed (3.2 weeks), 32 % of a week`."""
    if not row.embeds:
        words = load_words(row.visits, row.hostings, row.buddies)
    else:
        some = load_words(row.visits, row.hostings, row.buddies) if row.visits or row.hostings or row.buddies else ""
        embedded = f"{many(row.embeds, 'embed')} ({row.embed_weeks:g} weeks)"
        words = f"{some}, {embedded}" if some else embedded
    return f"{words}, {row.percent} % of a week" if row.percent else words


def _knows(row: PersonRow) -> str:
    return f"knows {listed(row.knows, 9)}" if row.knows else ""


def _last(row: PersonRow) -> str:
    return f"last met {date_words(row.last)}" if row.last else ""


def _presence(row: PersonRow) -> str:
    if row.work == "left" and row.last_day:
        return f"{LEFT} left on {date_words(row.last_day)}"
    if row.work == "later" and row.first_day:
        return f"{LATER} begins on {date_words(row.first_day)}"
    return f"{AWAY} away {span_words(row.away)}" if row.away else ""
