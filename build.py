"""Policy Atlas.

`python build.py` builds the site, `python build.py check` validates the content.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="build.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", nargs="?", default="build", choices=["build", "check"])
    parser.add_argument(
        "--content", type=Path, default=ROOT / "content", help="folder of YAML (default: content)"
    )
    parser.add_argument(
        "--out", type=Path, default=ROOT / "site", help="folder to publish into (default: site)"
    )
    parser.add_argument("--base-url", help="address of the site (default: from content/site.yaml)")
    parser.add_argument(
        "--lang", choices=["zh", "en"], default="en", help="language of problems (default: en)"
    )
    parser.add_argument("--timings", action="store_true", help="print what each stage took, and peak memory")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 0 when all is well, 1 when something is to be mended."""
    options = parse(arguments)
    from atlas import stages
    from atlas.progress import Progress

    progress = Progress(timings=options.timings)
    loaded, problems = stages.read(options.content, progress)
    stages.report(problems, options.lang)
    if any(problem.severity == "error" for problem in problems):
        return 1
    if options.command == "build":
        try:
            stages.build(loaded, options.out, options.base_url, ROOT, progress)
        except stages.BuildFailed as failure:
            print(failure, file=sys.stderr)
            return 1
    progress.done()
    return 0


if __name__ == "__main__":
    sys.exit(main())
