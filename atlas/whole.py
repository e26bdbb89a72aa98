"""Files that are written whole or not at all, and read only if they are: a line with a digest stands before the rest."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """The file holds the data. OSError if it cannot be written; then it is as it was."""
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=file.name, delete=False) as new:
        try:
            new.write(hashlib.sha256(data).hexdigest().encode() + b"\n")
            new.write(data)
            new.close()
            Path(new.name).replace(file)
        except BaseException:
            Path(new.name).unlink()
            raise


def read_whole(file: Path) -> bytes:
    """The data that was written. OSError if the file cannot be read, ValueError if it is damaged."""
    digest, _, data = file.read_bytes().partition(b"\n")
    if digest.decode("ascii", "replace") != hashlib.sha256(data).hexdigest():
        raise ValueError(f"{file} is damaged")
    return data
