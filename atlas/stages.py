"""The stages of a build, in order: read, check, plan, render, index, publish."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from atlas import data, feeds, proving, reports, search, tables, titles
from atlas.addresses import PICTURE
from atlas.aliases import check_aliases, read_aliases, redirects
from atlas.assets import AssetError, read_assets
from atlas.checks import check
from atlas.checks.context import Context
from atlas.compare import comparisons, deadline, value
from atlas.excerpt import with_lines
from atlas.load import Loaded, load
from atlas.making import Workshop, make_all
from atlas.pages import plan
from atlas.pages.speech import MissingWords
from atlas.pages.texts import FIRST
from atlas.picture import picture
from atlas.problems import Language, Problem, Words, in_order
from atlas.progress import Progress
from atlas.publish import PublishRefused, publish
from atlas.render import Renderer, TemplateFailed
from atlas.view import View
from atlas.wording import count


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
    aliases, found = read_aliases(content)
    problems += found
    if loaded.atlas is not None and not any(problem.severity == "error" for problem in problems):
        problems += check_aliases(aliases, {page.path for page in plan(loaded.atlas) if page.kind != "404"})
    return replace(loaded, aliases=aliases), with_lines(in_order(problems), content)


def report(problems: Sequence[Problem], language: Language, form: reports.Form = "text") -> int:
    """Prints every problem, as text with its annotation where a workflow on GitHub runs; the number of errors."""
    if form == "json":
        said = reports.as_json(problems, language)
    elif form == "github":
        said = reports.github(problems, language)
    else:
        said = reports.text(problems, language, annotated=bool(os.environ.get("GITHUB_ACTIONS")))
    print(said, end="")
    severities = [problem.severity for problem in problems]
    errors, warnings = severities.count("error"), severities.count("warning")
    if errors or warnings:
        zh, en = (
            f"{errors} 个错误，{warnings} 条提醒",
            f"{count(errors, 'error', 'errors')}, {count(warnings, 'warning', 'warnings')}",
        )
        print(zh if language == "zh" else en, file=sys.stderr)
    return errors


def prove(
    command: str, loaded: Loaded, content: Path, sources: Path, documents: Sequence[str]
) -> tuple[list[Problem], list[Words]]:
    """What `verify` or `audit` finds wrong, and what it proved, which is written beside each document too."""
    context = Context.of(loaded)
    job = proving.verify if command == "verify" else proving.audit
    problems, proofs = job(context, sources, documents or tuple(context.atlas.documents))
    proving.write_proofs(content, context, proofs)
    return with_lines(in_order(problems), content), proving.proved(command, context, proofs)


def _points(view: View) -> list[tuple[int, float]]:
    """The years and values of the first comparison, for the picture of the site."""
    groups = comparisons(view.related("targets_by_indicator", FIRST[0]), view.units)
    first = next((group for group in groups if group.basis == "level" and group.unit), None)
    targets = first.targets if first else ()
    return [(deadline(t), float(value(t, view.units) or 0)) for t in targets if deadline(t)]


def build(loaded: Loaded, out: Path, base_url: str | None, root: Path, progress: Progress) -> None:
    """The site of checked content stands in `out`. Raises BuildFailed and leaves the old one otherwise."""
    atlas = loaded.atlas
    if atlas is None:
        raise BuildFailed("nothing was read")
    base = base_url or atlas.site.base_url
    base += "" if base.endswith("/") else "/"
    try:
        with progress.stage("plan"):
            assets = read_assets(root / "static")
            view = View.of(atlas)
            pages = list(plan(atlas))
            renderer = Renderer(root / "templates", assets.names, base)
            shop = Workshop(pages, view, renderer)
        with progress.stage("render"):
            made = make_all(shop, lambda done: progress.say(f"render {done}/{len(pages)}"))
        files: dict[str, bytes | Path] = {
            name: content for one in made for name, content in one.files.items()
        }
        copies = [one.copy for one in made if one.copy is not None]
        files |= assets.files
        files |= data.files(tables.tables(atlas, view.relations, view.states, base), atlas.site, base)
        files["sitemap.xml"] = feeds.sitemap(pages, base, atlas.site.data_date)
        files |= {one.file: renderer.redirect(one).encode() for one in redirects(loaded.aliases)}
        files["robots.txt"] = feeds.robots(base)
        files |= feeds.feeds(atlas, base)
        files |= titles.files(copies, atlas)
        files[PICTURE] = picture(_points(view))
        files[".nojekyll"] = b""
        with progress.stage("index"):
            bundle = search.bundle(search.make_indexes(copies))
        files |= {f"pagefind/{name}": source for name, source in bundle.items()}
        with progress.stage("publish"):
            publish(files, out)
    except (AssetError, MissingWords, TemplateFailed, search.SearchError, PublishRefused) as error:
        raise BuildFailed(str(error)) from error
