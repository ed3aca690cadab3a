"""A disk that is full, or a folder that cannot be written, gives a message, and nothing is changed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ridealong.config import Config, save_config
from ridealong.domain.errors import Refused

from .conftest import SPRING, Base
from .killing import CONFIG, DATABASE, Starter, left_in, words

ROOM = 2 * 2**20
"""Octets of the small disk."""
IMPORT = words("people", "import", "people.csv")
PLAN = words("plan", SPRING, "--seed", 5)
PROBLEM = words("plan", SPRING, "--dry-run", "--problem", "problem.json")
EXPORT = words("invites", "export", "--out", "out")
FEED = words("invites", "feed", "--out", "feeds")
WRITE = words("people", "export", "--out", "written.csv")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    call = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "none", str(place)]
    if shutil.which("mount") is None or subprocess.run(call, capture_output=True, check=False).returncode:
        pytest.skip("only the superuser can make a small disk, and not everywhere")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.fixture
def folder(disk: Path, base: Base, tmp_path: Path) -> Path:
    """The made-up company on the small disk; what the program says goes elsewhere."""
    found = Path(shutil.copytree(base("company"), disk / "company"))
    for name in ("out", "err"):
        (disk / f"company.{name}").symlink_to(tmp_path / name)
    return found


def said(folder: Path) -> str:
    return Path(f"{folder}.err").read_text()


def fill(disk: Path, but: int) -> None:
    """Fill a disk but for so many octets."""
    stat = os.statvfs(disk)
    (disk / "full").write_bytes(bytes(stat.f_bavail * stat.f_frsize - but))


@pytest.mark.parametrize(
    ("call", "room"),
    [
        (words("program", "list"), 0),
        (IMPORT, 0),
        (IMPORT, 64 * 1024),
        (IMPORT, 512 * 1024),
        (PLAN, 40 * 1024),
        (EXPORT, 40 * 1024),
        (EXPORT, 200 * 1024),
    ],
)
def test_a_full_disk_changes_nothing(disk: Path, folder: Path, starter: Starter, call: list[str], room: int) -> None:
    before = left_in(folder)
    fill(disk, but=room)
    assert starter.run(folder, call) == 1, said(folder)
    assert len(said(folder).splitlines()) <= 1 + ("invites" in call)
    assert "disk is full" in said(folder) or "No space left on device" in said(folder)
    (disk / "full").unlink()
    assert left_in(folder) == before
    assert starter.run(folder, call) in (0, 3), "With room, the same call does it"


@pytest.mark.parametrize("call", [EXPORT, FEED, WRITE, PROBLEM])
def test_nothing_half_is_written_to_a_full_disk(
    disk: Path, folder: Path, starter: Starter, tmp_path: Path, call: list[str]
) -> None:
    company = Path(shutil.copytree(folder, tmp_path / "company"))
    before = left_in(company), everything(folder)
    fill(disk, but=0)
    out = folder / call[-1]
    assert starter.run(company, [*call[:-1], str(out)]) == 1
    assert "No space left on device" in said(company)
    (disk / "full").unlink()
    assert (left_in(company), everything(folder)) == before


def test_settings_that_find_no_room_stay_as_they_were(disk: Path) -> None:
    path = disk / "settings" / "config.toml"
    path.parent.mkdir()
    path.write_text(CONFIG)
    fill(disk, but=0)
    with pytest.raises(Refused, match="No space left on device"):
        save_config(Config(theme="other"), path)
    assert everything(path.parent) == {path: CONFIG.encode()}


@pytest.mark.parametrize(("call", "most"), [(words("program", "list"), 4096), (IMPORT, 300 * 1024), (PLAN, 40 * 1024)])
def test_a_file_that_may_not_grow_changes_nothing(
    base: Base, starter: Starter, tmp_path: Path, call: list[str], most: int
) -> None:
    folder = Path(shutil.copytree(base("company"), tmp_path / "company"))
    before = left_in(folder)
    assert starter.run(folder, call, most) == 1
    assert "the disk is full" in said(folder).lower()
    assert left_in(folder) == before


@pytest.mark.parametrize("call", [IMPORT, PLAN, EXPORT, FEED, WRITE, PROBLEM, words("program", "list")])
def test_a_folder_that_cannot_be_written_is_left_as_it_is(
    disk: Path, folder: Path, starter: Starter, call: list[str]
) -> None:
    before = everything(folder)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert starter.run(folder, call) == 1
    assert said(folder).startswith(f"ridealong: {DATABASE} cannot be ")
    assert everything(folder) == before


@pytest.mark.parametrize("call", [EXPORT, FEED, WRITE])
def test_it_can_be_read_there_and_written_elsewhere(
    disk: Path, folder: Path, starter: Starter, tmp_path: Path, call: list[str]
) -> None:
    before = everything(folder)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert starter.run(folder, ["--read-only", *call]) == 1
    assert everything(folder) == before
    if call is not EXPORT:
        assert "Read-only file system" in said(folder)
        assert starter.run(folder, ["--read-only", *call[:-1], str(tmp_path / "elsewhere")]) == 0
        assert (tmp_path / "elsewhere").exists()


def everything(folder: Path) -> dict[Path, bytes]:
    return {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
