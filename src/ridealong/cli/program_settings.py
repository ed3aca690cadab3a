"""The command that changes the settings of a program."""

from collections.abc import Callable
from datetime import time
from typing import TypedDict, TypeVar, Unpack

import click

from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.program_pages import page_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.values import clock_time, from_the_call, meeting_kinds, weekday
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.domain.wording import many
from ridealong.services.programs import program_settings as service

C = TypeVar("C", bound=Callable[..., object])

_MEETINGS = (
    ("--meetings", meeting_kinds, "LIST", f"Which meetings a pairing has, of {','.join(MeetingKind)}."),
    ("--check-in-weekday", weekday, "DAY", "On which weekday they check in: Mon, Tue, ..."),
    ("--check-in-time", clock_time, "HH:MM", "When they check in."),
    ("--check-in-minutes", int, "N", "How long a check-in lasts."),
    ("--check-in-every", int, "N", "Every how many weeks they check in."),
)


class MeetingsSaid(TypedDict):
    """What the options of `meeting_options` read, by the names that a command gets them under."""

    meetings: tuple[MeetingKind, ...] | None
    check_in_weekday: int | None
    check_in_time: time | None
    check_in_minutes: int | None
    check_in_every: int | None
    no_check_ins: bool


_LIMITS = (
    ("--visits-per-guest", "N", "How often one guest may visit in all."),
    ("--host-visits", "N", "How many visits a host may have in 13 weeks{none}."),
    ("--host-rest-weeks", "N", "Weeks that a host has free between two visits."),
    ("--repeat-days", "N", "Days before the same two people meet again."),
    ("--publish-weeks", "N", "How many weeks one publishing takes."),
    ("--visit-days", "N", "How many working days one visit takes{all}."),
    ("--return-weeks", "N", "Within how many weeks the return visit should begin."),
    ("--cover-percent", "N", "How many of a team may be away on visits in one week, in percent."),
    ("--group-size", "N", "How many people meet in a small group."),
    ("--overlap-minutes", "N", "How many minutes of a day all in a composite team work at the same time."),
    ("--may-miss", "N", "How much of the weeks of a slot of a team somebody may be away, in percent."),
    ("--teams-at-once", "N", "In how many teams somebody is in one week, at most, those of other programs included."),
    ("--hand-over-weeks", "N", "How long who leaves a slot of a team and who comes are there together."),
)


class LimitsSaid(TypedDict):
    """What the options of `limit_options` read, by the names that a command gets them under."""

    visits_per_guest: int | None
    host_visits: int | None
    host_rest_weeks: int | None
    repeat_days: int | None
    publish_weeks: int | None
    visit_days: int | None
    return_weeks: int | None
    cover_percent: int | None
    group_size: int | None
    overlap_minutes: int | None
    may_miss: int | None
    teams_at_once: int | None
    hand_over_weeks: int | None


class Said(MeetingsSaid, LimitsSaid):
    """What both say."""


def limit_options(*, editing: bool) -> Callable[[C], C]:
    """The options for a command that say what planning keeps to; `editing`: of a program that there is already."""
    words = {"none": "; 0 for no limit", "all": "; 0 for all of a round"} if editing else {"none": "", "all": ""}

    def add(command: C) -> C:
        for name, metavar, text in reversed(_LIMITS):
            command = click.option(name, type=int, metavar=metavar, help=text.format(**words))(command)
        return command

    return add


FORM_LINK = click.option(
    "--form-link", metavar="URL", help="Where participants say how it went: the address of a form. Invites show it."
)


def leads_agree_option(default: bool | None) -> Callable[[C], C]:
    """The option that says whether team leads agree to drafts first; `default`: what holds where it is not given."""
    return click.option(
        "--leads-agree/--no-leads-agree",
        default=default,
        help="Whether the leads of both agree to a draft before it is published. Default: they are not asked.",
    )


