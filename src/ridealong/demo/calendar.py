"""The days on which things happen in the made-up company."""

from datetime import date, timedelta

from ridealong.domain.days import Days

DEMO_TODAY = date(2027, 3, 22)
"""The Monday on which the demo always stands: a quarter lies behind, the next one is planned and not yet published."""

BEGAN = date(2026, 11, 30)
"""When the coordinator began to work with this program, with the roster and the history of that time."""

WINTER_PLANNED = date(2026, 12, 7)
WINTER_START = date(2027, 1, 4)
WINTER_ROUNDS = 10

DAYS_PLANNED = date(2027, 1, 4)
DAYS_START = date(2027, 1, 18)
DAYS_WEEKS = 9
"""When days in the life began; the second of their two rounds begins on the day of the demo."""

ROSTER_AGAIN = date(2027, 2, 15)
"""When the roster was brought up to date: newcomers, and those who are about to leave."""

BUDDIES_START = date(2027, 3, 1)
MARKED = date(2027, 3, 1)
"""When it was last noted how visits went; those that ended since are still unmarked."""

DAYS_ON = date(2027, 3, 8)
"""When the second round of the days in the life was planned and published."""
ANSWERED = date(2027, 3, 15)
"""When the answers to the debrief form were read, and the days in the life marked that had taken place by then."""
REVIEWED = date(2027, 3, 17)
"""When it was looked at what becomes of the ideas."""

GATHERED = date(2027, 3, 18)
"""When the coffees of the spring and the meeting of the sponsors were planned and published."""
GATHERING_START = DEMO_TODAY

SPRING_START = date(2027, 4, 5)
SPRING_ROUNDS = 13

SUMMER_START = date(2027, 7, 5)
TEAM_WEEKS = 8
"""When the composite teams of the summer begin, once the spring's ride-alongs are over, and how long they work."""

WINTER = Days(WINTER_START, date(2027, 3, 12))
SPRING = Days(DEMO_TODAY, SPRING_START + timedelta(weeks=SPRING_ROUNDS, days=-3))

_SEASONS = {1: "winter", 2: "spring", 3: "summer", 4: "autumn"}


def quarter_start(back: int) -> date:
    """The Monday on which ride-alongs began, so many quarters before those of the winter."""
    return WINTER_START - timedelta(weeks=13 * back)


def buddies_start(back: int) -> date:
    """The Monday on which buddies began, so many half-years before the present ones."""
    return BUDDIES_START - timedelta(weeks=26 * back)


def season(start: date) -> str:
    """The season in whose course a program runs that begins on a day, such as `spring 2027`."""
    middle = start + timedelta(weeks=6)
    return f"{_SEASONS[(middle.month - 1) // 3 + 1]} {middle.year}"
