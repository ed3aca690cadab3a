"""Network shares: told from local folders by what each system says of its mounts."""

from pathlib import Path

import pytest

from ridealong.domain.errors import StorageError
from ridealong.storage import sqlite
from ridealong.storage.database import open_store
from ridealong.storage.network import mac_share_in, share_in, share_of, unc_share

MOUNTS = r"""
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 27 0:40 / /people rw,relatime shared:7 master:1 - nfs4 files:/people rw,vers=4.2
41 27 0:41 / /mnt/team\040files rw,relatime - cifs //files/team rw,vers=3.1.1
42 40 0:42 / /people/ana/local rw,relatime - xfs /dev/sdb1 rw
43 27 0:43 / /mnt/ssh rw - fuse.sshfs ana@far:/ rw,user_id=0
44 27 0:44 / /mnt/c rw,noatime - 9p C:\134 rw,aname=drvfs,trans=fd,rfdno=4
45 27 0:45 / /mnt/far rw - 9p files rw,trans=tcp,port=564
46 27 0:46 / /box rw - virtiofs shared rw
47 27 0:47 / /srv rw - nfs files:/srv rw
48 27 0:48 / /srv rw - ext4 /dev/sdc1 rw
49 27 0:49 / /mnt/stick rw - fuseblk /dev/sdd1 rw
a line that is none
"""


@pytest.mark.parametrize(
    ("place", "share"),
    [
        ("/tmp/a.db", ""),
        ("/people/ana/a.db", "nfs4"),
        ("/people", "nfs4"),
        ("/peoples/ana/a.db", ""),
        ("/people/ana/local/a.db", ""),
        ("/mnt/team files/a.db", "cifs"),
        ("/mnt/ssh/a.db", "fuse.sshfs"),
        ("/mnt/c/Users/ana/a.db", ""),
        ("/mnt/far/a.db", "9p"),
        ("/box/a.db", ""),
        ("/srv/a.db", ""),
        ("/mnt/stick/a.db", ""),
    ],
)
def test_linux_names_the_mount_that_is_nearest(place: str, share: str) -> None:
    assert share_in(MOUNTS, place) == share


@pytest.mark.parametrize("kind", ["nfs", "9p", "virtiofs", "overlay"])
def test_the_root_of_a_machine_is_never_refused(kind: str) -> None:
    assert share_in(f"1 0 0:1 / / rw - {kind} far:/ rw,trans=tcp", "/var/a.db") == ""


def test_what_no_mount_is_known_of_counts_as_local() -> None:
    assert share_in("", "/tmp/a.db") == ""


@pytest.mark.parametrize(
    ("place", "share"),
    [
        (r"\\files\team\a.db", "UNC"),
        ("//files/team/a.db", "UNC"),
        (r"\\?\UNC\files\team\a.db", "UNC"),
        (r"C:\Users\ana\a.db", ""),
        (r"\\?\C:\Users\ana\a.db", ""),
        (r"\\.\pipe\x", ""),
    ],
)
def test_windows_names_other_machines_with_two_backslashes(place: str, share: str) -> None:
    assert unc_share(place) == share


def mac_answer(kind: str, flags: int) -> bytes:
    return bytes(64) + flags.to_bytes(4, "little") + bytes(4) + kind.encode().ljust(16, b"\0") + bytes(2048)


def test_macos_says_which_file_systems_are_local() -> None:
    assert mac_share_in(mac_answer("apfs", 0x4001000)) == ""
    assert mac_share_in(mac_answer("smbfs", 0x4000000)) == "smbfs"
    assert mac_share_in(bytes(2048)) == ""


def test_the_folder_of_the_tests_is_on_this_machine(tmp_path: Path) -> None:
    assert share_of(tmp_path / "not there" / "a.db") == ""


@pytest.fixture
def on_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder counts as mounted from a server."""
    monkeypatch.setattr(sqlite, "share_of", lambda _path: "nfs4")


@pytest.mark.usefixtures("on_a_share")
def test_a_database_on_a_share_is_refused_with_a_word_on_postgresql(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with pytest.raises(StorageError, match=r"is on a network share \(nfs4\)") as caught:
        open_store(path)
    assert "postgresql" in caught.value.remedy
    assert f"ridealong --read-only --db {path} db copy" in caught.value.remedy
    assert caught.value.code == "storage-on-share"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("on_a_share")
def test_a_database_on_a_share_that_nobody_uses_can_be_read(empty_database: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(empty_database.read_bytes())
    open_store(path, read_only=True).close()
    path.with_name("a.db-wal").touch()
    with pytest.raises(StorageError, match="network share"):
        open_store(path, read_only=True)
