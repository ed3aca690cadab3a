"""Names in place of addresses, in the planner's sentences: it knows people by identity alone."""

import re
from collections.abc import Mapping

from ridealong.domain.people import Person

_ADDRESS = re.compile(r"[^\s,;()'\"]+@[^\s,;()'\"]*[^\s,;()'\".]")


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
