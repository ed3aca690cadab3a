"""Where `ridealong` and `python -m ridealong` begin."""

import sys

from ridealong.endings import end_as_by_ctrl_c

INTERRUPTED = 130


def main() -> None:
    """Open the screens where nothing else is asked for, past the command parser; else run the command."""
    try:
        end_as_by_ctrl_c()
        if len(sys.argv) > 1:
            from ridealong.cli.main import run  # noqa: PLC0415 - the screens start without the command parser

            run()
        else:
            from ridealong.tui.start import run_plain_start  # noqa: PLC0415 - commands start without the screens

            sys.exit(run_plain_start())
    except KeyboardInterrupt:
        # While modules are still being imported, nobody else has taken over Ctrl-C yet.
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
