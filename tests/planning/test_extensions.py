"""The extensions of the format together: read and written without loss."""

from __future__ import annotations

import json
from dataclasses import replace

from ridealong.planning.problem import Weights
from ridealong.planning.problem_json import parse_problem, problem_to_json

from .build import random_problem

DOCUMENT = """{"format": "ridealong-problem/1", "rounds": 3, "repeat_gap": 1, "wish_gap": 2, "trios": true,
 "cover": {"guests": {"Platform": 2}, "hosts": {"Brand": [1, 1, 2]}},
 "guests": [{"id": "g1", "team": "Platform"}, {"id": "g2", "team": "Platform"}],
 "hosts":  [{"id": "h1", "team": "Brand", "members": [{"id": "m1", "away": [2]}, {"id": "m2"}], "quorum": 1}],
 "fit":    [[73], [40]],
 "met":    [{"guest": "g1", "host": "h1", "times": 1, "last": -2}, {"guest": "g2", "host": "h1", "last": -9}],
 "weights": {"too_soon": -300}}"""


def test_the_extensions_are_read_from_the_file() -> None:
    given = parse_problem(json.loads(DOCUMENT))
    assert (given.wish_gap, given.trios, given.weights) == (2, True, Weights(too_soon=-300))
    assert (given.cover.guests, given.cover.hosts) == ({"Platform": 2}, {"Brand": (1, 1, 2)})
    assert [(one.id, one.away) for one in given.hosts[0].members] == [("m1", (2,)), ("m2", ())]
    assert given.hosts[0].quorum == 1
    assert [(met.times, met.last) for met in given.met] == [(1, -2), (0, -9)]


def test_what_is_written_is_read_as_the_same_problem() -> None:
    assert parse_problem(json.loads(problem_to_json(parse_problem(json.loads(DOCUMENT))))).weights.too_soon == -300
    for seed in range(60):
        given = random_problem(seed, 5, extended=True)
        assert parse_problem(json.loads(problem_to_json(given))) == given


def test_a_problem_without_extensions_is_written_without_them() -> None:
    given = replace(random_problem(3, 4), weights=Weights(fit=2))
    text = problem_to_json(given)
    assert not any(key in text for key in ("too_soon", "wish_gap", "cover", "trios", "members", "quorum", "last"))
