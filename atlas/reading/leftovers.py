"""Files that programs leave beside those one edits: nothing reads them, and nobody is told of them."""

from __future__ import annotations

_VIM_PROBE = "4913"  # Vim makes it for a moment to see whether it may write


def left_by_editors(name: str) -> bool:
    """Whether a file of this name is hidden, a lock, an autosave (`#name#`) or a backup (`name~`)."""
    autosave = name.startswith("#") and name.endswith("#")
    return autosave or name.startswith(".") or name.endswith("~") or name == _VIM_PROBE
