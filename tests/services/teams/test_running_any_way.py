"""Whatever happens to a composite team while it runs, in whatever order: slots, weeks and calendars stay in order."""

from collections import Counter
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NewDesk
from ridealong.domain.composite_teams import Embed
from ridealong.domain.errors import RidealongError
from ridealong.domain.pairings import State
from ridealong.services import databases
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.journal.undo import undo
from ridealong.services.people.exchange_load import mondays_of
from ridealong.services.teams import ending, extending, filling, leaving, marking
from services.conftest import START, employ_six
from services.teams.inside import embeds_in
from services.teams.made import ANALYST, EMBEDS, ENGINEER, LOYALTY, PLANNER, composite, embed, on, team
from services.undo_cases import content
from thorough import examples, thorough_only

EVERYBODY = [f"{name}@x.example" for name in ("ana", "ben", "cho", "mia", "noa", "oto")]
SHOP = "Web shop"
TEAMS = [LOYALTY, SHOP]

DAYS = st.integers(-3, 70).map(lambda number: START + timedelta(days=number))
WHO = st.sampled_from(EVERYBODY)
LEAVE = st.tuples(st.just("leave"), WHO, DAYS, st.none() | WHO, st.none() | st.integers(0, 3))
PLACES = st.tuples(st.sampled_from([ENGINEER, ANALYST]), st.sampled_from(EVERYBODY[:3])) | st.tuples(
    st.just(PLANNER), st.sampled_from(EVERYBODY[3:])
)
FILL = st.tuples(st.just("fill"), PLACES, st.none() | DAYS)
EXTEND = st.tuples(st.just("extend"), DAYS, st.lists(WHO, max_size=1))
END = st.tuples(st.just("end"), DAYS)
MARK = st.tuples(st.just("mark"), st.sampled_from(marking.MARKS))
ACTS = st.tuples(st.integers(-7, 60), st.sampled_from(TEAMS), LEAVE | LEAVE | FILL | FILL | EXTEND | END | MARK)


def act(desk: Desk, name: str, what: tuple[object, ...]) -> bool:
    """Do it, or have it refused; returns whether it was done."""
    kind, *rest = what
    try:
        if kind == "leave":
            who, last, instead, handed = rest
            leaving.leave(desk, EMBEDS, name, who, on=last, instead=instead, hand_over_weeks=handed)  # type: ignore[arg-type]  # as drawn
        elif kind == "fill":
            (slot, who), first = rest  # type: ignore[misc]  # as drawn
            filling.back_fill(desk, EMBEDS, name, slot, who, first=first)  # type: ignore[arg-type]  # as drawn
        elif kind == "extend":
            extending.extend(desk, EMBEDS, name, rest[0], emails=rest[1])  # type: ignore[arg-type]  # as drawn
        elif kind == "end":
            ending.end(desk, EMBEDS, name, rest[0])  # type: ignore[arg-type]  # as drawn
        else:
            marking.mark(desk, EMBEDS, name, rest[0])  # type: ignore[arg-type]  # as drawn
    except RidealongError:
        return False
    return True


def check(desk: Desk) -> None:
    """See that slots, weeks and people are in order."""
    used: Counter[tuple[str, object]] = Counter()
    for name in TEAMS:
        there = [one for one in embeds_in(desk, name) if one.state not in (State.CANCELLED, State.MISSED)]
        for one, other in combinations(there, 2):
            if one.days.overlaps(other.days):
                assert one.email != other.email, (one, other)
                assert one.slot != other.slot or hands_over(one, other), (one, other)
        for one in there:
            for monday in mondays_of(one.days):
                used[one.email, monday] += one.share
    assert all(percent <= 100 for percent in used.values()), used
    assert databases.check(desk) == []


def hands_over(one: Embed, other: Embed) -> bool:
    return one.id == other.after or other.id == one.after


@thorough_only
@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=6))
def test_slots_weeks_and_calendars_stay_in_order_and_all_can_be_taken_back(
    new_desk: NewDesk, acts: list[tuple[int, str, tuple[object, ...]]]
) -> None:
    desk = new_desk()
    employ_six(desk)
    composite(desk, cover_percent=100, overlap_minutes=0)
    for name in TEAMS:
        found = team(desk, name)
        embed(desk, found, ENGINEER, "ana@x.example")
        embed(desk, found, PLANNER, "mia@x.example")
    before, done = content(desk), 0
    with TemporaryDirectory() as folder:
        for later, name, what in sorted(acts, key=lambda one: one[0]):
            done += act(on(desk, later), name, what)
            check(desk)
            now = on(desk, later)
            export_invites.export(now, Path(folder))
            assert outbox.rows(now) == ()
    for _ in range(done):
        undo(desk)
    assert content(desk) == before
