"""Invites that are due and not sent, by the reason for which they are."""

from collections import defaultdict

from ridealong.domain.days import Days
from ridealong.domain.meetings import Method
from ridealong.domain.wording import many
from ridealong.services.attention.attention_items import Found, Item, Kind, found
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox

MOST_REASONS = 5
"""How many reasons are told one by one; the others are counted together."""


def not_sent(desk: Desk) -> Found:
    """What is in the outbox: one thing for each reason, the most frequent first. Working it out may take seconds."""
    rows = outbox.rows(desk)
    by_reason: dict[tuple[Method, str], list[outbox.DueRow]] = defaultdict(list)
    for row in rows:
        by_reason[row.method, row.why].append(row)
    ranked = sorted(by_reason.items(), key=lambda one: (-len(one[1]), one[0]))
    items = [_item(_words(method, why, len(some)), some) for (method, why), some in ranked[:MOST_REASONS]]
    others = [row for _, some in ranked[MOST_REASONS:] for row in some]
    if others:
        items.append(_item(f"{many(len(others), 'invite')} for {len(ranked) - MOST_REASONS} other reasons", others))
    return found(Kind.OUTBOX, items, total=len(rows))


def _words(method: Method, why: str, number: int) -> str:
    if why == "new":
        return many(number, "new invite")
    what = "cancel" if method is Method.CANCEL else "update"
    return f"{many(number, what)}: {why}"


def _item(text: str, rows: list[outbox.DueRow]) -> Item:
    first = min(rows, key=lambda row: (row.day, row.uid))
    return Item(
        kind=Kind.OUTBOX,
        text=text,
        detail=f"the first: {first.summary}",
        number=len(rows),
        days=Days(first.day, max(row.day for row in rows)),
        remedy="ridealong invites export --out DIR",
    )
