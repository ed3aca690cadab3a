"""Composite teams in a company whose screens are looked at: many of them, with a draft in almost every slot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from ridealong.demo.build import open_demo
from ridealong.domain.composite_teams import Part, Slot, Task
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.teams import defining, forming
from ridealong.services.teams.defining import NewTeam

TEAMS = 40
NAME = "Composite teams"
START = date(2027, 4, 12)
"""Near enough that Plan shows it first, and after every other program that is."""
SECONDS = 20.0
"""Of forming: the best teams are not what is measured."""
SLOTS = (
    Slot(name="Business owner", side=Side.MARKETING, nice=("Branding", "Analytics"), share=40),
    Slot(name="Data engineer", side=Side.IT, must=("SQL",), nice=("Python",), share=50),
    Slot(name="Campaign planner", side=Side.MARKETING, nice=("CRM", "Segmentation"), share=30),
    Slot(name="Engineer", side=Side.IT, nice=("APIs", "Cloud"), share=40),
    Slot(name="Analyst", side=Side.IT, nice=("Web analytics",), share=20),
    Slot(name="Writer", side=Side.MARKETING, nice=("SEO", "Content"), share=20),
)
TASKS = tuple(
    Task(name=name, parts=((1, Part.ACCOUNTABLE), (2 + number, Part.RESPONSIBLE), (6 - number, Part.CONSULTED)))
    for number, name in enumerate(("Choose what is tried first", "Ask twenty customers", "Measure it"))
)


def with_teams(path: Path) -> None:
    """Add a program in which everybody takes part, its teams, and drafts."""
    desk = open_demo(path)
    programs.create(desk, NewProgram(name=NAME, kind=Kind.COMPOSITE, start=START, rounds=2, weeks=8, enrol="all"))
    slots = tuple(replace(slot, number=at) for at, slot in enumerate(SLOTS, start=1))
    for number in range(1, TEAMS + 1):
        new = NewTeam(name=f"Team {number:02}", purpose="More come back", focus="Mobile", slots=slots, tasks=TASKS)
        defining.create(desk, NAME, new)
    forming.form(desk, NAME, seconds=SECONDS)
    desk.close()
