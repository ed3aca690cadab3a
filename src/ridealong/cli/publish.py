"""The commands that compare a draft with what is published, and publish it."""

import click

from ridealong.cli import group_plans, team_publish
from ridealong.cli.documents import days_json, effects_json, proposal_json
from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.obstacles_json import obstacles_json
from ridealong.cli.options import Command
from ridealong.cli.organizers import organizer_option, warn_of_guess
from ridealong.cli.output import say, say_lines, show, show_json
from ridealong.cli.plan import proposals_table
from ridealong.cli.progress import progress_line
from ridealong.cli.questions import ask_first
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.config import Organizer
from ridealong.domain.wording import many
from ridealong.services.groups import gatherings
from ridealong.services.publishing import publishing as service

_ALL = click.option("--all", "everything", is_flag=True, help="All drafts, not only those of the next weeks.")
_TEAMS = click.option(
    "--team", "names", multiple=True, metavar="NAME", help="Only this composite team; may be given more than once."
)


@click.command(cls=Command)
@click.argument("program")
@_ALL
@_TEAMS
@pass_session
def compare(session: Session, program: str, everything: bool, names: tuple[str, ...]) -> int:
    """Show what publishing PROGRAM would change, and whom it would tell.

    The exit code is 3 where the drafts cannot be published as they are.
    """
    with session.desk() as desk, progress_line("Comparing"):
        if team_publish.has_teams(desk, program, names):
            return team_publish.compare(session, desk, program, names)
        if gatherings.gathers(desk, program):
            return group_plans.compare(session, desk, program, everything=everything)
        found = service.compare(desk, program, everything=everything)
    if session.json:
        show_json(_document(found))
    else:
        _print(session, found)
    return NEEDS_ATTENTION if found.wrong or found.lacking else DONE


def _document(found: service.Comparison) -> dict[str, object]:
    wrong = found.wrong
    draft = wrong.one.id if wrong and wrong.one else None
    return {
        "program": found.program,
        "publishes": [proposal_json(one) for one in found.publishes],
        "later": [proposal_json(one) for one in found.later],
        "stands": [proposal_json(one) for one in found.stands],
        "tells": [{"email": one.email, "name": one.name, "invites": one.invites} for one in found.tells],
        "invites": [_invite_json(one) for one in found.invites],
        "effects": effects_json(found.effects),
        **obstacles_json(wrong.refusal() if wrong else None, found.lacking, draft=draft),
        "sentences": list(found.sentences),
    }


def _print(session: Session, found: service.Comparison) -> None:
    proposals_table(session, found.publishes)
    if found.tells:
        rows = [(one.name, one.email, one.invites) for one in found.tells]
        print_table(session, ("Tells", "E-mail", "Invites"), rows, right=("Invites",))
    if found.invites:
        invites = [(one.kind, one.what, ", ".join(one.to), one.when) for one in found.invites]
        print_table(session, ("Invite", "What", "To", "When"), invites)
    show(found.sentences)
    if beside := found.effects.words:
        show([f"In all: {'; '.join(beside)}."])
    if found.wrong:
        say(found.wrong.refusal().typed)
    elif found.lacking and (refusal := found.lacking.refusal()):
        say(refusal.typed)


def _invite_json(one: service.InviteToCome) -> dict[str, object]:
    return {"kind": one.kind, "what": one.what, "to": list(one.to), **days_json(one.days), "when": one.when}


@click.command(cls=Command)
@click.argument("program")
@_ALL
@click.option("--without-agreement", default="", metavar="WHY", help="Why, where a sponsor or a lead has not agreed.")
@_TEAMS
@organizer_option
@pass_session
def publish(
    session: Session,
    *,
    program: str,
    everything: bool,
    without_agreement: str,
    names: tuple[str, ...],
    organizer: Organizer | None,
) -> None:
    """Publish the drafts of PROGRAM's next weeks: they count as having met, and their invites are due.

    Where a sponsor is named, both have to agree first, and where the leads of a program are to agree, those of both
    people of each draft; or say why not with --without-agreement, which the journal and the report keep. A draft to
    which a lead does not agree is never published. Composite teams are published with all their drafts; slots that
    nobody takes may stay open.

    On a terminal it asks first, unless --yes is given.
    """
    warn_of_guess(session, organizer)
    with session.desk(organizer) as desk:
        if team_publish.has_teams(desk, program, names):
            team_publish.publish(session, desk, program, names, without_agreement=without_agreement)
            return
        if gatherings.gathers(desk, program):
            group_plans.publish(session, desk, program, everything=everything, without_agreement=without_agreement)
            return
        with progress_line("Comparing"):
            would = service.compare(desk, program, everything=everything)
        if would.wrong:
            raise would.wrong.refusal()
        if would.lacking and (refusal := would.lacking.refusal(without_agreement.strip())):
            raise refusal
        if would.publishes:
            say_lines("\n".join(would.sentences))
            ask_first(session, f"Publish {many(len(would.publishes), would.word)}?")
        with progress_line("Publishing"):
            done = service.publish(
                desk, program, everything=everything, without_agreement=without_agreement, shown=would
            )
    if session.json:
        show_json(
            {
                "program": done.program,
                "pairings": done.pairings,
                "rounds": list(done.rounds),
                "invites": done.invites,
                "later": done.later,
            }
        )
        return
    due = f"{many(done.invites, 'invite')} {'is' if done.invites == 1 else 'are'} now due"
    say(f"{done.program}: {many(done.pairings, done.word)} published; {due}.")
    say("Next: ridealong invites export --out DIR")
