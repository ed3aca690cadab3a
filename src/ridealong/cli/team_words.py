"""Composite teams as commands print them for people: tables of slots, topics, tasks and weeks, and sentences."""

from collections.abc import Iterable, Iterator, Sequence

from ridealong.cli.output import say, show
from ridealong.cli.session import Session
from ridealong.cli.tables import print_table
from ridealong.domain.composite_teams import DemandKind, Slot, Task
from ridealong.domain.values import WEEKDAYS
from ridealong.domain.wording import listed, many
from ridealong.services.teams.views import Coverage, EmbedView, SlotView, TeamView

_ASKED = {
    DemandKind.PIN: "is pinned to",
    DemandKind.EXCLUSION: "is kept out of",
    DemandKind.WISH: "would be in, as far as can be,",
}
_TOPICS = "Topics by slot: must or nice is what the slot asks for, + that whoever is in it knows it."
_LETTERS = "Tasks by slot: R does it, A answers for it, C is asked before, I is told after."
_WEEKS = "Percent of the week for the exchange, in brackets for this team."


def print_teams(session: Session, teams: Sequence[TeamView]) -> None:
    """Print teams, one a row."""
    if not teams:
        return
    rows = [
        (
            one.team.name,
            one.team.focus,
            one.team.days.first,
            one.team.days.last,
            one.state.label,
            len(one.slots),
            len(one.open),
            one.drafts,
            "; ".join(one.problems[:1]) + (f" (and {len(one.problems) - 1} more)" if len(one.problems) > 1 else ""),
        )
        for one in teams
    ]
    titles = ("Team", "Focus", "From", "To", "State", "Slots", "Open", "Drafts", "Problem")
    print_table(session, titles, rows, right=("Slots", "Open", "Drafts"))


def print_slots(session: Session, teams: Iterable[TeamView]) -> None:
    """Print the slots of teams with who is in them, each team in turn; of who is in no slot any more, too."""
    rows = [
        (one.team.name, slot.slot.number, slot.slot.name, slot.slot.side.label, f"{slot.slot.share} %", *cells)
        for one in teams
        for slot in one.slots
        for cells in _who(slot)
    ]
    titles = ("Team", "No.", "Slot", "Side", "Share", "Who", "Home team", "From", "To", "State")
    if rows:
        print_table(session, titles, rows, right=("No.", "Share"))


def _who(slot: SlotView) -> Iterator[tuple[object, ...]]:
    for view in slot.embeds:
        yield _embed_cells(view)
    for days in slot.opens:
        yield ("", "", days.first, days.last, "open")
    if not slot.opens and not slot.embeds:
        yield ("", "", slot.days.first, slot.days.last, "")


def _embed_cells(view: EmbedView) -> tuple[object, ...]:
    one = view.embed
    return (one.name, one.home_team, one.days.first, one.days.last, one.state.label)


def open_lines(teams: Iterable[TeamView]) -> Iterator[str]:
    """Each slot that nobody takes, and why."""
    for one in teams:
        for slot in one.open:
            why = f": {slot.why_open}" if slot.why_open else ""
            yield f"open: slot {slot.slot} of {one.team.name}, {listed([str(days) for days in slot.opens])}{why}"


def trouble_lines(teams: Iterable[TeamView]) -> Iterator[str]:
    """What is in the way of those who are in teams."""
    for one in teams:
        for slot in one.slots:
            for view in slot.embeds:
                yield from (f"{one.team.name}: {words}" for words in view.troubles)


def print_team(session: Session, one: TeamView, *, loads: bool, reason: bool) -> None:
    """Print all of one team.

    Args:
        loads: also how much of each week the exchange takes of its people. reason: also why it ended.
    """
    team = one.team
    least = many(team.least, "person", "people")
    show([f"{team.name} of {one.program}: {one.state.label}, {team.days}, at least {least}"])
    meets = team.meets
    said = (
        ("Purpose", team.purpose),
        ("Focus", team.focus),
        ("Where", team.place),
        ("Meets", f"{WEEKDAYS[meets.weekday]} {meets.at:%H:%M}, {meets.minutes} minutes" if meets else ""),
        ("Why it ended", team.reason if reason else ""),
    )
    show(f"{title}: {text}" for title, text in said if text)
    _print_slots_of(session, one)
    _print_topics(session, one)
    print_tasks(session, team.slots, team.tasks)
    show(
        f"{demand.email} {_ASKED[demand.kind]} {f'slot {team.slot(demand.slot)}' if demand.slot else 'the team'}"
        for demand in team.demands
    )
    if loads:
        _print_loads(session, one)
    show(f"! {problem}" for problem in one.problems)


def _print_slots_of(session: Session, one: TeamView) -> None:
    rows = [
        (slot.slot.number, slot.slot.name, slot.slot.side.label, f"{slot.slot.share} %", *cells)
        for slot in one.slots
        for cells in _who(slot)
    ]
    titles = ("No.", "Slot", "Side", "Share", "Who", "Home team", "From", "To", "State")
    if rows:
        show([""])
        print_table(session, titles, rows, right=("No.", "Share"))


def _print_topics(session: Session, one: TeamView) -> None:
    if not one.coverage:
        return
    numbers = [slot.slot.number for slot in one.slots]
    rows = [(each.topic, *(_topic_cell(each, number) for number in numbers), _covered(each)) for each in one.coverage]
    show([""])
    print_table(session, ("Topic", *map(str, numbers), "Covered"), rows)
    say(_TOPICS)


def _topic_cell(one: Coverage, number: int) -> str:
    asked = "must" if number in one.must else "nice" if number in one.nice else ""
    return f"{asked}+" if one.known.get(number) else asked


def _covered(one: Coverage) -> str:
    return "yes" if one.covered else "no"


def print_tasks(session: Session, slots: Sequence[Slot], tasks: Sequence[Task]) -> None:
    """Print what slots are for tasks, as a matrix of letters."""
    if not tasks:
        return
    rows = [(task.name, *(task.letters(slot.number) for slot in slots), task.lacks) for task in tasks]
    show([""])
    print_table(session, ("Task", *(str(slot.number) for slot in slots), "Not settled"), rows)
    say(_LETTERS)


def _print_loads(session: Session, one: TeamView) -> None:
    names = {embed.person_id: embed.name for embed in one.people}
    people = [person for person in one.loads if person in names]
    if not people:
        return
    columns = [[f"{week.percent} ({week.here})" for week in one.loads[person]] for person in people]
    mondays = [week.monday for week in one.loads[people[0]]]
    titles = ("Week of", *(names[person] for person in people))
    show([""])
    print_table(session, titles, zip(mondays, *columns, strict=True), right=titles[1:])
    say(_WEEKS)


def print_slot_words(session: Session, slots: Sequence[Slot]) -> None:
    """Print what slots ask for."""
    rows = [
        (one.number, one.name, one.side.label, f"{one.share} %", "; ".join(one.must), "; ".join(one.nice))
        for one in slots
    ]
    print_table(session, ("No.", "Slot", "Side", "Share", "Must know", "Good to know"), rows, right=("No.", "Share"))
