"""Policy Atlas.

python build.py                                build the site
python build.py check                          validate the content
python build.py verify --sources DIR [DOC …]   find every phrase in its source text
python build.py audit --sources DIR [DOC …]    account for every figure of the source texts
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="build.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", nargs="?", default="build", choices=["build", "check", "verify", "audit"])
    parser.add_argument(
        "documents", nargs="*", metavar="DOC", help="documents to verify or audit (default: all)"
    )
    parser.add_argument(
        "--content", type=Path, default=ROOT / "content", help="folder of YAML (default: content)"
    )
    parser.add_argument(
        "--out", type=Path, default=ROOT / "site", help="folder to publish into (default: site)"
    )
    parser.add_argument("--sources", type=Path, help="folder of the source texts, for verify and audit")
    parser.add_argument("--base-url", help="address of the site (default: from content/site.yaml)")
    parser.add_argument(
        "--lang", choices=["zh", "en"], default="en", help="language of problems (default: en)"
    )
    parser.add_argument("--timings", action="store_true", help="print what each stage took, and peak memory")
    options = parser.parse_intermixed_args(arguments)
    if options.command in ("verify", "audit") and options.sources is None:
        parser.error(f"{options.command} needs --sources DIR")
    if options.documents and options.command not in ("verify", "audit"):
        parser.error(f"{options.command} takes no documents: {' '.join(options.documents)}")
    return options


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when all is well, 1 when something is to be mended."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = parse(arguments)
    if options.base_url is not None and not re.fullmatch(r"https?://[^\s?#\"'<>]+", options.base_url):
        print("--base-url is the site's root, as in https://example.org/atlas/", file=sys.stderr)
        return 2
    from atlas import stages
    from atlas.progress import Progress

    progress = Progress(timings=options.timings)
    loaded, problems = stages.read(options.content, progress)
    if stages.report(problems, options.lang):
        return 1
    try:
        if options.command == "build":
            stages.build(loaded, options.out, options.base_url, ROOT, progress)
        elif options.command != "check":
            found = stages.prove(options.command, loaded, options.content, options.sources, options.documents)
            if stages.report(found, options.lang):
                return 1
    except stages.BuildFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    progress.done()
    return 0


if __name__ == "__main__":
    sys.exit(main())
