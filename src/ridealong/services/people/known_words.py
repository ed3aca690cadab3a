"""The teams, topics, sites, roles, zones and addresses that people have by now: what a form offers."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ridealong.domain.people import Side
from ridealong.domain.values import read_topics
from ridealong.services.desk import Desk
from ridealong.storage.queries.people import word_rows
from ridealong.storage.queries.programs import program_names


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWords:
    """What people have by now, the most frequent first.

    Args:
        teams: by side. managers: addresses of people who manage somebody.
        names: by identity of an address, who has it. programs: the names of programs, the newest first.
    """

    teams: dict[Side, tuple[str, ...]]
    topics: tuple[str, ...]
    sites: tuple[str, ...]
    roles: tuple[str, ...]
    zones: tuple[str, ...]
    managers: tuple[str, ...]
    names: dict[str, str]
    programs: tuple[str, ...]


def known_words(desk: Desk) -> KnownWords:
    """What everybody who was not removed has."""
    with desk.reading() as connection:
        rows = word_rows(connection)
        programs = tuple(program_names(connection))
    topics = Counter(topic for row in rows for text in (row["knows"], row["wants"]) for topic in read_topics(text))
    return KnownWords(
        teams={side: _ranked(row["team"] for row in rows if row["side"] == side) for side in Side},
        topics=_ranked(topics.elements()),
        sites=_ranked(row["site"] for row in rows),
        roles=_ranked(row["role"] for row in rows),
        zones=_ranked(row["time_zone"] for row in rows),
        managers=_ranked(row["manager"] for row in rows),
        names={row["identity"]: row["name"] for row in rows},
        programs=programs,
    )


def _ranked(words: Iterable[str]) -> tuple[str, ...]:
    """Words without the empty one: the most frequent first, then by the alphabet."""
    counted = Counter(word for word in words if word)
    return tuple(sorted(counted, key=lambda word: (-counted[word], word.casefold(), word)))
