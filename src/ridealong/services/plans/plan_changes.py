"""What planning again changed in the draft of a program."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from ridealong.domain.wording import many
from ridealong.planning.plan import Assignment
from ridealong.services.changes.effects import Effects, effect_sentences, effects
from ridealong.services.plans.plan_views import Someone, Visit, someone
from ridealong.services.plans.season import Season

Key = tuple[int, int, int]
"""Row ids of guest and host, and the round of the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftChange:
    """A visit of a guest before and after; None where there is none."""

    guest: Someone
    before: Visit | None
    after: Visit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanges:
    """A draft beside the one before it.

    Args:
        same: how many visits stand in both. changes: the others, by guest and round.
        effects: each term of the value, and who gains and loses.
        sentences: the changes in plain words.
    """

    same: int
    changes: tuple[DraftChange, ...]
    effects: Effects
    sentences: tuple[str, ...]


def plan_changes(season: Season, before: Iterable[Key], after: Iterable[Key]) -> PlanChanges:
    """Compare the drafts that a program had in the rounds of a season with those that it has now."""
    known = season.people.keys()
    was, now = ({key for key in keys if {*key[:2]} <= known} for keys in (before, after))
    changes = tuple(_changes(season, was, now))
    found = effects(season, _assignments(season, was), _assignments(season, now))
    same = len(was & now)
    return PlanChanges(same=same, changes=changes, effects=found, sentences=_sentences(same, changes, found))


def _changes(season: Season, was: set[Key], now: set[Key]) -> Iterable[DraftChange]:
    """What a guest lost with what came instead, each in order of rounds; by name."""
    sides: Mapping[int, tuple[list[Key], list[Key]]] = defaultdict(lambda: ([], []))
    for side, keys in enumerate((was - now, now - was)):
        for key in sorted(keys, key=lambda one: (one[2], one[1])):
            sides[key[0]][side].append(key)
    people = season.people
    for guest in sorted(sides, key=lambda one: (people[one].name.casefold(), people[one].identity)):
        for lost, got in zip_longest(*sides[guest]):
            yield DraftChange(guest=someone(people[guest]), before=_drafted(season, lost), after=_drafted(season, got))


def _drafted(season: Season, key: Key | None) -> Visit | None:
    if key is None:
        return None
    _guest, host, number = key
    return Visit(host=someone(season.people[host]), round=number, days=season.program.round_days(number))


def _assignments(season: Season, keys: set[Key]) -> list[Assignment]:
    people = season.people
    return sorted(
        Assignment(number - season.first, people[guest].identity, people[host].identity, 0, 0)
        for guest, host, number in keys
    )


def _sentences(same: int, changes: tuple[DraftChange, ...], found: Effects) -> tuple[str, ...]:
    if not changes:
        return ("No better plan was found: the draft stays as it is.",)
    both = [(one.before, one.after) for one in changes]
    kinds = {
        "in another round": sum(bool(was and now and was.host == now.host) for was, now in both),
        "with another host": sum(bool(was and now and was.host != now.host) for was, now in both),
        "new": sum(was is None for was, _now in both),
        "gone": sum(now is None for _was, now in both),
    }
    counted = ", ".join(f"{number} {word}" for word, number in kinds.items() if number)
    head = f"Beside the draft before: {many(same, 'pairing')} the same, {counted}."
    return (head, *effect_sentences(found))
