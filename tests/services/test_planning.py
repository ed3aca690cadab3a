"""Plans: what no draft ever does, what stays as it is, and what is said of it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from conftest import TODAY, MakeDesk, NewDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import EnrolmentState
from ridealong.services import absences, drafts, limits, people, plans, programs, publishing
from ridealong.services.desk import Desk
from ridealong.services.import_history import import_history
from ridealong.services.plan_views import PlanPage, Proposal
from ridealong.storage.schema import pairings
from ridealong.storage.schema import people as people_table
from ridealong.storage.schema import plans as plans_table
from services.checker import broken_rules
from services.conftest import START, buddies, csv, day, employ, it, marketing, ride_alongs, week
from thorough import examples


def pairs(page: PlanPage) -> set[tuple[str, str, int]]:
    return {(one.guest.name, one.host.name, one.round) for one in page.proposals}


def rounds_of(page: PlanPage, name: str) -> list[int]:
    return [one.round for one in page.proposals if name in (one.guest.name, one.host.name)]


def duo(desk: Desk, guest: Person | None = None, host: Person | None = None) -> None:
    employ(desk, guest or it("Ana"), host or marketing("Mia"))


def stored(desk: Desk) -> list[dict[str, object]]:
    with desk.reading() as connection:
        found = [dict(row) for row in connection.execute(select(pairings).order_by(pairings.c.id)).mappings()]
        return found + [dict(row) for row in connection.execute(select(plans_table)).mappings()]


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
    assert rounds_of(page, "Ana") == [1] if page.proposals else False


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
    assert rounds_of(page, "Ana")[:1] == ([] if first is None else rounds_of(page, "Ana")[:1])
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


def test_a_draft_that_was_pinned_is_kept(small: Desk) -> None:
    name = ride_alongs(small)
    chosen = plans.plan(small, name).proposals[0]
    drafts.pin(small, chosen.id)
    for seed in range(3):
        page = plans.plan(small, name, seed=seed)
        assert (chosen.id, chosen.round, chosen.host, True) in {
            (one.id, one.round, one.host, one.pinned) for one in page.proposals
        }


def test_a_pinned_draft_is_kept_also_where_fewer_rounds_are_planned(small: Desk) -> None:
    name = ride_alongs(small)
    # The last visit has no other one after it that its host would have to rest before.
    last = max(plans.plan(small, name).proposals, key=lambda one: one.round)
    drafts.move(small, last.id, 5)
    page = plans.plan(small, name, rounds=2)
    assert rounds_of(page, last.guest.name) == [5]
    assert broken_rules(small) == []


def test_a_pin_that_breaks_a_rule_by_now_is_named_with_people_and_days(desk: Desk) -> None:
    duo(desk)
    name = ride_alongs(desk, rounds=2)
    (chosen,) = plans.plan(desk, name).proposals
    drafts.pin(desk, chosen.id)
    absences.add_absences(desk, ["mia@x.example"], Days(chosen.days.first, chosen.days.first))
    with pytest.raises(InvalidValue) as caught:
        plans.plan(desk, name)
    assert "Ana" in str(caught.value)
    assert "Mia is away" in str(caught.value)
    assert "pins[" not in str(caught.value)
    assert "@" not in str(caught.value)


def test_what_is_published_stays_and_counts(small: Desk) -> None:
    name = ride_alongs(small)
    before = pairs(plans.plan(small, name))
    publishing.publish(small, name, everything=True)
    page = plans.plan(small, name)
    assert pairs(page) == before
    assert {one.state for one in page.proposals} == {State.PUBLISHED}


def test_who_was_cancelled_gets_another_place(small: Desk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    publishing.publish(small, name, everything=True)
    gone = plans.page(small, name).proposals[0]
    drafts.cancel(small, gone.id, "broke a leg")
    page = plans.plan(small, name)
    assert sum(one.guest == gone.guest for one in page.proposals) == 1
    assert broken_rules(small) == []


def test_planning_again_changes_no_row(small: Desk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    before, version = stored(small), small.version()
    plans.plan(small, name)
    assert stored(small) == before
    assert small.version() == version


def test_a_dry_run_shows_the_plan_and_changes_nothing(small: Desk) -> None:
    name = ride_alongs(small)
    version = small.version()
    dry = plans.plan(small, name, dry_run=True)
    assert len(dry.proposals) == 3
    assert stored(small) == []
    assert small.version() == version
    assert pairs(plans.plan(small, name)) == pairs(dry)


def test_a_change_by_somebody_else_while_planning_is_not_planned_over(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small)
    other = make_desk()

    def meanwhile() -> bool:
        if not absences.list_absences(other):
            absences.add_absences(other, ["ana@x.example"], day(0))
        return False

    with pytest.raises(
        Refused, match=r"Somebody changed something while 'Spring ride-alongs' was planned. Plan it again"
    ):
        plans.plan(small, name, cancelled=meanwhile)
    assert stored(small) == []


def test_a_change_by_somebody_else_that_does_not_concern_the_plan_does_not_stop_it(
    small: Desk, make_desk: MakeDesk
) -> None:
    name = ride_alongs(small)
    other = make_desk()

    def meanwhile() -> bool:
        if len(people.everyone(other)) == 6:
            people.add(other, it("Zoe"))
            people.edit(other, "ana@x.example", {"role": "Architect"})
        return False

    assert len(plans.plan(small, name, cancelled=meanwhile).proposals) == 3
    assert len(people.everyone(small)) == 7


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


DAY = st.integers(-3, 24)
NAMES = ("Ana", "Ben", "Cho", "Dov", "Eli")
HOSTS = ("Mia", "Noa", "Oto", "Pia")
TEAMS = st.sampled_from(["One", "Two"])
ZONES = ("", "", "Europe/Berlin", "America/New_York", "Asia/Kolkata")
HISTORY_HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"


@st.composite
def companies(draw: st.DrawFn) -> Callable[[Desk, Path], list[str]]:
    """A small company with all that can stand in the way of a plan; a call founds it and returns its programs."""
    guests, hosts = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    some = [
        *(it(name, draw(TEAMS), **draw(properties("MIA@x.example"))) for name in NAMES[:guests]),
        *(marketing(name, draw(TEAMS), **draw(properties("ana@x.example"))) for name in HOSTS[:hosts]),
    ]
    emails = [one.email for one in some]
    absent = draw(st.lists(st.tuples(st.sampled_from(emails), DAY, st.integers(1, 9)), max_size=4))
    frozen = draw(st.lists(st.tuples(st.sampled_from(["it", "marketing"]), DAY), max_size=2))
    apart = draw(st.lists(st.tuples(st.sampled_from(emails), st.sampled_from(emails)), max_size=2, unique_by=frozenset))
    met = draw(
        st.lists(
            st.tuples(
                st.sampled_from(emails[:guests]),
                st.sampled_from(emails[guests:]),
                st.integers(1, 20),
                st.sampled_from(["held", "missed", "ended", "published"]),
            ),
            max_size=3,
        )
    )
    alike = {
        "weeks": draw(st.sampled_from([1, 1, 2])),
        "host_visits": draw(st.sampled_from([None, 1, 2])),
        "host_rest_weeks": draw(st.integers(0, 2)),
        "repeat_days": draw(st.sampled_from([0, 90])),
    }
    settings_of = [
        {"rounds": draw(st.integers(1, 4)), "visits_per_guest": draw(st.integers(1, 2)), **alike}
        for _ in range(draw(st.integers(1, 2)))
    ]
    if len(settings_of) == 1:
        settings_of[0]["repeat_days"] = draw(st.sampled_from([0, 14, 90]))

    def found(desk: Desk, folder: Path) -> list[str]:
        employ(desk, *some)
        for email, first, length in absent:
            start = START + timedelta(days=first)
            absences.add_absences(desk, [email], Days(start, start + timedelta(days=length - 1)))
        for who, first in frozen:
            start = START + timedelta(days=first)
            limits.add_freeze(desk, who, Days(start, start + timedelta(days=3)), "busy")
        for one, other in apart:
            if one != other:
                limits.add_apart(desk, one, other)
        rows = []
        for guest, host, weeks, state in met:
            monday = TODAY - timedelta(weeks=weeks)
            rows.append(f"Old,ride-along,{guest},{host},it,{monday},{monday + timedelta(days=4)},{state}")
        import_history(desk, csv(folder, HISTORY_HEADER, *rows))
        return [ride_alongs(desk, f"P{number}", **one) for number, one in enumerate(settings_of)]

    return found


@st.composite
def properties(draw: st.DrawFn, boss: str) -> dict[str, object]:
    return {
        "capacity": draw(st.sampled_from([None, None, 0, 1, 2])),
        "time_zone": draw(st.sampled_from(ZONES)),
        "manager": draw(st.sampled_from(["", "", boss, "ceo@x.example"])),
        "first_day": draw(st.sampled_from([None, None, START + timedelta(days=3)])),
        "last_day": draw(st.sampled_from([None, None, START + timedelta(days=17)])),
        "wants": draw(st.sampled_from([(), ("SQL",), ("CRM", "SQL")])),
        "knows": draw(st.sampled_from([(), ("SQL",), ("CRM", "SQL")])),
    }


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(companies(), st.integers(0, 3), st.booleans())
def test_no_plan_of_any_company_breaks_a_rule(
    new_desk: NewDesk,
    tmp_path_factory: pytest.TempPathFactory,
    found: Callable[[Desk, Path], list[str]],
    which: int,
    publish: bool,
) -> None:
    desk = new_desk()
    names = found(desk, tmp_path_factory.mktemp("company"))
    for name in names:
        plans.plan(desk, name)
        assert broken_rules(desk) == []
    page = plans.page(desk, names[0])
    if page.proposals:
        _shake(desk, names[0], page.proposals[which % len(page.proposals)], publish=publish)
        plans.plan(desk, names[0])
        assert broken_rules(desk) == []


def _shake(desk: Desk, name: str, chosen: Proposal, *, publish: bool) -> None:
    """Publish and cancel, or pin, one of the pairings, so that there is something to plan around."""
    if publish:
        publishing.publish(desk, name)
        drafts.cancel(desk, chosen.id)
    else:
        drafts.pin(desk, chosen.id)


def test_planning_again_says_what_changed_beside_the_draft_before(small: Desk) -> None:
    name = ride_alongs(small)
    first = plans.plan(small, name)
    assert first.changes is None
    again = plans.plan(small, name).changes
    assert again is not None
    assert (again.changes, again.sentences) == ((), ("It is the same as the draft before.",))
    one = first.proposals[0]
    limits.add_apart(small, one.guest.email, one.host.email, "private matter")
    found = plans.plan(small, name)
    changes = found.changes
    assert changes is not None
    before = {(each.guest.email, each.host.email, each.round) for each in first.proposals}
    after = {(each.guest.email, each.host.email, each.round) for each in found.proposals}
    gone = {(each.guest.email, each.before.host.email, each.before.round) for each in changes.changes if each.before}
    new = {(each.guest.email, each.after.host.email, each.after.round) for each in changes.changes if each.after}
    assert (gone, new, changes.same) == (before - after, after - before, len(before & after))
    assert one.guest.email in {each.guest.email for each in changes.changes}
    assert f"Beside the draft before: {changes.same} pairing" in changes.sentences[0]


@pytest.mark.parametrize(
    "change",
    [
        {"side": "marketing"},
        {"removed": True},
        {"capacity": 0},
        {"team": "Brand"},
        {"last_day": START - timedelta(days=1)},
    ],
)
@pytest.mark.parametrize("row", [1, 4], ids=["guest", "host"])
def test_a_new_plan_is_compared_with_a_draft_of_people_as_they_were(
    small: Desk, change: dict[str, object], row: int
) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    if "side" in change and row > 3:
        change = {"side": "it"}
    with small.changing("people edit") as step:
        step.work.update(people_table, {row: change})
        step.done("changed past the rules")
    page = plans.plan(small, name)
    assert page.changes is not None
    assert page.changes.sentences


def test_a_plan_that_cannot_be_compared_stands_alone(small: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)

    def fails(*_given: object) -> None:
        raise InvalidValue("the first plan: the problem has no host")

    monkeypatch.setattr(plans, "plan_changes", fails)
    page = plans.plan(small, name)
    assert page.numbers is not None
    assert page.changes is None
