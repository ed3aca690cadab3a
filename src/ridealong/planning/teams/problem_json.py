"""Problems of composite teams as JSON (`ridealong-teams/1`), read with every field checked, and written."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.planning.documents import load_document
from ridealong.planning.fields import At, shown
from ridealong.planning.teams.problem import (
    FORMAT,
    FULL,
    CompositeTeam,
    Pair,
    TeamDemand,
    TeamPerson,
    TeamSlot,
    TeamsProblem,
    TeamWeights,
    pair_of,
)
from ridealong.planning.teams.validate import check_size, validate
from ridealong.planning.teams.validate_demands import LISTS

_TOP = ("format", "weeks", "seed", "people", "teams", "homes", "apart", "met", *LISTS.values())
_SETTINGS = ("overlap", "may_miss", "weights")
_PERSON = (
    "id",
    "side",
    "home",
    "knows",
    "wants",
    "seniority",
    "room",
    "most_teams",
    "away",
    "closed",
    "closed_except",
    "hours",
    "later_hours",
)
_SLOT = ("id", "side", "must", "nice", "share", "first", "last")


def read_teams_problem(path: Path) -> TeamsProblem:
    """Read and check a problem.

    Raises `UnreadableFile` if the file is none, `InvalidValue` naming the first place that is wrong, and `Refused` for
    a problem that is too large.
    """
    return parse_teams_problem(load_document(path, "problem"))


def parse_teams_problem(document: object) -> TeamsProblem:
    """A checked problem from parsed JSON. Raises as `read_teams_problem`."""
    top = At("", document)
    if not isinstance(document, dict):
        top.fail("a problem should be one JSON object")
    if top.get("format").value != FORMAT:
        raise InvalidValue(f"format: {shown(top.get('format').value)} is not {FORMAT!r}")
    _only(top, (*_TOP, *_SETTINGS))
    weeks = top.get("weeks").whole()
    # Before anybody is read: a problem that is too large must not fill the memory on its way.
    slots = sum(team.get("slots").size() for team in top.get("teams").items())
    check_size(weeks, top.get("people").size(), slots)
    teams = tuple(_team(row, weeks) for row in top.get("teams").items())
    targets = {team.id: "team" for team in teams} | {slot.id: "slot" for team in teams for slot in team.slots}
    problem = TeamsProblem(
        weeks=weeks,
        people=tuple(_person(row, weeks, targets) for row in top.get("people").items()),
        teams=teams,
        homes={home: _per_week(most, weeks) for home, most in _entries(top, "homes")},
        apart=frozenset(_apart(top.list_of("apart"))),
        met=dict(_met(top.list_of("met"))),
        demands=tuple(_demand(row, kind, targets) for kind, key in LISTS.items() for row in top.list_of(key)),
        overlap=top.whole_or("overlap", 0),
        may_miss=top.whole_or("may_miss", 25),
        weights=_weights(top.get("weights")) if top.has("weights") else TeamWeights(),
        seed=top.whole_or("seed", 0),
    )
    validate(problem)
    return problem


def _only(row: At, keys: Collection[str]) -> None:
    """Raise `InvalidValue` for a key that means nothing: a rule that is spelled wrong must not be left out."""
    for key, member in row.entries():
        if key not in keys:
            place = f"{row.place}.{shown(key)}" if row.place else shown(key)
            At(place, member).fail(f"is no field of this format; there are {', '.join(sorted(keys))}")


def _entries(row: At, key: str) -> Iterable[tuple[str, At]]:
    return row.get(key).entries() if row.has(key) else ()


def _person(row: At, weeks: int, targets: Mapping[str, str]) -> TeamPerson:
    _only(row, _PERSON)
    closed = frozenset(_week(one, weeks) for one in row.list_of("closed"))
    return TeamPerson(
        id=row.get("id").text(),
        side=_side(row.get("side")),
        home=row.get("home").text(),
        knows=_topics(row, "knows"),
        wants=_topics(row, "wants"),
        seniority=row.whole_or("seniority", 2),
        room=_per_week(row.get("room"), weeks) if row.has("room") else (FULL,) * weeks,
        most_teams=_per_week(row.get("most_teams"), weeks) if row.has("most_teams") else None,
        away=frozenset(_week(one, weeks) for one in row.list_of("away")),
        closed=closed,
        closed_except=frozenset(_part_of_week(one, closed, targets) for one in row.list_of("closed_except")),
        hours=_hours(row.get("hours")) if row.has("hours") else None,
        later_hours=tuple(_later(one) for one in row.list_of("later_hours")),
    )


def _team(row: At, weeks: int) -> CompositeTeam:
    _only(row, ("id", "least", "slots"))
    slots = tuple(_slot(one, weeks) for one in row.get("slots").items())
    return CompositeTeam(id=row.get("id").text(), slots=slots, least=row.whole_or("least", 2))


def _slot(row: At, weeks: int) -> TeamSlot:
    _only(row, _SLOT)
    return TeamSlot(
        id=row.get("id").text(),
        side=_side(row.get("side")),
        must=_topics(row, "must"),
        nice=_topics(row, "nice"),
        share=row.whole_or("share", FULL),
        first=_week(row.get("first"), weeks) if row.has("first") else 0,
        last=_week(row.get("last"), weeks) if row.has("last") else weeks - 1,
    )


def _side(at: At) -> Side:
    word = at.text()
    if word not in {side.value for side in Side}:
        at.fail(f"{shown(word)} is no side; the sides are {' and '.join(side.value for side in Side)}")
    return Side(word)


def _topics(row: At, key: str) -> frozenset[str]:
    return frozenset(one.text() for one in row.list_of(key))


def _week(at: At, weeks: int) -> int:
    number = at.whole()
    if not 0 <= number < weeks:
        at.fail(f"week {number} does not exist; weeks run from 0 to {weeks - 1}")
    return number


def _per_week(at: At, weeks: int) -> tuple[int, ...]:
    if not isinstance(at.value, list):
        return (at.whole(0),) * weeks
    if len(at.value) != weeks:
        at.fail(f"{len(at.value)} numbers for {weeks} weeks")
    return tuple(item.whole(0) for item in at.items())


def _hours(at: At) -> tuple[int, int]:
    if at.size() != 2:
        at.fail("should be two numbers: the first and the last minute of the working day")
    first, last = (item.whole() for item in at.items())
    return first, last


def _later(at: At) -> tuple[int, int, int]:
    if at.size() != 3:
        at.fail("should be three numbers: a week, and the first and the last minute of the working day from then on")
    week, first, last = (item.whole() for item in at.items())
    return week, first, last


def _part_of_week(at: At, closed: Collection[int], targets: Mapping[str, str]) -> tuple[str, int]:
    if at.size() != 2:
        at.fail("should be a slot and a week")
    slot, week = at.items()
    if targets.get(slot.text()) != "slot":
        slot.fail(f"there is no slot {shown(slot.text())}")
    if week.whole() not in closed:
        week.fail(f"week {week.whole()} is not in closed")
    return slot.text(), week.whole()


def _pair(at: At) -> Pair:
    if at.size() != 2:
        at.fail("should be two people")
    one, other = (item.text() for item in at.items())
    if one == other:
        at.fail(f"{shown(one)} is named twice")
    return pair_of(one, other)


def _apart(rows: Sequence[At]) -> Iterable[Pair]:
    return _once((row, _pair(row)) for row in rows)


def _met(rows: Sequence[At]) -> Iterable[tuple[Pair, int]]:
    for row in rows:
        _only(row, ("people", "times"))
    pairs = _once((row, _pair(row.get("people"))) for row in rows)
    return zip(pairs, [row.whole_or("times", 1) for row in rows], strict=True)


def _once(rows: Iterable[tuple[At, Pair]]) -> list[Pair]:
    """The pairs, each of which stands there once."""
    seen: dict[Pair, str] = {}
    for row, pair in rows:
        first = seen.setdefault(pair, row.place)
        if first != row.place:
            row.fail(f"{shown(pair[0])} and {shown(pair[1])} are already in {first}")
    return list(seen)


def _demand(row: At, kind: DemandKind, targets: Mapping[str, str]) -> TeamDemand:
    pin = kind is DemandKind.PIN
    _only(row, ("person", "slot", "team", "settled") if pin else ("person", "slot", "team"))
    if row.has("slot") == row.has("team"):
        row.fail("should name either a slot or a team")
    key = "slot" if row.has("slot") else "team"
    target = row.get(key).text()
    # That there is one at all is looked at with all else.
    if targets.get(target, key) != key:
        row.get(key).fail(f"{shown(target)} is a {targets[target]}, not a {key}")
    return TeamDemand(
        kind=kind,
        person=row.get("person").text(),
        target=target,
        settled=row.yes_or_no("settled", default=False),
    )


def _weights(at: At) -> TeamWeights:
    defaults = asdict(TeamWeights())
    _only(at, defaults)
    return TeamWeights(**{key: at.whole_or(key, default, low=-(10**9)) for key, default in defaults.items()})


def teams_problem_to_json(problem: TeamsProblem) -> str:
    """The problem as text that `read_teams_problem` turns into an equal one; what is at its default is left out.

    Demands come back in the order pins, exclusions, wishes.
    """
    head: dict[str, object] = {"format": FORMAT, "weeks": problem.weeks, "seed": problem.seed}
    plain = TeamsProblem(weeks=problem.weeks, people=(), teams=())
    head |= {key: getattr(problem, key) for key in _SETTINGS[:2] if getattr(problem, key) != getattr(plain, key)}
    if problem.weights != plain.weights:
        head["weights"] = asdict(problem.weights)
    if problem.homes:
        head["homes"] = {home: _number_or_list(most) for home, most in problem.homes.items()}
    teams = {team.id for team in problem.teams}
    blocks: dict[str, list[str]] = {
        "people": [_line(_person_document(person)) for person in problem.people],
        "teams": [_team_lines(team, problem.weeks) for team in problem.teams],
        "apart": [_line(list(pair)) for pair in sorted(problem.apart)],
        "met": [_line({"people": list(pair), "times": times}) for pair, times in sorted(problem.met.items())],
    }
    for kind, key in LISTS.items():
        blocks[key] = [_line(_demand_document(one, teams)) for one in problem.demands if one.kind is kind]
    parts = [_line(head)[1:-1], *(_block(key, lines) for key, lines in blocks.items() if lines)]
    return "{" + ",\n ".join(parts) + "}\n"


def _line(document: object) -> str:
    return json.dumps(document, ensure_ascii=False)


def _block(key: str, lines: list[str]) -> str:
    return f'"{key}": [' + ",\n  ".join(lines) + "]"


def _number_or_list(numbers: tuple[int, ...]) -> int | list[int]:
    return numbers[0] if len(set(numbers)) == 1 else list(numbers)


def _person_document(person: TeamPerson) -> dict[str, object]:
    document: dict[str, object] = {"id": person.id, "side": person.side.value, "home": person.home}
    for key in ("knows", "wants", "away", "closed"):
        if getattr(person, key):
            document[key] = sorted(getattr(person, key))
    if person.closed_except:
        document["closed_except"] = [list(one) for one in sorted(person.closed_except)]
    if person.seniority != 2:
        document["seniority"] = person.seniority
    if set(person.room) != {FULL}:
        document["room"] = _number_or_list(person.room)
    if person.most_teams is not None:
        document["most_teams"] = _number_or_list(person.most_teams)
    if person.hours is not None:
        document["hours"] = list(person.hours)
    if person.later_hours:
        document["later_hours"] = [list(one) for one in person.later_hours]
    return document


def _team_lines(team: CompositeTeam, weeks: int) -> str:
    slots = ",\n    ".join(_line(_slot_document(slot, weeks)) for slot in team.slots)
    least = "" if team.least == 2 else f'"least": {team.least}, '
    return f'{{"id": {_line(team.id)}, {least}"slots": [\n    {slots}]}}'


def _slot_document(slot: TeamSlot, weeks: int) -> dict[str, object]:
    document: dict[str, object] = {"id": slot.id, "side": slot.side.value}
    for key in ("must", "nice"):
        if getattr(slot, key):
            document[key] = sorted(getattr(slot, key))
    for key, default in (("share", FULL), ("first", 0), ("last", weeks - 1)):
        if getattr(slot, key) != default:
            document[key] = getattr(slot, key)
    return document


def _demand_document(one: TeamDemand, teams: Collection[str]) -> dict[str, object]:
    document: dict[str, object] = {"person": one.person, "team" if one.target in teams else "slot": one.target}
    if one.settled:
        document["settled"] = True
    return document
