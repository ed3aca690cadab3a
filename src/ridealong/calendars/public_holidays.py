"""Public holidays of countries and of parts of them, and the countries that time zones lie in."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import quoted

_ELSEWHERE = {
    "Africa/Asmera": "ER",
    "Africa/Timbuktu": "ML",
    "America/Coral_Harbour": "CA",
    "America/Virgin": "VI",
    "Iceland": "IS",
    "Pacific/Ponape": "FM",
    "Pacific/Truk": "FM",
    "Pacific/Yap": "FM",
}
"""Old names of zones which the tz database keeps as names of a zone in another country."""

_NO_COUNTRY = frozenset({"CET", "CST6CDT", "EET", "EST", "EST5EDT", "HST", "MET", "MST", "MST7MDT", "PST8PDT", "WET"})
"""Zones of whole regions, which the tz database keeps as names of a zone in one country."""


def country(code: str) -> str:
    """A country, or a part of one, as its proper code: `DE`, `DE-BY`, `US-CA`; read in any letter case.

    A part may be given by its name too (`DE-Bayern`).

    Raises:
        InvalidValue: no public holidays are known for it.
    """
    name, _dash, part = code.strip().partition("-")
    found = _known_country(name.strip())
    if found is None:
        raise InvalidValue(
            f"'{quoted(code)}' is not a country whose public holidays are known",
            "Write two letters such as DE, or a part of a country such as DE-BY",
        )
    if not part.strip():
        return found
    proper = _parts(found).get(part.strip().casefold())
    if proper is None:
        known = sorted(set(_parts(found).values()))
        remedy = f"It has {', '.join(known)}" if known else "Leave the part out"
        raise InvalidValue(f"'{quoted(part)}' is not a part of {found} with holidays of its own", remedy)
    return f"{found}-{proper}"


def country_of_zone(zone: str) -> str:
    """The two-letter code of the country that an IANA time zone lies in; empty where it lies in none, such as UTC."""
    return _zones().get(zone, "")


def public_holidays(code: str, years: Iterable[int]) -> Mapping[date, str]:
    """The public holidays of some years, with their English names where known; none for an unknown country.

    Args:
        code: as `country` returns it.
    """
    return {day: name for year in years for day, name in _of_year(code, year).items()}


@cache
def _of_year(code: str, year: int) -> Mapping[date, str]:
    import holidays  # noqa: PLC0415 - a tenth of a second, and only invites need it

    name, _dash, part = code.partition("-")
    try:
        with warnings.catch_warnings():
            # Of a year for which it knows not all of them, the library gives those it knows, and says so.
            warnings.simplefilter("ignore")
            found = holidays.country_holidays(name, subdiv=part or None, years=year, language="en_US")
    except NotImplementedError:
        return {}
    return {day: found[day] for day in sorted(found) if day.year == year}


def _known_country(code: str) -> str | None:
    import holidays  # noqa: PLC0415 - as above

    wanted = "GB" if code.upper() == "UK" else code.upper()
    return wanted if wanted in holidays.list_supported_countries(include_aliases=False) else None


@cache
def _parts(code: str) -> Mapping[str, str]:
    """The parts of a country by what they may be called, without regard to letter case."""
    import holidays  # noqa: PLC0415 - as above

    names = holidays.country_holidays(code).get_subdivision_aliases()
    called = {alias.casefold(): part for part, aliases in names.items() for alias in aliases}
    return called | {part.casefold(): part for part in names}


@cache
def _zones() -> Mapping[str, str]:
    table, links = _text("zone.tab"), _text("tzdata.zi")
    found: dict[str, str] = {}
    for line in table.splitlines():
        cells = line.split("\t")
        if len(cells) >= 3 and not line.startswith("#"):
            found.setdefault(cells[2], cells[0])
    for old, target in _links(links):
        if target in found and old not in _NO_COUNTRY:
            found.setdefault(old, found[target])
    return found | _ELSEWHERE


def _links(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if line.startswith("L "):
            _letter, target, old = line.split()
            yield old, target


def _text(name: str) -> str:
    try:
        return files("tzdata").joinpath("zoneinfo", name).read_text("utf-8")
    except (ImportError, OSError):
        return ""
