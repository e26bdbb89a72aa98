"""Policy Atlas.

python build.py                                build the site
python build.py serve                          build, show at 127.0.0.1, rebuild on save
python build.py check                          validate the content
python build.py verify --sources DIR [DOC …]   find every phrase in its source text
python build.py audit --sources DIR [DOC …]    account for every figure of the source texts
python build.py audit --sample 10 --sources DIR [DOC …]   show ten targets beside the words of their sources
python build.py audit --translations           count what stands in both languages, list what does not
python build.py new KIND ID … [--from TEXT]    write a commented skeleton: document, region, indicator …
python build.py new records DOC …              a file for all that a document names and nobody has registered
python build.py new agencies DOC …             a file for each agency that a document names and none has
python build.py tidy DOC …                     take the program's own remarks out of a document's files
python build.py find WORDS                     list what is known by these words, with its id
python build.py diff [REV]                     say what the content changes for readers
python build.py schema [--check]               write the JSON Schemas and the handbook's tables
"""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # what else is needed is imported where it is: a build with nothing to do needs none of it
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from atlas.progress import Progress
    from atlas.reading.load import Loaded
    from atlas.unchanged import Look

HERE = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120


def root() -> Path:
    """The folder of this file."""
    from pathlib import Path

    return Path(HERE)


NEEDED = ("jinja2", "markdown_it", "pydantic", "watchdog", "yaml")


def at_home(packages: Sequence[str] = NEEDED) -> None:
    """This is a Python that has what the build needs: where it lacks a package, that of `.venv` takes over."""
    from importlib.util import find_spec

    if all(find_spec(name) for name in packages):
        return
    import subprocess

    home = root() / ".venv"
    own = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not own.is_file() or os.path.realpath(sys.prefix) == str(home.resolve()):
        sys.exit("What the build needs is not installed yet. Run once: make site")
    if os.name == "nt":  # there, execv would let the terminal go on before the command has ended
        sys.exit(subprocess.run([own, *sys.argv], check=False).returncode)  # noqa: S603  (this very command)
    os.execv(own, [str(own), *sys.argv])  # noqa: S606  (this very command)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line, read."""
    from atlas import command_line

    return command_line.parse(arguments, __doc__, root())


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when all is well, 1 when something is to be mended."""
    _any_terminal()
    brief = in_brief(sys.argv[1:] if arguments is None else arguments)
    look = None
    if brief is not None:
        look = _look(brief.get("content"), brief.get("base-url"), brief.get("lang", "en"))
        if _is_built(look, brief.get("out")):
            return 0
    if arguments is None:
        at_home()
    return _run(parse(arguments), look)


def in_brief(arguments: Sequence[str]) -> dict[str, str] | None:
    """What a command line says that asks for a build with the most usual options, by their names; else None.

    To read it so takes no time. A path that could be spelt in a shorter way is left to `parse`.
    """
    words = [*arguments[1:]] if arguments[:1] == ["build"] else [*arguments]
    names, values = words[::2], words[1::2]
    if len(names) != len(values) or not {*names} <= {"--content", "--out", "--base-url", "--lang"}:
        return None
    said = {name[2:]: value for name, value in zip(names, values, strict=True)}
    folders = [value for name, value in said.items() if name in ("content", "out")]
    usual = all(os.path.abspath(folder) == _here(folder) for folder in folders)  # noqa: PTH100
    return said if usual and all(value and value[0] != "-" for value in values) else None


def _run(options: argparse.Namespace, look: Look | None) -> int:
    """Runs the command of a command line; `look` has been taken already if the site does not stand as it should."""
    import re

    if options.base_url is not None and not re.fullmatch(r"https?://[^\s?#\"'<>]+", options.base_url):
        print("--base-url is the site's root, as in https://example.org/atlas/", file=sys.stderr)
        return 2
    if options.command == "find":
        from atlas.starting import finding

        told, status = finding.run(" ".join(options.names), options.content, options.lang)
        print(told, end="")
        return status
    if options.command in ("new", "schema", "tidy"):
        return _written(options)
    if options.command == "serve":
        return _served(options)
    if options.command == "build":
        return _built(options, look)
    from atlas import stages
    from atlas.progress import Progress

    progress = Progress(timings=options.timings)
    loaded, problems = stages.read(options.content, progress)
    if options.command != "check":  # what these three say of proofs themselves
        problems = [problem for problem in problems if problem.rule != "proof-holds"]
        problems = [
            problem for problem in problems if problem.severity == "error"
        ]  # warnings are told by `check`
    if stages.report(problems, options.lang, options.format if options.command == "check" else "text"):
        return 1
    if options.command == "diff":
        return _told(options, loaded)
    if options.command != "check":
        if _proved(options, loaded):
            return 1
    elif not problems and options.format == "text":
        print("没有发现问题" if options.lang == "zh" else "nothing is wrong", file=sys.stderr)
    progress.done()
    return 0


def _built(options: argparse.Namespace, look: Look | None) -> int:
    """Builds the site, unless it stands there already, which was seen if there was a look."""
    from atlas.progress import Progress

    progress = Progress(timings=options.timings)
    out = (options.out or root() / "site").absolute()
    if look is None:
        look = _look(str(options.content.absolute()), options.base_url, options.lang)
        if not options.anew and _is_built(look, str(out)):
            progress.done()
            return 0
    from atlas.garbage import all_kept

    with all_kept():
        return built_anew(options, out, look, progress)


def _here(folder: str) -> str:
    return os.path.join(os.getcwd(), folder)  # noqa: PTH109, PTH118


def _look(content: str | None, base_url: str | None, language: str) -> Look:
    """What the site is made from, as it is now."""
    from atlas.unchanged import Look

    settings = [base_url or "", language, os.environ.get("GITHUB_ACTIONS", "")]
    return Look(HERE, _here(content or f"{HERE}/content"), settings)


def _is_built(look: Look, out: str | None) -> bool:
    """Whether the site stands there already; then what its build had to say is said again."""
    said = look.said_of(_here(out or f"{HERE}/site"))
    if said is not None:
        print(said, end="")
    return said is not None


def built_anew(options: argparse.Namespace, out: Path, look: Look, progress: Progress) -> int:
    """Builds the site from what is there now, which `look` has seen."""
    from contextlib import redirect_stdout

    from atlas import stages

    recall = stages.remembered(out, anew=options.anew)
    loaded, problems = stages.read(options.content, progress, recall)
    with redirect_stdout(io.StringIO()) as said:
        errors = stages.report(problems, options.lang)
    print(said.getvalue(), end="")
    if errors:
        return 1
    try:
        published = stages.build(
            loaded, out, options.base_url, root(), progress, anew=options.anew, recall=recall
        )
    except stages.BuildFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    look.keep(out, published.files, said.getvalue(), published.stood)
    progress.done()
    return 0


def _any_terminal() -> None:
    """What a terminal cannot show is shown as its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _proved(options: argparse.Namespace, loaded: Loaded) -> int:
    """Holds the content against its sources, and says what was proved and what is wrong."""
    from atlas import stages

    if options.translations:
        print(stages.translated(loaded, options.lang), end="")
        return 0
    if options.sample:
        lines, found = stages.sample(
            loaded, options.content, options.sources, options.names, options.sample, options.lang
        )
        print("".join(f"{line}\n" for line in lines), end="")
        return 1 if stages.report(found, options.lang) else 0
    found, proved = stages.prove(options.command, loaded, options.content, options.sources, options.names)
    print("".join(f"{words.within(options.lang)}\n" for words in proved), end="")
    return 1 if stages.report(found, options.lang) else 0


