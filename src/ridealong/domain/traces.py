"""What tells of one person in texts: addresses and names, found as whole words and replaced."""

import re
from collections.abc import Collection, Iterable

from ridealong.domain.people import PURGED, identity

# An address within a longer one is somebody else's.
_ADDRESS_BEGINS = r"(?<![\w.+\-!#$%&*/=?^`{|}~])(?<!\w')"
_ADDRESS_ENDS = r"(?![\w\-])(?!\.\w)"


class Traces:
    """The traces of one person.

    Args:
        addresses: all that the person has or had. names: the same of names.
        stand_in: the address that takes their place.
    """

    def __init__(self, addresses: Iterable[str], names: Iterable[str], stand_in: str) -> None:
        self.addresses = frozenset(addresses)
        self.identities = frozenset(map(identity, self.addresses))
        self.names = tuple(sorted({name for name in names if name.strip()}, key=len, reverse=True))
        self.stand_in = stand_in
        spellings = sorted(self.addresses | self.identities, key=len, reverse=True)
        self._address = re.compile(
            f"{_ADDRESS_BEGINS}(?:{'|'.join(map(re.escape, spellings))}){_ADDRESS_ENDS}", re.IGNORECASE
        )

    def without_address(self, text: str) -> str:
        """A text in which the stand-in takes the place of every address of the person."""
        return self.stand_in if identity(text) in self.identities else self._address.sub(self.stand_in, text)

    def without_any(self, text: str, others: Collection[str] = (), *, shared: bool = False) -> str:
        """A text for people in which "(purged)" takes the place of names and addresses.

        Args:
            others: longer names that contain one of the person's and are left alone.
            shared: whether somebody else of the same name may be meant, too: then the name is replaced once only.
        """
        text = self._address.sub(PURGED, text)
        if not self.names:
            return text
        left = 1 if shared else len(text)

        def put(found: re.Match[str]) -> str:
            nonlocal left
            if any(found.groups()) or not left:
                return found[0]
            left -= 1
            return PURGED

        return self._named(others).sub(put, text)

    def names_in(self, text: str, others: Collection[str] = ()) -> bool:
        """Whether one of the names stands in a text, outside of addresses of the person and of others' longer names."""
        if not self.names:
            return False
        return any(not any(found.groups()) for found in self._named(others).finditer(self._address.sub("", text)))

    def _named(self, others: Collection[str]) -> re.Pattern[str]:
        """What finds the names, and in groups the longer ones of others that contain one."""
        longer = sorted((one for one in others if one not in self.names), key=len, reverse=True)
        return re.compile("|".join([*(f"({_word(one)})" for one in longer), *map(_word, self.names)]))


def _word(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)"
