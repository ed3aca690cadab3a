"""What is killed and interrupted: one call of the program for each way to write something."""

from dataclasses import dataclass, field

from .conftest import SPRING
from .killing import words


@dataclass(frozen=True)
class Action:
    """Something to kill.

    Args:
        name: in the name of the test. base: the folder in which it begins. call: what runs there.
        then: the call that tidies up after it, where it was finished: most need nothing but to be opened.
    """

    name: str
    base: str
    call: list[str]
    then: list[str] = field(default_factory=lambda: words("program", "list"))

    def __str__(self) -> str:
        return self.name


EXPORT = words("invites", "export", "--out", "out")
FEED = words("invites", "feed", "--out", "feeds")
WRITE = words("people", "export", "--out", "written.csv")

ACTIONS = [
    Action("people import", "company", words("people", "import", "people.csv")),
    Action("history import", "company", words("history", "import", "history.csv")),
    Action("plan", "company", words("plan", SPRING, "--seed", 5)),
    Action("publish", "company", words("--yes", "publish", SPRING, "--without-agreement", "why not")),
    Action("undo", "published", words("undo")),
    Action("invites export", "due", EXPORT, EXPORT),
    Action("invites feed", "published", FEED, FEED),
    Action("people export", "company", WRITE, WRITE),
    Action("upgrade", "first-release", words("db", "upgrade")),
    Action("db backup", "company", words("db", "backup", "backup.db")),
    Action("db restore", "backed-up", words("--yes", "db", "restore", "backup.db")),
]
