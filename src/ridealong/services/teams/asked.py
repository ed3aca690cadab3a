"""Somebody who is asked for in a slot of a composite team, and the embed that this would be."""

from dataclasses import dataclass

from ridealong.domain.composite_teams import CompositeTeam, Embed, Slot
from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import Person
from ridealong.storage.queries.people import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody for a slot on some days.

    Args:
        goes_on: whether they are in it already, so that what they know is not asked again.
    """

    team: CompositeTeam
    slot: Slot
    known: Known
    days: Days
    goes_on: bool = False

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.known.person

    def row(self, state: State, *, after: int | None = None) -> dict[str, object]:
        """The row of the embed that it would be, without its UID.

        Args:
            after: the id of the embed whose place it takes.
        """
        return {
            "program_id": self.team.program_id,
            "team_id": self.team.id,
            "slot_id": self.slot.id,
            "person_id": self.known.id,
            "side": str(self.person.side),
            "home_team": self.person.team,
            "share": self.slot.share,
            "first_day": self.days.first,
            "last_day": self.days.last,
            "state": str(state),
            "after_id": after,
            "reason": "",
        }

    def embed(self, state: State, *, number: int = 0, whole: Days | None = None) -> Embed:
        """The embed that it would be; `whole` where it lasts longer than is asked for."""
        return Embed(
            id=number,
            program_id=self.team.program_id,
            team_id=self.team.id,
            slot=self.slot.number,
            person_id=self.known.id,
            email=self.person.email,
            name=self.person.name,
            side=self.person.side,
            home_team=self.person.team,
            share=self.slot.share,
            days=whole or self.days,
            state=state,
            uid="",
        )
