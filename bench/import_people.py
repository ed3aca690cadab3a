"""Import of 10,000 people by the command, against sqlite-utils upserting the same file, both as whole processes."""

import argparse
import sys
import tempfile
from pathlib import Path

from bench._measure import BIN, Taken, clean_environment, in_turn, process, ratio, roster, times

BUDGET = 1.5
_FRESH, _AGAIN = "into a fresh database", "again into the filled one"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--people", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ridealong-bench-") as name:
        folder = Path(name)
        environment = clean_environment(folder)
        people = roster(folder / "people.csv", asked.people)

        def ours(database: Path) -> list[Taken]:
            command: list[str | Path] = [BIN / "ridealong", "--db", database, "people", "import", people]
            return _twice(database, command, environment)

        def theirs(database: Path, *more: str) -> list[Taken]:
            command: list[str | Path] = [BIN / "sqlite-utils", "upsert", database, "people", people]
            return _twice(database, [*command, "--csv", "--pk", "email", *more], environment)

        found = in_turn(
            {
                "ridealong": lambda: ours(folder / "ours.db"),
                "sqlite-utils": lambda: theirs(folder / "theirs.db"),
                "sqlite-utils, text only": lambda: theirs(folder / "text.db", "--no-detect-types"),
            },
            asked.rounds,
        )
    return _report(found, asked.people)


def _twice(database: Path, command: list[str | Path], environment: dict[str, str]) -> list[Taken]:
    """The same import into a database that does not exist, and once more into what that made."""
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    return [process(command, environment), process(command, environment)]


def _report(found: dict[str, list[list[Taken]]], people: int) -> int:
    print(f"Import of {people} people, {len(found['ridealong'])} rounds in turn (times hold for this run alone)")
    for index, what in enumerate((_FRESH, _AGAIN)):
        for name, runs in found.items():
            times(f"{name}, {what}", [run[index].wall for run in runs])
    print("Ratios, median of the rounds (least to most)")
    kept = []
    for index, what in enumerate((_FRESH, _AGAIN)):
        ours = [run[index] for run in found["ridealong"]]
        for name, budget in (("sqlite-utils", BUDGET), ("sqlite-utils, text only", None)):
            peer = [run[index] for run in found[name]]
            print(f"  {what}, against {name}:")
            kept.append(ratio("  on the clock", [one.wall for one in ours], [one.wall for one in peer], budget))
            ratio("  of the processor", [one.cpu for one in ours], [one.cpu for one in peer])
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
