"""Visits back that stand on their own, since the visit that they were to return was missed."""

from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.ledger import OWING_KINDS
from ridealong.services.attention.attention_items import Found, Item, Kind, found
from ridealong.services.found import pairing_rows
from ridealong.storage.queries.ledger import backs_without_visit


def backs_alone(connection: Connection, today: date, most: int | None = None) -> Found:
    """Visits back, published and not over, whose visit was missed, by day.

    They take place as a first visit would, and nobody owes anything for them, unless somebody decides otherwise.
    """
    missed = {row["id"]: row["missed"] for row in backs_without_visit(connection, OWING_KINDS, today)}
    shown = list(missed)[:most]
    rows = {row["id"]: row for row in (*pairing_rows(connection, shown), *_leads(connection, missed, shown))}
    items = (_item(rows[one], rows[missed[one]]) for one in shown)
    return found(Kind.MISSED, items, total=len(missed))


def _leads(connection: Connection, missed: dict[int, int], shown: list[int]) -> list[RowMapping]:
    return list(pairing_rows(connection, [missed[one] for one in shown]))


def _item(row: RowMapping, missed: RowMapping) -> Item:
    return Item(
        kind=Kind.MISSED,
        text=f"{row['guest_name']} visits {row['host_name']}, whose own visit was missed",
        names=(row["guest_name"], row["host_name"]),
        detail=f"missed on {missed['first_day']}; nobody owes anything for this one",
        people=(row["guest"], row["host"]),
        pairing=row["id"],
        days=Days(row["first_day"], row["last_day"]),
        remedy=f"ridealong cancel {row['id']}",
        program=row["program"],
        round=row["round"],
    )
