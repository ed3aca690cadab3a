"""Days in the life: each of a pair visits the other, on days that suit both, and no home team is left short."""

from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk, NewDesk
from ridealong.domain.days import Days, monday_of
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services import databases
from ridealong.services.board import board_moves
from ridealong.services.changes import drafts, placing
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.invites import outbox
from ridealong.services.outcomes import history, ledger
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.asking import statements
from services.built import built
from services.conftest import START, csv, employ, it, marketing, week
from thorough import thorough_only

DAYS = "Days in the life"
IT = [f"It{number:02}" for number in range(12)]
MARKETING = [f"Mk{number:02}" for number in range(12)]


def company(desk: Desk, guests: int = 12, hosts: int = 12) -> None:
    """Teams of four on both sides."""
    employ(desk, *(it(name, f"Tech {number // 4}") for number, name in enumerate(IT[:guests])))
    employ(desk, *(marketing(name, f"Brand {number // 4}") for number, name in enumerate(MARKETING[:hosts])))


def days_in_the_life(desk: Desk, **more: object) -> None:
    values: dict[str, object] = {"kind": Kind.ROTATION, "start": START, "enrol": "all"}
    programs.create(desk, NewProgram(name=DAYS, **(values | more)))  # type: ignore[arg-type]  # fields of a NewProgram by name


@pytest.fixture
def planned(desk: Desk) -> Desk:
    return built(desk, _planned)


def _planned(desk: Desk) -> None:
    company(desk)
    days_in_the_life(desk)
    plans.plan(desk, DAYS)


def legs(desk: Desk, *states: State) -> list[Proposal]:
    shown = plans.page(desk, DAYS).proposals
    return [one for one in shown if not states or one.state in states]


def pairs(desk: Desk) -> dict[frozenset[str], list[Proposal]]:
    """The visits of each pair, by day."""
    found: dict[frozenset[str], list[Proposal]] = defaultdict(list)
    for one in sorted(legs(desk), key=lambda each: each.days.first):
        found[frozenset((one.guest.email, one.host.email))].append(one)
    return found


def test_every_pair_visits_both_ways_the_second_time_within_six_weeks(planned: Desk) -> None:
    found = pairs(planned)
    assert len(found) == 12
    for there, back in found.values():
        assert (there.guest_side, back.guest_side) == (Side.IT, Side.MARKETING)
        assert there.days.last < back.days.first <= there.days.last + timedelta(weeks=6)


def test_a_visit_takes_one_day(planned: Desk) -> None:
    assert {len(one.days) for one in legs(planned)} == {1}


def test_nobody_has_two_visits_in_a_week(planned: Desk) -> None:
    weeks = Counter((who.email, monday_of(one.days.first)) for one in legs(planned) for who in (one.guest, one.host))
    assert set(weeks.values()) == {1}


def test_at_most_one_of_a_team_of_four_is_away_in_a_week_on_either_side(planned: Desk) -> None:
    away = Counter((one.guest.team, monday_of(one.days.first)) for one in legs(planned))
    assert set(away.values()) == {1}
    assert {team for team, _week in away} == {f"{name} {number}" for name in ("Tech", "Brand") for number in range(3)}


def test_of_uneven_sides_all_of_the_larger_have_a_partner_in_turn(desk: Desk) -> None:
    company(desk, hosts=8)
    days_in_the_life(desk)
    plans.plan(desk, DAYS)
    assert len(pairs(desk)) == 12


def test_where_there_are_too_few_partners_three_go_together(desk: Desk) -> None:
    employ(desk, *(it(name, f"Tech {name}") for name in IT[:3]), *(marketing(name) for name in MARKETING[:2]))
    days_in_the_life(desk, rounds=1)
    plans.plan(desk, DAYS)
    found = pairs(desk)
    assert len(found) == 3
    hosts = Counter(there.host.email for there, _back in found.values())
    busy = next(email for email, number in hosts.items() if number == 2)
    trio = [legs for legs in found.values() if legs[0].host.email == busy]
    assert len({(there.days, back.days) for there, back in trio}) == 1


def test_absences_and_freezes_of_both_are_left_out(desk: Desk) -> None:
    company(desk, 4, 4)
    away = Days(START, START + timedelta(weeks=3, days=4))
    absences.add_absences(desk, ["it00@x.example", "mk01@x.example"], away)
    days_in_the_life(desk, rounds=1)
    plans.plan(desk, DAYS)
    for one in legs(desk):
        if {"it00@x.example", "mk01@x.example"} & {one.guest.email, one.host.email}:
            assert one.days.first > away.last


