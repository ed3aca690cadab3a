"""What the Board is for, and what stands there where nothing is to be shown."""

from __future__ import annotations

HELP = (
    "Who visits whom, week by week. {board.choose-program} shows one program only, {board.people-or-teams}\n"
    "teams instead of people, {board.only-pressing} only what presses.\n"
    "{board.pick-up} picks a pairing up to move it; {board.pin} pins it, {board.set-aside} sets it aside or\n"
    "cancels it, {board.why} explains it, {board.candidates} offers others.\n"
    "{list.open} opens the person, or the people of a team; on an embed, the teams of its program."
)
EMPTY = "Nobody here yet.\nPress {app.people}, then {people.import-roster}, to import a roster."
NOT_FOUND = "Nobody matches.\n{section.clear} clears the filter. Terms look in one place: team:crm knows:sql"
NOT_PRESSING = "Nothing to come was declined or is impossible.\n{board.only-pressing} shows everybody again."
