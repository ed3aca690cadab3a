"""The fit of everybody with everybody is that of each two by themselves."""

import random
from datetime import date, time

from ridealong.domain.apart import MIN_SHARED_MINUTES
from ridealong.domain.fit import fit
from ridealong.domain.hours import place_of, shared_minutes
from ridealong.domain.people import Person, Side, WorkingHours
from ridealong.planning.problem import APART
from ridealong.services.plans.fits import fit_bytes

DAY, ZONE = date(2027, 4, 5), "Europe/Berlin"
TOPICS = ("SEO", "Press", "Data", "Mail", "Brand", "Cloud", "Tests")


def somebody(rng: random.Random, side: Side, number: int) -> Person:
    start = rng.choice([6, 9, 9, 13])
    return Person(
        email=f"{side}{number}@x.example",
        name=f"{side} {number}",
        side=side,
        team=rng.choice("ABC"),
        time_zone=rng.choice(["", "Europe/Lisbon", "Asia/Tokyo"]),
        hours=WorkingHours(time(start), time(start + 8)),
        knows=tuple(one.lower() for one in rng.sample(TOPICS, rng.randint(0, 5))),
        wants=tuple(rng.sample(TOPICS, rng.randint(0, 5))),
    )


def test_each_cell_is_the_fit_of_the_two() -> None:
    rng = random.Random(7)
    for guest_side, host_side in ((Side.IT, Side.MARKETING), (Side.MARKETING, Side.IT)):
        guests = [somebody(rng, guest_side, number) for number in range(12)]
        hosts = [somebody(rng, host_side, number) for number in range(9)]
        met = {(0, 0): 1, (3, 4): 2, (11, 8): 30}
        teams = {("A", "B"): 1, ("B", "B"): 4}
        cells = fit_bytes(guests, hosts, day=DAY, zone=ZONE, met=met, team_meetings=teams, apart=[(5, 5)])
        for row, guest in enumerate(guests):
            for column, host in enumerate(hosts):
                minutes = shared_minutes(place_of(guest, ZONE), place_of(host, ZONE), DAY)
                both = (guest.team, host.team) if guest_side is Side.IT else (host.team, guest.team)
                points = fit(
                    guest,
                    host,
                    shared_minutes=minutes,
                    team_meetings=teams.get(both, 0),
                    met=met.get((row, column), 0),
                ).points
                closed = minutes < MIN_SHARED_MINUTES or (row, column) == (5, 5)
                assert cells[row * len(hosts) + column] == (APART if closed else points)
