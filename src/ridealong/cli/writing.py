"""Which commands change the database, so that `--read-only` refuses them before they do anything at all."""

from collections.abc import Mapping

WRITING = frozenset(
    {
        "people add",
        "people change-email",
        "people edit",
        "people import",
        "people purge",
        "people remove",
        "absences add",
        "absences edit",
        "absences import",
        "absences remove",
        "history import",
        "history mark",
        "debrief add",
        "debrief edit",
        "debrief import",
        "debrief remove",
        "ideas add",
        "ideas edit",
        "ideas remove",
        "apart",
        "glossary add",
        "glossary edit",
        "glossary import",
        "glossary remove",
        "glossary restore",
        "holidays remove",
        "holidays set",
        "program archive",
        "program copy",
        "program create",
        "program edit",
        "program measure",
        "program sign",
        "enrol",
        "leads agree",
        "leads import",
        "leads refuse",
        "plan",
        "swap",
        "takeover",
        "cover",
        "move",
        "cancel",
        "end",
        "publish",
        "repair",
        "groups cancel",
        "groups day",
        "groups mark",
        "groups move",
        "groups skip",
        "teams add",
        "teams change",
        "teams end",
        "teams form",
        "teams import",
        "teams mark",
        "teams remove",
        "ill",
        "meetings move",
        "meetings reset",
        "meetings skip",
        "invites answer",
        "invites caldav",
        "invites export",
        "invites replies",
        "invites send",
        "undo",
        "redo",
        "db restore",
        "db upgrade",
    }
)
"""Each of these changes the database, unless an option of `HARMLESS` says otherwise."""

EITHER = frozenset({"candidates", "contact", "freeze", "pin", "program steps", "steps", "demo", "serve", "ridealong"})
"""What these do depends on their arguments; the database itself refuses what would change it."""

READING = frozenset(
    {
        "today",
        "people export",
        "people export-data",
        "people list",
        "people show",
        "absences list",
        "history export",
        "history list",
        "history summary",
        "exposure",
        "report",
        "ledger",
        "debrief list",
        "debrief show",
        "ideas list",
        "ideas show",
        "leads list",
        "glossary export",
        "glossary list",
        "holidays list",
        "program list",
        "program show",
        "worth",
        "board",
        "why",
        "compare",
        "groups list",
        "groups show",
        "teams candidates",
        "teams export",
        "teams show",
        "teams templates",
        "teams why",
        "meetings list",
        "invites answers",
        "invites feed",
        "invites list",
        "journal",
        "solve",
        "config check",
        "config path",
        "config show",
        "db backup",
        "db check",
        "db copy",
        "doctor",
    }
)
"""These read, whatever else they write: a file, or another database."""

HARMLESS = ("dry_run", "again")
"""Parameters with which a command changes nothing."""


def would_write(command: str, params: Mapping[str, object]) -> bool:
    """Whether a call changes the database.

    Args:
        command: its name, such as `people import`. params: what it was called with.
    """
    return command in WRITING and not any(params.get(name) for name in HARMLESS)
