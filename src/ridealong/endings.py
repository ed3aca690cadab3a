"""A terminal that is closed, or `kill`, as an end in order: the same as Ctrl-C, which is heard whenever it comes."""

import _thread
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

AGAIN_AFTER = 0.01
"""Seconds until an interruption that Python threw away comes again."""

ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals, as far as the system knows them."""


def end_as_by_ctrl_c() -> None:
    """From now on, `kill` or a terminal that is closed ends this process as Ctrl-C does.

    What this process was told to ignore by who started it, as by `nohup`, is still ignored.
    """
    sys.unraisablehook = _hear_again
    for number in ENDINGS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _as_by_ctrl_c)


def _as_by_ctrl_c(_number: int, frame: FrameType | None) -> None:
    heard = signal.getsignal(signal.SIGINT)
    if not callable(heard):
        # Started in the background, it does not hear Ctrl-C, but this it must.
        raise KeyboardInterrupt
    heard(signal.SIGINT, frame)


def _hear_again(thrown_away: "UnraisableHookArgs") -> None:
    """What Python drops, since it was raised while an object was tidied up, is told; an interruption comes again."""
    if thrown_away.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(thrown_away)
        return
    import threading  # noqa: PLC0415 - rarely needed, and the screens start without it

    number = signal.SIGINT if callable(signal.getsignal(signal.SIGINT)) else signal.SIGTERM
    again = threading.Timer(AGAIN_AFTER, _interrupt, (threading.main_thread().ident, number))
    again.daemon = True
    again.start()


def _interrupt(thread: int, number: signal.Signals) -> None:
    if sys.platform == "win32":
        _thread.interrupt_main(number)
    else:
        # A real signal, since it also wakes what waits.
        signal.pthread_kill(thread, number)
