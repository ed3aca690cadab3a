"""What was promised and has not been kept in time: return visits, debriefs, and the agreement of sponsors."""

from datetime import date

from ridealong.domain.days import Days
from ridealong.domain.wording import many
from ridealong.services.attention.attention_items import Found, Item, Kind, found, named
from ridealong.services.desk import Desk
from ridealong.services.outcomes import debrief_pages, ledger
from ridealong.services.programs import charters


def owed(desk: Desk, most: int | None = None) -> Found:
    """Return visits that should have begun by now, the oldest first."""
    return found(Kind.OWED, map(_owed, ledger.owed(desk, overdue=True)), most)


def _owed(one: ledger.OwedVisit) -> Item:
    planned = f"; planned for {one.planned}" if one.planned else ""
    return Item(
        kind=Kind.OWED,
        text=f"{one.guest_name} owes {one.host_name} a visit",
        names=(one.guest_name, one.host_name),
        detail=f"overdue for {many(one.overdue_days, 'day')}{planned}",
        people=(one.guest_email, one.host_email),
        pairing=one.pairing,
        days=Days(one.due, one.due),
        remedy=f"ridealong ledger --program {named(one.program)}",
        program=one.program,
        who=one.guest_email,
        name=one.guest_name,
    )


def debriefs(desk: Desk, most: int | None = None) -> Found:
    """Visits of which fewer things learned are noted by now than there should be, the oldest first."""
    overdue = debrief_pages.listed(desk, debrief_pages.DebriefQuery(overdue=True), limit=most)
    return found(Kind.DEBRIEFS, map(_debrief, overdue.rows), total=overdue.total)


def _debrief(one: debrief_pages.DebriefRow) -> Item:
    return Item(
        kind=Kind.DEBRIEFS,
        text=f"{one.guest_name} visited {one.host_name}",
        names=(one.guest_name, one.host_name),
        detail=f"overdue for {many(one.overdue_days, 'day')}",
        people=(one.guest_email, one.host_email),
        pairing=one.pairing,
        days=one.days,
        remedy=f"ridealong debrief add {one.pairing} --learned TEXT --learned TEXT",
        program=one.program,
    )


def sponsors(desk: Desk, most: int | None = None) -> Found:
    """Sponsors of programs, running or to come, who have not agreed."""
    return found(Kind.SPONSORS, (_sponsor(one, desk.clock.today()) for one in charters.not_agreed(desk)), most)


def _sponsor(one: charters.NotAgreed, today: date) -> Item:
    weeks = max(0, (today - one.since).days // 7)
    return Item(
        kind=Kind.SPONSORS,
        text=f"{one.name}, {one.side.label} sponsor of {one.program}",
        brief=f"{one.name} ({one.side.label})",
        names=(one.name,),
        detail=f"asked {many(weeks, 'week')} ago" if weeks else "",
        people=(one.email,) if one.email else (),
        days=Days(one.since, one.since),
        remedy=f"ridealong program sign {named(one.program)} --side {one.side} --agreed DAY",
        program=one.program,
        side=one.side,
    )
