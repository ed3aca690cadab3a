"""What a command adds to what a service advises: the option, or the command, that does it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from ridealong.domain.errors import RidealongError

E = TypeVar("E", bound=RidealongError)


@contextmanager
def advising(kind: type[E], remedy: Callable[[E], str]) -> Iterator[None]:
    """Within this, errors of a kind advise what whoever types commands can do.

    What the error itself advises stays as it is: the screens show that.

    Args:
        remedy: called with the error; what commands show from then on.
    """
    try:
        yield
    except kind as error:
        error.typed = remedy(error)
        raise
