"""The folders in which processes are killed, each made once."""

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from ridealong.demo.build import build_demo
from sharing import made_once

from .killing import CONFIG, DATABASE, Starter, Undisturbed, copied, undisturbed, words

SPRING = "Ride-alongs, spring 2027"
FIRST_RELEASE = Path(__file__).parent.parent / "storage" / "data" / "schema_0001.sql"
"""The schema of the first release, with four people and what they have published and exported."""

collect_ignore = [] if sys.platform == "linux" else ["test_kills.py", "test_send_kills.py", "test_endings.py"]

Base = Callable[[str], Path]
Usually = Callable[[str, Sequence[str]], Undisturbed]


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crash")


@pytest.fixture(scope="session")
def starter(work: Path) -> Iterator[Starter]:
    """What starts the program, with settings of its own."""
    settings = work / "config.toml"
    settings.write_text(CONFIG)
    with Starter(settings) as one:
        yield one


@pytest.fixture(scope="session")
def base(work: Path, starter: Starter, tmp_path_factory: pytest.TempPathFactory) -> Base:
    """Folders by name, each with a database as it is before something is killed; they are copied, never changed."""

    def made(name: str) -> Path:
        folder = work / name
        if not folder.exists():
            # A copy of its own, since SQLite puts files beside a database that is looked at.
            once = made_once(tmp_path_factory, f"crash-{name}", lambda half: _MADE[name](half, made, starter))
            shutil.copytree(once, folder)
        return folder

    return made


@pytest.fixture(scope="session")
def usually(base: Base, starter: Starter) -> Usually:
    """How a call goes in a folder, by the name of the folder, if nobody disturbs it."""
    known: dict[tuple[str, ...], Undisturbed] = {}

    def asked(name: str, call: Sequence[str]) -> Undisturbed:
        key = (name, *call)
        if key not in known:
            with copied(base(name)) as copy:
                known[key] = undisturbed(starter, copy, call)
            assert known[key].code in (0, 3)
        return known[key]

    return asked


def _company(folder: Path, _made: Base, _starter: Starter) -> None:
    build_demo(folder / DATABASE, "pilot")
    people = [(f"p{one}@new.example", f"Person {one}", ("it", "marketing")[one % 2], "New") for one in range(1000)]
    _table(folder / "people.csv", "email,name,side,team", people)
    _table(folder / "history.csv", "program,kind,it_email,marketing_email,guest,start,end,state", _past(folder))
    (folder / "written.csv").write_text("what was there before\n")


def _past(folder: Path) -> Iterator[tuple[str, ...]]:
    connection = sqlite3.connect(folder / DATABASE)
    sides = [
        [email for (email,) in connection.execute("SELECT email FROM people WHERE side = ? ORDER BY id", (side,))]
        for side in ("it", "marketing")
    ]
    connection.close()
    for number in range(800):
        start = date(2020, 1, 6) + timedelta(weeks=number // 8)
        guest, host = sides[0][number % 12], sides[1][number % 8]
        yield "Before", "ride-along", guest, host, "it", str(start), str(start + timedelta(days=4)), "held"


def _table(path: Path, header: str, rows: Iterable[tuple[str, ...]]) -> None:
    path.write_text("\n".join([header, *map(",".join, rows)]), encoding="utf-8")


def _published(folder: Path, made: Base, starter: Starter) -> None:
    shutil.copy(made("company") / DATABASE, folder)
    assert starter.run(folder, words("--yes", "publish", SPRING, "--without-agreement", "a test")) == 0


def _due(folder: Path, made: Base, starter: Starter) -> None:
    """Invites are due, and files of their names lie where they are to go."""
    shutil.copy(made("published") / DATABASE, folder)
    other = Path(shutil.copytree(made("published"), folder.with_name("exported")))
    assert starter.run(other, words("invites", "export", "--out", folder / "out")) == 0
    for one in (folder / "out").iterdir():
        one.write_bytes(b"what was there before")


def _first_release(folder: Path, _made: Base, _starter: Starter) -> None:
    connection = sqlite3.connect(folder / DATABASE)
    connection.executescript(FIRST_RELEASE.read_text(encoding="utf-8"))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _backed_up(folder: Path, made: Base, starter: Starter) -> None:
    """A backup lies there of what there was before something was published."""
    shutil.copy(made("company") / DATABASE, folder)
    assert starter.run(folder, words("db", "backup", "backup.db")) == 0
    shutil.copy(made("published") / DATABASE, folder)


_MADE: dict[str, Callable[[Path, Base, Starter], None]] = {
    "company": _company,
    "published": _published,
    "due": _due,
    "backed-up": _backed_up,
    "first-release": _first_release,
}
