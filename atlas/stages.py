"""The stages of a build, in order: read, check, plan, render, index, publish."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from atlas import data, feeds, proving, search, tables
from atlas.addresses import file_of
from atlas.assets import AssetError, read_assets
from atlas.checks import check
from atlas.checks.context import Context
from atlas.linker import Linker, patterns
from atlas.load import Loaded, load
from atlas.pages import chooser, make, plan
from atlas.problems import Language, Problem, in_order
from atlas.progress import Progress
from atlas.publish import PublishRefused, publish
from atlas.render import Renderer, TemplateFailed, base_path
from atlas.view import View

NOT_SEARCHED = ("search", "404")


class BuildFailed(Exception):
    """The site was not built; the old one stands untouched. The text says why."""


def read(content: Path, progress: Progress) -> tuple[Loaded, list[Problem]]:
    """The content, and every problem with it in order."""
    with progress.stage("read"):
        loaded = load(content)
    problems = list(loaded.problems)
    if loaded.atlas is not None:
        with progress.stage("check"):
            problems += check(Context.of(loaded))
    return loaded, in_order(problems)


def report(problems: Iterable[Problem], language: Language) -> int:
    """Prints every problem, and its annotation where a workflow on GitHub runs; the number of errors."""
    errors = warnings = 0
    for problem in problems:
        print(problem.line(language))
        if os.environ.get("GITHUB_ACTIONS"):
            print(problem.annotation(language))
        errors += problem.severity == "error"
        warnings += problem.severity == "warning"
    if errors or warnings:
        zh, en = f"{errors} 个错误，{warnings} 条提醒", f"{errors} errors, {warnings} warnings"
        print(zh if language == "zh" else en, file=sys.stderr)
    return errors


def prove(
    command: str, loaded: Loaded, content: Path, sources: Path, documents: Sequence[str]
) -> list[Problem]:
    """What `verify` or `audit` finds wrong; what it proved is written beside each document."""
    context = Context.of(loaded)
    job = proving.verify if command == "verify" else proving.audit
    problems, proofs = job(context, sources, documents or tuple(context.atlas.documents))
    proving.write_proofs(content, context, proofs)
    return in_order(problems)


def build(loaded: Loaded, out: Path, base_url: str | None, root: Path, progress: Progress) -> None:
    """The site of checked content stands in `out`. Raises BuildFailed and leaves the old one otherwise."""
    atlas = loaded.atlas
    if atlas is None:
        raise BuildFailed("nothing was read")
    base = base_url or atlas.site.base_url
    base += "" if base.endswith("/") else "/"
    files: dict[str, bytes] = {}
    copies: list[search.SearchPage] = []
    try:
        with progress.stage("plan"):
            assets = read_assets(root / "static")
            view = View.of(atlas)
            linker = Linker(patterns(atlas.terms.values()))
            pages = list(plan(atlas))
        with progress.stage("render"):
            renderer = Renderer(root / "templates", assets.names, base)
            for number, page in enumerate(pages):
                if number % 100 == 0:
                    progress.say(f"render {number}/{len(pages)}")
                content, maker = make(page, view, linker, base_path(base))
                html = renderer.render(page, content, maker)
                files[file_of(page.address)] = html.encode()
                if page.kind == "compare" and not page.key:
                    files[page.address + chooser.FILE] = chooser.cells(maker)
                if page.kind not in NOT_SEARCHED:
                    copies.append(search.search_page_of(html, page.address, page.language, content.filters))
        files |= assets.files
        files |= data.files(tables.tables(atlas, view.relations, view.states, base), atlas.site, base)
        files["sitemap.xml"] = feeds.sitemap(pages, base, atlas.site.data_date)
        files["robots.txt"] = feeds.robots(base)
        files[".nojekyll"] = b""
        with tempfile.TemporaryDirectory(prefix="atlas-index-") as folder:
            bundle = Path(folder, "pagefind")
            with progress.stage("index"):
                search.write_index(copies, bundle)
            with progress.stage("publish"):
                publish(files, {"pagefind": bundle}, out)
    except (AssetError, TemplateFailed, search.SearchError, PublishRefused) as error:
        raise BuildFailed(str(error)) from error
