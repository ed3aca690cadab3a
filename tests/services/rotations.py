"""Small rotations for tests: who takes part, and the visits that stand."""

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from services.conftest import START, employ, it, marketing

DAYS = "Days in the life"


def rotation(desk: Desk, name: str = DAYS, **more: object) -> None:
    """One round of six weeks, in which all of a small team may be away at once."""
    values: dict[str, object] = {
        "kind": Kind.ROTATION,
        "start": START,
        "rounds": 1,
        "enrol": "all",
        "cover_percent": 100,
    }
    programs.create(desk, NewProgram(name=name, **(values | more)))  # type: ignore[arg-type]  # fields of a NewProgram by name


def legs(desk: Desk, *states: State, name: str = DAYS) -> list[Proposal]:
    """The visits of a rotation by day, of some states or all."""
    shown = [one for one in plans.page(desk, name).proposals if not states or one.state in states]
    return sorted(shown, key=lambda one: (one.days.first, one.id))


def pair(desk: Desk, guest: str, name: str = DAYS) -> tuple[Proposal, Proposal]:
    """The visit of somebody in IT, and the one back."""
    email = f"{guest.lower()}@x.example"
    there = next(one for one in legs(desk, name=name) if one.guest.email == email and one.guest_side is Side.IT)
    back = next(one for one in legs(desk, name=name) if (one.guest.email, one.host.email) == (there.host.email, email))
    return there, back


def published(desk: Desk, *pairs: tuple[str, str], others: tuple[str, ...] = (), **more: object) -> None:
    """Pairs of IT and marketing, by first names and each of a team of their own, in a round that is published.

    Args:
        others: people of marketing who take part since, and have nobody.
    """
    employ(desk, *(it(guest, f"Tech {guest}") for guest, _host in pairs))
    employ(desk, *(marketing(host, f"Brand {host}") for _guest, host in pairs))
    rotation(desk, **more)
    for guest, host in pairs:
        pins.add_pin(desk, DAYS, f"{guest.lower()}@x.example", f"{host.lower()}@x.example", 0)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS, everything=True)
    employ(desk, *(marketing(one, f"Brand {one}") for one in others))
    programs.enrol(desk, DAYS, [f"{one.lower()}@x.example" for one in others])


def on_days(desk: Desk, guest: str, there: Days, back: Days) -> None:
    """Let a pair have its visits on certain days, by first moving the one back out of the way."""
    one, other = pair(desk, guest)
    for moved, days in ((other, back), (one, there)):
        if moved.days != days:
            drafts.move(desk, moved.id, day=days.first)
