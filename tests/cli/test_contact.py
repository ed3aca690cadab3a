"""The command about standing contacts."""

from pathlib import Path

import pytest

from .conftest import Run, content

ANA, MIA = "it0@company.example", "marketing0@company.example"


def test_contacts_are_named_looked_up_and_taken_back(run: Run, company: Path) -> None:
    page = run("contact platform --json").json
    assert (page["team"], page["side"]) == ("Platform", "it")
    assert page["contacts"][0] == {
        "it_team": "Platform",
        "marketing_team": "Brand",
        "it": None,
        "marketing": None,
        "suggested": None,
    }
    made = run(f"contact Platform Brand --it {ANA} --marketing {MIA} --json").json["contact"]
    assert made["it"] == {"email": ANA, "name": "Ivo Person 000", "trouble": ""}
    assert made["marketing"]["email"] == MIA
    assert run("contact brand PLATFORM --json").json == {"contact": made}
    shown = run("contact Brand")
    assert f"Ivo Person 000 <{ANA}>" in shown.out
    assert "nobody yet" in shown.out
    assert "a contact is missing" in shown.err
    assert run("contact Platform Brand --it none --json").json["contact"]["it"] is None
    assert run("contact Platform Brand --remove --json").json["removed"] is True
    assert "have no contacts any more" not in run("contact Platform Brand").err


def test_who_has_met_is_proposed_and_who_has_left_is_said(run: Run, company: Path, here: Path) -> None:
    (here / "past.csv").write_text(
        "program,kind,it_email,marketing_email,guest,start,end,state\n"
        f"Autumn,ride-along,{ANA},{MIA},it,2026-10-05,2026-10-09,held\n"
    )
    assert run("history import past.csv").code == 0
    assert run("contact Platform Brand --json").json["contact"]["suggested"] == {
        "it": ANA,
        "marketing": MIA,
        "times": 1,
    }
    assert "met once" in run("contact Platform Brand").out
    assert run(f"contact Platform Brand --it {ANA}").code == 0
    assert run(f"people edit {ANA} --team Data").code == 0
    assert "Ivo Person 000 is in the team Data" in run("contact Platform").out


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("Nix", 1, "There is no team 'Nix'"),
        ("Platform Data", 2, "Platform and Data are both on the IT side"),
        (f"Platform --it {ANA}", 2, "name the other team, too"),
        ("Platform --remove", 2, "name the other team, too"),
        (f"Platform Brand --remove --it {ANA}", 2, "leave --it and --marketing out"),
        ("Platform Brand --it ' '", 2, "An address is empty"),
        (f"Platform Brand --it {MIA}", 1, "is on the Marketing side"),
        ("Platform Brand --it nobody@company.example", 1, "There is nobody with the address"),
        ("Platform Brand --remove", 1, "Platform and Brand have no contacts"),
    ],
)
def test_what_is_wrong_changes_nothing(run: Run, company: Path, call: str, code: int, said: str) -> None:
    before = content(company)
    ran = run("contact", call)
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert content(company) == before
