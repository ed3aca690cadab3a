"""Who is told what of a change: which invites they get, and what they mean in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ridealong.calendars.mail import recipients
from ridealong.domain.meetings import Due
from ridealong.domain.people import identity
from ridealong.domain.wording import listed, many
from ridealong.services.ill.ill_preview import due_view
from ridealong.services.ill.ill_views import DueInvite
from ridealong.services.plans.plan_views import Someone

KINDS = ("cancel", "update", "request")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody whom a change touches.

    Args:
        invites: what they get, in the order in which to send; nothing for who was never invited to what falls away.
        sentences: what changes for them.
    """

    person: Someone
    invites: tuple[DueInvite, ...]
    sentences: tuple[str, ...]

    @property
    def gets(self) -> str:
        """What they get, counted: `4 cancels and 4 requests`."""
        counts = [(what, sum(one.what == what for one in self.invites)) for what in KINDS]
        return listed([many(number, what) for what, number in counts if number] or ["no invite"])


class Words:
    """What is said to each person whom a change touches, gathered piece by piece."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[Someone, list[str]]] = {}
        self._new: set[str] = set()

    def say(self, person: Someone, sentence: str, *, new: bool = False) -> None:
        """Add what changes for somebody; `new` for who comes, so that what is an update to others is a request."""
        if new:
            self._new.add(identity(person.email))
        self._said.setdefault(identity(person.email), (person, []))[1].append(sentence)

    def told(self, items: Iterable[Due], others: str = "") -> tuple[Told, ...]:
        """All of them in the order in which they were named, with the invites of those that are due that each gets.

        Args:
            others: what is said to whoever gets an invite and was not named; empty to leave them out.
        """
        items = tuple(items)
        for who in (who for item in items for who in recipients(item.invite)) if others else ():
            if identity(who.email) not in self._said:
                self.say(Someone(email=who.email, name=who.name or who.email, team=""), others)
        found: dict[str, list[DueInvite]] = {one: [] for one in self._said}
        for item in items:
            for who in recipients(item.invite):
                one = due_view(item)
                if identity(who.email) in self._new and one.what == "update":
                    one = replace(one, what="request")
                found.setdefault(identity(who.email), []).append(one)
        people = {one: person for one, (person, _said) in self._said.items()}
        return tuple(
            Told(
                person=people[one],
                invites=tuple(invites),
                sentences=tuple(dict.fromkeys(self._said[one][1])),
            )
            for one, invites in found.items()
            if one in people
        )


def told_sentences(told: Iterable[Told]) -> tuple[str, ...]:
    """One line for each person: what they get, and what changes for them."""
    return tuple(f"{one.person.name} gets {one.gets}: {' '.join(one.sentences)}" for one in told)
