"""What `people show` says beside the plain facts: programs, load and next meetings, as JSON and as lines."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from ridealong.cli.documents import Document
from ridealong.domain.answer_words import answer_words
from ridealong.domain.consent import Word
from ridealong.domain.wording import many
from ridealong.services.people.person_load import Load, SpanLoad
from ridealong.services.people.person_meetings import NextMeeting
from ridealong.services.people.taking_part import TakingPart


def taking_part_json(one: TakingPart, *, reason: bool = False) -> Document:
    """A program in which somebody stands; why they declined or left only where it was asked for."""
    document: Document = {
        "program": one.program,
        "state": str(one.state),
        "until": one.until.isoformat() if one.until else None,
        "manager": str(one.manager) if one.manager else None,
        "manager_day": one.manager_day.isoformat() if one.manager_day else None,
    }
    return {**document, "reason": one.reason} if reason else document


def taking_part_words(one: TakingPart, today: date) -> str:
    """The same in words, as of a day; the reason where it is there to be shown."""
    answer = answer_words(one.state, one.until, today)
    manager = {None: "", Word.AGREED: ", the manager has agreed", Word.REFUSED: ", the manager has not agreed"}
    why = f": {one.reason}" if one.reason else ""
    return f"{one.program} ({answer}{manager[one.manager]}){why}"


def load_json(load: Load) -> Document:
    """How much somebody has to do: counts ahead and behind, week by week, and by program."""
    return {
        "ahead": _span_json(load.ahead),
        "behind": _span_json(load.behind),
        "guests_at_once": load.seats,
        "weeks": [
            {
                "week": one.monday.isoformat(),
                "visits": one.visits,
                "hostings": one.hostings,
                "buddies": one.buddies,
                "embeds": one.embeds,
                "share": one.share,
                "drafts": one.drafts,
                "full": one.full,
                "too_full": one.too_full,
            }
            for one in load.weeks
        ],
        "programs": [
            {
                "program": one.program,
                "visits": one.visits,
                "most_visits": one.most_visits,
                "hostings": one.hostings,
                "most_hostings": one.most_hostings,
                "window_weeks": one.window_weeks,
            }
            for one in load.programs
        ],
    }


def _span_json(span: SpanLoad) -> Document:
    return {
        "first_day": span.days.first.isoformat(),
        "last_day": span.days.last.isoformat(),
        "visits": span.visits,
        "hostings": span.hostings,
        "buddies": span.buddies,
        "embeds": span.embeds,
        "embed_weeks": span.embed_weeks,
    }


def load_lines(load: Load) -> Iterator[str]:
    """The load in words."""
    for title, span in (("next", load.ahead), ("last", load.behind)):
        counts = (
            f"{many(span.visits, 'visit')}, {many(span.hostings, 'guest')}, {many(span.buddies, 'buddy', 'buddies')}"
        )
        embedded = f", {many(span.embeds, 'embed')} ({span.embed_weeks:g} weeks)" if span.embeds else ""
        yield f"{title} {len(span.days) // 7} weeks: {counts}{embedded}"
    for share, some in groupby(load.weeks, key=lambda one: one.share):
        weeks = list(some)
        if share:
            last = weeks[-1].monday + timedelta(days=6)
            yield f"{weeks[0].monday} to {last}: embedded for {share} % of the week"
    for one in load.weeks:
        if one.full:
            yield f"week of {one.monday}: {many(one.hostings, 'guest')}, takes {load.seats} at once"
        if one.too_full:
            yield f"week of {one.monday}: visits and embeds take more than all of it"


def next_meeting_json(one: NextMeeting) -> Document:
    """A meeting still to come, in the time of the person."""
    return {
        "meeting": one.meeting or None,
        "pairing": one.pairing or None,
        "group": one.group,
        "team": one.team or None,
        "program": one.program,
        "kind": str(one.kind),
        "first_day": one.first_day.isoformat(),
        "last_day": one.last_day.isoformat(),
        "start": one.start.isoformat() if one.start else None,
        "end": one.end.isoformat() if one.end else None,
        "with": one.other or None,
        "with_names": one.other_name,
        "place": one.place,
        "sent": one.sent,
        "answer": str(one.mine) if one.mine else None,
        "answer_of_the_other": str(one.theirs) if one.theirs else None,
    }


def meeting_line(one: NextMeeting) -> str:
    """A meeting still to come in words."""
    days = str(one.first_day) if one.first_day == one.last_day else f"{one.first_day} to {one.last_day}"
    hours = f" {one.start:%H:%M}-{one.end:%H:%M}" if one.start and one.end else ""
    place = f", {one.place}" if one.place else ""
    who = f" with {one.other_name}" if one.other_name else ""
    if one.team:
        what = "meeting of the team" if one.start else "embedded in the team"
        return f"{days}{hours} {what} {one.team}{who}{place}"
    return f"{days}{hours} {one.kind}{who}{place}"
