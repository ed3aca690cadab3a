"""What `plan`, `compare`, `publish` and `repair` do for programs whose people meet in groups."""

import time
from datetime import date
from typing import TYPE_CHECKING

from ridealong.cli.documents import Document
from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.group_words import group_json, page_json, print_groups
from ridealong.cli.interrupts import interruptible
from ridealong.cli.obstacles_json import obstacles_json
from ridealong.cli.output import say, say_lines, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.questions import ask_first
from ridealong.cli.session import Session
from ridealong.cli.tables import print_table
from ridealong.domain.wording import many
from ridealong.services.groups import plan_groups, publish_groups, repair_groups

if TYPE_CHECKING:
    from ridealong.services.desk import Desk


def plan(
    session: Session,
    desk: "Desk",
    program: str,
    *,
    rounds: int | None,
    start: date | None,
    seed: int | None,
    seconds: float | None,
    dry_run: bool,
) -> int:
    """Plan groups and print them; returns the exit code."""
    until = None if seconds is None else time.monotonic() + seconds
    with progress_line("Reading who is there") as told, interruptible() as pressed:
        page = plan_groups.plan_groups(
            desk,
            program,
            rounds=rounds,
            start=start,
            seed=seed,
            dry_run=dry_run,
            told=told,
            cancelled=lambda: pressed() or (until is not None and time.monotonic() > until),
        )
    some = [one for one in page.groups if one.open]
    if session.json:
        show_json(page_json(page, some, numbers=not dry_run))
    else:
        print_groups(session, some, numbers=not dry_run)
        show(page.sentences)
    if dry_run:
        say("A dry run: nothing was changed.")
    return NEEDS_ATTENTION if page.alone or any(one.troubles for one in some) else DONE


def compare(session: Session, desk: "Desk", program: str, *, everything: bool) -> int:
    """Print what publishing groups would change; returns the exit code."""
    found = publish_groups.compare_groups(desk, program, everything=everything)
    missing = found.lacking.refusal() if found.lacking else None
    if session.json:
        show_json(
            {
                "program": found.program,
                "publishes": [group_json(one) for one in found.publishes],
                "later": [group_json(one) for one in found.later],
                "stands": [group_json(one) for one in found.stands],
                "people": found.people,
                "invites": found.invites,
                **obstacles_json(found.wrong, found.lacking),
                "sentences": list(found.sentences),
            }
        )
    else:
        print_groups(session, found.publishes)
        show(found.sentences)
        if refusal := found.wrong or missing:
            say(refusal.typed)
    return NEEDS_ATTENTION if found.wrong or missing else DONE


def publish(session: Session, desk: "Desk", program: str, *, everything: bool, without_agreement: str) -> None:
    """Publish groups, after asking on a terminal."""
    with progress_line("Comparing"):
        would = publish_groups.compare_groups(desk, program, everything=everything)
    if would.wrong:
        raise would.wrong
    if would.lacking and (refusal := would.lacking.refusal(without_agreement.strip())):
        raise refusal
    if would.publishes:
        say_lines("\n".join(would.sentences))
        ask_first(session, f"Publish {many(len(would.publishes), 'group')}?")
    done = publish_groups.publish_groups(
        desk, program, everything=everything, without_agreement=without_agreement, shown=would
    )
    if session.json:
        document = {"program": done.program, "groups": done.groups, "rounds": list(done.rounds)}
        show_json({**document, "invites": done.invites, "later": done.later})
        return
    due = f"{many(done.invites, 'invite')} {'is' if done.invites == 1 else 'are'} now due"
    say(f"{done.program}: {many(done.groups, 'group')} published; {due}.")
    say("Next: ridealong invites export --out DIR")


def repair(session: Session, desk: "Desk", program: str, *, dry_run: bool) -> int:
    """Repair groups and print what changed; returns the exit code."""
    done = repair_groups.repair_groups(desk, program, dry_run=dry_run)
    if session.json:
        show_json(
            {
                "program": done.program,
                "changes": [_change_json(one) for one in done.changes],
                "cancelled": list(done.cancelled),
                "kept": done.kept,
                "sentences": list(done.sentences),
            }
        )
    else:
        if done.changes:
            titles = ("Who", "Round", "Group", "Now", "State", "Why")
            print_table(session, titles, [_change_row(one) for one in done.changes], right=("Round", "Group"))
        show(done.sentences)
    if dry_run:
        say("A dry run: nothing was changed.")
    elif any(one.published for one in done.changes):
        say("Next: ridealong invites export --out DIR")
    return DONE


def _change_json(one: repair_groups.GroupChange) -> Document:
    return {
        "email": one.email,
        "round": one.round,
        "before": one.before,
        "after": one.after,
        "published": one.published,
        "reason": one.reason,
    }


def _change_row(one: repair_groups.GroupChange) -> tuple[object, ...]:
    state = "published" if one.published else "draft"
    return one.name, one.round + 1, one.before, one.after or "none", state, one.reason
