"""The planning problem of a program, where some of what is published counts as a draft."""

from itertools import combinations

from sqlalchemy import update

from conftest import TODAY
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.plans import pins, plans
from ridealong.services.plans.season import build_season
from ridealong.services.publishing import publishing
from ridealong.storage.schema import pairings
from services.conftest import ride_alongs
from thorough import thorough_only


@thorough_only
def test_published_pairings_taken_for_drafts_count_as_if_they_were(small: Desk) -> None:
    name = ride_alongs(small, rounds=3, visits_per_guest=2, host_visits=2, repeat_days=0)
    ride_alongs(small, "Other", kind=Kind.RIDE_ALONG, rounds=3)
    pins.add_pin(small, name, "ana@x.example", round=0)
    numbers = [one.id for one in plans.plan(small, name).proposals]
    publishing.publish(small, name, everything=True)
    seen = set()
    for some in [(), *combinations(numbers, 1), *combinations(numbers, 2), tuple(numbers)]:
        with small.reading() as connection:
            taken = build_season(connection, program_named(connection, name), TODAY, without=some)
        with small.store.writing() as connection:
            connection.execute(update(pairings).where(pairings.c.id.in_(some)).values(state="proposed", pinned=False))
            changed = build_season(connection, program_named(connection, name), TODAY)
            connection.rollback()
        assert taken.problem == changed.problem
        seen.add(repr(taken.problem))
    assert len(seen) > len(numbers)
