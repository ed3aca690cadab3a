"""The commands about what attendees answer to invites."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.cli.values import day
from ridealong.domain.replies import Answer, Moment
from ridealong.domain.wording import many
from ridealong.services.replies import answers as service
from ridealong.services.replies import typed_answers
from ridealong.services.replies.replies import TakenReplies, take

if TYPE_CHECKING:
    from ridealong.services.replies.sorted_replies import SortedReply


@click.command("replies", cls=Command)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="Print the same, and change nothing.")
@pass_session
def replies(session: Session, files: tuple[Path, ...], dry_run: bool) -> int:
    """Read replies to invites from each FILE and keep what they answer.

    A FILE is a calendar file (.ics), a mail (.eml), a mail box (mbox), or a folder of these (a Maildir too). The same
    reply twice is harmless. What is stale, unknown or unreadable is listed and not applied; the exit code is then 3.
    Of more than 1,000 unknown or unreadable ones the rest is only counted (`more_unknown`, `more_rejected`).
    """
    with session.desk() as desk, progress_line("Reading replies") as told:
        report = take(desk, files, dry_run=dry_run, progress=told)
    if session.json:
        show_json(_document(report))
    else:
        show(_lines(report))
    if dry_run:
        say("A dry run: nothing was changed.")
    return DONE if report.complete else NEEDS_ATTENTION


def _document(report: TakenReplies) -> dict[str, object]:
    return {
        "applied": [_reply_json(one) for one in report.applied],
        "stale": [{**_reply_json(one), "problem": one.why} for one in report.stale],
        "unknown": [{**_reply_json(one), "problem": one.why} for one in report.unknown],
        "repeated": report.repeated,
        "rejected": [{"source": one.source, "problem": one.problem} for one in report.rejected],
        **({"more_unknown": report.more_unknown} if report.more_unknown else {}),
        **({"more_rejected": report.more_rejected} if report.more_rejected else {}),
    }


def _reply_json(one: "SortedReply") -> dict[str, object]:
    return {
        "uid": one.uid,
        "kind": None if one.kind is None else str(one.kind),
        "summary": one.summary,
        "email": one.email,
        "answer": str(one.answer),
        "occurrence": _moment_json(one.occurrence),
        "proposed": _proposed_json(one.proposed),
        "comment": one.comment,
        "delegate": one.delegate,
        "source": one.source,
    }


def _proposed_json(proposed: tuple[Moment, Moment] | None) -> dict[str, object] | None:
    return None if proposed is None else {"start": _moment_json(proposed[0]), "end": _moment_json(proposed[1])}


def _moment_json(moment: Moment | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _lines(report: TakenReplies) -> Iterator[str]:
    yield from (f"applied    {_reply_words(one)}" for one in report.applied)
    yield from (f"stale      {_reply_words(one)}: {one.why}" for one in report.stale)
    yield from (f"unknown    {_reply_words(one)}: {one.why}" for one in report.unknown)
    yield from (f"rejected   {one.source}: {one.problem}" for one in report.rejected)
    counts = [f"{len(report.applied)} applied", f"{report.repeated} known already", f"{len(report.stale)} stale"]
    unknown, rejected = (len(report.unknown) + report.more_unknown, len(report.rejected) + report.more_rejected)
    counts += [f"{unknown} unknown", f"{rejected} rejected"]
    yield ", ".join(counts)


def _reply_words(one: "SortedReply") -> str:
    about = one.summary or one.uid
    when = f", {one.occurrence}" if one.occurrence else ""
    return f"{one.email} {answer_words(one.answer, one.proposed, one.delegate)}, {about}{when}"


def answer_words(answer: Answer, proposed: tuple[Moment, Moment] | None, delegate: str) -> str:
    """An answer with the time that it proposes, or who comes instead."""
    if proposed is not None:
        return f"{answer} {proposed[0]} to {proposed[1]}"
    return f"{answer} to {delegate}" if delegate else str(answer)


@click.command("answers", cls=Command)
@click.option("--program", default="", metavar="NAME", help="Only meetings of this program.")
@click.option("--declined", is_flag=True, help="Only what somebody has declined.")
@click.option("--unanswered", is_flag=True, help="Only what somebody has not answered as it stands now.")
@click.option("--waiting", type=click.IntRange(min=1), default=None, metavar="N", help="Only what has waited N days.")
@pass_session
def answers(session: Session, /, *, program: str, declined: bool, unanswered: bool, waiting: int | None) -> None:
    """List who has answered what to the invites of coming meetings: first what needs attention, then by day."""
    with session.desk() as desk, progress_line("Working out the meetings"):
        found = service.rows(desk, program, declined=declined, unanswered=unanswered, waiting=waiting or 0)
    if session.json:
        show_json({"answers": [_answer_json(one) for one in found]})
        return
    heads = ("Meeting", "Day", "Kind", "Summary", "Who", "Answer", "When", "Comment")
    print_table(session, heads, _table(found), right=("Meeting",))
    waiting, declines = sum(one.unanswered for one in found), sum(one.needs_attention for one in found)
    say(f"{many(len(found), 'answer')}, {waiting} to come, {declines} to look at.")


def _table(found: Sequence[service.AnswerRow]) -> Iterator[Sequence[object]]:
    for one in found:
        words = "-" if one.answer is None else answer_words(one.answer, one.proposed, one.delegate)
        stale = "" if one.current else " (an earlier time)"
        stamp = "" if one.stamp is None else f"{one.stamp:%Y-%m-%d}"
        day_ = one.occurrence or one.start
        yield (one.named, day_, one.kind, one.summary, one.name or one.email, words + stale, stamp, one.comment)


def _answer_json(one: service.AnswerRow) -> dict[str, object]:
    return {
        "meeting": one.meeting or None,
        "group": one.group or None,
        "team": one.team or None,
        "embed": one.embed or None,
        "series": one.series or None,
        "uid": one.uid,
        "kind": str(one.kind),
        "program": one.program,
        "pairing": one.pairing or None,
        "summary": one.summary,
        "start": one.start.isoformat(),
        "email": one.email,
        "answer": None if one.answer is None else str(one.answer),
        "occurrence": _moment_json(one.occurrence),
        "stamp": _moment_json(one.stamp),
        "comment": one.comment,
        "delegate": one.delegate,
        "proposed": _proposed_json(one.proposed),
        "current": one.current,
        "asked": one.asked.isoformat() if one.asked else None,
        "source": one.source,
    }


def _answer(text: str) -> Answer | None:
    word = text.strip().casefold()
    if word == "none":
        return None
    if word not in typed_answers.CAN_BE_TYPED:
        raise click.BadParameter(f"'{text}' is none of {', '.join(typed_answers.CAN_BE_TYPED)} and none")
    return Answer(word)


@click.command("answer", cls=Command)
@click.argument("meeting", metavar="MEETING|UID")
@click.argument("email")
@click.argument("answer", type=_answer, metavar="accepted|declined|tentative|none")
@click.option("--on", "day_", type=day, metavar="DAY", help="Only the occurrence of a series on this day.")
@click.option("--note", default="", metavar="TEXT", help="What was said beside it.")
@pass_session
def answer(session: Session, *, meeting: str, email: str, answer: Answer | None, day_: date | None, note: str) -> None:
    """Write down what EMAIL has answered about a meeting in the corridor; `none` takes an answer back.

    The numbers of meetings stand in `invites answers`.
    """
    with session.desk() as desk:
        done = typed_answers.record(desk, meeting, email, answer, on=day_, note=note)
    if session.json:
        show_json(
            {
                "uid": done.uid,
                "email": done.email,
                "answer": None if answer is None else str(answer),
                "occurrence": _moment_json(done.occurrence),
            }
        )
    else:
        say(f"{done.words}.")
