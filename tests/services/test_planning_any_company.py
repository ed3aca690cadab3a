"""Plans of companies made up at random: no rule is broken, however often they are planned."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import TODAY, NewDesk
from ridealong.domain.days import Days
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, limits
from ridealong.services.plans import plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.publishing import publishing
from services.checker import broken_rules
from services.conftest import START, csv, employ, it, marketing, ride_alongs
from thorough import examples

DAY = st.integers(-3, 24)
NAMES = ("Ana", "Ben", "Cho", "Dov", "Eli")
HOSTS = ("Mia", "Noa", "Oto", "Pia")
TEAMS = st.sampled_from(["One", "Two"])
ZONES = ("", "", "Europe/Berlin", "America/New_York", "Asia/Kolkata")
HISTORY_HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"


@st.composite
def companies(draw: st.DrawFn) -> Callable[[Desk, Path], list[str]]:
    """A small company with all that can stand in the way of a plan; a call founds it and returns its programs."""
    guests, hosts = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    some = [
        *(it(name, draw(TEAMS), **draw(properties("MIA@x.example"))) for name in NAMES[:guests]),
        *(marketing(name, draw(TEAMS), **draw(properties("ana@x.example"))) for name in HOSTS[:hosts]),
    ]
    emails = [one.email for one in some]
    absent = draw(st.lists(st.tuples(st.sampled_from(emails), DAY, st.integers(1, 9)), max_size=4))
    frozen = draw(st.lists(st.tuples(st.sampled_from(["it", "marketing"]), DAY), max_size=2))
    apart = draw(st.lists(st.tuples(st.sampled_from(emails), st.sampled_from(emails)), max_size=2, unique_by=frozenset))
    met = draw(
        st.lists(
            st.tuples(
                st.sampled_from(emails[:guests]),
                st.sampled_from(emails[guests:]),
                st.integers(1, 20),
                st.sampled_from(["held", "missed", "ended", "published"]),
            ),
            max_size=3,
        )
    )
    alike = {
        "weeks": draw(st.sampled_from([1, 1, 2])),
        "host_visits": draw(st.sampled_from([None, 1, 2])),
        "host_rest_weeks": draw(st.integers(0, 2)),
        "repeat_days": draw(st.sampled_from([0, 90])),
    }
    settings_of = [
        {"rounds": draw(st.integers(1, 4)), "visits_per_guest": draw(st.integers(1, 2)), **alike}
        for _ in range(draw(st.integers(1, 2)))
    ]
    if len(settings_of) == 1:
        settings_of[0]["repeat_days"] = draw(st.sampled_from([0, 14, 90]))

    def found(desk: Desk, folder: Path) -> list[str]:
        employ(desk, *some)
        for email, first, length in absent:
            start = START + timedelta(days=first)
            absences.add_absences(desk, [email], Days(start, start + timedelta(days=length - 1)))
        for who, first in frozen:
            start = START + timedelta(days=first)
            limits.add_freeze(desk, who, Days(start, start + timedelta(days=3)), "busy")
        for one, other in apart:
            if one != other:
                limits.add_apart(desk, one, other)
        rows = []
        for guest, host, weeks, state in met:
            monday = TODAY - timedelta(weeks=weeks)
            rows.append(f"Old,ride-along,{guest},{host},it,{monday},{monday + timedelta(days=4)},{state}")
        import_history(desk, csv(folder, HISTORY_HEADER, *rows))
        return [ride_alongs(desk, f"P{number}", **one) for number, one in enumerate(settings_of)]

    return found


@st.composite
def properties(draw: st.DrawFn, boss: str) -> dict[str, object]:
    return {
        "capacity": draw(st.sampled_from([None, None, 0, 1, 2])),
        "time_zone": draw(st.sampled_from(ZONES)),
        "manager": draw(st.sampled_from(["", "", boss, "ceo@x.example"])),
        "first_day": draw(st.sampled_from([None, None, START + timedelta(days=3)])),
        "last_day": draw(st.sampled_from([None, None, START + timedelta(days=17)])),
        "wants": draw(st.sampled_from([(), ("SQL",), ("CRM", "SQL")])),
        "knows": draw(st.sampled_from([(), ("SQL",), ("CRM", "SQL")])),
    }


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(companies(), st.integers(0, 3), st.booleans())
def test_no_plan_of_any_company_breaks_a_rule(
    new_desk: NewDesk,
    tmp_path_factory: pytest.TempPathFactory,
    found: Callable[[Desk, Path], list[str]],
    which: int,
    publish: bool,
) -> None:
    desk = new_desk()
    names = found(desk, tmp_path_factory.mktemp("company"))
    for name in names:
        plans.plan(desk, name)
        assert broken_rules(desk) == []
    page = plans.page(desk, names[0])
    if page.proposals:
        _shake(desk, names[0], page.proposals[which % len(page.proposals)], publish=publish)
        plans.plan(desk, names[0])
        assert broken_rules(desk) == []


def _shake(desk: Desk, name: str, chosen: Proposal, *, publish: bool) -> None:
    """Publish and cancel, or pin, one of the pairings, so that there is something to plan around."""
    if publish:
        publishing.publish(desk, name)
        drafts.cancel(desk, chosen.id)
    else:
        drafts.pin(desk, chosen.id)
