"""A rule on what `verify` and `audit` proved."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.checks.context import Context
from atlas.problems import Problem, Words
from atlas.sources.proof import lapsed

_CHANGED = {
    "source_sha256": Words(
        "原文换过，核对结果已不适用", "the source text is another than the one that was checked"
    ),
    "phrases": Words("摘句在核对之后有改动", "phrases were changed after they were checked"),
    "census": Words(
        "数字清点之后，set-aside.yaml 有改动", "set-aside.yaml was changed after figures were counted"
    ),
}
_SHOWN = {
    "verify": Words("页面显示为尚未核对", "pages show the document as not checked"),
    "audit": Words("页面不再显示清点结果", "pages no longer show the count"),
}


def proof_holds(context: Context) -> Iterator[Problem]:
    """A document that was checked against its source text is still as it was then."""
    for name, part in lapsed(context.atlas).items():
        command = "audit" if part == "census" else "verify"
        changed, shown = _CHANGED[part], _SHOWN[command]
        told = f"python build.py {command} --sources DIR {name}"
        yield context.problem(
            "proof-holds",
            context.atlas.proofs[name],
            (part,),
            Words(f"{name}：{changed.zh}，{shown.zh}", f"{name}: {changed.en}, so {shown.en}"),
            Words(f"请运行 {told}", f"run {told}"),
            severity="warning",
            of_key=True,
        )
