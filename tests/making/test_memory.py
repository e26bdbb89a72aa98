"""A memory is believed only if it is whole and of this very program; and it never changes what a build gives."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pytest

from atlas import stages
from atlas.making import making, memory
from atlas.making.assembly import NOTHING, Assembled, Last, assemble
from atlas.making.making import Made, Workshop, make_all
from atlas.making.memory import Kept, Known, KnownIndex, Memory
from atlas.making.recall import Recall
from atlas.noting.prints import Prints, digest_of
from atlas.noting.view import View
from atlas.pages import plan
from atlas.problems import in_order
from atlas.progress import Progress
from atlas.publishing.signatures import signatures
from atlas.reading.aliases import Aliases
from atlas.reading.load import Loaded
from atlas.records.model import Atlas
from atlas.rendering.assets import read_assets
from atlas.rendering.replacing import replaced, stand_once
from atlas.searching.search_page import SearchPage
from tests.mutations import additions, mutations, removals, renamings, touched
from tests.rendering.test_render import renderer
from tests.trees import ROOT, lay, read

BASE_URL = "https://example.org/atlas/"


def whole() -> Kept:
    copy = SearchPage("a/", "zh", "题", ("文", "字"), {"kind": ("种", "类")}, "述")
    pages = {
        "a/": Known("regions 1", ("regions/*", "site"), ("a/index.html", "a/x.csv"), copy),
        "404.html": Known("404 2", ("site",), ("404.html",), None, replaceable=False),
    }
    prints = {"regions/*": "p1", "site": "p2"}
    indexes = {"zh": KnownIndex("d", {"version": "1"}, ("pagefind.js",))}
    return Kept(Memory("s", prints, pages, indexes), {"a/index.html": (3, 1_700_000_000_123_456_789)})  # type: ignore[arg-type]


# The file


def test_a_memory_is_read_as_it_was_written(tmp_path):
    memory.write(tmp_path / "m", whole())
    assert memory.read(tmp_path / "m") == whole()
    assert [file.name for file in tmp_path.iterdir()] == ["m"]


def test_no_memory_no_belief(tmp_path):
    assert memory.read(tmp_path / "m") is None
    (tmp_path / "m").mkdir()
    assert memory.read(tmp_path / "m") is None


def test_a_memory_of_another_program_is_not_believed(tmp_path, monkeypatch):
    memory.write(tmp_path / "m", whole())
    monkeypatch.setattr(memory, "program", lambda: "another")
    assert memory.read(tmp_path / "m") is None


def test_a_damaged_memory_is_not_believed(tmp_path):
    memory.write(tmp_path / "m", whole())
    good = (tmp_path / "m").read_bytes()
    draw = random.Random(20261122)  # noqa: S311 -- a seeded draw, no secret
    for _ in range(300):
        at = draw.randrange(len(good))
        damaged = draw.choice(
            [good[:at], good[:at] + bytes([good[at] ^ 1 << draw.randrange(8)]) + good[at + 1 :], good + b"x"]
        )
        (tmp_path / "m").write_bytes(damaged)
        assert memory.read(tmp_path / "m") is None


@pytest.mark.parametrize(
    "said",
    [
        [], {}, {"program": 1}, {"pages": {"a/": 3}}, {"pages": {"a/": [0, [99], [], None, True]}},
        {"pages": {"a/": [9, [], [], None, True]}}, {"pages": {"a/": [0, [], [], ["too", "few"], True]}},
        {"indexes": {"zh": []}}, {"files": {"a": 1}}, {"notes": None}, {"sorts": None},
    ],
)  # fmt: skip
def test_a_memory_of_another_shape_is_not_believed(tmp_path, said):
    """Also where its digest is right."""
    memory.write(tmp_path / "m", whole())
    before = json.loads((tmp_path / "m").read_bytes().partition(b"\n")[2])
    data = json.dumps({**before, **said} if isinstance(said, dict) and said else said).encode()
    (tmp_path / "m").write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
    assert memory.read(tmp_path / "m") is None


# Digests


def test_where_one_text_ends_and_the_next_begins_counts():
    assert digest_of("ab", "c") != digest_of("a", "bc") != digest_of("abc")


def test_each_note_of_each_page_has_a_digest_that_a_change_of_it_changes(tmp_path):
    loaded = read(lay(tmp_path / "content"))
    assert loaded.atlas is not None
    view = View.of(loaded.atlas)
    prints = Prints(view)
    known = {prints.of(f"{kind}/*") for kind in ("regions", "documents", "targets", "terms")}
    assert len(known) == 4
    assert prints.of("regions/yunze") != prints.of("regions/chengchuan") != prints.of("regions/nowhere")
    assert prints.of("targets_by_region?chengchuan") != prints.of("targets_by_region?nowhere")
    assert prints.of("pages/about.zh") != prints.of("pages/about.en") != prints.of("pages/none.zh")


def test_whatever_a_change_touches_has_another_digest(loaded):
    """With `test_view`, which holds notes to be complete, no page that would come out otherwise is kept."""
    assert loaded.atlas is not None
    old = View.of(loaded.atlas)
    before = Prints(old)
    same = []
    every = chain(mutations(loaded, 1), additions(loaded), removals(loaded), renamings(loaded))
    for mutation in every:
        new = View.of(mutation.atlas)
        after, carried = Prints(new), Prints(new, before)
        # Who is called by a name is noted as the agency itself, whose record says the name.
        notes = {note for note in touched(old, new) if not note.startswith("agency_by_name?")}
        same += [f"{mutation.what}: {note}" for note in notes if before.of(note) == after.of(note)]
        assert {note: carried.of(note) for note in before.known} == {
            note: after.of(note) for note in before.known
        }, mutation.what
    assert same == []


# The same site, whatever was there before


def without_index(files: Mapping[str, bytes | Path]) -> dict[str, bytes]:
    """The bytes of a site's files, apart from its search index."""
    return {
        name: source if isinstance(source, bytes) else source.read_bytes()
        for name, source in files.items()
        if not name.startswith("pagefind/")
    }


