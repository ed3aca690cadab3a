"""Composite teams as commands print them for people: tables of slots, topics, tasks and weeks, and sentences."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ridealong.cli.output import say, show
from ridealong.cli.session import Session
from ridealong.cli.tables import has_room, print_table
from ridealong.domain.composite_teams import DemandKind, Slot, Task
from ridealong.domain.days import Days
from ridealong.domain.values import WEEKDAYS
from ridealong.domain.wording import listed, many
from ridealong.services.teams.views import Coverage, SlotView, TeamView

_ASKED = {
    DemandKind.PIN: "is pinned to",
    DemandKind.EXCLUSION: "is kept out of",
    DemandKind.WISH: "would be in, as far as can be,",
}
_TOPICS = "Topics by slot: must or nice is what the slot asks for, + that whoever is in it knows it."
_LETTERS = "Tasks by slot: R does it, A answers for it, C is asked before, I is told after."
_PEOPLE_ABREAST = 5
"""The weeks of so many people stand in one table where there is little room."""
_WEEKS = "Percent of the week for the exchange, in brackets for this team."


def print_teams(session: Session, teams: Sequence[TeamView]) -> None:
    """Print teams, one a row; where there is little room, what is wrong with them stands below."""
    if not teams:
        return
    titles = ("Team", "Focus", "From", "To", "State", "Slots", "Open", "Drafts", "Problem")
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
            "; ".join(_first_problem(one)),
        )
        for one in teams
    ]
    numbers = ("Slots", "Open", "Drafts")
    if has_room(titles, rows):
        print_table(session, titles, rows, right=numbers)
        return
    brief = [(*row[:2], one.team.days, *row[4:-1]) for one, row in zip(teams, rows, strict=True)]
    print_table(session, (*titles[:2], "Days", *titles[4:-1]), brief, right=numbers, wrap=True)
    show(f"{one.team.name}: {problem}" for one in teams for problem in _first_problem(one))


def _first_problem(one: TeamView) -> Iterator[str]:
    if one.problems:
        others = len(one.problems) - 1
        yield one.problems[0] + (f" (and {others} more)" if others else "")


def print_slots(session: Session, teams: Sequence[TeamView]) -> None:
    """Print the slots of teams with who is in them, each team in turn; of who is in no slot any more, too.

    Where there is little room, each team is a table of its own.
    """
    rows = [(one.team.name, *row) for one in teams for row in _slot_rows(one)]
    titles = ("Team", *_SLOT_TITLES)
    if not rows:
        return
    if has_room(titles, rows):
        print_table(session, titles, rows, right=_SLOT_NUMBERS)
        return
    for number, one in enumerate(each for each in teams if each.slots):
        show([""] if number else [])
        show([f"{one.team.name}, {one.team.days}"])
        _print_brief_slots(session, one)


_SLOT_TITLES = ("No.", "Slot", "Side", "Share", "Who", "Home team", "From", "To", "State")
_SLOT_NUMBERS = ("No.", "Share")


def _slot_rows(one: TeamView) -> Iterator[tuple[object, ...]]:
    for slot in one.slots:
        for who, home_team, days, state in _who(slot):
            asked = (slot.slot.number, slot.slot.name, slot.slot.side.label, f"{slot.slot.share} %")
            yield (*asked, who, home_team, days.first, days.last, state)


def _print_brief_slots(session: Session, one: TeamView) -> None:
    """The slots of a team where there is little room: days are told where they are not those of the team."""
    rows = [
        (
            slot.slot.number,
            slot.slot.name,
            slot.slot.side.label,
            f"{slot.slot.share} %",
            ", ".join(str(part) for part in (who, "" if days == one.team.days else days) if part),
            home_team,
            state,
        )
        for slot in one.slots
        for who, home_team, days, state in _who(slot)
    ]
    print_table(session, (*_SLOT_TITLES[:6], "State"), rows, right=_SLOT_NUMBERS, wrap=True)


def _who(slot: SlotView) -> Iterator[tuple[str, str, Days, str]]:
    """Who is in a slot and nobody, in turn: the name, the home team, the days and the state."""
    for view in slot.embeds:
        one = view.embed
        yield (one.name, one.home_team, one.days, one.state.label)
    for days in slot.opens:
        yield ("", "", days, "open")
    if not slot.opens and not slot.embeds:
        yield ("", "", slot.days, "")


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
    rows = list(_slot_rows(one))
    if not rows:
        return
    show([""])
    if has_room(_SLOT_TITLES, rows):
        print_table(session, _SLOT_TITLES, rows, right=_SLOT_NUMBERS)
    else:
        _print_brief_slots(session, one)


def _print_topics(session: Session, one: TeamView) -> None:
    if not one.coverage:
        return
    numbers = [slot.slot.number for slot in one.slots]
    rows = [(each.topic, *(_topic_cell(each, number) for number in numbers), _covered(each)) for each in one.coverage]
    show([""])
    print_table(session, ("Topic", *map(str, numbers), "Covered"), rows, wrap=True)
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
    print_table(session, ("Task", *(str(slot.number) for slot in slots), "Not settled"), rows, wrap=True)
    say(_LETTERS)


def _print_loads(session: Session, one: TeamView) -> None:
    names = {embed.person_id: embed.name for embed in one.people}
    people = [person for person in one.loads if person in names]
    if not people:
        return
    mondays = [week.monday for week in one.loads[people[0]]]
    show([""])
    for some in _tables_of(people, [names[person] for person in people], mondays):
        columns = [[f"{week.percent} ({week.here})" for week in one.loads[person]] for person in some]
        titles = ("Week of", *(names[person] for person in some))
        print_table(session, titles, zip(mondays, *columns, strict=True), right=titles[1:], wrap=True)
    say(_WEEKS)


def _tables_of(people: Sequence[int], names: Sequence[str], mondays: Sequence[date]) -> Iterator[Sequence[int]]:
    """People in as few tables as have room for a column of each."""
    size = len(people)
    if not has_room(("Week of", *names), [(monday, *names) for monday in mondays]):
        size = _PEOPLE_ABREAST
    yield from (people[start : start + size] for start in range(0, len(people), size))


def print_slot_words(session: Session, slots: Sequence[Slot]) -> None:
    """Print what slots ask for."""
    rows = [
        (one.number, one.name, one.side.label, f"{one.share} %", "; ".join(one.must), "; ".join(one.nice))
        for one in slots
    ]
    print_table(
        session, ("No.", "Slot", "Side", "Share", "Must know", "Good to know"), rows, right=("No.", "Share"), wrap=True
    )
