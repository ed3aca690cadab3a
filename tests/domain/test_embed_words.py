"""What the invites of composite teams say."""

from dataclasses import replace
from datetime import date, time

from ridealong.domain.composite_teams import CompositeTeam, Part, Slot, Task
from ridealong.domain.days import Days
from ridealong.domain.embed_words import (
    Embedded,
    HandOver,
    Mate,
    TeamMeets,
    embed_description,
    embed_facts,
    embed_summary,
    meeting_description,
    meeting_facts,
    meeting_summary,
)
from ridealong.domain.people import Side
from ridealong.domain.programs import CheckIn, Kind, Program

PROGRAM = Program(
    name="Embeds",
    kind=Kind.COMPOSITE,
    guest_side=Side.IT,
    start=date(2027, 1, 11),
    rounds=6,
    weeks=4,
    visits_per_guest=1,
    host_visits=None,
    check_in=CheckIn(at=time(10)),
)
ENGINEER = Slot(number=1, name="Data engineer", side=Side.IT, share=40)
TEAM = CompositeTeam(
    program_id=1,
    name="Loyalty app",
    days=Days(date(2027, 1, 11), date(2027, 3, 5)),
    purpose="More customers open the app once a week",
    focus="Mobile",
    reason="a private matter",
    slots=(ENGINEER, Slot(number=2, name="Planner", side=Side.MARKETING)),
    tasks=(
        Task(name="Choose three vendors", parts=((1, Part.RESPONSIBLE), (2, Part.ACCOUNTABLE))),
        Task(name="Measure the opening rate", parts=((1, Part.ACCOUNTABLE), (1, Part.RESPONSIBLE))),
        Task(name="Ask twenty customers", parts=((1, Part.INFORMED), (2, Part.RESPONSIBLE))),
    ),
)
MIA = Mate(name="Mia Kern", email="mia@x.example", home_team="Brand", slot="Planner")
BEN = Mate(
    name="Ben",
    email="ben@x.example",
    home_team="Data",
    slot="Data engineer",
    days=Days(date(2027, 2, 1), date(2027, 2, 5)),
)
ANA = Embedded(
    program=PROGRAM,
    team=TEAM,
    slot=ENGINEER,
    home_team="Platform",
    share=40,
    days=Days(date(2027, 1, 11), date(2027, 2, 5)),
    back=date(2027, 2, 8),
    mates=(BEN, MIA),
    hand_overs=(HandOver(taker="Ben", days=BEN.days),),
    place="Berlin, room 4",
    ask_name="Pat Lee",
    ask_email="pat@x.example",
)
MEETS = TeamMeets(
    program=PROGRAM,
    team=TEAM,
    minutes=30,
    every_weeks=1,
    people=(replace(BEN, days=None), MIA),
    place="https://meet.example/loyalty",
    ask_name="Pat Lee",
    ask_email="pat@x.example",
)


def test_an_embed_says_all_that_somebody_embedded_has_to_know() -> None:
    assert embed_summary(ANA) == "Embedded: Loyalty app (40 %)"
    assert (
        embed_description(ANA)
        == """\
You work in the team Loyalty app of Embeds from Monday, 11 January 2027 to Friday, 5 February 2027, as Data engineer: \
40 % of your week.

What the team is for: More customers open the app once a week
Its area: Mobile

Your tasks (responsible: you do it; accountable: you answer for it; informed: you are told after):
- Choose three vendors (responsible)
- Measure the opening rate (responsible and accountable)
- Ask twenty customers (informed)

Who else is in the team:
- Ben (Data), Data engineer, from Monday, 1 February 2027 to Friday, 5 February 2027
- Mia Kern (Brand), Planner

Hand-over: you hand over to Ben from Monday, 1 February 2027 to Friday, 5 February 2027, when you are both there.

These 40 % of your week are for your home team, Platform, again from Monday, 8 February 2027.

Where: Berlin, room 4.

Questions, or something comes up? Ask Pat Lee (pat@x.example)."""
    )


def test_the_meeting_of_a_team_says_who_comes_and_what_is_talked_about() -> None:
    assert meeting_summary(MEETS) == "Loyalty app: meeting of the team"
    assert (
        meeting_description(MEETS)
        == """\
30 minutes every week for the team Loyalty app of Embeds.

What the team is for: More customers open the app once a week
Its area: Mobile

Who comes:
- Ben (Data), Data engineer
- Mia Kern (Brand), Planner

Agenda:
1. What each of you has done since last time, and what comes next.
2. What somebody needs from another, and what is in the way.
3. What the two departments should hear from the team.

Where: online, at https://meet.example/loyalty.

Questions, or something comes up? Ask Pat Lee (pat@x.example)."""
    )
    assert "30 minutes every 2 weeks for" in meeting_description(replace(MEETS, every_weeks=2))


