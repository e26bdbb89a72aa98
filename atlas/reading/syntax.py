"""YAML's syntax errors, explained: where the line shows one of the usual traps, that trap is named."""

from __future__ import annotations

import re

from atlas.problems import Place, Problem, Words

# Each is anchored and without nested repetition, so that no line can make it slow.
_TRAPS = (
    (
        re.compile(r"[ \t]*(?:-[ \t]+)?[\w-]+："),
        Words("冒号是全角的“：”", "the colon is the full-width “：”"),
        Words("键名后应写半角冒号和一个空格“: ”", "write an ASCII colon and a space after the key"),
    ),
    (
        re.compile(r" *\t"),
        Words("缩进用了制表符", "the line is indented with a tab"),
        Words("请用空格缩进", "indent with spaces"),
    ),
    (
        re.compile(r" *-(?=[\w“\"'\[{][^:：]*:(?:[ \t]|$))"),
        Words("“-”后缺少空格", "no space follows the “-”"),
        Words("“-”后应有一个空格", "write a space after the “-”"),
    ),
    (
        re.compile(r"[ \t]*　"),
        Words("缩进用了全角空格", "the line is indented with a full-width space"),
        Words("请用半角空格缩进", "indent with ordinary spaces"),
    ),
    (
        re.compile(r"[ \t]*(?:-[ \t]+)?[\w-]+:　"),
        Words("冒号后是全角空格", "a full-width space follows the colon"),
        Words("冒号后应写半角空格", "write an ordinary space after the colon"),
    ),
    (
        re.compile(r"[^\[{\"']*[\[{][^，\"']*，"),
        Words("括号内用了全角逗号", "a list or mapping in brackets holds a full-width comma"),
        Words(
            "各项之间应写半角逗号；文字里有逗号时请加引号",
            "separate items with an ASCII comma, or quote text that holds one",
        ),
    ),
    (
        re.compile(r"[ \t]*(?:-[ \t]+)?[\w-]+:[ \t]+[%@`]"),
        Words("值以 YAML 的特殊字符开头", "the value starts with a character that YAML reserves"),
        Words("请给这个值加引号", "quote the value"),
    ),
    (
        re.compile(r"[ \t]*(?:-[ \t]+)?[\w-]+:[ \t]+[|>](?=[ \t]*[^ \t\d+#-])"),
        Words("值以 | 或 > 开头", "the value starts with | or >"),
        Words("请给这个值加引号，或另起一行写", "quote the value, or begin it on the next line"),
    ),
    (
        re.compile(r"[ \t]*(?:-[ \t]+)?[\w-]+:[ \t]+-(?=[ \t])"),
        Words("列表和键名在同一行", "the list begins on the line of its key"),
        Words("请另起一行，或写成 [甲, 乙]", "begin it on the next line, or write [a, b]"),
    ),
    (
        re.compile(r"[ \t]*(?:-[ \t]+)?[\w-]+:[ \t]+[^ \t\"'\[{|>][^:]*:(?=[ \t]|$)"),
        Words("文字里有冒号加空格", "the text holds a colon followed by a space"),
        Words("请给整段文字加引号", "quote the whole text"),
    ),
    (
        re.compile(r"[ \t]*(?:-[ \t]+)?[\w-]+:[^ \t　/]"),
        Words("冒号后缺少空格", "no space follows the colon"),
        Words("冒号后应有一个空格", "write a space after the colon"),
    ),
)
# By what the parser was reading when it failed: what is wrong with the thing that starts there.
_STARTED = {
    "an alias": (
        Words("文字以 * 开头，YAML 会当作别名", "the text starts with *, which YAML takes for an alias"),
        Words("请给文字加引号", "quote it"),
    ),
    "an anchor": (
        Words("文字以 & 开头，YAML 会当作锚点", "the text starts with &, which YAML takes for an anchor"),
        Words("请给文字加引号", "quote it"),
    ),
    "a tag": (
        Words("文字以 ! 开头，YAML 会当作标签", "the text starts with !, which YAML takes for a tag"),
        Words("请给文字加引号", "quote it"),
    ),
    "quoted scalar": (
        Words("引号没有闭合", "the quotation that starts here is not closed"),
        Words("请补上引号；文字里有同样的引号时，请换用另一种引号括起全文",
              "close it, or put the text into the other kind of quotation marks if it holds this kind"),
    ),
    "flow sequence": (
        Words("方括号没有闭合，或各项之间缺少逗号", "the list that starts here is not closed, or lacks a comma"),
        Words("请补上 ] 或半角逗号", "add the ] or the comma"),
    ),
    "flow mapping": (
        Words("花括号没有闭合，或各项之间缺少逗号", "the mapping that starts here is not closed, or lacks a comma"),
        Words("请补上 } 或半角逗号；文字里有逗号或冒号时请加引号",
              "add the } or the comma, and quote text that holds a comma or colon"),
    ),
}  # fmt: skip


