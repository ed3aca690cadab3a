"""Files put into place whole: whoever reads one sees the old or the new one, and never half of it."""

import os
import shutil
from pathlib import Path


def replace_whole(target: Path, data: bytes) -> None:
    """Write a file beside its place and move it there, with the rights of the one that was there.

    Raises:
        OSError: it cannot be written; what was there before is left as it is.
    """
    draft = target.with_name(f".{target.name[:100]}.{os.getpid()}.new")
    try:
        draft.write_bytes(data)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