class Builder:
    """A site that is built again and again into a folder, each time from what the last time left."""

    def __init__(self, folder: Path, root: Path = ROOT, recall: Recall | None = None) -> None:
        self.folder = folder
        self.root = root
        self.recall = recall
        self.last = NOTHING
        self.made = 0

    def __call__(self, atlas: Atlas) -> dict[str, bytes]:
        site = self.assembled(atlas, self.last, self.recall)
        files = without_index(site.files)
        self.made = sum(isinstance(site.files[name], bytes) for name in files if name.endswith(".html"))
        for name, data in files.items():
            file = self.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        names = set(files)
        self.last = Last(site.memory, lambda name: self.folder / name if name in names else None)
        return files

    def clean(self, atlas: Atlas) -> dict[str, bytes]:
        return without_index(self.assembled(atlas, NOTHING).files)

    def assembled(self, atlas: Atlas, last: Last, recall: Recall | None = None) -> Assembled:
        return assemble(
            atlas, Aliases(), self.root, BASE_URL, Progress(), last, recall=recall, index_later=True
        )


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Loaded:
    return read(lay(tmp_path_factory.mktemp("memory") / "content"))


def changed(loaded: Loaded) -> Iterator[tuple[str, Atlas]]:
    """Atlases that differ from one another by a record, a field, a name, drawn at random."""
    every = list(chain(mutations(loaded, 1), additions(loaded), removals(loaded), renamings(loaded)))
    draw = random.Random(20261122)  # noqa: S311 -- a seeded draw, no secret
    for mutation in draw.sample(every, 6):
        yield mutation.what, mutation.atlas


@pytest.mark.parametrize("recall", [None, Recall(runs_on=True)], ids=["another process", "one process"])
def test_after_any_row_of_edits_the_site_is_that_of_a_clean_build(loaded, tmp_path, recall):
    build = Builder(tmp_path / "site", recall=recall)
    assert loaded.atlas is not None
    total = len([name for name in build(loaded.atlas) if name.endswith(".html")])
    kept = 0
    for what, atlas in changed(loaded):
        assert build(atlas) == build.clean(atlas), what
        kept += build.made < total
    assert kept > 2, "edits make nearly every page again: the test would show nothing"


def test_nothing_is_made_again_where_nothing_changed(loaded, tmp_path):
    build = Builder(tmp_path / "site")
    build(loaded.atlas)
    assert build.made > 50
    build(loaded.atlas)
    assert build.made == 0


