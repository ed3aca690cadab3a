"""The embeds and meetings of composite teams as documents show them."""

from ridealong.services.teams.team_meetings import TeamMeeting


def team_meeting_json(one: TeamMeeting) -> dict[str, object]:
    """An embed or the meetings of a team, with the keys that the meeting of a pairing has."""
    return {
        "id": None,
        "uid": one.uid,
        "pairing": None,
        "group": None,
        "team": one.team,
        "embed": one.embed or None,
        "series": one.series or None,
        "program": one.program,
        "kind": str(one.kind),
        "guest": None,
        "host": None,
        "people": [each.email for each in one.people],
        "start": one.first_day.isoformat(),
        "end": one.last_day.isoformat(),
        "time": f"{one.at:%H:%M}" if one.at else None,
        "minutes": one.minutes,
        "time_zone": one.time_zone or None,
        "every_weeks": one.every_weeks,
        "occurrences": [
            {
                "day": each.day.isoformat(),
                "to": each.to.isoformat(),
                "time": f"{each.at:%H:%M}",
                "minutes": each.minutes,
                "place": one.place,
            }
            for each in one.occurrences
        ],
        "left_out": [day.isoformat() for day in one.left_out],
        "place": one.place,
        "skipped": False,
    }
