"""Files put into place whole, and what is swept away of those that a killed process was writing."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ridealong.exchange.leftovers import place_aside, sweep
from ridealong.exchange.whole_files import make_folder, replace_whole

WINDOWS = sys.platform == "win32"


def test_a_file_is_its_owners_alone_unless_it_is_to_keep_its_rights(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        replace_whole(tmp_path / "new", b"1")
        for name in ("shared", "tightened"):
            (tmp_path / name).write_bytes(b"old")
            (tmp_path / name).chmod(0o444)
        replace_whole(tmp_path / "shared", b"2", keep_rights=True)
        replace_whole(tmp_path / "tightened", b"3")
        made = make_folder(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert (tmp_path / "shared").read_bytes() == b"2"
    if not WINDOWS:
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
        assert modes == {"new": 0o600, "shared": 0o444, "tightened": 0o600, "a": 0o700, "b": 0o700}
    assert made == [tmp_path / "a" / "b", tmp_path / "a"]


def test_a_file_that_cannot_be_put_into_place_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine").write_bytes(b"1")
    with pytest.raises(OSError, match="folder"):
        replace_whole(tmp_path / "folder", b"2")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "mine"]


def test_the_longest_name_that_a_folder_takes_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("ü" * 127)
    replace_whole(target, b"1")
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_folder_that_cannot_be_made_leaves_none_of_those_around_it(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="x" * 20):
        make_folder(tmp_path / "a" / "b" / ("x" * 300))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(WINDOWS, reason="there, a process cannot be asked for without ending it")
def test_only_what_ended_processes_left_is_swept(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from ridealong.exchange.leftovers import place_aside as p; " + (
        "a, b = p(Path(sys.argv[1])), p(Path(sys.argv[1])); a.write_bytes(b'half'); b.mkdir(); (b / 'c').touch()"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path], check=True)
    left = {path.name for path in tmp_path.iterdir()}
    assert len(left) == 2
    mine, theirs = place_aside(tmp_path), tmp_path / ".ridealong-elsewhere.new"
    other = tmp_path / f".ridealong-00000000-{'-'.join(next(iter(left)).split('-')[2:4])}-1.new"
    for one in (mine, theirs, other):
        one.write_bytes(b"kept")
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([mine, theirs, other])


@pytest.mark.skipif(not Path("/proc/self/ns/pid").exists(), reason="the system does not tell")
def test_what_a_container_of_the_same_name_is_writing_stays_until_it_is_old(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from ridealong.exchange.leftovers import place_aside as p; " + (
        "p(Path(sys.argv[1])).touch()"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path], check=True)
    [left] = tmp_path.iterdir()
    _, host, start, process, _ = left.name.split("-")
    theirs = left.rename(left.with_name(f".ridealong-{host}-{int(start, 16) ^ 1:08x}-{process}-1.new"))
    sweep(tmp_path)
    assert theirs.exists()
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(theirs, (two_days_ago, two_days_ago))
    sweep(tmp_path)
    assert not theirs.exists()


def test_a_folder_that_is_not_there_has_nothing_to_sweep(tmp_path: Path) -> None:
    sweep(tmp_path / "none")
