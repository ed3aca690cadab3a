"""The programs that ours is compared with, each in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

PACKAGES = {
    "khal": ("khal==0.14.1", "urwid<3"),
    # With a newer tree-sitter, half of its starts end in a crash.
    "posting": ("posting==2.11.1", "tree-sitter<0.26"),
}
EVENTS = 300
"""How many events the calendar of khal has."""


def installed(name: str, folder: Path) -> Path:
    """The program of that name, installed into a folder where it is not there yet."""
    place = folder / name
    program = place / "bin" / name
    if not program.exists():
        print(f"installing {name} ...", file=sys.stderr, flush=True)
        venv.create(place, with_pip=True)
        subprocess.run([place / "bin" / "pip", "install", "--quiet", *PACKAGES[name]], check=True)
    return program


def khal_config(folder: Path) -> Path:
    """A calendar of a few hundred events for khal; returns the config file that names it."""
    calendar = folder / "khal" / "calendar"
    calendar.mkdir(parents=True, exist_ok=True)
    for number in range(EVENTS):
        day = f"2027{1 + number % 12:02}{1 + number % 28:02}"
        (calendar / f"{number}.ics").write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\nBEGIN:VEVENT\r\n"
            f"UID:{number}@bench.example\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;VALUE=DATE:{day}\r\n"
            f"SUMMARY:Visit {number}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            encoding="utf-8",
        )
    config = folder / "khal" / "config"
    config.write_text(
        f"[calendars]\n[[visits]]\npath = {calendar}\n[locale]\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        f"timeformat = %H:%M\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {folder / 'khal' / 'khal.db'}\n",
        encoding="utf-8",
    )
    return config
