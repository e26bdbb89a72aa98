"""Sites that are served share their files, and none of them changes while it may be read."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from atlas.serve.store import REMEMBERED, Changes, Store


def test_a_site_holds_what_it_was_given(tmp_path):
    site = Store(tmp_path).keep({"index.html": b"1", "a/b.css": b"2", "same.css": b"2"})
    assert dict(site) == {"index.html": b"1", "a/b.css": b"2", "same.css": b"2"}
    assert "a" not in site
    with pytest.raises(KeyError):
        site["a"]
    assert Store(tmp_path).shelf(site)("a") is None
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) == 2


def test_a_file_of_the_last_site_is_taken_as_it_stands(tmp_path):
    store = Store(tmp_path)
    first = store.keep({"a": b"1", "b": b"2"})
    path = store.shelf(first)("a")
    assert path is not None
    before = path.stat().st_mtime_ns
    second = store.keep({"a": path, "b": b"3"})
    assert dict(second) == {"a": b"1", "b": b"3"}
    assert dict(first) == {"a": b"1", "b": b"2"}
    assert path.stat().st_mtime_ns == before


def test_files_that_only_old_sites_have_are_deleted(tmp_path):
    store = Store(tmp_path)
    sites = [store.keep({"always": b"all", "own": str(number).encode()}) for number in range(REMEMBERED + 2)]
    assert [dict(site)["own"] for site in sites[-REMEMBERED:]] == [b"2", b"3", b"4"]
    assert sites[0].get("own") is None
    assert all(site["always"] == b"all" for site in sites)
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) == 1 + REMEMBERED


def test_a_file_that_comes_back_is_written_again(tmp_path):
    store = Store(tmp_path)
    for text in (b"1", b"2", b"3", b"4", b"5"):
        store.keep({"a": text})
    assert dict(store.keep({"a": b"1"})) == {"a": b"1"}


def test_a_site_passes_between_processes(tmp_path):
    site = Store(tmp_path).keep({"a": b"1"})
    assert dict(pickle.loads(pickle.dumps(site))) == {"a": b"1"}  # noqa: S301 -- our own


def test_a_file_that_was_written_in_part_is_not_believed(tmp_path, monkeypatch):
    store, write = Store(tmp_path), Path.write_bytes

    def torn(self: Path, data: bytes) -> int:
        write(self, data[:1])
        raise OSError("no room")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", torn)
        with pytest.raises(OSError, match="no room"):
            store.keep({"a": b"123"})
    assert dict(Store(tmp_path).keep({"a": b"123"})) == {"a": b"123"}


def test_a_site_is_made_of_the_one_before_and_what_tells_them_apart(tmp_path):
    store = Store(tmp_path)
    first = store.keep({"a": b"1", "b": b"2", "c": b"3"})
    second = store.keep({"a": b"1", "b": b"4", "d": b"5"})
    changes = Changes.between(first, second)
    assert (set(changes.places), changes.gone) == ({"b", "d"}, {"c"})
    assert changes.made_of(first) == second
    assert Changes.between(None, second).made_of(None) == second


def test_a_hurried_site_leaves_it_to_the_next_to_delete_what_only_old_ones_have(tmp_path):
    store = Store(tmp_path)
    first = store.keep({"a": b"1"})
    for number in range(4):
        store.keep({"a": b"%d" % (number + 2)}, first, hurried=True)
    assert first["a"] == b"1"
    store.keep({"a": b"9"})
    assert first.get("a") is None
