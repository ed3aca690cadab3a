"""The place that a question is about: a guest of a program, in one of the rounds that are left or in any."""

from dataclasses import dataclass

from ridealong.domain.errors import Refused
from ridealong.domain.people import Person
from ridealong.services.case_of import Drafted
from ridealong.services.desk import Desk
from ridealong.services.found import person_named, program_named
from ridealong.services.season import build_season
from ridealong.services.standing_season import as_drafts


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """The guest, the plan it is about, and the round in the numbering of its problem; None for any that is left."""

    drafted: Drafted
    guest: Person
    round: int | None


def asked_place(
    desk: Desk, email: str, program: str, number: int | None, *, replacing: int | None = None
) -> AskedPlace:
    """Look the place up.

    Args:
        number: the round, from 0; None for any round that is left.
        replacing: a published pairing that is taken for a draft, so that others may be looked for in its place; in a
            database that is open to read only it stays as it is.

    Raises:
        NotFound: there is no such person or program.
        Refused: the person is no guest of the program, or the round is none to come.
    """
    replaced = [] if replacing is None or desk.store.read_only else [replacing]
    # What is only tried is written too, and never committed.
    opened = desk.store.writing() if replaced else desk.reading()
    with opened as connection, as_drafts(connection, replaced):
        found = program_named(connection, program)
        known = person_named(connection, email)
        season = build_season(connection, found, desk.clock.today())
        if known.id not in season.guests:
            raise Refused(
                f"{known.person.name} is no guest of '{found.name}'",
                f"Guests are people of the {found.guest_side.label} side who agreed to take part",
            )
        drafted = Drafted(connection, season)
    asked = None if number is None else number - season.first
    if asked is not None and not 0 <= asked < season.problem.rounds:
        raise Refused(f"'{found.name}' has no round {(number or 0) + 1} that is still to come", "Name another round")
    return AskedPlace(drafted, known.person, asked)
