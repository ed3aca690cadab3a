"""Loading a JSON document from disk with one clear error for every way in which a file can be none."""

from __future__ import annotations

import json
from pathlib import Path

from ridealong.domain.errors import UnreadableFile

BIGGEST_FILE = 512 * 2**20
"""A problem this size needs several gigabytes once parsed; larger fits belong into a NumPy file."""


def load_document(path: Path, what: str) -> dict[str, object]:
    """Read one JSON object; `what` names it in errors. Raises `UnreadableFile`."""
    text = _text(path, what)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        problem = f"{path.name}: not JSON: {error.msg} in line {error.lineno}, column {error.colno}"
        raise UnreadableFile(problem) from None
    except RecursionError:
        raise UnreadableFile(f"{path.name}: lists are nested too deeply for a {what}") from None
    except ValueError:
        raise UnreadableFile(f"{path.name}: a number is far too long for a {what}") from None
    if not isinstance(document, dict):
        raise UnreadableFile(f"{path.name}: not a {what}: the file should hold one JSON object")
    return document


def _text(path: Path, what: str) -> str:
    try:
        if path.stat().st_size > BIGGEST_FILE:
            raise UnreadableFile(
                f"{path.name}: larger than {BIGGEST_FILE // 2**20} MB",
                'Name a NumPy file beside it instead: "fit": "fit.npy".',
            )
        raw = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror or error}") from None
    if not raw.strip():
        raise UnreadableFile(f"{path.name}: the file is empty")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(f"{path.name}: not a {what}: the file is not UTF-8 text") from None
    if "\0" in text:
        raise UnreadableFile(f"{path.name}: not a {what}: the file is binary")
    return text
