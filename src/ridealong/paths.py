"""Paths as people write them, in which `~` and `~name` stand for somebody's home folder."""

from pathlib import Path

from ridealong.domain.errors import RidealongError, UnreadableFile


def expanded(written: str | Path, refused: type[RidealongError] = UnreadableFile) -> Path:
    """The path that is meant.

    Args:
        refused: the error of the place that asks.

    Raises:
        RidealongError: of the type `refused`: nobody has that name, or the home folder of whoever asks is not known.
    """
    path = Path(written)
    try:
        return path.expanduser()
    except RuntimeError as error:
        name = path.parts[0].removeprefix("~")
        why = f"there is no user '{name}'" if name else "your home folder is not known"
        raise refused(f"{path} is nowhere: {why}", "Write the folder out") from error
