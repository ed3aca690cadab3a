"""What `compare` and `publish` do for programs whose people work in composite teams."""

from typing import TYPE_CHECKING

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.output import say, say_lines, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.questions import ask_first
from ridealong.cli.session import Session
from ridealong.cli.team_json import team_json
from ridealong.cli.team_words import print_slots
from ridealong.domain.wording import many
from ridealong.services.teams import publishing as service

if TYPE_CHECKING:
    from ridealong.services.desk import Desk


def compare(session: Session, desk: "Desk", program: str) -> int:
    """Print what publishing composite teams would change; returns the exit code."""
    found = service.compare(desk, program)
    missing = found.lacking.refusal() if found.lacking else None
    if session.json:
        show_json(
            {
                "program": found.program,
                "teams": [team_json(one) for one in found.teams],
                "publishes": len(found.publishes),
                "people": found.people,
                "wrong": {"problem": found.wrong.problem, "remedy": found.wrong.typed} if found.wrong else None,
                "lacking": list(found.lacking.sponsors) if found.lacking else [],
                "sentences": list(found.sentences),
            }
        )
    else:
        print_slots(session, found.teams)
        show(found.sentences)
        if refusal := found.wrong or missing:
            say(refusal.typed)
    return NEEDS_ATTENTION if found.wrong or missing else DONE


def publish(session: Session, desk: "Desk", program: str, *, without_agreement: str) -> None:
    """Publish composite teams, after asking on a terminal."""
    with progress_line("Comparing"):
        would = service.compare(desk, program)
    if would.wrong:
        raise would.wrong
    if would.lacking and (refusal := would.lacking.refusal(without_agreement.strip())):
        raise refusal
    if would.publishes:
        say_lines("\n".join(would.sentences))
        embeds, teams = many(len(would.publishes), "embed"), many(len(would.teams), "team")
        ask_first(session, f"Publish {embeds} in {teams}?")
    done = service.publish(desk, program, without_agreement=without_agreement, expected=would)
    if session.json:
        document = {"program": done.program, "teams": list(done.teams), "embeds": done.embeds}
        show_json({**document, "invites": done.invites, "open": done.open})
        return
    due = f"{many(done.invites, 'invite')} {'is' if done.invites == 1 else 'are'} now due"
    open_ = f"; {many(done.open, 'slot')} {'stays' if done.open == 1 else 'stay'} open" if done.open else ""
    say(f"{done.program}: {many(done.embeds, 'embed')} in {many(len(done.teams), 'team')} published; {due}{open_}.")
    say("Next: ridealong invites export --out DIR")
