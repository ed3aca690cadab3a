"""Composite teams formed with the solver in a process of its own, as screens do: the same words, and a cancel heard."""

import os
import signal

import pytest

from planning.test_worker import on_linux, workers
from ridealong.domain.composite_teams import DemandKind, Slot
from ridealong.domain.errors import Interrupted, Refused
from ridealong.domain.people import Side
from ridealong.services.desk import Desk
from ridealong.services.teams import defining, demands, explaining, forming, teams
from ridealong.services.teams.defining import NewTeam
from services.conftest import employ, it, marketing
from services.teams.made import EMBEDS, composite
from thorough import thorough_only

ANA, BEN = (f"{name}@x.example" for name in ("ana", "ben"))
SLOTS = (
    Slot(name="Engineer", side=Side.IT, must=("SQL",), share=60),
    Slot(name="Planner", side=Side.MARKETING, share=20),
)


@pytest.fixture
def program(desk: Desk) -> Desk:
    """Two teams, each of which needs somebody of IT who knows SQL; there are two, and two of marketing."""
    employ(
        desk,
        it("Ana", "Data", knows=("sql",)),
        it("Ben", "Platform", knows=("SQL",)),
        marketing("Mia", "Brand"),
        marketing("Noor", "CRM"),
    )
    composite(desk)
    for name in ("One", "Two"):
        defining.create(desk, EMBEDS, NewTeam(name=name, slots=SLOTS))
    return desk


def inside(desk: Desk) -> list[list[str]]:
    return [[one.name for one in view.people] for view in teams.page(desk, EMBEDS).teams]


def test_the_same_people_are_drafted_with_progress_told(program: Desk) -> None:
    heard: list[float] = []
    formed = forming.form(program, EMBEDS, worker=True, told=lambda _stage, done: heard.append(done))
    assert (formed.proved, formed.new, formed.open) == (True, 4, ())
    assert (heard[0], heard[-1]) == (0.0, 1.0)
    assert len(set(heard)) > 3
    drafted = inside(program)
    again = forming.form(program, EMBEDS, worker=False)
    assert (again.new, again.kept, inside(program)) == (0, 4, drafted)


@thorough_only
def test_pins_that_contradict_each_other_are_told_in_the_same_names_and_ways_out(program: Desk) -> None:
    for name in ("One", "Two"):
        demands.ask(program, EMBEDS, name, DemandKind.PIN, email=ANA)
    with pytest.raises(Refused) as here:
        forming.form(program, EMBEDS, worker=False)
    with pytest.raises(Refused) as apart:
        forming.form(program, EMBEDS, worker=True)
    assert (apart.value.problem, apart.value.remedy) == (here.value.problem, here.value.remedy)
    assert "Ana is pinned" in here.value.problem
    assert here.value.remedy.startswith("It would work if Ana were not pinned in")


@on_linux
def test_whoever_cancels_waits_for_no_worker_and_changes_nothing(program: Desk) -> None:
    stopped: list[int] = []

    def told(stage: str, _done: float) -> None:
        if stage == "Getting ready" and not stopped:
            stopped.extend(workers())
            os.kill(stopped[0], signal.SIGSTOP)

    with pytest.raises(Interrupted):
        forming.form(program, EMBEDS, worker=True, told=told, cancelled=lambda: bool(stopped))
    assert workers() == []
    assert inside(program) == [[], []]


@thorough_only
def test_why_somebody_is_not_in_a_slot_is_told_in_the_same_words(program: Desk) -> None:
    demands.ask(program, EMBEDS, "One", DemandKind.WISH, email=ANA)
    forming.form(program, EMBEDS, teams=["One"])
    here = explaining.why(program, EMBEDS, "One", BEN, 1)
    assert here.sentences[0].startswith("With Ben there")
    assert explaining.why(program, EMBEDS, "One", BEN, 1, worker=True) == here
