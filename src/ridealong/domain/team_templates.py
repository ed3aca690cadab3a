"""Ready templates of composite teams: slots and tasks to start from."""

from collections.abc import Mapping
from dataclasses import dataclass

from ridealong.domain.composite_teams import Part, Slot, Task
from ridealong.domain.people import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A team to start from: what it is for, its area, its slots and its tasks."""

    purpose: str
    focus: str
    slots: tuple[Slot, ...]
    tasks: tuple[Task, ...]
    least: int


def _task(name: str, letters: str) -> Task:
    """A task, with one word of letters for each slot in turn: `A`, `R`, `AR`, `C`, `I`, or `-`."""
    by_letter = {part.letter: part for part in Part}
    parts = [
        (number, by_letter[letter])
        for number, word in enumerate(letters.split(), start=1)
        for letter in word
        if letter != "-"
    ]
    return Task(name=name, parts=tuple(parts))


TEMPLATES: Mapping[str, Template] = {
    "technology-purchase": Template(
        purpose="Choose and buy a technology that both sides stand behind",
        focus="Technology purchase",
        slots=(
            Slot(number=1, name="Business owner", side=Side.MARKETING, share=40),
            Slot(number=2, name="Solution architect", side=Side.IT, share=40),
            Slot(number=3, name="Future user", side=Side.MARKETING, share=20),
            Slot(number=4, name="Security and data protection", side=Side.IT, share=20),
            Slot(number=5, name="Operations", side=Side.IT, share=20),
        ),
        tasks=(
            _task("Say what it is for, and what it should move", "AR C C I I"),
            _task("Write down what it must do, in the words of both sides", "A R R C C"),
            _task("Ask three vendors, and see it with our own data", "C AR R C I"),
            _task("Look at security, data protection and how to leave again", "I A - R C"),
            _task("Count what it costs over three years, running it included", "C A - I R"),
            _task("Decide together, and write down why", "A R C C C"),
            _task("Plan who introduces it, and how we see that it works", "A C R I R"),
        ),
        least=4,
    ),
    "campaign-platform": Template(
        purpose="Let marketing start campaigns without waiting for IT",
        focus="Marketing platforms",
        slots=(
            Slot(number=1, name="Campaign manager", side=Side.MARKETING, share=50),
            Slot(number=2, name="Engineer", side=Side.IT, share=50),
            Slot(number=3, name="Data engineer", side=Side.IT, share=50),
            Slot(number=4, name="Customer insight", side=Side.MARKETING, share=30),
        ),
        tasks=(
            _task("Agree on the measures that it should move", "A C R R"),
            _task("Show one working step every week", "C AR R I"),
            _task("Try it with one campaign", "AR C C R"),
        ),
        least=3,
    ),
}
"""The templates by name."""
