"""The commands undo, redo and journal."""

from pathlib import Path

import pytest

from .conftest import TODAY, Ran, Run, content


def names(run: Run) -> list[str]:
    return [one["name"] for one in run("people list --json").json["people"]]


@pytest.fixture
def changed(company: Path, run: Run) -> Path:
    """The small company, in which somebody was added and then changed; nothing of it by an import."""
    assert run("people add --email zoe@x.example --name Zoe --side it --team Platform").code == 0
    assert run("people edit zoe@x.example --team Data").code == 0
    return company


def test_the_last_action_is_taken_back_and_done_again(changed: Path, run: Run) -> None:
    assert run("undo").err == "Undone: Zoe: team changed (people edit).\n"
    assert run("undo").err == "Undone: Zoe (Platform) added (people add).\n"
    assert "Zoe" not in names(run)
    assert run("redo").err == "Redone: Zoe (Platform) added (people add).\n"
    done = run("redo --json").json
    assert (done["redone"]["action"], done["redone"]["summary"], done["passed_over"]) == (
        "people edit",
        "Zoe: team changed",
        [],
    )
    assert run("people show zoe@x.example --json").json["person"]["team"] == "Data"


def test_a_dry_run_tells_what_it_would_be(changed: Path, run: Run) -> None:
    before = content(changed)
    ran = run("undo --dry-run")
    assert (ran.code, ran.err) == (0, "Would be undone: Zoe: team changed (people edit).\n")
    assert run("undo --dry-run --read-only").code == 0
    assert content(changed) == before
    assert run("undo --read-only").code == 1


def test_where_there_is_nothing_it_says_so(company: Path, run: Run) -> None:
    assert run("undo").code == 0
    ran = run("undo")
    assert (ran.code, ran.out) == (1, "")
    assert "There is nothing to undo" in ran.err
    run("people add --email zoe@x.example --name Zoe --side it --team Platform")
    ran = run("redo --json")
    assert (ran.code, ran.out) == (1, "")
    assert '"code": "nothing-to-redo"' in ran.err


def test_what_lasts_is_named(planned: Path, run: Run) -> None:
    assert run("publish Spring").code == 0
    ran = run("invites export --out out")
    assert "which cannot be undone" in ran.err
    assert "which cannot be undone" not in run("invites export --out again --again").err
    done = run("undo --json").json
    assert done["undone"]["action"] == "publish"
    assert [one.split(" ", 1)[1].rpartition(" ")[0] for one in done["passed_over"]] == [
        f"invites exported ({TODAY}, entry"
    ]
    assert "Stays, since it cannot be undone" in run("undo").err
    assert {one["method"] for one in run("invites list --json").json["invites"]} == {"CANCEL"}


def test_an_action_of_many_is_one_step(company: Path, run: Run) -> None:
    before = names(run)
    some = [one["email"] for one in run("people list --json").json["people"]][:3]
    ran = run("people remove", *some)
    assert ran.code == 0
    assert len(names(run)) == len(before) - 3
    assert run("undo").code == 0
    assert names(run) == before


# -- the journal ----------------------------------------------------------------------------------------------------


def summaries(ran: Ran) -> list[str]:
    return [one["summary"] for one in ran.json["journal"]]


def test_it_lists_who_changed_what_and_when(changed: Path, run: Run) -> None:
    assert summaries(run("journal --json"))[:2] == ["Zoe: team changed", "Zoe (Platform) added"]
    assert summaries(run("journal --json --person zoe@x.example --action add")) == ["Zoe (Platform) added"]
    assert summaries(run("journal --json --limit 1")) == ["Zoe: team changed"]
    assert summaries(run("journal --json --actor nobody")) == []
    assert summaries(run("journal --json --since 2026-12-02")) == []
    newest = run("journal --json").json["journal"][0]
    assert newest.keys() == {"id", "at", "actor", "action", "summary", "undoable", "undone_by", "undoes"}
    ran = run("journal --until 2026-12-01 --action edit")
    assert "people edit" in ran.out
    assert ran.err == "1 entry.\n"
    run("undo")
    assert "undone" in run("journal --action edit").out
    assert "1 of 4 entries." in run("journal --limit 1").err


def test_one_entry_is_shown_with_what_it_changed(changed: Path, run: Run) -> None:
    newest = run("journal --json").json["journal"][0]
    document = run(f"journal --json --entry {newest['id']}").json
    assert document.pop("changes") == [
        {
            "what": "Zoe",
            "how": "changed",
            "fields": [{"name": "team", "before": "Platform", "after": "Data", "private": False}],
        }
    ]
    assert document == newest
    assert "team: Platform -> Data" in run(f"journal --entry {newest['id']}").out


def test_private_words_need_to_be_asked_for(company: Path, run: Run) -> None:
    email = run("people list --json").json["people"][0]["email"]
    assert run(f"absences add {email} 2027-02-01 2027-02-05 'in hospital'").code == 0
    number = run("journal --json --limit 1").json["journal"][0]["id"]
    ran = run(f"journal --entry {number}")
    assert "reason: (private)" in ran.out
    assert "--private" in ran.err
    assert "hospital" not in run("journal").out + run("journal --json").out + ran.out
    assert "hospital" not in run(f"journal --json --entry {number}").out
    assert "reason: in hospital" in run(f"journal --entry {number} --private").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("journal --private", 2, "--private goes with --entry"),
        ("journal --entry 1 --actor pat", 2, "Name either an entry"),
        ("journal --entry 4711", 1, "There is no journal entry 4711"),
        ("journal --person nobody@x.example", 1, "There is nobody with the address"),
        ("journal --program Autumn", 1, "There is no program 'Autumn'"),
        ("journal --since soon", 2, "soon"),
        ("journal --limit 0", 2, "limit"),
    ],
)
def test_a_wrong_call_is_named(company: Path, run: Run, words: str, code: int, said: str) -> None:
    ran = run(words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_what_becomes_due_is_told_and_only_where_it_is_about_invites(planned: Path, run: Run) -> None:
    assert run("publish Spring").code == 0
    assert run("invites export --out out").code == 0
    due = run("undo --json").json["due"]
    assert due == len(run("invites list --json").json["invites"]) > 0
    again = run("redo")
    assert "now due" not in again.err
    assert "Stays" not in again.err
    assert f"{due} invites are now due: `ridealong invites list`" in run("undo").err
    assert run("people add --email zoe@x.example --name Zoe --side it --team Platform").code == 0
    assert run("undo --json").json["due"] is None


def test_an_action_is_found_by_the_words_of_its_command(company: Path, run: Run) -> None:
    assert run("absences add it0@company.example 2027-03-01 2027-03-05").code == 0
    for words in ("absences add", "absence add", "absences", "people"):
        assert run(f'journal --action "{words}" --json').json["journal"], words


def test_an_action_that_there_is_not_names_those_there_are(company: Path, run: Run) -> None:
    ran = run("journal --action nonsense")
    assert ran.code == 0
    assert "No action is called 'nonsense'. There are: people import" in ran.err


def test_a_last_day_before_the_first_is_refused(company: Path, run: Run) -> None:
    ran = run("journal --since 2027-02-01 --until 2027-01-01")
    assert (ran.code, ran.out) == (1, "")
    assert "2027-02-01 is after 2027-01-01" in ran.err


def test_who_has_done_nothing_is_told_of_the_command_that_shows_what_others_did(company: Path, run: Run) -> None:
    while run("undo").code == 0:
        pass
    assert run("undo").err.endswith("is undone here; `ridealong journal` shows what others did\n")
