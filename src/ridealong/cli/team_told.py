"""What changes of a composite team that runs come to, as commands print it: who leaves, comes, goes on, and is told."""

from collections.abc import Sequence

from ridealong.cli.documents import Document, days_json
from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.output import say, show, show_json
from ridealong.cli.session import Session
from ridealong.cli.team_json import team_json
from ridealong.cli.told import NOT_KNOWN, print_told, told_json
from ridealong.services.invites.told import Told
from ridealong.services.teams.ending import Ended
from ridealong.services.teams.extending import Extended
from ridealong.services.teams.filling import Filled
from ridealong.services.teams.hand_back import HandBack
from ridealong.services.teams.leaving import Left


def print_left(session: Session, left: Left, *, dry_run: bool) -> int:
    """Print that somebody leaves a slot, or would; returns the exit code: days that nobody takes need attention."""
    document = {
        "slot": left.slot.number,
        "leaves": left.who.email,
        "on": left.on.isoformat() if left.on else None,
        "successor": left.successor.email if left.successor else None,
        **({"start": None, "end": None} if left.days is None else days_json(left.days)),
        "together": days_json(left.together) if left.together else None,
        "open": days_json(left.open) if left.open else None,
        "back": back_json(left.back) if left.back else None,
        "team": team_json(left.view, numbers=not dry_run),
    }
    _print(session, {"program": left.program, **document}, left.sentences, left.told, dry_run=dry_run)
    return NEEDS_ATTENTION if left.open else DONE


def print_filled(session: Session, filled: Filled, *, dry_run: bool) -> int:
    """Print that somebody has a slot, or would; returns the exit code."""
    document = {
        "slot": filled.slot.number,
        "email": filled.who.email,
        **days_json(filled.days),
        "published": filled.published,
        "team": team_json(filled.view, numbers=not dry_run),
    }
    _print(session, {"program": filled.program, **document}, filled.sentences, filled.told, dry_run=dry_run)
    return DONE


def print_extended(session: Session, done: Extended, *, dry_run: bool) -> int:
    """Print that a team goes on, or would; returns the exit code: whoever cannot needs attention."""
    document = {
        **days_json(done.days),
        "goes_on": [
            {
                "email": one.who.email,
                "slot": one.slot,
                "before": one.before.isoformat(),
                "until": one.until.isoformat(),
            }
            for one in done.goes_on
        ],
        "stays": [
            {"email": one.who.email, "slot": one.slot, "last": one.last.isoformat(), "why": one.why}
            for one in done.stays
        ],
        "team": team_json(done.view, numbers=not dry_run),
    }
    _print(session, {"program": done.program, **document}, done.sentences, done.told, dry_run=dry_run)
    return NEEDS_ATTENTION if done.stays or done.view.open else DONE


def print_ended(session: Session, done: Ended, *, dry_run: bool) -> None:
    """Print that a team ends early, or would."""
    document = {
        "name": done.team,
        "on": done.on.isoformat() if done.on else None,
        "back": [back_json(one) for one in done.back],
        "never": [one.email for one in done.never],
    }
    _print(session, {"program": done.program, **document}, done.sentences, done.told, dry_run=dry_run)


def back_json(one: HandBack) -> Document:
    """When somebody is back with the home team, and how much of the week comes free."""
    return {
        "email": one.person.email,
        "last": one.last.isoformat(),
        "day": one.day.isoformat(),
        "share": one.share,
    }


def _print(
    session: Session, document: Document, sentences: Sequence[str], told: Sequence[Told] | None, *, dry_run: bool
) -> None:
    """Print a change, and who is told what of it; the sentences end with one for each of these.

    Args:
        told: None where it is not known.
    """
    own = sentences[: len(sentences) - len(told or ())]
    if session.json:
        show_json({**document, "changed": not dry_run, "sentences": list(own), "told": told_json(told)})
    else:
        show(own)
        print_told(session, told)
    if dry_run:
        say("A dry run: nothing was changed.")
        if told is None:
            say(NOT_KNOWN)
    elif any(one.invites for one in told or ()):
        say("Next: ridealong invites export --out DIR")
