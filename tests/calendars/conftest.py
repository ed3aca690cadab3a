"""What tests of calendars start from."""

from pathlib import Path

import pytest

from .busy_calendars import Looker
from .outgoing import Calendar


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def look(tmp_path: Path) -> Looker:
    return Looker(tmp_path)
