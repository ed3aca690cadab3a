"""Topics of slots that nobody knows: named as soon as they are said, with the known one that may have been meant."""

from collections.abc import Iterable
from difflib import get_close_matches

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Slot
from ridealong.domain.values import read_topics
from ridealong.storage.queries.people import word_rows

_ALIKE = 0.75
"""From which likeness on, of 1, a known topic may have been meant."""


def new_topics(connection: Connection, now: Iterable[Slot], before: Iterable[Slot] = ()) -> tuple[str, ...]:
    """What is to say of topics that slots ask for and nobody knows; nothing where people know no topics at all.

    Args:
        now: the slots. before: as they were: what they asked for then is not named again.
    """
    then = {topic.casefold() for slot in before for topic in _asked(slot)}
    asked = {topic.casefold(): topic for slot in now for topic in _asked(slot)}
    asked = {key: topic for key, topic in asked.items() if key not in then}
    if not asked:
        return ()
    texts = {row["knows"] for row in word_rows(connection)}
    known = {topic.casefold(): topic for text in texts for topic in read_topics(text)}
    if not known:
        return ()
    return tuple(_words(key, topic, known) for key, topic in asked.items() if key not in known)


def _asked(slot: Slot) -> tuple[str, ...]:
    return (*slot.must, *slot.nice)


def _words(key: str, topic: str, known: dict[str, str]) -> str:
    near = get_close_matches(key, sorted(known), n=1, cutoff=_ALIKE)
    hint = f"; did you mean '{known[near[0]]}'?" if near else "."
    return f"Nobody knows '{topic}'{hint}"
