"""Where `ridealong` and `python -m ridealong` begin."""

import sys


def main() -> None:
    """Open the screens where nothing else is asked for, past the command parser; else run the command."""
    if len(sys.argv) > 1:
        from ridealong.cli.main import run  # noqa: PLC0415 - the screens start without the command parser

        run()
        return
    from ridealong.tui.start import run_plain_start  # noqa: PLC0415 - commands start without the screens

    sys.exit(run_plain_start())


if __name__ == "__main__":
    main()
