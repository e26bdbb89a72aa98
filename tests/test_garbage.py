"""Reading goes on without looking for garbage, and everything after it with it."""

from __future__ import annotations

import gc

import pytest

from atlas.garbage import all_kept
from atlas.reading import readings
from atlas.reading.load import load
from tests.trees import lay


def test_garbage_is_looked_for_again_afterwards_also_after_a_failure():
    assert gc.isenabled()
    with pytest.raises(KeyError), all_kept():
        {}["nothing"]
    assert gc.isenabled()
    with all_kept():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_where_nobody_looks_for_it_nobody_does_afterwards():
    gc.disable()
    try:
        with all_kept():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_content_is_read_without_looking_for_garbage(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(readings, "parse", lambda raw, name: seen.append(gc.isenabled()) or (None, []))
    load(lay(tmp_path / "content"))
    assert seen
    assert not any(seen)
