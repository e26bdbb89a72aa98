"""A test that lacks a tool says so aloud: it fails where everything must be there, else it is skipped."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest

NODE_MODULES = Path(__file__).parent / "node_modules"


def everything_must_run() -> bool:
    """`make test` and continuous integration promise that no test is skipped for want of a tool."""
    return os.environ.get("CI") == "true" or os.environ.get("POLICY_ATLAS_FULL") == "1"


def missing(what: str) -> NoReturn:
    """The test cannot run: it fails or is skipped, with the way to get what is missing."""
    words = f"{what} is missing; `make test` installs it or says how"
    if everything_must_run():
        pytest.fail(words)
    pytest.skip(words)


def npm_file(path: str) -> Path:
    """A file of an installed npm package."""
    file = NODE_MODULES / path
    if not file.is_file():
        missing(f"the npm package {path.partition('/')[0]}")
    return file
