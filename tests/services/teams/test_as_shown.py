"""A change of a composite team is done as it was shown, or not at all: two desks, one of which was faster."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from conftest import CONFIG
from ridealong.domain.errors import ChangedMeanwhile
from ridealong.services.desk import Desk, open_desk
from ridealong.services.people import people
from ridealong.services.teams import ending, extending, filling, leaving
from ridealong.services.teams.running import Previewed
from services.teams.inside import embeds_in
from services.teams.made import ANALYST, EMBEDS, ENGINEER, LOYALTY, PLANNER, composite, embed, team, weeks

ANA, BEN, MIA = (f"{name}@x.example" for name in ("ana", "ben", "mia"))
FRIDAY, LATER = weeks(0, 3).last, weeks(0, 9).last

Change = Callable[[Desk, Previewed | None], Previewed]
"""A change that is shown first: what was shown, or None to show it; returns what it comes to."""


@pytest.fixture
def runs(small: Desk) -> Desk:
    """Ana and Mia are in a team of eight weeks."""
    composite(small, cover_percent=100)
    found = team(small)
    embed(small, found, ENGINEER, ANA)
    embed(small, found, PLANNER, MIA)
    return small


@pytest.fixture
def other(runs: Desk, database: str) -> Iterator[Desk]:
    """Another desk on the same database."""
    with closing(open_desk(database, clock=runs.clock, config=CONFIG)) as desk:
        yield desk


def _leave(desk: Desk, shown: Previewed | None) -> Previewed:
    more = {"dry_run": shown is None, "shown": shown}
    return leaving.leave(desk, EMBEDS, LOYALTY, ANA, on=FRIDAY, instead=BEN, **more)  # type: ignore[arg-type]  # by name


def _extend(desk: Desk, shown: Previewed | None) -> Previewed:
    more = {"dry_run": shown is None, "shown": shown}
    return extending.extend(desk, EMBEDS, LOYALTY, LATER, **more)  # type: ignore[arg-type]  # by name


def _end(desk: Desk, shown: Previewed | None) -> Previewed:
    more = {"dry_run": shown is None, "shown": shown}
    return ending.end(desk, EMBEDS, LOYALTY, FRIDAY, **more)  # type: ignore[arg-type]  # by name


def _fill(desk: Desk, shown: Previewed | None) -> Previewed:
    more = {"dry_run": shown is None, "shown": shown}
    return filling.back_fill(desk, EMBEDS, LOYALTY, ANALYST, BEN, **more)  # type: ignore[arg-type]  # by name


CHANGES = pytest.mark.parametrize("change", [_leave, _extend, _end, _fill])


def goes_early(desk: Desk) -> None:
    """Mia leaves the team before anybody else does."""
    leaving.leave(desk, EMBEDS, LOYALTY, MIA, on=weeks(0, 1).last)


@CHANGES
def test_what_was_shown_is_done_where_nothing_of_it_has_changed(runs: Desk, other: Desk, change: Change) -> None:
    shown = change(runs, None)
    people.edit(other, "oto@x.example", {"site": "Attic"})
    assert change(runs, shown).sentences == shown.sentences
    other.close()


@CHANGES
def test_what_would_be_something_else_by_now_is_not_done(runs: Desk, other: Desk, change: Change) -> None:
    shown = change(runs, None)
    goes_early(other)
    other.close()
    before, version = embeds_in(runs), runs.version()
    with pytest.raises(ChangedMeanwhile, match=r"What was shown is not so any more: .*: Embeds: Mia leaves") as error:
        change(runs, shown)
    assert error.value.by == "pat"
    assert (embeds_in(runs), runs.version()) == (before, version)
    again = change(runs, None)
    assert again.sentences != shown.sentences
    assert change(runs, again).sentences == again.sentences
