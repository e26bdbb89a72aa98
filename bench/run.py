"""Measures builds beside Hugo; each result is a line of JSON, and what is there already is not measured again.

    python -m bench.run 300 3000 --rounds 5 --results results.jsonl --hugo /path/to/hugo
    python -m bench.table results.jsonl

Contestants take turns. Every full build goes into an empty folder; then follow, in the same folder, a build with
nothing changed and one after one figure was edited, each as a process of its own. `--servers` also measures how
long after a save the page of the edited indicator shows it, in `build.py serve` and in `hugo server`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pagefind_bin import get_executable

from bench.corpus import write_corpus
from bench.edit import Edit, find_edit
from bench.hugo_site import lay_out
from bench.measured import Failed, Measured, measure
from bench.servers import after_save

ROOT = Path(__file__).resolve().parent.parent
BASE_URL = "https://example.org/atlas/"
MEMORY = Path("/dev/shm")  # noqa: S108  (where nothing waits for a disk)
STEPS = ("full", "unchanged", "edited")
Result = dict[str, object]
Done = set[tuple[object, ...]]


@dataclass(frozen=True)
class Contestant:
    """A generator: its name, the folder it reads, its command to build into a folder, and to serve at a port.

    Of `STEPS` it takes the first few.
    """

    name: str
    content: Path
    folder: Path
    build: Callable[[Path], Sequence[str | Path]]
    serve: Callable[[Path, int], Sequence[str | Path]] | None = None
    steps: Sequence[str] = STEPS


def contestants(work: Path, hugo: str | None) -> tuple[Contestant, ...]:
    """Who takes part; `work` holds the corpus and, laid out for Hugo, the same once more."""
    content, site = work / "content", work / "hugo"
    options = ("--content", content, "--base-url", BASE_URL)

    def ours(*command: str) -> Callable[[Path], Sequence[str | Path]]:
        return lambda out: (sys.executable, *command, *options, "--out", out)

    def served(_: Path, port: int) -> Sequence[str | Path]:
        return (
            sys.executable,
            "build.py",
            "serve",
            *options,
            "--port",
            str(port),
        )  # keeps the site in memory

    found = [
        Contestant("atlas", content, ROOT, ours("build.py"), served),
        Contestant("atlas without search", content, ROOT, ours("-m", "bench.without_search")),
    ]
    if hugo:
        found.append(
            Contestant(
                "hugo",
                site / "data",
                site,
                lambda out: (hugo, "--quiet", "-d", out),
                lambda out, port: (
                    hugo,
                    "server",
                    "--quiet",
                    "-d",
                    out,
                    "--port",
                    str(port),
                    "--bind",
                    "127.0.0.1",
                ),
            )
        )
        indexed = f'"$1" --quiet -d "$2" && "{get_executable()}" --quiet --site "$2"'
        found.append(
            Contestant(
                "hugo and Pagefind",
                site / "data",
                site,
                lambda out: ("sh", "-c", indexed, "sh", hugo, out),
                steps=STEPS[:1],
            )
        )
    return tuple(found)


def prepare(work: Path, pages: int, hugo: str | None) -> Edit:
    """The corpus lies ready in `work`; also for Hugo, where it takes part."""
    content = work / "content"
    if work.exists():
        shutil.rmtree(work)
    write_corpus(content, pages)
    if hugo:
        lay_out(content, work / "hugo")
    return find_edit(content)


def _clean(out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    for left in out.parent.glob(f".{out.name}.*"):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def _of(measured: Measured, out: Path) -> Result:
    html = [path.stat().st_size for path in out.rglob("*.html")]
    return asdict(measured) | {"html_files": len(html), "html_bytes": sum(html)}


def builds(work: Path, pages: int, edit: Edit, number: int, done: Done, one: Contestant) -> Iterator[Result]:
    """What is still missing of one contestant's round: into an empty folder, unchanged, and edited."""
    out = work / "out"
    if all((pages, number, one.name, step) in done for step in one.steps):
        return
    _clean(out)
    for step in one.steps:
        if step == "edited":
            edit.apply(one.content)
        try:
            measured = measure(one.build(out), one.folder)
        finally:
            if step == "edited":
                edit.apply(one.content, back=True)
                time.sleep(
                    0.2
                )  # a build does not trust the times of files that are younger than its own start
        if (pages, number, one.name, step) not in done:
            yield {
                "pages": pages,
                "round": number,
                "contestant": one.name,
                "step": step,
                **_of(measured, out),
            }


def memory(work: Path, pages: int, done: Done, one: Contestant) -> Iterator[Result]:
    """The memory of all processes together, in a build that is not timed."""
    if (pages, 0, one.name, "memory") not in done:
        out = work / "out"
        _clean(out)
        measured = measure(one.build(out), one.folder, together=True)
        yield {"pages": pages, "round": 0, "contestant": one.name, "step": "memory", **_of(measured, out)}


def served(
    work: Path, pages: int, edit: Edit, number: int, done: Done, one: Contestant, port: int
) -> Iterator[Result]:
    """How long a server takes from a save to the page."""
    if one.serve is not None and (pages, number, one.name, "served") not in done:
        out = work / "served"
        _clean(out)
        wall = after_save(one.serve, out, one.folder, one.content, edit, port)
        yield {"pages": pages, "round": number, "contestant": one.name, "step": "served", "wall": wall}


def results(work: Path, pages: int, options: argparse.Namespace, done: Done) -> Iterator[Result]:
    """Every result that is still missing for one size, contestants in turn."""
    edit = prepare(work, pages, options.hugo)
    everyone = contestants(work, options.hugo)
    for number in range(options.rounds):
        for one in everyone:
            yield from builds(work, pages, edit, number, done, one)
    for one in everyone:
        yield from memory(work, pages, done, one)
    for number in range(options.rounds if options.servers else 0):
        for one in everyone:
            yield from served(work, pages, edit, number, done, one, options.port)


def main() -> int:
    """Measures, and says what it measures as it goes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=int, nargs="+", help="sizes of the corpus, in pages")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--results", type=Path, default=Path("bench-results.jsonl"))
    parser.add_argument("--hugo", default=shutil.which("hugo"), help="Hugo's binary (default: from the PATH)")
    parser.add_argument("--work", type=Path, default=MEMORY / "policy-atlas-bench", help="a folder in memory")
    parser.add_argument("--servers", action="store_true", help="measure the servers too")
    parser.add_argument("--port", type=int, default=8765)
    options = parser.parse_args()
    lines = options.results.read_text(encoding="utf-8").splitlines() if options.results.exists() else []
    known = [json.loads(line) for line in lines]
    done: Done = {(x["pages"], x["round"], x["contestant"], x["step"]) for x in known}
    try:
        with options.results.open("a", encoding="utf-8") as file:
            for pages in options.pages:
                work = options.work / str(pages)
                for result in results(work, pages, options, done):
                    file.write(json.dumps(result) + "\n")
                    file.flush()
                    print(*(f"{key}={value}" for key, value in result.items()))
                shutil.rmtree(work)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