def test_hand_overs_are_told_to_those_who_hand_over_and_to_everybody_else() -> None:
    days = Days(date(2027, 2, 1), date(2027, 2, 1))

    def said(*some: HandOver) -> str:
        text = embed_description(replace(ANA, hand_overs=some))
        return "\n".join(line for line in text.splitlines() if line.startswith("Hand-over"))

    assert said() == ""
    on = "on Monday, 1 February 2027"
    assert said(HandOver(giver="Ben", days=days)) == f"Hand-over: Ben hands over to you {on}, when you are both there."
    assert said(HandOver(giver="Ben", taker="Cho", days=days)) == f"Hand-over: Ben hands over to Cho {on}."
    assert said(HandOver(taker="Ben")) == "Hand-over: Ben takes over from you."
    assert said(HandOver(giver="Ben")) == "Hand-over: you take over from Ben."


def test_who_is_there_all_week_is_back_afterwards_or_goes_on_in_another_team() -> None:
    whole = replace(ANA, share=100)
    assert "as Data engineer: your whole week." in embed_description(whole)
    assert "You are back with your home team, Platform, on Monday, 8 February 2027." in embed_description(whole)
    assert "You are back with your home team, on" in embed_description(replace(whole, home_team=""))
    on = embed_description(replace(whole, goes_on="Shop"))
    assert "Afterwards you go on in the team Shop, from Monday, 8 February 2027." in on
    assert "back with" not in on


def test_what_nobody_said_is_left_out() -> None:
    bare = replace(ANA, team=replace(TEAM, purpose="", focus="", tasks=()), mates=(), hand_overs=(), place="")
    text = embed_description(bare)
    for words in ("What the team is for", "Its area", "Your tasks", "Who else", "Hand-over", "Where"):
        assert words not in text
    assert "\n\n\n" not in text


def test_no_private_reason_is_told() -> None:
    assert "private" not in embed_description(ANA) + meeting_description(MEETS)


def test_names_of_any_length_stay_short_and_on_one_line() -> None:
    long = replace(ANA, team=replace(TEAM, name="A\nB" + "x" * 500, purpose="y\n" * 5000, tasks=TEAM.tasks * 50))
    assert "\n" not in embed_summary(long)
    assert len(embed_summary(long)) < 100
    assert len(embed_description(long)) < 2500


def test_the_facts_change_with_what_is_told_and_with_nothing_else() -> None:
    others = (
        replace(ANA, share=50),
        replace(ANA, back=date(2027, 2, 9)),
        replace(ANA, mates=(MIA,)),
        replace(ANA, hand_overs=()),
        replace(ANA, team=replace(TEAM, purpose="Something else")),
        replace(ANA, team=replace(TEAM, tasks=TEAM.tasks[:1])),
        replace(ANA, goes_on="Shop"),
    )
    assert len({embed_facts(one) for one in (ANA, *others)}) == len(others) + 1
    # The part that others have in a task is not told.
    tasks = (Task(name="Choose three vendors", parts=((1, Part.RESPONSIBLE), (2, Part.CONSULTED))), *TEAM.tasks[1:])
    same = replace(ANA, team=replace(TEAM, least=3, reason="something else", tasks=tasks))
    assert embed_facts(same) == embed_facts(ANA)
    assert meeting_facts(replace(MEETS, people=(MIA,))) != meeting_facts(MEETS)
    assert meeting_facts(replace(MEETS, team=replace(TEAM, tasks=()))) == meeting_facts(MEETS)


def test_each_task_has_a_line_of_its_own_and_of_very_many_the_first_are_named() -> None:
    mine = tuple(Task(name=f"Ask Ann, Bob and {n}", parts=((1, Part.CONSULTED),)) for n in range(19))
    does = Task(name="Sign, then pay", parts=((1, Part.RESPONSIBLE),))
    text = embed_description(replace(ANA, team=replace(TEAM, tasks=(*mine, does))))
    lines = next(each for each in text.split("\n\n") if each.startswith("Your tasks")).splitlines()
    assert lines[:3] == [
        "Your tasks (responsible: you do it; consulted: you are asked before):",
        "- Sign, then pay (responsible)",
        "- Ask Ann, Bob and 0 (consulted)",
    ]
    assert lines[-2:] == ["- Ask Ann, Bob and 14 (consulted)", "- and 4 more tasks"]
