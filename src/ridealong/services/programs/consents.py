"""Consent to a program: what people answered who were asked, and what their managers said, noted by a coordinator."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from ridealong.domain.charters import check_day
from ridealong.domain.consent import Word
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.programs import EnrolmentState, Program
from ridealong.domain.values import read_words
from ridealong.domain.wording import many
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.programs.enrolments import Consent, note_answers
from ridealong.storage.schema import enrolments

SAID = "the manager said so"
"""What has happened on the day of a manager's word."""
Who = Literal["all"] | Sequence[str]


def note(desk: Desk, program: str, who: Who, said: Consent, *, seen: Iterable[Seen] = ()) -> int:
    """Note what people answered, or what their managers said, all in one step; returns for how many that was new.

    Whoever has a manager who refused is not planned. A reason stands on the person's own page alone.

    Args:
        who: addresses; or `all`, who can only agree, and of whom those who declined or are paused are left alone.
        said: what; the day of a manager's word is today where it is not said.
        seen: their answers as looked at before.

    Raises:
        NotFound: there is no such program or person.
        ChangedMeanwhile: one of the answers is no longer as seen.
        InvalidValue: a pause without its last day, a reason of who neither declines nor pauses, a day still to come, or
            not an answer for all at once.
        Refused: all are to be enrolled, and one side is empty; or the program is over, and they are to take part.
    """
    said = checked(said, desk.clock.today())
    if who == "all" and (said.state is not EnrolmentState.AGREED or said.manager is not None):
        what = f"be {said.state}" if said.state and said.manager is None else "have a manager's word"
        raise InvalidValue(f"Not everybody at once can {what}", "Name people, or a file of addresses")
    with desk.changing("enrol") as step:
        found = program_named(step.connection, program)
        check_joinable(found, said.state, desk.clock.today())
        check_seen(desk, step.connection, enrolments, seen)
        number = note_answers(step, found.id, who, said)
        step.done(f"{found.name}: {many(number, 'person', 'people')} {said_words(said)}")
        return number


def checked(said: Consent, today: date) -> Consent:
    """What is said, as it can be kept; raises InvalidValue."""
    if said.state is None and said.manager is None:
        raise InvalidValue("Nothing is said", "Say what they answered, or what their manager said")
    if said.state is EnrolmentState.PAUSED and said.until is None:
        raise InvalidValue("A pause needs its last day", "Say until when", typed="Give --until YYYY-MM-DD")
    if said.reason and said.state not in (EnrolmentState.PAUSED, EnrolmentState.DECLINED):
        raise InvalidValue("A reason is kept of who declines or pauses", "Leave it out")
    return replace(
        said,
        reason=None if said.reason is None else read_words(said.reason),
        manager_day=check_day(said.manager_day or today, today, SAID),
    )


def check_joinable(program: Program, state: EnrolmentState | None, today: date) -> None:
    """Nobody begins to take part in what is over; that somebody did not can be written down still. Raises Refused."""
    if state in (EnrolmentState.AGREED, EnrolmentState.ASKED) and program.days.last < today:
        last = program.days.last
        raise Refused(f"'{program.name}' is over: it ended on {last}", "Copy it, and enrol people in the new one")


def said_words(said: Consent) -> str:
    """What became of people by an answer of theirs or of their managers, behind how many they are."""
    words = [str(said.state)] if said.state is not None else []
    if said.manager is not None:
        word = {Word.AGREED: "with the manager's agreement", Word.REFUSED: "whose manager refused"}
        words.append(word[Word(said.manager)] if said.manager else "without a manager's word")
    return ", ".join(words)