def trapped(lines: list[str], spots: list[int], name: str) -> Problem | None:
    """The first of the usual traps that one of these lines (counted from 0) shows."""
    for index in spots:
        if not 0 <= index < len(lines):
            continue
        for pattern, what, instead in _TRAPS:
            match = pattern.match(lines[index])
            if match:
                return Problem(Place(name, index + 1, match.end()), "yaml-syntax", what, instead)
    return None


# By the text of the line before the place where YAML expected something else.
_MISPLACED = (
    (
        re.compile(r".*[^ \t][\"'][ \t]*$"),
        Words("引号后面还有文字", "text stands behind the closing quotation mark"),
        Words("请用另一种引号把整段文字括起来", "put the whole text into the other kind of quotation marks"),
    ),
    (
        re.compile(r".*[\]}][ \t]*$"),
        Words("括号后面还有文字", "text stands behind the closing bracket"),
        Words("请删去，或给整段文字加引号", "remove it, or put the whole text into quotation marks"),
    ),
    (
        re.compile(r" *[\w-]*$"),
        Words("这一行的缩进和上面各行对不齐", "the line is not in line with those above it"),
        Words(
            "请缩进得和同一条记录的其他键一样；若这里开始另一条记录，请在其首行前写“- ”",
            "indent it like the other keys of its record; if another record begins here, start it with “- ”",
        ),
    ),
)
_RESERVED = "%@`"
_WORD = re.compile(r"(?P<indent> *(?:- +)?)[a-z_]+(?: [^:]*)?$")


def _misplaced(lines: list[str], line: int, column: int, name: str, detail: str) -> Problem | None:
    """What stands where YAML expected something else, if that can be told."""
    text = lines[line] if line < len(lines) else ""
    before, here = text[:column], text[column : column + 1]
    if (line, column) == (0, 0):
        return None
    if "node content" in detail:
        return _in_brackets(lines, Place(name, line + 1, column + 1), here)
    if not here:
        return None
    indent = len(text) - len(text.lstrip(" "))
    word = _WORD.match(lines[line - 1]) if line else None
    if word is not None and len(word["indent"]) == indent:
        what = Words("这一行没有冒号", "this line has no colon")
        instead = Words("应写成“键: 值”", "write the key, an ASCII colon, a space and the value")
        return Problem(Place(name, line, indent + 1), "yaml-syntax", what, instead)
    if here in _RESERVED:
        what = Words(
            f"值以 YAML 的特殊字符 {here} 开头", f"the value starts with {here}, which YAML reserves"
        )
        return Problem(
            Place(name, line + 1, column + 1), "yaml-syntax", what, Words("请给它加引号", "quote it")
        )
    for pattern, what, instead in _MISPLACED:
        if pattern.match(before):
            start = column if pattern is not _MISPLACED[-1][0] else indent
            return Problem(Place(name, line + 1, start + 1), "yaml-syntax", what, instead)
    return None


def _in_brackets(lines: list[str], place: Place, here: str) -> Problem | None:
    """What is wrong where YAML expected an item of a list or mapping in brackets."""
    if here == ",":
        what = Words("逗号前没有内容", "nothing stands before the comma")
        return Problem(place, "yaml-syntax", what, Words("请删去这个逗号", "remove the comma"))
    if here and here in "]}":
        what = Words(f"没有与 {here} 对应的括号", f"no bracket is open that this {here} could close")
        return Problem(
            place, "yaml-syntax", what, Words("请删去，或给整段文字加引号", "remove it, or quote the text")
        )
    opened = [number for number, text in enumerate(lines, 1) if "[" in text or "{" in text]
    if here or not opened:
        return None
    last = opened[-1]
    column = max(lines[last - 1].rfind("["), lines[last - 1].rfind("{")) + 1
    what = Words("括号到文件末尾也没有闭合", "the bracket is not closed before the end of the file")
    return Problem(
        Place(place.file, last, column), "yaml-syntax", what, Words("请补上 ] 或 }", "add the ] or the }")
    )


def explained(error: Exception, text: str, name: str) -> Problem:
    """A YAML syntax error, explained where the line shows one of the usual traps."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    context_mark, context = getattr(error, "context_mark", None), str(getattr(error, "context", "") or "")
    detail = str(getattr(error, "problem", "") or "cannot be read").strip()
    spots = [line, line - 1] + ([context_mark.line] if context_mark is not None else [])
    started = None
    for kind, (what, instead) in _STARTED.items():
        if context.endswith(kind) and context_mark is not None and "escape" not in detail:
            start = Place(name, context_mark.line + 1, context_mark.column + 1)
            started = Problem(start, "yaml-syntax", what, instead)
            if line > context_mark.line:
                return started
    lines = text.split("\n")
    found = trapped(lines, spots, name) or started or _misplaced(lines, line, column, name, detail)
    if found is not None:
        return found
    zh, en = f"YAML 语法有误（{detail}）", f"is not valid YAML here ({detail})"
    instead = Words(
        "请检查这一行和上一行的缩进、冒号和引号",
        "check indentation, colons and quotes on this line and the one above",
    )
    return Problem(Place(name, line + 1, column + 1), "yaml-syntax", Words(zh, en), instead)
