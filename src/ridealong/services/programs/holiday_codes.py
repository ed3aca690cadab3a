"""The country whose public holidays count in a program, checked against those that are known."""

from ridealong.domain.errors import InvalidValue
from ridealong.services.desk import Desk


def country_of_program(desk: Desk, code: str | None) -> str:
    """The code of a country, or of a part of one, as it is kept; empty for none.

    Args:
        code: as typed, such as `de-by`; empty for no country, None for that of the organizer in the config.

    Raises:
        InvalidValue: no holidays are known for that code.
    """
    if code is not None:
        return known_country(code)
    try:
        return known_country(desk.organizer.country)
    except InvalidValue as error:
        raise InvalidValue(
            f"organizer.country in the config: {error.problem}",
            "Correct the country of the organizer",
            typed=f"{error.typed}; or name a country for the program",
        ) from error


def known_country(code: str) -> str:
    """The code of a country, or of a part of one, in its usual form; empty where it is empty; raises InvalidValue."""
    if not code.strip():
        return ""
    from ridealong.calendars.public_holidays import country  # noqa: PLC0415 - the list of countries, only where typed

    return country(code)
