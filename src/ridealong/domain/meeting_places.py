"""Where the meetings of a pairing take place."""

from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import REMOTE, Person
from ridealong.domain.programs import Program

ONLINE = "Online"
"""The place of meetings with a host who works remotely, unless the program names a link."""


def place_of_meeting(kind: MeetingKind, program: Program, host: Person) -> str:
    """Where a meeting takes place by the rules; empty where the two agree on it.

    Guests come to the site of the host for a welcome and a visit; the place of the program goes before it.
    """
    comes_here = kind in (MeetingKind.WELCOME, MeetingKind.VISIT)
    return place_by_rule(program.place, host.site if comes_here else "")


def place_by_rule(of_program: str, of_host: str) -> str:
    """Where a meeting takes place for which a guest comes to the site of the host: see `place_of_meeting`."""
    place = of_program or of_host
    return ONLINE if place.strip().casefold() == REMOTE else place


def is_online(place: str) -> bool:
    """Whether nobody travels to a place: it is a link, or only said to be online."""
    return place.strip().casefold() == ONLINE.casefold() or bool(link_in(place))


def link_in(place: str) -> str:
    """The first link in a place, or an empty text."""
    links = (word for word in place.split() if word.casefold().startswith(("https://", "http://")))
    return next(links, "").rstrip(".,;)>")
