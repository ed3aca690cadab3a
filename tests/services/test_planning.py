"""Plans: what no draft ever does, and what is said of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import EnrolmentState
from ridealong.services.desk import Desk
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import plans
from ridealong.services.plans.plan_views import PlanPage
from ridealong.services.programs import programs
from services.checker import broken_rules
from services.conftest import START, buddies, csv, day, employ, it, marketing, ride_alongs, week


def rounds_of(page: PlanPage, name: str) -> list[int]:
    return [one.round for one in page.proposals if name in (one.guest.name, one.host.name)]


def duo(desk: Desk, guest: Person | None = None, host: Person | None = None) -> None:
    employ(desk, guest or it("Ana"), host or marketing("Mia"))


def test_everybody_visits_once_and_nobody_is_double_booked(small: Desk) -> None:
    page = plans.plan(small, ride_alongs(small))
    assert sorted(one.guest.name for one in page.proposals) == ["Ana", "Ben", "Cho"]
    assert all(one.state is State.PROPOSED and 0 <= one.fit <= 100 and one.why for one in page.proposals)
    assert broken_rules(small) == []
    assert page.numbers is not None
    assert (page.numbers.placed, page.numbers.proved) == (3, True)
    assert page.sentences[1:] == ("Everybody has a place.", "No plan can be better: this one is proved to be the best.")


def test_everybody_gets_a_buddy_for_the_quarter(small: Desk) -> None:
    page = plans.plan(small, buddies(small))
    assert sorted(one.guest.name for one in page.proposals) == ["Ana", "Ben", "Cho"]
    assert len({one.host.name for one in page.proposals}) == 3
    assert {one.days for one in page.proposals} == {week(0, 13)}


def test_more_guests_than_hosts_share_buddies(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), it("Cho"), marketing("Mia"))
    assert len(plans.plan(desk, buddies(desk)).proposals) == 3


@pytest.mark.parametrize("who", ["ana@x.example", "mia@x.example"])
def test_a_person_away_on_one_day_of_the_week_is_not_sent_on_a_visit(desk: Desk, who: str) -> None:
    duo(desk)
    absences.add_absences(desk, [who], day(4))
    page = plans.plan(desk, ride_alongs(desk, rounds=2))
    assert rounds_of(page, "Ana") == [1]


def test_an_absence_on_a_weekend_does_not_matter(desk: Desk) -> None:
    duo(desk)
    absences.add_absences(desk, ["ana@x.example"], Days(START + timedelta(days=5), START + timedelta(days=6)))
    assert rounds_of(plans.plan(desk, ride_alongs(desk, rounds=1)), "Ana") == [0]


def test_a_frozen_team_takes_no_part_and_the_reason_is_told(desk: Desk) -> None:
    duo(desk)
    limits.add_freeze(desk, "platform", week(0), "release week")
    page = plans.plan(desk, ride_alongs(desk, rounds=1))
    assert page.proposals == ()
    (place,) = page.open
    assert (place.guest.name, place.round, place.days) == ("Ana", 0, week(0))
    assert "Platform takes no part: release week" in place.reason
    assert place.away


def test_who_has_not_begun_or_has_left_is_not_planned(desk: Desk) -> None:
    duo(desk, it("Ana", first_day=START + timedelta(days=1), last_day=START + timedelta(days=12)))
    page = plans.plan(desk, ride_alongs(desk, rounds=3))
    assert rounds_of(page, "Ana") == [1]


def test_only_who_agreed_takes_part(small: Desk) -> None:
    name = ride_alongs(small)
    programs.enrol(small, name, ("ana@x.example",), EnrolmentState.DECLINED)
    programs.enrol(small, name, ("ben@x.example",), EnrolmentState.ASKED)
    programs.enrol(small, name, ("cho@x.example",), EnrolmentState.PAUSED, week(1).last)
    page = plans.plan(small, name)
    assert {one.guest.name for one in page.proposals} == {"Cho"}
    assert all(number >= 2 for number in rounds_of(page, "Cho"))


def test_a_guest_is_not_sent_to_two_programs_in_one_week(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Noa"))
    plans.plan(desk, ride_alongs(desk, "One", rounds=1))
    page = plans.plan(desk, ride_alongs(desk, "Two", rounds=1))
    assert page.proposals == ()
    assert "already with" in page.open[0].reason
    assert broken_rules(desk) == []


def test_who_hosts_in_one_program_does_not_visit_in_another(desk: Desk) -> None:
    duo(desk)
    plans.plan(desk, ride_alongs(desk, "One", rounds=1))
    employ(desk, it("Ben"))
    programs.enrol(desk, "One", "all")
    page = plans.plan(desk, ride_alongs(desk, "Back", rounds=1, guests=Side.MARKETING))
    assert page.proposals == ()
    assert broken_rules(desk) == []


def test_an_open_place_is_told_with_the_names_that_people_have_by_now(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Noa"))
    absences.add_absences(desk, ["mia@x.example"], day(9))
    limits.add_apart(desk, "ana@x.example", "noa@x.example")
    name = ride_alongs(desk, rounds=2, visits_per_guest=2, host_rest_weeks=0)
    plans.plan(desk, name)
    people.edit(desk, "mia@x.example", {"name": "Mia Lee"})
    (place,) = plans.page(desk, name).open
    assert place.round == 1
    assert place.reason == "Mia Lee is away and Noa is kept apart from Ana"


def test_people_kept_apart_are_not_paired_and_the_private_reason_is_not_told(desk: Desk) -> None:
    duo(desk)
    limits.add_apart(desk, "mia@x.example", "ana@x.example", "a secret quarrel")
    page = plans.plan(desk, ride_alongs(desk, rounds=1))
    assert page.proposals == ()
    assert "kept apart" in page.open[0].reason
    assert "quarrel" not in str(page)


def test_a_reporting_line_keeps_people_apart(desk: Desk) -> None:
    employ(
        desk,
        it("Ana", manager="BOS@x.example"),
        it("Bos", manager="mia@x.example"),
        marketing("Mia"),
        marketing("Noa", manager="ana@x.example"),
        marketing("Oto"),
    )
    page = plans.plan(desk, ride_alongs(desk))
    assert {(one.guest.name, one.host.name) for one in page.proposals if one.guest.name == "Ana"} == {("Ana", "Oto")}
    assert broken_rules(desk) == []


def test_people_who_hardly_work_at_the_same_time_are_not_paired(desk: Desk) -> None:
    duo(desk, it("Ana", time_zone="America/Los_Angeles"), marketing("Mia", time_zone="Europe/Berlin"))
    assert plans.plan(desk, ride_alongs(desk)).proposals == ()


@pytest.mark.parametrize(("end", "first"), [("2026-10-16", 1), ("2026-10-13", 0), ("2026-12-18", None)])
def test_the_same_two_do_not_meet_again_within_ninety_days(
    desk: Desk, tmp_path: Path, end: str, first: int | None
) -> None:
    duo(desk)
    row = f"Autumn,ride-along,ana@x.example,mia@x.example,it,2026-10-12,{end},held"
    import_history(desk, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", row))
    page = plans.plan(desk, ride_alongs(desk, rounds=2))
    assert all(number >= (first or 0) for number in rounds_of(page, "Ana"))
    assert bool(page.proposals) == (first is not None)
    assert broken_rules(desk) == []


def test_a_missed_visit_does_not_count_as_having_met(desk: Desk, tmp_path: Path) -> None:
    duo(desk)
    row = "Autumn,ride-along,ana@x.example,mia@x.example,it,2026-12-14,2026-12-18,missed"
    import_history(desk, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", row))
    assert len(plans.plan(desk, ride_alongs(desk, rounds=1)).proposals) == 1


def test_a_host_has_two_visits_a_quarter_with_two_weeks_of_rest(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), it("Cho"), it("Dov"), marketing("Mia"))
    page = plans.plan(desk, ride_alongs(desk, rounds=13))
    first, second = rounds_of(page, "Mia")
    assert second - first >= 3
    assert len(page.open) > 0
    assert broken_rules(desk) == []


def test_visits_of_another_program_count_for_a_hosts_rest(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    plans.plan(desk, ride_alongs(desk, "One", rounds=1, enrol=("ana@x.example", "mia@x.example")))
    page = plans.plan(desk, ride_alongs(desk, "Two", rounds=4, enrol=("ben@x.example", "mia@x.example")))
    assert rounds_of(page, "Mia") == [3]
    assert broken_rules(desk) == []


def test_a_visit_after_the_planned_rounds_counts_for_a_hosts_rest(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    later = START + timedelta(weeks=2)
    one = ("ana@x.example", "mia@x.example")
    plans.plan(desk, ride_alongs(desk, "Later", rounds=1, start=later, enrol=one))
    page = plans.plan(desk, ride_alongs(desk, "Two", rounds=2, enrol=("ben@x.example", "mia@x.example")))
    assert page.proposals == ()
    assert broken_rules(desk) == []


def test_a_host_takes_as_many_guests_at_once_as_stated(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), it("Cho"), marketing("Mia", capacity=2))
    assert len(plans.plan(desk, ride_alongs(desk, rounds=1)).proposals) == 2
    people.edit(desk, "mia@x.example", {"capacity": 0})
    assert plans.plan(desk, "Spring ride-alongs").proposals == ()


def test_rounds_that_have_begun_are_not_planned(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small, rounds=3)
    later = make_desk(START + timedelta(days=1))
    assert min(one.round for one in plans.plan(later, name).proposals) >= 1
    over = make_desk(START + timedelta(weeks=4))
    with pytest.raises(Refused, match=r"has no round that begins on or after 2027-02-08: it runs 2027-01-11 to"):
        plans.plan(over, name)


def test_no_rounds_are_no_plan(small: Desk) -> None:
    name = ride_alongs(small)
    for rounds in (0, -1):
        with pytest.raises(InvalidValue, match=f"{rounds} is not a number of rounds to plan. Give 1 or more"):
            plans.plan(small, name, rounds=rounds)


def test_planning_may_start_later(small: Desk) -> None:
    name = ride_alongs(small)
    page = plans.plan(small, name, start=START + timedelta(days=8))
    assert min(one.round for one in page.proposals) >= 2


def test_a_program_with_nobody_on_one_side_is_not_planned(small: Desk) -> None:
    name = ride_alongs(small, enrol=("ana@x.example",))
    with pytest.raises(Refused, match=r"Nobody on the Marketing side has agreed to take part in 'Spring ride-alongs'"):
        plans.plan(small, name)
    with pytest.raises(NotFound, match=r"There is no program 'X'"):
        plans.plan(small, "X")


def test_turns_are_shared_fairly_over_the_last_year(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa"))
    row = "Autumn,ride-along,ana@x.example,noa@x.example,it,2026-08-03,2026-08-07,held"
    import_history(desk, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", row))
    page = plans.plan(desk, ride_alongs(desk, rounds=1, enrol=("ana@x.example", "ben@x.example", "mia@x.example")))
    assert [one.guest.name for one in page.proposals] == ["Ben"]


def test_a_turn_of_more_than_a_year_ago_is_forgotten(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana", wants=("CRM",)), it("Ben"), marketing("Mia", knows=("CRM",)), marketing("Noa", "CRM"))
    row = "Old,ride-along,ana@x.example,noa@x.example,it,2025-08-04,2025-08-08,held"
    import_history(desk, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", row))
    page = plans.plan(desk, ride_alongs(desk, rounds=1, enrol=("ana@x.example", "ben@x.example", "mia@x.example")))
    assert [one.guest.name for one in page.proposals] == ["Ana"]


def test_who_fits_better_is_paired(desk: Desk) -> None:
    employ(
        desk,
        it("Ana", wants=("CRM",)),
        it("Ben", wants=("SEO",)),
        marketing("Mia", "Growth", knows=("SEO",)),
        marketing("Noa", "Growth", knows=("CRM",)),
    )
    page = plans.plan(desk, ride_alongs(desk, rounds=1))
    assert {(one.guest.name, one.host.name) for one in page.proposals} == {("Ana", "Noa"), ("Ben", "Mia")}
    assert all(one.why.startswith("learns ") for one in page.proposals)


def test_progress_is_told_and_planning_can_be_stopped_with_the_best_so_far(small: Desk) -> None:
    told: list[float] = []
    page = plans.plan(small, ride_alongs(small), progress=lambda one: told.append(one.done), cancelled=lambda: True)
    assert page.numbers is not None
    assert all(0 <= done <= 1 for done in told)
    assert broken_rules(small) == []