def meeting_options(command: C) -> C:
    """The options for a command that say which meetings a pairing has."""
    command = click.option("--no-check-ins", is_flag=True, help="No check-ins.")(command)
    for name, reader, metavar, text in reversed(_MEETINGS):
        command = click.option(name, type=reader, metavar=metavar, help=text)(command)
    return command


_ELSEWHERE = {
    "--kind": "create another program",
    "--start": "move single pairings with `ridealong move`, or create another program",
    "--end": "move single pairings with `ridealong move`, or create another program",
    "--rounds": "create another program for the rounds to come",
    "--weeks": "create another program with rounds of that length",
}


def _refuse(_ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None:
        name = param.opts[0]
        raise click.UsageError(f"{name} of a program stays as it is: {_ELSEWHERE[name]}")


def _fixed_options(command: C) -> C:
    for name in _ELSEWHERE:
        command = click.option(name, hidden=True, expose_value=False, callback=_refuse, help="Stays as it is.")(command)
    return command


@click.command(cls=Command)
@click.argument("name")
@click.option("--name", "new_name", metavar="TEXT", help="What it is called from now on.")
@click.option("--place", metavar="TEXT", help="A room, a site or a link where pairings meet.")
@click.option("--objective", metavar="TEXT", help="Why the program exists, in business words.")
@click.option("--prepare", metavar="TEXT", help="What to prepare for a visit.")
@meeting_options
@click.option("--visit-busy/--visit-free", default=None, help="Whether a visit shows people as busy.")
@click.option("--country", metavar="CODE", help="Whose holidays count for people without a time zone: DE, US-CA, ...")
@FORM_LINK
@leads_agree_option(None)
@limit_options(editing=True)
@_fixed_options
@pass_session
def edit(
    session: Session,
    /,
    *,
    name: str,
    new_name: str | None,
    place: str | None,
    objective: str | None,
    prepare: str | None,
    visit_busy: bool | None,
    country: str | None,
    form_link: str | None,
    leads_agree: bool | None,
    **said: Unpack[Said],
) -> None:
    """Change the name of the program NAME, what invites show, or what planning keeps to; an empty TEXT clears one.

    Published pairings follow what invites show: `ridealong invites list` then shows what is due. What planning keeps to
    holds from the next plan on. The kind, the days and the rounds of a program stay as they are.
    """
    change = service.ProgramChange(
        name=new_name,
        place=place,
        objective=objective,
        prepare=prepare,
        visit_busy=visit_busy,
        country=country,
        form_link=form_link,
        leads_agree=leads_agree,
        visits_per_guest=said["visits_per_guest"],
        host_visits=said["host_visits"],
        host_rest_weeks=said["host_rest_weeks"],
        repeat_days=said["repeat_days"],
        publish_weeks=said["publish_weeks"],
        visit_days=said["visit_days"],
        return_weeks=said["return_weeks"],
        cover_percent=said["cover_percent"],
        group_size=said["group_size"],
        overlap_minutes=said["overlap_minutes"],
        may_miss=said["may_miss"],
        teams_at_once=said["teams_at_once"],
        hand_over_weeks=said["hand_over_weeks"],
        meetings=_asked(said),
    )
    if change == service.ProgramChange():
        raise click.UsageError("Name what is to change, such as --place; `ridealong program show` prints the settings")
    with session.desk() as desk, from_the_call():
        _say_changed(session, service.edit(desk, name, change))


def _asked(said: MeetingsSaid) -> MeetingsAsked:
    return MeetingsAsked(
        kinds=said["meetings"],
        weekday=said["check_in_weekday"],
        at=said["check_in_time"],
        minutes=said["check_in_minutes"],
        every_weeks=said["check_in_every"],
        no_check_ins=said["no_check_ins"],
    )


def _say_changed(session: Session, done: service.Edited) -> None:
    if session.json:
        show_json({**page_json(done.page), "added_meetings": done.added})
        return
    added = f" {many(done.added, 'meeting')} added to published pairings." if done.added else ""
    say(f"{done.page.program.name} changed.{added} `ridealong invites list` shows what is due.")
