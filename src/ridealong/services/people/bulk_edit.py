"""Several people changed in one step: the same value for all, and topics added or taken away."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Person
from ridealong.domain.wording import listed, many, several
from ridealong.services.desk import Desk
from ridealong.services.found import people_named
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.storage import records
from ridealong.storage.schema import people

TOGETHER = ("team", "role", "site", "manager", "time_zone", "hours", "capacity", "first_day", "last_day")
"""Properties that several people can be given at once: those that are not each one's own, and not the side."""
TOPICS = ("knows", "wants")


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkChange:
    """What becomes of each of some people.

    Args:
        values: by property of `TOGETHER`, or of `TOPICS` to replace all of them: the value for everybody.
        add, take: by property of `TOPICS`: the topics that everybody gets, or that nobody keeps, in any letter case.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    add: Mapping[str, Sequence[str]] = field(default_factory=dict)
    take: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The properties that it is about."""
        return tuple(dict.fromkeys((*self.values, *self.add, *self.take)))

    def of(self, person: Person) -> Person:
        """A person as changed; raises InvalidValue where the values do not go together."""
        changes = dict(self.values)
        for name in (*self.add, *self.take):
            before = changes.get(name, getattr(person, name))
            changes[name] = _topics(before, self.add.get(name, ()), self.take.get(name, ()))
        # Values are those of `read_property`, and a Person checks whether they go together.
        return replace(person, **changes)  # type: ignore[arg-type]  # the fields of a person, each checked by itself


def _topics(before: object, add: Iterable[str], take: Collection[str]) -> tuple[str, ...]:
    gone = {one.casefold() for one in take}
    kept = {one.casefold(): one for one in before if one.casefold() not in gone} if isinstance(before, tuple) else {}
    for one in add:
        kept.setdefault(one.casefold(), one)
    return tuple(kept.values())


def edit_all(desk: Desk, emails: Sequence[str], change: BulkChange, *, seen: Iterable[Seen] = ()) -> tuple[Person, ...]:
    """Change some people alike, all in one step.

    Args:
        seen: the people as they were looked at before.

    Returns:
        Those whom it changed, as changed; who was so already is not among them.

    Raises:
        NotFound: there is no such person.
        ChangedMeanwhile: one of them is no longer as they were seen.
        InvalidValue: nothing is to change, a property is not one for several people, or for one of them the values do
            not go together; then nobody is changed.
    """
    _check(change)
    with desk.changing("people edit") as step:
        check_seen(desk, step.connection, people, seen)
        known = people_named(step.connection, emails)
        changed = {row_id: change.of(person) for row_id, person in known.items()}
        different = {row_id: one for row_id, one in changed.items() if one != known[row_id]}
        step.work.update(people, {row_id: _cells(known[row_id], one) for row_id, one in different.items()})
        who = f"{many(len(different), 'person', 'people')}"
        named = f" ({several([one.name for one in different.values()])})" if different else ""
        step.done(f"{who}{named}: {listed([name.replace('_', ' ') for name in change.names])} changed")
        return tuple(different.values())


def _cells(before: Person, after: Person) -> dict[str, object]:
    was, now = records.person_row(before), records.person_row(after)
    return {name: value for name, value in now.items() if was[name] != value}


def _check(change: BulkChange) -> None:
    if not change.names:
        raise InvalidValue("There is nothing to change", "Say what is to be different, such as the team")
    for name in change.values:
        if name not in (*TOGETHER, *TOPICS):
            raise InvalidValue(f"The {name} of several people cannot be changed at once", "Edit them one by one")
    for name in (*change.add, *change.take):
        if name not in TOPICS:
            raise InvalidValue(f"'{name}' holds no topics", f"Topics are what somebody {' or '.join(TOPICS)}")
