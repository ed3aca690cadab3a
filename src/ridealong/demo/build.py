"""Building the made-up company, step by step as its coordinator would have done it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from ridealong.config import Config, Organizer
from ridealong.demo import (
    absences,
    charters,
    contacts,
    fixed,
    gatherings,
    limits,
    outcomes,
    past,
    people,
    programs,
    rotation,
    teams,
)
from ridealong.demo.calendar import (
    ANSWERED,
    BEGAN,
    DAYS_ON,
    DAYS_PLANNED,
    DEMO_TODAY,
    GATHERED,
    MARKED,
    REVIEWED,
    ROSTER_AGAIN,
    SPRING,
    WINTER,
    WINTER_PLANNED,
)
from ridealong.demo.files import Folder
from ridealong.demo.names import DOMAIN
from ridealong.demo.sizes import SIZES, Size, size_named
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import Refused
from ridealong.domain.people import Person
from ridealong.services.desk import Desk, open_desk
from ridealong.services.outcomes.import_debriefs import import_debriefs
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people.import_absences import import_absences
from ridealong.services.people.import_people import import_people
from ridealong.services.people.limits import add_apart, add_freeze

__all__ = ["DEMO_CONFIG", "DEMO_TODAY", "SIZES", "build_demo", "open_demo"]

DEMO_CONFIG = Config(
    organizer=Organizer(name="Robin Ashdown", email=f"exchange@{DOMAIN}", time_zone="Europe/Berlin", country="DE"),
    coordinator="demo",
)
"""The settings of the made-up coordinator."""


def open_demo(path: Path | str, *, read_only: bool = False) -> Desk:
    """The desk of the made-up coordinator, on the day on which the demo always stands."""
    return open_desk(path, clock=FixedClock(DEMO_TODAY), config=DEMO_CONFIG, read_only=read_only)


def build_demo(
    path: Path | str,
    size: str | Size = "standard",
    progress: Callable[[str, float], None] | None = None,
    *,
    worker: bool | None = None,
) -> None:
    """Make the database of a made-up company; the same size always has the same content.

    Args:
        path: a file that does not exist yet.
        size: one of `SIZES`, or the numbers behind another one.
        progress: told what is being done, and which fraction is behind, from 0 to 1.
        worker: whether the solver works in a process of its own, which screens need; None for large companies alone.

    Raises:
        Refused: the file exists.
        InvalidValue: there is no such size.
        StorageError: the file cannot be written.
    """
    path, wanted = Path(path), size_named(size) if isinstance(size, str) else size
    if path.exists():
        raise Refused(f"{path} exists already", "Name a new file: the demo never changes one that is there")
    tell = progress or (lambda _what, _fraction: None)
    tell("Making the database", 0.0)
    # Somebody else has made all this up, so that undo does not take the company apart.
    desk = replace(open_demo(path), config=replace(DEMO_CONFIG, coordinator="the demo"))
    try:
        with TemporaryDirectory(prefix="ridealong-demo-") as folder:
            builder = _Builder(desk, wanted, Folder(Path(folder)), worker)
            for index, (what, step) in enumerate(builder.steps()):
                tell(what, (index + 1) / (len(builder.steps()) + 1))
                step()
    except BaseException:
        desk.close()
        _remove(path)
        raise
    desk.close()
    tell("Done", 1.0)


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Builder:
    """The steps, each done on the day on which the coordinator did it."""

    desk: Desk
    size: Size
    folder: Folder
    worker: bool | None

    def steps(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        size = self.size
        steps: tuple[tuple[str, Callable[[], None], bool], ...] = (
            ("Making up people", self._begin, True),
            ("Making up the past", self._import_past, size.winter),
            ("Planning the winter", self._winter, size.winter),
            ("Planning days in the life", self._days, size.days > 0),
            ("Finding buddies", self._buddies, True),
            ("Noting how it went", self._outcomes, size.winter),
            ("Bringing groups together", self._gatherings, size.coffee > 0),
            ("Planning the spring", self._spring, True),
            ("Writing charters", self._charters, True),
            ("Making up teams", self._teams, size.teams > 0),
        )
        return tuple((what, step) for what, step, wanted in steps if wanted)

    def _chance(self, purpose: str) -> Random:
        # One for each purpose, so that more of one thing does not change all the others.
        return Random(f"{self.size.name} {purpose}")  # noqa: S311 - a demo needs repeatable chance, not a secret

    def _on(self, day: date) -> Desk:
        return replace(self.desk, clock=FixedClock(day))

    def _people(self) -> tuple[Person, ...]:
        return people.make_people(self.size, self._chance("people"))

    def _begin(self) -> None:
        fixed.fix_identity(self.desk, self.size.name)
        roster = people.first_roster(self._people())
        desk = self._on(BEGAN)
        import_people(desk, self.folder.people("roster-november.csv", roster))
        for freeze in limits.freezes({one.team for one in roster}):
            add_freeze(desk, freeze.team or str(freeze.side), freeze.days, freeze.reason)
        for apart in limits.make_aparts(roster, self.size.aparts, self._chance("aparts")):
            add_apart(desk, apart.one, apart.other, apart.reason)

    def _import_past(self) -> None:
        roster = people.first_roster(self._people())
        frozen = limits.freezes({one.team for one in roster})
        rows = past.past_rows(roster, frozen, self.size, self._chance("past"))
        desk = self._on(BEGAN)
        if rows:
            import_history(desk, self.folder.history("earlier-rounds.csv", rows))
        away = absences.absence_rows(roster, WINTER, self._chance("winter absences"))
        import_absences(desk, self.folder.table("absences-winter.csv", absences.HEADER, away))

    def _winter(self) -> None:
        programs.hold_winter(self._on(WINTER_PLANNED), worker=self.worker)

    def _buddies(self) -> None:
        desk = self._on(ROSTER_AGAIN)
        everybody = self._people()
        import_people(desk, self.folder.people("roster-february.csv", everybody))
        away = absences.absence_rows(everybody, SPRING, self._chance("spring absences"))
        import_absences(desk, self.folder.table("absences-spring.csv", absences.HEADER, away))
        programs.start_buddies(desk, worker=self.worker)

    def _days(self) -> None:
        rotation.start_days(self._on(DAYS_PLANNED), self.size.days, self._chance("partners"), worker=self.worker)

    def _outcomes(self) -> None:
        went = programs.winter_outcomes(self.desk, self._chance("outcomes"))
        import_history(self._on(MARKED), self.folder.history("how-it-went.csv", went))
        if self.size.days:
            rotation.go_on_with_days(self._on(DAYS_ON), worker=self.worker)
            days = rotation.day_outcomes(self.desk)
            import_history(self._on(ANSWERED), self.folder.history("how-the-days-went.csv", days))
        said = outcomes.answers(self._on(ANSWERED), self._chance("answers to the form"))
        import_debriefs(self._on(ANSWERED), self.folder.table("debrief-form.csv", outcomes.HEADER, said))
        outcomes.review_ideas(self._on(REVIEWED))

    def _gatherings(self) -> None:
        desk = self._on(GATHERED)
        gatherings.start_coffee(desk, self.size.coffee, self._chance("coffee"))
        gatherings.start_sponsors(desk)

    def _spring(self) -> None:
        programs.plan_spring(
            self._on(DEMO_TODAY),
            self._chance("answers"),
            undecided=self.size.comings,
            pins=self.size.pins,
            worker=self.worker,
        )

    def _teams(self) -> None:
        teams.start_teams(self._on(DEMO_TODAY), self.size.teams)

    def _charters(self) -> None:
        desk = self._on(DEMO_TODAY)
        charters.write_charters(desk, self.folder)
        if self.size.winter:
            contacts.name_contacts(desk)
        if self.size.days:
            rotation.prepare_visits(desk)
