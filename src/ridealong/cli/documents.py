"""What commands print as JSON: the words of the exchange as keys, people by address, days in ISO form."""

from collections.abc import Sequence

from ridealong.domain.charters import Reading, Sponsor
from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_times import meeting_kinds
from ridealong.domain.pairings import Absence, Freeze
from ridealong.domain.programs import CheckIn, Measure, Program
from ridealong.exchange.json_out import history_json
from ridealong.services.changes.effects import Effects
from ridealong.services.outcomes.history import PairingRow, history_row
from ridealong.services.people.people import KeptApart
from ridealong.services.plans.pins import PinRow
from ridealong.services.plans.plan_views import OpenPlace, Proposal
from ridealong.services.programs.program_look import ProgramRound
from ridealong.services.programs.programs import ProgramRow
from ridealong.services.repairs.absence_clashes import AbsenceClash

Document = dict[str, object]


def days_json(days: Days) -> Document:
    """The two ends of some days."""
    return {"start": days.first.isoformat(), "end": days.last.isoformat()}


def pairing_json(row: PairingRow, *, reason: bool = False) -> Document:
    """A pairing of the history; its reason only for the page of one of the two."""
    document: Document = {**history_json(history_row(row)), "id": row.id, "round": row.round, "pinned": row.pinned}
    return {**document, "reason": row.reason} if reason else document


def apart_json(one: KeptApart, *, reason: bool) -> Document:
    """Somebody whom a person is kept apart from, on the page of that person; the reason where it was asked for."""
    document: Document = {"email": one.email, "name": one.name}
    return {**document, "reason": one.reason} if reason else document


def absence_json(absence: Absence, *, reason: bool) -> Document:
    """An absence; its reason only for the page of the person, which it must not leave."""
    document: Document = {
        "email": absence.email,
        "first_day": absence.days.first.isoformat(),
        "last_day": absence.days.last.isoformat(),
        "source": absence.source,
    }
    return {**document, "reason": absence.reason} if reason else document


def clashes_json(clashes: Sequence[AbsenceClash]) -> list[Document]:
    """What absences spoil, by program: the numbers of published pairings and of drafts."""
    return [{"program": one.program, "pairings": list(one.pairings), "drafts": list(one.drafts)} for one in clashes]


def freeze_json(freeze: Freeze) -> Document:
    """Days on which a team or side takes no part."""
    return {
        "side": str(freeze.side),
        "team": freeze.team,
        "first_day": freeze.days.first.isoformat(),
        "last_day": freeze.days.last.isoformat(),
        "reason": freeze.reason,
    }


def program_row_json(row: ProgramRow) -> Document:
    """A program in a list of programs."""
    return {
        "name": row.name,
        "kind": str(row.kind),
        "guests": str(row.guest_side),
        **days_json(row.days),
        "rounds": row.rounds,
        "weeks": row.weeks,
        "people": row.people,
        "proposed": row.proposed,
        "published": row.published,
        "held": row.held,
        "archived": row.archived,
        "needs": list(row.needs),
    }


def program_settings_json(program: Program) -> Document:
    """All settings of a program that a list of programs has no room for."""
    return {
        "visits_per_guest": program.visits_per_guest,
        "host_visits": program.host_visits,
        "host_window_weeks": program.host_window_weeks,
        "host_rest_weeks": program.host_rest_weeks,
        "repeat_days": program.repeat_days,
        "publish_weeks": program.publish_weeks,
        "visit_days": program.visit_days,
        "return_weeks": program.return_weeks,
        "cover_percent": program.cover_percent,
        "group_size": program.group_size,
        "overlap_minutes": program.overlap_minutes,
        "may_miss": program.may_miss,
        "teams_at_once": program.teams_at_once,
        "hand_over_weeks": program.hand_over_weeks,
        "leads_agree": program.leads_agree,
        "meetings": [str(kind) for kind in meeting_kinds(program)],
        "check_in": _check_in(program.check_in if MeetingKind.CHECK_IN in program.meetings else None),
        "visit_busy": program.visit_busy,
        "time_zone": program.time_zone,
        "country": program.country,
        "place": program.place,
        "objective": program.objective,
        "prepare": program.prepare,
        "form_link": program.form_link,
    }


def measure_json(measure: Measure) -> Document:
    """What both sides of a program agreed to move; None for what is not known."""
    return {
        "name": measure.name,
        "unit": measure.unit,
        "baseline": plain_number(measure.baseline),
        "target": plain_number(measure.target),
    }


def reading_json(measure: str, reading: Reading) -> Document:
    """What a measure was on a day."""
    return {
        "measure": measure,
        "day": reading.day.isoformat(),
        "value": plain_number(reading.value),
        "note": reading.note,
    }


def sponsor_json(sponsor: Sponsor) -> Document:
    """Who stands for a program on one side; `agreed` is null for who has not agreed yet."""
    return {
        "side": str(sponsor.side),
        "name": sponsor.name,
        "email": sponsor.email,
        "named": sponsor.named.isoformat(),
        "agreed": sponsor.agreed.isoformat() if sponsor.agreed else None,
        "note": sponsor.note,
    }


def round_json(one: ProgramRound) -> Document:
    """How far a round (from 0) has come; `over` are those that were missed, cancelled or ended early."""
    return {
        "round": one.number,
        **days_json(one.days),
        "proposed": one.proposed,
        "published": one.published,
        "held": one.held,
        "over": one.over,
        "open": one.open,
    }


def plain_number(value: float | None) -> float | int | None:
    """A number without decimals where it has none."""
    return int(value) if value is not None and value.is_integer() else value


def _check_in(check_in: CheckIn | None) -> Document | None:
    if check_in is None:
        return None
    return {
        "weekday": check_in.weekday,
        "time": f"{check_in.at:%H:%M}",
        "minutes": check_in.minutes,
        "every_weeks": check_in.every_weeks,
    }


def proposal_json(one: Proposal) -> Document:
    """A pairing of a plan: the keys of an assignment, and what a program adds to them."""
    return {
        "guest": one.guest.email,
        "host": one.host.email,
        "round": one.round,
        "fit": one.fit,
        "met_before": one.met_before,
        **days_json(one.days),
        "id": one.id,
        "state": str(one.state),
        "pinned": one.pinned,
    }


def pin_json(one: PinRow) -> Document:
    """A pin; None for what planning chooses."""
    return {
        "program": one.program,
        "guest": one.guest.email,
        "host": one.host.email if one.host else None,
        "round": one.round,
    }


def effects_json(found: Effects) -> Document:
    """Each term of a value before and after, and for whom something changes."""
    return {
        "terms": [
            {"term": one.term, "before": one.before, "after": one.after, "points": one.points} for one in found.terms
        ],
        "people": [
            {
                "email": one.person.email,
                "side": one.side,
                "turns": one.turns,
                "fit": one.fit,
                "new_teams": one.new_teams,
                "gains": one.gains,
            }
            for one in found.people
        ],
    }


def open_json(one: OpenPlace) -> Document:
    """A place that stays empty."""
    return {
        "guest": one.guest.email,
        "round": one.round,
        "reason": one.reason,
        **days_json(one.days),
        "away": one.away,
    }
