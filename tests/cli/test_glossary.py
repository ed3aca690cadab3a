"""The commands about the glossary."""

from pathlib import Path

import pytest

from ridealong.domain.starter_terms import STARTER_TERMS

from .conftest import Run, content

CPC = {"term": "CPC", "side": "marketing", "meaning": "cost per click, what one click on an advert costs"}


def test_terms_are_listed_added_changed_and_taken_out(run: Run, company: Path) -> None:
    listed = run("glossary list --json").json["terms"]
    assert len(listed) == len(STARTER_TERMS)
    assert {**CPC, "state": ""} in listed
    shown = run("glossary list 'CPC per click' --side marketing")
    assert "CPC" in shown.out
    assert "1 term." in shown.err
    nas = {"term": "NAS", "side": "it", "meaning": "a disk in the network"}
    assert run("glossary add NAS --side it --meaning 'a disk in the network' --json").json == {"term": nas}
    assert run("glossary edit nas --meaning 'a shared disk' --json").json["term"]["meaning"] == "a shared disk"
    assert run("glossary edit CPC --meaning 'what a click costs'").code == 0
    assert run("glossary remove SEO --json").json["removed"] is True
    states = {one["term"]: one["state"] for one in run("glossary list --removed --json").json["terms"]}
    assert [states[name] for name in ("NAS", "CPC", "SEO", "API")] == ["added", "changed", "removed", ""]
    assert "SEO" not in [one["term"] for one in run("glossary list --json").json["terms"]]
    assert "SEO is explained" in run("glossary restore seo").err
    assert run("glossary restore CPC --json").json == {"term": CPC}


def test_terms_are_written_to_a_file_and_read_from_one(run: Run, company: Path, here: Path) -> None:
    assert run("glossary add NAS --side it --meaning storage").code == 0
    assert f"{len(STARTER_TERMS) + 1} terms written to all.csv" in run("glossary export --out all.csv").err
    assert (here / "all.csv").read_text() == run("glossary export").out
    (here / "more.csv").write_text("term,side,meaning\nNAS,it,a shared disk\nSAN,it,many disks\nAPI,nobody,x\n")
    before = content(company)
    for dry in ("--dry-run", ""):
        ran = run("glossary import more.csv --json", dry)
        assert ran.code == 3
        assert {name: ran.json[name] for name in ("added", "changed", "unchanged", "rejected")} == {
            "added": 1,
            "changed": 1,
            "unchanged": 0,
            "rejected": [
                {
                    "line": 4,
                    "column": "side",
                    "value": "nobody",
                    "problem": "'nobody' is not a side. A side is 'it' or 'marketing'",
                }
            ],
        }
        assert (content(company) == before) is bool(dry)
    assert {"term": "SAN", "side": "it", "meaning": "many disks"} in run("glossary export --json").json["terms"]
    assert run("glossary import all.csv").code == 0
    assert "NAS,it,storage" in run("glossary export").out


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("add CPC --side it --meaning x", 1, "The glossary has 'CPC' already"),
        ("add ?? --side it --meaning x", 2, "'??' is not a term"),
        ("add NAS --side it --meaning ' '", 2, "A term needs its meaning"),
        ("add NAS --side sales --meaning x", 2, "'sales' is not a side"),
        ("edit CPC", 2, "There is nothing to change"),
        ("edit CPD --meaning x", 1, "The glossary has no 'CPD'. Did you mean"),
        ("edit CPC --name SEO", 1, "'SEO' is another term than 'CPC'"),
        ("remove CPD", 1, "The glossary has no 'CPD'"),
        ("restore NAS", 1, "'NAS' did not come with the program"),
        ("import none.csv", 1, "none.csv does not exist"),
    ],
)
def test_what_is_wrong_changes_nothing(run: Run, company: Path, call: str, code: int, said: str) -> None:
    before = content(company)
    ran = run("glossary", call)
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert content(company) == before


def test_a_charter_explains_its_terms(run: Run, planned: Path) -> None:
    assert "Explained for" not in run("program show Spring").out
    assert run("program edit Spring --objective 'A lower CPC by a better API'").code == 0
    shown = run("program show Spring --json").json["explained"]
    assert shown[0] == CPC
    assert [(one["term"], one["side"]) for one in shown] == [("CPC", "marketing"), ("API", "it")]
    lines = [line.split() for line in run("program show Spring").out.splitlines()]
    assert ["CPC", "IT", "cost", "per", "click,"] in [line[:5] for line in lines]
    assert ["API", "Marketing"] in [line[:2] for line in lines]
