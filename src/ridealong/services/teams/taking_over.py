"""From when to when somebody takes over a slot of a composite team, between who was in it before and who comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days, is_workday, monday_on_or_after
from ridealong.domain.pairings import State
from ridealong.services.teams.asked import Asked
from ridealong.services.teams.embed_rows import insert_embeds
from ridealong.services.teams.running import workday_before
from ridealong.storage.schema import embeds
from ridealong.storage.work import Step

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What somebody can take over of a slot.

    Args:
        first, last: from when to when; there is nothing where the one lies behind the other.
        following: who comes into the slot next; None for nobody.
        after: the id of the embed whose place is taken; None where nobody was there before.
    """

    first: date
    last: date
    following: Embed | None
    after: int | None

    @property
    def days(self) -> Days | None:
        """The days; None where there are none."""
        return Days(self.first, self.last) if self.first <= self.last else None

    def moves(self, person_id: int) -> Embed | None:
        """The embed that begins earlier where whoever takes over follows anyhow; None where it is somebody else."""
        one = self.following
        if one is None or one.person_id != person_id or one.state is not State.PUBLISHED or self.days is None:
            return None
        return one if _workday(self.last + _DAY) == _workday(one.days.first) else None


def gap(gone: Embed, beside: Sequence[Embed], on: date, first: date, last: date) -> Gap:
    """What somebody can take over of the slot of whoever leaves it.

    No more than two are in a slot at once: who takes over from somebody to whom another one still hands over comes
    once that one has left.

    Args:
        gone: who leaves. on: their last day; before the first, they never begin. beside: the others in the slot.
        first: the first day that is asked for. last: that of the slot.
    """
    begins = on >= gone.days.first
    before = [one for one in beside if one.days.first < gone.days.first or one.id == gone.after]
    if begins and before:
        first = max(first, *(one.days.last + _DAY for one in before))
    first = _workday(first)
    after = [one for one in beside if one not in before and one.days.last >= first and one.days.last > on]
    following = min(after, key=lambda one: one.days, default=None)
    if following is not None:
        last = min(last, workday_before(following.days.first))
    return Gap(first=first, last=last, following=following, after=gone.id if begins else gone.after)


def take_over(step: Step, asked: Asked, found: Gap, moved: Embed | None) -> None:
    """Let somebody take over, or come earlier who follows anyhow; the meetings of the team are not seen to.

    Args:
        moved: the embed of whoever follows that begins earlier; None for a new one.
    """
    if moved is None:
        insert_embeds(step, [asked.row(State.PUBLISHED, after=found.after)])
    else:
        step.work.update(embeds, {moved.id: {"first_day": asked.days.first, "after_id": found.after}})


def _workday(day: date) -> date:
    return day if is_workday(day) else monday_on_or_after(day)
