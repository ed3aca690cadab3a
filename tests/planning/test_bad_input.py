"""Every way in which a problem can be wrong, and the one sentence that says so."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ridealong.domain.errors import InvalidValue, Refused, RidealongError, UnreadableFile
from ridealong.planning.memory import GB, check_memory, in_container
from ridealong.planning.plan import Plan
from ridealong.planning.problem import Cover, FitMatrix, Guest, Host, Member, Met, Pin, Problem, Promise
from ridealong.planning.problem_json import parse_problem, read_problem
from ridealong.planning.solve import solve

from .example import PROBLEM

Document = dict[str, Any]  # JSON as a user may have written it
HALF = "holds half of a character (a lone surrogate), which no file can"
CHANGES: list[tuple[Callable[[Document], object], str]] = [
    (lambda d: d.pop("format"), "format is missing"),
    (lambda d: d.update(format="ridealong-problem/2"), "format: 'ridealong-problem/2' is not 'ridealong-problem/1'"),
    (lambda d: d.pop("rounds"), "rounds is missing"),
    (lambda d: d.update(rounds=0), "rounds: 0 is below 1"),
    (lambda d: d.update(rounds=True), "rounds: should be a whole number, not true or false"),
    (lambda d: d.update(rounds=2.5), "rounds: 2.5 is no whole number"),
    (lambda d: d.update(seed=-1), "seed: -1 is negative"),
    (lambda d: d.update(level=1), "level: should be true or false, not a number"),
    (lambda d: d.update(guests=[], fit=[]), "guests: there is nobody to visit anyone"),
    (lambda d: d.update(hosts=[], fit=[[], []]), "hosts: there is nobody to be visited"),
    (lambda d: d.update(guests={}), "guests: should be a list, not an object"),
    (lambda d: d["guests"][1].pop("id"), "guests[1].id is missing"),
    (lambda d: d["guests"][1].update(id="g1"), "guests[1].id: 'g1' is also the id of guests[0]"),
    (lambda d: d["hosts"][1].update(id="h1"), "hosts[1].id: 'h1' is also the id of hosts[0]"),
    (lambda d: d["guests"][0].update(id=7), "guests[0].id: should be a text, not a number"),
    (lambda d: d["guests"][0].update(team=""), "guests[0].team: is empty"),
    (
        lambda d: d["guests"][0].update(away=[9]),
        "guests[0].away[0]: round 9 does not exist; rounds run from 0 to 2",
    ),
    (
        lambda d: d["hosts"][0].update(away=[1, -1]),
        "hosts[0].away[1]: round -1 does not exist; rounds run from 0 to 2",
    ),
    (lambda d: d["guests"][0].update(away=[True]), "guests[0].away[0]: should be a whole number, not true or false"),
    (lambda d: d["guests"][0].update(turns=-1), "guests[0].turns: -1 is negative"),
    (lambda d: d["guests"][0].update(max_turns=-1), "guests[0].max_turns: -1 is negative"),
    (lambda d: d["guests"][0].update(stay=0), "guests[0].stay: 0 is below 1"),
    (
        lambda d: d["guests"][0].update(turns=248),
        "guests[0].turns: 248 turns and 3 rounds are together above 250",
    ),
    (lambda d: d["hosts"][0].update(capacity=-1), "hosts[0].capacity: -1 is negative"),
    (lambda d: d["hosts"][0].update(capacity=False), "hosts[0].capacity: should be a whole number, not true or false"),
    (lambda d: d["hosts"][1].update(capacity=[1, 2]), "hosts[1].capacity: 2 numbers for 3 rounds"),
    (lambda d: d["hosts"][1].update(capacity=[1, -2, 1]), "hosts[1].capacity[1]: -2 is negative"),
    (lambda d: d["hosts"][1].update(share=-2), "hosts[1].share: -2 is negative"),
    (lambda d: d["hosts"][1].update(rest=-2), "hosts[1].rest: -2 is negative"),
    (lambda d: d["hosts"][1].update(window=0), "hosts[1].window: 0 is below 1"),
    (
        lambda d: d["hosts"][1].update(promises=[{"round": 1, "visits": 2, "window": 0}]),
        "hosts[1].promises[0].window: 0 is below 1",
    ),
    (lambda d: d["hosts"][1].update(promises=[{"round": 1}]), "hosts[1].promises[0].visits is missing"),
    (
        lambda d: d["hosts"][1].update(closed={"5": "launch"}),
        "hosts[1].closed['5']: round 5 does not exist; rounds run from 0 to 2",
    ),
    (lambda d: d["hosts"][1].update(closed={"May": "launch"}), "hosts[1].closed['May']: 'May' is no round"),
    (lambda d: d.update(fit=[[1, 2]]), "fit: 1 rows for 2 guests"),
    (lambda d: d["fit"][1].append(3), "fit[1]: 3 columns for 2 hosts"),
    (lambda d: d["fit"].__setitem__(1, 4), "fit[1]: should be a list with one entry per host"),
    (lambda d: d["fit"][1].__setitem__(0, 101), "fit[1][0]: 101 is above 100"),
    (lambda d: d["fit"][1].__setitem__(0, -1), "fit[1][0]: -1 is negative"),
    (lambda d: d["fit"][1].__setitem__(0, 1.5), "fit[1][0]: 1.5 is no whole number"),
    (lambda d: d["fit"][1].__setitem__(0, True), "fit[1][0]: should be a whole number, not true or false"),
    (lambda d: d["met"][0].update(guest="x"), "met[0].guest: there is no guest 'x'"),
    (lambda d: d["met"][0].update(host="x"), "met[0].host: there is no host 'x'"),
    (lambda d: d["met"][0].update(times=-1), "met[0].times: -1 is negative"),
    (lambda d: d["met"].append(d["met"][0]), "met[1]: g1 and h1 are already in met[0]"),
    (lambda d: d["pins"][0].update(guest="x"), "pins[0].guest: there is no guest 'x'"),
    (lambda d: d["pins"][0].update(host="x"), "pins[0].host: there is no host 'x'"),
    (lambda d: d["pins"][0].update(round=3), "pins[0].round: round 3 does not exist; rounds run from 0 to 2"),
    (lambda d: d.update(pins=[{"guest": "g1"}]), "pins[0]: names neither a host nor a round"),
    (
        lambda d: d["pins"].append({"guest": "g2", "host": "h1", "round": 1}),
        "pins[1]: g2 with h1 in round 1 clashes with pins[0]: g2 with h2 in round 1",
    ),
    (
        lambda d: d.update(pins=[{"guest": "g1", "host": "h2", "round": 1}]),
        "pins[0]: g1 with h2 in round 1 breaks a rule: h2 is kept apart from g1",
    ),
    (
        lambda d: d.update(pins=[{"guest": "g1", "host": "h2"}]),
        "pins[0]: g1 with h2 breaks a rule: h2 is kept apart from g1",
    ),
    (
        lambda d: d.update(pins=[{"guest": "g1", "round": 0}]),
        "pins[0]: g1 in round 0 breaks a rule: g1 is away in round 0",
    ),
    (
        lambda d: d.update(pins=[{"guest": "g2", "host": "h1", "round": 2}]),
        "pins[0]: g2 with h1 in round 2 breaks a rule: h1 is away in round 2",
    ),
    (
        lambda d: d.update(pins=[{"guest": "g1", "host": "h1", "round": 1}, {"guest": "g2", "host": "h1", "round": 1}]),
        "pins[1]: g2 with h1 in round 1 breaks a rule: h1 takes 1 in round 1, not 2",
    ),
    (lambda d: d.update(weights={"met_before": 1000}), "weights.met_before: 1000, but this term is a cost"),
    (lambda d: d.update(weights={"fit": 1.5}), "weights.fit: 1.5 is no whole number"),
    (lambda d: d["pins"][0].update(round=-1), "pins[0].round: round -1 does not exist; rounds run from 0 to 2"),
    (lambda d: d["guests"][0].update(away=3), "guests[0].away: should be a list, not a number"),
    (lambda d: d["fit"].__setitem__(0, []), "fit[0]: 0 columns for 2 hosts"),
    (lambda d: d.update(fit=None), "fit: should be a list, not nothing (null)"),
    (lambda d: d.update(wish_gap=-1), "wish_gap: -1 is negative"),
    (lambda d: d.update(wish_gap="2"), "wish_gap: should be a whole number, not a text"),
    (lambda d: d.update(wish_gap=10**6), "wish_gap: 1000000 is above 10,000"),
    (lambda d: d.update(weights={"too_soon": 5}), "weights.too_soon: 5, but this term is a cost"),
    (lambda d: d["met"][0].update(last=0), "met[0].last: 0 is above -1"),
    (lambda d: d["met"][0].update(last="x"), "met[0].last: should be a whole number, not a text"),
    (lambda d: d["met"].append({"guest": "g2", "host": "h1"}), "met[1].times is missing"),
    (lambda d: d.update(trios=1), "trios: should be true or false, not a number"),
    (lambda d: d.update(cover=[]), "cover: should be an object, not a list"),
    (lambda d: d.update(cover={"guests": 2}), "cover.guests: should be an object, not a number"),
    (lambda d: d.update(cover={"guests": {"Sales": 2}}), "cover.guests['Sales']: there is no guest of that team"),
    (lambda d: d.update(cover={"hosts": {"Data": 2}}), "cover.hosts['Data']: there is no host of that team"),
    (lambda d: d.update(cover={"hosts": {"CRM": -1}}), "cover.hosts['CRM']: -1 is negative"),
    (lambda d: d.update(cover={"hosts": {"CRM": [1, 2]}}), "cover.hosts['CRM']: 2 numbers for 3 rounds"),
    (lambda d: d.update(cover={"hosts": {"CRM": [1, 2, -3]}}), "cover.hosts['CRM'][2]: -3 is negative"),
    (
        lambda d: d.update(cover={"hosts": {"CRM": True}}),
        "cover.hosts['CRM']: should be a whole number, not true or false",
    ),
    (lambda d: d["hosts"][0].update(members="m1"), "hosts[0].members: should be a list, not a text"),
    (lambda d: d["hosts"][0].update(members=[{}]), "hosts[0].members[0].id is missing"),
    (
        lambda d: d["hosts"][0].update(members=[{"id": "m1", "away": [3]}]),
        "hosts[0].members[0].away[0]: round 3 does not exist; rounds run from 0 to 2",
    ),
    (
        lambda d: d["hosts"][0].update(members=[{"id": "m1"}, {"id": "m1"}]),
        "hosts[0].members[1].id: 'm1' is in hosts[0].members already",
    ),
    (
        lambda d: [host.update(members=[{"id": "m1"}]) for host in d["hosts"]],
        "hosts[1].members[0].id: 'm1' is in hosts[0].members already",
    ),
    (
        lambda d: d["hosts"][0].update(members=[{"id": "h2"}]),
        "hosts[0].members[0].id: 'h2' is a host as well: hosts[1]",
    ),
    (lambda d: d["hosts"][0].update(quorum=1), "hosts[0].quorum: there are no members to count"),
    (
        lambda d: d["hosts"][0].update(members=[{"id": "m1"}], quorum=2),
        "hosts[0].quorum: 2 is not from 1 to 1 (members)",
    ),
    (lambda d: d["hosts"][0].update(members=[{"id": "m1"}], quorum=0), "hosts[0].quorum: 0 is below 1"),
    (lambda d: d.update(weights=[]), "weights: should be an object, not a list"),
    (lambda d: d.update(weights="fit"), "weights: should be an object, not a text"),
    (lambda d: d.update(weights=1), "weights: should be an object, not a number"),
    (lambda d: d["guests"][0].update(id="g\ud800"), f"guests[0].id: {HALF}"),
    (lambda d: d["hosts"][1].update(id="\ud800"), f"hosts[1].id: {HALF}"),
    (lambda d: d["guests"][1].update(team="\ud800"), f"guests[1].team: {HALF}"),
    (lambda d: d["hosts"][0].update(team="\ud800"), f"hosts[0].team: {HALF}"),
    (lambda d: d["guests"][0].update(known_teams=["A", "\ud800"]), f"guests[0].known_teams[1]: {HALF}"),
    (lambda d: d["guests"][0].update(closed={"1": "\ud800"}), f"guests[0].closed['1']: {HALF}"),
    (lambda d: d["hosts"][0].update(closed={"1": "launch \ud800"}), f"hosts[0].closed['1']: {HALF}"),
    (lambda d: d["hosts"][0].update(closed={"\ud800": "launch"}), r"hosts[0].closed['\ud800']: '\ud800' is no round"),
    (lambda d: d["hosts"][0].update(members=[{"id": "\ud800"}]), f"hosts[0].members[0].id: {HALF}"),
    (lambda d: d["met"][0].update(host="\ud800"), f"met[0].host: {HALF}"),
    (lambda d: d["pins"][0].update(guest="\ud800"), f"pins[0].guest: {HALF}"),
    (lambda d: d.update(cover={"hosts": {"\ud800": 1}}), r"cover.hosts['\ud800']: there is no host of that team"),
    (lambda d: d.update(fit="\ud800.npy"), f"fit: {HALF}"),
    (
        lambda d: d["met"][0].update(not_before=2**53 + 1),
        "met[0].not_before: 9007199254740993 is above 9007199254740992",
    ),
    (lambda d: d["hosts"][0].update(capacity=2**54), "hosts[0].capacity: 18014398509481984 is above 9007199254740992"),
    (lambda d: d.update(fit="../fit.npy"), "fit: '../fit.npy' is not the name of a .npy file beside the problem"),
]


@pytest.mark.parametrize(("change", "message"), CHANGES, ids=[message[:50] for _, message in CHANGES])
def test_a_wrong_problem_is_refused_with_its_place(change: Callable[[Document], object], message: str) -> None:
    document = copy.deepcopy(json.loads(PROBLEM))
    change(document)
    with pytest.raises(InvalidValue) as error:
        parse_problem(document)
    assert str(error.value).startswith(message.removesuffix("..."))
    assert "\n" not in str(error.value)
    assert str(error.value).encode()


def planned(change: Callable[[Document], object]) -> Plan:
    document = copy.deepcopy(json.loads(PROBLEM))
    change(document)
    return replace(solve(parse_problem(document)), seconds=0.0)


@pytest.mark.parametrize("first", [4, 10**15, 2**53 - 1])
def test_a_pair_that_may_meet_again_long_after_the_plan_does_not_meet_in_it(first: int) -> None:
    later = planned(lambda d: d["met"][0].update(not_before=first))
    assert later == planned(lambda d: d["met"][0].update(not_before=3))
    assert ("g1", "h1") not in {(a.guest, a.host) for a in later.assignments}
    assert (later.score.placed, later.proved) == (3, True)


@pytest.mark.parametrize("most", [2**53 - 1, [2**53 - 1] * 3])
def test_more_seats_than_there_are_guests_are_as_good_as_one_for_each(most: int | list[int]) -> None:
    def offered(seats: int | list[int]) -> Plan:
        return planned(lambda d: [host.update(capacity=seats) for host in d["hosts"]])

    plan = offered(most)
    assert plan == offered(2)
    assert (plan.score.placed, plan.proved) == (4, True)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"wish_gap": -2}, "wish_gap: -2 is negative"),
        ({"met": (Met("a", "h", 1, last=0),)}, "met[0].last: round 0 is not before the plan; it should be below 0"),
        ({"cover": Cover({"S": 1})}, "cover.guests['S']: there is no guest of that team"),
        ({"cover": Cover({}, {"M": (1, 2)})}, "cover.hosts['M']: 2 numbers for 1 rounds"),
        ({"hosts": (Host("h", "M", promises=(Promise(0, -1, 1),)),)}, "hosts[0].promises[0].visits: -1 is below 0"),
        ({"hosts": (Host("h", "M", members=(Member("m", (1,)),)),)}, "hosts[0].members[0].away[0]: round 1 does not"),
        ({"hosts": (Host("h", "M", members=(Member("h"),)),)}, "hosts[0].members[0].id: 'h' is a host as well"),
        ({"hosts": (Host("h", "M", members=(Member("m"),), quorum=3),)}, "hosts[0].quorum: 3 is not from 1 to 1"),
    ],
    ids=range(8),
)
def test_a_wrong_problem_made_by_a_program_is_refused_as_well(more: dict[str, Any], message: str) -> None:
    fine = Problem(1, (Guest("a", "T"),), (Host("h", "M"),), FitMatrix.of([[5]]))
    with pytest.raises(InvalidValue) as error:
        solve(replace(fine, **more))
    assert str(error.value).startswith(message)


def test_pins_that_clash_only_together_are_refused() -> None:
    one = Problem(
        1,
        (Guest("a", "T"), Guest("b", "T")),
        (Host("h", "M"),),
        FitMatrix.of([[5], [5]]),
        pins=(Pin("a", "h"), Pin("b", None, 0)),
    )
    with pytest.raises(Refused, match="a with h is pinned, b in round 0 is pinned and h takes 1 at once"):
        solve(one)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "p.json: the file is empty"),
        (b"  \n", "p.json: the file is empty"),
        (b"\x93NUMPY\x01\x00\xff\xfe", "p.json: not a problem: the file is not UTF-8 text"),
        (b"{\x00}", "p.json: not a problem: the file is binary"),
        (b'{"format": ', "p.json: not JSON: Expecting value in line 1, column 12"),
        (b"[1, 2]", "p.json: not a problem: the file should hold one JSON object"),
        (b"[" * 100_000, "p.json: lists are nested too deeply for a problem"),
        (b'{"rounds": ' + b"9" * 5000 + b"}", "p.json: a number is far too long for a problem"),
    ],
    ids=range(8),
)
def test_a_file_that_is_no_problem_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as error:
        read_problem(path)
    assert str(error.value) == message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="No such file"):
        read_problem(tmp_path / "none.json")


def test_a_problem_may_start_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text(PROBLEM, encoding="utf-8-sig")
    assert read_problem(path).rounds == 3


def test_fit_may_lie_in_a_numpy_file(tmp_path: Path) -> None:
    np.save(tmp_path / "fit.npy", np.array([[73, 255], [40, 65]], dtype=np.uint8))
    path = tmp_path / "p.json"
    path.write_text(json.dumps(json.loads(PROBLEM) | {"fit": "fit.npy"}), encoding="utf-8")
    assert read_problem(path) == parse_problem(json.loads(PROBLEM))


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.zeros((2, 3), dtype=np.uint8), r"has shape \(2, 3\), not \(2, 2\)"),
        (np.zeros((2, 2), dtype=np.int64), "should hold uint8"),
        (np.array([[1, 2], [3, 101]], dtype=np.uint8), r"fit\[1\]\[1\]: 101 is above 100"),
        (None, "fit.npy"),
    ],
    ids=range(4),
)
def test_a_wrong_numpy_file_is_refused(tmp_path: Path, matrix: object, message: str) -> None:
    if matrix is not None:
        np.save(tmp_path / "fit.npy", np.asarray(matrix))
    path = tmp_path / "p.json"
    path.write_text(json.dumps(json.loads(PROBLEM) | {"fit": "fit.npy"}), encoding="utf-8")
    with pytest.raises(RidealongError, match=message):
        read_problem(path)


def test_a_numpy_file_that_ends_early_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "fit.npy", np.zeros((2, 2), dtype=np.uint8))
    whole = (tmp_path / "fit.npy").read_bytes()
    path = tmp_path / "p.json"
    path.write_text(json.dumps(json.loads(PROBLEM) | {"fit": "fit.npy"}), encoding="utf-8")
    for size in (0, 5, 60, len(whole) - 1):
        (tmp_path / "fit.npy").write_bytes(whole[:size])
        with pytest.raises(RidealongError, match=r"^fit: .*fit\.npy") as error:
            read_problem(path)
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("people", [150_000, 1_000_000])
def test_a_problem_too_large_for_memory_is_refused_before_it_is_tried(people: int) -> None:
    document = json.loads(PROBLEM)
    # Nobody is looked at before the size is: what stands in the lists could be anything.
    document["guests"] = document["hosts"] = [None] * people
    with pytest.raises(Refused, match=r"150,000 guests x 150,000 hosts x 3 rounds|guests: 1,000,000 people") as error:
        parse_problem(document)
    assert "Plan them in several parts" in str(error.value)


def test_how_much_fits_depends_on_the_memory_there_is() -> None:
    check_memory(5_500, 4_500, 26, there=2 * GB)
    with pytest.raises(Refused) as error:
        check_memory(5_500, 4_500, 26, there=GB)
    assert str(error.value) == (
        "guests, hosts: 5,500 guests x 4,500 hosts x 26 rounds take about 1.3 GB of memory to plan, and this machine "
        "has 1.0 GB to spare. Plan them in several parts"
    )


def test_the_limit_of_a_container_counts(tmp_path: Path) -> None:
    inner = tmp_path / "job"
    inner.mkdir()
    (tmp_path / "memory.max").write_text("max\n")
    (inner / "memory.max").write_text("3000\n")
    (inner / "memory.current").write_text("2500\n")
    (inner / "memory.stat").write_text("anon 2000\ninactive_file 400\n")
    (tmp_path / "own").write_text("0::/job\n")
    assert in_container(tmp_path, tmp_path / "own") == 900
    (tmp_path / "own").write_text("0::/\n")
    assert in_container(tmp_path, tmp_path / "own") > GB


def test_unknown_keys_are_ignored() -> None:
    document = json.loads(PROBLEM)
    document["note"] = "from a later release"
    document["guests"][0]["note"] = 1
    assert parse_problem(document) == parse_problem(json.loads(PROBLEM))
