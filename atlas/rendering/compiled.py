"""Templates as Python code, kept beside the compiled modules of the program, so that each is compiled once.

What is kept is believed only if it is undamaged and was made from the very source, by the very versions of Python,
Jinja and our own compiler. Like compiled modules it is code that will run: who may write there may change the program.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache

from atlas.rendering.whole import read_whole, write_whole

FOLDER = Path(__file__).resolve().parent / "__pycache__" / "templates"


class Compiled(BytecodeCache):
    """The code of templates, in a folder; `compiler` is the file of what compiles them."""

    def __init__(self, folder: Path, compiler: Path) -> None:
        self._folder = folder
        libraries = version("Jinja2"), version("MarkupSafe")
        made_by = (sys.version, libraries, hashlib.sha256(compiler.read_bytes()).hexdigest())
        self._made_by = repr(made_by)

    def load_bytecode(self, bucket: Bucket) -> None:
        """The bucket has the code of its template, if it is known."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            made_from, code = marshal.loads(read_whole(self._file(bucket)))  # noqa: S302  (see above)
            if made_from == self._made_from(bucket) and isinstance(code, CodeType):
                bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """The code of a template is kept, where that may be done."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_whole(self._file(bucket), marshal.dumps((self._made_from(bucket), bucket.code)))

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / bucket.key

    def _made_from(self, bucket: Bucket) -> str:
        return f"{bucket.key} {bucket.checksum} {self._made_by}"
