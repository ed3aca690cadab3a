"""Problems as JSON (`ridealong-problem/1`), read with every field checked, and written."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from types import NoneType

from ridealong.domain.errors import InvalidValue
from ridealong.planning.documents import load_document
from ridealong.planning.fields import At, kind
from ridealong.planning.fit_file import read_fit_file
from ridealong.planning.memory import check_memory
from ridealong.planning.problem import (
    APART,
    BEST_FIT,
    FORMAT,
    MOST_TURNS,
    Cover,
    FitMatrix,
    Guest,
    Host,
    Member,
    Met,
    Pin,
    Problem,
    Promise,
    Weights,
)
from ridealong.planning.validate import validate

_POINTS = bytes(range(BEST_FIT + 1))


def read_problem(path: Path) -> Problem:
    """Read and check a problem.

    Raises `UnreadableFile` if the file is none, `InvalidValue` naming the first place that is wrong, and `Refused` for
    a problem that is too large for memory.
    """
    return parse_problem(load_document(path, "problem"), path.parent)


def parse_problem(document: object, folder: Path | None = None) -> Problem:
    """A checked problem from parsed JSON; `folder` is where a NumPy file may lie. Raises as `read_problem`."""
    top = At("", document)
    if not isinstance(document, dict):
        top.fail("a problem should be one JSON object")
    if top.get("format").value != FORMAT:
        raise InvalidValue(f"format: {top.get('format').value!r} is not {FORMAT!r}")
    rounds = top.get("rounds").whole(1)
    if rounds > MOST_TURNS:
        raise InvalidValue(f"rounds: {rounds} is above {MOST_TURNS}")
    # Before anybody is read: a problem that is too large must not fill the memory on its way.
    check_memory(top.get("guests").size(), top.get("hosts").size(), rounds)
    guests = tuple(_guest(row, rounds) for row in top.get("guests").items())
    hosts = tuple(_host(row, rounds) for row in top.get("hosts").items())
    problem = Problem(
        rounds=rounds,
        guests=guests,
        hosts=hosts,
        fit=_fit(top.get("fit"), len(guests), len(hosts), folder),
        seed=top.whole_or("seed", 0),
        met=tuple(_met(row) for row in top.list_of("met")),
        pins=tuple(_pin(row, rounds) for row in top.list_of("pins")),
        weights=_weights(top.get("weights")) if top.has("weights") else Weights(),
        repeat_gap=top.whole_or("repeat_gap", 0),
        level=top.yes_or_no("level", default=False),
        wish_gap=top.whole_or("wish_gap", 0),
        cover=_cover(top.get("cover"), rounds) if top.has("cover") else Cover(),
        trios=top.yes_or_no("trios", default=False),
    )
    validate(problem)
    return problem


def _guest(row: At, rounds: int) -> Guest:
    return Guest(
        id=row.get("id").text(),
        team=row.get("team").text(),
        away=tuple(sorted({item.round(rounds) for item in row.list_of("away")})),
        turns=row.whole_or("turns", 0),
        max_turns=row.optional_whole("max_turns"),
        known_teams=tuple(item.text() for item in row.list_of("known_teams")),
        stay=row.whole_or("stay", 1, low=1),
        closed=_closed(row, rounds),
    )


def _host(row: At, rounds: int) -> Host:
    return Host(
        id=row.get("id").text(),
        team=row.get("team").text(),
        capacity=_per_round(row.get("capacity"), rounds) if row.has("capacity") else 1,
        away=tuple(sorted({item.round(rounds) for item in row.list_of("away")})),
        share=row.optional_whole("share"),
        closed=_closed(row, rounds),
        rest=row.whole_or("rest", 0),
        max_visits=row.optional_whole("max_visits"),
        window=row.optional_whole("window", low=1),
        visits=tuple(sorted(item.whole() for item in row.list_of("visits"))),
        promises=tuple(_promise(item) for item in row.list_of("promises")),
        members=tuple(_member(item, rounds) for item in row.list_of("members")),
        quorum=row.optional_whole("quorum", low=1),
    )


def _promise(row: At) -> Promise:
    return Promise(row.get("round").whole(), row.get("visits").whole(0), row.get("window").whole(1))


def _member(row: At, rounds: int) -> Member:
    return Member(row.get("id").text(), tuple(sorted({item.round(rounds) for item in row.list_of("away")})))


def _cover(at: At, rounds: int) -> Cover:
    if not isinstance(at.value, dict):
        at.fail(f"should be an object, not {kind(at.value)}")
    limits: dict[str, dict[str, int | tuple[int, ...]]] = {"guests": {}, "hosts": {}}
    for side, most in limits.items():
        if at.has(side):
            most.update((team, _per_round(number, rounds)) for team, number in at.get(side).entries())
    return Cover(**limits)


def _per_round(at: At, rounds: int) -> int | tuple[int, ...]:
    if not isinstance(at.value, list):
        return at.whole(0)
    if len(at.value) != rounds:
        at.fail(f"{len(at.value)} numbers for {rounds} rounds")
    return tuple(item.whole(0) for item in at.items())


def _closed(row: At, rounds: int) -> dict[int, str]:
    if not row.has("closed"):
        return {}
    closed = {}
    for key, text in row.get("closed").entries():
        if not (key.isascii() and key.isdigit() and len(key) < 10):
            text.fail(f"{key!r} is no round")
        closed[At(text.place, int(key)).round(rounds)] = text.text()
    return dict(sorted(closed.items()))


def _met(row: At) -> Met:
    return Met(
        guest=row.get("guest").text(),
        host=row.get("host").text(),
        times=row.whole_or("times", 0) if row.has("not_before") or row.has("last") else row.get("times").whole(0),
        not_before=row.optional_whole("not_before", low=-(2**31)),
        last=row.get("last").whole(-(2**31), -1) if row.has("last") else None,
        refused=row.yes_or_no("refused", default=False),
    )


def _pin(row: At, rounds: int) -> Pin:
    return Pin(
        guest=row.get("guest").text(),
        host=row.get("host").text() if row.has("host") else None,
        round=row.get("round").round(rounds) if row.has("round") else None,
    )


def _weights(at: At) -> Weights:
    if not isinstance(at.value, dict):
        at.fail(f"should be an object, not {kind(at.value)}")
    return Weights(**{key: at.whole_or(key, default, low=-(10**9)) for key, default in asdict(Weights()).items()})


def _fit(at: At, guests: int, hosts: int, folder: Path | None) -> FitMatrix:
    if isinstance(at.value, str):
        return read_fit_file(at.text(), folder, guests, hosts)
    rows = list(at.items())
    if len(rows) != guests:
        at.fail(f"{len(rows)} rows for {guests} guests")
    cells = bytearray()
    for row in rows:
        members = row.value
        if not isinstance(members, list):
            row.fail("should be a list with one entry per host")
        if len(members) != hosts:
            row.fail(f"{len(members)} columns for {hosts} hosts")
        cells += _packed(members) or _looked_at(row.place, members)
    return FitMatrix(guests, hosts, bytes(cells))


def _packed(members: list[object]) -> bytes | None:
    """A row as bytes, without a look at each of its members; None where one of them may be wrong."""
    if not {*map(type, members)} <= {int, NoneType}:
        return None
    try:
        packed = bytes([APART if member is None else member for member in members])  # type: ignore[misc]  # as just seen
    except ValueError:
        return None
    beyond = packed.translate(None, _POINTS)
    return packed if len(beyond) == members.count(None) else None


def _looked_at(place: str, members: list[object]) -> bytes:
    """A row as bytes, one member after the other; raises `InvalidValue` for the first that is wrong."""
    return bytes(
        APART if member is None else At(f"{place}[{index}]", member).whole(0, BEST_FIT)
        for index, member in enumerate(members)
    )


def problem_to_json(problem: Problem) -> str:
    """The problem as text that `read_problem` turns into an equal one; fields at their default are left out."""
    head = [f'"format": "{FORMAT}", "rounds": {problem.rounds}, "seed": {problem.seed}']
    if problem.repeat_gap:
        head.append(f'"repeat_gap": {problem.repeat_gap}')
    if problem.level:
        head.append('"level": true')
    if problem.wish_gap:
        head.append(f'"wish_gap": {problem.wish_gap}')
    if problem.cover != Cover():
        head.append(f'"cover": {json.dumps(_cover_document(problem.cover), ensure_ascii=False)}')
    if problem.trios:
        head.append('"trios": true')
    if problem.weights != Weights():
        head.append(f'"weights": {json.dumps(_weights_document(problem.weights))}')
    parts = [
        *head,
        _block("guests", [json.dumps(_guest_document(guest), ensure_ascii=False) for guest in problem.guests]),
        _block("hosts", [json.dumps(_host_document(host), ensure_ascii=False) for host in problem.hosts]),
        _block("fit", [json.dumps(row) for row in problem.fit.lists()]),
        _block("met", [_met_line(met) for met in problem.met]),
        _block("pins", [_line(guest=p.guest, host=p.host, round=p.round) for p in problem.pins]),
    ]
    return "{" + ",\n ".join(parts) + "}\n"


def _block(key: str, lines: list[str]) -> str:
    return f'"{key}": [' + ",\n  ".join(lines) + "]"


def _line(**fields: object) -> str:
    return json.dumps({key: value for key, value in fields.items() if value is not None}, ensure_ascii=False)


def _met_line(met: Met) -> str:
    refused = met.refused or None
    return _line(
        guest=met.guest, host=met.host, times=met.times, not_before=met.not_before, last=met.last, refused=refused
    )


def _cover_document(cover: Cover) -> dict[str, object]:
    return {side: dict(most) for side, most in (("guests", cover.guests), ("hosts", cover.hosts)) if most}


def _weights_document(weights: Weights) -> dict[str, int]:
    document = asdict(weights)
    # Readers of an earlier release know six weights; the seventh is only named where it was set.
    if weights.too_soon == Weights().too_soon:
        del document["too_soon"]
    return document


def _guest_document(guest: Guest) -> dict[str, object]:
    document: dict[str, object] = {"id": guest.id, "team": guest.team}
    plain = Guest(guest.id, guest.team)
    for key in ("away", "turns", "max_turns", "known_teams", "stay", "closed"):
        value = getattr(guest, key)
        if value != getattr(plain, key):
            document[key] = dict(value) if key == "closed" else value
    return document


def _host_document(host: Host) -> dict[str, object]:
    document: dict[str, object] = {"id": host.id, "team": host.team, "capacity": host.capacity}
    plain = Host(host.id, host.team)
    for key in ("away", "share", "closed", "rest", "max_visits", "window", "visits", "quorum"):
        value = getattr(host, key)
        if value != getattr(plain, key):
            document[key] = dict(value) if key == "closed" else value
    if host.promises:
        document["promises"] = [asdict(one) for one in host.promises]
    if host.members:
        document["members"] = [{"id": one.id, "away": one.away} if one.away else {"id": one.id} for one in host.members]
    return document
