"""The command line of `build.py`: its commands, what each takes, and what goes with what."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# How many names each command takes.
NAMES = {
    "build": (0, 0),
    "check": (0, 0),
    "verify": (0, sys.maxsize),
    "audit": (0, sys.maxsize),
    "new": (2, sys.maxsize),
    "tidy": (1, sys.maxsize),
    "find": (1, sys.maxsize),
    "diff": (0, 1),
    "schema": (0, 0),
    "serve": (0, 0),
}

# How the commands that can be told to may say what they say.
FORMS = {"check": ("text", "json", "github"), "diff": ("text", "markdown")}


def parse(arguments: list[str] | None, description: str, root: Path) -> argparse.Namespace:
    """What is asked for; `root` is the folder that content and site stand in unless another is named.

    A command line that cannot be meant ends the process with 2, as argparse does.
    """
    parser = argparse.ArgumentParser(
        prog="build.py", description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("command", nargs="?", default="build", choices=list(NAMES))
    add(
        "names",
        nargs="*",
        metavar="NAME",
        help="documents; for new a kind and its ids; for find words; for diff a revision",
    )
    add("--content", type=Path, default=root / "content", help="folder of YAML (default: content)")
    add("--out", type=Path, help="folder to publish into (default: site; serve keeps its own)")
    add("--anew", action="store_true", help="with build: use nothing of the last build")
    add("--sources", type=Path, help="folder of the source texts, for verify and audit")
    add(
        "--sample", type=int, metavar="N", help="with audit: show N targets beside the words of their sources"
    )
    add("--translations", action="store_true", help="with audit: what lacks a translation")
    add("--from", type=Path, dest="source", metavar="TEXT", help="the source text of a new document")
    add("--region", metavar="ID", help="the region of a new document, written into its files")
    add("--check", action="store_true", help="with schema: write nothing, fail where one is out of date")
    add(
        "--format",
        choices=sorted({form for forms in FORMS.values() for form in forms}),
        default="text",
        help="of what check says (text, json, github) and diff says (text, markdown)",
    )
    add("--host", default="127.0.0.1", help="address that serve listens on (default: 127.0.0.1)")
    add("--port", type=int, default=8000, help="port that serve listens on (default: 8000)")
    add(
        "--poll",
        action="store_true",
        help="with serve: look at the files now and then, where none are told of",
    )
    add("--open", action="store_true", help="with serve: open the site in a browser")
    add("--base-url", help="address of the site (default: from content/site.yaml)")
    add("--lang", choices=["zh", "en"], default="en", help="language of problems (default: en)")
    add("--timings", action="store_true", help="print what each stage took, and peak memory")
    options = parser.parse_intermixed_args(arguments)
    if options.translations and (options.command != "audit" or options.sources or options.names):
        parser.error("--translations goes with audit alone")
    if options.sample is not None and (options.command != "audit" or options.sample < 1):
        parser.error("--sample goes with audit, and is 1 or more")
    if options.command in ("verify", "audit") and options.sources is None and not options.translations:
        parser.error(f"{options.command} needs --sources DIR")
    least, most = NAMES[options.command]
    if not least <= len(options.names) <= most:
        many = f"{least} to {most}" if most < sys.maxsize else f"{least} or more"
        parser.error(f"{options.command}: {len(options.names)} names given, and it takes {many}")
    if options.region is not None and options.command != "new":
        parser.error("--region goes with new document only")
    if options.command == "new" and options.source is not None and len(options.names) > 2:
        parser.error("new: --from goes with one document")
    forms = FORMS.get(options.command, ("text",))
    if options.format not in forms:
        parser.error(f"{options.command}: --format is one of {', '.join(forms)}")
    return options
