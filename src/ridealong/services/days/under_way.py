"""Rounds under way in which visits of single days are still to come, as if they were to begin now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ridealong.domain.programs import Program


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a program.

    Args:
        first: rounds that begin on this day or later count as to come. since: no days before this one are left.
    """

    first: date
    since: date = date.min


def left_for(program: Program, today: date, numbers: Iterable[int]) -> Left:
    """What is left of a program where it is about some of its rounds, from 0.

    That is what has not begun; and where visits take single days, also the rest of the round under way, if that is one
    of them and any of its days are to come.
    """
    for number in numbers:
        if program.kind.by_day and 0 <= number < program.rounds:
            days = program.round_days(number)
            if days.first < today < days.last:
                return Left(days.first, today + timedelta(days=1))
    return Left(today)
