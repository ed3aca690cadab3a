"""What invites of groups say."""

from dataclasses import replace
from datetime import date, time

from ridealong.domain.gathering_words import QUESTIONS, Gathered, Guest, description, facts, summary
from ridealong.domain.people import Side
from ridealong.domain.programs import CheckIn, Kind, Measure, Program

ANA = Guest("Ana", "ana@x.example", "Platform")
MIA = Guest("Mia", "mia@x.example", "Brand")
NOA = Guest("Noa", "noa@x.example", "CRM")


def gathered(kind: Kind = Kind.COFFEE, **more: object) -> Gathered:
    program = Program(
        name="Spring",
        kind=kind,
        guest_side=Side.IT,
        start=date(2027, 1, 11),
        rounds=7,
        weeks=2,
        visits_per_guest=1,
        host_visits=None,
        check_in=CheckIn(at=time(15)),
        objective="Faster campaigns",
    )
    values: dict[str, object] = {"round": 0, "minutes": 30, "people": (ANA, MIA), "ask_name": "Pat Lee"}
    return Gathered(program=program, ask_email="pat@x.example", **(values | more))  # type: ignore[arg-type]  # fields of a Gathered by name


def test_a_coffee_says_who_comes_from_which_team_and_one_question() -> None:
    one = gathered(people=(ANA, MIA, NOA))
    assert summary(one) == "Coffee: Ana, Mia and Noa"
    text = description(one)
    assert "- Ana (Platform)\n- Mia (Brand)\n- Noa (CRM)" in text
    assert f"A question to start with: {QUESTIONS[0]}" in text
    assert "Ask Pat Lee (pat@x.example)." in text


def test_every_round_has_another_question_until_all_were_asked() -> None:
    said = [description(gathered(round=number)).split("to start with: ")[1].split("\n")[0] for number in range(8)]
    assert said[:7] == list(QUESTIONS)
    assert said[7] == said[0]


def test_a_title_names_no_more_people_than_anybody_reads() -> None:
    many = tuple(Guest(f"N{number}", f"n{number}@x.example", "T") for number in range(12))
    assert summary(gathered(people=many)) == "Coffee: N0, N1, N2, N3, N4 and 7 more"


def test_the_sponsors_read_why_what_moves_and_three_lines_of_agenda() -> None:
    one = gathered(Kind.SPONSORS, minutes=15, measures=(Measure(name="Retention", unit="%", baseline=71, target=75),))
    assert summary(one) == "Sponsors: Spring"
    text = description(one)
    assert "Why: Faster campaigns" in text
    assert "- Retention: 71 % now, 75 % wanted" in text
    assert [line for line in text.splitlines() if line[:2] in ("1.", "2.", "3.")] == [
        "1. What has moved since last week, measure by measure.",
        "2. What is in the way, and who of you clears it.",
        "3. One thing that both departments should hear from you.",
    ]
    assert "15 minutes, every week" in text


def test_where_they_meet_is_said_where_somebody_said_it() -> None:
    assert "as suits you all" in description(gathered())
    assert "Where: Atrium." in description(gathered(place="Atrium"))
    assert "Where: online, at https://meet.x.example/a." in description(gathered(place="https://meet.x.example/a"))
    assert "Where: online." in description(gathered(place="Online"))


def test_facts_change_with_what_is_told_and_with_nothing_else() -> None:
    one = gathered()
    assert facts(one) == facts(gathered())
    assert facts(one) != facts(gathered(people=(ANA, NOA)))
    assert facts(one) != facts(gathered(place="Atrium"))
    assert facts(one) == facts(gathered(measures=(Measure(name="Retention"),)))
    assert facts(replace(one, round=1)) != facts(one)
