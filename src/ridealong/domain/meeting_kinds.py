"""The kinds of meetings that a pairing can have."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """What a meeting of a pairing is for."""

    PREP = "prep"
    WELCOME = "welcome"
    VISIT = "visit"
    CHECK_IN = "check-in"
    DEBRIEF = "debrief"
