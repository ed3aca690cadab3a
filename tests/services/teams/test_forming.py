"""Composite teams formed: slots filled from the people there are, and why one stays open."""

from dataclasses import replace
from datetime import timedelta

import pytest

from conftest import TODAY
from ridealong.domain.composite_teams import DemandKind, Slot
from ridealong.domain.days import Days
from ridealong.domain.errors import Interrupted, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.people import absences, limits
from ridealong.services.people.exchange_load import ExchangeLoad, mondays_of
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.teams import defining, demands, explaining, forming, teams
from ridealong.services.teams.defining import NewTeam
from ridealong.services.teams.explaining import Openness
from ridealong.storage.queries.people import everybody
from services.conftest import START, employ, it, marketing
from services.teams.made import EMBEDS, LOYALTY, composite, embed, on, team

ANA, BEN, CLEO, MIA, NOOR = (f"{name}@x.example" for name in ("ana", "ben", "cleo", "mia", "noor"))
ENGINEER = Slot(name="Engineer", side=Side.IT, must=("SQL",), share=60)
PLANNER = Slot(name="Planner", side=Side.MARKETING, share=20)


@pytest.fixture
def program(desk: Desk) -> Desk:
    """Three of IT, of whom two know SQL, two of marketing, in home teams of their own, and a program they are in."""
    employ(
        desk,
        it("Ana", "Data", knows=("sql",)),
        it("Ben", "Platform", knows=("SQL",)),
        it("Cleo", "Desk"),
        marketing("Mia", "Brand"),
        marketing("Noor", "CRM"),
    )
    composite(desk)
    return desk


def made(desk: Desk, name: str = LOYALTY, *slots: Slot, **more: object) -> None:
    defining.create(desk, EMBEDS, NewTeam(name=name, slots=slots or (ENGINEER, PLANNER), **more))  # type: ignore[arg-type]  # fields of a NewTeam by name


def inside(formed: forming.Formed) -> dict[str, list[str]]:
    return {one.team.name: [each.name for each in one.people] for one in formed.page.teams}


def test_slots_are_filled_with_drafts_of_people_who_know_what_is_needed(program: Desk) -> None:
    made(program)
    formed = forming.form(program, EMBEDS)
    (view,) = formed.page.teams
    assert [one.embed.name in {"Ana", "Ben"} for one in view.slots[0].embeds] == [True]
    assert [one.embed.side for one in view.slots[1].embeds] == [Side.MARKETING]
    assert {one.state for one in view.people} == {State.PROPOSED}
    assert {one.days for one in view.people} == {view.team.days}
    assert (formed.proved, formed.gap_percent, formed.new, formed.open) == (True, 0, 2, ())
    assert not view.open


def test_forming_again_leaves_drafts_that_are_as_good_untouched(program: Desk) -> None:
    made(program)
    first = forming.form(program, EMBEDS)
    again = forming.form(program, EMBEDS)
    assert (again.new, again.kept) == (0, 2)
    assert inside(again) == inside(first)


def test_a_dry_run_shows_the_same_and_keeps_nothing(program: Desk) -> None:
    made(program)
    dry = forming.form(program, EMBEDS, dry_run=True)
    assert not teams.page(program, EMBEDS).teams[0].people
    assert inside(forming.form(program, EMBEDS)) == inside(dry)


def test_nobody_works_more_than_a_week_for_all_teams_together(program: Desk) -> None:
    made(program, "One")
    made(program, "Two")
    made(program, "Three")
    formed = forming.form(program, EMBEDS)
    engineers = [one.name for view in formed.page.teams for one in view.people if one.side is Side.IT]
    assert sorted(engineers) == ["Ana", "Ben"]
    ((view, slot),) = [one for one in formed.open if one[1].slot.side is Side.IT]
    assert "Ana" in slot.why_open
    assert "Ben" in slot.why_open
    assert not view.people


def test_what_nobody_knows_stays_open_and_says_so(program: Desk) -> None:
    made(program, LOYALTY, ENGINEER, PLANNER, Slot(name="Seer", side=Side.IT, must=("Tarot",), share=10))
    ((_view, slot),) = forming.form(program, EMBEDS).open
    assert slot.slot.name == "Seer"
    assert "Tarot" in slot.why_open


