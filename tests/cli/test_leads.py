"""The commands about team leads, and publishing with and without all agreements."""

from pathlib import Path

import pytest

from .conftest import Run, content, settled

ZOE = "zoe@y.example"
GUESTS = [f"it{number}@company.example" for number in range(6)]


@pytest.fixture
def asked(planned: Path) -> Path:
    """Spring, whose leads are to agree: Zoe leads all guests."""
    edits = f"people edit {' '.join(GUESTS)} --manager {ZOE}"
    settled(planned.parent, "program edit Spring --leads-agree", edits)
    return planned


def test_lists_are_written_sent_around_and_read_back(run: Run, asked: Path, here: Path) -> None:
    found = run("leads list --json").json["leads"]
    assert [(one["email"], one["name"], len(one["drafts"])) for one in found] == [(ZOE, "", 6)]
    assert found[0]["drafts"][0].keys() == {
        *("id", "program", "side", "email", "does", "with", "round", "start", "end", "word", "day"),
    }
    assert "waiting" in run("leads list").out
    written = run("leads list --out lists --json").json["written"]
    assert written == [{"file": f"lists/{ZOE}.csv", "email": ZOE, "drafts": 6}]
    lines = (here / "lists" / f"{ZOE}.csv").read_text().splitlines()
    back = [lines[0], lines[1].removesuffix(",,") + ",Yes,of course", lines[2].removesuffix(",,") + ",no,", *lines[3:]]
    (here / "back.csv").write_text("\n".join(back) + "\n")
    before = content(asked)
    dry = run("leads import back.csv --dry-run")
    assert content(asked) == before
    done = run("leads import back.csv")
    assert (done.code, done.out) == (0, dry.out)
    assert "2 added, 0 changed, 4 unchanged, 0 rejected" in done.out
    assert run("leads import back.csv --json").json["unchanged"] == 6
    drafts = run("leads list --notes --json").json["leads"][0]["drafts"]
    assert [(one["word"], one["note"]) for one in drafts][:3] == [("agreed", "of course"), ("refused", ""), (None, "")]
    assert len(run(f"leads list --open --lead {ZOE} --json").json["leads"][0]["drafts"]) == 4
    assert run("leads list --lead nobody@x.example --json").json == {"leads": []}


def test_a_word_that_is_none_is_told_what_a_lead_can_say(run: Run, asked: Path, here: Path) -> None:
    run("leads list --out lists")
    lines = (here / "lists" / f"{ZOE}.csv").read_text().splitlines()
    words = ("maybe", "paused until 2027-03-01", "later")
    back = [line.removesuffix(",,") + f",{word}," for line, word in zip(lines[1:], words, strict=False)]
    (here / "back.csv").write_text("\n".join([lines[0], *back]) + "\n")
    done = run("leads import back.csv")
    assert done.code == 3
    for word in words:
        assert f"'{word}' is neither agreed nor refused. Write yes or no" in done.out


def test_publishing_asks_for_the_words_of_leads(run: Run, asked: Path) -> None:
    drafts = [one["id"] for one in run("leads list --json").json["leads"][0]["drafts"]]
    compared = run("compare Spring --json")
    assert (compared.code, compared.json["lacking"]) == (
        3,
        {"sponsors": [], "drafts": 6, "leads": [{"email": ZOE, "name": "", "drafts": 6}], "refused": []},
    )
    assert f"6 drafts wait for a lead's word: {ZOE}." in run("compare Spring").out
    assert f"6 drafts wait for a lead's word: {ZOE}." in run("plan Spring").out + run("compare Spring").out
    refused = run("publish Spring --yes")
    assert (refused.code, refused.out) == (1, "")
    assert "6 drafts wait for a lead's word: zoe@y.example" in refused.err
    assert "--without-agreement WHY" in refused.err
    assert run("leads agree", *drafts[:-1], "--json").json == {"pairings": drafts[:-1], "word": "agreed", "new": 5}
    assert "1 word noted: refused." in run("leads refuse", drafts[-1], "--side it --note 'a private matter'").err
    never = run("publish Spring --yes --without-agreement 'in haste'")
    assert never.code == 1
    assert f"ridealong cancel {drafts[-1]}" in never.err
    assert run("compare Spring --json").json["lacking"]["refused"] == [{"id": drafts[-1], "side": "it", "lead": ZOE}]
    assert "private matter" not in run("leads list").out + run("leads list --json").out + never.err
    run("leads agree", drafts[-1])
    assert run("publish Spring --yes --json").json["pairings"] == 6


def test_publishing_without_agreement_keeps_the_reason(run: Run, asked: Path) -> None:
    done = run("publish Spring --yes --without-agreement 'Zoe is back on Monday'")
    assert done.code == 0
    assert "without agreement: Zoe is back on Monday" in run("journal").out


def test_sponsors_who_are_named_agree_first(run: Run, planned: Path) -> None:
    run(f"program sign Spring --side it --sponsor {GUESTS[0]}")
    refused = run("publish Spring --yes")
    assert refused.code == 1
    assert (
        "Not all sponsors of 'Spring' have agreed: Ivo Person 000 (IT) has not and no Marketing sponsor is named"
        in (refused.err)
    )
    assert run("publish Spring --yes --without-agreement ' '").code == 1
    assert run("publish Spring --yes --without-agreement pilot").code == 0


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("agree 99", 1, "There is no pairing 99"),
        ("agree x", 2, "is not the number of a pairing"),
        ("agree 1 --side marketing", 1, "needs no lead's word"),
        ("refuse", 2, "Missing argument"),
        ("import none.csv", 1, "none.csv"),
        ("list --program Autumn", 1, "There is no program 'Autumn'"),
        ("list --lead zoe", 2, "is not an e-mail address"),
    ],
)
def test_what_makes_no_sense_changes_nothing(run: Run, asked: Path, words: str, code: int, said: str) -> None:
    before = content(asked)
    ran = run("leads", words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert content(asked) == before


def test_lists_go_into_a_folder_or_nowhere(run: Run, asked: Path, here: Path) -> None:
    (here / "lists").write_text("in the way")
    ran = run("leads list --out lists/deep")
    assert ran.code == 1
    assert "cannot be made" in ran.err
