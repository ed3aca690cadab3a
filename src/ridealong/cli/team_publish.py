"""What `compare` and `publish` do for programs whose people work in composite teams."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import click

from ridealong.cli.documents import days_json
from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.obstacles_json import obstacles_json
from ridealong.cli.output import say, say_lines, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.questions import ask_first
from ridealong.cli.session import Session
from ridealong.cli.team_json import team_json
from ridealong.cli.team_words import print_slots
from ridealong.domain.wording import listed, many
from ridealong.services.teams import publishing, teams

if TYPE_CHECKING:
    from ridealong.services.desk import Desk


def has_teams(desk: "Desk", program: str, names: Collection[str]) -> bool:
    """Whether the people of a program work in composite teams; raises UsageError where teams of others are named.

    Args:
        names: those of --team.
    """
    if teams.in_teams(desk, program):
        return True
    if names:
        raise click.UsageError(f"--team is about composite teams, and '{program}' has none")
    return False


def compare(session: Session, desk: "Desk", program: str, names: Collection[str]) -> int:
    """Print what publishing teams would change; returns the exit code."""
    found = publishing.compare(desk, program, teams=names)
    missing = found.lacking.refusal() if found.lacking else None
    if session.json:
        names_by_id = {one.team.id: one.team.name for one in found.teams}
        show_json(
            {
                "program": found.program,
                "teams": [team_json(one) for one in found.teams],
                "publishes": [
                    {
                        "id": one.id,
                        "team": names_by_id[one.team_id],
                        "email": one.email,
                        "slot": one.slot,
                        "share": one.share,
                        **days_json(one.days),
                    }
                    for one in found.publishes
                ],
                "people": found.people,
                "open": found.open,
                **obstacles_json(found.wrong, found.lacking, draft=found.wrong_draft),
                "sentences": list(found.sentences),
            }
        )
    else:
        print_slots(session, found.teams)
        show(found.sentences)
        if refusal := found.wrong or missing:
            say(refusal.typed)
    return NEEDS_ATTENTION if found.wrong or missing else DONE


def publish(session: Session, desk: "Desk", program: str, names: Collection[str], *, without_agreement: str) -> None:
    """Publish teams, after asking on a terminal."""
    with progress_line("Comparing"):
        would = publishing.compare(desk, program, teams=names)
    if would.wrong:
        raise would.wrong
    if would.lacking and (refusal := would.lacking.refusal(without_agreement.strip())):
        raise refusal
    if would.publishes:
        say_lines("\n".join(would.sentences))
        ask_first(session, f"Publish {many(len(would.publishes), 'embed')} in {many(len(would.teams), 'team')}?")
    with progress_line("Publishing"):
        done = publishing.publish(desk, program, teams=names, without_agreement=without_agreement, expected=would)
    if session.json:
        document = {"program": done.program, "teams": list(done.teams), "embeds": done.embeds}
        show_json({**document, "invites": done.invites, "open": done.open})
        return
    due = f"{many(done.invites, 'invite')} {'is' if done.invites == 1 else 'are'} now due"
    say(f"{done.program}: {many(done.embeds, 'embed')} in {listed(done.teams)} published; {due}.")
    if done.open:
        say(f"{many(done.open, 'slot')} of them {'is' if done.open == 1 else 'are'} still open.")
    say("Next: ridealong invites export --out DIR")
