"""What attendees have answered, as an object on a calendar server tells it."""

from collections.abc import Iterator

from icalendar import Calendar, Component

from ridealong.domain.replies import Answer, answer_of

_LARGEST = 1_000_000
"""Characters: an object of ours has a few thousand."""


def stored_answers(text: str, uid: str, sequence: int) -> dict[str, Answer]:
    """The answers to the meeting as a whole that a stored object holds, by address in lower case.

    A calendar server that sends invites itself writes answers into the object (RFC 6638, 3.2). Those to single
    occurrences are left out: an update takes the place of the whole object.

    Args:
        text: the object; one that cannot be read holds no answers.
        sequence: only answers to this one count, since a higher one asks everybody again (RFC 5546, 2.1.4).
    """
    if not text or len(text) > _LARGEST:
        return {}
    try:
        events = Calendar.from_ical(text).walk("VEVENT")
        masters = [one for one in events if str(one.get("UID", "")) == uid and "RECURRENCE-ID" not in one]
        return {
            email: answer for one in masters if int(one.get("SEQUENCE", 0)) == sequence for email, answer in _of(one)
        }
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        # Servers hand out what other programs have left there.
        return {}


def _of(event: Component) -> Iterator[tuple[str, Answer]]:
    attendees = event.get("ATTENDEE", [])
    for one in attendees if isinstance(attendees, list) else [attendees]:
        answer = answer_of(str(one.params.get("PARTSTAT", "")))
        address = str(one) if str(one).lower().startswith("mailto:") else f"mailto:{one.params.get('EMAIL', '')}"
        if answer and (email := address[len("mailto:") :].strip().casefold()):
            yield email, answer
