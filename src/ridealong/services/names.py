"""Names in place of addresses, in the planner's sentences: it knows people by identity alone."""

import re
from collections.abc import Mapping

from ridealong.domain.people import Person

_ADDRESS = re.compile(r"[^\s,;()\"]+@[^\s,;()'\"]*[^\s,;()'\".]")
_PLACE = re.compile(r"\bpins\[\d+\]: ")
_CODE = re.compile(r" \((?:rest|max_visits|max_turns|repeat_gap)\)")
_ROUND = re.compile(r"(\brounds? |(?<=\d) and )(\d+)")


class Names:
    """The names of people, to be put into sentences.

    Args:
        people: by row id.
    """

    def __init__(self, people: Mapping[int, Person]) -> None:
        self._names = {person.identity: person.name for person in people.values()}

    def put_into(self, sentence: str) -> str:
        """A sentence with names where it had identities; an address that is nobody's stays."""
        return _ADDRESS.sub(lambda match: self._names.get(match[0], match[0]), sentence)

    def put_into_rule(self, sentence: str, first: int) -> str:
        """A rule that the planner says is broken, with names, and rounds as people count them: from 1.

        Args:
            first: the round of the program that is round 0 of the problem.
        """
        plain = _PLACE.sub("", _CODE.sub("", sentence))
        return self.put_into(_ROUND.sub(lambda match: f"{match[1]}{int(match[2]) + first + 1}", plain))
