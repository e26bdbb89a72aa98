"""Files that are written whole or not at all, and read only if they are: a line with a digest stands before the rest."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path


def write_whole(file: Path, data: bytes) -> str:
    """The file holds the data, whose digest this is. OSError if it cannot be written; then it is as it was."""
    digest = hashlib.sha256(data).hexdigest()
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=file.name, delete=False) as new:
        try:
            new.write(digest.encode() + b"\n")
            new.write(data)
            new.close()
            Path(new.name).replace(file)
        except BaseException:
            Path(new.name).unlink()
            raise
    return digest


def read_whole(file: Path) -> bytes:
    """The data that was written. OSError if the file cannot be read, ValueError if it is damaged."""
    return read_known(file)[1]


def read_known(file: Path) -> tuple[str, bytes]:
    """The digest of the data that was written, and the data. OSError if the file cannot be read, ValueError if it is damaged."""
    digest, _, data = file.read_bytes().partition(b"\n")
    if digest.decode("ascii", "replace") != hashlib.sha256(data).hexdigest():
        raise ValueError(f"{file} is damaged")
    return digest.decode(), data
