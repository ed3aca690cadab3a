"""Where `ridealong` and `python -m ridealong` begin."""


def main() -> None:
    """Start the program."""


if __name__ == "__main__":
    main()
