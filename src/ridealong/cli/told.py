"""Who is told what of a change, as commands print it."""

from collections.abc import Iterable

from ridealong.cli.session import Session
from ridealong.cli.tables import print_table
from ridealong.services.invites.told import Told

NOT_KNOWN = "Who would be told what is worked out only where something may be written."
"""What is said of a dry run that may only read."""


def told_json(told: Iterable[Told] | None) -> list[dict[str, object]] | None:
    """Each person with the invites they get and what changes for them; null where that is not known."""
    if told is None:
        return None
    return [
        {
            "email": one.person.email,
            "name": one.person.name,
            "invites": [
                {
                    "invite": each.what,
                    "kind": str(each.kind),
                    "summary": each.summary,
                    "start": each.start.isoformat(),
                }
                for each in one.invites
            ],
            "sentences": list(one.sentences),
        }
        for one in told
    ]


def print_told(session: Session, told: Iterable[Told] | None) -> None:
    """A table of them; nothing where nobody is told, or it is not known."""
    rows = [(one.person.name, one.gets, " ".join(one.sentences)) for one in told or ()]
    if rows:
        print_table(session, ("Told", "Gets", "What changes"), rows, wrap=True)
