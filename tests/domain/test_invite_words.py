"""What invites say: one text of each kind as people read it, and rules that hold for every text."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.days import Days
from ridealong.domain.glossary import Glossary, Term
from ridealong.domain.invite_words import Occasion, description, facts, measure_words, summary
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind, Measure, Program
from ridealong.domain.steps import Phase, VisitStep, Who, default_steps

ANA = Person(
    email="ana@x.example", name="Ana Lima", side=Side.IT, team="Platform", wants=("SEO", "Video"), knows=("Docker",)
)
MIA = Person(
    email="mia@x.example", name="Mia Roth", side=Side.MARKETING, team="Brand", knows=("seo",), wants=("docker",)
)
PROGRAM = Program(
    name="Spring ride-alongs",
    kind=Kind.RIDE_ALONG,
    guest_side=Side.IT,
    start=date(2027, 1, 11),
    rounds=1,
    weeks=1,
    visits_per_guest=1,
    host_visits=1,
    objective="Campaigns go live without a late night.",
    prepare="Read the brand book.",
)
DAYS = Days(date(2027, 1, 11), date(2027, 1, 15))
RETENTION = Measure(name="Retention", unit="%", baseline=71, target=75)


def occasion(kind: MeetingKind, **more: object) -> Occasion:
    program = replace(PROGRAM, kind=more.pop("program_kind", Kind.RIDE_ALONG))  # type: ignore[arg-type] - a test's own
    return Occasion(
        kind=kind,
        program=program,
        guest=ANA,
        host=MIA,
        ask_name="Pat Lee",
        ask_email="pat@x.example",
        days=DAYS,
        **({"place": "Berlin, 2nd floor", "measures": (RETENTION,)} | more),  # type: ignore[arg-type] - as above
    )


WHY = """\
Why: Campaigns go live without a late night.
What we want to move together:
- Retention: 71 % now, 75 % wanted

Ana Lima would like to learn about SEO, which Mia Roth knows.

Mia Roth would like to learn about docker, which Ana Lima knows."""

STEPS = """\
Before the visit:
- Mia Roth: Mark the meetings that are closed to guests
- Both: Confirm what is confidential and must not be passed on
- Mia Roth: Confirm access: tools, and on site also rooms and a badge
- Mia Roth: Plan one moment with a customer, such as a call or a shop visit

During the visit:
- Ana Lima: Note what surprises you, and ask one question a day

After the visit:
- Both: Note two things learned and one idea to try"""

ASK = "Questions, or something comes up? Ask Pat Lee (pat@x.example)."


def test_a_prep_says_what_to_agree_on() -> None:
    one = occasion(MeetingKind.PREP)
    assert summary(one) == "Prepare the visit: Ana Lima and Mia Roth"
    assert (
        description(one)
        == f"""\
Ana Lima (Platform) and Mia Roth (Brand) get ready for the visit in Spring ride-alongs: Ana Lima visits \
Mia Roth from Monday, 11 January 2027 to Friday, 15 January 2027.

{WHY}

Please agree on the days and hours together, on access to rooms and tools, and on what may be shown \
and what must stay private.
Read the brand book.

{STEPS}

{ASK}"""
    )


def test_a_welcome_says_where_to_come_and_whom_to_ask_for() -> None:
    one = occasion(MeetingKind.WELCOME)
    assert summary(one) == "Welcome: Ana Lima starts with Mia Roth"
    assert (
        description(one)
        == f"""\
Mia Roth (Brand) welcomes Ana Lima (Platform): the start of the visit in Spring ride-alongs.

Where: Berlin, 2nd floor. On the first morning, ask for Mia Roth (mia@x.example).

{WHY}

Please bring your laptop and your access badge. Plan the day together, and meet the team.

{ASK}"""
    )


def test_a_visit_says_who_visits_whom_why_and_what_to_bring() -> None:
    one = occasion(MeetingKind.VISIT)
    assert summary(one) == "Ride-along: Ana Lima visits Mia Roth"
    assert (
        description(one)
        == f"""\