def test_visits_lie_in_the_middle_of_the_week_and_not_all_on_one_day(planned: Desk) -> None:
    weekdays = Counter(one.days.first.weekday() for one in legs(planned))
    assert set(weekdays) == {1, 2, 3}
    assert 3 * max(weekdays.values()) <= 2 * sum(weekdays.values())


def test_whoever_is_off_in_the_middle_of_the_week_visits_at_its_ends(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    for number in range(6):
        middle = START + timedelta(weeks=number)
        absences.add_absences(desk, ["ana@x.example"], Days(middle + timedelta(days=1), middle + timedelta(days=3)))
    days_in_the_life(desk, rounds=1)
    plans.plan(desk, DAYS)
    assert {one.days.first.weekday() for one in legs(desk)} <= {0, 4}


def test_the_same_people_get_the_same_days_in_another_database(new_desk: NewDesk) -> None:
    found = []
    for _ in range(2):
        desk = new_desk()
        company(desk)
        days_in_the_life(desk)
        plans.plan(desk, DAYS)
        found.append([(one.guest.email, one.host.email, one.days) for one in legs(desk)])
    assert found[0] == found[1]


def test_planning_again_leaves_what_is_as_good_as_it_was(planned: Desk) -> None:
    before = [(one.id, one.days, one.version) for one in legs(planned)]
    plans.plan(planned, DAYS)
    assert [(one.id, one.days, one.version) for one in legs(planned)] == before


def test_publishing_tells_both_of_both_visits(planned: Desk) -> None:
    done = publishing.publish(planned, DAYS)
    told = legs(planned, State.PUBLISHED)
    assert done.pairings == len(told)
    visits = [row for row in outbox.rows(planned) if row.kind == "visit"]
    assert sorted(row.start for row in visits) == sorted(one.days.first for one in told)


def test_a_visit_that_is_cancelled_takes_the_one_back_with_it(planned: Desk) -> None:
    publishing.publish(planned, DAYS)
    first = min(legs(planned, State.PUBLISHED), key=lambda one: one.days.first)
    drafts.cancel(planned, first.id)
    both = frozenset((first.guest.email, first.host.email))
    assert both not in pairs(planned)


def test_the_visit_back_can_be_cancelled_alone_and_is_owed_once_the_other_was_held(
    planned: Desk, make_desk: MakeDesk
) -> None:
    publishing.publish(planned, DAYS)
    there, back = min(pairs(planned).values(), key=lambda both: both[1].days.first)
    drafts.cancel(planned, back.id)
    later = make_desk(there.days.last + timedelta(days=1))
    history.mark(later, there.id, State.HELD)
    (debt,) = ledger.owed(later)
    assert (debt.guest_email, debt.host_email) == (there.host.email, there.guest.email)
    assert debt.due == there.days.last + timedelta(weeks=6)


def test_what_is_owed_is_planned_first_and_paid(planned: Desk, make_desk: MakeDesk) -> None:
    publishing.publish(planned, DAYS)
    there, back = min(pairs(planned).values(), key=lambda both: both[1].days.first)
    drafts.cancel(planned, back.id)
    later = make_desk(programs.show(planned, DAYS).program.round_days(0).last)
    history.mark(later, there.id, State.HELD)
    plans.plan(later, DAYS)
    paid = [one for one in legs(later, State.PROPOSED) if one.guest.email == there.host.email]
    assert there.guest.email in {one.host.email for one in paid if one.guest_side is Side.MARKETING}
    publishing.publish(later, DAYS)
    assert ledger.owed(later) == ()


def test_hosts_who_are_swapped_are_visited_and_visit_on_days_that_suit(planned: Desk) -> None:
    publishing.publish(planned, DAYS)
    one, other = [each for each in legs(planned, State.PUBLISHED) if each.guest_side is Side.IT][:2]
    drafts.swap(planned, one.id, other.id)
    found = pairs(planned)
    for guest, host in ((one.guest, other.host), (other.guest, one.host)):
        there, back = found[frozenset((guest.email, host.email))]
        assert there.days.last < back.days.first
        assert (there.state, back.state) == (State.PUBLISHED, State.PUBLISHED)
    assert frozenset((one.guest.email, one.host.email)) not in found


def test_a_visit_can_be_moved_to_another_day_but_the_one_back_not_before_it(planned: Desk) -> None:
    there, back = next(
        both for both in pairs(planned).values() if both[0].round == 0 and both[0].days.first > week(0).last
    )
    free = there.days.first + timedelta(days=1)
    drafts.move(planned, there.id, day=free)
    assert next(one for one in legs(planned) if one.id == there.id).days == Days(free, free)
    with pytest.raises(Refused, match="is to follow"):
        drafts.move(planned, back.id, day=START)


def test_a_saturday_is_no_working_day_and_nobody_is_to_blame(planned: Desk) -> None:
    there, _back = next(both for both in pairs(planned).values() if both[0].round == 0)
    saturday = week(1).first + timedelta(days=5)
    with pytest.raises(Refused, match=f"^{saturday} is no working day"):
        drafts.move(planned, there.id, day=saturday)
    outlook = board_moves.look(planned, there.id, board_moves.Wanted(day=saturday))
    assert outlook.refused == f"{saturday} is no working day"


def test_the_visit_back_goes_where_the_visit_goes(planned: Desk) -> None:
    _there, back = next(iter(pairs(planned).values()))
    with pytest.raises(Refused, match="is the visit back"):
        drafts.move(planned, back.id, 1)


def test_somebody_placed_by_hand_gets_both_days(planned: Desk) -> None:
    there, _back = next(iter(pairs(planned).values()))
    drafts.cancel(planned, there.id)
    placing.place(planned, there.guest.email, DAYS, there.round, there.host.email)
    again, back = pairs(planned)[frozenset((there.guest.email, there.host.email))]
    assert (len(again.days), len(back.days), again.pinned) == (1, 1, True)


@thorough_only
def test_a_freeze_of_a_team_is_left_out(desk: Desk) -> None:
    company(desk, 4, 4)
    frozen = Days(START, START + timedelta(weeks=2, days=4))
    limits.add_freeze(desk, "marketing", frozen, "Black Friday campaign")
    days_in_the_life(desk, rounds=1)
    plans.plan(desk, DAYS)
    assert min(one.days.first for one in legs(desk)) > frozen.last


def repaired(desk: Desk) -> list[tuple[str, Days | None]]:
    """Whose visit a repair changed, and its days from then on."""
    return [(one.guest.email, one.after.days if one.after else None) for one in repairs.repair(desk, DAYS).changes]


def test_who_is_ill_on_the_day_gets_another_one_and_nothing_else_changes(planned: Desk) -> None:
    publishing.publish(planned, DAYS)
    there, back = next(iter(pairs(planned).values()))
    others = {one.id: one.days for one in legs(planned) if one.id != there.id}
    absences.add_absences(planned, [there.guest.email], there.days)
    ((guest, days),) = repaired(planned)
    assert guest == there.guest.email
    assert days is not None
    assert days != there.days
    assert days.last < back.days.first
    assert {one.id: one.days for one in legs(planned) if one.id != there.id} == others


def test_a_visit_back_that_cannot_be_follows_later_but_in_time(planned: Desk) -> None:
    publishing.publish(planned, DAYS)
    there, back = next(iter(pairs(planned).values()))
    absences.add_absences(planned, [back.guest.email], back.days)
    ((guest, days),) = repaired(planned)
    assert guest == back.guest.email
    assert days is not None
    assert there.days.last < days.first <= there.days.last + timedelta(weeks=6)


def test_who_leaves_is_replaced_both_ways(planned: Desk) -> None:
    publishing.publish(planned, DAYS, everything=True)
    there, back = max(pairs(planned).values(), key=lambda both: both[0].days.first)
    people.edit(planned, there.host.email, {"last_day": START})
    repairs.repair(planned, DAYS)
    standing = {one.id: one for one in legs(planned)}
    assert there.id not in standing
    assert back.id not in standing
    assert not [one for one in standing.values() if there.host.email in (one.guest.email, one.host.email)]
    assert all(len(both) == 2 for both in pairs(planned).values())


def test_a_dry_run_of_a_repair_says_the_same_and_changes_nothing(planned: Desk) -> None:
    publishing.publish(planned, DAYS)
    there, _back = next(iter(pairs(planned).values()))
    absences.add_absences(planned, [there.host.email], there.days)
    before = planned.version()
    shown = repairs.repair(planned, DAYS, dry_run=True)
    assert planned.version() == before
    assert repairs.repair(planned, DAYS, shown=shown).changes == shown.changes


def test_who_is_ill_is_offered_other_days_for_it(planned: Desk, make_desk: MakeDesk) -> None:
    publishing.publish(planned, DAYS)
    there, back = next(both for both in pairs(planned).values() if both[0].days.first > week(0).last)
    morning = make_desk(there.days.first)
    found = ill.look(morning, there.host.email)
    (touched,) = [one for one in found.touched if one.pairing == there.id]
    assert touched.chosen.kind == "later"
    assert touched.chosen.days is not None
    assert there.days.last < touched.chosen.days.first < back.days.first


def test_the_weeks_to_which_a_visit_could_go_are_offered_with_a_day_each(planned: Desk) -> None:
    there, back = next(both for both in pairs(planned).values() if both[0].days.first > week(0).last)
    lifted = board_moves.lift(planned, there.id)
    assert [one.days for one in lifted.places if lifted.is_at(one)] == [there.days]
    other = next(one for one in lifted.places if not lifted.is_at(one))
    outlook = board_moves.look(planned, there.id, board_moves.Wanted(day=other.day))
    assert (outlook.refused, outlook.days) == ("", other.days)
    late = board_moves.look(planned, there.id, board_moves.Wanted(day=back.days.first))
    assert "another visit that week" in late.refused


def test_the_larger_side_visits_first_so_that_everybody_has_a_partner(desk: Desk) -> None:
    company(desk, guests=4, hosts=8)
    days_in_the_life(desk, rounds=2)
    page = plans.plan(desk, DAYS)
    assert page.program.guest_side is Side.MARKETING
    assert len({who.email for one in page.proposals for who in (one.guest, one.host)}) == 12
    assert page.sentences[0] == "16 visits of 8 pairs for 12 people in 2 rounds."


def test_who_takes_nobody_is_left_out_since_both_are_visited(desk: Desk) -> None:
    employ(desk, it("Ana", capacity=0), it("Ben", "Data"), marketing("Mia"), marketing("Noa", "Events"))
    days_in_the_life(desk, rounds=1)
    page = plans.plan(desk, DAYS)
    assert {one.email for each in page.proposals for one in (each.guest, each.host)} & {"ana@x.example"} == set()


def test_the_database_is_sound_where_three_go_together(desk: Desk) -> None:
    employ(desk, *(it(name, f"Tech {name}") for name in IT[:3]), *(marketing(name) for name in MARKETING[:2]))
    days_in_the_life(desk, rounds=1)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    assert databases.check(desk) == []


def test_publishing_is_refused_where_somebody_has_another_visit_that_week_by_now(planned: Desk, tmp_path: Path) -> None:
    one = min(legs(planned), key=lambda each: each.days.first)
    monday = monday_of(one.days.first)
    employ(planned, marketing("Zoe"))
    rows = csv(
        tmp_path,
        "program,kind,it_email,marketing_email,guest,start,end,state",
        f"Other,ride-along,{one.guest.email},zoe@x.example,it,{monday},{monday},published",
    )
    import_history(planned, rows)
    with pytest.raises(Refused, match="has another visit that week"):
        publishing.publish(planned, DAYS)


def test_who_finds_no_day_with_the_best_partner_gets_another(desk: Desk) -> None:
    ana = it("Ana", "Data", wants=("seo", "ads", "crm"), knows=("api",))
    employ(desk, ana, it("Ben"), marketing("Mia", knows=("seo", "ads", "crm"), wants=("api",)), marketing("Noa", "CRM"))
    days_in_the_life(desk, rounds=1, cover_percent=100)
    absences.add_absences(desk, ["ana@x.example"], Days(START, START + timedelta(days=18)))
    absences.add_absences(desk, ["mia@x.example"], Days(START + timedelta(days=21), START + timedelta(days=41)))
    page = plans.plan(desk, DAYS)
    assert page.open == ()
    assert set(pairs(desk)) == {
        frozenset(("ana@x.example", "noa@x.example")),
        frozenset(("ben@x.example", "mia@x.example")),
    }


def test_a_repair_leaves_open_who_finds_no_day_with_the_new_partner(desk: Desk) -> None:
    employ(desk, it("Ana", "Data"), it("Ben", "Web"), marketing("Mia", "Brand"), marketing("Noa", "CRM"))
    days_in_the_life(desk, rounds=1, cover_percent=100)
    pins.add_pin(desk, DAYS, "ana@x.example", "noa@x.example", 0)
    plans.plan(desk, DAYS)
    absences.add_absences(desk, ["ana@x.example"], Days(START, START + timedelta(days=18)))
    absences.add_absences(desk, ["mia@x.example"], Days(START + timedelta(days=21), START + timedelta(days=41)))
    people.remove(desk, "noa@x.example")
    people.remove(desk, "ben@x.example")
    done = repairs.repair(desk, DAYS)
    assert [(one.guest.name, one.reason, one.away) for one in done.open] == [
        ("Ana", "no days suit both Ana and Mia", False)
    ]
    assert next(one.after for one in done.effects.terms if one.term == "placed") == 0
    assert plans.page(desk, DAYS).open == done.open


def test_a_repair_says_to_both_on_which_day_their_visit_is_instead(planned: Desk) -> None:
    publishing.publish(planned, DAYS)
    there, _back = next(iter(pairs(planned).values()))
    absences.add_absences(planned, [there.guest.email], there.days)
    found = repairs.repair(planned, DAYS, dry_run=True)
    (changed,) = found.changes
    assert changed.after is not None
    moves = f"moves: {changed.after.days} instead of {there.days}."
    assert {one.person.email: one.sentences for one in found.told} == {
        there.guest.email: (f"The visit with {there.host.name} {moves}",),
        there.host.email: (f"The visit with {there.guest.name} {moves}",),
    }
    assert found.kept == len(legs(planned)) - 1


@thorough_only
def test_a_repair_says_the_days_of_both_visits_to_who_gets_another_partner(desk: Desk) -> None:
    company(desk)
    days_in_the_life(desk, rounds=2)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS, everything=True)
    there, back = max(pairs(desk).values(), key=lambda both: both[0].days.first)
    absences.add_absences(desk, [there.host.email], programs.show(desk, DAYS).program.round_days(1))
    told = {one.person.email: one.sentences for one in repairs.repair(desk, DAYS).told}
    by_guest = [both for both in pairs(desk).values() if both[0].guest == there.guest]
    ((new_there, new_back),) = [both for both in by_guest if both[0].round == 1]
    guest, host = new_there.guest, new_there.host
    assert told[host.email] == (
        f"A new visit: with {guest.name} ({new_there.days}).",
        f"The visit back to {guest.name}: {new_back.days}.",
    )
    assert told[guest.email][:2] == (
        f"The visit with {there.host.name} ({there.days}) does not take place; "
        f"it is with {host.name} ({new_there.days}) instead.",
        f"{host.name} visits back: {new_back.days}.",
    )
    assert told[there.host.email] == (
        f"The visit with {guest.name} ({there.days}) does not take place.",
        f"The visit with {guest.name} ({back.days}) does not take place.",
    )


