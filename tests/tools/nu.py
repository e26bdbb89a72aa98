"""The Nu HTML checker over a folder of pages, in one Java process."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote

from tests.tools.needs import missing, npm_file

FALSE_ALARMS: tuple[tuple[re.Pattern[str], str], ...] = ()
"""Messages that are not our mistake, each with the reason."""


def check(folder: Path) -> list[str]:
    """Every error in the folder's HTML files, as `path:line: message`, sorted; empty if they are valid."""
    java = shutil.which("java") or missing("Java")
    jar = npm_file("vnu-jar/build/dist/vnu.jar")
    done = subprocess.run(
        [
            java,
            "-Xss8m",
            "-jar",
            str(jar),
            "--errors-only",
            "--skip-non-html",
            "--format",
            "json",
            str(folder),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    try:
        messages = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError):
        raise RuntimeError(f"The HTML checker did not answer:\n{done.stderr[-2000:]}") from None
    root = re.compile(rf"^file:/*{re.escape(folder.resolve().as_posix().lstrip('/'))}/")
    return sorted(
        f"{root.sub('', unquote(message.get('url', '?')))}:{message.get('lastLine', 0)}: {message['message']}"
        for message in messages
        if not any(pattern.search(message["message"]) for pattern, _ in FALSE_ALARMS)
    )