EDITS: Mapping[str, Callable[[Path], object]] = {
    "a page's template": lambda root: _replace(
        root / "templates/pages/target.html", "{% block main %}", "{% block main %}<hr>"
    ),
    "the layout": lambda root: _replace(root / "templates/layouts/base.html", "</footer>", "<hr></footer>"),
    "a style sheet": lambda root: _append(root / "static/css/base.css", "/* a word */ h1 { color: red }"),
    "a script of some pages": lambda root: _append(root / "static/js/folds.js", "let again;"),
    "a script that others import, and the icon": lambda root: (
        _append(root / "static/js/twin.js", "let again;"),
        _append(root / "static/icon.svg", "<!-- again -->"),
    ),
}


@pytest.mark.parametrize("recall", [None, Recall(runs_on=True)], ids=["another process", "one process"])
@pytest.mark.parametrize("what", EDITS)
def test_an_edit_of_templates_or_static_files_touches_the_pages_that_use_them(loaded, tmp_path, what, recall):
    for name in ("templates", "static"):
        shutil.copytree(ROOT / name, tmp_path / "root" / name)
    build = Builder(tmp_path / "site", tmp_path / "root", recall)
    before = build(loaded.atlas)
    EDITS[what](tmp_path / "root")
    made = Counter[str]()
    with counted(made):
        after = build(loaded.atlas)
    assert after == build.clean(loaded.atlas)
    different = {name for name in after if after[name] != before.get(name) and name.endswith(".html")}
    assert different
    if what == "a page's template":
        assert 0 < build.made < 0.5 * len(after)
        assert all("/targets/" in name for name in different)
    assert (made["page"] == 0) == ("template" not in what and "layout" not in what)


@contextmanager
def counted(made: Counter[str]) -> Iterator[None]:
    """How many pages are made meanwhile, in this process."""
    make, fewest = Workshop.make, making.FEWEST

    def noted(self: Workshop, number: int) -> Made:
        made["page"] += 1
        return make(self, number)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Workshop, "make", noted)
        patched.setattr(making, "FEWEST", max(fewest, 10_000))
        yield


def test_a_page_whose_text_holds_the_name_of_a_style_sheet_is_made_again(tmp_path):
    content = lay(tmp_path / "content")
    for name in ("templates", "static"):
        shutil.copytree(ROOT / name, tmp_path / "root" / name)
    style = read_assets(tmp_path / "root" / "static").names["site.css"]
    _append(content / "pages" / "about.en.md", f"\nThe style sheet is {style} today.")
    _append(tmp_path / "root" / "static" / "css" / "base.css", "h1 { color: red }")
    later = read_assets(tmp_path / "root" / "static").names["site.css"]
    shutil.copy(ROOT / "static" / "css" / "base.css", tmp_path / "root" / "static" / "css")
    _append(content / "pages" / "method.en.md", f"\nTomorrow it is {later}.")
    atlas = read(content).atlas
    build = Builder(tmp_path / "site", tmp_path / "root")
    build(atlas)
    _append(tmp_path / "root" / "static" / "css" / "base.css", "h1 { color: red }")
    made = Counter[str]()
    with counted(made):
        after = build(atlas)
    assert after == build.clean(atlas)
    assert made["page"] == 2
    assert style.encode() in after["en/about/index.html"]


def test_names_stand_once_where_the_head_alone_has_them():
    names = ("assets/a.1.css", "assets/b.1.js")
    head = '<head><link href="assets/a.1.css"><script src="assets/b.1.js"></script>'
    assert stand_once(f"{head}</head><p>Nothing else is named.</p>", names)
    assert stand_once(f"{head}</head><p>assets/picture.png is another file.</p>", names)
    assert not stand_once(f"{head}</head><p>assets/b.1.js is a script.</p>", names)
    assert not stand_once(f'{head}<link href="assets/a.1.css"></head>', names)
    assert not stand_once('<head><link href="assets/a.1.css"></head>', names)


def test_a_name_is_replaced_only_where_each_stands_once():
    names = {"assets/a.1.css": "assets/a.2.css", "assets/b.1.js": "assets/b.2.js"}
    page = b'<link href="../assets/a.1.css"><script src="../assets/b.1.js">'
    assert replaced(page, names) == b'<link href="../assets/a.2.css"><script src="../assets/b.2.js">'
    for more in (b"assets/a.1.css", b"assets/b.2.js"):
        assert replaced(page + more, names) is None
    assert replaced(b'<link href="../assets/a.1.css">', names) is None


