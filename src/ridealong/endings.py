"""A terminal that is closed, or `kill`, as an end in order: the same as Ctrl-C."""

import signal
from types import FrameType

ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals, as far as the system knows them."""


def end_as_by_ctrl_c() -> None:
    """From now on, `kill` or a terminal that is closed ends this process as Ctrl-C does.

    What this process was told to ignore by who started it, as by `nohup`, is still ignored.
    """
    for number in ENDINGS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _as_by_ctrl_c)


def _as_by_ctrl_c(_number: int, frame: FrameType | None) -> None:
    heard = signal.getsignal(signal.SIGINT)
    if not callable(heard):
        # Started in the background, it does not hear Ctrl-C, but this it must.
        raise KeyboardInterrupt
    heard(signal.SIGINT, frame)
