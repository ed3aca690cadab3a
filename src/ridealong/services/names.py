"""Names in place of identities, in the planner's sentences."""

from collections.abc import Mapping, Sequence

from ridealong.domain.people import Person
from ridealong.domain.wording import listed
from ridealong.planning.said import Said


class Names:
    """The names of people, to be put into sentences.

    Args:
        people: by row id.
    """

    def __init__(self, people: Mapping[int, Person]) -> None:
        self._names = {person.identity: person.name for person in people.values()}

    def told(self, said: Said, first: int) -> str:
        """A sentence of the planner in parts, with names, and rounds as people count them: from 1.

        Args:
            first: the round of the program that is round 0 of the problem.
        """
        return said.told(lambda name: self._names.get(name, name), lambda rounds: _counted(rounds, first))


def _counted(rounds: Sequence[int], first: int) -> str:
    return f"round{'s' if len(rounds) > 1 else ''} {listed([str(one + first + 1) for one in rounds])}"