@thorough_only
def test_publishing_and_repairing_ask_the_database_as_often_for_many_pairs_as_for_few(new_desk: NewDesk) -> None:
    asked = []
    for number in (4, 12):
        desk = new_desk()
        company(desk, number, number)
        days_in_the_life(desk, rounds=1)
        plans.plan(desk, DAYS)
        publish = statements(desk, lambda desk=desk: publishing.publish(desk, DAYS))
        one = legs(desk)[0]
        absences.add_absences(desk, [one.guest.email], one.days)
        repair = statements(desk, lambda desk=desk: repairs.repair(desk, DAYS, dry_run=True))
        asked.append((publish, repair))
    assert asked[0] == asked[1]


def test_who_went_with_two_keeps_both_where_one_of_them_is_there_for_a_part_of_the_round_alone(desk: Desk) -> None:
    employ(desk, *(it(name, f"Tech {name}") for name in IT[:3]), *(marketing(name) for name in MARKETING[:2]))
    days_in_the_life(desk, rounds=1, cover_percent=100)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    there = [one for one in legs(desk) if one.guest_side is Side.IT]
    hosts = Counter(one.host.email for one in there)
    one, other = (each for each in there if hosts[each.host.email] == 2)
    back = next(each for each in legs(desk) if each.host.email == one.guest.email)
    people.edit(desk, one.guest.email, {"last_day": back.days.last})
    third = next(each for each in there if hosts[each.host.email] == 1)
    absences.add_absences(desk, [third.guest.email], third.days)
    done = repairs.repair(desk, DAYS)
    assert {each.guest.email for each in done.changes} <= {third.guest.email, third.host.email}
    assert {one.id, other.id} <= {each.id for each in legs(desk, State.PUBLISHED)}
