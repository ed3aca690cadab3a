"""What is said of somebody's answer to a program, and of the days that belong to it."""

from collections.abc import Callable
from datetime import date, timedelta

from ridealong.domain.programs import EnrolmentState


def answer_words(state: EnrolmentState, until: date | None, today: date, says: Callable[[date], str] = str) -> str:
    """Where somebody stands: `agreed`, `paused until 2027-01-31`, `takes part until 2027-04-11`, `left on 2027-04-12`.

    Args:
        until: the last day of a pause; of who leaves, the last day on which they still take part.
        says: how a day is written.
    """
    if until is None:
        return str(state)
    if state is EnrolmentState.DECLINED:
        return f"left on {says(until + timedelta(days=1))}" if until < today else f"takes part until {says(until)}"
    return f"{state} until {says(until)}"


def is_leaving(state: EnrolmentState, until: date | None, today: date) -> bool:
    """Whether somebody will leave a program, and takes part until then."""
    return state is EnrolmentState.DECLINED and until is not None and until >= today
