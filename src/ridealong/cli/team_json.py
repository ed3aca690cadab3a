"""Composite teams as documents: with their slots, who is in them, tasks, topics and what is wrong."""

from collections.abc import Collection, Iterable

from ridealong.cli.documents import Document, days_json
from ridealong.domain.composite_teams import Demand, Slot, Task
from ridealong.domain.programs import CheckIn
from ridealong.domain.team_templates import Template
from ridealong.services.teams.explaining import SlotCandidate, TermPart, WhySlot
from ridealong.services.teams.forming import Formed
from ridealong.services.teams.views import Coverage, EmbedView, SlotView, TeamsPage, TeamView

SCORE_KEYS = ("value", "filled", "wishes", "new_pairs", "known_pairs", "missing_nice", "open_uneven", "uneven", "wants")
"""The terms of the value of a plan of teams, as documents name them."""


def team_json(one: TeamView, *, loads: bool = False, reason: bool = False, numbers: bool = True) -> Document:
    """A composite team.

    Args:
        loads: also how much of each week the exchange takes of its people. reason: also why it ended, which is private.
        numbers: whether its embeds have numbers that last.
    """
    document: Document = {
        "name": one.team.name,
        "program": one.program,
        "purpose": one.team.purpose,
        "focus": one.team.focus,
        **days_json(one.team.days),
        "state": str(one.state),
        "least": one.team.least,
        "place": one.team.place,
        "meets": _meets_json(one.team.meets),
        "slots": [_slot_view_json(each, numbers=numbers) for each in one.slots],
        "tasks": [task_json(each) for each in one.team.tasks],
        "topics": [_topic_json(each) for each in one.coverage],
        "demands": [demand_json(each) for each in one.team.demands],
        "problems": list(one.problems),
    }
    return {
        **document,
        **({"loads": _loads_json(one)} if loads else {}),
        **({"reason": one.team.reason} if reason else {}),
    }


def teams_json(page: TeamsPage, teams: Iterable[TeamView]) -> Document:
    """The composite teams of a program."""
    return {
        "program": page.program.name,
        "teams": [team_json(one) for one in teams],
        "sentences": list(page.sentences),
    }


def formed_json(formed: Formed, teams: Collection[TeamView], *, seed: int, dry_run: bool) -> Document:
    """What forming teams came to."""
    document: Document = {
        "program": formed.page.program.name,
        "teams": [team_json(one, numbers=not dry_run) for one in teams],
        "open": [
            {
                "team": team.team.name,
                "slot": slot.slot.number,
                "name": slot.slot.name,
                **(days_json(slot.open) if slot.open else {}),
                "reason": slot.why_open,
            }
            for team in teams
            for slot in team.open
        ],
        "score": {key: getattr(formed.score, key) for key in SCORE_KEYS},
        "bound": {"value": formed.bound.value, "filled": formed.bound.filled},
        "gap_percent": formed.gap_percent,
        "proved": formed.proved,
        "new": formed.new,
        "kept": formed.kept,
        "seed": seed,
    }
    return {**document, **({"stopped": formed.stopped} if formed.stopped else {})}


def _slot_view_json(one: SlotView, *, numbers: bool) -> Document:
    return {
        **slot_json(one.slot),
        **days_json(one.days),
        "embeds": [_embed_json(each, numbers=numbers) for each in one.embeds],
        "open": days_json(one.open) if one.open else None,
        "opens": [days_json(each) for each in one.opens],
        "why_open": one.why_open,
    }


def slot_json(one: Slot) -> Document:
    """What a slot asks for."""
    return {
        "number": one.number,
        "name": one.name,
        "side": str(one.side),
        "must": list(one.must),
        "nice": list(one.nice),
        "share": one.share,
    }


def _embed_json(view: EmbedView, *, numbers: bool) -> Document:
    one = view.embed
    return {
        "id": one.id if numbers else None,
        "email": one.email,
        "name": one.name,
        "home_team": one.home_team,
        "share": one.share,
        **days_json(one.days),
        "state": str(one.state),
        "after": one.after,
        "troubles": list(view.troubles),
    }


def task_json(one: Task) -> Document:
    """A task: its parts by the numbers of slots."""
    parts = [{"slot": number, "part": str(part)} for number, part in one.parts]
    return {"name": one.name, "parts": parts, "lacks": one.lacks}


def _topic_json(one: Coverage) -> Document:
    return {
        "topic": one.topic,
        "must": list(one.must),
        "nice": list(one.nice),
        "known_in": sorted(number for number, known in one.known.items() if known),
        "covered": one.covered,
    }


def demand_json(one: Demand) -> Document:
    """What is asked for somebody; null for the slot where any of the team will do."""
    return {"kind": str(one.kind), "email": one.email, "slot": one.slot}


def _meets_json(meets: CheckIn | None) -> Document | None:
    if meets is None:
        return None
    return {"weekday": meets.weekday, "time": f"{meets.at:%H:%M}", "minutes": meets.minutes}


def _loads_json(one: TeamView) -> list[Document]:
    emails = {embed.person_id: embed.email for embed in one.people}
    return [
        {
            "email": emails[person],
            "weeks": [{"week": week.monday.isoformat(), "percent": week.percent, "here": week.here} for week in weeks],
        }
        for person, weeks in one.loads.items()
        if person in emails
    ]


def template_json(name: str, one: Template) -> Document:
    """A template of teams."""
    return {
        "name": name,
        "purpose": one.purpose,
        "focus": one.focus,
        "least": one.least,
        "slots": [slot_json(each) for each in one.slots],
        "tasks": [task_json(each) for each in one.tasks],
    }


def why_json(found: WhySlot) -> Document:
    """Why somebody is in a slot, or not."""
    return {
        "team": found.team,
        "slot": found.slot.number,
        "slot_name": found.slot.name,
        "email": found.email,
        "inside": found.inside,
        "sentences": list(found.sentences),
        "parts": _parts_json(found.parts),
        "others": [candidate_json(one) for one in found.others],
    }


def candidate_json(one: SlotCandidate) -> Document:
    """Somebody for a slot; `gain` is null for who is in it, or cannot be."""
    return {
        "email": one.email,
        "name": one.name,
        "side": str(one.side),
        "home_team": one.home_team,
        "openness": str(one.openness),
        "gain": one.gain,
        "load_percent": one.load.percent,
        "load_teams": one.load.teams,
        "parts": _parts_json(one.parts),
        "reasons": list(one.reasons),
        "knows": list(one.knows),
        "lacks": list(one.lacks),
    }


def _parts_json(parts: Iterable[TermPart]) -> list[Document]:
    return [{"words": one.words, "points": one.points} for one in parts]