def test_whoever_is_away_too_long_is_not_embedded(program: Desk) -> None:
    made(program)
    absences.add_absences(program, [ANA], Days(START, START + timedelta(weeks=2, days=4)))
    assert inside(forming.form(program, EMBEDS))[LOYALTY][0] == "Ben"


def test_people_kept_apart_are_not_in_one_team(program: Desk) -> None:
    made(program)
    limits.add_apart(program, ANA, MIA, "private")
    limits.add_apart(program, ANA, NOOR, "private")
    assert inside(forming.form(program, EMBEDS))[LOYALTY][0] == "Ben"


def test_pins_exclusions_and_wishes_are_respected(program: Desk) -> None:
    made(program)
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.EXCLUSION, email=BEN)
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.WISH, email=NOOR)
    assert inside(forming.form(program, EMBEDS)) == {LOYALTY: ["Ana", "Noor"]}
    demands.withdraw(program, EMBEDS, LOYALTY, BEN)
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.PIN, email=BEN, slot=1)
    demands.withdraw(program, EMBEDS, LOYALTY, NOOR)
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.PIN, email=MIA)
    assert inside(forming.form(program, EMBEDS)) == {LOYALTY: ["Ben", "Mia"]}


def test_pins_that_contradict_each_other_are_named_with_what_would_resolve_it(program: Desk) -> None:
    made(program, "One")
    made(program, "Two")
    demands.ask(program, EMBEDS, "One", DemandKind.PIN, email=ANA)
    demands.ask(program, EMBEDS, "Two", DemandKind.PIN, email=ANA)
    with pytest.raises(Refused) as refused:
        forming.form(program, EMBEDS)
    assert "Ana" in str(refused.value)
    assert "'One'" in str(refused.value)
    assert "'Two'" in str(refused.value)
    assert "Ben" not in refused.value.problem
    assert "It would work if" in refused.value.remedy
    assert not [one for view in teams.page(program, EMBEDS).teams for one in view.people]


def test_a_pin_against_a_rule_is_named(program: Desk) -> None:
    made(program)
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.PIN, email=CLEO, slot=1)
    with pytest.raises(Refused, match=r"Cleo.*SQL"):
        forming.form(program, EMBEDS)


def test_what_is_published_stays_and_only_open_slots_are_filled(program: Desk) -> None:
    running = team(program, slots=(replace(ENGINEER, number=1), replace(PLANNER, number=2)), tasks=())
    ana = embed(program, running, 1, ANA)
    made(program, "Two")
    formed = forming.form(program, EMBEDS)
    assert inside(formed)["Two"][0] == "Ben"
    assert ana in formed.page.teams[0].people
    assert formed.page.teams[0].slots[1].embeds[0].draft


def test_drafts_of_other_teams_stay_where_only_some_are_formed(program: Desk) -> None:
    made(program, "One")
    forming.form(program, EMBEDS)
    made(program, "Two")
    before = inside(forming.form(program, EMBEDS, teams=["Two"]))
    assert len(before["One"]) == len(before["Two"]) == 2
    with pytest.raises(Refused, match="Every slot"):
        forming.form(program, EMBEDS, fill=True)


def test_load_of_another_program_counts(program: Desk) -> None:
    composite(program, "Others")
    defining.create(program, "Others", NewTeam(name="Elsewhere", slots=(ENGINEER, PLANNER)))
    forming.form(program, "Others")
    made(program)
    forming.form(program, EMBEDS)
    with program.reading() as connection:
        people = everybody(connection)
        span = teams.page(program, EMBEDS).teams[0].team.days
        load = ExchangeLoad(connection, people, span)
        assert max(load.visits(one, monday) for one in people for monday in mondays_of(span)) <= 100


def test_an_empty_program_says_what_to_do_next(program: Desk) -> None:
    with pytest.raises(Refused, match="no team with days to come"):
        forming.form(program, EMBEDS)
    programs.create(program, NewProgram(name="Nobody", kind=Kind.COMPOSITE, start=START))
    defining.create(program, "Nobody", NewTeam(name=LOYALTY, slots=(ENGINEER, PLANNER)))
    with pytest.raises(Refused, match="Nobody has agreed"):
        forming.form(program, "Nobody")


