"""What all tests share: the real site, built once."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from atlas.noting.view import View
from atlas.reading.load import Loaded
from atlas.records.model import Atlas
from tests.trees import atlas_of, lay, read

# A busy machine is slow, not wrong: no property fails for the time that an example took.
settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")

# Thousands of tests hold much that stays; to look through it for circles of garbage took a seventh of their time.
gc.set_threshold(50_000, 20, 100)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def base_url() -> str:
    """Where the built site believes that it is published."""
    return "https://example.org/atlas/"


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """The repository's own content, read once per run."""
    return atlas_of(ROOT / "content")


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The small tree of an invented province, read once per run."""
    return read(lay(tmp_path_factory.mktemp("base") / "content"))


@pytest.fixture(scope="session")
def view(loaded: Loaded) -> View:
    """A view on the small tree."""
    assert loaded.atlas is not None
    return View.of(loaded.atlas)


@pytest.fixture(scope="session")
def build(base_url: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The real command on the real content: `build(out, TZ="Asia/Shanghai")` builds into `out` or fails."""

    def build(out: Path, **environment: str) -> Path:
        done = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "--out", str(out), "--base-url", base_url],
            cwd=tmp_path_factory.getbasetemp(),  # the command works from any folder
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        if done.returncode != 0:
            pytest.fail(f"build.py failed:\n{done.stdout[-6000:]}\n{done.stderr[-6000:]}")
        return out

    return build


@pytest.fixture(scope="session")
def built_site(build: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site built from the real content, once per run; nobody may change it.

    Where several runs go on at the same time, `ATLAS_BUILT_SITE` names the one that was built for all of them.
    """
    given = os.environ.get("ATLAS_BUILT_SITE")
    return Path(given) if given else build(tmp_path_factory.mktemp("built") / "site")
