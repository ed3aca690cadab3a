"""What commands print as JSON of debriefs and ideas."""

from ridealong.cli.documents import Document, days_json
from ridealong.domain.ideas import Idea
from ridealong.services.outcomes.debrief_pages import DebriefPage, DebriefRow


def debrief_row_json(one: DebriefRow) -> Document:
    """A visit and how far its debrief is."""
    return {
        "pairing": one.pairing,
        "program": one.program,
        "kind": str(one.kind),
        "guest": one.guest_email,
        "host": one.host_email,
        "guest_side": str(one.guest_side),
        **days_json(one.days),
        "state": str(one.state),
        "noted": one.noted.isoformat() if one.noted else None,
        "learned": one.learned,
        "ideas": one.ideas,
        "it_rating": one.it_rating,
        "marketing_rating": one.marketing_rating,
        "complete": one.complete,
        "wanted": one.wanted,
        "due": one.due.isoformat(),
        "overdue_days": one.overdue_days,
    }


def debrief_json(page: DebriefPage, *, notes: bool = False) -> Document:
    """All that came out of one visit; the note, which is private, where it was asked for."""
    learned = [
        {"number": one.number, "side": str(one.side) if one.side else None, "text": one.text}
        for one in page.debrief.learned
    ]
    return {
        **debrief_row_json(page.visit),
        "learned": learned,
        "ideas": [idea_json(one) for one in page.ideas],
        **({"note": page.debrief.note} if notes else {}),
    }


def idea_json(idea: Idea) -> Document:
    """An idea; what is not known as null."""
    return {
        "id": idea.number,
        "text": idea.text,
        "state": idea.state.label,
        "program": idea.program or None,
        "pairing": idea.pairing,
        "owner": idea.owner_email or None,
        "named": idea.named,
        "noted": idea.noted.isoformat(),
        "changed": idea.changed.isoformat(),
        "note": idea.note,
    }
