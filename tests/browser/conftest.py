"""A server of the screens, and a real browser to open them in; where there is none, these tests are skipped."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium

    from .driving import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@dataclass
class Served:
    """A running server: what it has said, which is its URL or a document with it, and its process."""

    url: str
    process: subprocess.Popen[str]

    def stop(self) -> int:
        """End it as the system does; returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Start a server on a free port."""
    running: list[subprocess.Popen[str]] = []

    def start(*options: str) -> Served:
        process = subprocess.Popen(
            [sys.executable, "-m", "ridealong", "serve", "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=tmp_path,
            env={**os.environ, "RIDEALONG_CONFIG": str(tmp_path / "config.toml")},
        )
        running.append(process)
        assert process.stdout is not None
        first = process.stdout.readline()
        if first.startswith("{"):
            first += "".join(iter(process.stdout.readline, "}\n")) + "}"
        return Served(first.strip(), process)

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def chromium() -> "Iterator[Chromium]":
    """Chromium without a window; starting it takes seconds."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def browser(chromium: "Chromium") -> "Iterator[Browser]":
    """A page that knows nothing of the pages of other tests."""
    from .driving import Browser  # noqa: PLC0415 - imports playwright

    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    yield Browser(page)
    page.close()
