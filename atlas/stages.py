"""The stages of a build, in order: read, check, plan, render, index, publish."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from atlas.checks import check
from atlas.checks.context import Context
from atlas.figures.wording import count
from atlas.linking.relations import named_in
from atlas.making import assembly, keeping, memory, parsed
from atlas.making.recall import Recall
from atlas.making.spool import SpoolFailed, spool
from atlas.pages import plan
from atlas.problems import Language, Problem, Words, in_order
from atlas.progress import Progress
from atlas.publishing.folders import PublishRefused
from atlas.publishing.publish import Published, publish
from atlas.publishing.signatures import Signature, everything
from atlas.reading.aliases import check_aliases, read_aliases
from atlas.reading.load import Loaded, Readings, load
from atlas.reporting import reports
from atlas.reporting.excerpt import with_lines


class BuildFailed(Exception):
    """The site was not built; the old one stands untouched. The text says why."""


def remembered(out: Path, *, anew: bool = False) -> Recall:
    """What is left of the last build of a site for the next process that builds it: its content as data."""
    return Recall() if anew else Recall(Readings(parsed=parsed.read(parsed.beside(out), memory.program())))


def read(content: Path, progress: Progress, recall: Recall | None = None) -> tuple[Loaded, list[Problem]]:
    """The content, and every problem with it in order; `recall` is what this process kept of earlier builds."""
    recall = recall or Recall()
    with progress.stage("read"):
        loaded = load(content, recall.readings)
    problems = list(loaded.problems)
    if loaded.atlas is not None:
        with progress.stage("check"):
            before = recall.readings.parsed
            if isinstance(before, parsed.Parsed) and before.silent and not loaded.problems:
                last = recall.worked_out.checked = parsed.checked(content, recall.readings, before)
                recall.before = None if last is None else last.atlas
            problems += check(Context.of(loaded, recall.worked_out))
    aliases, found = read_aliases(content)
    problems += found
    sound = not any(problem.severity == "error" for problem in problems)
    if aliases.entries and loaded.atlas is not None and sound:
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
    from atlas.proving import proving  # a build needs none of it

    context = Context.of(loaded)
    job = proving.verify if command == "verify" else proving.audit
    problems, proofs = job(context, sources, documents or tuple(context.atlas.documents))
    proving.write_proofs(content, context, proofs)
    return with_lines(in_order(problems), content), proving.proved(command, context, proofs)


def sample(
    loaded: Loaded, content: Path, sources: Path, documents: Sequence[str], many: int, language: Language
) -> tuple[list[str], list[Problem]]:
    """Targets to be read against their sources, as lines, and what is wrong with these."""
    from atlas.proving.sampled import sampled

    context = Context.of(loaded)
    lines, problems = sampled(context, sources, documents or tuple(context.atlas.documents), many, language)
    return lines, with_lines(in_order(problems), content)


def translated(loaded: Loaded, language: Language) -> str:
    """What `audit --translations` says of content without errors."""
    from atlas.proving import translations

    return translations.report(translations.coverage(Context.of(loaded)), language)


def build(
    loaded: Loaded,
    out: Path,
    base_url: str | None,
    root: Path,
    progress: Progress,
    *,
    anew: bool = False,
    recall: Recall | None = None,
) -> Published:
    """The site of checked content stands in `out`, as was published. Raises BuildFailed and leaves the old one otherwise.

    What the last build left in `out` is used again where it would come out the same, unless `anew`. With
    `recall`, what was read is written down for the next build.
    """
    atlas = loaded.atlas
    if atlas is None:
        raise BuildFailed("nothing was read")
    base = slashed(base_url or atlas.site.base_url)
    kept = None if anew else memory.read(memory.beside(out))
    seen = _seen(out)
    last = assembly.NOTHING if kept is None else assembly.Last(kept.memory, shelf(out, kept.files, seen))
    own = _going_on(recall, kept)
    try:
        with spool(out) as waiting:
            site = assembly.assemble(
                atlas, loaded.aliases, root, base, progress, last, recall=own, spool=waiting
            )
            with progress.stage("publish"):
                published = publish(site.files, out, spool=waiting, seen=seen)
        with progress.stage("note"), suppress(OSError):  # otherwise the next build starts from nothing
            content = "" if recall is None else _written_down(recall, own, out)
            memory.write(memory.beside(out), memory.Kept(site.memory, published.files, content))
    except (assembly.NotAssembled, PublishRefused, SpoolFailed) as error:
        raise BuildFailed(str(error)) from error
    return published


def _going_on(recall: Recall | None, kept: memory.Kept | None) -> Recall:
    """What is kept of the last build, where its memory is of the content that was written down; else nothing."""
    found = Recall()
    last = None if recall is None else recall.readings.parsed
    if (
        recall is not None
        and kept is not None
        and isinstance(last, parsed.Parsed)
        and kept.content == last.digest
    ):
        found.before = recall.before
        found.resume(kept.memory, last.named)
    return found


def _written_down(recall: Recall, own: Recall, out: Path) -> str:
    """The content that was read stands beside the site, with what its texts name; the digest of that."""
    checked = recall.worked_out.checked
    silent = checked.silent if checked is not None else frozenset[str]()
    named = named_in(own.view.relations) if own.view is not None else {}
    return parsed.write(parsed.beside(out), recall.readings, silent, named, memory.program())


def slashed(base_url: str) -> str:
    """The address of the site's root, with the slash at its end."""
    return base_url if base_url.endswith("/") else f"{base_url}/"


def shelf(out: Path, files: Mapping[str, Signature], seen: Mapping[str, os.stat_result]) -> keeping.Shelf:
    """The files of a published site that nobody has touched since, as was just `seen`."""
    folder = out.absolute()

    def found(name: str) -> Path | None:
        status = seen.get(name)
        if (
            status is None
            or not stat.S_ISREG(status.st_mode)
            or files.get(name) != (status.st_size, status.st_mtime_ns)
        ):
            return None
        return folder / name

    return found


def _seen(out: Path) -> Mapping[str, os.stat_result]:
    """Whatever stands in a site, and nothing if that cannot be looked at."""
    with suppress(OSError):
        return everything(str(out.absolute()))
    return {}
