"""A report as a JSON document, in the words of the exchange."""

import json

from ridealong.domain.charters import Measured
from ridealong.domain.report import Cost, Matrix, Ratings, ReachOfTeam, Report, Tally
from ridealong.domain.report_teams import ReportTeams
from ridealong.exchange.report_words import STATES

FORMAT = "ridealong-report/1"

Document = dict[str, object]


def report_json(report: Report) -> Document:
    """A report with ISO dates; what is not known is null."""
    return {"format": FORMAT, **_program(report), **_figures(report), **_outcomes(report)}


def report_json_text(report: Report) -> str:
    """The document as a text; it ends with a line feed."""
    return json.dumps({"report": report_json(report)}, ensure_ascii=False, indent=2) + "\n"


def _program(report: Report) -> Document:
    """Which program it is about, and who stands for it."""
    return {
        "made": report.made.isoformat(),
        "program": report.program,
        "kind": str(report.kind),
        "guest_side": str(report.guest_side),
        "objective": report.objective,
        "start": report.days.first.isoformat(),
        "end": report.days.last.isoformat(),
        "sponsors": [
            {"side": str(one.side), "name": one.name, "agreed": one.agreed.isoformat() if one.agreed else None}
            for one in report.sponsors
        ],
        "published_without_agreement": [
            {"day": one.day.isoformat(), "reason": one.reason} for one in report.without_agreement
        ],
    }


def _figures(report: Report) -> Document:
    """What took place, and whom it reached."""
    contacts, back = report.contacts, report.returns
    return {
        "drafts": report.drafts,
        "total": _tally(report.total),
        "period": report.period,
        "periods": [{"start": one.first.isoformat(), **_tally(one)} for one in report.tallies],
        "departments": [_reach(one) for one in report.departments],
        "teams": [{"team": one.team, **_reach(one)} for one in report.reach],
        "first_contacts": {
            "people": contacts.people,
            "new_people": contacts.new_people,
            "teams": contacts.teams,
            "new_teams": contacts.new_teams,
            "never": contacts.never,
        },
        "exposure": _exposure(report.matrix),
        "embeds": None if report.teams is None else _teams(report.teams),
        "returns": None if back is None else {"done": back.done, "owed": back.owed, "overdue": back.overdue},
    }


def _outcomes(report: Report) -> Document:
    """What came of it, what it cost, and what to change."""
    return {
        "ratings": [_rating(one) for one in report.ratings],
        "debriefs": {"wanted": report.debriefs.wanted, "complete": report.debriefs.complete},
        "learned": [{"side": str(one.side) if one.side else None, "text": one.text} for one in report.debriefs.learned],
        "ideas": {
            "by_state": {state.label: number for state, number in report.ideas.by_state.items()},
            "taken_up": [
                {"text": one.text, "state": one.state.label, "owner": one.owner or None}
                for one in report.ideas.taken_up
            ],
        },
        "measures": [_measure(one) for one in report.measures],
        "cost": _cost(report.cost),
        "what_to_change": [{"about": one.about, "says": one.says, **one.figures} for one in report.advice],
    }


def _rating(one: Ratings) -> Document:
    spread = None if one.spread is None else list(one.spread)
    return {"side": str(one.side), "answers": one.answers, "average": one.average, "spread": spread}


def _cost(cost: Cost) -> Document:
    return {
        "guest_days": cost.guest_days,
        "host_days": cost.host_days,
        "meetings": cost.meetings,
        "meeting_minutes": cost.meeting_minutes,
        "embed_days": cost.embed_days,
        "days": cost.days,
    }


def _teams(found: ReportTeams) -> Document:
    """The composite teams, and what went into them."""
    return {
        "teams": found.formed,
        "running": found.running,
        "coming": found.coming,
        "over": found.over,
        "ended": found.ended,
        "slots": found.slots,
        "filled": found.filled,
        "hand_overs": found.hand_overs,
        "ended_early": found.early,
        "work_weeks": found.work,
        "weeks": [
            {
                "side": str(one.side),
                "share": one.share,
                "people": one.people,
                "weeks": round(one.weeks, 1),
                "work_weeks": round(one.work, 1),
            }
            for one in found.weeks
        ],
        "home_teams": [{"side": str(one.side), "reached": one.reached, "teams": one.teams} for one in found.home_teams],
    }


def _tally(one: Tally) -> Document:
    return {"planned": one.planned, **{name: getattr(one, name) for name, _words in STATES}}


def _reach(one: ReachOfTeam) -> Document:
    return {
        "side": str(one.side),
        "people": one.people,
        "enrolled": one.enrolled,
        "met": one.met,
        "percent": one.percent,
    }


def _exposure(found: Matrix) -> list[Document]:
    cells = [(it, marketing, found.cell(it, marketing)) for it in found.it_teams for marketing in found.marketing_teams]
    return [
        {"it_team": it, "marketing_team": marketing, "met": one.met, "coming": one.coming, "new": one.new}
        for it, marketing, one in cells
    ]


def _measure(one: Measured) -> Document:
    return {
        "name": one.measure.name,
        "unit": one.measure.unit,
        "baseline": one.measure.baseline,
        "target": one.measure.target,
        "readings": [{"day": read.day.isoformat(), "value": read.value} for read in one.readings],
    }