def _append(file: Path, text: str) -> int:
    return file.write_text(file.read_text(encoding="utf-8") + text + "\n", encoding="utf-8")


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_address_of_the_site_touches_every_page(loaded, tmp_path):
    build = Builder(tmp_path / "site")
    build(loaded.atlas)
    site = assemble(
        loaded.atlas, Aliases(), ROOT, "https://example.com/", Progress(), build.last, index_later=True
    )
    clean = assemble(loaded.atlas, Aliases(), ROOT, "https://example.com/", Progress(), index_later=True)
    assert without_index(site.files) == without_index(clean.files)


# The command

PRINTED = ("科技企业", "[科技, 企业]")


def edit_at_random(content: Path, draw: random.Random) -> str:
    """One thing that an editor does to a content folder, in words."""
    files = sorted(file for file in content.rglob("*.yaml") if "vocabulary" not in file.parts)
    what = draw.choice(
        ["words", "words", "new term", "new cluster", "gone", "renamed", "markdown", "printed"]
    )
    if what == "printed":
        file = draw.choice(sorted(content.glob("documents/*/targets.yaml")))
        head, text = "  indicator: tech-firms\n", file.read_text(encoding="utf-8")
        text = re.sub(f"{head}(?:  printed: .*\n)?", f"{head}  printed: {draw.choice(PRINTED)}\n", text)
        file.write_text(text, encoding="utf-8")
        return what
    if what == "words":
        file = draw.choice(files)
        lines = file.read_text(encoding="utf-8").split("\n")
        spots = [
            n
            for n, line in enumerate(lines)
            if line.strip().startswith(("zh: ", "note: ")) and '"' not in line
        ]
        if spots:
            at = draw.choice(spots)
            lines[at] += "新"
            file.write_text("\n".join(lines), encoding="utf-8")
        return f"words in {file.name}"
    if what == "markdown":
        _append(content / "pages" / draw.choice(["about.zh.md", "method.en.md"]), "\n又一段。")
    elif what == "new term":
        number = draw.randrange(10_000)
        text = (
            f"name: {{zh: 新词{number}号, en: New word {number}}}\ndefinition: {{zh: 说明。, en: Meaning.}}\n"
        )
        (content / "terms" / f"new-{number}.yaml").write_text(text, encoding="utf-8")
    elif what == "new cluster":
        shutil.copy(
            content / "clusters" / "lighting.yaml",
            content / "clusters" / f"new-{draw.randrange(10_000)}.yaml",
        )
    elif what == "gone":
        for file in sorted((content / "terms").glob("*.yaml"))[-1:]:
            file.unlink()
    else:
        old = draw.choice(sorted((content / "references").glob("*.yaml")))
        old.rename(old.with_name(f"renamed-{draw.randrange(10_000)}.yaml"))
    return what


def undo(content: Path, good: Mapping[str, bytes]) -> None:
    for name in tree(content):
        (content / name).unlink()
    for name, data in good.items():
        (content / name).write_bytes(data)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def test_the_command_gives_the_site_of_a_clean_build_after_any_row_of_saves(tmp_path):
    content, site = lay(tmp_path / "content"), tmp_path / "site"
    draw = random.Random(9)  # noqa: S311 -- a seeded draw, no secret
    built = 0
    for step in range(9):
        good = tree(content)
        what = edit_at_random(content, draw) if step else "nothing"
        recall = stages.remembered(site)
        loaded, problems = stages.read(content, Progress(), recall)
        assert problems == stages.read(content, Progress())[1], what
        if any(problem.severity == "error" for problem in in_order(problems)):
            undo(content, good)  # the site stands as it was, and the next good save is built from it
            continue
        stages.build(loaded, site, BASE_URL, ROOT, Progress(), recall=recall)
        if step % 4 == 0:
            clean = tmp_path / f"clean-{step}"
            loaded, _ = stages.read(content, Progress())
            stages.build(loaded, clean, BASE_URL, ROOT, Progress(), anew=True)
            assert tree(site) == tree(clean), what
        built += 1
    assert built >= 4


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (
            "targets",
            "{at: 正文 一, phrase: 科技企业超5000家}",
            "{at: 正文 二（一）, phrase: 科技企业超5000家}",
        ),
        ("document", "{zh: 点亮企业, en: Light up firms}", "{zh: 点亮, en: Light up}"),
    ],
)
def test_what_a_measure_has_by_its_place_shows_on_its_pages(tmp_path, part, old, new):
    content, site = lay(tmp_path / "content"), tmp_path / "site"
    document = content / "documents" / "chengchuan-2021"
    _replace(document / "measures.yaml", "  targets: [tech-firms, tech-firms-annual]\n", "")
    _replace(document / "measures.yaml", "  title: {zh: 点亮灯塔企业, en: Light up beacon firms}\n", "")
    for step in range(2):
        recall = stages.remembered(site)
        loaded, _ = stages.read(content, Progress(), recall)
        stages.build(loaded, site, BASE_URL, ROOT, Progress(), recall=recall)
        if not step:
            before = tree(site)
            _replace(document / f"{part}.yaml", old, new)
    loaded, _ = stages.read(content, Progress())
    stages.build(loaded, tmp_path / "clean", BASE_URL, ROOT, Progress(), anew=True)
    assert tree(site) == tree(tmp_path / "clean")
    page = "documents/chengchuan-2021/measures/m01/index.html"
    assert before[page] != tree(site)[page]


