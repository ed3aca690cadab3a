"""Names and dates in place of identities and rounds, in the planner's sentences."""

from collections.abc import Iterable, Mapping, Sequence

from ridealong.domain.people import PURGED, Person, is_purged
from ridealong.domain.programs import Program
from ridealong.domain.wording import listed, many
from ridealong.planning.said import Said


class Names:
    """The names of people and the days of rounds, to be put into sentences.

    Args:
        program: whose rounds are meant.
        people: by row id. strangers: names by identity of others who may be spoken of.
    """

    def __init__(
        self, program: Program, people: Mapping[int, Person], strangers: Mapping[str, str] | None = None
    ) -> None:
        self._program = program
        self._names = {**(strangers or {}), **{person.identity: person.name for person in people.values()}}

    def name(self, identity: str) -> str:
        """What somebody is called; who is not known, by identity."""
        return self._names.get(identity, PURGED if is_purged(identity) else identity)

    def first_day(self, number: int) -> str:
        """The first day of a round of the program, from 0; it may lie past the last one."""
        return str(self._program.round_days(number).first)

    def weeks(self, rounds: int) -> str:
        """How long so many rounds in a row are."""
        return many(rounds * self._program.weeks, "week")

    def told(self, said: Said, first: int) -> str:
        """A sentence of the planner in parts, with names, rounds as people count them, from 1, and days.

        Args:
            first: the round of the program that is round 0 of the problem.
        """
        return said.told(
            self.name,
            lambda rounds: rounds_in_words(first + one for one in rounds),
            lambda number: self.first_day(first + number),
            self.weeks,
        )


def rounds_in_words(numbers: Iterable[int]) -> str:
    """Rounds of a program, from 0, in words, as people count them: "round 3", "rounds 2, 5 and 7 to 9"."""
    counted = sorted({number + 1 for number in numbers})
    runs: list[list[int]] = []
    for number in counted:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = [text for run in runs for text in _run(run)]
    return f"{'round' if len(counted) == 1 else 'rounds'} {listed(words)}"


def _run(run: Sequence[int]) -> list[str]:
    return [str(one) for one in run] if len(run) < 3 else [f"{run[0]} to {run[-1]}"]
