"""The commands that say why two people are paired or not, and who else could be."""

from collections.abc import Sequence

import click

from ridealong.cli.documents import days_json, pairing_json
from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.domain.fit import Fit
from ridealong.domain.programs import EnrolmentState
from ridealong.services.changes.placing import Placed, place
from ridealong.services.desk import Desk
from ridealong.services.explain.candidates import Candidate, rank
from ridealong.services.explain.case_of import Effect, Moved, Stake
from ridealong.services.explain.why import Why
from ridealong.services.explain.why import why as why_these
from ridealong.services.explain.why_open import Unplaced, why_nobody
from ridealong.services.people import people
from ridealong.services.plans.plan_views import Visit
from ridealong.services.programs import programs

ROUND = click.IntRange(min=1)


@click.command(cls=Command)
@click.argument("one", metavar="EMAIL")
@click.argument("other", metavar="[EMAIL]", required=False)
@click.option("--program", metavar="NAME", help="In this program.")
@click.option("--round", "number", type=ROUND, metavar="N", help="In this round, counted from 1; default: any.")
@pass_session
def why(session: Session, one: str, other: str | None, program: str | None, number: int | None) -> None:
    """Why two people are paired, or why not and what would allow it.

    With one EMAIL: why that guest of a program has nobody.
    """
    index = None if number is None else number - 1
    with session.desk() as desk:
        if other is None:
            name = program or _only_program(desk, one)
            _show_nobody(session, why_nobody(desk, one, name, index), name)
            return
        found = why_these(desk, one, other, program, index)
    if session.json:
        show_json(_why_json(found))
        return
    show(found.typed)
    if found.fit:
        rows = [(part.name, f"{part.points} of {part.most}", part.why) for part in found.fit.parts]
        print_table(session, ("Part", "Points", "Why"), rows, right=("Points",))


def _why_json(found: Why) -> dict[str, object]:
    hindered = found.hindered
    return {
        "people": [found.one.email, found.other.email],
        "fit": _fit_json(found.fit) if found.fit else None,
        "kept_apart": [
            {"rule": rule.rule, "why": rule.why, "remedy": rule.advice(typed=True)} for rule in found.kept_apart
        ],
        "paired": [pairing_json(row) for row in found.paired],
        "worth": _stakes_json(found.worth),
        "instead": _effect_json(found.instead),
        "closed": [
            {"rounds": list(one.rounds), "rules": list(one.rules), "why": one.why}
            for one in (hindered.closed if hindered else ())
        ],
        "remedies": list(hindered.remedies) if hindered else [],
        "effect": _effect_json(hindered.effect if hindered else None),
        "sentences": list(found.typed),
    }


def _show_nobody(session: Session, found: Unplaced, program: str) -> None:
    if not session.json:
        show(found.sentences)
        return
    rows = [
        {
            "rounds": list(one.rounds),
            "why": one.why,
            "crowd": [who.email for who in one.crowd],
            "hosts": [who.email for who in one.hosts],
            "seats": one.seats,
        }
        for one in found.open
    ]
    show_json(
        {
            "program": program,
            "guest": found.guest.email,
            "open": rows,
            "effect": _effect_json(found.effect),
            "sentences": list(found.sentences),
        }
    )


def _worth(one: Candidate) -> str:
    return f"{one.effect} {one.stake}".rstrip()


def _effect_json(effect: Effect | None) -> dict[str, object] | None:
    if effect is None:
        return None
    return {
        "round": effect.round,
        "points": effect.points,
        "parts": _stakes_json(effect.stakes),
        "moves": _moves_json(effect.moved),
    }


def _stakes_json(stakes: Sequence[Stake]) -> list[dict[str, object]]:
    return [{"term": one.term, "points": one.points, "why": one.why} for one in stakes]


def _moves_json(moved: Sequence[Moved]) -> list[dict[str, object]]:
    return [
        {"guest": one.guest.email, "before": _visit_json(one.before), "after": _visit_json(one.after)} for one in moved
    ]


def _visit_json(visit: Visit | None) -> dict[str, object] | None:
    return None if visit is None else {"round": visit.round, "host": visit.host.email, "start": str(visit.days.first)}


def _fit_json(fit: Fit) -> dict[str, object]:
    parts = [{"name": one.name, "points": one.points, "most": one.most, "why": one.why} for one in fit.parts]
    return {"points": fit.points, "parts": parts}


@click.command(cls=Command)
@click.argument("email")
@click.option("--program", metavar="NAME", help="The program; default: the only one the person takes part in.")
@click.option("--round", "number", type=ROUND, metavar="N", help="The round, counted from 1; default: any.")
@click.option("--place", "other", metavar="EMAIL", help="Let this one have the place in round N.")
@pass_session
def candidates(session: Session, email: str, program: str | None, number: int | None, other: str | None) -> None:
    """Rank everyone for a place of EMAIL, the best for the whole plan first: hosts for a guest, guests for a host.

    For a host it is about a seat in the round: who could visit them then, whoever would have to make way.
    `Plan` is what the whole plan would gain or lose, whoever would have to move included: in places, or else in points
    with a word for what they are mostly about. That is `turns` (how evenly visits are shared out), `repeat` (two people
    who have met before), `load` (a host with more guests than a fair share), `new team` (teams that never met) or `fit`
    (how well two people suit each other).

    With --place one of them gets the place in one step, together with all who have to make way. In a draft or an open
    place the two are pinned. Where the other one of a published pairing has declined or cannot be there, it is taken
    over: it stays published, and the invites are due.
    """
    index = None if number is None else number - 1
    with session.desk() as desk:
        name = program or _only_program(desk, email)
        if other is not None:
            if index is None:
                raise click.UsageError("Name the round of the place with --round")
            _print_placed(session, place(desk, email, name, index, other))
            return
        found = rank(desk, email, name, index)
    if session.json:
        rows = [_candidate_json(one) for one in found.candidates]
        document = {"program": name, "round": index, "replaces": found.replacing, "candidates": rows}
        show_json({**document, "note": found.note})
        return
    heads = ("Name", "Team", "Plan", "Round", "Fit", "Met", "Why")
    table = [
        (one.name, one.team, _worth(one), "" if one.round is None else one.round + 1, one.fit, one.met, one.why)
        for one in found.candidates
    ]
    print_table(session, heads, table, right=("Plan", "Round", "Fit", "Met"))
    if found.note:
        say(found.note)


def _candidate_json(one: Candidate) -> dict[str, object]:
    return {
        "email": one.email,
        "fit": one.fit,
        "met": one.met,
        "free": one.free,
        "why": one.why,
        "points": one.points,
        "exact": one.exact,
        "round": one.round,
        "moves": _moves_json(one.moved),
    }


def _print_placed(session: Session, placed: Placed) -> None:
    if session.json:
        show_json(
            {
                "id": placed.id,
                "program": placed.program,
                "guest": placed.guest.email,
                "host": placed.host.email,
                "round": placed.round,
                **days_json(placed.days),
                "published": placed.published,
                "moves": _moves_json(placed.moved),
                "sentences": list(placed.sentences),
            }
        )
    else:
        show(placed.sentences)
    if placed.published:
        say("Next: ridealong invites export --out DIR")


def _only_program(desk: Desk, email: str) -> str:
    agreed = {name for name, state in people.show(desk, email).programs if state is EnrolmentState.AGREED}
    names = [row.name for row in programs.list_all(desk) if row.name in agreed]
    if len(names) == 1:
        return names[0]
    known = f"{email} takes part in {', '.join(names)}" if names else f"{email} takes part in no program"
    raise click.UsageError(f"{known}. Name one with --program")