def test_whoever_cancels_changes_nothing(program: Desk) -> None:
    made(program)
    with pytest.raises(Interrupted):
        forming.form(program, EMBEDS, cancelled=lambda: True)
    assert not teams.page(program, EMBEDS).teams[0].people


def test_candidates_are_ranked_with_what_is_in_the_way(program: Desk) -> None:
    made(program)
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.PIN, email=ANA)
    forming.form(program, EMBEDS)
    found = {one.name: one for one in explaining.candidates_for(program, EMBEDS, LOYALTY, 1)}
    assert list(found) == ["Ana", "Ben", "Cleo"]
    assert (found["Ana"].openness, found["Ben"].openness) == (Openness.THERE, Openness.FREE)
    assert found["Cleo"].lacks == ("SQL",)


def test_why_says_what_somebody_brings_and_why_not_what_would_change(program: Desk) -> None:
    made(program)
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.PIN, email=ANA)
    forming.form(program, EMBEDS)
    there = explaining.why(program, EMBEDS, LOYALTY, ANA)
    assert there.inside
    assert "Ana knows SQL." in there.sentences
    assert "The coordinator pinned that." in there.sentences
    lacking = explaining.why(program, EMBEDS, LOYALTY, CLEO, 1)
    assert not lacking.inside
    assert any("SQL" in one for one in lacking.sentences)
    with pytest.raises(NotFound, match="There is nobody with the address"):
        explaining.why(program, EMBEDS, LOYALTY, "x@x.example")


def test_why_not_without_a_slot_is_about_one_of_their_side_first_one_they_are_pinned_to(program: Desk) -> None:
    made(program, LOYALTY, ENGINEER, PLANNER, replace(PLANNER, name="Writer", must=("Tarot",)))
    forming.form(program, EMBEDS)
    (view,) = teams.page(program, EMBEDS).teams
    (outside,) = {"Mia", "Noor"} - {one.name for one in view.people}
    email = {"Mia": MIA, "Noor": NOOR}[outside]
    assert explaining.why(program, EMBEDS, LOYALTY, email).slot.number == 2
    assert explaining.why(program, EMBEDS, LOYALTY, CLEO).slot.number == 1
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.PIN, email=email, slot=3)
    assert explaining.why(program, EMBEDS, LOYALTY, email).slot.number == 3


def test_missing_nice_topics_are_told_by_what_they_weigh(program: Desk) -> None:
    made(program, LOYALTY, replace(ENGINEER, nice=("Rust", "Go")), PLANNER)
    demands.ask(program, EMBEDS, LOYALTY, DemandKind.PIN, email=ANA)
    forming.form(program, EMBEDS)
    words = [one.words for one in explaining.why(program, EMBEDS, LOYALTY, ANA).parts]
    assert "missing nice topics weigh 3 more" in words


def test_a_home_team_in_an_answer_has_its_name_as_people_write_it(desk: Desk) -> None:
    people = (it("Ana", "Data"), it("Ben", "Data"), it("Cleo", "Desk"), marketing("Mia", "Brand"))
    employ(desk, *people, marketing("Noor", "CRM"))
    composite(desk, cover_percent=30)
    engineer = Slot(number=1, name="Engineer", side=Side.IT, share=60)
    slots = (engineer, replace(PLANNER, number=2), replace(engineer, number=3, share=20))
    one, two = (team(desk, name, slots=slots, tasks=()) for name in ("One", "Two"))
    embed(desk, two, 3, CLEO)
    for whole, planner in ((one, MIA), (two, NOOR)):
        embed(desk, whole, 2, planner)
    embed(desk, one, 1, ANA)
    found = explaining.why(desk, EMBEDS, "Two", BEN, 1)
    assert found.sentences[1:] == (
        "If Ben were in slot 1 (Engineer) of 'Two', these could not all hold: Ana is in slot 1 of 'One' already "
        "and Data spares at most 100 % of one person at once.",
        "It would work if Data spared more people.",
    )


def test_a_round_under_way_is_filled_from_the_next_monday(program: Desk) -> None:
    made(program, LOYALTY, first=START, last=START + timedelta(weeks=7, days=4))
    later = on(program, 9)
    formed = forming.form(later, EMBEDS)
    assert {one.days.first for one in formed.page.teams[0].people} == {START + timedelta(weeks=2)}
    assert TODAY < START
