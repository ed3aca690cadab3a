"""Start-up of the screens on 300 people, against a hello-world Textual program, in a real pseudo-terminal."""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench._measure import BIN, Taken, clean_environment, in_turn, process, ratio, roster, times
from bench._terminal import appearances

FRAME_BUDGET = 1.2
DATA_BUDGET = 2.2
FRAME = "7 Programs"
"""What stands on the screen as soon as the frame does."""

DATA = "Next week ("
"""What stands there together with all that Today knows at once: what the quick checks found, and next week's visits."""
PLANNED_ON, TODAY = "2026-12-28", "2027-01-11"
"""A Monday before the program, and the Monday of its second week, with visits behind and before it."""
COMPANY = (
    "program create Spring --kind ride-along --start 2027-01-04 --enrol all",
    "plan Spring",
    "publish Spring --yes --without-agreement bench",
)

_FRAME, _DATA = "frame painted", "what needs attention on the screen"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="ridealong-bench-") as name:
        folder = Path(name)
        environment = clean_environment(folder)
        environment |= {"RIDEALONG_DB": str(folder / "bench.db"), "RIDEALONG_TODAY": TODAY}
        _company(folder, environment)
        hello = [sys.executable, str(Path(__file__).with_name("hello.py"))]
        found = in_turn(
            {
                "hello": lambda: appearances(hello, environment, ["Hello, world"]),
                "ridealong": lambda: appearances([str(BIN / "ridealong")], environment, [FRAME, DATA]),
            },
            rounds,
        )
    return _report(found)


def _company(folder: Path, environment: Mapping[str, str]) -> None:
    """300 people in a published season."""
    people = roster(folder / "people.csv", 300)
    then = {**environment, "RIDEALONG_TODAY": PLANNED_ON}
    process([BIN / "ridealong", "people", "import", people], then)
    for words in COMPANY:
        process([BIN / "ridealong", *words.split()], then, fine=(0, 3))


def _report(found: dict[str, list[list[Taken]]]) -> int:
    hello = [one[0] for one in found["hello"]]
    frame, data = ([one[index] for one in found["ridealong"]] for index in (0, 1))
    print(f"Start-up on 300 people, {len(hello)} rounds in turn (times hold for this run alone)")
    for name, runs in (
        ("hello-world Textual: painted", hello),
        (f"ridealong: {_FRAME}", frame),
        (f"ridealong: {_DATA}", data),
    ):
        times(name, [one.wall for one in runs])
    print("Ratios to hello world, median of the rounds (least to most)")
    kept = []
    for name, runs, budget in ((_FRAME, frame, FRAME_BUDGET), (_DATA, data, DATA_BUDGET)):
        kept.append(ratio(f"{name}, on the clock", _wall(runs), _wall(hello), budget))
        ratio(f"{name}, of the processor", [one.cpu for one in runs], [one.cpu for one in hello])
    return 0 if all(kept) else 1


def _wall(runs: Sequence[Taken]) -> list[float]:
    return [one.wall for one in runs]


if __name__ == "__main__":
    sys.exit(main())
