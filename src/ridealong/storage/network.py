"""Whether a folder is on another machine, where several programs cannot share an SQLite file."""

import ctypes
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_REMOTE = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs", "webdav"),
        *("fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.davfs2", "fuse.ceph"),
    )
)
"""File systems that only exist over a network, as Linux names them."""

_MOUNTS = Path("/proc/self/mountinfo")
_DRIVE_REMOTE = 4
_MNT_LOCAL = 0x1000


class Mount(NamedTuple):
    """A mounted file system: where, of which kind, and with which options of its own."""

    point: str
    kind: str
    options: str


def share_of(path: Path) -> str:
    """The kind of network share on which a path is, such as `nfs`; empty where it is on this machine.

    Where that cannot be told, it counts as being on this machine.

    Args:
        path: of a file or folder that need not exist.
    """
    try:
        return _share(path.expanduser().resolve())
    except (OSError, RuntimeError, ValueError, AttributeError):
        return ""


def share_in(mountinfo: str, place: str) -> str:
    """The kind of network share on which an absolute path is, by what Linux says in /proc/self/mountinfo."""
    found = Mount("", "", "")
    for mount in _mounts(mountinfo):
        below = f"{mount.point.rstrip('/')}/"
        # Of two mounts at one point, the later one hides the earlier.
        if f"{place}/".startswith(below) and len(mount.point) >= len(found.point):
            found = mount
    # A machine that keeps its root elsewhere has no other place to offer; whoever runs it knows.
    if found.point == "/":
        return ""
    if found.kind == "9p":
        # Virtual machines and WSL share folders of the same machine in this way, too.
        return "9p" if re.search(r"(?:^|,)trans=(?:tcp|rdma)(?:,|$)", found.options) else ""
    return found.kind if found.kind in _REMOTE else ""


def _mounts(mountinfo: str) -> Iterator[Mount]:
    for line in mountinfo.splitlines():
        before, dash, after = line.partition(" - ")
        fields, rest = before.split(" "), after.split(" ")
        if dash and len(fields) > 4 and len(rest) > 1:
            point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[4])
            yield Mount(point, rest[0], rest[2] if len(rest) > 2 else "")


def unc_share(place: str) -> str:
    r"""`UNC` where a Windows path names another machine (`\\server\share`), in any of its spellings."""
    plain = place.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return "UNC"
    return "UNC" if plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\")) else ""


def mac_share_in(answer: bytes) -> str:
    """The kind of network share that the answer of `statfs` on macOS tells of; empty for a local file system."""
    flags = int.from_bytes(answer[64:68], "little")
    kind = answer[72:88].split(b"\0")[0].decode("ascii", "replace")
    return "" if flags & _MNT_LOCAL or not kind else kind


if sys.platform == "win32":

    def _share(place: Path) -> str:
        if unc_share(str(place)):
            return "UNC"
        remote = ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\") == _DRIVE_REMOTE
        return "network drive" if remote else ""

elif sys.platform == "darwin":

    def _share(place: Path) -> str:
        library = ctypes.CDLL(None)
        # On Intel the plain name is an older layout.
        ask = getattr(library, "statfs$INODE64", None) or library.statfs
        answer = ctypes.create_string_buffer(4096)
        there = next(one for one in (place, *place.parents) if one.exists())
        return "" if ask(str(there).encode(), answer) else mac_share_in(answer.raw)

else:

    def _share(place: Path) -> str:
        return share_in(_MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"), str(place))