def test_a_site_that_somebody_has_touched_is_mended(tmp_path):
    content, site = lay(tmp_path / "content"), tmp_path / "site"
    loaded, _ = stages.read(content, Progress())
    stages.build(loaded, site, BASE_URL, ROOT, Progress())
    before = tree(site)
    (site / "index.html").write_text("touched", encoding="utf-8")
    (site / "regions" / "index.html").unlink()
    (site / "stray.html").write_text("", encoding="utf-8")
    next((site / "pagefind" / "index").iterdir()).write_bytes(b"")
    stages.build(loaded, site, BASE_URL, ROOT, Progress())
    assert tree(site) == before


def test_a_memory_beside_another_site_does_no_harm(tmp_path):
    content = lay(tmp_path / "content")
    loaded, _ = stages.read(content, Progress())
    for name in ("one", "other"):
        stages.build(loaded, tmp_path / name, BASE_URL, ROOT, Progress())
    _append(content / "pages" / "about.zh.md", "又一段。")
    loaded, _ = stages.read(content, Progress())
    stages.build(loaded, tmp_path / "one", BASE_URL, ROOT, Progress())
    shutil.copy(memory.beside(tmp_path / "one"), memory.beside(tmp_path / "other"))
    stages.build(loaded, tmp_path / "other", BASE_URL, ROOT, Progress())
    assert tree(tmp_path / "other") == tree(tmp_path / "one")


def test_what_keeps_the_memory_from_being_written_does_not_keep_the_site_from_being_built(tmp_path):
    loaded, _ = stages.read(lay(tmp_path / "content"), Progress())
    memory.beside(tmp_path / "site").mkdir()
    stages.build(loaded, tmp_path / "site", BASE_URL, ROOT, Progress())
    assert (tmp_path / "site" / "index.html").is_file()
    assert sorted(file.name for file in tmp_path.iterdir()) == [".site.memory", "content", "site"]


def test_signatures_name_every_file_and_follow_no_link(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_bytes(b"123")
    (tmp_path / "d").symlink_to(tmp_path / "a" / "b" / "c")
    assert {name: size for name, (size, _) in signatures(tmp_path).items()} == {"a/b/c": 3}
    assert signatures(tmp_path / "nowhere") == {}


# Processors


def test_the_pages_are_the_same_however_many_processes_make_them(loaded):
    assert loaded.atlas is not None
    view = View.of(loaded.atlas)
    shop = Workshop(list(plan(loaded.atlas)), view, renderer())
    numbers = range(len(shop.pages))
    done = []
    alone = make_all(shop, numbers, lambda _: None, workers=1, meanwhile=lambda: done.append(os.getpid()))
    shared = make_all(shop, numbers, lambda _: None, workers=3, meanwhile=lambda: done.append(os.getpid()))
    assert shared == alone
    assert done == [os.getpid()] * 2, "once each time, and here"


def test_a_process_that_runs_threads_is_never_forked(loaded, monkeypatch):
    """A child could wait for ever for a lock that was held when it was made."""
    assert loaded.atlas is not None
    shop = Workshop(list(plan(loaded.atlas)), View.of(loaded.atlas), renderer())
    numbers = range(0, len(shop.pages), 2)

    def forked(*_: object) -> None:
        raise AssertionError("forked")

    monkeypatch.setattr("atlas.making.making._forked", forked)
    with pytest.raises(AssertionError, match="forked"):
        make_all(shop, range(len(shop.pages)), lambda _: None, workers=2)
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert len(make_all(shop, numbers, lambda _: None, workers=2)) == len(numbers)
    finally:
        done.set()
        thread.join()
