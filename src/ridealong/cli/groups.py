"""The commands about groups: those who meet over coffee, and the two sponsors of a program."""

from datetime import date

import click

from ridealong.cli.explain import ROUND
from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.group_words import group_json, page_json, print_groups, state_words, when_words
from ridealong.cli.options import Command, Group
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import day, from_the_call
from ridealong.cli.values import mark as mark_of
from ridealong.domain.pairings import State
from ridealong.domain.wording import many
from ridealong.services.groups import change_groups as changes
from ridealong.services.groups import gatherings as service
from ridealong.services.groups import group_days
from ridealong.services.groups.mark_groups import MARKS, mark_groups

GROUP = click.IntRange(min=1)
DUE = "what is due."


@click.group(cls=Group)
def groups() -> None:
    """The groups of coffee programs, and the weekly meeting of a program's sponsors.

    `ridealong plan`, `compare`, `publish` and `repair` deal with them as with pairings; these commands look at groups
    and change single ones.
    """


@groups.command("list")
@click.argument("program")
@click.option("--round", "number", type=ROUND, metavar="N", help="Only those of this round, counted from 1.")
@click.option("--all", "everything", is_flag=True, help="Those that are over or were called off, too.")
@pass_session
def list_(session: Session, program: str, number: int | None, everything: bool) -> int:
    """List the groups of PROGRAM by round.

    The exit code is 3 where one of them cannot take place as it stands.
    """
    with session.desk() as desk, progress_line("Working out the groups"):
        page = service.page(desk, program)
    some = [one for one in page.groups if (everything or one.open) and number in (None, one.round + 1)]
    if session.json:
        show_json(page_json(page, some))
    else:
        print_groups(session, some)
        show(page.sentences)
    return NEEDS_ATTENTION if any(one.troubles for one in some) else DONE


@groups.command("show")
@click.argument("group", type=GROUP, metavar="ID")
@click.option("--reasons", is_flag=True, help="Also why it was called off or missed; private.")
@pass_session
def show_(session: Session, group: int, reasons: bool) -> None:
    """Show the group ID: who is in it, who has declined, and when it meets."""
    with session.desk() as desk:
        one = service.show(desk, group, reasons=reasons)
    if session.json:
        why = {"reason": one.reason} if reasons else {}
        show_json({"group": {**group_json(one), **why}, "hidden_reasons": int(one.hidden)})
        return
    show([f"{one.program}, round {one.round + 1}: {when_words(one)}, {state_words(one)}"])
    show([f"Where: {one.place}"] if one.place else [])
    show([f"Without {', '.join(map(str, one.without))}"] if one.without else [])
    rows = [(who.name, who.email, who.side.label, who.team, _said(who.trouble, who.declined)) for who in one.people]
    print_table(session, ("Name", "E-mail", "Side", "Team", "Comes"), rows)
    free = sum(who.declined for who in one.people)
    show([f"{many(free, 'seat')} {'is' if free == 1 else 'are'} free."] if free and one.open else [])
    show([f"Why: {one.reason}"] if one.reason else [])
    if one.hidden:
        say(f"1 reason kept private: `groups show {group} --reasons` shows it.")


def _said(trouble: str, declined: bool) -> str:
    return trouble or ("has declined" if declined else "")


@groups.command(cls=Command)
@click.argument("email")
@click.option("--to", type=GROUP, metavar="ID", help="The group to put them into.")
@click.option("--out-of", type=GROUP, metavar="ID", help="The group to take them out of.")
@pass_session
def move(session: Session, email: str, to: int | None, out_of: int | None) -> None:
    """Put EMAIL into a group, out of their own of the same round, or only take them out of one.

    A draft is then pinned, so that planning leaves it as it is; of a published group, invites are then due.
    """
    if (to is None) is (out_of is None):
        raise click.UsageError("Say one of --to and --out-of")
    with session.desk() as desk:
        done = (
            changes.take_out(desk, email, out_of) if out_of is not None else changes.move_person(desk, email, to or 0)
        )
    if session.json:
        show_json({"email": done.email, "before": done.before, "after": done.after})
        return
    words = [f"out of group {done.before}"] if done.before else []
    words += [f"into group {done.after}"] if done.after else []
    say(f"{done.name} goes {' and '.join(words)}. `ridealong invites list` shows what is due.")


@groups.command("day", cls=Command)
@click.argument("group", type=GROUP, metavar="ID")
@click.argument("other", type=day, metavar="DAY")
@pass_session
def day_(session: Session, group: int, other: date) -> None:
    """Let the group ID meet over coffee on DAY, another working day of its round, on which all of it are there.

    A draft is then pinned, so that planning leaves it as it is; of a published group, an update is then due.
    """
    with session.desk() as desk, from_the_call():
        done = group_days.move_day(desk, group, other)
    if session.json:
        show_json({"group": group_json(done.group), "before": done.before.isoformat()})
    else:
        say(f"Group {group} meets {when_words(done.group)}, not on {done.before}. `ridealong invites list` shows {DUE}")


def _mark(text: str) -> State:
    return mark_of(text, MARKS, "group")


@groups.command(cls=Command)
@click.argument("numbers", type=GROUP, metavar="ID...", nargs=-1, required=True)
@click.argument("how", type=_mark, metavar="held|missed")
@click.option("--reason", default="", help="Why; private.")
@pass_session
def mark(session: Session, numbers: tuple[int, ...], how: State, reason: str) -> None:
    """Say how the groups ID went, once they have met: held, or missed.

    A published group that is over counts as held where nobody says anything else.
    """
    with session.desk() as desk:
        done = mark_groups(desk, numbers, how, reason)
    if session.json:
        show_json({"groups": [group_json(one) for one in done]})
    for one in () if session.json else done:
        say(f"{one.program}, group {one.id}, {one.days.first}: {one.state}.")


@groups.command(cls=Command)
@click.argument("program")
@click.argument("day", type=day, metavar="DAY")
@click.option("--back", is_flag=True, help="It takes place again.")
@pass_session
def skip(session: Session, program: str, day: date, back: bool) -> None:
    """Call off what PROGRAM has on DAY: all groups that meet on it, or one day of the sponsors' series."""
    with session.desk() as desk, from_the_call():
        done = changes.skip_day(desk, program, day, back=back)
    if session.json:
        document = {"program": done.program, "day": done.day.isoformat(), "groups": list(done.groups)}
        show_json({**document, "people": done.people, "skipped": not back, "passed": list(done.passed)})
        return
    whom = f"{many(len(done.groups), 'group')} of {many(done.people, 'person', 'people')}"
    what = "takes place again" if back else "is called off"
    say(f"{done.program} on {done.day} {what}: {whom}. `ridealong invites list` shows what is due.")
    if done.passed:
        stay = many(len(done.passed), "group stays", "groups stay")
        say(f"{stay} called off: somebody of theirs is in another group by now.")


@groups.command(cls=Command)
@click.argument("group", type=GROUP, metavar="ID")
@click.option("--reason", default="", help="Why; private.")
@pass_session
def cancel(session: Session, group: int, reason: str) -> None:
    """Set the draft of the group ID aside, call a published one off, or note that one that is over was missed."""
    with session.desk() as desk:
        before = changes.cancel_group(desk, group, reason)
    if session.json:
        show_json({"id": group, "was": str(before)})
    elif before is State.PROPOSED:
        say(f"The draft of group {group} is set aside.")
    else:
        say(f"Group {group} does not take place. `ridealong invites list` shows whom to tell.")
