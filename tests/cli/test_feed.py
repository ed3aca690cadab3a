"""Calendars to subscribe to, as a script writes them."""

from pathlib import Path

from .conftest import Run, content


def test_each_file_that_was_written_is_printed(published: Path, run: Run, here: Path) -> None:
    ran = run("invites feed --out feeds")
    assert ran.code == 0
    assert sorted(ran.out.splitlines()) == sorted(str(path.relative_to(here)) for path in here.rglob("feeds/*/*.ics"))
    assert "feeds/programs/spring.ics" in ran.out
    assert f"{len(ran.out.splitlines())} calendars written to feeds, 0 unchanged." in ran.err


def test_a_second_run_writes_nothing_and_the_database_stays_as_it_was(published: Path, run: Run) -> None:
    before = content(published)
    first = run("invites feed --out feeds --json").json
    assert first["directory"] == "feeds"
    assert first["unchanged"] == 0
    assert run("invites feed --out feeds --json").json == {
        "directory": "feeds",
        "written": [],
        "unchanged": len(first["written"]),
    }
    assert content(published) == before


def test_a_read_only_database_is_enough(published: Path, run: Run) -> None:
    assert run("--read-only invites feed --out feeds").code == 0


def test_with_nothing_published_it_says_what_comes_first(company: Path, run: Run, here: Path) -> None:
    ran = run("invites feed --out feeds")
    assert (ran.code, ran.out) == (0, "")
    assert "There is nothing to publish yet. Next: ridealong publish PROGRAM" in ran.err
    assert not (here / "feeds").exists()
    assert run("invites feed --out feeds --json").json == {"directory": "feeds", "written": [], "unchanged": 0}


def test_a_file_in_the_way_is_named(published: Path, run: Run, here: Path) -> None:
    path = here / "feeds" / "programs" / "spring.ics"
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    ran = run("invites feed --out feeds")
    assert ran.code == 1
    assert "feeds/programs/spring.ics is no feed that ridealong has written. Move it away" in ran.err
    assert [one.name for one in here.rglob("feeds/*/*")] == ["spring.ics"]


def test_the_folder_must_be_named(planned: Path, run: Run) -> None:
    ran = run("invites feed")
    assert ran.code == 2
    assert "--out" in ran.err
