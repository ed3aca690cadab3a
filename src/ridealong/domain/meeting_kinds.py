"""The kinds of meetings that a pairing can have."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """What a meeting of a pairing is for."""

    PREP = "prep"
    WELCOME = "welcome"
    VISIT = "visit"
    CHECK_IN = "check-in"
    DEBRIEF = "debrief"


def kind_words(kind: MeetingKind, *, team: object) -> str:
    """What people say to a meeting: of a composite team, where nobody visits anybody, `embed` or `team meeting`.

    Args:
        team: whether it is of one; also its name, empty for none.
    """
    if not team:
        return str(kind)
    return "embed" if kind is MeetingKind.VISIT else "team meeting"
