"""Problems that cannot be planned: one message with the place, exit code 1, and no file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from .conftest import Run

Document = dict[str, Any]  # JSON as a user may have written it


def problem() -> Document:
    return {
        "format": "ridealong-problem/1",
        "rounds": 2,
        "guests": [{"id": "g1", "team": "Platform"}, {"id": "g2", "team": "Data"}],
        "hosts": [{"id": "h1", "team": "Brand"}, {"id": "h2", "team": "CRM"}],
        "fit": [[73, 10], [40, 65]],
    }


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d["fit"][1].__setitem__(0, 101), "fit[1][0]: 101 is above 100"),
        (lambda d: d["fit"].pop(), "fit: 1 rows for 2 guests"),
        (lambda d: d.update(fit="fit.npy"), "fit: fit.npy has shape (3, 2), not (2, 2)"),
        (lambda d: d.update(fit="none.npy"), "none.npy: No such file"),
        (lambda d: d.update(pins=[{"guest": "x", "host": "h1"}]), "pins[0].guest: there is no guest 'x'"),
        (lambda d: d["guests"][0].update(away=[-1]), "guests[0].away[0]: round -1 does not exist"),
        (lambda d: d["hosts"][1].update(capacity=[1]), "hosts[1].capacity: 1 numbers for 2 rounds"),
        (
            lambda d: d.update(pins=[{"guest": g, "host": "h1", "round": 0} for g in ("g1", "g2")]),
            "pins[1]: g2 with h1 in round 0 breaks a rule: h1 takes 1 in round 0, not 2",
        ),
        (lambda d: d.update(guests=[], fit=[]), "guests: there is nobody to visit anyone"),
        (lambda d: d.update(hosts=[], fit=[[], []]), "hosts: there is nobody to be visited"),
        (lambda d: d.update(rounds=0), "rounds: 0 is below 1"),
        (
            lambda d: d.update(guests=[{"id": str(i), "team": "T"} for i in range(200_001)]),
            "guests: 200,001 people are more than 200,000",
        ),
        (
            lambda d: d.update(
                guests=[{"id": str(i), "team": "T"} for i in range(60_000)],
                hosts=[{"id": str(i), "team": "T"} for i in range(60_000)],
            ),
            "60,000 guests x 60,000 hosts x 2 rounds take about",
        ),
        (lambda d: d.update(cover={"guests": {"Sales": 1}}), "cover.guests['Sales']: there is no guest of that team"),
        (lambda d: d.update(weights=[1, 2]), "weights: should be an object, not a list"),
        (lambda d: d["guests"][0].update(id="\ud800"), "guests[0].id: holds half of a character"),
        (lambda d: d.update(fit="\ud800.npy"), "fit: holds half of a character"),
    ],
    ids=range(17),
)
def test_a_problem_that_cannot_be_planned_is_refused_with_its_place(
    bare: Run, here: Path, change: Callable[[Document], object], place: str
) -> None:
    np.save(here / "fit.npy", np.zeros((3, 2), dtype=np.uint8))
    document = problem()
    change(document)
    (here / "problem.json").write_text(json.dumps(document))
    ran = bare("solve", "problem.json", "--out", "plan.json")
    assert (ran.code, ran.out) == (1, "")
    assert place in ran.err
    assert ran.err.count("\n") == 1
    assert not (here / "plan.json").exists()
