"""A real calendar server on loopback, for tests: Radicale in a process of its own."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from caldav import DAVClient

USER, PASSWORD = "pat", "s3cret-Pässword"


@dataclass(frozen=True)
class Stored:
    """An object as the server has it."""

    url: str
    etag: str
    text: str


@dataclass(frozen=True)
class Server:
    """A server that runs.

    Args:
        url: its root.
    """

    url: str
    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def port(self) -> int:
        return int(self.url.rstrip("/").rpartition(":")[2])

    @property
    def home(self) -> str:
        return f"{self.url}{USER}/"

    def make_calendar(self, name: str = "Exchange") -> str:
        """A new calendar; returns its URL."""
        with self.client() as client:
            return str(client.principal().make_calendar(name, cal_id=uuid4().hex).url)

    def make_task_list(self) -> str:
        with self.client() as client:
            made = client.principal().make_calendar(
                "Tasks", cal_id=uuid4().hex, supported_calendar_component_set=["VTODO"]
            )
            return str(made.url)

    def objects(self, calendar: str) -> dict[str, Stored]:
        """What a calendar holds, by UID."""
        with self.client() as client:
            found = {}
            for one in client.calendar(url=calendar).get_events():
                answer = client.request(str(one.url), "GET")
                stored = Stored(str(one.url), answer.headers["ETag"], answer.raw)
                found[str(one.icalendar_component["UID"])] = stored
            return found

    def expanded(self, calendar: str, first: date, last: date) -> list[tuple[str, str]]:
        """Start and end, on a clock in Berlin, of each occurrence between two days, as the server works them out."""
        times = []
        span = {"start": datetime.combine(first, clock(), UTC), "end": datetime.combine(last, clock(23), UTC)}
        with self.client() as client:
            for one in client.calendar(url=calendar).search(event=True, expand=True, **span):
                event = one.icalendar_component
                start, end = (event[name].dt.astimezone(ZoneInfo("Europe/Berlin")) for name in ("DTSTART", "DTEND"))
                times.append((f"{start:%m-%d %H:%M}", f"{end:%H:%M}"))
        return sorted(times)

    def put(self, url: str, text: str) -> None:
        """Put an object into a calendar from outside, as another program does."""
        with self.client() as client:
            assert client.put(url, text, {"Content-Type": "text/calendar; charset=utf-8"}).status in (201, 204)

    def remove(self, url: str) -> None:
        with self.client() as client:
            assert client.delete(url).status in (200, 204)

    def block(self, url: str) -> None:
        """Let a folder stand where an object belongs, so that the server refuses to put it there."""
        root = self.folder / "collections" / "collection-root"
        (root / url.removeprefix(self.url)).mkdir(parents=True)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def client(self) -> "DAVClient":
        from caldav import DAVClient  # noqa: PLC0415 - takes half a second, which most workers need not spend

        return DAVClient(url=self.url, username=USER, password=PASSWORD, enable_rfc6764=False)


@contextmanager
def calendar_server(folder: Path, port: int = 0) -> Iterator[Server]:
    """Run a server that keeps its files in a folder, until the end; on a port that is free, or on this one."""
    folder.mkdir(exist_ok=True)
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    if not port:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
    settings = {
        "server-hosts": f"127.0.0.1:{port}",
        "storage-filesystem-folder": folder / "collections",
        "auth-type": "htpasswd",
        "auth-htpasswd-filename": folder / "users",
        "auth-htpasswd-encryption": "plain",
        "auth-delay": 0,
        "rights-type": "owner_only",
        "web-type": "none",
    }
    options = [word for name, value in settings.items() for word in (f"--{name}", str(value))]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "radicale", "--config", "", *options], stderr=log)
    try:
        _wait(port, process, folder / "log")
        yield Server(f"http://127.0.0.1:{port}/", process, folder)
    finally:
        process.kill()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text(errors="replace")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("The calendar server did not start")
