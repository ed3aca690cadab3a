"""The command for the bad morning on which somebody cannot come."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import click

from ridealong.cli.documents import days_json
from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.group_words import hour_json
from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.questions import ask_first
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import day, days
from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import kind_words
from ridealong.domain.values import quoted
from ridealong.domain.wording import listed
from ridealong.services.ill import ill as service
from ridealong.services.ill.ill_views import (
    BadMorning,
    ChoiceKind,
    Choices,
    DueInvite,
    Touched,
    TouchedEmbed,
    TouchedGroup,
)

_PAIRING, _GROUP, _EMBED = "", "g", "e"
"""What stands before the number of each."""


class _Chosen(NamedTuple):
    """What is to be done about a pairing, a group or an embed; `what` is the letter before its number."""

    what: str
    number: int
    code: str


def _choice(text: str) -> _Chosen:
    """A pairing, a group or an embed and what is to be done about it: `12=shorten`, `g3=leave`, `e4=leave`."""
    named, equals, code = (part.strip() for part in text.partition("="))
    what = next((one for one in (_GROUP, _EMBED) if named.casefold().startswith(one)), _PAIRING)
    number = named[len(what) :]
    if not (equals and code and number.isascii() and number.isdigit()):
        raise click.BadParameter(
            f"'{quoted(text)}' is not a choice. Write the number of the pairing and what to do: 12=shorten, 12=2; "
            "g before that of a group: g3=leave; e before that of an embed: e4=leave"
        )
    return _Chosen(what, int(number), code)


@click.command(cls=Command)
@click.argument("email")
@click.option("--from", "first", type=day, metavar="DAY", help="The first day away; default: today.")
@click.option("--until", "last", type=day, metavar="DAY", help="The last day away; default: the end of this week.")
@click.option(
    "--choose",
    "chosen",
    type=_choice,
    multiple=True,
    metavar="PAIRING=CHOICE",
    help="What to do about a pairing, by code or by number as listed: 12=shorten, 12=later:5, 12=2; about a group: "
    "g3=leave; about an embed: e4=back-fill:EMAIL, e4=leave. Repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Print what could be done and what would become due; change nothing.")
@pass_session
def ill(
    session: Session,
    *,
    email: str,
    first: date | None,
    last: date | None,
    chosen: tuple[_Chosen, ...],
    dry_run: bool,
) -> int:
    """EMAIL cannot come: settle every published visit and meeting that touches, in one step.

    Notes the absence and lists what can be done about each pairing, the best first: a stand-in of the host's own team,
    a shorter visit (days already held stay), a later round, or to cancel it; meetings around a visit move to a day on
    which both can; a group over coffee meets without EMAIL, on another day, or not at all. What is best is done unless
    --choose says otherwise. A composite team goes on without EMAIL; where they miss more of its weeks than the program
    allows, somebody can take over (back-fill) or the slot be left, which is done only with --choose. Prints the
    invites that become due, and a text for a chat that does not say why somebody is away. One `ridealong undo` takes
    all of it back.
    """
    choices, groups, embeds = (_of(chosen, what) for what in (_PAIRING, _GROUP, _EMBED))
    with session.desk() as desk:
        span = _span(first, last, desk.clock.today())
        with progress_line("Looking at what that touches"):
            found = service.look(desk, email, span, choices, groups=groups, embeds=embeds)
        if not session.json:
            _print(session, found)
        if not dry_run:
            ask_first(session, f"Note that {found.person.name} is away {found.days}, and do what is marked?")
            service.settle(desk, email, span, choices, groups=groups, embeds=embeds, shown=found)
    if session.json:
        show_json(_document(found, changed=not dry_run))
    if dry_run:
        say("A dry run: nothing was changed.")
        return DONE
    say(f"{found.person.name} is away {found.days}; {found.settled or 'nothing is settled'}.")
    if found.invites:
        say("Next: ridealong invites export --out DIR")
    kept = any(one.chosen.kind is ChoiceKind.KEEP for one in found.groups) or any(one.is_open for one in found.embeds)
    return NEEDS_ATTENTION if kept or any(_is_open(one) for one in found.touched) else DONE


def _of(chosen: tuple[_Chosen, ...], what: str) -> Choices:
    """What was chosen about pairings, about groups or about embeds, by number."""
    return {one.number: one.code for one in chosen if one.what == what}


def _span(first: date | None, last: date | None, today: date) -> Days:
    """The days that are meant."""
    start = first or today
    end = last or max(start, service.usual_days(max(start, today)).last)
    return days(start, end)


def _is_open(one: Touched) -> bool:
    return one.visit and one.chosen.kind is ChoiceKind.KEEP


def _print(session: Session, found: BadMorning) -> None:
    for one in found.touched:
        show([f"Pairing {one.pairing}: {_about(one)}"])
        _print_choices(session, one)
        show([*(f"Not possible: {each.person.name} ({each.why})" for each in one.not_possible), ""])
    for group in found.groups:
        who = listed([each.name for each in group.people])
        show([f"Group {group.group}: {who}, {group.day} ({group.program})"])
        _print_choices(session, group)
        show([""])
    for embed in found.embeds:
        show([*_embed_lines(embed)])
        if embed.choices:
            _print_choices(session, embed)
        show([""])
    if found.invites:
        titles = ("Of", "Invite", "Meeting", "Day", "To")
        print_table(session, titles, list(_invite_rows(found)), right=("Of",))
        show([""])
    show(["For a chat:", "", *found.text.splitlines()])


def _about(one: Touched) -> str:
    what = "hosts" if one.hosting else "visits"
    whom = (one.host, one.guest) if one.hosting else (one.guest, one.host)
    if one.visit:
        return f"{whom[0].name} {what} {whom[1].name}, {one.days} ({one.program})"
    meetings = ", ".join(f"{each.kind} on {each.day}" for each in one.meetings)
    return f"{whom[0].name} and {whom[1].name}: {meetings} ({one.program})"


def _embed_lines(one: TouchedEmbed) -> Iterator[str]:
    yield f"Embed {one.embed}: {one.team}, slot {one.slot}, {one.share} %, {one.days} ({one.program})"
    if one.choices:
        yield f"Away for {one.missed} of {one.weeks} weeks, which is more than the program allows."
    if one.nobody:
        yield f"Nobody can take over: {one.nobody}."
    if one.meetings:
        yield f"The team meets as planned on {listed([str(day) for day in one.meetings])}."
    if one.left_out:
        yield f"The team does not meet on {listed([str(day) for day in one.left_out])}: fewer than two could come."


def _print_choices(session: Session, one: Touched | TouchedGroup | TouchedEmbed) -> None:
    rows = [
        ("*" if choice == one.chosen else "", number, choice.code, choice.words)
        for number, choice in enumerate(one.choices, 1)
    ]
    print_table(session, ("", "No", "Choice", "What"), rows, right=("No",))


def _invite_rows(found: BadMorning) -> Iterator[tuple[object, ...]]:
    for one in found.touched:
        for invite in one.invites:
            yield one.pairing, invite.what, invite.kind, invite.start, ", ".join(invite.to)
    for group in found.groups:
        for invite in group.invites:
            yield f"g{group.group}", invite.what, invite.kind, invite.start, ", ".join(invite.to)
    for embed in found.embeds:
        for invite in embed.invites:
            kind = kind_words(invite.kind, team=invite.team)
            yield f"e{embed.embed}", invite.what, kind, invite.start, ", ".join(invite.to)


def _document(found: BadMorning, *, changed: bool) -> dict[str, object]:
    return {
        "email": found.person.email,
        **days_json(found.days),
        "pairings": [_pairing(one) for one in found.touched],
        "groups": [_group(one) for one in found.groups],
        "embeds": [_embed(one) for one in found.embeds],
        "text": found.text,
        "changed": changed,
    }


def _pairing(one: Touched) -> dict[str, object]:
    return {
        "id": one.pairing,
        "program": one.program,
        "guest": one.guest.email,
        "host": one.host.email,
        **days_json(one.days),
        "away": "host" if one.hosting else "guest",
        "visit": one.visit,
        "running": one.running,
        "meetings": [{"kind": str(each.kind), "day": each.day.isoformat()} for each in one.meetings],
        "choices": _choices(one),
        "not_possible": [{"email": each.person.email, "why": each.why} for each in one.not_possible],
        "invites": [_invite(each) for each in one.invites],
    }


def _group(one: TouchedGroup) -> dict[str, object]:
    return {
        "id": one.group,
        "program": one.program,
        "people": [each.email for each in one.people],
        "day": one.day.isoformat(),
        "choices": [
            {**said, "hour": each.hour and hour_json(each.hour)}
            for said, each in zip(_choices(one), one.choices, strict=True)
        ],
        "invites": [_invite(each) for each in one.invites],
    }


def _embed(one: TouchedEmbed) -> dict[str, object]:
    return {
        "id": one.embed,
        "program": one.program,
        "team": one.team,
        "slot": one.slot.number,
        "slot_name": one.slot.name,
        "share": one.share,
        **days_json(one.days),
        "meetings": [day.isoformat() for day in one.meetings],
        "left_out": [day.isoformat() for day in one.left_out],
        "missed": one.missed,
        "weeks": one.weeks,
        "choices": _choices(one),
        "no_back_fill": one.nobody or None,
        "invites": [_invite(each) for each in one.invites],
    }


def _choices(one: Touched | TouchedGroup | TouchedEmbed) -> list[dict[str, object]]:
    return [
        {"number": number, "choice": each.code, "what": each.words, "chosen": each == one.chosen}
        for number, each in enumerate(one.choices, 1)
    ]


def _invite(one: DueInvite) -> dict[str, object]:
    return {
        "invite": one.what,
        "kind": str(one.kind),
        "summary": one.summary,
        "start": one.start.isoformat(),
        "to": list(one.addresses),
    }