def _served(options: argparse.Namespace) -> int:
    """Shows the site and rebuilds it on save, until Ctrl-C."""
    from atlas.serve.command import Settings, serve

    return serve(
        Settings(
            content=options.content,
            root=root(),
            out=options.out,
            base_url=options.base_url,
            language=options.lang,
            host=options.host,
            port=options.port,
            poll=options.poll,
            open=options.open,
        )
    )


def _written(options: argparse.Namespace) -> int:
    """Runs a command that writes files for editors; both work while the content has errors."""
    if options.command == "new":
        from atlas.starting import new, new_agencies, new_records

        kind, *keys = options.names
        of_document = {"agencies": new_agencies.run, "records": new_records.run}
        if kind not in of_document:
            told, status = new.run(
                kind, keys, options.content, root(), options.lang, options.source, options.region
            )
            print(told, end="")
            return status
        status = 0
        for key in keys:
            told, failed = of_document[kind](key, options.content, root(), options.lang)
            print(told, end="")
            status = status or failed
        return status
    if options.command == "tidy":
        from atlas.starting import tidying

        said = [tidying.run(key, options.content, options.lang) for key in options.names]
        print("".join(told for told, _ in said), end="")
        return max(status for _, status in said)
    from atlas.guide import schema

    words, status = schema.run(options.content, root(), only_check=options.check)
    print(words.within(options.lang))
    return status


def _told(options: argparse.Namespace, loaded: Loaded) -> int:
    """Says what the content changes for readers since a revision."""
    from atlas.diffing import diff

    revision = (options.names or ["HEAD"])[0]
    told, status = diff.run(loaded, options.content, revision, options.lang, options.format)
    print(told, end="")
    return status


if __name__ == "__main__":
    try:
        status = main()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)  # to take a whole atlas apart piece by piece would take a moment, for nothing
    except BrokenPipeError:  # whoever read on, as in `build.py check | head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