Ana Lima (Platform) visits Mia Roth (Brand) and goes along through their working days, as part of Spring ride-alongs.

Where: Berlin, 2nd floor. On the first morning, ask for Mia Roth (mia@x.example).

{WHY}

To prepare: have a laptop and an access badge ready. Slides are not needed: everyday work is what \
Ana Lima comes to see.
Read the brand book.

{STEPS}

{ASK}"""
    )


def test_a_check_in_of_a_visit_looks_back_and_ahead() -> None:
    one = occasion(MeetingKind.CHECK_IN)
    assert summary(one) == "Check-in: Ana Lima and Mia Roth"
    assert (
        description(one)
        == f"""\
Ana Lima (Platform) and Mia Roth (Brand) look back on the days so far, as part of Spring ride-alongs: what was \
learned, and what should be seen next.

{WHY}

No preparation is needed: say what you have not seen yet and would like to see.

{ASK}"""
    )


def test_buddies_are_told_what_to_bring() -> None:
    one = occasion(MeetingKind.CHECK_IN, program_kind=Kind.BUDDY)
    assert summary(one) == "Buddies: Ana Lima and Mia Roth"
    assert (
        description(one)
        == f"""\
Ana Lima (Platform) and Mia Roth (Brand) are buddies in Spring ride-alongs: a short talk about what each is working \
on, and where the other can help.

{WHY}

No preparation is needed: bring one thing that you are working on and one question.
Read the brand book.

{ASK}"""
    )


def test_a_debrief_asks_for_two_things_learned_and_one_idea() -> None:
    one = occasion(MeetingKind.DEBRIEF)
    assert summary(one) == "Debrief: Ana Lima and Mia Roth look back"
    assert (
        description(one)
        == f"""\
Ana Lima (Platform) and Mia Roth (Brand) look back on their visit in Spring ride-alongs: what was learned, and what to \
try because of it.

{WHY}

Please bring two things that you learned and one idea that you would like to try.

