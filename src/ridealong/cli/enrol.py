"""The command that notes who takes part in a program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import click

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.group_words import hour_json
from ridealong.cli.imports import print_report, rejection_lines
from ridealong.cli.options import Command
from ridealong.cli.outcome_values import day_order
from ridealong.cli.output import say, show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.values import day, enrolment_state, from_the_call, managers_word
from ridealong.cli.who import Named, read_who
from ridealong.domain.consent import Word
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.wording import many
from ridealong.exchange.form_days import DayOrder
from ridealong.exchange.json_out import rejection_json
from ridealong.exchange.results import Rejection
from ridealong.services.programs import consents
from ridealong.services.programs.enrolments import Consent
from ridealong.services.programs.leaving import Left, leave


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """What the options of one call say."""

    state: EnrolmentState | None
    until: date | None
    declined: bool
    leaves: bool
    first_day: date | None
    reason: str | None
    manager: Word | Literal[""] | None
    on: date | None
    mapping: Path | None
    dates: DayOrder | None
    dry_run: bool

    @property
    def of_a_form(self) -> bool:
        """Whether anything is said that is about a file of answers alone."""
        return bool(self.mapping or self.dates or self.dry_run)

    @property
    def says_what(self) -> bool:
        """Whether the call itself says what was answered."""
        return bool(self.state or self.declined or self.leaves or self.manager is not None)

    def check(self) -> None:
        """Refuse options that contradict each other."""
        if (self.state is not None) + self.declined + self.leaves > 1:
            raise click.UsageError("--state, --declined and --leaves say different things: give one of them")
        if self.first_day is not None and not self.leaves:
            raise click.UsageError("--from says from which day somebody --leaves")
        if self.on is not None and not self.manager:
            raise click.UsageError("--on is the day on which the --manager said so")
        if self.leaves and (self.until or self.manager is not None):
            raise click.UsageError("Somebody who --leaves takes part no longer: leave --until and --manager out")
        if self.of_a_form and self.says_what:
            raise click.UsageError("What a file of answers says is read from it: leave the answer out of the call")

    @property
    def consent(self) -> Consent:
        """What was answered."""
        state = EnrolmentState.DECLINED if self.declined else self.state
        if state is None and self.manager is None:
            state = EnrolmentState.AGREED
        until = self.until if state is EnrolmentState.PAUSED else None
        return Consent(state=state, until=until, reason=self.reason, manager=self.manager, manager_day=self.on)


@click.command(cls=Command)
@click.argument("program")
@click.argument("who", nargs=-1, required=True, metavar="all|EMAIL...|FILE.csv")
@click.option(
    "--state",
    type=enrolment_state,
    metavar="STATE",
    help="What they said: asked, agreed (the default), paused or declined. Only the agreed are planned.",
)
@click.option("--until", type=day, metavar="DATE", help="The last day of a pause.")
@click.option("--declined", is_flag=True, help="They declined; the same as --state declined.")
@click.option("--leaves", is_flag=True, help="They leave the program: what is still to come falls away, in one step.")
@click.option("--from", "first_day", type=day, metavar="DATE", help="From when they leave. Default: from today.")
@click.option(
    "--reason", metavar="TEXT", help="Why they declined, leave or pause: private, it stands on their own page alone."
)
@click.option(
    "--manager",
    type=managers_word,
    metavar="agreed|refused",
    help="What the manager of each said; 'none' takes it back. Whoever has one who refused is not planned.",
)
@click.option("--on", type=day, metavar="DATE", help="When the manager said so. Default: today.")
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Which question of a form is which, where their words do not tell.",
)
@click.option("--dates", type=day_order, metavar="ORDER", help="day-first or month-first, where a file does not tell.")
@click.option("--dry-run", is_flag=True, help="Of a file of answers: print the same, and change nothing.")
@pass_session
def enrol(
    session: Session,
    /,
    *,
    program: str,
    who: tuple[str, ...],
    **said: object,
) -> int:
    """Note that people take part in PROGRAM: all, some addresses, or those in a CSV file with a column email.

    `all` does not overrule who has declined or is paused; naming them does. With --manager alone their own answers stay
    as they are.

    A file may also say what each answered: the export of a Microsoft or Google form, or a file with the columns
    email,answer. Answers are read as people give them: yes, I agree, no thanks, paused until 2027-05-14; a question
    about the manager's agreement and one about the reason are read as well. Rows that cannot be taken are listed with
    what would be right; they stop no others, and the exit code is 3.
    """
    call = _Call(**said)  # type: ignore[arg-type]  # each by the name of its option, of the type that this reads
    call.check()
    file = _answers_file(who, call)
    if file is not None:
        return _import(session, program, file, call)
    with session.desk() as desk:
        named = read_who(desk, who)
        with from_the_call():
            if call.leaves:
                left = leave(desk, program, _named(named), first_day=call.first_day, reason=call.reason or "")
                _tell_left(session, left, named.rejected)
            else:
                number = consents.note(desk, program, named.who, call.consent)
                _tell(session, program, number, call.consent, named.rejected)
    return NEEDS_ATTENTION if named.rejected else DONE


def _answers_file(who: Sequence[str], call: _Call) -> Path | None:
    """The file of answers that is named, if it is one."""
    from ridealong.services.programs.import_answers import says_answers  # noqa: PLC0415 - only who names a file waits for it

    path = Path(who[0])
    if call.of_a_form and (len(who) > 1 or not path.exists()):
        raise click.UsageError("--map, --dates and --dry-run are about one file of answers: name it alone")
    if call.says_what or len(who) > 1 or not path.is_file():
        return None
    return path if call.of_a_form or says_answers(path) else None


def _import(session: Session, program: str, file: Path, call: _Call) -> int:
    from ridealong.services.programs.import_answers import import_answers  # noqa: PLC0415 - as above

    with session.desk() as desk:
        report = import_answers(desk, program, file, mapping=call.mapping, order=call.dates, dry_run=call.dry_run)
    return print_report(session, report)


def _named(named: Named) -> Sequence[str]:
    if named.who == "all":
        raise click.UsageError("Not everybody at once can leave. Name people, or a file of addresses")
    return named.who


def _tell(session: Session, program: str, number: int, said: Consent, rejected: Sequence[Rejection]) -> None:
    if session.json:
        bad = [rejection_json(one) for one in rejected]
        document: dict[str, object] = {"program": program, "enrolled": number, "state": said.state and str(said.state)}
        if said.manager is not None:
            document["manager"] = str(said.manager) or None
        show_json({**document, "rejected": bad})
        return
    show(rejection_lines(rejected))
    if said.state is None:
        say(f"The manager's word noted for {many(number, 'person', 'people')} in {program}: {said.manager or 'none'}.")
    else:
        say(f"{many(number, 'person', 'people')} newly {consents.said_words(said)} in {program}.")


def _tell_left(session: Session, left: Left, rejected: Sequence[Rejection]) -> None:
    if session.json:
        show_json(
            {
                "program": left.program,
                "people": list(left.emails),
                "from": left.first_day.isoformat(),
                "cancelled": list(left.cancelled),
                "ended": list(left.ended),
                "shorter": list(left.shorter),
                "aside": list(left.aside),
                "groups": list(left.groups),
                "hours": [{"group": number, **hour_json(hour)} for number, hour in left.hours],
                "rejected": [rejection_json(one) for one in rejected],
            }
        )
        return
    show(rejection_lines(rejected))
    say(f"{left.words}.")
    if left.due:
        say("`ridealong invites list` shows what is due.")
