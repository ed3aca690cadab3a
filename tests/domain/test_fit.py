"""How well two people suit each other, part by part."""

from hypothesis import given
from hypothesis import strategies as st

from ridealong.domain.fit import Coming, Fit, fit, topics_in_common
from ridealong.domain.people import Person, Side

TOPICS = st.lists(st.sampled_from(["SQL", "sql", "Brand", "CRM", "SEO", "Cloud"]), max_size=6).map(tuple)


def person(name: str, side: Side, knows: tuple[str, ...] = (), wants: tuple[str, ...] = ()) -> Person:
    team = "Platform" if side is Side.IT else "Brand"
    return Person(email=f"{name}@x.example", name=name, side=side, team=team, knows=knows, wants=wants)


def parts(found: Fit) -> dict[str, int]:
    return {part.name: part.points for part in found.parts}


def test_two_strangers_with_nothing_in_common_suit_each_other_by_hours_and_being_new() -> None:
    found = fit(person("Ana", Side.IT), person("Mia", Side.MARKETING), shared_minutes=480, team_meetings=0, met=0)
    assert parts(found) == {"topics": 0, "hours": 25, "teams": 15, "history": 10}
    assert found.points == 50
    assert [part.why for part in found.parts] == [
        "neither wants what the other knows",
        "both work at the same time for 8 h a day",
        "Platform and Brand have never met",
        "have not met before",
    ]


def test_what_the_guest_wants_counts_double_what_the_host_wants() -> None:
    ana = person("Ana", Side.IT, knows=("SQL",), wants=("brand voice", "SEO"))
    mia = person("Mia", Side.MARKETING, knows=("Brand Voice", "seo"), wants=("sql",))
    found = fit(ana, mia, shared_minutes=0, team_meetings=2, met=1)
    assert parts(found) == {"topics": 2 * 17 + 8, "hours": 0, "teams": 5, "history": 5}
    assert [part.why for part in found.parts] == [
        "Ana wants brand voice and SEO, which Mia knows; Mia wants sql, which Ana knows",
        "no shared working hours",
        "Platform and Brand have met 2 times",
        "have met once before",
    ]


def test_meetings_that_are_still_to_come_count_and_are_said_apart() -> None:
    ana, mia = person("Ana", Side.IT), person("Mia", Side.MARKETING)

    def said(coming: Coming) -> list[str]:
        return [part.why for part in fit(ana, mia, shared_minutes=0, team_meetings=3, met=1, coming=coming).parts[2:]]

    teams, people = said(Coming(team_meetings=1))
    assert (teams, people) == ("Platform and Brand have met 2 times, 1 more to come", "have met once before")
    assert said(Coming(team_meetings=3, met=1)) == ["Platform and Brand are to meet 3 times", "are to meet 1 time"]
    plain = fit(ana, mia, shared_minutes=0, team_meetings=3, met=1)
    assert plain.points == fit(ana, mia, shared_minutes=0, team_meetings=3, met=1, coming=Coming(met=1)).points


def test_topics_keep_the_order_and_the_letters_of_who_wants_them() -> None:
    assert topics_in_common(("SEO", "crm", "x"), ("Crm", "seo")) == ("SEO", "crm")


@given(
    st.builds(person, st.just("Ana"), st.just(Side.IT), TOPICS, TOPICS),
    st.builds(person, st.just("Mia"), st.just(Side.MARKETING), TOPICS, TOPICS),
    st.integers(0, 1440),
    st.integers(0, 50),
    st.integers(0, 50),
)
def test_every_part_stays_within_its_points_and_the_sum_within_a_hundred(
    guest: Person, host: Person, minutes: int, teams: int, met: int
) -> None:
    found = fit(guest, host, shared_minutes=minutes, team_meetings=teams, met=met)
    assert all(0 <= part.points <= part.most for part in found.parts)
    assert sum(part.most for part in found.parts) == 100
    more = fit(guest, host, shared_minutes=minutes, team_meetings=teams + 1, met=met + 1)
    assert more.points <= found.points