{ASK}"""
    )


@pytest.mark.parametrize(
    ("kind", "title", "words"),
    [
        (Kind.ROTATION, "Day in the life: Ana Lima visits Mia Roth", "for a day in their working life"),
        (Kind.COMPOSITE, "Embedded team: Ana Lima joins Mia Roth", "works as a member of the team"),
    ],
)
def test_each_kind_of_program_says_what_the_guest_does(kind: Kind, title: str, words: str) -> None:
    one = occasion(MeetingKind.VISIT, program_kind=kind)
    assert summary(one) == title
    assert words in description(one)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            "https://meet.x.example/a?b=1",
            "Where: online, at https://meet.x.example/a?b=1. Ask for Mia Roth (mia@x.example).",
        ),
        ("Online", "Where: online. Mia Roth (mia@x.example) sends the link."),
        ("", "Where: Mia Roth (mia@x.example) says beforehand where to come."),
    ],
)
def test_a_visit_without_a_room_says_how_to_find_the_host(place: str, words: str) -> None:
    for kind in (MeetingKind.WELCOME, MeetingKind.VISIT):
        assert words in description(replace(occasion(kind), place=place)).splitlines()


def test_what_has_no_place_is_where_both_like() -> None:
    for kind in (MeetingKind.PREP, MeetingKind.CHECK_IN, MeetingKind.DEBRIEF):
        words = "Where: a room or a video call, as suits you both."
        assert words not in description(occasion(kind))
        assert words in description(replace(occasion(kind), place="")).splitlines()


def test_what_nobody_said_is_left_out() -> None:
    bare = replace(
        occasion(MeetingKind.DEBRIEF),
        program=replace(PROGRAM, objective="", prepare=""),
        guest=replace(ANA, wants=(), knows=()),
        measures=(),
    )
    assert description(bare).count("\n\n") == 2
    assert "Why" not in description(bare)


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (RETENTION, "Retention: 71 % now, 75 % wanted"),
        (Measure(name="Time to first page", unit="days", target=4.5), "Time to first page: 4.5 days wanted"),
        (Measure(name="Visits", baseline=1_200_000), "Visits: 1,200,000 now"),
        (Measure(name="Trust"), "Trust"),
    ],
)
def test_a_measure_says_as_much_as_is_known(measure: Measure, words: str) -> None:
    assert measure_words(measure) == words


LONG = st.text(min_size=1, max_size=3000).filter(str.strip)
TOPICS = st.lists(LONG, max_size=8).map(tuple)


@given(st.sampled_from(MeetingKind), st.sampled_from(Kind), LONG, TOPICS, st.lists(LONG, max_size=6))
def test_whatever_people_are_called_an_invite_is_short_and_its_title_is_one_line(
    kind: MeetingKind, program_kind: Kind, words: str, topics: tuple[str, ...], names: list[str]
) -> None:
    name = names[0] if names else words
    one = Occasion(
        kind=kind,
        program=replace(PROGRAM, kind=program_kind, name=name, objective=words, prepare=words),
        guest=replace(ANA, name=name, team=words, wants=topics, knows=topics),
        host=replace(MIA, name=words, team=name, wants=topics, knows=topics),
        ask_name=name,
        ask_email="pat@x.example",
        days=DAYS,
        place=words,
        measures=[Measure(name=one, unit=one, baseline=1, target=2) for one in names],
    )
    assert len(summary(one).splitlines()) == 1
    assert len(summary(one)) < 200
    assert len(description(one)) < 2500
    # A name can add no paragraph of its own.
    most = 7 + min(3, len(names)) + 2 * 10 + 9
    assert len(description(one).splitlines()) <= most


@pytest.mark.parametrize("program_kind", [Kind.RIDE_ALONG, Kind.BUDDY])
@pytest.mark.parametrize("kind", MeetingKind)
def test_the_mark_of_the_facts_changes_with_what_an_invite_tells_and_with_nothing_else(
    kind: MeetingKind, program_kind: Kind
) -> None:
    one = occasion(kind, program_kind=program_kind)
    others = [
        replace(one, program=replace(one.program, objective="Another")),
        replace(one, program=replace(one.program, prepare="Nothing")),
        replace(one, program=replace(one.program, name="Summer")),
        replace(one, program=replace(one.program, repeat_days=5)),
        replace(one, program=replace(one.program, place="https://meet.x.example")),
        replace(one, guest=replace(ANA, team="Data")),
        replace(one, guest=replace(ANA, role="Lead")),
        replace(one, host=replace(MIA, name="Mia R.")),
        replace(one, host=replace(MIA, site="remote")),
        replace(one, guest=replace(ANA, wants=())),
        replace(one, guest=replace(ANA, wants=("Latin", *ANA.wants))),
        replace(one, ask_email="kim@x.example"),
        replace(one, days=Days(date(2027, 1, 11), date(2027, 1, 14))),
        replace(one, place=""),
        replace(one, measures=()),
    ]
    for other in others:
        said = (summary(other), description(other)) != (summary(one), description(one))
        assert (facts(other) != facts(one)) == said


def test_nobody_needs_a_badge_where_nobody_travels() -> None:
    for kind in (MeetingKind.WELCOME, MeetingKind.VISIT):
        assert "badge" in description(occasion(kind))
        assert "badge" not in description(occasion(kind, place="Online", steps=()))
    assert "rooms and tools" in description(occasion(MeetingKind.PREP))
    there = replace(occasion(MeetingKind.PREP, steps=()), host=replace(MIA, site="remote"))
    assert "rooms" not in description(there)


def test_a_private_reason_has_no_way_into_an_invite() -> None:
    """The reasons of absences, freezes and of keeping people apart are not among what an occasion knows."""
    assert set(Occasion.__dataclass_fields__) == {
        "kind",
        "program",
        "guest",
        "host",
        "ask_name",
        "ask_email",
        "days",
        "place",
        "measures",
        "steps",
        "contacts",
        "glossary",
    }


TERMS = Glossary(
    (
        Term(term="CPC", side=Side.MARKETING, meaning="cost per click, what one click on an advert costs"),
        Term(term="API", side=Side.IT, meaning="the agreed way in which programs ask each other"),
        Term(term="Docker", side=Side.IT, meaning="a tool that packs programs"),
    )
)
BADGE = VisitStep(phase=Phase.BEFORE, who=Who.GUEST, text="Order a badge")


def told(text: str) -> list[str]:
    """The paragraphs of an invite."""
    return text.split("\n\n")


def test_an_invite_explains_the_words_of_both_sides_once_at_its_end() -> None:
    one = occasion(MeetingKind.CHECK_IN, glossary=TERMS)
    assert told(description(one))[-1] == "Words: Docker = a tool that packs programs"
    program = replace(one.program, objective="Halve the CPC: one API, a cheaper CPC.")
    assert told(description(replace(one, program=program)))[-1].splitlines() == [
        "Words:",
        "- CPC = cost per click, what one click on an advert costs",
        "- API = the agreed way in which programs ask each other",
        "- Docker = a tool that packs programs",
    ]


def test_words_are_explained_wherever_people_have_typed_them_but_for_their_own_names() -> None:
    bare = replace(occasion(MeetingKind.VISIT, glossary=TERMS), guest=replace(ANA, knows=(), wants=()), measures=())
    nothing = replace(bare.program, prepare="", objective="")
    typed = [
        replace(bare, program=replace(nothing, name="The API weeks")),
        replace(bare, program=replace(nothing, objective="Better APIs")),
        replace(bare, program=replace(nothing, prepare="Read up on the API")),
        replace(bare, program=nothing, guest=replace(bare.guest, team="API")),
        replace(bare, program=nothing, measures=[Measure(name="Calls of the API")]),
        replace(bare, program=nothing, steps=[replace(BADGE, text="Get access to the API")]),
    ]
    assert all(told(description(one))[-1].startswith("Words: API = ") for one in typed)
    named = replace(bare, program=nothing, guest=replace(bare.guest, name="Ana API"))
    assert "Words" not in description(named)
    elsewhere = replace(bare, kind=MeetingKind.WELCOME, program=replace(nothing, prepare="Read up on the API"))
    assert "Words" not in description(elsewhere)


def test_an_invite_explains_no_more_than_people_read() -> None:
    many = Glossary(Term(term=f"T{n}X", side=Side.IT, meaning="m") for n in range(20))
    one = occasion(MeetingKind.DEBRIEF, glossary=many)
    program = replace(one.program, objective=" ".join(f"T{n}X" for n in range(20)))
    lines = told(description(replace(one, program=program)))[-1].splitlines()
    assert lines == ["Words:", *(f"- T{n}X = m" for n in range(6))]


def test_nothing_is_due_again_for_a_better_explanation() -> None:
    for kind in MeetingKind:
        one = occasion(kind)
        assert facts(replace(one, glossary=TERMS)) == facts(one)


SENT_BEFORE = {
    MeetingKind.PREP: "bf3932dd58f8bb93",
    MeetingKind.WELCOME: "9a75ee02f90112c2",
    MeetingKind.VISIT: "adcf4beadb98a647",
    MeetingKind.CHECK_IN: "fe3105933ec5d38a",
    MeetingKind.DEBRIEF: "c070f0e16fb17297",
}
"""The marks that invites have which went out before there were steps, contacts, words and forms in them."""


@pytest.mark.parametrize("kind", MeetingKind)
def test_what_went_out_before_there_was_more_to_tell_is_not_due_again(kind: MeetingKind) -> None:
    assert facts(occasion(kind)) == SENT_BEFORE[kind]
    # Nor where the steps of all programs were written down for this one, to tick them off.
    assert facts(occasion(kind, steps=default_steps(Kind.RIDE_ALONG))) == SENT_BEFORE[kind]


@pytest.mark.parametrize("kind", MeetingKind)
def test_what_somebody_said_of_steps_forms_and_contacts_is_a_fact_where_it_is_told(kind: MeetingKind) -> None:
    one = occasion(kind)
    others = [
        replace(one, steps=(BADGE,)),
        replace(one, steps=(*default_steps(Kind.RIDE_ALONG), BADGE)),
        replace(one, steps=()),
        replace(one, contacts=(ANA, MIA)),
        replace(one, contacts=(MIA,)),
        replace(one, program=replace(one.program, form_link="https://forms.x.example/a")),
    ]
    for other in others:
        assert (facts(other) != facts(one)) == (description(other) != description(one))
    assert len({facts(other) for other in others}) == len({description(other) for other in others})


def test_invites_to_prepare_and_to_visit_tell_who_does_what_when() -> None:
    steps = (BADGE, replace(BADGE, phase=Phase.AFTER, who=Who.BOTH, text="Write it down"))
    for kind in MeetingKind:
        paragraphs = told(description(occasion(kind, steps=steps)))
        tells = kind in (MeetingKind.PREP, MeetingKind.VISIT)
        assert ("Before the visit:\n- Ana Lima: Order a badge" in paragraphs) == tells
        assert ("After the visit:\n- Both: Write it down" in paragraphs) == tells
        assert not any(one.startswith("During") for one in paragraphs)
    assert "visit:" not in description(occasion(MeetingKind.CHECK_IN, program_kind=Kind.BUDDY))
    assert "visit:" not in description(occasion(MeetingKind.VISIT, steps=()))


def test_of_many_steps_an_invite_tells_the_first_and_how_many_more_there_are() -> None:
    steps = [replace(BADGE, text=f"Step {number}") for number in range(8)]
    lines = description(occasion(MeetingKind.VISIT, steps=steps)).splitlines()
    at = lines.index("Before the visit:")
    assert lines[at + 1 : at + 7] == [*(f"- Ana Lima: Step {number}" for number in range(5)), "- and 3 more steps"]


def test_an_invite_names_the_standing_contacts_of_the_two_teams() -> None:
    for kind in MeetingKind:
        assert (
            "Between the two teams, people turn to Ana Lima (ana@x.example) for Platform and Mia Roth (mia@x.example) "
            "for Brand." in told(description(occasion(kind, contacts=(ANA, MIA))))
        )
    alone = description(occasion(MeetingKind.PREP, contacts=(MIA,)))
    assert "Between the two teams, people turn to Mia Roth (mia@x.example) for Brand." in told(alone)


def test_invites_to_visit_and_to_look_back_carry_the_form() -> None:
    program = replace(PROGRAM, form_link="https://forms.x.example/a?b=1")
    said = {kind: description(replace(occasion(kind), program=program)) for kind in MeetingKind}
    assert "Afterwards, say how it went: https://forms.x.example/a?b=1" in told(said[MeetingKind.VISIT])
    assert "Say here how it went: https://forms.x.example/a?b=1" in told(said[MeetingKind.DEBRIEF])
    assert [kind for kind in MeetingKind if "forms" in said[kind]] == [MeetingKind.VISIT, MeetingKind.DEBRIEF]


@given(LONG, LONG, st.sampled_from(MeetingKind))
def test_whatever_is_typed_of_steps_contacts_and_words_an_invite_stays_in_bounds(
    words: str, name: str, kind: MeetingKind
) -> None:
    one = occasion(
        kind,
        steps=[VisitStep(phase=phase, who=Who.BOTH, text=words) for phase in Phase for _ in range(40)],
        contacts=(replace(ANA, name=name, team=words), replace(MIA, name=words, team=name)),
        glossary=Glossary(
            [Term(term=name, side=Side.IT, meaning=words), Term(term="late", side=Side.IT, meaning=words)]
        ),
    )
    assert len(description(one)) < 7000
    assert max(map(len, description(one).splitlines())) < 500
