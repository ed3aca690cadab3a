"""Reading the matrix of fit from a NumPy file beside a problem."""

from __future__ import annotations

from pathlib import Path

from ridealong.domain.errors import InvalidValue, UnreadableFile
from ridealong.planning.problem import APART, BEST_FIT, FitMatrix


def read_fit_file(name: str, folder: Path | None, guests: int, hosts: int) -> FitMatrix:
    """Read a uint8 matrix of shape (guests, hosts), 255 for null, from a `.npy` file in `folder`.

    Raises `InvalidValue` for a wrong name, type, shape or cell, and `UnreadableFile` if there is no such file.
    """
    if Path(name).name != name or not name.endswith(".npy"):
        raise InvalidValue(f"fit: {name!r} is not the name of a .npy file beside the problem")
    if folder is None:
        raise InvalidValue("fit: a NumPy file can only be named by a problem that is itself a file")
    import numpy as np  # noqa: PLC0415 - most problems carry their fit, and start-up must not pay for numpy

    path = folder / name
    try:
        # Mapped, not loaded: a file of the wrong shape must not fill the memory before it is refused.
        matrix = np.load(path, mmap_mode="r", allow_pickle=False)
    except OSError as error:
        raise UnreadableFile(f"fit: {path}: {error.strerror or error}") from None
    except (ValueError, EOFError):
        raise UnreadableFile(f"fit: {name}: not a NumPy file") from None
    if not isinstance(matrix, np.ndarray) or matrix.dtype != np.uint8:
        raise InvalidValue(f"fit: {name} should hold uint8")
    if matrix.shape != (guests, hosts):
        raise InvalidValue(f"fit: {name} has shape {matrix.shape}, not {(guests, hosts)} (guests, hosts)")
    wrong = np.argwhere((matrix > BEST_FIT) & (matrix != APART))
    if len(wrong):
        row, column = (int(index) for index in wrong[0])
        raise InvalidValue(f"fit[{row}][{column}]: {int(matrix[row, column])} is above 100 in {name}")
    return FitMatrix(guests, hosts, matrix.tobytes())
